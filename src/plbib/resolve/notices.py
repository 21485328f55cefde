"""Retraction, withdrawal, correction: what titles of records and remarks of their authors say of the paper itself."""

import re

from plbib.model import Notice, NoticeKind, Record
from plbib.text.patterns import regex

_MARKED = regex(
    r"^\W*(?P<kind>retracted|withdrawn|temporary removal|removed)(?: (?:article|paper|chapter|publication))?"
    r"\s*[\]):：-]+\s*(?P<title>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""A title that its publisher marked when the paper was taken back: ``RETRACTED ARTICLE: …``, ``[Withdrawn] …``."""
_TAKEN_BACK = regex(
    r"\b(?:this (?:paper|article|submission|manuscript|version|work) )?(?:has been|was|is) withdrawn\b|^withdrawn\b",
    re.IGNORECASE,
)
"""A remark of authors on a preprint that they took back."""


def bare_title(title: str) -> str:
    """``title`` without the mark of a paper that was taken back."""
    marked = _MARKED.match(title)
    return marked["title"] if marked else title


def of_title(title: str, source: str = "") -> tuple[Notice, ...]:
    """What the mark in a title says; nothing of a title without one, such as that of the notice itself."""
    marked = _MARKED.match(title)
    if not marked:
        return ()
    retracted = marked["kind"].lower() == "retracted"
    return (Notice(kind=NoticeKind.RETRACTION if retracted else NoticeKind.WITHDRAWAL, source=source),)


def of_remark(text: str, source: str = "") -> tuple[Notice, ...]:
    """What a remark on a preprint says: ``This paper has been withdrawn by the authors``."""
    return (Notice(kind=NoticeKind.WITHDRAWAL, source=source),) if _TAKEN_BACK.search(text) else ()


def of_record(record: Record, source: str) -> tuple[Notice, ...]:
    """Everything that a record tells of its paper: its own notices, those of its title and of its remark."""
    own = (Notice(kind=notice.kind, name=notice.name, source=notice.source or source) for notice in record.notices)
    return (*own, *of_title(record.item.title, source), *of_remark(record.item.note or "", source))
