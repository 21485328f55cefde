r"""TeX as plain text: commands and accents become characters, markup CSL's, braces and what is unknown disappear.

The library that knows the commands reads what is well nested in linear time and the rest in exponential time or not at
all; so :func:`balance` makes any text well nested first, and :func:`_arguments` reads arguments that may be missing.
"""

import re
import sys
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from plbib.text.commands import AROUND, CHARACTERS, FOR_SORTING, JOINED, SILENT, SWITCHES, TAGS, UNPRINTED
from plbib.text.macros import CHANGED, OWN_ARGUMENTS, known_commands
from plbib.text.mathematics import ACCENTS, is_math
from plbib.text.nesting import balance
from plbib.text.patterns import regex
from plbib.text.texforms import signs

_TEMPLATES = frozenset("frac nicefrac sqrt footnote ket bra braket ketbra".split())
"""Commands that the library sets in more than their last argument."""
_SPACING = {"~": "~", "^": "^"}
"""Accents over nothing that people write for the character itself."""
_MOST_MARKS = 5_000
_LONGEST = 50_000
"""More is nobody's title or abstract, and the library takes its time: 30 µs for a mark, 5 for a letter."""
_MARK = regex(r"[\\{}$~^&#%`]|--|''")
_VERB = regex(r"\\verb\*?([^\w\s*{}\\])([^{}\\$]*?)\1")
_DOLLARS = regex(r"\\.|\$\$?(?:[^$\\]++|\\.)*+\$\$?|\$", re.DOTALL)
_PRICE = regex(r"\$\d[^$\\^_]*(?:\s\$|\$(?=\d))")
"""What a dollar before a number begins if the next dollar does not close it as math would be closed."""


def unescape(tex: str) -> str:
    """``tex`` as text, whatever it is. Math that is more than one sign stays between its dollars.

    A bare ``%`` or ``&`` is text, as BibTeX sees it, and not the start of a comment or the next column. Of a command
    with several arguments the last stays (of a link its text, of a citation its key), of one in ``UNPRINTED`` none.
    """
    return _unescaped(tex) if _MARK.search(tex) else tex


@lru_cache(maxsize=16384)  # papers share their authors, venues and publishers
def _unescaped(tex: str) -> str:
    if len(tex) > _MOST_MARKS and (len(tex) > _LONGEST or len(_MARK.findall(tex)) > _MOST_MARKS):
        return _stripped(tex)
    if not _separable().fullmatch(tex):
        return _translated(tex)
    parts = _SIGN_FORMS.split(tex)
    parts[1::2] = map(_translated, parts[1::2])
    return unicodedata.normalize("NFC", "".join(parts))


_LETTER = r"\\[\"'`^~=.](?:[A-Za-z]|\{(?:[A-Za-z]|\\[ij])\})|\\[bcdHkruv](?: [A-Za-z]|\{[A-Za-z]\})"
_SIGN_FORM = (
    rf"{_LETTER}|\{{\\(?:a[ae]|A[AE]|oe|OE|ss|[oOlLij])\}}|\\(?:a[ae]|A[AE]|oe|OE|ss|[oOlLij])\{{\}}"
    r"|\\[&%#$_]|-{2,}|'{2,}|(?<![!?`])``(?!`)|~"
    r"|(?<![$\\])\$(?!\d)(?:[A-Za-z0-9^_()+=,.]|\\[A-Za-z]+ ?|\{[A-Za-z0-9^_+=,]*+\})++\$(?![$\d])"
)
"""What prints the same wherever it stands: a letter with an accent or of its own, a sign, dashes, a formula."""
_SIGN_FORMS = regex(rf"({_SIGN_FORM}|[{{}}])")


def _grouped(levels: int) -> str:
    """The pattern of text whose braces are nested so deep, in which only :data:`_SIGN_FORM` are more than letters."""
    group = rf"|\{{{_grouped(levels - 1)}\}}" if levels else ""
    return rf"(?:[^\\{{}}$~^#`%&'\s-]++|[ %&'-]|\n(?!\s*\n)|{_SIGN_FORM}{group})*+"


@cache  # it takes a while to compile
def _separable() -> re.Pattern[str]:
    """Text that can be read sign by sign, which is a hundred times as fast."""
    return re.compile(_grouped(4))


@lru_cache(maxsize=4096)
def _translated(tex: str) -> str:
    from pylatexenc.latexwalker import LatexWalkerError

    reader, context = _reader()
    nested = balance(_prepared(tex))
    try:
        text = reader.latex_to_text(nested, latex_context=context)
    except (LatexWalkerError, IndexError, KeyError, AttributeError, TypeError, ValueError, RecursionError):
        return _stripped(tex)  # the library was not made for it
    return unicodedata.normalize("NFC", text)


def replace_numbers(tex: str) -> str:
    r"""``tex`` with characters in place of their numbers: ``\char233``, ``\char"E9``, ``\symbol{126}``."""
    return _NUMBERED.sub(_of_number, tex) if "\\char" in tex or "\\symbol" in tex else tex


