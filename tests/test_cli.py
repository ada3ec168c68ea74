"""The command line, as a person and as a script use it."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.main import get_command

from allegiance import __version__, samples
from allegiance.cli import SOME_FAILED, app
from allegiance.statements.statement import Place, Statement, load
from allegiance.store import Store, query
from tests.conftest import Run

COMMANDS = (
    "read", "explain", "statements", "ties", "double-games", "flows", "compare", "brokers", "what-if", "shifts", "balance", "spillover", "check",
    "actors", "decide",
    "places", "relations", "serve", "report", "export", "import", "demo",
)  # fmt: skip
COMMAND = [sys.executable, "-m", "allegiance"]


def records(lines: str) -> list[Statement]:
    return list(load(lines.splitlines()))


def test_help_loads_nothing_and_names_every_command() -> None:
    shown = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True, check=True)
    assert all(f"\n  {command} " in shown.stdout for command in COMMANDS)
    program = "import sys, allegiance.cli; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"duckdb", "numpy", "rich.table", "spacy", "starlette", "yaml"} & set(loaded)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_shows_an_example_of_itself(run: Run, command: str) -> None:
    shown = run(command, "--help").stdout
    assert f"Example:\n    allegiance {command}" in shown


def test_there_are_no_other_commands() -> None:
    assert sorted(get_command(app).commands) == sorted(COMMANDS)  # type: ignore[attr-defined]


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version").stdout == f"allegiance {__version__}\n"


def test_completion_is_there(run: Run) -> None:
    env = {**os.environ, "_ALLEGIANCE_COMPLETE": "complete_bash", "COMP_WORDS": "allegiance d",
           "COMP_CWORD": "1"}  # fmt: skip
    found = subprocess.run(COMMAND, capture_output=True, text=True, env=env, check=False)
    assert found.stdout.split() == ["double-games", "demo", "decide"]
    env |= {"COMP_WORDS": "allegiance ties --relation ar", "COMP_CWORD": "3"}
    found = subprocess.run(COMMAND, capture_output=True, text=True, env=env, check=False)
    assert found.stdout.split() == ["arm"]


def test_read_prints_the_records_of_the_codebook_and_keeps_them(
    run: Run, letter: Path, tmp_path: Path
) -> None:
    store = tmp_path / "a.duckdb"
    result = run("read", letter, "--store", store, "--format", "jsonl", "--outlet", "The Palantir")
    assert result.exit_code == 0
    said = records(result.stdout)
    assert [(s.source.name, s.relation, s.target.name) for s in said] == [
        ("Mordor", "fight", "Gondor"),
        ("Gondor", "support", "Mordor"),
        ("Elves", "arm", "Gondor"),
    ]
    assert said[0].attribution[0].name == "Faramir"
    assert said[1].polarity == "negative"
    assert said[2].certainty == "possible"
    assert {s.outlet for s in said} == {"The Palantir"}
    assert run("statements", "--store", store, "--format", "jsonl").stdout == result.stdout


def test_read_says_in_one_line_what_came_of_it_and_why_the_rest_gave_nothing(
    run: Run, letter: Path
) -> None:
    result = run("read", letter, "--store", ":memory:", "--format", "jsonl")
    [line] = result.stderr.splitlines()
    assert line.startswith("1 document: 3 of 5 sentences gave 3 statements; the others: ")
    assert "(1)" in line


def test_a_date_that_nobody_can_read_is_said_to_be_none(run: Run, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.csv"
    corpus.write_text("text,date\nMordor attacked Gondor.,03/04/2013\nRohan armed Gondor.,2013\n")
    told = run("read", corpus, "--store", ":memory:", "-f", "jsonl")
    assert {said.date for said in records(told.stdout)} == {None, "2013"}
    assert told.stderr.endswith("; 1 without a date that can be read\n")


def test_memory_keeps_nothing(run: Run, letter: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    assert run("read", letter, "--store", ":memory:").exit_code == 0
    assert sorted(tmp_path.iterdir()) == before


def test_the_default_store_is_in_the_folder(
    run: Run, letter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("read", letter.name)
    assert (tmp_path / "allegiance.duckdb").exists()
    assert "Mordor" in run("statements").stdout


def test_reading_again_prints_the_same_and_says_so(run: Run, store: Path, letter: Path) -> None:
    before = store.read_bytes()
    again = run("read", letter, "--store", store, "--outlet", "The Palantir", "--date", "2013-01",
                "--format", "jsonl")  # fmt: skip
    assert len(records(again.stdout)) == 3
    assert again.stderr.startswith("1 document (1 unchanged): 3 of 5 sentences")
    assert store.read_bytes() == before


def test_standard_input_and_corpora_are_read(run: Run, tmp_path: Path) -> None:
    told = run("read", "-", "--store", ":memory:", "-f", "jsonl", input="Mordor attacked Gondor.")
    assert [said.relation for said in records(told.stdout)] == ["fight"]

    corpus = tmp_path / "corpus.csv"
    corpus.write_text("body,paper\nMordor attacked Gondor.,The Palantir\n")
    told = run("read", corpus, "--store", ":memory:", "-f", "jsonl", "--column", "text=body",
               "--column", "outlet=paper")  # fmt: skip
    assert [said.outlet for said in records(told.stdout)] == ["The Palantir"]


def test_a_folder_with_failures_reads_the_rest_and_lists_them_last(
    run: Run, letter: Path, tmp_path: Path
) -> None:
    (letter.parent / "empty.txt").touch()
    result = run("read", tmp_path, "--store", ":memory:", "--format", "jsonl")
    assert result.exit_code == SOME_FAILED
    assert len(records(result.stdout)) == 3
    lines = result.stderr.splitlines()
    assert lines[1] == "1 item could not be read:"
    assert lines[2].startswith("allegiance: ")
    assert "empty.txt holds no text" in lines[2]


def test_tables_show_the_sentence_who_says_it_and_what_is_denied(run: Run, store: Path) -> None:
    shown = run("statements", "--store", store).stdout
    assert "Faramir said that Mordor attacked Gondor in 2012." in shown
    assert "support, denied" in shown
    assert "possible" in shown
    assert "The Palantir, 2013-01" in shown


def test_every_format_gives_the_same_statements(run: Run, store: Path) -> None:
    lines = run("statements", "--store", store, "-f", "jsonl").stdout
    whole = run("statements", "--store", store, "-f", "json").stdout
    rows = list(csv.DictReader(StringIO(run("statements", "--store", store, "-f", "csv").stdout)))
    assert [json.loads(line) for line in lines.splitlines()] == json.loads(whole)
    assert [row["id"] for row in rows] == [each["id"] for each in json.loads(whole)]


@pytest.mark.parametrize(
    ("options", "relations"),
    [
        (["--actor", "mordor"], ["fight", "support"]),
        (["--actor", "Elves", "--actor", "text:mordor"], ["fight", "support", "arm"]),
        (["--relation", "arm"], ["arm"]),
        (["--outlet", "the palantir"], ["fight", "support", "arm"]),
        (["--outlet", "The Raven"], []),
        (["--speaker", "Faramir"], ["fight"]),
        (["--since", "2012", "--until", "2012-12"], ["fight"]),
        (["--certainty", "possible"], ["arm"]),
        (["--polarity", "negative"], ["support"]),
        (["--search", "attacked"], ["fight"]),
        (["--limit", "1"], ["fight"]),
        (["--theatre", "Mali"], []),
    ],
)
def test_conditions_choose_the_statements(
    run: Run, store: Path, options: list[str], relations: list[str]
) -> None:
    found = run("statements", "--store", store, "--format", "jsonl", *options)
    assert found.exit_code == 0
    assert [said.relation for said in records(found.stdout)] == relations


def test_real_actors_and_theatres_go_by_any_name(run: Run, tmp_path: Path) -> None:
    path, store = tmp_path / "a.txt", tmp_path / "a.duckdb"
    path.write_text("The French attacked AQIM in Mali. Russia attacked Ukraine.")
    run("read", path, "--store", store)
    for options in (
        ["--actor", "French"],
        ["--actor", "Al-Qaeda in the Islamic Maghreb"],
        ["--theatre", "Mali"],
        ["--theatre", "ml"],
    ):
        found = records(run("statements", "--store", store, "-f", "jsonl", *options).stdout)
        assert {(s.source.name, s.relation) for s in found} >= {("France", "fight")}, options
        assert "Russia" not in {s.source.name for s in found}


def test_nothing_found_is_said_with_a_hint(run: Run, store: Path) -> None:
    result = run("statements", "--store", store, "--actor", "Mordur")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "did you mean 'Mordor'?" in result.stderr
    assert "allegiance actors" in run("ties", "--store", store, "--outlet", "x").stderr


def test_ties_carry_their_statements(run: Run, store: Path) -> None:
    ties = [
        json.loads(line)
        for line in run("ties", "--store", store, "-f", "jsonl").stdout.splitlines()
    ]
    assert {tie["relation"] for tie in ties} == {"fight", "support", "arm"}
    fight = next(tie for tie in ties if tie["relation"] == "fight")
    assert (fight["sign"], fight["affirmed"], fight["denied"]) == (-1, 1, 0)
    assert fight["statements"][0]["attribution"][0]["name"] == "Faramir"
    table = run("ties", "--store", store, "--by", "period", "--limit", "1").stdout
    assert "According to" in table
    rows = list(csv.DictReader(StringIO(run("ties", "--store", store, "-f", "csv").stdout)))
    assert {row["relation"] for row in rows} == {"fight ->", "support ->", "arm ->"}
    assert run("ties", "--store", store, "--by", "moon").exit_code == 2


def test_ties_and_games_know_the_actors_of_ones_own(run: Run, tmp_path: Path) -> None:
    own, store, text = tmp_path / "arda.yaml", tmp_path / "arda.duckdb", tmp_path / "arda.txt"
    own.write_text(
        "source: field-notes\n"
        "sources: {field-notes: {citation: 'Field notes, Arda', licence: private}}\n---\n"
        "- {id: gondor, name: Gondor, kind: state, demonyms: [Gondorian]}\n"
        "- {id: gondor-rangers, name: Rangers of Ithilien, kind: armed force,"
        " part_of: [{actor: gondor}]}\n"
        "- {id: rohan, name: Rohan, kind: state}\n"
    )
    text.write_text("The Rangers of Ithilien attacked Rohan. Gondor armed Rohan.")
    assert run("read", text, "--store", store, "--actors", own).exit_code == 0
    asked = ("ties", "--store", store, "--level", "state", "--relation", "fight", "-f", "json")
    [lifted] = json.loads(run(*asked, "--actors", own, "--actor", "Rangers of Ithilien").stdout)
    [itself] = json.loads(run(*asked).stdout)
    assert (lifted["source"]["id"], itself["source"]["id"]) == ("gondor", "gondor-rangers")
    games = ("double-games", "--store", store, "-f", "json")
    [game] = json.loads(run(*games, "--actors", own).stdout)
    assert game["actor"]["id"] == "gondor"
    assert json.loads(run(*games).stdout or "[]") == []


def test_double_games_tell_according_to_whom(run: Run, store: Path) -> None:
    with Store.open(store) as kept:
        fight = next(query.statements(kept, relation="fight"))
        [letter] = kept.documents()
        here, there = (
            Place(id=f"country:{code}", name=code, country=code, lat=None, lon=None)
            for code in ("LY", "ML")
        )
        arm = msgspec.structs.replace(fight, id="1", relation="arm", sign=1, place=there)
        fight = msgspec.structs.replace(fight, place=here)
        kept.write(letter, sentences=[], mentions=[], statements=[fight, arm], coder="by hand")
    shown = run("double-games", "--store", store).stdout
    assert "according to" in shown
    games = json.loads(run("double-games", "--store", store, "-f", "json").stdout)
    assert [game["actor"]["name"] for game in games] == ["Mordor"]
    assert games[0]["standing"] == "alleged by one voice"
    assert "alleged by one voice" in run("double-games", "--store", store, "-f", "csv").stdout
    assert run("double-games", "--store", store, "--pattern", "both").stdout == ""
    none = run("double-games", "--store", store, "--actor", "Rohan")
    assert (none.exit_code, none.stdout) == (0, "")
    assert "no double game" in none.stderr


def test_actors_are_counted(run: Run, store: Path) -> None:
    found = json.loads(run("actors", "--store", store, "-f", "json").stdout)
    counts = {actor["name"]: actor["statements"] for actor in found}
    assert (counts["Gondor"], counts["Mordor"], counts["Elves"]) == (3, 2, 1)
    assert "Gondor" in run("actors", "--store", store, "--search", "gond").stdout
    assert "no such actor" in run("actors", "--store", store, "--kind", "state").stderr


def test_the_registry_is_looked_up_by_any_name(run: Run) -> None:
    found = json.loads(run("actors", "--known", "AQIM", "-f", "json").stdout)
    assert [actor["name"] for actor in found] == ["Al-Qaeda in the Islamic Maghreb"]
    unknown = run("actors", "--known", "Frence")
    assert unknown.exit_code == 1
    assert "did you mean 'France'?" in unknown.stderr


def test_the_actors_of_the_store_are_listed_by_either_command(run: Run, store: Path) -> None:
    group = run("actors", "--store", store, "--limit", 1, "-f", "jsonl").stdout
    assert run("actors", "list", "--store", store, "--limit", 1, "-f", "jsonl").stdout == group
    assert json.loads(group)["name"] == "Gondor"


def test_names_are_resolved_with_their_date_and_context(run: Run, tmp_path: Path) -> None:
    [found] = json.loads(run("actors", "resolve", "al-Kaidah", "-f", "json").stdout)
    assert (found["id"], found["kind"]) == ("al-qaeda", "armed group")
    then = json.loads(run("actors", "resolve", "Al-Nusra", "--date", "2018", "-f", "json").stdout)
    assert then[0]["standing"] == "former"
    assert "renamed Jabhat Fatah al-Sham" in then[0]["reason"]
    shown = run("actors", "resolve", "KIA", "--context", "in Myanmar").stdout
    assert shown.index("Kachin Independence Army") < shown.index("Kata'ib al-Imam Ali")

    names = tmp_path / "names.tsv"
    names.write_text("AQIM\t2003\nMordor\n\nKIA\t\tin Iraq\n")
    for told in (run("actors", "resolve", names, "-f", "jsonl"),
                 run("actors", "resolve", "-", "-f", "jsonl", input=names.read_bytes())):  # fmt: skip
        answers = [json.loads(line) for line in told.stdout.splitlines()]
        assert [a["asked"] for a in answers] == ["AQIM", "Mordor", "KIA"]
        assert [len(a["candidates"]) for a in answers] == [2, 0, 2]
        assert answers[1]["tried"][0] == "the name “Mordor”"
        assert answers[2]["candidates"][0]["id"] == "kataib-imam-ali"
    rows = list(csv.DictReader(StringIO(run("actors", "resolve", names, "-f", "csv").stdout)))
    assert [row["asked"] for row in rows] == ["AQIM", "AQIM", "Mordor", "KIA", "KIA"]


def test_a_name_that_nobody_bears_is_said_with_what_was_tried(run: Run) -> None:
    nobody = run("actors", "resolve", "Gondor Liberation Army")
    assert (nobody.exit_code, nobody.stdout) == (0, "")
    assert "tried: the name “Gondor Liberation Army”; other spellings" in nobody.stderr
    assert "the nearest names are those of " in nobody.stderr
    assert run("actors", "resolve", "AQIM", "--date", "soon").exit_code == 2


def test_actors_of_ones_own_are_resolved_too(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "arda.yaml"
    own.write_text(
        "source: field-notes\n"
        "sources: {field-notes: {citation: 'Field notes, Arda', licence: private}}\n---\n"
        "- {id: gondor, name: Kingdom of Gondor, kind: armed group, aliases: [Gondor]}\n"
    )
    [found] = json.loads(run("actors", "resolve", "Gondor", "--actors", own, "-f", "json").stdout)
    assert found["id"] == "gondor"
    own.write_text("- {id: gondor, nome: Gondor}\n")
    wrong = run("actors", "resolve", "Gondor", "--actors", own)
    assert wrong.exit_code == 1
    assert "arda.yaml, line 1" in wrong.stderr


def test_an_actor_is_shown_on_one_page(run: Run, tmp_path: Path) -> None:
    shown = run("actors", "show", "AQIM").stdout
    for told in ("Al-Qaeda in the Islamic Maghreb", "1998 to 2007-01   Salafist Group for Preaching",
                 "split from Armed Islamic Group  [", "Abdelmalek Droukdel", "UCDP 539", "Algeria (DZ)",
                 "Sources"):  # fmt: skip
        assert told in shown
    assert "Statements" not in shown
    assert "Gallia" not in run("actors", "show", "France").stdout

    path, store = tmp_path / "a.txt", tmp_path / "a.duckdb"
    path.write_text("The French attacked AQIM in Mali. The Ganda Kooy militia fought AQIM.")
    run("read", path, "--store", store, "--outlet", "The Palantir", "--date", "2013-01")
    told = run("actors", "show", "aqim", "--store", store).stdout
    assert "Statements 2, documents 1, told of " in told
    assert "The Palantir" in told
    assert (
        "... and 1 more ties"
        in run("actors", "show", "aqim", "--store", store, "--limit", 1).stdout
    )
    [card] = json.loads(run("actors", "show", "AQIM", "--store", store, "-f", "json").stdout)
    assert {tie["other"]["name"] for tie in card["evidence"]["ties"]} == {"France", "Ganda Koy"}
    silent = run("actors", "show", "UNITA", "--store", store).stdout
    assert "No statement of the store tells of it." in silent


def test_an_actor_of_texts_alone_is_shown_with_what_they_tell(run: Run, store: Path) -> None:
    for name in ("mordor", "text:mordor"):
        [card] = json.loads(run("actors", "show", name, "--store", store, "-f", "json").stdout)
        assert (card["id"], card["evidence"]["statements"]) == ("text:mordor", 2)


def test_a_name_of_several_or_of_nobody_shows_whom_to_ask_for(run: Run, store: Path) -> None:
    several = run("actors", "show", "KIA")
    assert several.exit_code == 1
    assert "may mean several: Kachin Independence Army (kia); Kata'ib" in several.stderr
    nobody = run("actors", "show", "Khand", "--store", store)
    assert nobody.exit_code == 1
    assert "is nobody's in the registry; the nearest are: " in nobody.stderr


def test_unknown_actors_are_reviewed(run: Run, store: Path) -> None:
    shown = run("actors", "review", store).stdout
    assert "text:mordor" in shown
    found = json.loads(run("actors", "review", store, "-f", "json", "--limit", 2).stdout)
    assert [(each["name"], each["statements"]) for each in found] == [("Gondor", 3), ("Mordor", 2)]
    assert all(c["score"] < 0.5 for each in found for c in each["candidates"])
    assert run("actors", "review", store.parent / "none.duckdb").exit_code == 1


def test_relations_are_listed(run: Run) -> None:
    from allegiance.ontology.relations import CODEBOOK

    found = json.loads(run("relations", "-f", "json").stdout)
    assert [each["name"] for each in found] == list(CODEBOOK)
    assert "Gondor" in run("relations").stdout


def test_explain_shows_what_the_coder_saw(run: Run) -> None:
    shown = run("explain", "Faramir said on Monday that Mordor may arm the Orcs.").stdout
    for heading in ("Mentions", "Who says what", "Times", "Parse", "Frames tried", "Statements"):
        assert heading in shown
    assert "refused: its with is not weapon" in run("explain", "Gondor helped Mordor.").stdout
    assert "No statement: no word that tells a relation." in run("explain", "It rained.").stdout


def test_explain_gives_the_same_to_machines(run: Run) -> None:
    [explained] = json.loads(run("explain", "Mordor attacked Gondor.", "-f", "json").stdout)
    assert [said["relation"] for said in explained["statements"]] == ["fight"]
    assert explained["parse"][1] == {
        "number": 1, "text": "attacked", "lemma": "attack", "part": "VERB", "role": "ROOT", "head": 1,
    }  # fmt: skip


def test_explain_refuses_what_it_cannot_read(run: Run) -> None:
    assert "empty" in run("explain", " ").stderr
    french = run(
        "explain", "Les soldats français ont attaqué les rebelles dans le nord du pays hier."
    )
    assert french.exit_code == 1
    assert "French" in french.stderr
    assert run("explain", "Mordor fell.", "--date", "soon").exit_code == 2


def test_a_report_is_one_file(run: Run, store: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    result = run("report", path, "--store", store, "--title", "Who <b>fights</b>?")
    assert result.exit_code == 0, result.stderr
    page = path.read_text()
    assert "<title>Who &lt;b&gt;fights&lt;/b&gt;?</title>" in page
    assert "3 statements" in result.stderr


def test_exports_go_to_files_and_to_standard_output(run: Run, store: Path, tmp_path: Path) -> None:
    path = tmp_path / "network.gexf"
    assert run("export", "gexf", path, "--store", store).exit_code == 0
    assert "Mordor" in path.read_text()
    rows = run("export", "csv", "-", "--store", store, "--relation", "arm").stdout
    assert [row["source_name"] for row in csv.DictReader(StringIO(rows))] == ["Elves"]
    wrong = run("export", "gefx", path, "--store", store)
    assert wrong.exit_code == 2
    assert "gexf" in wrong.stderr


def test_an_error_is_one_line_without_a_traceback(run: Run, tmp_path: Path) -> None:
    result = run("statements", "--store", tmp_path / "none.duckdb")
    assert result.exit_code == 1
    [line] = result.stderr.splitlines()
    assert line.startswith("allegiance: there is no store at ")
    assert not (tmp_path / "none.duckdb").exists()


def test_a_bug_is_left_to_crash(run: Run, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("allegiance.store.query.statements", broken)
    assert isinstance(run("statements", "--store", store).exception, ZeroDivisionError)


def test_nothing_in_a_text_is_taken_for_markup_or_obeyed_by_a_terminal(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Mordor attacked Gondor, wrote a [bold red]witness[/].")
    shown = run("read", path, "--store", ":memory:", "--outlet", "The [b]Pa\x1b[31mlantir\u202e")
    assert shown.exit_code == 0, shown.exception
    assert "Mordor attacked Gondor, wrote a [bold red]witness[/]." in shown.stdout
    assert "The [b]Pa" in shown.stdout
    assert "\x1b" not in shown.stdout + shown.stderr
    assert "\u202e" not in shown.stdout
    for form in ("jsonl", "json", "csv"):
        data = run("read", path, "--store", ":memory:", "-f", form, "--title", "a\x9b31m").stdout
        assert not {"\x1b", "\x9b", "\u202e"} & set(data)
    said = run("explain", "Mordor [/red] attacked Gondor.\x1b[31m")
    assert "Mordor [/red]" in said.stdout
    assert "\x1b" not in said.stdout


def test_a_closed_pipe_is_quiet(store: Path) -> None:
    command = [*COMMAND, "statements", "--store", str(store), "--format", "json"]
    reading, writing = os.pipe()
    os.close(reading)
    try:
        found = subprocess.run(
            command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False
        )
    finally:
        os.close(writing)
    assert found.stderr == ""


def test_control_c_ends_with_130() -> None:
    program = (
        "import allegiance.pipeline, allegiance.cli, sys\n"
        "def stop(*_, **__): raise KeyboardInterrupt\n"
        "allegiance.pipeline.documents = stop\n"
        "sys.argv = ['allegiance', 'read', 'x']\n"
        "allegiance.cli.main()\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert found.returncode == 130
    assert "Traceback" not in found.stderr


def test_the_demo_reads_the_samples_and_serves_until_control_c() -> None:
    from urllib.request import urlopen

    from tests.test_offline import free_port

    port = free_port()
    command = [*COMMAND, "demo", "--no-open", "--port", str(port)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as demo:
        try:
            assert demo.stdout is not None
            assert demo.stdout.readline() == f"http://127.0.0.1:{port}\n"
            page = _fetched(f"http://127.0.0.1:{port}/data.json", urlopen)
            assert len(page["documents"]) == len(samples.paths())
            assert page["title"] == "Allegiance: sample texts"
        finally:
            demo.send_signal(signal.SIGINT)
            _, messages = demo.communicate(timeout=120)
    assert demo.returncode == 0
    assert messages.startswith("6 documents: ")
    assert "Traceback" not in messages


def _fetched(address: str, fetch: object) -> dict[str, Any]:
    from urllib.error import URLError

    for _ in range(100):
        try:
            with fetch(address) as answer:  # type: ignore[operator]
                return msgspec.json.decode(answer.read())  # type: ignore[no-any-return]
        except URLError:
            time.sleep(0.1)
    raise AssertionError(f"{address} does not answer")


def test_a_demo_of_nothing_says_why(run: Run, tmp_path: Path) -> None:
    result = run("demo", tmp_path / "none.txt", "--no-open")
    assert result.exit_code == 1
    assert "none.txt" in result.stderr


def test_a_taken_port_is_told(run: Run, store: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = run("serve", "--store", store, "--port", port, "--no-open")
    assert result.exit_code == 2
    assert f"port {port}" in result.stderr


def test_a_place_is_told_with_its_score_and_reason(run: Run) -> None:
    (place, *_) = json.loads(run("places", "Menbij", "--country", "SY", "--format", "json").stdout)
    assert {"id", "name", "country", "lat", "lon", "precision", "score", "reason"} <= place.keys()
    assert (place["name"], place["country"], place["precision"]) == ("Manbij", "SY", "town")
    shown = run("places", "Kidal", "--context", "fighting in Mali").stdout
    assert "Kidal" in shown
    assert "in Mali, told" in " ".join(shown.split())


def test_a_file_of_names_is_answered_line_by_line(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "names.tsv"
    file.write_text("Gao\tML\n\nTripoli\t\tfighting in Lebanon\nZzyzzyx\n", encoding="utf-8")
    lines = run("places", str(file), "--format", "jsonl", "--limit", "1").stdout.splitlines()
    found = [json.loads(line) for line in lines]
    assert [each["asked"] for each in found] == ["Gao", "Tripoli", "Zzyzzyx"]
    assert [each["candidates"][0]["country"] for each in found[:2]] == ["ML", "LB"]
    assert found[2]["candidates"] == []
    rows = list(csv.DictReader(StringIO(run("places", str(file), "--format", "csv").stdout)))
    assert {row["asked"] for row in rows} == {"Gao", "Tripoli", "Zzyzzyx"}


def test_a_text_is_read_with_places_of_ones_own(run: Run, tmp_path: Path) -> None:
    own, text, store = (tmp_path / name for name in ("own.csv", "a.txt", "read.duckdb"))
    own.write_text("name,country,lat,lon\nOsgiliath,ML,17.5,-3.5\n", encoding="utf-8")
    text.write_text("France attacked the Taliban near Osgiliath in 2012.", encoding="utf-8")
    reading = ("read", str(text), "--store", str(store), "--places", str(own), "-f", "json")
    (said,) = json.loads(run(*reading).stdout)
    assert (said["place"]["id"], said["place"]["lat"]) == ("own:ml-osgiliath", 17.5)
    own.write_text("name,country,lat,lon\nOsgiliath,ML,17.5,-193.5\n", encoding="utf-8")
    failed = run(*reading)
    assert failed.exit_code == 1
    assert "own.csv, line 2: key 'lon'" in failed.stderr


def test_places_of_ones_own_come_first(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("- {name: Osgiliath, country: 'NO', lat: 61.5, lon: 8.25}", encoding="utf-8")
    (place,) = json.loads(run("places", "Osgiliath", "--places", str(file), "-f", "json").stdout)
    assert (place["lat"], place["precision"], place["reason"]) == (61.5, "exact", "the user's own")
    file.write_text("- {name: Osgiliath, country: 'NO', lat: 91, lon: 8.25}", encoding="utf-8")
    failed = run("places", "Osgiliath", "--places", str(file))
    assert failed.exit_code == 1
    assert "line 1: key 'lat': 91 is impossible" in failed.stderr


def test_an_unknown_place_or_country_is_named(run: Run) -> None:
    assert "'Zzyzzyx'" in run("places", "Zzyzzyx").stderr
    assert "'Mordor'" in run("places", "Gao", "--country", "Mordor").stderr
