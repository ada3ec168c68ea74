"""Which format a file has, and what is wrong with its header."""

import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegiance import datasets
from allegiance.datasets.codes import codes
from allegiance.errors import BadOption, UnreadableDocument
from allegiance.ontology.relations import CODEBOOK
from tests.datasets.conftest import Said, told, whole

LIST = "u,v,sign\nGondor,Rohan,1\nGondor,Mordor,-1\n"


def test_every_format_has_its_words() -> None:
    page = (Path(__file__).parents[2] / "docs/datasets.md").read_text()
    for name, each in datasets.FORMATS.items():
        assert name == each.name
        assert f"`{name}`" in page
        assert each.gloss
        assert each.licence
        assert set(each.shown) <= {*each.columns, *each.also}
        assert set(each.key) <= {*each.columns, *each.also}


def test_codes_lead_to_relations_of_the_codebook() -> None:
    esd, cow = codes("ucdp-esd"), codes("cow")
    used = {each["relation"] for each in (*esd.values(), *cow["alliances"].values())}
    assert used | set(cow["hostility"].values()) <= set(CODEBOOK)
    acled = [kinds[each] for kinds in codes("acled")["events"].values() for each in kinds]
    told = [each for each in acled if not isinstance(each, str)]
    baad = [each["relation"] for kinds in codes("baad")["relations"].values() for each in kinds]
    atop = [each["relation"] for each in codes("atop").values()]
    words = {word for each in told for word in each.values()}
    assert words | {*baad, *atop} <= set(CODEBOOK)


def test_a_header_tells_the_format(said: Said) -> None:
    assert said(LIST)[0].form.name == "signed"
    assert said(LIST.upper().replace("GONDOR", "Gondor"))[0].form.name == "signed"


def test_a_header_of_nobody_is_told_with_the_nearest(said: Said) -> None:
    with pytest.raises(
        UnreadableDocument, match=r"no format has this header \(u, v, plus\); the ne"
    ):
        said("u,v,plus\na,b,1\n")


def test_a_header_of_another_format_is_told(said: Said) -> None:
    with pytest.raises(
        UnreadableDocument, match="line 1: this is the header of signed, not of ucdp"
    ):
        said(LIST, format="ucdp-ged")


def test_a_renamed_column_is_told_and_can_be_named(said: Said) -> None:
    text = LIST.replace("sign", "signs")
    with pytest.raises(UnreadableDocument, match="tell so with --column sign=signs"):
        said(text, format="signed")
    _, statements = said(text, format="signed", columns={"sign": "signs"})
    assert told(statements)[0] == ("Gondor", "ally", "Rohan")
    with pytest.raises(BadOption, match="signed reads no column 'x'; it reads u, v, sign"):
        said(LIST, format="signed", columns={"x": "u"})
    with pytest.raises(BadOption, match="has no column 'y'"):
        said(LIST, format="signed", columns={"u": "y"})


def test_columns_without_a_name_are_nothing(said: Said) -> None:
    """As R writes them, with the number of each row."""
    _, statements = said('"","u","v","sign"\n"1","Gondor","Rohan","1"\n')
    assert statements[0].sentence == "u: Gondor; v: Rohan; sign: 1"


def test_two_files_put_together_are_told(said: Said) -> None:
    with pytest.raises(UnreadableDocument, match="line 4: the header stands here again: two files"):
        said(LIST + LIST.replace("Rohan", "Dale"))
    with pytest.raises(
        UnreadableDocument, match=r"line 4: 4 cells where .* two versions are mixed"
    ):
        said(LIST + "v,u,sign,weight\n")


CELLS = st.sampled_from((
    "", "None", "0", "1", "2", "-1", "1.5", "nan", "inf", "1e400", "9" * 30, "2014", "2014-01-23",
    "23 January 2014", "20140123", "2014-02-30", "432", "539", "Mali", "MLI", "MLIREB", "AQIM; ; None",
    "Government of Mali", "; ;", "é", "\x00", "\u2028", "190", "ASSAULT", "Battles", "alliance",
))  # fmt: skip


TABLES = [name for name, each in datasets.OURS.items() if type(each) is datasets.Format]


@pytest.mark.parametrize("name", TABLES)
@given(data=st.data())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_cells_are_read_or_told_by_line(name: str, data: st.DataObject, tmp_path: Path) -> None:
    form = datasets.OURS[name]
    columns = form.header[0] if form.header else (*form.columns, *form.also)
    rows = data.draw(st.lists(st.tuples(*[CELLS] * len(columns)), min_size=1, max_size=4))
    path = tmp_path / "t.tsv"
    lines = rows if form.header else [columns, *rows]
    path.write_text("".join("\t".join(line) + "\n" for line in lines), form.encoding, "replace")
    reading, _ = whole(path, format=name, skip_bad=True)
    assert reading.rows == len(rows)
    for each in reading.rejected:
        assert 1 <= each.line <= len(lines)
        assert each.why


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(BadOption, match="format 'ucdp-gde' is unknown; did you mean 'ucdp-ged'"):
        datasets.chosen("ucdp-gde")
    with pytest.raises(BadOption, match="choose one of ucdp-ged, "):
        datasets.chosen("!")


def test_rows_that_are_left_out_are_kept_with_why(said: Said) -> None:
    reading, statements = said(f"{LIST}Gondor,Rohan,1\nDale\nDale,Bree,1\n", skip_bad=True)
    assert len(statements) == 3
    assert reading.rows == 5
    assert [(each.line, each.why) for each in reading.rejected] == [
        (4, "u, v: Gondor, Rohan stands in line 2 already; take one of the two out"),
        (5, "row: 1 cells where the header has 3 columns: the line is cut short"),
    ]
    assert reading.rejected[1].cells == ("Dale",)


def test_a_limit_reads_no_further(said: Said) -> None:
    ticks: list[int] = []
    reading, statements = said(LIST, limit=1, on_row=ticks.append)
    assert (reading.rows, len(statements), ticks) == (1, 1, [])
    text = "u,v,sign\n" + "".join(f"a{n},b,1\n" for n in range(2500))
    said(text, on_row=ticks.append)
    assert ticks == [1000, 2000]


def test_the_examples_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (Path(__file__).parents[2] / "docs/datasets.md").read_text()
    code, printed = re.findall(r"```python\n(.*?)```\n\n((?:    [^\n]*\n)+)", page, re.DOTALL)[0]
    monkeypatch.chdir(tmp_path)
    with redirect_stdout(StringIO()) as out:
        exec(compile(code, "docs/datasets.md", "exec"), {})
    assert out.getvalue() == "".join(line[4:] + "\n" for line in printed.splitlines())
    [code] = re.findall(r"```py\n(.*?)```", page, re.DOTALL)
    made: dict[str, Any] = {}
    exec(compile(code, "docs/datasets.md", "exec"), made)
    row = datasets.Row({"giver": 0, "taker": 1, "gift": 2}, ["Balin", "Bilbo", "mail"], 2)
    [claim] = made["RUNES"].read(row)
    assert (claim.source.name, claim.target.name) == ("Balin", "Bilbo")
