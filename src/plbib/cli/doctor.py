"""What ``plbib doctor`` shows: service by service whether it answers as recorded; the exit code."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from plbib.cli.notes import note
from plbib.cli.printing import escape
from plbib.errors import ExitCode
from plbib.text.counting import count_noun
from plbib.text.unicode import visible

if TYPE_CHECKING:  # --help loads none of it
    from plbib.resolve.doctor import Visit


def report(visits: "Sequence[Visit]", form: str) -> None:
    """Show visits; exit 1 if a service has drifted, else 4 if one did not answer."""
    click.echo(FORMS[form](visits), nl=False)
    drifted = [visit for visit in visits if visit.drift]
    silent = [visit for visit in visits if visit.silent]
    asked = sum(not visit.unasked for visit in visits)
    note(f"{count_noun(asked, 'service')} asked: {len(drifted)} drifted, {len(silent)} without an answer")
    if drifted:
        raise SystemExit(ExitCode.FINDINGS)
    if silent:
        raise SystemExit(ExitCode.REMOTE)


def as_text(visits: "Sequence[Visit]") -> str:
    """A line a service, and one below it for each drift."""
    names = max(len(visit.source) for visit in visits)
    lines = []
    for visit in visits:
        told = [*(f"drift: {what}" for what in visit.drift), *(f"no answer: {what}" for what in visit.silent)]
        state = f"not asked: {visit.unasked}" if visit.unasked else "" if told else "as recorded"
        lines.append(f"{visit.source:{names}}  {state}".rstrip())
        lines += [f"{'':{names}}  {visible(what)}" for what in told]
    return "".join(f"{line}\n" for line in lines)


def as_json(visits: "Sequence[Visit]") -> str:
    """The visits as a JSON array."""
    import msgspec  # what shows the names of these functions need not load it

    return escape(msgspec.json.format(msgspec.json.encode(visits), indent=2).decode()) + "\n"


FORMS = {"text": as_text, "json": as_json}
