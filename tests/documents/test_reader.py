"""From what the user passes to documents."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from allegiance.documents import Document, identify, read
from allegiance.documents import reader as room
from allegiance.documents.draft import LARGEST_FILE
from allegiance.documents.web import Page
from allegiance.errors import BadOption, UnknownLanguage, UnreadableDocument
from tests.documents.test_pdf import letter, report
from tests.documents.test_web import RSS, html

GONDOR = "Gondor armed Rohan."
FRENCH = "Le Gondor a armé le Rohan, a déclaré un porte-parole mercredi soir à la presse."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with everything in it, good and bad."""
    (tmp_path / "deeper" / ".hidden").mkdir(parents=True)
    (tmp_path / "a.txt").write_text(GONDOR)
    (tmp_path / "b.md").write_text(f"---\ndate: 14 January 2013\n---\n# Title\n\n{GONDOR}")
    (tmp_path / "c.html").write_bytes(html())
    (tmp_path / "d.pdf").write_bytes(report(GONDOR))
    (tmp_path / "e.docx").write_bytes(letter(GONDOR))
    (tmp_path / "f.xml").write_text(RSS)
    (tmp_path / "g.jsonl").write_text('{"text": "Gondor armed Rohan."}\nbroken\n')
    (tmp_path / "h.csv").write_text("text,date\nGondor armed Rohan.,2013\n,2014\n")
    (tmp_path / "i.txt").write_text("")
    (tmp_path / "j.unheard-of").write_text(GONDOR)
    (tmp_path / "k.png").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "l.txt").write_text(FRENCH)
    (tmp_path / ".hidden.txt").write_text(GONDOR)
    (tmp_path / "deeper" / "m").write_text(GONDOR)
    (tmp_path / "deeper" / ".hidden" / "n.txt").write_text(GONDOR)
    return tmp_path


def all_of(source: str | Path, **options: str) -> tuple[list[str], list[str]]:
    """The names of what is read and of what fails."""
    failures: list[UnreadableDocument] = []
    found = list(read(source, on_failure=failures.append, **options))  # type: ignore[arg-type]
    paths = [Path(document.path or "").name for document in found]
    return paths, [Path(str(failure).split()[0]).name for failure in failures]


def test_a_file_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(GONDOR)
    assert list(read(path)) == [
        Document(id=identify(GONDOR), text=GONDOR, language="en", path=str(path))
    ]


def test_a_folder_is_read_in_order_and_what_fails_is_told(folder: Path) -> None:
    read_ones, failed = all_of(folder)
    assert read_ones == [
        *("a.txt", "b.md", "c.html", "d.pdf"),
        *("m", "e.docx", "f.xml:1", "f.xml:2", "g.jsonl:1", "h.csv:2"),
    ]
    assert failed == [
        "f.xml:3",
        "g.jsonl:2",
        "h.csv:3",
        *("i.txt", "j.unheard-of", "k.png", "l.txt"),
    ]


def test_a_folder_tells_the_log_when_nobody_listens(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert len(list(read(folder))) == 10
    assert "k.png is a picture" in caplog.text


def test_a_glob_is_read_in_order(folder: Path) -> None:
    assert all_of(f"{folder}/[ab].*") == (["a.txt", "b.md"], [])
    assert all_of(f"{folder}/**/m") == (["m"], [])
    assert all_of(f"{folder}/*.png") == ([], ["k.png"])


def test_a_file_named_like_a_glob_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text(GONDOR)
    assert all_of(tmp_path / "a[1].txt") == (["a[1].txt"], [])


def test_the_user_wins_over_the_file(folder: Path) -> None:
    (found,) = read(folder / "b.md")
    assert (found.date, found.title) == ("2013-01-14", "Title")
    (found,) = read(
        folder / "b.md",
        date="2013",
        title="T",
        outlet="Tar",
        author="Frodo",
        url="http://t.example",
    )
    assert (found.date, found.title, found.outlet, found.author) == ("2013", "T", "Tar", "Frodo")
    assert found.id == identify(found.text, outlet="Tar", url="http://t.example")


def test_a_date_nobody_states_is_none(folder: Path) -> None:
    (folder / "b.md").write_text(f"---\ndate: some day in winter\n---\n{GONDOR}")
    assert next(read(folder / "b.md")).date is None
    assert next(read(folder / "a.txt")).date is None


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"date": "some day"}, "date 'some day' is not a date; write 2013-01-14"),
        ({"language": "fr"}, "language 'fr' is not coded yet"),
        ({"columns": {"body": "text"}}, "'text' cannot stand for 'body'"),
    ],
)
def test_an_option_that_makes_no_sense_is_told_at_once(
    folder: Path, options: dict[str, str], words: str
) -> None:
    with pytest.raises(BadOption, match=words):
        read(folder, **options)  # type: ignore[arg-type]


def test_a_foreign_language_is_named_and_can_be_forced(folder: Path) -> None:
    with pytest.raises(UnknownLanguage, match=r"l\.txt is in French, which .* --language en"):
        list(read(folder / "l.txt"))
    (found,) = read(folder / "l.txt", language="English")
    assert found.language == "en"


