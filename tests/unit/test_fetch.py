"""`fetch_image` against a real server on this machine; only the name resolution is fake.

The server listens on every loopback address. Tests that need a "public" host let 127.0.0.1 count as public.
"""

import contextlib
import ipaddress
import shutil
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from video01 import reach
from video01.errors import InvalidImage
from video01.fetch import fetch_image

IMAGE = b"\x89PNG" + bytes(5000)


class Pages(BaseHTTPRequestHandler):
    """One page for each thing a server may do wrong."""

    protocol_version = "HTTP/1.1"
    seen: list[tuple[str, str, str]]  # (host header, path, address connected to)

    def do_GET(self) -> None:
        self.seen.append((self.headers["Host"], self.path, str(self.connection.getsockname()[0])))
        name, _, rest = self.path[1:].partition("/")
        getattr(self, f"page_{name}")(rest)

    def page_image(self, _: str) -> None:
        self._send(200, IMAGE)

    def page_missing(self, _: str) -> None:
        self._send(404, b"nothing here")

    def page_to(self, target: str) -> None:
        self._send(302, b"", location=target)

    def page_loop(self, _: str) -> None:
        self._send(302, b"", location="/loop")

    def page_large(self, _: str) -> None:
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while True:
            self.wfile.write(bytes(1000))

    def page_declared(self, _: str) -> None:
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")

    def page_short(self, _: str) -> None:
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nabc")

    def page_nonsense(self, _: str) -> None:
        self.close_connection = True
        self.wfile.write(b"how are you?\r\n\r\n")

    def page_drip(self, where: str) -> None:
        self.close_connection = True
        self.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if where == "body" else b"X-Slow: "))
        while True:
            self.wfile.write(b"x")
            time.sleep(0.02)

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError, ssl.SSLError):  # the client hung up, as it should
            super().handle()

    def log_message(self, *_: object) -> None:
        pass

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    handler = type("Handler", (Pages,), {"seen": []})
    with ThreadingHTTPServer(("0.0.0.0", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def public_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """127.0.0.1 counts as public, every other address as it is."""
    real = reach.is_public
    monkeypatch.setattr(reach, "is_public", lambda address: str(address) == "127.0.0.1" or real(address))


def resolver(*answers: Sequence[str]) -> Callable[[str, int], Sequence[str]]:
    """Gives each answer once, in turn; the last one for ever."""
    left = list(answers)
    return lambda _host, _port: left.pop(0) if len(left) > 1 else left[0]


def refusal(url: str, **options: object) -> str:
    with pytest.raises(InvalidImage) as error:
        fetch_image(url, **{"allow_private": True, "timeout": 5.0, **options})  # type: ignore[arg-type]
    assert error.value.field == "first_frame"
    assert error.value.message.startswith("first_frame ")
    return error.value.message


@pytest.mark.parametrize("path", ["image", "to//image", "to//to//image", "to//to//to//image"])
def test_fetches_through_up_to_three_redirects(server: ThreadingHTTPServer, path: str) -> None:
    url = f"http://127.0.0.1:{server.server_port}/{path}"
    assert fetch_image(url, allow_private=True) == IMAGE


def test_too_many_redirects(server: ThreadingHTTPServer) -> None:
    assert "more than 3 redirects" in refusal(f"http://127.0.0.1:{server.server_port}/loop")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_private_hosts_are_refused_before_a_connection(server: ThreadingHTTPServer, host: str) -> None:
    message = refusal(f"http://{host}:{server.server_port}/image", allow_private=False)
    assert "must be on the public internet" in message
    assert server.RequestHandlerClass.seen == []  # type: ignore[attr-defined]


def test_one_private_address_among_public_ones_refuses_the_host(server: ThreadingHTTPServer) -> None:
    message = refusal("http://mixed.test/", allow_private=False, resolve=resolver(["8.8.8.8", "10.0.0.1"]))
    assert "mixed.test has a private or reserved address" in message


@pytest.mark.usefixtures("public_loopback")
def test_connects_to_the_address_that_was_checked_and_keeps_the_name(server: ThreadingHTTPServer) -> None:
    """The name's second answer would be private: it is never asked for."""
    host = f"rebinding.test:{server.server_port}"
    resolve = resolver(["127.0.0.1"], ["127.0.0.2"])
    assert fetch_image(f"http://{host}/image", allow_private=False, resolve=resolve) == IMAGE
    assert server.RequestHandlerClass.seen == [(host, "/image", "127.0.0.1")]  # type: ignore[attr-defined]
    assert resolve("", 0) == ["127.0.0.2"]


@pytest.mark.usefixtures("public_loopback")
def test_every_redirect_is_checked_anew(server: ThreadingHTTPServer) -> None:
    """The same name, public at the first hop and private at the second."""
    url = f"http://rebinding.test:{server.server_port}/to//image"
    message = refusal(url, allow_private=False, resolve=resolver(["127.0.0.1"], ["127.0.0.2"]))
    assert "private or reserved" in message
    assert len(server.RequestHandlerClass.seen) == 1  # type: ignore[attr-defined]


@pytest.mark.usefixtures("public_loopback")
@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://127.0.0.2/image", "private or reserved"),
        ("http://169.254.169.254/latest/meta-data", "private or reserved"),
        ("//[::ffff:10.0.0.1]/image", "private or reserved"),
        ("file:///etc/passwd", "scheme 'file'"),
        ("data:image/png;base64,AAAA", "scheme 'data'"),
        ("http://[::1/", "cannot be read"),
    ],
)
def test_redirects_to_forbidden_places(server: ThreadingHTTPServer, target: str, reason: str) -> None:
    url = f"http://127.0.0.1:{server.server_port}/to/{target}"
    assert reason in refusal(url, allow_private=False)


