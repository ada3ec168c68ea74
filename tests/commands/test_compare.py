"""The command `compare`, on an invented press and on the sample texts."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from allegiance import samples
from allegiance.network.claims import Claim, Comparison, compare, sides_by
from allegiance.store import Store, query
from tests.conftest import Run

PRESS = {
    "The Palantir": "Mordor attacked Gondor in 2012. Gondor supplied Rohan with rifles in 2012.",
    "The Annals": "Mordor did not attack Gondor in 2012. Mordor funded Harad in 2012.",
    "The Red Book": "Mordor might attack Gondor in 2012. Rohan supported Gondor in 2013.",
}
SEED = Path(__file__).parents[3] / "shared/seed/article.txt"


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of three papers that do not agree."""
    from typer.testing import CliRunner

    from allegiance.cli import app

    folder = tmp_path_factory.mktemp("press")
    store = folder / "press.duckdb"
    for number, (outlet, text) in enumerate(PRESS.items()):
        path = folder / f"{number}.txt"
        path.write_text(text)
        read = ["read", str(path), "--store", str(store), "--outlet", outlet, "--date", "2013-02"]
        assert CliRunner().invoke(app, [*read, "--coder", "frames"]).exit_code == 0
    return store


def data(run: Run, *arguments: object) -> Any:
    result = run("compare", *arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_a_table_shows_sides_agreement_ties_and_what_is_left_out(run: Run, press: Path) -> None:
    shown = run("compare", "--store", press, "--least", 1)
    assert shown.exit_code == 0
    assert "Agreement over 1 tie that two sides or more tell (3 stances" in shown.stdout
    for words in ("The Palantir", "Mordor fights Gondor", "Left out by one", "Silent of"):
        assert words in shown.stdout


def test_json_gives_everything_with_its_sentences(run: Run, press: Path) -> None:
    found = data(run, "--store", press)
    assert list(found) == ["sides", "agreement", "ties", "pairs", "left_out", "changes"]
    fought = found["ties"][0]
    assert (fought["relation"], fought["division"]) == ("fight", 0.75)
    told = {cell["side"]: cell for cell in fought["cells"]}
    assert {name: cell["stance"] for name, cell in told.items()} == {
        "The Palantir": "asserts",
        "The Annals": "denies",
        "The Red Book": "hedges",
    }
    assert told["The Annals"]["statements"][0]["sentence"].startswith("Mordor did not attack")


def test_csv_has_a_column_for_each_side(run: Run, press: Path) -> None:
    rows = list(csv.DictReader(StringIO(run("compare", "--store", press, "-f", "csv").stdout)))
    assert rows[0]["the_annals"] == "denies"
    # Nothing that The Annals tell is of 2013, when Rohan supported Gondor.
    told = {f"{row['relation']} {row['target']}": row["the_annals"] for row in rows}
    assert told == {
        "fight Gondor": "denies", "arm Rohan": "silent", "fund Harad": "asserts",
        "support Gondor": "",
    }  # fmt: skip
    pairs = run("compare", "--store", press, "--only", "pairs", "-f", "csv").stdout
    assert {row["both_tell"] for row in csv.DictReader(StringIO(pairs))} == {"1"}


def test_groups_periods_and_stores_are_sides(run: Run, press: Path, tmp_path: Path) -> None:
    east = ["--group", "East=the palantir,The Red Book", "--group", "West=The Annals"]
    assert [side["name"] for side in data(run, "--store", press, *east)["sides"]] == [
        "East",
        "West",
    ]
    when = data(run, "--store", press, "--periods", "2012,2013/")
    assert {change["kind"] for change in when["changes"]} == {"gained", "lost"}
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(press.read_bytes())
    assert data(run, "--store", press, "--with", copy)["changes"] == []
    shown = run("compare", "--store", press, "--with", copy)
    assert "Changes: none" in shown.stdout


def test_the_filters_choose_the_statements(run: Run, press: Path) -> None:
    found = data(run, "--store", press, "--relation", "fight")
    assert [tie["relation"] for tie in found["ties"]] == ["fight"]
    nothing = run("compare", "--store", press, "--actor", "Gondr")
    assert "no statement in" in nothing.stderr
    assert "did you mean 'Gondor'?" in nothing.stderr


def test_the_sides_that_tell_less_are_told_of(run: Run, press: Path) -> None:
    result = run("compare", "--store", press, "--sides", 2)
    assert "1 more outlets tell less; --sides 3 takes all" in result.stderr


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--group", "East"], "group 'East' is none; write it as in West=AFP,Reuters"),
        (["--group", "East=The Anals"], "did you mean 'The Annals'?"),
        (["--group", "East=Zzz"], "no statement is of the outlet 'Zzz'; outlets: The"),
        (["--group", "A=The Annals", "--group", "B=The Annals"], "is in the groups 'A' and 'B'"),
        (["--group", "A=The Annals"], "these statements are of 'A' alone"),
        (["--outlet", "The Annals"], "these statements are of 'The Annals' alone"),
        (["--periods", "2012,soon"], "period 'soon' is none"),
        (["--periods", "2012", "--with", "b.duckdb"], "--with and --periods each tell"),
        (["--with", "nowhere.duckdb"], "nowhere.duckdb"),
        (["--only", "changes"], "changes are between two sides, and these are 3"),
    ],
)
def test_what_cannot_be_compared_is_said_in_a_sentence(
    run: Run, press: Path, options: list[str], message: str
) -> None:
    result = run("compare", "--store", press, *options)
    assert result.exit_code != 0
    assert result.stdout == ""
    assert message in result.stderr
    assert len(result.stderr.splitlines()) <= 2


