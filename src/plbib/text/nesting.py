r"""TeX made well nested: every brace, dollar and environment with its partner, and none too deep.

Pylatexenc reads what is well nested in linear time, and the rest in exponential time or not at all.
"""

import re

from plbib.text.patterns import regex

_DEEPEST = 20  # as deep as markup goes
_TOKEN = regex(r"\\(?:begin|end)\s*\{[\w* ._-]+\}|\\[A-Za-z]+|\\.|\\\Z|\$\$?|[{}\[\]]", re.DOTALL)
_MATH = {"$": "$", "$$": "$$", "\\(": "\\)", "\\[": "\\]"}
_NOTHING = "{}"
"""What stands for a mark without its partner: it parts what stands around it and prints nothing."""


class _BraceNesting:
    """The text written so far, and where in it stands what is still open."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self._open: list[tuple[str, int]] = []
        self._surplus = 0

    def read(self, token: str) -> None:
        """Write one token."""
        if token in _MATH or token in _MATH.values():
            self._math(token)
        elif token in ("[", "]"):
            self._bracket(token)
        elif token in ("{", "}"):
            self._brace(token)
        elif token.startswith(("\\begin", "\\end")) and token.endswith("}"):
            self._environment(token)
        elif len(token) == 2 and not token.isascii():
            self.out.append(token[1])  # no command of TeX; the library would take the next letters, too
        else:
            self.out.append(_NOTHING if token in ("\\begin", "\\end", "\\") else token)

    def end(self) -> str:
        """All of it, with the braces closed that are still open."""
        braces = sum(closing == "}" for closing, _ in self._open)
        self._open = [(closing, at) for closing, at in self._open if closing != "}"]
        self._drop(0)
        return "".join(self.out) + "}" * braces

    def _enter(self, closing: str, token: str) -> bool:
        if len(self._open) >= _DEEPEST:
            self.out.append(_NOTHING)
            return False
        self._open.append((closing, len(self.out)))
        self.out.append(token)
        return True

    def _place(self, closing: str) -> int | None:
        """Where in ``_open`` stands what ``closing`` closes; only a brace closes what stands outside of braces."""
        for place in reversed(range(len(self._open))):
            if self._open[place][0] == closing:
                return place
            if self._open[place][0] == "}":
                return None
        return None

    def _leave(self, closing: str, token: str) -> None:
        place = self._place(closing)
        if place is None:
            self.out.append(_NOTHING)
            return
        self._drop(place + 1)
        self._open.pop()
        self.out.append(token)

    def _brace(self, mark: str) -> None:
        if mark == "{":
            self._surplus += not self._enter("}", mark)
        elif self._surplus:
            self._surplus -= 1
            self.out.append(_NOTHING)
        else:
            self._leave(mark, mark)

    def _bracket(self, mark: str) -> None:
        """A bracket is text, too, unless it stands behind a command."""
        self.out.append(mark)
        if mark == "]":
            if self._open and self._open[-1][0] == mark:
                self._open.pop()
        elif len(self._open) < _DEEPEST:
            self._open.append(("]", len(self.out) - 1))
        else:
            self._abandon(len(self.out) - 1)

    def _environment(self, token: str) -> None:
        command, _, name = token[1:-1].partition("{")
        closing = f"\\end{{{name}}}"
        if command.strip() == "begin":
            self._enter(closing, token)
        else:
            self._leave(closing, token)

    def _math(self, mark: str) -> None:
        """A mark of math, written as a single dollar whatever its form."""
        inside = next((closing for closing in _MATH.values() if self._place(closing) is not None), "")
        if not inside and mark in _MATH:
            if not self._enter(_MATH[mark], "$"):
                self.out[-1] = _alone(mark)
        elif inside == mark or (inside, mark) == ("$$", "$"):
            if self._open[self._place(inside) or 0][1] == len(self.out) - 1:
                self.out.append(_NOTHING)  # two dollars side by side would be one mark
            self._leave(inside, "$")
        elif (inside, mark) == ("$", "$$"):  # one formula ends, the next begins
            self._math("$")
            self._math("$")
        else:
            self.out.append(_alone(mark))

    def _drop(self, first: int) -> None:
        """What is open from ``first`` on has no partner."""
        for _, at in self._open[first:]:
            self._abandon(at)
        del self._open[first:]

    def _abandon(self, at: int) -> None:
        if self.out[at] != "[":
            self.out[at] = _alone(self.out[at])
            return
        places = range(at - 1, -1, -1)
        before = next((self.out[place] for place in places if not self.out[place].isspace()), "")
        if _TAKES_OPTION.fullmatch(before):
            self.out[at] = "{[}"  # or it would be the start of an optional argument


_TAKES_OPTION = regex(r"\\[A-Za-z]+|\\.|.*[*\]]\s*", re.DOTALL)


def _alone(mark: str) -> str:
    """A mark without its partner: a dollar alone is a price, no math."""
    return "\\$" * len(mark) if mark in ("$", "$$") else _NOTHING


def balance(tex: str) -> str:
    r"""``tex`` well nested, at most ``_DEEPEST`` deep, and every formula between single dollars.

    What has no partner is left out (a dollar becomes ``\$``, an open brace is closed), and what lies deeper loses its
    braces.
    """
    nesting, at = _BraceNesting(), 0
    for match in _TOKEN.finditer(tex):
        if match.start() > at:
            nesting.out.append(tex[at : match.start()])
        nesting.read(match[0])
        at = match.end()
        follows = tex[at : at + 2].lstrip("\\")[:1]
        if not follows.isascii() and match[0].isascii() and match[0][-1].isalpha():
            nesting.out.append(" ")  # for TeX a command ends here, for the library at the last letter of any script
    nesting.out.append(tex[at:])
    return nesting.end()
