r"""The LaTeX that styles write, as marked text: fonts, links, ligatures, and macros that the .bbl itself defines.

A command that is not known here is no reason to lose text: its name goes, its arguments stay. Accents, signs and math
are read by :mod:`plbib.text.untex`.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from msgspec import Struct

from plbib.rendering import marks
from plbib.rendering.bst import commands
from plbib.rendering.bst.source import TexSource
from plbib.rendering.marks import CLOSE, OPEN, Mark
from plbib.text.patterns import regex
from plbib.text.untex import unescape

__all__ = ["TexMacro", "TexReader", "TexSource", "text_of"]

_DEEPEST = 40
_MOST_EXPANDED = 200_000
"""Characters that the macros of an entry expand to; an expansion counts as so many more:"""
_EXPANSION = 100
_ADDRESS = regex(r"https?://[^\s<>\"{}\\]+")


class TexMacro(Struct, frozen=True):
    """A macro: its number of arguments, the default of the first if that is optional, and its body."""

    arguments: int
    body: str
    default: str | None = None


def text_of(marked: str) -> str:
    """Marked text on one line, white space collapsed; ties stay."""
    return re.sub(r"[ \t\r\n\f\v]+", " ", marked).strip(" ")


class TexReader:
    """Reads one piece of LaTeX; ``macros`` are those defined so far, ``address`` where its first link leads."""

    def __init__(self, macros: Mapping[str, TexMacro]) -> None:
        self.macros = dict(macros)
        self.address = ""
        self._expanded_text = 0

    def read(self, tex: str, depth: int = 0) -> str:
        """``tex`` as marked text, white space as it comes."""
        if depth > _DEEPEST:
            return marks.plain(re.sub(r"[\\{}]", "", tex))
        source, group = TexSource(tex), _Group()
        while (piece := source.token()) is not None:
            if piece == "{":
                group.add(self.read(source.inner(), depth + 1))
            elif piece == "$":
                group.add(_math(source.math()))
            elif piece.startswith("\\"):
                self._command(piece, source, group, depth)
            else:
                group.add(_ligatures(marks.plain(piece)))
        return group.end()

    def _command(self, piece: str, source: TexSource, group: "_Group", depth: int) -> None:
        name = piece[1:].rstrip("* \t\r\n") if piece[1:2].isalpha() or piece[1:2] == "@" else piece[1:]
        if name in commands.SWITCHES:
            group.switch(commands.SWITCHES[name])
        elif name == "unskip":
            group.unskip()
        elif name in commands.WRAPS:
            group.add(marks.wrap(commands.WRAPS[name], self.read(source.argument(), depth + 1)))
        elif name in commands.ACCENTS:
            group.add(marks.plain(unescape(f"{{\\{name}{{{source.argument()}}}}}")))
        elif name in _OWN:
            group.add(_OWN[name](self, source, depth))
        elif name in commands.LAST:
            arguments = [source.argument() for _ in range(commands.LAST[name])]
            group.add(self.read(arguments[-1], depth + 1))
        elif name in commands.DROPPED:
            for _ in range(commands.DROPPED[name]):
                source.argument()
        elif name in commands.TEXTS:
            group.add(commands.TEXTS[name])
        else:
            group.add(self._expanded(name, source))

    def _expanded(self, name: str, source: TexSource) -> str:
        """A sign, or nothing: the arguments follow as text. A macro's expansion takes its place in ``source``."""
        macro = self.macros.get(name) or _USUAL.get(name)
        if macro is None or self._expanded_text > _MOST_EXPANDED:
            text = unescape(f"\\{name}{{}}")
            unknown = name.isalpha() and len(name) > 1 and text == name  # it reads as its name
            return "" if unknown else marks.plain(text)
        given = []
        if macro.default is not None:
            optional = source.optional()
            given.append(macro.default if optional is None else optional)
        given += [source.argument() for _ in range(macro.arguments - len(given))]
        body = re.sub(r"#(\d)", lambda place: _at(given, int(place[1]) - 1), macro.body)
        self._expanded_text += _EXPANSION + len(body)
        source.insert(body)
        return ""


