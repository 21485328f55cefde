"""Hayagriva's YAML, the bibliography of Typst: what a work is, and what it appeared in (``parent``), by one table each.

Scalars are JSON strings, which YAML takes as they are. ``{``, ``}``, ``$`` and backslashes mean something in Hayagriva's
texts and are quoted.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from plbib.model import Date, Item, Library, Name, Record
from plbib.text import dates, markup
from plbib.text.unicode import clean

# CSL type → type of the work, type of what it appeared in ("" for nothing).
_TYPES = {
    "paper-conference": ("article", "proceedings"),
    "article-journal": ("article", "periodical"),
    "article-magazine": ("article", "periodical"),
    "article-newspaper": ("article", "newspaper"),
    "article": ("article", "repository"),
    "book": ("book", ""),
    "chapter": ("chapter", "book"),
    "thesis": ("thesis", ""),
    "report": ("report", ""),
    "webpage": ("web", ""),
    "post-weblog": ("post", "blog"),
    "software": ("repository", ""),
    "dataset": ("misc", ""),
    "manuscript": ("manuscript", ""),
    "patent": ("patent", ""),
}
_MISC = ("misc", "")


class _Field(Struct, frozen=True):
    """A row: name in YAML, attribute of :class:`Item`, how its value is written."""

    name: str
    attribute: str
    form: Callable[[Any], Any]


def _plain(text: str) -> str:
    return clean(markup.plain(text))


_SPECIAL = re.compile(r"[\\{}$]")


def _formatted(text: str) -> str:
    """Text that Hayagriva looks for verbatim parts and math in."""
    return _SPECIAL.sub(lambda found: "\\" + found[0], _plain(text))


def _people(names: tuple[Name, ...]) -> list[Any]:
    return [person for person in map(_person, names) if person]


def _person(name: Name) -> Any:
    if name.literal or not name.family:
        return {"name": _plain(name.literal or name.given or "")} if name.literal or name.given else None
    prefix = " ".join(filter(None, [name.dropping_particle, name.non_dropping_particle]))
    parts = {"name": name.family, "given-name": name.given, "prefix": prefix, "suffix": name.suffix}
    return {part: _plain(text) for part, text in parts.items() if text and _plain(text)}


def _date(date: Date) -> str:
    """``2023-05-01``; of a range the first day, as there is none in YAML."""
    first = Date(date_parts=date.date_parts[:1])
    return dates.to_iso(first)


def _pages(page: str) -> str:
    return _plain(page) if re.fullmatch(r"\s*\d+(?:\s*[-–]+\s*\d+)?\s*", page) else ""


def _web(url: str) -> str:
    return _plain(url) if re.match(r"https?://[^\s/]+", url) else ""


_OF_WORK = (
    _Field("title", "title", _formatted),
    _Field("author", "author", _people),
    _Field("date", "issued", _date),
    _Field("page-range", "page", _pages),
    _Field("genre", "genre", _formatted),
    _Field("url", "url", _web),
    _Field("language", "language", lambda text: text if re.fullmatch(r"[a-z]{2,3}(?:-[A-Z]{2})?", text) else ""),
    _Field("abstract", "abstract", _formatted),
    _Field("note", "note", _formatted),
)
_OF_WHOLE = (
    _Field("title", "container_title", _formatted),
    _Field("editor", "editor", _people),
    _Field("volume", "volume", _plain),
    _Field("issue", "issue", _plain),
    _Field("edition", "edition", _plain),
)
"""What belongs to the proceedings, journal or book, and to the work itself where it appeared in none."""


def write(library: Library) -> bytes:
    """The library as a YAML file in list order, keyed by citation key."""
    return "".join(map(_entry, library.records)).encode("utf-8", "replace") or b"{}\n"


def _entry(record: Record) -> str:
    return f"{_scalar(record.key)}:\n{_yaml(_fields(record), 1)}\n"


def _fields(record: Record) -> dict[str, Any]:
    item = record.item
    kind, whole = _TYPES.get(item.type, _MISC)
    fields = {"type": kind, **_values(item, _OF_WORK)}
    fields.setdefault("title", "")
    made = {**_values(item, _OF_WHOLE), **_publisher(item)}
    numbers = {
        "doi": item.doi,
        "isbn": item.isbn,
        "issn": item.issn,
        "arxiv": record.identifiers.get("arxiv"),
        "serial": item.number,
    }
    fields |= {"serial-number": {name: _plain(number) for name, number in numbers.items() if number}}
    if whole and made:
        fields["parent"] = {"type": whole, "title": "", **made}
    else:
        fields |= {name: value for name, value in made.items() if name != "title"}
    return {name: value for name, value in fields.items() if value or name == "title"}


def _values(item: Item, rows: tuple[_Field, ...]) -> dict[str, Any]:
    found = {row.name: row.form(value) for row in rows if (value := getattr(item, row.attribute))}
    return {name: value for name, value in found.items() if value}


def _publisher(item: Item) -> dict[str, Any]:
    """The publisher with its place; the place of the event where it is known."""
    parts = {"name": item.publisher, "location": item.publisher_place}
    known = {name: _formatted(text) for name, text in parts.items() if text and _plain(text)}
    place = {"location": _formatted(item.event_place)} if item.event_place and _plain(item.event_place) else {}
    return ({"publisher": known} if "name" in known else {}) | place


def _yaml(value: Any, depth: int) -> str:
    """A mapping, block style, two blanks a level."""
    indent = "  " * depth
    lines = []
    for name, inner in value.items():
        if isinstance(inner, dict):
            lines.append(f"{indent}{name}:\n{_yaml(inner, depth + 1)}")
        elif isinstance(inner, list):
            lines.append(f"{indent}{name}:\n" + "".join(f"{indent}  - {_flow(part)}\n" for part in inner))
        else:
            lines.append(f"{indent}{name}: {_scalar(inner)}\n")
    return "".join(lines)


def _flow(value: dict[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {_scalar(text)}" for name, text in value.items()) + "}"


def _scalar(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
