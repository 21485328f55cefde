"""``Title: …``: a label says what is the title."""

import re

from plbib.lists import shapes, titles
from plbib.lists.lexed import Lexed, Title
from plbib.lists.markdown.links import LinkToken
from plbib.lists.markdown.runs import BREAK, RunStyle
from plbib.text.patterns import regex

_LABEL = regex(
    r"^[\W_]*(?:(?:paper |full )?titles?|t[íi]tulos?|titre|titel|titolo|название|标题|题目|タイトル|제목)"
    r"[\s*_]*[:：][\s*_]*",
    re.IGNORECASE,
)


_LABELS = regex(r"\s*[^\W\d_]+[\s*_]*[:：]")
"""The label of the next field, in bold: ``— **Autor:**``."""


def title(lexed: Lexed) -> Title | None:
    """The rest of the line behind the label that a block begins with."""
    label = _LABEL.match(lexed.text[:60])
    if not label:
        return None
    text, end, link = "", label.end(), None
    for run in lexed.runs:
        if run.end <= label.end():
            continue
        if text and run.style & RunStyle.BOLD and _LABELS.match(f"{run.text}{lexed.text[run.end : run.end + 4]}"):
            end = run.start
            break
        kept = run.text[max(0, label.end() - run.start) :]
        cut = min((at for at in (kept.find("\n"), kept.find(BREAK)) if at >= 0), default=-1)
        text += kept[:cut] if cut >= 0 else kept
        end = run.end - len(kept) + cut if cut >= 0 else run.end
        link = link or (run.token if isinstance(run.token, LinkToken) else None)
        if cut >= 0 or link:
            break
    printed = titles.plain(text).strip(" ,;:|–—")
    return Title(label.end(), end, printed, 3, link) if shapes.titleness(printed) else None
