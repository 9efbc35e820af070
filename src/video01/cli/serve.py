"""`video01 serve`: the HTTP API in the main thread, the workers in threads beside it."""

from __future__ import annotations

import ipaddress
import signal
import socket
from argparse import Namespace
from dataclasses import replace
from types import FrameType

import uvicorn

from video01 import tracing
from video01.cli.crew import Crew, open_queue, open_storage
from video01.cli.terminal import note
from video01.errors import InvalidSettings, Video01Error
from video01.keys import SCOPES, Keys
from video01.logs import configure
from video01.server import create_app
from video01.server.protocol import http_protocol
from video01.server.studio.session import Sessions
from video01.settings import Settings

GRACE = 5  # seconds that open requests have to end

_FIRST_KEY = """
This is the first start here, so a key was made. It is shown this once:

  {key}

Ask for a video with it, then look how far it is (put the id of the answer for ID):

  curl {url}/v2/video/generations -H 'Authorization: Bearer {key}' \\
    -H 'Content-Type: application/json' -d '{{"model": "video-01", "prompt": "a red fox runs through the snow"}}'
  curl '{url}/v2/video/generations?generation_id=ID' -H 'Authorization: Bearer {key}'
"""

_STUDIO = """Or make videos in the browser. This link signs you in, once, within the hour:

  {url}/studio/enter/{token}
"""


def run(arguments: Namespace) -> int:
    """Serve until SIGTERM or Ctrl-C; what is being made then goes back to the queue, for the next start."""
    settings = _settings(arguments)
    queue, storage = open_queue(settings), open_storage(settings)
    keys = Keys(queue.engine)
    app = create_app(settings, queue=queue, keys=keys, storage=storage)
    configure(settings.log_format)
    tracing.configure()
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            http=http_protocol(),
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=GRACE,
            server_header=False,
        )
    )

    asked: list[int] = []  # signals

    def end() -> None:
        app.state.backend.stream.close()  # or open streams would have to be cut off
        server.should_exit = True

    def on_signal(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        end()

    for number in (signal.SIGTERM, signal.SIGINT):  # uvicorn takes them while it runs, and sends them again afterwards
        signal.signal(number, on_signal)
    crew = Crew(settings, settings.workers, queue, storage, end)
    with _listen(settings.host, settings.port) as listener:
        _greet(settings, keys, _url(settings.host, listener.getsockname()[1]), app.state.studio_sessions)
        crew.start()
        server.run(sockets=[listener])
    crew.stop()
    tracing.current().close()
    queue.close()
    return 0 if asked else 1


def _settings(arguments: Namespace) -> Settings:
    """The environment's, with what the command line says instead."""
    given = {name: getattr(arguments, name) for name in ("host", "port", "workers")}
    settings = replace(
        Settings.from_environment(), **{name: value for name, value in given.items() if value is not None}
    )
    if not 0 <= settings.port <= 65535:
        raise InvalidSettings(f"the port must be from 0 to 65535, got {settings.port}")
    return settings


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=2048)
        listener.setsockopt(
            socket.IPPROTO_TCP, socket.TCP_NODELAY, 1
        )  # those it accepts have it too; asyncio sets none
        return listener
    except OSError as error:
        reason = str(error.strerror or error).partition(" (while ")[0]  # the rest repeats the address
        raise Video01Error(f"cannot listen on {host} port {port}: {reason}") from None


def _url(host: str, port: int) -> str:
    """How a program on this machine reaches the server."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _greet(settings: Settings, keys: Keys, url: str, sessions: Sessions) -> None:
    note(f"video01 listens on {url} (engine {settings.engine}, workers {settings.workers}, home {settings.home})")
    if not keys.list():
        first, secret = keys.create("first", scopes=frozenset(SCOPES))  # whoever starts the server runs it
        note(_FIRST_KEY.format(key=secret, url=settings.public_url or url))
        if _is_loopback(settings.host):
            note(_STUDIO.format(url=url, token=sessions.link(first.id)))
