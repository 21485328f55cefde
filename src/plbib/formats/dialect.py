"""A dialect of .bib: its entry types and fields in tables, and one translator that runs them in both directions."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from msgspec import Struct

from plbib.formats.forms import DATE, KEYS, Form, word
from plbib.identifiers import identify
from plbib.keys import safe
from plbib.model import TYPES, CategoryPath, Date, Item, Record, Status
from plbib.text import dates, markup, tex
from plbib.text.dates import MONTHS
from plbib.text.unicode import ascii_fold

_UNVERIFIED = "Unverified: only what the list says; no source has confirmed it."
_KEPT = "bibtex"
"""Under this name in an item's ``custom``: fields of a .bib that have no CSL variable."""


class Field(Struct, frozen=True):
    """A row: name in the .bib, variable, form, entry types it holds for (none: all), the field it cannot stand beside.

    A variable is an attribute of :class:`Item`, a CSL variable of its ``other``, or one of ``_OF_RECORD``. Of two rows
    of one name the first that has a value is written.
    """

    name: str
    variable: str
    form: Form
    types: frozenset[str] = frozenset()
    unless: str = ""


class Dialect(Struct, frozen=True, kw_only=True, eq=False):
    """``types``: CSL type → entry type, the first row of an entry type being the one it is read as.

    ``entry_type`` refines the choice of the table by what an item says; ``also`` are entry types that are read, with
    the variables they stand for.
    """

    name: str
    types: tuple[tuple[str, str], ...]
    also: Mapping[str, Mapping[str, str]]
    fields: tuple[Field, ...]
    default: str = "misc"
    refine: Callable[[Item, str], str] = lambda item, entry_type: entry_type  # noqa: ARG005

    def entry_type(self, item: Item) -> str:
        """The entry type of ``item``."""
        return self.refine(item, _entry_types(self).get(item.type, self.default))


@cache
def _entry_types(dialect: Dialect) -> dict[str, str]:
    return dict(dialect.types)


@cache
def _csl_types(dialect: Dialect) -> dict[str, str]:
    return {entry: csl for csl, entry in reversed(dialect.types)}


@cache
def _rows(dialect: Dialect, entry_type: str) -> tuple[Field, ...]:
    return tuple(field for field in dialect.fields if not field.types or entry_type in field.types)


# Writing ------------------------------------------------------------------------------------------------------------


def fields_of(record: Record, dialect: Dialect, *, utf8: bool) -> tuple[str, dict[str, str]]:
    """The entry type of ``record``, and its fields as they stand in the file, braces included."""
    item = record.item
    entry_type = dialect.entry_type(item)
    written: dict[str, str] = {}
    for name, attribute, view, write, bare, unless in _plan(dialect, entry_type):
        value = getattr(item, attribute) if view is None else view(record)
        if not value or name in written or (unless and unless in written):
            continue
        text = write(value, utf8).strip()
        if text:
            written[name] = text if bare else f"{{{text}}}"
    subtype = _subtype(record, dialect, entry_type)
    kept = _kept(item)
    for name, value in ({"entrysubtype": subtype} | kept if subtype else kept).items():
        if name not in written and value and not (name in _DATED and "date" in written):
            macro = name == "month" and value in MONTHS
            written[name] = value if macro else f"{{{_as_it_was(name, value, utf8=utf8)}}}"
    return entry_type, written


def _as_it_was(name: str, value: str, *, utf8: bool) -> str:
    """A field that no row has."""
    if name in _REFERENCES:
        return KEYS.write(value.split(","), utf8)
    if name in _WORDS:
        return word(value)
    if _VERBATIM.fullmatch(name) and _HARMLESS.fullmatch(value):
        return value
    return tex.formatted(value, utf8=utf8)


_DATED = ("year", "month")
"""What tells the date where there is no ``date``."""
_REFERENCES = frozenset("crossref entryset ids related xdata xref".split())
"""Fields that name other entries."""
_WORDS = frozenset("entrysubtype gender language options presort relatedtype sortkey".split())
"""Fields of biblatex that name something, or give options."""
_VERBATIM = re.compile(r"file|pdf|ee|biburl|bibsource|timestamp|bdsk-url-\d+|[a-z]+\+an")
_HARMLESS = re.compile(r"(?:[A-Za-z0-9 _./:;,+=@&?#~()*!'\"|-]|\\[:;\\_&%#])*")
"""What no program takes for TeX where the field is verbatim."""


