"""What `decode_image` makes of texts that need no network."""

import base64
import ipaddress

import pytest

from video01.errors import InvalidImage
from video01.fetch import decode_image
from video01.reach import is_public

IMAGE = bytes(range(256))
BARE = base64.b64encode(IMAGE).decode()


@pytest.mark.parametrize(
    "text",
    [
        BARE,
        f"  {BARE}\n",
        BARE.rstrip("="),
        base64.urlsafe_b64encode(IMAGE).decode(),
        "\n".join(BARE[i : i + 76] for i in range(0, len(BARE), 76)),
        f"data:image/jpeg;base64,{BARE}",
        f"data:image/png;base64,{BARE}",
        f"DATA:;BASE64,{BARE}",
        "data:image/png;base64," + BARE.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D"),
    ],
)
def test_decodes(text: str) -> None:
    assert decode_image(text) == IMAGE


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("not base64!", "first_frame must be an http(s) URL, a data URI or base64, got 11 characters that are none of"),
        ("é" * 8, "none of these"),
        ("A", "none of these"),
        ("", "got an empty picture"),
        ("data:image/png;base64,", "got an empty picture"),
        ("data:image/png,abc", "without ';base64,'"),
        ("data:image/png;base64", "without ';base64,'"),
        ("file:///etc/passwd", "scheme 'file'"),
        ("gopher://example.com/", "scheme 'gopher'"),
        ("ftp://example.com/a.png", "scheme 'ftp'"),
        ("http:///a.png", "without a host"),
        ("http://[::1/a.png", "cannot be read"),
        (base64.b64encode(bytes(2000)).decode(), "at most 0.001024 MB"),
    ],
)
def test_refuses(text: str, reason: str) -> None:
    with pytest.raises(InvalidImage) as error:
        decode_image(text, max_bytes=1024)
    assert reason in error.value.message
    assert error.value.field == "first_frame"


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.1.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:224.0.0.1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "2001:db8::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_other_addresses(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))
