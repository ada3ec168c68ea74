"""Which rows are about whom, without making statements of the others."""

from collections.abc import Iterator

import msgspec

from allegiance.datasets import Claim, Format, Party, Row
from allegiance.datasets.about import About
from allegiance.datasets.parties import Who
from allegiance.datasets.rows import year_time

ASKED: list[str] = []


def claims(row: Row) -> Iterator[Claim]:
    ASKED.append(row["id"])
    yield Claim(
        source=Party(name=row["a"], column="a"),
        relation="fight",
        target=Party(name=row["b"], column="b"),
        by="a",
        time=year_time(row.year("year")),
    )


FORM = Format(
    name="annals", gloss="", outlet="Annals", licence="", columns=("id", "a", "b", "year"), read=claims
)  # fmt: skip
ROWS = (
    ("1", "Gondor", "Mordor", "1018"),
    ("2", "Gondor", "Mordor", "1018"),
    ("3", "Rohan", "Harad", "1019"),
    ("4", "Rohan", "Harad", "1019"),
    ("5", "Mordor", "Rohan", "1950"),
)


def run(form: Format) -> tuple[About, list[bool]]:
    def wanted(who: Who, year: str | None) -> bool:
        return who.name == "Mordor"

    ASKED.clear()
    about = About(form, wanted)
    at = {name: place for place, name in enumerate(form.columns)}
    return about, [about(Row(at, row, line)) for line, row in enumerate(ROWS, 2)]


def test_rows_are_kept_that_name_the_wanted_and_the_rest_is_remembered() -> None:
    about, kept = run(FORM)
    assert kept == [True, True, False, False, True]
    assert sorted({who.name for who, _ in about.actors}) == ["Gondor", "Harad", "Mordor", "Rohan"]
    assert about.relations == {"fight"}
    assert (about.first, about.last) == ("1018", "1950")
    assert ASKED == ["1", "2", "3", "4", "5"]


def test_of_rows_alike_in_their_ends_only_one_is_heard() -> None:
    about, kept = run(msgspec.structs.replace(FORM, ends=("a", "b", "year")))
    assert kept == [True, True, False, False, True]
    assert ASKED == ["1", "3", "5"]
    assert (about.first, about.last) == ("1018", "1950")
