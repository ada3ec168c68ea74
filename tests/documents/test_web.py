"""Pages, feeds and addresses."""

import gzip
import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from allegiance.documents import web
from allegiance.documents.draft import Draft
from allegiance.errors import UnreadableDocument

BODY = "".join(
    f"<p>Gondor armed Rohan with {number} hundred spears, said a spokesman in Minas Tirith, and "
    "the riders of the Mark carried them over the border by night.</p>"
    for number in ("one", "two", "three", "four", "five")
)


def html(head: str = "", top: str = "", bottom: str = "", lang: str = "en") -> bytes:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>Gondor arms Rohan</title>{head}</head>'
        "<body><nav><a href='/'>Home</a> <a href='/war'>War</a></nav><article>"
        f"<h1>Gondor arms Rohan</h1>{top}{BODY}</article>{bottom}</body></html>"
    ).encode()


def page(content: bytes) -> Draft:
    (found,) = web.page(io.BytesIO(content), "a.html")
    assert isinstance(found, Draft)
    return found


def feed(content: str) -> list[Draft | UnreadableDocument]:
    return list(web.feed(io.BytesIO(content.encode()), "a.xml"))


def test_a_page_is_its_article_and_what_it_says_of_itself() -> None:
    found = page(
        html(
            '<meta name="author" content="Frodo Baggins"><meta property="og:site_name" content="Tar">'
            '<meta property="article:published_time" content="2013-01-14T22:00:00-05:00">'
            '<link rel="canonical" href="http://tar.example/1">'
        )
    )
    assert found.text.count("\n\n") >= 4
    assert "Home" not in found.text
    assert (found.title, found.author) == ("Gondor arms Rohan", "Frodo Baggins")
    assert (found.outlet, found.date) == ("Tar", "2013-01-14")
    assert found.url == "http://tar.example/1"


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        ({"head": '<meta name="date" content="2013-01">'}, "2013-01"),
        ({"head": '<meta itemprop="datePublished" content="2013-01-14">'}, "2013-01-14"),
        (
            {
                "head": '<script type="application/ld+json">{"@type": "NewsArticle", '
                '"datePublished": "2013-01-14T10:00:00Z"}</script>'
            },
            "2013-01-14",
        ),
        ({"top": '<time datetime="2013-01-14">Monday</time>'}, "2013-01-14"),
        ({"top": "<p class='date'>Published: 14 January 2013</p>"}, "2013-01-14"),
        (
            {"top": '<div class="date">14 January 2013</div><time datetime="2013-01-14">'},
            "2013-01-14",
        ),
        ({"head": '<link rel="canonical" href="http://t.example/2013/01/14/a">'}, "2013-01-14"),
        ({"head": '<link rel="canonical" href="http://t.example/2013/01/a">'}, "2013-01"),
        ({"top": "<span class='byline-date'>January 2013</span>"}, "2013-01"),
    ],
)
def test_a_date_that_the_page_states_is_its_date(parts: dict[str, str], date: str) -> None:
    assert page(html(**parts)).date == date


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"bottom": "<footer>© 2013 Tar <span class='date'>2013</span></footer>"},
        {"top": "<p>On 3 March 2012 the king said no.</p>"},
        {"head": '<meta property="article:modified_time" content="2014-02-02">'},
        {"head": '<meta name="date" content="03/04/2013">'},
        {"bottom": "<div class='related'><time datetime='2014-02-02'></time></div>"},
        {"top": "<p class='date'>14 January 2013</p><p class='date'>15 January 2013</p>"},
        {"top": "<p class='updated date'>14 January 2013</p>"},
        {"head": "</head><body><header><time datetime='2026-11-22'>Today</time></header>"},
        {"bottom": "<aside><p class='date'>14 January 2013</p></aside>"},
    ],
)
def test_no_other_day_is_taken_for_the_date(parts: dict[str, str]) -> None:
    assert page(html(**parts)).date is None


def test_no_script_survives() -> None:
    found = page(
        html(
            "<script>evil()</script>",
            "<p>Rohan<script>evil()</script> said so<img src=x onerror='evil()'>.</p>"
            "<p onclick='evil()'>The riders of the Mark were glad of the many spears.</p>"
            "<style>evil {}</style><noscript>evil</noscript><svg><script>evil()</script></svg>",
            "<script>evil()",
        )
    )
    assert "evil" not in found.text


def test_what_readers_wrote_under_an_article_is_not_the_article() -> None:
    comments = (
        "<div id='comments'><div class='comment'><p>Mordor is right, said a troll.</p></div></div>"
    )
    assert "troll" not in page(html(bottom=comments)).text


def test_a_short_page_is_read_whole() -> None:
    assert "Gondor armed Rohan." in page(b"<html><body>Gondor armed Rohan.</body></html>").text


