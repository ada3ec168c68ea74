"""The many spellings of one place: a form that forgets them, and how alike two names are.

Names of places reach us through Arabic, Cyrillic, Burmese and Hausa, by way of English, French
and Spanish. `fold` undoes what these ways differ in: articles, double letters, the vowels that a
script leaves out or a coloniser wrote, aspirated consonants, and the words for village, hill or
spring. Two names of one fold are most often one name; names of near folds may be.
"""

from functools import cache, lru_cache

from rapidfuzz.distance import Indel

from allegiance.ontology.actors import normal
from allegiance.ontology.folding import Folding, spellings


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
    rules = _rules()
    return rules.letters("".join(rules.words(key)))


def alike(one: str, other: str) -> float:
    """How alike two folds are, from 0 to 1: the share of letters that need not be changed."""
    return Indel.normalized_similarity(one, other)


@cache
def _rules() -> Folding:
    return Folding(spellings("places/spellings.yaml"))
