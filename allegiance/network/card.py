"""An actor on one page: its names over time, whom it came from and belongs to, who leads it, its ties.

What the registry tells comes with its source, what the statements tell with its outlets. Nothing is
counted twice and nothing is judged: a card says who says what of an actor, how often and when.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from allegiance.network.ties import Party, Tie, tie, told
from allegiance.ontology import actor_files
from allegiance.ontology.actors import KnownActor, Member, Membership, Registry, Step
from allegiance.statements.statement import End, Statement


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """What an actor or its capital was called, from when to when; `id` is that name's own entry."""

    name: str
    since: str | None
    until: str | None
    id: str
    source: str | None = None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One step of an actor's history: the date as it is known, and the key of the source."""

    date: str | None
    what: str
    actor: str | None
    source: str | None


class Relative(msgspec.Struct, frozen=True, kw_only=True):
    """Another actor that the registry ties this one to: `how` is its part in it, `role` its office."""

    id: str
    name: str
    how: str
    since: str | None
    until: str | None
    source: str | None
    role: str | None = None


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """What one outlet tells: how many statements in how many documents, and of when."""

    name: str
    statements: int
    documents: int
    first: str | None
    last: str | None


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """One tie of the actor: `way` is "->" from it, "<-" to it, or "<->"."""

    way: str
    relation: str
    other: Party
    sign: int
    theatre: str | None
    affirmed: int
    denied: int
    documents: int
    first: str | None
    last: str | None
    outlets: tuple[str, ...]


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """How much the statements tell of an actor, and who tells it."""

    statements: int
    documents: int
    first: str | None
    last: str | None
    outlets: tuple[Outlet, ...]
    ties: tuple[Relation, ...]


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of one actor; `evidence` is None where no statements were asked."""

    id: str
    name: str
    kind: str
    active: str | None = None
    homes: dict[str, str] = {}
    founded: str | None = None
    fought: str | None = None
    names: tuple[Name, ...] = ()
    acronyms: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    in_context: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    capitals: tuple[Name, ...] = ()
    history: tuple[Event, ...] = ()
    belongs: tuple[Relative, ...] = ()
    parts: tuple[Relative, ...] = ()
    leaders: tuple[Relative, ...] = ()
    members: tuple[Relative, ...] = ()
    allies: tuple[Relative, ...] = ()
    apart: tuple[str, ...] = ()
    codes: dict[str, tuple[str, ...]] = {}
    sources: dict[str, str] = {}
    evidence: Evidence | None = None


def card(actor: KnownActor, known: Registry, statements: Iterable[Statement] | None = None) -> Card:
    """The card of an actor of the registry, with what statements tell of it where some are given."""
    near = _relatives(actor, known)
    made = Card(
        id=actor.id,
        name=actor.name,
        kind=actor.kind,
        active=actor.active,
        homes={iso: known[iso].name if iso in known else iso for iso in actor.homes},
        founded=actor.founded.date if actor.founded else None,
        fought=actor.fought.date if actor.fought else None,
        names=tuple(_names(actor, known)),
        acronyms=tuple(name for name in actor.aliases if _acronym(name)),
        aliases=tuple(name for name in actor.aliases if not _acronym(name)),
        in_context=actor.in_context,
        demonyms=actor.demonyms,
        capital=actor.capital,
        capitals=tuple(_capitals(actor)),
        history=tuple(sorted(_history(actor, known), key=_when)),
        belongs=(*_above(actor, known), *sorted(_joined(actor, known), key=_since)),
        apart=tuple(known[other].name for other in actor.never if other in known),
        codes=dict(_codes(actor)),
        evidence=None if statements is None else evidence(actor.id, statements),
        parts=near["parts"],
        leaders=near["leaders"],
        members=near["members"],
        allies=near["allies"],
    )
    return msgspec.structs.replace(made, sources=_sources(actor, made))


def unknown(end: End | Party, statements: Sequence[Statement]) -> Card:
    """The card of an actor that only statements tell of."""
    homes = {end.country: end.country} if end.country else {}
    return Card(
        id=end.id, name=end.name, kind=end.kind, homes=homes, evidence=evidence(end.id, statements)
    )


def evidence(actor: str, statements: Iterable[Statement]) -> Evidence:
    """What statements tell of an actor at either end."""
    kept = [said for said in statements if actor in (said.source.id, said.target.id)]
    by_outlet: dict[str, list[Statement]] = defaultdict(list)
    for said in kept:
        by_outlet[said.outlet or said.author or "no outlet told"].append(said)
    outlets = (
        Outlet(name=name, statements=len(group), documents=_documents(group), **_span(group))
        for name, group in by_outlet.items()
    )
    return Evidence(
        statements=len(kept),
        documents=_documents(kept),
        outlets=tuple(sorted(outlets, key=lambda each: (-each.statements, each.name))),
        ties=tuple(_tied(actor, each) for each in tie(kept)),
        **_span(kept),
    )


def _tied(actor: str, made: Tie) -> Relation:
    ours = made.source.id == actor
    outlets = (said.outlet or said.author for said in made.statements)
    return Relation(
        way="<->" if made.symmetric else "->" if ours else "<-",
        relation=made.relation,
        other=made.target if ours else made.source,
        sign=made.sign,
        theatre=made.theatre,
        affirmed=made.affirmed,
        denied=made.denied,
        documents=made.documents,
        first=made.first,
        last=made.last,
        outlets=tuple(dict.fromkeys(filter(None, outlets))),
    )


def _documents(statements: Sequence[Statement]) -> int:
    return len({said.document for said in statements})


def _span(statements: Sequence[Statement]) -> dict[str, str | None]:
    """The first and last date that statements are told of."""
    spans = [told(said) for said in statements]
    firsts = [first for first, _ in spans if first]
    lasts = [last for _, last in spans if last]
    return {"first": min(firsts, default=None), "last": max(lasts, default=None)}


def _names(actor: KnownActor, known: Registry) -> Iterator[Name]:
    """What it was called before its entry begins, what it called itself, what it was renamed.

    Nothing where it has had one name alone.
    """
    before = _chain(actor, known, back=True)
    after = _chain(actor, known, back=False)
    for step in reversed(before):
        other = known[step.earlier]
        yield Name(name=other.name, since=other.since, until=step.date, id=other.id)
    since = before[0].date if before else actor.since
    until = after[0].date if after else actor.until
    if actor.called:
        for each in sorted(actor.called, key=lambda called: called.since or ""):
            yield Name(name=each.name, since=each.since, until=each.until, id=actor.id)
    elif before or after:
        yield Name(name=actor.name, since=since, until=until, id=actor.id)
    for at, step in enumerate(after):
        other = known[step.later]
        ended = after[at + 1].date if at + 1 < len(after) else other.until
        yield Name(name=other.name, since=step.date, until=ended, id=other.id)


def _capitals(actor: KnownActor) -> Iterator[Name]:
    for seat in actor.capitals:
        source = seat.source or actor.source
        yield Name(name=seat.name, since=seat.since, until=seat.until, id=actor.id, source=source)


def _chain(actor: KnownActor, known: Registry, *, back: bool) -> list[Step]:
    """The renamings before an actor, or after it, the nearest first."""
    found: list[Step] = []
    here, seen = actor.id, {actor.id}
    while True:
        steps = (step for step in known.descent(here) if step.how == "renamed_from")
        step = next((s for s in steps if (s.later if back else s.earlier) == here), None)
        if step is None or (step.earlier if back else step.later) in seen:
            return found
        found.append(step)
        here = step.earlier if back else step.later
        seen.add(here)


def _history(actor: KnownActor, known: Registry) -> Iterator[Event]:
    """Where it came from, what came of it, and when it joined or left what it was part of."""
    if actor.founded:
        yield Event(
            date=actor.founded.date, what="founded", actor=None, source=actor.founded.source
        )
    for step in known.descent(actor.id):
        ours = step.later == actor.id
        other = known[step.earlier if ours else step.later]
        what = (_CAME if ours else _BECAME)[step.how].format(other.name)
        yield Event(date=step.date, what=what, actor=other.id, source=step.source)
    for part in actor.part_of:
        if part.as_ not in _BELONGS or part.actor not in known:
            continue
        source, name = part.source or actor.source, known[part.actor].name
        for date, verb in ((part.since, "became"), (part.until, "ceased to be")):
            if date:
                what = f"{verb} {_BELONGS[part.as_]} {name}"
                yield Event(date=date, what=what, actor=part.actor, source=source)


def _above(actor: KnownActor, known: Registry) -> Iterator[Relative]:
    for part in actor.part_of:
        if part.as_ in ("part", "branch", "member", "leader") and part.actor in known:
            yield _relative(known[part.actor], part, actor)


def _joined(actor: KnownActor, known: Registry) -> Iterator[Relative]:
    """The organisations, alliances and coalitions whose own entries count an actor as a member."""
    for other in known:
        for member in other.members:
            if member.actor == actor.id:
                yield _member(other, member, other)


def _relatives(actor: KnownActor, known: Registry) -> dict[str, tuple[Relative, ...]]:
    """Those whose own entries tie them to an actor, by their part in it."""
    found: dict[str, list[Relative]] = {"parts": [], "leaders": [], "members": [], "allies": []}
    for other in known:
        for part in other.part_of:
            if part.actor == actor.id and part.as_ in _PLACES:
                place = _PLACES[part.as_]
                if place == "members" and other.kind != "person":
                    place = "parts"
                found[place].append(_relative(other, part, other))
    for member in actor.members:
        if member.actor in known:
            found["members"].append(_member(known[member.actor], member, actor))
    for part in actor.part_of:
        if part.as_ == "ally" and part.actor in known:
            found["allies"].append(_relative(known[part.actor], part, actor))
    return {place: tuple(sorted(those, key=_since)) for place, those in found.items()}


def _member(other: KnownActor, member: Member, teller: KnownActor) -> Relative:
    return Relative(
        id=other.id,
        name=other.name,
        how="member",
        since=member.since,
        until=member.until,
        source=member.source or teller.source,
    )


def _relative(other: KnownActor, part: Membership, teller: KnownActor) -> Relative:
    return Relative(
        id=other.id,
        name=other.name,
        how=part.as_,
        since=part.since,
        until=part.until,
        source=part.source or teller.source,
        role=part.role,
    )


def _codes(actor: KnownActor) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The codes of an actor in the lists and datasets that have one."""
    for scheme, code in (
        ("ISO 3166", actor.iso3),
        ("COW", actor.cow),
        ("Gleditsch-Ward", actor.gw),
    ):
        if code is not None:
            yield scheme, (str(code),)
    for scheme, codes in msgspec.structs.asdict(actor.ids).items():
        if codes:
            yield _SCHEMES[scheme], tuple(map(str, codes))


