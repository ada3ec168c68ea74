"""What is told as columns: from statements, from tables, and what cannot be read."""

from typing import Any

import numpy as np
import pytest

from allegiance.errors import UnknownRelation
from allegiance.network.double_games import games_in_table
from allegiance.network.double_games.columns import (
    NEVER,
    RELATIONS,
    BadTable,
    from_statements,
    from_table,
    from_ties,
    interval,
)
from allegiance.network.ties import Party, tie
from allegiance.ontology.actors import Registry
from tests.network.conftest import Say, during, end, land

NOBODY = Registry([])
ACTORS = ["Gondor", "Harad", "Rohan"]
TIES = {
    "source": np.array([0, 0, 1]),
    "target": np.array([1, 2, 2]),
    "relation": np.array(["fight", "arm", "ally"], dtype=object),
}


def test_statements_become_numbers(say: Say) -> None:
    columns = from_statements(
        [
            say("Gondor", "fight", "Harad", place=land("Ithilien", "IT"), time=during("2012-03-01", "2012-03-31")),
            say("Harad", "fight", "Gondor", polarity="negative", certainty="possible", phase="ends"),
        ]
    )  # fmt: skip
    assert [actor.name for actor in columns.actors] == ["Gondor", "Harad"]
    assert columns.source.tolist() == [0, 1]
    assert columns.theatres == ("", "IT")
    assert columns.theatre.tolist() == [1, 0]
    assert (columns.yes.tolist(), columns.no.tolist()) == ([1.0, 0.0], [0.0, 0.4])
    assert (columns.first.tolist(), columns.last.tolist()) == ([20120301, NEVER], [20120331, NEVER])
    assert columns.past.tolist() == columns.ended.tolist() == [False, True]


def test_an_actor_goes_by_its_most_frequent_form(say: Say) -> None:
    long = end("gondor").__class__(
        id="gondor", name="The Kingdom of Gondor", kind="state", country=None, mention="", begin=0, end=0
    )  # fmt: skip
    said = [say(long, "fight", "Harad"), *(say("Gondor", "fight", "Harad") for _ in range(2))]
    assert from_statements(said).actors[0].name == "Gondor"


def test_statements_keep_the_tie_they_came_in(say: Say) -> None:
    said = [say("Gondor", "fight", "Harad"), say("Gondor", "arm", "Rohan")]
    assert from_ties(tie(said)).made.tolist() == [0, 1]
    assert from_statements(said).made.tolist() == [-1, -1]


def test_nothing_is_nothing() -> None:
    assert from_statements([]).actors == ()


def test_an_unknown_relation_is_named(say: Say) -> None:
    with pytest.raises(UnknownRelation, match="'armed'"):
        from_table({**TIES, "relation": np.array(["armed"] * 3, dtype=object)}, ACTORS)


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2012", (20120000, 20129999)),
        ("2012-05", (20120500, 20120599)),
        ("2012-05-17", (20120517, 20120517)),
        (None, (NEVER, NEVER)),
        ("soon", (NEVER, NEVER)),
    ],
)
def test_a_prefix_is_the_days_it_may_mean(date: str | None, days: tuple[int, int]) -> None:
    assert interval(date) == days


def test_a_table_of_ties_has_games_without_an_object_for_a_tie() -> None:
    found = games_in_table(TIES, ACTORS, known=NOBODY)
    assert (found.actor, found.against, found.towards) == (("Gondor",), ("Harad",), ("Rohan",))
    assert found.pattern == ("through",)
    assert (found.hostile.tolist(), found.friendly.tolist(), found.links.tolist()) == (
        [0],
        [1],
        [[2, -1]],
    )
    assert found.score.tolist() == [0.8]


def test_columns_that_are_left_out_are_quiet_and_those_given_count() -> None:
    years = {"first": np.array([2011, 2005, 2011]), "last": np.array([2011, 2006, 2011])}
    apart = games_in_table({**TIES, **years}, ACTORS, known=NOBODY)
    assert apart.score.tolist() == [1.04]
    places = np.array(["ML", None, None], dtype=object)
    assert from_table({**TIES, "theatre": places}, ACTORS).theatres == ("", "ML")
    firm = games_in_table({**TIES, "strength": np.array([3.0, 3.0, 3.0])}, ACTORS, known=NOBODY)
    assert firm.score.tolist() == [1.6]
    numbers = np.array([RELATIONS.index(str(name)) for name in TIES["relation"]])
    assert games_in_table({**TIES, "relation": numbers}, ACTORS, known=NOBODY).score.tolist() == [
        0.8
    ]


def test_a_tie_that_denials_outweigh_is_no_leg() -> None:
    denied = np.array([-0.5, 1.0, 1.0])
    assert games_in_table({**TIES, "strength": denied}, ACTORS, known=NOBODY).actor == ()


def test_one_voice_counts_once_in_a_side() -> None:
    ties = {
        "source": np.array([0, 0, 0]),
        "target": np.array([1, 1, 1]),
        "relation": np.array(["fight", "sanction", "arm"], dtype=object),
    }
    assert games_in_table({**ties, "strength": np.array([1.0, 1.0, 3.0])}, ACTORS, known=NOBODY).score[0] == pytest.approx(1.5 * np.log2(3), abs=1e-4)  # fmt: skip
    ties["voice"] = np.array([7, 7, 8])
    assert games_in_table(ties, ACTORS, known=NOBODY).score.tolist() == [1.5]


def test_peoples_and_what_a_frame_or_a_database_gives_are_read() -> None:
    class Column:
        def __init__(self, values: Any) -> None:
            self.values = values

        def to_numpy(self) -> Any:
            return self.values

    class Frame:
        columns = tuple(TIES)

        def __getitem__(self, name: str) -> Column:
            return Column(TIES[name])

    parties = [Party(id=name, name=name, kind="people", country=None) for name in ACTORS]
    assert games_in_table(Frame(), parties, known=NOBODY).score.tolist() == [0.0512]
    masked = np.ma.MaskedArray(np.array(["ML", "", ""], dtype=object), mask=[False, True, True])
    assert from_table({**TIES, "theatre": masked}, ACTORS).theatre.tolist() == [1, 0, 0]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"source": np.array([0, 0, 9])}, "source 9 is no number of an actor"),
        ({"target": np.array([1])}, "'target'.* is not as long"),
        ({"relation": np.array([99, 0, 0])}, "99 is no number of a relation"),
        ({"strength": np.array([1.0, np.nan, 1.0])}, "row 1 has no number"),
        ({"source": np.array(["a", "b", "c"])}, "column 'source'.* cannot be read"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_of(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(BadTable, match=says):
        from_table({**TIES, **wrong}, ACTORS)


def test_a_column_that_lacks_and_an_actor_twice_are_told_of() -> None:
    with pytest.raises(BadTable, match="lacks the column 'relation'"):
        from_table({name: TIES[name] for name in ("source", "target")}, ACTORS)
    with pytest.raises(BadTable, match="two actors of the table have the id 'Harad'"):
        from_table(TIES, ["Gondor", "Harad", "Harad"])
