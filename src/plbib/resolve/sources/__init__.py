"""The services that know papers. A new one is a file beside this one, which exports ``SOURCE``, and a line here."""

import re
from importlib import import_module

from msgspec.structs import replace

from plbib.resolve.sources.source import HTML, Answer, Outcome, Query, Reply, Source
from plbib.resolve.sources.values import UnreadableError

NAMES = (
    "crossref",
    "dblp",
    "openreview",
    "proceedings",
    "schedule",
    "aclanthology",
    "usenix",
    "pmlr",
    "cvf",
    "arxiv",
    "semanticscholar",
    "openalex",
    "datacite",
    "doi",
    "biorxiv",
    "pubmed",
    "europepmc",
    "springer",
    "pages",
)
"""The names of the sources, which are those of their modules."""

_REFUSED = frozenset({401, 402, 403, 407, 429, 451})
_ABSENT = frozenset({204, 404, 410})
_OK = 200
_HEAD = 20_000
_CHALLENGE = re.compile(
    rb"<title>\s*(?:just a moment|attention required|access denied|are you a robot|ddos-guard|pardon our interruption)"
    rb"|/cdn-cgi/(?:challenge-platform|styles/challenges)|id=\"challenge-error|_Incapsula_Resource",
    re.IGNORECASE,
)
"""Pages in place of a page, whatever their status: a check of the browser, which is never evaded."""


def load(name: str) -> Source:
    """The source called ``name``, one of :data:`NAMES`."""
    source = import_module(f"plbib.resolve.sources.{name}").SOURCE
    if not isinstance(source, Source):
        raise TypeError(f"{name} is no source")
    return source


def read(request: Query, answer: Answer, *, abstracts: bool = False) -> Reply:
    """What ``answer`` to ``request`` says, whatever it is.

    A page where data were asked for is no answer (§3.0), and an answer that cannot be read is none: the outcome is
    the lower one, and nothing is raised. Records have their abstracts if ``abstracts`` are wanted.
    """
    outcome = _triage(request, answer)
    if outcome is not Outcome.FOUND:
        return _otherwise(request, Reply(outcome=outcome))
    try:
        reply = load(request.source).read(request, answer)
    except UnreadableError:
        return Reply(outcome=Outcome.FAILED)
    return _otherwise(request, reply if abstracts else reply.without_abstracts())


def _triage(request: Query, answer: Answer) -> Outcome:
    """What the status and the kind of the body say of an answer; ``FOUND`` where it is to be read."""
    if answer.status in _REFUSED:
        return Outcome.REFUSED
    if answer.status in _ABSENT:
        return Outcome.EMPTY
    if answer.status != _OK:
        return Outcome.FAILED
    if _is_page(answer) if request.accept != HTML else _CHALLENGE.search(answer.body[:_HEAD]):
        return Outcome.REFUSED
    return Outcome.FOUND


def _is_page(answer: Answer) -> bool:
    """Whether an answer is a page; some sites give BibTeX as one."""
    kind = answer.headers.get("content-type", "").lower()
    return kind.startswith(("text/html", "application/xhtml")) and not answer.body.lstrip().startswith(b"@")


def _otherwise(request: Query, reply: Reply) -> Reply:
    """``reply`` with the request that is next where there is no record."""
    if reply.outcome is not Outcome.EMPTY or request.otherwise is None:
        return reply
    return replace(reply, requests=(*reply.requests, request.otherwise))
