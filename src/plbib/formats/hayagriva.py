"""Hayagriva's YAML, the bibliography of Typst: what a work is, and what it appeared in (``parent``), by one table each.

Scalars are JSON strings, which YAML takes as they are. ``{``, ``}``, ``$`` and backslashes mean something in the texts
of Hayagriva and are quoted, but for braces around words whose case must stay and for math that Typst can set. One date
or address that is none would cost a Typst document all its references: only what Hayagriva can read is written.
"""

import json
import re
from collections.abc import Callable
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

from msgspec import Struct

from plbib.formats.format import Format
from plbib.model import Date, Item, Library, Name, Record
from plbib.papers.keys import of_its_own
from plbib.text import dates, markup, mathematics
from plbib.text.unicode import clean, on_one_line

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


class _HayagrivaField(Struct, frozen=True):
    """A row: name in YAML, attribute of :class:`Item`, how its value is written."""

    name: str
    attribute: str
    form: Callable[[Any], Any]


# Texts --------------------------------------------------------------------------------------------------------------

_SPECIAL = re.compile(r"[\\{}$]")
_TELLING = re.compile(r"[\\{}$<]")
_SAME = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi "
    "omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega times log ln exp sin cos tan min max in partial"
).split()
_WORDS = dict(zip(_SAME, _SAME, strict=True)) | {
    "infty": "infinity",
    "le": "<=",
    "leq": "<=",
    "ge": ">=",
    "geq": ">=",
    "ne": "!=",
    "neq": "!=",
    "cdot": "dot",
    "to": "->",
    "rightarrow": "->",
    "pm": "plus.minus",
}
"""TeX's commands → Typst's words."""
_MARK = re.compile(r"([\^_]?)(?:(\{)|\\([A-Za-z]+) *|([A-Za-z0-9]|[-+=*<>(),.|]))|(\})| +|(.)")


def _plain(text: str) -> str:
    return on_one_line(markup.plain(text))


def _formatted(text: str) -> str:
    """Text that Hayagriva looks for verbatim parts and math in."""
    if not _TELLING.search(text):
        return on_one_line(text)
    return on_one_line(markup.render(text, _quoted, lambda tag, inner: f"{{{inner}}}" if tag == "nocase" else inner))


def _quoted(text: str) -> str:
    made = ""
    for part, is_math in mathematics.split(text):
        formula = _math(part) if is_math else ""
        made += f"${formula}$" if formula else _SPECIAL.sub(r"\\\g<0>", f"${part}$" if is_math else part)
    return made


def _math(formula: str) -> str:
    """A formula of letters, digits, a few signs and scripts as Typst has it; ``""`` for any other."""
    marks = []
    for match in _MARK.finditer(formula):
        script, group, word, sign, end, other = match.groups()
        if other or (group and not script) or (word and word not in _WORDS):
            return ""
        marks.append((script or "") + ("(" if group else ")" if end else _WORDS.get(word, sign or "")))
    made = re.sub(r" +(?=[\^_])", "", " ".join(filter(None, marks)))
    made = re.sub(r"(?:^|(?<=\())(?=[\^_])", '""', made)  # what a script stands at
    return made if formula.count("(") == formula.count(")") else ""


def _people(names: tuple[Name, ...]) -> list[dict[str, str]]:
    return [person for person in map(_person, names) if person]


def _person(name: Name) -> dict[str, str]:
    if name.literal and (literal := _plain(name.literal)):
        return {"name": literal}
    prefix = " ".join(filter(None, [name.dropping_particle, name.non_dropping_particle]))
    parts = {"name": name.family, "given-name": name.given, "prefix": prefix, "suffix": name.suffix}
    known = {part: plain for part, text in parts.items() if text and (plain := _plain(text))}
    return known if "name" in known or not known else {"name": " ".join(known.values())}


def _translators(names: tuple[Name, ...]) -> list[dict[str, Any]]:
    people = _people(names)
    return [{"role": "translator", "names": people}] if people else []


@lru_cache(maxsize=4096)  # many works are of one year
def _date(date: Date) -> str:
    """``2023-05-01``; of a range the first day, as there is none in YAML; of a day that never was, the month."""
    first = date.date_parts[0] if date.date_parts else ()
    shorter = (first[:length] for length in range(len(first), 0, -1))
    return next(filter(None, (dates.to_iso(Date(date_parts=(part,))) for part in shorter)), "")


