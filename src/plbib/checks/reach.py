"""Do the links of a list still lead somewhere? Pure: what is asked of their hosts, and what the answers say.

Only what says itself that it is gone counts as gone. A host that refuses programs, is busy or silent says nothing.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec
from msgspec import Struct

from plbib.findings import Code
from plbib.io.http.client import Conversation
from plbib.io.http.messages import CallKind, Outcome, Refusal, Request, Response
from plbib.io.http.safety import domain
from plbib.model import Entry, Finding, Library, Link
from plbib.text.patterns import regex
from plbib.text.unicode import visible

_GONE = frozenset({404, 410})
_LOGIN = regex(r"(?i)(?:^|[/._-])(?:log[-_]?in|sign[-_]?in|sso|auth|authenticate|account|shibboleth|cas)(?:$|[/._?-])")
_HOME = regex(r"(?i)/?(?:index\.\w+|home(?:page)?(?:\.\w+)?|[a-z]{2}(?:[-_][a-z]{2})?)?/?")
_WAYBACK = "https://archive.org/wayback/available?url="


class LinkVerdict(StrEnum):
    """What becomes of a link."""

    FINE = "fine"
    GONE = "gone"
    SUSPICIOUS = "suspicious"
    UNSURE = "could not tell"
    UNASKED = "not asked"


class LinkReach(Struct, frozen=True, kw_only=True):
    """A verdict, and why; of a link that is gone, a copy in an archive, if there is one."""

    verdict: LinkVerdict
    why: str = ""
    copy: str = ""


def look(url: str) -> Conversation[LinkReach]:
    """Whether an address leads somewhere: its head is asked for, then, if that does not answer, a piece of the page."""
    (head,) = yield [Request(url=url, method="HEAD", kind=CallKind.LINK, anywhere=True)]
    reach = judge(url, head)
    if reach.verdict in (LinkVerdict.FINE, LinkVerdict.SUSPICIOUS, LinkVerdict.UNASKED):
        return reach
    (page,) = yield [Request(url=url, kind=CallKind.LINK, anywhere=True)]
    reach = judge(url, page)
    if reach.verdict is not LinkVerdict.GONE:
        return reach
    wayback = f"{_WAYBACK}{quote(url, safe='')}"
    (archived,) = yield [Request(url=wayback, kind=CallKind.RECORD, headers={"accept": "application/json"})]
    return LinkReach(verdict=reach.verdict, why=reach.why, copy=_copy(archived))


def judge(url: str, outcome: Outcome) -> LinkReach:
    """What one answer says about an address."""
    if isinstance(outcome, Response):
        if outcome.status in _GONE:
            return LinkReach(verdict=LinkVerdict.GONE, why=f"status {outcome.status}")
        if 200 <= outcome.status < 300:
            strange = _is_strange(url, outcome.url)
            verdict = LinkVerdict.SUSPICIOUS if strange else LinkVerdict.FINE
            return LinkReach(verdict=verdict, why=strange)
        return LinkReach(verdict=LinkVerdict.UNSURE, why=f"status {outcome.status}")
    if outcome.why is Refusal.NOWHERE:
        return LinkReach(verdict=LinkVerdict.GONE, why=str(outcome))
    verdict = LinkVerdict.UNASKED if outcome.why is Refusal.OFFLINE else LinkVerdict.UNSURE
    return LinkReach(verdict=verdict, why=str(outcome))


def _is_strange(url: str, last: str) -> str:
    """Why the last address of redirects is not where a link is meant to lead; empty if it may be."""
    here, there = urlsplit(url), urlsplit(last)
    if _LOGIN.search(there.path) and not _LOGIN.search(here.path):
        return f"leads to a login: {last}"
    if _HOME.fullmatch(there.path) and not there.query and not _HOME.fullmatch(here.path):
        elsewhere = domain(here.hostname or "") != domain(there.hostname or "")
        return f"leads to the front page of {'another host' if elsewhere else 'its host'}: {last}"
    return ""


def _copy(outcome: Outcome) -> str:
    """The archived copy that an answer of the Wayback Machine names."""
    if not isinstance(outcome, Response) or outcome.status != 200:
        return ""
    try:
        answer: Any = msgspec.json.decode(outcome.body)
        closest = answer["archived_snapshots"]["closest"]
        address = str(closest["url"]) if closest["available"] and str(closest["status"]).startswith("2") else ""
    except (msgspec.DecodeError, LookupError, TypeError):
        return ""
    return address.replace("http://", "https://", 1) if address.startswith("http") else ""


def links(library: Library) -> Iterator[tuple[Entry, Link, str]]:
    """Every link of a list that has an address of the web, with its entry and the citation key of that."""
    for record in library.records:
        for entry in record.entries:
            for link in entry.links:
                if link.url.lower().startswith(("http://", "https://")):
                    yield entry, link, record.key


def report(entry: Entry, link: Link, key: str, reach: LinkReach, first: date | None) -> Finding | None:
    """What is told of a link; ``first`` is the earlier day on which it was gone, too."""
    url = visible(link.url)
    if reach.verdict is LinkVerdict.GONE:
        code = Code.DEAD_LINK if first else Code.LOST_LINK
        since = f", as on {first.isoformat()}" if first else ""
        cure = f"an archived copy is at {visible(reach.copy)}" if reach.copy else None
        return code.finding(f"{url}: {visible(reach.why)}{since}", place=entry.place, key=key, cure=cure)
    doubt = {LinkVerdict.SUSPICIOUS: Code.MOVED_LINK, LinkVerdict.UNSURE: Code.UNCHECKED_LINK}.get(reach.verdict)
    return doubt.finding(f"{url}: {visible(reach.why)}", place=entry.place, key=key) if doubt else None
