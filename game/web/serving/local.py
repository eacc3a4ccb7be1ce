"""`LocalServer`: pages for a browser on this machine, and for nobody else.

It listens on the loopback address alone. Its pages lie behind a word that is new each time, so that others
who use the machine do not read along, and it answers only where it is called by its own name, so that no
page from elsewhere reaches it under another.
"""

from __future__ import annotations

import secrets
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from game.refusal import FALLS_SHORT, Refusal

HERE = "127.0.0.1"
PORT = 8010
PORTS_TRIED = 20
LARGEST = 8 * 1024 * 1024
"""Bytes of what a page hands in; no save is longer."""


class Asked(NamedTuple):
    """What a page asks for: `GET` or `POST`, the parts of its path behind the word, and what it hands in."""

    way: str
    path: tuple[str, ...]
    body: str


class HttpAnswer(NamedTuple):
    """What it gets."""

    body: str
    kind: str = "text/html"
    status: int = 200


Site = Callable[[Asked], HttpAnswer]
NOT_THERE = HttpAnswer("This page is not there.\n", "text/plain", 404)
NOT_ALLOWED = HttpAnswer("This page is for the browser of this machine.\n", "text/plain", 403)


class LocalServer(ThreadingHTTPServer):
    """Serves a site until `shutdown` is called. Raises `Refusal` where no port is free."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that leaves before it has its answer is nobody's fault; anything else is told."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def __init__(self, site: Site, port: int | None = None) -> None:
        self.site = site
        self.word = secrets.token_urlsafe(12)
        ports = range(PORT, PORT + PORTS_TRIED) if port is None else (port,)
        for each in ports:
            try:
                super().__init__((HERE, each), Handler)
                return
            except (OSError, OverflowError):
                continue
        tried = f"port {port} is" if port is not None else f"the ports {ports[0]} to {ports[-1]} are"
        raise Refusal(f"{tried} taken or not allowed; give another one with --port.", FALLS_SHORT)

    @property
    def address(self) -> str:
        """Where the site begins."""
        return f"http://{HERE}:{self.server_port}/{self.word}/"

    def run(self) -> None:
        """Serve until somebody presses Ctrl+C."""
        thread = threading.Thread(target=self.serve_forever, daemon=True)
        thread.start()
        try:
            thread.join()
        except KeyboardInterrupt:
            self.shutdown()
        finally:
            self.server_close()


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: LocalServer
    timeout = 60

    def do_GET(self) -> None:
        self.give(self.answer("GET"))

    def do_POST(self) -> None:
        self.give(self.answer("POST"))

    def answer(self, way: str) -> HttpAnswer:
        port = self.server.server_port
        names = (f"{HERE}:{port}", f"localhost:{port}")
        origin = self.headers.get("Origin")
        if self.headers.get("Host") not in names:
            return NOT_ALLOWED
        if way == "POST" and origin not in [f"http://{name}" for name in names]:
            return NOT_ALLOWED
        first, *path = self.path.partition("?")[0].removeprefix("/").split("/")
        if not secrets.compare_digest(first.encode(), self.server.word.encode()):
            return NOT_THERE
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > LARGEST:
            return HttpAnswer("That is too long.\n", "text/plain", 413)
        body = self.rfile.read(int(length)).decode("utf-8", "replace")
        return self.server.site(Asked(way, tuple(filter(None, path)), body))

    def give(self, answer: HttpAnswer) -> None:
        data = answer.body.encode("utf-8", "replace")
        self.send_response(answer.status)
        self.send_header("Content-Type", f"{answer.kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        for name, value in (
            ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"),
            ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Resource-Policy", "same-origin"),
        ):  # fmt: skip
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Nothing: what is played here is nobody's business."""
