"""What an item says and its entry in a .bib has no field for."""

from functools import cache

from plbib.formats.bib import biblatex, bibtex, elsewhere, kept
from plbib.formats.bib.dialect import Dialect, rows
from plbib.model import Record
from plbib.papers.locators import filled
from plbib.papers.variables import VARIABLES

_DIALECTS = {"bibtex": bibtex.DIALECT, "biblatex": biblatex.DIALECT}
_BY_OTHERS = {"keywords": "keyword", "pubmed": "PMID", "thesis": "genre", "state": "status", "eprintclass": "custom"}
"""Variables of rows that are views of a record → those of the item that they tell."""
_OF_CONTAINER = frozenset({"container_title_short", "event_title", "event_place", "event_date", "issn"})
"""What the name of proceedings mostly tells, too."""
_OF_JOURNAL = frozenset({"publisher", "publisher_place"})
"""What nobody cites of a journal."""
_NO_LOSS = frozenset({"type", "other", "issued", "title_short", "title-short", "status"})
_OTHER = frozenset(
    "annote archive archive_collection archive_location archive-place authority available-date call-number chair "
    "chapter-number collection-editor collection-number compiler composer container-author contributor curator "
    "dimensions director division editorial-director executive-producer guest host illustrator interviewer "
    "jurisdiction medium narrator number-of-pages number-of-volumes organizer original-author original-date "
    "original-publisher original-publisher-place original-title part-number part-title performer PMCID PMID "
    "printing-number producer recipient reviewed-author reviewed-genre reviewed-title scale script-writer section "
    "series-creator submitted supplement-number volume-title".split()
)
"""Variables of CSL that are none of every item; what programs add of their own is not missed."""


def untold(record: Record, name: str) -> tuple[str, ...]:
    """The variables, by their names in CSL, of ``record`` that a .bib of the dialect ``name`` leaves out."""
    item, dialect = record.item, _DIALECTS[name]
    others = item.other.keys() & _OTHER if item.other else frozenset()
    said = {variable for variable in VARIABLES if getattr(item, variable)} | others
    missing = said - _told(dialect, dialect.entry_type(item)) - _NO_LOSS
    if not missing:
        return ()
    for field in kept.fields(item):
        missing = missing - _said_by(field) - {elsewhere.variable(field)}
    missing -= _OF_JOURNAL if item.type.startswith("article") else frozenset()
    missing -= _OF_CONTAINER if item.container_title and "container_title" not in missing else frozenset()
    missing -= filled(item)
    return tuple(sorted(VARIABLES.get(variable, variable) for variable in missing))


@cache
def _said_by(field: str) -> frozenset[str]:
    """The variables that a field says in any entry."""
    said = {row.variable for each in _DIALECTS.values() for row in each.fields if field in (row.name, *row.also)}
    return frozenset(said | ({"director"} if field == "editor" else set()))


@cache
def _told(dialect: Dialect, entry_type: str) -> frozenset[str]:
    told = {row.variable for row in rows(dialect, entry_type)}
    implied = dialect.also.get(entry_type, {}).keys() - {"like"}
    return frozenset(told | {_BY_OTHERS[name] for name in told & _BY_OTHERS.keys()} | implied)
