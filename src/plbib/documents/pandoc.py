"""Citations in pandoc's Markdown (manual, "Citation syntax"): ``[see @a, pp. 33-35; -@b]``, ``@a [p. 5]``, ``-@a``."""

import re
from collections.abc import Iterator

from msgspec import Struct

from plbib.documents.document import ScannedText
from plbib.documents.markdown import MARKDOWN
from plbib.papers.clusters import Cite, Cluster
from plbib.text.patterns import regex

_KEY = regex(r"(-?)(?<![\w\\.])@(?:\{((?:[^{}\s]|\{[^{}\s]*\})+)\}|(\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*))")
_LABELS = {
    "book": "bk bks book books",
    "chapter": "ch chap chaps chapter chapters",
    "column": "col cols column columns",
    "figure": "fig figs figure figures",
    "folio": "fol fols folio folios",
    "issue": "no nos number numbers issue issues",
    "line": "l ll line lines",
    "note": "n nn note notes",
    "opus": "op opp opus opera",
    "page": "p pp page pages",
    "paragraph": "para paras paragraph paragraphs ¶ ¶¶",
    "part": "pt pts part parts",
    "section": "sec secs section sections § §§",
    "sub-verbo": "s.v s.vv",
    "verse": "v vv verse verses",
    "volume": "vol vols volume volumes",
}
"""The words before a locator, by the name CSL has for what they count."""
_BY_WORD = {word: label for label, words in _LABELS.items() for word in words.split()}
_WORDS = "|".join(sorted(map(re.escape, _BY_WORD), key=len, reverse=True))
_NUMBER = r"(?:[A-Za-z]{0,3}\d[\w.:]*(?<![.:])|[ivxlcdm]+\b)"
_LOCATOR = regex(
    rf"\s*,?\s*(?:(?P<word>{_WORDS})\b\.?|(?P<sign>§§?|¶¶?))?\s*(?P<number>{_NUMBER}(?:\s*[-–&,]+\s*{_NUMBER})*)",
    re.IGNORECASE,
)
_BRACED = regex(r"\s*,?\s*\{([^{}]*)\}")
_NOTE = regex(r"^\[\^([^\]\s]+)\]:|\^\[|\[\^[^\]\s]+\](?!:)", re.MULTILINE)


class PlacedCluster(Struct, frozen=True, kw_only=True):
    """A citation and where it stands: from ``start`` to before ``end``; ``in_note`` if that is a note already."""

    start: int
    end: int
    cluster: Cluster
    in_note: bool = False


def parse(text: str) -> Cluster | None:
    """One citation: ``[see @a, p. 5; @b]``, the same without brackets around it, ``@a [p. 5]`` or ``-@a``."""
    found = find(text.strip())
    if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text.strip())):
        return found[0].cluster
    cites = _cites(text)
    return Cluster(cites=cites) if cites else None


def find(text: str) -> list[PlacedCluster]:
    """The citations of a document in order; what is code, a comment or an address holds none."""
    masked = MARKDOWN.mask(text)
    labels = set(_own_labels(text, masked))
    found: list[PlacedCluster] = []
    at = 0
    while match := _KEY.search(masked, at):
        start, end, cluster = _around(masked, match)
        at = end
        if not any(cite.key in labels for cite in cluster.cites):
            in_note = masked.rfind("^[", 0, start) > masked.rfind("]", 0, start) or _in_definition(masked, start)
            found.append(PlacedCluster(start=start, end=end, cluster=cluster, in_note=in_note))
    return found


def _own_labels(text: str, masked: str) -> Iterator[str]:
    """Keys of the document's own figures and sections, which are no papers."""
    papers = {key for key, _ in MARKDOWN.citations(_whole(text, masked))}
    yield from (match[2] or match[3] for match in _KEY.finditer(masked) if (match[2] or match[3]) not in papers)


def _whole(text: str, masked: str) -> ScannedText:
    from pathlib import PurePath

    return ScannedText(name="", text=text, masked=masked, starts=(0,), folder=PurePath(), root=PurePath())


