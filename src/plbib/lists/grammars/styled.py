"""Titles by the style they are set in."""

from collections.abc import Iterator

from plbib.lists import shapes, titles
from plbib.lists.lexed import Lexed, Title, is_tag
from plbib.lists.markdown.links import LinkToken
from plbib.lists.markdown.runs import Run
from plbib.text.patterns import regex

_BETWEEN = regex(r"(?:[*_ ]|</?(?:b|i|u|em|strong)>)*")


def behind(text: str, at: int) -> str:
    """The two characters behind the marks that end a style at ``at``."""
    marks = _BETWEEN.match(text, at)
    end = marks.end() if marks else at
    return text[end : end + 2]


def group(lexed: Lexed, style: int) -> Iterator[Title]:
    """What stands together in ``style``, as far as it could be a title."""
    open_: list[Run] = []
    for run in [*lexed.runs, Run("", 0, 0)]:
        if run.style & style and not (is_tag(run) and not open_):
            open_.append(run)
        elif open_ and not (run.style & style):
            yield _title(open_)
            open_ = []


def _title(held: list[Run]) -> Title:
    text = "".join(f"[{run.text}]" if is_tag(run) else run.text for run in held)
    printed = titles.plain(text).strip(" ,;")
    link = next((run.token for run in held if isinstance(run.token, LinkToken)), None)
    score = 2 if shapes.system(printed) else shapes.titleness(printed)
    other = score < 3 and (titles.is_role(printed.rstrip(":")) or shapes.venue_for_sure(printed))
    if other or shapes.occasion(printed) or shapes.status(printed):
        score = 0
    return Title(held[0].start, held[-1].end, printed, score, link)
