"""What a terminal shows and a pipe does not: colours, and what is being done while a command takes its time."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has no pseudo terminals")

LIST = (
    "# L\n\n## S\n\n- [ICLR'23] [Kites](https://arxiv.org/abs/2101.00001), X\n- [ICLR'23] [](https://arxiv.org/abs/2)\n"
)
_SLOW = """
import sys, time
import click
from plbib.cli import progress
progress._PATIENCE = progress._PACE = 0.05
@click.command()
@click.option("--quiet", is_flag=True)
def slow(quiet):
    with progress.show("reading") as steps:
        time.sleep(0.3)
        steps("reference lists", 2, 5)
        time.sleep(0.3)
    click.echo("done", err=True)
slow()
"""


def on_terminal(arguments: list[str], folder: Path, **environment: str) -> str:
    """What a program puts on a terminal that is both its streams."""
    import pty

    ours, theirs = pty.openpty()
    variables = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    child = subprocess.Popen(
        [sys.executable, *arguments], cwd=folder, stdout=theirs, stderr=theirs, env={**variables, **environment}
    )
    os.close(theirs)
    output = b""
    try:
        while piece := os.read(ours, 65536):
            output += piece
    except OSError:  # the other end is closed
        pass
    child.wait()
    os.close(ours)
    return output.decode()


def test_a_terminal_shows_colours_unless_somebody_wants_none_and_a_pipe_never(tmp_path: Path) -> None:
    (tmp_path / "l.md").write_text(LIST, encoding="utf-8")
    command = ["-m", "plbib", "--quiet", "check", "l.md"]
    coloured = on_terminal(command, tmp_path, TERM="xterm")
    assert "\x1b[33mwarning\x1b[0m: " in coloured
    plain = on_terminal(command, tmp_path, TERM="xterm", NO_COLOR="1")
    assert "\x1b" not in plain
    assert "\x1b" not in on_terminal(command, tmp_path, TERM="dumb")
    assert "\x1b[31mplbib:\x1b[0m no.md" in on_terminal(
        ["-m", "plbib", "--quiet", "check", "no.md"], tmp_path, TERM="xterm"
    )
    assert "\x1b" not in on_terminal(["-m", "plbib", "--quiet", "check", "no.md"], tmp_path, TERM="xterm", NO_COLOR="1")
    piped = subprocess.run([sys.executable, *command], cwd=tmp_path, capture_output=True, check=True)
    assert piped.stdout.decode().splitlines() == plain.replace("\r\n", "\n").splitlines()


@pytest.mark.heavy
def test_who_waits_at_a_terminal_is_told_for_what_and_nothing_stays_of_it(tmp_path: Path) -> None:
    shown = on_terminal(["-c", _SLOW], tmp_path)
    assert "\rreading, 0 s\x1b[K" in shown
    assert "\rreference lists (3 of 5), 0 s\x1b[K" in shown
    assert shown.endswith("\r\x1b[Kdone\r\n")
    assert on_terminal(["-c", _SLOW, "--quiet"], tmp_path) == "done\r\n"
    piped = subprocess.run([sys.executable, "-c", _SLOW], cwd=tmp_path, capture_output=True, check=True)
    assert piped.stderr == b"done\n"
