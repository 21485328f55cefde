r"""TeX as plain text: commands and accents become characters, markup CSL's, braces and what is unknown disappear.

The library that knows the commands reads what is well nested in linear time and the rest in exponential time or not at
all; so :func:`balanced` makes any text well nested first, and :func:`_arguments` reads arguments that may be missing.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from plbib.text.mathematics import is_math
from plbib.text.nesting import balanced
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
    "BibTeX": "BibTeX",
    "today": "",  # the library's is the day of reading
    "maketitle": "",
}
_UNPRINTED = frozenset(
    "documentclass usepackage RequirePackage selectlanguage setlength addlength setcounter addcounter hspace vspace "
    "color definecolor providecolor colorlet pagecolor rowcolors label hypersetup hphantom vphantom "
    "includegraphics".split()
)
"""Commands whose arguments are names, lengths and settings that no reader sees."""
_OWN_ARGUMENTS = {**dict.fromkeys(_TAGS, "{"), "href": "{{", "colorlet": "{{", "fcolorbox": "{{{"}
_TEMPLATES = frozenset("frac nicefrac sqrt footnote ket bra braket ketbra".split())
"""Commands that the library sets in more than their last argument."""
_SPACING = {"~": "~", "^": "^"}
"""Accents over nothing that people write for the character itself."""
_MOST_MARKS = 5_000
_LONGEST = 50_000
"""More is nobody's title or abstract, and the library takes its time: 30 µs for a mark, 5 for a letter."""
_MARK = re.compile(r"[\\{}$~^&#%`]|--|''")
_VERB = re.compile(r"\\verb\*?([^\w\s*{}\\])([^{}\\$]*?)\1")
_PRICE = re.compile(r"(?<!\\)\$(?=\d[^$\\^_]*(?:\s\$|\$\d))")
"""A dollar before a number that the next dollar does not close as math would be closed."""


def unescape(tex: str) -> str:
    """``tex`` as text, whatever it is. Math that is more than one sign stays between its dollars.

    A bare ``%`` or ``&`` is text, as BibTeX sees it, and not the start of a comment or the next column. Of a command
    with several arguments the last stays (of a link its text, of a citation its key), of one in ``_UNPRINTED`` none.
    """
    return _unescaped(tex) if _MARK.search(tex) else tex


@lru_cache(maxsize=16384)  # papers share their authors, venues and publishers
def _unescaped(tex: str) -> str:
    if len(_MARK.findall(tex)) > _MOST_MARKS or len(tex) > _LONGEST:
        return _stripped(tex)
    from pylatexenc.latexwalker import LatexWalkerError

    reader, context = _reader()
    known = balanced(_prepared(tex))
    try:
        text = reader.latex_to_text(known, latex_context=context)
    except (LatexWalkerError, IndexError, KeyError, AttributeError, TypeError, ValueError, RecursionError):
        return _stripped(tex)  # the library was not made for it
    return unicodedata.normalize("NFC", text)


def _prepared(tex: str) -> str:
    """``tex`` with what this program reads otherwise than TeX does written as TeX would need it."""
    tex = _VERB.sub(r"\2", tex) if "\\verb" in tex else tex
    tex = re.sub(r"(?<!\\)((?:\\\\)*)([%&])", r"\1\\\2", tex)
    tex = re.sub(r"(?<![\\`])`(?!`)", "‘", tex)
    tex = re.sub(r"\\textcommabelow\s*\{(\w)\}", "\\1\u0326", tex)
    return _PRICE.sub(r"\\$", tex)


def _stripped(tex: str) -> str:
    """``tex`` without commands, braces and dollars; if no letter is left, the names of the commands stay."""
    tex = re.sub(r"\\(?:begin|end)\s*\{[^{}\\]*\}", " ", tex)
    for command in (r"\\[A-Za-z]+\*?\s*|\\|[{}$]", r"[\\{}$]"):
        text = unicodedata.normalize("NFC", re.sub(command, "", tex))
        if any(map(str.isalnum, text)):
            break
    return text


