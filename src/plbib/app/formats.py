"""Which format a file that the user names is to be in: what is asked for, else what the end of its name says."""

from collections.abc import Iterable
from pathlib import PurePath

from plbib.errors import UsageError


def format_of(path: str | None, asked: str | None, formats: Iterable[tuple[str, Iterable[str]]], default: str) -> str:
    """The format ``asked`` for, else the first of ``formats`` (name, ends of file names) that ``path`` is named for.

    Raises :class:`UsageError` where the end of the name is that of other formats than the one asked for.
    """
    end = PurePath(path or "").suffix.lower()
    named = [name for name, ends in formats if end and end in ends]
    if asked is not None and named and asked not in named:
        raise UsageError(f"{path}: --to {asked} and the end of the name, {end}, say different things", "leave out --to")
    return asked or next(iter(named), default)
