"""The same page over a live store, for this machine only."""

import ipaddress
import socket
import webbrowser
from collections.abc import Awaitable, Callable
from threading import Lock, Timer

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from allegiance.errors import AllegianceError, BadOption
from allegiance.views.answers import Answers
from allegiance.views.page import Page, asset, dump, shell

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


def app(load: Callable[[], Page], version: Callable[[], str]) -> Starlette:
    """The page as an ASGI application.

    `load` gives what the page shows, `version` a short text that changes when that does; the
    browser asks for it every few seconds. An answer is worked out when it is first asked for, and kept
    until the page changes. Requests under any name but this machine's own are
    refused, so that no web page can reach the server by pointing its name here.
    """

    def index(_: Request) -> Response:
        return Response(shell("Allegiance"), media_type="text/html")

    def data(request: Request) -> Response:
        tag = f'"{version()}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"ETag": tag})
        return Response(dump(load()), media_type="application/json", headers={"ETag": tag})

    answers = _Latest(load)

    def answer(request: Request) -> Response:
        if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return PlainTextResponse("answers are for this page alone", status_code=403)
        latest = answers.now()
        try:
            return Response(latest.get(_key(request)), media_type="application/json")
        except AllegianceError as problem:
            return PlainTextResponse(str(problem), status_code=422)

    def health(_: Request) -> Response:
        return JSONResponse({"status": "ok", "version": version()})

    return Starlette(
        routes=[
            Route("/", index),
            Route("/data.json", data),
            Route("/answers/{key:path}", answer),
            Route("/health", health),
            *(Route(f"/{name}", _built(name, kind)) for name, kind in _ASSETS.items()),
            Route("/favicon.ico", lambda _: Response(status_code=204)),
        ],
        middleware=[Middleware(_OnlyHere)],
        exception_handlers={AllegianceError: _told},
    )


def serve(
    load: Callable[[], Page],
    version: Callable[[], str],
    *,
    host: str = "127.0.0.1",
    port: int = 8765,
    open_browser: bool = True,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serves the page until it is interrupted; `on_ready` is told the address once it answers.

    Raises BadOption where the host is not this machine or the port is taken.
    """
    if not _local(host):
        raise BadOption(
            f"host {host!r} is not this machine: the page has no passwords, so it is served on "
            "127.0.0.1 only"
        )
    listening = _listen(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
    if on_ready is not None:
        on_ready(address)
    if open_browser:
        opening = Timer(0.6, webbrowser.open, (address,))
        opening.daemon = True
        opening.start()
    config = uvicorn.Config(app(load, version), log_level="warning", server_header=False)
    with listening:
        uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()
    except (OSError, OverflowError) as problem:
        listening.close()
        raise BadOption(
            f"port {port} cannot be used ({_why(problem)}); choose another with `--port`"
        ) from None
    return listening


def _why(problem: Exception) -> str:
    """What the system says, without the number of its error."""
    said = problem.strerror if isinstance(problem, OSError) else None
    return (said or str(problem)).lower()


_ASSETS = {
    "page.js": "text/javascript",
    "page.css": "text/css",
    "world.json": "application/json",
}


def _built(name: str, kind: str) -> Callable[[Request], Response]:
    return lambda _: Response(asset(name), media_type=kind)


class _Latest:
    """The answers of the page as it is now."""

    def __init__(self, load: Callable[[], Page]) -> None:
        self._load = load
        self._lock = Lock()
        self._version: str | None = None
        self._answers = Answers(())

    def now(self) -> Answers:
        page = self._load()
        with self._lock:
            if page.version != self._version:
                self._version, self._answers = page.version, Answers(page.statements)
            return self._answers


def _key(request: Request) -> str:
    """What is asked, with its parts as they stand in the address: an id may hold a slash."""
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    return raw.decode("ascii", "replace").partition("/answers/")[2].partition("?")[0]


def _told(_: Request, problem: Exception) -> Response:
    return PlainTextResponse(str(problem), status_code=500)


class _OnlyHere:
    """Refuses requests under a foreign host name, and puts the security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = Request(scope).headers.get("host", "")
        inner = (
            self.app
            if _local(_name(asked))
            else PlainTextResponse(
                f"host {asked!r} is not this machine; open http://127.0.0.1 with the port instead",
                status_code=421,
            )
        )
        await inner(scope, receive, _guarded(send))


def _guarded(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            added = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
            message = {**message, "headers": [*message.get("headers", ()), *added]}
        await send(message)

    return guarded


def _name(host: str) -> str:
    """The name in a Host header, without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _local(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
