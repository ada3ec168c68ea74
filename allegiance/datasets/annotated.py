"""Annotated texts: documents with entities and relations become mentions and statements, by their offsets.

Which relation or kind a label means is told by `labels`; what it leaves open is counted.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from allegiance.datasets.blocks import Block, block_id, placed
from allegiance.datasets.codes import codes
from allegiance.datasets.format import Party, Silent, Spot
from allegiance.datasets.labels import NO_ACTOR, Labels, Meaning, labels
from allegiance.datasets.parties import Parties, slug
from allegiance.datasets.reading import Reading, made_by
from allegiance.datasets.rows import BadRow, checksum
from allegiance.datasets.sources import Given, reject
from allegiance.documents.document import Document
from allegiance.ontology.actors import registry
from allegiance.ontology.relations import relation
from allegiance.statements.statement import (
    Attribution,
    Certainty,
    End,
    Mention,
    Phase,
    Polarity,
    Sentence,
    Statement,
    TimeStatus,
    Trigger,
)


class Span(NamedTuple):
    """Words of a text under a label; offsets count code points, end exclusive."""

    begin: int
    end: int
    label: str


class Arc(msgspec.Struct, frozen=True, kw_only=True):
    """A relation between two spans, told by their keys; `cue` are the words that express it.

    `why` says why annotators themselves do not stand by it, where they do not.
    """

    label: str
    source: str
    target: str
    line: int
    cue: tuple[int, int] | None = None
    id: str | None = None
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    time_status: TimeStatus = "ongoing"
    phase: Phase = "holds"
    mutual: bool = False
    voices: tuple[str, ...] = ()
    confidence: float = 1.0
    why: str | None = None


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """A text with its spans, by their keys, and the relations between them; `line` is where it stands."""

    text: str
    spans: Mapping[str, Span]
    arcs: Sequence[Arc]
    line: int
    name: str | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    date: str | None = None


class Wrong(NamedTuple):
    """What cannot be right, and the line where it stands."""

    line: int
    why: BadRow


def from_texts(reading: Reading, given: Given, texts: Iterable[Text | Wrong]) -> Iterator[Block]:
    """Each text as a document, texts of one name that follow one another as one; its relations are the rows."""
    digest = checksum(reading.path)
    known = labels(given.labels)
    parties = Parties(reading.form.name)
    parties.unknown = reading.unknown
    for number, each in enumerate(_joined(_sound(reading, given, texts))):
        if given.limit is not None and reading.rows >= given.limit:
            return
        block = _Page(reading, each, block_id(digest, number), known, parties).block(given)
        reading.statements += len(block.statements)
        yield block


def spans_within(text: str, spans: Mapping[str, Span]) -> None:
    """Raise BadRow where a span does not lie within its text."""
    if not isinstance(text, str):
        raise BadRow("the text is no text")
    for key, span in spans.items():
        if type(span.begin) is not int or type(span.end) is not int:
            raise BadRow(
                f"the words of {key} stand at {span.begin!r} to {span.end!r}, which are no places"
            )
        if not 0 <= span.begin < span.end <= len(text):
            raise BadRow(
                f"the words of {key} ({span.begin} to {span.end}) lie outside the text of "
                f"{len(text)} characters; is it the text that was annotated?"
            )


def choice(told: object, allowed: Sequence[str], what: str) -> Any:
    """A value that must be one of some. Raises BadRow."""
    if told in allowed:
        return told
    raise BadRow(f"{what} {told!r} is none of {', '.join(allowed)}")


def voices(told: object, outlet: str | None = None) -> tuple[str, ...]:
    """Who says so, from "Faramir > scouts, in The Palantir" as our exports write it."""
    chain = re.sub(r", in [^>]*$", "", str(told or ""))
    return () if chain in ("", "the document") or chain == outlet else tuple(chain.split(" > "))


def _sound(reading: Reading, given: Given, texts: Iterable[Text | Wrong]) -> Iterator[Text]:
    for each in texts:
        if isinstance(each, Wrong):
            reject(reading, given, each.why, each.line)
            continue
        try:
            spans_within(each.text, each.spans)
            yield each
        except BadRow as wrong:
            reject(reading, given, wrong, each.line)


def _joined(texts: Iterable[Text]) -> Iterator[Text]:
    """Passages of one document that follow one another as one text, a line each."""
    open_: Text | None = None
    for each in texts:
        if open_ is not None and each.name is not None and each.name == open_.name:
            open_ = _and(open_, each)
            continue
        if open_ is not None:
            yield open_
        open_ = each
    if open_ is not None:
        yield open_


def _and(one: Text, other: Text) -> Text:
    shift, mark = len(one.text) + 1, f"{other.line}:"
    spans = {
        mark + key: Span(span.begin + shift, span.end + shift, span.label)
        for key, span in other.spans.items()
    }
    arcs = [
        msgspec.structs.replace(
            arc, source=mark + arc.source, target=mark + arc.target,
            cue=(arc.cue[0] + shift, arc.cue[1] + shift) if arc.cue else None,
        )
        for arc in other.arcs
    ]  # fmt: skip
    return msgspec.structs.replace(
        one, text=f"{one.text}\n{other.text}", spans={**one.spans, **spans}, arcs=[*one.arcs, *arcs]
    )


class _Page:
    """A document in the making."""

    def __init__(
        self, reading: Reading, text: Text, name: str, known: Labels, parties: Parties
    ) -> None:
        self._reading = reading
        self._text = text
        self._name = name
        self._known = known
        self._parties = parties

    def block(self, given: Given) -> Block:
        told = self._text
        sound, silent = self._parted(given)
        bounds = _bounds(told, [arc for arc, _ in sound])
        statements: dict[str, Statement] = {}
        for arc, ends in sound:
            said = self._statement(arc, ends, *bounds[_in(bounds, _range(told, arc)[0])])
            statements.setdefault(said.id, said)
        reasons: dict[int, str] = {}
        for arc, why in silent:
            reasons.setdefault(bounds[_in(bounds, _range(told, arc)[0])][0], why)
        return Block(
            document=Document(
                id=self._name, text=told.text, title=told.title or told.name,
                outlet=self._outlet, date=told.date, url=told.url,
                path=f"{self._reading.path}:{told.line}",
            ),
            sentences=tuple(self._sentences(bounds, statements.values(), reasons)),
            mentions=tuple(self._mentions()),
            statements=tuple(statements.values()),
        )  # fmt: skip

    def _parted(self, given: Given) -> "tuple[list[tuple[Arc, _Ends]], list[tuple[Arc, str]]]":
        """The relations that say something, with their ends, and the others, with why not."""
        sound: list[tuple[Arc, _Ends]] = []
        silent: list[tuple[Arc, str]] = []
        for arc in self._text.arcs:
            self._reading.rows += 1
            if given.on_row and self._reading.rows % 1000 == 0:
                given.on_row(self._reading.rows)
            try:
                sound.append((arc, self._ends(arc, self._meaning(arc))))
            except Silent as silence:
                self._reading.silences[str(silence)] += 1
                silent.append((arc, str(silence)))
        return sound, silent

    @property
    def _outlet(self) -> str:
        return self._text.outlet or self._reading.form.outlet

    def _sentences(
        self,
        bounds: Sequence[tuple[int, int]],
        statements: Iterable[Statement],
        reasons: Mapping[int, str],
    ) -> Iterator[Sentence]:
        begins = [said.begin for said in statements]
        for index, (begin, end) in enumerate(bounds):
            count = begins.count(begin)
            why = None if count else reasons.get(begin, "no relation is annotated here")
            yield Sentence(
                document=self._name, index=index, begin=begin, end=end, statements=count, reason=why
            )

    def _mentions(self) -> Iterator[Mention]:
        for span in dict.fromkeys(sorted(self._text.spans.values())):
            kind = self._known.kind(span.label)
            if kind == NO_ACTOR:
                self._reading.left_out[span.label] += 1
                continue
            if self._is_pronoun(span):
                self._reading.left_out["pronouns"] += 1
                continue
            end = self._end(span, as_place=kind == "place")
            yield Mention(
                document=self._name, begin=span.begin, end=span.end, text=end.mention, id=end.id,
                name=end.name, kind=end.kind, country=end.country,
            )  # fmt: skip

    def _meaning(self, arc: Arc) -> Meaning:
        if arc.why:
            raise Silent(arc.why)
        meaning = self._known.relation(arc.label)
        if meaning is None:
            raise Silent(f"relation {arc.label!r} is not known; --labels can tell what it means")
        return meaning

    def _statement(self, arc: Arc, ends: "_Ends", begin: int, end: int) -> Statement:
        source, target, name, phase = ends
        kind = relation(name)
        at = _cue(self._text.text, arc) or _between(self._text, arc)
        sentence = self._text.text[begin:end]
        ids = sorted((source.id, target.id)) if kind.symmetric else [source.id, target.id]
        return Statement(
            id=arc.id or _digest(self._text.text, str(begin), name, *ids, arc.polarity),
            document=self._name,
            sentence=sentence,
            begin=begin,
            end=end,
            source=source,
            relation=name,
            event=kind.plover[0] if kind.plover else "",
            sign=kind.sign,
            target=target,
            trigger=Trigger(text=self._text.text[slice(*at)], begin=at[0], end=at[1]),
            phase=phase if arc.phase == "holds" else arc.phase,
            mutual=arc.mutual or kind.symmetric,
            polarity=arc.polarity,
            certainty=arc.certainty,
            time_status=arc.time_status,
            attribution=tuple(map(_voice, arc.voices)),
            confidence=arc.confidence,
            coder=made_by(self._reading.form),
            outlet=self._outlet,
            date=self._text.date,
        )

    def _ends(self, arc: Arc, meaning: Meaning) -> "_Ends":
        """The two ends, the actor before the place, with the relation that fits them and its phase."""
        one, other = (self._text.spans[key] for key in (arc.source, arc.target))
        if meaning.reverse:
            one, other = other, one
        for span in (one, other):
            if self._known.kind(span.label) == NO_ACTOR:
                raise Silent(f"a relation of what is no actor ({span.label})")
            if self._is_pronoun(span):
                raise Silent("an end is a pronoun, and nothing tells whom it stands for")
        there, here = (self._known.kind(span.label) == "place" for span in (one, other))
        wants_place = "actor" not in relation(meaning.relation).target
        if there and not here and wants_place:
            one, other, there, here = other, one, here, there
        if there and not self._stands_for_state(one):
            raise Silent(f"`{meaning.relation}` by a place")
        if not here:
            if wants_place:
                raise Silent(f"`{meaning.relation}` of an actor")
            return _Ends(self._end(one), self._end(other), meaning.relation, meaning.phase)
        if wants_place or meaning.place:
            name = meaning.relation if wants_place else str(meaning.place)
            return _Ends(self._end(one), self._end(other, as_place=True), name, meaning.phase)
        if self._stands_for_state(other):
            return _Ends(self._end(one), self._end(other), meaning.relation, meaning.phase)
        if meaning.relation == "fight":
            return _Ends(self._end(one), self._end(other, as_place=True), "fight", meaning.phase)
        raise Silent(f"`{meaning.relation}` of a place")

    def _is_pronoun(self, span: Span) -> bool:
        return self._words(span).casefold() in codes("labels")["pronouns"]

    def _stands_for_state(self, span: Span) -> bool:
        return _state(self._words(span)) is not None

    def _words(self, span: Span) -> str:
        return " ".join(self._text.text[span.begin : span.end].split())

    def _end(self, span: Span, *, as_place: bool = False) -> End:
        mention = self._text.text[span.begin : span.end]
        words = re.sub(r"^the ", "", self._words(span), flags=re.IGNORECASE) or mention
        state = _state(words)
        if as_place:
            spot = Spot(
                name=words, column="", country=state, precision="country" if state else None
            )
            place = placed(spot)
            return End(
                id=place.id, name=place.name, kind="place", country=place.country, mention=mention,
                begin=span.begin, end=span.end,
            )  # fmt: skip
        kind = self._known.kind(span.label) or "unknown"
        who = self._parties.find(
            Party(name=_of_people(words), column="", kind="unknown" if kind == "place" else kind)
        )
        return End(
            id=who.id, name=who.name, kind=who.kind, country=who.country, mention=mention,
            begin=span.begin, end=span.end,
        )  # fmt: skip


class _Ends(NamedTuple):
    """The ends of a statement, its relation and phase."""

    source: End
    target: End
    relation: str
    phase: Phase


def _state(words: str) -> str | None:
    """The country of a state by that name."""
    states = [each for each in registry().find(words) if each.kind == "state" and not each.until]
    return states[0].country if len(states) == 1 else None


def _of_people(words: str) -> str:
    """The state that a demonym stands for: "French" is France."""
    known = registry()
    if known.find(words):
        return words
    states = [each for each in known.of_demonym(words) if each.kind == "state" and not each.until]
    return states[0].name if len(states) == 1 else words


def _bounds(told: Text, arcs: Iterable[Arc]) -> list[tuple[int, int]]:
    """The sentences of a text, those together that one relation holds together."""
    bounds = list(_sentences(told.text))
    for arc in arcs:
        begin, end = _range(told, arc)
        first, last = _in(bounds, begin), _in(bounds, end - 1)
        if first != last:
            bounds[first : last + 1] = [(bounds[first][0], bounds[last][1])]
    return bounds


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences begin and end, by their marks and by lines; nothing lies outside but spaces."""
    begin = 0
    for found in re.finditer(
        r"(?<=[.!?])[\"'\u2019\u201d)]*\s+(?=[\"'\u2018\u201c(]*[^\W\d_a-z])|\n+", text
    ):
        yield from _trimmed(text, begin, found.end())
        begin = found.end()
    yield from _trimmed(text, begin, len(text))


