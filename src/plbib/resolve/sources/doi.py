"""DOI content negotiation (https://www.doi.org/the-identifier/resources/handbook): CSL-JSON of any agency (§3.2)."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from plbib.papers.identifiers import Identifier
from plbib.resolve.sources import crossref, records, values
from plbib.resolve.sources.source import Answer, Call, Query, Reply, Source

_HOST = "doi.org"
_CSL = "application/vnd.citationstyles.csl+json"


def _by_identifier(identifiers: Sequence[Identifier]) -> Iterator[Query]:
    """One DOI a call: for those of agencies that have no source of their own here."""
    for name in identifiers:
        path = f"/{quote(name.value, safe='/')}"
        yield Query(source="doi", host=_HOST, path=path, accept=_CSL, about=(name.token,))


def _read(_: Query, answer: Answer) -> Reply:
    """One item; Crossref gives its own names of types, and texts where it has lists elsewhere."""
    row = values.decode(answer.body)
    if not isinstance(row, dict) or not {"title", "DOI"} & row.keys():
        raise values.UnreadableError("no item")
    return records.reply([crossref.work(row, "doi")])


SOURCE = Source(
    name="doi",
    title="DOI content negotiation",
    hosts=(_HOST,),
    calls=(Call.RECORD,),
    kinds=frozenset({"doi"}),
    by_identifier=lambda identifiers: tuple(_by_identifier(identifiers)),
    read=_read,
    family=(
        "api.crossref.org",
        "data.crossref.org",
        "data.crosscite.org",
        "api.datacite.org",
        "data.datacite.org",
        "data.medra.org",
        "www.doi.org",
        "dx.doi.org",
    ),
)
