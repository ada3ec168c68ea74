"""What stands before, between and after a time: "since", "early", "from A to B"."""

import re
from collections.abc import Iterable

from allegiance.language.times.points import Found
from allegiance.language.times.stretch import When, beside, open_after, read_date, span, third
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
    return done


def _thirded(text: str, point: Found, floor: int) -> Found:
    """The point with "early", "mid-", "the end of" before it; with a weekday they tell the hour."""
    match = _PART.search(text, max(floor, point.begin - 30), point.begin)
    if not match or point.kind in _OWN_PREPOSITION or (point.kind == "window" and match["mid"]):
        return point
    hour = point.kind in ("weekday", "word") or len(point.when.edtf or "") == 10
    when = point.when if hour else third(point.when, match.lastgroup or "")
    return point._replace(begin=match.start(), when=when, short="" if not hour else point.short)


def _range(text: str, first: Found, last: Found) -> Found | None:
    """ "from 2003 to 2006", "between A and B", "A-B"; None where the two are not one range."""
    join = _JOIN.fullmatch(text, first.end, last.begin)
    if not join or first.kind not in _ABSOLUTE or last.kind not in _ABSOLUTE:
        return None
    before = _BEFORE_JOIN.search(text, max(0, first.begin - 30), first.begin)
    word = before["word"].lower() if before else ""
    if (join["by"].lower().startswith("and")) != (word == "between"):
        return None
    begin = before.start() if before else first.begin
    return Found(begin, last.end, _between(first, last), "range")


def _between(first: Found, last: Found) -> When:
    """The range of two times; "March to May 2012" starts in 2012 too."""
    start, end = first.when, last.when
    if last.short and not first.short and start.start:
        end = _moved(last.short, start.start.year)
        if end.end and end.end < start.start:
            end = _moved(last.short, start.start.year + 1)
    elif first.short and end.end:
        start = _moved(first.short, end.end.year)
        if start.start and start.start > end.end:
            start = _moved(first.short, end.end.year - 1)
    return span(start, end)


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
    match = _BEFORE.search(text, max(floor, found.begin - 50), found.begin)
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
        found.kind in ("year", "month", "mdy", "dmy", "my")
        and AFTER_DETERMINER.search(match[0])
        and _BEFORE_NOUN.match(text, found.end)
    )
    if named and word in (*_INSIDE, "by", "through"):
        return found
    when = beside(found.when, word, inclusive=named)
    return found._replace(begin=match.start(), when=when)


def _does_not_govern(preposition: str, found: Found, text: str) -> bool:
    """ "in two years ago", "in Tuesday night" and "by the last ten years" are no phrases of time."""
    if found.kind in ("ago", "word"):
        return preposition in _INSIDE
    if found.kind == "window" and not re.fullmatch(
        r"(?:last|next)\s+\w+", text[found.begin : found.end], re.I
    ):
        return preposition not in (*_INSIDE, "since", "ever since")
    return found.kind == "weekday" and preposition == "in"


_PART = re.compile(
    r"(?:\b(?:the\s+)?(?:very\s+)?(?P<early>early(?:\s+(?:days|months|weeks|part|years|hours)\s+of)?|"
    r"(?:beginning|start|outset|first\s+(?:days|weeks|months))\s+of)|"
    r"\b(?:the\s+)?(?P<mid>mid|middle\s+of)|"
    r"\b(?:the\s+)?(?:very\s+)?(?P<late>late(?:r\s+part\s+of)?|end\s+of|close\s+of|final\s+(?:days|weeks|months)\s+of))"
    r"(?:\s+in)?[\s-]+(?:the\s+)?$",
    re.I,
)


_DURING = re.compile(r"\b(?:in|on|during|throughout|over|for)\s+(?:the\s+)?$", re.I)


_JOIN = re.compile(
    r"\s*(?P<by>-|–|—|to|until|till|through|and|and\s+the|to\s+the|and\s+in)\s*", re.I
)


_BEFORE_JOIN = re.compile(
    r"\b(?P<word>from|between)\s+(?:the\s+)?(?:(?:around|about|at\s+least)\s+)?$", re.I
)


_BEFORE = re.compile(
    r"\b(?P<prep>(?:soon|shortly|immediately|right|just|long|sometime)\s+(?:after|before)|ever\s+since|"
    r"since|up\s+until|until|till|up\s+to|through|before|prior\s+to|by|after|following|in|on|at|"
    r"between|during|throughout|from|for|over|within|as\s+(?:early|late|recently|far\s+back)\s+as|as\s+of|"
    r"post|pre|around|about|circa)"
    r"[\s-]+(?P<about>(?:at\s+least|as\s+(?:early|late|far\s+back)\s+as|around|about|approximately|circa|c\.)\s+)?"
    r"(?:(?:the|this|that|its|their)\s+)?(?:(?:night|morning|evening|afternoon|eve|day|dawn)s?\s+of\s+|"
    r"(?:year|month|week|day)s?\s+(?:of\s+)?)?(?:the\s+)?(?:early\s+|late\s+)?$",
    re.I,
)


_TAIL = re.compile(r"\s+on(?:wards?)?\b(?=\s*(?:[,.;)]|$))|\s+onwards?\b")


_OWN_PREPOSITION = {"event", "now", "recently", "coming", "lasting", "duration", "long"}


_ABSOLUTE = {
    "iso", "dmy", "mdy", "mly", "my", "season", "quarter", "decade", "century", "yearmonth", "year",
    "weekday", "month", "slashed", "word", "years",
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
