"""A related-work section: the fragment with an author's edits kept, the .bib with what it cites, a paper around it."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from plbib.app.export import export
from plbib.app.own_table import read_table
from plbib.app.saved_files import not_an_input
from plbib.app.select import category_alone
from plbib.documents.document import DocumentCitations
from plbib.documents.registry import find_citations
from plbib.errors import OutputError, PlbibError, UsageError
from plbib.findings import Code
from plbib.formats import registry as formats
from plbib.io.files import current, decode, exists, read_bytes, read_text, replace_files, write_file
from plbib.library.select import of_citations
from plbib.model import Finding, Library, Record
from plbib.related_work import markers, pieces, standalone
from plbib.related_work.alignment import align, authors_text
from plbib.related_work.figures import COUNTED
from plbib.related_work.fragment import fragment, picture, picture_name, retell
from plbib.related_work.grouping import Groups, WorkGroup
from plbib.related_work.markers import FragmentFile
from plbib.related_work.options import DraftOptions, recall
from plbib.related_work.pieces import Knowledge, MergedFragment, merge
from plbib.related_work.renames import works_of
from plbib.related_work.words import FIGURES, FILE_TYPES, PACK
from plbib.related_work.works import works
from plbib.rendering.drawings import SVG_START
from plbib.text.unicode import slug

NAME = "related-work"
PDF, LOG, BBL = (f"{standalone.MAIN}.{end}" for end in ("pdf", "log", "bbl"))


class Draft(Struct, frozen=True, kw_only=True):
    """What was written into ``folder`` or, with a check, would be: ``files`` by name, of which ``stale`` changed.

    ``name`` is that of the fragment. ``new``: there was none before. ``findings`` are about rows of the author's own
    table, of which ``unmatched`` are about no paper, then about citations of keys that no paper of the list has.
    ``left_alone`` are files that are there and not as plbib wrote them; ``also`` are the author's own .bib files.
    """

    folder: Path
    name: str
    files: dict[str, bytes]
    stale: tuple[str, ...]
    merged: MergedFragment
    new: bool = False
    findings: tuple[Finding, ...] = ()
    unmatched: int = 0
    left_alone: tuple[str, ...] = ()
    also: dict[str, bytes] = {}


def recall_options(asked: Mapping[str, Any], out: str | Path = ".") -> DraftOptions:
    """The options that are ``asked`` for, and those that the draft in ``out`` was asked for with before."""
    there = {end: main for end in FILE_TYPES if (main := _recalled(Path(out) / f"{NAME}.{end}")) is not None}
    only = next(iter(there)) if len(there) == 1 else _DEFAULTS.to
    to = asked.get("to", only)
    main = there.get(to)
    if main is not None and not _differs(main, asked):
        return DraftOptions(**{**_without_none(main), **asked, "to": to})
    main = there.get(asked.get("to", _DEFAULTS.to))
    name = _name(Path(out), DraftOptions(**asked))
    shared = {name: value for name, value in _without_none(main or {}).items() if name not in _OF_ONE_FORM}
    return DraftOptions(**{**(_without_none(_recalled(Path(out) / name) or shared)), **asked})


def related_work(
    library: Library,
    options: DraftOptions,
    out: str | Path = ".",
    *,
    template: str | Path | None = None,
    paper: bool = False,
    check: bool = False,
    packed: Iterable[Draft] = (),
) -> Draft:
    """Write a fragment about ``library``, or a category of it, and a .bib with what it cites into ``out``.

    A fragment that is there is brought up to date; what its author changed stays (:mod:`plbib.related_work.pieces`).
    One of another form or category is another file. With ``paper`` a ``main.tex`` goes around all that are there. With
    ``check`` nothing is written. ``packed`` are drafts of the folder that were made just before.
    """
    if paper and options.to != "tex":
        raise UsageError("a paper is made around LaTeX only", "leave --standalone and --pdf out, or write tex")
    folder, name = Path(out), _name(Path(out), options)
    is_new = not exists(folder / name)
    own = (str(template), read_text(Path(template))) if template is not None else None
    also = {Path(path).name: read_bytes(Path(path)) for path in map(_a_bib, options.also)}
    there = {file: _unconflicted(folder / file) for file in (name, _BIB, _MAIN)}
    beside = _Beside(library, there[_BIB], also, options.features)
    merged = _merge_into(folder / name, there[name], library, options, own, beside)
    part, findings = _select_cited(beside, folder, {**{one.name: one.merged.text for one in packed}, name: merged.text})
    files = {name: merged.text.encode(), _BIB: export(part, options.dialect, mergeable=True).encode()}
    if options.to == "md" and options.form in FIGURES:
        files[picture_name(options)] = _picture(folder, library, options)
    left_alone: tuple[str, ...] = ()
    if paper:
        files |= _paper_around(folder, name, merged.text, options)
        if exists(folder / _MAIN) and not markers.is_sealed(there[_MAIN]):
            files[_MAIN], left_alone = current(folder / _MAIN) or b"", (_MAIN,)
    stale = tuple(file for file, data in files.items() if current(folder / file) != data)
    if not check:
        own_files = (template, *options.also, options.features or None)
        _write(folder, {file: files[file] for file in stale}, library.source, *own_files)
    return Draft(
        folder=folder,
        name=name,
        files=files,
        stale=stale,
        merged=merged,
        new=is_new,
        findings=(*beside.unmatched, *findings),
        unmatched=len(beside.unmatched),
        left_alone=left_alone,
        also=also,
    )


def typeset(
    draft: Draft, options: DraftOptions, engine: str = "pdflatex", wanted: Iterable[str] = (PDF,)
) -> standalone.Compiled:
    """Compile the paper of ``draft`` by ``pdflatex`` or ``lualatex``, and write what is ``wanted`` of PDF and BBL.

    The log is written if that fails.
    """
    compiled = standalone.compile_paper({**draft.also, **draft.files}, options, engine)
    if compiled.failed:
        write_file(draft.folder / LOG, compiled.log)
    else:
        for name in wanted:
            write_file(draft.folder / name, {PDF: compiled.pdf, BBL: compiled.bbl}[name])
    return compiled


def packed_forms(library: Library) -> tuple[str, ...]:
    """The forms of a pack: prose, taxonomy, comparison, and a timeline if works have years."""
    return tuple(form for form in PACK if form not in COUNTED or any(map(COUNTED[form], works(library))))


def _a_bib(path: str) -> str:
    """``path``, if LaTeX finds a bibliography there, which it looks for by its name without ``.bib``."""
    if Path(path).suffix != ".bib":
        hint = "--also is for a .bib of your own, whose keys the section may cite; papers of a list go into the list"
        raise UsageError(f"{path}: no .bib", hint)
    return path


def _paper_around(folder: Path, name: str, text: str, options: DraftOptions) -> dict[str, bytes]:
    """``main.tex`` around the drafts in ``folder``, with these; ``text`` is that of ``name``."""
    drafts = sorted((file for file in _fragments(folder, name) if file.endswith(".tex")), key=lambda file: file[:-4])
    texts = {Path(file).stem: text if file == name else read_text(folder / file) for file in drafts}
    body = standalone.main(options, texts, [NAME, *(Path(file).stem for file in options.also)])
    return {_MAIN: markers.seal(body).encode(), **{f"{stem}.tex": text.encode() for stem, text in texts.items()}}


_BIB, _MAIN = f"{NAME}.bib", f"{standalone.MAIN}.tex"

# Which file a draft is ------------------------------------------------------------------------------------------------


def _name(folder: Path, options: DraftOptions) -> str:
    """The file of a draft: the first in a folder has the plain name, one of another form or category says so."""
    main = _recalled(folder / f"{NAME}.{options.to}")
    asked = {"form": options.form, "category": options.category}
    if main is None or not _differs(main, asked):
        return f"{NAME}.{options.to}"
    marks = [value for name, value in asked.items() if value and value != main.get(name, getattr(_DEFAULTS, name))]
    return "-".join([NAME, *map(slug, marks or [options.form])]) + f".{options.to}"


_DEFAULTS = DraftOptions()
_OF_ONE_FORM = frozenset({"form", "category", "columns", "limit", "features"})
"""Options that another draft in a folder does not share with the first."""


def _recalled(path: Path) -> dict[str, Any] | None:
    """The options of the fragment at ``path``; None if there is none. Those of before have the form of their pieces."""
    data = current(path)
    if not data or not data.strip():
        return None
    file = markers.read(data.decode("utf-8", "replace"))
    if file.version != 1:
        return recall(file.options)
    starts = {one.id.partition(":")[0] if ":" in one.id else one.id[:2] for one in file.pieces}
    nested = {one.id.split(":")[1] for one in file.pieces if one.id.startswith("begin:")}
    forms = {"itemize": "i-" in starts, "table": "row" in starts or "table" in starts, "taxonomy": "tree" in nested}
    return {"form": next((form for form, holds in forms.items() if holds), "paragraphs"), "category": None}


def _without_none(main: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in main.items() if value is not None}


def _differs(main: Mapping[str, Any], asked: Mapping[str, Any]) -> bool:
    """Whether another draft is asked for; of which category one of before is, nobody knows."""
    return any(
        name in asked and asked[name] != main.get(name, getattr(_DEFAULTS, name))
        for name in ("form", "category")
        if name not in main or main[name] is not None
    )


def _fragments(folder: Path, *names: str) -> list[str]:
    """The fragments in ``folder``, those of ``names`` included."""
    ends = tuple(f".{end}" for end in FILE_TYPES)
    there = (path.name for path in folder.glob(f"{NAME}*") if path.name.endswith(ends))
    return sorted({*there, *names})


def _unconflicted(path: Path) -> str:
    """The text at ``path``, ``""`` if there is none. A merge that is not settled is an :class:`OutputError`."""
    data = current(path)
    text = decode(data, str(path)) if data else ""
    line = markers.conflict(text)
    if line:
        raise OutputError(f"{path}:{line}: a conflict of a merge stands here", "settle it, and run plbib again")
    return text


# What an author cites -------------------------------------------------------------------------------------------------


class _Beside:
    """What may be cited beside the list: papers that left it, and what the author's own .bib files have.

    ``given`` is the author's own table about papers, ``unmatched`` findings about rows of none.
    """

    def __init__(self, library: Library, bib: str, also: Mapping[str, bytes], table: str) -> None:
        self.given, self.unmatched = read_table(read_text(Path(table)), table, library) if table else ({}, ())
        self.library = library
        self.keys = {key for record in library.records for key in (record.key, *record.aliases)}
        self.own = {record.key for name, data in also.items() for record in formats.read(data, name, "bibtex")[0]}
        self._bib = bib
        self._left: dict[str, Record] | None = None

    @property
    def left(self) -> dict[str, Record]:
        """The records of the .bib that is there, by keys that no paper of the list has."""
        if self._left is None:
            records = formats.read(self._bib.encode(), _BIB, "bibtex")[0] if self._bib.strip() else []
            self._left = {record.key: record for record in records if record.key not in self.keys}
        return self._left

    def gone(self, name: str, text: str) -> tuple[str, ...]:
        """The keys that ``text`` cites, and that neither the list nor the author's own .bib has."""
        cites = "@" in text if name.endswith(".md") else "cite" in text
        return tuple(key for key in _cited(name, text) if key not in self.keys | self.own) if cites else ()


