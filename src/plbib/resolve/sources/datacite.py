"""DataCite's REST API (https://support.datacite.org/docs/api): DOIs of archives, arXiv, LIPIcs (§3.13, §11.9)."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from plbib.papers.identifiers import Identifier
from plbib.resolve.candidates import Candidate
from plbib.resolve.sources import records, values
from plbib.resolve.sources.source import Answer, Call, Query, Reply, Source
from plbib.text.patterns import regex

_HOST = "api.datacite.org"
_TYPES = {
    "Software": "software",
    "ComputationalNotebook": "software",
    "Dataset": "dataset",
    "Preprint": "article",
    "ConferencePaper": "paper-conference",
    "ConferenceProceeding": "book",
    "JournalArticle": "article-journal",
    "Dissertation": "thesis",
    "Book": "book",
    "BookChapter": "chapter",
    "Report": "report",
    "Standard": "standard",
}
_CITEPROC = {"article": "article", "article-journal": "article-journal", "thesis": "thesis", "book": "book"}
_CITEPROC |= {"chapter": "chapter", "report": "report", "paper-conference": "paper-conference", "dataset": "dataset"}
_SAME = frozenset({"IsVersionOf", "HasVersion", "IsIdenticalTo", "IsVariantFormOf", "IsPreprintOf"})
"""Relations to records of the same work: of an arXiv DOI, that of its publication, as its author claims it."""
_NUMBER = regex(r"[A-Za-z]{0,3}\d+(?:[:.-]\d+)?")
_CITED = regex(r";|\d\(\d+\)")
"""A line that says where in the container it is, in place of its title."""
_DATES = ("Issued", "Available", "Submitted", "Created")


def _by_identifier(identifiers: Sequence[Identifier]) -> Iterator[Query]:
    """The record of a DOI; that of an arXiv id is ``10.48550/arXiv.ID``."""
    for name in identifiers:
        doi = f"10.48550/arXiv.{name.value}" if name.kind == "arxiv" else name.value
        yield Query(source="datacite", host=_HOST, path=f"/dois/{quote(doi, safe='')}", about=(name.token,))


def _read(_: Query, answer: Answer) -> Reply:
    """One record or a list of them; the attributes may stand on the top, as doi.org gives them."""
    body = values.decode(answer.body)
    if not isinstance(body, dict) or not {"data", "titles"} & body.keys():
        raise values.UnreadableError("no data")
    rows = values.objects(body["data"]) if "data" in body else [{"attributes": body}]
    return records.reply(_record(row["attributes"]) for row in rows if isinstance(row.get("attributes"), dict))


def _record(row: dict[str, Any]) -> Candidate | None:
    doi, container = values.text(row, "doi"), values.part(row, "container")
    is_preprint = doi.lower().startswith("10.48550/")
    csl = {
        "type": "article" if is_preprint else _type(row),
        "title": values.text(row, "titles", "title"),
        "author": list(_people(row.get("creators"))),
        "container-title": "" if is_preprint or _CITED.search(title := values.text(container, "title")) else title,
        **{name: text for name in ("volume", "issue") if _NUMBER.fullmatch(text := values.text(container, name))},
        "page": _pages(container),
        "publisher": values.text(row, "publisher") or values.text(row, "publisher", "name"),
        "issued": _issued(row),
        "DOI": doi,
        "URL": values.text(row, "url") or (f"https://doi.org/{doi}" if doi else ""),
    }
    titles = [values.text(title, "title") for title in values.objects(row.get("titles"))[1:]]
    arxiv = records.read_identifier(doi, "arxiv")
    return records.candidate("datacite", csl, [arxiv], key=doi, titles=titles, tokens=_same_works(row))


def _type(row: dict[str, Any]) -> str:
    """The type; DataCite itself makes every text an article of a journal, also what is in none."""
    general = values.text(row, "types", "resourceTypeGeneral")
    kind = _TYPES.get(general) or _CITEPROC.get(values.text(row, "types", "citeproc"), "document")
    in_none = general not in _TYPES and kind == "article-journal" and not values.text(row, "container", "title")
    return "document" if in_none else kind


def _pages(container: Any) -> str:
    """Pages that are such: DataCite takes them out of one line of text, and often more with them."""
    ends = [values.text(container, name) for name in ("firstPage", "lastPage")]
    return records.pages(*ends) if all(_NUMBER.fullmatch(end) for end in ends if end) else ""


def _people(value: Any) -> Iterator[dict[str, Any]]:
    for creator in values.objects(value):
        family, given = values.text(creator, "familyName"), values.text(creator, "givenName")
        name = values.text(creator, "name")
        if values.text(creator, "nameType") == "Organizational" and name:
            yield {"literal": name}
        elif family:
            yield {"family": family, "given": given} if given else {"family": family}
        else:
            yield from records.person(name)


def _issued(row: dict[str, Any]) -> dict[str, Any]:
    """The day that it names in the year of publication, else the year."""
    year = values.number(row, "publicationYear")
    days = {values.text(day, "dateType"): values.text(day, "date") for day in values.objects(row.get("dates"))}
    dated = [records.iso(days[kind]) for kind in _DATES if kind in days]
    same_year = (day for day in dated if day and year in (None, day["date-parts"][0][0]))
    return next(same_year, records.day(year))


def _same_works(row: dict[str, Any]) -> Iterator[str]:
    for other in values.objects(row.get("relatedIdentifiers")):
        found = records.read_identifier(values.text(other, "relatedIdentifier"))
        if found and values.text(other, "relationType") in _SAME:
            yield found.token


SOURCE = Source(
    name="datacite",
    title="DataCite",
    hosts=(_HOST,),
    calls=(Call.RECORD,),
    kinds=frozenset({"doi", "arxiv"}),
    by_identifier=lambda identifiers: tuple(_by_identifier(identifiers)),
    read=_read,
)