def _pages(page: str) -> str:
    return re.sub(r"(?<!\s)\s*(?:--+|–)\s*", "-", _plain(page))


_LABEL = "(?!xn--)[a-z0-9_-]*"
_ADDRESS = re.compile(rf"https?://(?:{_LABEL}\.)*(?=[a-z]){_LABEL}(?::[0-9]{{1,4}})?(?:[/?#]|$)", re.IGNORECASE)


def _web(url: str) -> str:
    plain = _plain(url)
    return plain if _ADDRESS.match(plain) else ""


def _language(code: str) -> str:
    return code if re.fullmatch(r"[a-z]{2,3}(?:-[A-Z]{2})?", code, re.ASCII) else ""


# Fields -------------------------------------------------------------------------------------------------------------

_OF_WORK = (
    _HayagrivaField("title", "title", _formatted),
    _HayagrivaField("author", "author", _people),
    _HayagrivaField("affiliated", "translator", _translators),
    _HayagrivaField("date", "issued", _date),
    _HayagrivaField("page-range", "page", _pages),
    _HayagrivaField("genre", "genre", _formatted),
    _HayagrivaField("url", "url", _web),
    _HayagrivaField("language", "language", _language),
    _HayagrivaField("abstract", "abstract", _formatted),
    _HayagrivaField("note", "note", _formatted),
)
_OF_WHOLE = (
    _HayagrivaField("title", "container_title", _formatted),
    _HayagrivaField("editor", "editor", _people),
    _HayagrivaField("volume", "volume", _plain),
    _HayagrivaField("issue", "issue", _plain),
    _HayagrivaField("edition", "edition", _plain),
)
"""What belongs to the proceedings, journal or book, and to the work itself where it appeared in none."""


def write(library: Library) -> bytes:
    """The library as a YAML file in list order, keyed by citation key."""
    return "".join(map(_entry, library.records)).encode("utf-8", "replace") or b"{}\n"


def _entry(record: Record) -> str:
    mark = "# unverified: only what the list says\n" if record.listed_only else ""
    return f"{mark}{_scalar(clean(of_its_own(record.key, record.id_given)))}:\n{_yaml(_fields(record), 1)}\n"


def _fields(record: Record) -> dict[str, Any]:
    item = record.item
    kind, whole = _TYPES.get(item.type, _MISC)
    fields = {"type": kind, "title": "", **_values(item, _OF_WORK)}
    if "url" in fields and item.accessed and _date(item.accessed):
        fields["url"] = {"value": fields["url"], "date": _date(item.accessed)}
    made = {**_values(item, _OF_WHOLE), **_publisher(item)}
    numbers = {
        "doi": item.doi,
        "isbn": item.isbn,
        "issn": item.issn,
        "arxiv": record.identifiers.get("arxiv"),
        "serial": item.number,
    }
    fields |= {"serial-number": {name: text for name, number in numbers.items() if number and (text := _plain(number))}}
    if whole and made:
        fields["parent"] = {"type": whole, "title": "", **made}
    else:
        fields |= {name: value for name, value in made.items() if name != "title"}
    return {name: value for name, value in fields.items() if value or name == "title"}


def _values(item: Item, rows: tuple[_HayagrivaField, ...]) -> dict[str, Any]:
    return {row.name: told for row in rows if (value := getattr(item, row.attribute)) and (told := row.form(value))}


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
        if isinstance(inner, str):  # as most are
            lines.append(f"{indent}{name}: {encode_basestring(inner)}\n")
        elif isinstance(inner, dict):
            lines.append(f"{indent}{name}:\n{_yaml(inner, depth + 1)}")
        elif isinstance(inner, list):
            lines.append(f"{indent}{name}:\n" + "".join(f"{indent}  - {_flow(part)}\n" for part in inner))
        else:
            lines.append(f"{indent}{name}: {_scalar(inner)}\n")
    return "".join(lines)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(inner)}" for name, inner in value.items()) + "}"
    return "[" + ", ".join(map(_flow, value)) + "]" if isinstance(value, list) else _scalar(value)


_scalar = json.JSONEncoder(ensure_ascii=False).encode


FORMAT = Format(media_type="application/yaml", write=write, build={"papers.yml": {}})