class _Group:
    """The text between two braces, and the fonts switched on in it."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._fonts: list[Mark] = []

    def add(self, text: str) -> None:
        if text:
            self._out.append(text)

    def switch(self, font: Mark | None) -> None:
        """Go on in another font; None is the upright one."""
        if font is None:
            self._close()
        else:
            self._fonts.append(font)
            self._out.append(OPEN[font])

    def unskip(self) -> None:
        if self._out:
            self._out[-1] = self._out[-1].rstrip()

    def end(self) -> str:
        self._close()
        return "".join(self._out)

    def _close(self) -> None:
        self._out += [CLOSE[font] for font in reversed(self._fonts)]
        self._fonts = []


def _at(given: list[str], place: int) -> str:
    return given[place] if 0 <= place < len(given) else ""


_DIGITS = frozenset("0123456789")
_LIGATURES = {"---": "—", "--": "–", "``": "“", "''": "”", "`": "‘", "'": "’", "!`": "¡", "?`": "¿", "~": "\u00a0"}
_LIGATURE = regex("---?|``?|''?|[!?]`|~")


def _ligatures(text: str) -> str:
    return _LIGATURE.sub(lambda match: _LIGATURES[match[0]], text)


def _math(formula: str | None) -> str:
    """A formula as text; None is a dollar that is alone."""
    return "$" if formula is None else marks.plain(unescape(f"${formula}$"))


# Links ----------------------------------------------------------------------------------------------------------------


def _link(reader: TexReader, source: TexSource, depth: int) -> str:
    address, text = source.verbatim(), reader.read(source.argument(), depth + 1)
    shown = "".join(piece for piece in marks.pieces(text) if isinstance(piece, str)).strip()
    if not shown:
        return marks.plain(address)
    if not _ADDRESS.fullmatch(address) or shown == address or reader.address not in ("", address):
        return text
    reader.address = address
    return marks.wrap(Mark.LINK, text)


def _url(_reader: TexReader, source: TexSource, _depth: int) -> str:
    return marks.plain(source.verbatim())


# Definitions ----------------------------------------------------------------------------------------------------------


def _new_command(reader: TexReader, source: TexSource, _depth: int) -> str:
    name = source.argument().strip().lstrip("\\")
    count = source.optional()
    default = source.optional() if count is not None else None
    number = int(count) if count is not None and count.strip() in _DIGITS else 0
    reader.macros[name] = TexMacro(number, source.argument(), default)
    return ""


def _provide(reader: TexReader, source: TexSource, depth: int) -> str:
    name = source.peek_argument().strip().lstrip("\\")
    before = reader.macros.get(name)
    _new_command(reader, source, depth)
    if before is not None:
        reader.macros[name] = before
    return ""


def _define(reader: TexReader, source: TexSource, _depth: int) -> str:
    name = source.argument().strip().lstrip("\\")
    count = source.parameters()
    reader.macros[name] = TexMacro(count, source.argument())
    return ""


def _let(reader: TexReader, source: TexSource, _depth: int) -> str:
    name = source.argument().strip().lstrip("\\")
    source.skip(_EQUALS)
    meaning = source.argument()
    if meaning.strip() != f"\\{name}":
        reader.macros[name] = reader.macros.get(meaning.lstrip("\\")) or TexMacro(0, meaning)
    return ""


# Conditions -----------------------------------------------------------------------------------------------------------


def _ifx(reader: TexReader, source: TexSource, depth: int) -> str:
    r"""``\ifx`` as styles use it: whether a macro is undefined."""
    tested, other = source.command(), source.command()
    yes, no = source.branches()
    undefined = not _is_defined(reader, tested.lstrip("\\")) if other in ("\\relax", "\\undefined") else tested == other
    return reader.read(yes if undefined else no, depth + 1)


def _if(reader: TexReader, source: TexSource, depth: int) -> str:
    """Any other condition is taken to hold, as those for the place in a paragraph do."""
    return reader.read(source.branches()[0], depth + 1)


def _if_undefined(reader: TexReader, source: TexSource, depth: int) -> str:
    name, yes, no = source.argument(), source.argument(), source.argument()
    return reader.read(no if _is_defined(reader, name.strip().lstrip("\\")) else yes, depth + 1)


def _is_defined(reader: TexReader, name: str) -> bool:
    return name in reader.macros or name in _OWN


def _shut(_reader: TexReader, source: TexSource, _depth: int) -> str:
    """REVTeX's end of an entry, with or without a full stop."""
    return "." if source.argument().strip() == "NoStop" else ""


def _penalty(_reader: TexReader, source: TexSource, _depth: int) -> str:
    source.skip(_NUMBER)
    return ""


def _glue(_reader: TexReader, source: TexSource, _depth: int) -> str:
    source.skip(_GLUE)
    return " "


_NUMBER = regex(r"\s*-?\d*\s?")
_LENGTH = r"\s*-?[\d.]*\s*(?:\\[A-Za-z]+|[a-z]{2}|fil+)?"
_GLUE = regex(rf"{_LENGTH}(?:\s*(?:plus|minus)\s*{_LENGTH})*\s*(?:\\relax(?![A-Za-z]))?")


def _rule(_reader: TexReader, source: TexSource, _depth: int) -> str:
    """What stands for the names of the entry before."""
    source.skip(_SIZE)
    return "———"


_SIZE = regex(rf"(?:\s*(?:height|depth|width){_LENGTH})*")
_EQUALS = regex(r"\s*=?\s*")


_Own = Callable[[TexReader, TexSource, int], str]
_OWN: Mapping[str, _Own] = MappingProxyType(
    {
        **dict.fromkeys(("href", "Eprint", "eprint@link"), _link),
        **dict.fromkeys(("url", "path", "nolinkurl"), _url),
        **dict.fromkeys(("newcommand", "renewcommand", "DeclareRobustCommand"), _new_command),
        "providecommand": _provide,
        **dict.fromkeys(("def", "gdef", "edef", "xdef"), _define),
        "let": _let,
        "ifx": _ifx,
        **dict.fromkeys(("ifhmode", "ifvmode", "ifmmode", "iftrue"), _if),
        **dict.fromkeys(("@ifundefined", "@ifxundefined"), _if_undefined),
        "BibitemShut": _shut,
        "penalty": _penalty,
        **dict.fromkeys(("hskip", "vskip", "kern"), _glue),
        **dict.fromkeys(("vrule", "hrule"), _rule),
    }
)
_USUAL: Mapping[str, TexMacro] = MappingProxyType(
    {name: TexMacro(count, body) for name, (count, body) in commands.USUAL.items()}
)
