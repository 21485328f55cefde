"""What a .bib held that CSL has no word for: its fields and entry types, kept in an item's ``custom``.

So that a .bib that is read and written again has the entry types and fields it had, also by way of CSL-JSON.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from plbib.formats.bib.forms import KEYS, word
from plbib.formats.bib.scanner import NO_ENTRY
from plbib.model import Item
from plbib.text import names, tex
from plbib.text.dates import MONTHS

_FIELDS = "bibtex"
"""Under this name: fields that have no CSL variable, or that say theirs otherwise than it would be written."""
_TYPE = "entry-type"
"""Under this name: the CSL type an entry was read as → its entry type, where that would be another."""
_CLASS = "arxiv-class"
"""Under this name: the class of a preprint, which no style is to print."""
_FIELD_NAME = re.compile(r"[a-z][a-z0-9_+.-]*")
"""What every program reads as the name of a field."""
_ENTRY_TYPE = re.compile(r"[a-z][a-z0-9_-]*")


def fields(item: Item) -> dict[str, str]:
    """The fields kept in ``item``, as text (verbatim ones as TeX)."""
    held = _custom(item).get(_FIELDS) if item.other else None
    if not isinstance(held, dict):
        return {}
    return {name: str(value) for name, value in held.items() if _FIELD_NAME.fullmatch(name)}


def entry_type(item: Item) -> str:
    """The entry type that an item of its type was read from, ``""`` if none is kept."""
    held = _custom(item).get(_TYPE) if item.other else None
    kind = str(held.get(item.type, "")) if isinstance(held, dict) else ""
    if not kind:
        return ""
    return kind if _ENTRY_TYPE.fullmatch(kind) and kind not in NO_ENTRY else ""


def _custom(item: Item) -> dict[str, Any]:
    custom = item.other.get("custom") if item.other else None
    return custom if isinstance(custom, dict) else {}


def custom(held: Mapping[str, str], kind: Mapping[str, str], arxiv_class: str | None = None) -> dict[str, Any]:
    """What goes under ``custom``: fields, an entry type by the CSL type it was read as, the class of a preprint."""
    whole = {name: dict(value) for name, value in ((_FIELDS, held), (_TYPE, kind)) if value}
    return whole | ({_CLASS: arxiv_class} if arxiv_class else {})


def class_only(item: Item) -> dict[str, Any]:
    """Of what is kept in ``item`` only the class of a preprint."""
    return {name: value for name, value in _custom(item).items() if name == _CLASS}


def arxiv_class(item: Item) -> str:
    """The class of a preprint, from a .bib or as sources give it."""
    return str(_custom(item).get(_CLASS) or item.other.get("archive_collection") or "")


def text(name: str, value: str) -> str:
    """A field as text; a verbatim one as it stands, lists with the braces that hold a member together."""
    if name in _PEOPLE:
        return names.to_bibtex(names.from_bibtex(value), utf8=True, bytewise=False)
    if name in _LISTS and "{" in value:
        return " and ".join(_member(tex.unescape(part)) for part in names.split_list(value))
    return value if _VERBATIM.fullmatch(name) or (name in _DATES and _EDTF.fullmatch(value)) else tex.unescape(value)


def address(fields: dict[str, str]) -> tuple[str, str]:
    r"""The field that is nothing but an address (``howpublished = {\url{…}}``) or holds one, and that; else nothing."""
    for name in ("howpublished", "note", "annote"):
        found = _ADDRESS.search(fields[name].strip()) if name in fields else None
        if found:
            return name, found[1] or found[2]
    return "", ""


def is_address(value: str) -> bool:
    """Whether ``value`` is nothing but an address."""
    return _ADDRESS.fullmatch(value) is not None and not value.startswith("\\href")


_ADDRESS = re.compile(
    r"\\(?:url|path|nolinkurl|href)\s*\{\s*(https?://[A-Za-z0-9._~:/?#\[\]@!&'()*+,;=%\\-]+)\s*\}"
    r"|(https?://(?:[^\s{}\\,]|\\[_%#&~])*(?:[^\s{}\\,.;:)'\"]|\\[_%#&~]))"
)


def _member(text: str) -> str:
    return f"{{{text}}}" if names.has_and(text) else text


def write(name: str, value: str, *, utf8: bool) -> str:
    """A kept field as it stands in the file, braces included."""
    if name == "month" and value in MONTHS:
        return value
    form = next((form for fields, form in _WRITERS if name in fields), None)
    if form:
        return f"{{{form(value, utf8)}}}"
    if name in _DATES and _EDTF.fullmatch(value):
        return f"{{{value}}}"
    if is_address(value) or (_VERBATIM.fullmatch(name) and _HARMLESS.fullmatch(value)):
        return f"{{{value}}}"
    return f"{{{tex.escape_marked(value, utf8=utf8)}}}"


def _write_list(value: str, utf8: bool) -> str:
    if "{" not in value:
        return tex.escape_marked(value, utf8=utf8)
    parts = (part.removeprefix("{").removesuffix("}") for part in names.split_list(value))
    return " and ".join(_member(tex.escape_marked(part, utf8=utf8)) for part in parts)


_PEOPLE = frozenset(
    "author editor translator bookauthor editora editorb editorc afterword annotator commentator foreword holder "
    "introduction shortauthor shorteditor".split()
)
_LISTS = frozenset("publisher institution organization location origpublisher origlocation".split())
_DATES = frozenset("date eventdate origdate urldate".split())
_EDTF = re.compile(r"(?:[0-9TXZ:.~?%+-]+|unknown|open|/)*")
_REFERENCES = frozenset("crossref entryset ids related xdata xref".split())
"""Fields that name other entries."""
_WORDS = frozenset("entrysubtype gender presort relatedtype sortkey".split())
"""Fields of biblatex that name something."""
_NO_OPTION = re.compile(r"[^A-Za-z0-9.,=/:+ -]+")
_WRITERS: tuple[tuple[frozenset[str], Callable[[str, bool], str]], ...] = (
    (_REFERENCES, lambda value, utf8: KEYS.write(value.split(","), utf8)),
    (_WORDS, word),
    (frozenset({"language"}), lambda value, utf8: " and ".join(word(part, utf8) for part in names.split_list(value))),
    (frozenset({"options", "langidopts"}), lambda value, utf8: _NO_OPTION.sub("-", value)),  # noqa: ARG005 - it is ASCII
    (_PEOPLE, lambda value, utf8: names.to_bibtex(names.from_bibtex(value), utf8=utf8, bytewise=False)),
    (_LISTS, _write_list),
)
_VERBATIM = re.compile(r"file|pdf|ee|biburl|bibsource|timestamp|bdsk-url-\d+|[a-z]+\+an")
_HARMLESS = re.compile(r"(?:[A-Za-z0-9 _./:;,+=@&?#~()*!'\"|-]|\\[:;\\_&%#])*")
"""What no program takes for TeX where the field is verbatim."""
