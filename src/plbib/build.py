"""What ``plbib build`` writes: a table of outputs, and how a folder is brought to hold exactly them."""

from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from plbib import checks, io
from plbib.errors import OutputError
from plbib.formats import bibtex, profiles, registry
from plbib.formats.profiles import Profile
from plbib.model import CategoryPath, Finding, Library, Record
from plbib.process import parallel
from plbib.related_work.fragment import fragment
from plbib.related_work.options import FORMS, Options
from plbib.rendering import engines, output
from plbib.rendering.listing import ReferenceList
from plbib.rendering.output.overview import Shown, overview
from plbib.rendering.references import references
from plbib.report import Report, name, report, to_json, to_markdown
from plbib.text.unicode import slugs

MANIFEST = "manifest.json"
_FILES = (
    ("papers.bib", "bibtex", profiles.Options()),
    ("papers.short.bib", "bibtex", profiles.Options(profile=Profile.SHORT)),
    ("papers.biblatex.bib", "biblatex", profiles.Options(utf8=True)),
    ("papers.json", "csljson", None),
    ("papers.ris", "ris", None),
    ("papers.yml", "hayagriva", None),
)
"""The bibliography of the whole list: file, format, and how a .bib is to look."""
_DRAFTS = {
    **{f"{form}.tex": Options(form=form) for form in FORMS},
    "topics.tex": Options(group_by="topic"),
    "paragraphs.md": Options(to="md"),
}
"""Fragments of a related-work section, which cite all papers."""
_REFERENCE_FORMS = {"html": "HTML", "md": "Markdown", "tex": "LaTeX", "txt": "text"}
_SAMPLES = 3
"""So many papers show how the styles look."""


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
    listed = msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"
    # The manifest comes first: if a build is killed, the files it has written by then are known as ours.
    return Outputs(files={MANIFEST: listed, **files}, report=report(library, found))


def _bibliographies(context: _Context) -> Iterator[tuple[str, bytes]]:
    for file, form, options in _FILES:
        yield file, registry.write(context.library, form, options)


def _sections(context: _Context) -> Iterator[tuple[str, bytes]]:
    titles = {category.path: name(category.path) for category in context.library.categories}
    files = slugs(list(titles.values()))
    held: dict[CategoryPath, dict[str, Record]] = {path: {} for path in titles}
    for record in context.library.records:
        for category in record.categories:
            for depth in range(1, len(category) + 1):
                if category[:depth] in held:
                    held[category[:depth]][record.key] = record
    for path, title in titles.items():
        inside = tuple(category for category in context.library.categories if category.path[: len(path)] == path)
        part = replace(context.library, records=tuple(held[path].values()), categories=inside)
        yield f"bib/{files[title]}.bib", bibtex.write(part, section=title)


def _references(context: _Context) -> Iterator[tuple[str, bytes]]:
    stems = slugs(list({_spelt_once(style): style for style in context.styles}.values()))
    files = {
        style: {name: f"{stem}.{form}" for form, name in _REFERENCE_FORMS.items()} for style, stem in stems.items()
    }
    shown = []
    for style, written in zip(files, _rendered(context.library, tuple(files)), strict=True):
        shown.append(Shown(listing=written.listing, files=files[style]))
        for file, data in zip(files[style].values(), written.files, strict=True):
            yield f"references/{file}", data
    if shown and context.library.records:
        papers = {record.key: record.item.title for record in _samples(context.library)}
        yield "references/index.html", overview(shown, papers).encode()


def _spelt_once(style: str) -> str:
    """A style in one spelling: case does not count in names, a leading ``./`` not in paths."""
    return style.removeprefix("./") if "." in style else style.lower()


class _Written(Struct, frozen=True, kw_only=True):
    """A reference list, and its files in the order of the forms."""

    listing: ReferenceList
    files: tuple[bytes, ...]


def _rendered(library: Library, styles: tuple[str, ...]) -> list[_Written]:
    """The reference list in each style, on all processors."""
    for style in styles:
        engines.load(style)  # an unknown one is reported before any work
    return parallel(_written, [(replace(library, findings=()), style) for style in styles])


def _written(library: Library, style: str) -> _Written:
    listing = references(library, style, labels=True)
    return _Written(listing=listing, files=tuple(output.write(listing, form).encode() for form in _REFERENCE_FORMS))


def _samples(library: Library) -> list[Record]:
    """Papers that differ: the first, the first of another type, the one with the most authors, then others."""
    records = library.records
    other = next((record for record in records if record.item.type != records[0].item.type), records[0])
    crowd = max(records, key=lambda record: len(record.item.author))
    chosen = {record.key: record for record in (records[0], other, crowd, *records)}
    return list(chosen.values())[:_SAMPLES]


def _related_work(context: _Context) -> Iterator[tuple[str, bytes]]:
    if not context.library.records:
        return
    for file, options in _DRAFTS.items():
        yield f"related-work/{file}", fragment(context.library, options).encode()
    yield "related-work/related-work.bib", registry.write(context.library, "bibtex", None)


def _reports(context: _Context) -> Iterator[tuple[str, bytes]]:
    found = report(context.library, context.findings)
    yield "report.json", to_json(found)
    yield "report.md", to_markdown(found).encode()


_OUTPUTS: tuple[Callable[[_Context], Iterator[tuple[str, bytes]]], ...] = (
    _bibliographies,
    _sections,
    _references,
    _related_work,
    _reports,
)


def owned(folder: Path) -> list[str]:
    """The files that the folder's manifest lists and that lie in it; none without a readable manifest."""
    try:
        listed = msgspec.json.decode(io.current(folder / MANIFEST) or b"", type=Manifest).files
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
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

    Only files that the folder's manifest lists are removed or replaced; :class:`OutputError` if another is in the way.
    """
    difference = compare(folder, files)
    foreign = sorted(set(difference.changed) - set(owned(folder)) - {MANIFEST})
    if foreign:
        raise OutputError(
            f"{folder / foreign[0]}: is in the way, and not plbib's (not in {MANIFEST})",
            "move it away, delete it, or choose another folder with -o",
        )
    io.replace_files({**beside, **{folder / name: data for name, data in files.items()}})
    io.remove_files(folder, list(difference.obsolete))
    return difference
