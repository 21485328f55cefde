"""Variables written into ``note``, as citeproc-js reads them: ``{:original-date: 1867}``, or lines of their own.

A line ``variable: value`` counts from the first or second line on, up to the first that is none.
"""

import re
from typing import Any

_BRACED = re.compile(r"\{:((?:[-_a-z]+|[A-Z]+):[^}]+)\}")
_LINE = re.compile(r"([-_a-z]+|[A-Z]+):\s*([^}]+?)\s*")
_PARTS = re.compile(r"\s*\|\|\s*")


def split(note: str, names: frozenset[str]) -> tuple[dict[str, Any], str]:
    """The variables in ``note`` (as in CSL-JSON: text, or of ``names`` a list of names), and the note without them."""
    found: dict[str, Any] = {}
    left: list[str] = []
    lines = _BRACED.sub(r"\n\1\n", note).split("\n")
    for at, line in enumerate(lines):
        variable = _LINE.fullmatch(line)
        if not line.strip():
            continue
        if variable is None:
            if at:
                left += lines[at:]
                break
            left.append(line)
        elif variable[1] in names:
            found.setdefault(variable[1], []).append(_name(variable[2]))
        else:
            found[variable[1]] = variable[2]
    return found, "\n".join(left).strip()


def _name(text: str) -> dict[str, str]:
    """``Family || Given``, or an organisation."""
    family, *given = _PARTS.split(text)
    return {"family": family, "given": given[0]} if len(given) == 1 else {"literal": text}
