"""What a log of TeX tells of a paper that compiles and yet is not as it should be, with the places."""

import re
from collections.abc import Iterable, Iterator

_MOST = 5.0
"""Points by which a line may be too long: nobody sees them."""
_OVERFULL = re.compile(r"Overfull \\([hv])box \((\d+\.\d+)pt too (?:wide|high)\)(.*)")
_LINES = re.compile(r"lines? (\d+)")
_FLOAT = re.compile(r"LaTeX Warning: Float too large for page by (\d+\.\d+)pt on input line (\d+)")
_MISSING = re.compile(r"Missing character: (?:There is no (\S+)(?: \(U\+[0-9A-F]+\))? in font|U\+([0-9A-F]+))")
_UNDEFINED = re.compile(
    r"(?:LaTeX|Package natbib) Warning: Citation [`'](.+?)' on page \d+ undefined on input line (\d+)"
)
_FILE = re.compile(r"\((?:\./)?([\w@+.-]+\.(?:tex|bbl))(?=[\s()]|$)|[()]")
_SHOWN = 20


def troubles(log: str) -> tuple[str, ...]:
    """Lines and pages that are too small for what stands in them, citations of nothing, characters that no font has."""
    placed = [*_placed(log.splitlines())]
    characters = sorted({_character(match) for match in _MISSING.finditer(log)})
    named = ", ".join(f"{one} (U+{ord(one):04X})" for one in characters[:_SHOWN])
    more = f" and {len(characters) - _SHOWN} more" if len(characters) > _SHOWN else ""
    lacking = f"the fonts lack {named}{more}: name one that has them by --font, with --engine lualatex"
    return (*dict.fromkeys(placed), *([lacking] if characters else []))


def _character(match: re.Match[str]) -> str:
    return chr(int(match[2], 16)) if match[2] else match[1][0]


def _placed(lines: Iterable[str]) -> Iterator[str]:
    """What is too large, each with the file that TeX reads there and its line."""
    files: list[str] = []
    shown = False  # the text of a box, up to an empty line
    for line in lines:
        overfull, large, unknown = _OVERFULL.match(line), _FLOAT.match(line), _UNDEFINED.match(line)
        here = next((file for file in reversed(files) if file), "main.tex")
        if unknown:
            yield f"{here}:{unknown[2]}: {unknown[1]} is cited, but no .bib has it"
        elif large:
            yield f"{here}:{large[2]}: a figure or table is {float(large[1]):.1f} pt too high for a page"
        elif overfull and float(overfull[2]) > _MOST:
            at = _LINES.search(overfull[3])
            what = "line" if overfull[1] == "h" else "page"
            yield f"{here}{f':{at[1]}' if at else ''}: a {what} is {float(overfull[2]):.1f} pt too long"
        shown = bool(overfull or line.startswith("Underfull")) or (shown and bool(line.strip()))
        if not shown:
            _follow(line, files)


def _follow(line: str, files: list[str]) -> None:
    """Keep account of the files that TeX opens and closes in ``line``; other brackets are files without a name."""
    for match in _FILE.finditer(line):
        if match[0] == ")":
            if files:
                files.pop()
        else:
            files.append(match[1] or "")
