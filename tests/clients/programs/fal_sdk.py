"""The `fal-client` package, unmodified: fal_sdk.py BASE_URL FILE, with the key in FAL_KEY. Prints one JSON object.

It speaks nothing but https, so a small proxy here takes the TLS off, with a certificate of an authority made for this
run: what a reverse proxy does for a server.
"""

import http.client
import json
import os
import ssl
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import trustme

APP = "fal-ai/minimax/video-01"


class Proxy(BaseHTTPRequestHandler):
    """Passes requests on to `server`, and says that they came by https."""

    server_address: str
    protocol_version = "HTTP/1.1"

    def pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        connection = http.client.HTTPConnection(self.server_address, timeout=60)
        connection.request(self.command, self.path, body, {**self.headers, "X-Forwarded-Proto": "https"})
        answer = connection.getresponse()
        content = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in {"date", "server", "connection"}:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)
        connection.close()

    do_GET = do_POST = do_PUT = pass_on  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


def serve_tls(base: str, folder: Path) -> str:
    """Start the proxy, and have this process trust it; returns its host and port."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "authority.pem"))
    os.environ["SSL_CERT_FILE"] = str(folder / "authority.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    Proxy.server_address = urlsplit(base).netloc
    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"localhost:{server.server_port}"


def main(base: str, file: Path) -> dict[str, Any]:
    os.environ["FAL_QUEUE_RUN_HOST"] = serve_tls(base, file.parent)
    import fal_client  # reads the variables once
    import httpx

    seen: list[str] = []

    def look(status: object) -> None:
        seen.append(type(status).__name__)

    result = fal_client.subscribe(APP, {"prompt": "a red fox", "duration": 1}, with_logs=True, on_queue_update=look)
    file.write_bytes(httpx.get(result["video"]["url"]).content)
    canceled = fal_client.submit(APP, {"prompt": "a red fox"})
    canceled.cancel()
    try:
        fal_client.subscribe(APP, {"prompt": "a red fox", "duration": 12})
        refused = ""
    except fal_client.FalClientHTTPError as error:
        refused = str(error)
    while not isinstance(ended := canceled.status(), fal_client.Completed):
        time.sleep(0.1)  # a cancel is heard within a step
    return {
        "version": version("fal-client"),
        "result": result,
        "seen": seen,
        "canceled": ended.error,
        "refused": refused,
    }


print(json.dumps(main(sys.argv[1], Path(sys.argv[2]))))
