"""What ``plbib build`` writes: a table of outputs, and how a folder is brought to hold exactly them."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from plbib import checks, io
from plbib.formats import bibtex, csljson
from plbib.library import of_category
from plbib.model import Finding, Library
from plbib.rendering import catalog, output
from plbib.rendering.output import ReferenceList
from plbib.rendering.references import references
from plbib.report import Report, name, report, to_json, to_markdown
from plbib.text.unicode import slugs

MANIFEST = "manifest.json"
_REFERENCE_FORMS = ("html", "md", "txt")


class Manifest(Struct, frozen=True, kw_only=True):
    """The files of the output folder that are ours, and so may be replaced and removed; sorted, with ``/``."""

    plbib_manifest: int = 1
    files: tuple[str, ...] = ()


class Outputs(Struct, frozen=True, kw_only=True):
    """Everything a build writes, by name below the output folder, and what it found."""

    files: dict[str, bytes]
    report: Report


class Difference(Struct, frozen=True, kw_only=True):
    """How a folder differs from what a build would write; ``extra`` are files that are not plbib's."""

    missing: tuple[str, ...]
    changed: tuple[str, ...]
    obsolete: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def stale(self) -> bool:
        return bool(self.missing or self.changed or self.obsolete)


class _Context(Struct, frozen=True, kw_only=True):
    library: Library
    findings: tuple[Finding, ...]
    styles: tuple[str, ...]


def outputs(library: Library, styles: tuple[str, ...]) -> Outputs:
    """All files for ``library``; ``styles`` are those of its reference lists. The same input gives the same bytes."""
    found = checks.check(library)
    context = _Context(library=library, findings=found, styles=styles)
    files = dict(pair for make in _OUTPUTS for pair in make(context))
    manifest = Manifest(files=tuple(sorted([*files, MANIFEST])))
    files[MANIFEST] = msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"
    return Outputs(files=files, report=report(library, found))


def _bibliographies(context: _Context) -> Iterator[tuple[str, bytes]]:
    yield "papers.bib", bibtex.write(context.library)
    yield "papers.json", csljson.write(context.library)


def _sections(context: _Context) -> Iterator[tuple[str, bytes]]:
    titles = {category.path: name(category.path) for category in context.library.categories}
    files = slugs(list(titles.values()))
    for path, title in titles.items():
        yield f"bib/{files[title]}.bib", bibtex.write(of_category(context.library, path), title)


def _references(context: _Context) -> Iterator[tuple[str, bytes]]:
    listings = _rendered(context.library, context.styles)
    for listing, stem in zip(listings, slugs(list(context.styles)).values(), strict=True):
        for form in _REFERENCE_FORMS:
            yield f"references/{stem}.{form}", output.write(listing, form).encode()


def _rendered(library: Library, styles: tuple[str, ...]) -> list[ReferenceList]:
    """The reference list in each style, one process each: citeproc-py takes longer than all the rest together."""
    for style in styles:
        catalog.find(style)  # an unknown one is reported before any work
    workers = min(len(styles), os.cpu_count() or 1)
    if workers < 2:
        return [references(library, style) for style in styles]
    quiet = (signal.SIGINT, signal.SIG_IGN)  # an interrupt is the parent's to report
    with ProcessPoolExecutor(workers, initializer=signal.signal, initargs=quiet) as pool:
        return list(pool.map(references, repeat(library), styles))


def _reports(context: _Context) -> Iterator[tuple[str, bytes]]:
    found = report(context.library, context.findings)
    yield "report.json", to_json(found)
    yield "report.md", to_markdown(found).encode()


_OUTPUTS: tuple[Callable[[_Context], Iterator[tuple[str, bytes]]], ...] = (
    _bibliographies,
    _sections,
    _references,
    _reports,
)


def owned(folder: Path) -> list[str]:
    """The files that the folder's manifest lists and that lie in it; none without a readable manifest."""
    try:
        listed = msgspec.json.decode(io.current(folder / MANIFEST) or b"", type=Manifest).files
    except (msgspec.DecodeError, UnicodeDecodeError):
        return []
    return [name for name in listed if not PurePosixPath(name).is_absolute() and io.inside(folder, name)]


def compare(folder: Path, files: dict[str, bytes]) -> Difference:
    """What a build would change in ``folder``."""
    there = set(io.list_files(folder))
    ours = {*owned(folder), *files}
    return Difference(
        missing=tuple(sorted(files.keys() - there)),
        changed=tuple(sorted(name for name in files.keys() & there if io.current(folder / name) != files[name])),
        obsolete=tuple(sorted((ours & there) - files.keys())),
        extra=tuple(sorted(there - ours)),
    )


def write(folder: Path, files: dict[str, bytes], beside: dict[Path, bytes]) -> Difference:
    """Bring ``folder`` to hold ``files``, and write those ``beside`` it, all or none; what this changed.

    Only files that the folder's manifest lists are removed.
    """
    difference = compare(folder, files)
    io.replace_files({**beside, **{folder / name: data for name, data in files.items()}})
    io.remove_files(folder, list(difference.obsolete))
    return difference
