"""A ``.bst`` style as an engine, run by pybtex or by BibTeX itself."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from plbib.errors import InputError, PlbibError, UsageError
from plbib.formats.bib import bibtex as bib
from plbib.io import processes
from plbib.io.files import exists, read_bytes
from plbib.io.stylefiles import BST, is_style_file
from plbib.model import Date, Item, Name, Record, Status
from plbib.papers.keys import KeySpace, safe
from plbib.rendering import marks
from plbib.rendering.bst import bbl, bibtex, interpreter
from plbib.rendering.bst.bbl import Bibitem, LabelKind
from plbib.rendering.listing import Layout, Reference
from plbib.rendering.marks import Mark
from plbib.text.patterns import regex

_RUNS: Mapping[str, Callable[[str, str, str], str]] = MappingProxyType(
    {"pybtex": interpreter.run, "bibtex": bibtex.run}
)
PROGRAMS = tuple(_RUNS)
"""What can run a style; pybtex always, ``bibtex`` where it is installed."""
_NAME = regex(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")
_PROBE = Record(
    key="probe",
    status=Status.PINNED,
    item=Item(
        type="article-journal",
        title="Kites",
        author=(Name(family="Hargreave", given="Zoe"),),
        container_title="Journal of Strings",
        volume="7",
        page="1-9",
        issued=Date(date_parts=((2020,),)),
    ),
)
"""An entry that every style knows the type of; its label tells how the style cites."""


def find(name: str) -> Path:
    """The file of a style: a path to a ``.bst``, or the name of one that TeX has installed, with or without ending.

    Raises :class:`UsageError` if there is no such file, or if it takes TeX (its ``kpsewhich``) to find it and TeX is
    missing.
    """
    given = Path(name)
    if is_style_file(name, BST) and exists(given):
        if not given.is_file():
            raise UsageError(f"{name}: no file", "give the path of a .bst file")
        return given
    stem = name[: -len(BST)] if is_style_file(name, BST) else name
    if not _NAME.fullmatch(stem):
        raise UsageError(f"{name}: no such style file", "check the path")
    try:
        done = processes.run("kpsewhich", [f"{stem}.bst"], Path(), {})
    except InputError as error:
        raise UsageError(
            f"no style {stem}.bst is found: {error.message}", "give the path of a .bst file, or install TeX"
        ) from error
    path = done.output.decode("utf-8", "surrogateescape").strip()
    if not path:
        raise UsageError(f"no style {stem}.bst is installed", "for example: plain, alpha, plainnat, IEEEtran")
    return Path(path)


def load(path: Path, *, program: str | None = None) -> "BstStyle":
    """The style in the file ``path``, to be run by ``program`` (of :data:`PROGRAMS`; pybtex if None).

    A file that is not UTF-8 is read as Latin-1. Raises :class:`UsageError` for another program or if the style writes
    no reference list, :class:`InputError` if the file cannot be read, :class:`PlbibError` if the style cannot be run.
    """
    if program is not None and program not in _RUNS:
        raise UsageError(f"styles are not run by {program}", f"programs: {', '.join(PROGRAMS)}")
    style = BstStyle(name=path.stem, source=_decoded(read_bytes(path)), program=program or PROGRAMS[0])
    probe = bbl.read(style.bbl([_PROBE]))
    if not probe:
        raise UsageError(f"{style.name}: the style writes no reference list that LaTeX would read", "choose another")
    return replace(style, kind=probe[0].kind)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


class BstStyle(Struct, frozen=True, kw_only=True):
    """A ``.bst`` style, ready to write references: an :class:`~plbib.rendering.engine.Engine`."""

    name: str
    source: str
    program: str
    kind: LabelKind = LabelKind.NUMBER

    @property
    def language(self) -> str:
        """English: a .bst does not say which language it is written for."""
        return "en-US"

    @property
    def numeric(self) -> bool:
        """Whether LaTeX numbers the entries."""
        return self.kind is LabelKind.NUMBER

    @property
    def layout(self) -> Layout:
        """Labels in the margin, as ``thebibliography`` sets them; without labels a hanging indent, as natbib does."""
        printed = self.kind is not LabelKind.AUTHOR_YEAR
        return Layout(second_field_align=printed, hanging_indent=not printed)

    def bbl(self, records: Sequence[Record]) -> str:
        r"""What LaTeX inputs as the reference list of these records, in the style's order, by their citation keys.

        A key in which only the case differs from an earlier one, which BibTeX does not take, has a number behind it.
        Raises :class:`PlbibError` if the style cannot be run.
        """
        entries = [bib.entry(replace(record, key=key)) for key, record in _keyed(records).items()]
        return _RUNS[self.program](self.source, self.name, "\n".join(entries))

    def sort(self, records: Sequence[Record]) -> list[Record]:
        """``records`` in the order of the .bbl; those that the style writes nothing for come last."""
        keyed = _keyed(records)
        order = [entry.key for entry in self._entries(records) if entry.key in keyed]
        return [keyed[key] for key in dict.fromkeys([*order, *keyed])]

    def write(
        self,
        sections: Sequence[Sequence[Record]],
        *,
        restart: bool = False,
        labels: bool = False,  # noqa: ARG002 - the .bbl has them all
    ) -> list[tuple[Reference, ...]]:
        """The references of each section, see :class:`~plbib.rendering.engine.Engine`.

        A record that the style writes nothing for says so.
        """
        records = list({record.key: record for section in sections for record in section}.values())
        entries = {entry.key: entry for entry in self._entries(records)}
        texts = {record.key: entries.get(key) for key, record in _keyed(records).items()}
        numbers: dict[str, int] = {}
        references = []
        for section in sections:
            numbers = {} if restart else numbers
            references.append(
                tuple(
                    _reference(record, texts[record.key], numbers.setdefault(record.key, len(numbers) + 1))
                    for record in section
                )
            )
        return references

    def _entries(self, records: Sequence[Record]) -> list[Bibitem]:
        entries = bbl.read(self.bbl(records)) if records else []
        if records and not entries:
            raise PlbibError(f"{self.name}: the style writes no reference list", "choose another style")
        return entries


def _keyed(records: Sequence[Record]) -> dict[str, Record]:
    """The records by keys that BibTeX takes and can tell apart."""
    space = KeySpace()
    return {space.reserve_numbered(safe(record.key) or "entry"): record for record in records}


def _reference(record: Record, entry: Bibitem | None, number: int) -> Reference:
    if entry is None or not entry.marked:
        return Reference(record.key, "")
    label = str(number) if entry.kind is LabelKind.NUMBER else entry.label
    text = entry.marked
    if entry.kind is not LabelKind.AUTHOR_YEAR:
        text = marks.wrap(Mark.LEFT, f"[{label}]") + " " + marks.wrap(Mark.RIGHT, text)
    return Reference(record.key, text, label, entry.address)
