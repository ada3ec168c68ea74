"""Parts of speech and irregular lemmas by the parser's own rules, looked up instead of matched.

The rules of `spacy.pipeline.AttributeRuler` ask for the tag, the form and the role of a token, a few
for those of its neighbour too. What they make of a token is worked out once for each such combination
and remembered. Of several rules the later has precedence, as there.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens._retokenize import set_token_attrs

ASKED = ("TAG", "LOWER", "DEP", "IS_SPACE")


@Language.factory("allegiance_tagging")
def make_tagging(nlp: Language, name: str) -> "Tagging":
    return Tagging(nlp.get_pipe("attribute_ruler"))


class Tagging:
    """Sets what the rules of a ruler of spaCy's say of each token."""

    def __init__(self, ruler: Any) -> None:
        self._strings = ruler.vocab.strings
        self._rules = [
            _Rule(tuple(pattern), each["index"] % len(pattern), given)
            for each, given in zip(ruler.patterns, ruler.attrs, strict=True)
            for pattern in each["patterns"]
        ]
        self._known: dict[tuple[int, ...], _Fitting] = {}

    def __call__(self, doc: Doc) -> Doc:
        fitting = [self._fitting(tuple(row)) for row in doc.to_array([*ASKED]).tolist()]
        beside = self._beside(fitting)
        for at, (token, fits) in enumerate(zip(doc, fitting, strict=True)):
            given = self._given({*fits.alone, *beside[at]}) if at in beside else fits.given
            set_token_attrs(token, given)
        return doc

    def _fitting(self, row: tuple[int, ...]) -> "_Fitting":
        """The rules that a token meets by its tag, form, role and whether it is white space."""
        found = self._known.get(row)
        if found is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            found = self._known[row] = self._fit(row)
        return found

    def _fit(self, row: tuple[int, ...]) -> "_Fitting":
        tag, form, role, space = row
        values = (self._strings[tag], self._strings[form], self._strings[role], bool(space))
        token = dict(zip(ASKED, values, strict=True))
        alone, first, second = (
            frozenset(
                number
                for number, rule in enumerate(self._rules)
                if len(rule.asked) == length and _meets(token, rule.asked[at])
            )
            for length, at in ((1, 0), (2, 0), (2, 1))
        )
        return _Fitting(alone, first, second, self._given(alone))

    def _beside(self, fitting: list["_Fitting"]) -> dict[int, set[int]]:
        """By token, the rules that it meets together with its neighbour."""
        found: dict[int, set[int]] = defaultdict(set)
        for at, (one, other) in enumerate(pairwise(fitting)):
            for number in one.first & other.second:
                found[at + self._rules[number].at].add(number)
        return found

    def _given(self, rules: Iterable[int]) -> dict[int, int]:
        """The attributes that rules set together."""
        return {
            name: v for number in sorted(rules) for name, v in self._rules[number].gives.items()
        }


class _Rule(NamedTuple):
    """What a token, or each of two in a row, must be like, and what is set at which of them."""

    asked: tuple[dict[str, Any], ...]
    at: int
    gives: dict[int, int]


class _Fitting(NamedTuple):
    """The rules, by number, that a token meets alone, and as the first and the second of two."""

    alone: frozenset[int]
    first: frozenset[int]
    second: frozenset[int]
    given: dict[int, int]


def _meets(token: dict[str, Any], asked: dict[str, Any]) -> bool:
    return all(_is(token[name], wanted) for name, wanted in asked.items())


def _is(value: Any, wanted: Any) -> bool:
    """Whether a value is the one that a pattern asks for, or one of them, or like it."""
    if not isinstance(wanted, dict):
        return bool(value == wanted)
    ((how, what),) = wanted.items()
    if how == "REGEX":
        return re.search(what, value) is not None
    return (value in what) is (how == "IN")


_REMEMBERED = 100_000  # combinations of tag, form and role
