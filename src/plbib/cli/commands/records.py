"""The commands about records and keys: every paper looked up, a person's part, the locks of two branches."""

from typing import TYPE_CHECKING

import click

from plbib.cli import choices
from plbib.cli.arguments import (
    keys_option,
    offline_option,
    record_option,
    records_option,
    refresh_option,
    source_argument,
    source_option,
)
from plbib.cli.choices import option
from plbib.cli.notes import note
from plbib.errors import ExitCode

if TYPE_CHECKING:  # --help loads none of it
    from plbib.app.opening.source import Sources


@click.command()
@source_argument
@records_option
@keys_option
@click.option("--online", is_flag=True, help="Ask services, too, where --from is given.")
@offline_option
@refresh_option
@click.option("--update", is_flag=True, help="Ask what became of papers that have records: published, retracted …")
@click.option("--abstracts", is_flag=True, help="Keep abstracts, too.")
@click.option("--ask", is_flag=True, help="Ask one by one about papers for review.")
@record_option
@click.option("--replay", metavar="DIR", help="Take the answers from a folder that --record wrote; ask nobody.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@option("--format", choices.resolutions, "form", default="text", show_default=True)
@click.option("-o", "--output", metavar="FILE", help="Write the bibliography SOURCE, completed, to FILE.")
def resolve(
    source: "Sources",
    records: tuple[str, ...],
    keys: dict[str, str],
    online: bool,
    offline: bool,
    refresh: bool,
    update: bool,
    abstracts: bool,
    ask: bool,
    record: str | None,
    replay: str | None,
    dry_run: bool,
    form: str,
    output: str | None,
) -> None:
    """Look up the records of papers that only the list knows, and keep them in its lock file.

    Bibliographic services on the web are asked (docs/services.md); with --from, the bibliographies that you have are
    looked into instead. A record that two witnesses accept is verified. Where they do not agree, the candidates are
    shown with the command that settles each (exit 3). A bibliography keeps what it says, and gets what it lacks.

    With --update, services are asked about the papers that have records: a preprint gets the record of its publication
    and keeps its key; retractions and corrections are noted.

    \b
    Examples:
      plbib resolve README.md
      plbib resolve README.md --from papers.bib --from zotero.json
      plbib resolve README.md --from dblp.jsonl.gz --dry-run
      plbib resolve README.md --from papers.bib --ask
      plbib resolve README.md --update --dry-run
      plbib resolve refs.bib --from better.json -o completed.bib
    """
    from plbib.cli import updates
    from plbib.cli.resolutions import run, services

    if update and (records or ask):
        raise click.UsageError("--update asks services alone, and has no questions: leave out --from and --ask")
    how = {"offline": offline, "refresh": refresh, "anew": update, "abstracts": abstracts}
    with services(asked=online or not records, record=record, replay=replay, **how) as asked:
        if update and asked:
            updates.run(source, asked, form, output, dry_run=dry_run, abstracts=abstracts)
            return
        run(source, records, form, output, dry_run=dry_run, abstracts=abstracts, ask=ask, keys=keys, services=asked)


@click.command()
@option("--format", choices.services, "form", default="text", show_default=True)
def sources(form: str) -> None:
    """List the services that can be asked for records: by which identifiers, and which takes a key.

    Unproven is one of which no answer of today's shape has been recorded: what it sends may be read wrongly, or not at
    all. No service is asked.

    \b
    Example: plbib sources --format json
    """
    from plbib.app.sources import sources
    from plbib.cli.services import FORMS

    click.echo(FORMS[form](sources()), nl=False)


@click.command()
@click.argument("names", nargs=-1, metavar="[SERVICE]...")
@record_option
@option("--format", choices.visits, "form", default="text", show_default=True)
def doctor(names: tuple[str, ...], record: str | None, form: str) -> None:
    """Ask the services for papers that do not change, and say what they answer otherwise than recorded.

    Each SERVICE (without one, all) gets two or three calls, at its pace. Exits 1 if one has drifted, so that its
    records may be read wrongly, 4 if one did not answer.

    \b
    Examples:
      plbib doctor
      plbib doctor crossref dblp --record answers
    """
    from plbib.app.doctor import examine
    from plbib.cli.doctor import report
    from plbib.cli.resolutions import services

    with services(asked=True, refresh=True, record=record) as asked:
        visits = examine(asked, names) if asked else ()
    report(visits, form)


@click.command()
@click.argument("entry")
@click.argument("record")
@source_option("The list")
@records_option
@keys_option
@offline_option
def pin(
    entry: str, record: str, source: "Sources", records: tuple[str, ...], keys: dict[str, str], offline: bool
) -> None:
    """Settle by hand which record a paper of the list has.

    ENTRY is the citation key of the paper. RECORD is FILE:KEY, plbib:KEY for one that comes with plbib, a file with one
    record, or a DOI or another identifier: of a record in --from FILE, else one that services know. No later run
    changes it.

    \b
    Example: plbib pin iclr2023kites papers.bib:lind2023 --source README.md
    """
    from plbib.app.resolve import pin
    from plbib.cli.resolutions import services
    from plbib.text.unicode import visible

    with services(asked=not records, offline=offline, refresh=False) as asked:
        pinned = pin(source, entry, record, records, keys, asked)
    note(f"{pinned.key}: {visible(pinned.item.title)}; run plbib build")


@click.command()
@source_argument
@click.option("--pattern", metavar="PATTERN", help="Make keys anew: default, bbt, acl, dblp or a template.")
@click.option("--from", "old", metavar="FILE", help="Take the keys of the same papers in a bibliography.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@option("--format", choices.keys, "form", default="text", show_default=True)
def keys(source: "Sources", pattern: str | None, old: str | None, dry_run: bool, form: str) -> None:
    """Show the citation keys of SOURCE, or change them in its lock file; a former key stays as an alias.

    \b
    Examples:
      plbib keys README.md --pattern acl --dry-run
      plbib keys README.md --pattern "{family}{year}{word}"
      plbib keys README.md --from old.bib
    """
    from plbib.app.keys import citation_keys
    from plbib.app.opening.sources import load
    from plbib.cli import messages, printing
    from plbib.text.counting import count_noun

    if pattern is None and old is None:
        if dry_run:
            raise click.UsageError("--dry-run is for --pattern and --from")
        library = load(source)
        messages.report_mostly_unread(library.findings)
        click.echo(printing.KEYS[form](library), nl=False)
        messages.fail_if_unread(library.findings)
        return
    rekeyed = citation_keys(source, pattern, old, dry_run=dry_run)
    note(printing.findings_text(rekeyed.findings), line=False)
    click.echo(printing.KEY_CHANGES[form](rekeyed.changes), nl=False)
    changes = count_noun(len(rekeyed.changes), "key")
    note(f"{changes} would change" if dry_run else f"{changes} changed; run plbib build")


@click.group("lock")
def lock_commands() -> None:
    """Work on the lock file that lies beside a list."""


@lock_commands.command()
@click.argument("locks", nargs=-1, required=True, metavar="LOCK | BASE OURS THEIRS")
def merge(locks: tuple[str, ...]) -> None:
    """Join the two sides of a LOCK in which git left a conflict, or be git's merge driver (docs/merging.md)."""
    from plbib.app.merge_locks import merge_locks
    from plbib.cli.messages import report_merge

    if report_merge(merge_locks(locks)):
        raise SystemExit(ExitCode.DECISION)
