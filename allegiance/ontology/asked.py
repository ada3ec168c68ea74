"""Whom and where a question means: the names that a user gives, as the records have them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allegiance.ontology.actors import Registry


def named(names: Sequence[str], known: "Registry | None" = None) -> set[str]:
    """Names in small letters and the ids of the actors who go by them."""
    from allegiance.ontology.actors import registry

    if not names:
        return set()
    known = registry() if known is None else known
    found = [actor for name in names for actor in (*known.find(name), *known.of_demonym(name))]
    return {name.lower() for name in names} | {actor.id for actor in found}


def theatres(names: Sequence[str]) -> set[str]:
    """Countries and regions as told, and their codes where they are told by name."""
    from allegiance.ontology.actors import normal, registry

    known = registry()
    countries = {
        actor.country
        for name in names
        for actor in known.find(name)
        if actor.kind == "state" and actor.country
    }
    regions = {f"region:{normal(name).replace(' ', '-')}" for name in names}
    return {*names, *countries, *regions}
