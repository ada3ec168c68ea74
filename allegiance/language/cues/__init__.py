"""The cue lexicons: which words tell who says it, and how certainly. Data, one file a part of speech."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from allegiance.errors import BrokenOntology


@cache
def cues(name: str) -> dict[str, Any]:
    """The lexicon `cues/NAME.yaml`, as the file has it.

    Raises BrokenOntology where it is not a mapping.
    """
    file = files("allegiance.language.cues").joinpath(f"{name}.yaml")
    found = yaml.load(file.read_bytes(), yaml.CSafeLoader)
    if not isinstance(found, dict):
        raise BrokenOntology(
            f"the cue lexicon {name}.yaml is not a mapping but {found!r}; reinstall allegiance"
        )
    return found


def words(name: str, *path: str) -> frozenset[str]:
    """All words below one place in a lexicon: `words("verbs", "clause", "certain")`."""
    node: Any = cues(name)
    for key in path:
        node = node[key]
    return frozenset(_leaves(node))


def graded(name: str, section: str) -> dict[str, str]:
    """Each word of a section that is ordered by certainty, with that certainty."""
    return {word: grade for grade, listed in cues(name)[section].items() for word in listed}


def _leaves(node: Any) -> list[str]:
    if isinstance(node, dict):
        return [leaf for value in node.values() for leaf in _leaves(value)]
    return [str(leaf) for leaf in node]
