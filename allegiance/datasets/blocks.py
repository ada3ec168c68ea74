"""Rows as evidence: each is a sentence, a block of them a document, and its claims statements."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec

from allegiance.datasets.format import Claim, Format, Party, Silent, Spot, Story, Voice
from allegiance.datasets.parties import Parties, Who, slug
from allegiance.datasets.rows import Row
from allegiance.documents.document import Document
from allegiance.ontology.actors import registry
from allegiance.ontology.relations import relation
from allegiance.statements.statement import (
    Attribution,
    End,
    Mention,
    Place,
    Sentence,
    Statement,
    Trigger,
)

BLOCK = 500
"""How many rows make a document."""


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A document of rows, and all that came of it, as `Store.write` takes it."""

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]


class Heard(msgspec.Struct, frozen=True):
    """A row and what it says; why not, where it says nothing."""

    row: Row
    claims: tuple[Claim, ...]
    silence: str | None
    story: Story | None


def hear(row: Row, form: Format) -> Heard:
    """What a row says. Raises BadRow where it cannot be right."""
    story = form.story(row) if form.story else None
    try:
        return Heard(row, tuple(form.read(row)), None, story)
    except Silent as silence:
        return Heard(row, (), str(silence), story)


def blocks(
    heard: Iterable[Heard],
    form: Format,
    path: Path,
    *,
    checksum: str,
    made_by: str,
    parties: Parties,
    silences: Counter[str],
) -> Iterator[Block]:
    """The documents of a file's rows: some hundred rows each, those of one story together."""
    number = 0
    told: set[int] = set()
    waiting: list[Heard] = []

    def made() -> Iterator[Block]:
        nonlocal number
        stories: dict[Story | None, list[Heard]] = {}
        for each in waiting:
            stories.setdefault(each.story, []).append(each)
        for story, rows in stories.items():
            name = block_id(checksum, number)
            number += 1
            yield _Page(name, form, path, made_by, parties, story, told).block(rows)
        waiting.clear()

    for each in heard:
        if each.silence is not None:
            silences[each.silence] += 1
        waiting.append(each)
        if len(waiting) == BLOCK:
            yield from made()
    yield from made()


def block_id(checksum: str, number: int) -> str:
    """The id of the `number`-th document of a file."""
    return _digest(checksum, str(number))


class _Page:
    """A document in the making."""

    def __init__(
        self,
        name: str,
        form: Format,
        path: Path,
        made_by: str,
        parties: Parties,
        story: Story | None,
        told: set[int],
    ) -> None:
        self._name = name
        self._form = form
        self._path = path
        self._made_by = made_by
        self._parties = parties
        self._story = story or Story(outlet=form.outlet)
        self._told = told
        self._mentions: dict[tuple[int, int, str], Mention] = {}

    def block(self, rows: list[Heard]) -> Block:
        lines: list[str] = []
        sentences: list[Sentence] = []
        statements: dict[str, Statement] = {}
        begin = 0
        for index, heard in enumerate(rows):
            text, spans = _rendered(heard.row, self._form)
            said = {s.id: s for s in self._statements(heard, text, spans, begin)}
            new = {name: each for name, each in said.items() if hash(name) not in self._told}
            self._told.update(map(hash, new))
            statements |= new
            reason = None if new else heard.silence or "the row says what another one says"
            sentences.append(
                Sentence(
                    document=self._name, index=index, begin=begin, end=begin + len(text),
                    statements=len(new), reason=reason,
                )
            )  # fmt: skip
            lines.append(text)
            begin += len(text) + 1
        first, last = rows[0].row.line, rows[-1].row.line
        return Block(
            document=Document(
                id=self._name,
                text="\n".join(lines),
                title=f"{self._form.outlet}: {self._path.name}, lines {first}-{last}",
                outlet=self._story.outlet,
                date=self._story.date,
                url=self._story.url,
                path=f"{self._path}:{first}",
            ),
            sentences=tuple(sentences),
            mentions=tuple(self._mentions[key] for key in sorted(self._mentions)),
            statements=tuple(statements.values()),
        )

    def _statements(
        self, heard: Heard, text: str, spans: "Spans", begin: int
    ) -> Iterator[Statement]:
        row, form = heard.row, self._form
        key = [row[column] for column in form.key] or [self._name, str(row.line)]
        for claim in heard.claims:
            kind = relation(claim.relation)
            source = self._end(claim.source, text, spans, begin)
            target = self._end(claim.target, text, spans, begin)
            at, until = spans.get(claim.by, (0, len(text)))
            yield Statement(
                id=claim.id or _digest(
                    form.name, *key, source.id, claim.relation, target.id, claim.phase,
                    claim.instrument or "",
                ),
                document=self._name,
                sentence=text,
                begin=begin,
                end=begin + len(text),
                source=source,
                relation=claim.relation,
                event=kind.plover[0] if kind.plover else "",
                sign=kind.sign,
                target=target,
                trigger=Trigger(text=text[at:until], begin=begin + at, end=begin + until),
                phase=claim.phase,
                mutual=claim.mutual or kind.symmetric,
                polarity=claim.polarity,
                certainty=claim.certainty,
                time_status=claim.time_status,
                time=claim.time,
                place=placed(claim.place) if claim.place else None,
                attribution=tuple(_voice(v, text, spans, begin) for v in claim.voices),
                instrument=claim.instrument,
                confidence=claim.confidence,
                coder=self._made_by,
                outlet=self._story.outlet,
                date=self._story.date,
            )  # fmt: skip

    def _end(self, told: Party | Spot, text: str, spans: "Spans", begin: int) -> End:
        at, until = _inside(spans.get(told.column, (0, 0)), text, told.name)
        end = self._named(told, text[at:until], begin + at, begin + until)
        self._mentions.setdefault(
            (end.begin, end.end, end.id),
            Mention(
                document=self._name, begin=end.begin, end=end.end, text=end.mention, id=end.id,
                name=end.name, kind=end.kind, country=end.country,
            ),
        )  # fmt: skip
        return end

    def _named(self, told: Party | Spot, mention: str, begin: int, end: int) -> End:
        if isinstance(told, Spot):
            place = placed(told)
            return End(
                id=place.id, name=place.name, kind="place", country=place.country,
                mention=mention, begin=begin, end=end, lat=place.lat, lon=place.lon,
            )  # fmt: skip
        who = self._parties.find(told)
        return End(
            id=who.id, name=who.name, kind=who.kind, country=who.country,
            mention=mention, begin=begin, end=end,
        )  # fmt: skip


