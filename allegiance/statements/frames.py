"""Frames: which words express which relation, and who plays which role.

The frames themselves are in `frames/*.yaml`, one file per relation, each with a gloss and an
example; the families of nouns they refer to ("weapon") are in `families.yaml`. A third reader of
a frame is the person who clicks on a tie: its gloss says there why the sentence was coded.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import yaml

from allegiance.errors import BrokenOntology
from allegiance.ontology.relations import CODEBOOK
from allegiance.statements.statement import Certainty, Phase


class Frame(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way of saying a relation.

    The trigger is one of `verb`, `noun` or `adjective` (lemmas; "drive out" is a verb with its
    particle). `source` and `target` name the slots that fill the ends, the first that is filled
    winning, unless `actors` bars places; `between` names slots whose coordinated fillers are related to one another. `where`
    asks of a slot that its head's lemma is in a family, or is one of the words given. `also` fires
    beside other frames of the trigger; a `fallback` fires only where no other did. Where a frame is
    `done` by its very word ("pledged allegiance"), that word is no mere plan. `event` is the PLOVER
    event that it tells, where neither its words nor its relation say so (`events.yaml`); a `loose`
    frame takes things for their owners ("rejected A's offer") where its relation does not.
    """

    id: str
    gloss: str
    example: str
    relation: str = ""
    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    adjective: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    where: dict[str, tuple[str, ...]] = {}
    unless: dict[str, tuple[str, ...]] = {}
    instrument: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    phase: Phase | None = None
    certainty: Certainty | None = None
    mutual: bool = False
    actors: bool = False
    fallback: bool = False
    done: bool = False
    loose: bool = False
    event: str | None = None
    weight: float = 0.8

    @property
    def lemmas(self) -> tuple[str, ...]:
        return (*self.verb, *self.noun, *self.adjective)


Index = Mapping[tuple[str, str], tuple[Frame, ...]]


@cache
def frames() -> tuple[Frame, ...]:
    """All frames that ship, in the order of the codebook.

    Raises BrokenOntology where a file of them is not what it must be.
    """
    return tuple(frame for relation in CODEBOOK for frame in _of(relation))


@cache
def named() -> Mapping[str, Frame]:
    """The frames by their ids."""
    return {frame.id: frame for frame in frames()}


@cache
def event_words() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """By relation and PLOVER event: the triggers that tell another event than the usual one."""
    return msgspec.convert(_yaml("events.yaml"), dict[str, dict[str, tuple[str, ...]]])


class Construction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way of saying a relation that has no trigger word: a compound, a possessive ..."""

    id: str
    relation: str
    gloss: str
    example: str
    words: tuple[str, ...] = ()


@cache
def constructions() -> tuple[Construction, ...]:
    """What `statements.constructions` knows, with a gloss and an example each."""
    return tuple(msgspec.convert(_yaml("constructions.yaml"), list[Construction]))


@cache
def glosses() -> Mapping[str, str]:
    """Why a statement was coded, in words, by the id that its `frame` field gives."""
    told = {frame.id: frame.gloss for frame in frames()}
    return told | {construction.id: construction.gloss for construction in constructions()}


@cache
def index() -> Index:
    """Frames by the part of speech and lemma of their trigger; a phrasal verb by its verb."""
    found: dict[tuple[str, str], list[Frame]] = defaultdict(list)
    for frame in frames():
        for pos in ("verb", "noun", "adjective"):
            for lemma in dict.fromkeys(word.split()[0] for word in getattr(frame, pos)):
                found[pos, lemma].append(frame)
    return {key: tuple(of) for key, of in found.items()}


@cache
def families() -> Mapping[str, frozenset[str]]:
    """Families of nouns by name: "weapon" is rifle, missile, ammunition ..."""
    return {name: frozenset(words) for name, words in _yaml("families.yaml").items()}


@cache
def words(choices: tuple[str, ...]) -> frozenset[str]:
    """The lemmas that a `where` allows: its own words, and those of the families it names."""
    known = families()
    return frozenset(word for choice in choices for word in known.get(choice, (choice,)))


def _of(relation: str) -> list[Frame]:
    try:
        found = msgspec.convert(_yaml(f"{relation}.yaml"), list[Frame], strict=False)
    except msgspec.ValidationError as error:
        raise BrokenOntology(f"frames/{relation}.yaml is not a list of frames: {error}") from error
    return [msgspec.structs.replace(frame, relation=relation) for frame in found]


def _yaml(name: str) -> Any:
    file = files("allegiance.statements").joinpath(f"frames/{name}")
    try:
        found = yaml.load(file.read_bytes(), yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise BrokenOntology(f"frames/{name} is not YAML: {error}") from error
    return [_listed(frame) for frame in found] if isinstance(found, list) else found


def _listed(frame: dict[str, Any]) -> dict[str, Any]:
    """Single words may be written without brackets."""
    return {key: value if key in _PLAIN else _tuple(value) for key, value in frame.items()}


def _tuple(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tuple(inner) for key, inner in value.items()}
    return tuple(value) if isinstance(value, list) else (value,)


_PLAIN = frozenset(
    "id gloss example relation phase certainty mutual actors fallback done loose event weight".split()
)
