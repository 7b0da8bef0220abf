"""Asking a site of our own machine: what is alive, dead or unknown, and where we never go."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from gongkai.documents import reaching
from gongkai.documents.reaching import Reach, Tried, is_public
from gongkai.documents.rules.linking import judged
from gongkai.screening.rules.form.links import LinkState

SITE, INSIDE, LOST = "site.test", "inside.test", "lost.test"


class Pages(BaseHTTPRequestHandler):
    """A site with pages that are there, gone, moved, forbidden, slow."""

    asked: list[tuple[str, str, str]] = []
    robots = ""

    def do_HEAD(self) -> None:
        self._reply()

    def do_GET(self) -> None:
        self._reply()

    def _reply(self) -> None:
        agent = self.headers.get("User-Agent", "")
        Pages.asked.append((self.command, self.path, agent))
        if self.path == "/robots.txt":
            self._send(200 if Pages.robots else 404, Pages.robots)
        elif self.path.startswith("/moved/"):
            self._send(302, onward=self.path.removeprefix("/moved/"))
        elif self.path == "/only-get" and self.command == "HEAD":
            self._send(405)
        elif self.path == "/slow":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for _ in range(40):
                time.sleep(0.05)
                self.wfile.write(b"X: y\r\n")
        else:
            known = {"/gone": 410, "/absent": 404, "/locked": 403, "/broken": 500}
            self._send(known.get(self.path, 200))

    def _send(self, status: int, text: str = "", onward: str = "") -> None:
        self.send_response(status)
        if onward:
            self.send_header("Location", onward)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        """Nothing to the terminal."""


@pytest.fixture
def port() -> Iterator[int]:
    Pages.asked, Pages.robots = [], ""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def named(host: str, _: int) -> list[str]:
    if host == LOST:
        raise OSError
    return {SITE: ["127.0.0.1"], INSIDE: ["10.0.0.8"]}[host]


def reach() -> Reach:
    """Loopback stands for the internet here; every other address is an inner one."""
    return Reach(resolve=named, allow=lambda address, _: address == "127.0.0.1")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/only-get", 200),
        ("/absent", 404),
        ("/gone", 410),
        ("/locked", 403),
        ("/broken", 500),
        ("/moved//there", 200),
        ("/moved//moved//absent", 404),
        ("/文件.html?题=一", 200),
    ],
)
def test_a_page_answers_with_its_status(port: int, path: str, status: int) -> None:
    assert reach().tried(f"http://{SITE}:{port}{path}") == Tried(status=status)


def test_we_say_who_we_are_and_read_no_page(port: int) -> None:
    reach().tried(f"http://{SITE}:{port}/")
    assert Pages.asked == [("GET", "/robots.txt", "gongkai"), ("HEAD", "/", "gongkai")]


def test_robots_are_asked_once_and_obeyed(port: int) -> None:
    Pages.robots = "User-agent: *\nDisallow: /inner/\n"
    once = reach()
    assert once.tried(f"http://{SITE}:{port}/inner/a") == Tried(trouble="robots")
    assert once.tried(f"http://{SITE}:{port}/a") == Tried(status=200)
    assert [path for _, path, _ in Pages.asked] == ["/robots.txt", "/a"]


def test_hops_are_bounded(port: int) -> None:
    path = "/moved/" * 9 + "/there"
    assert reach().tried(f"http://{SITE}:{port}{path}") == Tried(trouble="redirects")


def test_a_redirect_into_the_house_is_not_followed(port: int) -> None:
    address = f"http://{SITE}:{port}/moved/http://{INSIDE}:{port}/secret"
    assert reach().tried(address) == Tried(trouble="private")
    assert not any(path == "secret" for _, path, _ in Pages.asked)


@pytest.mark.parametrize(
    ("address", "trouble"),
    [
        (f"http://{INSIDE}/", "private"),
        (f"http://{LOST}/", "no_host"),
        (f"http://{SITE}:1/", "no_answer"),
        (f"ftp://{SITE}/", "address"),
        ("file:///etc/passwd", "address"),
        (f"http://somebody:secret@{SITE}/", "address"),
        (f"http://{SITE}:99999/", "address"),
        ("http:///a", "address"),
    ],
    ids=["inner", "lost", "shut", "ftp", "file", "password", "port", "no-host"],
)
def test_where_we_do_not_go_and_what_we_do_not_find(address: str, trouble: str) -> None:
    assert reach().tried(address) == Tried(trouble=trouble)


def test_an_answer_that_drips_is_cut_off(port: int, monkeypatch) -> None:
    monkeypatch.setattr(reaching, "TOTAL_SECONDS", 0.4)
    begun = time.monotonic()
    assert reach().tried(f"http://{SITE}:{port}/slow").trouble == "timeout"
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1"),
        *("64:ff9b::a00:1", "2002:a00:1::1", "2001:0:1::1"),
    ],
)
def test_no_address_of_a_house_or_a_machine_is_public(address: str) -> None:
    assert not is_public(address, 80)


def test_only_the_usual_ports_of_public_addresses() -> None:
    assert is_public("1.2.4.8", 443)
    assert is_public("2400:3200::1", 80)
    assert not is_public("1.2.4.8", 22)


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ((200, "", 0), LinkState.ALIVE),
        ((404, "", 0), LinkState.DEAD),
        ((410, "", 0), LinkState.DEAD),
        ((403, "", 0), LinkState.UNKNOWN),
        ((500, "", 0), LinkState.UNKNOWN),
        ((None, "timeout", 9), LinkState.UNKNOWN),
        ((None, "robots", 0), LinkState.UNKNOWN),
        ((None, "private", 9), LinkState.UNKNOWN),
        ((None, "no_host", 1), LinkState.UNKNOWN),
        ((None, "no_host", 3), LinkState.DEAD),
    ],
)
def test_nothing_is_claimed_that_is_not_known(given, state: LinkState) -> None:
    status, trouble, failures = given
    assert judged(status=status, trouble=trouble, failures=failures)[0] is state
