"""A server on this machine that shows files from memory."""

from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from plbib.errors import UsageError

HOST = "127.0.0.1"
_TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".xml": "application/xml",
    ".svg": "image/svg+xml",
    ".ris": "application/x-research-info-systems",
}
_TEXT = "text/plain"

Files = Mapping[str, bytes]


def make_server(files: Callable[[], Files], port: int) -> ThreadingHTTPServer:
    """A server on :data:`HOST` of what ``files`` gives at each request; ``port`` 0 is any that is free.

    All files are UTF-8; those without a type of their own, such as ``.bib``, are plain text. Raises
    :class:`UsageError` if the port is taken.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(body=True)

        def do_HEAD(self) -> None:
            self._answer(body=False)

        def _answer(self, *, body: bool) -> None:
            name = unquote(urlsplit(self.path).path).lstrip("/")
            name = f"{name}index.html" if not name or name.endswith("/") else name
            data = files().get(name)
            self.send_response(404 if data is None else 200)
            kind = _TYPES.get(PurePosixPath(name).suffix, _TEXT) if data is not None else _TEXT
            data = b"There is no such file.\n" if data is None else data
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            if body:
                self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nothing: requests of one's own browser are no news."""

    class Server(ThreadingHTTPServer):
        request_queue_size = 128  # a page asks for all its files at once; five may wait otherwise

    try:
        return Server((HOST, port), Handler)
    except (OSError, OverflowError) as error:
        raise UsageError(f"port {port} cannot be used: {error}", "choose another with --port; 0 is any") from error
