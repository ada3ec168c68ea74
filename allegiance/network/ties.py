"""A statement becomes a tie: all the statements that relate two actors in one relation.

A pair can be friendly in one theatre and hostile in another, so ties are never averaged
across theatres unless the user asks. A tie keeps its statements: every number on it can
be read back in the sentences that gave it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import chain
from typing import Literal

import msgspec

from allegiance.ontology.actors import KnownActor, Membership, Registry, normal, registry
from allegiance.ontology.relations import relation
from allegiance.statements.statement import End, Polarity, Statement

Grain = Literal["year", "month"]
Split = Literal["theatre", "period"]
Level = Literal["named", "state"]


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """One end of a tie: an actor, or a place (kind "place") where the relation takes one."""

    id: str
    name: str
    kind: str
    country: str | None


class Tie(msgspec.Struct, frozen=True, kw_only=True):
    """Two actors in one relation, in one theatre and period, according to these statements.

    `symmetric` ties are read both ways and stored once, `source.id <= target.id`: those of a
    symmetric relation, and those told of both sides at once ("fighting between A and B").
    `theatre` and `period` are None where the ties were not split by them, or nothing was told.
    `affirmed` and `denied` count statements by polarity; `certain`, `probable`, `possible` and
    `unknown` count the affirmed ones. `documents` are distinct documents; `sources` distinct
    voices, where the copies of one wire story are one voice. `first` and `last` are the earliest
    and latest date told, as ISO dates or prefixes, None where nothing was told (see `told`).
    `weight` is `sign * strength`.
    """

    source: Party
    relation: str
    target: Party
    sign: int
    symmetric: bool
    theatre: str | None
    period: str | None
    statements: tuple[Statement, ...]
    affirmed: int
    denied: int
    certain: int
    probable: int
    possible: int
    unknown: int
    documents: int
    sources: int
    first: str | None
    last: str | None
    weight: float

    @property
    def alleged(self) -> bool:
        """Nobody affirms it with certainty in the document's own voice: drawn dashed."""
        return not any(plain(statement) for statement in self.statements)

    @property
    def strength(self) -> float:
        """How firmly it is told, without a sign; below zero where denials outweigh."""
        return strength(self.statements)

    @property
    def voices(self) -> tuple[str, ...]:
        """Who affirms it, each once, in the order of the statements."""
        return voices(self.statements, "positive")


def tie(
    statements: Iterable[Statement],
    *,
    during: tuple[str | None, str | None] | str | None = None,
    according_to: Collection[str] = (),
    by: Sequence[Split] | Set[Split] = ("theatre",),
    period: Grain = "year",
    theatre: str | None = None,
) -> list[Tie]:
    """The ties that these statements make, the most widely told first.

    Every statement that passes the filters lies in exactly one tie. `during` keeps what is told
    to hold at some time in an interval: "2012", "2012-03/2013-01" or a pair of dates, None for an
    open side; statements without a time are then left out. `according_to` keeps what these voices
    say: names or ids of speakers anywhere in the chain, of authors and of outlets. `theatre` keeps
    one theatre. `by` says what else splits ties; a statement falls in the period of its first date
    told, and in its year where the text told no month.

    Raises UnknownRelation where a statement's relation is not in the ontology.
    """
    kept = _filtered(statements, during=during, according_to=according_to, theatre=theatre)
    groups: dict[_Key, list[Statement]] = defaultdict(list)
    for statement in kept:
        groups[_key(statement, by, period)].append(statement)
    return sorted((_fold(key, group) for key, group in groups.items()), key=_rank)


def retie(
    ties: Iterable[Tie],
    left_out: Collection[Statement],
    new: Iterable[Statement],
    *,
    by: Sequence[Split] | Set[Split] = ("theatre",),
) -> list[Tie]:
    """The ties once these very statements are left out and new ones are told: as `tie` of what remains.

    Only the ties that this touches are folded anew; `by` is as when the ties were made.
    """
    out = {id(statement) for statement in left_out}
    groups: dict[_Key, list[Statement]] = {_key(each, by, "year"): [] for each in left_out}
    for statement in new:
        groups.setdefault(_key(statement, by, "year"), []).append(statement)
    kept: list[Tie] = []
    for made in ties:
        key = _key(made.statements[0], by, "year")
        if key not in groups:
            kept.append(made)
            continue
        groups[key][:0] = [each for each in made.statements if id(each) not in out]
    return sorted((*kept, *(_fold(k, group) for k, group in groups.items() if group)), key=_rank)


