"""brat: our own, there and back, and that of others."""

import io
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from hypothesis import given, settings

from allegiance.errors import UnreadableDocument
from allegiance.statements.statement import Statement
from tests.datasets.annotations import goes_and_returns, statements
from tests.datasets.conftest import Said, told, whole

TEXT = "Gondor armed Rohan.\nMordor attacked them."
ANN = """T1\tOrganization 0 6\tGondor
T2\tOrganization 13 18\tRohan
T3\tOrganization 20 26\tMordor
T4\tattack 27 35\tattacked
R1\tarms Arg1:T1 Arg2:T2
E1\tattack:T4 Agent:T3 Target:T2
A1\tNegation R1
A2\tSpeculation E1
#1\tAnnotatorNotes R1\tI wonder
*\tEquiv T1 T2
"""


def pair(folder: Path, text: str = TEXT, ann: str = ANN) -> Path:
    (folder / "war.txt").write_text(text)
    (folder / "war.ann").write_text(ann)
    return folder / "war.ann"


def packed(**files: str) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return stream.getvalue()


@settings(max_examples=20)
@given(statements())
def test_what_leaves_comes_back(said: list[Statement]) -> None:
    with TemporaryDirectory() as folder:
        blocks = goes_and_returns(said, Path(folder) / "a.brat.zip", "brat", "brat")
    assert len(blocks) == len({each.document for each in said})


def test_relations_and_events_with_their_attributes(tmp_path: Path) -> None:
    reading, found = whole(pair(tmp_path))
    assert reading.form.name == "brat"
    assert told(found) == [("Gondor", "arm", "Rohan"), ("Mordor", "fight", "Rohan")]
    assert [(each.polarity, each.certainty) for each in found] == [
        ("negative", "certain"),
        ("positive", "possible"),
    ]
    assert found[1].trigger.text == "attacked"
    assert found[1].sentence == TEXT


def test_a_zip_holds_several(said: Said) -> None:
    reading, found = said(packed(a_txt=TEXT, a_ann=ANN, b_txt=TEXT, b_ann=ANN), "a.zip")
    assert reading.form.name == "brat"
    assert len(found) == 4
    with pytest.raises(UnreadableDocument, match=r"holds a.ann without its text, a.txt"):
        said(packed(a_ann=ANN), "a.zip")


@pytest.mark.parametrize(
    ("ann", "message"),
    [
        ("T1\tOrganization 0 600\tGondor\n", "lie outside the text"),
        ("R1\tarms Arg1:T1 Arg2:T9\n", r"line 1: war.ann: R1 relates T1, which is no entity"),
        ("T1\tOrganization zero six\tGondor\n", "is no annotation of brat"),
        ("nothing\n", "is no annotation of brat"),
        (ANN + "A3\tCertainty R1 sure\n", "certainty 'sure' is none of"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, ann: str, message: str) -> None:
    with pytest.raises(UnreadableDocument, match=message):
        whole(pair(tmp_path, ann=ann))
    whole(pair(tmp_path, ann=ann), skip_bad=True)


def test_annotations_need_their_text(tmp_path: Path) -> None:
    path = pair(tmp_path)
    (tmp_path / "war.txt").unlink()
    with pytest.raises(UnreadableDocument, match=r"lacks war.txt beside it"):
        whole(path)
    (tmp_path / "war.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(UnreadableDocument, match="is not UTF-8"):
        whole(path)
