"""Sixteen real lists: what is read of them is what their annotation says, list by list and field by field.

``scores.json`` is a ratchet: a score that falls fails, one that rises asks to be written down
(``PLBIB_REFRESH_GOLDEN=1``). Forms of our own that always run are in ``forms.py``.
"""

import importlib.util
import json
import os
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

from plbib.cli import printing
from plbib.lists.reader import read
from plbib.model import Reading

SCORES = Path(__file__).with_name("scores.json")
Gold = dict[str, Any]


def golds(shared: Path) -> dict[str, Gold]:
    paths = sorted((shared / "lists" / "gold").glob("*__*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def reading_of(shared: Path, name: str) -> Reading:
    text = (shared / "lists" / "raw" / f"{name}.md").read_text(encoding="utf-8")
    return read(text, f"{name}.md")


def scored(shared: Path, gold: Gold, rows: list[dict[str, Any]]) -> dict[str, float]:
    """The shares that ``score.py`` prints for one list."""
    spec = importlib.util.spec_from_file_location("score", shared / "lists" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    want: Counter[int] = Counter(gold["entry_lines"])
    got = Counter(row["line"] for row in rows)
    hits = sum((want & got).values())
    shares = {"recall": hits / sum(want.values()), "precision": hits / max(1, sum(got.values()))}
    by_line = defaultdict(list)
    for row in rows:
        by_line[row["line"]].append(row)
    right, asked = Counter[str](), Counter[str]()
    for sample in gold["sample"]:
        candidates = by_line.get(sample["line"], [{}])
        row = max(candidates, key=lambda row: score.squeeze(row.get("title")) == score.squeeze(sample["title"]))
        for field, fits in score.check(sample, row).items():
            key = {"authors": "authors_text", "category": "category_path"}.get(field, field)
            if sample.get(key) or row.get(key):
                asked[field] += 1
                right[field] += bool(row) and fits
    shares |= {field: right[field] / asked[field] for field in asked}
    return {name: round(share, 3) for name, share in shares.items()}


@pytest.mark.heavy
@pytest.mark.shared
def test_scores_do_not_fall(shared: Path) -> None:
    now = {}
    for name, gold in golds(shared).items():
        rows = json.loads(printing.entries_json(list(reading_of(shared, name).entries)))
        now[name.partition("__")[2]] = scored(shared, gold, rows)
    if os.environ.get("PLBIB_REFRESH_GOLDEN") == "1":
        SCORES.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
    assert now == json.loads(SCORES.read_text(encoding="utf-8"))
    assert min(scores["recall"] for scores in now.values()) >= 0.95


@pytest.mark.heavy
@pytest.mark.shared
def test_no_entry_of_a_real_list_is_lost_in_silence(shared: Path) -> None:
    for name, gold in golds(shared).items():
        reading = reading_of(shared, name)
        told = {finding.place.line for finding in reading.findings if finding.place}
        held = {line for entry in reading.entries for line in range(entry.place.line, entry.end_line + 1)}
        assert {*gold["entry_lines"]} <= told | held, name
