"""Once installed, the program needs no network: read, report and serve with it cut off."""

import http.client
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from allegiance import samples

ROOT = Path(__file__).parents[1]
CUT = """
import socket, sys

HERE = ("127.0.0.1", "::1", "localhost")

def cut(real, place):
    def call(*given, **named):
        address = given[place] if len(given) > place else named.get("host")
        host = address[0] if isinstance(address, tuple) else address
        if isinstance(host, bytes):
            host = host.decode()
        if host not in HERE:
            raise SystemExit(f"the network was asked for {address!r}")
        return real(*given, **named)
    return call

for name in ("connect", "connect_ex"):
    setattr(socket.socket, name, cut(getattr(socket.socket, name), 1))
for name in ("getaddrinfo", "gethostbyname", "create_connection"):
    setattr(socket, name, cut(getattr(socket, name), 0))

from allegiance.cli import main
sys.argv[0] = "allegiance"
main()
"""


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def cut_off(*arguments: object) -> list[str]:
    """The command line in a process that can reach nothing but this machine."""
    return [sys.executable, "-c", CUT, *map(str, arguments)]


def unshared(command: Sequence[str]) -> list[str]:
    """The same in a network namespace of its own, which has no network at all."""
    return ["unshare", "--net", "--map-root-user", *command]


def can_unshare() -> bool:
    if not shutil.which("unshare"):
        return False
    return subprocess.run(unshared(["true"]), capture_output=True, check=False).returncode == 0


def test_the_cut_cuts() -> None:
    found = subprocess.run(
        cut_off("read", "http://192.0.2.1/", "--store", ":memory:"),
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert found.returncode != 0
    assert "the network was asked for" in found.stderr


@pytest.mark.parametrize("way", ["patched", "unshared"])
def test_read_and_report_use_no_network(way: str, tmp_path: Path) -> None:
    if way == "unshared" and not can_unshare():
        pytest.skip("this machine lends no network namespaces")
    store, report = tmp_path / "a.duckdb", tmp_path / "a.html"
    for arguments in (
        ("read", *samples.paths(), "--store", store, "--format", "jsonl"),
        ("report", report, "--store", store),
    ):
        command = cut_off(*arguments)
        done = subprocess.run(
            unshared(command) if way == "unshared" else command,
            capture_output=True, text=True, check=False, cwd=ROOT,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    page = report.read_text()
    assert page.startswith("<!doctype html>")
    assert 'src="http' not in page
    assert 'href="http' not in page


def test_serve_uses_no_network(tmp_path: Path) -> None:
    store, port = tmp_path / "a.duckdb", free_port()
    subprocess.run(
        cut_off("read", samples.paths()[0], "--store", store),
        capture_output=True, check=True, cwd=ROOT,
    )  # fmt: skip
    with subprocess.Popen(
        cut_off("serve", "--store", store, "--port", port, "--no-open"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
    ) as served:  # fmt: skip
        try:
            assert fetched(port, "/").startswith(b"<!doctype html>")
            assert b'"statements":[{' in fetched(port, "/data.json")
            for name in ("page.js", "page.css", "world.json"):
                assert fetched(port, f"/{name}")
        finally:
            served.terminate()
            _, messages = served.communicate(timeout=120)
    assert "the network was asked for" not in messages


def fetched(port: int, path: str) -> bytes:
    """What a page's address on this machine answers, within ten seconds."""
    for _ in range(100):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            assert answer.status == 200, path
            return answer.read()
        except ConnectionRefusedError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("the server did not answer")
