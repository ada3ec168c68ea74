"""Events as PETRARCH2 and UniversalPetrarch write them, an event a line, tab-separated, no header.

Norris, Schrodt and Beieler (2017), PETRARCH2: Another Event Coding Program, Journal of Open Source
Software 2(9). A line has a date, two actors and an event in CAMEO's or PLOVER's codes, issues, ids of
sentences, perhaps an address, the source, and, where the coder was told so, the words of them.
"""

import re
from collections.abc import Iterator, Sequence

from allegiance.datasets import cameo, plover
from allegiance.datasets.cameo import Coding
from allegiance.datasets.format import Claim, Format, Party, Silent, Story
from allegiance.datasets.rows import Row, day_time, read_day

COLUMNS = (
    "date", "source", "target", "code", "issues", "ids", "url", "story_source", "source_text",
    "target_text", "event_text", "source_root", "target_root",
)  # fmt: skip
SHORT = 7
"""How many cells a line has without an address and without words."""


def claims(row: Row) -> Iterator[Claim]:
    """One event: what its code says of the two actors, on the day of its story."""
    source, target = _party(row, "source"), _party(row, "target")
    day, told = read_day(row.needed("date"), "date"), _coding(row["code"])
    if source is None or target is None:
        raise Silent("an end is not named")
    if isinstance(told, str):
        raise Silent(told)
    if source.code == target.code:
        raise Silent("both ends are one actor")
    yield Claim(
        source=source,
        relation=told.relation,
        target=target,
        by="event_text" if row["event_text"] else "code",
        time=day_time(day, None),
        certainty=told.certainty,
        time_status=told.time_status,
        phase=told.phase,
        instrument=told.instrument,
        confidence=plover.confidence(),
    )


def story(row: Row) -> Story:
    """The writing that it was coded from; the outlet is what the coder was told."""
    outlet = row["story_source"]
    return Story(
        outlet="PETRARCH" if outlet in ("", "NULL") else outlet,
        url=row["url"] or None,
        date=read_day(row["date"], "date") if row["date"] else None,
    )


def lay(cells: Sequence[str]) -> list[str]:
    """The cells of a line under all columns: an address and words are written only where there are any."""
    told = ["" if each.strip() == "---" else each for each in cells]
    if not SHORT <= len(told) < len(COLUMNS):
        return told
    if "://" not in told[6]:
        told.insert(6, "")
    words = told[8:]
    if len(words) in (1, 3, 5):
        at = min(2, len(words) - 1)
        event, words = words[at], [*words[:at], *words[at + 1 :]]
    else:
        event = ""
    actors, roots = [*words[:2], "", ""][:2], [*words[2:], "", ""][:2]
    return [*told[:8], *actors, event, *roots]


def starts(cells: Sequence[str]) -> bool:
    """Whether a line is an event: a date in eight digits, two actors and a code."""
    return (
        len(cells) >= SHORT
        and re.fullmatch(r"\d{8}", cells[0].strip()) is not None
        and re.fullmatch(r"\d{2,4}|[A-Z]+|---", cells[3].strip()) is not None
    )


def _coding(code: str) -> Coding | str:
    return plover.coding(code, (), ()) if code.isalpha() else cameo.coding(code)


def _party(row: Row, side: str) -> Party | None:
    """An actor by its code; None where the coder found nobody, which it writes "---" or "*1*"."""
    code = row[side].lstrip("~")
    if not code or code.startswith("*"):
        return None
    column = f"{side}_text" if row[f"{side}_text"] else side
    return Party(
        name=row[column],
        column=column,
        scheme="cameo",
        code=code,
        kind=cameo.kind(code),
        title=cameo.title(code),
        country=cameo.country(code),
    )


FORMAT = Format(
    name="petrarch",
    gloss="events of PETRARCH2 and UniversalPetrarch",
    outlet="PETRARCH",
    licence="that of the texts it read",
    columns=COLUMNS[:4],
    also=COLUMNS[4:],
    key=("date", "source", "target", "code", "ids"),
    header=(COLUMNS,),
    read=claims,
    story=story,
    lay=lay,
    starts=starts,
)
