"""Times told from the story: "the next day", "two years later", "that month"."""

import re
from collections.abc import Sequence

from allegiance.language.times.document_date import away, seen_from, shifted
from allegiance.language.times.points import Found
from allegiance.language.times.stretch import UNKNOWN, When, calendar_date, read_date


def told_from_story(text: str, told: Sequence[Found], found: Found) -> Found:
    """An expression that hangs on the story, counted from the one time told before it.

    That time stands in the same sentence, else in the one before; where there is none or more than
    one, or only one that is open, the expression stays unknown.
    """
    if found.kind == "nth":
        return found._replace(when=_day_told(text, told, found))
    if found.when.edtf is not None or found.step is None:
        return found
    anchor = _anchor(text, told, found)
    if anchor is None or not _DATE.fullmatch(anchor):
        return found
    unit, number = found.step
    far = away if number and unit in ("hour", "decade", "century") else shifted
    return found._replace(when=seen_from(read_date(anchor), far(unit, number)))


def _day_told(text: str, told: Sequence[Found], found: Found) -> When:
    """ "on the 27th", of the month that was told before it, else of the document's."""
    anchor = _anchor(text, told, found)
    if anchor is None:
        return UNKNOWN if _near(text, told, found) else found.when
    if not _DATE.fullmatch(anchor) or len(anchor) < len("2012-03"):
        return UNKNOWN
    day = int("".join(filter(str.isdigit, text[found.end - 4 : found.end])))
    return calendar_date(int(anchor[:4]), int(anchor[5:7]), day)


def _anchor(text: str, told: Sequence[Found], found: Found) -> str | None:
    """The EDTF of the one time told shortly before."""
    near = _near(text, told, found)
    return near.pop() if len(near) == 1 else None


def _near(text: str, told: Sequence[Found], found: Found) -> set[str]:
    """The times told before in the same sentence; where there are none, in the one before."""
    here: set[str] = set()
    before: set[str] = set()
    for each in reversed(told[-8:]):
        breaks = len(_BREAK.findall(text, each.end, found.begin + 1))
        if breaks > 1 or "\n\n" in text[each.end : found.begin]:
            break
        if each.when.edtf:
            (before if breaks else here).add(each.when.edtf)
    return here or before


_DATE = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?")
_BREAK = re.compile(r"[.!?][\"”’)\]]*\s+(?=[\"“‘(\[]*[A-Z\d])")
