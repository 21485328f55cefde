"""The benchmarks still run."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.heavy
def test_a_small_run_has_every_step(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    command = [sys.executable, "-m", "tests.benchmarks", "--sizes", "50", "--repeat", "1", "--json", str(file)]
    done = subprocess.run(command, cwd=_ROOT, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    made = json.loads(file.read_text(encoding="utf-8"))
    assert made["targets"] == []
    assert [row["writer"] for row in made["writers"]] == [
        *("plbib", "plbib (biblatex)", "bibtexparser", "pybtex"),
        *("plbib", "bibtexparser"),
    ]
    assert all(row["entries"] > 40 and row["seconds"] > 0 for row in made["writers"])
    [size] = made["sizes"]
    assert (size["size"], size["entries"] > 40, size["records"] > 40) == (50, True, True)
    assert [step["name"] for step in size["steps"]] == ["read", "match", "keys", "bibtex", "csljson"]
    assert all(step["seconds"] > 0 and step["peak"] > 10 for step in size["steps"])
    assert done.stdout.count("| 50 |") == 11


def test_a_small_sync_has_every_step() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.syncing", "--sizes", "50"]
    done = subprocess.run(command, cwd=_ROOT, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "| entries | wanted | first | again | MB |" in done.stdout
    assert "\n| 50 | " in done.stdout


@pytest.mark.heavy
def test_a_small_list_is_looked_up_twice() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.resolving", "--records", "200", "--entries", "12"]
    environment = {name: value for name, value in os.environ.items() if name != "PLBIB_SHARED"}
    done = subprocess.run(command, cwd=_ROOT, env=environment, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "12 entries, 200 records: " in done.stdout
    assert done.stdout.count("\n| index ") == 2


@pytest.mark.heavy
def test_a_small_build_is_measured() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.building", "--sizes", "20", "--repeat", "1", "--source", "src"]
    done = subprocess.run(command, cwd=_ROOT, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "| entries | CPU s | peak MB |" in done.stdout
    assert "\n| 20 | " in done.stdout
