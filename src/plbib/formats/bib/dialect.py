"""A dialect of .bib: its entry types and fields in tables, and one translator that runs them in both directions."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import compress
from operator import attrgetter
from typing import Any

from msgspec import Struct

from plbib.formats.bib import elsewhere, joins, kept, sets
from plbib.formats.bib.forms import TEXT, Form
from plbib.model import TYPES, CategoryPath, Item, Record
from plbib.papers.keys import keep_letters, safe
from plbib.papers.locators import filled
from plbib.text import markup, tex
from plbib.text.formulas import as_markup
from plbib.text.unicode import ascii_fold

_UNVERIFIED = "only what the list says; no source has confirmed it"
"""The text of a field that no style of BibTeX and none of biblatex knows, and so none prints (``annote`` many do)."""


class Field(Struct, frozen=True):
    """A row: name in the .bib, variable, form, entry types it holds for (none: all), the field it cannot stand beside.

    A variable is an attribute of :class:`Item`, a CSL variable of its ``other``, or one of ``OF_RECORD``. Of two rows
    of one name the first that has a value is written. ``also`` are fields that are read as this one where it is not
    there; they are written under their own names again. ``beside`` is the field that must stand there for the row to
    be read, ``after`` the one for it to be written.
    """

    name: str
    variable: str
    form: Form
    types: frozenset[str] = frozenset()
    unless: str = ""
    beside: str = ""
    after: str = ""
    also: tuple[str, ...] = ()


class Dialect(Struct, frozen=True, kw_only=True, eq=False):
    """``types``: CSL type → entry type, the first row of an entry type being the one it is read as.

    ``entry_type`` refines the choice of the table by what an item says; ``also`` are entry types that are read, with
    the variables they stand for, and under ``like`` the entry type whose rows they share.
    """

    name: str
    types: tuple[tuple[str, str], ...]
    also: Mapping[str, Mapping[str, str]]
    fields: tuple[Field, ...]
    default: str = "misc"
    lettered: bool = False  # whether keys may have letters of any script
    useprefix: bool = True  # whether particles count as part of family names where an entry says nothing of it
    refine: Callable[[Item, str], str] = lambda item, entry_type: entry_type  # noqa: ARG005

    def entry_type(self, item: Item) -> str:
        """The entry type of ``item``: the one it was read from, if this dialect has it, else by the tables."""
        entry_type = kept.entry_type(item)
        return entry_type if entry_type in entry_types(self) else self.by_table(item)

    def by_table(self, item: Item) -> str:
        """The entry type that the tables have for ``item``."""
        return self.refine(item, _entry_types(self).get(item.type, self.default))


@cache
def _entry_types(dialect: Dialect) -> dict[str, str]:
    return dict(dialect.types)


@cache
def csl_types(dialect: Dialect) -> dict[str, str]:
    """Entry type → the CSL type it is read as."""
    return {entry: csl for csl, entry in reversed(dialect.types)}


@cache
def entry_types(dialect: Dialect) -> frozenset[str]:
    """All that ``dialect`` has."""
    return frozenset([entry for _, entry in dialect.types]) | dialect.also.keys()


@cache
def rows(dialect: Dialect, entry_type: str) -> tuple[Field, ...]:
    """The rows that hold for an entry type."""
    kinds = {entry_type, dialect.also.get(entry_type, {}).get("like", entry_type)}
    return tuple(field for field in dialect.fields if not field.types or not kinds.isdisjoint(field.types))


@cache
def rows_by_name(dialect: Dialect, entry_type: str) -> dict[str, list[tuple[tuple[bool, int, int], Field]]]:
    """The rows that a field can be read by, each with what orders them: first those that stand beside another field."""
    found: dict[str, list[tuple[tuple[bool, int, int], Field]]] = {}
    for number, field in enumerate(rows(dialect, entry_type)):
        for place, name in enumerate((field.name, *field.also)):
            found.setdefault(name, []).append(((not field.beside, number, place), field))
    return found


@cache
def _variables(dialect: Dialect, entry_type: str) -> frozenset[str]:
    """Those that the rows of an entry type tell."""
    return frozenset(row.variable for row in rows(dialect, entry_type))


def has_field(item: Item, dialect: Dialect, variable: str) -> bool:
    """Whether the entry of ``item`` has a field for a variable, or keeps one that tells it."""
    if variable in _variables(dialect, dialect.entry_type(item)):
        return True
    return any(elsewhere.variable(name) == variable for name in kept.fields(item))


# Writing ------------------------------------------------------------------------------------------------------------


_View = Callable[[Record], Any]


class _PlanRow(Struct, frozen=True, kw_only=True, eq=False):
    """A row of a table, ready to run: the attribute of the item or a view of the record, the names it can have."""

    name: str
    attribute: str
    view: _View | None
    form: Form
    unless: str
    after: str
    names: tuple[str, ...]

    def value(self, record: Record) -> Any:
        """What a record says for it."""
        return getattr(record.item, self.attribute) if self.view is None else self.view(record)


class _WritingPlan(Struct, frozen=True, kw_only=True, eq=False):
    """Rows, what gets the attributes of an item that stand for them, all at once, and places of views of a record."""

    rows: tuple[_PlanRow, ...]
    values: Callable[[Item], tuple[Any, ...]]
    views: tuple[tuple[int, _View], ...]


def fields_of(record: Record, dialect: Dialect, *, utf8: bool) -> tuple[str, dict[str, str]]:
    """The entry type of ``record``, and its fields as they stand in the file, braces included."""
    item = record.item
    entry_type = dialect.entry_type(item)
    held, implied = _with_option(kept.fields(item), item, dialect), dialect.also.get(entry_type, {}).get("genre")
    plan = _plan(dialect, entry_type, others=bool(item.other))
    values = [*plan.values(item)]
    for place, view in plan.views:
        values[place] = view(record)
    derived = frozenset() if kept.entry_type(item) == sets.ENTRY_TYPE != entry_type else filled(item)
    rows: Iterable[tuple[_PlanRow, Any]] = compress(zip(plan.rows, values, strict=True), values)
    if implied or derived:
        rows = [(row, value) for row, value in rows if value != implied and row.attribute not in derived]
    whole: set[str] = set()
    written = _beside_kept(record, rows, held, plan, whole, utf8=utf8) if held else _written(rows, utf8=utf8)
    subtype = _subtype(record, dialect, entry_type)
    if not held and not subtype:
        return entry_type, written
    gone = written.keys() - whole
    for name, value in ({"entrysubtype": subtype} | held if subtype else held).items():
        own = not joins.goes_on(name, gone) or _says(TEXT, value, item.container_title)  # titleaddon, as a container
        if name not in written and value and _DATED.get(name) not in written and own:
            written[name] = kept.write(name, value, utf8=utf8)
    return entry_type, written


def _written(rows: Iterable[tuple[_PlanRow, Any]], *, utf8: bool) -> dict[str, str]:
    """The fields of an entry of which nothing is kept."""
    written: dict[str, str] = {}
    for row, value in rows:
        name, form = row.name, row.form
        if name in written or row.unless in written or (row.after and row.after not in written):
            continue
        text = form.write(value, utf8).strip()
        if text:
            written[name] = text if form.bare else f"{{{text}}}"
    return written


def _beside_kept(
    record: Record,
    rows: Iterable[tuple[_PlanRow, Any]],
    held: dict[str, str],
    plan: _WritingPlan,
    whole: set[str],
    *,
    utf8: bool,
) -> dict[str, str]:
    """The fields of an entry beside those that are ``held``; to ``whole`` go those of them that say a value alone."""
    names = _kept_names(record, held, plan.rows)
    written: dict[str, str] = {}
    for row, value in rows:
        if row.name in written or row.unless in written or (row.after and row.after not in written):
            continue
        name = names.get(row.attribute)
        if name and (name in row.names or row.attribute not in TOLD_TOGETHER):
            if name in row.names:
                same = held[name] == value and not row.form.exact
                written[name] = (
                    f"{{{row.form.write(value, utf8)}}}" if same else kept.write(name, held[name], utf8=utf8)
                )
                whole.add(name)
            continue
        value, parts = joins.split(row.name, value, held)  # noqa: PLW2901
        text = row.form.write(value, utf8).strip()
        if text:
            written[row.name] = text if row.form.bare else f"{{{text}}}"
        written |= {part: f"{{{row.form.write(value, utf8)}}}" for part, value in parts.items()}
    return written


def _with_option(held: dict[str, str], item: Item, dialect: Dialect) -> dict[str, str]:
    """``held`` with what tells that particles count, in a dialect to which they do not (biblatex's manual, 3.1.3)."""
    options = held.get("options", "")
    people = () if dialect.useprefix or "useprefix" in options else (*item.author, *item.editor, *item.translator)
    if not any(name.non_dropping_particle for name in people):
        return held
    return held | {"options": ", ".join(filter(None, [options, "useprefix=true"]))}


TOLD_TOGETHER = frozenset({"arxiv", "pubmed", "issued"})
"""Variables that several fields tell together, as year and month tell the date."""


def _kept_names(record: Record, held: Mapping[str, str], plan: tuple[_PlanRow, ...]) -> dict[str, str]:
    """Variable → the kept field that says it in its own words."""
    names: dict[str, str] = {}
    joined = dict(held)
    joins.join(joined, {})
    for row in plan:
        for name in row.names:
            if name in joined and row.attribute not in names and _says(row.form, joined[name], row.value(record)):
                names[row.attribute] = name
    known = {name for row in plan for name in row.names}
    for name in joined.keys() - known:
        variable = elsewhere.variable(name)
        if variable and variable not in names:
            value = getattr(record.item, variable) if variable in OF_ITEM else record.item.other.get(variable)
            if value and _says(elsewhere.form(name), joined[name], value):
                names[variable] = name
    return names


def _says(form: Form, text: str, value: Any) -> bool:
    """Whether a kept text says ``value``, also where its formulas have become markup."""
    if not value:
        return False
    read = form.read(text)
    return value == text or (isinstance(read, str) and value == as_markup(read)) or bool(form.same(read, value))


_DATED = {"year": "date", "month": "date", "day": "date", "date": "year"}
"""What tells the date where the other field does not."""


def _subtype(record: Record, dialect: Dialect, entry_type: str) -> str:
    """What tells types apart that share an entry type; a preprint is told by its eprint."""
    item, csl_type = record.item, record.item.type
    read_as = csl_types(dialect).get(entry_type, csl_type)
    if entry_type == "unpublished" and (item.event_title or item.event_place or item.event_date):
        read_as = "speech"
    if csl_type == read_as or csl_type not in TYPES:
        return ""
    preprint = csl_type == "article" and record.identifiers.get("arxiv")
    return "" if preprint else _SUBTYPES.get(csl_type, csl_type.replace("_", "-"))


_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
"""As biblatex calls them; of other types the name, without the ``_`` at which it would stop."""
SUBTYPED = {kind.replace("_", "-"): kind for kind in TYPES} | {name: kind for kind, name in _SUBTYPES.items()}


def entry(record: Record, dialect: Dialect, *, utf8: bool = False, macros: Mapping[str, str] | None = None) -> str:
    """One entry with its final newline; a field whose text is in ``macros`` is written as the macro's name."""
    entry_type, fields = fields_of(record, dialect, utf8=utf8)
    if macros:
        fields = {name: macros.get(text, text) for name, text in fields.items()}
    return layout(entry_type, key_form(dialect, utf8=utf8)(record.key), fields)


def key_form(dialect: Dialect, *, utf8: bool) -> Callable[[str], str]:
    """How keys are written: BibTeX and programs that read ASCII take fewer than biber does."""
    return keep_letters if utf8 and dialect.lettered else safe


def layout(entry_type: str, key: str, fields: Mapping[str, str]) -> str:
    """An entry of fields that are TeX already, braces included; most programs leave out one without any."""
    lines = "".join([f"  {name} = {text},\n" for name, text in fields.items()]) or "  title = {},\n"
    return f"@{entry_type}{{{key},\n{lines}}}\n"


@cache
def _plan(dialect: Dialect, entry_type: str, *, others: bool) -> _WritingPlan:
    """The rows of an entry type; without ``others``, of items that have no variables but those of every item."""
    held = [
        _PlanRow(
            name=row.name,
            attribute=row.variable,
            view=_view(row.variable, row.form),
            form=row.form,
            unless=row.unless,
            after=row.after,
            names=(row.name, *row.also),
        )
        for row in rows(dialect, entry_type)
        if others or row.variable in OF_ITEM or (row.variable in OF_RECORD and row.variable not in _OF_OTHERS)
    ]
    attributes = [row.attribute if row.view is None else "type" for row in held]
    views = ((place, row.view) for place, row in enumerate(held) if row.view)
    return _WritingPlan(rows=tuple(held), values=attrgetter(*attributes), views=tuple(views))


def _view(variable: str, form: Form) -> _View | None:
    if variable in OF_ITEM:
        return None
    return OF_RECORD.get(variable) or (lambda record: form.typed(record.item.other.get(variable)))


OF_ITEM = frozenset(Item.__struct_fields__)


@lru_cache(maxsize=1024)
def _keywords(keyword: str | None, categories: tuple[CategoryPath, ...]) -> str:
    """The item's keywords and the headings it stands under; a comma in a heading would make two of it."""
    return ", ".join(dict.fromkeys(filter(None, [keyword, *headings(categories)])))


def headings(categories: Iterable[CategoryPath]) -> Iterator[str]:
    """The headings of categories as keywords, which a comma would part."""
    for path in categories:
        for heading in path:
            yield " ".join(heading.replace(",", ";").split())


def stand_in(item: Item) -> str | None:
    """What BibTeX sorts and labels a work by that nobody signed: words of its title, in ASCII, without any sign.

    A bracket would end the label that styles make of it.
    """
    return None if item.author or item.editor else _first_words(item.title)


@lru_cache(maxsize=32768)  # a title stands in several files
def _first_words(title: str) -> str:
    words = " ".join(re.findall(r"[A-Za-z0-9]+", ascii_fold(markup.plain(title))))
    return words if len(words) <= _STAND_IN else words[:_STAND_IN].rpartition(" ")[0]


_STAND_IN = 60
_OF_OTHERS = frozenset({"pubmed", "eprintclass"})
"""Variables of a record that stand among the others of its item."""
OF_RECORD: dict[str, Callable[[Record], Any]] = {
    "arxiv": lambda record: record.identifiers.get("arxiv"),
    "pubmed": lambda record: record.item.other.get("PMID"),
    "eprintclass": lambda record: kept.arxiv_class(record.item),
    "aliases": lambda record: (
        tuple(alias for alias in record.aliases if alias not in (record.key, record.id_given)) if record.aliases else ()
    ),
    "keywords": lambda record: _keywords(record.item.keyword, record.categories),
    "thesis": lambda record: record.item.genre or "Thesis",
    "state": lambda record: (
        record.item.other.get("status") or (record.item.issued.literal if record.item.issued else None)
    ),
    "undated": lambda record: record.item.issued,
    "unverified": lambda record: record.listed_only,
    "unsigned": lambda record: (
        None if not record.listed_only or "key" in kept.fields(record.item) else stand_in(record.item)
    ),
}
UNVERIFIED = Form(write=lambda value, utf8: _UNVERIFIED, read=lambda text: tex.unescape(text) == _UNVERIFIED)  # noqa: ARG005
