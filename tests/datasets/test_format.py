"""A format of a third party, in one file."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from allegiance import datasets
from allegiance.datasets import Claim, Format, Party, Row, Silent, Spot, Story, Voice
from allegiance.errors import AllegianceError
from tests.datasets.conftest import whole


def claims(row: Row) -> Iterator[Claim]:
    """Gifts of the dwarves."""
    if not row["taker"]:
        raise Silent("no taker")
    yield Claim(
        source=Party(name=row.needed("giver"), column="giver"),
        relation="base",
        target=Spot(name=row["taker"], column="taker", country="ML", lat=1.0, lon=2.0),
        by="gift",
        voices=(Voice(name="a raven", column="told", kind="group"),),
        confidence=0.5,
    )


RUNES = Format(
    name="runes",
    gloss="gifts of the dwarves",
    outlet="Runes of Moria",
    licence="none",
    columns=("giver", "taker", "gift"),
    also=("told", "paper"),
    header=(("giver", "taker", "gift", "told", "paper"),),
    read=claims,
    story=lambda row: Story(outlet=row["paper"]) if row["paper"] else None,
)


@pytest.fixture
def runes(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("runes", f"{__name__}:RUNES", datasets.GROUP)
    monkeypatch.setattr(datasets, "entry_points", lambda group: [point])


@pytest.mark.usefixtures("runes")
def test_an_entry_point_adds_a_format(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "Balin,Khazad,axe,by a raven,Dale Mail\nDain,,axe,,\nBalin,Erebor,ring,by a raven,\n"
    )
    assert "runes" in datasets.FORMATS
    assert len(datasets.FORMATS) == len(datasets.OURS) + 1
    reading, statements = whole(path)
    assert reading.form is RUNES
    assert [each.outlet for each in statements] == ["Dale Mail", "Runes of Moria"]
    assert statements[0].target.kind == "place"
    assert (statements[0].target.lat, statements[0].theatre) == (1.0, "ML")
    assert statements[0].attribution[0].mention == "a raven"
    assert statements[0].confidence == 0.5
    assert reading.silences == {"no taker": 1}


def test_a_package_of_one_file_adds_a_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is installed: the file of the page, and what an installer writes of its entry point."""
    page = (Path(__file__).parents[2] / "docs/datasets.md").read_text()
    [point] = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    [code] = re.findall(r"```py\n(.*?)```", page, re.DOTALL)
    (tmp_path / "runes_of_moria.py").write_text(code)
    dist = tmp_path / "runes_of_moria-1.0.dist-info"
    dist.mkdir()
    (dist / "METADATA").write_text("Metadata-Version: 2.1\nName: runes-of-moria\nVersion: 1.0\n")
    points = tomllib.loads(point)["project"]["entry-points"]
    for group, names in points.items():
        lines = "".join(f"{name} = {value}\n" for name, value in names.items())
        (dist / "entry_points.txt").write_text(f"[{group}]\n{lines}")
    monkeypatch.syspath_prepend(tmp_path)
    path = tmp_path / "t.csv"
    path.write_text("giver,taker,gift\nBalin,Bilbo,mail\n")
    reading, [arm] = whole(path)
    assert (reading.form.name, arm.outlet) == ("runes", "Runes of Moria")
    assert (arm.source.name, arm.relation, arm.target.name) == ("Balin", "arm", "Bilbo")


def test_an_entry_point_that_is_no_format_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("runes", f"{__name__}:claims", datasets.GROUP)
    monkeypatch.setattr(datasets, "entry_points", lambda group: [point])
    with pytest.raises(
        AllegianceError, match=r"the dataset 'runes' of the package .* is not a Format"
    ):
        datasets.FORMATS["runes"]
