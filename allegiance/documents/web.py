"""Pages and feeds: HTML, RSS and Atom, from a file or from the address that the user passed."""

import re
import time
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from typing import Any, BinaryIO

import msgspec

from allegiance.documents.cleaning import decode
from allegiance.documents.dates import stated_date
from allegiance.documents.draft import LARGEST_PAGE, MEGABYTE, Draft, Found, content, hushed
from allegiance.documents.markup import plain
from allegiance.errors import UnreadableDocument

SECONDS = 30
"""The longest that fetching one address may take."""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What an address answered: the bytes, their media type, and the address that gave them."""

    content: bytes
    media_type: str
    url: str


def page(file: BinaryIO, name: str) -> Iterator[Found]:
    """An HTML page is one document: the article without menus, comments and scripts.

    Title, author and outlet are the page's own. The date is the one that the page states as its
    publication, never that of a change, of a copyright or of a day named in the text.
    """
    html = _decoded(content(file, name, largest=LARGEST_PAGE), name)
    tree = _tree(html)
    if tree is None:
        raise _wordless(name)
    found = _extracted(html)
    words = found.text if found and found.text else ""
    text = "\n\n".join(words.split("\n")) if words.strip() else plain(html)
    if not text.strip():
        raise _wordless(name)
    yield Draft(
        text=text,
        title=found.title if found else None,
        outlet=found.sitename if found else None,
        author=found.author if found else None,
        date=_stated(tree, found.url if found else None),
        url=found.url if found else None,
        language=tree.get("lang"),
    )


def feed(file: BinaryIO, name: str) -> Iterator[Found]:
    """Each entry of an RSS or Atom feed is one document, as full as the feed has it.

    The outlet is the feed's title; an entry without a text is its headline. Raises
    UnreadableDocument for a feed without entries.
    """
    import feedparser

    found = feedparser.parse(BytesIO(content(file, name, largest=LARGEST_PAGE)))
    if not found.entries:
        raise UnreadableDocument(
            f"{name} holds no entries of a feed; check that it is RSS or Atom and saved whole"
        )
    outlet = _words(found.feed.get("title"))
    language = found.feed.get("language")
    for number, entry in enumerate(found.entries, 1):
        yield _entry(entry, outlet, language, number, name)


def fetch(url: str) -> Page:
    """What stands at an address, at most 20 MB of it and within 30 seconds.

    Raises UnreadableDocument where nothing can be had.
    """
    from urllib.error import HTTPError, URLError
    from urllib.request import Request, build_opener

    headers = {"User-Agent": "allegiance", "Accept": "text/html, */*;q=0.5"}
    try:
        request = Request(url, headers=headers)
        with build_opener(_web_only()).open(request, timeout=SECONDS) as answer:
            body = _body(answer, url)
            return Page(
                content=_unpacked(body, answer.headers.get("Content-Encoding"), url),
                media_type=answer.headers.get_content_type(),
                url=answer.url,
            )
    except HTTPError as error:
        answered = f"{error.code} {error.reason}".strip()
        error.close()
        raise UnreadableDocument(
            f"{url} answered {answered}; open it in a browser, save the page and read the file"
        ) from None
    except TimeoutError:
        raise _too_slow(url) from None
    except (URLError, OSError, ValueError, _http_error()) as error:
        reason = getattr(error, "reason", None) or error
        if isinstance(reason, TimeoutError):
            raise _too_slow(url) from None
        raise UnreadableDocument(
            f"{url} cannot be reached ({reason}); check the address and the connection"
        ) from None


def _decoded(found: bytes, name: str) -> str:
    """The page as text, by the encoding it declares where that holds.

    The declaration itself goes, as the text is no longer in that encoding.
    """
    declared = _CHARSET.search(found[:4096])
    text = None
    if declared and b"\0" not in found:
        try:
            text = found.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeError):
            text = None
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(found, name) if text is None else text)


_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""")


def _tree(html: str) -> Any:
    from trafilatura import load_html

    with hushed("trafilatura"):
        return load_html(html)


def _extracted(html: str) -> Any:
    """The article and its description as trafilatura finds them, but for its guesses at dates."""
    from trafilatura import bare_extraction

    with hushed("trafilatura"), hushed("htmldate"):
        return bare_extraction(
            html,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False},
        )


def _wordless(name: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"{name} is a page without text, perhaps one that a script fills in; "
        "save it from a browser once it shows, or copy its text into a file"
    )


def _stated(tree: Any, url: str | None) -> str | None:
    """The first date of publication that the page states about itself."""
    told = chain(_marked(tree), _linked_data(tree))
    dates = (found for value in told if (found := stated_date(value)))
    return next(dates, None) or _shown(tree) or _addressed(url)


