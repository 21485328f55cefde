"""Semantic Scholar's Graph API (https://api.semanticscholar.org/api-docs): which ids are of one paper (§3.11, §5.6).

Its records join a preprint and its publication, so that they lend identifiers rather than fields.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from plbib.io.http.credentials import Credential
from plbib.papers.identifiers import Identifier, identify
from plbib.papers.venues.compare import names_preprint
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.sources import queries, records, values
from plbib.resolve.sources.source import Answer, Call, Query, Reply, Source
from plbib.text.patterns import regex

_HOST = "api.semanticscholar.org"
_FIELDS = "title,year,venue,publicationVenue,journal,authors,externalIds,publicationDate,publicationTypes"
_BATCH = 500
_PREFIXES = {"doi": "DOI:", "arxiv": "ARXIV:", "acl": "ACL:", "pmid": "PMID:", "pmcid": "PMCID:", "s2": ""}
_KINDS = {"ArXiv": "arxiv", "DBLP": "dblp", "ACL": "acl", "PubMed": "pmid", "PubMedCentral": "pmcid"}
_TYPES = {"conference": "paper-conference", "journal": "article-journal"}
_PREPRINT_DOIS = ("10.48550/", "10.1101/", "10.64898/", "10.2139/", "10.21203/", "10.31234/", "10.26434/")
"""Beginnings of DOIs of preprints; a record that joins two versions has the DOI of one and the venue of the other."""
_DASH = regex(r"[-‐-―]")


def _by_identifier(identifiers: Sequence[Identifier]) -> Iterator[Query]:
    """One call for one paper, a list of ids that is posted for many."""
    names = [_PREFIXES[name.kind] + name.value.removeprefix("PMC") for name in identifiers]
    about = tuple(name.token for name in identifiers)
    fields = (("fields", _FIELDS),)
    if len(names) == 1:
        path = f"/graph/v1/paper/{quote(names[0], safe='/:')}"
        yield Query(source="semanticscholar", host=_HOST, path=path, parameters=fields, about=about)
    elif names:
        yield Query(
            source="semanticscholar",
            host=_HOST,
            path="/graph/v1/paper/batch",
            parameters=fields,
            call=Call.LIST,
            body=msgspec.json.encode({"ids": names}),
            about=about,
        )


def _search(wanted: Wanted) -> Iterator[Query]:
    """The one paper whose title is nearest; hyphens are in its way, and some titles only pass as bare words."""
    title = " ".join(_DASH.sub(" ", queries.words(wanted.paper.title)).split())
    words = " ".join(queries.bare(wanted.paper.title))
    if words:
        bare = _match(words, wanted) if words != title.casefold() else None
        yield _match(title, wanted, bare)


def _match(query: str, wanted: Wanted, otherwise: Query | None = None) -> Query:
    return Query(
        source="semanticscholar",
        host=_HOST,
        path="/graph/v1/paper/search/match",
        parameters=(("query", query), ("fields", _FIELDS)),
        call=Call.SEARCH,
        title=wanted.paper.title,
        otherwise=otherwise,
    )


def _read(_: Query, answer: Answer) -> Reply:
    """A paper, the papers of a search, or those of a list, in which null stands for what is not known."""
    body = values.decode(answer.body)
    if isinstance(body, dict) and "data" in body:
        body = body["data"]
    elif isinstance(body, dict) and "paperId" not in body:
        raise values.UnreadableError("no paper")
    if not isinstance(body, list | dict):
        raise values.UnreadableError("no papers")
    return records.reply(map(_paper, values.objects(body)))


def _paper(row: dict[str, Any]) -> Candidate | None:
    own = values.text(row, "paperId")
    names = dict(_identifiers(values.part(row, "externalIds")))
    doi = values.text(row, "externalIds", "DOI")
    venue = values.text(row, "publicationVenue", "name") or values.text(row, "venue")
    of_preprint = doi.lower().startswith(_PREPRINT_DOIS)
    is_preprint = names_preprint(venue) or (not venue and "arxiv" in names and (of_preprint or not doi))
    published = bool(venue) and not is_preprint
    tokens = []
    if doi and ((published and of_preprint) or (is_preprint and not of_preprint)):
        tokens = [f"doi:{doi.lower()}"] if is_preprint else []
        doi = ""
    if published and names.get("dblp", "").startswith("journals/corr/"):
        tokens.append(Identifier("dblp", names.pop("dblp")).token)
    arxiv = names.get("arxiv", "")
    csl = {
        **(_where(row, venue) if published else {"type": "article" if is_preprint else "document"}),
        **({"publisher": "arXiv", "number": f"arXiv:{arxiv}"} if is_preprint and arxiv else {}),
        "title": values.text(row, "title"),
        "author": records.people(values.text(author, "name") for author in values.objects(row.get("authors"))),
        "issued": {} if published and _is_day_of_preprint(row, arxiv) else _issued(row),
        "DOI": doi,
        "URL": f"https://doi.org/{doi}" if doi else f"https://arxiv.org/abs/{arxiv}" if arxiv else "",
    }
    identifiers = [Identifier(kind, value) for kind, value in names.items()]
    identifiers += [Identifier("s2", own)] if own else []
    return records.candidate("semanticscholar", csl, identifiers, key=own, tokens=tokens)


def _identifiers(ids: Any) -> Iterator[tuple[str, str]]:
    for name, kind in _KINDS.items():
        if value := values.text(ids, name):
            spelled = f"PMC{value}" if kind == "pmcid" and value.isdigit() else value
            found = identify(spelled) if kind in ("arxiv", "pmcid") else None
            yield kind, found.value if found and found.kind == kind else spelled


def _where(row: dict[str, Any], venue: str) -> dict[str, Any]:
    """The venue, with volume and pages where these are its journal's and not arXiv's."""
    kind = _TYPES.get(values.text(row, "publicationVenue", "type"))
    if kind is None:
        kind = "paper-conference" if "Conference" in values.texts(row.get("publicationTypes")) else "article-journal"
    journal = values.part(row, "journal")
    own = not names_preprint(values.text(journal, "name"))
    return {
        "type": kind,
        "container-title": venue,
        "volume": values.text(journal, "volume") if own else "",
        "page": "".join(values.text(journal, "pages").split()) if own else "",
    }


def _issued(row: dict[str, Any]) -> dict[str, Any]:
    date = records.iso(values.text(row, "publicationDate"))
    year = values.number(row, "year")
    return date if date and date["date-parts"][0][0] == year else records.day(year)


def _is_day_of_preprint(row: dict[str, Any], arxiv: str) -> bool:
    """Whether the date is that of the month in its arXiv id: the publication's is not told, then."""
    date = values.text(row, "publicationDate")
    return len(arxiv) > 4 and date[2:4] + date[5:7] == arxiv[:4]


SOURCE = Source(
    name="semanticscholar",
    title="Semantic Scholar",
    hosts=(_HOST,),
    calls=(Call.RECORD, Call.LIST, Call.SEARCH),
    kinds=frozenset(_PREFIXES),
    batch=_BATCH,
    by_identifier=lambda identifiers: tuple(_by_identifier(identifiers)),
    search=lambda wanted: tuple(_search(wanted)),
    read=_read,
    credentials=(Credential(variable="S2_API_KEY", hosts=(_HOST,), header="x-api-key"),),
)
