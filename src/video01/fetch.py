"""Get the bytes of a picture that somebody names: an http(s) URL, a data URI, or base64.

A server that fetches what strangers name must not become their way into its own network. So a host name is resolved
once, every address it has must be a public one, and the connection goes to the very address that was checked: a name
that changes its mind between check and use changes nothing. Every redirect is checked in the same way.

What the bytes are is not looked at here: see `media.read_image`.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import ipaddress
import re
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ssl import SSLContext
from urllib.parse import unquote_to_bytes

import httpx

from video01.errors import InvalidImage

MAX_BYTES = 20_000_000
TIMEOUT = 20.0  # seconds for everything together: names, connections, redirects, body
CONNECT_TIMEOUT = 5.0  # seconds for one address
MAX_REDIRECTS = 3
FIELD = "first_frame"

Resolve = Callable[[str, int], Sequence[str]]  # (host name, port) -> its addresses; OSError if it has none
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_HEADERS = {"Accept": "image/jpeg, image/png, image/*;q=0.8", "Accept-Encoding": "identity", "User-Agent": "video01"}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_EXPECTED = "must be an http(s) URL, a data URI or base64"


def decode_image(
    text: str, *, allow_private: bool = False, max_bytes: int = MAX_BYTES, timeout: float = TIMEOUT
) -> bytes:
    """The bytes that `text` names or holds. It may wait for the network: call it from a thread, not from an event loop.

    The media type of a data URI is ignored, for many clients call every picture image/jpeg.
    Raises `InvalidImage` that says what was expected and what came.
    """
    text = text.strip()
    if text[:5].lower() == "data:":
        return _decode_data_uri(text, max_bytes)
    if _SCHEME.match(text[:32]):
        return fetch_image(text, allow_private=allow_private, max_bytes=max_bytes, timeout=timeout)
    return _decode_base64(text.encode(), max_bytes)


def fetch_image(
    url: str,
    *,
    allow_private: bool,
    max_bytes: int = MAX_BYTES,
    timeout: float = TIMEOUT,
    resolve: Resolve | None = None,
) -> bytes:
    """What an http(s) URL answers with. Not for an event loop: it runs one of its own.

    Raises `InvalidImage` if the URL is not http(s), leads to an address that is not public (unless `allow_private`),
    redirects more than 3 times, answers with anything but 200, or exceeds `max_bytes` or `timeout` seconds in all.
    """
    fetch = _Fetch(
        allow_private=allow_private, max_bytes=max_bytes, resolve=resolve or _resolve, tls=httpx.create_ssl_context()
    )
    try:
        return asyncio.run(asyncio.wait_for(fetch.run(url), timeout))
    except TimeoutError:
        raise _refused(f"could not be fetched within {timeout:g} seconds") from None


@dataclass(frozen=True, kw_only=True)
class _Fetch:
    """The limits of one fetch, and its hops."""

    allow_private: bool
    max_bytes: int
    resolve: Resolve
    tls: SSLContext

    async def run(self, text: str) -> bytes:
        url = _parse(text)
        for _ in range(MAX_REDIRECTS + 1):
            async with self._answer(url) as response:
                if response.status_code not in _REDIRECTS:
                    return await self._body(response, url)
                url = _parse(response.headers.get("location", ""), base=url)
        raise _refused(f"could not be fetched: more than {MAX_REDIRECTS} redirects")

    @asynccontextmanager
    async def _answer(self, url: httpx.URL) -> AsyncIterator[httpx.Response]:
        """The answer of the first address of the URL's host that takes a connection, after all of them were checked."""
        addresses = await self._addresses(url)
        async with httpx.AsyncHTTPTransport(verify=self.tls, trust_env=False) as transport:
            try:
                response = await _get(transport, url, addresses)
            except httpx.HTTPError:
                raise _refused(f"could not be fetched: {url.host} could not be reached") from None
            try:
                yield response
            except httpx.HTTPError:
                raise _refused(f"could not be fetched: {url.host} broke off its answer") from None
            finally:
                await response.aclose()

    async def _addresses(self, url: httpx.URL) -> Sequence[str]:
        """Where the host of `url` is: every address is public, or private ones are allowed."""
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            addresses = await asyncio.to_thread(self.resolve, url.raw_host.decode("ascii"), port)
        except (OSError, UnicodeError):
            raise _refused(f"could not be fetched: the host {url.host} is not known") from None
        if not self.allow_private and not all(is_public(ipaddress.ip_address(address)) for address in addresses):
            raise _refused(f"must be on the public internet; the host {url.host} has a private or reserved address")
        return addresses

    async def _body(self, response: httpx.Response, url: httpx.URL) -> bytes:
        if response.status_code != httpx.codes.OK:
            raise _refused(f"could not be fetched: {url.host} answered with status {response.status_code}, not 200")
        declared = response.headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > self.max_bytes:
            raise _too_large(self.max_bytes)
        body = bytearray()
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > self.max_bytes:
                raise _too_large(self.max_bytes)
        return bytes(body)


