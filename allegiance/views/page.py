"""One HTML file holding the four pictures and the answers: the report, and the interactive page.

The page folds ties again whenever a filter changes. Every rule about one statement - where and
when it stands, whose word it is, which tie it belongs to - is applied here once and travels with
it as its `Reading`; the page only groups and counts.
"""

import base64
import gzip
import hashlib
import html
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Literal
from urllib.parse import quote

import msgspec

from allegiance.documents.document import Document
from allegiance.errors import AllegianceError
from allegiance.network.double_games import Apart, DoubleGame, Leg, Link, Pattern, Standing
from allegiance.network.double_games.standing import Told, affirmed, standing
from allegiance.network.ties import CERTAINTY, Wholes, plain, source_of, tie, told
from allegiance.ontology.actors import registry
from allegiance.ontology.relations import Relation, relation, relations
from allegiance.statements.frames import glosses
from allegiance.statements.statement import Statement
from allegiance.views import evidence, graph, timeline
from allegiance.views import map as places
from allegiance.views.answers import precomputed
from allegiance.views.answers.records import Who, who


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What the page needs to know about one statement beyond its record.

    `tie` is the same for the statements of one tie; its ends are `source` and `target`, in the
    order of ids where it is `symmetric`. `theatre` is a country code or a place's id. `whose` is
    the one voice that it counts as, `voice` that voice as a reader would put it. `plain` where the
    document itself affirms it with certainty; `strength` from 0 to 1 by its certainty. `first` and
    `last` are ISO dates or prefixes at which it is told to hold.
    """

    id: str
    tie: str
    source: str
    target: str
    symmetric: bool
    theatre: str | None
    whose: str
    voice: str
    plain: bool
    strength: float
    first: str | None
    last: str | None
    bar: timeline.Bar | None
    spot: places.Spot | None
    marks: tuple[evidence.Mark, ...]


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """Whose word one leg of a double game is: the voices for it and against it."""

    leg: Literal["hostile", "friendly", "link"]
    ends: tuple[str, str]
    standing: Standing
    voices: tuple[str, ...]
    denials: tuple[str, ...]


class Game(msgspec.Struct, frozen=True, kw_only=True):
    """One double game, as network.double_games found it.

    `hostile`, `friendly` and `links` are the ids of the statements that say so; `known` says in
    words what the registry of actors adds to them. `apart` names in what the legs differ. `standing`
    is whose word the whole is, `told` whose word each leg is; `others` are folded into this one.
    """

    id: str
    actor: Who
    against: Who
    towards: Who
    pattern: Pattern
    reading: str
    score: float
    apart: tuple[Apart, ...]
    hostile: tuple[str, ...]
    friendly: tuple[str, ...]
    links: tuple[str, ...]
    known: tuple[str, ...]
    standing: Standing
    told: tuple[Word, ...]
    others: int


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a page shows. `countries` names the theatres; `frames` holds each frame's gloss."""

    schema: Literal[1] = 1
    generator: str
    title: str
    version: str
    documents: tuple[Document, ...]
    statements: tuple[Statement, ...]
    readings: tuple[Reading, ...]
    relations: tuple[Relation, ...]
    frames: dict[str, str]
    games: tuple[Game, ...]
    countries: dict[str, str]


class UnbuiltPage(AllegianceError):
    """The page's scripts were not built into this installation."""


def data(
    documents: Iterable[Document],
    statements: Iterable[Statement],
    double_games: Iterable[DoubleGame] = (),
    *,
    title: str = "Allegiance",
    frames: Mapping[str, str] | None = None,
) -> Page:
    """Everything a page shows, from records alone.

    `double_games` are those of `network.double_games`, the most telling first; `frames` maps a
    frame's id to its gloss, those that ship where it is None. The same input gives the same page and the same `version`.
    """
    kept = tuple(statements)
    page = Page(
        generator=f"Allegiance {_release()}",
        title=title,
        version="",
        documents=tuple(documents),
        statements=kept,
        readings=tuple(read(statement) for statement in kept),
        relations=tuple(relations().values()),
        frames=_glosses(kept, frames),
        games=_games(double_games),
        countries=_theatres(kept),
    )
    return msgspec.structs.replace(page, version=_digest(dump(page)))


def read(statement: Statement) -> Reading:
    """One statement as the page reads it."""
    both_ways = statement.mutual or relation(statement.relation).symmetric
    ends = statement.source.id, statement.target.id
    if both_ways:
        ends = min(ends), max(ends)
    parts = (ends[0], statement.relation, ends[1], "both" if both_ways else "", statement.theatre)
    first, last = told(statement)
    return Reading(
        id=statement.id,
        tie="|".join(quote(part or "", safe=" :_-.") for part in parts),
        source=ends[0],
        target=ends[1],
        symmetric=both_ways,
        theatre=statement.theatre,
        whose=source_of(statement),
        voice=statement.voice,
        plain=plain(statement),
        strength=CERTAINTY[statement.certainty],
        first=first,
        last=last,
        bar=timeline.bar(statement),
        spot=places.spot(statement),
        marks=evidence.marks(statement),
    )


def dump(page: Page) -> bytes:
    """A page's data as JSON."""
    return msgspec.json.encode(page)


