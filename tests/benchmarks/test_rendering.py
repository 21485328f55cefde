"""The benchmark of reference lists still runs, and judges what it measured."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from .generate import references
from .peers import OUR_API, OURS, Peer
from .rendering import MANY, MOST, SOME, Run, run, targets
from .startup import measure

_ROOT = Path(__file__).resolve().parents[2]


def timed(program: str, size: int, wall: float, peak: float = 100.0, failed: str = "") -> Run:
    return Run(program=program, style="ieee", size=size, wall=wall, cpu=wall, peak=peak, failed=failed)


def program(code: str) -> Peer:
    return Peer(name="other", version="1", command=lambda _style, output: [sys.executable, "-c", code, output])


@pytest.mark.heavy
def test_a_small_run_writes_every_entry(tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.rendering",
        "--styles",
        "ieee,apa",
        "--sizes",
        "12",
        "--repeat",
        "1",
    ]
    only = ["--only", OURS, "--only", OUR_API, "--json", str(file)]
    done = subprocess.run([*command, *only], cwd=_ROOT, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    made = json.loads(file.read_text(encoding="utf-8"))
    assert [(row["style"], row["program"], row["failed"]) for row in made["runs"]] == [
        *(("ieee", OURS, ""), ("ieee", OUR_API, "")),
        *(("apa", OURS, ""), ("apa", OUR_API, "")),
    ]
    assert all(row["wall"] > 0 and row["cpu"] > 0 and row["peak"] > 10 for row in made["runs"])
    assert done.stdout.count("| 12 |") == 4


def test_items_differ_and_share_authors_and_types() -> None:
    records = references(300)
    assert len({record.item.title for record in records}) == len({record.key for record in records}) == 300
    cited = Counter((record.item.author[0], record.item.issued) for record in records)
    assert cited.most_common(1)[0][1] > 1, "no two are cited alike, so no year letters are needed"
    assert len({record.item.type for record in records}) == 7
    assert {len(record.item.author) for record in records} >= {1, 2, 3, 24}
    assert references(300) == records


def test_targets_compare_with_the_fastest_program_that_finished() -> None:
    runs = (
        timed(OURS, SOME, 1.0),
        timed("slow", SOME, 9.0),
        timed("fast", SOME, 2.5),
        timed("broken", SOME, 0.1, failed="3 of 1,000 entries"),
    )
    (found,) = targets(runs)
    assert (found.name, found.value, found.met) == ("ieee, 1,000 items, against fast", "0.40 (clock 0.40)", False)


@pytest.mark.parametrize(("wall", "peak", "met"), [(12.0, 109.0, [True, True]), (12.1, 110.0, [False, False])])
def test_targets_hold_plbib_to_linear_time_and_little_memory(wall: float, peak: float, met: list[bool]) -> None:
    found = list(targets((timed(OURS, MANY, 1.0, peak), timed(OURS, MOST, wall))))
    assert [target.met for target in found] == met


def test_a_list_of_plbibs_that_lacks_entries_misses_a_target() -> None:
    (found,) = targets((timed(OURS, MANY, 1.0, failed="9 of 10,000 entries"),))
    assert not found.met


def test_a_program_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    found = run(program("import time; time.sleep(60)"), "ieee", 1, tmp_path, 0.2)
    assert found.failed == "over 0.2 s"
    assert found.wall < 30


def test_a_program_that_fails_says_why(tmp_path: Path) -> None:
    assert "no such style" in run(program("raise SystemExit('no such style')"), "ieee", 1, tmp_path, None).failed


def test_a_program_that_leaves_entries_out_has_failed(tmp_path: Path) -> None:
    code = "import sys; open(sys.argv[1], 'w').write('<div class=\"csl-entry\">A</div>')"
    assert run(program(code), "ieee", 1, tmp_path, None).failed == ""
    assert run(program(code), "ieee", 2, tmp_path, None).failed == "1 of 2 entries"
    assert run(program(""), "ieee", 1, tmp_path, None).failed == "wrote nothing"


def test_memory_is_that_of_the_program_started(tmp_path: Path) -> None:
    code = "import sys; text = 'x' * 200_000_000; open(sys.argv[1], 'w').write('<div class=\"csl-entry\">A</div>')"
    small = run(program(code.replace("200_000_000", "1")), "ieee", 1, tmp_path, None)
    large = run(program(code), "ieee", 1, tmp_path, None)
    assert small.peak < 40, "the memory of the tests is not to count"
    assert large.peak - small.peak > 150


def test_the_start_of_a_command_is_measured_beside_another(tmp_path: Path) -> None:
    idle, busy = [sys.executable, "-Sc", "pass"], [sys.executable, "-Sc", "sum(range(10**7))"]
    name, other, own, of_other, ratio = measure("busy", busy, "idle", idle, tmp_path, 1)
    assert (name, other) == ("busy", "idle")
    assert int(own) > int(of_other)
    assert float(ratio) > 1
    with pytest.raises(SystemExit):
        measure("wrong", [sys.executable, "-c", "raise ValueError"], "idle", idle, tmp_path, 1)
