"""The whole page: every file of the folder, by name."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from msgspec import Struct

from plbib.io.files import find_packaged, read_bytes
from plbib.model import CategoryPath, Finding, Library
from plbib.site import charts, scripts
from plbib.site.exports import Copies, copies
from plbib.site.metadata import linked_data
from plbib.site.options import Downloads, SiteOptions
from plbib.site.papers import PagePaper, category_text, papers_of, paths_of
from plbib.site.templates import render
from plbib.text.unicode import slugs

LARGE = 2000
"""Above so many papers the first page shows categories, each of which has a page of its own."""
_ASSETS = ("site.css", "site.js", "icon.svg")
_OTHERS: CategoryPath = ()


class _Site(Struct, frozen=True, kw_only=True):
    papers: tuple[PagePaper, ...]
    categories: tuple[CategoryPath, ...]
    copies: Copies
    options: SiteOptions
    downloads: Downloads


class _Shelf(Struct, frozen=True, kw_only=True):
    """A category with the papers that stand in it, and its files; ``address`` is a page, or a place on one."""

    path: CategoryPath
    papers: tuple[PagePaper, ...]
    count: int
    bib: str
    address: str


def site(
    library: Library, options: SiteOptions, downloads: Downloads, findings: Iterable[Finding] = ()
) -> dict[str, bytes]:
    """The files of the page of ``library``, beside those of ``downloads``, to which it links.

    It works from any folder and needs no server. The same input gives the same bytes.
    """
    made = _Site(
        papers=papers_of(library, findings),
        categories=paths_of(library),
        copies=copies(library, options.styles),
        options=options,
        downloads=downloads,
    )
    return dict(pair for write in (_assets, _data, _lists, _papers, _badge, _sitemap, _feed) for pair in write(made))


def _assets(_: _Site) -> Iterator[tuple[str, bytes]]:
    for name in _ASSETS:
        yield f"assets/{name}", read_bytes(find_packaged("site") / name)


def _data(made: _Site) -> Iterator[tuple[str, bytes]]:
    yield "data/index.js", scripts.index(made.papers, made.categories, made.copies)
    yield from scripts.texts(made.papers, made.copies)


def _lists(made: _Site) -> Iterator[tuple[str, bytes]]:
    large = len(made.papers) > LARGE
    shelves = _shelves(made, large=large)
    page = partial(
        render,
        "list.html.j2",
        site=made.options,
        downloads=made.downloads.whole,
        references=made.downloads.references,
        total=len(made.papers),
    )
    bars: dict[str, Any] = {
        "years": charts.by_year(made.papers),
        "venues": charts.by_venue(made.papers),
        "timeline": charts.timeline(made.papers, {shelf.path: shelf.address for shelf in shelves}),
    }
    yield "index.html", page(root="", large=large, shelf=None, shelves=shelves, **bars)
    if large:
        for shelf in shelves:
            yield (
                shelf.address,
                page(root="../", large=False, shelf=shelf, shelves=(shelf,), years=(), venues=(), timeline=None),
            )


def _shelves(made: _Site, *, large: bool) -> tuple[_Shelf, ...]:
    """The categories in the list's order, papers of none at the end, where their papers stand."""
    held: dict[CategoryPath, list[PagePaper]] = {path: [] for path in made.categories}
    for paper in made.papers:
        for path in paper.categories or (_OTHERS,):
            held.setdefault(path, []).append(paper)
    names = {path: category_text(path) or "Other" for path in held}
    files = slugs(list(dict.fromkeys(names.values())))
    return tuple(
        _Shelf(
            path=path,
            papers=tuple(papers),
            count=len({paper.key for inner, them in held.items() if inner[: len(path)] == path for paper in them})
            if path
            else len(papers),
            bib=made.downloads.sections.get(path, ""),
            address=f"categories/{files[names[path]]}.html" if large else f"#c-{files[names[path]]}",
        )
        for path, papers in held.items()
    )


def _papers(made: _Site) -> Iterator[tuple[str, bytes]]:
    names = [row.title for row in made.copies.formats]
    for paper in made.papers:
        texts = made.copies.texts[paper.key]
        address = f"{made.options.address}papers/{paper.file}.html" if made.options.address else ""
        yield f"papers/{paper.file}.bib", texts[0].encode()
        yield (
            f"papers/{paper.file}.html",
            render(
                "paper.html.j2",
                site=made.options,
                root="../",
                paper=paper,
                address=address,
                linked_data=linked_data(paper, address),
                formats=list(zip(names, texts, strict=False)),
                references=list(zip(made.copies.styles, texts[len(names) :], strict=True)),
            ),
        )


def _badge(made: _Site) -> Iterator[tuple[str, bytes]]:
    """A small picture for the list's README that says how many papers there are."""
    text = f"{len(made.papers)} paper{'' if len(made.papers) == 1 else 's'}"
    yield "badge.svg", render("badge.svg.j2", text=text, width=7 * len(text) + 10)


def _sitemap(made: _Site) -> Iterator[tuple[str, bytes]]:
    if made.options.address:
        names = ["", *(f"papers/{paper.file}.html" for paper in made.papers)]
        yield "sitemap.xml", render("sitemap.xml.j2", addresses=[made.options.address + name for name in names])


def _feed(made: _Site) -> Iterator[tuple[str, bytes]]:
    """An Atom feed (RFC 4287) of the papers that came last, where it is known when papers came."""
    dated = sorted(
        ((made.options.seen[paper.record.id], paper) for paper in made.papers if paper.record.id in made.options.seen),
        key=lambda row: (row[0], -row[1].number),
        reverse=True,
    )
    if made.options.address and dated:
        yield "feed.xml", render("feed.xml.j2", site=made.options, dated=dated[:_NEWEST])


_NEWEST = 50
