"""Markdown lists opened: read, joined with their lock, corrected by the project's overrides."""

from pathlib import Path

from msgspec.structs import replace

from plbib import config, io, keys, lock, overrides
from plbib.app.source import LOCK, Source
from plbib.config import Config
from plbib.errors import InputError
from plbib.library import assemble
from plbib.lists.reader import read
from plbib.lock import Lock
from plbib.model import Reading

_DATA = Path(__file__).resolve().parent.parent / "data"


def of_file(path: Path, text: str, name: str, settings: Config) -> Source:
    """The list in a file, whose lock lies beside it."""
    lock_path = path.with_suffix(LOCK)
    known = Lock(list=path.name)
    if lock_path.exists():
        known = lock.load(io.read_bytes(lock_path), str(lock_path))
    about, pattern = settings.list, keys.pattern(settings.keys.pattern)
    made = assemble(listed(text, name), known, title=about.title, url=about.url, source=name, pattern=pattern)
    return corrected(Source(library=made.library, lock=made.lock, lock_path=lock_path, text=text), settings)


def of_text(text: str, name: str) -> Source:
    """A list without a lock."""
    return Source(library=assemble(listed(text, name), Lock(list=name), source=name).library, text=text)


def embedded() -> Source:
    """The list that comes with plbib; its lock is read-only."""
    own = config.parse(io.read_text(_DATA / config.FILE), config.FILE)
    about = own.list
    known = lock.load(io.read_bytes(_DATA / "papers.lock.json"), "papers.lock.json")
    text = io.read_text(_DATA / about.path)
    made = assemble(read(text, about.path), known, title=about.title, url=about.url, source=about.path)
    return Source(library=made.library, styles=own.build.styles, text=text)


def beside(opened: Source) -> dict[Path, bytes]:
    """The lock of a list as a build writes it beside the list."""
    return {opened.lock_path: lock.dump(opened.lock)} if opened.lock and opened.lock_path else {}


def corrected(opened: Source, settings: Config) -> Source:
    """``opened`` with the corrections that people made to its records."""
    name = settings.list.overrides
    if not name:
        return opened
    made = overrides.apply(opened.library, overrides.read(io.read_bytes(Path(name)), name))
    return replace(opened, library=made)


def listed(text: str, name: str) -> Reading:
    """The reading of a Markdown list. Raises :class:`InputError` if there is no paper in it."""
    reading = read(text, name)
    if not reading.entries and not reading.findings:
        raise InputError(f"{name}: no paper in it", "entries look like: [ICLR'23] [Title](https://…), Affiliation")
    return reading
