"""What the links of an entry lead to: paper, code, slides, video … by their labels, else by their addresses."""

import re

from plbib.lists import titles
from plbib.lists.lexed import Lexed
from plbib.lists.markdown.links import LinkToken
from plbib.papers.identifiers import identify
from plbib.text.patterns import regex

_BY_LABEL = (
    ("bibliography", r"bib(?:tex)?|cite|citation"),
    (
        "code",
        r"(?:official |unofficial )?(?:code|implementation|github|gitlab|repo\w*|source)s?|pytorch|tensorflow|jax|代码",
    ),
    ("data", r"data(?:sets?)?|benchmarks?|zenodo|数据集?"),
    ("model", r"(?:models?|weights|checkpoints?)"),
    ("video", r"videos?|youtube|talk|recording|bilibili|视频"),
    ("slides", r"slides?|ppt|presentation"),
    ("poster", r"posters?"),
    ("demo", r"demos?|colab|app"),
    ("supplement", r"supp\w*|appendix"),
    ("project", r"projects?(?: page)?|home ?page|web ?(?:site|page)|page|site|主页|项目"),
    ("discussion", r"reviews?|discussion|comments?|tweet|twitter|thread|blog(?: ?post)?|notes?|summary|post|解读|博客"),
    (
        "paper",
        r"paper|pdf|html|abs|arxiv\S*|(?:bio|med)rxiv|doi\S*|preprint|pub ?med|pmc|openreview|article|thesis|论文",
    ),
)
_LABELS = tuple((role, regex(rf"(?:{words})(?![^\W\d_])", re.IGNORECASE)) for role, words in _BY_LABEL)
_ADDRESSES = tuple(
    (role, sign, regex(pattern, re.IGNORECASE))
    for role, signs, pattern in (
        ("bibliography", ".bib", r"\.bib(?:$|[?#])"),
        (
            "data",
            "huggingface.co/datasets zenodo.org kaggle.com figshare datadryad",
            r"huggingface\.co/datasets|zenodo\.org|kaggle\.com|figshare|datadryad",
        ),
        (
            "code",
            "github. gitlab. bitbucket. sourceforge codeberg.org",
            r"//(?:www\.)?(?:github|gitlab|bitbucket)\.(?:com|org)/|sourceforge|codeberg\.org",
        ),
        ("video", "youtube.com youtu.be vimeo.com bilibili.com", r"youtube\.com|youtu\.be|vimeo\.com|bilibili\.com"),
        (
            "slides",
            "slideshare docs.google.com .ppt /slides",
            r"slideshare|docs\.google\.com/presentation|\.pptx?(?:$|[?#])|/slides",
        ),
        ("demo", "colab.research.google huggingface.co/spaces", r"colab\.research\.google|huggingface\.co/spaces"),
        ("project", ".github.io", r"\.github\.io"),
        ("paper", ".pdf /pdf/ /doi/ /abs/", r"\.pdf(?:$|[?#])|/pdf/|/doi/|/abs/"),
    )
    for sign in signs.split()
)
"""What an address leads to: each pattern with each of the signs of which one stands in all that it finds."""
_BEFORE = regex(r"(?:^|[\n•|,;(])[\s*_\-+]*([^\W\d_][\w ]{1,20}?)[*_ ]*[:：][*_\s]*[<\[(]?$")


def label_of(part: Lexed, link: LinkToken) -> str:
    """The label of a link that is not the title; of a bare address what stands before it with a colon."""
    label = titles.label(link)
    if label or part.text[link.start : link.start + 1] == "[":
        return label
    before = _BEFORE.search(part.text[max(0, link.start - 40) : link.start])
    return before[1].strip() if before else ""


def role_of(label: str, url: str) -> str:
    """What a link leads to: ``paper``, ``code``, ``project``, ``video``, ``slides``, ``data`` …; else ``other``.

    A label says it, unless it is the title or none; then the address tells.
    """
    printed = label.strip("[](){}<>:*_`'\" 📄📝💻🌐🎥📊📑🔗").lower()
    if label != "title":
        for role, words in _LABELS:
            if words.match(printed):
                return role
    address = url.lower()
    for role, sign, host in _ADDRESSES:
        if sign in address and host.search(url):
            return role
    return "paper" if label == "title" or identify(url) else "other"