def _sources(actor: KnownActor, made: Card) -> dict[str, str]:
    """The citation of every source that the card takes a fact from."""
    relatives = (*made.belongs, *made.parts, *made.leaders, *made.members, *made.allies)
    facts = (fact.source for fact in (actor.founded, actor.fought) if fact)
    told = (*(each.source for each in made.history), *(each.source for each in relatives))
    moved = (seat.source for seat in actor.capitals)
    keys = [actor.source, *actor.sources.values(), *facts, *moved, *told]
    citable = actor_files.sources()
    return {
        key: citable[key].citation if key in citable else "a source of your own"
        for key in dict.fromkeys(filter(None, keys))
    }


def _acronym(name: str) -> bool:
    return " " not in name and sum(letter.isupper() for letter in name) > 1 and len(name) < 10


def _when(event: Event) -> str:
    return (event.date or "~").lstrip("./")


def _since(relative: Relative) -> tuple[str, str]:
    return (relative.since or relative.until or "~", relative.name)


_CAME = {
    "split_from": "split from {}",
    "merged_into": "{} merged into it",
    "renamed_from": "took this name, being {} before",
    "joined": "{} joined it",
    "succeeded": "succeeded {}",
}
_BECAME = {
    "split_from": "{} split from it",
    "merged_into": "merged into {}",
    "renamed_from": "renamed {}",
    "joined": "joined {}",
    "succeeded": "succeeded by {}",
}
_BELONGS = {
    "part": "part of",
    "branch": "a branch of",
    "member": "a member of",
    "ally": "an ally of",
}
_PLACES = {
    "part": "parts", "branch": "parts", "leader": "leaders", "member": "members", "ally": "allies",
}  # fmt: skip
_SCHEMES = {"ucdp": "UCDP", "forge": "FORGE", "baad": "BAAD", "syria": "Syrian groups"}
