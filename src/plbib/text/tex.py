r"""Text to TeX and back.

:func:`escape` writes by allow-list: what is not known to be harmless in every TeX engine and in BibTeX's own brace
counting is written as a command, so that ``\input{…}``, ``^^5c`` or a lone brace comes out as visible text.
"""

import logging
import re
import unicodedata
from functools import cache
from typing import Any

_MARKS = "\u0300-\u036f"
# Side by side these would become ligatures (en dash, closing quote, ¿); a letter takes its combining marks with it.
_JOINING = "\\-‐‑‒–—'‘’“”ʼ′″‴⁗,"
_UNSAFE = re.compile(rf"[{_JOINING}]{{2,}}|[?!]‘|[A-Za-z][{_MARKS}]+|[^A-Za-z0-9 .:;!?()\[\]/*+=@\"',\-][{_MARKS}]*")
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
_BELOW = frozenset({"c", "d", "k", "b", "textcommabelow"})
_DOTLESS = {"i": r"\i", "j": r"\j"}
# Pylatexenc's table is wider than what an author has loaded (T1, textcomp, amssymb). A form that does not compile
# there, or that shows another character, is none: the character stays in UTF-8 and is reported.
_NOT_LOADED = (
    "C DownArrowUpArrow VDash allequal approxnotequal arrowwaveleft arrowwaveright boldsymbol clockoint clwintegral "
    "dblarrowupdown estimates forcesextra hermitconjmatrix homothetic iiint iint image lazysinv mathscr nolinebreak "
    "notgreaterless notlessgreater nument original precedesnotsimilar quarternote recorder rightangle rightanglearc "
    "sqrint starequal surfintegral textfrac textglotstop texthvlig textnrleg textphi textschwa textturnk tildetrpl "
    "truestate udots varperspcorrespond verymuchgreater verymuchless volintegral"
)
_UNUSABLE = re.compile(rf"\\(?:cyr\w*|CYR\w*|{_NOT_LOADED.replace(' ', '|')})(?![A-Za-z])|\\mathbb\{{[a-z0-9]")
_BETTER = {
    "Ħ": "",  # the table has H with a macron, and so on
    "ħ": "",
    "Ŧ": "",
    "ŧ": "",
    "ĸ": "",
    "ɛ": "",
    "Ŀ": r"L\textperiodcentered",
    "ŀ": r"l\textperiodcentered",
    "ϒ": r"\ensuremath{\Upsilon}",
    "♭": r"\ensuremath{\flat}",
    "♮": r"\ensuremath{\natural}",
    "♯": r"\ensuremath{\sharp}",
}
_URL_UNSAFE = re.compile(r"[^A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]")


def escape(text: str) -> str:
    """``text`` as TeX in ASCII; a character that has no TeX form stays as it is (see :func:`without_form`)."""
    if not _UNSAFE.search(text):
        return text
    return _UNSAFE.sub(_escaped, text if text.isascii() else unicodedata.normalize("NFC", text))


def without_form(text: str) -> str:
    """The characters of ``text`` that :func:`escape` cannot write in ASCII."""
    return "" if text.isascii() else "".join(sorted({c for c in escape(text) if not c.isascii()}))


def address(url: str) -> str:
    """``url`` for a verbatim field: only what RFC 3986 does not allow in an address is percent-encoded."""
    return _URL_UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")), url)


def _escaped(found: re.Match[str]) -> str:
    run = found[0]
    if len(run) > 1 and (run[0] in _JOINING or run[1] == "‘"):
        return "{}".join(map(_character, run))
    return _character(run)


@cache
def _character(run: str) -> str:
    """TeX for one character with the combining marks behind it."""
    if run in _ASCII:
        return _ASCII[run]
    if run in _PUNCTUATION:
        return _PUNCTUATION[run]
    if len(run) == 1 and (run.isspace() or unicodedata.category(run) == "Cc"):
        return " "
    decomposed = unicodedata.normalize("NFD", run)
    base, marks = decomposed[0], list(decomposed[1:])
    if marks and base.isalpha() and _known(base) and all(mark in _ACCENTS for mark in marks):
        return _accented(base, marks)
    return "".join(map(_character, run)) if len(run) > 1 else _known(run) or run


def _accented(base: str, marks: list[str]) -> str:
    above = any(_ACCENTS[mark] not in _BELOW for mark in marks)
    inner = _DOTLESS.get(base, base) if above else base
    if not inner.isascii():
        known = _known(base) or base
        inner = known[1:-1] if known.startswith("{") else known  # {\o} with an accent: the braces go around both
    for mark in marks:
        command = _ACCENTS[mark]
        inner = f"\\{command}{inner}" if len(inner) == 1 and not command.isalpha() else f"\\{command}{{{inner}}}"
    return f"{{{inner}}}"


def _known(character: str) -> str | None:
    """Pylatexenc's form of a character, in braces so that BibTeX takes it as one; None if it has none in ASCII."""
    if character.isascii():
        return character
    form: str | None = _table().get(ord(character))
    if not form:
        return None
    if form.startswith(r"\ensuremath{") and form.endswith("}"):
        return "{$" + form[len(r"\ensuremath{") : -1] + "$}"
    return f"{{{form}}}" if "\\" in form else form


@cache
def _table() -> dict[int, str]:
    from pylatexenc.latexencode import get_builtin_uni2latex_dict

    forms = {**get_builtin_uni2latex_dict(), **{ord(character): form for character, form in _BETTER.items()}}
    return {code: form for code, form in forms.items() if form.isascii() and not _UNUSABLE.search(form)}


def unescape(tex: str) -> str:
    """TeX as plain text: commands and accents become characters, braces and what is unknown disappear.

    A bare ``%`` or ``&`` is text, as BibTeX sees it, and not the start of a comment or the next column.
    """
    if not re.search(r"[\\{}$~^&#%`]|--|''", tex):
        return tex
    tex = re.sub(r"(?<!\\)((?:\\\\)*)([%&])", r"\1\\\2", tex)
    tex = re.sub(r"(?<![\\`])`(?!`)", "‘", tex)
    tex = re.sub(r"\\textcommabelow\s*\{(\w)\}", "\\1\u0326", tex)
    return unicodedata.normalize("NFC", _reader().latex_to_text(tex))


@cache
def _reader() -> Any:
    from pylatexenc import latex2text

    logging.getLogger("pylatexenc").addHandler(logging.NullHandler())
    database = latex2text.get_default_latex_context_db()
    ours = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^", "textasciigrave": "`"}
    ours |= {"textquotedbl": '"', "textasciitilde": "~", "textbar": "|", "textless": "<", "textgreater": ">"}
    ours |= {"textperiodcentered": "·", "TeX": "TeX", "LaTeX": "LaTeX"}
    database.add_context_category(
        "plbib", prepend=True, macros=[latex2text.MacroTextSpec(name, text) for name, text in ours.items()]
    )
    return latex2text.LatexNodes2Text(latex_context=database, math_mode="text")
