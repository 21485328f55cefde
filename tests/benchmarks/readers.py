"""The programs that read bibliographies, and how each is run; of those not installed there is no row.

pandoc is looked for on PATH; bibtexparser 2 (plbib itself needs 1), pybtex and pylatexenc in the Python that
``PLBIB_PEERS_PYTHON`` names. Each prints to standard error, last, how many entries it has.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator

from msgspec import Struct

from .peers import BIB, ITEMS

OURS = "plbib"
_PYTHON = os.environ.get("PLBIB_PEERS_PYTHON", "")
_PLBIB = (
    "import sys; from pathlib import Path; from plbib.formats import registry; "
    "file = Path(sys.argv[1]); records, _ = registry.read(file.read_bytes(), str(file), "
    "str(registry.of_file(file.name))); print(len(records), file=sys.stderr)"
)
_BIBTEXPARSER = (
    "import sys, bibtexparser as b; from bibtexparser import middlewares as m; "
    "library = b.parse_file(sys.argv[1], append_middleware=[m.LatexDecodingMiddleware(), "
    "m.SeparateCoAuthors(), m.SplitNameParts()]); print(len(library.entries), file=sys.stderr)"
)
_PYBTEX = (
    "import sys; from pybtex.database import parse_file; "
    "print(len(parse_file(sys.argv[1], 'bibtex').entries), file=sys.stderr)"
)
_PANDOC = (
    "import subprocess, sys; "
    "done = subprocess.run([sys.argv[1], '-f', 'biblatex', '-t', 'csljson', sys.argv[2]], stdout=subprocess.PIPE); "
    "print(done.stdout.count(b'\"id\": '), file=sys.stderr)"
)


class Reader(Struct, frozen=True, kw_only=True):
    """A program: ``command`` gives the argument list for a file, run where that lies; ``files`` are those it reads."""

    name: str
    version: str
    command: Callable[[str], list[str]]
    files: frozenset[str] = frozenset({BIB})


def installed() -> tuple[Reader, ...]:
    """plbib, and the others there are."""
    return (_ours(), *_pandoc(), *_python("bibtexparser", _BIBTEXPARSER), *_python("pybtex", _PYBTEX))


def _ours() -> Reader:
    version = _printed([sys.executable, "-c", "from importlib.metadata import version; print(version('plbib'))"])
    return Reader(
        name=OURS,
        version=version,
        command=lambda file: [sys.executable, "-c", _PLBIB, file],
        files=frozenset({BIB, ITEMS, "items.ris"}),
    )


def _pandoc() -> Iterator[Reader]:
    if program := shutil.which("pandoc"):
        yield Reader(
            name="pandoc",
            version=_printed([program, "--version"]).splitlines()[0].removeprefix("pandoc "),
            command=lambda file: [sys.executable, "-I", "-S", "-c", _PANDOC, str(program), file],
        )


def _python(name: str, code: str) -> Iterator[Reader]:
    version = _printed([_PYTHON, "-c", f"from importlib.metadata import version; print(version({name!r}))"])
    if version:
        yield Reader(name=name, version=version, command=lambda file: [_PYTHON, "-c", code, file])


def _printed(command: list[str]) -> str:
    """What a program prints; empty if it is not there or fails."""
    if not command[0]:
        return ""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
