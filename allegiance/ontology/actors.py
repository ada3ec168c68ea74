"""Known actors: names, kinds, memberships with dates.

Kept in `actors/*.yaml`, one file per family, read in the alphabetical order of the file names:
where several actors share a name, the first is the one that writers usually mean. A state brings
two bodies of its own along, its government and its armed forces, so that "French troops" stays
itself and is part of France; an entry with the id of such a body adds names to it.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec
import yaml

from allegiance.errors import BrokenOntology, UnknownActor

Kind = Literal[
    "state", "government", "armed force", "armed group", "coalition", "organisation", "party",
    "people", "person", "collective", "body", "unknown",
]  # fmt: skip


class Membership(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an actor is part of, acts for or grew out of, from when to when (ISO prefixes)."""

    actor: str
    as_: Literal["part", "branch", "ally", "leader", "member", "successor", "splinter"] = (
        msgspec.field(default="part", name="as")
    )
    since: str | None = None
    until: str | None = None


class KnownActor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One actor that the registry knows.

    `aliases` are other names, acronyms and transliterations; `demonyms` (for states and
    peoples) are adjectives and nouns of belonging ("French", "Frenchman"); `capital` names the
    city whose name stands for the government. `country` is ISO 3166-1 alpha-2; `iso3`, `cow` and
    `gw` are the codes of ISO, the Correlates of War and Gleditsch and Ward. `active` is an EDTF
    interval of years; `never` lists actors that this one must never be merged with.
    """

    id: str
    name: str
    kind: Kind
    country: str | None = None
    aliases: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capital: str | None = None
    iso3: str | None = None
    cow: int | None = None
    gw: int | None = None
    active: str | None = None
    part_of: tuple[Membership, ...] = ()
    never: tuple[str, ...] = ()
    source: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class Registry:
    """Actors by id and by name."""

    def __init__(self, actors: Iterable[KnownActor]) -> None:
        self._actors: dict[str, KnownActor] = {}
        self._by_name: dict[str, list[KnownActor]] = defaultdict(list)
        self._by_demonym: dict[str, list[KnownActor]] = defaultdict(list)
        for actor in actors:
            self._add(actor)

    def __iter__(self) -> Iterator[KnownActor]:
        return iter(self._actors.values())

    def __len__(self) -> int:
        return len(self._actors)

    def __contains__(self, actor: str) -> bool:
        return actor in self._actors

    def __getitem__(self, actor: str) -> KnownActor:
        """The actor of that id. Raises UnknownActor where there is none."""
        try:
            return self._actors[actor]
        except KeyError:
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
        return tuple(found)

    def of_demonym(self, word: str) -> tuple[KnownActor, ...]:
        """The states and peoples whose belonging that word tells ("French")."""
        return tuple(self._by_demonym.get(_key(word), ()))

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
        for name in dict.fromkeys(map(_key, actor.demonyms)):
            self._by_demonym[name].append(actor)


@cache
def registry() -> Registry:
    """The registry that ships with the program.

    Raises BrokenOntology where a file of it is not what it must be.
    """
    return Registry(with_bodies(_shipped()))


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


def normal(name: str) -> str:
    """A name in our normal form: no case, no marks, no hyphens or apostrophes, single spaces.

    >>> normal("Al-Qa’ida  in the Islamic Maghreb")
    'al qaida in the islamic maghreb'
    """
    flat = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(_PLAIN.get(mark, mark) for mark in flat if not unicodedata.combining(mark))
    return " ".join(kept.split())


def _key(name: str) -> str:
    return normal(name).removeprefix("the ")


# Acronyms of the registry that are English words when they stand in small letters.
_WORDS = frozenset({
    "us", "is", "who", "it", "care", "far", "raw", "car", "jam", "gal", "mend", "fact", "model",
    "arena", "fan", "let", "sac", "tip", "quad",
})  # fmt: skip

_PLAIN = dict.fromkeys("'’‘`ʿʾʻ´.\"“”", "") | dict.fromkeys("-‐‑–—/_\u00a0", " ")


def _shipped() -> Iterator[KnownActor]:
    folder = files("allegiance.ontology").joinpath("actors")
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".yaml"):
            try:
                found = yaml.load(file.read_bytes(), yaml.CSafeLoader)
                yield from msgspec.convert(found, list[KnownActor])
            except (yaml.YAMLError, msgspec.ValidationError) as error:
                raise BrokenOntology(f"{file.name} is not a list of actors: {error}") from error


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
    )
    yield KnownActor(
        id=f"{actor.id}/armed-forces",
        name=f"{adjective} armed forces",
        kind="armed force",
        country=actor.country,
        aliases=(f"Armed Forces of {actor.name}",),
        part_of=part,
    )
