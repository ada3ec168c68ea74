"""The many spellings of one place: a form that forgets them, and how alike two names are.

Names of places reach us through Arabic, Cyrillic, Burmese and Hausa, by way of English, French
and Spanish. `fold` undoes what these ways differ in: articles, double letters, the vowels that a
script leaves out or a coloniser wrote, aspirated consonants, and the words for village, hill or
spring. Two names of one fold are most often one name; names of near folds may be.
"""

import re
from functools import cache, lru_cache

from rapidfuzz.distance import Indel

from allegiance.ontology.folding import Folding, spellings
from allegiance.ontology.normal import normal


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


def bones(folded: str) -> str:
    """A fold without its vowels, in which scripts and ears differ most.

    >>> bones(fold("Menbij")) == bones(fold("Manbij"))
    True
    """
    return _VOWELS.sub("", folded)


def alike(one: str, other: str) -> float:
    """How alike two folds are: 1 where they are one, else the share of letters that need no change.

    0 where they are no spellings of one name: they begin with another letter, have other
    consonants or fewer than three, or fewer than four letters of five are the same.
    """
    if one == other:
        return float(len(one) > 2)
    if (
        len(one) < _SHORT
        or one[0] != other[:1]
        or len(bones(one)) < 3
        or bones(one) != bones(other)
    ):
        return 0
    share = Indel.normalized_similarity(one, other)
    return share if share >= _LEAST else 0


@cache
def _rules() -> Folding:
    return Folding(spellings("places/spellings.yaml"))


_VOWELS = re.compile("[aiu]")
_SHORT, _LEAST = 5, 0.8
