"""Which papers a document cites; the end of the file's name tells its kind. A new kind is a file and a line here."""

import re
from collections.abc import Callable
from os.path import normpath
from pathlib import PurePath

from plbib.documents.aux import AUX
from plbib.documents.bcf import BCF
from plbib.documents.document import ALL, CitedKey, DocumentCitations, DocumentFile, DocumentKind, Load, ScannedText
from plbib.documents.markdown import MARKDOWN
from plbib.documents.tex import TEX
from plbib.errors import InputError, UsageError
from plbib.findings import Code
from plbib.model import Finding, Place

KINDS: dict[str, DocumentKind] = {
    ".aux": AUX,
    ".bcf": BCF,
    **dict.fromkeys((".tex", ".ltx", ".rnw"), TEX),
    **dict.fromkeys((".md", ".markdown", ".qmd", ".rmd"), MARKDOWN),
}
"""Ends of names of files, in lower case."""


def find_citations(name: str, load: Load) -> DocumentCitations:
    """What the document in the file ``name`` cites, with the files it includes.

    Raises :class:`UsageError` for a file of another kind, :class:`InputError` for one that is not there.
    """
    kind = KINDS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise UsageError(f"{name}: not a document whose citations are known", f"give one of: {', '.join(KINDS)}")
    root = PurePath(name).parent
    keys: dict[str, Place] = {}
    lost: dict[tuple[str, ...], Finding] = {}
    seen: set[str] = set()
    waiting = [DocumentFile(names=(name,), folder=root)]
    while waiting:
        file = waiting.pop()
        for path in file.names:
            if normpath(path) in seen:
                break
            text = load(path)
            if text is not None:
                seen.add(normpath(path))
                part = _text(path, text, kind.mask, file.folder, root)
                for key, at in kind.citations(part):
                    keys.setdefault(key, part.place(at))
                waiting += reversed([*kind.includes(part)])
                break
        else:
            lost.setdefault(file.names, _missing(file))
    everything = keys.pop(ALL, None) is not None
    citations = tuple(CitedKey(key, place) for key, place in keys.items())
    return DocumentCitations(citations=citations, everything=everything, findings=tuple(lost.values()))


def _text(name: str, text: str, mask: Callable[[str], str], folder: PurePath, root: PurePath) -> ScannedText:
    text = text.removeprefix("\ufeff").replace("\r\n", " \n").replace("\r", "\n")
    starts = (0, *(match.end() for match in re.finditer("\n", text)))
    return ScannedText(name=name, text=text, masked=mask(text), starts=starts, folder=folder, root=root)


def _missing(file: DocumentFile) -> Finding:
    if file.place is None:
        raise InputError(f"{file.names[0]}: no such file", "check the path")
    return Code.MISSING_FILE.finding(
        message=f"{file.names[0]} is included, but is not there",
        place=file.place,
    )
