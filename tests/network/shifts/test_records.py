"""Results travel as JSON, each with its kind."""

import msgspec

from allegiance.network.shifts import Move, Shift, Undated, shifts
from allegiance.ontology.actors import Registry
from tests.network.conftest import Say, during


def test_results_travel_as_json_with_their_kind(say: Say) -> None:
    result = shifts(
        [
            say("Dunland", "support", "Isengard", time=during("2010", "2010")),
            say("Dunland", "fight", "Isengard", time=during("2012", "2012")),
            say("Dunland", "support", "Rohan", time=during("2013", "2013")),
            say("Rohan", "fight", "Isengard"),
        ],
        known=Registry([]),
    )
    records = [*result.pairs, *result.actors]
    sent = msgspec.json.encode(records)
    told = msgspec.json.decode(sent)
    assert {each["kind"] for each in told} == {"pair", "actor"}
    assert told[0]["from"] == "friendly"
    assert msgspec.json.decode(sent, type=list[Shift | Move | Undated]) == records
    assert result.silence is None