async def _get(transport: httpx.AsyncHTTPTransport, url: httpx.URL, addresses: Sequence[str]) -> httpx.Response:
    """Ask for `url` at the first of `addresses` that takes a connection; its name stays in the Host header and TLS."""
    headers = {**_HEADERS, "Host": url.netloc.decode("ascii")}
    extensions = {"sni_hostname": url.raw_host.decode("ascii"), "timeout": {"connect": CONNECT_TIMEOUT}}
    failure: httpx.HTTPError = httpx.ConnectError("no address")
    for address in addresses:
        request = httpx.Request("GET", url.copy_with(host=address), headers=headers, extensions=extensions)
        try:
            return await transport.handle_async_request(request)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            failure = error
    raise failure


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet. An IPv4 address inside an IPv6 one counts as itself."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = _inner_ipv4(address)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _inner_ipv4(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a mapped (RFC 4291), 6to4 (RFC 3056) or NAT64 (RFC 6052) address stands for."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _parse(text: str, base: httpx.URL | None = None) -> httpx.URL:
    try:
        url = httpx.URL(text) if base is None else base.join(text)
    except (httpx.InvalidURL, ValueError):
        raise _refused(f"{_EXPECTED}, got a URL that cannot be read") from None
    if url.scheme not in {"http", "https"}:
        raise _refused(f"{_EXPECTED}, got a URL of the scheme {url.scheme!r}")
    if not url.host:
        raise _refused(f"{_EXPECTED}, got a URL without a host")
    return url


def _decode_data_uri(text: str, max_bytes: int) -> bytes:
    label, comma, data = text.partition(",")
    if not comma or not label.lower().endswith(";base64"):
        raise _refused("must be a data URI of the form data:image/png;base64,..., got one without ';base64,'")
    return _decode_base64(unquote_to_bytes(data) if "%" in data else data.encode(), max_bytes)


def _decode_base64(data: bytes, max_bytes: int) -> bytes:
    """Base64 in either alphabet (RFC 4648, 4 and 5), with or without padding and line breaks."""
    compact = data.strip().translate(_STANDARD, delete=b"\r\n\t").rstrip(b"=")
    if len(compact) * 3 // 4 > max_bytes:
        raise _too_large(max_bytes)
    try:
        image = base64.b64decode(compact + b"=" * (-len(compact) % 4), validate=True)
    except binascii.Error:
        raise _refused(f"{_EXPECTED}, got {len(data)} characters that are none of these") from None
    if not image:
        raise _refused(f"{_EXPECTED}, got an empty picture")
    return image


_STANDARD = bytes.maketrans(b"-_", b"+/")


def _too_large(max_bytes: int) -> InvalidImage:
    return _refused(f"must have at most {max_bytes / 1e6:g} MB, got more")


def _refused(reason: str) -> InvalidImage:
    return InvalidImage(FIELD, f"{FIELD} {reason}")
