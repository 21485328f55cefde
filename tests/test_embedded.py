"""The list that comes with plbib: what is read from it, its records, its findings, and how its lock is made."""

import importlib.util
import json
import re
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import plbib
from plbib.checks import check
from plbib.formats import csljson
from plbib.library import lock as locks
from plbib.library.assemble import assemble
from plbib.library.lock import Lock, LockEntry, LockIndex
from plbib.lists.reader import read
from plbib.model import Entry, Reading

DATA = Path(plbib.__file__).parent / "data"
TOOL = Path(__file__).resolve().parent.parent / "tools" / "embed_records.py"
EMPTY = Lock(list="papers.md")

MINI = """\
# Kites
## Air
[ICLR'23] [KITES: FLYING NETWORKS](https://openreview.net/pdf?id=kItEs), MIT </br>
<!-- [ICLR'19] [Grounded Kites](https://openreview.net/pdf?id=gRoUnD) MIT </br> -->
## Ground
"""
FACTS: dict[int, dict[str, Any]] = {
    3: {
        "line": 3,
        "commented": False,
        "csl": {
            "type": "paper-conference",
            "title": "Kites: Flying Small Networks",
            "author": [{"family": "Nobody", "given": "Ann"}],
            "event-date": {"date-parts": [[2023, 5, 1], [2023, 5, 5]]},
            "issued": {"date-parts": [[2023]]},
            "URL": "https://openreview.net/forum?id=kItEs",
        },
        "identifiers": {"openreview": "kItEs", "arxiv": "2301.00001"},
        "sources": ["dblp", "openreview"],
    },
    4: {
        "line": 4,
        "commented": True,
        "csl": {"type": "paper-conference", "title": "Grounded Kites", "author": [{"literal": "Kite Club"}]},
        "identifiers": {},
        "sources": ["dblp"],
    },
}


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read((DATA / "papers.md").read_text(encoding="utf-8"), "papers.md")


@pytest.fixture(scope="module")
def embedded() -> Lock:
    return locks.load((DATA / "papers.lock.json").read_bytes(), "papers.lock.json")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("embed_records", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def entries_of(reading: Reading) -> list[Entry]:
    return sorted(reading.entries + reading.commented, key=lambda entry: entry.place.line)


def by_line(reading: Reading, lock: Lock) -> dict[int, LockEntry]:
    """The lock entry of each entry of the list, those in comments included."""
    index = LockIndex(lock.entries)
    return {entry.place.line: known for entry in entries_of(reading) if (known := index.find(entry))}


def said(entry: Entry) -> dict[str, Any]:
    """An entry in the words of the annotation."""
    return {
        "line": entry.place.line,
        "end_line": entry.end_line,
        "title": entry.title,
        "venue": entry.venue,
        "year": entry.year,
        "affiliation": entry.affiliation,
        "category_path": list(entry.category),
        "urls": [{"label": link.label, "url": link.url} for link in entry.links],
    }


def assert_is_fact(known: LockEntry, fact: dict[str, Any]) -> None:
    assert json.loads(json.dumps(csljson.variables(known.item))) == fact["csl"]
    assert known.item == csljson.item(fact["csl"])
    assert known.identifiers == fact["identifiers"]
    assert list(known.sources) == fact["sources"]
    assert known.commented == fact["commented"]


def test_embedded_list_has_seventy_entries_in_eight_categories(reading: Reading) -> None:
    assert (len(reading.entries), len(reading.commented)) == (70, 1)
    count = {category.path[0]: 0 for category in reading.categories}
    for entry in reading.entries:
        count[entry.category[0]] += 1
    assert count == {
        "Model": 39,
        "Input": 1,
        "Training algorithm": 12,
        "Inference engine": 13,
        "Training Engine": 4,
        "Compiler": 0,
        "Hardware": 0,
        "Search Engine": 1,
    }
    assert {entry.links[0].label for entry in reading.entries} == {"title"}
    assert {len(entry.links) for entry in reading.entries} == {1}


def test_findings_of_the_embedded_list_are_exactly_these(reading: Reading, embedded: Lock) -> None:
    text = (DATA / "papers.md").read_text(encoding="utf-8")
    findings = check(assemble(reading, embedded, source="papers.md").library, {"papers.md": text})
    lines = [(finding.code, finding.place and finding.place.line) for finding in findings]
    assert [line for code, line in lines if code == "punctuation"] == [
        *(13, 25, 27, 28, 35, 61, 61, 73, 74, 78, 90, 107, 112, 114, 116, 118)
    ]
    assert [(code, line) for code, line in lines if code != "punctuation"] == [
        ("title-differs", 12),
        ("shouted-title", 12),
        ("better-link", 19),
        ("nested-link", 28),
        ("venue-findings", 35),
        ("better-link", 50),
        ("commented-entry", 62),
        ("venue-journal", 68),
        ("wrong-link", 74),
        ("affiliation-spelling", 90),
        ("title-differs", 91),
        ("better-link", 91),
        ("better-link", 93),
        ("venue-findings", 105),
        ("year-differs", 107),
        ("empty-section", 120),
        ("empty-section", 122),
        ("venue-journal", 125),
    ]


def test_embedded_lock_knows_every_entry_and_reading_changes_nothing_in_it(reading: Reading, embedded: Lock) -> None:
    built = assemble(reading, embedded)
    assert locks.dump(built.lock) == (DATA / "papers.lock.json").read_bytes()
    assert len(embedded.entries) == len(by_line(reading, embedded)) == 71
    assert len(built.library.records) == built.library.entries_read == 70
    assert all(record.verified for record in built.library.records)


def test_keys_of_the_embedded_list_are_unique_ascii_words(embedded: Lock) -> None:
    keys = [entry.key for entry in embedded.entries]
    assert all(re.fullmatch(r"[a-z][a-z0-9]*", key) for key in keys)
    assert len(set(keys)) == len({entry.id for entry in embedded.entries}) == 71
    assert not any(entry.provisional for entry in embedded.entries)


def test_lock_made_of_facts_says_the_facts_and_keeps_ids_and_keys(tool: ModuleType) -> None:
    small = read(MINI, "kites.md")
    first = tool.embed(entries_of(small), FACTS, EMPTY)
    known = by_line(small, first)
    assert list(known) == [3, 4]
    for line, fact in FACTS.items():
        assert_is_fact(known[line], fact)
    assert [entry.key for entry in known.values()] == ["nobody2023kites", "kiteclubgrounded"]
    assert locks.dump(tool.embed(entries_of(small), FACTS, first)) == locks.dump(first)
    mended = read(MINI.replace("FLYING NETWORKS", "FLYING SMALL NETWORKS"), "kites.md")
    again = by_line(mended, tool.embed(entries_of(mended), FACTS, first))
    assert [(entry.id, entry.key) for entry in again.values()] == [(entry.id, entry.key) for entry in known.values()]


def test_tool_writes_the_lock_beside_the_list(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool, "DATA", tmp_path)
    (tmp_path / "papers.md").write_text(MINI, encoding="utf-8")
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps(list(FACTS.values())), encoding="utf-8")
    tool.main(str(facts))
    assert len(locks.load((tmp_path / "papers.lock.json").read_bytes(), "papers.lock.json").entries) == 2
    facts.write_text(json.dumps([FACTS[3]]), encoding="utf-8")
    with pytest.raises(SystemExit, match=r"no facts for the entries on lines \[4\]"):
        tool.main(str(facts))


