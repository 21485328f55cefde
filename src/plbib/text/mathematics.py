r"""Math in titles, ``$O(n^2)$``: what may pass into TeX as it is, by a grammar that knows no other command.

A formula is a row of letters, digits, signs, groups and commands of a fixed list, each with at most one ``^`` and one
``_``, and the same before the first of them (``R$^2$``); so whatever passes compiles, and nothing that passes can
define, read or write anything.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_GREEK = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho "
    "sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
)
_SIGNS = (
    "times cdot pm mp ast star circ bullet div oplus otimes odot cap cup wedge vee setminus le leq ge geq equiv sim "
    "simeq approx propto ll gg subset subseteq supset supseteq in ni to rightarrow leftarrow leftrightarrow "
    "Rightarrow Leftarrow Leftrightarrow uparrow downarrow infty partial nabla forall exists neg emptyset ell hbar Re "
    "Im wp aleph mid parallel perp angle langle rangle lfloor rfloor lceil rceil top bot dagger prime backslash"
)
_LONGER = (
    "cdots ldots dots cong ne neq notin mapsto sum prod int ln log exp sin cos tan min max inf sup lim det dim ker "
    "arg gcd Pr quad"
)
"""Commands that are more than one sign: ``^`` and ``_`` take them in braces only."""
_SHORT = frozenset([*_GREEK.split(), *_SIGNS.split()])
_COMMANDS = _SHORT | frozenset(_LONGER.split())
_WITH_GROUP = frozenset(
    "sqrt mathcal mathbb mathrm mathbf mathit mathsf mathfrak hat bar tilde vec dot overline".split()
)
_FONTS = frozenset("mathcal mathbb mathrm mathbf mathit mathsf mathfrak".split())
_DEEPEST = 8
_MARK = re.compile(r"\\([A-Za-z]+) *|\\([,;:!%&#_ ])|([A-Za-z0-9+\-=<>()\[\],.|/!*:;])|([{}^_])|( +)|(.)", re.DOTALL)
_INLINE = re.compile(r"(?<![\\$])\$(?![\s$])((?:[^$\\]|\\[^$])*(?:[^\s$\\]|\\[^\s$]))\$(?![\d$])")


def split(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of ``text``, each with whether it is math (without its dollars)."""
    at = 0
    for found in _INLINE.finditer(text) if text.count("$") > 1 else ():
        if is_math(found[1]):
            yield text[at : found.start()], False
            yield found[1], True
            at = found.end()
    yield text[at:], False


@lru_cache(maxsize=4096)
def is_math(formula: str) -> bool:
    r"""Whether ``formula`` is harmless math, and reads like it: without blanks, or with ``^``, ``_`` or a command.

    ``5 and `` between two prices is none.
    """
    telling = re.search(r"[\\^_]", formula) or re.fullmatch(r"\S*[A-Za-z0-9]\S*", formula)
    if not telling or len(formula) > 200 or "^^" in formula:
        return False
    marks = [(found.lastindex or 0, found[0].strip()) for found in _MARK.finditer(formula)]
    return _row([mark for mark in marks if mark[0] != _BLANK], 0) == "end"


_COMMAND, _CONTROL, _SIGN, _BRACKET, _BLANK, _OTHER = range(1, 7)


def _row(marks: list[tuple[int, str]], depth: int) -> str:
    """Take a row of atoms off ``marks``: ``end`` if it uses them up, ``}`` if that ends it, ``""`` if it is no row."""
    if depth > _DEEPEST:
        return ""
    scripts: set[str] = set()  # one that leads stands at nothing, as in R$^2$
    while marks:
        kind, mark = marks[0]
        if mark == "}" and kind == _BRACKET:
            marks.pop(0)
            return "}" if depth else ""
        if kind == _BRACKET and mark in "^_":
            marks.pop(0)
            if mark in scripts or not _argument(marks, depth):
                return ""
            scripts.add(mark)
            continue
        if not _atom(marks, depth):
            return ""
        scripts = set()
    return "" if depth else "end"


def _atom(marks: list[tuple[int, str]], depth: int) -> bool:
    kind, mark = marks.pop(0)
    if kind in (_CONTROL, _SIGN):
        return True
    if kind == _BRACKET:
        return mark == "{" and _row(marks, depth + 1) == "}"
    name = mark.lstrip("\\")
    if kind != _COMMAND or name in _COMMANDS:
        return kind == _COMMAND
    if name in _FONTS and len(marks) >= 3 and marks[0][1] == "{":
        return _word(marks)
    if name == "frac":
        return _group(marks, depth) and _group(marks, depth)
    return name in _WITH_GROUP and name not in _FONTS and _group(marks, depth)


def _word(marks: list[tuple[int, str]]) -> bool:
    """A group of letters, digits and signs only, as fonts take it."""
    marks.pop(0)
    while marks and marks[0][0] == _SIGN:
        marks.pop(0)
    return bool(marks) and marks.pop(0) == (_BRACKET, "}")


def _group(marks: list[tuple[int, str]], depth: int) -> bool:
    return bool(marks) and marks[0] == (_BRACKET, "{") and _atom(marks, depth)


def _argument(marks: list[tuple[int, str]], depth: int) -> bool:
    """What ``^`` and ``_`` take: a sign, a command that is one, a group."""
    if not marks:
        return False
    kind, mark = marks[0]
    if kind == _CONTROL or (kind == _COMMAND and mark.lstrip("\\") not in _SHORT):
        return False
    return _atom(marks, depth)