def _cited(name: str, text: str) -> tuple[str, ...]:
    """The keys that ``text`` cites, each once; ``name`` tells its language."""
    document = find_citations(name, lambda asked: text if asked == name else None)
    return tuple(citation.key for citation in document.citations)


def _under_cited_keys(library: Library, keys: Iterable[str]) -> Library:
    """``library`` with papers under the former keys by which an author cites them, so that each has one entry."""
    wanted = {*keys}
    records = []
    for record in library.records:
        former = next((alias for alias in record.aliases if alias in wanted), "")
        if former and record.key not in wanted:
            others = tuple(alias for alias in record.aliases if alias != former)
            record = replace(record, key=former, aliases=(record.key, *others))  # noqa: PLW2901
        records.append(record)
    return replace(library, records=tuple(records))


def _merge_into(
    path: Path, old: str, library: Library, options: DraftOptions, own: tuple[str, str] | None, beside: _Beside
) -> MergedFragment:
    """The fragment at ``path`` with what the list says."""
    file = markers.read(old)
    try:
        if old.strip():
            pieces.check(file)
        library = _under_cited_keys(library, _cited(path.name, authors_text(file)))
        beside.library = library
        part = category_alone(library, options.category) if options.category else library
        groups = Groups(part)
        if not old.strip():
            return merge(old, fragment(part, options, own, groups=groups, given=beside.given))
        whole = groups.by(options.group_by, options.since, options.until)
        shorts = _shorts(library, groups)
        alignment = align(file, whole, lambda text: _works_cited(path.name, text, shorts))
        new = fragment(part, options, own, groups=groups, alignment=alignment, given=beside.given)
        aligned = alignment.match(markers.read(new))
        knowledge = Knowledge(
            file=aligned,
            retold=_retold(aligned, whole, options),
            gone=lambda text: beside.gone(path.name, text),
            upgraded=file.version == 1,
        )
        return merge(old, new, knowledge)
    except OutputError as error:
        raise OutputError(f"{path}: {error.message}", error.hint) from error


