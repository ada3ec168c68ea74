"""The invented world of the gold sentences, beside the one that ships."""

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from allegiance.language.reading import World
from allegiance.ontology.actors import Kind, KnownActor, Membership, Registry, normal, registry
from allegiance.ontology.gazetteer import Gazetteer, KnownPlace, gazetteer

GOLD = Path(__file__).parents[1] / "gold"


@cache
def middle_earth() -> World:
    """Tolkien's names and ours: nobody takes sides for them."""
    told = yaml.safe_load((GOLD / "world.yaml").read_text())
    actors = msgspec.convert(told["actors"], list[KnownActor])
    states = {actor.name for actor in actors if actor.kind == "state"}
    bodies = [body for actor in actors if actor.kind == "state" for body in _bodies(actor)]
    fixed = dict(gazetteer().fixed_names())
    for place in told["places"]:
        fixed[normal(place["name"])] = (_place(place, states),)
    return World(
        Registry([*registry(), *actors, *bodies]), Gazetteer(fixed, gazetteer().acronyms())
    )


@cache
def examples() -> World:
    """Middle-earth with those whom the examples of the frames name; a few go by small letters."""
    named = [
        KnownActor(id=name.split()[0].casefold(), name=name, kind=kind, aliases=aliases)
        for name, kind, aliases in _EXAMPLES
    ]
    world = middle_earth()
    fixed = {**world.places.fixed_names(), "rivendell": (_town("Rivendell"),)}
    return World(Registry([*world.actors, *named]), Gazetteer(fixed, gazetteer().acronyms()))


_EXAMPLES: list[tuple[str, Kind, tuple[str, ...]]] = [
    ("Rangers", "armed group", ()),
    ("Grey Company", "armed group", ()),
    ("Orcs", "armed group", ()),
    ("Riders", "armed group", ("riders",)),
    ("King's host", "armed group", ("host",)),
    ("Dunedain", "people", ()),
    ("healers", "organisation", ()),
    ("league", "coalition", ()),
    ("Aragorn", "person", ()),
    ("steward", "person", ()),
]


def _town(name: str) -> KnownPlace:
    return KnownPlace(
        id=f"place:{name.casefold()}",
        name=name,
        country=None,
        lat=None,
        lon=None,
        kind="town",
        precision="town",
    )


def _place(place: dict[str, Any], states: set[str]) -> KnownPlace:
    kind = "country" if place["name"] in states else "town"
    return msgspec.convert({**place, "kind": kind, "precision": kind}, KnownPlace)


def _bodies(state: KnownActor) -> list[KnownActor]:
    part = (Membership(actor=state.id),)
    adjective = state.demonyms[0]
    return [
        KnownActor(id=f"{state.id}/government", name=f"Government of {state.name}", kind="government", aliases=(f"{adjective} government",), part_of=part),
        KnownActor(id=f"{state.id}/armed-forces", name=f"{adjective} armed forces", kind="armed force", aliases=(f"Armed Forces of {state.name}",), part_of=part),
    ]  # fmt: skip
