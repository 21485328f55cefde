"""What commands say on standard error, beside their data."""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from plbib.cli import printing
from plbib.cli.notes import note
from plbib.errors import ExitCode, PlbibError, Severity
from plbib.findings import Code
from plbib.model import Finding, Library
from plbib.text.counting import count_noun
from plbib.text.unicode import visible

if TYPE_CHECKING:
    from plbib.library.merge import MergedLocks
    from plbib.resolve.index import Index

_EXTRA_SHOWN, _CHARACTERS_SHOWN, _KEYS_SHOWN = 5, 20, 10
_SHOWN_CODES = frozenset(map(str, (Code.KEY_CHANGED, Code.MENDED_ENTRY, Code.MISSING_CROSSREF, Code.UNDEFINED_MACRO)))
"""Codes of findings that are shown although they are not errors: the output differs from the input."""


_UNREAD = frozenset(
    map(str, (Code.MOSTLY_UNREAD, Code.UNREAD_FILE, Code.UNREAD_LINE, Code.NOT_AN_ITEM, Code.LONG_LINE))
)
"""Codes of findings that something that looks like a paper was not read."""
_NOT_READ = frozenset(map(str, (Code.MOSTLY_UNREAD, Code.UNREAD_FILE)))
"""Codes of findings that papers are missing that nobody can count."""


def report_build(build: Any, *, check: bool) -> None:
    """Show what a build wrote, or with ``check`` what is stale."""
    for used in build.used:
        report_missing(used.records)
        held = count_noun(len(used.records), "record")
        note(f"{used.records.source}: {held}, taken for {count_noun(used.papers, 'paper')}")
    for style, keys in build.unprinted.items():
        report_unprinted(keys, style)
    difference = build.difference
    for name in difference.extra[:_EXTRA_SHOWN]:
        note(f"not ours, left alone: {visible(str(build.folder / name))}")
    if len(difference.extra) > _EXTRA_SHOWN:
        note(f"and {len(difference.extra) - _EXTRA_SHOWN} more that are not ours")
    if not check:
        count = len(difference.missing) + len(difference.changed)
        removed = f", {len(difference.obsolete)} removed" if difference.obsolete else ""
        files = f"{count_noun(count, 'file')} written{removed}"
        note(f"{build.folder}{os.sep}: {files}; start with papers.bib and report.md")
        _tell_next(build.report)
        return
    for what, names in (
        ("missing", difference.missing),
        ("stale", difference.changed),
        ("obsolete", difference.obsolete),
    ):
        for name in names:
            note(f"{what}: {visible(str(build.folder / name))}")
    if build.stale_lock:
        note(f"stale: {build.stale_lock}")
    note("stale: run plbib build" if build.stale else "everything is up to date")


def report_site(site: Any) -> None:
    """Show what came of a page's folder."""
    changed = len(site.difference.missing) + len(site.difference.changed)
    removed = f", {len(site.difference.obsolete)} removed" if site.difference.obsolete else ""
    papers = count_noun(len(site.library.records), "paper")
    files = count_noun(changed, "file")
    note(f"{site.folder}{os.sep}: {papers}; {files} written{removed}; open {site.folder / 'index.html'}")


def report_links(linked: Any, *, saved: bool) -> None:
    """Show how many lines of a list got another link, and which got none."""
    for entry in linked.left:
        note(f"{visible(str(entry.place))}: left, for it would be read otherwise: {visible(entry.title)}")
    note(f"{count_noun(linked.lines, 'line')} {'changed' if saved else 'would change; --write changes them'}")


def report_error(error: PlbibError, *, color: bool | None = None) -> None:
    """Show what is wrong; ``color`` as in :func:`click.echo`."""
    click.echo(f"{click.style('plbib:', fg='red')} {visible(error.message)}", err=True, color=color)
    if error.hint:
        click.echo(f"  {visible(error.hint)}", err=True)


def _tell_next(report: Any) -> None:
    """What a person can do after a build."""
    if report.listed_only:
        papers = count_noun(report.listed_only, "paper is", "papers are")
        note(f"{papers} not verified: look up more with plbib resolve, or give records that you have with --from FILE")
    if any(finding.severity is not Severity.INFO for finding in report.findings):
        note("plbib check says what is wrong or doubtful, and what to do about it")


