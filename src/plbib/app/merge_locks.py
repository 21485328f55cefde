"""Merging the locks of one list from two branches."""

from pathlib import Path

from plbib.errors import UsageError
from plbib.io import files, git
from plbib.library import lock, merge
from plbib.library.lock import Lock


def merge_locks(paths: tuple[str, ...]) -> merge.MergedLocks:
    """Join the sides of a lock in which git left a conflict, and write it; or, as git asks a driver, three files.

    The three are the lock as it was before, ours, theirs; ours is written. A side that is empty has no entries yet.
    """
    if len(paths) not in (1, 3):
        raise UsageError("one lock, or three", "give LOCK, or as git does BASE OURS THEIRS")
    target = Path(paths[len(paths) // 2])
    contents = git.sides(target) if len(paths) == 1 else [files.read_bytes(Path(path)) for path in paths]
    names = ("the lock before", "ours", "theirs")
    base, ours, theirs = (_lock(data, f"{target} ({side})") for data, side in zip(contents, names, strict=True))
    merged = merge.merge(base, ours, theirs)
    files.replace_files({target: lock.dump(merged.lock)})
    return merged


def _lock(data: bytes | None, name: str) -> Lock:
    return lock.load(data, name) if data and data.strip() else Lock(list="")
