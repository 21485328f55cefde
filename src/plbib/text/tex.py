r"""Text as TeX.

:func:`escape` writes by allow-list: what is not known to be harmless in every TeX engine and in BibTeX's own brace
counting is written as a command, so that ``\input{…}``, ``^^5c`` or a lone brace comes out as visible text.
:func:`escape_marked` does so for text that holds CSL's markup and math.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, partial

from plbib.text import markup, mathematics
from plbib.text.texforms import form, in_latex
from plbib.text.unicode import CONTROL, WITHIN_WORDS
from plbib.text.untex import unescape

__all__ = ["address", "escape", "escape_marked", "unescape", "without_form"]

_MARKS = "\u0300-\u036f"
# Side by side these would become ligatures (en dash, closing quote, ¿); a letter takes its combining marks with it.
_JOINING = "\\-‐‑‒–—'‘’“”ʼ′″‴⁗,"
_SAFE = r"A-Za-z0-9 .:;()\[\]/*+=@\""
_BETWEEN = "\n\ue000-\ue03f"
_UNSAFE, _UNSAFE_APART = (  # looked for by its first sign, which is fast
    re.compile(rf"([^{_SAFE}{more}](?:(?<=[{_JOINING}])[{_JOINING}]+|(?<=[?!])‘|(?<![{_SAFE}!?',\-])))")
    for more in ("", _BETWEEN)
)
_UNSAFE_WITH_MARKS = re.compile(rf"[{_JOINING}]{{2,}}|[?!]‘|[A-Za-z][{_MARKS}]+|[^{_SAFE}!?',\-][{_MARKS}]*")
_WITHIN_WORD = re.compile(f"[{WITHIN_WORDS}]")
_BESIDE_OTHERS = re.compile(f"[{_MARKS}{WITHIN_WORDS}]")
_APART = re.compile(f"[^{_BETWEEN}]+")
_ASCII_TEXT = re.compile("[\x00-\x7f]+")
_COMBINING = re.compile(f"[{_MARKS}]")
_HARMLESS = re.compile(rf"[{_SAFE}!?',\-]*")
_PAIR = re.compile(r"[\-',]{2}")
_ASCII = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",  # \{ would count as a brace for BibTeX
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    "`": r"{\textasciigrave}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "|": r"{\textbar}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
}
_PUNCTUATION = {
    "\u00a0": "~",
    "\u2010": "-",
    "\u2011": "-",
    "–": "--",
    "—": "---",
    "‘": "`",
    "’": "'",
    "“": "``",
    "”": "''",
    "…": r"\ldots{}",
    "−": "{$-$}",
}
_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0323": "d",
    "\u0326": "textcommabelow",
    "\u0327": "c",
    "\u0328": "k",
    "\u0331": "b",
}
_MOST_MARKS = 30
"""On one letter: more is text of no language (Unicode Standard Annex 15, §12.1)."""
_BELOW = frozenset({"c", "d", "k", "b", "textcommabelow"})
_DOTLESS = {"i": r"\i", "j": r"\j"}
_TAKES_OFF_THE_DOT = frozenset({"i`", "i'", "i^", 'i"'})
"""An ``i`` under which LaTeX does so itself; of ``\\'{\\i}`` biber would make a dotless i with a loose accent."""
_URL_UNSAFE = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]|\$(?=[~_-]\$)")  # ``$~$`` is a sign of TeX


@lru_cache(maxsize=131072)  # what the papers of long lists say stands in many files
def escape(text: str, *, utf8: bool = False) -> str:
    """``text`` as TeX in ASCII; a character that has no TeX form stays as it is (see :func:`without_form`).

    With ``utf8`` the characters that LaTeX knows by themselves (:func:`~plbib.text.texforms.in_latex`) stay, too.
    """
    if is_plain(text):
        return text
    text = text if text.isascii() else unicodedata.normalize("NFC", text)
    unsafe = _UNSAFE_WITH_MARKS if _COMBINING.search(text) else _UNSAFE
    return unsafe.sub(_escaped_utf8 if utf8 else _escaped, text)


def escape_apart(text: str) -> str:
    """Several texts with private-use characters and line ends between them, which stay, each as by :func:`escape`."""
    if _BESIDE_OTHERS.search(text):
        return _APART.sub(lambda found: escape(found[0]), text)
    parts = _UNSAFE_APART.split(unicodedata.normalize("NFC", text))
    parts[1::2] = map(_run, parts[1::2])
    return "".join(parts)


def is_plain(text: str) -> bool:
    """Whether ``text`` is TeX as it is."""
    return _HARMLESS.fullmatch(text) is not None and not _PAIR.search(text)


