"""JSON as values with their places, and the papers among such values, wherever they lie."""

from collections.abc import Iterator
from typing import Any

import msgspec

from plbib.errors import InputError
from plbib.findings import Code
from plbib.lists.columns import Columns
from plbib.lists.sheets import reader
from plbib.lists.sheets.columns import role_of
from plbib.lists.sheets.sheet import Mapping, Sheet, SheetRow, Value, text_of
from plbib.model import CategoryPath, Finding, Place, Reading
from plbib.papers.identifiers import identify

_DEEPEST = 6
"""Levels on which papers are looked for, and lines counted."""
_NO_HEADINGS = frozenset(
    "papers paper entries items publications data list references bibliography works articles results rows "
    "records".split()
)
"""Names of a list of papers that say nothing about them."""


def tree_of_json(text: str, file: str) -> Value:
    """The values of a JSON text. Raises :class:`InputError` for what is none."""
    try:
        msgspec.json.decode(text, type=msgspec.Raw)
        return _tree(text.encode(), 1, 0)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise InputError(f"{file}: no JSON: {error}", "mend it at the place that is named") from error


def _tree(data: bytes, line: int, depth: int) -> Value:
    head = data.lstrip()[:1]
    if depth > _DEEPEST or head not in (b"[", b"{"):
        return _plain(msgspec.json.decode(data))
    if head == b"[":
        members = msgspec.json.decode(data, type=list[msgspec.Raw])
        return [_tree(raw, at, depth + 1) for raw, at in _placed(data, members, line)]
    pairs = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    placed = _placed(data, [*pairs.values()], line)
    fields = {name: _tree(raw, at, depth + 1) for name, (raw, at) in zip(pairs, placed, strict=True)}
    return Mapping(line=line + data[: len(data) - len(data.lstrip())].count(b"\n"), fields=fields)


def _placed(data: bytes, members: list[msgspec.Raw], line: int) -> Iterator[tuple[bytes, int]]:
    """Each member with the line it begins on."""
    at = 0
    for member in members:
        raw = bytes(member)
        start = max(data.find(raw, at), at)
        line += data.count(b"\n", at, start)
        yield raw, line
        line += raw.count(b"\n")
        at = start + len(raw)


def _plain(value: Any) -> Value:
    if isinstance(value, dict):
        return Mapping(fields={name: _plain(member) for name, member in value.items()})
    if isinstance(value, list):
        return [_plain(member) for member in value]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None or value is False else str(value)


def sheet(tree: Value, file: str) -> Sheet:
    """The papers of a tree: a list of mappings, or mappings of such lists, whose names are categories."""
    findings: list[Finding] = []
    rows = tuple(_rows(tree, (), 0, file, findings))
    title = tree.fields.get("title", tree.fields.get("name", "")) if isinstance(tree, Mapping) else ""
    return Sheet(rows=rows, title=text_of(title) if len(rows) != 1 else "", findings=tuple(findings))


def is_paper(mapping: Mapping) -> bool:
    """Whether a mapping is a paper: it has a title, and holds no papers itself."""
    titled = any(
        role_of(name) == "title" and isinstance(value, str) and value for name, value in mapping.fields.items()
    )
    return titled and not any(_holds_papers(value) for value in mapping.fields.values())


def _holds_papers(value: Value) -> bool:
    """Whether a list holds mappings with a title that say more of a paper than where a link leads."""
    return isinstance(value, list) and any(
        isinstance(member, Mapping) and is_paper(member) and _tells(member) for member in value
    )


def _tells(mapping: Mapping) -> bool:
    return any(role_of(name) in ("authors", "venue", "year", "date") for name in mapping.fields)


def _rows(value: Value, path: CategoryPath, depth: int, file: str, findings: list[Finding]) -> Iterator[SheetRow]:
    if depth > _DEEPEST:
        return
    if isinstance(value, Mapping):
        if is_paper(value):
            yield SheetRow(cells=value, category=path)
            return
        path = (*path, *_heading(value)) if depth else path
        for name, member in value.fields.items():
            if isinstance(member, Mapping) and is_paper(member):
                yield SheetRow(cells=member, category=path, key=name)
            elif isinstance(member, Mapping | list):
                below = path if name.lower() in _NO_HEADINGS else (*path, name)
                yield from _rows(member, below, depth + 1, file, findings)
    elif isinstance(value, list) and any(isinstance(member, Mapping) or _names_paper(member) for member in value):
        yield from _members(value, path, depth, file, findings)


def _heading(group: Mapping) -> tuple[str, ...]:
    """What a mapping that holds papers calls itself: ``section: Growth``."""
    if not any(map(_holds_papers, group.fields.values())):
        return ()
    named = ((name.lower(), text_of(value)) for name, value in group.fields.items() if isinstance(value, str))
    told = (text for name, text in named if role_of(name) == "category" or name in _HEADINGS)
    return tuple(filter(None, [next(told, "")]))


_HEADINGS = frozenset({"title", "name", "heading", "label"})


def _members(
    members: list[Value], path: CategoryPath, depth: int, file: str, findings: list[Finding]
) -> Iterator[SheetRow]:
    """The papers of a list; what is none of its members is a finding."""
    last = 0
    for member in members:
        if isinstance(member, Mapping):
            last = member.line or last
            below = [*_rows(member, path, depth + 1, file, findings)]
            yield from below or [SheetRow(cells=member, category=path)]
        elif _names_paper(member):
            yield SheetRow(cells=Mapping(line=last, fields={"title": member}), category=path)
        else:
            what = "a text or list" if member else "nothing"
            findings.append(Code.NOT_AN_ITEM.finding(f"no paper: {what} among papers", place=_place(file, last)))


def _names_paper(value: Value) -> bool:
    return isinstance(value, str) and identify(value) is not None


def _place(file: str, line: int) -> Place:
    return Place(file=file, line=line)


def tree_of_toml(text: str, file: str) -> Value:
    """The values of a TOML text. Raises :class:`InputError` for what is none."""
    import tomllib  # few files are TOML

    try:
        return _plain(tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file}: no TOML: {error}", "mend the line it names") from error


def read(text: str, file: str, columns: Columns) -> Reading:
    """The papers of a JSON text."""
    return reader.read(sheet(tree_of_json(text, file), file), file, columns)
