"""The program: runs a command, and turns exceptions into messages and exit codes, nowhere else."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import click

from plbib.cli.commands import cli
from plbib.errors import ExitCode, OutputError, PlbibError


class _Stopped(BaseException):
    """A signal asked the program to end: what it began is cleaned up on the way out."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def run(arguments: list[str] | None = None) -> None:
    """Run the program and exit; whoever stops it by a signal finds no child and no temporary file left behind."""
    try:
        with _signals():
            _run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:
        _interrupted()
    except _Stopped as stopped:
        os.kill(os.getpid(), stopped.number)


@contextmanager
def _signals() -> Iterator[None]:
    """Make exceptions of signals that end the program, unless somebody wants them ignored or treated otherwise."""
    numbers = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    ours: dict[int, Any] = {number: _stop for number in numbers if signal.getsignal(number) is signal.SIG_DFL}
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        ours[signal.SIGINT] = signal.default_int_handler
    before = {number: signal.signal(number, handler) for number, handler in ours.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, _: object) -> None:
    raise _Stopped(number)


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
    except (click.Abort, KeyboardInterrupt):
        _interrupted()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left: nothing more to say
        raise SystemExit(ExitCode.DONE) from None
    except OSError as error:  # standard output on a full disk
        _fail(OutputError(f"cannot write: {error.strerror or error}", "free some space, or write elsewhere"))


def _wanted_colour() -> bool | None:
    """Colours, as click takes it: not if nobody wants them (https://no-color.org), else only on a terminal."""
    return False if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" else None


def _interrupted() -> NoReturn:
    click.echo("interrupted", err=True)
    raise SystemExit(ExitCode.INTERRUPTED) from None


def _fail(error: PlbibError) -> None:
    from plbib.cli.messages import report_error

    report_error(error, color=_wanted_colour())
    raise SystemExit(error.exit_code)
