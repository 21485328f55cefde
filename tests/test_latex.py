r"""The .bib under TeX: it compiles without a warning, shows what the records say, and no text of a list acts as TeX.

Compiled as an author would: T1, textcomp and amssymb, or the publisher's class. A title that holds ``\input{...}`` is
harmless in the file and must stay so through BibTeX, which lowers and cuts strings, and biber, which decodes TeX.
"""

import contextlib
import os
import re
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import plbib
from plbib.model import Date, Item, Library, Name, Record, Status
from plbib.text import names, tex

TIMEOUT = 60
PDFLATEX = ("pdflatex", "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "paper")
PACKAGES = r"""
\usepackage[T1]{fontenc}
\usepackage{lmodern,textcomp,amssymb,url}
"""
UNBROKEN = r"""
\hyphenpenalty=10000 \exhyphenpenalty=10000 \raggedright
"""
"""For reading the PDF: a hyphen at the end of a line is lost in its text."""

TROUBLE = re.compile(r"^!.*|^Missing character.*|.*\b(?:[Ww]arning|Error)\b.*: .*|.*[Ww]arning--.*", re.MULTILINE)
FONT_PACKAGE = re.compile(r"Class acmart Warning: You do not have the .* package installed")
"""Said by acmart of this machine's fonts, whatever it sets."""


class Paper(NamedTuple):
    """A document that cites a whole .bib; ``backend`` makes its reference list."""

    preamble: str
    references: str
    backend: str = "bibtex"

    @property
    def source(self) -> str:
        return f"{self.preamble}\\begin{{document}}\n\\nocite{{*}}\n{self.references}\n\\end{{document}}\n"


class Typeset(NamedTuple):
    """What came out: warnings of BibTeX or biber, troubles in the last log of TeX, the text of the PDF on one line."""

    warnings: list[str]
    troubles: list[str]
    text: str


Setter = Callable[[str, Paper], Typeset]


def with_style(style: str, preamble: str = "") -> Paper:
    references = f"\\bibliographystyle{{{style}}}\n\\bibliography{{refs}}"
    return Paper(preamble or f"\\documentclass{{article}}{PACKAGES}{UNBROKEN}", references)


PLAIN = with_style("plain")
IEEE = with_style("IEEEtran", f"\\documentclass[conference]{{IEEEtran}}{PACKAGES}")
ACM = with_style("ACM-Reference-Format", f"\\documentclass[sigconf,nonacm]{{acmart}}{PACKAGES}\\title{{References}}\n")
BIBLATEX = Paper(
    f"\\documentclass{{article}}{PACKAGES}{UNBROKEN}"
    "\\usepackage[backend=biber,maxbibnames=99]{biblatex}\n\\addbibresource{refs.bib}\n",
    r"\printbibliography",
    backend="biber",
)


@pytest.fixture
def typeset(program: Callable[[str], str], tmp_path: Path) -> Setter:
    """Write a .bib and a paper into a folder of the test's own and run TeX over them."""

    def run(*command: str) -> None:
        environment = {
            **{name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ},
            **dict.fromkeys(("HOME", "TEXMFVAR", "TEXMFHOME"), str(tmp_path)),
            "openin_any": "p",
            "openout_any": "p",
            "max_print_line": "1000",
            "LC_ALL": "C.UTF-8",
        }
        done = subprocess.run(
            [program(command[0]), *command[1:]],
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
        assert done.returncode == 0, f"{command[0]}: …{done.stdout.decode(errors='replace')[-3000:]}"

    def make(bib: str, paper: Paper) -> Typeset:
        for left in tmp_path.glob("paper.*"):  # an older paper's reference list
            left.unlink()
        (tmp_path / "refs.bib").write_text(bib, encoding="utf-8")
        (tmp_path / "paper.tex").write_text(paper.source, encoding="utf-8")
        for command in (PDFLATEX, (paper.backend, "paper"), PDFLATEX, PDFLATEX):
            run(*command)
        run("pdftotext", "-enc", "UTF-8", "paper.pdf")
        return _typeset(tmp_path)

    return make


def _typeset(folder: Path) -> Typeset:
    def read(ending: str) -> str:
        return (folder / f"paper.{ending}").read_text(encoding="utf-8", errors="replace")

    warnings = re.findall(r"^(?:Warning--|.*(?:WARN|ERROR) - )(.*)", read("blg"), re.MULTILINE)
    troubles = [line for line in TROUBLE.findall(read("log")) if not FONT_PACKAGE.match(line)]
    return Typeset(warnings, troubles, " ".join(unicodedata.normalize("NFC", read("txt")).split()))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The list that comes with plbib; loaded where no plbib.toml names another."""
    with contextlib.chdir(tmp_path_factory.mktemp("nowhere")):
        return plbib.load()


# The embedded list -----------------------------------------------------------------------------------------------

WORDS = ("Łukasz", "Mańke", "Ontañón", "d’Alché-Buc", "Ré", "François", "∞-former")
NATBIB = with_style("plainnat", f"\\documentclass{{article}}{PACKAGES}{UNBROKEN}\\usepackage{{natbib,hyperref}}\n")
STYLES = {
    **{style: with_style(style) for style in ("plain", "unsrt", "abbrv", "alpha")},
    "plainnat": NATBIB,
    "IEEEtran": IEEE,
}
CUT_GIVEN_NAMES = ("abbrv", "IEEEtran", "ieee")


def with_biblatex(style: str) -> Paper:
    return BIBLATEX._replace(preamble=BIBLATEX.preamble.replace("maxbibnames=99", f"maxbibnames=99,style={style}"))


@pytest.mark.tex
@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
@pytest.mark.parametrize("style", STYLES)
def test_the_list_compiles_without_a_warning(library: Library, typeset: Setter, style: str, encoding: str) -> None:
    made = typeset(plbib.export(library, "bibtex", encoding=encoding), STYLES[style])
    assert made.warnings == []
    assert made.troubles == []
    if style not in CUT_GIVEN_NAMES:
        assert [word for word in WORDS if word not in made.text] == []


@pytest.mark.tex
@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
@pytest.mark.parametrize("style", ["numeric", "authoryear", "ieee"])
def test_the_list_compiles_with_biber_without_a_warning(
    library: Library, typeset: Setter, style: str, encoding: str
) -> None:
    made = typeset(plbib.export(library, "biblatex", encoding=encoding), with_biblatex(style))
    assert made.warnings == []
    assert made.troubles == []
    if style not in CUT_GIVEN_NAMES:
        assert [word for word in WORDS if word not in made.text] == []


@pytest.mark.tex
@pytest.mark.parametrize(
    "options", [{"profile": "short"}, {"profile": "dblp"}, {"strings": True}], ids=["short", "dblp", "strings"]
)
def test_every_profile_compiles_without_a_warning(library: Library, typeset: Setter, options: dict[str, Any]) -> None:
    for form, paper in (("bibtex", PLAIN), ("biblatex", BIBLATEX)):
        made = typeset(plbib.export(library, form, **options), paper)
        assert (made.warnings, made.troubles) == ([], [])
        missing = [word for word in WORDS if word not in made.text]
        assert missing == (["d’Alché-Buc"] if options.get("profile") == "short" else [])  # who only is an editor


@pytest.mark.tex
def test_biber_takes_the_bibtex_file_too(library: Library, typeset: Setter) -> None:
    made = typeset(plbib.export(library, "bibtex"), BIBLATEX)
    assert (made.warnings, made.troubles) == ([], [])
    assert [word for word in WORDS if word not in made.text] == []


@pytest.mark.tex
@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_acm_misses_only_pages_that_no_source_has(library: Library, typeset: Setter, encoding: str) -> None:
    without = [record.key for record in library.records if not record.item.page]
    made = typeset(plbib.export(library, "bibtex", encoding=encoding), ACM)
    assert sorted(made.warnings) == [
        f"page numbers missing in both pages and numpages fields in {key}" for key in sorted(without)
    ]
    assert made.troubles == []


@pytest.mark.tex
def test_what_is_wrong_would_be_seen(typeset: Setter) -> None:
    paper = PLAIN._replace(references=PLAIN.references + r"\cite{nobody}\ref{nothing}")
    made = typeset("@article{a, title = {T}}", paper)
    assert "empty author in a" in made.warnings
    assert 'I didn\'t find a database entry for "nobody"' in made.warnings
    assert "LaTeX Warning: There were undefined references." in made.troubles


# Text is data ----------------------------------------------------------------------------------------------------

HOSTILE = (
    r"\input{/etc/hostname}",
    r"\input{secret}",
    r"\immediate\openout5=written \immediate\write5{x}\closeout5",
    "^^5cinput{secret}",
    r"\csname foo\endcsname",
    r"\end{thebibliography}",
    r"\verb|x",
    "an open { brace",
    "a closing } brace",
    "}, evil = {x",
    "100 % of it",
    "a backslash ends it\\",
    "@article{evil, title = {x}}",
    "a \"quoted\" and 'quoted' word",
    "two\nlines",
    "two\r\n\r\n@book{evil}",
    "$x^2$",
    "$",
    "#_&~",
    "#1",
    "a--b, ,c''d``e",
    "<<a|b>>",
    "A, B, C, D and others and E",
    "{" * 30,
    "\\" * 30,
    "x" * 300,
)


def hostile_people(text: str) -> tuple[Name, ...]:
    return (
        Name(family=text, given="Ann"),
        Name(family="Berg", given=text, non_dropping_particle=text, suffix=text),
        Name(family=text),
        Name(given=text),
        Name(literal=text),
    )


def hostile_record(number: int, text: str, people: tuple[Name, ...]) -> Record:
    """A record with ``text`` wherever a list, a source or a person can put text."""
    return Record(
        key=f"hostile{number}",
        status=(Status.PINNED, Status.UNRESOLVED)[number % 2],
        item=Item(
            type=("paper-conference", "article-journal", "chapter", "thesis", "report", "document")[number % 6],
            title=f"a {text}",
            author=people,
            editor=people,
            container_title=f"In {text}",
            collection_title=text,
            edition=text,
            volume=text,
            issue=text,
            number=text,
            page=f"1-{text}-2",
            publisher=text,
            publisher_place=text,
            issued=Date(date_parts=((2023, 5),)) if number % 3 else Date(literal=text),
            doi=f"10.1000/{text}",
            url=f"https://example.org/{text}",
            language=text,
            keyword=text,
            note=text,
            other={"custom": {"bibtex": {"series": text, "type": text, f"x{text}": text}}},
        ),
        identifiers={"arxiv": text},
    )


def shown(text: str) -> str:
    """``text`` as the PDF shows it: with typographic quotes (a backquote after biber, too) and single blanks."""
    return " ".join(text.replace("'", "’").replace("`", "‘").split())


def hostile_library(people: Callable[[str], tuple[Name, ...]] = hostile_people) -> Library:
    records = tuple(hostile_record(number, text, people(text)) for number, text in enumerate(HOSTILE))
    return Library(title="\n".join(HOSTILE), url="https://example.org/@article{x,}", records=records)


@pytest.fixture(scope="module")
def hostile() -> Library:
    return hostile_library()


@pytest.mark.tex
@pytest.mark.parametrize("paper", [PLAIN, IEEE, ACM, BIBLATEX], ids=["plain", "IEEEtran", "ACM", "biblatex"])
def test_no_text_acts_as_tex(typeset: Setter, tmp_path: Path, paper: Paper) -> None:
    """All of it is shown where the style prints titles as they are.

    Names are tame for biblatex: biber cuts initials out of TeX, so that a name of ``&`` does not compile in any form.
    """
    (tmp_path / "secret.tex").write_text("leaked", encoding="utf-8")
    tame = (Name(family="Berg", given="Ann"),)
    library = hostile_library(lambda _: tame) if paper is BIBLATEX else hostile_library()
    made = typeset(plbib.export(library, "bibtex"), paper)
    assert "leaked" not in made.text
    assert not (tmp_path / "written.tex").exists()
    assert [line for line in made.troubles if line.startswith(("!", "Missing"))] == []
    if paper in (PLAIN, BIBLATEX):
        assert [text for text in HOSTILE if shown(text)[:60] not in shown(made.text)] == []


@pytest.mark.tex
def test_a_file_of_the_system_is_not_read(typeset: Setter, hostile: Library) -> None:
    try:
        host = Path("/etc/hostname").read_text(encoding="utf-8").strip()
    except OSError:
        host = ""
    text = typeset(plbib.export(hostile, "bibtex"), PLAIN).text
    assert r"\input{/etc/hostname}" in text
    assert not host or host not in text.replace("/etc/hostname", "")


def test_hostile_text_makes_no_entry_and_loses_none(hostile: Library) -> None:
    keys = [record.key for record in hostile.records]
    text = plbib.export(hostile, "bibtex")
    assert [row["ID"] for row in with_bibtexparser(text)] == keys
    assert list(with_pybtex(text)) == keys


# Other programs read it ------------------------------------------------------------------------------------------


def with_bibtexparser(text: str) -> list[dict[str, str]]:
    from bibtexparser.bparser import BibTexParser

    parser = BibTexParser(common_strings=True, ignore_nonstandard_types=False)
    rows: list[dict[str, str]] = parser.parse(text).entries
    return rows


def with_pybtex(text: str) -> Any:
    """Key → entry; pybtex raises at the first thing it finds wrong."""
    from pybtex.database import parse_string

    return parse_string(text, "bibtex").entries


def without_tex(text: str) -> str:
    """Pylatexenc's own reading, as its defaults have it; ``tex.unescape`` is ours to test."""
    from pylatexenc.latex2text import LatexNodes2Text

    read: str = LatexNodes2Text().latex_to_text(text)
    return read.replace("’", "'")


def test_bibtexparser_reads_the_list_back(library: Library) -> None:
    rows = with_bibtexparser(plbib.export(library, "bibtex"))
    assert len(rows) == 70
    assert [(row["ID"], without_tex(row["title"])) for row in rows] == [
        (record.key, record.item.title.replace("’", "'")) for record in library.records
    ]


def test_pybtex_reads_the_list_back(library: Library) -> None:
    entries = with_pybtex(plbib.export(library, "bibtex"))
    assert len(entries) == 70
    assert [(key, without_tex(entry.fields["title"])) for key, entry in entries.items()] == [
        (record.key, record.item.title.replace("’", "'")) for record in library.records
    ]


def test_pybtex_splits_the_names_as_the_records_have_them(library: Library) -> None:
    entries = with_pybtex(plbib.export(library, "bibtex"))
    read = [
        without_tex(" ".join([*person.prelast_names, *person.last_names])) + ", " + without_tex(" ".join(given))
        for entry in entries.values()
        for person in entry.persons["author"]
        for given in [[*person.first_names, *person.middle_names]]
    ]
    assert read == [
        f"{' '.join(filter(None, [name.non_dropping_particle, name.family]))}, {name.given or ''}".replace("’", "'")
        for record in library.records
        for name in record.item.author
    ]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name(family="al-Khatib", given="Omar"), "{al-Khatib}, Omar"),
        (Name(family="d'Alché-Buc", given="Florence"), r"{d'Alch{\'e}-Buc}, Florence"),
        (Name(family="Ben-el-Mechaiekh", given="Hichem"), "{Ben-el-Mechaiekh}, Hichem"),
        (Name(family="de la Cruz-Ruiz", given="Ana"), "de la Cruz-Ruiz, Ana"),
        (Name(family="Abdul-Mageed", given="Muhammad"), "Abdul-Mageed, Muhammad"),
        (Name(family="Berg", given="Jan", non_dropping_particle="van der"), "van der Berg, Jan"),
        (Name(family="King", given="Martin", suffix="Jr., PhD"), "{Martin King, {Jr., PhD}}"),
        (Name(family="École Normale"), r"{{\'E}cole Normale}"),
        (Name(given="Élodie Marie"), r"{{\'E}lodie Marie}"),
    ],
)
def test_no_program_takes_a_name_apart_elsewhere(name: Name, written: str) -> None:
    """BibTeX prints a hyphen after a particle as a blank; biber leaves out an entry for the commas of a name."""
    assert names.to_bibtex((name,)) == written


