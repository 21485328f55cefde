"""What is certain to be right, mended in a list: the smallest change, after which it is read as the same papers."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from plbib import checks
from plbib.app.check import left_out
from plbib.app.opening import lists
from plbib.app.opening.source import Opened, Sources
from plbib.app.opening.sources import load_configuration, open_source
from plbib.checks.mending import usual_affiliations
from plbib.checks.source import ListText
from plbib.errors import UsageError
from plbib.findings import Code
from plbib.io import files
from plbib.io.config import Config
from plbib.library.assemble import assemble
from plbib.library.lock import Lock
from plbib.lists.reader import read
from plbib.lists.writing import edits
from plbib.model import Edit, Entry, Finding, Library, Place, Reading, Record
from plbib.papers.identifiers import token
from plbib.papers.identity import named_tokens, paper_tokens
from plbib.papers.titles import normalise
from plbib.papers.venues.compare import is_preprint
from plbib.text.patches import patch

_ROUNDS = 5
"""Two findings can be about the same characters, so that the second is mended after the first."""
_BOM = "\ufeff"
_LINKS, _TITLE = frozenset({"links"}), frozenset({"title"})
MENDED = {
    str(Code.MALFORMED_LINK): _LINKS,
    str(Code.NESTED_LINK): _LINKS,
    str(Code.BAD_LINK): _LINKS,
    str(Code.HTTP_LINK): _LINKS,
    str(Code.TRACKING_LINK): _LINKS,
    str(Code.PUNCTUATION): frozenset[str](),
    str(Code.AFFILIATION_SPELLING): frozenset({"affiliation"}),
    str(Code.TITLE_DIFFERS): _TITLE,
    str(Code.SHOUTED_TITLE): _TITLE,
    str(Code.DUPLICATE_ENTRY): frozenset[str](),
}
"""What is mended, by the code of its finding, and what the reader may read otherwise afterwards."""
_PLACES = frozenset({"place", "end_line"})


class Mend(Struct, frozen=True):
    """A finding, and what mends it: an edit, or a line taken out."""

    finding: Finding
    edit: Edit | None = None
    removed: int = 0

    @property
    def line(self) -> int:
        return self.edit.line if self.edit else self.removed


class Fixed(Struct, frozen=True, kw_only=True):
    """Files before and after, by name; what was mended, and what was left, as the list would be read otherwise."""

    before: dict[str, str]
    after: dict[str, str]
    mended: tuple[Finding, ...]
    left: tuple[Finding, ...]

    @property
    def diff(self) -> str:
        """All changes as a unified diff."""
        return "".join(patch(text, self.after[name], name) for name, text in self.before.items())


def fix(source: Sources = None, ignore: Sequence[str] = ()) -> Fixed:
    """A list with all that is certain mended (``docs/check.md`` says what); nothing is written.

    Findings of the codes ``ignore``, and of ``check.ignore`` in the project's configuration, are left. Afterwards the
    same entries are read, with the same ids and keys. Raises :class:`UsageError` for what is no list in a file.
    """
    settings = load_configuration()
    opened = open_source(source, settings)
    if opened.form or opened.lock_path is None or opened.lock is None or opened.address:
        raise UsageError(f"{opened.library.source}: no list in a file", "--fix mends Markdown lists that lie in files")
    before = {name: files.read_bytes(Path(name)).decode("utf-8") for name in opened.texts}
    return fix_texts(before, opened.lock, _settings(opened, settings), left_out(settings, ignore))


def fix_texts(
    before: dict[str, str], lock: Lock, settings: Config | None = None, ignored: frozenset[str] = frozenset()
) -> Fixed:
    """The files ``before`` of a list, by name, with all that is certain mended; ``lock`` is what is known of it.

    Findings of the codes ``ignored`` are left as they are.
    """
    done = [_FileFixes(name, text, lock, settings or Config(), ignored).run() for name, text in before.items()]
    return Fixed(
        before=before,
        after={file.name: file.text for file in done},
        mended=tuple(finding for file in done for finding in file.mended),
        left=tuple(finding for file in done for finding in file.left),
    )


def save(fixed: Fixed) -> None:
    """Write the files that changed, all or none. Raises :class:`~plbib.errors.OutputError`."""
    files.replace_files({Path(name).resolve(): text.encode() for name, text in fixed.after.items()})


def _settings(opened: Opened, settings: Config) -> Config:
    """The settings by which the list was opened: those of the project, for its own lists."""
    own = {Path(path).resolve() for path in settings.list.paths}
    return settings if own and own == {Path(name).resolve() for name in opened.texts} else Config()


class _FileFixes:
    """One file of a list while it is mended."""

    def __init__(self, name: str, text: str, lock: Lock, settings: Config, ignored: frozenset[str]) -> None:
        self.name = name
        self.text = text
        self.mended: list[Finding] = []
        self.left: list[Finding] = []
        self._lock = assemble(read(text, name, settings.list.profile), lock).lock
        self._settings = settings
        self._ignored = ignored

    def run(self) -> "_FileFixes":
        """Mend until nothing is left to mend."""
        refused: set[tuple[str, str]] = set()
        for _ in range(_ROUNDS):
            mends = [mend for mend in self._mends() if _named(mend) not in refused]
            if not mends:
                break
            good, bad = self._sifted(mends)
            self.text = _applied(self.text, good)
            self.mended += (mend.finding for mend in good)
            self.left += (mend.finding for mend in bad)
            refused |= {_named(mend) for mend in bad}
        return self

    def _state(self, text: str) -> "_FixState":
        reading = read(text, self.name, self._settings.list.profile)
        return _FixState(reading, assemble(reading, self._lock).library)

    def _mends(self) -> list[Mend]:
        library = self._state(self.text).library
        corrected = lists.apply_corrections(Opened(library=library), self._settings).library
        mends = _mends(corrected, {self.name: self.text.removeprefix(_BOM)})
        return [mend for mend in mends if mend.finding.code not in self._ignored]

    def _sifted(self, mends: Sequence[Mend]) -> tuple[list[Mend], list[Mend]]:
        """Those after which the same papers are read, and the others."""
        before = self._state(self.text)
        good: list[Mend] = []
        bad: list[Mend] = []

        def sift(part: list[Mend]) -> None:
            trial = _apart([*good, *part])
            if _is_same(before, self._state(_applied(self.text, trial)), trial):
                good[:] = trial
            elif len(part) == 1:
                bad.extend(part)
            else:
                sift(part[: len(part) // 2])
                sift(part[len(part) // 2 :])

        sift(_apart(mends))
        return good, bad


class _FixState(Struct, frozen=True):
    """A text as it is read."""

    reading: Reading
    library: Library

    def ids(self) -> dict[Place, tuple[str, str]]:
        """Id and key of the paper of each entry, by its place."""
        return {entry.place: (record.id, record.key) for record in self.library.records for entry in record.entries}


def _named(mend: Mend) -> tuple[str, str]:
    return mend.finding.code, mend.finding.message


def _apart(mends: Sequence[Mend]) -> list[Mend]:
    """``mends`` without those that are about characters of another, or a line that is taken out."""
    kept: list[Mend] = []
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    removed = {mend.removed for mend in mends if mend.removed}
    for mend in mends:
        edit = mend.edit
        if edit is None:
            kept.append(mend)
            continue
        start, end = edit.column, edit.column + len(edit.old)
        free = all(end <= other[0] or other[1] <= start for other in taken[edit.line])
        if free and edit.line not in removed:
            taken[edit.line].append((start, end))
            kept.append(mend)
    return kept


def _applied(text: str, mends: Sequence[Mend]) -> str:
    changes = [mend.edit for mend in mends if mend.edit]
    return edits.apply(text, changes, {mend.removed for mend in mends if mend.removed})


def _is_same(before: _FixState, after: _FixState, mends: Sequence[Mend]) -> bool:
    """Whether the same entries are read, in their order, each of the same paper, but for what is mended in them."""
    removed = {mend.removed for mend in mends if mend.removed}
    old = [entry for entry in before.reading.entries if entry.place.line not in removed]
    new = after.reading.entries
    worse = Counter(finding.code for finding in after.reading.findings) - Counter(
        finding.code for finding in before.reading.findings
    )
    if len(old) != len(new) or worse or (before.reading.commented != after.reading.commented and not removed):
        return False
    allowed: dict[int, set[str]] = defaultdict(set)
    for mend in mends:
        allowed[mend.line] |= MENDED[mend.finding.code]
    ids, others = before.ids(), after.ids()
    return all(
        ids[one.place] == others[other.place] and _changed(one, other) <= _allowed(one, allowed)
        for one, other in zip(old, new, strict=True)
    )


def _allowed(entry: Entry, allowed: Mapping[int, set[str]]) -> set[str]:
    return {name for line in range(entry.place.line, entry.end_line + 1) for name in allowed.get(line, ())}


def _changed(one: Entry, other: Entry) -> set[str]:
    """The fields in which two entries differ, wherever they stand."""
    names = (name for name in one.__struct_fields__ if name not in _PLACES)
    return {name for name in names if getattr(one, name) != getattr(other, name)}


def _mends(library: Library, texts: dict[str, str]) -> Iterator[Mend]:
    """All that is certain to be mended."""
    records = {record.key: record for record in library.records}
    lines = {name: edits.lines_of(text) for name, text in texts.items()}
    for finding in checks.check(library, texts):
        if finding.code == str(Code.DUPLICATE_ENTRY):
            yield from _repeated(finding, records.get(finding.key), lines)
        elif finding.edit and finding.code in MENDED and _is_certain(finding, records.get(finding.key)):
            yield Mend(finding, finding.edit)
    for finding in usual_affiliations(library, {name: ListText(text) for name, text in texts.items()}):
        yield Mend(finding, finding.edit)


def _is_certain(finding: Finding, record: Record | None) -> bool:
    """Whether a title is surely that of the paper: a verified record, and a link that names it.

    What was published leaves a preprint, and its title, as they are: a link to that says nothing.
    """
    edit, place = finding.edit, finding.place
    if MENDED[finding.code] != _TITLE or edit is None or normalise(edit.old) == normalise(edit.new):
        return True
    if record is None or not record.verified or place is None:
        return False
    own_tokens = set(named_tokens(paper_tokens(record.item, record.identifiers)))
    if not is_preprint(record):
        own_tokens = {name for name in own_tokens if not name.startswith("arxiv:")}
    entry = next((entry for entry in record.entries if entry.place.line <= place.line <= entry.end_line), None)
    return entry is not None and any(token(link.url) in own_tokens for link in entry.links)


def _repeated(finding: Finding, record: Record | None, lines: Mapping[str, Sequence[str]]) -> Iterator[Mend]:
    """A line that stands a second time below the same heading, letter by letter."""
    place = finding.place
    if record is None or place is None:
        return
    same = [entry for entry in record.entries if entry.place.file == place.file]
    entry = next((entry for entry in same if entry.place == place), None)
    if entry is None or entry.place.line != entry.end_line:
        return
    text = lines[place.file][place.line - 1].rstrip()
    earlier = (other for other in same if other.place.line < place.line and other.category == entry.category)
    if any(
        other.end_line == other.place.line and lines[place.file][other.place.line - 1].rstrip() == text
        for other in earlier
    ):
        yield Mend(finding, removed=place.line)
