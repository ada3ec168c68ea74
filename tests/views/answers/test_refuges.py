from allegiance.views.answers.refuges import SILENCE, refuges
from tests.views import fixtures


def test_the_pressed_and_the_places_next_in_line() -> None:
    found = refuges(fixtures.statements())
    one = found.actors[0]
    assert (one.who.name, one.pressed_in) == ("White Hand", ("ML",))
    assert one.pressure.legs[0].statements
    assert [place.score for place in one.places] == sorted(
        (place.score for place in one.places), reverse=True
    )
    assert one.places[0].name == "Libya"
    assert "according to" in one.places[0].finding.reading


def test_a_border_alone_is_known_without_a_sentence() -> None:
    places = refuges(fixtures.statements()).actors[0].places
    border = next(place for place in places if place.borders and not place.finding.legs)
    assert any("borders" in known for known in border.finding.known)


def test_nobody_pressed_says_what_was_looked_for() -> None:
    assert refuges([]).silence == SILENCE
