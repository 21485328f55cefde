"""Several lists, or folders of them, opened as one library with one lock."""

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plbib.app.opening import addresses, lists
from plbib.app.opening.folders import lists_in
from plbib.app.opening.source import COMMON, LOCK, Opened, Selection, decode, is_address, shown_path
from plbib.errors import InputError, UsageError
from plbib.findings import Code
from plbib.io import files
from plbib.io.config import Config
from plbib.io.http.messages import Use
from plbib.library import lock
from plbib.library.assemble import Learnt, LookUp
from plbib.library.lock import Lock
from plbib.lists.join import FileReading, join
from plbib.model import Finding, Place, Reading

_PLACE = re.compile(r":(\d+)(?::(\d+))?: ")
_TITLE = "Papers"
"""Of a library of several lists, where nothing gives it another."""


class Files(Struct, frozen=True, kw_only=True):
    """The files that a selection comes to.

    ``name`` is that of the whole, ``lock_path`` where its lock lies: in the folder that was given, else here.
    ``unnamed`` are those that only a folder holds. ``remote`` are the bytes of those that lie at addresses,
    and ``names`` the addresses; ``home`` is that of the whole.
    """

    name: str
    lock_path: Path
    root: Path
    paths: tuple[Path, ...]
    unnamed: frozenset[Path]
    remote: dict[Path, bytes] = {}
    names: dict[Path, str] = {}
    home: str = ""
    is_folder: bool = True

    def current(self, path: Path) -> bytes:
        """The bytes of one of the files; none if it cannot be read."""
        return self.remote.get(path) or files.current(path) or b""

    def read(self, path: Path) -> bytes:
        """The bytes of one of the files. Raises :class:`InputError` if it cannot be read."""
        return self.remote[path] if path in self.remote else files.read_bytes(_inside(path, self))

    def name_place(self, path: Path) -> str:
        """One of the files as places name it."""
        return self.names.get(path) or shown_path(path)


def files_of(chosen: Selection, use: Use | None = None) -> Files:
    """The files that ``chosen`` names. Raises :class:`InputError` for a folder without any, and for a missing file."""
    remote = {
        name: addresses.fetch(name, chosen.globs if len(chosen.names) == 1 or not addresses.is_file(name) else (), use)
        for name in chosen.names
        if is_address(name)
    }
    named = [Path(name) for name in chosen.names]
    here = [path for name, path in zip(chosen.names, named, strict=True) if name not in remote]
    for path in here:
        if not path.is_dir():
            files.read_bytes(path)
    held = {path: lists_in(path, chosen.globs) for path in here if path.is_dir()}
    for folder, inside in held.items():
        if not inside:
            wanted = f"no file that matches {', '.join(chosen.globs)}" if chosen.globs else "no list in it"
            raise InputError(f"{shown_path(folder)}: {wanted}", "say which files are lists: --glob '**/*.md'")
    held_far = {Path(name): [*one.data] for name, one in remote.items()}
    if chosen.globs and not held and not held_far:
        raise UsageError("--glob is for a folder, and none is named", "name a folder, or leave --glob out")
    folders = held | held_far
    far = remote[chosen.names[0]] if len(named) == 1 and remote else None
    folder = named[0] if len(named) == 1 and not far else Path()
    return Files(
        name=far.name if far else shown_path(folder) if folder.name and len(named) == 1 else COMMON,
        lock_path=addresses.lock_path(chosen.names[0]) if far else folder / f"{COMMON}{LOCK}",
        root=far.root if far else folder,
        paths=tuple(dict.fromkeys(path for name in named for path in folders.get(name, [name]))),
        unnamed=frozenset(path for inside in held.values() for path in inside) - {*named},
        remote={path: data for one in remote.values() for path, data in one.data.items()},
        names={path: name for one in remote.values() for path, name in one.names.items()},
        home=far.home if far else "",
        is_folder=far.folder if far else True,
    )


def open_several(chosen: Files, settings: Config, look_up: LookUp) -> Opened:
    """The lists in several files as one library, with one lock.

    A file that cannot be read, or that holds no papers, is a finding. What the files' own locks know is taken over, so
    that keys stay as they are where a list is joined by others.
    """
    data = files.current(chosen.lock_path)
    parts: list[FileReading] = []
    findings: list[Finding] = []
    texts: dict[str, str] = {}
    records: dict[Place, Learnt] = {}
    for path in chosen.paths:
        name = chosen.name_place(path)
        try:
            content = decode(chosen.read(path), name)
            listed = lists.read_list(content, name, settings.list.named_columns, settings.list.profile)
        except InputError as error:
            findings.append(_unread(name, error))
            continue
        reading = listed.reading
        if not reading.entries and not reading.findings:
            findings.append(Code.NO_PAPERS.finding("holds no papers", place=Place(file=name)))
            continue
        texts |= listed.texts
        records |= listed.records
        parts.append(FileReading(reading=reading, file=name, category=_category(path, reading, chosen)))
    whole = join(parts, _title(chosen, parts))
    whole = lists.weigh(replace(whole, findings=(*findings, *whole.findings)), chosen.name)
    parsed = lists.Listed(reading=whole, records=records, texts=texts)
    opened = lists.assemble_list(parsed, _lock(chosen), chosen.name, settings, look_up)
    return replace(opened, lock_path=chosen.lock_path, lock_data=data, address=chosen.home)


def _category(path: Path, reading: Reading, chosen: Files) -> str:
    """The top category of a file: its title or name; of the page of one paper its folder, if it names no category."""
    if not reading.single:
        return reading.title or path.stem
    folder = path.parent.parent if path.stem == "index" else path.parent
    named = any(entry.category for entry in reading.entries) or folder == chosen.root
    return "" if named else folder.name


def _inside(path: Path, chosen: Files) -> Path:
    """``path``, if it lies where it seems to. Raises :class:`InputError` for a link that leads out of the folder."""
    folder = chosen.root
    if path in chosen.unnamed and not path.resolve().is_relative_to(folder.resolve()) and path.is_symlink():
        raise InputError(f"{shown_path(path)}: a link that leads out of the folder", "name the file itself")
    return path


def _unread(name: str, error: InputError) -> Finding:
    """The finding that a file could not be read, at the place that the error names."""
    message = error.message.removeprefix(name)
    at = _PLACE.match(message)
    place = Place(file=name, line=int(at[1]), column=int(at[2] or 0)) if at else Place(file=name)
    what = message[at.end() :] if at else message.removeprefix(": ")
    return Code.UNREAD_FILE.finding(f"not read: {what}", error.hint, place)


def _title(chosen: Files, parts: Sequence[FileReading]) -> str:
    """What several lists are called: by the README among those of a folder, else as the folder."""
    readme = (part.reading.title for part in parts if Path(part.file).stem.lower() == "readme")
    return next(filter(None, readme), "") or (_TITLE if chosen.name == COMMON else Path(chosen.name).name)


def _lock(chosen: Files) -> Lock:
    """The common lock, with what the locks of the single lists know beside it."""
    own = _loaded(chosen.lock_path) or Lock(list=files.printable_name(Path(COMMON)))
    here = [path for path in chosen.paths if path not in chosen.remote]
    beside = dict.fromkeys(path.with_suffix(LOCK) for path in here)
    inside = dict.fromkeys(path.parent / f"{COMMON}{LOCK}" for path in here)
    return lock.join(own, filter(None, map(_loaded, (*beside, *inside))))


def _loaded(path: Path) -> Lock | None:
    return lock.load(files.read_bytes(path), str(path)) if files.exists(path) else None
