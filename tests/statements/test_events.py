"""Which PLOVER event a statement tells, at each stage of the same relation."""

import pytest

from allegiance.ontology.relations import CODEBOOK
from allegiance.statements.events import PLOVER
from allegiance.statements.frames import event_words, frames
from tests.statements.reading import statements

TOLD = [
    ("Gondor urged Rohan to ride.", "negotiate", "REQUEST"),
    ("Gondor met Rohan.", "negotiate", "CONSULT"),
    ("Gondor signed an accord with Rohan.", "negotiate", "SUPPORT"),
    ("Gondor and Mordor declared a ceasefire.", "negotiate", "RETREAT"),
    ("Gondor gave in to the demands of Mordor.", "negotiate", "CONCEDE"),
    ("Gondor sent food to Rohan.", "aid", "AID"),
    ("Gondor promised to send food to Rohan.", "aid", "AGREE"),
    ("Gondor refused to send food to Rohan.", "aid", "REJECT"),
    ("Gondor halted its aid to Rohan.", "aid", "SANCTION"),
    ("Gondor imposed an embargo on Mordor.", "sanction", "COERCE"),
    ("Gondor threatened to impose an embargo on Mordor.", "sanction", "THREATEN"),
    ("Gondor lifted the embargo on Mordor.", "sanction", "RETREAT"),
    ("Gondor expelled the envoys of Mordor.", "sanction", "SANCTION"),
    ("Mordor attacked Gondor.", "fight", "ASSAULT"),
    ("Mordor will attack Gondor.", "fight", "THREATEN"),
    ("Mordor besieged Gondor.", "fight", "COERCE"),
    ("Gondor accused Mordor of treachery.", "oppose", "ACCUSE"),
    ("Mordor rejected an offer by Gondor.", "oppose", "REJECT"),
    ("Mordor threatened to veto Gondor.", "oppose", "THREATEN"),
    ("Riders protested in front of the embassy of Gondor.", "oppose", "PROTEST"),
    ("Mordor massed troops along its border with Gondor.", "oppose", "MOBILIZE"),
    ("Aragorn visited Rohan.", "move", "CONSULT"),
]


@pytest.mark.parametrize(("text", "relation", "event"), TOLD)
def test_the_event_of_a_statement(text: str, relation: str, event: str) -> None:
    assert event in [each.event for each in statements(text) if each.relation == relation]


def test_a_frame_that_states_its_event_is_heard_over_a_word() -> None:
    [said] = statements("Rohan lodged a protest with Mordor.")
    assert (said.frame, said.event) == ("oppose.noun", "ACCUSE")


def test_talks_that_end_are_not_talks_that_somebody_stops() -> None:
    assert {each.event for each in statements("Talks between Gondor and Rohan ended.")} == {
        "CONSULT"
    }


def test_every_event_is_of_plover_and_every_word_told_once() -> None:
    assert {frame.event for frame in frames()} - {None} <= set(PLOVER)
    assert set(event_words()) <= set(CODEBOOK)
    for classes in event_words().values():
        words = [word for told in classes.values() for word in told]
        assert set(classes) <= set(PLOVER)
        assert sorted(words) == sorted(set(words))
