"""Known actors: names, kinds, memberships with dates.

Kept in `actors/*.yaml`, one file per family, in the alphabetical order of the file names: where
several actors share a name, the first is the one that writers usually mean. A state brings
two bodies of its own along, its government and its armed forces, so that "French troops" stays
itself and is part of France; an entry with the id of such a body adds names to it. Its ministries
and intelligence services are known as well, and made when somebody asks (see `offices`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import NamedTuple

import msgspec

from allegiance.errors import BrokenOntology, UnknownActor
from allegiance.ontology import actor_files, offices
from allegiance.ontology.actor import Called as Called
from allegiance.ontology.actor import Descent as Descent
from allegiance.ontology.actor import Fact as Fact
from allegiance.ontology.actor import Ids as Ids
from allegiance.ontology.actor import Kind as Kind
from allegiance.ontology.actor import KnownActor as KnownActor
from allegiance.ontology.actor import Link as Link
from allegiance.ontology.actor import Member as Member
from allegiance.ontology.actor import Membership as Membership
from allegiance.ontology.actor import Seat as Seat
from allegiance.ontology.normal import normal as normal


class Step(NamedTuple):
    """One step of descent between two actors.

    `how` is a kind of descent, read from the later actor back for "split_from" and "renamed_from"
    and from the earlier on for "merged_into" and "joined"; or "succeeded".
    """

    earlier: str
    how: str
    later: str
    date: str | None
    source: str | None


class Registry:
    """Actors by id and by name."""

    def __init__(self, actors: Iterable[KnownActor]) -> None:
        self._actors: dict[str, KnownActor] = {}
        self._by_name: dict[str, list[KnownActor]] = defaultdict(list)
        self._by_demonym: dict[str, list[KnownActor]] = defaultdict(list)
        self._in_context: dict[str, list[KnownActor]] = defaultdict(list)
        self._offices: dict[tuple[str, str], KnownActor] = {}
        for actor in actors:
            self._add(actor)

    def __iter__(self) -> Iterator[KnownActor]:
        return iter(self._actors.values())

    def __len__(self) -> int:
        return len(self._actors)

    def __contains__(self, actor: str) -> bool:
        return actor in self._actors or self._office_of(actor) is not None

    def __getitem__(self, actor: str) -> KnownActor:
        """The actor of that id. Raises UnknownActor where there is none."""
        try:
            return self._actors[actor]
        except KeyError:
            office = self._office_of(actor)
            if office is not None:
                return office
            raise UnknownActor(
                f"no actor has the id {actor!r} (`allegiance actors` lists those that are known)"
            ) from None

    def find(self, name: str) -> tuple[KnownActor, ...]:
        """The actors that go by that name, in registry order; empty where none does.

        A leading "the" does not count; an acronym that is a word in small letters ("US", "WHO")
        is found in capitals only.
        """
        key = _key(name)
        found = self._by_name.get(key, ())
        if key in _WORDS and not name.removeprefix("the ").isupper():
            return tuple(actor for actor in found if name in actor.names)
        return tuple(found) or self._offices_named(key)

    def of_demonym(self, word: str) -> tuple[KnownActor, ...]:
        """The states and peoples whose belonging that word tells ("French")."""
        return tuple(self._by_demonym.get(_key(word), ()))

    def in_context(self, name: str) -> tuple[KnownActor, ...]:
        """The actors that go by that name only where a text is about them; see `KnownActor`."""
        return tuple(self._in_context.get(_key(name), ()))

    def coded(self, scheme: str, code: int | str) -> tuple[KnownActor, ...]:
        """The actors that a dataset keeps under that number or name: `coded("ucdp", 539)`."""
        return self._codes.get((scheme, code), ())

    def apart(self, one: str, other: str) -> bool:
        """Whether two actors may never be merged."""
        return one in self[other].never or other in self[one].never

    def descent(self, actor: str) -> tuple[Step, ...]:
        """Where an actor came from and what came of it, by date; the undated last."""
        found = dict.fromkeys(self._steps.get(actor, ()))
        return tuple(sorted(found, key=lambda step: (step.date or "~").lstrip("./")))

    def government(self, state: str) -> KnownActor:
        return self[f"{state}/government"]

    def armed_forces(self, state: str) -> KnownActor:
        return self[f"{state}/armed-forces"]

    def _add(self, actor: KnownActor) -> None:
        if actor.id in self._actors:
            raise BrokenOntology(f"two actors have the id {actor.id!r}; give one of them another")
        self._actors[actor.id] = actor
        for name in dict.fromkeys(map(_key, actor.names)):
            self._by_name[name].append(actor)
        for names, kept in (
            (actor.demonyms, self._by_demonym),
            (actor.in_context, self._in_context),
        ):
            for name in dict.fromkeys(map(_key, names)) if names else ():
                kept[name].append(actor)

    def _offices_named(self, key: str) -> tuple[KnownActor, ...]:
        """The ministry or service that a name tells, of each state that it may mean."""
        told = offices.named(key)
        if told is None:
            return ()
        office, owners = told
        for owner in owners:
            bearers = (*self._by_demonym.get(owner, ()), *self._by_name.get(owner, ()))
            states = [actor for actor in dict.fromkeys(bearers) if actor.kind == "state"]
            if states:
                return tuple(self._office(office, state) for state in states)
        return ()

    def _office_of(self, actor: str) -> KnownActor | None:
        """The office of that id, unless the files have it under another."""
        state, slash, kind = actor.partition("/")
        office = offices.offices().get(kind) if slash else None
        if office is None or state not in self._actors or self._actors[state].kind != "state":
            return None
        found = self._office(office, self._actors[state])
        return found if found.id == actor else None

    def _office(self, office: offices.Office, state: KnownActor) -> KnownActor:
        """An office of a state: the actor that the files have by one of its names, or one made."""
        made = self._offices.get((state.id, office.id))
        if made is None:
            known = (each for name in office.names(state) for each in self._by_name.get(name, ()))
            made = next((each for each in known if each.kind == "body"), None) or office.of(state)
            self._offices[state.id, office.id] = made
        return made

    @cached_property
    def _codes(self) -> dict[tuple[str, int | str], tuple[KnownActor, ...]]:
        found: dict[tuple[str, int | str], tuple[KnownActor, ...]] = {}
        for actor in self:
            for scheme, codes in msgspec.structs.asdict(actor.ids).items():
                for code in codes:
                    found[scheme, code] = (*found.get((scheme, code), ()), actor)
        return found

    @cached_property
    def _steps(self) -> dict[str, list[Step]]:
        found: dict[str, list[Step]] = defaultdict(list)
        steps = [step for actor in self for step in _steps_of(actor)]
        told = {(step.earlier, step.later) for step in steps if step.how != "succeeded"}
        for step in steps:
            if step.how != "succeeded" or (step.earlier, step.later) not in told:
                found[step.earlier].append(step)
                found[step.later].append(step)
        return found


@cache
def registry() -> Registry:
    """The registry that ships with the program.

    Raises BrokenOntology where a file of it is not what it must be.
    """
    return Registry(with_bodies(actor_files.shipped()))


def with_bodies(actors: Iterable[KnownActor]) -> Iterator[KnownActor]:
    """The actors, and after them the government and the armed forces of each state.

    Where one of `actors` has the id of such a body, it is that body and takes on its names.
    """
    known = list(actors)
    bodies = {body.id: body for actor in known for body in _bodies(actor)}
    for actor in known:
        body = bodies.pop(actor.id, None)
        if body is None:
            yield actor
        else:
            names = dict.fromkeys((*actor.aliases, *body.names))
            yield msgspec.structs.replace(actor, aliases=tuple(names))
    yield from bodies.values()


def _key(name: str) -> str:
    return normal(name).removeprefix("the ")


# Acronyms of the registry that are English words when they stand in small letters.
_WORDS = frozenset({
    "us", "is", "who", "it", "care", "far", "raw", "car", "jam", "gal", "mend", "fact", "model",
    "arena", "fan", "let", "sac", "tip", "quad",
})  # fmt: skip


def _steps_of(actor: KnownActor) -> Iterator[Step]:
    """The steps that an actor's own entry tells; what it succeeded or split from counts as well."""
    told = {(link.actor, link.as_) for link in actor.links}
    for link in actor.links:
        ends = (link.actor, actor.id)
        if link.as_ in ("merged_into", "joined"):
            ends = (actor.id, link.actor)
        yield Step(ends[0], link.as_, ends[1], link.date, link.source or actor.source)
    for part in actor.part_of:
        how = _GREW.get(part.as_)
        if how is not None and not any(other == part.actor for other, _ in told):
            yield Step(part.actor, how, actor.id, part.since, part.source or actor.source)


_GREW = {"splinter": "split_from", "successor": "succeeded"}


def _bodies(actor: KnownActor) -> Iterator[KnownActor]:
    """A state's government and armed forces; the adjective is its first demonym."""
    if actor.kind != "state":
        return
    part = (Membership(actor=actor.id),)
    adjective = actor.demonyms[0] if actor.demonyms else actor.name
    yield KnownActor(
        id=f"{actor.id}/government",
        name=f"Government of {actor.name}",
        kind="government",
        country=actor.country,
        aliases=(f"{adjective} government",),
        part_of=part,
        source=actor.source,
    )
    yield KnownActor(
        id=f"{actor.id}/armed-forces",
        name=f"{adjective} armed forces",
        kind="armed force",
        country=actor.country,
        aliases=(f"Armed Forces of {actor.name}",),
        part_of=part,
        source=actor.source,
    )
