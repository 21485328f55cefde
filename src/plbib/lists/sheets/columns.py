"""What columns mean: by their names, as declared in plbib.toml, else by what stands in them."""

from collections.abc import Mapping as Names
from collections.abc import Sequence

from plbib.errors import InputError
from plbib.lists import bylines, dates, shapes
from plbib.lists.headers import role_of_header
from plbib.papers import venues
from plbib.papers.identifiers import identify
from plbib.text.patterns import regex

_NAMES = {
    "title": "title|paper|paper title|work|article",
    "authors": "author|authors|author(s)|author names|by|creators|writers|people",
    "venue": "venue|conference|conf|journal|booktitle|publication|publication title|container|container title|"
    "published in|where|proceedings|source title|parent|event|publisher",
    "year": "year|publication year|pub year|yr",
    "date": "date|when|published|publication date|pub date|issued|month",
    "affiliation": "affiliation|affiliations|institution|institutions|organization|organisation|lab|company",
    "short": "short name|short|acronym|abbreviation|abbr|method|model|system|short title",
    "category": "category|categories|section|topic|topics|group|area|areas|track|theme",
    "subcategory": "subcategory|sub-category|subtopic|subsection",
    "tags": "tags|tag|keywords|keyword",
    "note": "note|notes|comment|comments|summary|description|tldr|tl;dr|abstract|excerpt|annotation",
    "key": "key|citation key|citekey|citationkey|cite key|bibtex key|bibkey",
    "volume": "volume|vol|vol.",
    "issue": "issue|number|no|no.|num",
    "pages": "pages|page|pp|pp.|page numbers|page range",
    "doi": "doi",
    "arxiv": "arxiv|arxiv id|eprint|arxivid",
    "link": "url|link|links|pdf|paper url|paperurl|paper link|html|code|github|repo|project|website|homepage|"
    "openreview|slides|video|poster|dataset|data|blog",
    "skip": "layout|permalink|draft|featured|weight|slug|aliases|image|type|publication types|collection|"
    "publishdate|publish date|lastmod|bibtex|created|modified|status|rating|read|cssclass|cssclasses|serial-number",
}
ROLES = tuple(_NAMES)
_BY_NAME = {name: role for role, names in _NAMES.items() for name in names.split("|")}
_LINKED = regex(r"^(?:url|link)\b|\b(?:url|link|links)$")
_HEADED = {"note": "note", "short": "short", "link": "link"}
_SAMPLE = 100
_MOST = 0.6


def role_of(name: str) -> str:
    """What a column or field of this name holds, one of :data:`ROLES`; empty if the name does not tell."""
    plain = " ".join(name.lower().replace("_", " ").split())
    if role := _BY_NAME.get(plain) or _BY_NAME.get(name.lower()):
        return role
    if _LINKED.search(plain):
        return "link"
    return role_of_header(name)


def names_columns(cells: Sequence[str]) -> bool:
    """Whether the cells of a first row are names of columns: most of them tell a role, and none is an address."""
    told = sum(bool(role_of(cell)) and shapes.titleness(cell) < 3 for cell in cells if cell)
    return told * 2 >= sum(map(bool, cells)) and not any("://" in cell for cell in cells)


def declared(columns: Names[str, Sequence[str]], names: Sequence[str], file: str) -> dict[str, str]:
    """Column → role, as ``columns`` (role → names) declare it. Raises :class:`InputError` if a column is not there."""
    by_name = {name.lower(): name for name in names}
    found: dict[str, str] = {}
    for role, wanted in columns.items():
        there = [by_name[name.lower()] for name in wanted if name.lower() in by_name]
        if not there:
            hint = f"list.columns.{role} in plbib.toml; columns there are: {', '.join(names[:20])}"
            raise InputError(f"{file}: no column is called {' or '.join(wanted)}", hint)
        found |= dict.fromkeys(there, role)
    return found


def contents(columns: dict[str, list[str]]) -> dict[str, str]:
    """Column → role, of those whose cells tell one; never the title."""
    roles = {name: _content([cell for cell in cells[:_SAMPLE] if cell]) for name, cells in columns.items()}
    return {name: role for name, role in roles.items() if role in ("authors", "link")}


def guessed(columns: dict[str, list[str]]) -> dict[str, str]:
    """Column → role, by what stands in it; the title is the column that looks most like titles."""
    roles, titles = {}, {}
    for name, cells in columns.items():
        sample = [cell for cell in cells[:_SAMPLE] if cell]
        roles[name] = _content(sample)
        titles[name] = sum(map(shapes.titleness, sample)) / len(sample) if sample else 0.0
    free = [name for name, role in roles.items() if role in ("", "venue")]
    best = max(free, key=lambda name: titles[name], default=None)
    if best is not None and titles[best] > 1:
        roles[best] = "title"
    return roles


def _content(sample: Sequence[str]) -> str:
    """What most of the cells are."""
    kinds = {
        "link": lambda cell: "://" in cell[:12] or identify(cell) is not None,
        "date": lambda cell: (found := dates.find(cell)) is not None and len(cell) <= found.end - found.start + 2,
        "venue": lambda cell: venues.find(cell) is not None or shapes.venue_year(cell),
        "authors": lambda cell: bylines.names(cell, alone=True),
    }
    for role, holds in kinds.items():
        if sample and sum(map(bool, map(holds, sample))) >= _MOST * len(sample):
            return role
    return ""
