"""What stands before, between and after a time: "since", "early", "from A to B"."""

import re
from collections.abc import Iterable
from datetime import timedelta

from allegiance.language.times.points import Found
from allegiance.language.times.stretch import (
    When,
    beside,
    one_day,
    open_after,
    open_before,
    qualified,
    read_date,
    span,
    third,
)
from allegiance.language.times.traps import AFTER_DETERMINER

_BEFORE_NOUN = re.compile(
    r"\s+(?!(?:and|or|to|when|as|but|that|which|with|by|in|on|at|after)\b)[A-Za-z]"
)


def joined(text: str, points: Iterable[Found]) -> list[Found]:
    """Points with "early" and its like taken in, and the two ends of a range made one."""
    done: list[Found] = []
    for raw in points:
        floor = done[-1].end if done else 0
        point = _thirded(text, raw, floor)
        both = _range(text, done[-1], point) if done else None
        if both:
            done[-1] = both
        else:
            done.append(point)
    return [point for point in done if point.kind != "bound"]


def _thirded(text: str, point: Found, floor: int) -> Found:
    """The point with "early", "mid-", "the end of" before it; with a weekday they tell the hour."""
    match = _PART.search(text, max(floor, point.begin - 30), point.begin)
    if (
        not match
        or point.kind in _OWN_PREPOSITION
        or (point.kind == "window" and (match["mid"] or "").lower() == "mid")
    ):
        return point
    hour = point.kind in ("weekday", "word") or len(point.when.edtf or "") == 10
    when = point.when if hour else third(point.when, match.lastgroup or "")
    if hour:
        return point._replace(begin=match.start())
    kind = "edge" if _EDGE.search(match[0]) and point.kind in _ABSOLUTE else point.kind
    return point._replace(begin=match.start(), when=when, short="", kind=kind)


def _range(text: str, first: Found, last: Found) -> Found | None:
    """ "from 2003 to 2006", "between A and B", "A-B"; None where the two are not one range."""
    if last.kind in ("now", "recently"):
        return _to_now(text, first, last)
    join = _JOIN.fullmatch(text, first.end, last.begin)
    if not join or first.kind not in _ABSOLUTE or last.kind not in _ABSOLUTE:
        return None
    before = _BEFORE_JOIN.search(text, max(0, first.begin - 30), first.begin)
    word = before["word"].lower() if before else ""
    listed = join["by"].lower()[:3] in ("and", "or")
    if listed != (word == "between") and not (listed and not word and _in_turn(first, last)):
        return None
    begin = before.start() if before else first.begin
    return Found(begin, last.end, _between(first, last), "range")


def _to_now(text: str, first: Found, last: Found) -> Found | None:
    """ "from 2009 until now"; without a date of the document its end stays open."""
    wording = text[last.begin : last.end]
    if first.kind not in _ABSOLUTE or text[first.end : last.begin].strip():
        return None
    if not re.match(r"(?:up\s+)?(?:to|until|till)\b", wording, re.I):
        return None
    when = open_after(first.when) if last.when.edtf is None else span(first.when, _now(last.when))
    before = re.compile(r"\b(?:from|since)\s+(?:the\s+)?$", re.I).search(
        text, max(0, first.begin - 12), first.begin
    )
    return Found(before.start() if before else first.begin, last.end, when, "range")


def _now(when: When) -> When:
    return read_date((when.edtf or "").removeprefix("../"))


def _in_turn(first: Found, last: Found) -> bool:
    """Whether two times of a list follow each other: "in 2010 and 2011", "2012 or 2013"."""
    if first.kind != last.kind or first.kind not in ("year", "decade"):
        return False
    if not first.when.end or not last.when.start:
        return False
    return (last.when.start - first.when.end).days == 1


def _between(first: Found, last: Found) -> When:
    """The range of two times; "March to May 2012" starts in 2012 too."""
    start, end = first.when, last.when
    if first.kind == last.kind == "weekday" and start.start and end.end and start.start > end.end:
        return span(_week_before(start), end)
    if last.short and not first.short and start.start:
        end = _moved(last.short, start.start.year)
        if end.end and end.end < start.start:
            end = _moved(last.short, start.start.year + 1)
    elif first.short and end.end:
        start = _moved(first.short, end.end.year)
        if start.start and start.start > end.end:
            start = _moved(first.short, end.end.year - 1)
    return span(start, end)


def _week_before(when: When) -> When:
    return one_day(when.start - timedelta(weeks=1)) if when.start else when


def _moved(short: str, year: int) -> When:
    return read_date(f"{year:04}{short}")


def related(text: str, floor: int, found: Found) -> Found:
    """The time with its preposition: "since 2007" has no end, "until 2007" no start."""
    if found.kind in _OWN_PREPOSITION:
        return found
    tail = _TAIL.match(text, found.end)
    if found.kind == "range":
        before = _DURING.search(text, max(floor, found.begin - 20), found.begin)
        return found._replace(begin=before.start()) if before else found
    match = _BEFORE.search(text, max(floor, found.begin - 60), found.begin)
    if re.compile(r"['’]s\b").match(text, found.end):
        return found
    word = " ".join(match["prep"].lower().split()) if match else ""
    if tail and word in ("", "from"):
        begin = match.start() if match else found.begin
        return found._replace(begin=begin, end=tail.end(), when=open_after(found.when))
    if not match:
        return found
    if _does_not_govern(word, found, text):
        return found
    named = bool(
        not _OF_MONTH.match(text, found.begin)
        and found.kind in ("year", "years", "month", "mdy", "dmy", "my")
        and AFTER_DETERMINER.search(match[0])
        and _BEFORE_NOUN.match(text, found.end)
    )
    if named and word in (*_INSIDE, "by", "through"):
        return found
    return found._replace(begin=match.start(), when=_side(found, match, word, named=named))


