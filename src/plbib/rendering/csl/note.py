"""Variables written into ``note``, as citeproc-js reads them: ``{:original-date: 1867}``, or lines of their own.

A line ``variable: value`` counts from the first or second line on, up to the first line of another shape.
"""

from typing import Any

from plbib.text.patterns import regex

_BRACED = regex(r"\{:((?:[-_a-z]+|[A-Z]+):[^}]+)\}")
_LINE = regex(r"([-_a-z]+|[A-Z]+):\s*([^}]+?)\s*")
_PARTS = regex(r"(?<!\s)\s*\|\|\s*")


def split(note: str, names: frozenset[str]) -> tuple[dict[str, Any], str]:
    """The variables in ``note`` (as in CSL-JSON: text, or of ``names`` a list of names), and the note without them."""
    variables: dict[str, Any] = {}
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
            variables.setdefault(variable[1], []).append(_name(variable[2]))
        else:
            variables[variable[1]] = variable[2]
    return variables, "\n".join(left).strip()


def _name(text: str) -> dict[str, str]:
    """``Family || Given``, or an organisation."""
    family, *given = _PARTS.split(text)
    return {"family": family, "given": given[0]} if len(given) == 1 else {"literal": text}
