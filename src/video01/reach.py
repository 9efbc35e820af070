"""Connect to hosts that strangers name, without becoming their way into our own network.

A host name is resolved once, every address it has must be a public one, and the connection goes to the very address
that was checked: a name that changes its mind between check and use changes nothing. No redirect is followed here.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Callable, Mapping, Sequence

import httpx

CONNECT_TIMEOUT = 5.0  # seconds for one address

Resolve = Callable[[str, int], Sequence[str]]  # (host name, port) -> its addresses; OSError if it has none
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class NotPublic(OSError):
    """The host has an address that is not of the public internet."""


async def find(url: httpx.URL, *, resolve: Resolve, allow_private: bool) -> Sequence[str]:
    """The addresses of the host of `url`. Raises `NotPublic`, or OSError when there is none."""
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        addresses = await asyncio.to_thread(resolve, url.raw_host.decode("ascii"), port)
    except UnicodeError as error:
        raise OSError(str(error)) from None
    if not allow_private and not all(is_public(ipaddress.ip_address(address)) for address in addresses):
        raise NotPublic(f"the host {url.host} has a private or reserved address")
    return addresses


async def send(
    transport: httpx.AsyncHTTPTransport,
    method: str,
    url: httpx.URL,
    addresses: Sequence[str],
    *,
    headers: Mapping[str, str],
    content: bytes | None = None,
) -> httpx.Response:
    """Ask the first of `addresses` that takes a connection; the name of `url` stays in the Host header and in TLS.

    Raises `httpx.HTTPError`.
    """
    headers = {**headers, "Host": url.netloc.decode("ascii")}
    extensions = {"sni_hostname": url.raw_host.decode("ascii"), "timeout": {"connect": CONNECT_TIMEOUT}}
    failure: httpx.HTTPError = httpx.ConnectError("no address")
    for address in addresses:
        there = url.copy_with(host=address)
        request = httpx.Request(method, there, headers=headers, content=content, extensions=extensions)
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


def resolve_host(host: str, port: int) -> list[str]:
    """Ask the system's resolver. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))
