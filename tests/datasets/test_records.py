"""JSON as rows."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.datasets.records import BrokenJson, columns, flat, is_json, records

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def test_what_lies_within_is_a_column_of_its_own() -> None:
    told = {"a": {"b": 1, "c": None}, "d": [{"e": "x; y"}, {"f": 2}, 3], "g": ["h", "i"], "j": True}
    assert dict(flat(told)) == {
        "a.b": "1", "a.c": "", "d.e": "x, y; ; ", "d.f": "; 2; ", "g": "h; i", "j": "true",
    }  # fmt: skip


def test_objects_stand_in_lines_in_a_list_or_under_a_name() -> None:
    assert list(records(['{"a": 1}\n', "\n", '{"b": 2}\n'])) == [
        (1, {"a": "1"}, ""),
        (3, {"b": "2"}, ""),
    ]
    assert list(records(["[\n", '{"a": 1},\n', '{"a": 2}]'])) == [
        (2, {"a": "1"}, ""),
        (3, {"a": "2"}, ""),
    ]
    assert list(records(['{"count": 1, "data": [{"a": 1}]}'])) == [(1, {"a": "1"}, "")]
    assert list(records(["{\n", '"a": 1}'])) == [(1, {"a": "1"}, "")]
    assert columns(records(['{"a": 1}\n', '{"b": 2, "a": 3}\n'])) == ("a", "b")


def test_what_is_no_object_is_told() -> None:
    assert list(records(['{"a": 1}\n', "[1]\n", "{\n"])) == [
        (1, {"a": "1"}, ""),
        (2, "an object was to stand here, and not [1]", "[1]"),
        (3, "the line is no JSON from its character 2 on", "{"),
    ]
    with pytest.raises(BrokenJson, match="no JSON from line 2 on"):
        list(records(['[{"a": 1},\n', '{"a"']))


def test_a_table_is_no_json() -> None:
    assert is_json(' {"a": 1}\n')
    assert is_json("[\n")
    assert not is_json("[id],name\n")
    assert not is_json('"a","b"\n')


@given(st.lists(st.dictionaries(st.text(), VALUES)))
def test_every_object_comes_out_in_its_line(told: list[dict[str, object]]) -> None:
    by_line = [each for each in told if "data" not in each]
    text = [json.dumps(each) + "\n" for each in by_line]
    if by_line:
        assert [each.line for each in records(text)] == list(range(1, len(by_line) + 1))
    listed = json.dumps(told, indent=1).splitlines(keepends=True)
    assert [each.cells for each in records(listed)] == [dict(flat(each)) for each in told]
