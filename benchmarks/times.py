"""How well expressions of time are read, on the sentences of the tests, beside dateparser.

    python benchmarks/times.py [FILE]

FILE is tests/language/times.yaml: sentences of ours with the one expression each holds, its
interval as a careful reader would give it, and sentences that hold none. The two read each sentence
with the document's date. dateparser (`pip install dateparser`; without it our figures stand alone)
answers with an instant and a period (a day, a week, a month, a year); that period around its instant
is taken for its interval. It has no open intervals, and was not made for them: "one day within"
counts an answer of which some day lies in the right interval, which is all an instant can do.
"""

import importlib
import sys
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import yaml

from allegiance.language.times import find_times

FILE = Path(__file__).parents[1] / "tests/language/times.yaml"


class Answer(msgspec.Struct, frozen=True):
    """What a reader took for a time: its words and the days that bound it, None where open."""

    text: str
    start: str | None
    end: str | None

    @property
    def known(self) -> bool:
        return bool(self.start or self.end)


class Case(msgspec.Struct, frozen=True):
    """A sentence, the document's date, and the expression in it; None where it holds none."""

    text: str
    date: str | None
    told: Answer | None
    also: tuple[str, ...] = ()


Reader = Callable[[str, str | None], list[Answer]]


def main(file: str | None = None) -> None:
    cases = read(Path(file) if file else FILE)
    readers: list[tuple[str, Reader]] = [("allegiance", ours)]
    try:
        readers.append(("dateparser", dateparser()))
    except ImportError:
        print("dateparser is not here: pip install dateparser")
    print(f"{'':34}{'n':>6}" + "".join(f"{name:>14}" for name, _ in readers))
    columns = [score(cases, reader) for _, reader in readers]
    for measure in columns[0]:
        shares = "".join(f"{column[measure][0] / column[measure][1]:>14.3f}" for column in columns)
        print(f"{measure:<34}{columns[0][measure][1]:>6}{shares}")


def read(file: Path) -> list[Case]:
    return [
        Case(
            each["text"],
            each.get("date"),
            each["time"] and Answer(*(each["time"][key] for key in ("span", "start", "end"))),
            tuple(each.get("also", ())),
        )
        for each in yaml.load(file.read_bytes(), yaml.CSafeLoader)
    ]


def score(cases: Sequence[Case], reader: Reader) -> dict[str, tuple[int, int]]:
    """For each measure how many answers are right, and of how many cases."""
    told = [(case.told, beside(case, reader)) for case in cases if case.told]
    dated = [(right, given) for right, given in told if right.known]
    undated = [(right, given) for right, given in told if not right.known]
    traps = [reader(case.text, case.date) for case in cases if not case.told]
    closed = [(right, given) for right, given in dated if right.start and right.end]
    first = [(right, best(right, given)) for right, given in dated]
    return {
        "found, in any part": count(best(right, given) for right, given in told),
        "interval right": count(same(right, given) for right, given in first),
        "interval right, of the closed": count(
            same(right, best(right, given)) for right, given in closed
        ),
        "one day within": count(touches(right, given) for right, given in first),
        "no date where none can be known": count(
            not any(each.known for each in given) for _, given in undated
        ),
        "left alone what is no time": count(not given for given in traps),
    }


def count(right: Any) -> tuple[int, int]:
    answers = [bool(each) for each in right]
    return sum(answers), len(answers)


def beside(case: Case, reader: Reader) -> list[Answer]:
    """What is found in a sentence beside the other times that it holds."""
    return [each for each in reader(case.text, case.date) if each.text not in case.also]


def best(right: Answer, given: Sequence[Answer]) -> Answer | None:
    """The answer of whose words most are those of the expression; None where none is."""
    words = set(right.text.lower().split())
    shared = [(len(words & set(each.text.lower().split())), each) for each in given]
    near = [pair for pair in shared if pair[0]]
    return max(near, key=lambda pair: pair[0])[1] if near else None


def same(right: Answer, given: Answer | None) -> bool:
    return given is not None and (given.start, given.end) == (right.start, right.end)


def touches(right: Answer, given: Answer | None) -> bool:
    """Whether some day is in both intervals."""
    if given is None or not given.known:
        return False
    starts = [each.start for each in (right, given) if each.start]
    ends = [each.end for each in (right, given) if each.end]
    return not starts or not ends or max(starts) <= min(ends)


def ours(text: str, day: str | None) -> list[Answer]:
    found = (each.time for each in find_times(text, reference=day))
    return [Answer(time.text, time.start, time.end) for time in found]


def dateparser() -> Reader:
    """dateparser as a reader of English sentences.

    Raises ImportError where it is not installed.
    """
    search = importlib.import_module("dateparser.search").search_dates
    parser = importlib.import_module("dateparser.date").DateDataParser

    def reader(text: str, day: str | None) -> list[Answer]:
        settings: dict[str, Any] = {"PREFER_DATES_FROM": "past"}
        if day:
            year, month, number = (int(part) for part in f"{day}-01-01".split("-")[:3])
            settings["RELATIVE_BASE"] = datetime(year, month, number)
        found = search(text, languages=["en"], settings=settings) or []
        answers = []
        for words, instant in found:
            data = parser(languages=["en"], settings=settings).get_date_data(words)
            start, end = around(instant.date(), data.period)
            answers.append(Answer(words, start.isoformat(), end.isoformat()))
        return answers

    return reader


def around(day: date, period: str) -> tuple[date, date]:
    """The week, month or year a day lies in.

    >>> [each.isoformat() for each in around(date(2012, 2, 3), "month")]
    ['2012-02-01', '2012-02-29']
    """
    if period == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if period == "month":
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    if period == "year":
        return day.replace(month=1, day=1), day.replace(month=12, day=31)
    return day, day


if __name__ == "__main__":
    main(*sys.argv[1:2])
