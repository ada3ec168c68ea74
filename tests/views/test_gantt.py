"""Who stood with whom over time, as a picture that says the same without colour."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest

from allegiance.network.shifts import Shifts, shifts
from allegiance.ontology.actors import Registry
from allegiance.statements.statement import Statement
from allegiance.views.gantt import draw, lanes
from tests.network.conftest import during, end, land, make


def said() -> list[Statement]:
    rows: list[tuple[str, str, str, dict[str, Any]]] = [
        ("Dunland", "support", "Isengard", at(2005)),
        ("Dunland", "support", "Rohan", at(2008)),
        ("Rohan", "fight", "Isengard", at(2004)),
        ("Gondor", "ally", "Harad", at(2003)),
        ("Gondor", "fight", "Harad", {"time": during("2003-12-01", "2004-12-31")}),
        ("Gondor", "ally", "Rohan", {"phase": "ends", "time_status": "past"}),
        ("Gondor", "ally", "Rohan", at(2002)),
        ("Dale", "ally", "Mirkwood", at(2001)),
    ]
    return [make(a, name, b, n, **more) for n, (a, name, b, more) in enumerate(rows)]


def at(year: int) -> dict[str, Any]:
    return {"time": during(f"{year}-01-01", f"{year}-12-31", str(year))}


def found(*statements: Statement) -> Shifts:
    return shifts(statements or said(), known=Registry([]))


def test_movers_come_first_with_those_they_left_and_joined() -> None:
    rows = lanes(found())
    names = [(r.actor.name, r.other.name if r.other else None) for r in rows]
    assert names == [
        ("Dunland", None),
        ("Dunland", "Isengard"),
        ("Dunland", "Rohan"),
        ("Gondor", "Rohan"),
        ("Gondor", "Harad"),
    ]
    assert [bar.label for bar in rows[0].bars] == ["with Isengard", "with Rohan"]
    assert [(bar.look, bar.first, bar.last) for bar in rows[1].bars] == [
        ("friendly", "2005-01-01", "2005-12-31")
    ]
    assert [(m.first, m.last, m.order) for m in rows[0].marks] == [
        ("2005-01-01", "2008-12-31", "certain")
    ]
    assert rows[3].marks[0].first is None
    assert rows[4].marks[0].order == "possible"


def test_one_actor_alone_can_be_drawn() -> None:
    assert {row.actor.name for row in lanes(found(), actors=["harad"])} == {"Harad"}
    assert {row.actor.name for row in lanes(found(), actors=["dunland"])} == {"Dunland"}


def test_the_picture_is_xml_that_says_what_it_shows() -> None:
    picture = draw(found())
    root = ElementTree.fromstring(picture)
    name = "{http://www.w3.org/2000/svg}"
    title, desc = root.find(f"{name}title"), root.find(f"{name}desc")
    assert title is not None
    assert title.text == "Who stood with whom over time"
    assert desc is not None
    assert "Dunland moved from Isengard to Rohan" in (desc.text or "")
    assert "Gondor and Rohan stopped being friends" in (desc.text or "")
    assert root.get("aria-labelledby") == "gantt-title gantt-told"
    assert "prefers-color-scheme:dark" in picture
    assert "gantt-possible" in picture
    assert "changed, no date told" in picture
    assert re.search(r">2004</text>", picture)
    assert picture == draw(found())


def test_names_are_text_and_never_markup() -> None:
    bad = end("<script>&", "armed group")
    picture = draw(
        found(make(bad, "ally", "Rohan", 0, **at(2001)), make(bad, "fight", "Rohan", 1, **at(2003)))
    )
    assert "<script>" not in picture
    assert "&lt;script&gt;&amp;" in picture


@pytest.mark.parametrize("statements", [[], [make("Gondor", "negotiate", "Rohan")]])
def test_nothing_found_is_said(statements: list[Statement]) -> None:
    result = shifts(statements, known=Registry([]))
    picture = draw(result)
    assert "No change of side was found." in picture
    assert result.silence is not None
    assert result.silence in picture


def test_changes_without_any_date_are_drawn_too() -> None:
    split = make("Gondor", "ally", "Rohan", 0, phase="ends", time_status="past")
    [row] = lanes(found(split))
    assert row.bars == ()
    picture = draw(found(split))
    assert "Gondor and Rohan" in picture
    assert "changed, no date told" in picture


def test_rows_beyond_the_limit_are_counted() -> None:
    assert "and 3 more rows" in draw(found(), limit=2)


def test_theatres_are_named_and_days_of_one_year_have_a_date() -> None:
    place = land("Ithilien", "IT")
    days = ("2012-03-01", "2012-03-09")
    picture = draw(
        found(
            make("Gondor", "ally", "Harad", 0, place=place, time=during(days[0], days[0])),
            make("Gondor", "fight", "Harad", 1, place=place, time=during(days[1], days[1])),
        )
    )
    assert "Gondor and Harad (IT)" in picture
    assert ">2012-03-01</text>" in picture
