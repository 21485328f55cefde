"""Recorded answers of services about references of real papers, as candidates.

They are read apart from ``plbib``'s own readers of services, so that decisions are judged alone.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from plbib.model import Date, Item, Record, Status
from plbib.papers.identifiers import token
from plbib.papers.identity import Paper
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.local import printed_names
from plbib.text.html import unescape
from tests.resolve import corpora

References = dict[str, tuple[Wanted, list[Candidate]]]
SERVICES = ("crossref", "dblp", "openalex", "openreview", "semanticscholar")
_PREPRINTS = frozenset({"posted-content", "preprint"})
_ET_AL = "et al"


def references(shared: Path) -> References:
    """The references by their titles, each with what the services answered about it."""
    cited: dict[str, dict[str, Any]] = {}
    found: defaultdict[str, list[Candidate]] = defaultdict(list)
    for service in SERVICES:
        for file in sorted((shared / "payloads" / service).glob("refchecker*")):
            for line in file.read_bytes().splitlines():
                row = msgspec.json.decode(line)
                if row.get("cited"):
                    cited.setdefault(row["cited"]["title"], row["cited"])
                    answer = row["answer"]
                    rows = answer if isinstance(answer, list) else [answer] if answer else []
                    found[row["cited"]["title"]] += filter(None, (candidate(service, each) for each in rows))
    return {title: (wanted(reference), found[title]) for title, reference in cited.items()}


def wanted(cited: dict[str, Any]) -> Wanted:
    """A reference as it is cited."""
    links = filter(None, (cited.get("url"), cited.get("doi") and f"https://doi.org/{cited['doi']}"))
    people = tuple(name for author in cited["authors"] if author != _ET_AL for name in printed_names(author))
    paper = Paper(
        title=cited["title"], tokens=frozenset(map(token, links)), authors=people, year=cited.get("year") or None
    )
    return Wanted(paper=paper, venue=cited.get("venue") or None)


def candidate(service: str, row: dict[str, Any]) -> Candidate | None:
    """A record in an answer of ``service``; None for what is none."""
    return _READERS[service](row)


def _record(service: str, row: dict[str, Any], names: Iterator[str], **identifiers: str | None) -> Candidate | None:
    if not row.get("title"):
        return None
    item = Item(
        type=row.get("type") or "paper-conference",
        title=unescape(unescape(row["title"])).removesuffix("."),
        author=tuple(name for person in names for name in printed_names(re.sub(r" \d{4}$", "", person))),
        container_title=row.get("venue") or None,
        issued=Date(date_parts=((int(row["year"]),),)) if row.get("year") else None,
        doi=(row.get("doi") or "").removeprefix("https://doi.org/").lower() or None,
        url=row.get("url"),
    )
    own = {kind: value for kind, value in identifiers.items() if value}
    return Candidate(record=Record(key=item.title, item=item, status=Status.GIVEN, identifiers=own), source=service)


def _crossref(row: dict[str, Any]) -> Candidate | None:
    if not row.get("title"):
        return None
    titles = [unescape(title) for title in row["title"]]
    record = corpora.of_crossref({"issued": row.get("published"), **row, "title": titles})
    preprint = row.get("type") in _PREPRINTS
    item = msgspec.structs.replace(record.item, container_title="preprint") if preprint else record.item
    return Candidate(record=msgspec.structs.replace(record, item=item), source="crossref")


def _dblp(row: dict[str, Any]) -> Candidate | None:
    info = row["info"]
    people = info.get("authors", {}).get("author", [])
    names = (person["text"] for person in (people if isinstance(people, list) else [people]))
    venue = info.get("venue")
    links = info.get("ee") or ""
    return _record(
        "dblp",
        {
            **info,
            "venue": venue[0] if isinstance(venue, list) else venue,
            "url": links[0] if isinstance(links, list) else links or None,
            "type": "article-journal" if info["key"].startswith("journals/") else "paper-conference",
        },
        names,
        dblp=info["key"],
    )


def _openalex(row: dict[str, Any]) -> Candidate | None:
    place = ((row.get("primary_location") or {}).get("source") or {}).get("display_name")
    names = (person["author"]["display_name"] or "" for person in row["authorships"])
    venue = "preprint" if row["type"] in _PREPRINTS else place
    return _record("openalex", {**row, "venue": venue, "year": row["publication_year"], "url": None, "type": ""}, names)


def _openreview(row: dict[str, Any]) -> Candidate | None:
    return _record("openreview", {**row, "url": None}, iter(row["authors"]), openreview=row["id"])


def _semanticscholar(row: dict[str, Any]) -> Candidate | None:
    known = row.get("externalIds") or {}
    venue = (row.get("journal") or {}).get("name") or row.get("venue")
    return _record(
        "semanticscholar",
        {**row, "venue": venue, "doi": known.get("DOI"), "url": None},
        (person["name"] for person in row["authors"]),
        arxiv=known.get("ArXiv"),
        dblp=known.get("DBLP"),
    )


_READERS = {
    "crossref": _crossref,
    "dblp": _dblp,
    "openalex": _openalex,
    "openreview": _openreview,
    "semanticscholar": _semanticscholar,
}


def agrees(wanted: Wanted, record: Record, *, shortened: bool = False) -> bool:
    """Whether title, year (within one) and an author are those of a reference, by plain comparison of letters.

    ``shortened``: one title may be the beginning of the other, and the record may have no year.
    """
    one, other = _letters(wanted.paper.title), _letters(record.item.title)
    year = record.item.issued.year if record.item.issued else None
    titled = one == other or (shortened and bool(one and other) and (one.startswith(other) or other.startswith(one)))
    dated = abs(year - wanted.paper.year) <= 1 if year and wanted.paper.year else shortened
    people = {_letters(name.family or "") for name in wanted.paper.authors}
    parts = [part for name in record.item.author for part in (name.family, name.given) if part]
    words = {_letters(word) for part in parts for word in part.split()}
    return titled and dated and bool((people & words) - {""})


def _letters(text: str) -> str:
    return re.sub("[^a-z0-9]", "", unicodedata.normalize("NFKD", text).lower())
