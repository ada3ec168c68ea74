from allegiance.network.ties import read_at
from allegiance.views.answers.mediators import mediators
from tests.views import fixtures


def test_a_broker_has_its_effects_and_its_voices() -> None:
    found = mediators(read_at(fixtures.statements()))
    assert found.silence is None
    first = found.stands[0]
    assert (first.who.name, first.kind, first.near, first.far) == ("White Hand", "broker", 5, 1)
    assert [one.how for one in first.effects] == ["gone", "with its camp", "with the other camp"]
    assert "according to" in first.finding.reading
    assert all(one.lower <= one.upper for stand in found.stands for one in stand.effects)


def test_contacts_say_for_and_against() -> None:
    found = mediators(read_at(fixtures.statements()))
    assert found.contacts
    assert all(one.between and one.finding.legs for one in found.contacts)
    scores = [one.score for one in found.contacts]
    assert scores == sorted(scores, reverse=True)


def test_no_network_says_why() -> None:
    assert mediators([]).silence
    assert "nobody has friends in both camps" in str(mediators([fixtures.statement()]).silence)