def test_tries_the_next_address_when_one_refuses(server: ThreadingHTTPServer) -> None:
    url = f"http://two.test:{server.server_port}/image"
    assert fetch_image(url, allow_private=True, resolve=resolver(["::1", "127.0.0.1"])) == IMAGE


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("missing", "answered with status 404, not 200"),
        ("declared", "must have at most 1 MB, got more"),
        ("large", "must have at most 1 MB, got more"),
        ("short", "broke off its answer"),
        ("nonsense", "could not be reached"),
    ],
)
def test_bad_answers(server: ThreadingHTTPServer, path: str, reason: str) -> None:
    assert reason in refusal(f"http://127.0.0.1:{server.server_port}/{path}", max_bytes=1_000_000)


@pytest.mark.parametrize("where", ["body", "header"])
def test_a_slow_drip_ends_at_the_total_time(server: ThreadingHTTPServer, where: str) -> None:
    start = time.monotonic()
    message = refusal(f"http://127.0.0.1:{server.server_port}/drip/{where}", timeout=0.3)
    assert "within 0.3 seconds" in message
    assert time.monotonic() - start < 3


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes a certificate with openssl")
def test_tls_is_for_the_name_not_the_address(
    server: ThreadingHTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = (
        f"openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout {key} -out {certificate} -subj /CN=pictures.test"
    )
    subprocess.run([*command.split(), "-addext", "subjectAltName=DNS:pictures.test"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    asked: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    resolve = resolver(["127.0.0.1"])

    url = f"https://pictures.test:{server.server_port}/image"
    assert fetch_image(url, allow_private=True, resolve=resolve) == IMAGE
    assert asked == ["pictures.test"]
    assert "could not be reached" in refusal(url.replace("pictures", "others"), resolve=resolve)


def test_nobody_listens() -> None:
    assert "could not be reached" in refusal("http://127.0.0.1:9/image")


def test_unknown_host() -> None:
    def resolve(_host: str, _port: int) -> Sequence[str]:
        raise OSError

    assert "the host nowhere.test is not known" in refusal("http://nowhere.test/", resolve=resolve)


def test_proxies_of_the_environment_are_not_used(server: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    assert fetch_image(f"http://127.0.0.1:{server.server_port}/image", allow_private=True) == IMAGE


def test_the_fake_resolver_stands_for_a_real_one() -> None:
    addresses = reach.resolve_host("localhost", 80)
    assert addresses
    assert all(ipaddress.ip_address(address).is_loopback for address in addresses)
