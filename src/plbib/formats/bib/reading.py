"""An entry of a .bib as a record, by the tables of its dialect and then of the other."""

import re
from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from msgspec.structs import replace

from plbib.formats.bib import elsewhere, eprints, joins, kept, languages
from plbib.formats.bib.dialect import (
    OF_ITEM,
    OF_RECORD,
    SUBTYPED,
    Dialect,
    Field,
    csl_types,
    entry_types,
    headings,
    rows,
    rows_by_name,
    stand_in,
)
from plbib.formats.bib.forms import DATE, STATE, TEXT, URL, YEAR, Form
from plbib.model import CategoryPath, Date, Item, Name, Record, Status
from plbib.papers.identifiers import address, identify
from plbib.papers.locators import note_located
from plbib.text import dates, names, tex


def record(
    key: str,
    entry_type: str,
    fields: Mapping[str, str],
    dialects: tuple[Dialect, ...],
    categories: tuple[CategoryPath, ...] = (),
    *,
    anywhere: bool = True,
    useprefix: bool = True,
) -> Record:
    """The record in an entry; what the tables of the first dialect do not know is read by those of the others.

    ``categories`` are those the key has in the file's groups; ``anywhere`` reads fields also where they do not belong;
    ``useprefix`` tells of particles what the entry itself does not.
    """
    csl_type, values = _typed(entry_type, dialects)
    left, held = dict(fields), dict[str, str]()
    csl_type = _subtyped("speech" if csl_type == "manuscript" and _EVENT & left.keys() else csl_type, left)
    where, page = _address(left, held)
    kinds = [_kind(entry_type, dialect, csl_type, values) for dialect in dialects]
    parts = _fill(values, left, held, fields, dialects, kinds)
    if page and "url" not in values:
        values["url"] = URL.read(page)
    arxiv = eprints.arxiv(left, held)
    told = "" if arxiv else eprints.find_arxiv(fields)
    _date(values, left, held, fields)
    _prefixed(values, fields, useprefix=useprefix)
    implied = _implied(csl_type, values, arxiv, held)
    derived = _derived(left, fields, values, parts, implied) + _variant(fields, values, held) if anywhere else ()
    rest = [*parts, *(elsewhere.read(left, values) if anywhere else ()), *left]
    own = held | {name: kept.text(name, fields[name]) for name in rest}
    identifiers = _identified(values) | ({"arxiv": arxiv or told} if arxiv or told else {})
    if "arxiv" in identifiers and not _published(csl_type, values):
        csl_type = "article"
    item = _item(csl_type, values, categories)
    if "unsigned" in values and values["unsigned"] != stand_in(item):
        own["key"] = values["unsigned"]
    in_text = page and values["url"] == URL.read(page) and f"\\href{{{page}}}" not in fields[where]
    derived += tuple(name for name, is_told in (("url", in_text), ("arxiv", told)) if is_told)
    read_as = {} if dialects[0].by_table(item) == entry_type else {csl_type: entry_type}
    custom = kept.custom(own, read_as, values.get("eprintclass"))
    item = replace(item, other=item.other | {"custom": custom}) if custom else item
    return Record(
        key=key,
        item=note_located(item, derived) if derived else item,
        status=Status.UNRESOLVED if values.get("unverified") else Status.GIVEN,
        categories=categories,
        identifiers=dict(sorted(identifiers.items())),
        aliases=tuple(values.get("aliases") or ()),
    )


def _address(left: dict[str, str], held: dict[str, str]) -> tuple[str, str]:
    """The field that holds the address of a work, if none is told elsewhere, and it."""
    where, page = kept.address(left)
    if where == "howpublished":  # no place of publication, also beside a url
        how = left.pop(where).strip()
        held[where] = how if kept.is_address(how) else kept.text(where, how)
    return where, "" if "url" in left else page