# Commands -----------------------------------------------------------------------------------------------------------


@cache
def _reader() -> tuple[Any, Any]:
    """What turns TeX into text, and the commands it knows the arguments of."""
    from pylatexenc import latex2text, latexwalker, macrospec

    class Reader(latex2text.LatexNodes2Text):  # type: ignore[misc]
        """Pylatexenc's reader, but for math that is more than a sign."""

        def math_node_to_text(self, node: Any) -> str:
            return self.formula(node.nodelist, super().math_node_to_text(node))

        def formula(self, nodelist: Any, text: str) -> str:
            """Math that the library reads as ``text``."""
            formula = "".join(part.latex_verbatim() for part in nodelist).strip()
            for written in (formula, _SCRIPT.sub(r"\1\2", formula)):
                sign = signs().get(written) or _RARE.get(written)
                if sign:
                    return sign
            return text if _SIGN.fullmatch(formula) or not is_math(formula) else f"${formula}$"

    import logging

    logging.getLogger("pylatexenc").addHandler(logging.NullHandler())
    walker = latexwalker.get_default_latex_context_db().filter_context(exclude_categories=["verbatim"])
    printed = latex2text.get_default_latex_context_db()
    known = {spec.macroname: spec.args_parser.argspec for spec in walker.iter_macro_specs()} | _OWN_ARGUMENTS
    known = {name: spec.partition("{")[0] + "{" * spec.count("{") for name, spec in known.items()}
    texts = {name: _text(name, printed.get_macro_spec(name)) for name, spec in known.items() if "{" in spec}
    texts |= _CHARACTERS | {name: _tagged(tag) for name, tag in _TAGS.items()}
    arguments = _arguments()
    places = [
        macrospec.EnvironmentSpec(spec.environmentname, arguments(spec.args_parser.argspec), spec.is_math_mode)
        for spec in walker.iter_environment_specs()
    ]
    context = macrospec.LatexContextDb()
    context.add_context_category(
        "plbib",
        macros=[macrospec.MacroSpec(name, arguments(spec)) for name, spec in known.items()],
        environments=places,
        specials=walker.iter_specials_specs(),
    )
    replaced = [latex2text.MacroTextSpec(name, text) for name, text in texts.items() if text is not None]
    printed.add_context_category("plbib", prepend=True, macros=replaced)
    return Reader(latex_context=printed, math_mode="text"), context


_SIGN = re.compile(r"\\[A-Za-z]+\s*(?:\{[A-Za-z-]\})?|[^A-Za-z0-9\\{}^_]")
"""Math that stands for one character of Unicode."""
_SCRIPT = re.compile(r"([\^_])\{(.)\}")
_RARE = {"_j": "ⱼ", "^V": "ⱽ"}
"""Beyond the characters that :func:`signs` looks at."""


def _arguments() -> Any:
    """The reader of arguments: one that is missing is None, and what closes something is never an argument."""
    from pylatexenc.macrospec import MacroStandardArgsParser, ParsedMacroArgs

    class Arguments(MacroStandardArgsParser):  # type: ignore[misc]
        """Pylatexenc's, but for an end of the text, which made it start over."""

        def parse_args(self, w: Any, pos: int, parsing_state: Any = None) -> tuple[Any, int, int]:
            at, nodes = pos, []
            for kind in self.argspec:
                start, node = at, None
                while "{" in self.argspec and w.s[start : start + 1].isspace():  # behind \\\\ [ is text after a blank
                    start += 1
                if kind == "{" and not _CLOSING.match(w.s, start):
                    node, start, length = w.get_latex_expression(start, parsing_state=parsing_state)
                    at = start + length
                elif kind == "[" and w.s.startswith("[", start):
                    node, start, length = w.get_latex_braced_group(start, "[", parsing_state=parsing_state)
                    at = start + length
                elif kind == "*" and w.s.startswith("*", start):
                    at = start + 1
                nodes.append(node)
            return ParsedMacroArgs(argspec=self.argspec, argnlist=nodes), pos, at - pos

    return Arguments