def _shorts(library: Library, groups: Groups) -> dict[str, str]:
    """How names of pieces call the works, by their keys, former ones included."""
    shorts = {work.key: work.short for work in groups.works}
    return {
        key: shorts[record.key]
        for record in library.records
        if record.key in shorts
        for key in (*record.aliases, record.key)
    }


def _works_cited(name: str, text: str, shorts: Mapping[str, str]) -> tuple[str, ...]:
    cites = "@" in text if name.endswith(".md") else "cite" in text
    return tuple(dict.fromkeys(shorts[key] for key in _cited(name, text) if key in shorts)) if cites else ()


def _retold(file: FragmentFile, whole: Iterable[WorkGroup], options: DraftOptions) -> dict[str, str]:
    """What would be generated now about the works of edited sentences that are still there."""
    edited = [one.id for one in file.pieces if one.id.startswith("s:") and not one.intact]
    if not edited:
        return {}
    held = {work.short: (group, work) for group in _flat(whole) for work in group.works}
    there = {name: [held[one] for one in works_of(name) if one in held] for name in edited}
    return {
        name: retell(some[0][0], [work for _, work in some], options)  # in the group of the first
        for name, some in there.items()
        if some
    }


def _flat(groups: Iterable[WorkGroup]) -> Iterable[WorkGroup]:
    for group in groups:
        yield group
        yield from _flat(group.groups)


