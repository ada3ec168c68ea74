"""Files that are no tables, from their beginning to their documents."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegiance import datasets
from allegiance.datasets.sources import head, listed
from allegiance.errors import BadOption, UnreadableDocument

GRAPH = """<graphml><key id="k" for="edge" attr.name="relation"/><graph><node id="a"/><node id="b"/>
<edge source="a" target="b"><data key="k">ally</data></edge>
<edge source="b" target="a"><data key="k">fight</data></edge></graph></graphml>"""


def read(path: Path, **options: object) -> list[str]:
    reading = datasets.read(path, **options)  # type: ignore[arg-type]
    return [each.relation for block in reading.blocks for each in block.statements]


def test_the_beginning_tells_the_format_also_of_packed_files(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.xml", tmp_path / "a.xml.gz"
    plain.write_text(GRAPH)
    packed.write_bytes(gzip.compress(GRAPH.encode()))
    assert datasets.guess(plain).name == datasets.guess(packed).name == "graphml"
    assert head(packed).startswith(b"<graphml>")
    with pytest.raises(UnreadableDocument, match="cannot be read"):
        head(tmp_path / "none.xml")


def test_limit_keep_and_progress(tmp_path: Path) -> None:
    path = tmp_path / "a.graphml"
    path.write_text(GRAPH)
    assert read(path) == ["ally", "fight"]
    assert read(path, limit=1) == ["ally"]
    assert read(path, keep=lambda row: row["relation"] == "fight") == ["fight"]


def test_a_column_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.graphml"
    path.write_text(GRAPH)
    with pytest.raises(
        BadOption, match="graphml reads no column 'colour'; it reads source, target"
    ):
        read(path, columns={"colour": "red"})


def test_many_names_are_cut() -> None:
    assert listed(["a", "b"]) == "a, b"
    assert listed(list("abcdefg")) == "a, b, c, d, e and 2 more"


WHOLE = {
    "graphml": GRAPH,
    "gexf": '<gexf><graph><nodes><node id="a"/><node id="b"/></nodes><edges><edge source="a" target="b" '
    'label="ally" start="2012" weight="2"/></edges></graph></gexf>',
    "ftm": '{"id":"a","schema":"Person","properties":{"name":["Gondor"]}}\n'
    '{"id":"1","schema":"Control","properties":{"controller":["a"],"controlled":["a"],"startDate":["2012"]}}\n',
    "doccano": '{"text":"Gondor armed Rohan.","entities":[{"id":1,"label":"ORG","start_offset":0,"end_offset":6},'
    '{"id":2,"label":"ORG","start_offset":13,"end_offset":18}],"relations":[{"id":1,"from_id":1,"to_id":2,"type":"arm"}]}\n',
    "label-studio": '[{"data":{"text":"Gondor armed Rohan."},"annotations":[{"result":[{"id":"a","type":"labels",'
    '"value":{"start":0,"end":6,"labels":["ORG"]}},{"id":"b","type":"labels","value":{"start":13,"end":18,'
    '"labels":["ORG"]}},{"type":"relation","from_id":"a","to_id":"b","labels":["arm"],"meta":{"polarity":"negative"}}]}]}]',
    "re3d": '{"doc_id":"d","text":"Gondor armed Rohan.","entities":[{"begin":0,"end":6,"type":"Person"}],"relations":'
    '[{"type":"AlliesOf","source_begin":0,"source_end":6,"target_begin":13,"target_end":18,"cue_begin":7,'
    '"cue_end":12,"confidence":0.9}]}\n',
    "statements": '{"id":"s","document":"d","sentence":"A b C.","begin":0,"end":6,"source":{"id":"a","name":"A","kind":"state",'
    '"country":null,"mention":"A","begin":0,"end":1},"relation":"arm","event":"AID","sign":1,"target":{"id":"c","name":"C",'
    '"kind":"state","country":null,"mention":"C","begin":4,"end":5},"trigger":{"text":"b","begin":2,"end":3},'
    '"confidence":1.0,"coder":"hand"}\n',
}  # fmt: skip


@pytest.mark.parametrize("form", WHOLE)
def test_a_whole_file_of_each_format_is_read(tmp_path: Path, form: str) -> None:
    path = tmp_path / "whole"
    path.write_text(WHOLE[form])
    assert len(read(path, format=form)) >= (form != "ftm")


@settings(max_examples=300)
@given(
    st.sampled_from(sorted(WHOLE)),
    st.integers(0, 600),
    st.integers(0, 30),
    st.sampled_from(("", "0", "-1", "null", '"x"', "[]", "{}", "1e999", "<", "\x00", "99999999999999999999")),
    st.booleans(),
)  # fmt: skip
def test_whatever_is_broken_is_told_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, form: str, at: int, cut: int, instead: str, skip: bool
) -> None:
    path = tmp_path_factory.mktemp("broken") / "file"
    whole = WHOLE[form]
    at %= len(whole)
    path.write_text(whole[:at] + instead + whole[at + cut :])
    try:
        read(path, format=form, skip_bad=skip)
    except UnreadableDocument as told:
        assert str(path) in str(told)  # noqa: PT017 - many files are right, too


def _places(told: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to all values within."""
    if way:
        yield way
    items = (
        told.items()
        if isinstance(told, dict)
        else enumerate(told)
        if isinstance(told, list)
        else ()
    )
    for key, value in items:
        yield from _places(value, (*way, key))


@settings(max_examples=300)
@given(
    st.sampled_from(sorted(set(WHOLE) - {"gexf", "graphml"})),
    st.data(),
    st.sampled_from((None, "x", "", -1, 10**9, 1.5, True, [], {}, [None], {"x": 1})),
    st.booleans(),
)
def test_whatever_stands_where_another_thing_should_is_told(
    tmp_path_factory: pytest.TempPathFactory,
    form: str,
    data: st.DataObject,
    instead: object,
    skip: bool,
) -> None:
    lines = WHOLE[form].splitlines()
    told = json.loads(lines[-1])
    *way, last = data.draw(st.sampled_from(list(_places(told))))
    inner = told
    for key in way:
        inner = inner[key]
    inner[last] = instead
    path = tmp_path_factory.mktemp("odd") / "file"
    path.write_text("\n".join((*lines[:-1], json.dumps(told))) + "\n")
    try:
        read(path, format=form, skip_bad=skip)
    except UnreadableDocument as wrong:
        assert str(path) in str(wrong)  # noqa: PT017 - many files are right, too
