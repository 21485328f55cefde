"""What LaTeX wrote into a ``.aux`` file: citations of BibTeX and of biblatex."""

import re
from collections.abc import Iterator

from plbib.documents.document import ALL, DocumentKind, ScannedText, split_keys
from plbib.documents.tex import find_includes

_AUX = re.compile(r"\\(?:citation|abx@aux@(?:cite|nocite)(?:\{\d+\})?)\{([^{}]*)\}|\\abx@aux@(nociteall)\b")


def _find_keys(text: ScannedText) -> Iterator[tuple[str, int]]:
    for match in _AUX.finditer(text.masked):
        yield from split_keys(match[1] or (ALL if match[2] else ""), match.start(match.lastindex or 0))


AUX = DocumentKind(mask=str, citations=_find_keys, includes=find_includes)
