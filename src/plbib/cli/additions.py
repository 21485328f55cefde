"""What ``plbib add`` shows: new lines, the diff of the list, papers that the list has or may have, the exit code."""

import click

from plbib.app.add import Given, Met, add, save
from plbib.cli.notes import note
from plbib.errors import ExitCode
from plbib.text.unicode import visible


def run(
    names: tuple[str, ...],
    source: str | None,
    records: tuple[str, ...],
    given: Given,
    category: str | None,
    *,
    write: bool,
    dry_run: bool,
    force: bool,
) -> None:
    """Do it, show it, and exit 3 if a person must decide whether a paper is in the list, 1 if all of them are."""
    added = add(names, source, records, given=given, category=category, insertion=write or dry_run, force=force)
    if write and not dry_run:
        save(added)
    shown = added.diff if dry_run else "".join(f"{line}\n" for line in added.lines)
    click.echo(shown, nl=False)
    for met in added.listed:
        note(f"already in the list: {_met(met)}")
    for met in added.doubtful:
        click.echo(f"is it in the list? {_met(met)}; --force adds it", err=True)
    if write and not dry_run and added.lines:
        papers = f"{len(added.lines)} paper{'' if len(added.lines) == 1 else 's'}"
        where = f" to {visible(added.category)}" if added.category else ""
        note(f"{added.path}: {papers} added{where}; run plbib build")
    if added.doubtful:
        raise SystemExit(ExitCode.DECISION)
    if added.listed and not added.lines:
        raise SystemExit(ExitCode.FINDINGS)


def _met(met: Met) -> str:
    where = f"{met.place}: " if met.place else ""
    asked = "" if met.asked == met.title else f"{visible(met.asked)} = "
    return f"{asked}{visible(where)}{visible(met.title)} ({met.reason})"
