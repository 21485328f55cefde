"""Paper lists in many forms, made of invented papers: each form is a function from a paper to lines of a list.

What a form prints is noted beside it, so that a reader can be held against it; no form is taken from a list that exists.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct


class Paper(Struct, frozen=True):
    """An invented paper, as a list may print it."""

    title: str
    names: tuple[str, ...]  # "Ann Berg"
    venue: str
    journal: str
    year: int
    month: str
    place: str
    url: str
    code: str
    short: str


def _paper(title: str, names: str, venue: str, journal: str, year: int, month: str, place: str, url: str) -> Paper:
    slug = title.split(maxsplit=1)[0].strip(":,").lower()
    return Paper(
        title,
        tuple(names.split("; ")),
        venue,
        journal,
        year,
        month,
        place,
        url,
        f"https://github.com/kites/{slug}",
        title.split(":", maxsplit=1)[0].split(maxsplit=1)[0],
    )


PAPERS = (
    _paper(
        "Kites: Flying Small Networks in Strong Winds",
        "Ann Berg; Carl Cole; Dora Dunn",
        "ICLR",
        "Nature Communications",
        2023,
        "May",
        "ETH Zürich",
        "https://arxiv.org/abs/2301.00001",
    ),
    _paper(
        "On the Length of Strings, and Why They Break",
        "Emil Frank; Greta Holm",
        "NeurIPS",
        "Journal of Applied Kites",
        2021,
        "December",
        "University of Oslo",
        "https://openreview.net/forum?id=aBcDeFg12",
    ),
    _paper(
        "What makes a good spool?",
        "Ida Jansen",
        "CHI",
        "Physical Review Letters",
        2020,
        "April",
        "MIT",
        "https://dl.acm.org/doi/10.1145/1234567.1234568",
    ),
    _paper(
        "Learning to wind (and unwind) with deep spools",
        "Kai Lund; Mia Norberg; Otto Palm; Paula Quist",
        "SIGMOD",
        "IEEE Transactions on Strings",
        2019,
        "June",
        "Google Research",
        "https://lab.example/papers/wind.pdf",
    ),
    _paper(
        "Towards a Theory of Knots",
        "Rolf Sand; Tove Ulm",
        "USENIX Security",
        "Cell Reports",
        2022,
        "August",
        "Tsinghua University",
        "https://doi.org/10.1000/knots.22",
    ),
    _paper(
        "TailBench: A Benchmark for Kite Tails",
        "Vera West; Xaver Young; Zoe Abel",
        "VLDB",
        "Bioinformatics",
        2024,
        "January",
        "Stanford University",
        "https://kites.example/tailbench",
    ),
    _paper(
        "Robust estimation of wind speed from video of flags",
        "Adam Birk; Clara Dahl",
        "CVPR",
        "Science Advances",
        2018,
        "July",
        "Microsoft",
        "https://arxiv.org/abs/1801.00007",
    ),
    _paper(
        "A survey of paper folding",
        "Erik Falk; Gina Hald; Ivan Juhl",
        "KDD",
        "ACM Computing Surveys",
        2017,
        "March",
        "KAIST",
        "https://doi.org/10.1000/fold.17",
    ),
)


def _given_first(paper: Paper) -> str:
    return ", ".join(paper.names)


def _initial_first(paper: Paper) -> str:
    names = [f"{name.split()[0][0]}. {name.split()[1]}" for name in paper.names]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _apa(paper: Paper) -> str:
    names = [f"{name.split()[1]}, {name.split()[0][0]}." for name in paper.names]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + ", & " + names[-1]


def _vancouver(paper: Paper) -> str:
    return ", ".join(f"{name.split()[1]} {name.split()[0][0]}" for name in paper.names)


def _mla(paper: Paper) -> str:
    first = f"{paper.names[0].split()[1]}, {paper.names[0].split()[0]}"
    return (
        first
        if len(paper.names) == 1
        else f"{first}, and {paper.names[1]}"
        if len(paper.names) == 2
        else f"{first}, et al"
    )


def _families(paper: Paper) -> str:
    *first, last = (name.split()[1] for name in paper.names)
    return f"{', '.join(first)} and {last}" if first else last


def _ampersand(paper: Paper) -> str:
    *first, last = paper.names
    return f"{', '.join(first)} & {last}" if first else last


def _middle(paper: Paper) -> str:
    names = [name.replace(" ", " M. ") for name in paper.names]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} & {names[-1]}"


def _first_turned(paper: Paper) -> str:
    """``Berg, A. M., C. M. Cole, and D. M. Dunn``."""
    initials = [f"{name.split()[0][0]}. M." for name in paper.names]
    families = [name.split()[1] for name in paper.names]
    first, *others = [f"{families[0]}, {initials[0]}"] + [
        f"{initial} {family}" for initial, family in zip(initials[1:], families[1:], strict=True)
    ]
    return f"{', '.join([first, *others[:-1]])}, and {others[-1]}" if others else first


def _semicolons(paper: Paper) -> str:
    return "; ".join(f"{name.split()[1]}, {name.split()[0][0]}. M." for name in paper.names)


def _turned(paper: Paper) -> str:
    return "; ".join(f"{name.split()[1]}, {name.split()[0]}" for name in paper.names)


def _initials(paper: Paper) -> str:
    return ", ".join(f"{name.split()[0][0]}. {name.split()[1]}" for name in paper.names)


class Form(Struct, frozen=True):
    """A form, what it prints, and what stands before, between and behind the entries."""

    line: Callable[[Paper], str]
    fields: str  # of: venue journal year authors place url code short
    head: str = "## Flying\n\n"
    between: str = "\n"
    authors: Callable[[Paper], str] = _given_first
    inherits: bool = False


FORMS: dict[str, Form] = {
    "tag": Form(lambda p: f"- [{p.venue}'{p.year % 100:02}] [{p.title}]({p.url}), {p.place}", "venue year place url"),
    "tag-code": Form(
        lambda p: f"* [{p.venue} {p.year}] [{p.title}]({p.url}) [[code]]({p.code})", "venue year url code"
    ),
    "tag-plain": Form(lambda p: f"- [{p.venue}'{p.year % 100:02}] {p.title}", "venue year"),
    "linked": Form(
        lambda p: f"[{p.title}]({p.url}), {p.venue} {p.year} [[code]]({p.code})", "venue year url code", between="\n\n"
    ),
    "linked-paren": Form(lambda p: f"- [{p.title}]({p.url}) ({p.venue} {p.year})", "venue year url"),
    "linked-only": Form(lambda p: f"- [{p.title}]({p.url})", "url"),
    "linked-names": Form(
        lambda p: f"* [{p.title}]({p.url}). {_given_first(p)}. {p.venue} {p.year}.", "venue year authors url"
    ),
    "linked-by": Form(lambda p: f"- [{p.title}]({p.url}) - {_given_first(p)} ({p.year})", "year authors url"),
    "linked-bold": Form(
        lambda p: f"- **[{p.title}]({p.url})**, *{_given_first(p)}*, {p.venue} {p.year}", "venue year authors url"
    ),
    "linked-dash-venue": Form(lambda p: f"+ [{p.title}]({p.url}) - `{p.venue}`, {p.year}", "venue year url"),
    "quoted": Form(
        lambda p: (
            f'* **{p.short}**: "{p.title}", *{p.venue}, {p.month[:3]} {p.year}*. [[Paper]({p.url})] [[Code]({p.code})]'
        ),
        "venue year url code short",
    ),
    "quoted-names": Form(
        lambda p: f'- {_initial_first(p)}, "{p.title}," in *{p.journal}*, {p.year}. [[pdf]({p.url})]',
        "journal year authors url",
        authors=_initial_first,
    ),
    "bold-line": Form(
        lambda p: f"1. **{p.title}.** {p.venue} {p.year}. [[paper]({p.url})] [[code]({p.code})]", "venue year url code"
    ),
    "bold-names-line": Form(
        lambda p: f"- **{p.title}**, {_given_first(p)}, {p.venue}, {p.year}. [[pdf]({p.url})]", "venue year authors url"
    ),
    "bold-block": Form(
        lambda p: f"**{p.title}**  \n{_given_first(p)}  \n*{p.journal}, {p.month} {p.year}.*  \n[[paper]({p.url})]",
        "journal year authors url",
        between="\n\n",
    ),
    "bold-block-backslash": Form(
        lambda p: (
            f"**{p.title}** \\\n*{_given_first(p)}* \\\n{p.venue} {p.year}. [[Paper]({p.url})] [[Code]({p.code})]"
        ),
        "venue year authors url code",
        between="\n\n",
    ),
    "bold-block-br": Form(
        lambda p: f"**{p.title}**<br>\n*{_given_first(p)}*<br>\n{p.venue} {p.year}. [paper]({p.url})<br>",
        "venue year authors url",
        between="\n\n",
    ),
    "bold-block-label": Form(
        lambda p: f"**{p.title}**\n{_given_first(p)}\n[{p.journal} ({p.year})]({p.url}) • [code]({p.code})",
        "journal year authors url code",
        between="\n\n",
    ),
    "bold-loose-author": Form(
        lambda p: f"1. **{p.title}.** {p.venue} {p.year}. [paper]({p.url})\n\n    *{_given_first(p)}.*",
        "venue year authors url",
        between="\n\n",
    ),
    "bold-then-links": Form(
        lambda p: f"**{p.title}**\n\n- Paper: {p.url}\n- Code: {p.code}", "url code", between="\n\n"
    ),
    "bold-chinese": Form(lambda p: f"**{p.title}**\n\n- 论文: {p.url}\n- 代码: {p.code}", "url code", between="\n\n"),
    "bold-venue-sub": Form(
        lambda p: (
            f"- **{p.title} ({p.venue} {p.year})**\n  - {_given_first(p)}\n  - [Paper]({p.url}) | [Code]({p.code})"
        ),
        "venue year authors url code",
    ),
    "plain-ins": Form(lambda p: f"- {p.title}, <ins>{p.venue}, {p.year}</ins> [[Paper]({p.url})]", "venue year url"),
    "plain": Form(
        lambda p: f"- {p.title}, {p.venue} {p.year}. [[Paper]({p.url})] [[Code]({p.code})]", "venue year url code"
    ),
    "plain-br": Form(
        lambda p: f"- {p.title} <br> {p.venue} {p.year} [[Paper]]({p.url}) [[Code]]({p.code})", "venue year url code"
    ),
    "plain-paren-names": Form(
        lambda p: f"- {p.title} ({p.venue} {p.year}), {_given_first(p)} [[PDF]({p.url})]", "venue year authors url"
    ),
    "plain-phrase": Form(
        lambda p: f"- {p.title} ({p.venue}'{p.year % 100:02}) [read the paper]({p.url})", "venue year url"
    ),
    "plain-sub": Form(
        lambda p: f"- {p.title}\n  - {_given_first(p)}\n  - {p.venue} {p.year}\n  - [paper]({p.url})",
        "venue year authors url",
    ),
    "plain-loose": Form(
        lambda p: f"- {p.title}\n\n  {p.venue} {p.year} [[Paper]({p.url})]", "venue year url", between="\n\n"
    ),
    "label-venue": Form(lambda p: f"- {p.title} [[{p.venue} {p.year}]({p.url})]", "venue year url"),
    "label-venue-first": Form(lambda p: f"- [[{p.venue}]({p.url})] {p.title}. [[code]({p.code})]", "venue url code"),
    "label-date": Form(lambda p: f"- {p.title} [[3 {p.month[:3]} {p.year}]]({p.url})", "year url"),
    "prefix-year-venue": Form(
        lambda p: f"* {p.year}-{p.venue.replace(' ', '')} - {p.title}. [[Paper]]({p.url}) [[Code]]({p.code})",
        "venue year url code",
    ),
    "prefix-date-bold": Form(
        lambda p: (
            f"- [{p.year}/0{PAPERS.index(p) + 1}] **{p.title}.** *{p.names[0]} ({p.place}) et al. {p.venue}.* [[paper]({p.url})]"
        ),
        "venue year place url authors",
        authors=lambda p: f"{p.names[0]} ({p.place}) et al.",
    ),
    "prefix-date-bar": Form(
        lambda p: f"- **{p.year}.0{PAPERS.index(p) + 1}** | {p.title} | *{_given_first(p)}* | [{p.venue}]({p.url})",
        "year authors url",
    ),
    "apa": Form(
        lambda p: f"- {_apa(p)} ({p.year}). {p.title.rstrip('?')}. *{p.journal}*, 12(3), 45–67. {p.url}",
        "journal year authors url",
        authors=_apa,
    ),
    "apa-wrapped": Form(
        lambda p: f"{_apa(p)} ({p.year}). {p.title.rstrip('?')}.\n{p.journal}, 12(3), 45-67.",
        "journal year authors",
        between="\n\n",
        authors=_apa,
    ),
    "mla": Form(
        lambda p: f'1. {_mla(p)}. "{p.title}" *{p.journal}* 12.3 ({p.year}): 45-67. [Link]({p.url})',
        "journal year authors url",
        authors=_mla,
    ),
    "vancouver": Form(
        lambda p: f"1. {_vancouver(p)}. {p.title.rstrip('?')}. {p.journal}. {p.year};12(3):45-67. {p.url}",
        "journal year authors url",
        authors=_vancouver,
    ),
    "acm": Form(
        lambda p: (
            f"- {_given_first(p)}. {p.year}. **{p.title.rstrip('?')}**. In Proceedings of the International Conference on Kites ({p.venue}). DOI: {p.url}"
        ),
        "year authors url",
    ),
    "acm-plain": Form(
        lambda p: f"- {_given_first(p)}. {p.year}. {p.title.rstrip('?')}. In Proceedings of {p.venue}. {p.url}",
        "year authors url",
    ),
    "bluebook": Form(
        lambda p: f"* {_ampersand(p)}, *{p.title}*, 12 J. Kite L. Rev. 345 ({p.year}).",
        "year authors",
        authors=_ampersand,
    ),
    "bluebook-middle": Form(
        lambda p: f"* {_middle(p)}, *{p.title}*, 12 J. Kite L. Rev. 345 ({p.year}).",
        "year authors",
        authors=_middle,
    ),
    "year-colon": Form(
        lambda p: f"- {_first_turned(p)}, {p.year}: {p.title.rstrip('?')}. *{p.journal}*, **12**, 45–67.",
        "journal year authors",
        authors=_first_turned,
    ),
    "acs": Form(
        lambda p: (
            f"[{PAPERS.index(p) + 1}] {_semicolons(p)} {p.title.rstrip('?')}. *{p.journal}* **{p.year}**, *12*, 45–67."
        ),
        "journal year authors",
        between="\n\n",
        authors=_semicolons,
    ),
    "mathematical": Form(
        lambda p: (
            f"* **[K{p.year % 100:02}]** {_initials(p)}. *{p.title}*. Ann. of Kites (2) 167 ({p.year}), no. 2, 481–547."
        ),
        "year authors",
        authors=_initials,
    ),
    "keyed": Form(
        lambda p: (
            f" * [{p.names[0].split()[1]}, {p.year}] {_apa(p)} {p.title.rstrip('?')}. {p.journal}, 1(2):209–230, {p.year}."
        ),
        "year authors",
        authors=_apa,
    ),
    "bold-italic-semicolons": Form(
        lambda p: f"1. **{p.title}** *{_turned(p)}* {p.journal} 4(26), {p.year}. [link]({p.url})",
        "journal year authors url",
        authors=_turned,
    ),
    "bold-apa-names": Form(
        lambda p: f"- [ ] **{_apa(p)} ({p.year}).** {p.title.rstrip('?')}. _{p.journal}_. [[doi]]({p.url})",
        "journal year authors url",
        authors=_apa,
    ),
    "lenticular": Form(lambda p: f"- 【{p.venue}'{p.year % 100:02}】{p.title} [[论文]]({p.url})", "venue year url"),
    "report-number": Form(
        lambda p: f"- ({p.year}/9{PAPERS.index(p)}3) {p.title.rstrip('?')}. {_given_first(p)}. <{p.url}>",
        "year authors url",
    ),
    "two-digits": Form(lambda p: f"- {p.title} (KITE {p.year % 100:02}) [[paper]({p.url})]", "year url"),
    "definitions": Form(
        lambda p: f'<dt><a href="{p.url}">{p.title}</a></dt>\n<dd>{_given_first(p)}. {p.journal}, {p.year}.</dd>',
        "journal year authors url",
        head="## Flying\n\n<dl>\n",
    ),
    "names-last-in-brackets": Form(
        lambda p: f"| {p.title} ({p.names[0].split()[1]} et al.) | {p.journal} | {p.year} | [paper]({p.url}) |",
        "journal year authors url",
        head="## Flying\n\n| Study | Journal | Year | Link |\n|---|---|---|---|\n",
        authors=lambda p: f"{p.names[0].split()[1]} et al",
    ),
    "single-quotes": Form(
        lambda p: f"- {_apa(p)} ({p.year}) '{p.title.rstrip('?')}', *{p.journal}*, 12(3), pp. 45–67.",
        "journal year authors",
        authors=_apa,
    ),
    "bold-turned": Form(
        lambda p: f"**{p.names[0].split()[1]}, {p.names[0].split()[0]}** ({p.year}): *{p.title}*. Oslo: Kite House.",
        "year authors",
        between="\n\n",
        authors=lambda p: f"{p.names[0].split()[1]}, {p.names[0].split()[0]}",
    ),
    "edition": Form(
        lambda p: f"* {_initials(p)}, *{p.title}*, Kite House, 3rd edition ({p.year})",
        "year authors",
        authors=_initials,
    ),
    "ieee": Form(
        lambda p: (
            f"[{PAPERS.index(p) + 1}] {_initial_first(p)}, “{p.title.rstrip('?')},” *{p.journal}*, vol. 12, no. 3, pp. 45–67, {p.month[:3]}. {p.year}."
        ),
        "journal year authors",
        between="\n\n",
        authors=_initial_first,
    ),
    "colon": Form(
        lambda p: (
            f"1.  {_given_first(p)}:\n    “[{p.title}]({p.url}),” at *10th International Conference on Kites* ({p.venue}), {p.month} {p.year}."
        ),
        "year authors url",
    ),
    "table": Form(
        lambda p: f"| [{p.title}]({p.url}) | {p.venue} | {p.year} | [code]({p.code}) |",
        "venue year url code",
        head="## Flying\n\n| Title | Venue | Year | Code |\n|---|---|---|---|\n",
    ),
    "table-date": Form(
        lambda p: (
            f"|{p.year}.0{PAPERS.index(p) + 1}|🔥[**{p.short}**] {p.title}(@{p.place})|[[pdf]]({p.url})|[[code]]({p.code})|"
        ),
        "year place url code",
        head="## Flying\n\n|Date|Title|Paper|Code|\n|:---:|:---:|:---:|:---:|\n",
    ),
    "table-authors": Form(
        lambda p: f"{p.title} | {_given_first(p)} | {p.venue} {p.year} | [PDF]({p.url})",
        "venue year authors url",
        head="## Flying\n\nPaper | Authors | Published in | Link\n--- | --- | --- | ---\n",
    ),
    "table-italic": Form(
        lambda p: f"| *{p.title}* | {p.year} | {p.url} |",
        "year url",
        head="## Flying\n\n| Title | Year | URL |\n|---|---|---|\n",
    ),
    "html-list": Form(
        lambda p: f'<li><a href="{p.url}">{p.title}</a>, <i>{_given_first(p)}</i>, {p.venue} {p.year}</li>',
        "venue year authors url",
        head="<h2>Flying</h2>\n<ul>\n",
    ),
    "html-table": Form(
        lambda p: f'<tr>\n<td>{p.year}</td>\n<td><a href="{p.url}">{p.title}</a></td>\n<td>{p.venue}</td>\n</tr>',
        "venue year url",
        head="<h2>Flying</h2>\n\n<table>\n<tr><th>Year</th><th>Title</th><th>Venue</th></tr>\n",
    ),
    "heading": Form(
        lambda p: (
            f"### {p.title} ({p.venue} {p.year})\n\n* [Paper]({p.url})\n* [Code]({p.code})\n\n**Abstract:** Kites are made of paper and wood, and we show how."
        ),
        "venue year url code",
        between="\n\n",
    ),
    "heading-link": Form(
        lambda p: (
            f"### [{p.title}]({p.url})\n\n*{_given_first(p)}*\n\nWe fly kites in strong winds and show how they behave."
        ),
        "authors url",
        between="\n\n",
    ),
    "under-venue": Form(lambda p: f"- {p.title} ({p.place})", "place", head="## ICLR 2023\n\n", inherits=True),
    "under-year": Form(lambda p: f"- [{p.title}]({p.url}) ({p.venue})", "venue url", head="## 2023\n\n", inherits=True),
    "under-bullet": Form(
        lambda p: f"  - [{p.title}]({p.url})", "url", head="## Papers\n\n- **ICLR 2023**\n", inherits=True
    ),
    "reference-link": Form(lambda p: f"- [{p.title}][ref{PAPERS.index(p)}], {p.venue} {p.year}", "venue year url"),
    "angle": Form(lambda p: f"{p.title},\nPDF: <{p.url}>", "url", between="\n\n"),
    "short-in-label": Form(
        lambda p: f"- [[{p.short}] {p.title} ({p.place} {p.year})](papers/{PAPERS.index(p)}.pdf)", "year place"
    ),
    "emoji": Form(lambda p: f"- 🔥 📄 [Paper]({p.url}) **{p.title}** {p.venue} {p.year}", "venue year url"),
    "stars": Form(
        lambda p: (
            f'**[{PAPERS.index(p) + 1}]** {_mla(p)}. "**{p.title}**" {p.journal} ({p.year}). [[pdf]]({p.url}) :star::star:'
        ),
        "journal year authors url",
        between="\n\n",
        authors=_mla,
    ),
    "lines": Form(
        lambda p: f"{p.title}. {_given_first(p)}. {p.venue} {p.year}. [[pdf]({p.url})]", "venue year authors url"
    ),
    "definition": Form(
        lambda p: f"{p.title}\n: {_given_first(p)}. {p.venue}, {p.year}. [pdf]({p.url})",
        "venue year authors url",
        between="\n\n",
    ),
    "authors-line-first": Form(
        lambda p: f"* {_given_first(p)}. [{p.title}]({p.url}). {p.journal}, {p.year}.", "journal year authors url"
    ),
    "badges": Form(
        lambda p: (
            f"- **{p.title}** [![arXiv](https://img.shields.io/badge/a.svg)]({p.url}) [![GitHub](https://img.shields.io/g.svg)]({p.code})<br>{_given_first(p)}<br>*{p.venue} {p.year}*"
        ),
        "venue year authors url code",
    ),
    "plain-paren-first": Form(lambda p: f"* ({p.venue} {p.year}) {p.title} [[paper]({p.url})]", "venue year url"),
    "code-venue": Form(lambda p: f"* `{p.venue} {p.year}` [{p.title}]({p.url})", "venue year url"),
    "year-first": Form(
        lambda p: f"* {p.year}, [{p.title}]({p.url}), {_given_first(p)}, *{p.journal}*", "year journal authors url"
    ),
    "heading-labels": Form(
        lambda p: (
            f"#### [{p.title}]({p.url})\n- **Authors:** {_given_first(p)}\n- **Venue:** {p.venue} {p.year}\n- **Code:** [link]({p.code})"
        ),
        "venue year authors url code",
        between="\n\n",
    ),
    "table-plain": Form(
        lambda p: f"| {p.venue} {p.year} | {p.title} | [paper]({p.url}) / [code]({p.code}) |",
        "venue year url code",
        head="## Flying\n\n| Venue | Paper | Links |\n|:-:|:-:|:-:|\n",
    ),
    "table-bold": Form(
        lambda p: f"| {_given_first(p)} | {p.year} | **{p.title}** | {p.journal} | [doi]({p.url}) |",
        "journal year authors url",
        head="## Flying\n\n| Authors | Year | Title | Journal | DOI |\n|--|--|--|--|--|\n",
    ),
    "bold-quotation": Form(
        lambda p: f"**{p.title}**, {p.venue} {p.year}. [[PDF]({p.url})]\n>{_given_first(p)}",
        "venue year authors url",
        between="\n\n",
    ),
    "italic-names": Form(
        lambda p: f"- *{p.title}*, {_initial_first(p)}, {p.journal} ({p.year}) [link]({p.url})",
        "journal year authors url",
        authors=_initial_first,
    ),
    "quoted-et-al": Form(
        lambda p: f'- {p.names[0]} et al. "{p.title}" {p.venue}, {p.year}. [[arXiv]]({p.url})',
        "venue year url authors",
        authors=lambda p: f"{p.names[0]} et al.",
    ),
    "linked-et-al": Form(
        lambda p: f"- {p.names[0].split()[1]} et al. ({p.year}) [{p.title}]({p.url}). {p.journal}.",
        "journal year url authors",
        authors=lambda p: f"{p.names[0].split()[1]} et al.",
    ),
    "label-short": Form(lambda p: f"* [{p.short}: {p.venue}'{p.year % 100:02}]({p.url}) - {p.title}", "year url"),
    "lines-block": Form(
        lambda p: f"{p.title} ({p.year})\n{_given_first(p)}\n{p.url}", "year authors url", between="\n\n"
    ),
    "plain-labels": Form(
        lambda p: (
            f"1. {p.title}\n   - Authors: {_given_first(p)}\n   - Published: {p.venue} {p.year}\n   - URL: {p.url}"
        ),
        "venue year authors url",
    ),
    "boxes": Form(lambda p: f"- [ ] **[{p.venue}-{p.year}]** {p.title} [[Paper]({p.url})]", "venue year url"),
    "bold-year": Form(
        lambda p: f"- **[{p.year}]** {p.title}. *{p.venue}*. [[paper]]({p.url}) ![](https://img.shields.io/x.svg)",
        "venue year url",
    ),
    "folded": Form(
        lambda p: (
            f"<details><summary><b>{p.title}</b> ({p.venue} {p.year})</summary>\n\n{_given_first(p)}. [paper]({p.url})\n\n</details>"
        ),
        "venue year authors url",
        between="\n\n",
    ),
    "physics": Form(
        lambda p: f"- {_initial_first(p)}. {p.title}. {p.journal} 12, 45 ({p.year}). [arXiv:2301.00001]({p.url})",
        "journal year url authors",
        authors=_initial_first,
    ),
    "physics-italic": Form(
        lambda p: f"* {_initial_first(p)}, *{p.title}*, [{p.journal} **12**, 45 ({p.year})]({p.url})",
        "journal year url authors",
        authors=_initial_first,
    ),
    "linked-paren-names": Form(
        lambda p: f"- [{p.title}]({p.url}) ({_given_first(p)}, {p.venue} {p.year})", "venue year authors url"
    ),
    "linked-place": Form(lambda p: f"- [{p.title}]({p.url}), *{p.place}*, {p.venue}, {p.year}", "venue year place url"),
    "plain-only": Form(lambda p: f"{PAPERS.index(p) + 1}. {p.title}  [[paper]]({p.url})", "url"),
    "bold-sub-together": Form(
        lambda p: f"* **{p.title}**\n  * {p.venue} {p.year}, {_given_first(p)}\n  * [pdf]({p.url}), [code]({p.code})",
        "venue year authors url code",
    ),
    "html-table-bold": Form(
        lambda p: (
            f"<tr><td><b>{p.title}</b><br>{_given_first(p)}</td><td>{p.venue} {p.year}</td><td><a href='{p.url}'>pdf</a></td></tr>"
        ),
        "venue year authors url",
        head="## Flying\n<table>\n<tr><th>Paper</th><th>Venue</th><th>Link</th></tr>\n",
    ),
    "dashes": Form(lambda p: f"- {p.title} — {p.venue} {p.year} — [Paper]({p.url})", "venue year url"),
    "stars-bold": Form(
        lambda p: f"- ⭐ **{p.title}**, ({p.venue} {p.year}), [[Paper]]({p.url}), [[Code]]({p.code})",
        "venue year url code",
    ),
    "two-tags": Form(lambda p: f"[{p.year}] [{p.venue}] {p.title} | [paper]({p.url})", "venue year url"),
    "plain-names": Form(lambda p: f"+ {p.title}, {_given_first(p)}, [Paper]({p.url})", "authors url"),
    "bold-tag": Form(
        lambda p: f"* [**{p.venue}{p.year}**] [{p.title}]({p.url}) [[Code]({p.code})]", "venue year url code"
    ),
    "vancouver-loose": Form(
        lambda p: (
            f"{_vancouver(p)}. {p.title.rstrip('?')}. {p.journal}. {p.year};12(3):45-67. doi:10.1000/kites.{p.year}"
        ),
        "journal year authors",
        between="\n\n",
        authors=_vancouver,
    ),
    "vancouver-numbered": Form(
        lambda p: (
            f"[{PAPERS.index(p) + 1}] {_vancouver(p)}. {p.title.rstrip('?')}. {p.journal}. {p.year};12(3):R45-67."
        ),
        "journal year authors",
        between="\n\n",
        authors=_vancouver,
    ),
    "apa-loose": Form(
        lambda p: f"{_apa(p)} ({p.year}). {p.title.rstrip('?')}. {p.journal}, 12(3), 45–67.",
        "journal year authors",
        between="\n\n",
        authors=_apa,
    ),
    "apa-italic-title": Form(
        lambda p: f"* {_apa(p)} ({p.year}). *{p.title.rstrip('?')}*. {p.journal}, 12, 45-67. [[pdf]]({p.url})",
        "journal year authors url",
        authors=_apa,
    ),
    "mla-loose": Form(
        lambda p: f'{_mla(p)}. "{p.title}" {p.journal} 12.3 ({p.year}): 45-67.',
        "journal year authors",
        between="\n\n",
        authors=_mla,
    ),
    "acm-loose": Form(
        lambda p: (
            f"{_given_first(p)}. {p.year}. {p.title.rstrip('?')}. {p.journal} 12, 3 ({p.year}), 45–67. https://doi.org/10.1000/kites.{p.year}"
        ),
        "journal year authors",
        between="\n\n",
    ),
    "html-families": Form(
        lambda p: f'<li><a href="{p.url}">{p.title}</a>, {_families(p)}, {p.venue} {p.year}</li>',
        "venue year authors url",
        head="<h2>Flying</h2>\n<ul>\n",
        authors=_families,
    ),
    "linked-families": Form(
        lambda p: f"- [{p.title}]({p.url}) - {_families(p)} ({p.venue} {p.year})",
        "venue year authors url",
        authors=_families,
    ),
    "plain-tag-behind": Form(lambda p: f"- {p.title}. [{p.venue}, {p.year}] [[PDF]]({p.url})", "venue year url"),
}


def text_of(form: Form, papers: Sequence[Paper] = PAPERS) -> str:
    """A list of papers in a form."""
    body = form.between.join(form.line(paper) for paper in papers)
    references = "".join(f"[ref{at}]: {paper.url}\n" for at, paper in enumerate(papers)) if "[ref0]" in body else ""
    closing = {"<ul>": "\n</ul>", "<tab": "\n</table>"}.get(form.head.rstrip().split("\n")[-1][:4], "")
    closing = "\n</table>" if "<table>" in form.head else closing
    return f"# Papers about kites\n\nA list of papers about kites.\n\n{form.head}{body}{closing}\n\n{references}"


class Reference(Struct, frozen=True):
    """What is to come out of one entry of a list in :data:`LISTS`."""

    title: str
    authors: str | None = None
    venue: str | None = None
    year: int | None = None


LISTS: dict[str, tuple[str, tuple[Reference, ...]]] = {
    "chinese": (
        (
            "- 王小明, 李华. [风筝与就业](https://kites.example/a). 风筝研究, 2021.\n"
            "- 欧阳明，张伟，等. [长线的断裂](https://kites.example/b). 线学报, 2022(3).\n"
            "- 陈静. [人工智能与风](https://kites.example/c). 管理风筝, 2020年.\n"
        ),
        (
            Reference("风筝与就业", "王小明, 李华", "风筝研究", 2021),
            Reference("长线的断裂", "欧阳明，张伟，等", "线学报", 2022),
            Reference("人工智能与风", "陈静", "管理风筝", 2020),
        ),
    ),
    "chinese-standard": (  # GB/T 7714
        (
            "1. 王小明, 李华. 风筝与就业[J]. 风筝研究, 2021, 56(3): 12-28.\n"
            "2. 陈静. 人工智能与风的关系[J]. 管理风筝, 2020, 36(5): 1-15.\n"
            "3. 张伟, 刘洋, 赵敏. 长线断裂的经济学分析[D]. 北京大学, 2022.\n"
        ),
        (
            Reference("风筝与就业", "王小明, 李华", "风筝研究", 2021),
            Reference("人工智能与风的关系", "陈静", "管理风筝", 2020),
            Reference("长线断裂的经济学分析", "张伟, 刘洋, 赵敏", "北京大学", 2022),
        ),
    ),
    "chinese-title-first": (
        (
            "- [风筝与就业](https://kites.example/a), 王小明, 李华, 风筝研究, 2021\n"
            "- [人工智能与风](https://kites.example/c), 陈静, 管理风筝, 2020\n"
        ),
        (
            Reference("风筝与就业", "王小明, 李华", "风筝研究", 2021),
            Reference("人工智能与风", "陈静", "管理风筝", 2020),
        ),
    ),
    "japanese": (
        (
            "- 山田太郎, 佐藤花子. [深層学習による凧の認識](https://kites.example/a). 凧学会論文誌, 2021.\n"
            "- 鈴木一郎. [凧の基礎](https://kites.example/b). 糸学会誌, 2020.\n"
        ),
        (
            Reference("深層学習による凧の認識", "山田太郎, 佐藤花子", "凧学会論文誌", 2021),
            Reference("凧の基礎", "鈴木一郎", "糸学会誌", 2020),
        ),
    ),
    "korean": (
        (
            "- 김철수, 이영희. [딥러닝 기반 연 인식](https://kites.example/a). 연학회논문지, 2021.\n"
            "- 박민수. [바람의 이해](https://kites.example/b). 한국연학회지, 2020.\n"
        ),
        (
            Reference("딥러닝 기반 연 인식", "김철수, 이영희", "연학회논문지", 2021),
            Reference("바람의 이해", "박민수", "한국연학회지", 2020),
        ),
    ),
    "russian": (
        (
            "- Иванов И. И., Петров П. П. [Воздушные змеи в медицине](https://kites.example/a). Вестник змеев, 2021.\n"
            "- Сидоров С. С. [Анализ нитей](https://kites.example/b). Программирование, 2020.\n"
        ),
        (
            Reference("Воздушные змеи в медицине", "Иванов И. И., Петров П. П", "Вестник змеев", 2021),
            Reference("Анализ нитей", "Сидоров С. С", "Программирование", 2020),
        ),
    ),
    "arabic": (
        (
            "- محمد علي, أحمد حسن. [الطائرات الورقية في الطب](https://kites.example/a). مجلة العلوم, 2021.\n"
            "- سارة خالد. [معالجة الخيوط الطويلة](https://kites.example/b). مجلة الحاسوب, 2020.\n"
        ),
        (
            Reference("الطائرات الورقية في الطب", "محمد علي, أحمد حسن", "مجلة العلوم", 2021),
            Reference("معالجة الخيوط الطويلة", "سارة خالد", "مجلة الحاسوب", 2020),
        ),
    ),
    "journals-by-volume": (
        (
            "* Berg, A. (2009). *On the strings of kites: An overview*. String Surveys, 3, 96-146.\n"
            "* Cole, C. (2006). *The length of strings*. Kiteological Methods & Research, vol. 12, pp. 3-4.\n"
            "* Dunn, D. (2005). *More strings of kites*. Kites and Society, 12(3).\n"
        ),
        (
            Reference("On the strings of kites: An overview", "Berg, A", "String Surveys", 2009),
            Reference("The length of strings", "Cole, C", "Kiteological Methods & Research", 2006),
            Reference("More strings of kites", "Dunn, D", "Kites and Society", 2005),
        ),
    ),
    "identifiers": (
        (
            "- 10.1000/kites.1\n- https://doi.org/10.1000/Kites.2\n- doi:10.1000/kites(3)\n- arXiv:2301.00001\n"
            "- arXiv:2301.00002v3\n- 2301.00003\n- hep-th/9901001\n- https://arxiv.org/abs/2301.00004v2\n"
            "- [arXiv:2301.00005](https://arxiv.org/abs/2301.00005)\n- <https://openreview.net/forum?id=aBcDeFg12>\n"
        ),
        (
            Reference("doi:10.1000/kites.1"),
            Reference("doi:10.1000/Kites.2"),
            Reference("doi:10.1000/kites(3)"),
            Reference("arXiv:2301.00001"),
            Reference("arXiv:2301.00002"),
            Reference("arXiv:2301.00003"),
            Reference("arXiv:hep-th/9901001"),
            Reference("arXiv:2301.00004"),
            Reference("arXiv:2301.00005"),
            Reference("openreview:aBcDeFg12"),
        ),
    ),
    "identifiers-below-labels": (
        "- Strings\n  - 10.1000/kites.1\n  - 10.1000/kites.2\n- Knots\n  - arXiv:2301.00001\n  - arXiv:2301.00002\n",
        (
            Reference("doi:10.1000/kites.1"),
            Reference("doi:10.1000/kites.2"),
            Reference("arXiv:2301.00001"),
            Reference("arXiv:2301.00002"),
        ),
    ),
    "identifiers-among-titles": (
        (
            "- [On the length of strings](https://kites.example/a), ICLR 2023\n- 10.1000/kites.1\n"
            "- [What makes a good spool](https://kites.example/b), CHI 2020\n"
        ),
        (
            Reference("On the length of strings", None, "ICLR", 2023),
            Reference("doi:10.1000/kites.1"),
            Reference("What makes a good spool", None, "CHI", 2020),
        ),
    ),
}
