"""What the model can say fits what the house knows."""

from typing import get_args

from allegiance.language.labels import (
    CUE_TYPE,
    EVENTS,
    GROUPS,
    KINDS,
    QUALIFIERS,
    RELATIONS,
    begins,
)
from allegiance.ontology.relations import relations
from allegiance.statements.statement import Certainty, Phase, Polarity, TimeStatus


def test_every_relation_is_a_type_of_trigger_and_the_cue_is_one_more() -> None:
    assert tuple(relations()) == RELATIONS
    assert len(RELATIONS) == CUE_TYPE


def test_the_values_of_qualifiers_are_those_of_the_record() -> None:
    assert QUALIFIERS["polarity"] == get_args(Polarity)
    assert QUALIFIERS["certainty"] == get_args(Certainty)
    assert QUALIFIERS["time_status"] == get_args(TimeStatus)
    assert QUALIFIERS["phase"] == get_args(Phase)


def test_every_event_of_a_relation_can_be_said() -> None:
    assert {event for kind in relations().values() for event in kind.plover} <= set(EVENTS)


def test_each_kind_of_mention_has_a_tag_that_begins_and_one_that_goes_on() -> None:
    tags = [tag for kind in range(len(KINDS)) for tag in (begins(kind), begins(kind) + 1)]
    assert tags == list(range(1, GROUPS["outer"]))
