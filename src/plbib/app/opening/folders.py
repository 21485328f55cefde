"""Folders as sources: which of their files are lists."""

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from plbib.app.opening.source import LISTS
from plbib.errors import UsageError
from plbib.io import files
from plbib.outputs.folder import MANIFEST, own_files

_FOREIGN = frozenset(["node_modules", "site-packages", "vendor"])
"""Folders of other people's projects."""
_ANY_DEPTH = "**"


def lists_in(folder: Path, globs: Sequence[str]) -> list[Path]:
    """The files of ``folder`` that match one of ``globs`` (default: lists at any depth), by name.

    Hidden files, what a build of plbib wrote, and the folders of package managers are left out. Raises
    :class:`UsageError` for a pattern that leads out of the folder.
    """
    names = files.list_files(folder)
    built = set(_built(folder, names))
    return [folder / name for name in chosen(names, globs) if name not in built]


def chosen(names: Sequence[str], globs: Sequence[str]) -> list[str]:
    """Of the files of a folder those that match one of ``globs``; see :func:`lists_in`."""
    patterns = [_parts(glob) for glob in globs]
    return [name for name in names if _is_own(name) and _is_wanted(name, patterns)]


def _is_own(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return _FOREIGN.isdisjoint(parts) and not any(part.startswith(".") for part in parts)


def _is_wanted(name: str, patterns: Sequence[tuple[str, ...]]) -> bool:
    if not patterns:
        return name.lower().endswith(LISTS)
    return any(_matches(PurePosixPath(name).parts, pattern) for pattern in patterns)


def _parts(glob: str) -> tuple[str, ...]:
    path = PurePosixPath(glob.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        raise UsageError(f"{glob}: a pattern that leads out of the folder", "write it as **/*.md")
    return path.parts


def _matches(name: Sequence[str], pattern: Sequence[str]) -> bool:
    """Whether folders and file of a name match those of a pattern, in which ``**`` stands for any number of folders."""
    reached = _skipped({0}, pattern)
    for part in name:
        further = {at + 1 for at in reached if at < len(pattern) and fnmatchcase(part, pattern[at])}
        reached = _skipped(further | {at for at in reached if pattern[at : at + 1] == (_ANY_DEPTH,)}, pattern)
    return len(pattern) in reached


def _skipped(reached: set[int], pattern: Sequence[str]) -> set[int]:
    """``reached``, and what follows where any number of folders may be none."""
    for at, part in enumerate(pattern):
        if at in reached and part == _ANY_DEPTH:
            reached.add(at + 1)
    return reached


def _built(folder: Path, names: Sequence[str]) -> Iterator[str]:
    """What builds wrote below ``folder``, by their manifests."""
    for name in names:
        if PurePosixPath(name).name == MANIFEST:
            below = PurePosixPath(name).parent
            yield from (str(below / own) for own in own_files(folder / below))
