"""Every form compiles in the classes of journals and conferences, with BibTeX and biber, and fits the page."""

import re
import subprocess
from collections.abc import Callable
from itertools import product

import pytest
from msgspec import structs

import plbib
from plbib.model import Library
from plbib.related_work import standalone
from plbib.related_work.fragment import fragment
from plbib.related_work.options import DraftOptions
from plbib.related_work.words import CLASSES, ENGINES, FORMS, ON_SLIDES, TEXTS, WITH_NATBIB
from tests.conftest import missing
from tests.related_work.drafts import HARD, invented, library, people, record

pytestmark = pytest.mark.tex

TROUBLE = re.compile(
    r"^!.*|^(?!LaTeX Font).*[Uu]ndefined.*|^Missing character.*|.*Float too large.*|.*multiply defined.*",
    re.MULTILINE,
)
OVERFULL = re.compile(r"^Overfull \\[hv]box \((\d+\.\d+)pt.*", re.MULTILINE)
_MOST = 5
"""Points that a line or page may be too long."""


def forms_of_class(document_class: str) -> tuple[str, ...]:
    return ON_SLIDES if document_class == "beamer" else FORMS


def forms_of(some: Library) -> tuple[str, ...]:
    """The forms that a list of so little as this can have."""
    dated = any(record.item.issued for record in some.records)
    return FORMS if dated else TEXTS


def problems(
    some: Library, forms: tuple[str, ...], options: DraftOptions, engine: str = "pdflatex", *, cleveref: str = ""
) -> list[str]:
    """What goes wrong in a paper with drafts of these ``forms``; nothing may. Labels may be told of by cleveref."""
    text = "\n".join(fragment(some, replaced(options, form)) for form in forms)
    main = standalone.main(options, {"draft": text}, ["draft"])
    if cleveref:
        main = main.replace("\\begin{document}", f"\\usepackage{{cleveref}}\\begin{{document}}\\Cref{{{cleveref}}}.")
    files = {
        "main.tex": main.encode(),
        "draft.tex": text.encode(),
        "draft.bib": plbib.export(some, options.dialect).encode(),
    }
    made = standalone.compile_paper(files, options, engine)
    log = made.log.decode(errors="replace")
    assert made.pdf or made.failed
    long = [found[0] for found in OVERFULL.finditer(log) if float(found[1]) > _MOST]
    return [*([made.failed, *made.errors] if made.failed else []), *TROUBLE.findall(log), *long]


def replaced(options: DraftOptions, form: str) -> DraftOptions:
    """The options for one of several drafts in a paper, each with labels of its own."""
    return structs.replace(options, form=form, label=f"{options.label}-{form}" if options.label else "")


@pytest.fixture(autouse=True)
def tex(program: Callable[[str], str]) -> None:
    for name in ("pdflatex", "lualatex", "bibtex", "biber"):
        program(name)


@pytest.mark.parametrize(
    ("document_class", "form", "count"),
    [
        pytest.param(name, form, count, id=f"{name}-{form}-{count or 'embedded'}")
        for name, count in product(CLASSES, (0, 1000))
        for form in forms_of_class(name)
        if name != "beamer" or not count  # nobody shows a thousand works on slides
    ],
)
def test_each_form_compiles_with_bibtex(document_class: str, form: str, count: int) -> None:
    some = invented(count) if count else plbib.load(plbib.DEMO)
    assert problems(some, (form,), DraftOptions(document_class=document_class)) == []


@pytest.mark.parametrize(
    ("document_class", "count"),
    [
        pytest.param(name, count, id=f"{name}-{count or 'embedded'}")
        for name in CLASSES
        if name not in WITH_NATBIB
        for count in (0, 200)
        if name != "beamer" or not count
    ],
)
def test_all_forms_compile_with_biber(document_class: str, count: int) -> None:
    some = invented(count) if count else plbib.load(plbib.DEMO)
    assert (
        problems(some, forms_of_class(document_class), DraftOptions(document_class=document_class, bib="biblatex"))
        == []
    )


