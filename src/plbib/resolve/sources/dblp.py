"""dblp (https://dblp.org), by key and by title, at its own host and at that of Trier (§3.3, §5.2, §11.3, §11.4)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from msgspec.structs import replace

from plbib.papers.identifiers import Identifier, identify
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.packed import unpack
from plbib.resolve.sources import bibs, queries, records, values
from plbib.resolve.sources.source import BIBTEX, Answer, Call, Query, Reply, Source

_HOST = "dblp.org"
_MIRRORS = ("dblp.uni-trier.de",)
_MOST_WORDS, _FEW_WORDS, _FEWEST = 12, 6, 3
_ROWS, _MORE_ROWS = "30", "100"
_TYPES = {
    "Conference and Workshop Papers": "paper-conference",
    "Journal Articles": "article-journal",
    "Informal and Other Publications": "article",
    "Informal Publications": "article",
    "Parts in Books or Collections": "chapter",
    "Reference Works": "entry-encyclopedia",
    "Books and Theses": "book",
    "Editorship": "book",
    "Data and Artifacts": "dataset",
}
_THESES = ("phd/", "ms/")
_PREPRINTS = "CoRR"


def _by_identifier(identifiers: Sequence[Identifier]) -> Iterator[Query]:
    """The record of a key as BibTeX in its standard form, which has the editors and the whole title of the volume."""
    for name in identifiers:
        yield Query(
            source="dblp",
            host=_HOST,
            mirrors=_MIRRORS,
            path=f"/rec/{quote(name.value, safe='/')}.bib",
            parameters=(("param", "1"),),
            accept=BIBTEX,
            about=(name.token,),
        )


def _search(wanted: Wanted) -> Iterator[Query]:
    """All words must be in the title; an empty answer is no proof, and fewer words are asked for next."""
    words = queries.bare(wanted.paper.title, 2)[:_MOST_WORDS]
    fewer = max(_FEWEST, min(_FEW_WORDS, len(words) - 2))
    longest = sorted(range(len(words)), key=lambda place: -len(words[place]))[:fewer]
    shorter = [words[place] for place in sorted(longest)]
    if words:
        following = _query(shorter, _MORE_ROWS, wanted) if len(shorter) < len(words) else None
        yield _query(words, _ROWS, wanted, following)


def _query(words: Sequence[str], rows: str, wanted: Wanted, otherwise: Query | None = None) -> Query:
    return Query(
        source="dblp",
        host=_HOST,
        mirrors=_MIRRORS,
        path="/search/publ/api",
        parameters=(("q", " ".join(words)), ("format", "json"), ("h", rows), ("c", "0")),
        call=Call.SEARCH,
        title=wanted.paper.title,
        otherwise=otherwise,
    )


def _read(request: Query, answer: Answer) -> Reply:
    """The record of a key, or the hits of a search; there is no key ``hit`` where there is none."""
    if request.accept == BIBTEX:
        found = bibs.candidates("dblp", answer.body, request.about)
        return records.reply(_unpacked(candidate, request.about) for candidate in found)
    hits = values.part(values.decode(answer.body), "result", "hits")
    if not isinstance(hits, dict):
        raise values.UnreadableError("no hits")
    return records.reply(_hit(values.part(hit, "info")) for hit in values.objects(hits.get("hit")))


def _unpacked(found: Candidate, about: Sequence[str]) -> Candidate:
    """The candidate with its key, and with the title of its volume apart from what dblp packs into it."""
    record = found.record
    identifiers = record.identifiers | ({"dblp": records.parse(about[0]).value} if len(about) == 1 else {})
    item = unpack(record.item)
    return replace(found, record=replace(record, item=item, identifiers=identifiers))


def _hit(info: Any) -> Candidate | None:
    if not isinstance(info, dict) or not (kind := values.text(info, "type")):
        return None  # without a type it may be a whole volume
    key = values.text(info, "key")
    links = [identify(link) for link in values.texts(info.get("ee"))]
    doi = values.text(info, "doi") or next((name.value for name in links if name and name.kind == "doi"), "")
    csl = {
        "type": "thesis" if key.startswith(_THESES) else _TYPES.get(kind, "document"),
        "title": values.text(info, "title").removesuffix("."),
        "author": records.people(_names(info)),
        "issued": records.day(values.number(info, "year")),
        "DOI": doi,
        "URL": next(iter(values.texts(info.get("ee"))), ""),
        **_venue(info, links),
    }
    identifiers = [Identifier("dblp", key) if key else None, *links]
    return records.candidate("dblp", csl, identifiers, key=key, whole=kind == "Editorship")


def _names(info: Mapping[str, Any]) -> Iterator[str]:
    """The authors: objects with a text, one of them in place of a list, or texts."""
    for author in values.members(values.part(info, "authors", "author")):
        yield values.text(author, "text") if isinstance(author, dict) else values.text(author)


def _venue(info: Mapping[str, Any], links: Sequence[Identifier | None]) -> dict[str, str]:
    """Where it appeared, by the official title of the venue's volume of that year; a preprint has its number alone."""
    venue, kind = values.text(info, "venue"), _TYPES.get(values.text(info, "type"), "document")
    if venue == _PREPRINTS:
        arxiv = next((name.value for name in links if name and name.kind == "arxiv"), "")
        return {"type": "article", "publisher": "arXiv", "number": f"arXiv:{arxiv}" if arxiv else ""}
    own = {"volume": values.text(info, "volume"), "publisher": values.text(info, "publisher")}
    return {
        **records.venue(kind, venue, values.number(info, "year")),
        **{name: value for name, value in own.items() if value},
        "issue": values.text(info, "number"),
        "page": values.text(info, "pages"),
    }


SOURCE = Source(
    name="dblp",
    title="dblp",
    hosts=(_HOST, *_MIRRORS),
    calls=(Call.RECORD, Call.SEARCH),
    kinds=frozenset({"dblp"}),
    by_identifier=lambda identifiers: tuple(_by_identifier(identifiers)),
    search=lambda wanted: tuple(_search(wanted)),
    read=_read,
)
