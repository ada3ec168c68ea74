"""Names that stand for a time: well-known events, those who ruled, and feasts of the calendar."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from allegiance.errors import BrokenOntology
from allegiance.language.times.document_date import away, seen_from, shifted
from allegiance.language.times.feasts import Feast, feast
from allegiance.language.times.grammar import NUMBER, UNIT
from allegiance.language.times.stretch import (
    UNKNOWN,
    When,
    beside,
    calendar_date,
    edge,
    first_of,
    last_of,
    open_after,
    read_date,
    span,
)
from allegiance.language.times.words import singular, whole
from allegiance.ontology.actor_files import sources


class Told(NamedTuple):
    """A time that a name stands for: its offsets, its preposition included, and its kind.

    Of kind "bound" is one end of a range, of kind "feast" one whose preposition is yet to be read.
    """

    begin: int
    end: int
    when: When
    kind: str


def told_by_name(text: str, floor: int, begin: int, reference: When) -> Told | None:
    """The time that a name at `begin` stands for, where a preposition of time leads to it.

    Of what came more than once, the latest that a document of `reference` can know.
    """
    year = _YEAR.match(text, begin)
    named = _named(text, year.end()) if year else None
    if not named:
        year, named = None, _named(text, begin)
    if not named:
        return None
    if named.kind == "feast":
        return _feast(text, floor, begin, named, reference)
    if named.kind == "reign":
        return _reign(text, floor, begin, named, reference)
    return _event(text, floor, begin, named, int(year[1]) if year else None, reference)


class _Named(NamedTuple):
    end: int
    kind: str
    form: str


_YEAR = re.compile(r"(\d{4})\s+")
_PIECE = re.compile(r"\S+")
_FIRST = re.compile(r"[a-z]+|\d+")
_MARKS = ".,;:!?)]}\"”’'»…—–"
_NOT_AFTER = re.compile(r"[\w-]|,?\s+(?:of\s+)?\d{4}\b")
_RULE = "rule|regime|reign|presidency|government|administration|dictatorship|era|years"
_RULE_AFTER = re.compile(rf"(?:['’]s?)?\s+(?:{_RULE})\b")
_POSSESSIVE = re.compile(r"['’]s?\s+\w")
_DATE = re.compile(r"\d+ [a-z.]+|[a-z.]+ \d+\w*|\d+/\d+")
_GOVERNMENT = re.compile(r"['’]s\s+(?:government|regime|rule)\b")
_BEFORE_EVENT = re.compile(
    r"\b(?P<prep>(?:soon|shortly|immediately|right|just|long)\s+(?:after|before)|"
    r"(?:from\s+)?before|after|ever\s+since|since|until|till|during|throughout|following|prior\s+to|"
    r"in\s+the\s+(?:wake|aftermath|run-?up)\s+(?:of|to)|ahead\s+of|on\s+the\s+eve\s+of|"
    r"at\s+the\s+time\s+of|with|between|from|and|to|in|on|at|by)\s+"
    r"(?:(?:the|its|their|his|her)\s+)?"
    r"(?:(?:very\s+)?(?:(?P<end>end|close)|(?P<start>start|beginning|outbreak|onset)|height|days)\s+of\s+"
    r"(?:the\s+)?)?$",
    re.I,
)
_BEFORE_REIGN = re.compile(
    r"\b(?P<prep>under|during|throughout|since|before|after|until|in)\s+"
    rf"(?:(?P<rule>the\s+(?:{_RULE})\s+of)\s+)?(?:the\s+)?$",
    re.I,
)
_MONTH_OF = re.compile(r"(?:the\s+)?(?:holy\s+)?month\s+of\s+$", re.I)
_OFFSET = re.compile(
    rf"(?:\b(?:just|only)\s+)?(?<![\w.,-])(?P<n>{NUMBER})\s+(?P<u>{UNIT})s?\s+$", re.I
)
_LASTING = re.compile(
    r"\b(?:war|crisis|revolution|uprising|genocide|intifada|conflict|blockade|offensive|campaign)\b|"
    r"(?:wars|period|years|era)$"
)
_BEFORE_FEAST = re.compile(
    r"\b(?:in|on|at|during|throughout|before|after|since|until|till|by|over|around|of|this|last|early|late|mid|"
    r"following|between|from)[\s-]+(?:the\s+)?(?:holy\s+month\s+of\s+)?$",
    re.I,
)


def _event(
    text: str, floor: int, begin: int, named: _Named, year: int | None, reference: When
) -> Told | None:
    before = _BEFORE_EVENT.search(text, max(floor, begin - 60), begin)
    if not before or not _leads(before, named.form):
        return None
    word = " ".join(before["prep"].lower().split())
    known = [calendar_date(year)] if year else _known(named.form, reference)
    if not known and _DATE.fullmatch(named.form):
        return None
    government = _GOVERNMENT.match(text, named.end)
    end = government.end() if government else named.end
    base = known[-1] if known else UNKNOWN
    if before["end"] or before["start"]:
        base = edge(base, last_of if before["end"] else first_of)
    if word in ("between", "from", "and", "to"):
        return Told(begin, end, base, "bound")
    offset = _OFFSET.search(text, max(floor, before.start() - 30), before.start())
    if offset and word in ("after", "before"):
        return Told(offset.start(), end, _offset(base, word, offset), "event")
    return Told(before.start(), end, beside(base, word, inclusive=True), "event")


def _leads(before: re.Match[str], form: str) -> bool:
    """Whether a preposition before an event is one of time: "in the Korean War", not "in Dayton"."""
    word = before["prep"].lower()
    if word in ("by", "at"):
        return bool(before["end"] or before["start"] or "of" in before[0].split())
    if word == "on":
        return "/" in form
    return word != "in" or bool(_LASTING.search(form))


def _known(form: str, reference: When) -> list[When]:
    dates = _names()[form][1]
    if reference.edtf is None:
        return list(dates) if len(dates) == 1 else []
    return [when for when in dates if when.start and reference.end and when.start <= reference.end]


def _offset(base: When, word: str, offset: re.Match[str]) -> When:
    """ "two years after the war", counted from its end; before a war, from its start."""
    unit, number = singular(offset["u"]), whole(offset["n"])
    sign, side = (1, last_of) if word == "after" else (-1, first_of)
    far = away if unit in ("hour", "decade", "century") else shifted
    return seen_from(edge(base, side), far(unit, sign * number))


def _reign(text: str, floor: int, begin: int, named: _Named, reference: When) -> Told | None:
    before = _BEFORE_REIGN.search(text, max(floor, begin - 50), begin)
    rule = _RULE_AFTER.match(text, named.end)
    if not before or not (before["prep"].lower() == "under" or rule or before["rule"]):
        return None
    if not rule and _POSSESSIVE.match(text, named.end):
        return None
    known = _known(named.form, reference)
    if not known:
        return None
    when = known[-1]
    if reference.end and when.end and when.end > reference.end:
        when = span(when, reference)
    side = beside(when, before["prep"].lower(), inclusive=True)
    return Told(before.start(), rule.end() if rule else named.end, side, "event")


def _feast(text: str, floor: int, begin: int, named: _Named, reference: When) -> Told | None:
    year = re.compile(r"\s+(?:of\s+|in\s+)?((?:19|20)\d\d)\b").match(text, named.end)
    if not year and not _BEFORE_FEAST.search(text, max(floor, begin - 40), begin):
        return None
    which = _feasts()[named.form]
    month = _MONTH_OF.search(text, max(floor, begin - 25), begin)
    begin = month.start() if month else begin
    if year:
        return Told(begin, year.end(), feast(which, int(year[1])), "feast")
    if not reference.end:
        return Told(begin, named.end, UNKNOWN, "feast")
    told = (feast(which, reference.end.year - back) for back in (0, 1))
    when = next((one for one in told if one.start and one.start <= reference.end), UNKNOWN)
    return Told(begin, named.end, when if len(reference.edtf or "") > 4 else UNKNOWN, "feast")


def _named(text: str, begin: int) -> _Named | None:
    """The longest name of the tables that stands at `begin`."""
    first = _FIRST.match(text[begin : begin + 30].lower())
    longest = first_words().get(first[0], 0) if first else 0
    if not longest or (begin and (text[begin - 1].isalnum() or text[begin - 1] in "-/")):
        return None
    pieces = []
    for piece in _PIECE.finditer(text, begin, begin + 120):
        pieces.append(piece)
        if len(pieces) == longest:
            break
    for count in range(len(pieces), 0, -1):
        words = " ".join(piece[0] for piece in pieces[:count]).lower().replace("’", "'")
        last = pieces[count - 1][0]
        for cut in _cuts(last):
            form = words[: len(words) - cut] if cut else words
            found = _names().get(form)
            end = pieces[count - 1].end() - cut
            if found and not (found[0] == "event" and _NOT_AFTER.match(text, end)):
                return _Named(end, found[0], form)
    return None


def _cuts(word: str) -> Iterator[int]:
    """How much of a name's last word may be marks and a possessive: 0, then more."""
    yield 0
    bare = word.rstrip(_MARKS)
    if bare != word:
        yield len(word) - len(bare)
    if bare[-2:] in ("'s", "’s"):
        yield len(word) - len(bare) + 2


