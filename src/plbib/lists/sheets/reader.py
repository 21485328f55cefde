"""The rows of a file of data as entries: each column by its role."""

from collections.abc import Sequence

from plbib.errors import InputError
from plbib.findings import Code
from plbib.lists import messages
from plbib.lists.columns import Columns
from plbib.lists.entries import is_address
from plbib.lists.markdown.links import LinkToken
from plbib.lists.sheets import columns as columns_of
from plbib.lists.sheets.fields import PaperFields, paper_link
from plbib.lists.sheets.sheet import Sheet, SheetRow, text_of
from plbib.model import Category, Entry, Finding, Link, Place, Reading


def read(sheet: Sheet, file: str, columns: Columns) -> Reading:
    """The papers of a sheet. A row without a title or an identifier is a finding.

    Raises :class:`InputError` if a column that ``columns`` name is not there, and if no column holds titles.
    """
    names = [*dict.fromkeys(name for row in sheet.rows for name in row.cells.fields)]
    roles = _roles(sheet, names) | (columns_of.declared(columns, names, file) if names else {})
    entries: list[Entry] = []
    findings = [*sheet.findings]
    for row in sheet.rows:
        entry, odd = _entry(row, roles, file, headed=sheet.headed)
        entries += [entry] if entry else []
        findings += odd
    if not entries and sheet.rows and "title" not in roles.values():
        hint = "name the columns: title, authors, venue, year, url …; or declare them in plbib.toml: list.columns"
        raise InputError(f"{file}: no table of papers: no column of titles", hint)
    paths = dict.fromkeys(entry.category for entry in entries if entry.category)
    return Reading(
        title=sheet.title,
        entries=tuple(entries),
        commented=(),
        categories=tuple(Category(path=path) for path in paths),
        findings=tuple(sorted(findings, key=lambda found: found.place.line if found.place else 0)),
    )


def _roles(sheet: Sheet, names: Sequence[str]) -> dict[str, str]:
    """The role of each column by its name; where none is the title, what stands in them decides of the others."""
    roles = {name: columns_of.role_of(name) for name in names} if sheet.headed else {}
    cells = {name: [text_of(row.cells.fields.get(name, "")) for row in sheet.rows] for name in names}
    if "title" in roles.values():
        untold = {name: cells[name] for name, role in roles.items() if not role}
        told = set(roles.values())
        return roles | {name: role for name, role in columns_of.contents(untold).items() if role not in told}
    if "short" in roles.values() and sheet.headed:
        return {name: "title" if role == "short" else role for name, role in roles.items()}
    return {**columns_of.guessed(cells), **{name: role for name, role in roles.items() if role}}


def _entry(row: SheetRow, roles: dict[str, str], file: str, *, headed: bool) -> tuple[Entry | None, list[Finding]]:
    """The entry of a row, and what is odd about it."""
    place = Place(file=file, line=row.cells.line, column=row.cells.column)
    paper = PaperFields(key=row.key)
    for name, value in row.cells.fields.items():
        role = roles.get(name, "")
        paper.take(role, name if headed else role or f"column {name}", value)
    links, findings = _links(paper, place)
    title = paper.title
    if not title and links and (named := paper_link(links)):
        title = named
        findings.append(messages.title_unknown(title, place))
    if not title:
        message = "a row without a title; left out" if row.cells.fields else "an empty row; left out"
        return None, [Code.NOT_AN_ITEM.finding(message, "name the paper, or remove the row", place)]
    entry = Entry(
        title=title,
        venue=paper.venue,
        year=paper.year,
        date=paper.date,
        links=tuple(links),
        authors_text=paper.authors,
        affiliation=paper.affiliation,
        short_name=paper.short_name,
        volume=paper.counted.get("volume"),
        issue=paper.counted.get("issue") if "volume" in paper.counted else None,
        pages=paper.counted.get("pages"),
        notes="; ".join(paper.notes) or None,
        tags=tuple(dict.fromkeys(paper.tags)),
        category=(*row.category, *paper.category),
        key=paper.key or None,
        place=place,
        end_line=max(row.end_line, place.line),
    )
    return entry, findings


def _links(paper: PaperFields, place: Place) -> tuple[list[Link], list[Finding]]:
    """The links of a row, that of the paper first, each address once; what is no address is a finding."""
    links: dict[str, Link] = {}
    findings = []
    for label, url in sorted(paper.links, key=lambda pair: paper.rank(pair[0])):
        if is_address(url):
            links.setdefault(url, Link(label=label, url=url))
        else:
            token = LinkToken(start=0, end=0, label=label, target=url)
            findings.append(messages.bad_link(token, place))
    return [*links.values()], findings
