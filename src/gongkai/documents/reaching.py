"""Asking another site whether a page is there: public addresses only, bounded in time and hops.

The address that was judged is the address that is connected to, so that a name cannot lead
elsewhere in between; every redirect is judged anew. Nothing of an answer's body is read.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

AGENT = "gongkai"
SECONDS = 8.0
"""For one step of a connection; `TOTAL_SECONDS` for all of one answer."""
TOTAL_SECONDS = 20.0
HOPS = 5
ROBOTS_BYTES = 65_536
PORTS = {"http": 80, "https": 443}
TUNNELS = tuple(ipaddress.IPv6Network(net) for net in ("64:ff9b::/32", "2002::/16", "2001::/32"))
"""IPv6 addresses in which an IPv4 address is hidden: NAT64, 6to4, Teredo."""
Resolve = Callable[[str, int], Sequence[str]]
Allow = Callable[[str, int], bool]


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of an attempt: an HTTP status, or the trouble (a key of `rules.linking.TROUBLES`)."""

    status: int | None = None
    trouble: str = ""


class _Trouble(Exception):
    """The attempt ended before there was an answer."""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def is_public(address: str, port: int) -> bool:
    """Whether anybody on the internet could reach it: no address of this house or this machine."""
    found = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(found, ipaddress.IPv6Address):
        if any(found in network for network in TUNNELS):
            return False
        found = found.ipv4_mapped or found
    return port in PORTS.values() and found.is_global and not found.is_multicast


class Reach:
    """Asks sites; remembers each site's robots.txt as long as it lives."""

    def __init__(self, *, resolve: Resolve = resolve, allow: Allow = is_public) -> None:
        self._resolve = resolve
        self._allow = allow
        self._robots: dict[str, RobotFileParser | None] = {}

    def tried(self, address: str) -> Tried:
        """Whether a page answers. Never raises for anything the other side does."""
        try:
            return self._tried(address)
        except _Trouble as trouble:
            return Tried(trouble=str(trouble))

    def _tried(self, address: str) -> Tried:
        for _ in range(HOPS + 1):
            parts = _parts(address)
            if not self._welcome(parts):
                raise _Trouble("robots")
            status, onward = self._asked("HEAD", parts)
            if status in {400, 403, 404, 405, 501}:
                status, onward = self._asked("GET", parts)
            if onward is None:
                return Tried(status=status)
            address = urljoin(address, onward)
        raise _Trouble("redirects")

    def _asked(self, method: str, parts: SplitResult) -> tuple[int, str | None]:
        """Status of a page, and where it sends one on."""
        with self._answer(method, parts, _path(parts)) as answer:
            moved = answer.status in {301, 302, 303, 307, 308}
            return answer.status, answer.headers.get("Location") if moved else None

    def _welcome(self, parts: SplitResult) -> bool:
        """Whether the site's robots.txt lets us in; a site that cannot say so is left alone."""
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._rules(parts)
        rules = self._robots[origin]
        return rules is not None and rules.can_fetch(AGENT, f"{origin}{_path(parts)}")

    def _rules(self, parts: SplitResult) -> RobotFileParser | None:
        rules = RobotFileParser()
        with self._answer("GET", parts, "/robots.txt") as answer:
            if answer.status >= 500:
                return None
            text = answer.read(ROBOTS_BYTES) if answer.status == 200 else b""
        rules.parse(text.decode("utf-8", "replace").splitlines())
        return rules

    @contextmanager
    def _answer(
        self, method: str, parts: SplitResult, path: str
    ) -> Iterator[http.client.HTTPResponse]:
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        with closing(_Line(host, port, self._public(host, port), parts.scheme)) as line:
            watch = threading.Timer(TOTAL_SECONDS, line.cut)
            watch.start()
            try:
                line.request(method, path, headers={"User-Agent": AGENT, "Accept": "*/*"})
                with closing(line.getresponse()) as answer:
                    if line.is_cut:
                        raise _Trouble("timeout")
                    yield answer
            except ssl.SSLError as error:
                raise _Trouble("tls") from error
            except TimeoutError as error:
                raise _Trouble("timeout") from error
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise _Trouble("timeout" if line.is_cut else "no_answer") from error
            finally:
                watch.cancel()

    def _public(self, host: str, port: int) -> str:
        """The one address to connect to; every address of the host must be a public one."""
        try:
            found = list(self._resolve(host, port))
        except (OSError, UnicodeError) as error:
            raise _Trouble("no_host") from error
        if not found or not all(self._allow(address, port) for address in found):
            raise _Trouble("private" if found else "no_host")
        return found[0]


class _Line(http.client.HTTPConnection):
    """A connection to an address that was judged, under the name it was found by."""

    def __init__(self, host: str, port: int, address: str, scheme: str) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self.address = address
        self.scheme = scheme
        self.is_cut = False

    def connect(self) -> None:
        """To the judged address, with the certificate of the name."""
        line = socket.create_connection((self.address, self.port), SECONDS)
        if self.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(line, server_hostname=self.host)
        else:
            self.sock = line

    def cut(self) -> None:
        """End it, from another thread: it has taken too long in all."""
        self.is_cut = True
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise _Trouble("address") from error
    if parts.scheme not in PORTS or not parts.hostname or parts.username or port == 0:
        raise _Trouble("address")
    return parts


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return f"{path}?{query}" if query else path
