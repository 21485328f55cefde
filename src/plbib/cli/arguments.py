"""What several commands are given: SOURCE, one or several, an output, a style."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from plbib import DEMO

if TYPE_CHECKING:  # --help loads none of it
    from plbib.app.opening.source import Sources

Command = Callable[..., None]
glob_option = click.option(
    "--glob", "globs", multiple=True, metavar="PATTERN", help="Which files of a folder are lists, such as '**/*.md'."
)


def source_argument(command: Command) -> Command:
    """SOURCE, one or several, or ``--demo`` in its place."""

    @click.argument("sources", nargs=-1, metavar="[SOURCE]...")
    @click.option("--demo", is_flag=True, help="Take the list that comes with plbib as SOURCE.")
    @glob_option
    @wraps(command)
    def with_source(*, sources: tuple[str, ...], demo: bool, globs: tuple[str, ...], **options: Any) -> None:
        if demo and sources:
            raise click.UsageError("--demo stands for a SOURCE: give one of the two")
        command(source=_named((DEMO,) if demo else sources, globs), **options)

    return with_source


def source_option(what: str) -> Callable[[Command], Command]:
    """``--source SOURCE``, once or several times, where the arguments of a command are something else."""

    def decorated(command: Command) -> Command:
        text = f"{what}; several by several --source.  [default: as of the other commands]"

        @click.option("--source", "sources", multiple=True, metavar="SOURCE", help=text)
        @glob_option
        @wraps(command)
        def with_source(*, sources: tuple[str, ...], globs: tuple[str, ...], **options: Any) -> None:
            command(source=_named(sources, globs), **options)

        return with_source

    return decorated


def _named(names: tuple[str, ...], globs: tuple[str, ...]) -> "Sources":
    """What a command line names: None for nothing, else names and patterns."""
    if len(names) < 2 and not globs:
        return names[0] if names else None
    from plbib.app.opening.source import Selection

    return Selection(names=names, globs=globs)


def output_option(what: str) -> Callable[[Command], Command]:
    """``-o FILE``."""
    return click.option("-o", "--output", metavar="FILE", help=f"Write {what} to FILE instead of standard output.")


records_option = click.option(
    "--from", "records", multiple=True, metavar="FILE", help="Look papers up in a bibliography that you have."
)
keys_option = click.option(
    "--map",
    "keys",
    multiple=True,
    metavar="VARIABLE=KEY",
    callback=lambda _, __, given: _pairs(given),
    help="Of foreign JSON Lines in --from: the key that holds a CSL variable, such as author=authors.",
)
offline_option = click.option("--offline", is_flag=True, help="Ask nobody: only answers that were kept are used.")
refresh_option = click.option("--refresh", is_flag=True, help="Ask again for what was kept.")
record_option = click.option(
    "--record", metavar="DIR", help="Write down what services answer in a new folder, without keys and your address."
)
style_option = click.option(
    "--style", required=True, metavar="NAME", help="A CSL style (ieee, apa …), a path to a .csl, or a .bst."
)
styles_option = click.option(
    "--style",
    "styles",
    required=True,
    multiple=True,
    metavar="NAME",
    help="A CSL style (ieee, apa …), a path to a .csl, or a .bst; several are written into the folder of -o.",
)
locale_option = click.option("--locale", metavar="CODE", help="The language, such as de-DE.  [default: the style's]")


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    for text in given:
        if not all(text.partition("=")):
            raise click.BadParameter(f"{text}: write VARIABLE=KEY")
    return {text.partition("=")[0]: text.partition("=")[2] for text in given}


def write_result(text: str | bytes, output: str | None, *inputs: "Sources") -> None:
    """``text`` into the file that ``-o`` names, which may not be one of the ``inputs``, or on standard output."""
    from plbib.app.opening.source import STDIN

    if output is None or output == STDIN:
        click.echo(text, nl=False)
        return
    from plbib.app.saved_files import save

    save(text, output, *inputs)
