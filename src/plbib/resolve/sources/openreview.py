"""OpenReview's API (https://docs.openreview.net), version 2 and then 1: none has the notes of the other (§3.4, §11.5).

Since 2026 it answers anonymous calls with a challenge, which is a refusal; a user's own token opens it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from plbib.io.http.credentials import Credential
from plbib.model import Item
from plbib.papers.identifiers import Identifier
from plbib.papers.kinds import kind_of
from plbib.resolve.candidates import Candidate, Wanted
from plbib.resolve.sources import bibs, queries, records, values
from plbib.resolve.sources.source import Answer, Call, Query, Reply, Source, in_turn
from plbib.text.patterns import regex

_HOSTS = ("api2.openreview.net", "api.openreview.net")
_ROWS = "10"
_DECISION = regex(
    r"(?i)(?<=\d{4})\s*(?:[-–:,]\s*)?(?:\([^()]*\)|(?:conference )?(?:oral|poster|spotlight|notable.*))\s*$"
)
_YEAR = regex(r"\b(?:19|20)\d\d\b")
_NOT_ACCEPTED = regex(r"submitted to|submission|withdrawn|reject", re.IGNORECASE)
_REFUSED = regex(r"\b(?:conference )?(?:(?:desk[ _])?reject\w*|withdrawn|submission)\b\s*", re.IGNORECASE)
_PUBLISHED_HERE = ("ICLR.cc/", "colmweb.org/")
"""Conferences whose proceedings are OpenReview's own pages."""


def _by_identifier(identifiers: Sequence[Identifier]) -> Iterator[Query]:
    for name in identifiers:
        yield from _requests("/notes", (("id", name.value),), Call.RECORD, about=(name.token,))


def _search(wanted: Wanted) -> Iterator[Query]:
    if words := queries.words(wanted.paper.title):
        asked = (("term", words), ("type", "terms"), ("content", "title"), ("limit", _ROWS))
        yield from _requests("/notes/search", asked, Call.SEARCH, title=wanted.paper.title)


def _requests(
    path: str, parameters: tuple[tuple[str, str], ...], call: Call, about: tuple[str, ...] = (), title: str = ""
) -> tuple[Query, ...]:
    """The request to version 2, and behind it that to version 1."""
    one = Query(
        source="openreview",
        host=_HOSTS[0],
        path=path,
        parameters=parameters,
        call=call,
        about=about,
        title=title,
    )
    return in_turn(replace(one, host=host) for host in _HOSTS)


def _read(_: Query, answer: Answer) -> Reply:
    """The notes that are papers; reviews and comments are notes of another's forum."""
    body = values.decode(answer.body)
    if not isinstance(body, dict) or "notes" not in body:
        raise values.UnreadableError("no notes")
    notes = values.objects(body["notes"])
    papers = (note for note in notes if values.text(note, "forum") in ("", values.text(note, "id")))
    return records.reply(map(_note, papers))


def _note(note: dict[str, Any]) -> Candidate | None:
    identifier, content = values.text(note, "id"), note.get("content")
    if not identifier or not isinstance(content, dict):
        return None
    authors = [name for name in _values(content, "authors") if name.casefold() != "anonymous"]
    csl = {
        **_venue(content),
        "title": "".join(_values(content, "title")[:1]),
        "author": records.people(authors),
        "URL": f"https://openreview.net/forum?id={identifier}",
        "abstract": "".join(_values(content, "abstract")[:1]),
    }
    withdrawn = any("withdrawn" in text.lower() for name in ("venue", "venueid") for text in _values(content, name))
    notices = records.notice("openreview", "withdrawal") if withdrawn else []
    names = [Identifier("openreview", identifier)]
    return records.candidate("openreview", csl, names, key=identifier, notices=notices)


def _values(content: dict[str, Any], name: str) -> list[str]:
    """The texts of a field, which version 2 wraps."""
    value = content.get(name)
    return values.texts(value.get("value") if isinstance(value, dict) else value)


def _venue(content: dict[str, Any]) -> dict[str, Any]:
    """Where it appeared, by the note's own BibTeX and by the name of the venue; what was not accepted says so."""
    venue = "".join(_values(content, "venue")[:1])
    venue_id = "".join(_values(content, "venueid")[:1])
    own = _own(content)
    years = _YEAR.findall(venue) or _YEAR.findall(venue_id)
    year = (own.issued.year if own and own.issued else None) or (int(years[-1]) if years else None)
    name = _DECISION.sub("", venue)
    issued = records.day(year)
    if _NOT_ACCEPTED.search(f"{venue} {venue_id}"):
        about = _REFUSED.sub("", name).strip()
        shown = name if name.lower().startswith("submitted to") else f"Submitted to {about}"
        return {"type": "article", "container-title": shown, "issued": issued}
    name = _YEAR.sub("", name).strip()
    kind = own.type if own and own.type != "document" else kind_of(name, (), year)
    official = records.venue(kind, name, year)
    printed = own.container_title if own and official["container-title"] == name else None
    return {
        "type": kind,
        **official,
        **({"container-title": printed} if printed else {}),
        **({"publisher": "OpenReview.net"} if venue_id.startswith(_PUBLISHED_HERE) else {}),
        "ISSN": own.issn if own else "",
        "issued": issued,
    }


def _own(content: dict[str, Any]) -> Item | None:
    """The record in the note's BibTeX."""
    written = "".join(_values(content, "_bibtex")[:1])
    try:
        found = bibs.read(written.encode()) if written else []
    except values.UnreadableError:
        return None
    return found[0].item if found else None


SOURCE = Source(
    name="openreview",
    title="OpenReview",
    hosts=_HOSTS,
    calls=(Call.RECORD, Call.SEARCH),
    kinds=frozenset({"openreview"}),
    by_identifier=lambda identifiers: tuple(_by_identifier(identifiers)),
    search=lambda wanted: tuple(_search(wanted)),
    read=_read,
    family=("openreview.net",),
    credentials=(Credential(variable="OPENREVIEW_TOKEN", hosts=_HOSTS, header="Authorization", form="Bearer {}"),),
    unproven="no answer to a call with a token has been recorded since the service asks for one",
)
