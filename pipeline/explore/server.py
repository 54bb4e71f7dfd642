"""The explorer and the reading views served from this machine to this machine."""

from __future__ import annotations

import re
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.explore.explorer import write_explorer

HOST = "127.0.0.1"
_REPORT = re.compile(r"/reports/([^/\\]+)/report\.html")
EXPLORER = "/graph/explorer.html"


def serve(outputs: Path, port: int = 0) -> None:
    """Serves the explorer on 127.0.0.1 until interrupted; prints its address first."""
    if not (outputs / "graph" / "explorer.html").exists():
        write_explorer(outputs, outputs / "graph" / "explorer.html")
    with server(outputs, port) as running:
        print(f"http://{HOST}:{running.server_port}/", flush=True)
        running.serve_forever()


def server(outputs: Path, port: int = 0) -> ThreadingHTTPServer:
    """A server that is bound to the loopback address and not yet running."""
    try:
        return ThreadingHTTPServer((HOST, port), partial(_Pages, outputs=outputs))
    except (OSError, OverflowError) as exc:
        raise UsageError(f"port {port} cannot be opened: {exc}", "choose another with --port, or none") from exc


class _Pages(BaseHTTPRequestHandler):
    """Answers GET and HEAD for the explorer and the reading views, to requests that name this machine."""

    server_version = "unreport"
    sys_version = ""

    def __init__(self, *args: object, outputs: Path) -> None:
        self.outputs = outputs
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self._answer(body=True)

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def _answer(self, *, body: bool) -> None:
        host = (self.headers.get("Host") or "").rpartition(":")[0]
        if host not in {HOST, "localhost"}:  # a page elsewhere that got its name resolved to this machine
            self.send_error(HTTPStatus.FORBIDDEN, "this server answers its own machine only")
            return
        address = self.path.partition("?")[0]
        if address == "/":
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", EXPLORER)
            self.end_headers()
            return
        page = self._page(address)
        if page is None or not page.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self._send(page.read_bytes(), body=body)

    def _page(self, address: str) -> Path | None:
        if address == EXPLORER:
            return self.outputs / "graph" / "explorer.html"
        wanted = _REPORT.fullmatch(address)
        known = {folder.name: folder for folder in (self.outputs / "reports").glob("*")}
        folder = known.get(wanted[1]) if wanted else None
        return folder / "report.html" if folder else None

    def _send(self, content: bytes, *, body: bool) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()
        if body:
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Requests are nobody's business."""
