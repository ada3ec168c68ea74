"""The relations of the codebook: what one actor can be to another, or to a place.

One YAML file each in `relations/`, under exactly the names of CODEBOOK.md.
"""

from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

import msgspec
import yaml

from allegiance.errors import UnknownRelation


class Relation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of tie.

    `sign` is how it weighs between two actors: +1 friendly, -1 hostile, 0 neither. `source` and
    `target` say what may stand at each end. `plover` lists the event types it corresponds to when
    told as an event, the first being the usual one; `cameo` and `re3d` are the nearest codes there.
    """

    name: str
    meaning: str
    example: str
    symmetric: bool
    sign: Literal[-1, 0, 1]
    source: tuple[Literal["actor", "place"], ...]
    target: tuple[Literal["actor", "place"], ...]
    plover: tuple[str, ...]
    cameo: str | None = None
    re3d: str | None = None


@cache
def relations() -> MappingProxyType[str, Relation]:
    """All relations by name, in the order of the codebook."""
    found = {}
    for name in CODEBOOK:
        file = files("allegiance.ontology").joinpath(f"relations/{name}.yaml")
        found[name] = msgspec.convert(yaml.load(file.read_bytes(), yaml.CSafeLoader), Relation)
    return MappingProxyType(found)


def relation(name: str) -> Relation:
    """The relation of that name.

    Raises UnknownRelation where the ontology has none.
    """
    try:
        return relations()[name]
    except KeyError:
        near = get_close_matches(name, CODEBOOK, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise UnknownRelation(
            f"relation {name!r} is not in the ontology{hint} (`allegiance relations` lists them)"
        ) from None


CODEBOOK = (
    "ally", "support", "arm", "fund", "train", "aid", "shelter", "command", "member", "merge",
    "negotiate", "fight", "oppose", "sanction", "control", "base", "move",
)  # fmt: skip
