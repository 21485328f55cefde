"""The conversation of ``plbib related-work``: what was written, kept and flagged, and the exit code."""

from pathlib import Path
from typing import Any

import click

from plbib import app, printing
from plbib.errors import ExitCode
from plbib.text.unicode import visible

_SHOWN = 5
_BECAME = {
    "updated": "say something new",
    "added": "were added",
    "removed": "left the list, and the text",
    "left_out": "are new, but the heading above them was deleted: left out",
    "kept": "were edited, and stay as they are",
    "flagged": "of these are not what the list says now: see the comments below them",
}
"""What can become of pieces of a fragment, and how that is told."""


def run(source: str | None, out: str, options: dict[str, Any], *, check: bool, **how: Any) -> None:
    """Write a fragment and what belongs to it, and say so; with ``check`` say what is stale."""
    library = app.load(source)
    given = {name: value for name, value in options.items() if value is not None}
    if "columns" in given:
        given["columns"] = tuple(name.strip() for name in given["columns"].split(","))
    draft = app.related_work(library, app.DraftOptions(**given), out, check=check, **how)
    click.echo(printing.findings_text(draft.findings), err=True, nl=False)
    for what, told in _BECAME.items():
        ids = getattr(draft.merged, what)
        if ids and not draft.new:
            click.echo(f"{len(ids)} pieces {told}: {visible(_some(ids))}", err=True)
    for name in draft.left_alone:
        click.echo(f"not as plbib wrote it, left alone: {visible(str(Path(out) / name))}", err=True)
    verb = "stale" if check else "wrote"
    for name in draft.stale:
        click.echo(f"{verb}: {visible(str(Path(out) / name))}", err=True)
    if not draft.stale:
        click.echo("everything is up to date", err=True)
    if check and draft.stale:
        raise SystemExit(ExitCode.FINDINGS)
    _tell_of_paper(draft, Path(out))


def _some(ids: tuple[str, ...]) -> str:
    return ", ".join(ids[:_SHOWN]) + (" …" if len(ids) > _SHOWN else "")


def _tell_of_paper(draft: Any, folder: Path) -> None:
    made = draft.compiled
    if made and made.failed:
        click.echo(f"{made.failed} failed: {' / '.join(map(visible, made.errors))}", err=True)
        click.echo(f"  the log is {visible(str(folder / app.LOG))}", err=True)
        raise SystemExit(ExitCode.USAGE)
    if made:
        click.echo(f"wrote: {visible(str(folder / app.PDF))}", err=True)
