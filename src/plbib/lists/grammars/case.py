"""``Roe v. Wade, 410 U.S. 113 (1973)``: a case before a court; its parties are the title, and nobody wrote it."""

import re

from plbib.lists import titles
from plbib.lists.fields.sentences import EDGE
from plbib.lists.lexed import Fields, Lexed, Title, light
from plbib.text.patterns import regex

_PARTIES = regex(r"(?=[^\W_a-z])(?:.{1,150} (?:vs?\.?|c\.) .{1,150}|(?:In re|Ex parte|Matter of) .{1,150})")
_REPORTER = r"[A-Z][^\n\d()\[\]]{0,30}?(?: ?[234]d)?"
_YEAR = r"(?:1[6-9]|20)\d\d"
_REPORTED = regex(
    rf"(?<=[\s*_])(?P<volume>\d{{1,4}}) (?P<reporter>{_REPORTER})(?: \([^()\n]{{1,30}}\))? "
    rf"(?P<pages>\d{{1,5}}|_{{2,4}})(?:,\s*[\d–-]+)*\s*\([^()\n]{{0,40}}?(?P<year>{_YEAR})\)"
)
_NEUTRAL = regex(
    rf"(?<=[\s*_])[\[(](?P<year>{_YEAR})[\])],? (?:(?P<volume>\d{{1,3}}) )?"
    rf"(?P<reporter>{_REPORTER}) (?P<pages>\d{{1,5}})"
)
"""``[1932] AC 562``, ``(1868) LR 3 HL 330``: the year stands before the reporter."""
_DATED = regex(rf"{_YEAR}[)\]]")
"""Stands in both, and is looked for in a fifth of the time."""
_LONGEST = 500


def title(lexed: Lexed) -> Title | None:
    """The parties, where volume, reporter and page follow them."""
    text = lexed.text[:_LONGEST]
    report = (_REPORTED.search(text) or _NEUTRAL.search(text)) if _DATED.search(text) else None
    if report is None or any(link.start < report.start() for link in lexed.links):
        return None
    parties = titles.plain(text[: report.start()]).strip(EDGE)
    if not _PARTIES.fullmatch(parties):
        return None
    return Title(0, report.start(), parties, 3, None, said=_fields(report, lexed))


def _fields(report: "re.Match[str]", lexed: Lexed) -> Fields:
    """The reporter as venue, with its numbers; what else the line says is a note."""
    pages = report["pages"].strip("_") or None
    said = Fields(venue=report["reporter"].strip(), year=int(report["year"]), volume=report["volume"], pages=pages)
    end = lexed.links[0].start if lexed.links else len(lexed.text)
    rest = titles.plain(lexed.text[report.end() : end]).strip(EDGE + "([")
    if not light(rest) and not titles.is_role(rest):
        said.notes.append(rest)
    return said
