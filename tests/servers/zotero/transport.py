"""HTTP/1.1 on loopback: reads a request, has it answered, sends the answer or cuts it off."""

import contextlib
import socket
import socketserver
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler

from tests.servers.zotero.exchange import Answer, Call


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """An answer on its way; None is a connection closed without one, ``part`` the share of the body that arrives."""

    answer: Answer | None
    part: float = 1


Serve = Callable[[Call], Delivery]


class Listener(socketserver.ThreadingTCPServer):
    """Listens on 127.0.0.1, a thread for each connection."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, port: int, serve: Serve) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.serve = serve
        self._open: set[socket.socket] = set()
        self._threads_done = threading.Condition()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def opened(self, connection: socket.socket) -> None:
        with self._threads_done:
            self._open.add(connection)

    def closed(self, connection: socket.socket) -> None:
        with self._threads_done:
            self._open.discard(connection)
            self._threads_done.notify_all()

    def stop(self) -> None:
        """Stop listening, close what clients left open, and wait for the threads."""
        self.shutdown()
        self.server_close()
        with self._threads_done:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
            self._threads_done.wait_for(lambda: not self._open, timeout=5)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "zotero-double"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Listener

    def setup(self) -> None:
        super().setup()
        self.server.opened(self.connection)

    def finish(self) -> None:
        try:
            with contextlib.suppress(OSError):
                super().finish()
        finally:
            self.server.closed(self.connection)

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError, TimeoutError):
            super().handle()

    def handle_expect_100(self) -> bool:
        """No word: the service itself refuses the header."""
        return True

    def handle_any(self) -> None:
        waiting = "Expect" in self.headers  # for leave to send the body, which it does not get
        self.close_connection |= waiting
        size = 0 if waiting else int(self.headers.get("Content-Length") or 0)
        call = Call(
            method=self.command,
            target=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(size),
            base=self.server.url,
        )
        self._deliver(self.server.serve(call))

    # The names that the class looks for.
    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = handle_any  # noqa: N815

    def _deliver(self, delivery: Delivery) -> None:
        answer = delivery.answer
        if answer is None:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if answer.status not in {204, 304}:
            self.send_header("Content-Length", str(len(answer.body)))
        body = b"" if self.command == "HEAD" or answer.status in {204, 304} else answer.body
        if delivery.part < 1:
            self.close_connection = True
            body = body[: int(len(body) * delivery.part)]
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing: the server keeps its own log."""
