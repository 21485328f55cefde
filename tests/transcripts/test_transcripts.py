"""Transcripts: what plbib prints and writes for some hundred command lines, to be read like a terminal session.

Each ``*.txt`` here is a session in one folder, which begins with copies of ``inputs/``. Lines that begin with ``#`` or
``$`` are written by hand, all others by ``PLBIB_REFRESH_GOLDEN=1 pytest tests/transcripts``: read the diff. To try
another command, add a line ``$ plbib …`` and do the same. In the answer to a command

- indented lines are standard output (of a long one the beginning, the number of lines, and a digest);
- ``! `` begins a line of standard error;
- ``+ `` names a file that is new, ``~ `` one that has changed, ``- `` one that is gone; a short one is shown;
- ``exit`` is the exit code.

``plbib`` runs in this process, with ``< FILE`` as standard input and ``NAME=value`` before it as environment; it finds
git on its path and nothing else. Every other line is one for the shell.
"""

import gc
import hashlib
import io
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

import pytest

from plbib.cli import main
from plbib.cli.commands import cli

HERE = Path(__file__).resolve().parent
REFRESH = os.environ.get("PLBIB_REFRESH_GOLDEN") == "1"
SESSIONS = sorted(HERE.glob("*.txt"))
LONG, SHOWN, SHORT = 60, 10, 10  # lines: of output that is cut, of its beginning, of files that are shown
LARGE = 1000  # bytes of a file that is not shown, however few its lines
HINT = re.compile(rb"^Try 'plbib.* for help\.\n", re.MULTILINE)
"""A line below a wrong usage that is left out: versions of click differ in it."""
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


class Ran(NamedTuple):
    """What a command printed, and how it ended."""

    output: bytes
    errors: bytes
    code: int


