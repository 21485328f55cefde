"""Reading files and writing them so that a stop at any moment leaves each the old one or the new one."""

import errno
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePath
from typing import BinaryIO

from plbib.errors import InputError, OutputError

_LARGEST = 500 * 10**6
"""Bytes of an input; a device would never end."""


def read_text(path: Path) -> str:
    """The text of a UTF-8 file. Raises :class:`InputError` if it is missing, or with the place that is not UTF-8."""
    return decode(read_bytes(path), str(path))


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; :class:`InputError` if it cannot be read."""
    try:
        with path.open("rb") as file:
            return whole(file, str(path))
    except FileNotFoundError as error:
        raise InputError(f"{path}: no such file", "check the path, or give - to read standard input") from error
    except IsADirectoryError as error:
        raise InputError(f"{path}: is a directory", "name the list in it, for example README.md") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {_reason(error)}", "check its permissions") from error


def read_stdin() -> bytes:
    """All of standard input."""
    if sys.stdin is None:
        raise InputError("-: standard input is closed", "pipe a list into plbib, or name a file")
    return whole(sys.stdin.buffer, "-")


def whole(file: BinaryIO, name: str) -> bytes:
    """All of an open file. Raises :class:`InputError` for one that is too large to be read as a whole."""
    data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise InputError(f"{name}: larger than {_LARGEST // 10**6} MB", "no bibliography is; check what it is")
    return data


def decode(data: bytes, name: str) -> str:
    """``data`` as text without a byte order mark; :class:`InputError` for binary data and other encodings."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{name}: UTF-16, not UTF-8", "save it as UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        what = "a binary file" if b"\0" in data[:8192] else "not UTF-8"
        raise InputError(
            f"{name}:{line}:{column}: {what} (byte 0x{data[error.start]:02x})", "save it as UTF-8"
        ) from error
    if "\0" in text:
        raise InputError(f"{name}: a binary file", "give a Markdown list, a .bib or a CSL-JSON file")
    return text.removeprefix("\ufeff")


def replace_files(files: Mapping[Path, bytes]) -> list[Path]:
    """Write every file whose content differs; the paths written.

    All temporary files are complete and on disk before the first takes its place, so a full disk changes nothing.
    Raises :class:`OutputError`.
    """
    changed = {path: data for path, data in files.items() if current(path) != data}
    staged: list[tuple[Path, Path]] = []
    path = Path()
    try:
        for path, data in changed.items():
            temporary = _temporary(path)
            staged.append((temporary, path))
            _fill(temporary, data, _mode(path))
        for temporary, path in staged:
            temporary.replace(path)
    except OSError as error:
        if isinstance(error, FileExistsError | NotADirectoryError):
            raise OutputError(f"{path.parent}: is no folder", "choose another folder with -o") from error
        raise OutputError(
            f"{path}: cannot be written: {_reason(error)}",
            "free some space, or choose another folder with -o; files there before are whole",
        ) from error
    finally:
        for temporary, _ in staged:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    return list(changed)


def write_file(path: Path, data: bytes) -> None:
    """Write one file the user names: through a link, and straight into a device such as ``/dev/stdout``."""
    if not path.exists() or path.is_file() or path.is_dir():
        replace_files({path.resolve() if path.is_symlink() else path: data})
        return
    try:
        with path.open("wb") as file:
            file.write(data)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {_reason(error)}", "choose another file with -o") from error


def current(path: Path) -> bytes | None:
    """The bytes of a regular file, or None if it is missing, cannot be read, or is a device."""
    try:
        return path.read_bytes() if path.is_file() else None
    except (OSError, ValueError):
        return None


def stamp(path: Path) -> tuple[int, int] | None:
    """What changes when a file is written: its time and size; of a folder those of the newest file in it."""
    try:
        if path.is_dir():
            return max((inner for name in list_files(path) if (inner := stamp(path / name))), default=None)
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size


def printable_name(path: Path) -> str:
    """The name of a file as a text can hold it: a byte that is not UTF-8 as its escape."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def exists(path: Path) -> bool:
    """Whether there is such a file or folder; False for a name that no file can have."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _temporary(path: Path) -> Path:
    """A new empty file beside ``path``, which must not be a folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a directory", str(path))
    import tempfile  # takes a while to load

    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    return Path(name)


def _fill(temporary: Path, data: bytes, mode: int) -> None:
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.chmod(mode)


def _mode(path: Path) -> int:
    """The permissions ``path`` has, or is to have as a new file."""
    return path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def remove_files(root: Path, names: list[str]) -> None:
    """Delete files below ``root``, and the folders that this leaves empty; a name that leads out of it is refused."""
    for name in names:
        path = inside(root, name)
        if path is None or path.is_dir():
            continue
        try:
            path.unlink(missing_ok=True)
            for parent in path.parents:
                if parent == root or any(parent.iterdir()):
                    break
                parent.rmdir()
        except OSError as error:
            raise OutputError(
                f"{path}: cannot be removed: {_reason(error)}", "check the folder's permissions"
            ) from error


def inside(root: Path, name: str) -> Path | None:
    """``root / name`` if that lies inside ``root`` once links are followed, else None."""
    if not name or "\0" in name:
        return None
    path, top = root / name, root.resolve()
    real = path.parent.resolve()
    return path if real == top or top in real.parents else None


def list_files(root: Path, *, deep: bool = True) -> list[str]:
    """The files below ``root`` as sorted names with ``/``, hidden ones left out; empty if ``root`` is not a folder.

    If not ``deep``, only those right in it.
    """
    names_below = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if deep and not name.startswith(".")]
        names_below += [Path(folder, name).relative_to(root).as_posix() for name in names if not name.startswith(".")]
    return sorted(names_below)


def find_packaged(name: str) -> Path:
    """A file of ``styles/``: inside the installed package, or beside ``src`` in a checkout."""
    here = Path(__file__).resolve().parents[1]
    installed = here / "styles" / name
    return installed if installed.exists() else here.parents[1] / "styles" / name


def list_name(source: str) -> str:
    """What plbib's own files call a list: by its file's name, or, of a list on the web, by its address."""
    return source if source.startswith("https://") else PurePath(source).name


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