def report(page: Page) -> bytes:
    """The page as one self-contained HTML file that needs no server and no network.

    The data lie in it compressed and as base64, so that no text of a document is ever read as
    HTML; so do the answers, which are unpacked when the first is asked for. The only scripts that may run are those whose hash stands in its policy.

    Raises UnbuiltPage where the scripts are not part of this installation.
    """
    script, style = asset("page.js").decode(), asset("page.css").decode()
    if "</script" in script.lower() or "</style" in style.lower():
        raise UnbuiltPage("the page's bundle closes its own tag; build it again with `make clean`")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        f"<title>{html.escape(page.title)}</title><style>{style}</style>"
    )
    body = (
        f"{_still(page)}"
        f'<script type="application/gzip" id="data">{_pack(dump(page))}</script>'
        f'<script type="application/gzip" id="answers">{_pack(msgspec.json.encode(precomputed(page.statements)))}</script>'
        f'<script type="application/gzip" id="world">{_pack(asset("world.json"))}</script>'
        f"<script>{script}</script>"
    )
    return _document(head, body)


def shell(title: str) -> bytes:
    """The page as the server sends it: it fetches its script, its style and its data."""
    head = (
        f'<title>{html.escape(title)}</title><link rel="stylesheet" href="/page.css">'
        '<script src="/page.js" defer></script>'
    )
    return _document(head, "<noscript><p>This page needs JavaScript.</p></noscript>")


@cache
def asset(name: str) -> bytes:
    """A built file of the page: page.js, page.css or world.json.

    Raises UnbuiltPage where it is not part of this installation.
    """
    file = files("allegiance.views").joinpath("web", "dist", name)
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise UnbuiltPage(
            f"the page's {name} is not part of this installation; "
            "`pip install .` in a checkout builds it"
        ) from None


def _document(head: str, body: str) -> bytes:
    text = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="color-scheme" content="light dark">{head}</head>'
        f'<body><div id="page"></div>{body}</body></html>\n'
    )
    return text.encode("utf-8", "replace")


_STILL = 60


def _still(page: Page) -> str:
    """The pictures without scripts: what a locked-down reader sees of the report."""
    ties = tie(page.statements)
    rest = len(ties) - _STILL
    more = f"<p>{rest} further ties need JavaScript.</p>" if rest > 0 else ""
    return (
        f'<noscript><main class="still"><h1>{html.escape(page.title)}</h1>'
        f"{graph.draw(ties[:_STILL])}{timeline.draw(ties[:_STILL])}"
        f"{evidence.draw(ties[:_STILL])}{more}</main></noscript>"
    )


def _pack(content: bytes) -> str:
    return base64.b64encode(gzip.compress(content, mtime=0)).decode()


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _release() -> str:
    try:
        return version("allegiance")
    except PackageNotFoundError:
        return "0"


def _glosses(statements: Sequence[Statement], frames: Mapping[str, str] | None) -> dict[str, str]:
    if frames is None:
        frames = glosses()
    used = {statement.frame for statement in statements if statement.frame}
    return {name: frames[name] for name in sorted(used) if name in frames}


def _theatres(statements: Sequence[Statement]) -> dict[str, str]:
    """A name for every theatre: the state's for a country code, the place's own elsewhere."""
    states: dict[str | None, str] = {}
    for actor in registry():
        if actor.kind == "state":  # those of today come first: Germany before what it was
            states.setdefault(actor.country, actor.name)
    names: dict[str, str] = {}
    for statement in statements:
        code = statement.theatre
        if code is not None and code not in names:
            names[code] = states.get(code) or _place_name(statement, code)
    return dict(sorted(names.items()))


def _place_name(statement: Statement, code: str) -> str:
    for place in (statement.place, statement.target):
        if place is not None and place.id == code:
            return place.name
    return code


def _games(double_games: Iterable[DoubleGame]) -> tuple[Game, ...]:
    wholes = Wholes(registry())
    return tuple(_game(found, wholes) for found in double_games)


def _game(found: DoubleGame, wholes: Wholes) -> Game:
    hostile, friendly = _ids(found.hostile.statements), _ids(found.friendly.statements)
    links = _ids(one for link in found.links if link.tie for one in link.tie.statements)
    return Game(
        id=_digest("|".join((found.actor.id, found.pattern, *hostile, *friendly)).encode())[:8],
        actor=who(found.actor),
        against=who(found.against),
        towards=who(found.towards),
        pattern=found.pattern,
        reading=found.reading,
        score=found.score,
        apart=found.apart,
        hostile=hostile,
        friendly=friendly,
        links=links,
        known=tuple(_known(link) for link in found.links if link.tie is None),
        standing=found.standing,
        told=(
            _word("hostile", found.hostile, found, wholes),
            _word("friendly", found.friendly, found, wholes),
            *(_word("link", link, found, wholes) for link in found.links if link.tie),
        ),
        others=found.others,
    )


def _word(
    name: Literal["hostile", "friendly", "link"],
    told: Leg | Link,
    found: DoubleGame,
    wholes: Wholes,
) -> Word:
    """Whose word one leg is."""
    made = told.tie
    ends = (made.source, made.target) if made else ()
    both = frozenset(wholes.of(end).id for end in ends)
    said = affirmed(told)
    return Word(
        leg=name,
        ends=(ends[0].name, ends[1].name) if ends else ("", ""),
        standing=standing(found.actor.id, [Told(both, said)], known=registry()),
        voices=told.voices,
        denials=told.denials if isinstance(told, Leg) else (),
    )


def _ids(statements: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(statement.id for statement in statements))


def _known(link: Link) -> str:
    dates = f" ({link.since or ''}–{link.until or ''})" if link.since or link.until else ""
    return f"{link.source.name}: {link.relation} of {link.target.name}{dates}"
