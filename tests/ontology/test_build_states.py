"""The states: written from the lists of states, all that stood in 1946 or later."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ROOT / "../shared/data"
sys.path.insert(0, str(ROOT))

from allegiance.ontology.actors import registry  # noqa: E402
from tools import build_states  # noqa: E402
from tools.build_states import Row, capitals, entry, years  # noqa: E402

STATES = "\n".join(
    [
        "gwcode,stateabb,statename,startdate,enddate",
        "1.0,GON,Gondor,1816-01-01,2017-12-31",
        "2.0,ROH,Rohan,1820-03-01,1944-05-01",
        "2.0,ROH,Rohan,1950-03-01,2017-12-31",
        "3.0,ARN,Arnor,1816-01-01,1974-06-01",
    ]
)
SEATS = "\n".join(
    [
        "gwcode,statenme,capital,stdate,enddate,lat,lng",
        "1.0,Gondor,Osgiliath,1816-01-01,1960-02-03,0,0",
        "1.0,Gondor,Minas Tirith,1960-02-04,2024-12-31,0,0",
        "9.0,Shire,Michel Delving,1968-01-01,2024-12-31,0,0",
    ]
)
ORDERED = "\n".join(
    [
        "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version",
        "DAL,4.0,Dale,1955.0,1.0,2.0,2016.0,12.0,31.0,2016.0",
    ]
)
GONDOR = Row("GO", "GON", "Gondor", "Minas Tirith", ("Gondorian",), (), "", ())


@pytest.fixture
def arda(tmp_path: Path) -> Path:
    folder = tmp_path / "structured/cow"
    folder.mkdir(parents=True)
    (folder / "states_gw.csv").write_text(STATES)
    (folder / "capitals_gw.csv").write_text(SEATS)
    (folder / "states_cow.csv").write_text(ORDERED)
    (tmp_path / "dictionaries").mkdir()
    (tmp_path / "dictionaries/cow2iso.txt").write_text("cow_id,iso3\n1,GON\n")
    return tmp_path


@pytest.mark.parametrize(
    ("active", "cow", "gw", "told"),
    [
        ("", None, 1, ("../..", "gleditsch-ward")),
        ("", None, 2, ("1950/..", "gleditsch-ward")),
        ("", None, 3, ("../1974", "gleditsch-ward")),
        ("", None, 9, ("1968/..", "gleditsch-ward-capitals")),
        ("", 4, None, ("1955/..", "cow-states-2016")),
        ("", None, None, ("", None)),
        ("1930/..", 4, 2, ("1930/..", None)),
    ],
)
def test_the_years_come_from_the_lists_unless_the_table_tells_them(
    arda: Path, active: str, cow: int | None, gw: int | None, told: tuple[str, str | None]
) -> None:
    assert years(GONDOR._replace(active=active), cow, gw, arda) == told


def test_capitals_are_told_where_they_moved(arda: Path) -> None:
    assert capitals(GONDOR, 9, arda) == []
    assert capitals(GONDOR, 1, arda) == [
        {"name": "Osgiliath", "until": "1960-02-03", "source": "gleditsch-ward-capitals"},
        {"name": "Minas Tirith", "since": "1960-02-04", "source": "gleditsch-ward-capitals"},
    ]


def test_an_entry_tells_the_source_of_each_key(arda: Path) -> None:
    told = entry(GONDOR, "state", arda)
    assert "  sources: {gw: gleditsch-ward, active: gleditsch-ward}\n" in told
    assert '  capitals:\n    - {name: Osgiliath, until: "1960-02-03"' in told


def test_the_file_is_what_the_data_make_of_it(capsys: pytest.CaptureFixture[str]) -> None:
    if not DATA.exists():
        pytest.skip("the lists of states are not at hand")
    assert build_states.main([str(DATA), "--check"]) == 0, capsys.readouterr().out


def test_every_state_since_1946_is_known() -> None:
    if not DATA.exists():
        pytest.skip("the lists of states are not at hand")
    states = list(registry())
    for read, held in (
        (build_states._gw, {actor.gw for actor in states}),
        (build_states._cow, {actor.cow for actor in states}),
    ):
        listed = {
            code: spells
            for code, spells in read(DATA).items()
            if max(until for _, until in spells) >= build_states.FIRST
        }
        assert len(listed) > 170
        assert set(listed) - held == set()
