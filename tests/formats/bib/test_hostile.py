r"""No text of a list acts as TeX.

A title that holds ``\input{...}`` is harmless in the file and must stay so through BibTeX, which lowers and cuts
strings, and biber, which decodes TeX.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from msgspec.structs import replace

import plbib
from plbib.model import Category, Date, Item, Library, Name, Record, Status
from plbib.papers.keys import safe
from tests.readers import bibtexparser_keys, pybtex_keys
from tests.typesetting import ACM, BIBLATEX, IEEE, LUALATEX, PLAIN, Paper, Setter, Typeset, typesetter


@pytest.fixture
def typeset(program: Callable[[str], str], tmp_path: Path) -> Setter:
    """Runs TeX in a folder of the test's own."""
    return typesetter(program, tmp_path)


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
    r"$\input{secret}$",
    r"$\csname input\endcsname{secret}$",
    r"<i>\input{secret}",
    r"\begin{filecontents*}{written.tex}x\end{filecontents*}",
    "%\n^^M^^M\\par",
    '"}, evil = "x',
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


OTHER = ("annote", "archive_collection", "archive_location", "call-number", "dimensions", "medium", "scale", "status")
"""CSL variables of the kind that plbib keeps as they came."""


def hostile_record(number: int, text: str, people: tuple[Name, ...]) -> Record:
    """A record with ``text`` wherever a list, a source or a person can put text."""
    fields = {name: text for name, kind in get_type_hints(Item).items() if kind == str | None}
    fields |= {"title": f"a {text}", "container_title": f"In {text}", "event_title": f"Talks ({text} 2023)"}
    fields |= {"page": f"1-{text}-2", "doi": f"10.1000/{text}", "url": f"https://example.org/{text}"}
    kept = {"series": text, "type": text, "subtitle": text, f"x{text}": text}
    return Record(
        key=f"hostile{number}",
        status=(Status.PINNED, Status.UNRESOLVED)[number % 2],
        item=Item(
            **fields,
            type=("paper-conference", "article-journal", "chapter", "thesis", "report", "document")[number % 6],
            author=people,
            editor=people,
            translator=people,
            issued=Date(date_parts=((2023, 5),)) if number % 3 else Date(literal=text),
            accessed=Date(literal=text),
            event_date=Date(literal=text),
            other={**dict.fromkeys(OTHER, text), "custom": {"bibtex": kept}},
        ),
        categories=((text, f"in {text}"), ("Kites",)),
        identifiers={"arxiv": text},
    )


def shown(text: str) -> str:
    """``text`` as the PDF shows it: with typographic quotes (a backquote after biber, too) and single blanks."""
    return " ".join(text.replace("'", "’").replace("`", "‘").split())


def hostile_library(people: Callable[[str], tuple[Name, ...]] = hostile_people) -> Library:
    records = tuple(hostile_record(number, text, people(text)) for number, text in enumerate(HOSTILE))
    return Library(
        title="\n".join(HOSTILE),
        url="https://example.org/@article{x,}",
        records=records,
        categories=tuple(
            Category(path=path) for path in dict.fromkeys(path for row in records for path in row.categories)
        ),
    )


@pytest.fixture(scope="module")
def hostile() -> Library:
    return hostile_library()


TAME = (Name(family="Berg", given="Ann"),)
"""For biblatex: biber cuts initials out of TeX, so that a name of ``&`` does not compile in any form."""


def check(typeset: Setter, folder: Path, library: Library, paper: Paper, form: str, **options: Any) -> Typeset:
    """Typeset ``library``: nothing in it acts as TeX, and no entry comes or goes."""
    (folder / "secret.tex").write_text("leaked", encoding="utf-8")
    made = typeset(plbib.export(library, form, **options), paper)
    assert "leaked" not in made.text
    assert not (folder / "written.tex").exists()
    assert [line for line in made.troubles if line.startswith(("!", "Missing"))] == []
    assert sorted(made.keys) == sorted(record.key for record in library.records)
    return made


