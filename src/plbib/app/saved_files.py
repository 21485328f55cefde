"""Files that the user names to be written, never over what the list is made from."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from plbib.app.opening.forges import stem
from plbib.app.opening.source import COMMON, LISTS, LOCK, STDIN, Opened, Sources, is_address, selection
from plbib.app.opening.sources import load_configuration
from plbib.errors import LockError, UsageError
from plbib.io import config, files
from plbib.library import lock
from plbib.library.lock import Lock


def save(text: str | bytes, path: str | Path, *inputs: Sources) -> None:
    """Write an export or a reference list to a file that is neither one of the ``inputs`` nor the project's own."""
    not_an_input(Path(path), *inputs)
    files.write_file(Path(path), text.encode() if isinstance(text, str) else text)


def save_lock(opened: Opened, new_lock: Lock) -> None:
    """Write the lock of a source, if it changed.

    Raises :class:`LockError` if another process changed it since it was read: nothing is written then, nothing lost.
    """
    if opened.lock_path is None or (data := lock.dump(new_lock)) == (now := files.current(opened.lock_path)):
        return
    if now != opened.lock_data:
        raise LockError(
            f"{opened.lock_path}: another process changed it meanwhile; nothing was written",
            "run the command again: it starts from what is there now",
        )
    files.replace_files({opened.lock_path: data})


def not_an_input(target: Path, *inputs: Sources) -> None:
    """Raise :class:`UsageError` if ``target`` is one of the ``inputs``, the project's, or would be read as a list."""
    settings = load_configuration()
    names = [name for given in inputs for name in selection(given).names if name != STDIN]
    far = [stem(name) for name in names if is_address(name)]
    sources = [Path(name) for name in (*names, *settings.list.paths) if not is_address(name)]
    named = (config.FILE, "pyproject.toml", settings.list.overrides, *config.style_files(settings))
    taken = {path.resolve() for path in (*_locks(sources, far), *map(Path, filter(None, named)))}
    taken |= {path.resolve() for path in sources}
    if target.resolve() in taken and (files.exists(target) or target.name.endswith(LOCK)):
        raise UsageError(f"{target}: is what the list is made from", "choose another file with -o")
    folders = [path for path in sources if path.is_dir()]
    if target.name.lower().endswith(LISTS) and any(_lies_in(target, folder) for folder in folders):
        raise UsageError(f"{target}: would be read as a list, in the folder it lies in", "choose another file with -o")


def _locks(sources: Iterable[Path], stems: Iterable[str]) -> Iterator[Path]:
    """The locks of lists, of folders and several lists, and of those that lie elsewhere."""
    yield from (Path(f"{stem}{LOCK}") for stem in (COMMON, *stems))
    for path in sources:
        yield path / f"{COMMON}{LOCK}" if path.is_dir() else path.with_suffix(LOCK)


def _lies_in(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
