"""Any other page of a paper, by what it says of itself for search engines (§3.14)."""

from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, urlsplit

from plbib.papers.identifiers import Identifier
from plbib.resolve.sources import highwire, records
from plbib.resolve.sources.source import HTML, Answer, Call, Query, Reply, Source

_HOMES = {
    "aaai": "ojs.aaai.org/index.php/AAAI/article/view/{}",
    "ijcai": "www.ijcai.org/proceedings/{}",
    "url": "{}",
}
_FILES = (".pdf", ".zip", ".gz", ".ps", ".pptx", ".png", ".jpg", ".mp4", ".bib")


def _by_identifier(identifiers: Sequence[Identifier]) -> Iterator[Query]:
    """The page at an address; none for a file."""
    for name in identifiers:
        try:
            parts = urlsplit("https://" + _HOMES[name.kind].format(name.value))
            host = parts.netloc.encode("idna").decode() if "." in parts.netloc and "@" not in parts.netloc else ""
        except ValueError:
            continue
        if host and not parts.path.lower().endswith(_FILES):
            yield Query(
                source="pages",
                host=host,
                path=records.path(parts.path or "/"),
                parameters=tuple(parse_qsl(parts.query, keep_blank_values=True)),
                call=Call.PAGE,
                accept=HTML,
                about=(name.token,),
            )


def _read(request: Query, answer: Answer) -> Reply:
    return records.reply([highwire.candidate("pages", answer, request.about)])


SOURCE = Source(
    name="pages",
    title="Pages with citation tags or JSON-LD",
    hosts=(),
    calls=(Call.PAGE,),
    kinds=frozenset(_HOMES),
    by_identifier=lambda identifiers: tuple(_by_identifier(identifiers)),
    read=_read,
)
