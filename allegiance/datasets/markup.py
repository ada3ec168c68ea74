"""XML as it streams by, without what XML can do beyond telling: no entities, nothing from elsewhere.

A file that declares entities is refused, so that none can grow without end or name another file, and no
address is ever looked up.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from allegiance.datasets.rows import plainly, unpacked
from allegiance.errors import UnreadableDocument

PIECE = 1 << 16


class Start(NamedTuple):
    """An element opens, in that line; names are without their namespace."""

    name: str
    attributes: Mapping[str, str]
    line: int


class End(NamedTuple):
    """An element closes; `text` is what stood in it, outside other elements."""

    name: str
    text: str
    line: int


def events(path: Path) -> Iterator[Start | End]:
    """The elements of a file as they open and close.

    Raises UnreadableDocument, naming file and line, where it is not well-formed, ends too early, or
    declares entities.
    """
    found: list[Start | End] = []
    parser = _parser(path, found)
    with plainly(path), unpacked(path) as file:
        try:
            while piece := file.read(PIECE):
                parser.Parse(piece, False)
                yield from found
                found.clear()
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise UnreadableDocument(
                f"{path}, line {error.lineno}: the XML cannot be read on from here "
                f"({expat.errors.messages[error.code]}); save or download the file again"
            ) from error
        except LookupError as error:
            raise UnreadableDocument(
                f"{path}: its encoding is unknown ({error}); save it as UTF-8"
            ) from error
    yield from found


def _parser(path: Path, found: list[Start | End]) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    texts: list[list[str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        texts.append([])
        plain = {_local(key): value for key, value in attributes.items()}
        found.append(Start(_local(name), plain, parser.CurrentLineNumber))

    def end(name: str) -> None:
        found.append(End(_local(name), "".join(texts.pop()), parser.CurrentLineNumber))

    def text(told: str) -> None:
        if texts:
            texts[-1].append(told)

    def refuse(*declared: object) -> None:
        raise UnreadableDocument(
            f"{path}, line {parser.CurrentLineNumber}: the file declares the entity {declared[0]!r}, and "
            "such files are not read; write its text out, and take the declaration away"
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.EntityDeclHandler = refuse
    parser.UnparsedEntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = None
    return parser


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
