"""What ``plbib resolve`` shows: what became of each paper, candidates of what a person must decide, the exit code."""

import shlex
import shutil
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plbib.cli import printing, progress
from plbib.cli.arguments import write_result
from plbib.cli.notes import note
from plbib.errors import ExitCode
from plbib.text.counting import count_noun
from plbib.text.unicode import visible

if TYPE_CHECKING:  # the names of forms are asked for by --help
    from plbib.app.opening.source import Sources
    from plbib.app.resolve import Resolution, Resolved
    from plbib.app.services import Services
    from plbib.model import Item, Library
    from plbib.resolve.candidates import Candidate
    from plbib.resolve.evidence import Judged

_DAY = 86_400.0
SHOWN = 3
"""Candidates of one paper."""


def run(
    source: "Sources",
    records: Sequence[str],
    form: str,
    output: str | None,
    *,
    dry_run: bool,
    abstracts: bool,
    ask: bool,
    keys: Mapping[str, str],
    services: "Services | None",
) -> None:
    """Do it, show it, and exit 3 if a person must decide, else 4 if a service failed."""
    from plbib.app.opening.sources import bibliography_form
    from plbib.app.resolve import complete, resolve
    from plbib.cli import messages
    from plbib.formats import registry

    kind = bibliography_form(source, services.use if services else None)
    if output and not kind:
        raise click.UsageError("-o is for a bibliography: of a list, the lock keeps the records")
    if ask and (kind or dry_run):
        raise click.UsageError("--ask is for a list, and writes what you say into its lock")
    with progress.show("looking records up") if services is None else nullcontext():
        if isinstance(source, str) and kind:
            done = complete(source, records, abstracts=abstracts, keys=keys, services=services)
        else:
            done = resolve(source, records, dry_run=dry_run, abstracts=abstracts, keys=keys, services=services)
    if done.completed and output and not dry_run:
        data = registry.write(done.completed, registry.of_file(output) or kind or "bibtex")
        write_result(data, output, source, *records)
    unwritten = dry_run or bool(done.completed and not output)
    for given in done.given:
        messages.report_missing(given)
    click.echo(FORMS[form](done, source), nl=False)
    settled = _settle_reviews(done, source) if ask else set()
    code = _counted(done, settled, "; nothing was written" if unwritten else "")
    if code:
        raise SystemExit(code)


def _counted(done: "Resolution", settled: Container[str] = (), more: str = "") -> ExitCode:
    """Say how many papers there are of each state, beside those ``settled``; how the command is to end."""
    from plbib.resolve.match import State

    counts = Counter(paper.decision.state for paper in done.papers if paper.key not in settled)
    numbers = ", ".join(f"{counts[state]:,} {state}" for state in State if counts[state])
    note(f"{numbers or 'every paper has a record'}{more}")
    if counts[State.REVIEW]:
        return ExitCode.DECISION
    return ExitCode.REMOTE if counts[State.UNAVAILABLE] else ExitCode.DONE


def look_up(source: "Sources", services: "Services") -> "tuple[Library, ExitCode]":
    """``source`` with the records that services know of its papers, and how the command that uses it is to end.

    What became of those that got none is shown beside the command's own data.
    """
    from plbib.app.opening.sources import bibliography_form
    from plbib.app.resolve import complete, resolve

    if isinstance(source, str) and bibliography_form(source, services.use):
        done = complete(source, (), services=services)
    else:
        done = resolve(source, (), services=services)
    click.echo("".join(_lines(done, source, open_only=True)), err=True, nl=False)
    return done.library, _counted(done)


@contextmanager
def services(
    *,
    asked: bool,
    offline: bool = False,
    refresh: bool = False,
    anew: bool = False,
    abstracts: bool = False,
    record: str | None = None,
    replay: str | None = None,
) -> "Iterator[Services | None]":
    """How services are asked, with a bar; None if they are not. ``anew``: answers of former days do not count.

    Answers are written into the folder ``record``, or come from ``replay``.
    """
    if record and replay:
        raise click.UsageError("--record writes down what services say, and --replay asks none: choose one")
    if not asked:
        yield None
        return
    from plbib.app.services import Services
    from plbib.cli.bar import Bar
    from plbib.io.http.messages import Use

    with Bar() as bar:
        yield Services(
            use=Use(offline=offline, refresh=refresh, age=_DAY if anew else float("inf")).here(),
            report=bar.show,
            say=note,
            record=Path(record) if record else None,
            replay=Path(replay) if replay else None,
            abstracts=abstracts,
        )
    if record and not Path(record).is_dir():
        note(f"{record}: not written: nobody was asked, and no answer was kept from before")


