"""What a service that knows papers is: the requests to make, and what an answer says. Pure, no network.

Who runs them (``resolve/run``) sends what :attr:`Source.by_identifier` and :attr:`Source.search` give, hands each
answer to :func:`plbib.resolve.sources.read`, sends what that asks for in turn (:attr:`Reply.requests`), and decides
about the candidates (:func:`plbib.resolve.match.decide`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from urllib.parse import urlencode

from msgspec import Struct
from msgspec.structs import replace

from plbib.io.http.credentials import Credential
from plbib.papers.identifiers import Identifier
from plbib.resolve.candidates import Candidate, Wanted

JSON = "application/json"
HTML = "text/html"
ATOM = "application/atom+xml"
BIBTEX = "application/x-bibtex, */*;q=0.1"


class Call(StrEnum):
    """The kind of a call; services limit them apart (``spec/metadata-sources.md`` §11.1)."""

    RECORD = "record"
    """One record by its identifier."""
    LIST = "list"
    """Several records by their identifiers."""
    SEARCH = "search"
    PAGE = "page"
    """A page or file of a web site: its ``robots.txt`` counts."""


class Query(Struct, frozen=True, kw_only=True):
    """One call. Nothing of the user is in it: the client adds what :attr:`Source.credentials` name.

    ``path`` begins with a slash and is percent-encoded, ``parameters`` are not. A ``body`` is JSON, to be posted.
    ``mirrors`` are hosts that answer the same, to be asked in this order where ``host`` fails. ``about`` are the
    tokens, ``title`` is the title that it asks for; both stay here. ``otherwise`` is asked where the service answers,
    but has no record.
    """

    source: str
    host: str
    path: str
    parameters: tuple[tuple[str, str], ...] = ()
    call: Call = Call.RECORD
    accept: str = JSON
    body: bytes = b""
    mirrors: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    title: str = ""
    otherwise: "Query | None" = None

    @property
    def method(self) -> str:
        return "POST" if self.body else "GET"

    @property
    def url(self) -> str:
        """The address with its parameters."""
        return f"https://{self.host}{self.path}" + (f"?{urlencode(self.parameters)}" if self.parameters else "")


def in_turn(requests: Iterable[Query]) -> tuple[Query, ...]:
    """The first of ``requests``, with each other behind it, to be asked where the one before has no record."""
    following: Query | None = None
    for request in reversed([*requests]):
        following = replace(request, otherwise=following)
    return (following,) if following else ()


class Answer(Struct, frozen=True, kw_only=True):
    """What came back: ``headers`` by their names in lower case, the body unpacked, ``url`` after all redirects."""

    status: int
    headers: Mapping[str, str] = {}
    body: bytes = b""
    url: str = ""


class Outcome(StrEnum):
    """What an answer comes to. Only ``EMPTY`` says that a service does not have a paper."""

    FOUND = "found"
    """Records that may be it, or where else to ask."""
    EMPTY = "empty"
    REFUSED = "refused"
    """A login, a challenge, too many calls: to be asked elsewhere, and never evaded."""
    FAILED = "failed"
    """The service is out of order, or what it sent cannot be read."""


class Reply(Struct, frozen=True, kw_only=True):
    """What an answer says.

    The candidates of a call for several papers are of any of them: their tokens tell whose. ``requests`` go on with the
    same source. The tokens of a candidate (``candidate.paper.tokens``) lead to other sources: the DOI of a preprint's
    publication is one. What a candidate that an identifier names is called is a title to search by, too.
    """

    outcome: Outcome
    candidates: tuple[Candidate, ...] = ()
    requests: tuple[Query, ...] = ()

    def without_abstracts(self) -> "Reply":
        """The same, with no abstract in a record."""
        bare = (
            (found, replace(found.record, item=replace(found.record.item, abstract=None))) for found in self.candidates
        )
        return replace(self, candidates=tuple(replace(found, record=record) for found, record in bare))


class Source(Struct, frozen=True, kw_only=True):
    """A service. ``read`` is called by :func:`plbib.resolve.sources.read` alone, with answers of status 200.

    ``kinds`` are those of the identifiers by which it can be asked, ``batch`` of them in one call. ``family`` are
    hosts beside its own to which a redirect leads to the same work. ``unproven`` says why nobody can be sure that it
    is read as it answers today; ``""`` where recorded answers of today's shape are read.
    """

    name: str
    title: str
    hosts: tuple[str, ...]
    calls: tuple[Call, ...]
    kinds: frozenset[str] = frozenset()
    batch: int = 1
    by_identifier: Callable[[Sequence[Identifier]], Sequence[Query]] | None = None
    search: Callable[[Wanted], Sequence[Query]] | None = None
    read: Callable[[Query, Answer], Reply]
    family: tuple[str, ...] = ()
    credentials: tuple[Credential, ...] = ()
    unproven: str = ""
