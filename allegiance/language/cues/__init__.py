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
    return frozenset(_leaves(name, node))


def graded(name: str, section: str) -> dict[str, str]:
    """Each word of a section that is ordered by grade, with its grade."""
    listed = cues(name)[section].items()
    return {word: grade for grade, below in listed for word in _leaves(name, below)}


def _leaves(name: str, node: Any) -> list[str]:
    """The words below a node; YAML reads a bare no or true as a truth value, so we look."""
    if isinstance(node, dict):
        return [word for value in node.values() for word in _leaves(name, value)]
    for word in node:
        if not isinstance(word, str):
            raise BrokenOntology(
                f"the cue lexicon {name}.yaml holds {word!r} where a word must stand; "
                "put it in quotation marks"
            )
    return list(node)
