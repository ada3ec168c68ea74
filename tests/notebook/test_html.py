"""Text becomes text, a picture an image, and sentences are quoted with whose word they are."""

import re
from base64 import b64decode
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from allegiance.notebook import html
from tests.network.conftest import make


class Reader(HTMLParser):
    """The tags and the text of a page, as a browser reads them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_no_text_becomes_markup(text: str) -> None:
    reader = Reader()
    reader.feed(html.table((text,), [(text, None)], total=3) + html.para(text))
    reader.close()
    assert reader.tags <= {"table", "thead", "tbody", "tr", "th", "td", "p"}
    assert reader.text == f"{text}{text}and 2 more{text}"


def test_a_picture_stands_in_an_image_of_its_width() -> None:
    shown = html.picture('<svg viewBox="0 0 960 640"><style>text{}</style></svg>', 'a "b" <c>')
    assert 'alt="a &quot;b&quot; &lt;c&gt;"' in shown
    assert "width:960px" in shown
    assert "<style" not in shown
    [data] = re.findall(r"base64,([^\"]+)", shown)
    assert b64decode(data).startswith(b"<svg")


def test_a_sentence_is_quoted_once_for_each_voice() -> None:
    said = [make("Gondor", "arm", "Rohan", n, outlet="Wire", date="2013") for n in range(2)]
    others = [make("Gondor", "arm", "Rohan", n, by=f"Elf {n}") for n in range(4)]
    shown = html.sentences([*said, *others])
    assert "5 sentences" in shown
    assert shown.count("Gondor arm Rohan. <i>") == html.QUOTED
    assert "<i>(Wire, 2013)</i>" in shown
    assert "and 2 more" in shown
    assert html.sentences([]) == ""


def test_who_affirms_and_who_denies_is_told() -> None:
    yes = make("Gondor", "arm", "Rohan", by="Elrond")
    no = make("Gondor", "arm", "Rohan", 1, by="Saruman", polarity="negative")
    assert html.heard([yes, no]) == "Elrond; denied by Saruman"
    assert html.heard([no]) == "denied by Saruman"