def report_project(project: Any) -> bool:
    """Show what was understood of a list, and what was written; returns whether papers could not be read."""
    from plbib.outputs.report import summary

    note(summary(project.report))
    unread = [finding for finding in project.report.findings if finding.code in _UNREAD]
    click.echo(printing.findings_text(tuple(unread[:_EXTRA_SHOWN])), err=True, nl=False)
    if len(unread) > _EXTRA_SHOWN:
        note(f"and {len(unread) - _EXTRA_SHOWN} more: plbib check")
    for name in project.kept_files:
        note(f"there already, left as it is: {visible(name)}")
    for name in project.new_files:
        note(f"wrote: {visible(name)}")
    if project.unknown_owner:
        note("in the workflow, replace OWNER by who publishes plbib")
    note("next: plbib check, plbib build")
    return any(finding.code in _NOT_READ for finding in unread)


def report_missing(library: "Library | Index") -> None:
    """Show what could not be read and is therefore missing, or differs from the input."""
    lost = tuple(
        finding for finding in library.findings if finding.severity is Severity.ERROR or finding.code in _SHOWN_CODES
    )
    if lost:
        click.echo(printing.findings_text(lost), err=True, nl=False)


def report_utf8(text: str) -> None:
    """Name the characters that stay in UTF-8 although ASCII was wanted."""
    entries = text.partition("\n@Comment{")[0]  # the names of categories stay as they are
    kept = sorted({character for character in entries if not character.isascii() and character.isprintable()})
    if kept:
        shown = "".join(kept[:_CHARACTERS_SHOWN]) + ("…" if len(kept) > _CHARACTERS_SHOWN else "")
        note(f"in UTF-8, as TeX has no command for them: {shown} (plbib check names the papers)")


def report_untold(untold: Mapping[str, tuple[str, ...]], to: str) -> None:
    """Name what records say and a .bib has no field for."""
    if not untold:
        return
    names = ", ".join(sorted({name for told in untold.values() for name in told}))
    papers = ", ".join(visible(key) for key in [*untold][:_KEYS_SHOWN]) + (" …" if len(untold) > _KEYS_SHOWN else "")
    count = count_noun(sum(map(len, untold.values())), "value")
    note(f"{to} has no field for {count} ({names}), left out: {papers}; --to csljson keeps them, or a note")


def report_unprinted(keys: Sequence[str], style: str = "the style") -> None:
    """Name the papers for which a style prints nothing; many styles do not list letters, talks or laws."""
    shown = ", ".join(visible(key) for key in keys[:_KEYS_SHOWN]) + (" …" if len(keys) > _KEYS_SHOWN else "")
    note(f"{visible(style)} prints nothing for {count_noun(len(keys), 'paper')}, left out: {shown}")


def report_style(name: str) -> None:
    """Name what a style of one's own asks for that CSL does not know: it is left out."""
    from plbib.io.stylefiles import CSL, is_style_file

    if not is_style_file(name, CSL):
        return
    from plbib.rendering import catalog

    for problem in catalog.look_up(name).problems:
        note(f"{visible(name)}:{problem.line}: warning: {visible(problem.reason)}; left out")


def report_merge(merged: "MergedLocks") -> bool:
    """Show what came of two locks; returns whether a person must look at it."""
    for line in merged.changes:
        note(f"theirs has now {visible(line)}")
    for line in merged.conflicts:
        click.echo(f"changed on both sides, ours kept: {visible(line)}", err=True)
    note(f"{count_noun(len(merged.lock.entries), 'paper')}; run plbib build")
    return bool(merged.conflicts)


def report_mostly_unread(findings: Iterable[Finding]) -> bool:
    """Show the findings that a file, or most of a list, was not read; returns whether there are any."""
    lost = tuple(finding for finding in findings if finding.code in _NOT_READ)
    click.echo(printing.findings_text(lost), err=True, nl=False)
    return bool(lost)


def fail_if_lost(findings: Iterable[Finding]) -> None:
    """Exit 1 after a command whose output lacks an entry of its source that could not be read."""
    lost = {str(Code.UNREAD_ENTRY), str(Code.NOT_AN_ITEM)}
    if any(finding.code in lost and finding.severity is Severity.ERROR for finding in findings):
        raise SystemExit(ExitCode.FINDINGS)


def fail_if_unread(findings: Iterable[Finding]) -> None:
    """Exit 1 after a command whose output is empty or mostly missing because the list, or a file, was not read."""
    if any(finding.code in _NOT_READ for finding in findings):
        raise SystemExit(ExitCode.FINDINGS)
