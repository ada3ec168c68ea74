"""Readable text out of marked-up text: words stay, scripts go, blocks become paragraphs."""

import re
from html.parser import HTMLParser


def plain(html: str) -> str:
    """The words of a piece of HTML, a blank line between blocks.

    Nothing inside a script, a style sheet, a template or a form is text.
    """
    parser = _Words()
    parser.feed(html)
    parser.close()
    blocks = (" ".join(block.split()) for block in "".join(parser.parts).split("\n\n"))
    return "\n\n".join(block for block in blocks if block)


class _Words(HTMLParser):
    """Collects the words between tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread += tag in _UNREAD
        self._turn(tag)

    def handle_endtag(self, tag: str) -> None:
        self.unread = max(0, self.unread - (tag in _UNREAD))
        self._turn(tag)

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.parts.append(data if "\n\n" not in data else re.sub(r"\n{2,}", "\n", data))

    def _turn(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n\n")


_SILENT = "script style template noscript svg math select button textarea title"
_UNREAD = frozenset(_SILENT.split())
_STANDING = (
    "address article aside blockquote body br dd div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul"
)
_BLOCKS = frozenset(_STANDING.split())
