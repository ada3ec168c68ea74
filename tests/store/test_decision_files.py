"""Decisions as a text file, and every line that is refused."""

import json
from pathlib import Path

import pytest

from allegiance.errors import BadDecision
from allegiance.store import Correct, Decision, Merge, Reject, Undo
from allegiance.store.decision_files import dump, load, read

LOG = [
    Decision(id="a", when="2013-01-14T09:30:00+00:00", what=Merge("dunland", "isengard"), who="Éowyn"),
    Decision(id="b", when="2013-01-15", what=Correct("s1", relation="fight", time=None), why="a war"),
    Decision(id="c", when="2013-01-16T09:30:00.000001+00:00", what=Undo("b")),
]  # fmt: skip


def test_a_file_is_one_decision_a_line_in_the_order_of_time() -> None:
    text = dump(reversed(LOG))
    assert text.splitlines()[0] == (
        '{"id":"a","when":"2013-01-14T09:30:00+00:00","who":"Éowyn","decision":"merge",'
        '"actor":"dunland","into":"isengard"}'
    )
    assert load(text, "log") == LOG
    assert load("\n" + text.replace("\n", "\r\n"), "log") == LOG
    assert dump(load(text, "log")) == text


GOOD = {"id": "x", "when": "2013", "decision": "reject", "statement": "s1"} | {"when": "2013-01-01"}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"decision": "burn"}, "key 'decision': 'burn' is none; write one of merge, split"),
        ({"decision": None}, "key 'decision'"),
        ({"colour": "red"}, "key 'colour': reject has no such key; the keys are id, when"),
        ({"statement": 7}, "key 'statement': Expected `str`, got `int`"),
        ({"when": "spring"}, "key 'when': 'spring' is no time"),
        ({"when": "2013-02-31"}, "key 'when'"),
        ({"decision": "merge", "actor": "a", "into": "a"}, "key 'into': 'a' is one with itself"),
        ({"decision": "merge", "actor": "CG", "into": "CD"}, "two states are called Congo"),
        ({"decision": "rename", "actor": "a", "name": " "}, "key 'name': the name is empty"),
        ({"decision": "retype", "actor": "a", "kind": "horde"}, "key 'kind': Invalid enum value"),
        ({"decision": "split", "actor": "a", "into": "b"}, "key 'documents': nothing says what"),
        ({"decision": "split", "actor": "a", "into": "b", "since": "x"}, "key 'since': since 'x'"),
        ({"decision": "correct"}, "key 'statement': nothing is corrected"),
        ({"decision": "correct", "relation": "armed"}, "key 'relation': relation 'armed' is not"),
        ({"decision": "correct", "time": "soon"}, "key 'time': time 'soon' is none"),
        ({"decision": "correct", "certainty": "sure"}, "key 'certainty': Invalid enum value"),
    ],
)
def test_a_bad_line_is_told_by_file_line_and_key(
    more: dict[str, object], told: str, tmp_path: Path
) -> None:
    record = GOOD | more
    if record["decision"] not in ("reject", "correct", "burn", None):
        del record["statement"]
    path = tmp_path / "log.jsonl"
    path.write_text(dump(LOG) + json.dumps(record))
    with pytest.raises(BadDecision) as caught:
        read(path)
    sentence = str(caught.value)
    assert sentence.startswith(f"{path}, line 4, key ")
    assert told in sentence
    assert sentence.endswith("; nothing was taken over")
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "log, line 1: this is no JSON object"),
        ("[1]", "log, line 1: this is no JSON object"),
        ('{"decision":"reject","statement":"s"}', "key 'id': it is missing; add it"),
        ("{}", "key 'decision': it is missing"),
        (dump(LOG[:1]) + dump(LOG[:1]).replace("dunland", "rohan"), "line 2, key 'id': 'a' is an"),
    ],
)
def test_other_texts_are_refused(text: str, told: str) -> None:
    with pytest.raises(BadDecision) as caught:
        load(text, "log")
    assert told in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadDecision, match="cannot be read as a file of decisions"):
        read(tmp_path / "none.jsonl")


def test_a_forced_merge_says_so() -> None:
    line = {"id": "x", "when": "2013-01-01", "decision": "merge", "actor": "CG", "into": "CD"}
    [made] = load(json.dumps(line | {"force": True}), "log")
    assert made.what == Merge("CG", "CD", force=True)
    assert load(dump([Decision(id="r", when="2013-01-01", what=Reject("s"))]), "log")
