"""The program: runs a command, and turns exceptions into messages and exit codes, nowhere else."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click

from plbib.cli.commands import cli
from plbib.errors import ExitCode, OutputError, PlbibError


def run(arguments: list[str] | None = None) -> None:
    """Run the program and exit; whoever stops it by a signal finds no child and no temporary file left behind.

    A signal that ends the program is an interrupt to the commands, so that they keep what they have by then.
    """
    stopped_by: list[int] = []
    try:
        with _signals(stopped_by):
            _run(sys.argv[1:] if arguments is None else arguments)
    except (click.Abort, KeyboardInterrupt):
        if not stopped_by:
            click.echo("interrupted", err=True)
            raise SystemExit(ExitCode.INTERRUPTED) from None
        os.kill(os.getpid(), stopped_by[0])


@contextmanager
def _signals(stopped_by: list[int]) -> Iterator[None]:
    """Make interrupts of signals that end the program, unless somebody wants them ignored or treated otherwise.

    Those that came, other than an interrupt itself, are in ``stopped_by``.
    """

    def stop(number: int, _: object) -> None:
        stopped_by.append(number)
        raise KeyboardInterrupt

    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    ours: dict[int, Any] = {number: stop for number in numbers if signal.getsignal(number) is signal.SIG_DFL}
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        ours[signal.SIGINT] = signal.default_int_handler
    before = {number: signal.signal(number, handler) for number, handler in ours.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _run(arguments: list[str]) -> None:
    """Run a command. The one place where an exception becomes a message and an exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        cli.main(arguments, prog_name="plbib", standalone_mode=False, color=_wanted_colour())
    except PlbibError as error:
        if "--debug" in arguments:
            raise
        _fail(error)
    except click.ClickException as error:
        error.show()
        raise SystemExit(ExitCode.USAGE) from error
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left: nothing more to say
        raise SystemExit(ExitCode.DONE) from None
    except OSError as error:  # standard output on a full disk
        _fail(OutputError(f"cannot write: {error.strerror or error}", "free some space, or write elsewhere"))


def _wanted_colour() -> bool | None:
    """Colours, as click takes it: not if nobody wants them (https://no-color.org), else only on a terminal."""
    return False if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" else None


def _fail(error: PlbibError) -> None:
    from plbib.cli.messages import report_error

    report_error(error, color=_wanted_colour())
    raise SystemExit(error.exit_code)
