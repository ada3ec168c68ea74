"""What is found: an expression of time, where it stands, and the interval it stands for."""

import re
from typing import Literal

import msgspec

Precision = Literal["day", "month", "season", "quarter", "half", "year", "decade", "century"]


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """When, no finer than the text.

    `start` and `end` are the ISO dates (YYYY-MM-DD) that bound it, None where it is open or
    unknown; `edtf` keeps the precision ("2007", "2007/..", "2007~" for about), None where nothing
    is known.
    """

    text: str
    start: str | None
    end: str | None
    edtf: str | None = None

    @property
    def precision(self) -> Precision | None:
        """The unit in which the ends are told, the coarser one where they differ.

        >>> Interval(text="", start="2011-01-01", end="2013-01-14", edtf="2011/2013-01-14").precision
        'year'
        """
        if self.edtf is None:
            return None
        if re.fullmatch(r"\d\d01/\d\d00", self.edtf):
            return "century"
        return max(
            (_unit(end.rstrip("~?")) for end in self.edtf.split("/") if end != ".."),
            key=_UNITS.index,
        )


class TimeExpression(msgspec.Struct, frozen=True, kw_only=True):
    """One temporal expression: its offsets in code points, preposition included, and its interval."""

    begin: int
    end: int
    time: Interval


_UNITS: tuple[Precision, ...] = (
    "day", "month", "season", "quarter", "half", "year", "decade", "century",
)  # fmt: skip


def _unit(date: str) -> Precision:
    """The unit of one EDTF date without its marks."""
    if "X" in date:
        return "century" if date.endswith("XX") else "decade"
    if len(date) != len("2012-03"):
        return "year" if len(date) == len("2012") else "day"
    code = int(date[5:])
    return "month" if code < 21 else "season" if code < 33 else "quarter" if code < 40 else "half"