def told(statement: Statement) -> tuple[str | None, str | None]:
    """The first and last date at which a statement is told to hold: ISO dates or prefixes.

    The interval of its time expression; an open side is read up to the date of the document
    where the statement is ongoing, and otherwise ends where the other side stands. An ongoing
    statement without a time holds at the date of its document. A past, future or hypothetical
    one without a time has none, and no date is ever made up.
    """
    now = statement.date if statement.time_status == "ongoing" else None
    if statement.time is None:
        return now, now
    start, end = statement.time.start, statement.time.end
    if start is None and end is None:
        return now, now
    first = start or end
    last = end or (now if now and start and _late(now) >= _late(start) else start)
    return first, last


def acted(statement: Statement) -> str | None:
    """When an end of a statement acted: the first date told, else the document's date.

    None for what somebody led or belonged to at a time that is not told, which may be long past.
    """
    first = told(statement)[0]
    return first if first or statement.relation in _STANDING else statement.date


def source_of(statement: Statement) -> str:
    """Whose word a statement is, so that one voice is counted once.

    The innermost speaker; where the document speaks in its own voice, or hearsay has no speaker,
    its wire story, else its author, else its outlet, else the document itself.
    """
    if statement.attribution and statement.attribution[-1].kind != "impersonal":
        return statement.attribution[-1].id or statement.attribution[-1].name
    if statement.story:
        return f"story {statement.story}"
    return statement.author or statement.outlet or f"document {statement.document}"


def voices(statements: Iterable[Statement], polarity: Polarity) -> tuple[str, ...]:
    """Who says so, each source once: of two copies of one wire story, the first."""
    heard: dict[str, str] = {}
    for statement in statements:
        if statement.polarity == polarity:
            heard.setdefault(source_of(statement), _voice(statement))
    return tuple(dict.fromkeys(heard.values()))


def _voice(statement: Statement) -> str:
    last = statement.attribution[-1] if statement.attribution else None
    if last is None or last.kind != "impersonal":
        return statement.voice
    return f'hearsay ("{last.name}")'


def strength(statements: Iterable[Statement]) -> float:
    """How firmly statements hold one tie: a sum over voices, each once in each story.

        strength = sum over (voice, story) of max affirmed c - max denied c

    where c is 1 for certain, 0.75 probable, 0.4 possible and 0.15 unknown, and a document that is
    no copy is a story of its own. A voice that repeats itself in one document adds nothing.
    """
    heard: dict[tuple[str, str], list[float]] = {}
    for statement in statements:
        voice = source_of(statement), statement.story or statement.document
        best = heard.setdefault(voice, [0.0, 0.0])
        side = statement.polarity == "negative"
        best[side] = max(best[side], CERTAINTY[statement.certainty])
    return round(sum(yes - no for yes, no in heard.values()), 6)


def plain(statement: Statement) -> bool:
    """The document itself affirms it, with certainty."""
    return (
        statement.polarity == "positive"
        and statement.certainty == "certain"
        and not statement.attribution
    )


def told_of(end: End | Party) -> bool:
    """Whether an end is one and the same wherever it stands: not unknown, and no bare office.

    "A spokesman" of one text and another's need not be one person, as their rebels need not be
    one group; but of a group something can be told.
    """
    office = end.kind == "person" and end.id.startswith("text:") and end.name.islower()
    return end.kind != "unknown" and not office


def read_at(
    statements: Iterable[Statement], level: Level = "state", *, known: Registry | None = None
) -> list[Statement]:
    """Statements with each end read at a level: "named" as the text has it, "state" as its whole.

    At "state", a body or force stands for its whole (French armed forces for France), and so does
    who leads a state while they lead it. An armed group and a branch stay themselves. An actor that the registry
    does not know is read as its state where its kind and name say so ("French public"). Mentions
    and offsets stay as they are; statements that then relate an actor to itself are kept.
    """
    if level == "named":
        return list(statements)
    wholes = Wholes(registry() if known is None else known)
    return [_lifted(statement, wholes) for statement in statements]


