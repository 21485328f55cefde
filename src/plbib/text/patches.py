"""What changed in a text, as a unified diff that ``git apply`` and ``patch`` take."""

from difflib import unified_diff

from plbib.text.patterns import regex

_LINE = regex(r"[^\n]*\n|[^\n]+")


def patch(before: str, after: str, name: str) -> str:
    """The unified diff of two states of the file ``name``; ``""`` if they are the same."""
    lines = unified_diff(_LINE.findall(before), _LINE.findall(after), f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
