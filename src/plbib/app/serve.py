"""The page shown on this machine, made anew when the list changes."""

import threading
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from pathlib import Path

from plbib import DEMO
from plbib.app.opening.source import LOCK, STDIN, Sources, is_address, selection
from plbib.app.opening.sources import load_configuration
from plbib.app.site import site_files
from plbib.errors import PlbibError, UsageError
from plbib.io import config
from plbib.io.files import stamp
from plbib.io.server import make_server


class LivePage:
    """The files of a page, made again at a request when what they are made from has changed.

    ``problem`` is called with what is wrong if they cannot be made then; the page stays as it was.
    """

    def __init__(self, source: Sources, problem: Callable[[PlbibError], None]) -> None:
        if STDIN in selection(source).names:
            raise UsageError("standard input cannot be read again", "name the list's file")
        self._source, self._problem = source, problem
        self._making = threading.Lock()
        self._stamps = self._stamps_now()
        self.library, self._files = site_files(source, load_configuration())

    def files(self) -> dict[str, bytes]:
        """The files by name, as new as the list."""
        with self._making:
            now = self._stamps_now()
            if now != self._stamps:
                self._stamps = now
                try:
                    self.library, self._files = site_files(self._source, load_configuration())
                except PlbibError as error:
                    self._problem(error)
            return self._files

    def _stamps_now(self) -> tuple[object, ...]:
        try:
            listed = load_configuration().list
        except PlbibError:  # told when the page is made
            return (stamp(Path(config.FILE)), stamp(Path("pyproject.toml")))
        names = selection(self._source).names or listed.paths or tuple(map(str, Path().glob("*.md")))
        named = [Path(name) for name in sorted(names) if name != DEMO and not is_address(name)]
        others = [listed.overrides, *listed.records, config.FILE, "pyproject.toml"]
        locks = [path.with_suffix(LOCK) for path in named if path.suffix]
        return tuple(map(stamp, [*named, *locks, *map(Path, filter(None, others))]))


def serve(page: LivePage, port: int) -> ThreadingHTTPServer:
    """A server of ``page`` on this machine; call ``serve_forever``."""
    return make_server(page.files, port)