# Characters ------------------------------------------------------------------------------------------------------

LETTERS = [chr(code) for code in range(0xC0, 0x180) if chr(code).isalpha()]
NO_LETTER_OF_TEX = "ĦħĸŦŧ"
CHARACTERS = [
    character
    for character in map(chr, [*range(0x20, 0x3000), *range(0xFB00, 0xFB07), *range(0x1D400, 0x1D800)])
    if tex.escape(character).isascii() and not character.isspace() and character.isprintable()
]


def test_letters_of_european_languages_are_written_in_ascii_and_read_back() -> None:
    assert tex.without_form("".join(LETTERS)) == NO_LETTER_OF_TEX
    written = {letter: tex.escape(letter) for letter in LETTERS if letter not in NO_LETTER_OF_TEX}
    changed = {
        letter: form
        for letter, form in written.items()
        if unicodedata.normalize("NFKD", tex.unescape(form)) != unicodedata.normalize("NFKD", letter).replace("ʼ", "'")
    }
    assert changed == {}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Șerban Țepeș", r"{\textcommabelow{S}}erban {\textcommabelow{T}}epe{\textcommabelow{s}}"),
        ("Ŀ", r"{L\textperiodcentered}"),
        ("Άρης", r"{\'A}{$\rho$}{$\eta$}{$\varsigma$}"),
        ("♯", r"{$\sharp$}"),
        ("Москва", "Москва"),
        ("Ħal 𝕓 ə", "Ħal 𝕓 ə"),
        ("⅓ ℒ", r"{$\frac{1}{3}$} {$\mathcal{L}$}"),
        ("a\x85b\x9dc", "a b c"),
    ],
)
def test_a_character_keeps_its_identity_or_stays(text: str, written: str) -> None:
    assert tex.escape(text) == written


@pytest.mark.tex
def test_every_form_of_a_character_compiles(typeset: Setter) -> None:
    """Each in a title, where ``plain`` lowers it, and in a book title, where it stays."""
    records = tuple(
        Record(
            key=f"u{ord(character):04x}",
            status=Status.PINNED,
            item=Item(
                type="paper-conference",
                title=f"On {character}",
                container_title=f"{character} and {character}{character}",
                author=(Name(family=f"Family {character}", given=f"{character} Given"),),
                issued=Date(date_parts=((2023,),)),
            ),
        )
        for character in CHARACTERS
    )
    assert len(records) > 1300
    made = typeset(plbib.export(Library(title="Characters", records=records), "bibtex"), PLAIN)
    assert made.warnings == []
    assert made.troubles == []
