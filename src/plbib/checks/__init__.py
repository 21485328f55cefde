"""Findings about a list, and about how it and the records of its papers agree. One function a check, in four lists."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from plbib.checks.links import better_link, find_tracking, insecure_link, shared_links, wrong_link
from plbib.checks.markup import empty_sections, malformed_link, open_bracket
from plbib.checks.mending import blanks_in_links, with_edits
from plbib.checks.records import (
    bad_number,
    check_notices,
    check_unresolved,
    title_differs,
    venue_differs,
    venue_findings,
    venue_journal,
    without_field,
    without_tex,
    year_differs,
)
from plbib.checks.source import ListText, Texts
from plbib.checks.wording import affiliations, punctuation, shouted_title
from plbib.model import Entry, Finding, Library, Record


def check(library: Library, texts: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    """All findings about ``library``, those of reading it included, in the order of their places.

    ``texts`` are the list's files by the names that places have for them; what needs the very words of the list is not
    looked for without them, and no finding has an edit.
    """
    lines = {name: ListText(text) for name, text in (texts or {}).items()}
    findings = [*with_edits(library.findings, lines)]
    for record in library.records:
        for of_record in RECORD_CHECKS:
            findings += of_record(record)
        for entry in record.entries:
            for of_entry in ENTRY_CHECKS:
                findings += of_entry(entry, lines)
            for agree in AGREEMENT_CHECKS if not record.listed_only else ():
                findings += agree(entry, record, lines)
            findings += shouted_title(entry, record, lines)
    findings += shared_links(library)
    for of_list in LIST_CHECKS:
        findings += of_list(library, lines)
    return sort(findings)


def sort(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of their places."""
    return tuple(sorted(findings, key=_order))


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    place = finding.place
    return (
        (place.file, place.line, place.column, finding.code, finding.message)
        if place
        else ("", 0, 0, finding.code, finding.message)
    )


RECORD_CHECKS: tuple[Callable[[Record], Iterator[Finding]], ...] = (
    check_unresolved,
    check_notices,
    without_tex,
    without_field,
    bad_number,
)
ENTRY_CHECKS: tuple[Callable[[Entry, Texts], Iterator[Finding]], ...] = (
    insecure_link,
    find_tracking,
    malformed_link,
    open_bracket,
    blanks_in_links,
)
AGREEMENT_CHECKS: tuple[Callable[[Entry, Record, Texts], Iterator[Finding]], ...] = (
    wrong_link,
    title_differs,
    venue_findings,
    venue_journal,
    venue_differs,
    year_differs,
    better_link,
)
"""Of papers that a source knows."""
LIST_CHECKS: tuple[Callable[[Library, Texts], Iterator[Finding]], ...] = (empty_sections, punctuation, affiliations)
