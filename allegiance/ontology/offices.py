"""Ministries and services that every state has: made of a state's names when somebody asks.

The phrases that name them are in `offices.yaml`; entries of their own would be as many as all
armed groups of the registry, and few of them are ever met.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec
import yaml

from allegiance.errors import BrokenOntology
from allegiance.ontology.actor import KnownActor, Membership
from allegiance.ontology.normal import normal


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A ministry or a service, and the phrases that name it beside the name of its state."""

    id: str
    name: str
    phrases: tuple[str, ...]

    def of(self, state: KnownActor) -> KnownActor:
        """That office of a state; its adjective is its first demonym."""
        adjective = state.demonyms[0] if state.demonyms else state.name
        first = next(phrase for phrase in self.phrases if normal(self.name) != phrase)
        return KnownActor(
            id=f"{state.id}/{self.id}",
            name=f"{self.name} of {state.name}",
            kind="body",
            country=state.country,
            aliases=(f"{adjective} {first}",),
            part_of=(Membership(actor=f"{state.id}/government"),),
            source=state.source,
        )

    def names(self, state: KnownActor) -> Iterator[str]:
        """All that it may be called, in our normal form."""
        owners = [normal(name).removeprefix("the ") for name in (*state.names, *state.demonyms)]
        for phrase in self.phrases:
            for owner in owners:
                yield f"{owner} {phrase}"
                yield f"{phrase} of {owner}"


@cache
def offices() -> dict[str, Office]:
    """The offices by id. Raises BrokenOntology where their file is not what it must be."""
    file = files("allegiance.ontology").joinpath("offices.yaml")
    try:
        found = msgspec.convert(yaml.load(file.read_bytes(), yaml.CSafeLoader), list[Office])
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise BrokenOntology(f"offices.yaml does not tell offices: {error}") from error
    return {office.id: office for office in found}


def named(name: str) -> tuple[Office, tuple[str, ...]] | None:
    """The office that a name in our normal form tells, and what its state may be called.

    >>> office, owners = named("kenyas ministry of defence")
    >>> office.id, owners
    ('defence-ministry', ('kenyas', 'kenya'))
    """
    match = _pattern().fullmatch(name) if any(word in name for word in _WORDS) else None
    if match is None:
        return None
    office = _phrases()[match["last"] or match["first"]]
    if match["after"]:
        return office, (match["after"],)
    owner = match["before"]
    return office, (owner, owner.removesuffix("s")) if owner.endswith("s") else (owner,)


def spoken_of(text: str) -> Iterator[tuple[int, int]]:
    """Where a text has a phrase of several words that names an office beside a state's name.

    >>> list(spoken_of("Gondor's Foreign Ministry"))
    [(9, 25)]
    """
    return (match.span() for match in _several().finditer(text))


@cache
def _several() -> re.Pattern[str]:
    longer = (phrase for phrase in _phrases() if " " in phrase)
    any_of = "|".join(sorted(longer, key=len, reverse=True))
    return re.compile(rf"\b(?:{any_of})\b", re.IGNORECASE)


@cache
def _phrases() -> dict[str, Office]:
    return {phrase: office for office in offices().values() for phrase in office.phrases}


@cache
def _pattern() -> re.Pattern[str]:
    any_of = "|".join(sorted(_phrases(), key=len, reverse=True))
    return re.compile(
        rf"(?P<before>.+?) (?P<last>{any_of})|(?P<first>{any_of}) of (?:the )?(?P<after>.+)"
    )


# One of these is in every phrase: most names are told apart by them alone.
_WORDS = ("ministry", "intelligence", "secret")
