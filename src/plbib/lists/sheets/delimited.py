"""Tables whose cells are parted by commas, semicolons, tabs or bars: each row a paper, the first names the columns."""

import csv
import io

from plbib.errors import InputError
from plbib.findings import Code
from plbib.lists.columns import Columns
from plbib.lists.sheets import reader
from plbib.lists.sheets.columns import names_columns
from plbib.lists.sheets.sheet import Mapping, Sheet, SheetRow
from plbib.model import Finding, Place, Reading

_SIGNS = ",;\t|"


def sheet(text: str, file: str, *, headed: bool = False) -> Sheet:
    """The rows of ``text``; a first row that names no column is one of them, and columns are called by number.

    ``headed`` says that the first row does. Raises :class:`InputError` with the line where quotes do not close.
    """
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_sign(text), strict=True)
    rows: list[SheetRow] = []
    findings: list[Finding] = []
    head: list[str] = []
    start = 1
    try:
        for cells in reader:
            line, start = start, reader.line_num + 1
            texts = [cell.strip() for cell in cells]
            if not any(texts):
                continue
            if not head:
                headed = headed or names_columns(texts)
                head = texts if headed else [str(number) for number in range(1, len(texts) + 1)]
                if headed:
                    continue
            if any(texts[len(head) :]):
                findings.append(_crowded(Place(file=file, line=line)))
                continue
            fields = {name: text for name, text in zip(head, texts, strict=False) if name and text}
            rows.append(SheetRow(cells=Mapping(line=line, fields=fields), end_line=reader.line_num))
    except csv.Error as error:
        hint = "put quotes around the cell, and double those in it"
        raise InputError(f"{file}:{reader.line_num}: no table: {error}", hint) from error
    return Sheet(rows=tuple(rows), headed=headed, findings=tuple(findings))


def head(text: str) -> list[str]:
    """The cells of the first line."""
    line = text.lstrip("\ufeff\r\n").partition("\n")[0][:10_000]
    return [cell.strip() for cell in next(csv.reader([line], delimiter=_sign(line)), [])]


def _sign(text: str) -> str:
    """What parts the cells of the first line: the sign that gives most of them."""
    line = text.lstrip("\r\n").partition("\n")[0][:10_000]
    return max(_SIGNS, key=lambda sign: len(next(csv.reader([line], delimiter=sign), [])))


def _crowded(place: Place) -> Finding:
    cure = "put quotes around cells that hold the sign between cells"
    return Code.NOT_AN_ITEM.finding("the row has more cells than there are columns; left out", cure, place)


def read(text: str, file: str, columns: Columns) -> Reading:
    """The papers of a table."""
    named = any(not name.isdigit() for names in columns.values() for name in names)
    return reader.read(sheet(text, file, headed=named), file, columns)
