"""Plain text, Markdown and corpora."""

import csv
import io
from collections.abc import Mapping

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.documents import text as reader
from allegiance.documents.draft import LONGEST_LINE, Draft
from allegiance.errors import UnreadableDocument

BIG = b"x" * (LONGEST_LINE + 10)


def drafts(found: object) -> list[Draft]:
    assert isinstance(found, list)
    assert all(isinstance(each, Draft) for each in found), found
    return found


def table(content: bytes, columns: Mapping[str, str] | None = None) -> list[object]:
    return list(reader.table(io.BytesIO(content), "a.csv", columns=columns))


def jsonl(content: bytes, columns: Mapping[str, str] | None = None) -> list[object]:
    return list(reader.jsonl(io.BytesIO(content), "a.jsonl", columns=columns))


def markdown(content: str) -> Draft:
    return drafts(list(reader.markdown(io.BytesIO(content.encode()), "a.md")))[0]


def test_plain_text_is_word_for_word() -> None:
    content = "Gondor armed Rohan.\n\nIt is said."
    found = drafts(list(reader.plain_text(io.BytesIO(content.encode()), "a.txt")))
    assert found == [Draft(text=content)]


def test_a_line_too_long_for_writing_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match=r"^a\.txt:2 is a line of more than 5 MB"):
        list(reader.plain_text(io.BytesIO(b"Gondor\n" + BIG), "a.txt"))


def test_front_matter_tells_about_markdown() -> None:
    found = markdown(
        "---\ntitle: Gondor arms Rohan\ndate: 2013-01-14\noutlet: Tar\n"
        "author: [Frodo, Sam]\nurl: http://tar.example/1\ndraft: true\n---\n\nGondor armed Rohan.\n"
    )
    assert found == Draft(
        text="Gondor armed Rohan.",
        title="Gondor arms Rohan",
        date="2013-01-14",
        outlet="Tar",
        author="Frodo, Sam",
        url="http://tar.example/1",
    )


def test_the_words_of_markdown_stay() -> None:
    found = markdown(
        "# Gondor *arms* Rohan\n\nGondor [armed](http://x.example 'y') **Rohan**,\nsaid `Frodo`.\n\n"
        "- one\n- two\n\n> quoted\n\n| a | b |\n|---|---|\n| c | d |\n\n"
        "![a picture of Rohan](x.png)\n\n<div>Mordor</div>\n\n<script>alert(1)</script>\n"
    )
    assert found.title == "Gondor arms Rohan"
    assert found.text.split("\n\n") == [
        "Gondor arms Rohan",
        "Gondor armed Rohan,\nsaid Frodo.",
        "one",
        "two",
        "quoted",
        *"abcd",
        "a picture of Rohan",
        "Mordor",
    ]


@pytest.mark.parametrize(
    "content", ["---\n\nGondor\n", "---\nGondor\n---\nRohan\n", "Gondor\n---\n"]
)
def test_lines_that_are_no_front_matter_are_text(content: str) -> None:
    assert "Gondor" in markdown(content).text


def test_broken_front_matter_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match=r"^a\.md has front matter that is not YAML"):
        markdown("---\ntitle: [Gondor\n---\nRohan")


def test_a_table_is_one_document_a_row() -> None:
    content = 'date,Text ,outlet\n2013,"Gondor, armed\nRohan.",Tar\n,Rohan fled.,\n'
    assert drafts(table(content.encode())) == [
        Draft(text="Gondor, armed\nRohan.", date="2013", outlet="Tar", part="2"),
        Draft(text="Rohan fled.", part="4"),
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_table_is_read(mark: str, encoding: str) -> None:
    content = f"title{mark}text\r\nÉowyn{mark}Éowyn rode.\r\n".encode(encoding)
    assert drafts(table(content)) == [Draft(text="Éowyn rode.", title="Éowyn", part="2")]


def test_old_and_odd_tables_are_read() -> None:
    old = drafts(table(b"text,date\rGondor,2013\rRohan,2014\r"))
    assert [(draft.text, draft.part) for draft in old] == [("Gondor", "2"), ("Rohan", "3")]
    assert drafts(table(b"sep=;\r\ntext;date\r\nGondor;2013\r\n"))[0].part == "3"


def test_a_first_line_too_long_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match=r"^a\.csv:1 is a line of more than 5 MB"):
        table(BIG)