_CLOSING = re.compile(r"[}\]$]|\\(?:[()\[\]]|(?:begin|end)(?![A-Za-z]))|\Z")


def _given(node: Any, reader: Any) -> list[str | None]:
    """The arguments of a command as text; None for each that is missing, a star always being."""
    arguments = node.nodeargd.argnlist if node.nodeargd else None
    return [argument and reader.node_arg_to_text(node, number) for number, argument in enumerate(arguments or [])]


_Text = Callable[..., str]


def _text(name: str, known: Any) -> str | _Text | None:
    """What stands for a command with arguments; None for what the library says."""
    if name in _ACCENTS:
        return _spacing(_SPACING[name], known.simplify_repl) if name in _SPACING else None
    if name in _FONTS:
        return _font(known.simplify_repl)
    if name in _TEMPLATES:
        return _filled(known.simplify_repl)
    return "" if name in _UNPRINTED else _ensured if name == "ensuremath" else _last


_ACCENTS = frozenset("' ` \" c ^ ~ H k = b . d r u v vec dot hat check breve acute grave tilde bar ddot not".split())
_FONTS = frozenset("mathbf mathit mathsf mathbb mathtt mathcal mathscr mathfrak".split())


def _last(node: Any, l2tobj: Any) -> str:
    """The last argument in braces that is there at all."""
    kinds = node.nodeargd.argspec if node.nodeargd else ""
    given = zip(reversed(kinds), reversed(_given(node, l2tobj)), strict=True)
    return next((text for kind, text in given if kind == "{" and text is not None), "")


def _ensured(node: Any, l2tobj: Any) -> str:
    """Math that brings its dollars along."""
    group, text = node.nodeargd and node.nodeargd.argnlist[0], _last(node, l2tobj)
    bare = len(text) == 1 or node.parsing_state.in_math_mode or not hasattr(group, "nodelist")
    return text if bare else str(l2tobj.formula(group.nodelist, text.strip()))


def _tagged(tag: str) -> _Text:
    def around(node: Any, l2tobj: Any) -> str:
        inner = _last(node, l2tobj)
        return f"<{tag}>{inner}</{tag}>" if inner else ""

    return around


def _nth(texts: list[str], number: int) -> str:
    r"""A text by its number from 1; ``""`` if there are not so many, as below an accent: ``\"\sqrt``."""
    return "".join(texts[number - 1 : number])


_PLACE = re.compile(r"%(?:\((\d)\))?s")


def _filled(template: str) -> _Text:
    """The library's template; it has ``%s`` for each argument, or ``%(2)s`` for the second."""

    def fill(node: Any, l2tobj: Any) -> str:
        texts = [text or "" for text in _given(node, l2tobj)]
        inner = iter(texts)
        found = _PLACE.sub(lambda place: _nth(texts, int(place[1])) if place[1] else next(inner, ""), template)
        return found if any(texts) else ""

    return fill


def _font(library: _Text) -> _Text:
    """One letter in another font is a sign of its own, a word is a word."""

    def letter(node: Any, l2tobj: Any) -> str:
        return library(node, l2tobj=l2tobj) if len(_source(node)) == 1 else _last(node, l2tobj)

    return letter


def _spacing(character: str, library: _Text) -> _Text:
    def accent(node: Any, l2tobj: Any) -> str:
        return library(node, l2tobj=l2tobj) if _source(node) else character

    return accent


def _source(node: Any) -> str:
    """The TeX of an argument: to have it read only to look at it would double the time with every level."""
    argument = node.nodeargd and node.nodeargd.argnlist[0]
    return argument.latex_verbatim().strip(" {}") if argument else ""
