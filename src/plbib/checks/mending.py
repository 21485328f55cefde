"""What is certain to mend a link: the one character too many or too few that everybody sees."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from plbib.checks.source import Texts, place_of, text_of
from plbib.findings import Code
from plbib.lists.markdown.links import LinkToken, scan
from plbib.model import Edit, Entry, Finding, Library, Place
from plbib.papers.identifiers import identify
from plbib.text.patterns import regex

_NESTED = regex(r"^\[([^\[\]]*)\]\s*\(\s*(https?://[^\s()<>]+(?:\([^\s()]*\)[^\s()<>]*)*)\s*\)$")
_TARGET = regex(r"\]\s?\((?P<target>[^\n]*)\)\s*$")
_SCHEME = regex(r"^(?:h?t?tt?ps?(?:\s?:\s?|(?=/))/{0,3}\s?)*(?=[\w-]+(?:\.[\w-]+)+/)")
_INNER = regex(
    r"\[(?P<before>[ \t]*)(?P<label>[^\[\]\s](?:[^\[\]]*[^\[\]\s])?)(?P<after>[ \t]*)\]\((?P<left>[ \t]*)"
    r"(?P<target>[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)(?P<right>[ \t]*)\)"
)


def with_edits(findings: Iterable[Finding], texts: Texts) -> Iterator[Finding]:
    """``findings`` of the reader, each with what mends it, if that is certain."""
    links: dict[tuple[str, int], dict[int, LinkToken]] = {}
    for finding in findings:
        place = finding.place
        if finding.code not in _MENDED or place is None or place.file not in texts or finding.edit:
            yield finding
            continue
        lines = texts[place.file].lines
        line = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
        if (place.file, place.line) not in links:  # many findings can be about one line
            tokens = (token for token in scan(line) if isinstance(token, LinkToken))
            links[place.file, place.line] = {token.start: token for token in tokens}
        token = links[place.file, place.line].get(place.column - 1)
        edit = _edit(place, line, token) if token else None
        yield replace(finding, edit=edit) if edit else finding


_MENDED = frozenset({str(Code.NESTED_LINK), str(Code.BAD_LINK)})


def _edit(place: Place, line: str, token: LinkToken) -> Edit | None:
    """What mends the link ``token``: a plain address in the place of a link, or its scheme."""
    match = _TARGET.search(line[: token.end], token.start)
    if match is None:
        return None
    old = match["target"]
    nested = _NESTED.match(old.strip())
    if nested:
        label, address = nested[1].strip(), nested[2]
        new = address if not label.startswith("http") or _same(label, address) else ""
    else:
        new = _with_scheme(old)
    if not new or new == old:
        return None
    return Edit(line=place.line, column=match.start("target") + 1, old=old, new=new)


def _same(one: str, other: str) -> bool:
    return one.rstrip("/").lower() == other.rstrip("/").lower()


def _with_scheme(target: str) -> str:
    """``target`` with a scheme that is missing or misspelled, if it then names a paper; else ``""``."""
    bare = _SCHEME.sub("", target.strip(), count=1)
    address = f"https://{bare}"
    return address if identify(address) and not identify(target.strip()) else ""


def blanks_in_links(entry: Entry, texts: Texts) -> Iterator[Finding]:
    """Blanks between the brackets of a link and what stands in them."""
    for number, start, line in text_of(entry, texts).of(entry):
        for match in _INNER.finditer(line, start):
            tidy = f"[{match['label']}]({match['target']})"
            if tidy != match[0] and not line.endswith("!", 0, match.start()):
                yield Code.PUNCTUATION.finding(
                    "a blank inside the brackets of a link",
                    "take it out",
                    Place(file=entry.place.file, line=number, column=match.start() + 1),
                    edit=Edit(line=number, column=match.start() + 1, old=match[0], new=tidy),
                )


def usual_affiliations(library: Library, texts: Texts) -> Iterator[Finding]:
    """Affiliations that most entries spell so but for capitals and blanks, each with its edit."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for record in library.records:
        for entry in record.entries:
            if entry.affiliation:
                entries["".join(entry.affiliation.casefold().split())].append(entry)
    for same in entries.values():
        (usual, times), *_ = Counter(entry.affiliation or "" for entry in same).most_common(1)
        if times * 3 < len(same) * 2 or times < _LEAST:
            continue
        for entry in same:
            other = entry.affiliation or ""
            if usual == usual.lower() and other != other.lower():
                continue  # whoever writes capitals knows why
            edit = text_of(entry, texts).edit(entry, other, usual, once=True) if other != usual else None
            if edit:
                yield Code.AFFILIATION_SPELLING.finding(
                    f"“{other}”, where {times:,} entries have “{usual}”",
                    f"write “{usual}”",
                    place_of(edit, entry),
                    edit=edit,
                )


_LEAST = 3
"""Entries that must spell an affiliation in one way for it to be the usual one."""
