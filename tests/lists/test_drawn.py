"""Forms put together by chance, and files with a piece left out or said twice, as they are read: digests.

``python -m tests.lists.test_drawn NAME`` prints what is behind a line.
"""

import re
import sys
from collections.abc import Callable, Iterator

from plbib.errors import InputError
from plbib.lists.reader import read
from plbib.lists.writing.forms import lines_of, samples
from plbib.lists.writing.insertion import EntryInsertionError, insert
from plbib.text.unicode import digest
from tests.lists.forms import PAPERS, Paper
from tests.lists.test_insertion import OTHERS
from tests.lists.test_known_forms import MARKUP
from tests.lists.test_whole_readings import SAMPLES, whole
from tests.pinned.functions import chance

_TITLES = (
    "{}",
    "**{}**",
    "*{}*",
    '"{}"',
    "[{}](URL)",
    "**[{}](URL)**",
    "“{}”",
    "`{}`",
    "<b>{}</b>",
    "__{}__",
    "«{}»",
    "{}.",
)
_VENUES = (
    "VENUE YEAR", "*VENUE*, YEAR", "(VENUE YEAR)", "[VENUE YEAR]", "In Proceedings of VENUE, YEAR", "`VENUE YEAR`",
    "VENUE, MONTH YEAR", "**VENUE**", "YEAR", "(YEAR)", "JOURNAL, 12(3), 1-9, YEAR", "*JOURNAL* 12 (YEAR) 45",
    "VENUE'YY", "MONTH YEAR", "[VENUE'YY]", "arXiv preprint arXiv:2301.00001, YEAR", "_VENUE_ (oral)", "",
)  # fmt: skip
_PEOPLE = (
    "FULL", "INITIALS", "TURNED", "FIRST et al.", "*FULL*", "by FULL", "FULL, PLACE", "(FULL)", "", "FIRST (PLACE)",
    "**FIRST**, others", "FAMILIES", "Authors: FULL", "FULL*",
)  # fmt: skip
_LINKS = (
    "[[pdf](URL)] [[code](CODE)]", "[paper](URL) | [code](CODE)", "(URL)", "URL", "[[Paper]](URL) [[Code]](CODE)", "",
    "[arXiv](URL)", "<URL>", "[link](URL), [slides](https://a.org/s.pdf)", '<a href="URL">pdf</a>',
    "![](CODE) [PDF](URL)",
)  # fmt: skip
_EXTRA = (
    "",
    "",
    "(oral)",
    "[survey]",
    "🔥",
    "`kites`",
    "SHORT:",
    "*best paper*",
    "A note on kites, and on strings.",
    "[[1]]",
)
_BETWEEN = (", ", ". ", " ", " - ", ": ", " – ", "; ", " | ", "\n  ", "  \n  ", " <br> ", ".\n  - ")
_MARKERS = ("- ", "* ", "1. ", "", "> ", "+ ", "- [ ] ", "[1] ", "### ", "| ")
_HEADINGS = (
    "## Flying",
    "## 2023",
    "### ICLR 2023",
    "# Papers",
    "## Tools",
    "**Strings**",
    "## Table of Contents\n## Reels",
    "",
)
FORMS = 600


def _pick(choices: tuple[str, ...], nth: int, what: str) -> str:
    return choices[chance(nth, what) % len(choices)]


def _filled(part: str, paper: Paper) -> str:
    families = [name.split()[-1] for name in paper.names]
    turned = [f"{name.split()[-1]}, {name[0]}." for name in paper.names]
    for word, value in {
        "URL": paper.url, "CODE": paper.code, "VENUE": paper.venue, "YEAR": str(paper.year), "MONTH": paper.month,
        "JOURNAL": paper.journal, "'YY": f"'{paper.year % 100}", "FULL": ", ".join(paper.names), "SHORT": paper.short,
        "INITIALS": " and ".join(f"{name[0]}. {name.split()[-1]}" for name in paper.names), "PLACE": paper.place,
        "TURNED": ", ".join(turned), "FIRST": paper.names[0], "FAMILIES": " & ".join(families), "{}": paper.title,
    }.items():  # fmt: skip
        part = part.replace(word, value)
    return part