@cache
def first_words() -> dict[str, int]:
    """The first words of all names, in small letters, with the count of the longest in words."""
    found: dict[str, int] = {}
    for form in _names():
        first = _FIRST.match(form)
        if first:
            found[first[0]] = max(found.get(first[0], 0), form.count(" ") + 1)
    return found


@cache
def _names() -> dict[str, tuple[str, tuple[When, ...]]]:
    """All names in small letters, with their kind and the dates they may stand for."""
    found: dict[str, tuple[str, tuple[When, ...]]] = {}
    for name in _feasts():
        found[name] = ("feast", ())
    for kind, package, file in (
        ("reign", "allegiance.language.times", "reigns.yaml"),
        ("event", "allegiance.language", "events.yaml"),
    ):
        for form, dates in _dated_forms(package, file):
            found[form.lower().removeprefix("the ")] = (kind, dates)
    return found


def _dated_forms(package: str, file: str) -> Iterator[tuple[str, tuple[When, ...]]]:
    """Each name of a file with its dates. What names no source has that of the file, as in actor files.

    Raises BrokenOntology where the file is not what it must be, or a date has no source.
    """
    try:
        text = files(package).joinpath(file).read_bytes()
        *head, entries = yaml.load_all(text, yaml.CSafeLoader)
        shared = head[0].get("source") if head else None
        for entry in entries:
            dates = tuple(_dated(edtf) for edtf in entry["dates"])
            if entry.get("source", shared) not in sources():
                raise BrokenOntology(
                    f"{file}: {next(_forms_of(entry))!r} has no source of sources.yaml; name one"
                    " there or for the whole file"
                )
            for form in _forms_of(entry):
                yield form, dates
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise BrokenOntology(f"{file} is not a list of dated names: {error}") from error


def _forms_of(entry: dict[str, list[str]]) -> Iterator[str]:
    yield from entry.get("forms", ())
    for act in entry.get("acts", ()):
        for whom in entry["of"]:
            yield f"{act} of {whom}"
            yield f"{whom}'s {act}"


def _dated(edtf: str) -> When:
    first, _, last = edtf.partition("/")
    if last == "..":
        return open_after(read_date(first))
    return span(read_date(first), read_date(last or first))


@cache
def _feasts() -> dict[str, Feast]:
    file = files("allegiance.language.times").joinpath("feasts.yaml")
    listed: list[dict[str, Any]] = yaml.load(file.read_bytes(), yaml.CSafeLoader)
    return {
        name.lower(): Feast(each.get("month"), each.get("day"), each.get("lunar"))
        for each in listed
        for name in each["names"]
    }