def hidden(made: Typeset, as_set: Callable[[str], str] = lambda text: text) -> list[str]:
    """The texts that are not shown as they are."""
    return [text for text in HOSTILE if as_set(shown(text))[:60] not in as_set(shown(made.text))]


def ligatures(text: str) -> str:
    """As LuaTeX sets it with the fonts of fontspec: it joins characters over ``{}``, too, and curls straight quotes."""
    for typed, joined in (("--", "–"), ("<<", "«"), (">>", "»"), ("’’", "”"), ("‘‘", "“"), ('"', "”")):
        text = text.replace(typed, joined)
    return text


@pytest.mark.tex
@pytest.mark.parametrize("paper", [PLAIN, IEEE, ACM, BIBLATEX], ids=["plain", "IEEEtran", "ACM", "biblatex"])
def test_no_text_acts_as_tex(typeset: Setter, tmp_path: Path, paper: Paper) -> None:
    """All of it is shown where the style prints titles as they are."""
    library = hostile_library(lambda _: TAME) if paper is BIBLATEX else hostile_library()
    made = check(typeset, tmp_path, library, paper, "bibtex")
    if paper in (PLAIN, BIBLATEX):
        assert hidden(made) == []


@pytest.mark.tex
@pytest.mark.parametrize("paper", [BIBLATEX, LUALATEX], ids=["pdflatex", "lualatex"])
def test_no_text_acts_as_tex_in_the_dialect_of_biblatex(typeset: Setter, tmp_path: Path, paper: Paper) -> None:
    made = check(typeset, tmp_path, hostile_library(lambda _: TAME), paper, "biblatex")
    assert hidden(made, ligatures if paper is LUALATEX else str) == []


@pytest.mark.tex
@pytest.mark.parametrize("options", [{"profile": "short"}, {"profile": "dblp"}], ids=["short", "dblp"])
@pytest.mark.parametrize("paper", [PLAIN, BIBLATEX], ids=["bibtex", "biblatex"])
def test_no_venue_acts_as_tex(typeset: Setter, tmp_path: Path, paper: Paper, options: dict[str, Any]) -> None:
    check(typeset, tmp_path, hostile_library(lambda _: TAME), paper, paper.dialect, **options)


@pytest.mark.tex
@pytest.mark.parametrize("paper", [PLAIN, BIBLATEX], ids=["bibtex", "biblatex"])
def test_no_macro_of_a_venue_acts_as_tex(typeset: Setter, tmp_path: Path, paper: Paper) -> None:
    library = hostile_library(lambda _: TAME)
    twice = tuple(replace(record, key=f"{record.key}b") for record in library.records)  # so that a macro pays
    library = replace(library, records=library.records + twice)
    assert "@string{" in plbib.export(library, paper.dialect, strings=True)
    check(typeset, tmp_path, library, paper, paper.dialect, strings=True)


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
    assert bibtexparser_keys(text) == pybtex_keys(text) == keys


@pytest.mark.tex
@pytest.mark.parametrize("paper", [PLAIN, BIBLATEX], ids=["bibtex", "biber"])
def test_keys_of_other_peoples_files_can_be_cited(typeset: Setter, paper: Paper) -> None:
    keys = ["a:b/c_d+e.f-g", "DBLP:conf/iclr/X-1", "2023_First", "x" * 120, "Müller 2020, {A}", "p&q#r%s~t"]
    records = tuple(
        Record(
            key=key,
            status=Status.PINNED,
            aliases=(f"old-{number}",),
            item=Item(type="book", title=f"Kite {number}", author=TAME, publisher="P", issued=YEAR),
        )
        for number, key in enumerate(keys)
    )
    written = [safe(key) for key in keys]
    cited = paper._replace(references="".join(f"\\cite{{{key}}} " for key in written) + paper.references)
    made = typeset(plbib.export(Library(title="Keys", records=records), paper.dialect), cited)
    assert (made.warnings, made.troubles) == ([], [])
    assert sorted(made.keys) == sorted(written)


YEAR = Date(date_parts=((2023,),))
