"""The workbench on the command line, as a person and as a script use it."""

import json
from pathlib import Path

import pytest

from allegiance.store import Store, query
from tests.conftest import Run


def names(run: Run, store: Path, *asked: str) -> list[str]:
    """The statements of a store as "source relation target"."""
    shown = run("statements", "--store", store, "-f", "jsonl", *asked).stdout
    said = map(json.loads, shown.splitlines())
    return [f"{s['source']['name']} {s['relation']} {s['target']['name']}" for s in said]


def test_a_merge_and_its_undoing_are_read_by_every_command(run: Run, store: Path) -> None:
    before = {
        command: run(*command.split(), "--store", store, "-f", "jsonl").stdout
        for command in ("statements", "ties", "actors", "double-games")
    }
    made = run("decide", "merge", "Elves", "gondor", "--store", store, "--why", "a test")
    assert made.exit_code == 0, made.stderr
    [line] = made.stdout.splitlines()
    assert f"`allegiance decide undo {line}` takes it back" in made.stderr
    assert "Gondor arm Gondor" in names(run, store, "--actor", "Elves")
    assert "Elves" not in run("actors", "--store", store).stdout
    assert run("decide", "undo", line, "--store", store).exit_code == 0
    for command, shown in before.items():
        assert run(*command.split(), "--store", store, "-f", "jsonl").stdout == shown


def test_each_decision_has_its_command(run: Run, store: Path) -> None:
    with Store.open(store, read_only=True) as kept:
        said = {each.relation: each.id for each in query.statements(kept)}
    for command in (
        ("rename", "Mordor", "The East"),
        ("alias", "the east", "Barad-dûr"),
        ("retype", "The East", "coalition"),
        ("never", "The East", "Gondor"),
        ("split", "Gondor", "Ithilien", "--statement", said["arm"], "--kind", "armed group"),
        ("correct", said["fight"], "--relation", "control", "--target-place", "Mali", "--time", "none"),
        ("correct", said["support"], "--source", "Ithilien", "--certainty", "possible"),
        ("reject", said["arm"]),
        ("accept", said["arm"]),
    ):  # fmt: skip
        made = run("decide", *command, "--store", store, "--who", "Éowyn")
        assert made.exit_code == 0, made.stderr
    assert names(run, store) == [
        "The East control Mali", "Ithilien support The East", "Elves arm Ithilien",
    ]  # fmt: skip
    assert names(run, store, "--actor", "Ithilien", "--certainty", "possible") != []
    shown = run("decide", "list", "--store", store, "-f", "json").stdout
    log = json.loads(shown)
    assert [each["decision"] for each in log][-2:] == ["reject", "accept"]
    assert {each["who"] for each in log} == {"Éowyn"}


def test_decisions_go_to_a_colleague_and_back(run: Run, store: Path, tmp_path: Path) -> None:
    run("decide", "merge", "Elves", "Gondor", "--store", store, "--who", "Éowyn")
    run("decide", "rename", "Mordor", "The East", "--store", store)
    log, other = tmp_path / "log.jsonl", tmp_path / "other.duckdb"
    assert run("decide", "export", log, "--store", store).exit_code == 0
    other.write_bytes(store.read_bytes())
    text = log.read_text()
    assert run("decide", "export", "-", "--store", store).stdout == text
    for told in ("0 new of 2",):
        assert told in run("decide", "import", log, "--store", other).stderr
    log.write_text(text + text.splitlines()[0].replace("merge", "burn") + "\n")
    refused = run("decide", "import", log, "--store", store)
    assert refused.exit_code == 1
    assert f"{log}, line 3, key 'decision': 'burn' is none" in refused.stderr
    assert run("decide", "export", "-", "--store", store).stdout == text


def test_what_is_taken_over_without_effect_is_told(run: Run, store: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text('{"id":"x","when":"2013-01-01","decision":"reject","statement":"elsewhere"}\n')
    told = run("decide", "import", log, "--store", store).stderr
    assert "1 new of 1" in told
    assert "decision x has no effect here: 'elsewhere' is not in the store" in told
    assert "'elsewhere' is not in" in run("decide", "list", "--store", store).stdout


def test_decisions_outlive_another_reading(run: Run, store: Path, letter: Path) -> None:
    run("decide", "rename", "Mordor", "The East", "--store", store)
    before = names(run, store)
    again = run("read", letter, "--store", store, "--again", "--date", "2013-01", "--outlet", "The Palantir")  # fmt: skip
    assert again.exit_code == 0
    assert names(run, store) == before


@pytest.mark.parametrize(
    ("command", "told", "code"),
    [
        (("merge", "Mordor", "Nobody"), "no actor in", 1),
        (("merge", "Mordor", "mordor"), "is one with itself", 1),
        (("reject", "nothing"), "statement 'nothing' is not in", 1),
        (("undo", "nothing"), "there is no decision 'nothing'", 1),
        (("retype", "Mordor", "horde"), "kind: Invalid enum value 'horde'", 1),
        (("correct", "x", "--place", "Nowhere at all"), "no place is known", 1),
        (("correct", "x", "--target", "a", "--target-place", "b"), "leave --target", 2),
        (("import", "none.jsonl"), "cannot be read as a file of decisions", 1),
    ],
)
def test_a_refusal_is_one_line_and_changes_nothing(
    run: Run, store: Path, command: tuple[str, ...], told: str, code: int
) -> None:
    before = store.read_bytes()
    refused = run("decide", *command, "--store", store)
    assert refused.exit_code == code
    assert refused.stdout == ""
    [line] = refused.stderr.splitlines()
    assert told in line
    assert store.read_bytes() == before


def test_actors_of_ones_own_are_read(run: Run, letter: Path, tmp_path: Path) -> None:
    own, store = tmp_path / "own.yaml", tmp_path / "own.duckdb"
    own.write_text("- {id: elves, name: Elves, kind: people, source: curated, colour: green}\n")
    refused = run("read", letter, "--store", store, "--actors", own, "-f", "jsonl")
    assert refused.exit_code == 1
    assert f"{own}, line 1, key 'colour': no actor has such a key" in refused.stderr
    assert not store.exists()
    own.write_text("- {id: elves, name: Elves, kind: people, source: curated}\n")
    told = run("read", letter, "--store", store, "--actors", own, "-f", "jsonl").stdout
    assert "elves" in {json.loads(line)["source"]["id"] for line in told.splitlines()}


def test_a_store_that_is_not_there_is_not_made(run: Run, tmp_path: Path) -> None:
    refused = run("decide", "reject", "x", "--store", tmp_path / "none.duckdb")
    assert "there is no store at" in refused.stderr
    assert list(tmp_path.iterdir()) == []
