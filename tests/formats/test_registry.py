"""The contract of formats: what holds for every row of the registry, whoever adds it."""

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import plbib
from plbib.app.build import build
from plbib.errors import ConfigError, InputError, UsageError
from plbib.formats import registry
from plbib.model import TYPES, Date, Item, Library, Name, Record, Status
from plbib.outputs.table import outputs
from plbib.text import markup
from plbib.text.unicode import CONTROL, squeeze
from tests.conftest import examples
from tests.formats.bib.test_hostile import HOSTILE, hostile_record
from tests.samples import PAPERS, anything, items, legible, libraries, library, record

READABLE = [line.name for line in registry.LINES if registry.load(str(registry.of_file(f"x{line.suffixes[0]}"))).read]
"""Formats whose files can be read, biblatex as BibTeX."""
EVERY = pytest.mark.parametrize("name", registry.NAMES)
READ = pytest.mark.parametrize("name", READABLE)
LINES = {line.name: line for line in registry.LINES}


def back(made: Library, name: str) -> list[Record]:
    """``made`` written in a format, and read as the file of that format that it is."""
    data = registry.write(made, name)
    file = f"papers{LINES[name].suffixes[0]}"
    records, _ = registry.read(data, file, str(registry.of_file(file)))
    return records


def titles(records: Any) -> list[str]:
    """The titles, as far as formats keep them: words, not marks."""
    return [squeeze(markup.plain(one.item.title)) for one in records]


# The registry -------------------------------------------------------------------------------------------------------


@EVERY
def test_a_row_says_what_the_program_asks_of_it(name: str) -> None:
    line, row = LINES[name], registry.load(name)
    assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", row.media_type)
    assert line.title
    assert all(re.fullmatch(r"\.[a-z]+", end) for end in line.suffixes)
    assert row.build
    assert all(file.endswith(line.suffixes) for file in row.build)
    assert row.options is None or row.options() == registry.options(name, {})


def test_these_formats_are_in_every_build() -> None:
    built = [line.name for line in registry.LINES if line.built]
    assert built == ["bibtex", "biblatex", "csljson", "ris", "hayagriva"]


def test_files_of_a_build_are_of_one_format_each() -> None:
    files = [file for name in registry.NAMES for file in registry.load(name).build]
    assert len(set(files)) == len(files)


def test_unknown_formats_options_and_words_are_errors_that_name_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        plbib.export(library(), "docx")
    assert caught.value.hint == f"formats: {', '.join(registry.NAMES)}"
    with pytest.raises(UsageError, match="csv has no option profile") as caught:
        plbib.export(library(), "csv", profile="short")
    assert caught.value.hint == "formats with it: bibtex, biblatex"
    with pytest.raises(UsageError, match="nothing is called loud here") as caught:
        plbib.export(library(), "bibtex", profile="loud")
    assert caught.value.hint == "known are: full, short, dblp"
    with pytest.raises(UsageError, match="only written"):
        registry.read(b"", "x.yml", "hayagriva")


