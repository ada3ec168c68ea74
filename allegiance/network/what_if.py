"""What if a tie were not there, were turned round, or came, or an actor left a place: before and after.

Statements are left out, and supposed ones are added, in a copy; the store stays as it is. A supposed
statement says so: its coder is "what if", its document "what if", its sentence begins with "Supposed:".
Every analysis is then asked of both, and what it says is laid side by side. It is arithmetic on what is told, not a
forecast: nobody else in the network reacts.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Literal, NamedTuple, TypeVar

import msgspec

from allegiance.errors import AllegianceError, UnknownActor
from allegiance.network.balance import Balance, NoBalance, frustration, signed
from allegiance.network.balance.signed import Weight
from allegiance.network.brokers import Between, brokers, camps_change, changed_sides, sides_of
from allegiance.network.double_games import double_games
from allegiance.network.reading import words
from allegiance.network.shifts import shifts
from allegiance.network.ties import Party, Tie, read_at, tie
from allegiance.ontology.actors import Registry, normal, registry
from allegiance.ontology.relations import CODEBOOK, relation
from allegiance.statements.statement import End, Statement, Trigger


class NothingChanges(AllegianceError):
    """A supposition that fits no statement, or that cannot be read."""


class Drop(msgspec.Struct, frozen=True, tag=True):
    """A tie is not there: the statements that tell it are left out."""

    source: str
    relation: str
    target: str


class Flip(msgspec.Struct, frozen=True, tag=True):
    """A tie is turned round: friends for foes (`oppose`), foes for friends (`ally` or `support`)."""

    source: str
    relation: str
    target: str


class Add(msgspec.Struct, frozen=True, tag=True):
    """A tie is there: one supposed statement, certain and now."""

    source: str
    relation: str
    target: str


class Expel(msgspec.Struct, frozen=True, tag=True):
    """An actor is gone from a place: all that is told of it there is left out."""

    actor: str
    place: str


Change = Drop | Flip | Add | Expel


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """One change in words, with the statements that it left out and those it supposes."""

    change: Change
    reading: str
    left_out: tuple[Statement, ...]
    supposed: tuple[Statement, ...]


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One number of an analysis before and after; None where there is none."""

    analysis: str
    figure: str
    before: float | str | None
    after: float | str | None


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What one analysis no longer finds, what it finds now and did not, and how many it keeps."""

    analysis: str
    gone: tuple[str, ...]
    new: tuple[str, ...]
    kept: int


class WhatIf(msgspec.Struct, frozen=True, kw_only=True):
    """Every analysis before and after some changes.

    `camps` is "same" where some of the best camps before are among the best after, "other" where none
    is, None where the bounds do not tell. `moved` are those who change sides between the camps that were found.
    """

    changes: tuple[Made, ...]
    figures: tuple[Figure, ...]
    differences: tuple[Difference, ...]
    camps: Literal["same", "other"] | None
    moved: tuple[str, ...]


def what_if(
    statements: Iterable[Statement],
    changes: Sequence[Change],
    *,
    weight: Weight = "one",
    known: Registry | None = None,
    time_limit: float | None = 30.0,
) -> WhatIf:
    """Every analysis of statements, before and after some changes, side by side.

    Ends are read as the states they stand for. Raises as `change` does.
    """
    known = registry() if known is None else known
    before = read_at(statements, known=known)
    after, made = change(before, changes, known=known)
    pictures = [_picture(said, weight, known, time_limit) for said in (before, after)]
    one, two = pictures
    verdict, moved = _camps(one.balance, two.balance, time_limit)
    return WhatIf(
        changes=tuple(made),
        figures=tuple(_figures(one, two)),
        differences=tuple(
            _difference(name, one.found[name], two.found[name]) for name in one.found
        ),
        camps=verdict,
        moved=moved,
    )


def change(
    statements: Iterable[Statement], changes: Sequence[Change], *, known: Registry | None = None
) -> tuple[list[Statement], list[Made]]:
    """The statements after each change in turn, and what each did.

    Raises NothingChanges where a change fits no statement or has no sign to turn, UnknownActor
    where neither the statements nor the registry know an actor, and UnknownRelation.
    """
    known = registry() if known is None else known
    said, made = list(statements), []
    if not changes:
        raise NothingChanges("nothing is supposed; tell at least one tie to drop, flip or add")
    for each in changes:
        done = (
            _expelled(each, said, known) if isinstance(each, Expel) else _turned(each, said, known)
        )
        out = {id(statement) for statement in done.left_out}
        said = [statement for statement in said if id(statement) not in out]
        said.extend(done.supposed)
        made.append(done)
    return said, made


def parse(kind: type[Drop] | type[Flip] | type[Add], told: str) -> Drop | Flip | Add:
    """ "Gondor arm Rohan" as a change. Raises NothingChanges where no relation stands between two names."""
    for name in CODEBOOK:
        source, found, target = f" {told.strip()} ".partition(f" {name} ")
        if found and source.strip() and target.strip():
            return kind(source.strip(), name, target.strip())
    raise NothingChanges(
        f"{told!r} is no tie; write who, a relation and whom, as in 'Gondor arm Rohan' "
        "(`allegiance relations` lists the relations)"
    )


def parse_expulsion(told: str) -> Expel:
    """ "Mordor from Ithilien" as a change. Raises NothingChanges where it is none."""
    actor, found, place = f" {told.strip()} ".rpartition(" from ")
    if not (found and actor.strip() and place.strip()):
        raise NothingChanges(f"{told!r} expels nobody; write it as in 'Mordor from Ithilien'")
    return Expel(actor.strip(), place.strip())


def _turned(each: Drop | Flip | Add, said: Sequence[Statement], known: Registry) -> Made:
    told = relation(each.relation)
    ends = [_ids(name, said, known) for name in (each.source, each.target)]
    found = [one for one in said if one.relation == each.relation and _joins(one, *ends)]
    supposed: tuple[Statement, ...] = ()
    if isinstance(each, Add):
        source, target = (
            _end(name, ids, said, known) for name, ids in zip(_names(each), ends, strict=True)
        )
        supposed, found = (_supposed(source, each.relation, target),), []
    elif not found:
        raise NothingChanges(_no_such(each, said, ends))
    if isinstance(each, Flip):
        if not told.sign:
            raise NothingChanges(
                f"{each.relation!r} is neither friendly nor hostile; it has no other side"
            )
        foe = "ally" if any(one.mutual for one in found) else "support"
        name = "oppose" if told.sign > 0 else foe
        first = found[0]
        supposed = (_supposed(first.source, name, first.target),)
    reading = f"{_VERBS[type(each)]}: {each.source} {each.relation} {each.target}"
    return Made(change=each, reading=reading, left_out=tuple(found), supposed=supposed)


_VERBS: Mapping[type, str] = {Drop: "drop", Flip: "flip", Add: "add"}


def _expelled(each: Expel, said: Sequence[Statement], known: Registry) -> Made:
    actor = _ids(each.actor, said, known)
    places = _places(each.place, known)
    found = [
        one for one in said if actor & {one.source.id, one.target.id} and places & _whereabouts(one)
    ]
    if not found:
        raise NothingChanges(
            f"no statement tells of {each.actor!r} in {each.place!r}; "
            f"told of it are: {_told_places(actor, said)}"
        )
    reading = f"expel: {each.actor} from {each.place}"
    return Made(change=each, reading=reading, left_out=tuple(found), supposed=())


def _names(each: Drop | Flip | Add) -> tuple[str, str]:
    return each.source, each.target


def _ids(name: str, said: Iterable[Statement], known: Registry) -> set[str]:
    """The ids that a name may mean: in the statements, else in the registry. Raises UnknownActor."""
    key = normal(name)
    ends = {end.id: end for one in said for end in (one.source, one.target)}
    found = {end.id for end in ends.values() if name == end.id or normal(end.name) == key}
    registered = {actor.id for actor in (*known.find(name), *known.of_demonym(name))}
    if name in known:
        registered.add(name)
    ids = found | (registered & ends.keys()) or registered
    if not ids:
        names = {normal(end.name): end.name for end in ends.values()}
        near = get_close_matches(key, names, n=1)
        hint = f"did you mean {names[near[0]]!r}?" if near else "`allegiance actors` lists who does"
        raise UnknownActor(f"nobody by the name {name!r} appears in these statements; {hint}")
    return ids


def _joins(one: Statement, sources: Collection[str], targets: Collection[str]) -> bool:
    if one.source.id in sources and one.target.id in targets:
        return True
    return one.mutual and one.source.id in targets and one.target.id in sources


def _end(name: str, ids: Collection[str], said: Iterable[Statement], known: Registry) -> End:
    """The end that a name means most often here, else as the registry has it."""
    seen = Counter(end.id for one in said for end in (one.source, one.target) if end.id in ids)
    if seen:
        chosen = min(seen, key=lambda actor: (-seen[actor], actor))
        every = (end for one in said for end in (one.source, one.target))
        found = next(end for end in every if end.id == chosen)
        return msgspec.structs.replace(found, mention=found.name, begin=0, end=len(found.name))
    actor = known[min(ids)]
    return End(
        id=actor.id, name=actor.name, kind=actor.kind, country=actor.country,
        mention=actor.name, begin=0, end=len(actor.name),
    )  # fmt: skip


def _supposed(source: End, name: str, target: End) -> Statement:
    told = relation(name)
    sentence = f"Supposed: {words(_party(source), name, _party(target))}."
    return Statement(
        id=f"what if: {source.id} {name} {target.id}",
        document="what if",
        sentence=sentence,
        begin=0,
        end=len(sentence),
        source=source,
        relation=name,
        event=told.plover[0],
        sign=told.sign,
        target=target,
        trigger=Trigger(text=name, begin=0, end=0),
        mutual=told.symmetric,
        confidence=1.0,
        coder="what if",
    )


def _party(end: End) -> Party:
    return Party(id=end.id, name=end.name, kind=end.kind, country=end.country)


def _no_such(each: Drop | Flip, said: Iterable[Statement], ends: Sequence[set[str]]) -> str:
    """That no statement tells it, and what is told of the two."""
    both = {
        f"{one.source.name} {one.relation} {one.target.name}"
        for one in said
        if _joins(one, *ends) or _joins(one, *reversed(ends))
    }
    told = "; ".join(sorted(both)) or "nothing"
    return f"no statement says {f'{each.source} {each.relation} {each.target}'!r}; told of the two is: {told}"


def _places(name: str, known: Registry) -> set[str]:
    """A place by its name, its id and the code of the country that it is."""
    states = (
        actor.country for actor in known.find(name) if actor.kind == "state" and actor.country
    )
    return {name.casefold(), *(code.casefold() for code in states)}


def _whereabouts(one: Statement) -> set[str]:
    """All that a statement's place goes by."""
    found = [one.theatre]
    if one.place:
        found += [one.place.id, one.place.name]
    if one.target.kind == "place":
        found += [one.target.id, one.target.name]
    return {each.casefold() for each in found if each}


