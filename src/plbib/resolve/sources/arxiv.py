"""arXiv's API (https://info.arxiv.org/help/api): preprints, many in one call (§3.10, §5.6)."""

from collections.abc import Iterator, Sequence
from typing import Any

from plbib.papers.identifiers import Identifier
from plbib.resolve import notices
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.sources import queries, records, trees, values
from plbib.resolve.sources.source import ATOM, Answer, Call, Query, Reply, Source

_HOST = "export.arxiv.org"
_BATCH = 100
_ROWS = "5"
_NAMES = {"atom": "http://www.w3.org/2005/Atom", "arxiv": "http://arxiv.org/schemas/atom"}


def _by_identifier(identifiers: Sequence[Identifier]) -> Iterator[Query]:
    """One call for all; ids that it does not know are left out of the answer."""
    asked = (("id_list", ",".join(name.value for name in identifiers)), ("max_results", str(len(identifiers))))
    about = tuple(name.token for name in identifiers)
    yield _request(asked, Call.LIST if len(about) > 1 else Call.RECORD, about=about)


def _search(wanted: Wanted) -> Iterator[Query]:
    """By the words of the title as a phrase."""
    if words := " ".join(queries.bare(wanted.paper.title)):
        asked = (("search_query", f'ti:"{words}"'), ("max_results", _ROWS))
        yield _request(asked, Call.SEARCH, title=wanted.paper.title)


def _request(
    parameters: tuple[tuple[str, str], ...], call: Call, about: tuple[str, ...] = (), title: str = ""
) -> Query:
    return Query(
        source="arxiv",
        host=_HOST,
        path="/api/query",
        parameters=parameters,
        call=call,
        accept=ATOM,
        about=about,
        title=title,
    )


def _read(_: Query, answer: Answer) -> Reply:
    """The entries of a feed, in whatever order; an error is an entry, too, whose id is no paper's."""
    feed = trees.xml(answer.body)
    if feed.tag != f"{{{_NAMES['atom']}}}feed":
        raise values.UnreadableError("no feed")
    return records.reply(map(_entry, feed.findall("atom:entry", _NAMES)))


def _entry(entry: Any) -> Candidate | None:
    def text(path: str) -> str:
        return values.text(trees.line(entry.find(path, _NAMES)))

    name = records.read_identifier(text("atom:id"), "arxiv")
    if name is None:
        return None
    published = records.read_identifier(text("arxiv:doi"), "doi")
    csl = {
        "type": "article",
        "title": text("atom:title"),
        "author": records.people(trees.line(person) for person in entry.findall("atom:author/atom:name", _NAMES)),
        "issued": records.iso(text("atom:published")),
        "publisher": "arXiv",
        "number": f"arXiv:{name.value}",
        "DOI": f"10.48550/arXiv.{name.value}",
        "URL": f"https://arxiv.org/abs/{name.value}",
        "abstract": text("atom:summary"),
    }
    tokens = [published.token] if published else []
    told = notices.of_remark(text("arxiv:comment"), "arxiv")
    return records.candidate("arxiv", csl, [name], key=name.value, tokens=tokens, notices=told)


SOURCE = Source(
    name="arxiv",
    title="arXiv",
    hosts=(_HOST,),
    calls=(Call.RECORD, Call.LIST, Call.SEARCH),
    kinds=frozenset({"arxiv"}),
    batch=_BATCH,
    by_identifier=lambda identifiers: tuple(_by_identifier(identifiers)),
    search=lambda wanted: tuple(_search(wanted)),
    read=_read,
    family=("arxiv.org",),
)