def drawn(nth: int) -> str:
    """A list whose entries have a form that is drawn: parts in some order, each in some dress."""
    kinds = {"title": _TITLES, "venue": _VENUES, "people": _PEOPLE, "links": _LINKS, "extra": _EXTRA}
    parts = {name: _pick(choices, nth, name) for name, choices in kinds.items()}
    order = sorted(parts, key=lambda name: (chance(nth, "shuffled") % 3 == 0 and chance(nth, f"place {name}") % 5, 0))
    order = order if chance(nth, "turned") % 4 else [*order[1:], order[0]]
    marker, heading = _pick(_MARKERS, nth, "marker"), _pick(_HEADINGS, nth, "heading")
    lines = []
    for paper in PAPERS[nth % 5 : nth % 5 + 3]:
        line = ""
        for name in order:
            if parts[name]:
                line += (_pick(_BETWEEN, nth, f"before {name}") if line else "") + _filled(parts[name], paper)
        lines.append(f"{marker}{line}{' |' if marker == '| ' else ''}")
    return f"# Kites\n\n{heading}\n\n" + ("\n\n" if marker in ("", "### ") else "\n").join(lines) + "\n"


_PIECE = {"md": re.compile(r"\s*[^\s,]+,?"), "html": re.compile(r"<[^<>]*>|[^<>]+"), "": re.compile(r"[^\n]*\n|[^\n]+")}


def spoilt(name: str, text: str) -> Iterator[str]:
    """A file with each of its pieces left out, and some of them said twice."""
    pieces = _PIECE.get(name.rpartition(".")[2], _PIECE[""]).findall(text)
    for at, piece in enumerate(pieces):
        if piece.strip():
            yield "".join([*pieces[:at], *pieces[at + 1 :]])
            if at % 3 == 0:
                yield "".join([*pieces[:at], piece, *pieces[at:]])


def _read(name: str, text: str) -> list[str]:
    try:
        return [*whole(name, text)]
    except InputError as error:
        return [str(error)]


def readings() -> Iterator[tuple[str, list[str]]]:
    """By name what is read of drawn forms, and of files that are spoilt."""
    for nth in range(FORMS):
        yield f"form {nth}", _read("list.md", drawn(nth))
    for name, text in {**SAMPLES["files"], **SAMPLES["kinds"], **SAMPLES["fields"], **_MORE}.items():
        if len(text) < _LONGEST:
            file = name if "." in name else "list.md"
            yield name, [line for one in spoilt(file, text) for line in _read(file, one)]


