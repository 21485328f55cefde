"""One record of the records of a work: fields that the chosen one lacks come from others of the same publication.

Each field keeps the name of its source, and what other sources say otherwise is kept beside it
(``spec/metadata-sources.md`` §6.5, §11). Another version of the work (a preprint, a later journal paper) is linked, and
lends nothing but authors where nobody else knows any.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from plbib.model import Item, Name, Notice, Record
from plbib.papers import venues
from plbib.papers.identity import Agreement, compare_people, is_whole, named_tokens, surname
from plbib.papers.titles import normalise
from plbib.papers.venues.compare import is_preprint
from plbib.resolve import notices
from plbib.resolve.evidence import Judged
from plbib.resolve.match import Decision, is_same_version
from plbib.resolve.packed import unpack
from plbib.text.unicode import squeeze

_LENT = (
    "author editor container_title event_title event_place event_date collection_title volume issue number page issued"
    " publisher publisher_place issn isbn doi url abstract"
).split()
_COMPARED = ("title", "author", "container_title", "volume", "issue", "number", "page", "issued", "publisher", "doi")
"""Fields of which the values of all sources are kept, where they differ."""
_ANY_TYPE = "document"
"""The type of what does not say what it is."""
_WITH_DOI = frozenset({"page", "number"})
"""Fields that only the record which gives the DOI can lend: a conference's own pages are numbered otherwise."""
TABLE = "table of venues"
"""The source of names of venues that plbib knows itself."""
_NAMED = ("container_title", "publisher")
_SURE = 2018
"""The first year in which the publishers in the table are those of all volumes."""
_BY_AUTHORS = ("openalex", "semanticscholar")
"""Indexes, whose authors count least: they abbreviate and glue names."""
_ALPHABETIC = "10.52202/"
"""The beginning of DOIs whose deposits have the authors in alphabetical order, not in that of the paper."""
_FEW = 3
"""Fewer authors than this stand in the order of the alphabet by chance."""


class Merged(Struct, frozen=True, kw_only=True):
    """A record, and where it is from.

    ``provenance`` names the sources of the fields that are not from the first of ``sources``; ``others`` are values
    that sources give otherwise: field → source → value, as in CSL-JSON. ``related`` are the tokens of other versions,
    by what they are: ``preprint``, ``published``, ``version``.
    """

    item: Item
    identifiers: dict[str, str]
    sources: tuple[str, ...]
    provenance: dict[str, str]
    others: dict[str, dict[str, Any]] = {}
    related: dict[str, tuple[str, ...]] = {}
    notices: tuple[Notice, ...] = ()


def merge(decision: Decision) -> Merged:
    """The record of a paper that is decided."""
    chosen, *others = decision.judged
    record = chosen.candidate.record
    work = [found for found in others if found.work == chosen.work]
    same = [chosen, *(found for found in work if is_same_version(found, chosen))]
    item, provenance = _filled(same, [found for found in work if found.preprint])
    title = notices.bare_title(item.title)
    item, provenance = _unpacked(replace(item, title=title), provenance, chosen)
    item, provenance = _named_by_table(item, provenance, chosen)
    named = {kind: name for found in reversed(same) for kind, name in found.candidate.record.identifiers.items()}
    for preprint in (found.candidate.record for found in work if found.preprint):
        if "arxiv" in preprint.identifiers:
            named.setdefault("arxiv", preprint.identifiers["arxiv"])
    lenders = [source for source in provenance.values() if source != TABLE]
    return Merged(
        item=item,
        identifiers=dict(sorted(named.items())),
        sources=tuple(dict.fromkeys((*(record.sources or (chosen.candidate.source,)), *lenders))),
        provenance=dict(sorted(provenance.items())),
        others=_others(item, same),
        related=_related(chosen, [found for found in work if found not in same and not found.other_kind]),
        notices=_notices(same),
    )


