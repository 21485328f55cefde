"""Worker processes and external programs."""

import multiprocessing
import os
import sys
from pathlib import Path

import pytest

from plbib import process
from plbib.errors import InputError


def square(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def test_results_come_in_order() -> None:
    rows = [(number,) for number in range(20)]
    assert [result for result, _ in process.parallel(square, rows)] == [number * number for number in range(20)]
    assert process.parallel(square, []) == []


def test_a_script_is_not_started_anew_where_processes_are_not_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_start_method", lambda: "spawn")
    assert process.parallel(square, [(2,), (3,)]) == [(4, os.getpid()), (9, os.getpid())]


def test_a_program_gets_its_arguments_no_input_and_no_shell(tmp_path: Path) -> None:
    code = "import os, sys; print(sys.argv[1:], sys.stdin.read(), os.environ['KITE'], os.getcwd()); sys.exit(3)"
    done = process.run(sys.executable, ["-c", code, "$HOME; a b"], tmp_path, {"KITE": "red"})
    assert done.status == 3
    assert done.output.decode().split() == ["['$HOME;", "a", "b']", "red", str(tmp_path)]


def test_a_missing_program_and_one_that_does_not_end_are_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no-such-program is not installed"):
        process.run("no-such-program", [], tmp_path, {})
    with pytest.raises(InputError, match=r"did not end within 0\.1 s"):
        process.run(sys.executable, ["-c", "import time; time.sleep(9)"], tmp_path, {}, limit=0.1)
