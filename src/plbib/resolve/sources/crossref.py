"""Crossref's REST API (https://api.crossref.org): records of DOIs, by DOI and by title (§3.1, §5.1, §11)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from plbib.formats import csljson
from plbib.model import Notice
from plbib.papers import venues
from plbib.papers.identifiers import Identifier
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.sources import queries, records, values
from plbib.resolve.sources.source import Answer, Call, Query, Reply, Source
from plbib.text.patterns import regex
from plbib.text.unicode import squeeze

_HOST = "api.crossref.org"
_SELECT = (
    "DOI,title,subtitle,author,container-title,issued,published,published-print,page,article-number,volume,issue,type,"
    "publisher,publisher-location,ISBN,ISSN,event,URL,resource,score,relation,editor,short-container-title,"
    "alternative-id,original-title,updated-by,update-to,link"
)
_ROWS = "5"
_BATCH = 40
_PLAIN = regex(r"[\w./()-]+")
_NO_WORKS = frozenset({"component", "peer-review", "grant"})
"""What is no publication."""
_VOLUMES = frozenset(
    {"proceedings", "proceedings-series", "journal", "journal-volume", "journal-issue", "book-set", "book-series"}
)
_SAME = ("is-preprint-of", "has-preprint", "is-identical-to", "is-version-of", "has-version")
"""Relations to records of the same work."""
_ALPHABETIC = "10.52202/"
"""Deposits whose authors are in alphabetical order, and not in that of the paper."""
_FEW = 3
_IEEE = "prefix:10.1109"
_ARTICLE = regex(r"[?&]arnumber=0*(\d+)")
"""The number of a paper at IEEE, in the address of its file."""


def _by_identifier(identifiers: Sequence[Identifier]) -> Iterator[Query]:
    """One call for one DOI, or for many; one with a comma or other odd sign breaks a filter: it is asked for alone."""
    joint = [name for name in identifiers if _PLAIN.fullmatch(name.value)]
    alone = [name for name in identifiers if name not in joint]
    if len(joint) == 1:
        alone, joint = [*joint, *alone], []
    if joint:
        yield Query(
            source="crossref",
            host=_HOST,
            path="/works",
            parameters=(
                ("filter", ",".join(f"doi:{name.value}" for name in joint)),
                ("rows", str(len(joint))),
                ("select", _SELECT),
            ),
            call=Call.LIST,
            about=tuple(name.token for name in joint),
        )
    for name in alone:
        path = f"/works/{quote(name.value, safe='')}"
        yield Query(source="crossref", host=_HOST, path=path, about=(name.token,))


def _search(wanted: Wanted) -> Iterator[Query]:
    """By title; the right row is nearly always the first of five (§11.19). Papers of IEEE are among its DOIs (§3.9)."""
    if title := queries.words(wanted.paper.title):
        is_ieee = any(token.startswith("ieee:") for token in wanted.paper.tokens)
        ours = (("filter", _IEEE),) if is_ieee else ()
        parameters = (("query.bibliographic", title), *ours, ("rows", _ROWS), ("select", _SELECT))
        yield Query(
            source="crossref",
            host=_HOST,
            path="/works",
            parameters=parameters,
            call=Call.SEARCH,
            title=wanted.paper.title,
        )


def _read(_: Query, answer: Answer) -> Reply:
    """The works of a list, or the one of a call by DOI."""
    body = values.decode(answer.body)
    message = values.part(body, "message")
    if values.part(body, "status") != "ok" or not isinstance(message, dict):
        raise values.UnreadableError("no message")
    rows = values.objects(message.get("items")) if "items" in message else [message]
    return records.reply(work(row, "crossref") for row in rows if values.text(row, "type") not in _NO_WORKS)


def work(row: Mapping[str, Any], source: str) -> Candidate | None:
    """The candidate in one work of Crossref, of which doi.org gives the like.

    None for what has no title, or no type: it may be a whole volume.
    """
    kind = values.text(row, "type")
    if not kind:
        return None
    title, subtitle = values.text(row, "title"), values.text(row, "subtitle")
    doi = values.text(row, "DOI")
    csl = {
        **_venue(row, kind),
        "title": _joined(title, subtitle),
        "author": _people(row.get("author"), doi),
        "editor": _people(row.get("editor"), ""),
        "DOI": doi,
        "URL": f"https://doi.org/{doi}" if doi else "",
        "issued": _issued(row),
        "page": values.text(row, "page"),
        "number": values.text(row, "article-number"),
        "volume": values.text(row, "volume"),
        "issue": values.text(row, "issue"),
        "publisher": values.text(row, "publisher"),
        "publisher-place": values.text(row, "publisher-location"),
        "ISBN": values.texts(row.get("ISBN")),
        "ISSN": values.texts(row.get("ISSN")),
        "abstract": values.text(row, "abstract"),
    }
    return records.candidate(
        source,
        csl,
        [records.read_identifier(values.text(row, "resource", "primary", "URL"), "ieee")],
        key=doi,
        titles=[title, *values.texts(row.get("title"))[1:], *values.texts(row.get("original-title"))],
        tokens=_same_works(row),
        notices=_notices(row, doi, source),
        whole=kind in _VOLUMES,
    )


def _joined(title: str, subtitle: str) -> str:
    """A title with its subtitle, where it does not hold that already."""
    return f"{title}: {subtitle}" if title and subtitle and squeeze(subtitle) not in squeeze(title) else title


def _venue(row: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """The type, and what the work appeared in: of two containers of a chapter the first is the series.

    A place such as ``Rome Italy`` cannot be told apart into city and country, and is left out.
    """
    containers = values.texts(row.get("container-title"))
    series, book = (containers[0], containers[-1]) if len(containers) > 1 else ("", "".join(containers))
    if kind != "book-chapter" and series:
        series, book = "", containers[0]
    event = values.part(row, "event")
    known = venues.recognise(book)
    at_conference = bool(event) or (known is not None and known.kind is venues.VenueKind.CONFERENCE)
    return {
        "type": "paper-conference" if kind == "book-chapter" and at_conference else kind,
        "container-title": book,
        "collection-title": series,
        "container-title-short": values.text(row, "short-container-title"),
        "event-title": values.text(event, "name"),
        "event-place": place if "," in (place := values.text(event, "location")) else "",
        "event-date": _days(event),
    }


def _days(event: Any) -> dict[str, Any]:
    """The days of an event, as one date of CSL."""
    ends = [values.members(values.part(event, end, "date-parts"))[:1] for end in ("start", "end")]
    parts = [end[0] for end in ends if end and isinstance(end[0], list)]
    return {"date-parts": parts} if parts else {}


def _issued(row: Mapping[str, Any]) -> Any:
    """The first date that has a year: printed, published, issued."""
    for name in ("published-print", "published", "published-online", "issued"):
        date = csljson.date(row.get(name))
        if date and date.date_parts:
            return row[name]
    return {}


def _people(value: Any, doi: str) -> list[dict[str, Any]]:
    """Names; none where their order is not that of the paper, which another source knows."""
    found = []
    for person in values.objects(value):
        parts = {part: values.text(person, part) for part in ("family", "given", "suffix")}
        literal = values.text(person, "name") or values.text(person, "literal")
        name = {part: text for part, text in parts.items() if text} if parts["family"] else {}
        if not name and (literal or parts["given"]):
            name = {"literal": literal or parts["given"]}
        if name:
            found.append(name)
    families = [name.get("family", "").casefold() for name in found]
    ordered = doi.startswith(_ALPHABETIC) and len(families) >= _FEW and families == sorted(families)
    return [] if ordered else found


def _notices(row: Mapping[str, Any], doi: str, source: str) -> Iterator[Notice]:
    """What was published about the work; one that was retracted may say so as a notice about itself (§11.10)."""
    for update in values.objects(row.get("updated-by")):
        yield from records.notice(source, values.text(update, "type"), values.text(update, "DOI"))
    for update in values.objects(row.get("update-to")):
        if values.text(update, "DOI").lower() == doi.lower():
            yield from records.notice(source, values.text(update, "type"), doi)


def _same_works(row: Mapping[str, Any]) -> Iterator[str]:
    """The tokens of other records of the work: preprints, versions, older DOIs."""
    for relation in _SAME:
        for other in values.objects(values.part(row, "relation", relation)):
            if found := records.read_identifier(values.text(other, "id")):
                yield found.token
    for link in values.objects(row.get("link")):
        if number := _ARTICLE.search(values.text(link, "URL")):
            yield Identifier("ieee", number[1]).token
    for alias in values.texts(row.get("aliases")):
        if found := records.read_identifier(alias, "doi"):
            yield found.token


SOURCE = Source(
    name="crossref",
    title="Crossref",
    hosts=(_HOST,),
    calls=(Call.RECORD, Call.LIST, Call.SEARCH),
    kinds=frozenset({"doi"}),
    batch=_BATCH,
    by_identifier=lambda identifiers: tuple(_by_identifier(identifiers)),
    search=lambda wanted: tuple(_search(wanted)),
    read=_read,
)
