"""The table of outputs: what ``plbib build`` writes about a library."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from plbib import checks
from plbib.formats import registry
from plbib.formats.bib import bibtex
from plbib.io.files import list_name
from plbib.io.processes import parallel
from plbib.model import CategoryPath, Finding, Library, Record
from plbib.outputs.folder import MANIFEST, Manifest
from plbib.outputs.report import Report, report, section_name, to_json, to_markdown
from plbib.related_work.figures import COUNTED
from plbib.related_work.fragment import fragment
from plbib.related_work.grouping import Groups
from plbib.related_work.options import DraftOptions
from plbib.related_work.words import FORMS
from plbib.rendering import engines, output
from plbib.rendering.listing import ListedSection, ReferenceList
from plbib.rendering.output.overview import Shown, overview
from plbib.rendering.references import references
from plbib.text.unicode import slugs

_DRAFTS = {
    **{f"{form}.tex": DraftOptions(form=form) for form in FORMS},
    "topics.tex": DraftOptions(group_by="topic"),
    "paragraphs.md": DraftOptions(to="md"),
}
"""Fragments of a related-work section, which cite all papers."""
_FORMS = tuple(line for line in output.LINES if line.built)
"""The forms of reference lists."""
_SAMPLES = 3
"""So many papers show how the styles look."""


Unprinted = dict[str, tuple[str, ...]]
"""By style, the keys of the papers for which it prints nothing, so that its reference list lacks them."""


class Outputs(Struct, frozen=True, kw_only=True):
    """Everything a build writes, by name below the output folder, and what it found."""

    files: dict[str, bytes]
    report: Report
    unprinted: Unprinted = {}


class _BuildContext(Struct, frozen=True, kw_only=True, dict=True):
    library: Library
    findings: tuple[Finding, ...]
    styles: tuple[str, ...]
    formats: tuple[str, ...]
    unprinted: Unprinted = {}

    @cached_property
    def entries(self) -> dict[str, str]:
        """The papers as entries for BibTeX by their keys: they stand in the whole list, and in their sections."""
        return {record.key: bibtex.entry(record) for record in self.library.records}

    @cached_property
    def bib(self) -> bytes:
        """The whole list for BibTeX, which stands in two places."""
        return bibtex.write(self.library, entries=self.entries)

    @cached_property
    def report(self) -> Report:
        """What the build found."""
        return report(self.library, self.findings)


Progress = Callable[[str, int, int], None]
"""Hears what begins: its name, how many steps are done, and of how many."""


def silent(*_: object) -> None:
    """Tell nobody."""


def outputs(
    library: Library,
    styles: tuple[str, ...],
    formats: tuple[str, ...] = (),
    texts: Mapping[str, str] | None = None,
    progress: Progress = silent,
) -> Outputs:
    """All files for ``library``; ``styles`` are those of its reference lists, ``formats`` those beside the usual ones.

    ``texts`` are the files of the list, as :func:`plbib.checks.check` takes them. The same input gives the same bytes.
    ``progress`` hears of each step.
    """
    findings = checks.check(library, texts)
    context = _BuildContext(library=library, findings=findings, styles=styles, formats=formats)
    files: dict[str, bytes] = {}
    for done, (what, write) in enumerate(_OUTPUTS.items()):
        progress(what, done, len(_OUTPUTS))
        files.update(write(context))
    return Outputs(files=with_manifest(library, files), report=context.report, unprinted=context.unprinted)


def with_manifest(library: Library, files: dict[str, bytes]) -> dict[str, bytes]:
    """``files`` with the manifest of their folder.

    It comes first: if a build is killed, the files it has written by then are known as ours.
    """
    manifest = Manifest(list=list_name(library.source), files=tuple(sorted([*files, MANIFEST])))
    return {MANIFEST: msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n", **files}


def bibliographies(library: Library, formats: tuple[str, ...] = ()) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The files of the whole list in its formats, and those of its categories, as a build writes them."""
    context = _BuildContext(library=library, findings=(), styles=(), formats=formats)
    return dict(_bibliographies(context)), dict(_sections(context))


def _bibliographies(context: _BuildContext) -> Iterator[tuple[str, bytes]]:
    """The whole list in every format that a build has anyway, and in those that are asked for."""
    for line in registry.LINES:
        if line.built or line.name in context.formats:
            for file, words in registry.load(line.name).build.items():
                is_bib = registry.load(line.name) is bibtex.FORMAT and not words
                options = registry.options(line.name, words)
                yield file, context.bib if is_bib else registry.write(context.library, line.name, options)


def section_files(library: Library) -> dict[CategoryPath, str]:
    """The file of each category, by its path."""
    titles = {category.path: section_name(category.path) for category in library.categories}
    files = slugs(list(dict.fromkeys(titles.values())))
    return {path: f"bib/{files[title]}.bib" for path, title in titles.items()}