def _told_places(actor: Collection[str], said: Iterable[Statement]) -> str:
    names = {
        one.place.name if one.place else one.target.name
        for one in said
        if {one.source.id, one.target.id} & set(actor) and (one.place or one.target.kind == "place")
    }
    return ", ".join(sorted(names)) or "no place"


Result = TypeVar("Result")


class _Picture(NamedTuple):
    """What every analysis says of some statements; `found` by analysis: key to words."""

    statements: int
    ties: int
    balance: Balance | None
    found: dict[str, dict[tuple[str, ...], str]]


def _picture(
    said: Sequence[Statement], weight: Weight, known: Registry, time_limit: float | None
) -> _Picture:
    ties = tie(said, by=())
    games = double_games(said, known=known)
    turns = shifts(said, known=known)
    between = _if_any(lambda: brokers(ties, weight=weight, most=0, time_limit=time_limit))
    return _Picture(
        statements=len(said),
        ties=len(ties),
        balance=_if_any(lambda: frustration(signed(ties, weight=weight), time_limit=time_limit)),
        found={
            "ties": {_key(made): words(made.source, made.relation, made.target) for made in ties},
            "double games": {
                (game.actor.id, game.against.id, game.towards.id): game.reading for game in games
            },
            "changes of side": {
                (turn.one.id, turn.other.id, turn.theatre or "", turn.from_, turn.to): turn.reading
                for turn in turns.pairs
            },
            "moves between camps": {
                (move.actor.id, move.theatre or ""): move.reading for move in turns.actors
            },
            "brokers": _named(between, lambda each: each.brokers),
            "entry points": _named(between, lambda each: each.entries),
        },
    )


