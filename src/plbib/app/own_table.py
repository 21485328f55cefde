"""An author's own table about works, for a comparison: a row a work, its first column says which."""

from collections import defaultdict

from plbib.errors import InputError
from plbib.findings import Code
from plbib.lists.sheets import delimited
from plbib.model import Finding, Library, Place
from plbib.papers.identifiers import identify
from plbib.related_work.works import names_of_record


def read_table(text: str, file: str, library: Library) -> tuple[dict[str, dict[str, str]], tuple[Finding, ...]]:
    """Column → citation key → cell, and findings about rows of no work of ``library``.

    A work is named by its citation key, a former one, its id, or an identifier such as a DOI. Raises
    :class:`InputError` for what is no table.
    """
    head, *columns = delimited.head(text) or [""]
    if not columns:
        raise InputError(f"{file}: no table", "its first line names the columns, the first of them holds citation keys")
    keys = {name: record.key for record in reversed(library.records) for name in names_of_record(record)}
    sheet = delimited.sheet(text.lstrip("\ufeff"), file, headed=True)
    cells: dict[str, dict[str, str]] = defaultdict(dict)
    findings = [*sheet.findings]
    for row in sheet.rows:
        name = row.cells.fields.get(head, "")
        known_as = identify(name) if name and name not in keys else None
        key = keys.get(known_as.token if known_as else name, "")
        if not key:
            findings.append(_unknown(name, Place(file=file, line=row.cells.line)))
            continue
        for column in columns:
            if column and column in row.cells.fields:
                cells[column][key] = row.cells.fields[column]
    return dict(cells), tuple(findings)


def _unknown(name: str, place: Place) -> Finding:
    cure = "write the citation key, or the DOI, of a paper of the list into the first column"
    return Code.UNKNOWN_KEY.finding(f"the row is about {name or 'nothing'}, and no paper is called so", cure, place)
