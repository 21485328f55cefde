"""How a folder is brought to hold exactly what a build writes, and nothing of other people is touched."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from plbib.errors import OutputError
from plbib.io.files import current, exists, inside, list_files, remove_files, replace_files

MANIFEST = "manifest.json"


class Manifest(Struct, frozen=True, kw_only=True):
    """The files of the output folder that are ours, and so may be replaced and removed; sorted, with ``/``.

    ``list`` is the name of the list's file, without its folder, or the address of a list on the web.
    """

    plbib_manifest: int = 1
    list: str = ""
    files: tuple[str, ...] = ()


class FolderDifference(Struct, frozen=True, kw_only=True):
    """How a folder differs from what a build would write; ``extra`` are files that are not plbib's."""

    missing: tuple[str, ...]
    changed: tuple[str, ...]
    obsolete: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def stale(self) -> bool:
        return bool(self.missing or self.changed or self.obsolete)


def manifest(folder: Path) -> Manifest:
    """The manifest in ``folder``; an empty one if it is missing or cannot be read."""
    return _manifest(current(folder / MANIFEST) or b"")


def listed_files(data: bytes) -> tuple[str, ...]:
    """The files that a manifest lists; none if it cannot be read."""
    return _manifest(data).files


def _manifest(data: bytes) -> Manifest:
    try:
        return msgspec.json.decode(data, type=Manifest)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Manifest()


def check_list(folder: Path, name: str) -> None:
    """Raise :class:`OutputError` if ``folder`` holds what was built from a list of another name."""
    other = manifest(folder).list
    if other and other != name:
        raise OutputError(
            f"{folder}: holds what was built from {other}, not from {name}; nothing was changed",
            "choose another folder with -o, or delete this one first",
        )


def own_files(folder: Path) -> list[str]:
    """The files that the folder's manifest lists and that lie in it; empty without a readable manifest."""
    listed = manifest(folder).files
    return [name for name in listed if not PurePosixPath(name).is_absolute() and inside(folder, name)]


def compare(folder: Path, files: dict[str, bytes]) -> FolderDifference:
    """What a build would change in ``folder``."""
    there = set(list_files(folder))
    ours = {*own_files(folder), *files}
    return FolderDifference(
        missing=tuple(sorted(files.keys() - there)),
        changed=tuple(sorted(name for name in files.keys() & there if current(folder / name) != files[name])),
        obsolete=tuple(sorted((ours & there) - files.keys())),
        extra=tuple(sorted(there - ours)),
    )


def write(folder: Path, files: dict[str, bytes], beside: dict[Path, bytes]) -> FolderDifference:
    """Bring ``folder`` to hold ``files``, and write those ``beside`` it, all or none; what this changed.

    Only files that the folder's manifest lists are removed or replaced; :class:`OutputError` if another is in the way,
    or a folder below this one is a link, behind which lies what is not plbib's.
    """
    difference = compare(folder, files)
    _refuse_links(folder, files)
    elsewise = {name for name in difference.missing if exists(folder / name)}  # where case does not count in names
    foreign = sorted((set(difference.changed) - set(own_files(folder)) - {MANIFEST}) | elsewise)
    if foreign:
        raise OutputError(
            f"{folder / foreign[0]}: is in the way, and not plbib's (not in {MANIFEST})",
            "move it away, delete it, or choose another folder with -o",
        )
    replace_files({**beside, **{folder / name: data for name, data in files.items()}})
    remove_files(folder, list(difference.obsolete))
    return difference


def _refuse_links(folder: Path, names: Iterable[str]) -> None:
    below = {parent for name in names for parent in PurePosixPath(name).parents}
    for parent in sorted(below - {PurePosixPath()}):
        if (folder / parent).is_symlink():
            raise OutputError(
                f"{folder / parent}: is a link to another folder, into which plbib does not write",
                "remove the link, or choose another folder with -o",
            )