def _fill(
    values: dict[str, Any],
    left: dict[str, str],
    held: dict[str, str],
    fields: Mapping[str, str],
    dialects: tuple[Dialect, ...],
    kinds: list[str],
) -> dict[str, str]:
    """Move what the rows of the dialects know from ``left`` to ``values``; the fields that went on others."""
    names = rows_by_name(dialects[0], kinds[0])
    if "howpublished" in left and "booklet" in kinds:  # it tells who printed it, and not what it is in
        held["howpublished"] = kept.text("howpublished", left.pop("howpublished"))
    parts = joins.join(left, names)
    how = left.pop("howpublished", "") if "howpublished" not in names else ""
    written = _shared_variables(dialects, tuple(kinds))
    for dialect, kind in zip(dialects, kinds, strict=True):
        held |= _translate(left, fields, dialect, kind, values, written)
    if how:
        left["howpublished"] = how
    _directed(values, left, held)
    return parts


@cache
def _shared_variables(dialects: tuple[Dialect, ...], kinds: tuple[str, ...]) -> frozenset[str]:
    """The variables that an entry of the first dialect has a field for, and reads as they are in the others."""
    variables = [
        frozenset(row.variable for row in rows(dialect, kind)) for dialect, kind in zip(dialects, kinds, strict=True)
    ]
    return variables[0] - (_OF_ONE_DIALECT - frozenset.intersection(*variables)) | OF_RECORD.keys()


_OF_ONE_DIALECT = frozenset({"genre", "container_title"})
"""Variables that an entry type may have in one dialect alone: ``type`` of articles, ``howpublished`` of some."""


def _kind(entry_type: str, dialect: Dialect, csl_type: str, values: Mapping[str, Any]) -> str:
    """The entry type by whose rows a dialect reads."""
    if entry_type in entry_types(dialect):
        return entry_type
    return dialect.by_table(Item(type=csl_type, genre=values.get("genre")))


def _directed(values: dict[str, Any], left: Mapping[str, str], held: dict[str, str]) -> None:
    """Editors of films and the like that are directors (manual, 2.3.6)."""
    if left.get("editortype", "").strip().lower() == "director" and "editor" in values:
        values["director"] = values.pop("editor")
        held.setdefault("editor", names.to_bibtex(values["director"], utf8=True, bytewise=False))


_VERSION = re.compile(r"v\d+$")


def _implied(csl_type: str, variables: Mapping[str, Any], arxiv: str | None, held: Mapping[str, str]) -> dict[str, str]:
    """What other fields say already: where a patent holds, who handed a work out, the version of a preprint."""
    version = _VERSION.search(held.get("eprint", "").strip()) if arxiv else None
    where = variables.get("publisher_place") if csl_type == "patent" else None
    how = held.get("howpublished", "") if csl_type == "pamphlet" else ""
    values = {
        "url": f"{address('arxiv', arxiv or '')}{version[0]}" if version else "",
        "jurisdiction": where or "",
        "publisher": "" if "://" in how else how,
    }
    return {name: value for name, value in values.items() if value}


def _derived(
    left: Mapping[str, str],
    fields: Mapping[str, str],
    values: dict[str, Any],
    parts: Mapping[str, str],
    implied: Mapping[str, str],
) -> tuple[str, ...]:
    """Fill variables that an entry says in fields that are no variables of CSL; their names."""
    others = {**eprints.others(left), **implied}.items() if left or implied else ()
    found: dict[str, Any] = {name: value for name, value in others if name != "url" or "doi" not in values}
    if (
        not parts.keys().isdisjoint({"subtitle", "titleaddon"})
        and "shorttitle" not in fields
        and "maintitle" not in fields
    ):
        found["title-short"] = TEXT.read(fields["title"]) or ""
    for variable, names_of_parts in _IN_PARTS.items():
        if not left.keys().isdisjoint(names_of_parts):
            year, month, day, end = (tex.unescape(left.get(name, "")) for name in names_of_parts)
            found[variable] = dates.from_bibtex(f"{year}/{end}" if end else year, month, "", day)
    new = {name: value for name, value in found.items() if value and name not in values}
    values |= new
    return tuple(new)


_VARIANT = re.compile(r"\bvariant\s*=\s*(\w+)")
_VARIANTS = {"uk": "british", "us": "american", "usmax": "american"}
"""Names of English in polyglossia that are codes of another language or none."""


