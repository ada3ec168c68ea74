"""Sides, and those who stand by them."""

from allegiance.datasets.conflicts import fought, parties, when, where
from allegiance.datasets.format import Party
from allegiance.datasets.rows import Row, year_time


def row(**cells: str) -> Row:
    return Row({name: at for at, name in enumerate(cells)}, list(cells.values()), 2)


def party(name: str) -> Party:
    return Party(name=name, column="side_a")


def test_codes_of_a_list_go_with_the_names_that_the_registry_knows() -> None:
    listed = parties(row(year="2016", side="Ansar Dine, AQIM", ids="539, 1157"), "side", "ids")
    assert [(each.name, each.code) for each in listed] == [("Ansar Dine", "1157"), ("AQIM", "539")]
    listed = parties(row(year="2016", side="Rohan, AQIM", ids="539, 9001"), "side", "ids")
    assert [(each.name, each.code) for each in listed] == [("Rohan", "9001"), ("AQIM", "539")]
    listed = parties(row(year="2016", side="Rohan, Dale", ids="9001, 9002"), "side", "ids")
    assert [each.code for each in listed] == [None, None]


def test_a_comma_in_brackets_or_under_one_code_stands_within_a_name() -> None:
    cell = "Faction (forces of A, B & C), Dale"
    assert [each.name for each in parties(row(year="2016", side=cell), "side")] == [
        "Faction (forces of A, B & C)", "Dale",
    ]  # fmt: skip
    [one] = parties(row(year="2016", side="Rohan, the Mark", ids="9001.0"), "side", "ids")
    assert (one.name, one.code) == ("Rohan, the Mark", "9001")


def test_a_second_party_is_an_ally_and_fights() -> None:
    sides = [party("Gondor")], [party("Mordor")]
    claims = list(fought(row(year="1"), sides, ([party("Rohan")], []), year_time(3019), None))
    assert [(c.source.name, c.relation, c.target.name, c.certainty) for c in claims] == [
        ("Gondor", "fight", "Mordor", "certain"),
        ("Rohan", "ally", "Gondor", "certain"),
        ("Rohan", "fight", "Mordor", "certain"),
    ]


def test_whom_of_several_it_stands_by_is_open() -> None:
    sides = [party("Gondor"), party("Dale")], [party("Mordor")]
    claims = list(fought(row(), sides, ([], [party("Harad")]), year_time(3019), None))
    assert [(c.relation, c.target.name, c.certainty) for c in claims[2:]] == [
        ("ally", "Mordor", "certain"), ("fight", "Gondor", "possible"), ("fight", "Dale", "possible"),
    ]  # fmt: skip


def test_a_place_is_one_country() -> None:
    spot = where(row(location="Mali", code="432"), "location", "code")
    assert spot
    assert spot.country == "ML"
    assert where(row(location="Egypt, Israel", code="651, 666"), "location", "code") is None


def test_an_episode_within_the_year_has_its_days() -> None:
    days = row(year="2013", start_date2="2013-07-15", ep_end_date="2013-07-17")
    assert when(days).edtf == "2013-07-15/2013-07-17"
    assert when(row(year="2014", start_date2="2013-07-15", ep_end_date="2014-07-17")).edtf == "2014"