def test_a_row_that_says_it_is_foreign_is_believed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,language\nGondor armed Rohan.,French\nGondor armed Rohan.,en-GB\n")
    assert all_of(path) == (["a.csv:3"], ["a.csv:2"])


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"", "holds no text"),
        ("a.txt", b" \n\xc2\xa0\xe2\x80\x8b\n", "holds no text"),
        ("a.txt", b"Gondor\0Rohan", "is binary data"),
        ("a.txt", b"x" * (LARGEST_FILE + 1), "is larger than 50 MB"),
        ("a.txt", b"x" * (6 * 1024 * 1024), "is a line of more than 5 MB"),
        ("a.csv", b"body\nGondor\n", "has no column 'text'"),
        ("a.csv", b"text,date\n", "holds no text"),
        ("a.pdf", report(""), "holds no text"),
        ("a.pdf", b"Gondor", "is not a PDF"),
        ("a.docx", b"Gondor", "is damaged"),
        ("a.xlsx", b"PK\x03\x04", "is a spreadsheet"),
    ],
)
def test_a_bad_file_is_told_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableDocument, match=words) as refusal:
        list(read(path))
    assert str(refusal.value).startswith(str(path))
    assert "; " in str(refusal.value)


@pytest.mark.parametrize("name", ["missing.txt", "missing/*.txt", "a\0b", "x" * 5000])
def test_what_is_not_there_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableDocument, match="; "):
        list(read(f"{tmp_path}/{name}"))


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="holds no files"):
        list(read(tmp_path))


def test_what_may_not_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableDocument, match=r"a\.txt may not be read by you"):
        list(read(folder / "a.txt"))
    monkeypatch.undo()
    scan = os.scandir
    monkeypatch.setattr(os, "scandir", lambda at: refuse() if "deeper" in str(at) else scan(at))
    assert "deeper" in all_of(folder)[1]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_in_a_folder_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "c").symlink_to(tmp_path)
    assert all_of(tmp_path) == ([], ["a.txt", "b.txt", "c"])


def test_a_name_that_cannot_be_printed_can(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff\x1b[31m.txt"
    Path(os.fsdecode(path)).write_text(GONDOR)
    (found,) = read(tmp_path)
    assert (found.path or "").encode().decode().isprintable()


@pytest.mark.parametrize(
    ("content", "count", "columns"),
    [
        (GONDOR.encode(), 1, None),
        (html(), 1, None),
        (report(GONDOR), 1, None),
        (letter(GONDOR), 1, None),
        (RSS.encode(), 2, None),
        (b'{"text": "Gondor armed Rohan."}\n{"text": "Rohan fled."}\n', 2, None),
        (b"date,text\n2013,Gondor armed Rohan.\n2014,Rohan fled.\n", 2, None),
        (b"date,body\n2013,Gondor armed Rohan.\n", 1, {"text": "body"}),
    ],
)
def test_standard_input_is_what_it_looks_like(
    content: bytes, count: int, columns: dict[str, str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    found = list(read("-", columns=columns, on_failure=lambda failure: None))
    assert len(found) == count
    assert all((document.path or "").startswith("standard input") for document in found)


def test_bad_standard_input_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for content, words in ((b"", "holds no text"), (b"x" * (LARGEST_FILE + 1), "is larger than")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        with pytest.raises(UnreadableDocument, match=f"^standard input {words}"):
            list(read("-"))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (Page(content=html(), media_type="text/html", url="http://www.tar.example/a"), "text/html"),
        (
            Page(content=report(GONDOR), media_type="application/pdf", url="http://tar.example/a"),
            "",
        ),
        (Page(content=GONDOR.encode(), media_type="x/y", url="http://tar.example/a.txt"), ""),
    ],
)
def test_an_address_is_read_by_what_it_answers(
    page: Page, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("allegiance.documents.web.fetch", lambda url: page)
    (found,) = read("https://tar.example/story")
    assert "Gondor armed Rohan" in found.text
    assert (found.outlet, found.url) == ("tar.example", page.url)
    assert found.path == "https://tar.example/story"


def test_an_address_that_a_browser_might_run_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "text,url\nGondor,javascript:alert(1)\nRohan,tar.example/1\nX,data:text/html;x\n"
    )
    assert [document.url for document in read(path)] == [None, "tar.example/1", None]


def test_a_corpus_is_streamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Gondor armed Rohan."}\n' * 3)
    seen = []

    def counting(found: object, *rest: object) -> object:
        seen.append(found)
        return document(found, *rest)  # type: ignore[arg-type]

    document = room._document
    monkeypatch.setattr(room, "_document", counting)
    documents: Iterator[Document] = read(path)
    next(documents)
    assert len(seen) == 1


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    heavy = "{'trafilatura', 'feedparser', 'pypdfium2', 'mammoth', 'ftfy', 'py3langid', 'numpy'}"
    code = f"import sys, allegiance.documents; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
