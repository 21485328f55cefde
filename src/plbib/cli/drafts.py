"""The conversation of ``plbib related-work``: what was written, kept and flagged, and the exit code."""

from typing import Any

import click

from plbib.app.opening.source import Sources
from plbib.app.opening.sources import load
from plbib.app.related_work import BBL, LOG, PDF, Draft, packed_forms, recall_options, related_work, typeset
from plbib.cli import messages, printing, progress
from plbib.cli.notes import note
from plbib.errors import ExitCode
from plbib.related_work.options import DraftOptions
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
    draft_options = _options(options, out, has_template=bool(how.get("template")))
    with progress.show("reading"):
        library = load(source)
    unread = messages.report_mostly_unread(library.findings)
    paper = paper or engine is not None
    with progress.show("writing the section"):
        draft = related_work(library, draft_options, out, check=check, paper=paper, **how)
    _report(draft, check=check)
    if not draft.stale:
        note("everything is up to date")
    if unread or (check and draft.stale):
        raise SystemExit(ExitCode.FINDINGS)
    if engine and not check:
        _typeset(draft, draft_options, engine, (PDF,))
    if draft.unmatched:
        raise SystemExit(ExitCode.FINDINGS)


def run_pack(
    source: Sources, out: str, options: dict[str, Any], *, check: bool, engine: str, pdf: bool, template: str | None
) -> None:
    """Write the forms that go together into one folder, with a paper around them and what arXiv asks for."""
    if "form" in options or template:
        raise click.UsageError("--pack has forms of its own: leave --form and --template out")
    if options.get("to", "tex") != "tex":
        raise click.UsageError("--pack is a paper in LaTeX: leave --to out")
    with progress.show("reading"):
        library = load(source)
    unread = messages.report_mostly_unread(library.findings)
    drafts: list[Draft] = []
    forms = packed_forms(library)
    asked = [
        {name: value for name, value in options.items() if form in _ONLY.get(name, (form,))} | {"form": form}
        for form in forms
    ]
    packed = [_options(one, out, has_template=False) for one in asked]
    for draft_options in packed:  # before anything is written
        draft_options.check()
    for form, draft_options in zip(forms, packed, strict=True):
        with progress.show(f"writing {form}"):
            is_last = form == forms[-1]
            drafts.append(related_work(library, draft_options, out, check=check, paper=is_last, packed=drafts))
        _report(drafts[-1], check=check, with_citations=is_last)
    stale = any(draft.stale for draft in drafts)
    if not stale:
        note("everything is up to date")
    if unread or (check and stale):
        raise SystemExit(ExitCode.FINDINGS)
    if not check:
        _typeset(drafts[-1], draft_options, engine, (BBL, PDF) if pdf else (BBL,))
    if any(draft.unmatched for draft in drafts):
        raise SystemExit(ExitCode.FINDINGS)


def _options(asked: dict[str, Any], out: str, *, has_template: bool) -> DraftOptions:
    """What is asked for, with what the draft that is there remembers."""
    if isinstance(asked.get("columns"), str):
        asked["columns"] = tuple(name.strip() for name in asked["columns"].split(","))
    options = recall_options(asked, out)
    for name, forms in _ONLY.items():
        if name in asked and options.form not in forms and not has_template:
            raise click.UsageError(f"--{name} is for --form {' and '.join(forms)}")
    return options


def _report(draft: Draft, *, check: bool, with_citations: bool = True) -> None:
    """What became of a draft, and which files were written or are stale; ``with_citations`` of all in the folder."""
    findings = draft.findings if with_citations else draft.findings[: draft.unmatched]
    click.echo(printing.findings_text(findings), err=True, nl=False)
    for what, message in _FATES.items():
        ids = getattr(draft.merged, what)
        if ids and not draft.new:
            note(f"{message}: {len(ids)} ({visible(_some(ids))})")
    for name in draft.left_alone:
        note(f"not as plbib wrote it, left alone: {visible(str(draft.folder / name))}")
    for name in draft.stale:
        note(f"{'stale' if check else 'wrote'}: {visible(str(draft.folder / name))}")


def _some(ids: tuple[str, ...]) -> str:
    return ", ".join(ids[:_SHOWN]) + (" …" if len(ids) > _SHOWN else "")


def _typeset(draft: Draft, options: DraftOptions, engine: str, wanted: tuple[str, ...]) -> None:
    with progress.show(f"running {engine}"):
        compiled = typeset(draft, options, engine, wanted)
    if compiled.failed:
        click.echo(f"{compiled.failed} failed: {' / '.join(map(visible, compiled.errors))}", err=True)
        click.echo(f"  the log is {visible(str(draft.folder / LOG))}", err=True)
        raise SystemExit(ExitCode.USAGE)
    for name in wanted:
        note(f"wrote: {visible(str(draft.folder / name))}")
    for trouble in compiled.troubles:
        click.echo(visible(trouble), err=True)
    if compiled.troubles:
        raise SystemExit(ExitCode.FINDINGS)
