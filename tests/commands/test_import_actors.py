"""The command `actors import`."""

from pathlib import Path

from tests.conftest import Run

GROUPS = "JAISH_AL_GONDOR_ [MLIREB]\n+RIDERS_OF_GONDOR_\nOSGILIATH [MLI]\nFARAMIR\n [MLIGOV 20010230-20020101]\n"


def test_a_dictionary_becomes_actors_that_other_commands_take(run: Run, tmp_path: Path) -> None:
    words, out = tmp_path / "groups.txt", tmp_path / "groups.yaml"
    words.write_text(GROUPS)
    done = run("actors", "import", words, "--out", out, "--licence", "MIT")
    assert done.exit_code == 0, done.stderr
    assert f"3 entries; 2 actors new in {out}" in done.stderr
    assert "1 entry passed over: the code tells a country" in done.stderr
    assert "1 date left out: line 4, [MLIGOV 20010230-20020101] of FARAMIR" in done.stderr
    shown = run("actors", "show", "Riders of Gondor", "--actors", out, "-f", "json")
    assert shown.exit_code == 0, shown.stderr
    assert "jaish-al-gondor" in shown.stdout


def test_without_a_file_it_is_printed(run: Run, tmp_path: Path) -> None:
    words = tmp_path / "groups.txt"
    words.write_text(GROUPS)
    done = run("actors", "import", words)
    assert "citation: groups.txt" in done.stdout
    assert "- id: jaish-al-gondor\n  name: Jaish al Gondor\n  kind: armed group\n" in done.stdout


def test_what_is_no_dictionary_of_actors_is_told(run: Run, tmp_path: Path) -> None:
    words = tmp_path / "agents.txt"
    words.write_text("SOLDIER [~MIL]\n")
    done = run("actors", "import", words, "--out", tmp_path / "x.yaml")
    assert done.exit_code == 1
    assert "names no actor with a code such as [MLIREB]" in done.stderr
    assert not (tmp_path / "x.yaml").exists()