def _variant(fields: Mapping[str, str], values: dict[str, Any], held: dict[str, str]) -> tuple[str, ...]:
    """Take the variant of a language, ``langidopts = {variant=british}``, for the language."""
    option = _VARIANT.search(fields.get("langidopts", ""))
    code = languages.code(_VARIANTS.get(option[1], option[1])) if option and "langid" in fields else None
    if not code or code == values.get("language"):
        return ()
    values["language"], held["langid"] = code, fields["langid"]
    return ("language",)


_IN_PARTS = {
    variable: tuple(before + part for part in ("year", "month", "day", "endyear"))
    for variable, before in (("accessed", "url"), ("original-date", "orig"), ("event_date", "event"))
}
"""Dates that biblatex once had in parts: ``urlyear``, ``urlmonth``, ``urlday``."""
_USEPREFIX = re.compile(r"\buseprefix\s*(?:=\s*(true|false)|(?![\s=]))", re.IGNORECASE)


def _prefixed(values: dict[str, Any], fields: Mapping[str, str], *, useprefix: bool) -> None:
    """Where the entry's options or its dialect tell whether particles count, let the names tell it (manual, 3.1.3)."""
    option = _USEPREFIX.search(fields.get("options", ""))
    counts = (option[1] or "true").lower() == "true" if option else useprefix
    if counts and not option:
        return
    for role in ("author", "editor", "translator", "container-author"):
        own = "useprefix" in fields.get("bookauthor" if role == "container-author" else role, "").lower()
        if not own and any(name.dropping_particle or name.non_dropping_particle for name in values.get(role, ())):
            values[role] = tuple(_with_particle(name, counts=counts) for name in values[role])


def _with_particle(name: Name, *, counts: bool) -> Name:
    if not (name.dropping_particle or name.non_dropping_particle):
        return name
    particle = " ".join(filter(None, [name.dropping_particle, name.non_dropping_particle]))
    return replace(
        name,
        dropping_particle=None if counts else particle,
        non_dropping_particle=particle if counts else None,
    )


def _published(csl_type: str, values: Mapping[str, Any]) -> bool:
    """Whether a work that has a preprint is more than that: an article says where it appeared."""
    if csl_type == "article-journal":
        return any(values.get(name) for name in ("container_title", "volume", "issue", "issn", "doi"))
    return csl_type not in ("document", "webpage")


def _typed(entry_type: str, dialects: tuple[Dialect, ...]) -> tuple[str, dict[str, Any]]:
    """The CSL type of an entry type, and the variables that the entry type stands for."""
    for dialect in dialects:
        known = dialect.also.get(entry_type)
        if known:
            values: dict[str, Any] = {name: value for name, value in known.items() if name != "like"}
            return values.pop("type"), values
        if entry_type in csl_types(dialect):
            return csl_types(dialect)[entry_type], {}
    return "document", {}


_EVENT = frozenset({"eventtitle", "venue", "eventdate"})
"""Fields by which what is unpublished is a talk."""


def _subtyped(csl_type: str, left: dict[str, str]) -> str:
    named = SUBTYPED.get(left.get("entrysubtype", ""))
    if named is None:
        return csl_type
    del left["entrysubtype"]
    return named


_TOLD_TOGETHER = frozenset({"arxiv", "pubmed", "PMCID", "undated"})
"""Variables that several fields tell together, as year and month tell the date."""


def _translate(
    left: dict[str, str],
    fields: Mapping[str, str],
    dialect: Dialect,
    entry_type: str,
    values: dict[str, Any],
    written: Collection[str],
) -> dict[str, str]:
    """Move what the rows of ``dialect`` know from the fields ``left`` to the variables ``values``.

    Returns the fields that say their variable otherwise than it will be written, or that is none of ``written``.
    """
    held: dict[str, str] = {}
    for name, row, in_other_words in _plan(dialect, entry_type, tuple(left)):
        if name not in left or row.variable in values:
            continue
        if row.variable == "state" and ("issued" in values or "year" in left):
            continue
        text = left[name]
        value = row.form.read(text)
        if value:
            values[row.variable] = value
            del left[name]
            raw = fields.get(name, text)
            if name != row.name and isinstance(value, str) and not row.form.exact and raw == text:
                held[name] = value
            elif (
                in_other_words
                or row.variable not in written
                or ((row.form.exact or text != text.strip()) and _otherwise(row.form, value, text))
                or (raw != text and joins.ambiguous(name, raw))
            ):
                held[name] = kept.text(name, raw)
        elif not text.strip():
            del left[name]
    return held


