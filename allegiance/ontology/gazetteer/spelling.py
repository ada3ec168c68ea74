"""The many spellings of one place: a form that forgets them, and how alike two names are.

Names of places reach us through Arabic, Cyrillic, Burmese and Hausa, by way of English, French
and Spanish. `fold` undoes what these ways differ in: articles, double letters, the vowels that a
script leaves out or a coloniser wrote, aspirated consonants, and the words for village, hill or
spring. Two names of one fold are most often one name; names of near folds may be.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files

import msgspec
import yaml
from rapidfuzz.distance import Indel

from allegiance.errors import BrokenOntology
from allegiance.ontology.actors import normal


class Spellings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """places/spellings.yaml.

    `articles` are words left out, `words` the other spellings of a word of names, and `letters`
    the replacements, in their order, each a regular expression and what takes its place.
    """

    articles: tuple[str, ...]
    words: dict[str, tuple[str, ...]]
    letters: tuple[tuple[str, str], ...]


def fold(name: str) -> str:
    """A name without what its transliterations differ in, and without spaces.

    >>> fold("Dayr az Zawr") == fold("Deir ez-Zor")
    True
    >>> fold("Tall Rif'at") == fold("Tel Rifaat")
    True
    """
    return folded(normal(name))


@lru_cache(maxsize=65536)
def folded(key: str) -> str:
    """The fold of a name that is in normal form already."""
    articles, words, letters = _rules()
    kept = [words.get(word, word) for word in key.split() if word not in articles]
    text = "".join(kept or key.split())
    for pattern, plain in letters:
        text = pattern.sub(plain, text)
    return text


def alike(one: str, other: str) -> float:
    """How alike two folds are, from 0 to 1: the share of letters that need not be changed."""
    return Indel.normalized_similarity(one, other)


@cache
def _rules() -> tuple[frozenset[str], dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    rules = spellings()
    words = {other: word for word, others in rules.words.items() for other in others}
    letters = tuple((re.compile(pattern), plain) for pattern, plain in rules.letters)
    return frozenset(rules.articles), words, letters


@cache
def spellings() -> Spellings:
    """The rules as the file has them. Raises BrokenOntology where it is not what it must be."""
    file = files("allegiance.ontology").joinpath("places/spellings.yaml")
    try:
        return msgspec.convert(yaml.load(file.read_bytes(), yaml.CSafeLoader), Spellings)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise BrokenOntology(
            f"places/spellings.yaml does not hold the spellings of names: {error}"
        ) from error