def _subtype(record: Record, dialect: Dialect, entry_type: str) -> str:
    """What tells types apart that share an entry type; a preprint is told by its eprint."""
    csl_type = record.item.type
    read_as = _csl_types(dialect).get(entry_type, csl_type)
    if csl_type == read_as or csl_type not in TYPES:
        return ""
    preprint = csl_type == "article" and record.identifiers.get("arxiv")
    return "" if preprint else _SUBTYPES.get(csl_type, csl_type.replace("_", "-"))


_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
"""As biblatex calls them; of other types the name, without the ``_`` at which it would stop."""
_SUBTYPED = {kind.replace("_", "-"): kind for kind in TYPES} | {name: kind for kind, name in _SUBTYPES.items()}


def entry(record: Record, dialect: Dialect, *, utf8: bool = False, macros: Mapping[str, str] | None = None) -> str:
    """One entry with its final newline; a field whose text is in ``macros`` is written as the macro's name."""
    entry_type, fields = fields_of(record, dialect, utf8=utf8)
    if macros:
        fields = {name: macros.get(text, text) for name, text in fields.items()}
    return layout(entry_type, safe(record.key), fields)


def layout(entry_type: str, key: str, fields: Mapping[str, str]) -> str:
    """An entry of fields that are TeX already, braces included; most programs leave out one without any."""
    lines = "".join([f"  {name} = {text},\n" for name, text in fields.items()]) or "  title = {},\n"
    return f"@{entry_type}{{{key},\n{lines}}}\n"


_View = Callable[[Record], Any]


@cache
def _plan(
    dialect: Dialect, entry_type: str
) -> tuple[tuple[str, str, _View | None, Callable[[Any, bool], str], bool, str], ...]:
    """The rows of an entry type, ready to run, each with the attribute of the item or a view of the record."""
    return tuple(
        (row.name, row.variable, _view(row.variable), row.form.write, row.form.bare, row.unless)
        for row in _rows(dialect, entry_type)
    )


def _view(variable: str) -> _View | None:
    if variable in _OF_ITEM:
        return None
    return _OF_RECORD.get(variable) or (lambda record: record.item.other.get(variable))


_OF_ITEM = frozenset(Item.__struct_fields__)


def _kept(item: Item) -> dict[str, str]:
    """What a .bib held that no row has."""
    custom = item.other.get("custom") if item.other else None
    kept = custom.get(_KEPT) if isinstance(custom, dict) else None
    if not isinstance(kept, dict):
        return {}
    return {name: str(value) for name, value in kept.items() if _FIELD_NAME.fullmatch(name)}


_FIELD_NAME = re.compile(r"[a-z][a-z0-9_+.-]*")
"""What every program reads as the name of a field."""


@lru_cache(maxsize=1024)
def _keywords(keyword: str | None, categories: tuple[CategoryPath, ...]) -> str:
    """The item's keywords and the headings it stands under; a comma in a heading would make two of it."""
    return ", ".join(dict.fromkeys(filter(None, [keyword, *headings(categories)])))


def headings(categories: Iterable[CategoryPath]) -> Iterator[str]:
    """The headings of categories as keywords, which a comma would part."""
    for path in categories:
        for heading in path:
            yield " ".join(heading.replace(",", ";").split())


def _stand_in(item: Item) -> str | None:
    """What BibTeX sorts and labels a work by that nobody signed: words of its title, in ASCII, without any sign.

    A bracket would end the label that styles make of it.
    """
    if item.author or item.editor:
        return None
    words = " ".join(re.findall(r"[A-Za-z0-9]+", ascii_fold(markup.plain(item.title))))
    return words if len(words) <= _STAND_IN else words[:_STAND_IN].rpartition(" ")[0]


_STAND_IN = 60
_OF_RECORD: dict[str, Callable[[Record], Any]] = {
    "arxiv": lambda record: record.identifiers.get("arxiv"),
    "aliases": lambda record: record.aliases,
    "keywords": lambda record: _keywords(record.item.keyword, record.categories),
    "thesis": lambda record: record.item.genre or "Thesis",
    "state": lambda record: record.item.issued.literal if record.item.issued else None,
    "undated": lambda record: record.item.issued,
    "unverified": lambda record: not record.verified,
    "unsigned": lambda record: None if record.verified or "key" in _kept(record.item) else _stand_in(record.item),
}
UNVERIFIED = Form(write=lambda value, utf8: _UNVERIFIED, read=lambda text: tex.unescape(text) == _UNVERIFIED)  # noqa: ARG005


# Reading ------------------------------------------------------------------------------------------------------------


