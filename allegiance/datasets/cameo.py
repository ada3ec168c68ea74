"""CAMEO, the codes of GDELT and ICEWS: what an event is in the codebook's words, and who has a code."""

from functools import cache
from types import MappingProxyType

import msgspec

from allegiance.datasets.codes import codes
from allegiance.ontology.actors import KnownActor, Registry, registry
from allegiance.statements.statement import Certainty, Phase, TimeStatus


class Coding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an event's code asserts of its two ends."""

    relation: str
    phase: Phase = "holds"
    certainty: Certainty = "certain"
    time_status: TimeStatus = "past"
    instrument: str | None = None


def coding(code: str) -> Coding | str:
    """What an event of that code asserts, or why it asserts nothing."""
    for length in range(len(code), 1, -1):
        if found := _events().get(code[:length]):
            return found
    return f"the event code {code!r} is none of CAMEO's" if code else "the event has no code"


def coded(code: str, known: Registry) -> KnownActor | None:
    """The actor of a code: a state, its government or its armed forces; None for all others."""
    first, rest = code[:3], code[3:]
    state = _states(known).get(codes("cameo")["countries"].get(first, first))
    if state is None or rest not in ("", "GOV", "MIL"):
        return None
    if not rest:
        return state
    return known.government(state.id) if rest == "GOV" else known.armed_forces(state.id)


def title(code: str) -> str:
    """What to call whoever has a code: "Nigeria, police"; a part of it that is unknown stays as it is."""
    return ", ".join(_word(part) or part for part in _parts(code))


def kind(code: str) -> str:
    """The kind of whoever has a code, by the first role that it tells."""
    roles = codes("cameo")["roles"]
    return next((roles[part][1] for part in _parts(code) if part in roles), "unknown")


def country(code: str) -> str | None:
    """The country (ISO alpha-2) that a code begins with."""
    first = code[:3]
    state = _states(registry()).get(codes("cameo")["countries"].get(first, first))
    return state.country if state else None


def _word(part: str) -> str | None:
    tables = codes("cameo")
    if part in tables["roles"]:
        return str(tables["roles"][part][0])
    if part in tables["regions"]:
        return str(tables["regions"][part])
    state = _states(registry()).get(tables["countries"].get(part, part))
    return state.name if state else None


def _parts(code: str) -> list[str]:
    return [code[at : at + 3] for at in range(0, len(code), 3)]


@cache
def _events() -> MappingProxyType[str, Coding | str]:
    told = codes("cameo")["events"]
    return MappingProxyType(
        {
            code: why if isinstance(why, str) else msgspec.convert(why, Coding)
            for code, why in told.items()
        }
    )


@cache
def _states(known: Registry) -> dict[str, KnownActor]:
    """The states by their letters of ISO 3166-1 alpha-3, those of today before those of the past."""
    states = [each for each in known if each.kind == "state" and each.iso3]
    return {str(each.iso3): each for each in sorted(states, key=lambda each: each.until is None)}