def _sections(context: _BuildContext) -> Iterator[tuple[str, bytes]]:
    files = section_files(context.library)
    titles = {path: section_name(path) for path in files}
    members: dict[CategoryPath, dict[str, Record]] = {path: {} for path in titles}
    for record in context.library.records:
        for category in record.categories:
            for depth in range(1, len(category) + 1):
                if category[:depth] in members:
                    members[category[:depth]][record.key] = record
    for path, title in titles.items():
        inside = tuple(category for category in context.library.categories if category.path[: len(path)] == path)
        findings = _within(context.library, path)
        part = replace(context.library, records=tuple(members[path].values()), categories=inside, findings=findings)
        yield files[path], bibtex.write(part, section=title, entries=context.entries)


def _within(library: Library, path: CategoryPath) -> tuple[Finding, ...]:
    """The findings about lines below the heading of a category, those of its subcategories included."""
    own = next(category for category in library.categories if category.path == path)
    later = [
        category.line
        for category in library.categories
        if category.path[: len(path)] != path and category.file == own.file and category.line > own.line
    ]
    end = min(later, default=None)
    return tuple(
        finding
        for finding in library.findings
        if (place := finding.place)
        and own.line
        and place.line > own.line
        and (end is None or place.line < end)
        and own.file in ("", place.file)
    )


def reference_lists(
    library: Library, styles: tuple[str, ...], home: str = "", unprinted: Unprinted | None = None
) -> Iterator[tuple[str, bytes]]:
    """The reference lists in ``styles``, in all forms, and their overview, which leads back to ``home``.

    ``unprinted`` is told what they lack.
    """
    stems = engines.file_stems(styles)
    files = {style: {line.title: f"{stem}.{line.name}" for line in _FORMS} for style, stem in stems.items()}
    papers = {record.key: record.item.title for record in _samples(library)}
    shown = []
    for style, styled in zip(files, _render_lists(library, tuple(files), frozenset(papers)), strict=True):
        shown.append(Shown(listing=styled.listing, files=files[style]))
        if unprinted is not None and styled.listing.unprinted:
            unprinted[style] = styled.listing.unprinted
        for file, data in zip(files[style].values(), styled.files, strict=True):
            yield f"references/{file}", data
    if shown and papers:
        yield REFERENCES, overview(shown, papers, home).encode()


REFERENCES = "references/index.html"
"""The overview of the reference lists, if there are papers and styles."""


def _references(context: _BuildContext) -> Iterator[tuple[str, bytes]]:
    yield from reference_lists(context.library, context.styles, unprinted=context.unprinted)


class _StyledList(Struct, frozen=True, kw_only=True):
    """A reference list with no more than the samples, and its files in the order of the forms."""

    listing: ReferenceList
    files: tuple[bytes, ...]


def _render_lists(library: Library, styles: tuple[str, ...], samples: frozenset[str]) -> list[_StyledList]:
    """The reference list in each style, on all processors; ``samples`` are keys."""
    for style in styles:
        engines.load(style)  # an unknown one is reported before any work
    return parallel(_write_list, [(library, style, samples) for style in styles])


def _write_list(library: Library, style: str, samples: frozenset[str]) -> _StyledList:
    listing = references(library, style, labels=True)
    files = tuple(output.write(listing, line.name).encode() for line in _FORMS)
    kept = tuple(reference for reference in listing.references if reference.key in samples)
    return _StyledList(listing=replace(listing, sections=(ListedSection(references=kept),)), files=files)


def _samples(library: Library) -> list[Record]:
    """Papers that differ: the first, the first of another type, the one with the most authors, then others."""
    records = library.records
    if not records:
        return []
    other = next((record for record in records if record.item.type != records[0].item.type), records[0])
    crowd = max(records, key=lambda record: len(record.item.author))
    chosen = {record.key: record for record in (records[0], other, crowd, *records)}
    return list(chosen.values())[:_SAMPLES]


def _related_work(context: _BuildContext) -> Iterator[tuple[str, bytes]]:
    if not context.library.records:
        return
    groups = Groups(context.library)
    counted = {form for form, of in COUNTED.items() if any(map(of, groups.works))}
    for file, options in _DRAFTS.items():
        if options.form in COUNTED and options.form not in counted:
            continue
        yield f"related-work/{file}", fragment(context.library, options, bib=context.bib, groups=groups).encode()
    yield "related-work/related-work.bib", context.bib


def _reports(context: _BuildContext) -> Iterator[tuple[str, bytes]]:
    yield "report.json", to_json(context.report)
    yield "report.md", to_markdown(context.report).encode()


_OUTPUTS: dict[str, Callable[[_BuildContext], Iterator[tuple[str, bytes]]]] = {
    "bibliographies": _bibliographies,
    "sections": _sections,
    "reference lists": _references,
    "related work": _related_work,
    "reports": _reports,
}
"""The steps of a build, by what a person is told."""
