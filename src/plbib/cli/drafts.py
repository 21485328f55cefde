"""The conversation of ``plbib related-work``: what was written, kept and flagged, and the exit code."""

from pathlib import Path
from typing import Any

import click

from plbib.app.opening.source import Sources
from plbib.app.opening.sources import load
from plbib.app.related_work import LOG, PDF, related_work, remembered, typeset
from plbib.cli import messages, printing, progress
from plbib.cli.notes import note
from plbib.errors import ExitCode
from plbib.text.unicode import visible

_SHOWN = 5
_FATES = {
    "updated": "updated",
    "added": "added",
    "removed": "removed, as the list has them no longer",
    "left_out": "new, but left out with the heading above that you deleted",
    "kept": "edited by you, kept",
    "flagged": "of these the list now says something else, see the comment below each",
}
"""What can become of pieces of a fragment, and the words for it."""


_ONLY = {"columns": ("table", "comparison"), "features": ("comparison",), "limit": ("taxonomy",)}
"""Options that only these forms heed; a template of one's own may heed all of them."""


def run(
    source: Sources, out: str, options: dict[str, Any], *, check: bool, engine: str | None, paper: bool, **how: Any
) -> None:
    """Write a fragment and what belongs to it, and say so; with ``check`` say what is stale; ``engine`` makes a PDF."""
    if "columns" in options:
        options["columns"] = tuple(name.strip() for name in options["columns"].split(","))
    draft_options = remembered(options, out)
    for name, forms in _ONLY.items():
        if name in options and draft_options.form not in forms and not how.get("template"):
            raise click.UsageError(f"--{name} is for --form {' and '.join(forms)}")
    with progress.shown("reading"):
        library = load(source)
    unread = messages.report_mostly_unread(library.findings)
    paper = paper or engine is not None
    with progress.shown("writing the section"):
        draft = related_work(library, draft_options, out, check=check, paper=paper, **how)
    click.echo(printing.findings_text(draft.findings), err=True, nl=False)
    for what, message in _FATES.items():
        ids = getattr(draft.merged, what)
        if ids and not draft.new:
            note(f"{message}: {len(ids)} ({visible(_some(ids))})")
    for name in draft.left_alone:
        note(f"not as plbib wrote it, left alone: {visible(str(Path(out) / name))}")
    verb = "stale" if check else "wrote"
    for name in draft.stale:
        note(f"{verb}: {visible(str(Path(out) / name))}")
    if not draft.stale:
        note("everything is up to date")
    if unread or (check and draft.stale):
        raise SystemExit(ExitCode.FINDINGS)
    if engine and not check:
        _typeset(draft, draft_options, engine)


def _some(ids: tuple[str, ...]) -> str:
    return ", ".join(ids[:_SHOWN]) + (" …" if len(ids) > _SHOWN else "")


def _typeset(draft: Any, options: Any, engine: str) -> None:
    with progress.shown(f"running {engine}"):
        compiled = typeset(draft, options, engine)
    if compiled.failed:
        click.echo(f"{compiled.failed} failed: {' / '.join(map(visible, compiled.errors))}", err=True)
        click.echo(f"  the log is {visible(str(draft.folder / LOG))}", err=True)
        raise SystemExit(ExitCode.USAGE)
    note(f"wrote: {visible(str(draft.folder / PDF))}")