def escape_marked(text: str, *, utf8: bool = False) -> str:
    """:func:`escape` for text in which CSL's markup and math between ``$`` mean what they say."""
    if "<" not in text and "$" not in text:
        return escape(text, utf8=utf8)
    return markup.render(text, partial(with_math, write=partial(escape, utf8=utf8)), mark)


def with_math(text: str, write: Callable[[str], str]) -> str:
    """``text`` written by ``write``, and its math as it is."""
    if text.count("$") < 2:
        return write(text)
    return "".join(f"{{${part}$}}" if is_math else write(part) for part, is_math in mathematics.split(text))


def mark(tag: str, inner: str) -> str:
    """The command for one of CSL's tags around what is TeX already."""
    return f"{_COMMANDS[tag]}{{{inner}}}"


_COMMANDS = {
    "i": r"\emph",
    "b": r"\textbf",
    "sub": r"\textsubscript",
    "sup": r"\textsuperscript",
    "sc": r"\textsc",
    "nocase": "",
}


def without_form(text: str) -> str:
    """The characters of ``text`` that :func:`escape` cannot write in ASCII; not what joins some of them."""
    return "" if text.isascii() else "".join(sorted(set(_WITHIN_WORD.sub("", _ASCII_TEXT.sub("", escape(text))))))


def address(url: str) -> str:
    """``url`` for a verbatim field, percent-encoded where RFC 3986 asks for it or it would be read as TeX."""
    return _URL_UNSAFE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace")), url)


def _escaped(match: re.Match[str]) -> str:
    return _run(match[0]) or _kept(match)


@lru_cache(maxsize=16384)
def _run(run: str) -> str:
    """TeX for characters that belong together."""
    if len(run) > 1 and (run[0] in _JOINING or run[1] == "‘"):
        return "{}".join(map(_character, run))
    return _character(run)


def _escaped_utf8(match: re.Match[str]) -> str:
    run = match[0]
    if not run.isascii() and all(map(in_latex, run)):
        return run
    if len(run) > 1 and (run[0] in _JOINING or run[1] == "‘"):
        return "{}".join(one if in_latex(one) else _character(one) for one in run)
    return _character(run) or _kept(match)


def _kept(match: re.Match[str]) -> str:
    """What joins or turns letters, beside one that stays as it is, too; elsewhere TeX has no need of it."""
    beside = match.string[max(match.start() - 1, 0) : match.end() + 1].replace(match[0], "")
    has_use = _WITHIN_WORD.fullmatch(match[0]) and any(not one.isascii() and _character(one) == one for one in beside)
    return match[0] if has_use else ""


@lru_cache(maxsize=16384)
def _character(run: str) -> str:
    """TeX for one character with the combining marks behind it."""
    if run in _ASCII:
        return _ASCII[run]
    if run in _PUNCTUATION:
        return _PUNCTUATION[run]
    if len(run) == 1 and (run.isspace() or CONTROL.match(run)):
        return " "
    decomposed = unicodedata.normalize("NFD", run)
    base, marks = decomposed[0], list(decomposed[1:])
    if 0 < len(marks) <= _MOST_MARKS and base.isalpha() and _as_one(base) and all(mark in _ACCENTS for mark in marks):
        return _accented(base, marks)
    if len(run) > 1:
        return "".join(map(_character, run))
    tex = _as_one(run)
    return run if tex is None else tex


def _accented(base: str, marks: list[str]) -> str:
    above = next((_ACCENTS[mark] for mark in marks if _ACCENTS[mark] not in _BELOW), "")
    inner = _DOTLESS.get(base, base) if above and base + above not in _TAKES_OFF_THE_DOT else base
    if not inner.isascii():
        tex = _as_one(base) or base
        inner = tex[1:-1] if tex.startswith("{") else tex  # {\o} with an accent: the braces go around both
    for mark in marks:
        command = _ACCENTS[mark]
        inner = f"\\{command}{inner}" if len(inner) == 1 and not command.isalpha() else f"\\{command}{{{inner}}}"
    return f"{{{inner}}}"


def _as_one(character: str) -> str | None:
    """Pylatexenc's form of a character, in braces so that BibTeX takes it as one; None if it has none in ASCII."""
    if character.isascii():
        return character
    tex = form(character)
    if not tex:
        return tex
    if tex.startswith(r"\ensuremath{") and tex.endswith("}"):
        return "{$" + tex[len(r"\ensuremath{") : -1] + "$}"
    return f"{{{tex}}}" if "\\" in tex else tex