@pytest.mark.parametrize(
    "options",
    [
        DraftOptions(group_by="topic", level="paragraph", cite="citep", label="rw"),
        DraftOptions(group_by="venue", level="section", cite="citet", two_column=True),
        DraftOptions(group_by="year", cite="citep", document_class="acmart", limit=5),
        DraftOptions(group_by="topic", cite="citet", document_class="ieeetran", label="rw"),
        DraftOptions(group_by="topic", cite="textcite", label="rw"),
        DraftOptions(cite="parencite", document_class="ieeetran", columns=("title", "authors", "citation")),
        DraftOptions(cite="autocite", two_column=True, columns=("name", "year", "citation", "gloss")),
    ],
    ids=lambda options: f"{options.document_class}-{options.cite}-{options.group_by}",
)
def test_groupings_and_commands(options: DraftOptions) -> None:
    forms = [form for form in FORMS if form != "comparison" or not options.columns]  # its columns are features
    assert problems(plbib.load(plbib.DEMO), tuple(forms), options) == []


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("document_class", CLASSES)
def test_hard_texts(document_class: str, engine: str) -> None:
    # natbib cannot sort what ACM's style makes of several works without author and year
    some = library(*(one for one in HARD.records if one.item.issued or document_class != "acmart"), title=HARD.title)
    found = problems(
        some, forms_of_class(document_class), DraftOptions(document_class=document_class, label="rw: _%"), engine
    )
    # A reference list cannot break words of 100 letters; no font has all scripts.
    assert [line for line in found if not line.startswith(("Overfull", "Missing character"))] == []


@pytest.mark.parametrize("document_class", ["article", "acmart"])
def test_one_work_and_one_of_which_little_is_known(document_class: str) -> None:
    for one in (record("kite2021", "Kite: On Flying", authors=people("Berg")), record("bare", "Bare")):
        assert problems(library(one), forms_of(library(one)), DraftOptions(document_class=document_class)) == []


def test_thirty_nine_works_in_a_branch() -> None:
    works = (
        record(f"k{n}", f"Kite{n}Former: Strings", "One/Two/Three", authors=people("Berg"), year=2000 + n)
        for n in range(39)
    )
    some = library(*works)
    for document_class in (name for name in CLASSES if name != "beamer"):
        assert problems(some, ("taxonomy",), DraftOptions(document_class=document_class, cite="citep")) == []


@pytest.mark.parametrize("document_class", ["article", "llncs", "ieeetran", "scrartcl"])
def test_cleveref_knows_headings_tables_and_figures(document_class: str) -> None:
    some = library(record("a", "Alpha: One", year=2020), record("b", "Beta: Two", "Tails", year=2021))
    options = DraftOptions(document_class=document_class, label="rw")
    names = "rw-paragraphs:kites,rw-paragraphs:tails,rw-table:table,rw-taxonomy:taxonomy,rw-timeline:timeline"
    forms = ("paragraphs", "table", "taxonomy", "timeline")
    assert problems(some, forms, options, cleveref=names) == []
    assert any("ndefined" in one for one in problems(some, forms, options, cleveref="rw:nowhere"))


SCRIPTS = library(
    record("cyrillic", "Глубокое обучение", "Основы", authors=people("Иванов"), year=2021),
    record("cjk", "凧: 風に強い構造", "文献", authors=people("王"), year=2022),
    record("arabic", "التعلم العميق", "الطائرات", authors=people("محمد"), year=2023),
)


@pytest.mark.parametrize("document_class", CLASSES)
def test_other_scripts_are_printed_by_fonts_that_are_named(document_class: str) -> None:
    fonts = ("DejaVu Sans", "WenQuanYi Micro Hei")
    if any(not fonts_called(name) for name in fonts):
        missing("fonts-dejavu-core or fonts-wqy-microhei is not installed")
    options = DraftOptions(document_class=document_class, font=fonts)
    assert problems(SCRIPTS, ("paragraphs",), options, "lualatex") == []
    some = problems(SCRIPTS, ("paragraphs",), structs.replace(options, font=fonts[:1]), "lualatex")
    assert {one[:17] for one in some} == {"Missing character"}


def fonts_called(name: str) -> bytes:
    """What fontconfig has of this name."""
    return subprocess.run(["fc-list", name], capture_output=True, check=False).stdout