_LONGEST = 1900
"""Characters of a file that is read again and again."""
_PAGE = """<html><head><title>Toys</title></head><body><h1>Toys</h1><p>See <a href="#a">below</a>.</p>
<h2 id="a">Kites &amp; <em>Strings</em></h2><ul>
<li><a href="https://arxiv.org/abs/2301.00001">Kites that Fly by Night</a>, Ann Berg.<br><i>ICLR</i> 2023
<a href="/c (1)">code</a><ul><li><b>Strings that Hold</b>, Bo Ek, ICML 2022<ul><li><a href="https://a.org/2">Reels</a>
(2021)</li></ul></li></ul></li><li>&ldquo;Boats at Sea&rdquo;, <span class="title">Nets</span> <a name="x"></a>
<a href="mailto:a@b.org">mail</a>, CHI 2020</li></ul>
<dl><dt><a href="https://a.org/3">Winds over the Sea</a></dt><dd>Carl Dunn, CHI 2019</dd><dd>in the rain</dd></dl>
<table><tr><th>Title</th><th>Venue</th></tr><tr><td rowspan="2">
<a href="https://a.org/4">Knots Undone</a></td><td>KDD 2018</td></tr><tr>
<td>KDD 2017 <img alt="pdf" src="x.png"></td></tr>
</table><ol><li><p>Ann Berg. <cite>Tails and Reels</cite>. 2016.</p></li></ol>
<table><tr><td><h3>Old</h3><ul><li><a href="https://a.org/5">Kites of Old</a>, 1999</li></ul></td></tr></table>
<script>x</script></body></html>
"""
_BIBLIOGRAPHY = r"""\section{Kites}
\begin{thebibliography}{9}
\bibitem[Berg]{b} A. Berg, \emph{Kites that Fly by Night}, Kite Letters \textbf{12} (2020), 1--9. \url{https://a.org/1}
\bibitem{c} C. Cole and D. Dunn. {\em Boats at Sea}. ``ICML'' 2021. \href{https://a.org/2}{pdf}
\end{thebibliography}
\subsection*{Strings}
\item E. Ek \& F. Fox, \textit{Nets and {Reels}}, CHI~2019.
"""
_COURT = """# Cases
- Berg v. Cole, 410 U.S. 113 (1973)
- In re Kites, 12 F.3d 45 (9th Cir. 2001), overruled in part
- *Ek v Fox* [1932] AC 562 (paper) [pdf](https://a.org/1)
- Kite Club v. Strings (The Reel), (1868) LR 3 HL 330. A note on it.
"""
_NAMED = """## Systems
- [KiteNet](https://github.com/kites/net) [[code]](https://github.com/kites/net)
  - KiteNet: Flying Small Networks in Strong Winds. Ann Berg, Carl Cole, ICLR 2023
- [Spool](https://spool.example), a tool
  - On Spools that Never Tangle in the Rain. Dan Dunn, ICML 2022
- [Reel](https://reel.example)
  - Reel-Time Scheduling of Kites at Sea. Eve Ek, CHI 2021
"""
_TAGS = """## Kites
[ICLR'23] [Kites that Fly](https://a.org/1), MIT [ICML'22] [Strings that Hold](https://a.org/2), ETH
[2023] [Boats at Sea](https://a.org/3), MIT [2022] [Nets at Night](https://a.org/4) [oral] [slides](https://a.org/s)
[survey] [Winds Aloft](https://a.org/5) [VLDB 2021 from Ann Berg] [Reels](https://a.org/6) (Kite and Reel Letters 2020)
- **Tails** (KDD 2021 best paper), *Ann Berg* (Strings of the Sea, 2020) [Kites 2019] [pdf](https://a.org/7)
"""
_MORE = {
    "tags.md": _TAGS,
    "court.md": _COURT,
    "named.md": _NAMED,
    "page.html": _PAGE,
    "kites.tex": _BIBLIOGRAPHY,
    **MARKUP,
}


def printings() -> Iterator[tuple[str, list[str]]]:
    """How drawn forms are understood by who adds to them, and what is added."""
    for nth in range(0, FORMS, 2):
        text = drawn(nth)
        reading = read(text, "list.md")
        found = [repr(sample.form) for sample in samples(lines_of(text), reading.entries)]
        if nth % 10 == 0:
            new = [*OTHERS.values()][nth // 10 % len(OTHERS)]
            try:
                found.append(insert(text, reading, new, ()).line)
            except EntryInsertionError as error:
                found.append(str(error))
        yield f"form {nth}", found


def _lines(rows: Iterator[tuple[str, list[str]]]) -> str:
    return "".join(f"{name}: {len(found)} {digest(repr(found), 8)}\n" for name, found in rows)


def test_what_is_added_to_drawn_forms_is_as_it_was(golden: Callable[[str, str], None]) -> None:
    golden("insertions-drawn.txt", _lines(printings()))


def test_what_is_drawn_is_read_as_it_was(golden: Callable[[str, str], None]) -> None:
    golden("readings-drawn.txt", _lines(readings()))


if __name__ == "__main__":
    for shown_name, found_lines in readings():
        if shown_name == sys.argv[1]:
            print(*found_lines, sep="\n")