@pytest.mark.parametrize(
    "content",
    [b"<html><body><script>fill()</script></body></html>", b"<html></html>", b"<!DOCTYPE html>"],
)
def test_a_page_without_text_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"^a\.html is a page without text"):
        page(content)


def test_a_page_is_read_in_the_encoding_it_declares() -> None:
    content = html('<meta charset="iso-8859-2">', "<p>Wałęsa spoke to the riders of Rohan.</p>")
    assert "Wałęsa" in page(content.decode().encode("iso-8859-2")).text
    wrong = html('<meta charset="no-such-thing">', "<p>Éowyn spoke to the riders of Rohan.</p>")
    assert "Éowyn" in page(wrong).text
    declared = b"<?xml version='1.0' encoding='utf-8'?>" + html(top="<p>Éowyn spoke to riders.</p>")
    assert "Éowyn" in page(declared).text


def test_a_page_of_thousands_of_levels_is_read() -> None:
    deep = b"<html><body>" + b"<div>" * 5000 + b"Gondor armed Rohan." + b"</div>" * 5000
    assert "Gondor" in page(deep).text


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Tar</title><language>en-GB</language>
<item><title>Gondor arms Rohan</title><link>http://tar.example/1</link><author>Frodo</author>
<pubDate>Mon, 14 Jan 2013 23:30:00 -0500</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>Gondor <b>armed</b> Rohan.</p><script>evil()</script>]]></content:encoded></item>
<item><title>Rohan &amp;amp; Gondor</title></item><item><link>http://tar.example/3</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Tar</title>
<entry><title>Gondor arms Rohan</title><link href="http://tar.example/1"/>
<author><name>Frodo</name></author><updated>2013-01-15T00:00:00Z</updated>
<published>2013-01-14T00:00:00Z</published><summary>Gondor armed Rohan.</summary></entry></feed>"""


def test_each_entry_of_a_feed_is_a_document() -> None:
    first, second, third = feed(RSS)
    assert first == Draft(
        text="Gondor armed Rohan.",
        title="Gondor arms Rohan",
        outlet="Tar",
        author="Frodo",
        date="Mon, 14 Jan 2013 23:30:00 -0500",
        url="http://tar.example/1",
        language="en-GB",
        part="1",
    )
    assert isinstance(second, Draft)
    assert (second.text, second.date) == ("Rohan & Gondor", None)
    assert str(third).startswith("a.xml:3 is an entry without text")


def test_atom_is_read_too() -> None:
    (found,) = feed(ATOM)
    assert isinstance(found, Draft)
    assert (found.text, found.author) == ("Gondor armed Rohan.", "Frodo")
    assert found.date == "2013-01-14T00:00:00Z"


@pytest.mark.parametrize(
    "content", ["<rss", "<rss version='2.0'></rss>", "Gondor", "http://x.example"]
)
def test_a_feed_without_entries_is_refused(content: str) -> None:
    with pytest.raises(UnreadableDocument, match=r"^a\.xml holds no entries of a feed"):
        feed(content)


class Answers(BaseHTTPRequestHandler):
    """A small web on this machine."""

    def do_GET(self) -> None:
        if self.path == "/gone":
            return self.send_error(404, "Gone to Mordor")
        body = b"x" * 2000 if self.path == "/large" else html()
        self.send_response(302 if self.path in {"/moved", "/away"} else 200)
        if self.path == "/moved":
            self.send_header("Location", "/page")
        if self.path == "/away":
            self.send_header("Location", "file:///nowhere")
        if self.path == "/packed":
            self.send_header("Content-Encoding", "gzip")
            body = gzip.compress(body)
        if self.path == "/damaged":
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "ends"), [("/page", "/page"), ("/moved", "/page"), ("/packed", "")]
)
def test_an_address_is_fetched(site: str, path: str, ends: str) -> None:
    found = web.fetch(site + path)
    assert b"Gondor" in found.content
    assert found.media_type == "text/html"
    assert found.url.endswith(ends)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/gone", "answered 404 Gone to Mordor"),
        ("/away", "it leads to file:///nowhere|cannot be reached|not allowed"),
        ("/damaged", "damaged data"),
    ],
)
def test_an_address_that_gives_nothing_is_told(site: str, path: str, words: str) -> None:
    with pytest.raises(UnreadableDocument, match=words) as refusal:
        web.fetch(site + path)
    assert str(refusal.value).startswith(site + path)


def test_too_much_and_too_slow_are_told(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "LARGEST_PAGE", 600)
    with pytest.raises(UnreadableDocument, match="is larger than"):
        web.fetch(site + "/large")
    with pytest.raises(UnreadableDocument, match="is larger than"):
        web.fetch(site + "/packed")
    monkeypatch.undo()
    monkeypatch.setattr(web, "SECONDS", 1e-9)
    with pytest.raises(UnreadableDocument, match="took longer"):
        web.fetch(site + "/page")


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://", "http://[broken", "http://a b/"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(UnreadableDocument, match="cannot be reached"):
        web.fetch(url)