def _around(masked: str, match: re.Match[str]) -> tuple[int, int, Cluster]:
    """The citation that a key belongs to: the brackets around it, else the key with brackets behind it."""
    opened = _opening(masked, match.start())
    if opened >= 0:
        end = _closing(masked, opened)
        if end > match.end() - 1 and masked[end : end + 1] != "(":
            return opened, end + 1, Cluster(cites=_cites(masked[opened + 1 : end]))
    start, end = match.start(), match.end()
    suppressed = bool(match[1])
    first = Cite(key=match[2] or match[3], suppress_author=suppressed)
    behind = re.compile(r"[ \t]?\[").match(masked, end)
    close = _closing(masked, behind.end() - 1) if behind else -1
    if behind and close > 0 and masked[close + 1 : close + 2] not in ("(", "["):
        head, *rest = masked[behind.end() : close].split(";")
        more: tuple[Cite, ...] = ()
        if "@" in head:
            more = _cites(masked[behind.end() : close])
        else:
            first = _located(first, head)
            more = _cites(";".join(rest))
        return start, close + 1, Cluster(cites=(first, *more), textual=not suppressed)
    return start, end, Cluster(cites=(first,), textual=not suppressed)


def _opening(masked: str, at: int) -> int:
    """Where the brackets open that a place stands in, in its paragraph; -1 if in none."""
    depth = 0
    for place in range(at - 1, max(at - 2000, -1), -1):
        if masked[place] == "]":
            depth += 1
        elif masked[place] == "[":
            if not depth:
                return place if masked[place - 1 : place] not in ("^", "!") or not place else -1
            depth -= 1
        elif masked.startswith("\n\n", place):
            return -1
    return -1


def _closing(masked: str, opened: int) -> int:
    depth = 0
    for place in range(opened, min(len(masked), opened + 4000)):
        depth += {"[": 1, "]": -1}.get(masked[place], 0)
        if not depth:
            return place
    return -1


def _in_definition(masked: str, at: int) -> bool:
    """Whether a place stands in the text of a footnote."""
    start = masked.rfind("\n\n", 0, at) + 1
    return bool(re.match(r"\n?\[\^[^\]\s]+\]:", masked[start:at] or " "))


def _cites(text: str) -> tuple[Cite, ...]:
    """What stands between brackets: papers between semicolons, each with words around it."""
    cites: list[Cite] = []
    for part in text.split(";"):
        match = _KEY.search(part)
        if match is None:
            if cites and part.strip():  # a semicolon of the words behind
                cites[-1] = _with_suffix(cites[-1], f";{part}")
            continue
        cite = Cite(
            key=match[2] or match[3],
            prefix=" ".join(part[: match.start()].split()),
            suppress_author=bool(match[1]),
        )
        cites.append(_located(cite, part[match.end() :]))
    return tuple(cites)


def _with_suffix(cite: Cite, more: str) -> Cite:
    from msgspec.structs import replace

    return replace(cite, suffix=cite.suffix + more.rstrip())


def _located(cite: Cite, behind: str) -> Cite:
    """``cite`` with the locator and the words that stand behind its key."""
    from msgspec.structs import replace

    braced = _BRACED.match(behind)
    inner = braced[1] if braced else behind
    match = _LOCATOR.match(inner)
    if not match or (
        not braced
        and not match["word"]
        and not match["sign"]
        and not inner.lstrip().startswith(",")
        and not _bare(inner)
    ):
        rest = (behind[braced.end() :] if braced else behind).rstrip()
        return replace(
            cite, locator=inner.strip() if braced else "", suffix=" ".join(rest.split()) if rest.strip() else ""
        )
    word = (match["word"] or match["sign"] or "p").lower()
    rest = behind[braced.end() :] if braced else inner[match.end() :]
    return replace(cite, locator=" ".join(match["number"].split()), label=_BY_WORD[word], suffix=rest.rstrip())


def _bare(text: str) -> bool:
    """Whether brackets behind a key hold a number alone: ``@a [33]``."""
    return bool(re.fullmatch(rf"\s*{_NUMBER}(?:\s*[-–&,]+\s*{_NUMBER})*\s*", text))
