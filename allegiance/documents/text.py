"""Plain text, Markdown, and corpora that hold one document a row: JSONL, CSV and TSV."""

import codecs
import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO

from allegiance.documents.cleaning import decode, encoding_of
from allegiance.documents.draft import FIELDS, LONGEST_LINE, MEGABYTE, Draft, Found, content, empty
from allegiance.errors import UnreadableDocument

if TYPE_CHECKING:
    import _csv


def plain_text(file: BinaryIO, name: str) -> Iterator[Found]:
    """A text file is one document, word for word."""
    yield Draft(text=_whole(file, name))


def markdown(file: BinaryIO, name: str) -> Iterator[Found]:
    """A Markdown file is one document: its words without the marks, what its front matter says.

    Raises UnreadableDocument where the front matter is not YAML.
    """
    about, body = _front_matter(_whole(file, name), name)
    text, heading = _words(body)
    yield Draft(
        text=text,
        title=about.get("title", heading),
        outlet=about.get("outlet"),
        author=about.get("author"),
        date=about.get("date"),
        url=about.get("url"),
        language=about.get("language"),
    )


def jsonl(
    file: BinaryIO, name: str, *, columns: Mapping[str, str] | None = None
) -> Iterator[Found]:
    """One document a line, each line a JSON object with `text` and any of the other FIELDS.

    `columns` maps our fields to the keys used in this file. A line that is no such object is
    told by its number, and the others are read.
    """
    for number, line in _lines(file, name):
        if line is None:
            yield _too_long(name, number)
        elif line.strip():
            yield _object(line, f"{name}:{number}", number, columns or {})


def table(
    file: BinaryIO, name: str, *, columns: Mapping[str, str] | None = None
) -> Iterator[Found]:
    """One document a row of a CSV or TSV file, whose first row names the columns.

    Commas, semicolons, tabs and bars are told apart by that first row. `columns` maps our fields
    to the columns of this file. A row without text is told by the number of the line it begins
    at. Raises UnreadableDocument where no column holds the text.
    """
    csv.field_size_limit(LONGEST_LINE)
    lines = _lines(file, name)
    before, header = _first(lines, name)
    places, mark = _header(header, name, columns or {})
    skipped: set[int] = set()
    rows = csv.reader(_noting(lines, skipped), delimiter=mark, strict=True)
    yield from _rows(rows, before, name, places, skipped)


def _whole(file: BinaryIO, name: str) -> str:
    """The decoded file.

    Raises UnreadableDocument for a file or a line that is too large, and for binary data.
    """
    found = content(file, name)
    for number, line in enumerate(found.split(b"\n"), 1):
        if len(line) > LONGEST_LINE:
            raise _too_long(name, number)
    return decode(found, name)


def _too_long(name: str, number: int) -> UnreadableDocument:
    return UnreadableDocument(
        f"{name}:{number} is a line of more than {LONGEST_LINE // MEGABYTE} MB, too long for "
        "writing; break it into paragraphs"
    )


def _front_matter(text: str, name: str) -> tuple[dict[str, str], str]:
    """What stands between two --- lines at the top, and the rest."""
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    if not lines or lines[0].rstrip() != "---":
        return {}, text
    ends = (place for place, line in enumerate(lines) if place and line.rstrip() in {"---", "..."})
    if not (end := next(ends, None)):
        return {}, text
    about = _yaml("".join(lines[1:end]), name)
    return about, "".join(lines[end + 1 :]) if about else text


def _yaml(text: str, name: str) -> dict[str, str]:
    """The plain entries of a YAML mapping, all as text; a list of authors becomes one line."""
    import yaml

    try:
        found = yaml.load(text, yaml.CBaseLoader)
    except (yaml.YAMLError, RecursionError):
        raise UnreadableDocument(
            f"{name} has front matter that is not YAML; mend it, or take away the lines "
            "from --- to ---"
        ) from None
    if not isinstance(found, dict):
        return {}
    entries = ((str(key).lower(), _line(value)) for key, value in found.items())
    return {key: value for key, value in entries if value}


def _line(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str))
    return value.strip() if isinstance(value, str) else ""


def _words(markdown: str) -> tuple[str, str | None]:
    """The words of a Markdown text, and its first heading of the first rank."""
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from allegiance.documents.markup import plain

    def inline(token: Token) -> str:
        if token.type in {"softbreak", "hardbreak"}:
            return "\n"
        if token.type == "image":
            return "".join(map(inline, token.children or ()))
        return token.content if token.type in {"text", "code_inline"} else ""

    def block(token: Token) -> str:
        if token.type == "html_block":
            return plain(token.content)
        if token.type in {"fence", "code_block"}:
            return token.content
        return "".join(map(inline, token.children or ())) if token.type == "inline" else ""

    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    pairs = pairwise(tokens)
    headings = [block(token) for before, token in pairs if before.tag == "h1" and before.nesting]
    blocks = (block(token).strip("\n") for token in tokens)
    return "\n\n".join(words for words in blocks if words.strip()), next(iter(headings), None)