def _trimmed(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[begin:end]
    if words.strip():
        yield begin + len(words) - len(words.lstrip()), begin + len(words.rstrip())


def _in(bounds: Sequence[tuple[int, int]], place: int) -> int:
    """The sentence that holds a place, or the last before it."""
    return max((n for n, (begin, _) in enumerate(bounds) if begin <= place), default=0)


def _range(told: Text, arc: Arc) -> tuple[int, int]:
    spans = [tuple(told.spans[key][:2]) for key in (arc.source, arc.target)]
    spans += [arc.cue] if arc.cue else []
    return min(begin for begin, _ in spans), max(end for _, end in spans)


def _cue(text: str, arc: Arc) -> tuple[int, int] | None:
    return next(_trimmed(text, *arc.cue), None) if arc.cue else None


def _between(told: Text, arc: Arc) -> tuple[int, int]:
    """The words between the two ends; those from one to the other where none stand there."""
    one, other = sorted(told.spans[key][:2] for key in (arc.source, arc.target))
    found = next(_trimmed(told.text, one[1], other[0]), None) if one[1] < other[0] else None
    return found or (one[0], max(one[1], other[1]))


def _voice(name: str) -> Attribution:
    found = registry().find(name)
    known = found[0] if len(found) == 1 else None
    return Attribution(
        id=known.id if known else f"text:{slug(name)}", name=known.name if known else name,
        kind=known.kind if known else "group", verb=None,
    )  # fmt: skip


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]
