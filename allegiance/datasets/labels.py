"""What the labels of others mean: relations and kinds of actors, by a table that a user can add to."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec
import yaml

from allegiance.datasets.codes import codes
from allegiance.errors import BadOption, UnknownRelation
from allegiance.ontology.actor import Kind
from allegiance.ontology.relations import CODEBOOK, relation
from allegiance.statements.statement import Phase


class Meaning(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A relation, from the second end to the first where `reverse`, in that phase.

    `place` is what it means of a place, where that is another.
    """

    relation: str
    place: str | None = None
    reverse: bool = False
    phase: Phase = "holds"


class Labels:
    """A table of labels: the codebook's own words, the user's, and those that ship with the program."""

    def __init__(self, own: Mapping[str, Any] | None = None) -> None:
        own, ours = own or {}, codes("labels")
        words: dict[str, Any] = {name: name for name in CODEBOOK}
        told = {**ours["relations"], **words, **(own.get("relations") or {})}
        self._relations = {plain(label): _meaning(means) for label, means in told.items()}
        kinds = {**{kind: kind for kind in KINDS}, **ours["kinds"], **(own.get("kinds") or {})}
        self._kinds = {plain(label): kind or NO_ACTOR for label, kind in kinds.items()}

    def relation(self, label: str) -> Meaning | None:
        return self._relations.get(plain(label))

    def kind(self, label: str) -> str | None:
        """The kind of actor, "place", or NO_ACTOR; None where nobody said what it means."""
        return self._kinds.get(plain(label))


def labels(path: str | Path | None = None) -> Labels:
    """The labels of a user's file before those that ship with the program.

    Raises BadOption, naming file and label, where it is not what it must be.
    """
    if path is None:
        return _shipped()
    try:
        told = yaml.load(Path(path).read_bytes(), yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise BadOption(
            f"{path} is no table of labels ({error}); see `allegiance import --help`"
        ) from error
    _sound(path, told)
    return Labels(told)


@cache
def _shipped() -> Labels:
    return Labels()


def plain(label: str) -> str:
    """A label without case, spaces and signs."""
    return re.sub(r"[\W_]+", "", str(label)).casefold()


def _meaning(told: Any) -> Meaning:
    return msgspec.convert({"relation": told} if isinstance(told, str) else told, Meaning)


def _sound(path: str | Path, told: Any) -> None:
    if not isinstance(told, dict) or set(told) - {"relations", "kinds"}:
        raise BadOption(f"{path} holds no table of labels; write `relations:` and `kinds:` in it")
    for part in ("relations", "kinds"):
        if not isinstance(told.get(part) or {}, dict):
            raise BadOption(
                f"{path}: `{part}` is no table; write a line for each label, as `rivals: oppose`"
            )
    for label, means in (told.get("relations") or {}).items():
        try:
            relation(_meaning(means).relation)
        except (msgspec.ValidationError, UnknownRelation) as error:
            raise BadOption(f"{path}, label {label!r}: {error}") from error
    for label, kind in (told.get("kinds") or {}).items():
        if kind is not None and kind not in KINDS:
            raise BadOption(f"{path}, label {label!r}: {kind!r} is none of {', '.join(KINDS)}")


NO_ACTOR = "no actor"
"""What the labels mean that stand for neither actors nor places: amounts, dates, weapons."""
KINDS = (*get_args(Kind), "place")