def _lines(file: BinaryIO, name: str) -> Iterator[tuple[int, str | None]]:
    """The numbered lines of a file of any size, None for a line that is too long to hold.

    The beginning of the file tells its encoding.
    """
    head = file.read(_HEAD)
    file.seek(0)
    encoding = encoding_of(head, name)
    if encoding.startswith(("utf-16", "utf-32")):
        decoded = codecs.getreader(encoding)(file, "replace")
        for number, text in enumerate(decoded, 1):
            yield number, text if len(text) <= LONGEST_LINE else None
        return
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        whole = len(line) <= LONGEST_LINE
        if not whole:
            _skip_line(file)
        for part in _OLD_BREAK.split(_decode_line(line, encoding)) if whole else [None]:
            number += 1
            yield number, part


_HEAD = 262144
_OLD_BREAK = re.compile(r"(?<=\r)(?!\n)(?=.)", re.DOTALL)


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(MEGABYTE)) and not rest.endswith(b"\n"):
        pass


def _decode_line(line: bytes, encoding: str) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        fallback = "cp1252" if encoding.startswith("utf") else encoding
        return line.decode(fallback, "replace")


def _object(line: str, name: str, number: int, columns: Mapping[str, str]) -> Found:
    """One line of JSONL as a draft, or what is wrong with it."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return UnreadableDocument(f"{name} is not JSON; write one object a line")
    if not isinstance(found, dict):
        return UnreadableDocument(f"{name} is not a JSON object; write {{\"text\": ...}}")  # fmt: skip
    key = columns.get("text", "text")
    if not isinstance(found.get(key), str):
        there = ", ".join(map(repr, list(found)[:20])) or "none"
        return UnreadableDocument(
            f"{name} has no text under {key!r}, its keys are {there}; "
            "say which one holds the text with --columns text=KEY"
        )
    values = {field: _value(found.get(columns.get(field, field))) for field in FIELDS}
    return _draft(values | {"text": found[key]}, name, number)


def _value(value: object) -> str:
    """A JSON value as text; lists of authors on one line, nothing for objects and truths."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return _line(value)


def _draft(values: Mapping[str, str], name: str, number: int) -> Found:
    if not values.get("text", "").strip():
        return empty(name)
    told = {field: value.strip() for field, value in values.items() if value.strip()}
    return Draft(**(told | {"text": values["text"], "part": str(number)}))


def _first(lines: Iterator[tuple[int, str | None]], name: str) -> tuple[int, str]:
    """The first line that says something; the hint "sep=;" is for spreadsheets only."""
    for number, line in lines:
        if line is None:
            raise _too_long(name, number)
        if line.strip() and not re.fullmatch(r'"?sep=.?"?', line.strip()):
            return number, line
    raise empty(name)


def _header(line: str, name: str, columns: Mapping[str, str]) -> tuple[dict[str, int], str]:
    """The place of each field in a row, and the mark between columns.

    Raises UnreadableDocument where no column holds the text.
    """
    readings = [(_places(line, mark, columns), mark) for mark in ",;\t|"]
    places, mark = max(readings, key=lambda reading: ("text" in reading[0], len(reading[0])))
    if "text" not in places:
        wanted = columns.get("text", "text")
        raise UnreadableDocument(
            f"{name} has no column {wanted!r} for the text, its columns are "
            f"{', '.join(_columns_of(line))}; say which one holds it with --columns text=NAME"
        )
    missing = [column for field, column in columns.items() if field not in places]
    if missing:
        raise UnreadableDocument(
            f"{name} has no column {missing[0]!r}, its columns are {', '.join(_cells(line, mark))}; "
            "correct --columns"
        )
    return places, mark


def _places(line: str, mark: str, columns: Mapping[str, str]) -> dict[str, int]:
    headings = [cell.strip().lower() for cell in _cells(line, mark)]
    wanted = {field: columns.get(field, field).strip().lower() for field in FIELDS}
    return {field: headings.index(name) for field, name in wanted.items() if name in headings}


def _columns_of(line: str) -> list[str]:
    """The headings, by whichever mark makes most of them."""
    return max((_cells(line, mark) for mark in ",;\t|"), key=len)[:40]


def _cells(line: str, mark: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line.strip("\r\n")], delimiter=mark), [])]


def _noting(lines: Iterator[tuple[int, str | None]], skipped: set[int]) -> Iterator[str]:
    """The lines as the csv module wants them; notes the numbers of those that were too long."""
    for number, line in lines:
        if line is None:
            skipped.add(number)
        yield line or "\n"


def _rows(
    rows: "_csv.Reader", before: int, name: str, places: Mapping[str, int], skipped: set[int]
) -> Iterator[Found]:
    """A draft for each row, or what is wrong with it; `before` lines came first."""
    while True:
        begin = before + rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield UnreadableDocument(
                f"{name}:{begin} is not a row of a table ({error}); check its quotation marks"
            )
            continue
        end = before + rows.line_num
        if long := [number for number in skipped if begin <= number <= end]:
            yield _too_long(name, long[0])
        elif any(cell.strip() for cell in row):
            yield _draft(_cells_of(row, places), f"{name}:{begin}", begin)


def _cells_of(row: Sequence[str], places: Mapping[str, int]) -> dict[str, str]:
    return {field: row[place] for field, place in places.items() if place < len(row)}