def test_the_user_names_the_columns() -> None:
    content = b"body,paper,text\nGondor armed Rohan.,Tar,ignored\n"
    found = table(content, {"text": "Body", "outlet": "paper"})
    assert drafts(found) == [Draft(text="Gondor armed Rohan.", outlet="Tar", part="2")]


def test_a_table_without_text_names_its_columns() -> None:
    with pytest.raises(
        UnreadableDocument, match=r"no column 'text'.* its columns are body, paper;"
    ):
        table(b"body;paper\nGondor;Tar\n")
    with pytest.raises(UnreadableDocument, match=r"no column 'when', its columns are text, date;"):
        table(b"text,date\nGondor,2013\n", {"date": "when"})


def test_a_row_without_text_is_told_by_its_line() -> None:
    found = table(b"text,date\nGondor,2013\n\n  ,2014\nRohan\n")
    assert [getattr(each, "text", None) or str(each).split()[0] for each in found] == [
        "Gondor",
        "a.csv:4",
        "Rohan",
    ]


def test_a_row_that_is_too_long_is_told_and_the_others_are_read() -> None:
    found = table(b"text\nGondor\n" + BIG + b"\nRohan\n")
    assert isinstance(found[1], UnreadableDocument)
    assert str(found[1]).startswith("a.csv:3 is a line of more than 5 MB")
    assert drafts([found[0], found[2]])[1].part == "4"


def test_a_quote_left_open_is_told() -> None:
    found = table(b'text,date\nGondor,2013\n"Rohan,2014\nMordor,2015\n')
    assert str(found[1]).startswith("a.csv:3 is not a row of a table")
    assert len(found) == 2


def test_a_table_without_rows_gives_nothing_and_one_without_anything_fails() -> None:
    assert table(b"text,date\n") == []
    with pytest.raises(UnreadableDocument, match="holds no text"):
        table(b"\n\n")


def test_jsonl_is_one_document_a_line() -> None:
    content = (
        b'{"text": "Gondor armed Rohan.", "date": 2013, "author": ["Frodo", "Sam"], "x": {}}\n\n'
    )
    assert drafts(jsonl(content)) == [
        Draft(text="Gondor armed Rohan.", date="2013", author="Frodo, Sam", part="1")
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"Gondor", "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b"[1]", "is not a JSON object"),
        (b"9" * 9999, "is not JSON"),
        (b'{"body": "x"}', "has no text under 'text', its keys are 'body';"),
        (b'{"text": null}', "has no text under 'text'"),
        (b'{"text": " "}', "holds no text"),
        (BIG, "is a line of more than 5 MB"),
    ],
)
def test_a_bad_line_is_told_by_its_number_and_the_others_are_read(line: bytes, words: str) -> None:
    found = jsonl(b'{"text": "Gondor"}\n' + line + b'\n{"text": "Rohan"}')
    assert str(found[1]).startswith("a.jsonl:2 ")
    assert words in str(found[1])
    assert [each.text for each in drafts([found[0], found[2]])] == ["Gondor", "Rohan"]


def test_the_user_names_the_keys() -> None:
    assert drafts(jsonl(b'{"body": "Gondor"}', {"text": "body"})) == [
        Draft(text="Gondor", part="1")
    ]


PRINTABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)


@given(st.lists(st.tuples(PRINTABLE, PRINTABLE), max_size=5))
def test_what_is_written_as_csv_is_read_back(rows: list[tuple[str, str]]) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([("text", "title"), *rows])
    found = table(written.getvalue().encode())
    assert [each.text for each in found if isinstance(each, Draft)] == [
        text for text, _ in rows if text.strip()
    ]


@given(st.lists(PRINTABLE, max_size=5))
def test_what_is_written_as_jsonl_is_read_back(texts: list[str]) -> None:
    content = b"\n".join(msgspec.json.encode({"text": text}) for text in texts)
    found = jsonl(content)
    assert [each.text for each in found if isinstance(each, Draft)] == [
        text for text in texts if text.strip()
    ]


@given(st.binary(max_size=200))
def test_any_bytes_are_rows_or_refusals(content: bytes) -> None:
    for read in (table, jsonl):
        try:
            found = read(b"text,title\n" + content)
        except UnreadableDocument:
            continue
        assert all(isinstance(each, Draft | UnreadableDocument) for each in found)
