"""What can go wrong: exceptions that stop a command, severities of findings, exit codes."""

from enum import IntEnum, StrEnum


class ExitCode(IntEnum):
    """What a command's exit status means. One table for every command."""

    DONE = 0
    FINDINGS = 1  # `check`: findings of severity error; `build --check`: stale output
    USAGE = 2  # wrong usage, unreadable input, unwritable output
    DECISION = 3  # a person must decide
    REMOTE = 4  # a remote service failed; what was done is kept
    INTERRUPTED = 130


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"  # the list says something false
    WARNING = "warning"  # doubtful, or different from the published record
    INFO = "info"  # worth knowing, nothing to mend


class PlbibError(Exception):
    """Something a command cannot go on from: what, where, and (``hint``) what to do next."""

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(PlbibError):
    """A source cannot be read: missing, a directory, binary, not UTF-8, no list in it."""


class OutputError(PlbibError):
    """A file cannot be written; files written before are whole."""


class LockError(PlbibError):
    """The lock file is corrupt or was written by a newer plbib; it is left as it is."""


class ConfigError(PlbibError):
    """``plbib.toml`` holds something that is not understood."""


class UsageError(PlbibError):
    """The call asks for something that does not exist: a style, a format, a category."""


class DecisionError(PlbibError):
    """Only a person can decide; nothing is written before."""

    exit_code = ExitCode.DECISION