def _select_cited(beside: _Beside, folder: Path, texts: dict[str, str]) -> tuple[Library, tuple[Finding, ...]]:
    """What ``texts`` and the other fragments in ``folder`` cite, and findings about what no paper is called.

    A paper that left the list stays in the .bib as long as it is cited. A defect of plbib's, an entry that nothing
    cites or a citation that is lost, is a :class:`PlbibError`.
    """

    def text_of(name: str) -> str | None:
        data = current(folder / name)
        return texts.get(name) or (data.decode("utf-8", "replace") if data is not None else None)

    library = beside.library
    documents = [find_citations(name, text_of) for name in _fragments(folder, *texts) if text_of(name) is not None]
    everything = DocumentCitations(
        citations=tuple(citation for document in documents for citation in document.citations)
    )
    part = of_citations(replace(library, findings=()), everything)
    unknown = {finding.key: finding for finding in part.findings if finding.key not in beside.own}
    keys = {citation.key for citation in everything.citations} - {finding.key for finding in part.findings}
    if keys != {record.key for record in part.records}:
        raise PlbibError(f"citations and .bib differ: {sorted(keys ^ {record.key for record in part.records})[:5]}")
    kept = tuple(beside.left[key] for key in unknown if key in beside.left) if unknown else ()
    findings = tuple(finding if key not in beside.left else _left_the_list(finding) for key, finding in unknown.items())
    return replace(part, records=(*part.records, *kept), findings=library.findings), findings


def _left_the_list(finding: Finding) -> Finding:
    return Code.UNKNOWN_KEY.finding(
        message=f"{finding.key} is cited, but its paper is no longer in the list; the .bib keeps it",
        cure="cite another paper, or put it back into the list",
        place=finding.place,
        key=finding.key,
    )


def _write(folder: Path, files: dict[str, bytes], *inputs: str | Path | None) -> None:
    """Write ``files``, all or none; a .bib without a fragment beside it may be anybody's."""
    for file in files:
        not_an_input(folder / file, *inputs)
    if _BIB in files and exists(folder / _BIB) and not _fragments(folder):
        raise OutputError(
            f"{folder / _BIB}: is in the way, and may be no file of plbib's", "move it away, or choose a folder with -o"
        )
    replace_files({folder / file: data for file, data in files.items()})


def _picture(folder: Path, library: Library, options: DraftOptions) -> bytes:
    """The picture beside a draft; one that is no picture of plbib's is not replaced."""
    path = folder / picture_name(options)
    before = current(path)
    if before is not None and not before.startswith(SVG_START.encode()):
        raise OutputError(f"{path}: is in the way, and no picture of plbib's", "move it away")
    return picture(category_alone(library, options.category) if options.category else library, options)
