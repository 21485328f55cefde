"""What a block prints beside its title, piece by piece."""

from collections.abc import Iterator

from msgspec import Struct

from plbib.lists.lexed import Lexed, Title, light
from plbib.lists.markdown.links import LinkToken, TagToken
from plbib.lists.markdown.runs import BREAK, Run, RunStyle


class Piece(Struct):
    """A text beside the title, with the style it is set in and the token it is the label of."""

    text: str
    style: int = RunStyle.PLAIN
    token: LinkToken | TagToken | None = None
    lead: bool = False


def beside(lexed: Lexed, title: Title) -> Iterator[Piece]:
    """The runs outside the title; a line end is a break where the title ends its line."""
    text = lexed.text
    if "\n" in text and "\n" not in text[title.start : title.end].strip():
        rest = text[title.end :]
        ends = light(rest.partition("\n")[0]) or light(text[title.end : title.end + 30].split("\n")[0])
    else:
        ends = False
    for run in lexed.runs:
        if run.end <= title.start:
            yield Piece(run.text, run.style, run.token, lead=True)
        elif run.start >= title.end:
            yield Piece(broken(run.text) if ends and run.token is None else run.text, run.style, run.token)
        elif run.token is None:
            yield from _around(run, title, ends)


def _around(run: Run, title: Title, ends: bool) -> Iterator[Piece]:
    """What of a run stands before and behind the title that it holds."""
    lead = max(0, title.start - run.start)
    if lead and run.start < title.start:
        yield Piece(run.text[:lead], run.style, lead=True)
    left = run.end - title.end
    if left > 0:
        behind = run.text[-left:] if left < len(run.text) else run.text
        yield Piece(broken(behind) if ends else behind, run.style)


def broken(text: str) -> str:
    """``text`` with its line ends as breaks."""
    return text.replace("\n", BREAK) if "\n" in text else text


def all_of(lexed: Lexed) -> list[Piece]:
    """Everything in a block that has no title of its own; each of its lines stands by itself."""
    return [Piece(broken(run.text), run.style, run.token) for run in lexed.runs]