def complete(own: Record, decision: Decision, *, abstracts: bool = True) -> Record:
    """``own`` with what it lacks of the record that is its paper's; what it says stays.

    A record of another version (published, where it is a preprint; of another year or DOI) lends nothing.
    """
    chosen = decision.chosen
    if chosen is None or chosen.years or is_preprint(own) != chosen.preprint:
        return own
    merged = merge(decision)
    if own.item.doi and merged.item.doi and own.item.doi.lower() != merged.item.doi.lower():
        return own
    item = replace(own.item, **_lent(own.item, merged.item))
    if not abstracts:
        item = replace(item, abstract=own.item.abstract)
    return replace(own, item=item, identifiers={**merged.identifiers, **own.identifiers}, notices=merged.notices)


# Fields --------------------------------------------------------------------------------------------------------------


def _filled(same: Sequence[Judged], preprints: Sequence[Judged]) -> tuple[Item, dict[str, str]]:
    """The first record of ``same`` with what it lacks of the others, and the sources of what was lent."""
    item, provenance = same[0].candidate.record.item, dict[str, str]()

    def take(values: dict[str, Any], source: str) -> None:
        nonlocal item
        item = replace(item, **values)
        provenance.update({_name(field): source for field in values})

    for found in same[1:]:
        take(_lent(item, found.candidate.record.item), found.candidate.source)
    paged = _with_doi(item, same)
    if paged and paged is not same[0] and paged.candidate.record.item.page:
        other = paged.candidate.record.item
        take({"page": other.page} | ({"number": other.number} if other.number else {}), paged.candidate.source)
    authors = _authors(same, preprints)
    if authors and authors.candidate.record.item.author != item.author:
        take({"author": authors.candidate.record.item.author}, authors.candidate.source)
    return item, provenance


def _lent(item: Item, other: Item) -> dict[str, Any]:
    """Values of ``other`` for fields that ``item`` lacks, its type too, and its title where the item's is shouted."""
    same_doi = not item.doi or (other.doi or "").lower() == item.doi.lower()
    lent = {
        name: value
        for name in _LENT
        if (value := getattr(other, name)) and not getattr(item, name) and (same_doi or name not in _WITH_DOI)
    }
    if item.type == _ANY_TYPE and other.type != _ANY_TYPE:
        lent["type"] = other.type
    if item.title.isupper() and not other.title.isupper() and normalise(item.title) == normalise(other.title):
        lent["title"] = other.title
    return lent


def _with_doi(item: Item, same: Sequence[Judged]) -> Judged | None:
    """The record that gives the DOI of ``item``."""
    doi = (item.doi or "").lower()
    return next((found for found in same if doi and (found.candidate.record.item.doi or "").lower() == doi), None)


def _authors(same: Sequence[Judged], preprints: Sequence[Judged]) -> Judged | None:
    """The record whose authors are the paper's: none that is known to re-order them, if another has the same people.

    The authors of an index are taken only where nobody else names any; those of a preprint likewise.
    """
    listed = [found for found in same if found.candidate.record.item.author]
    first = next((found for found in listed if is_whole(found.candidate.record.item.author)), None)
    first = first or next(iter(listed), None)
    if first is None:
        return next((found for found in preprints if found.candidate.record.item.author), None)
    people = first.candidate.record.item.author
    alike = [
        found
        for found in (*same, *preprints)
        if len(found.candidate.record.item.author) == len(people)
        and is_whole(found.candidate.record.item.author) == is_whole(people)
        and compare_people(people, found.candidate.record.item.author) is not Agreement.DISAGREE
    ]
    in_order = [found for found in alike if not _is_reordered(found, alike)]
    return min(in_order or alike, key=lambda found: found.candidate.source in _BY_AUTHORS, default=first)


def _is_reordered(found: Judged, alike: Sequence[Judged]) -> bool:
    """Whether authors stand in the order of the alphabet, and others of the same people do not (§4.1)."""
    if not _is_alphabetic(found.candidate.record.item.author):
        return False
    deposited = (found.candidate.record.item.doi or "").startswith(_ALPHABETIC) and found.candidate.source != "dblp"
    return deposited or any(not _is_alphabetic(other.candidate.record.item.author) for other in alike)


