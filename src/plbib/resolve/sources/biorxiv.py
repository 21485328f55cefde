"""The API of bioRxiv and medRxiv (https://api.biorxiv.org): versions of a preprint, and its publication (§3.14)."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from plbib.papers.identifiers import Identifier
from plbib.resolve.candidates import Candidate
from plbib.resolve.sources import records, values
from plbib.resolve.sources.source import Answer, Call, Query, Reply, Source, in_turn

_HOST = "api.biorxiv.org"
_PREFIXES = ("10.1101/", "10.64898/")
_SERVERS = ("biorxiv", "medrxiv")


def _by_identifier(identifiers: Sequence[Identifier]) -> Iterator[Query]:
    """The versions of a DOI of theirs, at one server and then at the other."""
    for name in identifiers:
        if name.value.startswith(_PREFIXES):
            doi = quote(name.value, safe="/")
            paths = (f"/details/{server}/{doi}/na/json" for server in _SERVERS)
            yield from in_turn(Query(source="biorxiv", host=_HOST, path=path, about=(name.token,)) for path in paths)


def _read(_: Query, answer: Answer) -> Reply:
    """The newest version of each preprint."""
    body = values.decode(answer.body)
    if not isinstance(body, dict) or "collection" not in body:
        raise values.UnreadableError("no collection")
    newest: dict[str, dict[str, Any]] = {}
    for row in sorted(values.objects(body["collection"]), key=lambda row: values.number(row, "version") or 0):
        newest[values.text(row, "doi")] = row
    return records.reply(map(_preprint, newest.values()))


def _preprint(row: dict[str, Any]) -> Candidate | None:
    doi = values.text(row, "doi") or values.text(row, "preprint_doi")
    published = records.read_identifier(values.text(row, "published"), "doi")
    csl = {
        "type": "article",
        "title": values.text(row, "title"),
        "author": records.people(values.text(row, "authors").split(";")),
        "container-title": values.text(row, "server") or "bioRxiv",
        "publisher": "Cold Spring Harbor Laboratory",
        "issued": records.iso(values.text(row, "date")),
        "DOI": doi,
        "abstract": values.text(row, "abstract"),
        "URL": f"https://doi.org/{doi}" if doi else "",
    }
    return records.candidate("biorxiv", csl, key=doi, tokens=[published.token] if published else [])


SOURCE = Source(
    name="biorxiv",
    title="bioRxiv and medRxiv",
    hosts=(_HOST,),
    calls=(Call.RECORD,),
    kinds=frozenset({"doi"}),
    by_identifier=lambda identifiers: tuple(_by_identifier(identifiers)),
    read=_read,
)
