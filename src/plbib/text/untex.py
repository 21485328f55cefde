r"""TeX as plain text: commands and accents become characters, markup CSL's, braces and what is unknown disappear."""

import logging
import re
import unicodedata
from functools import cache
from typing import Any

from plbib.text.mathematics import is_math
from plbib.text.texforms import signs

_TAGS = {
    "emph": "i",
    "textit": "i",
    "textsl": "i",
    "textbf": "b",
    "textsubscript": "sub",
    "textsuperscript": "sup",
    "textsc": "sc",
}
_CHARACTERS = {
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciicircum": "^",
    "textasciigrave": "`",
    "textquotedbl": '"',
    "textasciitilde": "~",
    "textbar": "|",
    "textless": "<",
    "textgreater": ">",
    "textperiodcentered": "·",
    "textflorin": "ƒ",
    "textdiscount": "⁒",
    "textinterrobang": "‽",
    "textreferencemark": "※",
    "textasteriskcentered": "⁎",
    "textasciimacron": "¯",
    "SS": "ẞ",
    "TeX": "TeX",
    "LaTeX": "LaTeX",
}


def unescape(tex: str) -> str:
    """``tex`` as text. Math that is more than one sign stays between its dollars.

    A bare ``%`` or ``&`` is text, as BibTeX sees it, and not the start of a comment or the next column.
    """
    if not re.search(r"[\\{}$~^&#%`]|--|''", tex):
        return tex
    tex = re.sub(r"(?<!\\)((?:\\\\)*)([%&])", r"\1\\\2", tex)
    tex = re.sub(r"(?<![\\`])`(?!`)", "‘", tex)
    tex = re.sub(r"\\textcommabelow\s*\{(\w)\}", "\\1\u0326", tex)
    if len(re.findall(r"(?<!\\)\$", tex)) % 2:
        tex = re.sub(r"(?<!\\)\$(?=[^$]*\Z)", r"\\$", tex)  # a dollar alone is a price, no math
    reader, context = _reader()
    return unicodedata.normalize("NFC", reader.latex_to_text(tex, latex_context=context))


@cache
def _reader() -> tuple[Any, Any]:
    """What turns TeX into text, and the commands it knows the arguments of."""
    from pylatexenc import latex2text, latexwalker, macrospec

    class Reader(latex2text.LatexNodes2Text):  # type: ignore[misc]
        """Pylatexenc's reader, but for math that is more than a sign."""

        def math_node_to_text(self, node: Any) -> str:
            formula = "".join(part.latex_verbatim() for part in node.nodelist).strip()
            text: str = super().math_node_to_text(node)
            if formula in signs():
                return signs()[formula]
            if _SIGN.fullmatch(formula) or not is_math(formula):
                return text
            return f"${formula}$"

    logging.getLogger("pylatexenc").addHandler(logging.NullHandler())
    database = latex2text.get_default_latex_context_db()
    macros = [latex2text.MacroTextSpec(name, text) for name, text in _CHARACTERS.items()]
    macros += [latex2text.MacroTextSpec(name, _tagged(tag)) for name, tag in _TAGS.items()]
    database.add_context_category("plbib", prepend=True, macros=macros)
    context = latexwalker.get_default_latex_context_db()
    context.add_context_category("plbib", prepend=True, macros=[macrospec.MacroSpec(name, "{") for name in _TAGS])
    return Reader(latex_context=database, math_mode="text"), context


_SIGN = re.compile(r"\\[A-Za-z]+\s*(?:\{[A-Za-z-]\})?|[^A-Za-z0-9\\{}^_]")
"""Math that stands for one character of Unicode."""


def _tagged(tag: str) -> Any:
    def around(node: Any, l2tobj: Any) -> str:
        inner = "".join(l2tobj.node_arg_to_text(node, number) for number in range(len(node.nodeargd.argnlist)))
        return f"<{tag}>{inner}</{tag}>" if inner else ""

    return around