def _if_any(ask: Callable[[], Result]) -> Result | None:
    """What an analysis finds; None where there is no network to ask."""
    try:
        return ask()
    except NoBalance:
        return None


def _key(made: Tie) -> tuple[str, ...]:
    return made.source.id, made.relation, made.target.id, str(made.symmetric)


def _named(
    between: Between | None, of: Callable[[Between], Sequence[Any]]
) -> dict[tuple[str, ...], str]:
    """Who stands between the camps, by id."""
    return {(each.actor.id,): each.actor.name for each in of(between)} if between else {}


def _figures(one: _Picture, two: _Picture) -> Iterator[Figure]:
    yield Figure(analysis="store", figure="statements", before=one.statements, after=two.statements)
    for name in one.found:
        yield Figure(
            analysis=name, figure="found", before=len(one.found[name]), after=len(two.found[name])
        )
    pair = one.balance, two.balance
    index = [_index(found) for found in pair]
    yield Figure(analysis="balance", figure="frustration index", before=index[0], after=index[1])
    for number in (0, 1):
        sizes = [
            len(found.camps[number]) if found and len(found.camps) > number else 0 for found in pair
        ]
        yield Figure(
            analysis="balance",
            figure=f"actors in camp {number + 1}",
            before=sizes[0],
            after=sizes[1],
        )


