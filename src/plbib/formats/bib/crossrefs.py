"""``crossref`` and ``xdata``: entries of a .bib that take fields from others, as a paper from its proceedings."""

import re
from collections.abc import Mapping, Sequence

from plbib.findings import Code
from plbib.formats.bib.file import RawEntry
from plbib.model import Finding
from plbib.text import names

_REFERENCES = ("crossref", "xdata")
_OWN = frozenset(
    "abstract doi entryset entrysubtype eprint execute file ids keywords label options pages presort "
    "related relatedtype shorttitle sortkey subtitle title titleaddon url urldate xref".split()
)
"""Fields of the whole that say nothing of its parts."""
_BOOKS = frozenset("inbook bookinbook suppbook".split())
_IN = _BOOKS | frozenset("inproceedings incollection conference inreference suppcollection".split())
_TITLES = ("title", "subtitle", "titleaddon")
_DATED = frozenset({"date", "year", "month", "day"})
_MOST_FIELDS, _FREE = 50, 10_000
"""How many fields a file's entries may have from others, each and besides: every one can name all the others."""


def resolve(rows: Sequence[RawEntry]) -> tuple[list[tuple[RawEntry, dict[str, str]]], list[Finding]]:
    """Each row with its fields and those it has from others; a finding for each reference that gives none.

    A reference to what is not there stays. An ``@xdata`` is no row of its own: like a macro, it only holds what others
    take from it.
    """
    if not any(_names_others(row.fields) for row in rows):  # nearly always
        return [(row, row.fields) for row in rows if row.entry_type != "xdata"], []
    known = {row.key.lower(): row for row in reversed(rows)}  # the first of each key, case aside, as BibTeX has it
    whole = _Inheritance(known)
    entries = []
    for row in rows:
        key = row.key.lower()
        fields = whole.fields.get(key, row.fields) if known[key] is row else whole.of(row)
        if row.entry_type != "xdata":
            entries.append((row, _with_pieces(fields, known)))
    lost = [(row, name) for row in rows for name in _references(row.fields) if name.lower() not in known]
    missing = [
        _finding(row, f"{row.key} refers to {name}, which is not in the file", "add that entry") for row, name in lost
    ]
    full = "has more from other entries than this file may hold"
    return entries, missing + [
        _finding(row, f"{row.key} {full}", "take out what refers to others") for row in whole.full.values()
    ]


_PIECE = re.compile(r"\s*xdata\s*=\s*([^\s,{}]+)\s*", re.IGNORECASE)


def _names_others(fields: Mapping[str, str]) -> bool:
    """Whether an entry takes anything from others."""
    return not fields.keys().isdisjoint(_REFERENCES) or any("xdata" in value for value in fields.values())


def _with_pieces(fields: dict[str, str], known: Mapping[str, RawEntry]) -> dict[str, str]:
    """``fields`` with what others are asked for by name, all of a field or one of its list (manual, 3.13.6)."""
    if not any("xdata" in value for value in fields.values()):
        return fields
    return {name: _with_piece(value, known) for name, value in fields.items()}


def _with_piece(value: str, known: Mapping[str, RawEntry]) -> str:
    members = names.split_list(value)
    pieces = [_piece(match[1], known) if (match := _PIECE.fullmatch(part)) else part for part in members]
    return " and ".join(pieces) if pieces != members else value


def _piece(reference: str, known: Mapping[str, RawEntry]) -> str:
    """What ``key-field`` or ``key-field-number`` names; the reference itself if that is not there."""
    parts = reference.split("-")
    for length in range(len(parts) - 1, 0, -1):
        row = known.get("-".join(parts[:length]).lower())
        field, *number = parts[length:]
        if row and field in row.fields and len(number) < 2:
            members = names.split_list(row.fields[field])
            if not number:
                return row.fields[field]
            if number[0].isdecimal() and 0 < int(number[0]) <= len(members):
                return members[int(number[0]) - 1]
    return f"xdata={reference}"


def _finding(row: RawEntry, what: str, cure: str) -> Finding:
    return Code.MISSING_CROSSREF.finding(
        message=f"{what}; its fields are missing",
        cure=f"{cure}, or write its fields into this one",
        place=row.place,
        key=row.key,
    )


def _references(fields: Mapping[str, str]) -> list[str]:
    named = ",".join(fields[name] for name in _REFERENCES if name in fields)
    return [name.strip() for name in named.split(",") if name.strip()]


class _Inheritance:
    """By key the ``fields`` of each row that refers to others, with those it has from them.

    A row is read when all it refers to has been, so that a chain of any length takes a step a row. In a circle, which
    BibTeX and biber refuse, the row that closes it is read a second time, when the first has its fields from others.
    """

    def __init__(self, known: Mapping[str, RawEntry]) -> None:
        self._known = known
        self._left = _FREE + _MOST_FIELDS * len(known)
        self.fields: dict[str, dict[str, str]] = {}
        self.full: dict[str, RawEntry] = {}  # those that would have too much
        order, in_circle = self._order()
        for key in order * (1 + in_circle):
            self.fields[key] = self.of(known[key])

    def _order(self) -> tuple[list[str], bool]:
        """The keys of rows that refer to others, each behind those it refers to, and whether some do in a circle."""
        order: list[str] = []
        done: dict[str, bool] = {}
        in_circle = False
        for start in self._known:
            waiting = [start]
            while waiting:
                key = waiting[-1]
                if key in done:
                    waiting.pop()
                    if not done[key]:
                        done[key] = True
                        order.append(key)
                    continue
                done[key] = False
                names = self._names(self._known[key])
                in_circle = in_circle or any(done.get(name) is False for name in names)
                waiting += [name for name in reversed(names) if name not in done]
        return [key for key in order if _references(self._known[key].fields)], in_circle

    def _names(self, row: RawEntry) -> list[str]:
        """The keys of the other rows that ``row`` refers to."""
        names = map(str.lower, _references(row.fields))
        return [name for name in names if name in self._known and name != row.key.lower()]

    def of(self, row: RawEntry) -> dict[str, str]:
        """The fields of ``row``, then what it lacks and those it refers to have."""
        fields = dict(row.fields)
        if all(name.lower() in self._known for name in _references(fields)):
            fields = {name: value for name, value in fields.items() if name not in _REFERENCES}
        for name in self._names(row):
            other = self._known[name]
            whole = self.fields.get(name, other.fields)
            self._left -= len(whole)
            if self._left < 0:
                self.full[row.key] = row
                break
            own = frozenset() if other.entry_type == "xdata" else _OWN
            dated = _DATED if own and not _DATED.isdisjoint(fields) else frozenset()
            if own:
                _entitle(fields, row.entry_type, whole, other.entry_type)
            for field, value in whole.items():
                if field not in own and field not in _REFERENCES and field not in dated:
                    fields.setdefault(field, value)
        return fields


def _entitle(fields: dict[str, str], part: str, whole: Mapping[str, str], kind: str) -> None:
    """Give a part the titles of the whole under the names it has for them (biblatex's manual, appendix B)."""
    if kind == "periodical":
        above = "journal"
    elif kind.startswith("mv"):
        above = "main"
    elif part in _IN:
        above = "book"
    else:
        return
    if "author" in whole and part in _BOOKS:
        fields.setdefault("bookauthor", whole["author"])
    if f"{above}title" in fields or "title" not in whole:
        return
    if above == "book" and "booktitle" in whole:
        fields["booktitle"] = whole["booktitle"]
        return
    fields |= {above + name: whole[name] for name in _TITLES if name in whole}
