"""What ``plbib resolve --update`` shows: publications of preprints, notices, what changes by them; the exit code."""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from plbib.cli import printing
from plbib.cli.arguments import write_result
from plbib.cli.notes import note
from plbib.cli.resolutions import SHOWN, candidate, reference
from plbib.errors import ExitCode
from plbib.text.counting import count_noun
from plbib.text.unicode import visible

if TYPE_CHECKING:  # --help loads none of it
    from plbib.app.opening.source import Sources
    from plbib.app.services import Services
    from plbib.app.update import Update, Updated

_PUBLISHED, _DOUBTFUL, _SILENT = "published", "review", "source unavailable"


def run(
    source: "Sources", services: "Services", form: str, output: str | None, *, dry_run: bool, abstracts: bool
) -> None:
    """Do it, show it, and exit 3 if a person must decide, else 4 if a service failed."""
    from plbib.app.update import is_bibliography, update, update_bibliography
    from plbib.formats import registry

    of_bibliography = is_bibliography(source, services)
    if output and not of_bibliography:
        raise click.UsageError("-o is for a bibliography: of a list, the lock keeps the records")
    if of_bibliography and isinstance(source, str):
        done = update_bibliography(source, services, abstracts=abstracts)
    else:
        done = update(source, services, dry_run=dry_run, abstracts=abstracts)
    if done.completed and output and not dry_run:
        write_result(registry.write(done.completed, registry.of_file(output) or "bibtex"), output, source)
    click.echo(FORMS[form](done, source), nl=False)
    counts = Counter(what for paper in done.papers for what in _what(paper))
    numbers = ", ".join(f"{count:,} {what}" for what, count in sorted(counts.items()))
    if done.unkept:
        numbers = ", ".join(filter(None, (numbers, f"{done.unkept:,} nothing kept")))
    unwritten = dry_run or bool(done.completed and not output)
    asked = count_noun(done.asked, "paper")
    note(f"{asked} asked about: {numbers or 'no news'}{'; nothing was written' if unwritten else ''}")
    if counts[_DOUBTFUL]:
        raise SystemExit(ExitCode.DECISION)
    if counts[_SILENT]:
        raise SystemExit(ExitCode.REMOTE)


def _what(paper: "Updated") -> Iterator[str]:
    """What is told of a paper, by one word each."""
    if paper.published:
        yield _PUBLISHED
    if paper.doubtful:
        yield _DOUBTFUL
    yield from (str(notice.kind) for notice in paper.notices)
    if paper.unanswered:
        yield _SILENT


def as_text(done: "Update", source: "Sources") -> str:
    """A few lines a paper, and what changes."""
    pins = done.completed is None
    shown = "".join(f"{line}\n" for paper in done.papers for line in _lines(paper, source, pins=pins))
    return shown + (printing.difference_text(done.difference) if any(paper.taken for paper in done.papers) else "")


def _lines(paper: "Updated", source: "Sources", *, pins: bool) -> Iterator[str]:
    named = f"{paper.key}  {visible(paper.title)}"
    if paper.published:
        yield f"{click.style(_PUBLISHED, fg='green')}: {named}"
        yield f"    {visible(reference(paper.published))}: {paper.published.reason()}"
        if not paper.taken:
            yield f"    its record is yours; plbib pin {paper.key} {visible(reference(paper.published))} takes this one"
    if paper.doubtful:
        yield f"{click.style(_DOUBTFUL, fg='yellow')}: {named}"
        yield "    it was published, and it is not sure which of these it is"
        yield from (
            candidate(paper.key, found, source, pins=pins).removesuffix("\n") for found in paper.doubtful[:SHOWN]
        )
    for notice in paper.notices:
        yield f"{click.style(str(notice.kind), fg='yellow')}: {named}"
        yield f"    {visible(', '.join(filter(None, (notice.name, notice.source))))}"
    if paper.unanswered:
        yield f"{click.style(_SILENT, fg='yellow')}: {named}"
        yield f"    {' and '.join(paper.unanswered)} did not answer"


def as_json(done: "Update", _: "Sources") -> str:
    """The papers of which there is news, and the difference of the records."""
    import msgspec  # what shows the names of these functions need not load it

    papers = [
        {
            "key": paper.key,
            "title": paper.title,
            "place": str(paper.place or ""),
            "published": reference(paper.published) if paper.published else None,
            "taken": paper.taken,
            "doubtful": [reference(found) for found in paper.doubtful],
            "notices": paper.notices,
            "unanswered": paper.unanswered,
        }
        for paper in done.papers
    ]
    whole = {"papers": papers, "difference": done.difference}
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode() + "\n"


FORMS = {"text": as_text, "json": as_json}
