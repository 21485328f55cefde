"""Europe PMC's REST API (https://europepmc.org/RestfulWebService): biomedical papers and preprints (§3.14)."""

from collections.abc import Iterator, Sequence
from typing import Any

from plbib.papers.identifiers import Identifier, address
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.sources import queries, records, values
from plbib.resolve.sources.source import Answer, Call, Query, Reply, Source

_HOST = "www.ebi.ac.uk"
_QUERIES = {"doi": 'DOI:"{}"', "pmid": "EXT_ID:{} AND SRC:MED", "pmcid": "PMCID:{}"}
_ROWS = "5"


def _by_identifier(identifiers: Sequence[Identifier]) -> Iterator[Query]:
    for name in identifiers:
        value = name.value.replace('"', "").replace("\\", "")
        yield _request(_QUERIES[name.kind].format(value), Call.RECORD, about=(name.token,))


def _search(wanted: Wanted) -> Iterator[Query]:
    if words := " ".join(queries.bare(wanted.paper.title)):
        yield _request(f'TITLE:"{words}"', Call.SEARCH, title=wanted.paper.title)


def _request(query: str, call: Call, about: tuple[str, ...] = (), title: str = "") -> Query:
    return Query(
        source="europepmc",
        host=_HOST,
        path="/europepmc/webservices/rest/search",
        parameters=(("query", query), ("format", "json"), ("resultType", "core"), ("pageSize", _ROWS)),
        call=call,
        about=about,
        title=title,
    )


def _read(_: Query, answer: Answer) -> Reply:
    """The results of a query, whole or in short."""
    results = values.part(values.decode(answer.body), "resultList")
    if not isinstance(results, dict):
        raise values.UnreadableError("no results")
    return records.reply(map(_result, values.objects(results.get("result"))))


def _result(row: dict[str, Any]) -> Candidate | None:
    doi, pmid = values.text(row, "doi"), values.text(row, "pmid")
    is_preprint = values.text(row, "source") == "PPR"
    journal, info = values.part(row, "journalInfo", "journal"), values.part(row, "journalInfo")
    venue = values.text(journal, "title") or values.text(row, "journalTitle")
    held_by = values.text(row, "bookOrReportDetails", "publisher")
    csl = {
        "type": "article" if is_preprint else "article-journal" if venue else "document",
        "title": values.text(row, "title").removesuffix("."),
        "author": list(_people(row)),
        "container-title": held_by if is_preprint else venue,
        "container-title-short": values.text(journal, "isoabbreviation"),
        "volume": values.text(info, "volume") or values.text(row, "journalVolume"),
        "issue": values.text(info, "issue") or values.text(row, "issue"),
        "page": values.text(row, "pageInfo"),
        "issued": records.iso(values.text(info, "printPublicationDate"))
        or records.iso(values.text(row, "firstPublicationDate"))
        or records.day(values.number(row, "pubYear")),
        "ISSN": values.text(journal, "issn") or values.text(journal, "essn"),
        "DOI": doi,
        "abstract": values.text(row, "abstractText"),
        "URL": f"https://doi.org/{doi}" if doi else "",
    }
    pmcid = values.text(row, "pmcid")
    names = [Identifier("pmid", pmid) if pmid else None, Identifier("pmcid", pmcid) if pmcid else None]
    notices = [
        notice
        for other in values.objects(values.part(row, "commentCorrectionList", "commentCorrection"))
        if (kind := values.text(other, "type")).endswith(" in")
        for notice in records.notice("europepmc", kind, address("pmid", values.text(other, "id")) or "")
    ]
    return records.candidate("europepmc", csl, names, key=values.text(row, "id"), notices=notices)


def _people(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The authors with their names apart, else as they are listed (``Lind AB, Moor C.``)."""
    authors = values.objects(values.part(row, "authorList", "author"))
    for author in authors:
        family, given = (
            values.text(author, "lastName"),
            values.text(author, "firstName") or values.text(author, "initials"),
        )
        if family:
            yield {"family": family, "given": given} if given else {"family": family}
        elif name := values.text(author, "collectiveName"):
            yield {"literal": name}
    for name in values.text(row, "authorString").removesuffix(".").split(",") if not authors else ():
        family, _, given = name.strip().rpartition(" ")
        if family or given:
            yield {"family": family, "given": given} if family else {"literal": given}


SOURCE = Source(
    name="europepmc",
    title="Europe PMC",
    hosts=(_HOST,),
    calls=(Call.RECORD, Call.SEARCH),
    kinds=frozenset(_QUERIES),
    by_identifier=lambda identifiers: tuple(_by_identifier(identifiers)),
    search=lambda wanted: tuple(_search(wanted)),
    read=_read,
)
