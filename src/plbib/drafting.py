"""The conversation of ``plbib related-work``: what was written, kept and flagged, and the exit code."""

from pathlib import Path
from typing import Any

import click

from plbib import app, printing
from plbib.errors import ExitCode
from plbib.text.unicode import visible

_SHOWN = 5
_BECAME = {
    "updated": "updated",
    "added": "added",
    "removed": "removed, as the list has them no longer",
    "left_out": "new, but left out with the heading above that you deleted",
    "kept": "edited by you, kept",
    "flagged": "of these the list now says something else, see the comment below each",
}
"""What can become of pieces of a fragment, and how that is told."""


def run(
    source: str | None, out: str, options: dict[str, Any], *, check: bool, engine: str | None, paper: bool, **how: Any
) -> None:
    """Write a fragment and what belongs to it, and say so; with ``check`` say what is stale; ``engine`` makes a PDF."""
    library = app.load(source)
    given = {name: value for name, value in options.items() if value is not None}
    if "columns" in given:
        given["columns"] = tuple(name.strip() for name in given["columns"].split(","))
    asked = app.DraftOptions(**given)
    paper = paper or engine is not None
    draft = app.related_work(library, asked, out, check=check, paper=paper, **how)
    click.echo(printing.findings_text(draft.findings), err=True, nl=False)
    for what, told in _BECAME.items():
        ids = getattr(draft.merged, what)
        if ids and not draft.new:
            click.echo(f"{told}: {len(ids)} ({visible(_some(ids))})", err=True)
    for name in draft.left_alone:
        click.echo(f"not as plbib wrote it, left alone: {visible(str(Path(out) / name))}", err=True)
    verb = "stale" if check else "wrote"
    for name in draft.stale:
        click.echo(f"{verb}: {visible(str(Path(out) / name))}", err=True)
    if not draft.stale:
        click.echo("everything is up to date", err=True)
    if check and draft.stale:
        raise SystemExit(ExitCode.FINDINGS)
    if engine and not check:
        _typeset(draft, asked, engine)


def _some(ids: tuple[str, ...]) -> str:
    return ", ".join(ids[:_SHOWN]) + (" …" if len(ids) > _SHOWN else "")


def _typeset(draft: Any, options: Any, engine: str) -> None:
    made = app.typeset(draft, options, engine)
    if made.failed:
        click.echo(f"{made.failed} failed: {' / '.join(map(visible, made.errors))}", err=True)
        click.echo(f"  the log is {visible(str(draft.folder / app.LOG))}", err=True)
        raise SystemExit(ExitCode.USAGE)
    click.echo(f"wrote: {visible(str(draft.folder / app.PDF))}", err=True)
