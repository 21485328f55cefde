"""What can be made again, kept between runs: below ``$XDG_CACHE_HOME/plbib``, else where the system keeps such files.

A file is made under another name and takes its place when it is whole, so that a run that is killed, or two at a time,
leave no half of one. What was not used for long is removed when something new is made.
"""

import hashlib
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from plbib.errors import OutputError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_UNUSED = 60 * 86400
_LEFT = 86400
"""Seconds after which a file is removed that nobody used, and one that a killed run left, where files have no locks."""
_BEGUN = 2
"""Seconds after which a file that is being written is locked."""
_PART = ".part"


def folder() -> Path:
    """Where it lies; the folder need not exist."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    if Path(named).is_absolute():
        return Path(named) / "plbib"
    if sys.platform == "darwin":
        return Path("~/Library/Caches/plbib").expanduser()
    local = os.environ.get("LOCALAPPDATA", "")
    return Path(local, "plbib", "cache") if sys.platform == "win32" and local else Path("~/.cache/plbib").expanduser()


def digest(path: Path, *more: str) -> str:
    """A name for what is made of a file and of ``more``: another content, another name."""
    with path.open("rb") as file:
        content = hashlib.file_digest(file, "blake2b").hexdigest()
    return hashlib.blake2b("\0".join((content, *more)).encode(), digest_size=20).hexdigest()


def find(kind: str, name: str) -> Path | None:
    """The file of this name, if it is there; it counts as used."""
    path = folder() / kind / name
    if not path.is_file():
        return None
    with suppress(OSError):
        os.utime(path)
    return path


def keep(kind: str, name: str, make: Callable[[Path], None]) -> Path:
    """Have ``make`` write a file, and keep it under ``name``. Raises :class:`OutputError` where it cannot be."""
    import tempfile  # takes a while to load

    path = folder() / kind / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _tidy(path.parent)
        handle, staged = tempfile.mkstemp(prefix=f"{name[:8]}-", suffix=_PART, dir=path.parent)
        temporary = Path(staged)
        try:
            os.close(handle)
            temporary.unlink()
            with temporary.open("xb") as file:  # with the rights that any file of theirs has
                _lock(file)
                make(temporary)
                os.fsync(file.fileno())
                if fcntl:  # else an open file cannot take another's place
                    temporary.replace(path)
            if not fcntl:
                temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(
            f"{path.parent}: cannot be written: {error.strerror or error}",
            "free some space, or name another folder in XDG_CACHE_HOME",
        ) from error
    return path


def _lock(file: BinaryIO) -> bool:
    """Say that a file is being written; whether nobody else says so, as far as the system can tell."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_left(path: Path) -> bool:
    """Whether nobody writes a file any more."""
    with path.open("rb+") as file:
        return _lock(file)


def _tidy(place: Path) -> None:
    now = time.time()
    for path in place.iterdir():
        with suppress(OSError):
            age, part = now - path.stat().st_mtime, path.suffix == _PART
            if age > (_LEFT if part else _UNUSED) or (part and age > _BEGUN and _is_left(path)):
                path.unlink()
