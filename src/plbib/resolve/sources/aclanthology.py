"""The ACL Anthology (https://aclanthology.org): the BibTeX of a paper, and its page where there is none (§3.6)."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from plbib.papers.identifiers import Identifier
from plbib.resolve.sources import bibs, highwire, records
from plbib.resolve.sources.source import BIBTEX, HTML, Answer, Call, Query, Reply, Source, in_turn

_HOST = "aclanthology.org"


def _by_identifier(identifiers: Sequence[Identifier]) -> Iterator[Query]:
    for name in identifiers:
        path = f"/{quote(name.value, safe='')}"
        yield from in_turn(
            Query(
                source="aclanthology",
                host=_HOST,
                path=path + end,
                call=Call.PAGE,
                accept=accept,
                about=(name.token,),
            )
            for end, accept in ((".bib", BIBTEX), ("/", HTML))
        )


def _read(request: Query, answer: Answer) -> Reply:
    if request.accept == HTML:
        return records.reply([highwire.candidate("aclanthology", answer, request.about)])
    return records.reply(bibs.at_event(bibs.candidates("aclanthology", answer.body, request.about)))


SOURCE = Source(
    name="aclanthology",
    title="ACL Anthology",
    hosts=(_HOST,),
    calls=(Call.PAGE,),
    kinds=frozenset({"acl"}),
    by_identifier=lambda identifiers: tuple(_by_identifier(identifiers)),
    read=_read,
    family=("www.aclweb.org", "aclweb.org"),
)