class Wholes:
    """What each actor is part of, looked up once."""

    def __init__(self, known: Registry) -> None:
        self._known = known
        self._states: dict[str | None, KnownActor] = {}
        for actor in known:
            if actor.kind == "state":  # those of today come first: Germany before what it was
                self._states.setdefault(actor.country, actor)
        self._of = lru_cache(maxsize=None)(self._climb)

    def of(self, end: End | Party, when: str | None = None) -> Party:
        """The whole that an end stands for at a date; itself where it is nobody's part.

        Who leads a state for a time stands for it only at a date that is known.
        """
        return self._of(end.id, end.name, end.kind, end.country, when)

    def _climb(
        self, actor: str, name: str, kind: str, country: str | None, when: str | None
    ) -> Party:
        whole, seen = actor, {actor}
        while (above := self._above(whole, when)) and above not in seen:
            whole = above
            seen.add(above)
        if whole == actor and actor not in self._known:
            whole = self._by_name(name, kind, country) or actor
        if whole == actor or whole not in self._known:
            return Party(id=actor, name=name, kind=kind, country=country)
        found = self._known[whole]
        return Party(id=found.id, name=found.name, kind=found.kind, country=found.country)

    def _above(self, actor: str, when: str | None) -> str | None:
        if actor not in self._known:
            return None
        for link in self._known[actor].part_of:
            if link.as_ == "leader" and when is None and (link.since or link.until):
                continue
            if self._stands_for(actor, link) and holds(link.since, link.until, when):
                return link.actor
        return None

    def _stands_for(self, actor: str, link: Membership) -> bool:
        if link.as_ == "leader":
            return self._acts_for_state(link.actor)
        own = self._known[actor].kind in _PARTS or actor.endswith("/government")
        return link.as_ == "part" and own

    def _acts_for_state(self, actor: str) -> bool:
        return actor in self._known and self._known[actor].kind in ("state", "government")

    def _by_name(self, name: str, kind: str, country: str | None) -> str | None:
        state = self._states.get(country) if country else None
        if state is None or kind not in _STATE_KINDS:
            return None
        words = normal(name).removeprefix("the ")
        for belonging in map(normal, (*state.demonyms, *state.names)):
            rest = words.removeprefix(belonging).split()
            if words.startswith(f"{belonging} ") and (kind != "people" or rest[0] in _NATION):
                return state.id
        return None


def holds(since: str | None, until: str | None, when: str | None) -> bool:
    """Whether an interval of ISO prefixes may hold at a date; an unknown date may be any."""
    if when is None:
        return True
    return not (since and _late(when) < since) and not (until and when > _late(until))


CERTAINTY = {"certain": 1.0, "probable": 0.75, "possible": 0.4, "unknown": 0.15}

# An armed group keeps a will of its own within a front or a state, and of several governments each
# may claim the state: only bodies and forces, and a state's government as such, stand for a whole.
_STANDING = {"command", "member"}
_PARTS = {"armed force", "body", "organisation"}
_STATE_KINDS = {"government", "armed force", "body", "people"}
_NATION = {"public", "people", "citizens", "voters", "taxpayers", "nation"}
_Key = tuple[str, str, str, bool, bool, str | None, str | None]


def _filtered(
    statements: Iterable[Statement],
    *,
    during: tuple[str | None, str | None] | str | None,
    according_to: Collection[str],
    theatre: str | None,
) -> Iterator[Statement]:
    said_by = {name.casefold() for name in _as_names(according_to)}
    span = _span(during)
    for statement in statements:
        if theatre is not None and statement.theatre != theatre:
            continue
        if said_by and said_by.isdisjoint(_heard_from(statement)):
            continue
        if span is None or _overlaps(told(statement), span):
            yield statement


def _as_names(names: Collection[str]) -> Collection[str]:
    return (names,) if isinstance(names, str) else names


def _heard_from(statement: Statement) -> set[str]:
    links = chain.from_iterable((link.id, link.name) for link in statement.attribution)
    names = (*links, statement.author, statement.outlet, statement.voice)
    return {name.casefold() for name in names if name}


