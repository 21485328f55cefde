r"""Items of LaTeX (``\bibitem``, ``\item``) as Markdown, line by line: emphasis, quotation marks, addresses."""

import re

from plbib.lists.markup.converted import Converted, reading
from plbib.model import Reading
from plbib.text.patterns import regex

_ITEM = regex(r"^[ \t]*\\(?:bib)?item\b[ \t]*(?:\[[^\[\]\n]*\])?(?:\{[^{}\n]*\})?[ \t]*", re.MULTILINE)
_HEADING = regex(r"^[ \t]*\\(sub)?(sub)?section\*?\{([^{}\n]*)\}[ \t]*$", re.MULTILINE)
_NOTHING = regex(
    r"^[ \t]*\\(?:begin|end|newblock|documentclass|usepackage|label)\b(?:\[[^\[\]\n]*\])?(?:\{[^{}\n]*\})*",
    re.MULTILINE,
)
_STYLED = regex(r"\\(emph|textit|textsl|textbf)\{((?:[^{}\n]|\{[^{}\n]*\})*)\}|\{\\(em|it|sl|bf)\s+([^{}\n]*)\}")
_ADDRESS = regex(r"\\url\{([^{}\s]*)\}")
_LINK = regex(r"\\href\{([^{}\s]*)\}\{([^{}\n]*)\}")
_BOLD = frozenset(["textbf", "bf"])


def markdown(text: str) -> str:
    """``text`` with the same lines."""
    text = _HEADING.sub(lambda found: f"{'#' * (2 + sum(map(bool, found.group(1, 2))))} {found[3]}", text)
    text = _NOTHING.sub("", _ITEM.sub("- ", text))
    text = _LINK.sub(r"[\2](\1)", _ADDRESS.sub(r"<\1>", text))
    text = _STYLED.sub(_styled, text)
    return text.replace("\\newblock", "").replace("``", "“").replace("''", "”").replace("\\&", "&").replace("~", " ")


def _styled(found: "re.Match[str]") -> str:
    mark = "**" if (found[1] or found[3]) in _BOLD else "*"
    return f"{mark}{found[2] or found[4]}{mark}"


def read(text: str, file: str, _: object) -> Reading:
    """The list in a text of this kind."""
    return reading(Converted(markdown(text)), file)
