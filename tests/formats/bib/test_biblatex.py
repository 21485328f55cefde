"""biblatex: its own names for things, only where its data model has them, and the way back."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace

from plbib import DEMO, load
from plbib.formats.bib import biblatex, bibtex
from plbib.formats.bib.profiles import Encoding, Options
from plbib.model import Date, Item, Library, Name, Record, Status
from tests.conftest import examples
from tests.readers import bibtexparser_keys, pybtex_keys
from tests.samples import TYPES, anything, items, libraries, library, record

UTF8 = Options(encoding=Encoding.UTF8)
FULL = {
    "title": "On kites",
    "author": (Name(family="Berg", given="Ann"),),
    "editor": (Name(family="Ed", given="Ada"),),
    "translator": (Name(family="Trans", given="Lea"),),
    "container_title": "Kites and Strings",
    "container_title_short": "Kites",
    "collection_title": "Kites in Science",
    "event_title": "Kites (KITE 2020)",
    "event_place": "Fanø",
    "event_date": Date(date_parts=((2020, 5, 1), (2020, 5, 3))),
    "edition": "2",
    "volume": "3",
    "issue": "4",
    "number": "17",
    "page": "1-9",
    "publisher": "String & Sons",
    "publisher_place": "Esbjerg",
    "genre": "Memo",
    "version": "1.2",
    "issued": Date(date_parts=((2020, 5, 1),)),
    "accessed": Date(date_parts=((2021, 2, 3),)),
    "doi": "10.5555/x",
    "isbn": "978-3-16-148410-0",
    "issn": "2049-3630",
    "url": "https://kites.example",
    "language": "en-US",
    "abstract": "High.",
    "keyword": "wind",
    "note": "seen",
    "other": {"custom": {"arxiv-class": "cs.KT"}},
}


def written(**variables: Any) -> dict[str, str]:
    """The fields of one entry as they stand in the file."""
    lines = biblatex.entry(record(**variables)).splitlines()
    return dict(line.strip().removesuffix(",").split(" = ", 1) for line in lines[1:-1])


def read_one(text: str) -> Record:
    records, findings = bibtex.read(text, "f.bib")
    assert not findings
    (only,) = records
    return only


def full(kind: str) -> Record:
    """A record with every variable."""
    return Record(
        key=f"k-{kind.replace('_', '')}",
        status=Status.GIVEN,
        item=Item(type=kind, **FULL),  # type: ignore[arg-type]
        identifiers={"arxiv": "2101.00001"} if kind == "article" else {},
        aliases=(f"older-{kind.replace('_', '')}",),
    )


def test_the_file_of_a_small_library(golden: Callable[[str, bytes | str], None]) -> None:
    golden("small.biblatex.bib", biblatex.write(library(), UTF8))


@pytest.mark.parametrize(
    ("kind", "entry_type"),
    [
        ("paper-conference", "inproceedings"),
        ("article-journal", "article"),
        ("article", "online"),
        ("book", "book"),
        ("chapter", "incollection"),
        ("thesis", "thesis"),
        ("report", "techreport"),
        ("webpage", "online"),
        ("software", "software"),
        ("dataset", "dataset"),
        ("document", "misc"),
        ("legal_case", "misc"),
    ],
)
def test_every_type_of_the_lists_has_its_entry_type(kind: str, entry_type: str) -> None:
    assert biblatex.entry(record(type=kind)).startswith(f"@{entry_type}{{")


@pytest.mark.parametrize(
    "kind",
    "paper-conference article-journal article-magazine article book chapter thesis report webpage software dataset "
    "document manuscript".split(),
)
@pytest.mark.parametrize("module", [bibtex, biblatex])
def test_type_and_identity_survive_in_either_dialect(module: Any, kind: str) -> None:
    before = full(kind)
    after = read_one(module.entry(before))
    kept = ("type", "title", "author", "doi", "url", "accessed", "abstract", "note", "keyword")
    assert {name: getattr(after.item, name) for name in kept} == {name: getattr(before.item, name) for name in kept}
    assert after.item.issued is not None
    assert after.item.issued.year == 2020
    assert after.identifiers.get("arxiv") == before.identifiers.get("arxiv")
    numbered = {"collection-number": after.item.other.get("collection-number")}  # the number beside a series is its
    custom = dict(after.item.other.get("custom", {}))
    assert custom.pop("bibtex", {}).keys() <= {"type", "titleaddon"}  # which the entry type has in one dialect alone
    assert after.item.other | numbered | {"custom": custom} == before.item.other | numbered


@pytest.mark.parametrize("kind", ["article", "inproceedings", "incollection", "book", "techreport", "misc"])
def test_the_type_of_an_entry_of_bibtex_is_kept_in_biblatex(kind: str) -> None:
    paper = read_one(f"@{kind}{{k, title={{Kites}}, type={{Letter}}, year=2020}}")
    assert paper.item.genre == "Letter"
    assert "type = {Letter}" in biblatex.entry(paper)
    assert "type = {Letter}" in bibtex.entry(paper)


@pytest.mark.parametrize("kind", ["online", "thesis", "report", "book", "dataset", "article", "inproceedings"])
def test_an_annex_of_a_title_is_lost_in_no_dialect(kind: str) -> None:
    paper = read_one(f"@{kind}{{k, title={{Kites}}, titleaddon={{An Annex}}, journaltitle={{J}}, date={{2020-05}}}}")
    assert "An Annex" in bibtex.entry(paper)
    assert "titleaddon = {An Annex}" in biblatex.entry(paper)


def test_a_conference_paper_keeps_everything_but_its_short_title() -> None:
    known = {name: value for name, value in FULL.items() if name not in _NOT_OF_A_TALK}
    before = replace(full("paper-conference"), item=Item(type="paper-conference", **known))  # type: ignore[arg-type]
    after = read_one(biblatex.entry(before))
    assert replace(after, origin=None) == replace(before, identifiers={"doi": "10.5555/x"})
    assert str(after.place) == "f.bib:1:1"


_NOT_OF_A_TALK = frozenset({"container_title_short", "translator", "edition", "genre", "version", "issn", "issue"})


def test_the_event_stands_apart_from_the_publisher() -> None:
    fields = written(**{**FULL, "type": "paper-conference"})
    assert fields["eventtitle"] == "{Kites (KITE 2020)}"
    assert fields["eventdate"] == "{2020-05-01/2020-05-03}"
    assert fields["venue"] == "{Fanø}"
    assert fields["location"] == "{Esbjerg}"


def test_a_conference_published_in_a_journal_has_an_eid_and_no_publisher() -> None:
    fields = written(**FULL)
    assert fields["journaltitle"] == "{Kites and Strings}"
    assert (fields["number"], fields["eid"]) == ("{4}", "{17}")
    assert fields.keys().isdisjoint(("articleno", "publisher", "location", "isbn"))


def test_former_keys_stay_valid() -> None:
    paper = replace(record(title="Kites"), aliases=("berg2020a", "berg2020b"))
    assert "  ids = {berg2020a,berg2020b}," in biblatex.entry(paper)
    assert read_one(biblatex.entry(paper)).aliases == ("berg2020a", "berg2020b")
    assert "berg2020a" not in bibtex.entry(paper)


def test_a_preprint_is_online_with_its_archive() -> None:
    paper = replace(record(type="article", title="Kites"), identifiers={"arxiv": "2101.00001"})
    text = biblatex.entry(replace(paper, item=replace(paper.item, other={"archive_collection": "cs.KT"})))
    assert text.startswith("@online{key,\n")
    assert "  eprint = {2101.00001},\n  eprinttype = {arxiv},\n  eprintclass = {cs.KT},\n" in text


@pytest.mark.parametrize(
    ("genre", "field", "read"),
    [
        ("PhD thesis", "{phdthesis}", "PhD thesis"),
        ("Master's thesis", "{mathesis}", "Master's thesis"),
        ("Habilitation", "{Habilitation}", "Habilitation"),
        (None, "{Thesis}", None),
    ],
)
def test_a_thesis_says_which(genre: str | None, field: str, read: str) -> None:
    text = biblatex.entry(record(type="thesis", title="x", genre=genre))
    assert f"  type = {field}," in text
    assert read_one(text).item.genre == read
    older = read_one(bibtex.entry(record(type="thesis", title="x", genre=genre))).item.genre
    assert older == read


@pytest.mark.parametrize(
    ("date", "fields"),
    [
        (Date(date_parts=((2020,),)), {"date": "{2020}"}),
        (Date(date_parts=((2020, 5),)), {"date": "{2020-05}"}),
        (Date(date_parts=((2020, 5, 1), (2020, 5, 3))), {"date": "{2020-05-01/2020-05-03}"}),
        (Date(literal="in press"), {"pubstate": "{inpress}"}),
        (Date(literal="about 1900"), {"year": "{about 1900}"}),
        (Date(date_parts=((2020, 13),)), {"year": "{2020}"}),
        (None, {}),
    ],
)
def test_the_date_is_one_field(date: Date | None, fields: dict[str, str]) -> None:
    made = written(issued=date)
    assert {name: made[name] for name in ("date", "year", "pubstate", "month") if name in made} == fields


@pytest.mark.parametrize("literal", ["in press", "about 1900"])
def test_what_stands_for_a_date_is_read_back(literal: str) -> None:
    assert read_one(biblatex.entry(record(title="x", issued=Date(literal=literal)))).item.issued == Date(
        literal=literal
    )


def test_an_editor_alone_makes_a_collection() -> None:
    assert biblatex.entry(record(type="book", title="x", editor=FULL["editor"])).startswith("@collection{")
    assert biblatex.entry(full("book")).startswith("@book{")


def test_the_language_is_babels() -> None:
    assert written(language="de")["langid"] == "{german}"
    assert "langid" not in written(language="tlh")
    assert read_one("@misc{k, title={x}, langid={german}}").item.language == "de-DE"


def test_the_embedded_list_loses_nothing_that_the_data_model_has_a_field_for() -> None:
    whole = load(DEMO)
    records, findings = bibtex.read(biblatex.write(whole, UTF8), "papers.bib")
    assert not findings
    for before, after in zip(whole.records, records, strict=True):
        talk = before.item.type == "paper-conference"
        gone = {"container_title_short": None} if talk else {"publisher": None, "publisher_place": None}
        gone |= {} if talk else {"event_title": None, "event_place": None, "event_date": None}
        assert after.item == replace(before.item, **gone), before.key
        assert after.categories == before.categories


@examples(40)
@given(libraries(items(anything)))
def test_any_text_leaves_every_reader_the_same_entries(made: Library) -> None:
    for options in (UTF8, Options(), Options(strings=True)):
        text = biblatex.write(made, options).decode()
        keys = [paper.key for paper in made.records]
        assert pybtex_keys(text) == bibtexparser_keys(text) == keys
        records, findings = bibtex.read(text, "f.bib")
        assert ([paper.key for paper in records], [f for f in findings if f.code == "unread-entry"]) == (keys, [])


@pytest.mark.tex
def test_biber_finds_every_field_in_its_data_model(program: Callable[[str], str], tmp_path: Path) -> None:
    """Every CSL type with every variable; and the embedded list."""
    everything = Library(title="All types", records=tuple(map(full, TYPES)))
    for name, made in (("types", everything), ("papers", load(DEMO))):
        (tmp_path / f"{name}.bib").write_bytes(biblatex.write(made, UTF8))
        command = [program("biber"), "--tool", "--validate-datamodel", "--output-file", "out.bib", f"{name}.bib"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True, timeout=600)
        assert re.findall(r"(?:WARN|ERROR).*", done.stdout) == []
    bad = "@article{k, title = {x}, nonsense = {y}}"
    (tmp_path / "types.bib").write_text(bad, encoding="utf-8")
    command[-1] = "types.bib"
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True, timeout=600)
    assert "WARN" in done.stdout


@pytest.mark.parametrize(
    ("write", "encoding", "key"),
    [
        (biblatex.write, Encoding.UTF8, "müller2020"),
        (biblatex.write, Encoding.ASCII, "muller2020"),
        (bibtex.write, Encoding.UTF8, "muller2020"),
    ],
)
def test_a_key_has_letters_where_biber_reads_them(
    write: Callable[[Library, Options], bytes], encoding: Encoding, key: str
) -> None:
    text = write(library(record("müller2020", title="Kites")), Options(encoding=encoding))
    assert f"{{{key}," in text.decode()