_NUMBERED = regex(
    r"\\(?:char\s*(?:'(?P<octal>[0-7]{1,7})|\"(?P<hex>[0-9A-Fa-f]{1,6})|`\\?(?P<sign>\S)|(?P<decimal>\d{1,7}))"
    r"|symbol\{\s*(?P<symbol>\d{1,7})\s*\})(?:\{\}|[ \n])?"
)
_NUMBER_BASES = {"octal": 8, "hex": 16, "decimal": 10, "symbol": 10}


def _of_number(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    code = ord(match[kind]) if kind == "sign" else int(match[kind], _NUMBER_BASES[kind])
    character = chr(code) if code < sys.maxunicode and chr(code).isprintable() else ""
    return _ESCAPED.get(character, character) or match[0]


_ESCAPED = {sign: f"\\{sign}" for sign in "&%$#_{}"} | {
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}


def _single_quoted(match: re.Match[str]) -> str:
    """What stands in single quotes; an opening one without its partner is alone."""
    return f"‘{match[1]}’" if match[1] else "‘"


_SWITCH = regex(rf"(\$[^$]*\$)|\{{\s*\\({'|'.join(SWITCHES)})(?![A-Za-z])\s*")


def _prepared(tex: str) -> str:
    """``tex`` with what this program reads otherwise than TeX does written as TeX would need it."""
    tex = replace_numbers(tex)
    tex = _SWITCH.sub(lambda match: match[1] or f"\\{SWITCHES[match[2]]}{{", tex)
    tex = _SKIP.sub(lambda match: match[1] or ("" if match[2] else " "), tex)
    tex = _ADDRESS.sub(lambda match: match[0].replace("~", r"\textasciitilde{}"), tex)
    tex = _VERB.sub(r"\2", tex) if "\\verb" in tex else tex
    tex = re.sub(r"(?<!\\)((?:\\\\)*)([%&])", r"\1\\\2", tex)
    tex = re.sub(r"(?<!\\)[?!]`(?!`)", lambda match: "¿" if match[0] == "?`" else "¡", tex)  # ligatures of TeX's fonts
    tex = re.sub(r"(?<![\\`])`(?!`)(?:([^`]*?[^\s`'\\])'(?![\w']))?", _single_quoted, tex)
    tex = re.sub(r"\\textcommabelow\s*\{(\w)\}", "\\1\u0326", tex)
    tex = _TAKING.sub(_without_unknown, tex)
    return _without_prices(tex) if "$" in tex else tex


_SKIP = regex(
    r"(\$[^$]*\$)|\\(?:(kern)|hskip|hspace\*?\s*\{|mskip|mkern)\s*-?(?:\d*\.)?\d+\s*(?:em|ex|pt|mm|cm|in|mu|sp)\}?"
    r"(?:\s*(?:plus|minus)\s*(?:\d*\.)?\d+\s*(?:em|ex|pt|mm|cm|in|fil+))*"
)
_ADDRESS = regex(r"\\(?:url|path|nolinkurl|href)\s*\{[^{}]*~[^{}]*\}")
_TAKING = regex(r"(\$[^$]*\$)|\\([A-Za-z]{2,})(?:(?=\s+\w)|\*?\s*(?=(\{)\s*[^{}\s]))")


def _without_unknown(match: re.Match[str]) -> str:
    """The name of a command that nobody knows, with the blank behind it; of one with an argument nothing but that."""
    return match[0] if match[1] or match[2] in known_commands() else "" if match[3] else f"{{{match[2]}}}"


def _without_prices(tex: str) -> str:
    """``tex`` with a backslash before each dollar that is a price; pairs of dollars are taken from the left."""
    pieces, at = [], 0
    while match := _DOLLARS.search(tex, at):
        begin, end = match.span()
        if match[0] == "$" or _PRICE.match(tex, begin):
            pieces.append(tex[at:begin] + "\\$")
            at = begin + 1
        else:
            pieces.append(tex[at:end])
            at = end
    return "".join(pieces) + tex[at:]


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

    class FormulaReader(latex2text.LatexNodes2Text):  # type: ignore[misc]
        """Pylatexenc's reader, but for math that is more than a sign."""

        def math_node_to_text(self, node: Any) -> str:
            return self.formula(node.nodelist, super().math_node_to_text(node))

        def formula(self, nodelist: Any, text: str) -> str:
            """Math that the library reads as ``text``."""
            formula = "".join(part.latex_verbatim() for part in nodelist).strip()
            for spelling in (formula, _SCRIPT.sub(r"\1\2", formula)):
                sign = signs().get(spelling) or _RARE.get(spelling)
                if sign:
                    return sign
            return text if _is_sign(formula) or not is_math(formula) else f"${formula}$"

    import logging

    logging.getLogger("pylatexenc").addHandler(logging.NullHandler())
    walker = latexwalker.get_default_latex_context_db().filter_context(exclude_categories=["verbatim"])
    printed = latex2text.get_default_latex_context_db()
    argspecs = dict.fromkeys(UNPRINTED, "{") | {
        spec.macroname: spec.args_parser.argspec for spec in walker.iter_macro_specs()
    }
    argspecs |= OWN_ARGUMENTS
    argspecs = {name: spec.partition("{")[0] + "{" * spec.count("{") for name, spec in argspecs.items()}
    texts = {name: _text(name, printed.get_macro_spec(name)) for name, spec in argspecs.items() if "{" in spec}
    texts |= CHARACTERS | {name: _tagged(tag) for name, tag in TAGS.items()}
    texts |= {name: _enclosed(*marks) for name, marks in AROUND.items()} | {"enquote": _enclosed("“", "”")}
    texts |= {name: _changed(change) for name, change in CHANGED.items()} | dict.fromkeys(JOINED, _joined)
    arguments = _arguments()
    places = [
        macrospec.EnvironmentSpec(spec.environmentname, arguments(spec.args_parser.argspec), spec.is_math_mode)
        for spec in walker.iter_environment_specs()
    ]
    context = macrospec.LatexContextDb()
    context.add_context_category(
        "plbib",
        macros=[macrospec.MacroSpec(name, arguments(spec)) for name, spec in argspecs.items()],
        environments=places,
        specials=walker.iter_specials_specs(),
    )
    replaced = [latex2text.MacroTextSpec(name, text) for name, text in texts.items() if text is not None]
    printed.set_unknown_macro_spec(latex2text.MacroTextSpec("", _named))
    printed.add_context_category("plbib", prepend=True, macros=replaced)
    return FormulaReader(latex_context=printed, math_mode="text"), context


def _is_sign(formula: str) -> bool:
    """Whether math stands for one character of Unicode."""
    match = _SIGN.fullmatch(formula)
    return match is not None and match[1] not in ACCENTS


_SIGN = regex(r"\\([A-Za-z]+)\s*(?:\{[A-Za-z-]\})?|[^A-Za-z0-9\\{}^_]")
_SCRIPT = regex(r"([\^_])\{(.)\}")
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


_CLOSING = regex(r"[}\]$]|\\(?:[()\[\]]|(?:begin|end)(?![A-Za-z]))|\Z")


def _given(node: Any, reader: Any) -> list[str | None]:
    """The arguments of a command as text; None for each that is missing, a star always being."""
    arguments = node.nodeargd.argnlist if node.nodeargd else None
    return [argument and reader.node_arg_to_text(node, number) for number, argument in enumerate(arguments or [])]


_Text = Callable[..., str]


def _text(name: str, spec: Any) -> str | _Text | None:
    """What stands for a command with arguments; None for what the library says."""
    if name in _ACCENTS:
        return _spacing(_SPACING[name], spec.simplify_repl) if name in _SPACING else None
    if name in _FONTS:
        return _font(spec.simplify_repl)
    if name in _TEMPLATES:
        return _filled(spec.simplify_repl)
    return "" if name in UNPRINTED | FOR_SORTING else _ensured if name == "ensuremath" else _last


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


def _named(node: Any) -> str:
    """A command that nobody knows is the word that somebody defined it for."""
    name = node.macroname
    return name if name.isalpha() and len(name) > 1 and name not in SILENT else ""


def _joined(node: Any, l2tobj: Any) -> str:
    """All arguments."""
    return "\u00a0".join(filter(None, _given(node, l2tobj)))


def _changed(change: Callable[[str], str]) -> _Text:
    return lambda node, l2tobj: change(_last(node, l2tobj))


def _tagged(tag: str) -> _Text:
    def around(node: Any, l2tobj: Any) -> str:
        inner = _last(node, l2tobj)
        return f"<{tag}>{inner}</{tag}>" if inner else ""

    return around


def _enclosed(opening: str, closing: str) -> _Text:
    def around(node: Any, l2tobj: Any) -> str:
        inner = _last(node, l2tobj)
        if opening == "“":
            inner = inner.translate(_INNER)
        return f"{opening}{inner}{closing}" if inner else ""

    return around


_INNER = str.maketrans("“”", "‘’")


def _nth(texts: list[str], number: int) -> str:
    r"""A text by its number from 1; ``""`` if there are not so many, as below an accent: ``\"\sqrt``."""
    return "".join(texts[number - 1 : number])


_PLACE = regex(r"%(?:\((\d)\))?s")


def _filled(template: str) -> _Text:
    """The library's template; it has ``%s`` for each argument, or ``%(2)s`` for the second."""

    def fill(node: Any, l2tobj: Any) -> str:
        texts = [text or "" for text in _given(node, l2tobj)]
        inner = iter(texts)
        result = _PLACE.sub(lambda place: _nth(texts, int(place[1])) if place[1] else next(inner, ""), template)
        return result if any(texts) else ""

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
