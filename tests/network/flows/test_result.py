"""Flows in words."""

from allegiance.network.flows import flows
from allegiance.network.flows.result import hold, hop_reading
from allegiance.network.ties import Party
from allegiance.ontology.actors import Registry
from tests.network.conftest import Say, during

NOBODY = Registry([])
YEAR_12 = during("2012-01-01", "2012-12-31")
YEAR_13 = during("2013-01-01", "2013-12-31")


def test_a_path_says_who_says_each_step_and_how_sure_the_order_is(say: Say) -> None:
    found = flows(
        [
            say("Gondor", "arm", "Rohan", time=YEAR_12, time_status="past"),
            say("Rohan", "arm", "Dale", time=YEAR_13, time_status="past", by="Faramir"),
        ],
        "Gondor",
        known=NOBODY,
    )
    assert found.paths[1].reading == (
        "Gondor armed Rohan in 2012 (according to the document); then Rohan armed Dale in 2013"
        " (according to Faramir). The dates force this order."
        " The weakest leg is step 1, told as certain by 1 voice."
    )


def test_the_weakest_leg_is_the_least_certain_and_then_the_least_told(say: Say) -> None:
    found = flows(
        [
            say("Gondor", "arm", "Rohan", by="Faramir"),
            say("Gondor", "arm", "Rohan", by="Denethor"),
            say("Rohan", "arm", "Dale", by="Faramir"),
            say("Dale", "arm", "Erebor", certainty="possible", by="Faramir"),
            say("Dale", "arm", "Erebor", certainty="possible", by="Denethor"),
        ],
        "Gondor",
        known=NOBODY,
    )
    weakest = {path.holder.name: path.weakest for path in found.paths}
    assert weakest == {"Rohan": 0, "Dale": 1, "Erebor": 2}
    longest = next(path for path in found.paths if path.holder.name == "Erebor")
    assert "no date is told of steps 1, 2 and 3" in longest.reading
    assert "step 3, told as possible by 2 voices" in longest.reading


def test_a_stock_is_named_where_the_clause_does_not(say: Say) -> None:
    stock = Party(id="stock:HA", name="Harad", kind="stock", country="HA")
    reading = hop_reading(stock, [say("Gondor", "arm", "Rohan")], [])
    assert reading == "Gondor arms Rohan from Harad (according to the document)"


def test_denials_weigh_against_a_hop(say: Say) -> None:
    yes, no = (
        say("Gondor", "arm", "Rohan"),
        say("Gondor", "arm", "Rohan", polarity="negative", by="X"),
    )
    assert hold([yes], []) == ("certain", 1.0)
    assert hold([yes], [no]) == ("certain", 0.0)