def test_later_revision_keeps_what_is_known_and_adds_the_rest_unresolved(embedded: Lock) -> None:
    text = (DATA / "papers.md").read_text(encoding="utf-8").split("\n")
    added = "[ICLR'24] [Kites: Flying Small Networks](https://openreview.net/pdf?id=kItEs), MIT </br>"
    later = read("\n".join([*text[:11], added, *text[40:11:-1], *text[41:]]), "papers.md")
    built = assemble(later, embedded)
    status = {entry.title: record.verified for record in built.library.records for entry in record.entries}
    assert status.pop("Kites: Flying Small Networks") is False
    assert all(status.values())
    assert {entry.id for entry in embedded.entries} < {entry.id for entry in built.lock.entries}


@pytest.mark.shared
def test_embedded_list_is_the_list_it_was_taken_from(shared: Path) -> None:
    assert (DATA / "papers.md").read_bytes() == (shared / "papers.md").read_bytes()


@pytest.mark.shared
def test_every_annotated_entry_is_read_as_annotated(shared: Path, reading: Reading) -> None:
    gold = json.loads((shared / "lists" / "gold" / "seed.json").read_text(encoding="utf-8"))
    read_as = {entry.place.line: said(entry) for entry in entries_of(reading)}
    assert len(gold["sample"]) > 60
    for sample in gold["sample"]:
        got = read_as[sample["line"]]
        assert got == {name: sample[name] for name in got}
    commented = {sample["line"] for sample in gold["sample"] if sample["commented_out"]}
    assert commented <= {entry.place.line for entry in reading.commented}


@pytest.mark.shared
def test_records_of_the_embedded_list_are_the_verified_facts(
    records: dict[int, dict[str, Any]], reading: Reading, embedded: Lock
) -> None:
    known = by_line(reading, embedded)
    assert known.keys() == records.keys()
    for line, fact in records.items():
        assert_is_fact(known[line], fact)


@pytest.mark.shared
def test_embedded_lock_can_be_made_again_from_the_facts(
    shared: Path, tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("papers.md", "papers.lock.json"):
        shutil.copy(DATA / name, tmp_path)
    monkeypatch.setattr(tool, "DATA", tmp_path)
    tool.main(str(shared / "records.json"))
    assert (tmp_path / "papers.lock.json").read_bytes() == (DATA / "papers.lock.json").read_bytes()


@pytest.mark.shared
def test_revisions_keep_what_the_embedded_lock_knows(shared: Path, reading: Reading, embedded: Lock) -> None:
    titles = {entry.title for entry in entries_of(reading)}
    for path in sorted((shared / "lists" / "history").glob("*.md")):
        built = assemble(read(path.read_text(encoding="utf-8"), path.name), embedded)
        status = {entry.title: record.verified for record in built.library.records for entry in record.entries}
        assert status == {title: title in titles for title in status}
        assert {entry.id for entry in embedded.entries} <= {entry.id for entry in built.lock.entries}
    assert list(status.values()).count(False) == 15
