"""Links to a paper's bibliography entry, put beside the other links of the entries of a list, renewed, or taken out."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plbib.lists.markdown import links
from plbib.lists.markdown.links import LinkToken
from plbib.lists.reader import read
from plbib.lists.writing import edits
from plbib.model import Edit, Entry, Place, Reading
from plbib.text.patterns import regex

LABEL = "bib"
_BREAK = regex(r"</?br\s?/?>$")
_ANYWHERE = Place(file="")


class Linked(Struct, frozen=True, kw_only=True):
    """A list with its links; entries that have none, as they would be read otherwise with one."""

    text: str
    left: tuple[Entry, ...] = ()


def with_links(text: str, reading: Reading, targets: Mapping[int, str], own: str) -> Linked:
    """``text`` with a link for each entry; ``targets`` are addresses by the entry's first line.

    Links with an address that begins with ``own`` are those of an earlier run: they are renewed, and taken out where an
    entry has no target. The reader finds the same entries afterwards; what it would not is left without a link.
    """
    lines = edits.lines_of(text)
    ways = [list(_ways(entry, lines, targets.get(entry.place.line, ""), own)) for entry in reading.entries]
    chosen = [0] * len(ways)
    while True:
        made = edits.apply(text, [edit for way, at in zip(ways, chosen, strict=True) for edit in way[at : at + 1]])
        after = read(made, "").entries
        if len(after) == len(ways):
            pairs = zip(reading.entries, after, strict=True)
            wrong = [number for number, (old, new) in enumerate(pairs) if _without(old, own) != _without(new, own)]
        else:
            wrong = list(range(len(ways)))
        wrong = [number for number in wrong if chosen[number] < len(ways[number])]
        if not wrong:
            break
        for number in wrong:
            chosen[number] += 1
    left = [number for number, way in enumerate(ways) if way and chosen[number] == len(way)]
    return Linked(text=made, left=tuple(reading.entries[number] for number in left))


def with_line(text: str, page: str, count: int) -> str:
    """``text`` with a badge and a line below its title that lead to the page at ``page``, which has ``count`` papers.

    The line of an earlier run is renewed, and taken out for no papers. Where the list would be read otherwise with it,
    ``text`` is as it was.
    """
    lines = text.split("\n")
    end = "\r" if "\r\n" in text else ""
    papers = "the paper" if count == 1 else f"all {count} papers"
    line = f"[![BibTeX]({page}badge.svg)]({page}) [BibTeX of {papers}]({page}papers.bib)"
    there = next((at for at, old in enumerate(lines) if _is_line(old, page)), None)
    if there is not None:
        has_blank = there > 0 and not lines[there - 1].strip()
        part = slice(there, there + 1) if count else slice(there - has_blank, there + 2 - has_blank)
        lines[part] = [line + end] if count else []
    elif count:
        at = _below_title(lines)
        is_free = at > 0 and (at == len(lines) or not lines[at].strip())
        lines[at:at] = [end, line + end] if is_free else [line + end, end]
    made = "\n".join(lines)
    before, after = read(text, ""), read(made, "")
    same = [_without(entry, "") for entry in before.entries] == [_without(entry, "") for entry in after.entries]
    return made if same and len(before.findings) == len(after.findings) else text


def has_line(text: str, page: str) -> bool:
    """Whether a line of an earlier run stands in ``text``."""
    return any(_is_line(line, page) for line in edits.lines_of(text))


def _is_line(line: str, page: str) -> bool:
    return line.startswith(f"[![BibTeX]({page}badge.svg)]({page}) [") and line.rstrip().endswith(f"]({page}papers.bib)")


def _below_title(lines: Sequence[str]) -> int:
    """The number of the line below the first heading, or below a page's front matter; from 0."""
    start = 0
    if lines and lines[0].rstrip() == "---":
        start = next((at for at, line in enumerate(lines[1:], 2) if line.rstrip() == "---"), 0)
    titles = (at for at, line in enumerate(lines[start:], start + 1) if _TITLE.match(line))
    return next(titles, start)


_TITLE = regex(r"# +\S")


def _without(entry: Entry, own: str) -> Entry:
    """What an entry says apart from our link, wherever it stands."""
    others = tuple(link for link in entry.links if not _is_own(link.label, link.url, own))
    return replace(entry, links=others, place=_ANYWHERE, end_line=1)


def _is_own(label: str, target: str, own: str) -> bool:
    return label.strip("[]").lower() == LABEL and target.startswith(own)


def _ways(entry: Entry, lines: Sequence[str], target: str, own: str) -> Iterator[Edit]:
    """The edits that give an entry its link, the best first; none where nothing is to change."""
    there = [
        (number, token)
        for number in range(entry.place.line, entry.end_line + 1)
        for token in links.scan(lines[number - 1])
        if isinstance(token, LinkToken)
    ]
    ours = next(((number, token) for number, token in there if _is_own(token.label, token.target, own)), None)
    if ours:
        number, token = ours
        if token.target != target:
            yield _renewed(number, lines[number - 1], token, target)
        return
    if not target:
        return
    named = [(number, token) for number, token in there if token.label]
    if named:
        number, token = named[-1]
        yield _behind(number, lines[number - 1], token, target)
    for number in dict.fromkeys((entry.end_line, entry.place.line)):
        line = _trimmed(lines[number - 1])
        if not line.endswith("|"):
            yield Edit(line=number, column=len(line) + 1, old="", new=f" {_markdown(target)}")


def _trimmed(line: str) -> str:
    """``line`` without blanks and line breaks at its end."""
    line = line.rstrip()
    while ending := _BREAK.search(line, max(0, len(line) - _LONGEST_BREAK)):
        line = line[: ending.start()].rstrip()
    return line


_LONGEST_BREAK = len("</br />")


def _markdown(target: str, *, wrapped: bool = False) -> str:
    written = f"[{LABEL}]({target})"
    return f"[{written}]" if wrapped else written


def _behind(number: int, line: str, token: LinkToken, target: str) -> Edit:
    """A link behind ``token``, in its form: HTML, in brackets of its own, or neither."""
    wrapped = line[: token.start].endswith("[") and line.startswith("]", token.end)
    if line.startswith("<", token.start):
        new = f' <a href="{target}">{LABEL}</a>'
    else:
        new = f" {_markdown(target, wrapped=wrapped)}"
    return Edit(line=number, column=token.end + wrapped + 1, old="", new=new)


def _renewed(number: int, line: str, token: LinkToken, target: str) -> Edit:
    """Our link with another address, or, without one, taken out with the blank and the brackets around it."""
    start, end = token.start, token.end
    if target:
        old = line[start:end]
        return Edit(line=number, column=start + 1, old=old, new=old.replace(token.target, target))
    if line[:start].endswith("[") and line.startswith("]", end):
        start, end = start - 1, end + 1
    start -= line[:start].endswith(" ")
    return Edit(line=number, column=start + 1, old=line[start:end], new="")
