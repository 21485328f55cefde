"""Titles and other printed text without their Markdown, and which text of an entry is its title."""

import re
from functools import lru_cache

from plbib.lists.markdown.links import LinkToken, image_label
from plbib.text.html import resolve_references
from plbib.text.patterns import regex
from plbib.text.unicode import clean

_MARKED = regex(r"[*_`\\<&~\n]")
_MATH = regex(r"(\$[^$\n]+\$)")
_TAG = regex(
    r"</?(?:a|abbr|b|big|br|center|code|dd|del|div|dl|dt|em|font|i|img|ins|kbd|li|mark|ol|p|q|s|samp|small|span|"
    r"strong|sub|summary"
    r"|sup|td|th|tr|tt|u|ul)\b[^<>]*/?>",
    re.IGNORECASE,
)
# Runs are bounded, so that marks which never close cost no more than a few hundred steps each.
_STRONG = regex(r"(\*\*|__|~~)(?=\S)([\s\S]{1,300}?)(?<=\S)\1")
_EMPHASIS = regex(r"(?<![\w*])(\*|_)(?=[^\s*_])([^*_]{1,300})(?<=\S)\1(?![\w*])")
_CODE = regex(r"(?<!`)(`{1,3})(?!`)([^`]{1,300})\1(?!`)")
_ESCAPE = regex(r"\\([!-/:-@\[-`{-~])")
_QUOTES = (("“", "”"), ('"', '"'), ("``", "''"), ("«", "»"), ("„", "“"), ("„", "”"), ("»", "«"))
_BEGIN_QUOTES = frozenset(left[0] for left, _ in _QUOTES)
_ROLES = frozenset(
    "abs abstract acm appendix article arxiv author authors bib bibtex bilibili biorxiv blog blogpost "
    "book chapter checkpoint "
    "dl eprint ads hal eric jstor inspire zbmath mathscinet "
    "checkpoints cite citation code codes colab data dataset datasets dblp demo demos doc docs "
    "documentation doi download "
    "lecture lectures manuscript manuscripts "
    "extended full github gitlab hf homepage html huggingface ieee implementation journal keras link "
    "links media medium model "
    "models news note notebook notes official online openreview original page paper papers pdf pdfs pmc pmlr post "
    "poster ppt preprint presentation press proceedings project projects ps publication published "
    "publisher pubmed pytorch reading record "
    "recording release repo repository review reviews scholar sciencedirect site slide slides source "
    "sources springer ssrn summary "
    "supp supplement supplemental supplementary talk tensorflow text thesis thread torch tutorial tweet "
    "twitter unofficial url v1 v2 v3 version "
    "video videos web webpage website weights wiki youtube zenodo zhihu here jax matlab caffe mxnet "
    "论文 代码 项目 数据 主页 视频 链接 官网 解读".split()
)
_ROLE_AND_VENUE = regex(
    r"(?:Paper|PDF|Code|Slides?|Video|Poster)[\s(:–-]*[A-Za-z]*[A-Z][\w&]*[\s'’-]*\d{2}(?:\d\d)?\)?"
    r"|(?:Paper|PDF)-(?:(?-i:[A-Z][\w&]*[A-Z][\w&]*)|arxiv\d?)",
    re.IGNORECASE,
)
"""``Paper-CVPR14``, ``Paper-ICLR``"""
_SMALL = frozenset(
    "a an and by for from in of on our the this to via with read see watch view my more is at open free server "
    "interface".split()
)
_FIRST_WORD = regex(r"[^\W\d_]+(?=[\s,;.]|$)")
_REMARK = regex(r"(?<=\w)\s*\([^()\[\]]{1,30}\)\s*$")
_NOT_LETTERS = regex(r"[\W\d_]+")
_PLACEHOLDERS = "title papertitle paper nameofthepaper yourpaper papername".split()
_GAP = r"[\W_]*"
_PLACEHOLDER = regex(f"{_GAP}(?:{'|'.join(map(_GAP.join, _PLACEHOLDERS))}){_GAP}")
"""With any signs and blanks between the letters."""


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
    return resolve_references(_ESCAPE.sub(r"\1", text))


def title(text: str) -> str:
    """A title as the list means it: plain, without quotes around it and the full stop at its end."""
    return unquoted(plain(text))


def unquoted(printed: str) -> str:
    """Plain text without quotes around it and the full stop at its end."""
    for left, right in _QUOTES if printed.lstrip(" .")[:1] in _BEGIN_QUOTES else ():
        inside = printed.strip(" .")
        if len(inside) > len(left + right) and inside.startswith(left) and inside.endswith(right):
            inner = inside[len(left) : -len(right)].strip()
            if left not in inner and right not in inner:
                printed = inner
    return printed.rstrip(".").rstrip() if printed.endswith(".") and not printed.endswith("...") else printed


@lru_cache(maxsize=4096)
def is_role(label: str) -> bool:
    """Whether a link's label says what the link is (``pdf``, ``code``) and not what the paper is called."""
    if len(label) > 60 and "![" not in label and "<img" not in label:
        return False
    remark = _REMARK.search(label)
    label = label[: remark.start()] if remark else label  # ``Paper (low resolution)``
    if _ROLE_AND_VENUE.fullmatch(label):
        return True
    first = _FIRST_WORD.match(label)
    if first and (word := first[0].lower()) not in _ROLES and word not in _SMALL:
        return False
    words = _NOT_LETTERS.sub(" ", plain(image_label(label) or label).lower().replace("open access", "")).split()
    if not words:
        return not (" " in label and any(map(str.isdecimal, label)))  # ``100 %`` is a title
    if all(word in _ROLES for word in words):
        return True
    return len(words) < 5 and any(word in _ROLES for word in words) and all(w in _ROLES or w in _SMALL for w in words)


def is_placeholder(text: str) -> bool:
    """Whether a title only says where a title goes, as in a sample of the list's format."""
    return bool(_PLACEHOLDER.fullmatch(text.lower()))


def label(link: LinkToken) -> str:
    """The label of a link that is not the title, as printed; a badge's is its alternative text."""
    alternative = image_label(link.label)
    return plain(link.label if alternative is None else alternative)
