"""Whom codes and names mean."""

from allegiance.datasets.format import Party
from allegiance.datasets.parties import Parties, country, listed, matched, slug, together


def found(
    name: str, scheme: str | None = None, code: str | None = None, year: int | None = None
) -> str:
    return Parties("d").find(Party(name=name, column="c", scheme=scheme, code=code, year=year)).id


def test_a_code_comes_before_a_name() -> None:
    assert found("whoever", "ucdp", "539") == "aqim"
    assert found("Mali", "gw", "432") == "ML"
    assert found("whoever", "cow", "432") == "ML"


def test_of_a_code_that_two_had_the_name_or_the_year_tells() -> None:
    assert found("Soviet Union", "gw", "365") == "SU"
    assert found("USSR?", "gw", "365", 1950) == "SU"
    assert found("RUS", "gw", "365", 2000) == "RU"
    assert found("Russia", "cow", "365", 1970) == "SU"
    assert found("Yemen", "gw", "678", 1980) == "YAR"
    assert found("Yemen", "gw", "678", 2015) == "YE"
    assert found("Yemen", "gw", "678", 1990) == "YE"


def test_a_state_that_is_no_more_stands_in_brackets() -> None:
    name = "Government of Russia (Soviet Union)"
    assert found(name, "ucdp", "57", 1980) == "SU/government"
    assert found(name, "ucdp", "57", 2015) == "RU/government"
    assert found("Yemen (North Yemen)", year=1980) == "YAR"


def test_a_name_that_one_actor_has_alone_is_that_actor() -> None:
    assert found("Ansar Dine") == "ansar-dine"
    assert found("Government of Mali", "ucdp", "72") == "ML/government"
    assert found("Government of Myanmar (Burma)") == "MM/government"


def test_a_name_that_the_registry_has_under_another_code_is_not_that_actor() -> None:
    assert found("AQIM", "ucdp", "123456") == "ucdp:123456"


def test_whom_nobody_knows_is_kept_and_counted() -> None:
    parties = Parties("runes")
    for name, code in (("Rohan", "9001"), ("Rohan", "9001"), ("Dol Amroth", None)):
        who = parties.find(Party(name=name, column="c", scheme="ucdp" if code else None, code=code))
        assert (who.kind, who.known, who.name) == ("unknown", False, name)
    assert parties.unknown == {("ucdp:9001", "Rohan"): 2, ("runes:dol-amroth", "Dol Amroth"): 1}
    assert parties.find(Party(name="Civilians", column="c")).kind == "people"
    assert len(parties.unknown) == 2


def test_countries_and_lists() -> None:
    assert (country("432"), country("365"), country("678")) == ("ML", "RU", "YE")
    assert (country("9999"), country(None)) == (None, None)
    assert listed("A (b, c), D,E") == ["A (b, c)", "D", "E"]
    assert together("AQIM, Ansar Dine") == ["AQIM", "Ansar Dine"]
    assert together("Rohan, the Mark") == ["Rohan, the Mark"]
    assert matched(["Ansar Dine", "AQIM"], ["539", "1157"]) == ["1157", "539"]
    assert matched(["Rohan"], ["539"]) == [None]
    assert slug("Al-Nusra Front!") == "al-nusra-front"
    assert slug("!") == "unnamed"
