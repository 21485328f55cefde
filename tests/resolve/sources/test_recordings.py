"""Recorded answers of the services are read: which are, and which are no answers."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from plbib.formats import csljson
from plbib.resolve.sources import read
from plbib.resolve.sources.source import BIBTEX, Answer, Outcome
from tests.resolve.sources.recordings import recordings
from tests.resolve.sources.twins import request

UNREAD = {
    "crossref": 21,  # agencies, calls that failed, works without a title, lists of which only titles were asked for
    "arxiv": 2,  # errors
    "semanticscholar": 3,  # errors, whose status is 404
    "openalex": 4,  # calls for other fields, a work without a title
    "datacite": 1,  # an error, whose status is 404
    "pubmed": 1,  # a book
    "europepmc": 1,  # a call for numbers alone
    "pages": 3,  # pages that say nothing of a paper
}
"""Recorded bodies that are no records, by source; a ratchet: one more or one less fails."""


@pytest.mark.shared
def test_recorded_answers_are_read(shared: Path) -> None:
    unread: dict[str, int] = {}
    every = [*recordings(shared)]
    for one in every:
        if read(one.request, Answer(status=200, body=one.body)).outcome is Outcome.FAILED:
            unread[one.request.source] = unread.get(one.request.source, 0) + 1
    assert len(every) > 390
    assert unread == UNREAD


def envelope(source: str, rows: Any) -> Any:
    """The rows of a search as the service wraps them."""
    if source == "crossref":
        return {"status": "ok", "message-type": "work-list", "message": {"total-results": len(rows), "items": rows}}
    if source == "openalex":
        return {"meta": {"count": len(rows)}, "results": rows}
    return {"result": {"hits": {"@total": str(len(rows)), **({"hit": rows} if rows else {})}}}


@pytest.mark.shared
@pytest.mark.parametrize("source", ["crossref", "openalex", "dblp"])
def test_recorded_searches_are_read_row_by_row(shared: Path, source: str) -> None:
    """Every row of a search is a candidate, but for what is no publication and what has no title."""
    for path in sorted((shared / "payloads" / source).glob("refchecker_search*.jsonl"))[:1]:
        for line in path.read_text(encoding="utf-8").splitlines()[:150]:
            rows = json.loads(line)["answer"]
            if not isinstance(rows, list):
                continue
            reply = read(request(source), Answer(status=200, body=json.dumps(envelope(source, rows)).encode()))
            titled = [row for row in rows if row.get("title") or row.get("info", {}).get("title")]
            works = [row for row in titled if row.get("type") not in ("component", "peer-review", "grant")]
            assert len(reply.candidates) == len(works)
            assert (reply.outcome is Outcome.FOUND) == bool(works)


DIFFERENT = {
    ("aclanthology", "container-title-short"): 6,
    ("aclanthology", "editor"): 1,  # an old form of its BibTeX
    ("aclanthology", "event-date"): 6,
    ("aclanthology", "event-title"): 6,
    ("dblp", "DOI"): 5,  # those of NeurIPS
    ("dblp", "author"): 3,  # spelled or split otherwise by the proceedings
    ("dblp", "container-title"): 1,
    ("dblp", "container-title-short"): 44,
    ("dblp", "editor"): 11,
    ("dblp", "page"): 14,  # dblp has none
}
"""Fields in which records of one source differ from the verified ones, and in how many of fifty; a ratchet."""


def entries(text: str) -> Iterator[str]:
    """The entries of a .bib in which each begins a line."""
    return (part for part in re.split(r"(?m)^(?=@)", text) if part.startswith("@"))


@pytest.mark.shared
def test_records_are_those_that_people_verified(shared: Path, records: dict[int, dict[str, Any]]) -> None:
    folder = shared / "payloads"
    given: dict[tuple[str, str], str] = {}
    for entry in entries((folder / "dblp" / "seed_neurips_iclr.bib").read_text(encoding="utf-8")):
        given["dblp", re.findall(r"^@\w+\{DBLP:([^,]+),", entry)[0]] = entry
    for name in ("seed_acl2022.bib", "2021.findings-acl.188.bib"):
        for entry in entries((folder / "aclanthology" / name).read_text(encoding="utf-8")):
            given["acl", re.findall(r"aclanthology\.org/([\w.-]+?)/?\"", entry)[0]] = entry
    different: Counter[tuple[str, str]] = Counter()
    for row in records.values():
        for kind, source in (("dblp", "dblp"), ("acl", "aclanthology")):
            if entry := given.pop((kind, row["identifiers"].get(kind, "")), ""):
                asked = request(source, accept=BIBTEX, about=(f"{kind}:{row['identifiers'][kind]}",))
                (found,) = read(asked, Answer(status=200, body=entry.encode())).candidates
                item = json.loads(msgspec.json.encode(csljson.variables(found.record.item)))
                names = row["csl"].keys() | item.keys()
                different.update((source, name) for name in names if row["csl"].get(name) != item.get(name))
    assert given == {}
    assert different == DIFFERENT
