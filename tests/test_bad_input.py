"""What bad input gets: one sentence that names the file and the way out, and the store as it was."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from pypdf import PdfWriter

from allegiance.cli import SOME_FAILED
from tests.conftest import Run

COMMAND = [sys.executable, "-m", "allegiance"]
SENTENCE = "Mordor attacked Gondor in 2012."


def pdf(path: Path, *, password: str | None = None) -> None:
    """A PDF of one page without any text."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    with path.open("wb") as file:
        writer.write(file)


def missing(path: Path) -> None:
    """Nothing is there."""


def empty(path: Path) -> None:
    path.touch()


def blank(path: Path) -> None:
    path.write_text(" \n\t\n")


def textless_pdf(path: Path) -> None:
    pdf(path)


def encrypted_pdf(path: Path) -> None:
    pdf(path, password="mellon")


def truncated_pdf(path: Path) -> None:
    pdf(path)
    path.write_bytes(path.read_bytes()[:200])


def truncated_docx(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>" * 50)
    path.write_bytes(path.read_bytes()[:100])


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 20)


def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))


def long_line(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(200):
            file.write(b"Mordor " * 149_797)
        file.write(b'"}\n')


def long_text(path: Path) -> None:
    with path.open("wb") as file:
        for _ in range(200):
            file.write(b"Mordor " * 149_797)


def textless_csv(path: Path) -> None:
    path.write_text("title,date\nThe war,2012\n")


def german(path: Path) -> None:
    path.write_text(
        "Die Truppen von Mordor haben gestern die Stadt angegriffen und viele Häuser zerstört, "
        "sagte ein Sprecher der Regierung am Montag in einer Erklärung."
    )


BAD = [
    ("missing.txt", missing, "does not exist"),
    ("empty.txt", empty, "holds no text"),
    ("blank.txt", blank, "holds no text"),
    ("textless.pdf", textless_pdf, "OCR"),
    ("encrypted.pdf", encrypted_pdf, "password"),
    ("truncated.pdf", truncated_pdf, ""),
    ("truncated.docx", truncated_docx, ""),
    ("binary.txt", binary, ""),
    ("picture.png", picture, "picture"),
    ("long.jsonl", long_line, "MB"),
    ("long.txt", long_text, "MB"),
    ("textless.csv", textless_csv, "text=NAME"),
    ("german.txt", german, "German"),
]


@pytest.mark.parametrize(("name", "make", "told"), BAD, ids=[name for name, *_ in BAD])
def test_a_bad_file_gets_one_sentence_and_the_store_stays(
    run: Run, store: Path, tmp_path: Path, name: str, make: object, told: str
) -> None:
    path = tmp_path / "bad" / name
    path.parent.mkdir()
    make(path)  # type: ignore[operator]
    before = store.read_bytes()

    result = run("read", path, "--store", store)

    assert result.exit_code == 1, result.exception
    assert result.stdout == ""
    [line] = result.stderr.splitlines()
    assert line.startswith("allegiance: ")
    assert name in line
    assert told in line
    assert ";" in line, "a way out stands after the semicolon"
    assert store.read_bytes() == before
    assert run("read", path, "--store", tmp_path / "new.duckdb").exit_code == 1
    assert not (tmp_path / "new.duckdb").exists(), "nothing read, nothing made"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_an_unreadable_file_gets_one_sentence(run: Run, letter: Path) -> None:
    letter.chmod(0)
    result = run("read", letter, "--store", ":memory:")
    assert result.exit_code == 1
    assert "letter.txt" in result.stderr
    assert "permission" in result.stderr


def test_in_a_folder_the_others_are_read_and_the_failures_listed(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "good.txt").write_text(SENTENCE)
    small = [each for each in BAD if each[0] not in ("long.jsonl", "long.txt", "missing.txt")]
    for name, make, _ in small:
        make(folder / name)
    result = run("read", folder, "--store", ":memory:", "--format", "jsonl")
    assert result.exit_code == SOME_FAILED
    assert [json.loads(line)["relation"] for line in result.stdout.splitlines()] == ["fight"]
    summary, heading, *failures = result.stderr.splitlines()
    assert summary.startswith("1 document: 1 of 1 sentence gave 1 statement")
    assert heading == f"{len(small)} items could not be read:"
    assert len(failures) == len(small)
    for name, _, _ in small:
        assert sum(name in failure for failure in failures) == 1


def text_file(path: Path) -> None:
    path.write_text("my shopping list")


def other_database(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE rings (name VARCHAR)")


def folder(path: Path) -> None:
    path.mkdir()


STORES = [
    ("list.duckdb", text_file, "not a store of Allegiance"),
    ("rings.duckdb", other_database, "not a store of Allegiance"),
    ("folder.duckdb", folder, "folder"),
    ("nowhere/a.duckdb", missing, "folder does not exist"),
]


@pytest.mark.parametrize(("name", "make", "told"), STORES, ids=[name for name, *_ in STORES])
def test_a_store_that_is_not_ours_is_left_as_it_is(
    run: Run, letter: Path, tmp_path: Path, name: str, make: object, told: str
) -> None:
    path = tmp_path / name
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else None
    for arguments in (("read", letter), ("statements",), ("report", tmp_path / "out.html")):
        result = run(*arguments, "--store", path)
        assert result.exit_code == 1, arguments
        [line] = result.stderr.splitlines()
        assert line.startswith("allegiance: ")
        assert name in line
        assert told in line or "there is no store" in line
    assert before == (path.read_bytes() if path.is_file() else None)
    assert not (tmp_path / "out.html").exists()


def test_a_newer_store_is_left_as_it_is(run: Run, store: Path, letter: Path) -> None:
    with duckdb.connect(str(store)) as connection:
        connection.execute("UPDATE schema SET version = 99")
    before = store.read_bytes()
    result = run("read", letter, "--store", store, "--again")
    assert result.exit_code == 1
    assert "upgrade Allegiance" in result.stderr
    assert store.read_bytes() == before


@contextmanager
def held(store: Path) -> Iterator[None]:
    """Another process that has the store open for writing."""
    program = (
        "import sys; from allegiance.store import Store; s = Store.open(sys.argv[1]);"
        "print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(store)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        yield
        holder.communicate()


def test_a_second_process_gets_one_sentence(run: Run, store: Path, letter: Path) -> None:
    with held(store):
        for arguments in (("read", letter), ("ties",)):
            result = run(*arguments, "--store", store)
            assert result.exit_code == 1
            [line] = result.stderr.splitlines()
            assert "is in use by another process" in line
            assert str(store.name) in line


def test_a_full_disk_gets_one_sentence_and_the_store_stays(store: Path, letter: Path) -> None:
    if not shutil.which("prlimit"):
        pytest.skip("this machine has no prlimit to bound the size of a file")
    before = store.read_bytes()
    letter.write_text("In 2013, Mordor attacked Gondor. Gondor attacked Mordor.")
    result = subprocess.run(
        ["prlimit", "--fsize=4096", *COMMAND, "read", str(letter),
         "--store", str(store), "--language", "en"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 1, result.stderr
    [line] = result.stderr.splitlines()
    assert line.startswith(f"allegiance: {store} could not be ")
    assert "disk is full" in line
    assert store.read_bytes() == before
    statements = subprocess.run(
        [*COMMAND, "statements", "--store", str(store), "--format", "jsonl"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert len(statements.splitlines()) == 3


def test_stray_bytes_control_characters_and_marks_of_direction_are_mended(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(
        b"Mordor \xff\xfeattacked\x00 \x1b[31mGondor\xe2\x80\xae in 2012.\xe2\x80\x8f\x07\n"
    )
    result = run("read", path, "--store", tmp_path / "a.duckdb", "--format", "jsonl")
    assert result.exit_code in (0, 1)
    for written in (result.stdout, result.stderr):
        assert not {"\x1b", "\x00", "\x07", "\u202e", "\u200f"} & set(written)

    path.write_text("Mordor attacked \x1b[31mGondor\u202e in 2012.\u200f\x07")
    result = run("read", path, "--store", tmp_path / "b.duckdb", "--format", "jsonl")
    [said] = map(json.loads, result.stdout.splitlines())
    assert said["target"]["name"] == "Gondor"
    assert not {"\x1b", "\x07", "\u202e", "\u200f"} & set(said["sentence"])


def test_scripts_in_a_page_run_neither_here_nor_in_the_report(run: Run, tmp_path: Path) -> None:
    path, store, report = (tmp_path / name for name in ("a.html", "a.duckdb", "out.html"))
    attack = "<script>alert(1)</script>"
    path.write_text(
        f"<html><head><title>War {attack}</title>{attack}</head><body><article>"
        f"<p>Mordor attacked Gondor in 2012, a witness in the city told this paper. {attack}</p>"
        '<p onclick="alert(2)">Gondor never helped Mordor, the witness added on Monday.</p>'
        "<p>It rained for many days, and nobody in the city could remember a longer siege.</p>"
        "</article></body></html>"
    )
    run("read", path, "--store", store, "--title", f"War {attack}", "--outlet", attack)
    assert run("report", report, "--store", store, "--title", attack).exit_code == 0
    written = report.read_text()
    assert "alert(" not in written.replace("&lt;script&gt;alert(1)", "")
    assert attack not in written


def test_bad_options_stop_before_anything_is_written(
    run: Run, letter: Path, store: Path, tmp_path: Path
) -> None:
    before = store.read_bytes()
    for options, told in (
        (["--date", "soon"], "2013-01-14"),
        (["--column", "text"], "text=body"),
        (["--column", "words=body"], "text"),
        (["--language", "fr"], "English"),
        (["--format", "xml"], "jsonl"),
    ):
        result = run("read", letter, "--store", store, *options)
        assert result.exit_code == 2, options
        assert told in result.stderr, options
        assert "Traceback" not in result.stderr
    assert store.read_bytes() == before
    for options in (
        ["--relation", "armed"],
        ["--certainty", "maybe"],
        ["--polarity", "no"],
        ["--since", "soon"],
        ["--limit", "-1"],
    ):
        result = run("statements", "--store", store, *options)
        assert result.exit_code in (1, 2), options
        assert result.stdout == ""
        assert options[0].removeprefix("--") in result.stderr


def test_a_report_that_cannot_be_written_leaves_what_was_there(
    run: Run, store: Path, tmp_path: Path
) -> None:
    assert "folder" in run("report", tmp_path, "--store", store).stderr
    assert "folder" in run("report", tmp_path / "none" / "a.html", "--store", store).stderr
    assert run("export", "csv", tmp_path, "--store", store).exit_code == 2
