"""Known places: facts about real ones, and the rules by which a name finds its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.ontology.gazetteer import (
    Kind,
    KnownPlace,
    border,
    distance,
    gazetteer,
    gazetteer_with,
    part,
)


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Kidal", "ML"),
        ("Timbuktu", "ML"),
        ("Derna", "LY"),
        ("Sirte", "LY"),
        ("Idlib", "SY"),
        ("Kobani", "SY"),
        ("al-Raqqa", "SY"),
        ("Goma", "CD"),
        ("Bakhmut", "UA"),
        ("Odessa", "UA"),
        ("Menaka", "ML"),
        ("town of Mosul", "IQ"),
    ],
)
def test_towns_of_the_news_are_found_without_context(name: str, country: str) -> None:
    place = gazetteer().locate(name)
    assert place is not None
    assert (place.kind, place.country, place.precision) == ("town", country, "town")


@pytest.mark.parametrize(
    ("name", "country"), [("Gao", "ML"), ("Gao", "BF"), ("Tripoli", "LY"), ("Tripoli", "LB")]
)
def test_the_countries_of_the_text_choose_among_namesakes(name: str, country: str) -> None:
    place = gazetteer().locate(name, countries={country})
    assert place is not None
    assert place.country == country


def test_the_nearest_namesake_is_chosen_where_no_country_is_told() -> None:
    beirut, tunis = (33.89, 35.5), (36.8, 10.18)
    near_beirut = gazetteer().locate("Tripoli", near=[beirut])
    assert near_beirut is not None
    assert near_beirut.country == "LB"
    far_off = gazetteer().locate("Tripoli", near=[tunis])
    assert far_off is not None
    assert far_off.country == "LY"


def test_a_town_of_that_very_name_comes_before_a_larger_one_with_it_as_a_second_name() -> None:
    guadalupe = gazetteer().locate("Guadalupe", countries={"MX"})
    assert guadalupe is not None
    assert guadalupe.name == "Guadalupe"
    calcutta = gazetteer().locate("Calcutta")
    assert calcutta is not None
    assert calcutta.country == "IN"


@pytest.mark.parametrize(
    ("name", "told", "country"), [("Geneva", "US", "CH"), ("Sousse", "SY", "TN")]
)
def test_a_city_comes_before_a_small_namesake_in_a_country_of_the_text(
    name: str, told: str, country: str
) -> None:
    place = gazetteer().locate(name, countries={told})
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize("name", ["Coalition", "us", "", "zzyzzyx of nowhere"])
def test_what_is_hardly_a_place_is_none(name: str) -> None:
    assert gazetteer().locate(name) is None


def test_a_hamlet_needs_its_country() -> None:
    small = next(town for town in gazetteer().find("Springfield") if 500 < town.population < 5_000)
    assert gazetteer().locate("Springfield", countries=small.countries) is not None
    assert all(town.population >= 15_000 for town in [gazetteer().locate("Springfield")] if town)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Mali", "country:ML"),
        ("DR Congo", "country:CD"),
        ("the Gambia", "country:GM"),
        ("US", "country:US"),
        ("Azawad", "region:azawad"),
        ("the Sahel", "region:sahel"),
        ("Cyrenaica", "region:cyrenaica"),
        ("Anbar province", "region:anbar"),
        ("province of Anbar", "region:anbar"),
        ("Aleppo governorate", "region:aleppo-governorate"),
        ("Northern Mali", "region:northern-mali"),
        ("the north of Mali", "region:northern-mali"),
        ("northern Syria", "region:northern-sy"),
        ("north-western Pakistan", "region:north-western-pk"),
        ("Durand Line", "region:afghan-pakistani-border"),
        ("Chad-Libya border", "region:ly-td-border"),
        ("Libya/Chad border", "region:ly-td-border"),
        ("the border between Chad and Libya", "region:ly-td-border"),
        ("Libya's border with Chad", "region:ly-td-border"),
        ("US-Mexico border", "region:mexico-united-states-border"),
        ("Yemen (North Yemen)", "country:YE"),
        ("Eastern DRC", "region:eastern-democratic-republic-of-the-congo"),
        ("South Africa", "country:ZA"),
        ("Niger State", "region:niger-state"),
    ],
)
def test_lands_and_borders_have_names(name: str, place: str) -> None:
    found = gazetteer().locate(name)
    assert found is not None
    assert found.id == place


def test_a_part_of_a_country_is_no_finer_than_the_country() -> None:
    whole, north = gazetteer()["country:SY"], part("SY", "north")
    assert (north.lat, north.lon, north.precision) == (whole.lat, whole.lon, "country")
    assert north.within[0] == "country:SY"


def test_a_border_has_no_invented_coordinates() -> None:
    assert (border("TD", "LY").lat, border("TD", "LY").lon) == (None, None)
    assert border("LY", "TD") == border("TD", "LY")


@pytest.mark.parametrize(
    ("name", "claimants"),
    [
        ("Crimea", {"UA", "RU"}),
        ("Kashmir", {"IN", "PK", "CN"}),
        ("Golan Heights", {"SY", "IL"}),
        ("Western Sahara", {"EH", "MA"}),
    ],
)
def test_a_disputed_territory_belongs_to_no_single_country(name: str, claimants: set[str]) -> None:
    place = gazetteer().locate(name)
    assert place is not None
    assert place.country is None
    assert set(place.countries) == claimants


@pytest.mark.parametrize(
    ("town", "claimants"),
    [
        ("Sevastopol", {"UA", "RU"}),
        ("Srinagar", {"IN", "PK"}),
        ("Laayoune", {"EH", "MA"}),
        ("Jerusalem", {"IL", "PS"}),
        ("Sukhumi", {"GE"}),
    ],
)
def test_a_town_in_a_disputed_territory_shares_in_that(town: str, claimants: set[str]) -> None:
    place = gazetteer().locate(town)
    assert place is not None
    assert place.country is None
    assert set(place.countries) == claimants


def test_a_town_lies_in_its_regions_step_by_step() -> None:
    kidal = gazetteer().locate("Kidal")
    assert kidal is not None
    assert kidal.within[:3] == ("region:kidal-region", "region:northern-mali", "region:sahel")
    assert kidal.countries == ("ML",)


@pytest.mark.parametrize(
    ("name", "country", "region"),
    [
        ("Konna", "ML", "region:mopti-region"),
        ("In Amenas", "DZ", "region:africa"),
        ("Hibhib", "IQ", "region:diyala"),
        ("al-Qa'im", "IQ", "region:anbar"),
        ("Dabiq", "SY", "region:aleppo-governorate"),
    ],
)
def test_towns_of_conflict_are_found_however_small(name: str, country: str, region: str) -> None:
    place = gazetteer().locate(name)
    assert place is not None
    assert place.country == country
    assert region in place.within


def test_an_ordinary_word_is_a_town_only_where_a_large_one_bears_it() -> None:
    nice = gazetteer().locate("Nice")
    assert nice is not None
    assert nice.country == "FR"
    assert gazetteer().locate("Alliance", countries={"US"}) is None
    assert gazetteer().locate("Hit") is None
    hit = gazetteer().locate("Hit", countries={"IQ"})
    assert hit is not None
    assert hit.country == "IQ"


def test_acronyms_count_in_capitals_only() -> None:
    assert gazetteer().find("the US")[0].id == "country:US"
    assert gazetteer().find("U.S.")[0].id == "country:US"
    assert not any(place.kind == "country" for place in gazetteer().find("us"))
    assert not any(place.kind == "country" for place in gazetteer().find("car"))


def test_every_fixed_place_is_whole() -> None:
    places = {place for held in gazetteer().fixed_names().values() for place in held}
    ids = {place.id for place in places}
    assert len(ids) == len(places)
    assert sum(place.kind == "country" for place in places) == 250
    for place in places:
        assert set(place.within) <= ids, place.id
        assert place.lat is not None
        assert -90 <= place.lat <= 90, place.id
        assert place.lon is not None
        assert -180 <= place.lon <= 180, place.id


def test_many_names_are_looked_up_at_once_as_one_by_one() -> None:
    names = ["Gao", "Mali", "Tripoli", "Nowhere at all"]
    assert gazetteer().find_all(names) == {name: gazetteer().find(name) for name in names}


@given(st.text(max_size=30))
def test_any_text_may_be_asked_for(name: str) -> None:
    found = gazetteer().find(name)
    assert (name in gazetteer()) is bool(found)


POINT = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(POINT, POINT)
def test_distance_is_a_distance(here: tuple[float, float], there: tuple[float, float]) -> None:
    assert distance(here, here) == 0
    assert distance(here, there) == pytest.approx(distance(there, here), abs=1e-6)
    assert 0 <= distance(here, there) <= 20_016


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert distance((0, 0), (1, 0)) == pytest.approx(111.19, abs=0.01)


def _own(name: str, country: str, kind: Kind = "point") -> KnownPlace:
    return KnownPlace(
        id=f"own:{name.lower()}",
        name=name,
        country=country,
        lat=1.5,
        lon=2.5,
        kind=kind,
        precision="exact",
        within=(f"country:{country}",),
    )


@pytest.mark.parametrize("name", ["Gao", "Mali", "Osgiliath"])
def test_a_users_own_place_comes_before_all_others_of_its_name(name: str) -> None:
    own = _own(name, "NO")
    known = gazetteer_with([(own, ("Ost Giliath",))])
    assert known.find(name)[0] == own
    assert known.locate(name, countries={"ML"}) == own
    assert known.find("Ost Giliath") == (own,)
    assert known.find("Niger")[0].id == "country:NE"
    assert own not in gazetteer().find(name), "others are not touched"


def test_a_users_district_is_found_with_and_without_its_word() -> None:
    own = _own("Lossarnach", "NO", "district")
    known = gazetteer_with([(own, ())])
    assert known.find("Lossarnach") == known.find("Lossarnach district") == (own,)