def _marked(tree: Any) -> Iterator[str]:
    """Dates in the head of a page and in its microdata, the most telling first."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        metas.setdefault(name.lower(), meta.get("content") or "")
    yield from (metas[name] for name in _DATE_NAMES if name in metas)
    for element in tree.xpath("//*[@itemprop='datePublished']"):
        yield element.get("datetime") or element.get("content") or element.text_content()


_NAMES = (
    "article:published_time og:article:published_time og:published_time datepublished "
    "article.published citation_publication_date dcterms.issued dc.date.issued parsely-pub-date "
    "sailthru.date publication_date publication-date publishdate publish-date publish_date "
    "date_published pubdate article_date_original cxenseparse:recs:publishtime citation_date "
    "dcterms.created dc.date.created dcterms.date dc.date date"
)
_DATE_NAMES = tuple(_NAMES.split())


def _linked_data(tree: Any) -> Iterator[str]:
    """The datePublished of the page's JSON-LD."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        yield from _PUBLISHED.findall(script.text or "")


_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')


def _shown(tree: Any) -> str | None:
    """The date that a reader sees between the headline and the text, where it is only one.

    The head of the site may show the day of the visit, and a list beside the article the days of
    others; so nothing before the headline counts, and two days are none.
    """
    values = (value for element in _byline(tree) for value in _times(element))
    dates = {found for value in values if (found := stated_date(value))}
    return dates.pop() if len(dates) == 1 else None


def _byline(tree: Any) -> Iterator[Any]:
    """The elements from the headline to the first long paragraph."""
    begun = False
    for element in tree.iter("*"):
        begun = begun or element.tag in {"h1", "article"}
        if element.tag == "p" and len(element.text_content()) > _LONG:
            return
        if begun:
            yield element


_LONG = 120


def _times(element: Any) -> Iterator[str]:
    """What an element says if it is there to say a time."""
    marks = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    if element.tag == "time" or (_DATED.search(marks) and not _CHANGED.search(marks)):
        yield element.get("datetime") or element.text_content()[:_LONG]


_DATED = re.compile(r"date|publish|byline|timestamp|posted")
_CHANGED = re.compile(r"updat|modif")


def _addressed(url: str | None) -> str | None:
    """The date in an address such as http://tar.example/2013/01/14/gondor."""
    found = _IN_ADDRESS.search(url or "")
    return stated_date("-".join(part for part in found.groups() if part)) if found else None


_IN_ADDRESS = re.compile(r"/([12]\d{3})/(\d{2})(?:/(\d{2}))?/")


def _entry(entry: Any, outlet: str | None, language: str | None, number: int, name: str) -> Found:
    title = _words(entry.get("title"))
    bodies = [part.get("value", "") for part in entry.get("content", ())]
    text = plain(max([*bodies, entry.get("summary", "")], key=len)) or title
    if not text:
        return UnreadableDocument(
            f"{name}:{number} is an entry without text; open its page and read that"
        )
    return Draft(
        text=text,
        title=title,
        outlet=_words(entry.get("source", {}).get("title")) or outlet,
        author=_words(entry.get("author")),
        date=entry.get("published") or entry.get("updated"),
        url=entry.get("link"),
        language=language,
        part=str(number),
    )


def _words(html: str | None) -> str | None:
    return " ".join(plain(html or "").split()) or None


def _web_only() -> Any:
    """Follows an address to another one on the web, and to nowhere else."""
    from urllib.error import URLError
    from urllib.request import HTTPRedirectHandler, Request

    class WebOnly(HTTPRedirectHandler):
        def redirect_request(
            self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
        ) -> Request | None:
            if not newurl.lower().startswith(("http://", "https://")):
                raise URLError(f"it leads to {newurl}")
            return super().redirect_request(req, fp, code, msg, headers, newurl)

    return WebOnly()


def _http_error() -> type[Exception]:
    from http.client import HTTPException

    return HTTPException


def _body(answer: Any, url: str) -> bytes:
    """The bytes of an answer, read by pieces so that a slow or endless one ends."""
    deadline = time.monotonic() + SECONDS
    body = bytearray()
    while piece := answer.read1(65536):
        body += piece
        if len(body) > LARGEST_PAGE:
            raise _too_large(url)
        if time.monotonic() > deadline:
            raise _too_slow(url)
    return bytes(body)


def _unpacked(body: bytes, packing: str | None, url: str) -> bytes:
    """The body of an answer that was compressed without being asked for it."""
    if packing not in {"gzip", "deflate"}:
        return body
    import zlib

    unpacker = zlib.decompressobj(47 if packing == "gzip" else 15)
    try:
        found = unpacker.decompress(body, LARGEST_PAGE + 1)
    except zlib.error:
        raise UnreadableDocument(f"{url} answered with damaged data; try again later") from None
    if len(found) > LARGEST_PAGE:
        raise _too_large(url)
    return found


def _too_large(url: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"{url} is larger than {LARGEST_PAGE // MEGABYTE} MB; save it and read the file"
    )


def _too_slow(url: str) -> UnreadableDocument:
    return UnreadableDocument(
        f"{url} took longer than {SECONDS} seconds; try again, or save it and read the file"
    )
