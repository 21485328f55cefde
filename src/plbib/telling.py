"""What commands say on standard error, beside their data."""

import os
from typing import Any

import click

from plbib import printing
from plbib.errors import Severity
from plbib.model import Library
from plbib.text.unicode import visible

_EXTRA_SHOWN, _CHARACTERS_SHOWN = 5, 20
_TOLD = frozenset({"key-changed", "missing-crossref", "undefined-macro"})
"""Codes of findings that are told although they are no errors: something is not what was given."""


def built(made: Any, *, check: bool) -> None:
    """What a build wrote, or with ``check`` what is stale."""
    difference = made.difference
    for name in difference.extra[:_EXTRA_SHOWN]:
        click.echo(f"not ours, left alone: {visible(str(made.folder / name))}", err=True)
    if len(difference.extra) > _EXTRA_SHOWN:
        click.echo(f"and {len(difference.extra) - _EXTRA_SHOWN} more that are not ours", err=True)
    if not check:
        written = len(difference.missing) + len(difference.changed)
        removed = f", {len(difference.obsolete)} removed" if difference.obsolete else ""
        click.echo(
            f"{made.folder}{os.sep}: {written} files written{removed}; start with papers.bib and report.md", err=True
        )
        return
    for what, names in (
        ("missing", difference.missing),
        ("stale", difference.changed),
        ("obsolete", difference.obsolete),
    ):
        for name in names:
            click.echo(f"{what}: {visible(str(made.folder / name))}", err=True)
    if made.stale_lock:
        click.echo(f"stale: {made.stale_lock}", err=True)
    click.echo("stale: run plbib build" if made.stale else "everything is up to date", err=True)


def missing(library: Library) -> None:
    """What could not be read and is therefore missing, or is not what was given."""
    lost = tuple(found for found in library.findings if found.severity is Severity.ERROR or found.code in _TOLD)
    if lost:
        click.echo(printing.findings_text(lost), err=True, nl=False)


def utf8(text: str) -> None:
    """The characters that stay in UTF-8 although ASCII was wanted."""
    entries = text.partition("\n@Comment{")[0]  # the names of categories stay as they are
    kept = sorted({character for character in entries if not character.isascii()})
    if kept:
        shown = "".join(kept[:_CHARACTERS_SHOWN]) + ("…" if len(kept) > _CHARACTERS_SHOWN else "")
        click.echo(f"in UTF-8, as TeX has no command for them: {shown} (plbib check names the papers)", err=True)
