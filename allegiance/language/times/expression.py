"""What is found: an expression of time, where it stands, and the interval it stands for."""

import msgspec


class Interval(msgspec.Struct, frozen=True, kw_only=True):
    """When, no finer than the text.

    `start` and `end` are the ISO dates (YYYY-MM-DD) that bound it, None where it is open or
    unknown; `edtf` keeps the precision ("2007", "2007/.."), None where nothing is known.
    """

    text: str
    start: str | None
    end: str | None
    edtf: str | None = None


class TimeExpression(msgspec.Struct, frozen=True, kw_only=True):
    """One temporal expression: its offsets in code points, preposition included, and its interval."""

    begin: int
    end: int
    time: Interval
