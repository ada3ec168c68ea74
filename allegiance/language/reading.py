"""What the components find in one document and hand to one another.

`reading(doc)` is the record they all write to: the names that are known, and for the head of every
noun phrase that stands for an actor, a place, or either, its mention.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml
from spacy.tokens import Doc

from allegiance.ontology.actors import KnownActor, Registry, normal, registry
from allegiance.ontology.gazetteer import Gazetteer, KnownPlace, gazetteer
from allegiance.ontology.resolution.hearing import NOTHING, Heard


@dataclass(frozen=True, slots=True)
class Referent:
    """The actor that a mention stands for."""

    id: str
    name: str
    kind: str
    country: str | None = None
    known: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """One noun phrase that stands for an actor, a place, or (as "Mali" does) either.

    `head` is the token index of its head; `begin` and `end` are offsets in the document's text.
    `antecedent` is the head of the mention that a pronoun or description stands for, and `others` are
    the further actors where it stands for several. `generic` marks a description ("rebels") rather
    than a name.
    """

    head: int
    begin: int
    end: int
    actor: Referent | None = None
    place: KnownPlace | None = None
    antecedent: int | None = None
    others: tuple[Referent, ...] = ()
    generic: bool = False
    pronoun: bool = False

    @property
    def actors(self) -> tuple[Referent, ...]:
        """Everybody it stands for: "they" can be A and B."""
        return () if self.actor is None else (self.actor, *self.others)


class Known(NamedTuple):
    """What a name of the registry or the gazetteer can be.

    Several `actors` are as many whom it may mean; those `in_context` go by it in a text about them.
    """

    actors: tuple[KnownActor, ...] = ()
    demonym_of: tuple[KnownActor, ...] = ()
    capital_of: KnownActor | None = None
    places: tuple[KnownPlace, ...] = ()
    in_context: tuple[KnownActor, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class World:
    """The actors and places that a pipeline knows."""

    actors: Registry
    places: Gazetteer


@cache
def shipped() -> World:
    """The world that ships with the program."""
    return World(registry(), gazetteer())


@dataclass(slots=True)
class Reading:
    """What the components found in one document, by token index, and the world they know.

    `introduced` are the names that the text itself gives to actors; `heard` is what its names tell
    of one another, and `meant` what was asked of the registry with it, at the document's `date` or,
    where it has none, in the last year that its text speaks of.
    """

    world: World = field(default_factory=shipped)
    date: str | None = None
    names: dict[int, Known] = field(default_factory=dict)
    mentions: dict[int, Mention] = field(default_factory=dict)
    introduced: dict[str, Referent] = field(default_factory=dict)
    heard: Heard = NOTHING
    meant: dict[str, KnownActor | None] = field(default_factory=dict)


def reading(doc: Doc) -> Reading:
    """The reading that our components keep on a document."""
    found = doc.user_data.get("allegiance")
    if found is None:
        found = doc.user_data["allegiance"] = Reading()
    assert isinstance(found, Reading)
    return found


def nouns(family: str) -> frozenset[str]:
    """The lemmas of one family of `nouns.yaml`."""
    return _nouns()[family]


def slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", normal(name)).strip("-")


def refer(actor: KnownActor) -> Referent:
    return Referent(actor.id, actor.name, actor.kind, actor.country, known=True)


@cache
def _nouns() -> Mapping[str, frozenset[str]]:
    file = files("allegiance.language").joinpath("nouns.yaml")
    return {
        family: frozenset(words)
        for family, words in yaml.load(file.read_bytes(), yaml.CSafeLoader).items()
    }