def record(
    key: str,
    entry_type: str,
    fields: Mapping[str, str],
    dialects: tuple[Dialect, ...],
    categories: tuple[CategoryPath, ...] = (),
) -> Record:
    """The record in an entry; what the tables of the first dialect do not know is read by those of the others.

    ``categories`` are those the key has in the file's groups.
    """
    csl_type, values = _typed(entry_type, dialects)
    left = dict(fields)
    csl_type = _subtyped(csl_type, left)
    for dialect in dialects:
        _translate(left, dialect, dialect.entry_type(Item(type=csl_type, genre=values.get("genre"))), values)
    arxiv = _arxiv(left)
    issued = values.get("issued") or _issued(left) or (Date(literal=values["state"]) if "state" in values else None)
    kept = {name: value if _VERBATIM.fullmatch(name) else tex.unescape(value) for name, value in left.items()}
    if csl_type in ("document", "webpage") and arxiv:
        csl_type = "article"
    if "unsigned" in values and values["unsigned"] != _stand_in(_item(csl_type, values, {}, ())):
        kept["key"] = values["unsigned"]
    identifiers = _identified(values) | ({"arxiv": arxiv} if arxiv else {})
    return Record(
        key=key,
        item=_item(csl_type, {**values, "issued": issued}, kept, categories),
        status=Status.UNRESOLVED if values.get("unverified") else Status.PINNED,
        categories=categories,
        identifiers=dict(sorted(identifiers.items())),
        aliases=tuple(values.get("aliases") or ()),
    )


def _typed(entry_type: str, dialects: tuple[Dialect, ...]) -> tuple[str, dict[str, Any]]:
    """The CSL type of an entry type, and the variables that the entry type stands for."""
    for dialect in dialects:
        known = dialect.also.get(entry_type)
        if known:
            values: dict[str, Any] = dict(known)
            return values.pop("type"), values
        if entry_type in _csl_types(dialect):
            return _csl_types(dialect)[entry_type], {}
    return "document", {}


def _subtyped(csl_type: str, left: dict[str, str]) -> str:
    named = _SUBTYPED.get(left.get("entrysubtype", ""))
    if named is None:
        return csl_type
    del left["entrysubtype"]
    return named


_TOLD_TOGETHER = frozenset({"arxiv", "undated"})
"""Variables that several fields tell together, as year and month tell the date."""


def _translate(left: dict[str, str], dialect: Dialect, entry_type: str, values: dict[str, Any]) -> None:
    """Move what the rows of ``dialect`` know from the fields ``left`` to the variables ``values``."""
    for field in _rows(dialect, entry_type):
        if field.name not in left or field.variable in values or field.variable in _TOLD_TOGETHER:
            continue
        if field.variable == "issued" and field.form is not DATE:
            continue
        if field.variable == "state" and ("issued" in values or "year" in left):
            continue
        value = field.form.read(left[field.name])
        if value:
            values[field.variable] = value
            del left[field.name]
        elif not left[field.name].strip():
            del left[field.name]


def _issued(left: dict[str, str]) -> Any:
    issued = dates.from_bibtex(*(tex.unescape(left.get(name, "")) for name in ("year", "month", "date")))
    for name in ("year", "date", *(["month"] if issued and issued.month else [])):
        left.pop(name, None)
    return issued


def _arxiv(left: dict[str, str]) -> str | None:
    """The arXiv id in ``eprint``, if the fields beside it do not name another archive."""
    archive = left.get("archiveprefix", left.get("eprinttype", "arxiv"))
    found = identify(f"arxiv:{left['eprint'].strip()}") if archive.lower() == "arxiv" and "eprint" in left else None
    if not found:
        return None
    for name in ("eprint", "archiveprefix", "eprinttype"):
        left.pop(name, None)
    return found.value


def _identified(values: Mapping[str, Any]) -> dict[str, str]:
    found = [identify(values[name]) for name in ("url", "doi") if values.get(name)]
    return {name.kind: name.value for name in found if name}


def _item(csl_type: str, values: dict[str, Any], kept: dict[str, str], categories: tuple[CategoryPath, ...]) -> Item:
    known = {name: value for name, value in values.items() if value and name in _OF_ITEM}
    other = {name: value for name, value in values.items() if value and name not in _OF_ITEM and name not in _OF_RECORD}
    if values.get("thesis"):
        known["genre"] = values["thesis"]
    keyword = _without_headings(values.get("keywords"), categories)
    if keyword:
        known["keyword"] = keyword
    if kept:
        other["custom"] = {_KEPT: kept}
    return Item(type=csl_type, **known, other=other)


def _without_headings(keywords: str | None, categories: tuple[CategoryPath, ...]) -> str | None:
    """The keywords that are not there for the categories."""
    if not keywords or not categories:
        return keywords
    for_them = set(headings(categories))
    return ", ".join(word for word in map(str.strip, keywords.split(",")) if word not in for_them) or None
