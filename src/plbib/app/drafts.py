"""A related-work section: the fragment with an author's edits kept, the .bib with what it cites, a paper around it."""

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from plbib import citations, io
from plbib.app.exports import export
from plbib.app.sources import category as only
from plbib.app.sources import not_an_input
from plbib.errors import OutputError, PlbibError, UsageError
from plbib.model import Finding, Library
from plbib.related_work import markers, standalone
from plbib.related_work.fragment import fragment
from plbib.related_work.options import FILE_TYPES
from plbib.related_work.options import Options as DraftOptions
from plbib.related_work.pieces import Merged, merge

NAME = "related-work"


class Draft(Struct, frozen=True, kw_only=True):
    """What was written into ``folder`` or, with a check, would be: ``files`` by name, of which ``stale`` changed.

    ``new``: there was no fragment before. ``findings`` are about citations of keys that no paper of the list has;
    ``left_alone`` are files that are there and not as plbib wrote them.
    """

    folder: Path
    files: dict[str, bytes]
    stale: tuple[str, ...]
    merged: Merged
    new: bool = False
    findings: tuple[Finding, ...] = ()
    left_alone: tuple[str, ...] = ()


def related_work(
    library: Library,
    options: DraftOptions,
    out: str | Path = ".",
    *,
    category: str | None = None,
    template: str | Path | None = None,
    paper: bool = False,
    check: bool = False,
) -> Draft:
    """Write a fragment about ``library``, or a ``category`` of it, and a .bib with what it cites into ``out``.

    A fragment that is there is brought up to date; what its author changed stays (:mod:`plbib.related_work.pieces`).
    With ``paper`` a ``main.tex`` goes around it. With ``check`` nothing is written.
    """
    if paper and options.to != "tex":
        raise UsageError("a paper is made around LaTeX only", "leave --standalone and --pdf out, or write tex")
    folder, name = Path(out), f"{NAME}.{options.to}"
    own = (str(template), io.read_text(Path(template))) if template is not None else None
    new = fragment(library if category is None else only(library, category), options, own)
    merged = _merged(folder / name, new)
    part, findings = _cited(library, folder, {name: merged.text})
    files = {name: merged.text.encode(), _BIB: export(part, options.dialect).encode()}
    left_alone: tuple[str, ...] = ()
    if paper:
        files[_MAIN] = markers.fragment(standalone.main(options, NAME, merged.text), markers.TEX).encode()
        there = io.current(folder / _MAIN)
        if there is not None and not markers.read(there.decode("utf-8", "replace")).untouched:
            files[_MAIN], left_alone = there, (_MAIN,)
    stale = tuple(file for file, data in files.items() if io.current(folder / file) != data)
    is_new = not io.exists(folder / name)
    if not check:
        _write(folder, {file: files[file] for file in stale}, library.source, template)
    return Draft(
        folder=folder,
        files=files,
        stale=stale,
        merged=merged,
        new=is_new,
        findings=findings,
        left_alone=left_alone,
    )


def typeset(draft: Draft, options: DraftOptions, engine: str = "pdflatex") -> standalone.Compiled:
    """Compile the paper of ``draft`` by ``pdflatex`` or ``lualatex``, and write its PDF, or the log if that fails."""
    made = standalone.compiled(draft.files, options, engine)
    if made.failed:
        io.write_file(draft.folder / LOG, made.log)
    else:
        io.write_file(draft.folder / PDF, made.pdf)
    return made


_BIB, _MAIN = f"{NAME}.bib", f"{standalone.MAIN}.tex"
_FRAGMENTS = tuple(f"{NAME}.{end}" for end in FILE_TYPES)


def _merged(path: Path, new: str) -> Merged:
    """The fragment at ``path`` with what ``new`` says."""
    there = io.current(path)
    try:
        return merge(io.decode(there, str(path)) if there else "", new)
    except OutputError as error:
        raise OutputError(f"{path}: {error.message}", error.hint) from error


def _cited(library: Library, folder: Path, texts: dict[str, str]) -> tuple[Library, tuple[Finding, ...]]:
    """What ``texts`` and the other fragments in ``folder`` cite, and findings about what no paper is called.

    A defect of plbib's, an entry that nothing cites or a citation that is lost, is a :class:`PlbibError`.
    """

    def text_of(name: str) -> str | None:
        data = io.current(folder / name)
        return texts.get(name) or (data.decode("utf-8", "replace") if data is not None else None)

    found = [citations.cited(name, text_of) for name in _FRAGMENTS if text_of(name) is not None]
    everything = citations.Cited(citations=tuple(citation for one in found for citation in one.citations))
    part = citations.select(replace(library, findings=()), everything)
    keys = {citation.key for citation in everything.citations} - {finding.key for finding in part.findings}
    if keys != {record.key for record in part.records}:
        raise PlbibError(f"citations and .bib differ: {sorted(keys ^ {record.key for record in part.records})[:5]}")
    return replace(part, findings=library.findings), part.findings


def _write(folder: Path, files: dict[str, bytes], *inputs: str | Path | None) -> None:
    """Write ``files``, all or none; a .bib without a fragment beside it may be anybody's."""
    for file in files:
        not_an_input(folder / file, *inputs)
    if _BIB in files and io.exists(folder / _BIB) and not any(io.exists(folder / name) for name in _FRAGMENTS):
        raise OutputError(
            f"{folder / _BIB}: is in the way, and may be no file of plbib's", "move it away, or choose a folder with -o"
        )
    io.replace_files({folder / file: data for file, data in files.items()})


PDF, LOG = f"{standalone.MAIN}.pdf", f"{standalone.MAIN}.log"
