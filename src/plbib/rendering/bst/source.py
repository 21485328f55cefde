"""LaTeX as a row of tokens, with arguments taken off as TeX would take them."""

import re

from plbib.text.patterns import regex

_TOKEN = regex(
    r"\\(?:[A-Za-z@]+\*?[ \t\r\n]*|.|\Z)"  # a command; TeX skips the blanks behind a word
    r"|%(?=[ \t]*(?:\n|\Z))[ \t]*\n?[ \t]*"  # the end of a line that is none
    r"|(?:(?<=\n)|\A)[ \t]*%[^\n]*\n?"  # a line of comment
    r"|[{}$]|%|[^\\{}$%\n]+|\n",
    re.DOTALL,
)
_BLANK = regex(r"(?:\s|%[ \t]*(?:\n|\Z))*")
_BRACE = regex(r"\\.|[{}]", re.DOTALL)
_BRANCH = regex(r"\\(if[A-Za-z@]*|else|fi)(?![A-Za-z@])")
_COMMAND = regex(r"\\(?:[A-Za-z@]+|.)|.", re.DOTALL)
_ESCAPED = regex(r"\\([_%#&~{}$])")


class TexSource:
    """LaTeX, and how far it was read."""

    def __init__(self, tex: str) -> None:
        self._tex = tex
        self._at = 0

    def token(self) -> str | None:
        r"""The next command (with the blanks behind it), ``{``, ``$`` or run of text; None at the end.

        Comments and braces that close nothing are passed over; a percent sign before more text is text.
        """
        while match := _TOKEN.match(self._tex, self._at):
            self._at = match.end()
            piece = match[0]
            if piece == "}" or (piece.lstrip(" \t").startswith("%") and piece != "%"):
                continue
            if piece != "\\":
                return piece
        return None

    def rest(self) -> str:
        """All that is left."""
        return self._tex[self._at :]

    def insert(self, tex: str) -> None:
        """Read ``tex`` next."""
        parted = " " if re.search(r"\\[A-Za-z@]+\Z", tex) else ""  # or the command at its end would be a longer one
        self._tex, self._at = tex + parted + self._tex[self._at :], 0

    def inner(self) -> str:
        """What stands between the brace just read and the one that closes it, or the end."""
        start, level = self._at, 1
        for match in _BRACE.finditer(self._tex, start):
            level += (match[0] == "{") - (match[0] == "}")
            if level == 0:
                self._at = match.end()
                return self._tex[start : match.start()]
        self._at = len(self._tex)
        return self._tex[start:]

    def argument(self) -> str:
        """What a command takes next: a group without its braces, a command, or one character; ``""`` at the end."""
        self._skip_blanks()
        following = self._tex[self._at : self._at + 1]
        if following == "}":
            return ""
        if following == "{":
            self._at += 1
            return self.inner()
        return self.command()

    def arguments(self) -> list[str]:
        """The groups that follow each other."""
        arguments: list[str] = []
        while True:
            self._skip_blanks()
            if self._tex[self._at : self._at + 1] != "{":
                return arguments
            arguments.append(self.argument())

    def peek_argument(self) -> str:
        """The next argument, which stays to be read."""
        before = self._at
        argument = self.argument()
        self._at = before
        return argument

    def optional(self) -> str | None:
        """What stands in brackets next, braces in it well nested; None if there is no such thing."""
        match = _BLANK.match(self._tex, self._at)
        start = match.end() if match else self._at
        if self._tex[start : start + 1] != "[":
            return None
        level = 0
        for match in re.compile(r"\\.|[{}\]]", re.DOTALL).finditer(self._tex, start):
            level += (match[0] == "{") - (match[0] == "}")
            if level <= 0 and match[0] == "]":
                self._at = match.end()
                return self._tex[start + 1 : match.start()]
        return None

    def group_alone(self) -> str:
        """The text, without the braces around all of it if there are such."""
        inner = self._tex.strip()
        if inner.startswith("{"):
            whole = TexSource(inner[1:])
            inner = whole.inner()
            if not whole.rest():
                return inner
        return self._tex

    def verbatim(self) -> str:
        """An argument that is an address: no blanks and ends of lines in it, no backslashes before signs."""
        address = re.sub(r"%[ \t]*\n|\s+", "", self.argument())
        return _ESCAPED.sub(r"\1", address)

    def math(self) -> str | None:
        """The formula up to the next dollar; None if none comes in this paragraph."""
        match = re.compile(r"((?:[^$\\]|\\.){1,400}?)\$", re.DOTALL).match(self._tex, self._at)
        if not match or "\n\n" in match[1]:
            return None
        self._at = match.end()
        return match[1]

    def command(self) -> str:
        r"""A command without the blanks behind it, ``\csname x\endcsname`` being ``\x``, or one character."""
        self._skip_blanks()
        named = re.compile(r"\\csname\s*(.*?)\\endcsname", re.DOTALL).match(self._tex, self._at)
        match = named or _COMMAND.match(self._tex, self._at)
        if not match:
            return ""
        self._at = match.end()
        return f"\\{named[1].strip()}" if named else match[0]

    def branches(self) -> tuple[str, str]:
        r"""What stands before and behind ``\else``, up to the ``\fi`` that belongs to it."""
        start, level, middle = self._at, 0, None
        for match in _BRANCH.finditer(self._tex, start):
            if match[1] == "fi" and level == 0:
                self._at = match.end()
                first = self._tex[start : match.start() if middle is None else middle.start()]
                return first, "" if middle is None else self._tex[middle.end() : match.start()]
            if match[1] == "else" and level == 0:
                middle = match
            elif match[1] != "else":
                level += 1 if match[1].startswith("if") else -1
        return "", ""

    def parameters(self) -> int:
        r"""Pass over the parameters of a ``\def``; how many there are."""
        match = re.compile(r"[^{}\\]*").match(self._tex, self._at)
        text = match[0] if match else ""
        self._at += len(text)
        return len(re.findall(r"#\d", text))

    def skip(self, pattern: re.Pattern[str]) -> None:
        """Pass over what ``pattern`` matches here."""
        match = pattern.match(self._tex, self._at)
        self._at = match.end() if match else self._at

    def _skip_blanks(self) -> None:
        self.skip(_BLANK)
