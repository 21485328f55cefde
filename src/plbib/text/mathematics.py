r"""Math in titles, ``$O(n^2)$``: what may pass into TeX as it is, by a grammar that knows no other command.

A formula is a row of letters, digits, signs, groups and commands of a fixed list, each with at most one ``^`` and one
``_``; so whatever passes compiles, and nothing that passes can define, read or write anything.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_GREEK = (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho varrho "
    "sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
)
_SIGNS = (
    "times cdot cdots ldots dots pm mp ast star circ bullet div oplus otimes odot cap cup wedge vee setminus le leq ge geq "
    "ne neq equiv sim simeq approx cong propto ll gg subset subseteq supset supseteq in ni notin to rightarrow leftarrow "
    "leftrightarrow Rightarrow Leftarrow Leftrightarrow mapsto uparrow downarrow infty partial nabla forall exists neg "
    "emptyset ell hbar Re Im wp aleph sum prod int log ln exp sin cos tan min max sup inf lim det dim ker arg gcd Pr mid "
    "parallel perp angle langle rangle lfloor rfloor lceil rceil quad top bot dagger prime backslash"
)
_COMMANDS = frozenset([*_GREEK.split(), *_SIGNS.split()])
_WITH_GROUP = frozenset("sqrt mathcal mathbb mathrm mathbf mathit mathsf mathfrak hat bar tilde vec dot overline".split())
_FONTS = frozenset("mathcal mathbb mathrm mathbf mathit mathsf mathfrak".split())
_DEEPEST = 8
_TOKEN = re.compile(r"\\([A-Za-z]+)\s*|\\([,;:!%&#_ ])|([A-Za-z0-9+\-=<>()\[\],.|/!*:;])|([{}^_])|(\s+)|(.)", re.DOTALL)
_INLINE = re.compile(r"(?<![\\$])\$(?![\s$])((?:[^$\\]|\\[^$])*[^\s$\\])\$(?![\d$])")


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
    tokens = [(found.lastindex or 0, found[0].strip()) for found in _TOKEN.finditer(formula)]
    return _row([token for token in tokens if token[0] != _BLANK], 0) == "end"


_COMMAND, _CONTROL, _SIGN, _BRACKET, _BLANK, _OTHER = range(1, 7)


def _row(tokens: list[tuple[int, str]], depth: int) -> str:
    """Take a row of atoms off ``tokens``: ``end`` if it uses them up, ``}`` if that ends it, ``""`` if it is no row."""
    if depth > _DEEPEST:
        return ""
    scripts: set[str] = {"^", "_"}  # nothing to stand at yet
    while tokens:
        kind, token = tokens[0]
        if token == "}" and kind == _BRACKET:
            tokens.pop(0)
            return "}" if depth else ""
        if kind == _BRACKET and token in "^_":
            tokens.pop(0)
            if token in scripts or not _argument(tokens, depth):
                return ""
            scripts.add(token)
            continue
        if not _atom(tokens, depth):
            return ""
        scripts = set()
    return "" if depth else "end"


def _atom(tokens: list[tuple[int, str]], depth: int) -> bool:
    kind, token = tokens.pop(0)
    if kind in (_CONTROL, _SIGN):
        return True
    if kind == _BRACKET:
        return token == "{" and _row(tokens, depth + 1) == "}"
    name = token.lstrip("\\")
    if kind != _COMMAND or name in _COMMANDS:
        return kind == _COMMAND
    if name in _FONTS and len(tokens) >= 3 and tokens[0][1] == "{":
        return _word(tokens)
    if name == "frac":
        return _group(tokens, depth) and _group(tokens, depth)
    return name in _WITH_GROUP and name not in _FONTS and _group(tokens, depth)


def _word(tokens: list[tuple[int, str]]) -> bool:
    """A group of letters, digits and signs only, as fonts take it."""
    tokens.pop(0)
    while tokens and tokens[0][0] == _SIGN:
        tokens.pop(0)
    return bool(tokens) and tokens.pop(0) == (_BRACKET, "}")


def _group(tokens: list[tuple[int, str]], depth: int) -> bool:
    return bool(tokens) and tokens[0] == (_BRACKET, "{") and _atom(tokens, depth)


def _argument(tokens: list[tuple[int, str]], depth: int) -> bool:
    """What ``^`` and ``_`` take: a sign, a command without argument, a group."""
    if not tokens:
        return False
    kind, token = tokens[0]
    if kind == _COMMAND and token.lstrip("\\") not in _COMMANDS:
        return False
    return _atom(tokens, depth)
