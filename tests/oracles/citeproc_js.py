"""citeproc-js, the reference implementation of CSL, asked what it prints for items in a style.

It comes from npm (``npm install citeproc``) and is no dependency of plbib: ``PLBIB_CITEPROC_JS`` names the folder that
holds ``node_modules``, else ``/tmp/oracle``. Locales are those of citeproc-py, as in plbib.
"""

import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

_HERE = Path(tempfile.gettempdir())
FOLDER = Path(os.environ.get("PLBIB_CITEPROC_JS", _HERE / "citeproc-js"))
CACHE = Path(os.environ.get("PLBIB_ORACLE_CACHE", _HERE / "csl-oracle-cache"))
NO_TEXT = "[CSL STYLE ERROR: reference with no printed form.]"
"""What citeproc-js prints for an entry without text."""

_SCRIPT = Path(__file__).with_name("citeproc_js.cjs")
_DIVISION = re.compile(r"</?div[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_STRAIGHT = str.maketrans("‘’", "''")
_PER_PROCESS = 40
_SECONDS_PER_JOB = 60


class Job(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Items (CSL-JSON, ids as strings) to be listed in a style; ``citations`` are lists of ids cited together,
    or of items as citeproc-js has them, with locators and the like; each stands alone.

    ``clusters`` are the citations of a document as citeproc-js has them, in place of these.
    """

    style: str
    items: list[dict[str, Any]]
    locale: str | None = None
    citations: list[list[Any]] | None = None
    clusters: list[dict[str, Any]] | None = None


class Answer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The ids in the style's order and the HTML of each entry and citation, or why there is none."""

    order: list[str] = []
    entries: dict[str, str] = {}
    citations: list[str] = []
    error: str = ""


def compared(made: str) -> str:
    """HTML as text without marks: no tags, entities decoded, single quotes straight, blanks single."""
    text = html.unescape(_TAG.sub("", _DIVISION.sub(" ", made)))
    return " ".join(text.translate(_STRAIGHT).split())


def why_not() -> str:
    """What is missing to ask citeproc-js; empty if nothing is."""
    if shutil.which("node") is None:
        return "node is not installed"
    if not (FOLDER / "node_modules" / "citeproc").is_dir():
        return f"no node_modules/citeproc in {FOLDER} (npm install citeproc there, or set PLBIB_CITEPROC_JS)"
    return ""


@cache
def version() -> str:
    """The version of citeproc-js."""
    return str(_ask([b"{}"])[0]["version"])


def answers(jobs: Sequence[Job], processes: int = 2, *, cached: bool = True) -> list[Answer]:
    """One answer a job, in order. What was answered before is read from ``PLBIB_ORACLE_CACHE`` unless told otherwise.

    Raises :class:`RuntimeError` if node fails as a whole; a style it cannot use is an answer with ``error``.
    """
    lines = [msgspec.json.encode(job) for job in jobs]
    files = [_file(job, line) for job, line in zip(jobs, lines, strict=True)]
    asked = [at for at, file in enumerate(files) if not (cached and file.is_file())]
    CACHE.mkdir(parents=True, exist_ok=True)

    def ask(places: list[int]) -> None:
        for at, made in zip(places, _ask([lines[at] for at in places]), strict=True):
            part = files[at].with_suffix(f".{os.getpid()}")
            part.write_bytes(msgspec.json.encode(made))
            part.replace(files[at])

    with ThreadPoolExecutor(processes) as pool:
        list(pool.map(ask, [asked[at : at + _PER_PROCESS] for at in range(0, len(asked), _PER_PROCESS)]))
    return [msgspec.json.decode(file.read_bytes(), type=Answer) for file in files]


def _file(job: Job, line: bytes) -> Path:
    digest = hashlib.sha256(version().encode() + _SCRIPT.read_bytes() + Path(job.style).read_bytes() + line)
    return CACHE / f"{digest.hexdigest()}.json"


def _ask(lines: list[bytes]) -> list[dict[str, Any]]:
    """The answers of one node process, one a line."""
    import citeproc

    command = ["node", str(_SCRIPT), str(FOLDER), citeproc.LOCALES_PATH]
    seconds = _SECONDS_PER_JOB * len(lines)
    done = subprocess.run(command, input=b"\n".join(lines), capture_output=True, timeout=seconds, check=False)
    made: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    if len(made) != len(lines):
        raise RuntimeError(f"citeproc-js answered {len(made)} of {len(lines)} jobs: {done.stderr.decode()[-2000:]}")
    return made