def _side(found: Found, match: re.Match[str], word: str, *, named: bool) -> When:
    """The side of a time that its preposition names; about where that, or "perhaps", is said."""
    when = found.when
    if word in _ABOUT or (match["about"] or "").strip().lower() in _ABOUT:
        when = qualified(when, "~")
    if match["doubt"]:
        when = qualified(when, "?")
    if found.kind == "edge" and word in ("before", "prior to"):
        return open_before(when)
    return beside(when, word, inclusive=named or found.kind in ("edge", "feast"))


def _does_not_govern(preposition: str, found: Found, text: str) -> bool:
    """ "in two years ago", "in Tuesday night" and "by the last ten years" are no phrases of time."""
    if found.kind in ("ago", "word"):
        return preposition in _INSIDE
    if (
        found.kind == "window"
        and not found.step
        and not re.fullmatch(r"(?:last|next)\s+\w+", text[found.begin : found.end], re.I)
    ):
        return preposition not in (*_INSIDE, "since", "ever since")
    return found.kind == "weekday" and preposition == "in"


_PART = re.compile(
    r"(?:\b(?:the\s+)?(?:very\s+)?(?P<early>early(?:\s+(?:days|months|weeks|part|years|hours)\s+of)?|"
    r"(?:beginning|start|outset|(?:first|opening)\s+(?:days|weeks?|months))\s+of)|"
    r"\b(?:the\s+)?(?P<first>first\s+half\s+of)|\b(?:the\s+)?(?P<second>(?:second|latter)\s+half\s+of)|"
    r"\b(?:the\s+)?(?P<mid>mid|middle\s+of)|"
    r"\b(?:the\s+)?(?:very\s+)?(?P<late>late(?:r\s+part\s+of)?|end\s+of|close\s+of|(?:final|last|closing)\s+(?:days|weeks?|months)\s+of))"
    r"(?:\s+in)?[\s-]+(?:the\s+)?$",
    re.I,
)


_EDGE = re.compile(r"\b(?:end|close|beginning|start|outset)\s+of", re.I)
_OF_MONTH = re.compile(r"\d\d?(?:st|nd|rd|th)\s+(?:day\s+)?of\b")
_ABOUT = {"around", "about", "circa", "c.", "ca.", "approximately"}


_DURING = re.compile(r"\b(?:in|on|during|throughout|over|for)\s+(?:the\s+)?$", re.I)


_JOIN = re.compile(
    r"\s*(?P<by>-|–|—|to|until|till|through|and|or|and\s+the|to\s+the|and\s+in)\s*", re.I
)


_BEFORE_JOIN = re.compile(
    r"\b(?P<word>from|between)\s+(?:the\s+)?(?:(?:around|about|at\s+least)\s+)?$", re.I
)


_BEFORE = re.compile(
    r"\b(?:(?P<doubt>perhaps|possibly|probably|maybe)\s+)?(?P<prep>no(?:t)?\s+(?:later|earlier)\s+than|"
    r"not\s+until|not\s+before|in\s+the\s+(?:run-?up\s+to|wake\s+of|aftermath\s+of)|ahead\s+of|"
    r"on\s+the\s+eve\s+of|(?:soon|shortly|immediately|right|just|long|sometime)\s+(?:after|before)|ever\s+since|"
    r"since|up\s+until|until|till|up\s+to|through|before|prior\s+to|by|after|following|in|on|at|"
    r"between|during|throughout|from|for|over|within|as\s+(?:early|late|recently|far\s+back)\s+as|as\s+of|"
    r"post|pre|around|about|circa|ca?\.)"
    r"[\s-]+(?P<about>(?:at\s+least|as\s+(?:early|late|far\s+back)\s+as|around|about|approximately|circa|c\.)\s+)?"
    r"(?:(?:the|this|that|its|their)\s+)?(?:(?:night|morning|evening|afternoon|eve|day|dawn)s?\s+of\s+|"
    r"(?:year|month|week|day)s?\s+(?:of\s+)?)?(?:the\s+)?(?:early\s+|late\s+)?$",
    re.I,
)


_TAIL = re.compile(r"\s+on(?:wards?)?\b(?=\s*(?:[,.;)]|$))|\s+onwards?\b")


_OWN_PREPOSITION = {"event", "now", "recently", "coming", "lasting", "duration", "long"}


_ABSOLUTE = {
    "iso", "dmy", "mdy", "mly", "my", "season", "quarter", "decade", "century", "yearmonth", "year",
    "weekday", "month", "slashed", "word", "years", "hyphened", "dtg", "feast", "bound", "edge", "shortyear",
    "dayofweek",
}  # fmt: skip


_INSIDE = {
    "in",
    "on",
    "at",
    "during",
    "throughout",
    "from",
    "for",
    "over",
    "within",
    "around",
    "about",
}
