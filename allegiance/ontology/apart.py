"""Who is never merged with whom, and why: `never.yaml` and the entries of the registry."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import combinations

import yaml

from allegiance.ontology.actors import registry


def apart(one: str, other: str) -> str | None:
    """Why two actors must never be merged, in words; None where nothing keeps them apart.

    >>> apart("CG", "CD")
    'never.yaml says: two states are called Congo'
    """
    because = _told().get(frozenset((one, other)))
    if because is not None:
        return f"never.yaml says: {because}"
    if any(actor.startswith("text:") for actor in (one, other)):
        return None
    known = registry()
    if one in known and other in known and known.apart(one, other):
        return "the registry says so"
    return None


@cache
def _told() -> Mapping[frozenset[str], str]:
    text = files("allegiance.ontology").joinpath("never.yaml").read_bytes()
    return {
        frozenset(pair): each["because"]
        for each in yaml.load(text, yaml.CSafeLoader)
        for pair in combinations(each["apart"], 2)
    }