@lru_cache(maxsize=4096)  # entries of one type have the same fields, mostly
def _plan(dialect: Dialect, entry_type: str, names: tuple[str, ...]) -> tuple[tuple[str, Field, bool], ...]:
    """By which rows the fields ``names`` can be read, in order, and whether a field is kept whatever it says."""
    by_name, there = rows_by_name(dialect, entry_type), frozenset(names)
    found = [(order, name, row) for name in names if name in by_name for order, row in by_name[name]]
    return tuple(
        (name, row, name != row.name or not there.isdisjoint((row.unless, *row.also)))
        for _, name, row in sorted(found, key=itemgetter(0))
        if row.variable not in _TOLD_TOGETHER
        and (row.variable != "issued" or row.form is DATE)
        and (not row.beside or row.beside in there)
    )


def _otherwise(form: Form, value: Any, text: str) -> bool:
    """Whether ``text`` is to be kept, as it says ``value`` in words of its own."""
    written = form.write(value, True) if form.exact else text
    if form is DATE:  # in which ~ is no blank
        return bool(written != text.strip())
    return written != text.strip() and tex.unescape(written).split() != tex.unescape(text).split()


def _date(values: dict[str, Any], left: dict[str, str], held: dict[str, str], fields: Mapping[str, str]) -> None:
    """Fill in the date, or what stands for it, and how far the work is to being published."""
    issued = values.get("issued") or _issued(left, held)
    values["issued"] = issued or (Date(literal=values["state"]) if "state" in values else None)
    literal = values["issued"].literal if values["issued"] else None
    if state := STATE.read(fields.get("pubstate", "")) or (literal if literal and STATE.write(literal, True) else None):
        values["status"] = state


def _issued(left: dict[str, str], held: dict[str, str]) -> Date | None:
    """The date in the fields of BibTeX; a year in other words than its number is ``held``, and so is a day."""
    year, month, day, date = (tex.unescape(left.get(name, "")) for name in ("year", "month", "day", "date"))
    issued = dates.from_bibtex(year, month, date, day)
    if issued and issued.date_parts and year.strip() and YEAR.write(issued, True) != year.strip():
        held["year"] = year
    if issued and issued.date_parts and len(issued.date_parts[0]) == 3 and "day" not in left and not date.strip():
        held["day"] = str(issued.date_parts[0][2])
    if issued and issued.literal and STATE.write(issued.literal, True):
        held["year"] = year
    if issued and dates.months(month):
        held["month"] = month
    for name in ("year", "date", *(["month"] if issued and issued.month else [])):
        left.pop(name, None)
    return issued


def _identified(values: Mapping[str, Any]) -> dict[str, str]:
    found = [identify(values[name]) for name in ("url", "doi") if values.get(name)]
    return {name.kind: name.value for name in found if name}


def _item(csl_type: str, values: dict[str, Any], categories: tuple[CategoryPath, ...]) -> Item:
    known = {name: value for name, value in values.items() if value and name in OF_ITEM}
    other = {name: value for name, value in values.items() if value and name not in OF_ITEM and name not in OF_RECORD}
    if "thesis" in values:  # "Thesis" is what biblatex asks for, whatever it is
        known["genre"] = values["thesis"] if values["thesis"] != "Thesis" else None
    keyword = _without_headings(values.get("keywords"), categories)
    if keyword:
        known["keyword"] = keyword
    return Item(type=csl_type, **known, other=other)


def _without_headings(keywords: str | None, categories: tuple[CategoryPath, ...]) -> str | None:
    """The keywords that are not there for the categories."""
    if not keywords or not categories:
        return keywords
    for_them = set(headings(categories))
    return ", ".join(word for word in map(str.strip, keywords.split(",")) if word not in for_them) or None
