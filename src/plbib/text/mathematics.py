r"""Math in titles, ``$O(n^2)$``: what may pass into TeX as it is, by a grammar that knows no other command.

A formula is a row of letters, digits, signs, groups and commands of a fixed list, each with at most one ``^`` and one
``_``, and the same before the first of them (``R$^2$``); so whatever passes compiles, and nothing that passes can
define, read or write anything.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from plbib.text.patterns import regex

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
    "arg gcd Pr quad qquad tanh sinh cosh cot sec csc arcsin arccos arctan lg deg hom liminf limsup oint bigcup bigcap "
    "bigoplus bigotimes bigwedge bigvee coprod longrightarrow longleftarrow Longrightarrow longleftrightarrow "
    "longmapsto iff bmod vdots ddots displaystyle textstyle scriptstyle rm it bf sf tt cal "
    "ddagger bigcirc diamond triangle triangleleft triangleright sqcup sqcap uplus amalg wr oslash land lor lnot "
    "ominus prec succ preceq succeq asymp doteq sqsubseteq sqsupseteq vdash dashv models smile frown bowtie owns gets "
    "updownarrow Uparrow Downarrow nearrow searrow swarrow nwarrow rightharpoonup leftharpoonup imath jmath "
    "surd flat natural sharp clubsuit diamondsuit heartsuit spadesuit lbrace rbrace vert Vert colon "
    "lesssim gtrsim lessgtr leqslant geqslant square blacksquare Box Diamond lozenge varnothing hslash complement "
    "ltimes rtimes nmid nparallel vDash Vdash trianglelefteq rightleftharpoons leftrightarrows rightrightarrows "
    "hookrightarrow hookleftarrow rightsquigarrow upharpoonright beth eth digamma"
)
"""Commands that are more than one sign: ``^`` and ``_`` take them in braces only."""
_SHORT = frozenset([*_GREEK.split(), *_SIGNS.split()])
_COMMANDS = _SHORT | frozenset(_LONGER.split())
_NO_ATOMS = frozenset("' rm it bf sf tt cal displaystyle textstyle scriptstyle".split())
"""What begins no atom of its own: a script behind it belongs to what stands before."""
_FONTS = frozenset("mathcal mathbb mathrm mathbf mathit mathsf mathfrak mathtt".split())
_WORDS = _FONTS | frozenset("mathscr text textrm textit textbf mbox operatorname".split())
"""Commands that take a word; those that are no ``_FONTS`` may need a package, as they did where they stood."""
ACCENTS = frozenset(
    "sqrt hat bar tilde vec dot ddot breve check acute grave mathring overline underline widehat widetilde "
    "overrightarrow overbrace underbrace boldsymbol bm pmb not".split()
)
"""Commands that stand over, under or around what they take."""
_FRACTIONS = frozenset("frac tfrac dfrac binom stackrel overset underset".split())
NAMES = _COMMANDS | _WORDS | ACCENTS | _FRACTIONS | {"left", "right"}
"""All commands of formulas."""
_DEEPEST = 8
_MARK = regex(
    r"\\([A-Za-z]+) *|\\([,;:!>%&#_ {}|/-])"
    r"|([A-Za-z0-9+\-=<>()\[\],.|/!*:;'?@])|([{}^_])|([ ~]+)|(.)",
    re.DOTALL,
)
_INLINE = regex(r"(?<![\\$])\$(?![\s$])((?:[^$\\]|\\[^$])*(?:[^\s$\\]|\\[^\s$]))\$(?!\$)")
_TELLING = regex(r"[\\^_]")
_WITHOUT_BLANKS = regex(r"[^\s~]*[A-Za-z0-9][^\s~]*")
_RELATION = regex(r"[\w)\]] ?[=<>] ?[\w(\[.-]")


def split(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of ``text``, each with whether it is math (without its dollars)."""
    at = 0
    for match in _INLINE.finditer(text) if text.count("$") > 1 else ():
        priced = text[match.end() : match.end() + 1].isdecimal() and not _TELLING.search(match[1])
        if not priced and is_math(match[1]):
            yield text[at : match.start()], False
            yield match[1], True
            at = match.end()
    yield text[at:], False


@lru_cache(maxsize=4096)
def is_math(formula: str) -> bool:
    r"""Whether ``formula`` is harmless math, and reads like it: without blanks, or with ``^``, ``_``, a command, ``=``.

    ``5 and `` between two prices is none.
    """
    telling = _TELLING.search(formula) or _RELATION.search(formula) or _WITHOUT_BLANKS.fullmatch(formula)
    if not telling or len(formula) > 200 or "^^" in formula or not _even(formula):
        return False
    marks = [(match.lastindex or 0, match[0].strip()) for match in _MARK.finditer(formula)]
    return _row([mark for mark in marks if mark[0] != _BLANK], 0) == "end"


def _even(formula: str) -> bool:
    """Whether the braces pair as BibTeX counts them, those behind a backslash, too."""
    depth = 0
    for mark in _BRACE.findall(formula):
        depth += 1 if mark == "{" else -1
        if depth < 0:
            return False
    return not depth


_BRACE = regex(r"[{}]")
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
        if (kind, mark) == (_COMMAND, r"\right"):
            return mark if depth else ""
        twice = mark == "'" and "^" in scripts  # a prime is a superscript
        if twice or not _atom(marks, depth):
            return ""
        scripts = scripts if mark.lstrip("\\") in _NO_ATOMS else set()
    return "" if depth else "end"


def _atom(marks: list[tuple[int, str]], depth: int) -> bool:
    kind, mark = marks.pop(0)
    if kind in (_CONTROL, _SIGN):
        return True
    if kind == _BRACKET:
        return mark == "{" and _row(marks, depth + 1) == "}"
    return kind == _COMMAND and _command(mark.lstrip("\\"), marks, depth)


def _command(name: str, marks: list[tuple[int, str]], depth: int) -> bool:
    """Whether what follows a command is what it takes."""
    if name == "left":
        return _fenced(marks, depth)
    if name in _WORDS:
        return _word(marks)
    if name in _FRACTIONS:
        return _argument(marks, depth) and _argument(marks, depth)
    return name in _COMMANDS or (name in ACCENTS and _argument(marks, depth))


def _fenced(marks: list[tuple[int, str]], depth: int) -> bool:
    r"""What stands between ``\left`` with its fence and ``\right`` with another."""
    if not _fence(marks) or _row(marks, depth + 1) != r"\right":
        return False
    marks.pop(0)
    return _fence(marks)


def _fence(marks: list[tuple[int, str]]) -> bool:
    return bool(marks) and marks.pop(0)[1].lstrip("\\") in _FENCES


_FENCES = frozenset("( ) [ ] { } | / . < > langle rangle lfloor rfloor lceil rceil vert Vert lbrace rbrace".split())


def _word(marks: list[tuple[int, str]]) -> bool:
    """A letter, or a group of letters, digits, signs and spaces only, as fonts take it."""
    if not marks or marks[0] != (_BRACKET, "{"):
        return bool(marks) and marks.pop(0)[0] == _SIGN
    marks.pop(0)
    while marks and marks[0][0] in (_SIGN, _CONTROL):
        marks.pop(0)
    return bool(marks) and marks.pop(0) == (_BRACKET, "}")


def _argument(marks: list[tuple[int, str]], depth: int) -> bool:
    """What ``^`` and ``_`` take: a sign, a command that is one, a group."""
    if not marks:
        return False
    kind, mark = marks[0]
    if kind == _CONTROL or (kind == _COMMAND and mark.lstrip("\\") not in _SHORT):
        return False
    return _atom(marks, depth)
