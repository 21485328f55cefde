"""Titles and other printed text without their Markdown, and which text of an entry is its title."""

import html
import re

from plbib.lists.links import LinkToken, image_label
from plbib.text.unicode import clean

_MARKED = re.compile(r"[*_`\\<&~\n]")
_MATH = re.compile(r"(\$[^$\n]+\$)")
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|center|code|del|div|em|font|i|img|ins|kbd|li|mark|p|q|s|samp|small|span|strong|sub|summary"
    r"|sup|td|th|tr|tt|u|ul)\b[^<>]*/?>",
    re.IGNORECASE,
)
# Runs are bounded, so that marks which never close cost no more than a few hundred steps each.
_STRONG = re.compile(r"(\*\*|__|~~)(?=\S)(.{1,300}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])(\*|_)(?=[^\s*_])([^*_]{1,300})(?<=\S)\1(?![\w*])")
_CODE = re.compile(r"(?<!`)(`{1,3})(?!`)([^`]{1,300})\1(?!`)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_QUOTES = (("“", "”"), ('"', '"'), ("``", "''"), ("«", "»"))
_ROLES = frozenset(
    "abs abstract arxiv blog code data dataset datasets demo doi github html homepage link openreview page paper pdf "
    "poster post preprint project proceedings repo review slides supp supplementary talk tweet video web website "
    "project-page paper-link official-code here url bib bibtex".split()
)
_PLACEHOLDERS = frozenset(["title", "papertitle", "paper", "nameofthepaper", "yourpaper", "papername"])


def plain(text: str) -> str:
    """``text`` as a reader sees it: no emphasis, tags, entities or backslash escapes; LaTeX math stays."""
    if "$" in text:
        pieces = _MATH.split(text)
        return clean("".join(piece if at % 2 else _unmarked(piece) for at, piece in enumerate(pieces)))
    return clean(_unmarked(text))


def _unmarked(text: str) -> str:
    if not _MARKED.search(text):
        return text
    text = _CODE.sub(r"\2", _TAG.sub(" ", text))
    text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))
    return html.unescape(_ESCAPE.sub(r"\1", text))


def title(text: str) -> str:
    """A title as the list means it: plain, without quotes around it and the full stop at its end."""
    printed = plain(text)
    for left, right in _QUOTES:
        inside = printed.strip(" .")
        if len(inside) > len(left + right) and inside.startswith(left) and inside.endswith(right):
            inner = inside[len(left) : -len(right)].strip()
            if left not in inner and right not in inner:
                printed = inner
    return printed[:-1].rstrip() if printed.endswith(".") and not printed.endswith("..") else printed


def is_role(label: str) -> bool:
    """Whether a link's label says what the link is (``pdf``, ``code``) and not what the paper is called."""
    words = re.sub(r"[\W_]+", "-", plain(image_label(label) or label).lower()).strip("-")
    return not words or words in _ROLES or all(word in _ROLES for word in words.split("-"))


def is_placeholder(text: str) -> bool:
    """Whether a title only says where a title goes, as in a sample of the list's format."""
    return re.sub(r"[\W_]+", "", text.lower()) in _PLACEHOLDERS


def label(link: LinkToken) -> str:
    """The label of a link that is not the title, as printed; a badge's is its alternative text."""
    alternative = image_label(link.label)
    return plain(link.label if alternative is None else alternative)
