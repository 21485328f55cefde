r"""What a document cites: LaTeX's own files and sources, Markdown; and which papers of a library that is."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plbib.documents.document import CitedKey, DocumentCitations
from plbib.documents.registry import find_citations as cited
from plbib.errors import InputError, Severity, UsageError
from plbib.formats import registry
from plbib.library.select import of_citations as select
from plbib.model import Library, Place
from tests.program import run_plbib
from tests.samples import hostile, library
from tests.timing import processor_time_below


def keys(text: str, name: str = "paper.tex") -> list[str]:
    """The keys of a document that is one file; ``*`` last if it cites everything."""
    found = cited(name, {name: text}.get)
    assert found.findings == ()
    return [citation.key for citation in found.citations] + ["*"] * found.everything


def places(files: dict[str, str], main: str = "paper.tex") -> list[str]:
    return [f"{citation.key} {citation.place}" for citation in cited(main, files.get).citations]


def missing(files: dict[str, str], main: str = "paper.tex") -> list[str]:
    found = cited(main, files.get)
    assert {finding.code for finding in found.findings} <= {"missing-file"}
    return [f"{finding.place}: {finding.message.split(' ')[0]}" for finding in found.findings]


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        (r"\cite{a} \cite {b} \cite[p.~3]{c}", "a b c"),
        (r"\citep[see][\S 2]{a,b}, \Citet*{c}, \citealp{d}, \citeauthor{e}", "a b c d e"),
        (r"\parencites(see)(etc.)[a][b]{x}[c]{y} and \textcites{z}{w}\relax{no}", "x y z w"),
        (r"\footcitetexts{a}{b} \footcitetext[3]{c} {no} \autocite*{d}{no}", "a b c d"),
        (r"\volcite{2}[45]{a} \pvolcite[see]{1}{b} \volcites{2}[4]{c}{3}{d}", "a b c d"),
        (r"\textcquote[12]{a}{quoted \cite{b}} \blockcquote{c}{quoted} \bibentry{d}", "a b c d"),
        (r"\citep[see \emph{\textbf{a}} and \citealp{b}][]{c}", "c b"),
        (r"\citep[\{x, ][\}]{a}", "a"),
        (r"\citeA<e.g.,>[p. 5]{a} \cite<1->{b}", "a b"),
        ("\\citep{%\n  a, % first\n  b,\n  % no,\n  c\n}", "a b c"),
        ("\\cite[see]\n  {a}\r\n\\cite\r\n{b,\r\n c}\r\n", "a b c"),
        (r"\citefield{a}{title} \citename{b}{author} \Citeauthor{c}", "a b c"),
        (r"\nocite{*} \cite{a} \nocite{b,a}", "a b *"),
        (r"\cite{DBLP:conf/iclr/X23, a_b.c+d, Müller2020, 10.1/x}", "DBLP:conf/iclr/X23 a_b.c+d Müller2020 10.1/x"),
        (r"\cite{} \cite{,} \cite \cite[a] \cite{a,,b,}", "a b"),
        (r"\newcommand{\mine}[1]{\citep{#1}} \newcommand\citex{y} \def\citeleft{(} \cite{\key,a}", "a"),
        (r"\setcitestyle{round} \citestyle{acm} \citetext{priv. comm.} \shortcites{no} \bstctlcite{no}", ""),
        (r"\DeclareCiteCommand{\x}[\y]{pre}{a} \AtEveryCitekey{no} \iffirstcitekey{,}{;} \defcitealias{no}{I}", ""),
        (r"\citetalias{a} \newcites{sec}{Other} \citesec{b} \nocitesec{c}", "a b c"),
        (r"\usepackage{cite} \cite@x{no} \\cite{no} \includegraphics[width=3cm]{no} \includeonly{no}", ""),
    ],
)
def test_commands_of_latex(text: str, cites: str) -> None:
    assert keys(text) == cites.split()


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("a % \\cite{no}\n100\\% \\cite{a} \\\\% \\cite{no}\n\\cite{b}", "a b"),
        ("\\begin{verbatim}\n\\cite{no}\n% \\end{verbatim}\\cite{a}", "a"),
        ("\\begin{lstlisting}[x]\\cite{no}\\end{lstlisting}\\begin{comment}\\cite{no}\\end{comment}\\cite{a}", "a"),
        ("% \\begin{verbatim}\n\\cite{a}\n% \\begin{comment}\n\\cite{b}", "a b"),
        (r"\verb|\cite{no}|, \verb*+\cite{no}+, \verb|%| \cite{a}, \verb|\begin{verbatim}| \cite{b}", "a b"),
        (r"\lstinline{\cite{no}}, \cite{a}, \lstinline[x]!\cite{no}! \mintinline{tex}{\cite{no}}", "a"),
        (r"\url{https://e.example/a%20b} \cite{a} \href{http://e.example/%7E}{\cite{b}}", "a b"),
        (r"\iffalse \cite{no} \else \cite{a} \fi \iffalse\cite{no}\fi \cite{b} \iffalsework \cite{c}", "a b c"),
        ("\\cite{a}\n\\end{document}\n\\cite{no}", "a"),
        ("\\cite{a} \\endinput \\cite{no}", "a"),
    ],
)
def test_what_latex_does_not_read_cites_nothing(text: str, cites: str) -> None:
    assert keys(text) == cites.split()


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("[@a; @b, p. 3; see -@c] and @d says, -@e: @f. (@g's) @h[p. 3]", "a b c d e f g h"),
        ("@{https://e.example/a?b=c} @{a{b}c} @{no no} @{}", "https://e.example/a?b=c a{b}c"),
        ("@Foo_bar.baz. @a--b @10.1000/x_y.z @Müller’s", "Foo_bar.baz a 10.1000/x_y.z Müller"),
        ("_@a_ **@b** [x @c](y)", "a_ b c"),
        ("me@home.example <mailto:@no> <https://e.example/@no> https://e.example/@no [x](../@no) \\@no @@no", ""),
        ("`@no` `` ` @no `` @a ``` @b ` @c", "a b c"),
        ("`a\n\n@a`", "a"),
        ("```{r fig}\n@no\n\n`````\n@a\n~~~ x\n@no\n~~~\n@b\n```@no``` @c\n```\n@no", "a b c"),
        ("```\r\n@no\r\n```\r\n@a `x\r\n\r\n@b`\r\n", "a b"),
        ("- x\n\n    ```\n    @no\n\n    @no\n    ```\n\n    @a\n\n> ```\n> @no\n> ```\n> @b", "a b"),
        ("text\n    @a\n\n    @no\n\n    @no\n\n- x @b\n\n    @c\n\n[^1]: note\n\n    @d\n\ntext\n\n\t@no", "a b c d"),
        ("@a <!-- @no\n\n@no --> @b `<!--` @c\n```\n<!--\n```\n@d", "a b c d"),
        ("---\nnocite: '@*'\n---\n@a", "a *"),
        ("---\nnocite: |\n  @a,\n  @*\ntitle: x\n---\n", "a *"),
        ("---\nnocite:\n- '@*'\n---\n", "*"),
        ("---\nnocite: |\n  @a\n---\n\nNo @* here, nor by nocite: @*.", "a"),
        ("@fig:x @sec-a @fig-b @fig-c\n\n![](x){#fig:x}\n# A {#sec-a}\n```{r}\n#| label: fig-b\n```", "fig-c"),
        ("(@good) An example.\n\nAs (@good) shows [@a].", "a"),
    ],
)  # fmt: skip
def test_citations_of_markdown(text: str, cites: str) -> None:
    assert keys(text, "draft.md") == cites.split()


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("\\relax\n\\citation{a,b}\n\\citation{c}\n\\bibcite{no}{1}\n\\bibdata{refs}\n", "a b c"),
        ("\\citation{REVTEX42Control}\\citation{apsrev42Control}\\citation{IEEEexample:BSTcontrol}\\citation{a}", "a"),
        ("\\citation{*}\\citation{a}", "a *"),
        ("\\abx@aux@cite{0}{a}\n\\abx@aux@segm{0}{0}{no}\n\\abx@aux@cite{b}\n\\abx@aux@nociteall\n", "a b *"),
    ],
)
def test_keys_of_an_aux_file(text: str, cites: str) -> None:
    assert keys(text, "paper.aux") == cites.split()


def test_keys_of_a_bcf_file() -> None:
    row = "  <bcf:citekey {}>{}</bcf:citekey>\n"
    zero = row.format('order="1" intorder="1"', "a&amp;b") + row.format('type="set" members="x,y"', "set")
    zero += row.format('order="2"', "set") + row.format('order="3" nocite="1"', "*")
    text = f'<bcf:section number="0">\n{zero}</bcf:section>\n<bcf:section number="1">\n{row.format("", "c")}'
    assert keys(text, "paper.bcf") == ["a&b", "x", "y", "c", "*"]
    assert keys(text.replace("\n", "\r\n"), "PAPER.BCF") == ["a&b", "x", "y", "c", "*"]


def test_included_files_are_read_relative_to_the_main_one() -> None:
    files = {
        "p/paper.tex": "\\cite{a}\\include{ch/one}\n\\input two \\input{\"my third\"} \\subfile{ch/four}\\cite{a,b}",
        "p/ch/one.tex": "\\cite{c}\n\\input{ch/deep}",
        "p/ch/deep.tex": "\\cite{d,a}",
        "p/two.tex": "\\cite{e} \\input{fig.tikz}\\input{v1.2}",
        "p/fig.tikz": "\\cite{f}",
        "p/v1.2.tex": "\\cite{g}",
        "p/my third.tex": "\\cite{h}",
        "p/ch/four.tex": "\\cite{i}\\input{five}",
        "p/ch/five.tex": "\\cite{j}",
    }  # fmt: skip
    assert places(files, "p/paper.tex") == [
        *("a p/paper.tex:1:7", "b p/paper.tex:2:56", "c p/ch/one.tex:1:7", "d p/ch/deep.tex:1:7", "e p/two.tex:1:7"),
        *("f p/fig.tikz:1:7", "g p/v1.2.tex:1:7", "h p/my third.tex:1:7", "i p/ch/four.tex:1:7", "j p/ch/five.tex:1:7"),
    ]
    assert missing(files, "p/paper.tex") == []


def test_imported_file_seeks_its_own_in_its_folder_first() -> None:
    files = {
        "paper.tex": "\\import{sub/}{a}\\input{b}",
        "sub/a.tex": "\\input{b}\\subimport*{deep}{c}\\input{d}",
        "sub/b.tex": "\\cite{inner}",
        "b.tex": "\\cite{outer}",
        "sub/deep/c.tex": "\\cite{c}\\import{sub/}{b}",
        "d.tex": "\\cite{d}",
    }
    assert [row.split()[0] for row in places(files)] == ["inner", "c", "d", "outer"]
    assert missing(files) == []


def test_files_that_include_each_other_are_read_once() -> None:
    files = {
        "paper.tex": "\\input{x/../paper}\\input{a}",
        "a.tex": "\\subimport{x/../}{a}\\input{./paper.tex}\\cite{k}",
    }
    assert places(files) == ["k a.tex:1:46"]
    assert missing(files) == []


def test_included_file_that_is_not_there_is_a_finding_at_its_place() -> None:
    files = {"paper.tex": "\n \\include{one}\\input{one}\n\\input{\\jobname.x}\\input{|ls}\\def\\input@path{{x/}}"}
    (finding,) = cited("paper.tex", files.get).findings
    assert (finding.code, finding.severity) == ("missing-file", Severity.ERROR)
    assert str(finding.place) == "paper.tex:2:11"
    assert missing({"paper.aux": "\\@input{ch/one.aux}"}, "paper.aux") == ["paper.aux:1:9: ch/one.aux"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_place_is_that_of_the_key_where_it_is_cited_first(end: str) -> None:
    text = end.join(["\ufeff\\cite{a}", "% \\cite{b}", "é \\citep[x]{a,  b,", "c}"])
    assert places({"paper.tex": text}) == ["a paper.tex:1:7", "b paper.tex:3:17", "c paper.tex:4:1"]


def test_forgotten_comma_makes_one_key_on_one_line() -> None:
    assert cited("paper.tex", {"paper.tex": "\\cite{a\n  b, c}"}.get).citations[0].key == "a b"


def test_other_kind_of_file_and_missing_document_are_errors() -> None:
    with pytest.raises(UsageError, match=r"paper\.docx"):
        cited("paper.docx", {"paper.docx": ""}.get)
    with pytest.raises(InputError, match=r"paper\.tex: no such file"):
        cited("paper.tex", dict[str, str]().get)


def of(*names: str, everything: bool = False) -> DocumentCitations:
    place = Place(file="paper.tex", line=3, column=7)
    return DocumentCitations(citations=tuple(CitedKey(name, place) for name in names), everything=everything)


def chosen(made: Library) -> list[str]:
    return [record.key for record in made.records]


def test_papers_stay_in_the_order_of_the_list() -> None:
    made = select(library(), of("li2019tails", "hargreave2021kites"))
    assert chosen(made) == ["hargreave2021kites", "li2019tails"]
    assert made.findings == ()
    assert chosen(select(library(), of())) == []
    assert chosen(select(library(), of("li2019tails", everything=True))) == chosen(library())


@pytest.mark.parametrize(
    ("key", "cure"),
    [
        ("Li2019Tails", "did you mean li2019tails?"),
        ("reel2018Reels", "did you mean reel2018reels?"),
        ("hargreave2020kites", "did you mean hargreave2021kites?"),
        ("zzz", "see plbib keys for the keys of the list"),
    ],
)
def test_unknown_key_is_a_finding_with_its_place(key: str, cure: str) -> None:
    made = select(library(), of(key, "li2019tails"))
    (finding,) = made.findings
    assert (finding.code, finding.severity, finding.key, finding.cure) == ("unknown-key", Severity.ERROR, key, cure)
    assert str(finding.place) == "paper.tex:3:7"
    assert chosen(made) == ["li2019tails"]


def test_paper_is_found_by_a_former_key_and_each_key_has_one_holder() -> None:
    first, second, *_ = library().records
    papers = library(replace(first, aliases=("old", "older", second.key)), second)
    made = select(papers, of("old"))
    assert [(record.key, record.aliases) for record in made.records] == [("old", (first.key, "older", second.key))]
    made = select(papers, of(first.key, "old"))
    assert [(record.key, record.aliases) for record in made.records] == [
        (first.key, ("older", second.key)),
        ("old", ()),
    ]
    assert chosen(select(papers, of(second.key))) == [second.key]
    assert chosen(select(papers, of("older", everything=True))) == ["older", second.key]


PIECES = (
    r"\cite \cites \input \import \verb| \begin{verbatim} \volcite \nocite{*} { } [ ] ( ) , % ` ``` @ @{ <!-- --> k"
)
NAMES = st.sampled_from(["p.tex", "p.md", "p.aux", "p.bcf"])


@given(NAMES, st.lists(st.sampled_from(PIECES.split()) | hostile | st.text(max_size=5), max_size=30).map("".join))
def test_no_text_stops_the_reader_and_keys_are_one_line_found_at_their_place(name: str, text: str) -> None:
    found = cited(name, {name: text}.get)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for citation in found.citations:
        assert citation.key == " ".join(citation.key.split()) != ""
        line = lines[citation.place.line - 1][citation.place.column - 1 :]
        assert line.startswith(citation.key.split()[0]) or name == "p.bcf"


HOSTILE = [
    *r"\cite[ \cites{ \cite[{ \cites{a} \begin{verbatim} \verb| \lstinline[ \input{ \import{a} \iffalse".split(),
    *r"{ [ \ % ` `a``b <!-- @ @{ ](a <a: > <bcf:citekey".split(),
    *(" ", "\n", "~~~\n", "```\n", "- "),
]


@pytest.mark.heavy
@pytest.mark.parametrize("name", ["p.tex", "p.md", "p.aux", "p.bcf"])
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_repetition_takes_no_quadratic_time(name: str, piece: str) -> None:
    with processor_time_below(20):
        for text in (
            piece * (200_000 // len(piece)),
            "\\def" + piece * 9_000,
            "".join("`" * n + piece for n in range(300)),
        ):
            cited(name, {name: text}.get)


@pytest.mark.heavy
def test_thousands_of_unknown_keys_in_a_long_list_are_told_soon() -> None:
    one = library().records[0]
    papers = library(*(replace(one, key=f"nobody{n}kites", aliases=(f"old{n}",)) for n in range(5000)))
    with processor_time_below(20):
        assert len(select(papers, of(*(f"nobody{n}kite" for n in range(2000)))).findings) == 2000


@pytest.mark.tex
@pytest.mark.parametrize(
    ("package", "commands", "kinds"),
    [
        ("{natbib}", r"\citep[see][p.~3]{a,b}\citet*{c:1/x}\nocite{d}", ("aux",)),
        (
            "[backend=biber]{biblatex}",
            r"\parencites(x)(y)[1][2]{a}{b}\textcite*{c:1/x}\volcite{2}[4]{d}",
            ("aux", "bcf"),
        ),
    ],
)
def test_files_of_a_real_run_say_what_the_source_says(
    program: Callable[[str], str], tmp_path: Path, package: str, commands: str, kinds: tuple[str, ...]
) -> None:
    (tmp_path / "ch").mkdir()
    (tmp_path / "ch" / "one.tex").write_text("\\cite{e}\\nocite{*}\n", encoding="utf-8")
    head = f"\\documentclass{{article}}\\usepackage{package}\n\\begin{{document}}\n"
    source = f"{head}{commands}\n\\include{{ch/one}}\n\\end{{document}}\n"
    (tmp_path / "paper.tex").write_text(source, encoding="utf-8")
    command = [program("pdflatex"), "-no-shell-escape", "-interaction=batchmode", "paper.tex"]
    environment = {**os.environ, "TEXMFVAR": str(tmp_path), "openin_any": "p", "openout_any": "p"}
    subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=600, check=False, env=environment)

    def load(name: str) -> str | None:
        path = tmp_path / name
        return path.read_text(encoding="utf-8") if path.is_file() else None

    for kind in ("tex", *kinds):
        found = cited(f"paper.{kind}", load)
        assert [citation.key for citation in found.citations] == ["a", "b", "c:1/x", "d", "e"], kind
        assert found.everything
        assert found.findings == ()


def test_command_writes_the_subset_and_names_unknown_keys(tmp_path: Path) -> None:
    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return run_plbib("export", "kites.bib", *arguments, cwd=tmp_path)

    (tmp_path / "kites.bib").write_bytes(registry.write(library(), "bibtex", None))
    (tmp_path / "paper.tex").write_bytes(b"\\cite{li2019tails,\r\n nobody}\\input{gone}\r\n\\cite{o2020string}\r\n")
    done = run("--cited", "paper.tex", "--to", "csljson")
    assert done.returncode == 0
    assert [line.split('"')[3] for line in done.stdout.splitlines() if '"id"' in line] == ["o2020string", "li2019tails"]
    assert "paper.tex:2:2: error: nobody is cited, but no paper has that key" in done.stderr
    assert "paper.tex:2:16: error: gone.tex is included, but is not there" in done.stderr
    for name, reason in (("kites.bib", "not a document whose citations are known"), ("none.tex", "no such file")):
        failed = run("--cited", name)
        assert (failed.returncode, failed.stdout) == (2, "")
        assert f"{name}: {reason}" in failed.stderr
        assert "Traceback" not in failed.stderr