def _is_alphabetic(people: tuple[Name, ...]) -> bool:
    families = [surname((name,)) for name in people]
    return len(families) >= _FEW and families == sorted(families)


def _unpacked(item: Item, provenance: dict[str, str], chosen: Judged) -> tuple[Item, dict[str, str]]:
    """The title of the volume and the event, apart, where a record has them in one as dblp does."""
    if chosen.candidate.record.sources or item.event_title or item.type != "paper-conference":
        return item, provenance
    apart = unpack(item)
    new = [field for field in _NAMED if getattr(apart, field) != getattr(item, field)]
    return apart, provenance | {_name(field): TABLE for field in new}


def _named_by_table(item: Item, provenance: dict[str, str], chosen: Judged) -> tuple[Item, dict[str, str]]:
    """The official name of the volume or journal, where the table of venues knows it for the year of the conference."""
    known = venues.recognise(item.container_title or "")
    year = item.issued.year if item.issued else None
    verified = bool(chosen.candidate.record.sources)  # it comes with plbib, and was compared with its sources
    if known is None or year is None or chosen.preprint or verified:
        return item, provenance
    if (item.type == "paper-conference") != (known.kind is venues.VenueKind.CONFERENCE):
        return item, provenance
    title = known.title(year - (chosen.years or 0) if chosen.venue is Agreement.AGREE else year)
    told = item.container_title or ""
    if not title or squeeze(title) in squeeze(told) or told.endswith(")"):  # which says more: (Volume 1: Long Papers)
        return item, provenance
    lent: dict[str, Any] = {"container_title": title}
    if not item.publisher and known.publisher and year >= _SURE:
        lent["publisher"] = known.publisher
    return replace(item, **lent), provenance | {_name(field): TABLE for field in lent}


def _name(field: str) -> str:
    """A field as CSL calls it."""
    return _NAMES[field]


_NAMES = {field.name: field.encode_name for field in msgspec.structs.fields(Item)}


# What else the records of a work say ---------------------------------------------------------------------------------


def _others(item: Item, same: Sequence[Judged]) -> dict[str, dict[str, Any]]:
    """Values that the sources of a publication give otherwise than ``item`` has them."""
    kept: dict[str, dict[str, Any]] = {}
    for found in same:
        other = found.candidate.record.item
        for field in _COMPARED:
            value, own = getattr(other, field), getattr(item, field)
            if value and own and _form(value) != _form(own):
                kept.setdefault(_name(field), {}).setdefault(found.candidate.source, msgspec.to_builtins(value))
    return {field: dict(sorted(values.items())) for field, values in sorted(kept.items())}


def _form(value: Any) -> object:
    """A value in the form in which it is compared."""
    if isinstance(value, str):
        return squeeze(value)
    if isinstance(value, tuple):
        return [(squeeze(name.family or name.literal or ""), squeeze(name.given or "")[:1]) for name in value]
    return value.year


def _related(chosen: Judged, apart: Sequence[Judged]) -> dict[str, tuple[str, ...]]:
    """The tokens of other versions, by what they are to the chosen one."""
    own = chosen.candidate.paper.tokens
    kinds: dict[str, set[str]] = {}
    for found in apart:
        kind = "preprint" if found.preprint else "published" if chosen.preprint else "version"
        tokens = set(named_tokens(found.candidate.paper.tokens)) - own
        if tokens:
            kinds.setdefault(kind, set()).update(tokens)
    return {kind: tuple(sorted(tokens)) for kind, tokens in sorted(kinds.items())}


def _notices(same: Sequence[Judged]) -> tuple[Notice, ...]:
    """What the records of a publication tell of it, each once."""
    told = dict.fromkeys(notice for found in same for notice in _of(found))
    known: Iterator[Notice] = (
        notice for notice in told if notice.name or not any(other.name and other.kind is notice.kind for other in told)
    )
    first = {(notice.kind, notice.name): notice for notice in sorted(known, reverse=True)}
    return tuple(sorted(first.values()))


def _of(found: Judged) -> tuple[Notice, ...]:
    return notices.of_record(found.candidate.record, found.candidate.source)
