"""What biblatex asks of biber, in a ``.bcf`` file."""

import re
from collections.abc import Iterator
from html import unescape

from plbib.documents.document import DocumentKind, ScannedText, split_keys

_BCF = re.compile(r"<bcf:citekey\b([^<>]*)>([^<>]*)</bcf:citekey>")
_MEMBERS = re.compile(r'\bmembers="([^"]*)"')


def _find_keys(text: ScannedText) -> Iterator[tuple[str, int]]:
    """The keys; of a set that the document makes (``type="set"``) its members."""
    sets = {name for options, name in _BCF.findall(text.masked) if 'type="set"' in options}
    for row in _BCF.finditer(text.masked):
        members = _MEMBERS.search(row[1])
        at = row.start(1) + members.start(1) if members else row.start(2)
        group = members[1] if members else "" if row[2] in sets else row[2]
        yield from ((unescape(key), place) for key, place in split_keys(group, at))


BCF = DocumentKind(mask=str, citations=_find_keys)
