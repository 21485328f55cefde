"""Worker processes and external programs."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from plbib.errors import InputError
from plbib.io import processes


def square(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def test_results_come_in_order() -> None:
    rows = [(number,) for number in range(20)]
    assert [result for result, _ in processes.parallel(square, rows)] == [number * number for number in range(20)]
    assert processes.parallel(square, []) == []


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two processors")
@pytest.mark.parametrize("several", [processes.in_turn, processes.map_ahead])
def test_workers_end_once_nobody_waits_for_results(several: Callable[..., Generator[None, None, None]]) -> None:
    rows = [(0,), *[(60,)] * 20]
    results = several(time.sleep, rows if several is processes.in_turn else iter(rows))
    next(results)
    assert multiprocessing.active_children()
    results.close()
    assert multiprocessing.active_children() == []


def test_a_script_is_not_started_anew_where_processes_are_not_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_start_method", lambda: "spawn")
    assert processes.parallel(square, [(2,), (3,)]) == [(4, os.getpid()), (9, os.getpid())]


def test_a_program_gets_its_arguments_no_input_and_no_shell(tmp_path: Path) -> None:
    code = "import os, sys; print(sys.argv[1:], sys.stdin.read(), os.environ['KITE'], os.getcwd()); sys.exit(3)"
    done = processes.run(sys.executable, ["-c", code, "$HOME; a b"], tmp_path, {"KITE": "red"})
    assert done.status == 3
    assert done.output.decode().split() == ["['$HOME;", "a", "b']", "red", str(tmp_path)]


def test_a_missing_program_and_one_that_does_not_end_are_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no-such-program is not installed"):
        processes.run("no-such-program", [], tmp_path, {})
    with pytest.raises(InputError, match=r"did not end within 0\.1 s"):
        processes.run(sys.executable, ["-c", "import time; time.sleep(9)"], tmp_path, {}, limit=0.1)


_FORKS = """
import os, signal, sys, time
from plbib.io import processes

signal.signal(signal.SIGINT, signal.default_int_handler)
forks = 0

def interrupt():
    global forks
    forks += 1
    in_child = sys.argv[1] == "after_in_child"  # where each is the first
    if in_child or forks == 2:
        os.kill(os.getppid() if in_child else os.getpid(), signal.SIGINT)

os.register_at_fork(**{sys.argv[1]: interrupt})
try:
    processes.parallel(time.sleep, [(60,)] * 4)
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.skipif(not hasattr(os, "register_at_fork"), reason="processes are not forked")
@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two processors")
@pytest.mark.parametrize("moment", ["before", "after_in_parent", "after_in_child"])
def test_an_interrupt_while_workers_start_is_not_lost(moment: str) -> None:
    done = subprocess.run([sys.executable, "-c", _FORKS, moment], capture_output=True, timeout=50, check=True)
    assert (done.stdout, done.stderr) == (b"interrupted\n", b"")


_TEX = """#!/bin/sh
sleep 47.11 &
echo $$ $! > "$KITES/began.part"
mv "$KITES/began.part" "$KITES/began"
wait
"""
_RUN = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell gives its background jobs an ignored one
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # and nohup
from plbib.cli import program
from plbib.cli.commands import cli
from plbib.rendering.bst import bibtex

@cli.command()
def set() -> None:
    bibtex.run("", "kites", "")

program.run(["set"])
"""


def wait_for(what: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while not what() and time.monotonic() < end:
        time.sleep(0.02)
    return what()


def lives(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="tells by /proc which processes live")
@pytest.mark.parametrize(
    ("number", "code"),
    [
        (signal.SIGINT, 130),
        (signal.SIGTERM, -signal.SIGTERM),
        (signal.SIGHUP, -signal.SIGHUP),
        (signal.SIGKILL, -signal.SIGKILL),
    ],
)
def test_a_stopped_run_leaves_no_child_and_no_folder(number: int, code: int, tmp_path: Path) -> None:
    """Neither the program that runs, nor what that has started, nor the folder in which it runs."""
    program, temporary = tmp_path / "bin" / "bibtex", tmp_path / "tmp"
    program.parent.mkdir()
    temporary.mkdir()
    program.write_text(_TEX, encoding="utf-8")
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "TMPDIR": str(temporary), "KITES": str(tmp_path)}
    running = subprocess.Popen([sys.executable, "-c", _RUN], env=environment, stderr=subprocess.PIPE)
    assert wait_for((tmp_path / "began").exists)
    children = [int(child) for child in (tmp_path / "began").read_text(encoding="utf-8").split()]
    assert all(map(lives, children))
    assert [*temporary.iterdir()]
    running.send_signal(number)
    errors = running.communicate()[1]
    assert running.returncode == code
    assert errors.strip() == (b"interrupted" if code == 130 else b"")
    assert wait_for(lambda: not any(map(lives, children)))
    assert wait_for(lambda: not [*temporary.iterdir()])