Spans = Mapping[str, tuple[int, int]]


def _rendered(row: Row, form: Format) -> tuple[str, Spans]:
    """A row as one line, `column: cell` after `column: cell`, and where each of these stands."""
    shown = form.shown or (*form.columns, *form.also) or tuple(row)
    parts: list[str] = []
    spans: dict[str, tuple[int, int]] = {}
    at = 0
    for column in shown:
        if (cell := row[column]) and not row[form.spare.get(column, "")]:
            part = f"{column}: {cell}"
            spans[column] = (at, at + len(part))
            parts.append(part)
            at += len(part) + 2
    return "; ".join(parts), spans


def _inside(span: tuple[int, int], text: str, name: str) -> tuple[int, int]:
    """Where a name stands in a cell; all of the cell where it is not written so."""
    cell = text[slice(*span)]
    at = cell.find(name, cell.find(": ") + 2) if name else -1
    if at >= 0:
        return span[0] + at, span[0] + at + len(name)
    return (span[0] + cell.find(": ") + 2, span[1]) if cell else span


def _voice(voice: Voice, text: str, spans: Spans, begin: int) -> Attribution:
    span = _inside(spans[voice.column], text, voice.name) if voice.column in spans else None
    found = _speaker(voice.name)
    return Attribution(
        id=found.id if found else f"text:{slug(voice.name)}",
        name=found.name if found else voice.name,
        kind=found.kind if found else voice.kind,
        verb=None,
        mention=text[slice(*span)] if span else voice.name,
        begin=begin + span[0] if span else None,
        end=begin + span[1] if span else None,
    )


@cache
def _speaker(name: str) -> Who | None:
    """The one actor of the registry who goes by that name."""
    found = registry().find(name)
    if len(found) != 1:
        return None
    [actor] = found
    return Who(id=actor.id, name=actor.name, kind=actor.kind, country=actor.country, known=True)


def placed(spot: Spot) -> Place:
    """A place of the dataset's own, or the country where that is all it tells."""
    known = spot.precision == "country" and spot.country
    return Place(
        id=spot.id or (f"country:{spot.country}" if known else f"text:{slug(spot.name)}"),
        name=spot.name,
        country=spot.country,
        lat=spot.lat,
        lon=spot.lon,
        precision=spot.precision,
    )


def _digest(*parts: str) -> str:
    told = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(told).hexdigest()[:16]
