r"""The .bib under TeX: it compiles without a warning and shows what the records say; other programs read it back."""

import contextlib
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import plbib
from plbib.model import Date, Item, Library, Name, Record, Status
from plbib.text import names, tex
from tests.samples import TYPES
from tests.typesetting import (
    ACM,
    BIBLATEX,
    IEEE,
    LUALATEX,
    PACKAGES,
    PLAIN,
    UNBROKEN,
    Paper,
    Setter,
    typesetter,
    with_style,
)


@pytest.fixture
def typeset(program: Callable[[str], str], tmp_path: Path) -> Setter:
    """Runs TeX in a folder of the test's own."""
    return typesetter(program, tmp_path)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The list that comes with plbib; loaded where no plbib.toml names another."""
    with contextlib.chdir(tmp_path_factory.mktemp("nowhere")):
        return plbib.load(plbib.DEMO)


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
@pytest.mark.parametrize("form", ["biblatex", "bibtex"])
def test_the_list_compiles_with_lualatex_and_biber_without_a_warning(
    library: Library, typeset: Setter, form: str
) -> None:
    made = typeset(plbib.export(library, form), LUALATEX)
    assert (made.warnings, made.troubles) == ([], [])
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
@pytest.mark.parametrize("paper", [PLAIN, NATBIB, IEEE, ACM], ids=["plain", "nat", "IEEE", "ACM"])
def test_papers_of_which_only_the_list_knows_can_be_sorted(typeset: Setter, paper: Paper) -> None:
    titles = ("Kites] of (Paper)", "[Kites, {Again", "Kites?", "100 %")
    year = Date(date_parts=((2023,),))
    items = [Item(type="paper-conference", title=title, container_title="ICLR", issued=year) for title in titles]
    records = (Record(key=f"k{at}", item=item, status=Status.UNRESOLVED) for at, item in enumerate(items))
    made = typeset(plbib.export(Library(title="Kites", records=tuple(records)), "bibtex"), paper)
    assert [line for line in made.warnings if "to sort" in line or "no key" in line] == []
    assert made.troubles == []
    assert len(made.keys) == len(titles)


def of_every_type() -> Library:
    """An item with all that plbib knows of for each type of CSL."""
    date, other = Date(date_parts=((2023, 5, 6),)), {"archive_collection": "cs.CL", "status": "in press"}
    people = [
        (Name(family="Berg" + "abcdefghij"[number // 10] * (number % 10 + 1), given="Ann"),) for number in range(90)
    ]
    numbers = {"volume": "1", "issue": "2", "number": "3", "page": "4-5", "edition": "2", "version": "6"}
    records = (
        Record(
            key=f"x{number}",
            status=Status.PINNED,
            identifiers={"arxiv": "2101.00001"},
            item=Item(
                **{name: f"Word {name.replace('_', '-')}" for name, kind in TEXTS if kind == str | None} | numbers,
                type=csl_type,
                title=f"Kite {csl_type.replace('_', '-')}",
                author=people[number] if number % 2 else (),
                editor=people[number],
                translator=people[number],
                issued=date,
                accessed=date,
                event_date=date,
                other=other,
            ),
        )
        for number, csl_type in enumerate([*TYPES, *TYPES[::-1]])
    )
    return Library(title="Types", records=tuple(records))


TEXTS = [(name, kind) for name, kind in get_type_hints(Item).items() if name not in ("doi", "url", "isbn", "issn")]


@pytest.mark.tex
@pytest.mark.parametrize("paper", [PLAIN, NATBIB, IEEE, ACM, BIBLATEX], ids=["plain", "nat", "IEEE", "ACM", "biblatex"])
def test_items_of_every_type_compile(typeset: Setter, paper: Paper) -> None:
    library = of_every_type()
    made = typeset(plbib.export(library, paper.dialect), paper)
    assert made.troubles == []
    assert len(made.keys) == len(library.records)
    if paper is BIBLATEX:
        assert made.warnings == []
        assert [row.item.title for row in library.records if row.item.title not in made.text] == []


@pytest.mark.tex
def test_what_is_wrong_would_be_seen(typeset: Setter) -> None:
    paper = PLAIN._replace(references=PLAIN.references + r"\cite{nobody}\ref{nothing}")
    made = typeset("@article{a, title = {T}}", paper)
    assert "empty author in a" in made.warnings
    assert 'I didn\'t find a database entry for "nobody"' in made.warnings
    assert "LaTeX Warning: There were undefined references." in made.troubles


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
        (Name(family="de la Cruz-Ruiz", given="Ana"), "{de la Cruz-Ruiz}, Ana"),
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
