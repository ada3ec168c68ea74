"""Times: expressions such as "since 2007" or "in the last two years", and what they stand for.

An expression becomes an interval that is true and no finer than the text: a year stays a year,
and what the document's own date leaves open stays open. The grammar is that of TIMEX3
(Pustejovsky et al. 2003, TimeML) cut down to calendar times; the notation is EDTF (ISO 8601-2:2019).
Nothing here needs a parse: text in, intervals out.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec
import yaml

from allegiance.errors import BrokenOntology


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


def find_times(text: str, *, reference: str | None = None) -> list[TimeExpression]:
    """The temporal expressions of an English text, in order and without overlaps.

    `reference` is the document's date, an ISO 8601 date or a prefix of one. What is told relative
    to it ("last week") is resolved no finer than it is known; without a reference, or with one that
    is no date, such an expression keeps its text and an interval of None.

    >>> [when.time.edtf for when in find_times("Gondor has held Osgiliath since 2007.")]
    ['2007/..']
    """
    plain, found, floor = text.translate(_ODD_LETTERS), [], 0
    for point in _joined(plain, _points(plain, _reference(reference))):
        related = _related(plain, floor, point)
        found.append(_expression(text, related))
        floor = related.end
    return found


class _When(NamedTuple):
    """An interval of days, either side open where None, with its EDTF."""

    start: date | None
    end: date | None
    edtf: str | None


class _Found(NamedTuple):
    """A piece of text and the time it stands for; `kind` names the pattern that found it.

    `short` is what follows the year in ISO ("-08-05") where the text leaves the year to the reader.
    """

    begin: int
    end: int
    when: _When
    kind: str
    short: str = ""


_Match = re.Match[str]
# Letters that a pattern without case takes for an i or an s, but that no table of words knows; one
# code point for one, so that offsets hold.
_ODD_LETTERS = str.maketrans("\u0130\u0131\u017f", "Iis")
_UNKNOWN = _When(None, None, None)


def _expression(text: str, found: _Found) -> TimeExpression:
    start, end, edtf = found.when
    wording = text[found.begin : found.end]
    time = Interval(text=wording, start=_iso(start), end=_iso(end), edtf=edtf)
    return TimeExpression(begin=found.begin, end=found.end, time=time)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


# What a stretch of calendar is


def _day(day: date) -> _When:
    return _When(day, day, day.isoformat())


def _month(year: int, month: int) -> _When:
    last = monthrange(year, month)[1]
    return _When(date(year, month, 1), date(year, month, last), f"{year:04}-{month:02}")


def _year(year: int) -> _When:
    return _When(date(year, 1, 1), date(year, 12, 31), f"{year:04}")


def _years(first: int, last: int) -> _When:
    return _span(_year(first), _year(last))


def _decade(year: int) -> _When:
    first = year - year % 10
    return _When(date(first, 1, 1), date(first + 9, 12, 31), f"{first // 10:03}X")


def _week(day: date) -> _When:
    monday = day - timedelta(days=day.weekday())
    return _span(_day(monday), _day(monday + timedelta(days=6)))


def _weekend(day: date) -> _When:
    saturday = day - timedelta(days=day.weekday()) + timedelta(days=5)
    return _span(_day(saturday), _day(saturday + timedelta(days=1)))


def _quarter(year: int, quarter: int) -> _When:
    months = _span(_month(year, 3 * quarter - 2), _month(year, 3 * quarter))
    return months._replace(edtf=f"{year:04}-{32 + quarter}")


def _half(year: int, half: int) -> _When:
    months = _span(_month(year, 6 * half - 5), _month(year, 6 * half))
    return months._replace(edtf=f"{year:04}-{39 + half}")


def _season(year: int, season: int) -> _When:
    """Seasons of the northern hemisphere, by months; 1 is spring. A winter ends in the next year."""
    if season == 4:
        months = _span(_month(year, 12), _month(year + 1, 2))
    else:
        months = _span(_month(year, 3 * season), _month(year, 3 * season + 2))
    return months._replace(edtf=f"{year:04}-{20 + season}")


def _span(first: _When, last: _When) -> _When:
    """From the start of one to the end of the other; unknown where they do not follow in order."""
    if first.edtf is None or last.edtf is None:
        return _UNKNOWN
    if first.start and last.end and first.start > last.end:
        return _UNKNOWN
    left, right = _left(first.edtf), _right(last.edtf)
    return _When(first.start, last.end, left if left == right else f"{left}/{right}")


def _left(edtf: str) -> str:
    return edtf.split("/")[0].replace("X", "0")


def _right(edtf: str) -> str:
    return edtf.split("/")[-1].replace("X", "9")


def _part(when: _When, part: str) -> _When:
    """The early, middle or late third of a time; the early nineties are 1990 to 1993."""
    if not when.start or not when.end or not when.edtf:
        return when
    third = {"early": 0, "mid": 1, "late": 2}[part]
    first, length = when.start, (when.end - when.start).days + 1
    if when.edtf.endswith("X"):
        return _years(first.year + 3 * third, first.year + 3 * third + 3)
    if length > 360:
        years = length // 365
        if years > 1:
            third_of = years // 3 or 1
            return _years(first.year + third * third_of, first.year + (third + 1) * third_of - 1)
        return _span(_month(first.year, 4 * third + 1), _month(first.year, 4 * third + 4))
    if 27 < length < 32:
        last = 10 * third + 10 if third < 2 else length
        return _span(_day(first.replace(day=10 * third + 1)), _day(first.replace(day=last)))
    return when


# The document's date


def _reference(given: str | None) -> _When:
    """The day, month or year that an ISO prefix names; unknown where it names none."""
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?!\d))?)?(?![\d-])", given or "")
    if not match:
        return _UNKNOWN
    year, month, day = (int(part) if part else 0 for part in match.groups())
    return _calendar(year, month, day)


def _calendar(year: int, month: int = 0, day: int = 0) -> _When:
    try:
        if day:
            return _day(date(year, month, day))
        return _month(year, month) if month else _year(year)
    except (ValueError, OverflowError):
        return _UNKNOWN


def _seen_from(reference: _When, view: Callable[[date], _When]) -> _When:
    """What `view` shows from every day the reference can be.

    Where the first and the last of these days agree, that; otherwise all between, told at the
    precision of the reference.
    """
    if not reference.start or not reference.end or not reference.edtf:
        return _UNKNOWN
    try:
        early, late = view(reference.start), view(reference.end)
        if early == late or early.start is None or late.end is None:
            return early
        size = _month if len(reference.edtf) == 7 else lambda year, _: _year(year)
        return _span(size(early.start.year, early.start.month), size(late.end.year, late.end.month))
    except (ValueError, OverflowError):
        return _UNKNOWN


def _unit(unit: str, shift: int) -> Callable[[date], _When]:
    """The calendar unit that lies `shift` units from a day's own."""

    def view(day: date) -> _When:
        months = 12 * day.year + day.month - 1 + shift
        match unit:
            case "day":
                return _day(day + timedelta(days=shift))
            case "week":
                return _week(day + timedelta(weeks=shift))
            case "fortnight":
                return _week(day + timedelta(weeks=2 * shift))
            case "weekend":
                return _weekend(day + timedelta(weeks=shift))
            case "month":
                return _month(months // 12, months % 12 + 1)
            case "quarter":
                quarters = 4 * day.year + (day.month - 1) // 3 + shift
                return _quarter(quarters // 4, quarters % 4 + 1)
            case "year":
                return _year(day.year + shift)
            case "decade":
                return _decade(day.year + 10 * shift)
        first = (day.year - 1) // 100 * 100 + 1 + 100 * shift
        return _years(first, first + 99)

    return view


def _open_before(when: _When) -> _When:
    return _When(None, when.end, f"../{_right(when.edtf)}") if when.edtf else _UNKNOWN


def _open_after(when: _When) -> _When:
    if not when.edtf or not when.start:
        return _UNKNOWN
    return _When(when.start, None, f"{_left(when.edtf)}/..")


# The words

_MONTHS = {
    name: number
    for number, names in enumerate(
        ["January Jan", "February Feb", "March Mar", "April Apr", "May", "June Jun", "July Jul",
         "August Aug", "September Sept Sep", "October Oct", "November Nov", "December Dec"], 1
    )
    for name in names.split()
}  # fmt: skip
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_NUMBERS = {
    word: number
    for number, words in enumerate(
        ["", "a an one", "two couple", "three", "four", "five", "six", "seven", "eight", "nine",
         "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
         "eighteen", "nineteen", "twenty"]
    )
    for word in words.split()
} | {"thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "a couple of": 2, "a dozen": 12}  # fmt: skip
_ORDINAL_WORDS = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first
"""
_ORDINALS = {word: number for number, word in enumerate(_ORDINAL_WORDS.split(), 1)}
_DECADES = {
    "twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960,
    "seventies": 1970, "eighties": 1980, "nineties": 1990,
}  # fmt: skip
_NOUNS_OF_GROUPS = (
    "Alliance|Movement|Coalition|Brigades?|Front|Forces?|Group|Organi[sz]ation|Army|Battalion|"
    "Regiment|Division|Militia|Party|Bloc|Corps|Intifada"
)
_NUMBERED = (
    "no\\.?|nos\\.?|number|resolutions?|res\\.|articles?|routes?|highway|flight|unit|units|page|"
    "pages|pp?\\.|paragraph|section|channel|law|decree|room|model|version|serial|battalion|regiment|"
    "brigade|division|squadron|hill|area|order|directive|act|chapter|block|camp|group|"
    "unscr|scr|about|some|nearly|almost|than|least|most|roughly|approximately|estimated|over|"
    "plus|minus|x|times"
)
_COUNTED = (
    "people|persons?|troops?|fighters?|soldiers?|men|women|children|civilians?|refugees|rebels|"
    "militants|insurgents|guerrillas|officers|police|policemen|members|prisoners|hostages|"
    "detainees|combatants|mercenaries|volunteers|recruits|rifles|weapons|guns|rockets|missiles|"
    "mortars|shells|rounds|tanks|vehicles|trucks|aircraft|drones|bombs|mines|km|kms|kilomet\\w+|"
    "metres|meters|miles|feet|hectares|acres|tons?|tonnes?|kg|dollars|euros|pounds|francs|percent|"
    "per|homes|houses|families|villages|villagers|households|deaths|casualties|dead|wounded|"
    "killed|injured|cases|strong|strikes|airstrikes|sorties|times|hours|days|weeks|months|years|"
    "more|others|advisers|peacekeepers|personnel|square|other|were killed|men\\b|and \\d+ other"
)

_M = (
    "(?:"
    + "|".join(sorted(_MONTHS, key=len, reverse=True))
    + r")(?![A-Za-z])(?:(?<=\b[A-Z][a-z]{2})\.|(?<=\bSept)\.)?"
)
_D = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)"
_Y = r"(?:1[5-9]\d\d|20\d\d)"
_DASH = r"\s?[-–—]\s?"
_N = (
    r"(?:\d{1,4}|(?i:a couple of|a dozen|"
    + "|".join(sorted((word for word in _NUMBERS if " " not in word), key=len, reverse=True))
    + r"))"
)
_VAGUE = r"(?i:few|several|many|some|recent|numerous|coming)"
_U = r"(?i:hour|day|week|weekend|fortnight|month|quarter|year|decade|century|centurie)"
_WEEKDAY = "(?:" + "|".join(_DAYS) + ")"
_PARTS = r"(?i:early|mid|late)"
_CLOCK = r"(?i:\s+(?:night|morning|afternoon|evening|noon|dawn|dusk))?"

_PATTERNS = {
    "iso": rf"(?P<iso_y>{_Y})-(?P<iso_m>0[1-9]|1[0-2])-(?P<iso_d>0[1-9]|[12]\d|3[01])(?:T[\d:.]+Z?)?",
    "slashed": rf"(?P<sl_a>\d\d?)(?P<sl_s>[/.])(?P<sl_b>\d\d?)(?P=sl_s)(?P<sl_y>{_Y})(?!\d)",
    "dmy": (
        rf"(?P<dmy_d>{_D})(?:(?:{_DASH}|\sto\s|\sand\s)(?P<dmy_e>{_D}))?(?:\s+(?i:day\s+)?of)?"
        rf"\s+(?P<dmy_m>{_M})(?:,?\s+(?:of\s+)?(?P<dmy_y>{_Y})(?![\d]|,\d))?"
    ),
    "mly": (
        rf"(?P<ml_m>{_M})(?:\s+(?P<ml_d>{_D})(?:,)?)?\s+(?:of\s+)?(?P<ml_w>last|this|next)\s+year\b"
    ),
    "mdy": (
        rf"(?P<mdy_m>{_M})\s+(?:the\s+)?(?P<mdy_d>{_D})"
        rf"(?:(?:{_DASH}|\sto\s)(?P<mdy_e>{_D})|\sand\s(?P<mdy_f>{_D})(?=,\s+{_Y}|\s*[,.;)]|\s*$))?"
        rf"(?:,?\s+(?:of\s+)?(?P<mdy_y>{_Y})(?![\d]|,\d))?"
    ),
    "my": (
        rf"(?P<my_m>{_M})(?:(?:{_DASH}|\sand\s|\sto\s)(?P<my_e>{_M}))?,?\s+(?:of\s+)?"
        rf"(?P<my_y>{_Y})(?![\d]|,\d)"
    ),
    "season": rf"(?P<se_s>(?i:spring|summer|autumn|fall|winter)),?\s+(?:of\s+)?(?P<se_y>{_Y})(?:[-–/](?P<se_z>\d\d|{_Y}))?(?!\d)",
    "quarter": (
        rf"(?:(?P<qu_w>(?i:first|second|third|fourth|last))\s+(?P<qu_k>(?i:quarter|half))\s+of\s+|[Qq](?P<qu_n>[1-4])\s+(?:of\s+)?)"
        rf"(?P<qu_y>{_Y})(?!\d)"
    ),
    "decade": rf"(?:(?P<de_y>1[5-9]\d0|20\d0)['’]?s|['’‘](?P<de_t>[2-9]0)s|the\s+(?P<de_w>(?i:{'|'.join(_DECADES)})))(?![\w])",
    "century": rf"(?P<ce_n>\d\d?(?:st|nd|rd|th)|(?i:{'|'.join(sorted(_ORDINALS, key=len, reverse=True))}))[\s-]+(?i:century)",
    "years": rf"(?P<ys_a>{_Y})(?:{_DASH}|/)(?P<ys_b>{_Y}|\d\d)(?!\d|[-/]\d)",
    "yearmonth": rf"(?P<ym_y>{_Y})-(?P<ym_m>0[1-9]|1[0-2])(?!\d|[-/]\d)",
    "year": rf"(?P<ye_y>{_Y})(?!\d|[.,:/-]\d|%)",
    "window": (
        rf"(?P<wi_t>(?i:the|this|these)\s+)?(?P<wi_w>(?i:last|past|previous|recent|next|coming|following))\s+"
        rf"(?:(?P<wi_n>{_N})\s+|(?P<wi_v>{_VAGUE})\s+)?(?P<wi_u>{_U})(?P<wi_s>s)?\b(?!['’-]|\s+(?:of|after|before|that|when|I|we)\b)"
    ),
    "deictic": rf"(?P<dx_w>(?i:this|that|the\s+same))\s+(?P<dx_u>{_U})\b(?!['’-]){_CLOCK}",
    "earlier": (
        rf"(?P<ea_p>(?i:earlier|later|late|early|sooner))\s+(?P<ea_w>(?i:this|last|next))\s+(?P<ea_u>{_U})\b"
    ),
    "ago": (
        rf"(?i:(?:just\s+)?(?:(?:more|less|fewer)\s+than\s+|over\s+|about\s+|around\s+|nearly\s+|almost\s+|some\s+)?)"
        rf"(?:(?P<ag_n>{_N})\s+|(?P<ag_v>(?i:a\s+few|several|many|some))\s+)(?P<ag_u>{_U})s?\s+(?P<ag_d>(?i:ago|earlier|before|later|afterwards?|after that))\b"
    ),
    "weekday": rf"(?:(?P<wd_w>(?i:last|next|this|this\s+past|this\s+coming))\s+)?(?P<wd_d>{_WEEKDAY})\b(?!['’]s\s+[A-Z]){_CLOCK}",
    "month": rf"(?:(?P<mo_w>(?i:last|next|this|this\s+past|this\s+coming))\s+)?(?P<mo_m>{_M})",
    "bareseason": r"(?P<bs_w>(?i:last|next|this|this\s+past|this\s+coming))\s+(?P<bs_s>(?i:spring|summer|autumn|fall|winter))\b",
    "word": (
        r"(?P<wo>(?i:the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|yesterday|today|tonight|tomorrow|"
        r"last\s+night|this\s+(?:morning|afternoon|evening)|overnight))\b" + _CLOCK
    ),
    "now": (
        r"(?P<no>(?i:from\s+now\s+on|until\s+now|up\s+to\s+now|till\s+now|by\s+now|(?:right\s+|just\s+)?now(?!\s+that\b|['’]s)|presently|currently|nowadays|these\s+days|"
        r"at\s+present|at\s+the\s+(?:present\s+)?moment|at\s+this\s+(?:time|point|moment)|as\s+of\s+now|at\s+the\s+present\s+time|"
        r"to\s+date|so\s+far(?!\s+(?:as|from|away))|to\s+this\s+day))\b"
    ),
    "recently": (
        r"(?P<re>(?i:recently|lately|of\s+late|in\s+recent\s+(?:hours|days|weeks|months|years|decades|times)|"
        r"(?:hours|days|weeks|months|years|decades|centuries|generations|long)\s+ago))\b"
    ),
    "coming": r"(?P<co>(?i:in\s+the\s+(?:near\s+|foreseeable\s+)?future|for\s+(?:a\s+long\s+time|years|decades|generations|months)\s+to\s+come|in\s+the\s+(?:coming|next)\s+(?:hours|days|weeks|months|years)))\b",
    "lasting": (
        r"(?P<la>(?i:(?:for|over|since|in)\s+(?:(?:many|several|some|countless|a\s+number\s+of|a\s+few|more\s+than\s+a|almost\s+a|nearly\s+a|over\s+a)\s+)?"
        r"(?:hours|days|weeks|months|years|decades|decade|centuries|generations|ages|a\s+long\s+time|so\s+long|a\s+while|some\s+time)(?!\s+(?:ago|old|to\s+come))|"
        r"for\s+long|always|for\s+ever|all\s+along))\b"
    ),
    "duration": rf"(?i:for|over)\s+(?:(?i:more\s+than|over|at\s+least|about|almost|nearly|around|some|the\s+whole\s+of)\s+)?(?P<du_n>{_N})\s+(?P<du_u>{_U})s?\b(?!-|\s+(?:of|old)\b)",
    "long": r"(?:(?<=\bhas\s)|(?<=\bhave\s)|(?<=\bhad\s)|(?<=['’]ve\s)|(?<=['’]s\s))long(?=\s+(?:been|\w+ed|had|held|fought|known|sought|led|made|given|kept)\b)",
}  # fmt: skip
_TEMPORAL = (
    r"(?:in|since|by|until|till|during|from|through|throughout|before|after|around|of|to|early|mid|"
    r"late|last|next|this|between|and|between|over|circa|c\.|as of|year|and|or|end|beginning|start)"
)
_AFTER_PREPOSITION = re.compile(
    rf"(?:^|\W){_TEMPORAL}[\s-]+(?:the\s+|early\s+|late\s+|at least\s+)?$", re.I
)
_AFTER_DETERMINER = re.compile(
    r"(?:\b(?:the|a|an|its|their|his|her|our|this|that|these|those)|['’]s|s['’])\s+$", re.I
)
_AFTER_NUMBERED = re.compile(rf"(?:^|\W)(?:{_NUMBERED})\s*(?:\d+(?:,\s*|\s+(?:and|or)\s+))*$", re.I)
_ABOUT_WHEN = re.compile(
    r"\b(?:since|by|until|from|before|after|as\s+early\s+as)\s+"
    r"(?:at least|about|approximately|roughly|sometime)\s+$",
    re.I,
)
_AFTER_NAME = re.compile(r"\b([A-Z][\w-]*)\s+(?:\d+(?:,\s*|\s+(?:and|or)\s+))*$")
_WORDS_BEFORE_A_YEAR = """
    in since by until till during from through throughout before after around of to early mid late
    last next this between and circa year the a an its their his her our or but as when while on
    over spring summer autumn fall winter end beginning start then these those that both only
    already ever for with within under fiscal
"""
_NAMED_TIMES = frozenset(
    [*_WORDS_BEFORE_A_YEAR.split(), *(name.lower() for name in (*_MONTHS, *_DAYS))]
)
_BEFORE_COUNTED = re.compile(rf"\s+(?:[a-z]+ly\s+|[a-z]+ed\s+|[A-Z][a-z]+\s+)?(?:{_COUNTED})\b")
_BEFORE_GROUP = re.compile(rf"\s+(?:[A-Z][\w.]*\s+){{0,2}}(?:{_NOUNS_OF_GROUPS})\b")
_BEFORE_LOWER_GROUP = re.compile(r"\s+(?:alliance|movement|coalition|brigades?)\b")
_BEFORE_NOUN = re.compile(
    r"\s+(?!(?:and|or|to|when|as|but|that|which|with|by|in|on|at|after)\b)[A-Za-z]"
)
_BEFORE_PAPER = re.compile(
    r"\s+(?:Times|Telegraph|Mail|Express|Mirror|Mercury|Herald|Post|Group|Movement)\b"
)
_AFTER_FEAST = re.compile(r"\b(?:Good|Bloody|Black|Palm|Easter|Ash|Holy|Girl)\s+$")
_SAFE_MONTHS = {"January", "February", "July", "September", "October", "November", "December"}


def _forms() -> str:
    return "|".join(
        re.escape(form).replace("'", "['’]") for form in sorted(_events(), key=len, reverse=True)
    )


@cache
def _events() -> dict[str, tuple[_When, ...]]:
    """Forms of well-known events, in small letters, with the dates they may stand for.

    Raises BrokenOntology where the file is not what it must be.
    """
    file = files("allegiance.language").joinpath("events.yaml")
    found: dict[str, tuple[_When, ...]] = {}
    try:
        for event in yaml.load(file.read_bytes(), yaml.CSafeLoader):
            dates = tuple(_dated(edtf) for edtf in event["dates"])
            for form in _forms_of(event):
                found[form.lower()] = dates
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise BrokenOntology(f"events.yaml is not a list of events: {error}") from error
    return found


def _forms_of(event: dict[str, list[str]]) -> Iterator[str]:
    yield from event.get("forms", ())
    for act in event.get("acts", ()):
        for whom in event["of"]:
            yield f"{act} of {whom}"
            yield f"{whom}'s {act}"


def _dated(edtf: str) -> _When:
    first, _, last = edtf.partition("/")
    return _span(_reference(first), _reference(last or first))


# From the text to points in time


def _points(text: str, reference: _When) -> Iterator[_Found]:
    """Every time the text names, without what stands before it; what only looks like one is left."""
    at, grammar = 0, _grammar()
    for word in _WORD.finditer(text):
        if word.start() < at or not (word[0][0] in _DIGITS or word[0].lower() in _OPENERS):
            continue
        match = grammar.match(text, word.start())
        kind = (match and match.lastgroup) or ""
        if match and _is_time(kind, match):
            when = _VIEWS[kind](match, reference)
            yield _Found(match.start(), match.end(), when, kind, _short(kind, match))
            at = match.end()


def _short(kind: str, match: _Match) -> str:
    if kind == "month":
        return f"-{_month_number(match['mo_m']):02}"
    if kind in ("dmy", "mdy") and not match[f"{kind}_y"]:
        month, day = _month_number(match[f"{kind}_m"]), _whole(match[f"{kind}_d"])
        return f"-{month:02}-{day:02}"
    return ""


@cache
def _grammar() -> re.Pattern[str]:
    """All patterns as one alternation; `lastgroup` tells which of them matched."""
    event = (
        r"(?P<ev_p>(?i:(?:soon|shortly|immediately|right|just|long)\s+(?:after|before)|after|before|"
        r"since|until|during|following|in\s+the\s+(?:wake|aftermath)\s+of|prior\s+to|"
        r"at\s+the\s+time\s+of|ever\s+since|with))\s+(?:the\s+)?(?:(?P<ev_y>\d{4})\s+)?"
        rf"(?P<ev_f>(?i:{_forms()}))(?![\w-]|,?\s+(?:of\s+)?\d{{4}}\b)(?:['’]s\s+(?:government|regime|rule)\b)?"
    )
    patterns = {"event": event} | _PATTERNS
    start = r"(?<![\w$€£#/&])(?<!\d[.,:])(?:(?<![-–])|(?<=[Mm]id-)|(?<=[Pp]ost-)|(?<=[Pp]re-)|(?<=[Ll]ate-)|(?<=[Ee]arly-)|(?<=\d[-–])(?=[A-Z]))"
    return re.compile(
        start + "(?:" + "|".join(f"(?P<{name}>{body})" for name, body in patterns.items()) + ")"
    )


_WORD = re.compile(r"[A-Za-z]+|\d+|['’‘](?=\d0s)")
_DIGITS = frozenset("0123456789'’‘")
_OPENERS = frozenset(
    word.lower()
    for word in (
        *_MONTHS, *_DAYS, *_SEASONS, *_NUMBERS, *_ORDINALS, "twenty", "q", "last", "past", "previous",
        "recent", "next", "coming", "following", "the", "this", "these", "that", "just", "more",
        "less", "fewer", "over", "about", "around", "nearly", "almost", "some", "several", "many",
        "few", "hour", "hours", "day", "days", "week", "weeks", "weekend", "weekends", "fortnight",
        "month", "months", "quarter", "year", "years", "decade", "decades", "century", "centuries",
        "generations", "earlier", "later", "late", "early", "sooner", "soon", "shortly",
        "immediately", "right", "long", "after", "before", "since", "until", "till", "during", "in",
        "prior", "at", "ever", "with", "from", "up", "by", "now", "presently", "currently",
        "nowadays", "as", "to", "so", "recently", "lately", "of", "for", "always", "all",
        "yesterday", "today", "tonight", "tomorrow", "overnight",
    )
)  # fmt: skip


def _is_time(kind: str, match: _Match) -> bool:
    check = _CHECKS.get(kind)
    return check is None or check(match)


def _around(match: _Match) -> tuple[str, str]:
    text = match.string
    return text[max(0, match.start() - 60) : match.start()], text[match.end() : match.end() + 60]


def _is_year(match: _Match) -> bool:
    """Whether four digits are a year rather than a count, a number or part of a name."""
    before, after = _around(match)
    if _BEFORE_GROUP.match(after):
        return False
    if _AFTER_NUMBERED.search(before):
        return bool(_ABOUT_WHEN.search(before))
    name = _AFTER_NAME.search(before)
    if name and name.group(1).lower() not in _NAMED_TIMES:
        return False
    if _BEFORE_COUNTED.match(after):
        told = _AFTER_PREPOSITION.search(before) and not match.group().endswith("00")
        return bool(told or _AFTER_DETERMINER.search(before))
    return True


def _is_decade(match: _Match) -> bool:
    before, after = _around(match)
    if _BEFORE_GROUP.match(after):
        return False
    return not re.match(r"\s+[A-Z]", after) or bool(_AFTER_PREPOSITION.search(before))


def _is_month(match: _Match) -> bool:
    """Whether a month without day or year is one: "May" may be a verb or a name."""
    before, after = _around(match)
    word = match["mo_m"].rstrip(".")
    if _BEFORE_GROUP.match(after) or re.match(r"[-–]?\d|['’]s\s+[A-Z]", after):
        return False
    if match["mo_w"] or _AFTER_PREPOSITION.search(before):
        named = re.match(r"\s+[A-Z]", after) and word not in _SAFE_MONTHS
        return not (named and re.search(r"\b(?:of|and|or|to|by|from|after|before)\s+$", before))
    return word in _SAFE_MONTHS


def _is_month_and_day(match: _Match) -> bool:
    before, after = _around(match)
    if _BEFORE_GROUP.match(after) or _BEFORE_LOWER_GROUP.match(after):
        return False
    name = _AFTER_NAME.search(before)
    return not (name and name.group(1) in {"Resolution", "Article"})


def _is_weekday(match: _Match) -> bool:
    before, after = _around(match)
    if (match["wd_w"] or "").lower() == "last" and re.search(r"\bthe\s+$", before, re.I):
        return False
    return not (_AFTER_FEAST.search(before) or _BEFORE_PAPER.match(after))


def _is_now(match: _Match) -> bool:
    return not match.group().isupper() or len(match.group()) > 3


def _is_always(match: _Match) -> bool:
    before, _ = _around(match)
    return not (match["la"].lower() == "always" and re.search(r"\bnot\s+$|n['’]t\s+$", before))


_CHECKS: dict[str, Callable[[_Match], bool]] = {
    "year": _is_year,
    "decade": _is_decade,
    "month": _is_month,
    "weekday": _is_weekday,
    "dmy": _is_month_and_day,
    "mdy": _is_month_and_day,
    "now": _is_now,
    "lasting": _is_always,
}


# What each pattern stands for


def _whole(text: str) -> int:
    """A number in digits or letters, with or without an ordinal ending."""
    word = " ".join(text.lower().split())
    if word in _NUMBERS:
        return _NUMBERS[word]
    return _ORDINALS.get(word) or int(re.sub(r"\D", "", word) or 0)


def _month_number(name: str) -> int:
    return _MONTHS[name.rstrip(".")]


def _iso_date(match: _Match, _: _When) -> _When:
    return _calendar(int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"]))


def _slashed(match: _Match, _: _When) -> _When:
    """Day and month in either order: the day where only one reading is a date, else the year."""
    one, two, year = int(match["sl_a"]), int(match["sl_b"]), int(match["sl_y"])
    if match["sl_s"] == ".":
        return _calendar(year, two, one)
    readings = {_calendar(year, two or 13, one or 32), _calendar(year, one or 13, two or 32)}
    known = readings - {_UNKNOWN}
    return known.pop() if len(known) == 1 else _year(year) if known else _UNKNOWN


def _dates(
    reference: _When, year: str | None, month: str, *days: str | None, ahead: bool = False
) -> _When:
    """A month, or a day or days of it; without a year the latest past one, or the next if `ahead`."""
    number = _month_number(month)
    counted = [_whole(day) for day in days if day] or [0]

    def of(year: int) -> _When:
        return _span(_calendar(year, number, counted[0]), _calendar(year, number, counted[-1]))

    if year:
        return of(int(year))

    def past(today: date) -> _When:
        if counted[0] and _calendar(today.year, number, counted[0]) is _UNKNOWN:
            return next(
                (of(y) for y in range(today.year, today.year - 9, -1) if of(y).edtf), _UNKNOWN
            )
        here = of(today.year)
        return here if here.start and here.start <= today else of(today.year - 1)

    def coming(today: date) -> _When:
        here = of(today.year)
        return here if here.end and here.end >= today else of(today.year + 1)

    return _seen_from(reference if ahead else _latest(reference), coming if ahead else past)


def _is_ahead(match: _Match) -> bool:
    """Whether the clause up to here speaks of what is to come: "will meet on 8 August"."""
    clause = re.split(r"[,;:.!?—–“”\"]", match.string[max(0, match.start() - 80) : match.start()])[
        -1
    ]
    return bool(_COMING.search(clause))


_COMING = re.compile(
    r"(?:\b(?:will|shall|going\s+to|scheduled|due|planned|plans|slated|upcoming|(?:is|are)\s+expected)\b"
    r"|won['’]t|['’]ll\b)(?!.*\b(?:said|says|told|announced|after|since)\b)",
    re.I,
)


def _latest(reference: _When) -> _When:
    """A reference of a month or a day, narrowed to its last day; one of a year stays whole."""
    if reference.edtf and len(reference.edtf) > 4 and reference.end:
        return _day(reference.end)
    return reference


def _day_month(match: _Match, reference: _When) -> _When:
    return _dates(
        reference,
        match["dmy_y"],
        match["dmy_m"],
        match["dmy_d"],
        match["dmy_e"],
        ahead=_is_ahead(match),
    )


def _month_day(match: _Match, reference: _When) -> _When:
    last = match["mdy_e"] or match["mdy_f"]
    return _dates(
        reference, match["mdy_y"], match["mdy_m"], match["mdy_d"], last, ahead=_is_ahead(match)
    )


def _month_year(match: _Match, _: _When) -> _When:
    year, first = int(match["my_y"]), _month_number(match["my_m"])
    last = _month_number(match["my_e"]) if match["my_e"] else first
    return _span(_month(year - (first > last), first), _month(year, last))


def _month_of_year(match: _Match, reference: _When) -> _When:
    """ "May of last year", "12 March this year"."""
    number, day = _month_number(match["ml_m"]), _whole(match["ml_d"] or "")
    shift = {"last": -1, "this": 0, "next": 1}[match["ml_w"]]
    return _seen_from(reference, lambda today: _calendar(today.year + shift, number, day))


def _season_year(match: _Match, _: _When) -> _When:
    return _season(int(match["se_y"]), _SEASONS[match["se_s"].lower()])


def _quarter_year(match: _Match, _: _When) -> _When:
    year, word = int(match["qu_y"]), (match["qu_w"] or "").lower()
    if (match["qu_k"] or "").lower() == "half":
        return _half(year, 1 if word == "first" else 2)
    return _quarter(year, int(match["qu_n"] or _ORDINALS.get(word, 4)))


def _decade_named(match: _Match, _: _When) -> _When:
    if match["de_w"]:
        return _decade(_DECADES[match["de_w"].lower()])
    if match["de_t"]:
        return _decade(1900 + int(match["de_t"]))
    return _decade(int(match["de_y"]))


def _century(match: _Match, _: _When) -> _When:
    number = _whole(match["ce_n"])
    return _years(100 * number - 99, 100 * number) if 0 < number < 30 else _UNKNOWN


def _year_range(match: _Match, _: _When) -> _When:
    first, last = int(match["ys_a"]), match["ys_b"]
    if len(last) == 4:
        return _years(first, int(last))
    if int(last) > first % 100:
        return _years(first, first - first % 100 + int(last))
    return _calendar(first, int(last)) if "-" in match.group() else _UNKNOWN


def _iso_month(match: _Match, _: _When) -> _When:
    return _calendar(int(match["ym_y"]), int(match["ym_m"]))


def _bare_year(match: _Match, _: _When) -> _When:
    return _year(int(match["ye_y"]))


def _window(match: _Match, reference: _When) -> _When:
    """ "last year" is the year before; "the last year" and "the last two years" end now."""
    word, unit = match["wi_w"].lower(), _singular(match["wi_u"])
    counted = match["wi_n"] or match["wi_v"] or match["wi_s"]
    if word in ("previous", "following") or (word == "next" and match["wi_t"] and not counted):
        return _UNKNOWN
    ahead = word in ("next", "coming")
    if not counted and not match["wi_t"] and word != "past":
        return _seen_from(reference, _unit(unit, 1 if ahead else -1))
    if match["wi_v"] or (match["wi_s"] and not match["wi_n"]) or word == "recent":
        return _open_after(reference) if ahead else _open_before(reference)
    number = _whole(match["wi_n"] or "one")
    return _until(reference, unit, number) if ahead else _back(reference, unit, number)


def _singular(unit: str) -> str:
    word = unit.lower()
    return "century" if word == "centurie" else word


def _back(reference: _When, unit: str, number: int) -> _When:
    """The `number` units that end now."""
    return _span(_seen_from(reference, _away(unit, -number)), reference)


def _until(reference: _When, unit: str, number: int) -> _When:
    return _span(reference, _seen_from(reference, _away(unit, number)))


def _away(unit: str, number: int) -> Callable[[date], _When]:
    """The end of a window: windows of weeks and hours are counted in days, decades in years."""
    if unit == "hour":
        days = (abs(number) + 23) // 24 if abs(number) >= 24 else 0
        return _unit("day", -days if number < 0 else days)
    sizes = {"week": ("day", 7), "weekend": ("day", 7), "fortnight": ("day", 14)}
    sizes |= {"decade": ("year", 10), "century": ("year", 100), "quarter": ("month", 3)}
    smaller, size = sizes.get(unit, (unit, 1))
    return _unit(smaller, number * size)


def _earlier_this(match: _Match, reference: _When) -> _When:
    """ "earlier this month" ends now, "later this year" starts now, "late last year" is its third."""
    word, which = match["ea_p"].lower(), match["ea_w"].lower()
    shift = {"this": 0, "last": -1, "next": 1}[which]
    unit = _seen_from(reference, _unit(_singular(match["ea_u"]), shift))
    if which == "this" and word in ("earlier", "later"):
        return _span(unit, reference) if word == "earlier" else _span(reference, unit)
    return _part(unit, word) if word in ("early", "late") else unit


def _ago(match: _Match, reference: _When) -> _When:
    """A calendar unit back from the document's date; "two years later" hangs on the story's."""
    if match["ag_d"].lower() != "ago":
        return _UNKNOWN
    if match["ag_v"]:
        return _open_before(reference)
    unit, number = _singular(match["ag_u"]), _whole(match["ag_n"])
    if unit in ("hour", "decade", "century"):
        return _seen_from(reference, _away(unit, -number))
    return _seen_from(reference, _unit(unit, -number))


def _deictic(match: _Match, reference: _When) -> _When:
    if match["dx_w"].lower() != "this":
        return _UNKNOWN
    unit = _singular(match["dx_u"])
    return reference if unit == "hour" else _seen_from(reference, _unit(unit, 0))


def _weekday(match: _Match, reference: _When) -> _When:
    """The latest past one, the reference's own day among them unless the text says "last"."""
    wanted, ahead = _DAYS.index(match["wd_d"]), not match["wd_w"] and _is_ahead(match)
    word = " ".join((match["wd_w"] or "").lower().split())

    def view(today: date) -> _When:
        back = (today.weekday() - wanted) % 7
        if word in ("next", "this coming"):
            return _day(today + timedelta(days=7 - back))
        if word == "this":
            return _day(today + timedelta(days=wanted - today.weekday()))
        if ahead:
            return _day(today + timedelta(days=(7 - back) % 7))
        return _day(today - timedelta(days=7 if word == "last" and not back else back))

    return _seen_from(reference, view)


def _bare_month(match: _Match, reference: _When) -> _When:
    word = " ".join((match["mo_w"] or "").lower().split())
    if word in ("next", "this coming"):
        number = _month_number(match["mo_m"])
        return _seen_from(
            reference, lambda today: _month(today.year + (number <= today.month), number)
        )
    if word == "this":
        number = _month_number(match["mo_m"])
        return _seen_from(reference, lambda today: _month(today.year, number))
    return _dates(reference, None, match["mo_m"], ahead=not word and _is_ahead(match))


def _bare_season(match: _Match, reference: _When) -> _When:
    number, word = _SEASONS[match["bs_s"].lower()], match["bs_w"].lower()

    def view(today: date) -> _When:
        if word == "this":
            return _season(today.year - (number == 4 and today.month < 3), number)
        seasons = [_season(today.year + shift, number) for shift in (-2, -1, 0, 1)]
        if word.split()[-1] in ("next", "coming"):
            return next(s for s in seasons if s.start and s.start > today)
        return next(s for s in reversed(seasons) if s.end and s.end < today)

    return _seen_from(reference, view)


def _word(match: _Match, reference: _When) -> _When:
    word = " ".join(match["wo"].lower().split())
    shifts = {"yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2}
    shift = shifts.get(word, 2 if word == "the day after tomorrow" else 0)
    return _seen_from(reference, _unit("day", shift))


def _now(match: _Match, reference: _When) -> _When:
    word = " ".join(match["no"].lower().split())
    closed = ("until", "up to", "till", "by now", "to date", "so far", "to this day")
    return _open_before(reference) if word.startswith(closed) else _open_after(reference)


def _recently(_: _Match, reference: _When) -> _When:
    return _open_before(reference)


def _coming(_: _Match, reference: _When) -> _When:
    return _open_after(reference)


def _duration(match: _Match, reference: _When) -> _When:
    """ "for two years" reaches to the document's date where the sentence has a perfect tense."""
    before = match.string[max(0, match.start() - 80) : match.start()]
    clause = re.split(r"[.;:!?]\s", before)[-1]
    if not re.search(r"\b(?:has|have)\b|['’]ve\b", clause):
        return _UNKNOWN
    return _back(reference, _singular(match["du_u"]), _whole(match["du_n"]))


def _event(match: _Match, reference: _When) -> _When:
    """Where a well-known event lies, or the side of it that the preposition names."""
    dates = _events()[" ".join(match["ev_f"].lower().replace("’", "'").split())]
    known = [when for when in dates if _by_then(when, reference)]
    if match["ev_y"]:
        known = [_calendar(int(match["ev_y"]))]
    elif reference.edtf is None and len(dates) > 1:
        known = []
    return _beside(known[-1], match["ev_p"].lower(), inclusive=True) if known else _UNKNOWN


def _by_then(when: _When, reference: _When) -> bool:
    return reference.end is None or (when.start is not None and when.start <= reference.end)


_VIEWS: dict[str, Callable[[_Match, _When], _When]] = {
    "event": _event,
    "iso": _iso_date,
    "slashed": _slashed,
    "dmy": _day_month,
    "mdy": _month_day,
    "mly": _month_of_year,
    "my": _month_year,
    "season": _season_year,
    "quarter": _quarter_year,
    "decade": _decade_named,
    "century": _century,
    "years": _year_range,
    "yearmonth": _iso_month,
    "year": _bare_year,
    "window": _window,
    "earlier": _earlier_this,
    "ago": _ago,
    "deictic": _deictic,
    "weekday": _weekday,
    "month": _bare_month,
    "bareseason": _bare_season,
    "word": _word,
    "now": _now,
    "recently": _recently,
    "coming": _coming,
    "lasting": _recently,
    "duration": _duration,
    "long": _recently,
}


# What stands before, between and after


def _joined(text: str, points: Iterable[_Found]) -> list[_Found]:
    """Points with "early" and its like taken in, and the two ends of a range made one."""
    done: list[_Found] = []
    for raw in points:
        floor = done[-1].end if done else 0
        point = _thirded(text, raw, floor)
        both = _range(text, done[-1], point) if done else None
        if both:
            done[-1] = both
        else:
            done.append(point)
    return done


def _thirded(text: str, point: _Found, floor: int) -> _Found:
    """The point with "early", "mid-", "the end of" before it; with a weekday they tell the hour."""
    match = _PART.search(text, max(floor, point.begin - 30), point.begin)
    if not match or point.kind in _OWN_PREPOSITION or (point.kind == "window" and match["mid"]):
        return point
    hour = point.kind in ("weekday", "word") or len(point.when.edtf or "") == 10
    when = point.when if hour else _part(point.when, match.lastgroup or "")
    return point._replace(begin=match.start(), when=when, short="" if not hour else point.short)


def _range(text: str, first: _Found, last: _Found) -> _Found | None:
    """ "from 2003 to 2006", "between A and B", "A-B"; None where the two are not one range."""
    join = _JOIN.fullmatch(text, first.end, last.begin)
    if not join or first.kind not in _ABSOLUTE or last.kind not in _ABSOLUTE:
        return None
    before = _BEFORE_JOIN.search(text, max(0, first.begin - 30), first.begin)
    word = before["word"].lower() if before else ""
    if (join["by"].lower().startswith("and")) != (word == "between"):
        return None
    begin = before.start() if before else first.begin
    return _Found(begin, last.end, _between(first, last), "range")


def _between(first: _Found, last: _Found) -> _When:
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
    return _span(start, end)


def _moved(short: str, year: int) -> _When:
    return _reference(f"{year:04}{short}")


def _related(text: str, floor: int, found: _Found) -> _Found:
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
        return found._replace(begin=begin, end=tail.end(), when=_open_after(found.when))
    if not match:
        return found
    if _does_not_govern(word, found, text):
        return found
    named = bool(
        found.kind in ("year", "month", "mdy", "dmy", "my")
        and _AFTER_DETERMINER.search(match[0])
        and _BEFORE_NOUN.match(text, found.end)
    )
    if named and word in (*_INSIDE, "by", "through"):
        return found
    when = _beside(found.when, word, inclusive=named)
    return found._replace(begin=match.start(), when=when)


def _does_not_govern(preposition: str, found: _Found, text: str) -> bool:
    """ "in two years ago", "in Tuesday night" and "by the last ten years" are no phrases of time."""
    if found.kind in ("ago", "word"):
        return preposition in _INSIDE
    if found.kind == "window" and not re.fullmatch(
        r"(?:last|next)\s+\w+", text[found.begin : found.end], re.I
    ):
        return preposition not in (*_INSIDE, "since", "ever since")
    return found.kind == "weekday" and preposition == "in"


def _beside(when: _When, preposition: str, *, inclusive: bool) -> _When:
    """The side of a time that a preposition names.

    After 2011 is 2012 and on; after the 2011 war, which lies somewhere in 2011, is 2011 and on.
    """
    word = " ".join(preposition.split())
    if "since" in word:
        return _open_after(when)
    if word in ("until", "till", "up to", "up until", "through", "by"):
        return _open_before(when)
    if "after" in word or word in ("following", "post", "in the wake of", "in the aftermath of"):
        return _open_after(_edge(when, _right) if inclusive else _neighbour(when, 1))
    if "before" in word or word in ("prior to", "pre"):
        return _open_before(_edge(when, _left) if inclusive else _neighbour(when, -1))
    return when


def _edge(when: _When, side: Callable[[str], str]) -> _When:
    """The unit at one side of an interval: after a war of 1939/1945 is 1945 and on."""
    return _reference(side(when.edtf)) if when.edtf and "/" in when.edtf else when


def _neighbour(when: _When, step: int) -> _When:
    """The unit next to a year, a month or a day; next to a longer time, the day."""
    edge = when.end if step > 0 else when.start
    if not edge or not when.edtf:
        return _UNKNOWN
    try:
        day = edge + timedelta(days=step)
    except OverflowError:
        return _UNKNOWN
    parts = when.edtf.count("-") if re.fullmatch(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?", when.edtf) else 2
    return _calendar(day.year, day.month if parts else 0, day.day if parts > 1 else 0)


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
