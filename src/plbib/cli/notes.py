"""Notes for people on standard error, which ``--quiet`` turns off. Errors are not notes."""

import click


def note(text: str, *, line: bool = True) -> None:
    """``text`` on standard error, as a line or as it is."""
    context = click.get_current_context(silent=True)
    if context is None or not context.find_root().params.get("quiet"):
        click.echo(text, err=True, nl=line)