def _span(
    during: tuple[str | None, str | None] | str | None,
) -> tuple[str | None, str | None] | None:
    if not isinstance(during, str):
        return during
    start, slash, end = during.partition("/")
    if not slash:
        return start, start
    return _date(start), _date(end)


def _date(text: str) -> str | None:
    return text if text not in ("", "..") else None


def _overlaps(when: tuple[str | None, str | None], span: tuple[str | None, str | None]) -> bool:
    first, last = when
    if first is None or last is None:
        return False
    return holds(span[0], None, last) and holds(None, span[1], first)


def _late(date: str) -> str:
    """A key that puts a prefix after every date within it."""
    return f"{date}~"


def _key(statement: Statement, by: Sequence[Split] | Set[Split], period: Grain) -> _Key:
    ends = statement.source.id, statement.target.id
    both_ways = statement.mutual or relation(statement.relation).symmetric
    if both_ways:
        ends = min(ends), max(ends)
    theatre = statement.theatre if "theatre" in by else None
    when = _period(statement, period) if "period" in by else None
    on_place = statement.target.kind == "place"
    return ends[0], statement.relation, ends[1], on_place, both_ways, theatre, when


def _period(statement: Statement, period: Grain) -> str | None:
    first, last = told(statement)
    if first is None or last is None:
        return None
    if period == "year" or not _tells_month(statement, first, last):
        return first[:4]
    return first[:7]


def _tells_month(statement: Statement, first: str, last: str) -> bool:
    if statement.time is not None and statement.time.edtf:
        return len(statement.time.edtf.split("/")[0].strip("~?%")) >= len("2012-03")
    if first.endswith("-01-01") and last.endswith("-12-31"):
        return False
    return len(first) >= len("2012-03")


def _fold(key: _Key, group: list[Statement]) -> Tie:
    source, name, target, _, both_ways, theatre, period = key
    ordered = tuple(sorted(group, key=_in_order))
    affirmed = [statement for statement in ordered if statement.polarity == "positive"]
    certainty = Counter(statement.certainty for statement in affirmed)
    sign = relation(name).sign
    firsts, lasts = zip(*map(told, ordered), strict=True)
    return Tie(
        source=_party(source, ordered),
        relation=name,
        target=_party(target, ordered),
        sign=sign,
        symmetric=both_ways,
        theatre=theatre,
        period=period,
        statements=ordered,
        affirmed=len(affirmed),
        denied=len(ordered) - len(affirmed),
        certain=certainty["certain"],
        probable=certainty["probable"],
        possible=certainty["possible"],
        unknown=certainty["unknown"],
        documents=len({statement.document for statement in ordered}),
        sources=len({source_of(statement) for statement in ordered}),
        first=min(filter(None, firsts), default=None),
        last=max(filter(None, lasts), key=_late, default=None),
        weight=sign * strength(ordered) + 0.0,
    )


def _in_order(statement: Statement) -> tuple[str, str, int, str]:
    return told(statement)[0] or "~", statement.document, statement.begin, statement.id


def _party(actor: str, statements: Sequence[Statement]) -> Party:
    """The end of that id, under the name most often given to it."""
    ends = chain.from_iterable((s.source, s.target) for s in statements)
    seen = Counter((end.name, end.kind, end.country or "") for end in ends if end.id == actor)
    name, kind, country = min(seen, key=lambda form: (-seen[form], form))
    return Party(id=actor, name=name, kind=kind, country=country or None)


def _rank(made: Tie) -> tuple[int, int, bool, str, str, str, str, bool, str, str]:
    return (
        -made.sources,
        -len(made.statements),
        not made.affirmed,
        made.source.id,
        made.relation,
        made.target.id,
        made.target.kind,
        made.symmetric,
        made.theatre or "",
        made.period or "",
    )


def _lifted(statement: Statement, wholes: Wholes) -> Statement:
    when = acted(statement)
    source, target = (_lift(end, wholes, when) for end in (statement.source, statement.target))
    if source is statement.source and target is statement.target:
        return statement
    return msgspec.structs.replace(statement, source=source, target=target)


def _lift(end: End, wholes: Wholes, when: str | None) -> End:
    whole = wholes.of(end, when)
    if whole.id == end.id:
        return end
    return msgspec.structs.replace(
        end, id=whole.id, name=whole.name, kind=whole.kind, country=whole.country
    )