def no_network(host: object, *_: object, **__: object) -> None:
    pytest.fail(f"a transcript is about to ask {host}: it would differ from day to day")


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """A folder with the inputs, which becomes the current one; the search paths of plbib and of the shell."""
    tools, folder = tmp_path / "tools", tmp_path / "session"
    tools.mkdir()
    (tools / "git").symlink_to(program("git"))
    shutil.copytree(HERE / "inputs", folder)
    for name in [name for name in os.environ if name.startswith(("GIT_", "ZOTERO_", "PLBIB_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PLBIB_OFFLINE", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.setattr(socket, "getaddrinfo", no_network)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)  # a build forks no workers: pytest may have threads
    monkeypatch.chdir(folder)
    thresholds = gc.get_threshold()
    yield str(tools), os.environ["PATH"]
    gc.set_threshold(*thresholds)


def in_process(arguments: list[str], given: bytes) -> Ran:
    """Run plbib with these streams. An exception that is no exit is a defect, and not caught."""
    streams = [io.TextIOWrapper(io.BytesIO(data), encoding="utf-8") for data in (given, b"", b"")]
    code: object = 0
    with pytest.MonkeyPatch.context() as patch:
        for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
            patch.setattr(sys, name, stream)
        try:
            main(arguments)
        except SystemExit as left:
            code = left.code or 0
    for stream in streams:
        stream.seek(0)
    assert isinstance(code, int)
    return Ran(streams[1].buffer.read(), HINT.sub(b"", streams[2].buffer.read()), code)


def run(line: str, paths: tuple[str, str]) -> Ran:
    """Run one command line of a session."""
    words = shlex.split(line)
    if "plbib" not in words:
        environment = {**os.environ, "PATH": paths[1]}
        done = subprocess.run(["sh", "-c", line], capture_output=True, env=environment, check=False)
        return Ran(done.stdout, done.stderr, done.returncode)
    given = b""
    if "<" in words:
        *words, _, name = words
        given = Path(name).read_bytes()
    start = words.index("plbib")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", paths[0])
        for name, _, value in (word.partition("=") for word in words[:start]):
            patch.setenv(name, value)
        return in_process(words[start + 1 :], given)


def files() -> dict[str, bytes]:
    """The files of the current folder, without git's own."""
    found = (path for path in Path().rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.as_posix(): path.read_bytes() for path in sorted(found)}


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def lines(data: bytes, mark: str) -> list[str]:
    """Text as lines behind a mark, control characters shown; a last line without an end is told."""
    text = data.decode(errors="backslashreplace")
    *whole, rest = CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text).split("\n")
    shown = [f"{mark}{line}" if line else mark.rstrip() for line in whole]
    return [*shown, f"{mark}{rest}", "(no end of line)"] if rest else shown


def printed(data: bytes) -> list[str]:
    """Standard output as a transcript shows it."""
    shown = lines(data, "    ")
    if len(shown) <= LONG:
        return shown
    return [*shown[:SHOWN], f"… {len(shown)} lines, sha256 {digest(data)}"]


def written(before: dict[str, bytes], after: dict[str, bytes]) -> Iterator[str]:
    """The files that a command wrote or removed."""
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old == new:
            continue
        if new is None:
            yield f"- {name}"
            continue
        mark = "+" if old is None else "~"
        count = new.count(b"\n")
        if count > SHORT or len(new) > LARGE:
            yield f"{mark} {name}  {count} lines, sha256 {digest(new)}"
        else:
            yield from [f"{mark} {name}", *lines(new, f"{mark}     ")]


def played(session: str, paths: tuple[str, str]) -> str:
    """A session run anew: its comments and commands, with what the commands answer now."""
    made: list[str] = []
    before = files()
    for line in session.splitlines():
        if line.startswith("#"):
            made += ["", line] if made and not made[-1].startswith("#") else [line]
        if not line.startswith("$ "):
            continue
        if made and not made[-1].startswith("#"):
            made.append("")
        ran = run(line[2:], paths)
        after = files()
        made += [line, *printed(ran.output), *lines(ran.errors, "! "), *written(before, after), f"exit {ran.code}"]
        before = after
    return "\n".join(made) + "\n"


def entries(session: str) -> list[str]:
    """A session cut before each command."""
    return re.split(r"^(?=\$ )", session, flags=re.MULTILINE)


def differences(recorded: str, made: str) -> str:
    """The commands that answer differently now, with what is different."""
    told = []
    for old, new in zip(entries(recorded), entries(made), strict=True):
        if old != new:
            changes = [*unified_diff(old.splitlines(), new.splitlines(), "recorded", "now", lineterm="")]
            told.append("\n".join([old.partition("\n")[0], *changes]))
    return "\n\n".join(told)


@pytest.mark.parametrize("path", SESSIONS, ids=[path.stem for path in SESSIONS])
def test_session(path: Path, paths: tuple[str, str]) -> None:
    recorded = path.read_text(encoding="utf-8")
    made = played(recorded, paths)
    if REFRESH:
        path.write_text(made, encoding="utf-8")
    elif made != recorded:
        pytest.fail(f"PLBIB_REFRESH_GOLDEN=1 pytest, read the diff\n\n{differences(recorded, made)}", pytrace=False)


def commands() -> list[list[str]]:
    """The words of all command lines of plbib, beginning with ``plbib``."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in SESSIONS)
    words = [shlex.split(line) for line in re.findall(r"^\$ (.*\bplbib .*)$", text, re.MULTILINE)]
    return [line[line.index("plbib") :] for line in words if "plbib" in line]


def helped(command: str) -> list[str]:
    """The options that the help of a command lists."""
    text = in_process([command, "--help"], b"").output.decode()
    return re.findall(r"^  (?:-\w, )?(--[a-z-]+)", text.partition("\nOptions:\n")[2], re.MULTILINE)


def test_transcripts_are_many_and_use_every_option() -> None:
    used = commands()
    assert len(used) >= 200
    options = {name: helped(name) for name in cli.commands}
    assert len(options) > 10
    lacking = [
        f"plbib {name} {option}"
        for name in options
        for option in options[name]
        if not any(name in line and option in line for line in used)
    ]
    assert lacking == []
