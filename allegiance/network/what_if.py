"""What if a tie were not there, were turned round, or came, or an actor left a place: before and after.

Statements are left out, and supposed ones are added, in a copy; the store stays as it is. A supposed
statement says so: its coder is "what if", its document "what if", its sentence begins with "Supposed:".
Every analysis is then asked of both, and what it says is laid side by side. It is arithmetic on what is told, not a
forecast: nobody else in the network reacts.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import Literal, NamedTuple, TypeVar

import msgspec
import numpy as np

from allegiance.errors import AllegianceError, UnknownActor
from allegiance.network.balance import Balance, NoBalance, frustration, signed
from allegiance.network.balance.signed import Signed, Weight
from allegiance.network.brokers import between_camps, camps_change, changed_sides, sides_of
from allegiance.network.double_games import Games
from allegiance.network.reading import words
from allegiance.network.shifts import Shifts, shifts
from allegiance.network.shifts.sorting import Memory
from allegiance.network.ties import Party, Tie, read_at, retie, tie
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
    statements: "Iterable[Statement] | Before",
    changes: Sequence[Change],
    *,
    weight: Weight = "one",
    known: Registry | None = None,
    time_limit: float | None = 30.0,
) -> WhatIf:
    """Every analysis of statements, before and after some changes, side by side.

    Ends are read as the states they stand for. Many suppositions of the same statements are quicker from
    a `Before`, which has its own weight, actors and limit. Raises as `change` does.
    """
    if not isinstance(statements, Before):
        statements = Before(statements, weight=weight, known=known, time_limit=time_limit)
    return statements.suppose(changes)


class Before:
    """Statements, and what every analysis says of them, worked out once for many suppositions.

    What an analysis says after a change is what it would say of those statements alone; of what the change
    does not touch, it is not asked again. One supposition at a time.
    """

    def __init__(
        self,
        statements: Iterable[Statement],
        *,
        weight: Weight = "one",
        known: Registry | None = None,
        time_limit: float | None = 30.0,
    ) -> None:
        self._known = registry() if known is None else known
        self._asked = _Asked(weight, self._known, time_limit, Memory())
        said = read_at(statements, known=self._known)
        self._one = _Picture(said, tie(said, by=()), self._asked)
        self._last: tuple[Sequence[Change], list[Made], _Picture] | None = None

    def suppose(self, changes: Sequence[Change]) -> WhatIf:
        """Every analysis before and after these changes. Raises as `change` does."""
        made, two = self._after(changes)
        found = [
            (each.name, each, other) for each, other in zip(self._one.found, two.found, strict=True)
        ]
        counts = [_counted(name, len(one.keys), len(other.keys)) for name, one, other in found]
        return self._told(made, two, counts, [_difference(*each) for each in found])

    def balance(self, changes: Sequence[Change]) -> WhatIf:
        """What is soon known: the camps before and after, without the other analyses. Raises as `change` does."""
        made, two = self._after(changes)
        return self._told(made, two, [_counted("ties", len(self._one.ties), len(two.ties))], ())

    def _after(self, changes: Sequence[Change]) -> "tuple[list[Made], _Picture]":
        if self._last and self._last[0] == changes:
            return self._last[1:]
        one = self._one
        said, made = change(one.said, changes, known=self._known)
        before, after = ({id(each): each for each in each_} for each_ in (one.said, said))
        out = [each for key, each in before.items() if key not in after]
        new = [each for key, each in after.items() if key not in before]
        two = _Picture(said, retie(one.ties, out, new, by=()), self._asked, one)
        self._last = changes, made, two
        return made, two

    def _told(
        self,
        made: Sequence[Made],
        two: "_Picture",
        counts: Sequence[Figure],
        differences: Sequence[Difference],
    ) -> WhatIf:
        one = self._one
        verdict, moved = _camps(one.balance, two.balance, self._asked.time_limit)
        told = Figure(
            analysis="store", figure="statements", before=len(one.said), after=len(two.said)
        )
        return WhatIf(
            changes=tuple(made),
            figures=(told, *counts, *_of_balance(one.balance, two.balance)),
            differences=tuple(differences),
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


class _Asked(NamedTuple):
    """How the analyses are asked, and what changes of side are remembered."""

    weight: Weight
    known: Registry
    time_limit: float | None
    memory: Memory


_Key = tuple[str, ...]


class _Found(NamedTuple):
    """What an analysis finds, by key in its order; `words` says some of them, by their places."""

    name: str
    keys: Mapping[_Key, int]
    words: Callable[[Sequence[int]], Sequence[str]]


class _Picture:
    """What every analysis says of some statements, worked out when it is asked.

    Of a picture `before`, nearly the same, it takes over what is the same.
    """

    def __init__(
        self,
        said: Sequence[Statement],
        ties: Sequence[Tie],
        asked: _Asked,
        before: "_Picture | None" = None,
    ) -> None:
        self.said = said
        self.ties = ties
        self._asked = asked
        self._before = before

    @cached_property
    def network(self) -> Signed | None:
        return _if_any(lambda: signed(self.ties, weight=self._asked.weight))

    @cached_property
    def balance(self) -> Balance | None:
        network = self.network
        if network is None:
            return None
        if self._before and (same := self._before.balance) and _alike(same.network, network):
            return msgspec.structs.replace(same, network=network)
        return frustration(network, time_limit=self._asked.time_limit)

    @cached_property
    def found(self) -> tuple[_Found, ...]:
        turns = self._turns
        brokers, entries = between_camps(self.balance, self.ties) if self.balance else ([], [])
        return (
            _listed("ties", [_key(made) for made in self.ties], self._tied),
            self._games,
            _found("changes of side", (
                ((turn.one.id, turn.other.id, turn.theatre or "", turn.from_, turn.to), turn.reading)
                for turn in turns.pairs
            )),
            _found("moves between camps", (
                ((move.actor.id, move.theatre or ""), move.reading) for move in turns.actors
            )),
            _found("brokers", (((each.id,), each.name) for each in brokers)),
            _found("entry points", (((each.id,), each.name) for each in entries)),
        )  # fmt: skip

    def _tied(self, places: Sequence[int]) -> list[str]:
        made = [self.ties[place] for place in places]
        return [words(each.source, each.relation, each.target) for each in made]

    @cached_property
    def _games(self) -> _Found:
        games = Games(self.said, known=self._asked.known)

        def written(places: Sequence[int]) -> list[str]:
            return [game.reading for game in games.write(places)]

        return _Found("double games", games.rows, written)

    @cached_property
    def _turns(self) -> Shifts:
        """Changes of side; those before are remembered, and asked for first."""
        if self._before is not None:
            _ = self._before._turns
        known, memory = self._asked.known, self._asked.memory
        found = shifts(self.said, level="named", known=known, memory=memory)
        memory.full = True
        return found


def _listed(
    name: str, keys: Iterable[_Key], told: Callable[[Sequence[int]], Sequence[str]]
) -> _Found:
    return _Found(name, {key: place for place, key in enumerate(keys)}, told)


def _found(name: str, told: Iterable[tuple[_Key, str]]) -> _Found:
    """What is told by key; of one key, what is told last."""
    texts = dict(told)
    return _listed(name, texts, lambda places: [list(texts.values())[place] for place in places])


def _alike(one: Signed, two: Signed) -> bool:
    """Whether two networks are the same but for the ties behind them: their camps are the same then."""
    columns = ((one.u, two.u), (one.v, two.v), (one.weight, two.weight))
    return (
        (one.actors, one.unit, one.names) == (two.actors, two.unit, two.names)
        and all(np.array_equal(*each) for each in columns)
    )  # fmt: skip


def _if_any(ask: Callable[[], Result]) -> Result | None:
    """What an analysis finds; None where there is no network to ask."""
    try:
        return ask()
    except NoBalance:
        return None


def _key(made: Tie) -> tuple[str, ...]:
    return made.source.id, made.relation, made.target.id, str(made.symmetric)


def _counted(name: str, before: int, after: int) -> Figure:
    return Figure(analysis=name, figure="found", before=before, after=after)


def _of_balance(one: Balance | None, two: Balance | None) -> Iterator[Figure]:
    pair = one, two
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


def _difference(name: str, one: _Found, two: _Found) -> Difference:
    gone = [place for key, place in one.keys.items() if key not in two.keys]
    new = [place for key, place in two.keys.items() if key not in one.keys]
    return Difference(
        analysis=name,
        gone=tuple(one.words(gone)),
        new=tuple(two.words(new)),
        kept=len(one.keys.keys() & two.keys.keys()),
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