def _index(found: Balance | None) -> float | str | None:
    if found is None:
        return None
    return found.upper if found.proved else f"{found.lower} to {found.upper}"


def _difference(
    name: str, one: Mapping[tuple[str, ...], str], two: Mapping[tuple[str, ...], str]
) -> Difference:
    return Difference(
        analysis=name,
        gone=tuple(text for key, text in one.items() if key not in two),
        new=tuple(text for key, text in two.items() if key not in one),
        kept=len(one.keys() & two.keys()),
    )


def _camps(
    one: Balance | None, two: Balance | None, time_limit: float | None
) -> tuple[Literal["same", "other"] | None, tuple[str, ...]]:
    """Whether some of the best camps before are among the best after, and who changes sides else."""
    if one is None or two is None:
        return None, ()
    changes = camps_change(one, two, [*_rows(one), *_rows(two)], time_limit=time_limit)
    if changes is None:
        return None, ()
    if not changes:
        return "same", ()
    before, after = sides_of(one), sides_of(two)
    rows = [(a, b, w) for a, b, w, _ in _rows(two) if a in before and b in before]
    names = two.network.names or {}
    moved = changed_sides(before, after, rows)
    return "other", tuple(names.get(each, each) for each in moved)


def _rows(found: Balance) -> list[tuple[str, str, int, float]]:
    net = found.network
    ends = zip(net.u.tolist(), net.v.tolist(), net.weight.tolist(), strict=True)
    return [(net.actors[u], net.actors[v], w, float(net.unit)) for u, v, w in ends]