def test_the_matrix_is_drawn(run: Run, press: Path, tmp_path: Path) -> None:
    path = tmp_path / "matrix.svg"
    result = run("compare", "--store", press, "--matrix", path, "--limit", 2)
    assert path.read_text().startswith("<svg")
    assert "2 ties drawn" in result.stderr


@pytest.fixture(scope="module")
def read_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wire, the columnist, the analyst and the government of the samples, and the seed article."""
    from typer.testing import CliRunner

    from allegiance.cli import app

    store = tmp_path_factory.mktemp("samples") / "samples.duckdb"
    names = ("wire-report.md", "opinion-piece.md", "analysts-blog.md", "government-statement.md")
    paths = [str(path) for path in samples.paths() if path.name in names]
    CliRunner().invoke(app, ["read", *paths, "--store", str(store)])
    if SEED.exists():
        seed = ["read", str(SEED), "--store", str(store), "--date", "2013-01", "--outlet", "Seed"]
        CliRunner().invoke(app, seed)
    return store


def compared(store: Path, by: Any = "outlet") -> Comparison:
    with Store.open(store, read_only=True) as kept:
        return compare(sides_by(query.statements(kept), by))


def asserted(found: Comparison, one: str, other: str) -> dict[str, Claim]:
    """What one asserts, and another is silent of."""
    told = ((claim, claim.cell(one), claim.cell(other)) for claim in found.claims)
    return {
        claim.reading: claim
        for claim, mine, its in told
        if mine and its and mine.stance == "asserts" and its.stance == "silent"
    }


def test_what_the_opinion_piece_asserts_that_the_wire_does_not(read_samples: Path) -> None:
    found = compared(read_samples)
    opinion = asserted(found, "The Sample Observer", "Sample Wire")
    assert "France fights Al-Qaeda in the Islamic Maghreb in Mali" in opinion
    fought = opinion["France fights Al-Qaeda in the Islamic Maghreb in Mali"]
    assert "Paris bombs the men of AQIM" in fought.statements[0].sentence + " ".join(
        said.sentence for said in fought.statements
    )
    # The money for MUJAO is nobody's own assertion: three tell it, and all as the word of others.
    money = next(claim for claim in found.claims if claim.relation == "fund" and claim.voices == 3)
    assert set(money.told_by("hedges")) == {
        "Sample Wire", "Sample Sahel Notes", "The Sample Observer",
    }  # fmt: skip


def test_the_analyst_denies_what_the_government_asserts(read_samples: Path) -> None:
    first = compared(read_samples, "speaker").claims[0]
    assert (first.relation, first.division) == ("ally", 0.75)
    assert first.told_by("asserts") == ("Government of Mali",)
    assert first.told_by("denies") == ("Tom Okafor",)


def test_what_the_article_asserts_that_the_wire_does_not(read_samples: Path) -> None:
    if not SEED.exists():
        pytest.skip("the seed article is not beside this checkout")
    article = asserted(compared(read_samples), "Seed", "Sample Wire").values()
    assert {
        ("The West", "fight", "Al-Qaeda in the Islamic Maghreb"),
        ("Tuaregs", "support", "France"),
        ("France", "support", "Libyan Islamic Fighting Group"),
    } <= {(claim.source.name, claim.relation, claim.target.name) for claim in article}
