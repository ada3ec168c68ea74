"""How names are folded: rules in a file that undo what the spellings of one name differ in."""

import re
from importlib.resources import files

import msgspec
import yaml

from allegiance.errors import BrokenOntology


class Spellings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of spellings.

    `articles` are words left out, `words` the other spellings of a word of names, and `letters`
    the replacements, in their order, each a regular expression and what takes its place.
    """

    articles: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    letters: tuple[tuple[str, str], ...]


class Folding:
    """The rules of a file, ready for use; names come in normal form."""

    def __init__(self, spellings: Spellings) -> None:
        self._articles = frozenset(spellings.articles)
        self._words = {other: word for word, others in spellings.words.items() for other in others}
        self._letters = [(re.compile(pattern, re.MULTILINE), plain) for pattern, plain in spellings.letters]

    def words(self, key: str) -> list[str]:
        """The words of a name in their common spelling, without articles unless it has no others."""
        held = key.split()
        return [self._words.get(word, word) for word in held if word not in self._articles] or held

    def letters(self, text: str) -> str:
        """A word, or a whole name, in the letters that its spellings share.

        Of several lines each is folded by itself, at the cost of one.
        """
        for pattern, plain in self._letters:
            text = pattern.sub(plain, text)
        return text


def spellings(name: str) -> Spellings:
    """The rules of a file of the ontology. Raises BrokenOntology where it does not hold any."""
    try:
        text = files("allegiance.ontology").joinpath(name).read_bytes()
        return msgspec.convert(yaml.load(text, yaml.CSafeLoader), Spellings)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise BrokenOntology(f"{name} does not hold the spellings of names: {error}") from error