def _settle_reviews(done: "Resolution", source: "Sources") -> set[str]:
    """Ask about the papers for review one by one, and settle what is answered; the keys of those that are settled."""
    from plbib.app.resolve import pin_all
    from plbib.resolve.match import State

    chosen: dict[str, Candidate] = {}
    for paper in done.papers:
        if paper.decision.state is not State.REVIEW:
            continue
        judged = paper.decision.choices[:SHOWN]
        click.echo(f"\n{paper.key}  {visible(paper.title)}\n{_side_by_side(judged)}", err=True)
        numbers = [str(number) for number in range(1, len(judged) + 1)]
        try:
            answer = click.prompt(
                "Which is it? (n: none of these, q: no more questions)",
                type=click.Choice([*numbers, "n", "q"]),
                default="n",
                err=True,
                show_choices=False,
            )
        except click.Abort as end:
            if isinstance(end.__context__, KeyboardInterrupt):
                raise
            answer = "q"  # the end of the input
        if answer == "q":
            break
        if answer in numbers:
            chosen[paper.key] = judged[int(answer) - 1].candidate
    if chosen:
        pin_all(source, chosen)
        note(f"{count_noun(len(chosen), 'paper')} settled")
    return {*chosen}


def _side_by_side(judged: "Sequence[Judged]") -> str:
    """Candidates as columns of what they say."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(show_header=True)
    for head in ("", *map(str, range(1, len(judged) + 1))):
        table.add_column(head, overflow="fold")
    for name, value in _ROWS.items():
        table.add_row(name, *(Text(visible(value(found))) for found in judged))
    console = Console(width=max(60, shutil.get_terminal_size().columns - 1), color_system=None)
    with console.capture() as captured:
        console.print(table)
    return captured.get().rstrip()


def reference(found: "Judged") -> str:
    """What :func:`plbib.app.resolve.pin` calls the record."""
    return f"{found.candidate.source}:{found.candidate.record.key}"


_ROWS: "dict[str, Callable[[Judged], str]]" = {
    "title": lambda found: found.candidate.record.item.title,
    "authors": lambda found: _people(found.candidate.record.item),
    "venue": lambda found: found.candidate.record.item.container_title or "",
    "year": lambda found: _year(found.candidate.record.item),
    "DOI": lambda found: found.candidate.record.item.doi or "",
    "record": reference,
    "evidence": lambda found: found.reason(),
}


def as_text(done: "Resolution", source: "Sources") -> str:
    """A few lines a paper, the states one after the other; of a dry run also what would change."""
    return "".join(_lines(done, source))


def _lines(done: "Resolution", source: "Sources", *, open_only: bool = False) -> Iterator[str]:
    from plbib.resolve.match import DECIDED, State

    if done.difference and not open_only:
        yield printing.difference_text(done.difference)
    order = [*State]
    for paper in sorted(done.papers, key=lambda paper: order.index(paper.decision.state)):
        if paper.decision.state in DECIDED and (open_only or (done.difference and not paper.decision.remarks)):
            continue
        state = click.style(paper.decision.state, fg=None if paper.decision.state in DECIDED else "yellow")
        yield f"{state}: {paper.key}  {visible(paper.title)}\n    {_reason(paper)}\n"
        if paper.decision.state is State.REVIEW:
            for found in paper.decision.choices[:SHOWN]:
                yield candidate(paper.key, found, source, pins=done.completed is None)


def _reason(paper: "Resolved") -> str:
    chosen = paper.decision.chosen
    return visible(f"{reference(chosen)}: {paper.decision.reason}" if chosen else paper.decision.reason)


def candidate(key: str, found: "Judged", source: "Sources", *, pins: bool) -> str:
    """A candidate: what it is, what speaks for and against it, and, of a list, the command that takes it."""
    lines = [f"    - {visible(_cited(found.candidate.record.item))}", f"      {visible(found.reason())}"]
    if pins:
        command = ["plbib", "pin", key, reference(found), *_sources(source)]
        lines.append(f"      {visible(shlex.join(command))}")
    return "\n".join(lines) + "\n"


def _sources(source: "Sources") -> Iterator[str]:
    """The options by which other commands are told the same source."""
    from plbib.app.opening.source import selection

    chosen = selection(source)
    for name in chosen.names:
        yield from ("--source", name)
    for glob in chosen.globs:
        yield from ("--glob", glob)


def _cited(item: "Item") -> str:
    """A record in one line: authors, title, where, when, DOI."""
    parts = (_people(item), item.title, item.container_title, _year(item), item.doi and f"doi:{item.doi}")
    return ". ".join(part for part in parts if part)


def _people(item: "Item") -> str:
    people = [name.family or name.literal or name.given or "" for name in item.author[:SHOWN]]
    return ", ".join([*people, "et al"] if len(item.author) > SHOWN else people)


def _year(item: "Item") -> str:
    return str(item.issued.year or "") if item.issued else ""


def as_json(done: "Resolution", _: "Sources") -> str:
    """One object a paper: key, title, state, reason, candidates with their evidence."""
    import msgspec  # as above

    papers = [
        {
            "key": paper.key,
            "title": paper.title,
            "place": str(paper.place or ""),
            "state": paper.decision.state,
            "reason": paper.decision.reason,
            "candidates": [
                {
                    "record": reference(found),
                    "reason": found.reason(),
                    "ratio": found.title.ratio,
                    "item": found.candidate.record.item,
                }
                for found in paper.decision.judged
            ],
        }
        for paper in done.papers
    ]
    return msgspec.json.format(msgspec.json.encode(papers), indent=2).decode() + "\n"


FORMS = {"text": as_text, "json": as_json}
