"""Which places a name may mean, in what order, and how surely."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance.ontology.gazetteer.candidates import (
    PRECISIONS,
    Candidate,
    Told,
    candidates,
    heard,
    rank,
)
from allegiance.ontology.gazetteer.place import KnownPlace


def best(name: str, *countries: str, context: str = "") -> Candidate:
    return candidates(name, countries=countries, context=context)[0]


@pytest.mark.parametrize(
    ("name", "country", "found", "precision"),
    [
        ("Kidal", "ML", "Kidal", "town"),
        ("Menbij", "SY", "Manbij", "town"),
        ("Tel Abiad", "SY", "Tell Abyad", "town"),
        ("Manbij district", "SY", "Manbij District", "district"),
        ("Aleppo airport", "SY", "Aleppo", "district"),
        ("near Kidal", "ML", "Kidal", "district"),
        ("Anbar province", "IQ", "Anbar", "province"),
        ("Northern Mali", "ML", "Northern Mali", "region"),
        ("Mali", "ML", "Mali", "country"),
    ],
)
def test_a_name_finds_its_place(name: str, country: str, found: str, precision: str) -> None:
    place = best(name, country)
    assert (place.name, place.country, place.precision) == (found, country, precision)
    assert place.score > 0.5


def test_the_country_told_decides() -> None:
    assert best("Tripoli", "LB").country == "LB"
    assert best("Tripoli", "LY").country == "LY"
    assert best("Tripoli", context="clashes in northern Lebanon").country == "LB"


def test_an_ambiguous_name_has_no_high_score() -> None:
    alone, told = best("Tripoli"), best("Tripoli", "LY")
    assert alone.score < 0.7 < told.score


def test_a_division_told_chooses_among_namesakes_of_one_country() -> None:
    chosen = best("Guadalupe", "MX", context="in Zacatecas state")
    assert "Zacatecas" in " ".join(chosen.within)
    assert "told" in chosen.reason
    other = best("Guadalupe", "MX", context="in Nuevo León state")
    assert "Nuevo León" in " ".join(other.within)


def test_a_place_near_others_told_is_likelier() -> None:
    told = heard("from Monterrey to San Nicolás de los Garza", ["MX"])
    assert told.near
    (found,) = rank([("Guadalupe", told)])
    assert "Nuevo León" in " ".join(found[0].within)


def test_a_spelling_that_is_alike_shows_in_score_and_reason() -> None:
    exact, near = best("Saraqib", "SY"), best("Sarakeeb", "SY")
    assert near.id == exact.id
    assert near.score < exact.score
    assert "spelled alike" in near.reason


def test_spellings_are_tried_in_countries_told_only() -> None:
    assert not candidates("Saraqqeeb")
    assert best("Saraqqeeb", "SY").name == "Saraqib"


def test_an_unknown_name_is_no_place_but_what_is_told() -> None:
    assert not candidates("Zzyzzyx")
    country = best("Zzyzzyx", "SY")
    assert (country.id, country.precision) == ("country:SY", "country")
    assert "no place of this name is known" in country.reason
    assert country.score < 0.2
    district = best("Zzyzzyx village", "SY", context="in Manbij district, Aleppo Governorate")
    assert (district.name, district.precision) == ("Manbij District", "district")


def test_a_word_for_a_province_means_the_province_before_the_district_of_its_name() -> None:
    assert best("Sagaing division", "MM").precision == "province"
    assert heard("in Ar Raqqah Governorate", ["SY"]).divisions == ("region:raqqa-governorate",)
    assert best("Soum province", "BF").precision == "district", "there it is of second order"


def test_a_district_without_a_point_is_shown_at_its_province_and_says_so() -> None:
    district = best("Mong Hsat district", "MM")
    province = best("Shan State", "MM")
    assert (district.lat, district.lon, district.precision) == (
        province.lat,
        province.lon,
        "province",
    )
    assert "its point is that of Shan State" in district.reason


def test_what_is_called_a_village_is_no_town_that_is_spelled_alike() -> None:
    assert best("Sarakeeb", "SY").name == "Saraqib"
    assert best("Sarakeeb village", "SY").id == "country:SY"


def test_a_division_told_is_known_by_another_spelling_too() -> None:
    assert heard("in Duma district", ["SY"]).divisions == ("geonames:170590",)


def test_another_spelling_counts_only_in_the_division_told() -> None:
    inside = best("Sarakeeb", "SY", context="in Idlib Governorate")
    assert inside.name == "Saraqib"
    elsewhere = best("Sarakeeb", "SY", context="in Daraa Governorate")
    assert elsewhere.name == "Daraa Governorate"
    assert "no place of this name is known" in elsewhere.reason


def test_a_namesake_outside_the_countries_told_is_last() -> None:
    places = candidates("Timbuktu", countries=["SY"])
    outside = next(place for place in places if place.country == "ML")
    assert outside.score < 0.1
    assert "outside the countries told" in outside.reason


def test_no_coordinates_are_made_up_for_a_border() -> None:
    border = best("Chad-Libya border")
    assert (border.lat, border.lon, border.precision) == (None, None, "region")
    assert set(border.countries) == {"TD", "LY"}


def test_a_users_own_place_comes_first() -> None:
    place = KnownPlace(
        id="own:ml-kidal",
        name="Camp Kidal",
        country="ML",
        lat=18.4,
        lon=1.4,
        kind="point",
        precision="exact",
        within=("country:ML",),
    )
    found = candidates("Kidal", countries=["ML"], own=[(place, ("Kidal",))])
    assert found[0].id == "own:ml-kidal"
    assert found[0].reason.startswith("the user's own")
    assert any(other.name == "Kidal" for other in found[1:])


def test_acronyms_count_in_capitals_only() -> None:
    assert best("US").id == "country:US"
    assert all(place.precision != "country" for place in candidates("us"))
    assert not heard("It told us nothing").spoken


def test_a_text_tells_its_countries_by_name_and_demonym() -> None:
    assert heard("Syrian troops crossed into Lebanon").spoken == {"SY", "LB"}
    assert heard("").spoken == frozenset()


def test_many_names_are_answered_as_one_by_one() -> None:
    told = Told(countries=frozenset(("ML",)))
    names = ["Gao", "Menaca", "Kidal", "Nowhere at all"]
    together = rank([(name, told) for name in names])
    assert together == [rank([(name, told)])[0] for name in names]


def test_at_most_so_many_are_given() -> None:
    assert len(candidates("San José", limit=3)) == 3


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=20), st.sampled_from(["", "in Mali", "near Aleppo, Syria"]))
def test_scores_are_shares_in_falling_order(name: str, context: str) -> None:
    found = candidates(name, context=context)
    scores = [place.score for place in found]
    assert scores == sorted(scores, reverse=True)
    for place in found:
        assert 0 <= place.score <= 1
        assert place.precision in PRECISIONS
        assert (place.lat is None) == (place.lon is None)
        assert place.reason
