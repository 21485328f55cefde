"""Publishers' markup in what Crossref gives, MathML and JATS, as CSL's markup."""

import re

from plbib.text.patterns import regex

_AS = {
    "italic": "i", "em": "i", "bold": "b", "strong": "b", "inf": "sub", "sub": "sub", "sup": "sup", "scp": "sc",
    "sc": "sc", "i": "i", "b": "b",
}  # fmt: skip
_NAMES = (
    "p|title|sec|list|list-item|italic|bold|sub|sup|sc|scp|inf|em|"
    "strong|tt|monospace|styled-content|underline|u|inline-formula|tex-math|ext-link|xref|break|abstract|related-article"
)
_TAG = regex(rf"<(/?)(?:jats:)?({_NAMES})(?:\s[^<>]*)?/?>")
_MATH = regex(r"\s*<(mml:)?math\b[^<>]*>(.*?)</\1?math>\s*", re.DOTALL)
_SCRIPTED = regex(r"<(?:mml:)?(msub|msup|msubsup)\b[^<>]*>((?:(?!<(?:mml:)?msu).)*?)</(?:mml:)?\1>", re.DOTALL)
_PART = regex(
    r"<(?:mml:)?(mi|mn|mo|mtext|ms)\b[^<>]*>([^<]*)</(?:mml:)?\1>|<(?:mml:)?mrow\b[^<>]*>(.*?)</(?:mml:)?mrow>",
    re.DOTALL,
)
_ANY = regex(r"</?(?:mml:)?m[a-z]+\b[^<>]*>")
_HEADING = regex(r"<jats:title>\s*Abstract\s*</jats:title>", re.IGNORECASE)


def clean(text: str) -> str:
    """``text`` with CSL's tags for those it knows of the publisher's, and without the others."""
    if "<" not in text:
        return text
    return _TAG.sub(_tag, _MATH.sub(_formula, _HEADING.sub("", text))).strip() if _marked(text) else text


def _marked(text: str) -> bool:
    return bool(_MATH.search(text) or any(match[2] != _AS.get(match[2]) for match in _TAG.finditer(text)))


def _tag(match: re.Match[str]) -> str:
    tag = _AS.get(match[2])
    return f"<{match[1]}{tag}>" if tag else " " if match[2] in ("p", "break", "sec") and not match[1] else ""


def _formula(match: re.Match[str]) -> str:
    """A formula of letters, numbers and scripts on one line, with the blanks around it."""
    inner, before = match[2], ""
    while before != inner:
        before, inner = inner, _SCRIPTED.sub(_scripts, inner)
    text = _ANY.sub("", inner)
    lead, tail = (" " if match[0][:1].isspace() else ""), (" " if match[0][-1:].isspace() else "")
    return lead + " ".join(text.split()) + tail


def _scripts(match: re.Match[str]) -> str:
    parts = [_ANY.sub("", part[0]).strip() for part in _PART.finditer(match[2])]
    tags = {"msub": ("sub",), "msup": ("sup",), "msubsup": ("sub", "sup")}[match[1]]
    if len(parts) != len(tags) + 1:
        return _ANY.sub("", match[2])
    scripts = zip(tags, parts[1:], strict=True)
    return parts[0] + "".join(f"<{tag}>{part}</{tag}>" for tag, part in scripts)
