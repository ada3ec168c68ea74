"""The many spellings of one actor: a form that forgets them, word by word.

Names of actors reach us through Arabic, Tamasheq, Cyrillic and Urdu, by way of English and French:
Qaeda, Qa'ida and Kaida, Gaddafi, Qadhafi and Kadhafi, Touareg, Tuareg and Toureg. `fold` undoes what
these ways differ in. It is coarse, so names of one fold may still be two: how alike they are as
written decides how far they are trusted.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import Indel

from allegiance.ontology.actors import normal
from allegiance.ontology.folding import Folding, spellings


def fold(name: str) -> tuple[str, ...]:
    """The words of a name without what its transliterations differ in.

    >>> fold("al-Qaeda") == fold("El Kaida") == fold("Al-Qa'idah")
    True
    >>> fold("Muammar al-Gaddafi")[1] == fold("Kadhafi")[0] == fold("el-Qadhafi")[0]
    True
    >>> fold("Abdelmalek") == fold("Abd al-Malik")
    True
    """
    return _folded(_AND.sub(" ", bare(name)))


def folds(names: Sequence[str]) -> list[tuple[str, ...]]:
    """The folds of many names, in a fraction of the time: their words are folded together.

    >>> folds(["al-Qaeda", "El Kaida"]) == [fold("al-Qaeda")] * 2
    True
    """
    held = [_rules().words(_AND.sub(" ", each)) for each in _bare(names)]
    words = list(dict.fromkeys(word for each in held for word in each))
    folded = _rules().letters("\n".join(words)).split("\n")
    letters = dict(zip(words, folded, strict=True))
    return [_bound(letters[word] for word in each) for each in held]


def bare(name: str) -> str:
    """A name in normal form, without the elisions of French and the genitive of English.

    >>> bare("Front de libération de l'Azawad"), bare("al-Qaeda's")
    ('front de liberation de l azawad', 'al qaeda')
    """
    return normal(_GENITIVE.sub("", _ELISION.sub(r"\1 ", name))).removeprefix("the ")


def plain(name: str) -> str:
    """A name as it is written, but for its articles and the other spellings of common words."""
    return " ".join(_rules().words(bare(name)))


def alike(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1: the share of letters that need not be changed."""
    return Indel.normalized_similarity(one, other)


def consonants(word: str) -> str:
    """The consonants of a folded word."""
    return _VOWELS.sub("", word)


def _bare(names: Sequence[str]) -> list[str]:
    """`bare` of many names, most of them in one go."""
    found = {name: "" for name in names if name.isascii() and "|" not in name}
    text = normal(_GENITIVE.sub("", _ELISION.sub(r"\1 ", " | ".join(found))))
    lines = text.split(" | ")
    if len(lines) != len(found):
        return [bare(name) for name in names]
    found = {name: line.removeprefix("the ") for name, line in zip(found, lines, strict=True)}
    return [found[name] if name in found else bare(name) for name in names]


@lru_cache(maxsize=65536)
def _folded(key: str) -> tuple[str, ...]:
    return _bound(_letters(word) for word in _rules().words(key))


def _bound(folded: Iterable[str]) -> tuple[str, ...]:
    """Folded words, those that are no name by themselves with the next: Abd al-Malik."""
    words: list[str] = []
    for word in folded:
        if words and words[-1] in _BINDING:
            words[-1] += word
        elif word:
            words.append(word)
    return tuple(words)


@lru_cache(maxsize=65536)
def _letters(word: str) -> str:
    return _rules().letters(word)


@cache
def _rules() -> Folding:
    return Folding(spellings("resolution/spellings.yaml"))


_ELISION = re.compile(r"\b([dDlL])['’](?=\w)")
_GENITIVE = re.compile(r"(?<=\w)['’]s\b|(?<=s)['’](?=\s)")
_AND = re.compile(r"(?<=\w) wa? (?=\w)")
_VOWELS = re.compile("[aiu]")
_BINDING = frozenset({"abd", "abu"})
