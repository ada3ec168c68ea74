import asyncio
import socket

import httpx
import pytest
from starlette.applications import Starlette

from allegiance.errors import BadOption, BrokenStore
from allegiance.views.page import Page, data
from allegiance.views.server import app, serve
from tests.views import fixtures


class Client:
    """Asks the application without a network."""

    def __init__(self, asked: Starlette) -> None:
        self.asked = asked

    def get(self, path: str, *, method: str = "GET", **headers: str) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self.asked, raise_app_exceptions=False)
            address = "http://127.0.0.1:8765"
            async with httpx.AsyncClient(transport=transport, base_url=address) as client:
                return await client.request(method, path, headers=headers)

        return asyncio.run(ask())


@pytest.fixture
def client() -> Client:
    return Client(app(fixtures.page, lambda: "7"))


def test_the_page_and_its_parts_are_there(client: Client) -> None:
    for path, kind in {
        "/": "text/html",
        "/page.js": "text/javascript",
        "/page.css": "text/css",
        "/world.json": "application/json",
        "/data.json": "application/json",
    }.items():
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["content-type"].startswith(kind)
    assert client.get("/health").json() == {"status": "ok", "version": "7"}


def test_data_that_did_not_change_are_not_sent_again(client: Client) -> None:
    tag = client.get("/data.json").headers["etag"]
    assert client.get("/data.json", **{"If-None-Match": tag}).status_code == 304
    assert client.get("/data.json", **{"If-None-Match": '"6"'}).status_code == 200


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8765", "[::1]:8765"])
def test_this_machine_is_answered(client: Client, host: str) -> None:
    assert client.get("/health", Host=host).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", ""]
)
def test_a_foreign_name_is_refused(client: Client, host: str) -> None:
    answer = client.get("/data.json", Host=host)
    assert answer.status_code == 421
    assert "not this machine" in answer.text


def test_every_answer_has_its_guards(client: Client) -> None:
    for path in ("/", "/data.json", "/nowhere"):
        headers = client.get(path).headers
        assert "script-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_nothing_can_be_written(client: Client) -> None:
    assert client.get("/data.json", method="POST").status_code == 405


def test_a_question_is_answered_and_kept_until_the_page_changes() -> None:
    pages = [fixtures.page()]
    client = Client(app(lambda: pages[-1], lambda: pages[-1].version))
    before = client.get("/answers/camps")
    assert before.status_code == 200
    assert before.json()["upper"] == 4
    pages.append(data([], []))
    assert client.get("/answers/camps").json()["silence"]


def test_a_question_that_cannot_be_answered_is_told_why(client: Client) -> None:
    answer = client.get("/answers/flows/from/nobody%2Fat-all")
    assert (answer.status_code, "nobody/at-all" in answer.text) == (422, True)
    assert client.get("/answers/weather").status_code == 422


def test_another_site_cannot_make_the_server_work(client: Client) -> None:
    assert client.get("/answers/camps", **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.get("/answers/camps", **{"Sec-Fetch-Site": "same-origin"}).status_code == 200


def test_a_broken_store_is_told_in_its_own_words() -> None:
    def load() -> Page:
        raise BrokenStore("the store is locked; close the other program")

    client = Client(app(load, lambda: "7"))
    answer = client.get("/data.json")
    assert (answer.status_code, answer.text) == (
        500,
        "the store is locked; close the other program",
    )


def test_a_taken_port_is_one_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(BadOption, match=rf"port {port} cannot be used \([a-z ]+\);"):
            serve(fixtures.page, lambda: "7", port=port, open_browser=False)


def test_no_other_machine_is_served() -> None:
    with pytest.raises(BadOption, match=r"127\.0\.0\.1"):
        serve(fixtures.page, lambda: "7", host="0.0.0.0", open_browser=False)
