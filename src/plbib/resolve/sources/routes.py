"""Whom to ask for a paper, by the kinds of its identifiers: one table (``spec/metadata-sources.md`` §2)."""

from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from plbib.papers import venues
from plbib.papers.identifiers import Identifier
from plbib.papers.identity import named_tokens
from plbib.papers.venues.compare import names_preprint
from plbib.resolve.candidates import Wanted
from plbib.resolve.sources.records import parse

_TITLE = "title:"
_FIRST_DOI = 2017
ROUTES = {
    "openreview": "openreview title:dblp title:semanticscholar title:openalex",
    "neurips": "proceedings title:dblp title:openalex",
    "mlsys": "proceedings title:dblp title:semanticscholar",
    "event": "schedule title:proceedings title:dblp title:semanticscholar",
    "acl": "aclanthology semanticscholar title:dblp",
    "usenix": "usenix title:dblp title:semanticscholar",
    "pmlr": "pmlr title:dblp title:semanticscholar",
    "cvf": "cvf title:crossref title:dblp title:semanticscholar",
    "doi": "crossref doi openalex semanticscholar title:dblp title:crossref",
    "doi:10.5281/": "datacite doi",
    "doi:10.4230/": "datacite doi title:dblp",
    "doi:10.1101/": "biorxiv crossref europepmc title:crossref",
    "doi:10.64898/": "biorxiv crossref europepmc title:crossref",
    "doi:10.1007/": "crossref springer doi openalex title:dblp title:crossref",
    "doi:10.5555/": "title:dblp title:crossref title:semanticscholar title:openalex",
    "arxiv": "arxiv semanticscholar title:dblp title:crossref datacite",
    "dblp": "dblp title:crossref",
    "ieee": "title:crossref title:dblp title:semanticscholar title:openalex",
    "aaai": "pages title:crossref title:dblp",
    "ijcai": "pages title:crossref title:dblp",
    "pmid": "pubmed europepmc",
    "pmcid": "europepmc",
    "s2": "semanticscholar title:dblp title:crossref",
    "url": "pages title:dblp title:crossref title:semanticscholar title:openalex",
    "": "title:dblp title:crossref title:semanticscholar title:openalex",
}
"""By kind of identifier, of a DOI by its beginning, too, the sources to be asked: by it, or by title.

Kinds that stand further up name a publication more surely. ``""`` is for what has no identifier. DOIs that begin with
10.5555 are registered nowhere; those of arXiv are its ids.
"""
_KINDS = {kind: place for place, kind in enumerate(ROUTES)}
_LACKING = {
    "crossref": frozenset("ICLR ICML MLSys COLM AISTATS COLT CoRL OSDI ATC NSDI FAST TMLR NeurIPS".split())
    | {"USENIX Security"},
    "europepmc": None,
    "pubmed": None,
    "datacite": None,
    "doi": None,
    "pages": None,
    "schedule": None,
}
"""By source the venues of which it lacks papers, so that an empty answer says nothing; None: of any venue."""


class Step(Struct, frozen=True):
    """A source to be asked: by ``identifier``, or by the paper's title where that is None."""

    source: str
    identifier: Identifier | None = None


def steps(wanted: Wanted) -> tuple[Step, ...]:
    """Whom to ask for a paper, in this order: by all its identifiers first, then by its title."""
    given = [parse(token) for token in wanted.paper.tokens if token.partition(":")[0] in _KINDS]
    names = [*given, *filter(None, map(_doi_of, given))]
    names.sort(key=lambda name: (_KINDS[name.kind], name.value))
    every = [step for name in names for step in _route(name)] + [*_route(None)]
    by_name = [step for step in every if step.identifier]
    by_title = [step for step in every if not step.identifier]
    return tuple(dict.fromkeys((*by_name, *(by_title if wanted.paper.title else ()))))


def _doi_of(name: Identifier) -> Identifier | None:
    """The DOI of a paper by its number in the proceedings of IJCAI, which has such since 2017."""
    year = name.value.partition("/")[0]
    has_doi = name.kind == "ijcai" and year.isdigit() and int(year) >= _FIRST_DOI
    return Identifier("doi", f"10.24963/ijcai.{name.value}") if has_doi else None


def leads(tokens: frozenset[str]) -> tuple[Step, ...]:
    """Whom to ask for what the tokens of a candidate name."""
    names = [parse(token) for token in named_tokens(tokens)]
    return tuple(step for name in names if name.kind in _KINDS for step in _route(name) if step.identifier)


@cache
def _route(name: Identifier | None) -> tuple[Step, ...]:
    return tuple(_steps(name))


def _steps(name: Identifier | None) -> Iterator[Step]:
    """The steps of the row of an identifier."""
    own = name.kind if name else ""
    if name and name.kind == "doi":
        own = next((kind for kind in ROUTES if kind[4:] and f"doi:{name.value}".startswith(kind)), "doi")
    for source in ROUTES[own].split():
        if source.startswith(_TITLE):
            yield Step(source.removeprefix(_TITLE))
        else:
            yield Step(source, name)


def covers(source: str, wanted: Wanted) -> bool:
    """Whether a source that has no record of a paper says by that that there is none, its venue being one it holds."""
    lacking = _LACKING.get(source, frozenset())
    if lacking is None:
        return False
    printed = wanted.venue or ""
    venue = venues.recognise(printed)
    if source == "dblp":
        return venue is not None or not printed or names_preprint(printed)
    return not (venue and venue.acronym in lacking) and not (lacking and names_preprint(printed))
