"""What ``plbib check --fix`` shows of what it mended: the diff, or a line each."""

from collections.abc import Sequence

import click

from plbib.app.fix import fix, save
from plbib.app.opening.source import Sources
from plbib.cli.notes import note
from plbib.text.unicode import visible


def run(source: Sources, ignore: Sequence[str], *, dry_run: bool) -> bool:
    """Mend the list, or only show how; returns whether there is nothing more to show."""
    fixed = fix(source, ignore)
    if dry_run:
        click.echo(fixed.diff, nl=False)
    else:
        save(fixed)
        for finding in fixed.mended:
            note(f"{visible(str(finding.place or '-'))}: mended: {visible(finding.message)} [{finding.code}]")
    for finding in fixed.left:
        note(f"{visible(str(finding.place or '-'))}: left, for the list would be read otherwise: [{finding.code}]")
    count = len(fixed.mended)
    note(f"{count:,} finding{'' if count == 1 else 's'} {'would be ' if dry_run else ''}mended")
    return dry_run
