r"""BibTeX's functions on strings, as ``bibtex.web`` 0.99d defines them where pybtex does otherwise.

A *special character* is what stands in braces at level 1 and begins with a backslash: ``{\'E}``, ``{\ss}``.
"""

import re
from collections.abc import Callable, Mapping

from plbib.text.patterns import regex

_FOREIGN = frozenset("i j oe OE ae AE aa AA o O l L ss".split())
"""Control sequences that are letters (bibtex.web §340)."""
_TWO_LETTERS = frozenset("oe OE ae AE ss".split())
_LOWER = {name: name.lower() for name in ("OE", "AE", "AA", "O", "L")}
_UPPER = {name: name.upper() for name in ("oe", "ae", "aa", "o", "l")}
_LETTERS = {"i": "I", "j": "J", "ss": "SS"}
"""A capital letter outside control sequences."""
_CONTROL = regex(r"\\([A-Za-z]*)([^\\]*)")


def parts(text: str) -> list[tuple[str, int]]:
    """``text`` cut into braces, characters and whole special characters (braces included), each with its level.

    The level is that inside the braces for an opening one, and outside for a closing one.
    """
    characters, level, at = [], 0, 0
    while at < len(text):
        character = text[at]
        if character == "{" and level == 0 and text.startswith("\\", at + 1):
            end = closing(text, at)
            characters.append((text[at:end], 1))
            at = end
            continue
        level = level + 1 if character == "{" else max(level - 1, 0) if character == "}" else level
        characters.append((character, level))
        at += 1
    return characters


def closing(text: str, at: int) -> int:
    """Behind the brace that closes the one at ``at``; the end of ``text`` if none does."""
    level = 0
    for match in re.compile("[{}]").finditer(text, at):
        level += 1 if match[0] == "{" else -1
        if level == 0:
            return match.end()
    return len(text)


def change_case(text: str, mode: str) -> str:
    r"""``change.case$`` (§364): ``l``, ``u``, or ``t`` for lower case but for the first letter and those after ``: ``.

    Accented and foreign letters change, too: ``{\'E}`` → ``{\'e}``, ``{\AE}`` → ``{\ae}``, in capitals ``{\ss}`` →
    ``{SS}``.
    """
    convert: Callable[[str], str] = str.upper if mode == "u" else str.lower
    changed: list[str] = []
    colon = blank = False
    for part, level in parts(text):
        kept = mode == "t" and (not changed or (colon and blank))
        if part in "{}" or (level and len(part) == 1):
            changed.append(part)
            colon = False
        elif level:
            changed.append(part if kept else _convert_special(part, convert))
            colon = False
        else:
            changed.append(part if kept else convert(part))
            colon = part == ":" or (colon and part.isspace())
        blank = part.isspace()
    return "".join(changed)


def _convert_special(part: str, convert: Callable[[str], str]) -> str:
    def one(match: re.Match[str]) -> str:
        name, rest = match.groups()
        if convert is str.upper and name in _LETTERS:
            return _LETTERS[name] + convert(rest).lstrip()
        table = _UPPER if convert is str.upper else _LOWER
        return "\\" + table.get(name, name) + convert(rest)

    return "{" + _CONTROL.sub(one, part[1:])


def purify(text: str) -> str:
    """``purify$`` (§431): letters and digits; a blank for white space, ties and hyphens; of special characters letters.

    Of control sequences only foreign letters stay, as plain ones.
    """
    return "".join(
        _purify_special(part)
        if len(part) > 1
        else part
        if part.isalnum()
        else " "
        if part.isspace() or part in "-~"
        else ""
        for part, _ in parts(text)
    )


def _purify_special(part: str) -> str:
    def one(match: re.Match[str]) -> str:
        name, rest = match.groups()
        letters = name[: 2 if name in _TWO_LETTERS else 1] if name in _FOREIGN else ""
        return letters + "".join(filter(str.isalnum, rest))

    return _CONTROL.sub(one, part[1:])


def add_period(text: str) -> str:
    """``add.period$`` (§361): a full stop behind ``text`` unless one of ``.?!`` ends it, braces left aside."""
    return text if not text or text.rstrip("}").endswith((".", "?", "!")) else text + "."


def substring(text: str, start: int, length: int) -> str:
    """``substring$`` (§437): ``length`` characters from ``start`` on, or up to ``-start`` counted from the end."""
    if start == 0 or length <= 0 or abs(start) > len(text):
        return ""
    if start > 0:
        return text[start - 1 : start - 1 + length]
    end = len(text) + start + 1
    return text[max(end - length, 0) : end]


def prefix(text: str, count: int) -> str:
    """``text.prefix$`` (§442): the first ``count`` characters, a special one as one, with the braces that they need."""
    taken: list[str] = []
    open_braces = 0
    for part, level in parts(text):
        if count <= 0:
            break
        taken.append(part)
        open_braces = 0 if len(part) > 1 else level
        count -= part not in "{}"
    return "".join(taken) + "}" * open_braces


def length(text: str) -> int:
    """``text.length$`` (§441): the number of characters, a special one as one, braces as none."""
    return sum(part not in "{}" for part, _ in parts(text))


def width(text: str, widths: Mapping[str, int]) -> int:
    """``width$`` (§450): the width in the font of ``widths``; of a special character without its braces."""
    return sum(_width_special(part, widths) if len(part) > 1 else widths.get(part, 0) for part, _ in parts(text))


_WIDE = {"ss": 500, "ae": 722, "oe": 778, "AE": 903, "OE": 1014}


def _width_special(part: str, widths: Mapping[str, int]) -> int:
    total = 0
    for name, rest in _CONTROL.findall(part[1:]):
        total += _WIDE.get(name) or (widths.get(name[0], 0) if name in _FOREIGN else 0)
        shown = rest if name else rest[1:]  # without the sign that is the command
        total += sum(widths.get(character, 0) for character in shown.lstrip() if character not in "{}")
    return total


def wrap(line: str) -> str:
    """A line of output (§323): broken at white space after 79 characters at most where that can be, set in by 2.

    Bytes of UTF-8 count, as for BibTeX.
    """
    if len(line) * 4 <= _WIDTH or len(line.encode("utf-8", "replace")) <= _WIDTH:
        return line.rstrip()
    lines = []
    rest = line.encode("utf-8", "replace")
    while len(rest) > _WIDTH:
        at = next((place for place in range(_WIDTH, _LEAST - 1, -1) if rest[place] in _BLANKS), 0)
        if not at:
            match = _BLANK_RUN.search(rest, _WIDTH + 1)
            if not match:
                break
            at = match.end() - 1
        lines.append(rest[:at].rstrip())
        rest = b"  " + rest[at + 1 :]
    return b"\n".join([*lines, rest.rstrip()]).decode()


_WIDTH = 79
_LEAST = 3
_BLANKS = b" \t"
_BLANK_RUN = regex(rb"[ \t]+(?=[^ \t])")