def test_a_build_writes_the_usual_formats_and_those_that_are_asked_for(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    usual = outputs(library(), ("ieee",)).files
    for name in registry.NAMES:
        files = outputs(library(), ("ieee",), (name,)).files
        built = {file for file in registry.load(name).build if file in files}
        assert built == set(registry.load(name).build)
        assert (files.keys() == usual.keys()) == LINES[name].built
    (tmp_path / "list.md").write_text("[ICLR'23] [Kites](https://e.example/kites)\n", encoding="utf-8")
    (tmp_path / "plbib.toml").write_text('[list]\npath = "list.md"\n[build]\nformats = ["csv"]\n', encoding="utf-8")
    build(None, None, check=False)
    assert (tmp_path / "out" / "papers.csv").read_bytes().startswith(b"\xef\xbb\xbfkey,type,title,")
    (tmp_path / "plbib.toml").write_text('[build]\nformats = ["xls"]\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"build\.formats: no format is called xls"):
        build(None, None, check=False)
    (tmp_path / "plbib.toml").write_text('[build]\nformat = ["csv"]\n', encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        build(None, None, check=False)
    assert caught.value.hint == "did you mean build.formats?"


@READ
def test_a_format_is_known_by_its_start(name: str) -> None:
    text = registry.write(library(), name).decode()
    assert registry.of_text(text) == registry.of_file(f"x{LINES[name].suffixes[0]}")
    assert registry.of_text("\n" + text) == registry.of_text(text)


@pytest.mark.parametrize(
    "text",
    ["", "# Papers\n", "[ICLR'23] [Kites](https://e.example)\n", "{x}", "title\n", "authors, year\n", "<html>\n"],
)
def test_a_list_is_no_format(text: str) -> None:
    assert registry.of_text(text) is None


# Writing ------------------------------------------------------------------------------------------------------------


@EVERY
def test_an_empty_library_is_a_file_of_no_record(name: str) -> None:
    data = registry.write(Library(title=""), name)
    data.decode("utf-8")
    if name in READABLE:
        assert back(Library(title=""), name) == []


@EVERY
@examples(40)
@given(made=libraries(items(anything)))
def test_every_library_is_written_as_clean_utf_8(name: str, made: Library) -> None:
    data = registry.write(made, name)
    text = data.decode("utf-8")
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", text)
    assert registry.write(made, name) == data


@EVERY
def test_every_type_is_written(name: str) -> None:
    made = library(*(record(f"k{kind}", type=kind, title=f"The {kind}") for kind in sorted(TYPES)))
    text = registry.write(made, name).decode()
    assert all(f"The {kind}".replace("_", "") in re.sub(r"[\\_]", "", text) for kind in TYPES)


# Written and read ---------------------------------------------------------------------------------------------------


@READ
@examples(40)
@given(made=libraries(items(anything)))
def test_no_record_is_lost_or_added_whatever_the_text(name: str, made: Library) -> None:
    assert [one.key for one in back(made, name)] == [one.key for one in made.records]


@READ
def test_hostile_text_is_text(name: str) -> None:
    records = tuple(hostile_record(n, text, (Name(family=text, given=text),)) for n, text in enumerate(HOSTILE))
    again = back(library(*records), name)
    assert [one.key for one in again] == [one.key for one in records]
    assert all(CONTROL.search(str(one)) is None for one in again)


@READ
@examples(40)
@given(texts=st.lists(legible.filter(squeeze), min_size=1, max_size=3))
def test_titles_come_back(name: str, texts: list[str]) -> None:
    made = library(*(record(f"k{n}", title=text) for n, text in enumerate(texts)))
    assert titles(back(made, name)) == titles(made.records)


@READ
def test_parts_that_are_missing_stay_missing(name: str) -> None:
    bare = Record(key="bare", item=Item(type="document"), status=Status.PINNED)
    (again,) = back(library(bare), name)
    assert (again.key, again.item) == ("bare", bare.item)


@READ
def test_names_without_given_or_family_and_organisations_come_back(name: str) -> None:
    people = (
        Name(family="Li"),
        Name(family="Berg", given="Ann"),
        Name(literal="Kites and Strings, Inc."),
        Name(family="King", given="Martin", suffix="Jr."),
        Name(literal="others"),
    )
    (again,) = back(library(record(title="Kites", author=people)), name)
    spelt = [one.literal or ", ".join(filter(None, [one.family, one.given, one.suffix])) for one in again.item.author]
    assert spelt == ["Li", "Berg, Ann", "Kites and Strings, Inc.", "King, Martin, Jr.", "others"]


@READ
@pytest.mark.parametrize("parts", [(2020,), (2020, 5), (2020, 5, 3)])
def test_dates_without_month_or_day_come_back(name: str, parts: tuple[int, ...]) -> None:
    (again,) = back(library(record(title="Kites", issued=Date(date_parts=(parts,)))), name)
    assert again.item.issued
    kept = again.item.issued.date_parts[0]
    assert kept == parts[: len(kept)]
    assert len(kept) == len(parts) or (name, len(kept)) == ("bibtex", 2)  # which has no day


@READ
def test_a_thousand_authors_come_back(name: str) -> None:
    people = tuple(Name(family=f"Family{n}", given=f"Given {n}") for n in range(1000))
    (again,) = back(library(record(title="Kites", author=people)), name)
    assert again.item.author == people


@READ
def test_scripts_and_signs_of_the_world_come_back(name: str) -> None:
    title = "深度学习 и кайты: Łódź, naïve ∞ ½ 𝛼 — “x” 🪁 עברית"
    (again,) = back(library(record(title=title, author=(Name(family="李", given="伟"),))), name)
    assert squeeze(again.item.title) == squeeze(title)
    assert again.item.author == (Name(family="李", given="伟"),)


@READ
def test_control_characters_do_not_come_back_but_from_a_format_that_keeps_all(name: str) -> None:
    paper = record(title="A\x00b\x1b[31m\u202ec\nd\te", volume="\x07 7")
    (again,) = back(library(paper), name)
    if registry.load(name).whole:
        assert (again.item.title, again.item.volume) == (paper.item.title, paper.item.volume)
        return
    assert again.item.volume == "7"
    assert CONTROL.search(again.item.title) is None
    assert squeeze(again.item.title) == squeeze("Ab[31mc d e")


@READ
def test_what_is_read_is_written_the_same(name: str) -> None:
    made = library(*(replace(paper, categories=()) for paper in PAPERS))
    again = tuple(replace(one, item=replace(one.item, other={})) for one in back(made, name))
    once = replace(made, records=again)
    assert registry.write(replace(once, records=tuple(back(once, name))), name) == registry.write(once, name)


@READ
@pytest.mark.parametrize("data", [b"", b"\x00\x01", b"<", b"[", b"@article{", b"x\n", "größe".encode("latin-1")])
def test_what_is_no_such_file_is_an_error_or_a_finding(name: str, data: bytes) -> None:
    file = f"x{LINES[name].suffixes[0]}"
    with suppress(InputError):
        records, findings = registry.read(data, file, str(registry.of_file(file)))
        assert records == []
        assert findings or not data.strip() or name in PASSED_OVER


PASSED_OVER = {"bibtex", "biblatex"}
"""In these any text between entries is a comment."""
