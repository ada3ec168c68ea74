"""Frames and model vote: what is kept, with which likelihood, and who is said to have made it."""

from typing import Any

import numpy as np
import pytest

from allegiance.errors import BrokenModel
from allegiance.language.opinions import Opinions, Views
from allegiance.statements.statement import End, Statement, Trigger
from allegiance.statements.votes import FEATURES, ballots, likely, once, vote
from tests.language.models import made_up


def end(name: str, begin: int, kind: str = "state") -> End:
    return End(
        id=name.lower(),
        name=name,
        kind=kind,
        country=None,
        mention=name,
        begin=begin,
        end=begin + len(name),
    )


def say(
    source: str = "Gondor", relation: str = "arm", target: str = "Rohan", **more: object
) -> Statement:
    """Gondor armed Rohan, as a frame says it."""
    values: dict[str, object] = {
        "id": f"{source}{relation}{target}", "document": "d", "sentence": "Gondor armed Rohan.",
        "begin": 0, "end": 19, "source": end(source, 0), "relation": relation, "event": "AID",
        "sign": 1, "target": end(target, 13), "trigger": Trigger(text="armed", begin=7, end=12),
        "confidence": 0.9, "coder": "frames-1", "frame": "arm.verb",
    }  # fmt: skip
    return Statement(**(values | more))  # type: ignore[arg-type]


def weights(framed: float, alone: float, least: float = 0.5) -> dict[str, object]:
    """Votes that look at the model's least sure score only, after an intercept."""
    side = [0.0] * len(FEATURES)
    side[FEATURES.index("least")] = 1.0
    return {
        "framed": [*side, framed],
        "alone": [*side, alone],
        "least": {"framed": least, "alone": least},
    }


class Sure(Opinions):
    """A model that gives every trigger, role and pair one likelihood."""

    def __init__(self, likelihood: float, votes: dict[str, object]) -> None:
        super().__init__(made_up(votes=votes), [])
        self.likelihood = likelihood

    def weigh(self, triggers: Any, spans: Any, *, pairs: bool = True) -> Views | None:
        rows, columns = len(triggers), len(spans)
        full = np.full
        return Views(
            full(rows, self.likelihood), full((rows, columns + 1, 8), self.likelihood),
            full((columns, columns, 17), self.likelihood), {},
        )  # fmt: skip


def test_what_both_sides_find_likely_is_kept_with_its_likelihood_and_score() -> None:
    kept, refused = vote([say()], Sure(0.9, weights(0, 0)), "frames-1+small-1")
    assert refused == []
    assert [said.coder for said in kept] == ["frames-1+small-1"]
    assert kept[0].confidence == pytest.approx(0.9, abs=0.001)
    assert kept[0].score == pytest.approx(0.9, abs=0.001)
    assert kept[0].frame == "arm.verb"


def test_a_model_whose_votes_nobody_counted_is_one_clear_sentence() -> None:
    heard = Sure(0.9, weights(0, 0))
    heard.model.calibration.clear()
    with pytest.raises(BrokenModel, match=r"how its votes count: .*--coder frames"):
        vote([say()], heard, "c")


def test_what_is_unlikely_is_dropped() -> None:
    kept, refused = vote([say()], Sure(0.1, weights(0, 0)), "c")
    assert kept == []
    assert refused[0].candidate == say()
    assert refused[0].likelihood == pytest.approx(0.1, abs=0.001)
    assert refused[0].needed == 0.5
    assert vote([say()], Sure(0.1, weights(5, 0)), "c")[0] != []


def test_frames_and_the_model_alone_are_weighed_apart() -> None:
    told = [say(), say("Rohan", "fight", "Mordor", frame=None)]
    assert [said.relation for said in vote(told, Sure(0.5, weights(3, -3)), "c")[0]] == ["arm"]
    assert [said.relation for said in vote(told, Sure(0.5, weights(-3, 3)), "c")[0]] == ["fight"]


def test_without_an_opinion_the_frames_stand_alone() -> None:
    heard = Opinions(made_up(votes=weights(0, 0)), [])
    told = [say(), say("Rohan", "fight", "Mordor", frame=None)]
    kept, _ = vote(told, heard, "c")
    assert [said.relation for said in kept] == ["arm"]
    assert kept[0].score is None


def test_a_frame_stands_for_the_model_where_both_say_it() -> None:
    framed, own = say(), say(frame=None, confidence=0.99)
    assert once([own, framed]) == [framed]


def test_of_several_triggers_of_the_model_the_surest_is_kept() -> None:
    unsure = say(frame=None, confidence=0.2)
    sure = say(frame=None, confidence=0.8, trigger=Trigger(text="gave", begin=9, end=12))
    assert once([unsure, sure]) == [sure]


def test_the_model_turns_no_frame_round_at_the_same_word() -> None:
    framed = say(relation="support", frame="support.fight-for")
    against = say(relation="fight", sign=-1, frame=None)
    assert once([framed, against]) == [framed]
    elsewhere = say(
        relation="fight", sign=-1, frame=None, trigger=Trigger(text="hit", begin=9, end=12)
    )
    assert once([framed, elsewhere]) == [framed, elsewhere]


def test_the_features_say_what_is_known_of_a_candidate() -> None:
    row = ballots([say()], Sure(0.9, weights(0, 0)))[0]
    assert row is not None
    told = dict(zip(FEATURES, row, strict=True))
    assert told["framed"] == 1
    assert told["weight"] == 0.9
    assert told["trigger"] == told["least"] == pytest.approx(2.197, abs=0.01)
    assert (told["arm"], told["fight"], told["nobody"]) == (1, 0, 0)
    hidden = ballots([say(source="?", frame=None)], Sure(0.9, weights(0, 0)))[0]
    assert hidden is not None
    assert dict(zip(FEATURES, hidden, strict=True))["weight"] == 0


def test_the_likelihood_grows_with_the_score() -> None:
    low, high = (ballots([say()], Sure(p, weights(0, 0)))[0] for p in (0.2, 0.8))
    assert low is not None
    assert high is not None
    assert likely(low, weights(0, 0)) < likely(high, weights(0, 0))  # type: ignore[arg-type]


def test_an_end_of_many_candidates_is_weighed_once() -> None:
    class Counting(Sure):
        def weigh(self, triggers: Any, spans: Any, *, pairs: bool = True) -> Views | None:
            assert spans == [(0, 6), (13, 18), (13, 19)]
            return super().weigh(triggers, spans)

    told = [say(), say(relation="fight"), say("Gondor", "ally", "Mordor"), say()]
    assert len(ballots(told, Counting(0.9, weights(0, 0)))) == 4
