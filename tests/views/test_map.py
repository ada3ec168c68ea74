import json
from xml.etree import ElementTree

import msgspec

from allegiance.network.ties import tie
from allegiance.views import map as places
from allegiance.views.page import asset
from tests.views import fixtures
from tests.views.fixtures import said, statement


def test_a_statement_stands_at_its_place() -> None:
    found = places.spot(statement(place="gao"))
    assert found is not None
    assert (found.name, found.lat, found.grain) == ("Gao", 16.27, "point")


def test_a_country_is_no_point() -> None:
    found = places.spot(statement(place="ML"))
    assert found is not None
    assert found.grain == "country"


def test_a_region_is_no_point() -> None:
    found = places.spot(statement(place="sahel"))
    assert found is not None
    assert (found.grain, found.country) == ("region", None)


def test_a_district_is_no_point() -> None:
    one = statement(place="ML")
    assert one.place is not None
    place = msgspec.structs.replace(one.place, id="geonames:2457161", precision="district")
    found = places.spot(msgspec.structs.replace(one, place=place))
    assert found is not None
    assert found.grain == "region"


def test_a_place_that_is_held_is_where_it_is_held() -> None:
    one = statement("Rohan holds Kidal.", said("Rohan", "control", "Kidal", "holds"))
    found = places.spot(one)
    assert found is not None
    assert found.place == "kidal"


def test_without_a_place_a_statement_stands_nowhere() -> None:
    assert places.spot(statement()) is None


def test_the_picture_counts_statements_and_tells_whose_borders_it_has() -> None:
    world = json.loads(asset("world.json"))
    drawn = places.draw(tie(fixtures.statements()), world=world)
    root = ElementTree.fromstring(drawn)
    words = [text.text for text in root.iter() if text.text]
    assert "Kidal 5" in words
    assert places.NOTE in words
    assert len(drawn) > len(places.draw(tie(fixtures.statements())))


def test_without_places_the_picture_is_the_world() -> None:
    assert "circle" not in places.draw(tie([statement()]))
