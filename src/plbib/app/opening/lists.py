"""Markdown lists opened: read, joined with their lock, corrected by the project's overrides."""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plbib.app.opening.source import EMBEDDED, EMBEDDED_LOCK, LOCK, Opened
from plbib.errors import InputError
from plbib.findings import Code
from plbib.io import config, files
from plbib.io.config import Config, ProfileConfig
from plbib.library import doubt, lock
from plbib.library.assemble import Learnt, LookUp, assemble
from plbib.library.lock import Lock
from plbib.lists import fences
from plbib.lists.columns import NO_COLUMNS, Columns
from plbib.lists.kinds import is_markdown, read
from plbib.lists.profile import NONE as NO_PROFILE
from plbib.model import Entry, Library, Place, Reading
from plbib.papers import keys
from plbib.text.counting import count_noun


def of_file(lock_path: Path, text: str, name: str, settings: Config, look_up: LookUp) -> Opened:
    """The list in a file called ``name``; ``look_up`` finds records of papers that the lock has none of."""
    stored_lock = Lock(list=files.list_name(name))
    data = files.read_bytes(lock_path) if lock_path.exists() else None
    if data is not None:
        stored_lock = lock.load(data, str(lock_path))
    parsed = expect_papers(text, name, settings.list.named_columns, settings.list.profile)
    opened = assemble_list(parsed, stored_lock, name, settings, look_up)
    return apply_corrections(replace(opened, lock_path=lock_path, lock_data=data), settings)


def assemble_list(parsed: "Listed", stored_lock: Lock, name: str, settings: Config, look_up: LookUp) -> Opened:
    """What a list and its lock come to; ``name`` is that of the list."""
    about = settings.list
    result = assemble(
        parsed.reading,
        stored_lock,
        title=about.title,
        url=about.url,
        source=name,
        pattern=keys.pattern(settings.keys.pattern),
        look_up=parsed.look_up(look_up),
        own=parsed.records,
    )
    asked = doubt.questions(stored_lock, result)
    findings = (*result.library.findings, *(question.finding() for question in asked))
    library = replace(result.library, findings=findings)
    return Opened(library=library, lock=result.lock, texts=parsed.texts, questions=asked, profile=about.profile)


def without_papers(path: Path) -> Opened | None:
    """The list in a file as it is before its first paper; None if something in it looks like one."""
    text, name = files.decode(files.read_bytes(path), str(path)), str(path)
    reading = read(text, name)
    if reading.entries or reading.findings:
        return None
    library = Library(title=reading.title, source=name, categories=reading.categories)
    return Opened(library=library, lock=Lock(list=path.name), lock_path=path.with_suffix(LOCK), texts={name: text})


def holds_papers(path: Path) -> bool:
    """Whether a file can be read and holds papers."""
    try:
        return bool(read(files.read_text(path), str(path)).entries)
    except InputError:
        return False


def of_text(text: str, name: str, look_up: LookUp = lambda _: None) -> Opened:
    """A list without a lock; ``look_up`` as in :func:`of_file` (default: no record is found)."""
    parsed = expect_papers(text, name)
    result = assemble(parsed.reading, Lock(list=name), source=name, look_up=parsed.look_up(look_up), own=parsed.records)
    return Opened(library=result.library, texts=parsed.texts)


def open_embedded() -> Opened:
    """The list that comes with plbib; its lock is read-only."""
    own = config.parse(files.read_text(EMBEDDED / config.FILE), config.FILE)
    about = own.list
    stored_lock = lock.load(files.read_bytes(EMBEDDED / EMBEDDED_LOCK), EMBEDDED_LOCK)
    (name,) = about.paths
    text = files.read_text(EMBEDDED / name)
    result = assemble(read(text, name), stored_lock, title=about.title, url=about.url, source=name)
    return Opened(library=result.library, styles=own.build.styles, texts={name: text})


def beside(opened: Opened) -> dict[Path, bytes]:
    """The lock of a list as a build writes it beside the list."""
    return {opened.lock_path: lock.dump(opened.lock)} if opened.lock and opened.lock_path else {}


def apply_corrections(opened: Opened, settings: Config) -> Opened:
    """``opened`` with the corrections that people made to its records."""
    name = settings.list.overrides
    if not name:
        return opened
    from plbib import overrides  # few lists have any

    library = overrides.apply(opened.library, overrides.read(files.read_bytes(Path(name)), name))
    return replace(opened, library=library)


class Listed(Struct, frozen=True, kw_only=True):
    """A list as it was read: its reading, the records that it holds itself, its text if that is Markdown."""

    reading: Reading
    records: dict[Place, Learnt] = {}
    texts: dict[str, str] = {}

    def look_up(self, others: LookUp) -> LookUp:
        """Finds the records that the list holds, unless those that come with plbib have the paper; else ``others``."""
        if not self.records:
            return others
        from plbib.app.opening import bundled  # few lists hold records

        def find(entry: Entry) -> Learnt | None:
            own = self.records.get(entry.place)
            return (bundled.learn(entry) or own) if own else others(entry)

        return find


def read_list(text: str, name: str, columns: Columns = NO_COLUMNS, profile: ProfileConfig = NO_PROFILE) -> Listed:
    """The list in ``text``, whose ``columns`` are declared, with the records that stand in it as fenced BibTeX."""
    reading = read(text, name, columns, profile)
    if reading.single or not is_markdown(name):
        return Listed(reading=reading)
    fenced = fences.bibtex(text)
    if fenced is None:
        return Listed(reading=reading, texts={name: text})
    from plbib.app.opening.fences import with_fences  # few lists hold any

    reading, records = with_fences(reading, text, fenced, name)
    return Listed(reading=reading, records=records, texts={name: text})


def expect_papers(text: str, name: str, columns: Columns = NO_COLUMNS, profile: ProfileConfig = NO_PROFILE) -> Listed:
    """The list as :func:`read_list` reads it. Raises :class:`InputError` if there is no paper in it.

    One of which most was not read has a finding that says so, for every command to tell.
    """
    parsed = read_list(text, name, columns, profile)
    if not parsed.reading.entries and not parsed.reading.findings:
        raise InputError(f"{name}: no paper in it", "entries look like: [ICLR'23] [Title](https://…), Affiliation")
    return replace(parsed, reading=weigh(parsed.reading, name))


def weigh(reading: Reading, name: str) -> Reading:
    """``reading`` with a finding if most of what looks like papers was not read."""
    unread = sum(finding.code == str(Code.UNREAD_LINE) for finding in reading.findings)
    if reading.entries and unread <= len(reading.entries):
        return reading
    lines, entries = unread or len(reading.findings), len(reading.entries)
    unread_lines = count_noun(lines, "line that looks like a paper", "lines that look like papers")
    lost = Code.MOSTLY_UNREAD.finding(f"not read: {unread_lines}; read: {entries}", place=Place(file=name))
    return replace(reading, findings=(lost, *reading.findings))
