from concurrent.futures import ThreadPoolExecutor
from threading import Event

import msgspec
import pytest

from allegiance.errors import UnknownActor
from allegiance.views.answers import Answers, NoQuestion, asking, precomputed
from tests.views import fixtures


@pytest.mark.parametrize("key", asking.PLAIN)
def test_each_question_is_answered_alike_twice(key: str) -> None:
    answers = Answers(fixtures.statements())
    assert answers.get(key) == Answers(fixtures.statements()).get(key)
    assert answers.get(key) is answers.get(key), "worked out once"


def test_an_id_with_a_slash_is_one_part_of_a_key() -> None:
    with pytest.raises(UnknownActor, match="FR/armed-forces"):
        Answers(fixtures.statements()).get("flows/from/FR%2Farmed-forces")


@pytest.mark.parametrize("key", ["", "none", "flows/with/gondor", "what-if/add/1", "camps/1"])
def test_another_question_is_refused(key: str) -> None:
    with pytest.raises(NoQuestion, match="is no question"):
        Answers(fixtures.statements()).get(key)


def test_a_question_does_not_wait_for_another(monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = Event(), Event()

    def slow(*_: object, **__: object) -> None:
        begun.set()
        assert go_on.wait(30)

    monkeypatch.setattr(asking, "suppose", slow)
    answers = Answers(fixtures.statements())
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(answers.get, "what-if/drop/some")
        assert begun.wait(30)
        assert b"lanes" in answers.get("shifts")
        assert not waiting.done()
        go_on.set()
        assert waiting.result(30) == b"null"


def test_the_camps_of_a_supposition_are_worked_out_first() -> None:
    asked = fixtures.statements()[0].id
    answers = Answers(fixtures.statements())
    whole = msgspec.json.decode(answers.get(f"what-if/drop/{asked}"))
    soon = msgspec.json.decode(answers.get(f"what-if/drop/{asked}/camps"))
    assert (soon["camps"], soon["moved"]) == (whole["camps"], whole["moved"])
    assert not soon["differences"]


def test_a_report_carries_what_the_server_would_answer() -> None:
    carried = precomputed(fixtures.statements())
    answers = Answers(fixtures.statements())
    assert set(asking.PLAIN) < carried.keys()
    assert "flows/from/mordor" in carried
    assert {key: bytes(told) for key, told in carried.items()} == {
        key: answers.get(key) for key in carried
    }


def test_a_large_store_is_not_carried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ROOM", 0)
    assert set(precomputed(fixtures.statements())) == set(asking.PLAIN)
    monkeypatch.setattr(asking, "MOST", 3)
    assert precomputed(fixtures.statements()) == {}


def test_every_finding_rests_on_statements_of_the_page_or_says_what_is_known() -> None:
    known = {one.id for one in fixtures.statements()}
    for told in precomputed(fixtures.statements()).values():
        for found in findings(msgspec.json.decode(told)):
            said = {one for leg in found["legs"] for one in leg["statements"]}
            assert said <= known
            assert said or found["known"], found["title"]


def findings(value: object) -> list[dict[str, list[dict[str, list[str]]]]]:
    """Every finding of an answer."""
    if isinstance(value, list):
        return [found for each in value for found in findings(each)]
    if not isinstance(value, dict):
        return []
    return [value] if "legs" in value and "reading" in value else findings(list(value.values()))
