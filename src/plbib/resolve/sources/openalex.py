"""OpenAlex (https://docs.openalex.org): works of all fields, by DOI and by title (§3.12, §5.6, §11.2, §11.14)."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from plbib.io.http.credentials import Credential
from plbib.papers.identifiers import Identifier
from plbib.papers.venues.compare import names_preprint
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.sources import queries, records, values
from plbib.resolve.sources.source import Answer, Call, Query, Reply, Source

_HOST = "api.openalex.org"
_SELECT = (
    "id,doi,title,display_name,publication_year,publication_date,type,ids,authorships,primary_location,locations,biblio,"
    "is_retracted"
)
_WORKS = "https://openalex.org/W"
"""How ids of works begin; authors, venues and topics have others."""
_BATCH = 50
_ROWS = "5"
_TYPES = {
    "article": "article-journal",
    "conference-paper": "paper-conference",
    "preprint": "article",
    "book-chapter": "chapter",
    "book": "book",
    "dissertation": "thesis",
    "report": "report",
    "dataset": "dataset",
}
_OF_VENUE = {"conference": "paper-conference", "repository": "article"}


def _by_identifier(identifiers: Sequence[Identifier]) -> Iterator[Query]:
    """One call for one DOI, a filter for many; a DOI that holds a sign of filters is asked for alone."""
    named = [(_doi(name), name.token) for name in identifiers]
    joint = [(doi, token) for doi, token in named if "," not in doi and "|" not in doi]
    alone = [pair for pair in named if pair not in joint]
    if len(joint) == 1:
        alone, joint = [*joint, *alone], []
    if joint:
        asked = (("filter", f"doi:{'|'.join(doi for doi, _ in joint)}"), ("per-page", str(_BATCH)), ("select", _SELECT))
        yield Query(
            source="openalex",
            host=_HOST,
            path="/works",
            parameters=asked,
            call=Call.LIST,
            about=tuple(token for _, token in joint),
        )
    for doi, token in alone:
        path = f"/works/doi:{quote(doi, safe='/')}"
        yield Query(source="openalex", host=_HOST, path=path, parameters=(("select", _SELECT),), about=(token,))


def _doi(name: Identifier) -> str:
    return f"10.48550/arxiv.{name.value}" if name.kind == "arxiv" else name.value.lower()


def _search(wanted: Wanted) -> Iterator[Query]:
    """By the words of the title alone, since punctuation means something to a filter."""
    if words := " ".join(queries.bare(wanted.paper.title)):
        asked = (("filter", f"title.search:{words}"), ("per-page", _ROWS), ("select", _SELECT))
        yield Query(
            source="openalex",
            host=_HOST,
            path="/works",
            parameters=asked,
            call=Call.SEARCH,
            title=wanted.paper.title,
        )


def _read(_: Query, answer: Answer) -> Reply:
    """The works of a list, or one."""
    body = values.decode(answer.body)
    if not isinstance(body, dict) or not {"results", "id"} & body.keys():
        raise values.UnreadableError("no works")
    rows = values.objects(body["results"]) if "results" in body else [body]
    works = [row for row in rows if values.text(row, "id").startswith(_WORKS)]
    if rows and not works:
        raise values.UnreadableError("no works")
    return records.reply(map(_work, works))


def _work(row: dict[str, Any]) -> Candidate | None:
    own, doi = values.text(row, "id"), values.text(row, "doi")
    place = values.part(row, "primary_location", "source")
    venue, kind = values.text(place, "display_name"), values.text(place, "type")
    is_preprint = kind == "repository" or names_preprint(venue)
    arxiv = records.read_identifier(doi, "arxiv")
    csl = {
        "type": "article" if is_preprint else _OF_VENUE.get(kind) or _TYPES.get(values.text(row, "type"), "document"),
        "title": values.text(row, "title") or values.text(row, "display_name"),
        "author": records.people(_authors(row)),
        "issued": _issued(row),
        "DOI": doi,
        "URL": doi or values.text(row, "primary_location", "landing_page_url"),
        **(_preprint(venue, arxiv) if is_preprint else _where(row, venue, place)),
    }
    notices = records.notice("openalex", "retraction") if row.get("is_retracted") is True else []
    return records.candidate("openalex", csl, [arxiv], key=own, tokens=_places(row), notices=notices)


def _authors(row: dict[str, Any]) -> Iterator[str]:
    for authorship in values.objects(row.get("authorships")):
        yield values.text(authorship, "raw_author_name") or values.text(authorship, "author", "display_name")


def _issued(row: dict[str, Any]) -> dict[str, Any]:
    """The year; its dates are often the first of January for what only has a year."""
    return records.day(values.number(row, "publication_year"))


def _preprint(venue: str, arxiv: Identifier | None) -> dict[str, str]:
    return {"publisher": "arXiv", "number": f"arXiv:{arxiv.value}"} if arxiv else {"container-title": venue}


def _where(row: dict[str, Any], venue: str, place: Any) -> dict[str, Any]:
    biblio = values.part(row, "biblio")
    return {
        "container-title": venue,
        "publisher": values.text(place, "host_organization_name"),
        "ISSN": values.texts(values.part(place, "issn_l")),
        "volume": values.text(biblio, "volume"),
        "issue": values.text(biblio, "issue"),
        "page": records.pages(values.text(biblio, "first_page"), values.text(biblio, "last_page")),
    }


def _places(row: dict[str, Any]) -> Iterator[str]:
    """The tokens of where else the work lies: preprints, pages of proceedings."""
    for location in values.objects(row.get("locations")):
        if found := records.read_identifier(values.text(location, "landing_page_url")):
            yield found.token
    if pmid := records.read_identifier(values.text(row, "ids", "pmid"), "pmid"):
        yield pmid.token


SOURCE = Source(
    name="openalex",
    title="OpenAlex",
    hosts=(_HOST,),
    calls=(Call.RECORD, Call.LIST, Call.SEARCH),
    kinds=frozenset({"doi", "arxiv"}),
    batch=_BATCH,
    by_identifier=lambda identifiers: tuple(_by_identifier(identifiers)),
    search=lambda wanted: tuple(_search(wanted)),
    read=_read,
    credentials=(Credential(variable="OPENALEX_API_KEY", hosts=(_HOST,), parameter="api_key"),),
)
