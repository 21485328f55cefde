"""Escaping for Markdown."""

import re

# What can open markup anywhere in a line, for CommonMark, GitHub and pandoc.
_ALWAYS = "`*_[]<>#|~$^@"
_AT_TIMES = re.compile(r"[&!:](?:(?<=&)(?=#?\w+;)|(?<=!)(?=\[)|(?<=:)(?=\w+:))")
# What makes a block at the start of a line: lists, rules, setext underlines, definition lists, table rows.
_AT_START = re.compile(r"^(\s*)([-+=:%]|\d+(?=[.)]))")
_AFTER_ANOTHER = re.compile(r"([\n\ue000-\ue03f] ?)([-+=:%]|\d+(?=[.)]))")

_WITHIN = r"[^\\`*_\[\]<>#|~$^@&!:\x00-\x1f\x7f-\x9f\u2028\u2029]*"
# What most text is, and no markup anywhere: the signs that may be some stand before a blank.
_HARMLESS = re.compile(rf" ?(?:(?:[^\W\d_]|[.,;()“”‘’]){_WITHIN}(?:[:&!](?= |\Z){_WITHIN})*)?")

_ADDRESS = re.compile(r"https?://[^\s<>\x00-\x20\x7f]+")
_INDENT = re.compile(r"^\s+")  # four blanks or a tab would make a block of code


def escape(text: str) -> str:
    """``text`` as visible Markdown text on one line.

    Every escaped character is ASCII punctuation, which CommonMark 0.31 §2.4 allows a backslash before; a number that
    would start a list gets its delimiter escaped.
    """
    if _HARMLESS.fullmatch(text):
        return text
    text = _escape_anywhere(_INDENT.sub(" ", " ".join(text.splitlines())))
    start = _AT_START.match(text)
    if not start:
        return text
    mark = start[2]
    rest = text[start.end() :]
    return start[1] + (mark + "\\" + rest if mark.isdigit() else "\\" + mark + rest)


def escape_apart(text: str) -> str:
    """``text`` as it is in Markdown: several, with private-use characters and line ends between them, which stay.

    Each is escaped as by :func:`escape`; all white space in them is single blanks.
    """
    return _AFTER_ANOTHER.sub(_with_backslash_inside, f"\n{_escape_anywhere(text)}")[1:]


def _with_backslash_inside(match: re.Match[str]) -> str:
    before, mark = match.groups()
    return f"{before}{mark}\\" if mark[-1].isdigit() else f"{before}\\{mark}"


def _escape_anywhere(text: str) -> str:
    text = _AT_TIMES.sub(lambda sign: f"\\{sign[0]}", text.replace("\\", "\\\\"))
    for sign in _ALWAYS:
        text = text.replace(sign, f"\\{sign}")
    return text


def address(url: str) -> str:
    """``url`` as a link to itself if it is an address of the web, else as visible text."""
    return f"<{url}>" if _ADDRESS.fullmatch(url) else escape(url)
