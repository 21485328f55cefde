"""Schedules of NeurIPS, ICML, ICLR and MLSys: which paper an event is, by the number in its address (§3.5).

They say title and authors, and sometimes where the paper lies; the same paper has several events.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from plbib.papers.identifiers import Identifier
from plbib.resolve.candidates import Candidate
from plbib.resolve.sources import records, values
from plbib.resolve.sources.source import Answer, Call, Query, Reply, Source

_HOSTS = {"mlsys": "mlsys.org", "icml": "icml.cc", "iclr": "iclr.cc", "neurips": "neurips.cc"}
_VENUES = {"mlsys": "MLSys", "icml": "ICML", "iclr": "ICLR", "neurips": "NeurIPS"}
_BATCH = 500
_LINKS = ("paper_url", "sourceurl", "paper_pdf_url", "virtualsite_url")


def _by_identifier(identifiers: Sequence[Identifier]) -> Iterator[Query]:
    """One file for all papers of a conference's year."""
    asked = defaultdict(list)
    for name in identifiers:
        conference, _, rest = name.value.partition("/")
        year = rest.partition("/")[0]
        if conference in _HOSTS and year.isdigit():
            asked[conference, year].append(name.token)
    for (conference, year), tokens in asked.items():
        yield Query(
            source="schedule",
            host=_HOSTS[conference],
            path=f"/static/virtual/data/{conference}-{year}-orals-posters.json",
            call=Call.PAGE,
            about=tuple(tokens),
        )


def _read(request: Query, answer: Answer) -> Reply:
    """The events that were asked for, among all of a year."""
    body = values.decode(answer.body)
    if not isinstance(body, dict) or "results" not in body:
        raise values.UnreadableError("no results")
    asked = {token.rpartition("/")[2]: token for token in request.about}
    rows = [(asked.get(values.text(row, "id")), row) for row in values.objects(body["results"])]
    return records.reply(_event(row, token) for token, row in rows if token)


def _event(row: dict[str, Any], token: str) -> Candidate | None:
    conference, year, _ = records.parse(token).value.split("/")
    links = [records.read_identifier(values.text(row, name)) for name in _LINKS]
    csl = {
        "type": "paper-conference",
        "title": values.text(row, "name"),
        "author": records.people(values.text(author, "fullname") for author in values.objects(row.get("authors"))),
        **records.venue("paper-conference", _VENUES[conference], int(year)),
        "issued": records.day(int(year)),
    }
    names = [name for name in links if name and name.kind != "event"]
    return records.candidate("schedule", csl, names, key=token, tokens=[token])


SOURCE = Source(
    name="schedule",
    title="Schedules of NeurIPS, ICML, ICLR, MLSys",
    hosts=tuple(_HOSTS.values()),
    calls=(Call.PAGE,),
    kinds=frozenset({"event"}),
    batch=_BATCH,
    by_identifier=lambda identifiers: tuple(_by_identifier(identifiers)),
    read=_read,
    family=("nips.cc",),
    unproven="only the shape of a file is known, from a program that reads it; no file has been recorded",
)
