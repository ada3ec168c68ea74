"""XML that is read without anything it may want beyond that."""

import gzip
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.datasets.markup import End, Start, events
from allegiance.errors import UnreadableDocument


def test_elements_open_and_close_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        '<a xmlns="http://b" xmlns:c="http://c">\n<c:d e="1" c:f="2">x &amp; y</c:d></a>'
    )
    assert list(events(path)) == [
        Start("a", {}, 1),
        Start("d", {"e": "1", "f": "2"}, 2),
        End("d", "x & y", 2),
        End("a", "\n", 2),
    ]


def test_gzip_is_unpacked_and_one_cut_short_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xml.gz"
    packed = gzip.compress(b"<a>" + b"<b/>" * 1000 + b"</a>")
    path.write_bytes(packed)
    assert len(list(events(path))) == 2002
    path.write_bytes(packed[:-12])
    with pytest.raises(UnreadableDocument, match="cut short or damaged"):
        list(events(path))


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">',
        '<!ENTITY % x SYSTEM "http://127.0.0.1:1/x">%x;',
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!NOTATION n SYSTEM "n"><!ENTITY x SYSTEM "x" NDATA n>',
    ],
)
def test_entities_are_refused(tmp_path: Path, declared: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(f"<!DOCTYPE a [{declared}]>\n<a>&lol2;</a>")
    with pytest.raises(UnreadableDocument, match="declares the entity"):
        list(events(path))


def test_a_doctype_from_elsewhere_is_not_fetched(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text('<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd"><a/>')
    assert [type(each) for each in events(path)] == [Start, End]


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_be_refused(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes
) -> None:
    path = tmp_path_factory.mktemp("xml") / "a.xml"
    path.write_bytes(b"<a>" + noise)
    with pytest.raises(UnreadableDocument, match=r"a\.xml"):
        list(events(path))
    path.write_bytes(noise)
    with suppress(UnreadableDocument):
        list(events(path))
