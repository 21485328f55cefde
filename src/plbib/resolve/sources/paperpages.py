"""Publishers' sites with a page a paper, whose address follows from the identifier: one reading for all of them."""

from collections.abc import Callable, Iterator, Sequence

from plbib.papers.identifiers import Identifier
from plbib.resolve.sources import bibs, highwire, records
from plbib.resolve.sources.source import HTML, Answer, Call, Query, Reply, Source, in_turn


def source(
    name: str,
    title: str,
    host: str,
    scheme: str,
    paths: Callable[[Identifier], Sequence[str]],
    *,
    kind: str = "",
    at_event: bool = False,
    family: tuple[str, ...] = (),
    unproven: str = "",
) -> Source:
    """A source of pages on ``host``: ``paths`` gives those of an identifier of the scheme, in the order to try them.

    What a page says in its BibTeX goes before what it says in its tags, which are of the type ``kind``. ``at_event``
    says that the address in the BibTeX is the place of the event.
    """

    def by_identifier(identifiers: Sequence[Identifier]) -> Sequence[Query]:
        return tuple(sent for identifier in identifiers for sent in in_turn(pages(identifier)))

    def pages(identifier: Identifier) -> Iterator[Query]:
        for path in map(records.path, paths(identifier)):
            about = (identifier.token,)
            yield Query(source=name, host=host, path=path, call=Call.PAGE, accept=HTML, about=about)

    def read(request: Query, answer: Answer) -> Reply:
        found = highwire.from_bibtex(name, answer, request.about)
        written = list(bibs.at_event(found)) if at_event else found
        return records.reply(written or [highwire.candidate(name, answer, request.about, kind)])

    return Source(
        name=name,
        title=title,
        hosts=(host,),
        calls=(Call.PAGE,),
        kinds=frozenset({scheme}),
        by_identifier=by_identifier,
        read=read,
        family=family,
        unproven=unproven,
    )
