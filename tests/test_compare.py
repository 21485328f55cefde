"""What counts as a difference between two bibliographies, and what does not."""

import json
import subprocess
from pathlib import Path
from random import Random

import pytest
from click import unstyle
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import plbib
from plbib.cli.printing import difference_json, difference_text
from plbib.compare import Difference, difference
from plbib.formats import csljson, registry
from plbib.formats.bib import bibtex
from plbib.formats.bib.entry import form_of
from plbib.library.assemble import of_lock
from plbib.library.bibliography import of_items
from plbib.library.lock import Lock, LockEntry
from plbib.model import Date, Library, Name, Record, Status
from tests.program import run_plbib
from tests.samples import anything, items, libraries, library, record

NOTHING = Difference()
DOI = "10.5555/kites"
KITES = record("kites", title="Kites on Long Strings", issued=Date(date_parts=((2023,),)), doi=DOI)


def bib(text: str) -> Library:
    records, findings = bibtex.read(text, "x.bib")
    return of_items(records, title="x", source="x.bib", findings=tuple(findings))


def changes(old: Record, new: Record, form: str = "") -> dict[str, tuple[str, str]]:
    found = difference(library(old), library(new), (form, form))
    assert found.added == found.removed == ()
    return {change.field: (change.old, change.new) for paper in found.changed for change in paper.fields}


def varied(**variables: object) -> Record:
    return replace(KITES, item=replace(KITES.item, **variables))


# No difference ------------------------------------------------------------------------------------------------------

ENTRY = "@article{kites,\n author = {O'Neil, Zo{\\'e} and Li, Wei},\n title = {``Kites'' on {L}ong Strings},\n"


ANOTHER = """@ARTICLE{kites, DOI={https://doi.org/10.5555/kites}, YEAR={2023}, month="May", PAGES={1–9},
  TITLE={“Kites” on Long Strings}, AUTHOR={Zoé O’Neil and Wei Li}}"""


@pytest.mark.parametrize(
    "same",
    [
        ENTRY + " pages = {1--9}, month = may, year = 2023, doi = {10.5555/KITES}}",
        ENTRY.replace(" on", "\n\t on") + 'doi={10.5555/kites},year={2023},month={5},pages="1-9"}',
        ANOTHER,
        "@string{may = {May}}\n@comment{no entry}\n" + ANOTHER,
    ],
)
def test_the_way_a_bib_is_written_is_no_difference(same: str) -> None:
    whole = ENTRY + " pages = {1--9}, year = {2023}, month = may, doi = {10.5555/kites}}"
    assert difference(bib(whole), bib(same)) == NOTHING


LEGIBLE = libraries(items(anything))


@given(LEGIBLE, st.randoms(use_true_random=False))
def test_a_library_does_not_differ_from_itself_in_another_order(whole: Library, random: Random) -> None:
    records = list(whole.records)
    random.shuffle(records)
    assert difference(whole, whole) == NOTHING
    assert difference(whole, replace(whole, records=tuple(records))) == NOTHING


KEYS = st.sampled_from(["a", "A2", "b", "c", "d"])
PAPERS = st.builds(
    lambda key, title, year, doi, arxiv, former: replace(
        record(key, title=title, issued=Date(date_parts=((year,),)), doi=doi),
        identifiers={"arxiv": arxiv} if arxiv else {},
        aliases=former,
    ),
    KEYS,
    st.sampled_from(["Kites", "Spools", "<i>Kites</i>", ""]),
    st.sampled_from([2022, 2023]),
    st.sampled_from([None, DOI, DOI.upper(), "10.5555/spools"]),
    st.sampled_from([None, "2301.00001", "2301.00002"]),
    st.lists(KEYS, max_size=2).map(tuple),
)
MANY = st.lists(PAPERS, max_size=5, unique_by=lambda paper: paper.key).map(
    lambda records: replace(library(KITES), records=tuple(records))
)


@given(MANY, MANY, st.randoms(use_true_random=False))
def test_swapped_sides_swap_what_is_added_and_removed_whatever_the_order(
    old: Library, new: Library, random: Random
) -> None:
    there, back = difference(old, new), difference(new, old)
    assert (there.added, there.removed) == (back.removed, back.added)
    assert {(one.old, one.new) for one in there.renamed} == {(one.new, one.old) for one in back.renamed}
    assert len(there.changed) == len(back.changed)
    assert len(new.records) - len(old.records) == len(there.added) - len(there.removed)
    records = list(old.records)
    random.shuffle(records)
    moved = difference(replace(old, records=tuple(records)), new)
    assert (moved.added, moved.renamed, moved.changed) == (there.added, there.renamed, there.changed)


@pytest.fixture(scope="module")
def embedded() -> Library:
    return plbib.load(plbib.DEMO)


@pytest.fixture(scope="module")
def written(embedded: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    for name, to, encoding in (
        ("ascii.bib", "bibtex", "ascii"),
        ("utf8.bib", "bibtex", "utf-8"),
        ("biblatex.bib", "biblatex", "utf-8"),
        ("plain.bib", "biblatex", "ascii"),
        ("papers.json", "csljson", None),
        ("papers.ris", "ris", None),
    ):
        (folder / name).write_text(plbib.export(embedded, to, encoding=encoding), encoding="utf-8")
    return folder


def compared(old: Library, new: Library) -> Difference:
    """The difference of two libraries, each in the format of the file it was read from."""
    forms = []
    for one in (old, new):
        path, kind = Path(one.source), registry.of_file(one.source)
        forms.append(form_of(path.read_bytes(), kind) if kind else "")
    return difference(old, new, (forms[0], forms[1]))


EXPORTS = ("ascii.bib", "utf8.bib", "biblatex.bib", "plain.bib", "papers.json", "papers.ris")


@pytest.mark.heavy
@pytest.mark.parametrize("other", EXPORTS)
def test_an_export_does_not_differ_from_its_list_nor_from_the_other_exports(
    embedded: Library, written: Path, other: str
) -> None:
    exported = plbib.load(written / other)
    assert compared(embedded, exported) == compared(exported, embedded) == NOTHING
    for name in ("ascii.bib", "biblatex.bib", "papers.json", "papers.ris"):
        assert compared(plbib.load(written / name), exported) == NOTHING


def test_what_bibtex_has_a_field_for_is_a_difference_from_it(embedded: Library, written: Path) -> None:
    first, *others = embedded.records
    edited = replace(first, item=replace(first.item, page="1-2", event_place="Fanø", issued=Date(literal="in press")))
    found = compared(plbib.load(written / "ascii.bib"), replace(embedded, records=(edited, *others)))
    assert [change.field for change in found.changed[0].fields] == ["issued", "page", "publisher-place"]


TALK = """@inproceedings{kites, title = {Kites}, author = {Li, Wei}, booktitle = {Proc. Kites}, DATE
  doi = {10.5555/kites}}"""
TOLD = TALK.replace("DATE", "date = {2023-05-03}, eventtitle = {Kites ’23}, eventdate = {2023-05-01/2023-05-04},")
LEFT = TALK.replace("DATE", "date = {2023-05},")


def test_what_is_removed_from_a_file_is_a_difference_where_its_format_has_a_field_for_it() -> None:
    assert form_of(TOLD.encode(), "bibtex") == form_of(LEFT.encode(), "bibtex") == "biblatex"
    lost = {"event-title", "event-date", "issued"}
    for forms in (("biblatex", "biblatex"), ("", "biblatex"), ("csljson", "biblatex"), ("csljson", "")):
        found = difference(bib(TOLD), bib(LEFT), forms)
        assert {change.field for change in found.changed[0].fields} == lost
    assert difference(bib(TOLD), bib(LEFT), ("biblatex", "bibtex")) == NOTHING
    assert difference(bib(LEFT), bib(TOLD), ("bibtex", "")) == NOTHING
    found = difference(bib(TOLD), bib(LEFT), ("", "ris"))
    assert [change.field for change in found.changed[0].fields] == ["event-title", "issued"]


ALL = {"publisher": "Li & Sons", "genre": "Essay", "number": "7", "isbn": "978-3-16-148410-0", "language": "tlh"}


@pytest.mark.parametrize(
    ("form", "kind", "muted"),
    [
        ("biblatex", "article-journal", {"publisher", "genre", "ISBN", "language"}),
        ("biblatex", "book", {"genre", "language"}),
        ("biblatex", "report", {"ISBN", "language"}),
        ("biblatex", "webpage", {"genre", "number", "ISBN", "language"}),
        ("bibtex", "thesis", {"number"}),
        ("ris", "article-journal", set()),
    ],
)
def test_what_a_format_has_no_field_for_at_a_type_is_no_difference(form: str, kind: str, muted: set[str]) -> None:
    full, bare = (record("kites", type=kind, title="Kites", **more) for more in (ALL, {}))
    there = difference(library(full), library(bare), ("", form))
    back = difference(library(bare), library(full), (form, ""))
    named = {"publisher", "genre", "number", "ISBN", "language"}
    for found in (there, back):
        assert named - {change.field for paper in found.changed for change in paper.fields} == muted
    same = difference(library(full), library(bare), (form, form))
    assert {change.field for change in same.changed[0].fields} == named


@pytest.mark.heavy
@pytest.mark.parametrize("form", ["bibtex", "biblatex", "ris"])
@given(whole=LEGIBLE)
def test_a_library_does_not_differ_from_what_it_is_written_as(form: str, whole: Library) -> None:
    read, _ = registry.read(registry.write(whole, form), "x", "ris" if form == "ris" else "bibtex")
    assert difference(whole, replace(whole, records=tuple(read)), ("", form)).changed == ()


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("@article{a, year = 2023, journal = {J}}", "bibtex"),
        ("@article{a, date = {2023}, journaltitle = {J}}", "biblatex"),
        ("@online{a, title = {A}}", "biblatex"),
        ("@misc{a, title = {A, date = {2023}}}", "bibtex"),
        ("@article{a, year = 2023}\n@article{b, year = 2023, location = {Oslo}}", "bibtex"),
        ("@article{a, date = {2023}}\n@article{b, date = {2023}}\n@article{c, year = 2023}", "biblatex"),
        ("", "bibtex"),
    ],
)
def test_a_bib_is_of_the_dialect_of_more_of_its_entries(text: str, form: str) -> None:
    assert form_of(text.encode(), "bibtex") == form
    assert form_of(text.encode(), "ris") == "ris"


# Differences --------------------------------------------------------------------------------------------------------


def test_papers_are_added_and_removed() -> None:
    other = record("spools", title="Spools")
    found = difference(library(KITES), library(other))
    assert [(paper.key, paper.title) for paper in found.added] == [("spools", "Spools")]
    assert [(paper.key, paper.title) for paper in found.removed] == [("kites", "Kites on Long Strings")]
    assert difference(library(KITES), library(KITES, other)) == Difference(added=found.added)


@pytest.mark.parametrize(
    "new",
    [
        varied(title="Dragons, Published", issued=Date(date_parts=((2024,),)), doi=DOI.upper()),
        varied(title="kites on <i>long</i> strings", doi=None),
        replace(varied(title="Dragons", doi=None), aliases=("KITES",)),
    ],
)
def test_a_paper_with_another_key_is_the_same_by_identifier_title_and_year_or_former_key(new: Record) -> None:
    found = difference(library(KITES), library(replace(new, key="dragons")))
    assert [(paper.old, paper.new) for paper in found.renamed] == [("kites", "dragons")]
    assert found.added == found.removed == ()


def test_keys_that_two_papers_swap_are_two_new_names_and_no_changed_titles() -> None:
    other = record("spools", title="Spools", issued=Date(date_parts=((2023,),)))
    found = difference(library(KITES, other), library(replace(KITES, key="spools"), replace(other, key="kites")))
    assert [(paper.old, paper.new) for paper in found.renamed] == [("kites", "spools"), ("spools", "kites")]
    assert found.changed == ()


def test_a_second_entry_of_one_paper_is_added_and_a_key_that_changes_in_case_is_renamed() -> None:
    twice = difference(library(KITES), library(replace(KITES, key="again"), KITES))
    assert twice == Difference(added=(twice.added[0],))
    assert twice.added[0].key == "again"
    assert [one.new for one in difference(library(KITES), library(replace(KITES, key="Kites"))).renamed] == ["Kites"]


@pytest.mark.parametrize(
    ("variables", "field", "now"),
    [
        ({"title": "Kites on long Strings"}, "title", "Kites on long Strings"),
        ({"author": (Name(family="Li", given="Wei"), Name(literal="Kites, Inc."))}, "author", "Li, Wei; Kites, Inc."),
        ({"issued": Date(date_parts=((2023, 5, 1), (2023, 5, 3)))}, "issued", "2023-05-01/2023-05-03"),
        ({"issued": Date(date_parts=((2023,),), circa=True, season=2)}, "issued", "2023 season 2~"),
        ({"issued": None}, "issued", ""),
        ({"doi": "10.5555/KITES.2"}, "DOI", "10.5555/KITES.2"),
        ({"other": {"composer": [{"given": "Wei", "family": "Li"}]}}, "composer", "family Li, given Wei"),
        ({"other": {"original-date": {"date-parts": [[1999, 2]]}}}, "original-date.date-parts", "1999; 2"),
        ({"type": "book"}, "type", "book"),
    ],
)
def test_a_changed_field_is_shown_as_people_read_it(variables: dict[str, object], field: str, now: str) -> None:
    assert changes(KITES, varied(**variables))[field][1] == now
    assert len(changes(KITES, varied(**variables))) == 1
    if field != "issued":
        assert len(changes(KITES, varied(**variables), "bibtex")) == 1


def test_arxiv_id_status_and_categories_are_compared() -> None:
    new = replace(KITES, identifiers={"arxiv": "2301.00001", "s2": "x"}, status=Status.UNRESOLVED)
    assert changes(KITES, new) == {"arxiv": ("", "2301.00001"), "verified": ("true", "false")}
    filed = replace(KITES, categories=(("Kites", "Flying"), ("Spools",)))
    assert changes(filed, replace(KITES, categories=(("Spools",),))) == {
        "categories": ("Kites / Flying; Spools", "Spools")
    }
    assert changes(filed, replace(filed, categories=filed.categories[::-1])) == {}
    assert changes(filed, varied(keyword="Spools, Kites, Flying")) == {}


def test_a_lock_holds_no_categories_and_what_is_commented_out_in_the_list_is_none_of_it() -> None:
    entry = LockEntry(id="e-a", title="kites", status=Status.PINNED, key="kites", item=KITES.item)
    hidden = replace(entry, id="e-b", key="hidden", commented=True)
    lock = of_lock(Lock(list="f.md", entries=(hidden, entry)), "f.lock.json")
    assert difference(lock, library(replace(KITES, categories=(("Kites",),)))) == NOTHING


def test_deep_values_are_compared_without_a_crash() -> None:
    deep: dict[str, object] = {}
    for _ in range(300):
        deep = {"x": deep, "y": 1}
    text = json.dumps([{"id": "kites", "type": "book", "deep": deep}])
    records, _ = csljson.read(text, "x.json")
    assert difference(library(record("kites", type="book")), of_items(records, title="", source="x")).changed


# As printed ---------------------------------------------------------------------------------------------------------

OLD = library(KITES, record("gone", title="Gone"), record("old", title="Reels", doi="10.5555/reels"))
NEW = library(
    varied(title="Kites\x1b[2J\n- forged", volume="7"),
    record("new", title="Reels", doi="10.5555/reels"),
    record("come", title="Come\u202e\r+ forged"),
)


def test_text_has_a_line_a_paper_and_hostile_titles_do_not_move_the_cursor() -> None:
    assert unstyle(difference_text(difference(OLD, NEW))).splitlines() == [
        r"+ come  Come\u202e\r+ forged",
        "- gone  Gone",
        "= old → new  Reels",
        r"~ kites  Kites\x1b[2J\n- forged",
        r"    title: Kites on Long Strings → Kites\x1b[2J\n- forged",
        "    volume: (none) → 7",
    ]
    assert unstyle(difference_text(NOTHING)) == "no difference\n"


@given(LEGIBLE, LEGIBLE)
def test_text_never_holds_what_a_terminal_obeys(old: Library, new: Library) -> None:
    text = unstyle(difference_text(difference(old, new)))
    assert all(
        line.isprintable() and line[:2] in {"+ ", "- ", "= ", "~ ", "  ", "no"} for line in text.split("\n")[:-1]
    )


def test_json_is_an_object_of_lists() -> None:
    made = json.loads(difference_json(difference(OLD, NEW)))
    assert made["removed"] == [{"key": "gone", "title": "Gone"}]
    assert made["renamed"] == [{"old": "old", "new": "new", "title": "Reels"}]
    assert made["changed"][0]["fields"][1] == {"field": "volume", "old": "", "new": "7"}
    assert json.loads(difference_json(NOTHING)) == {"added": [], "removed": [], "renamed": [], "changed": []}


def test_diff_of_two_files_and_of_standard_input(tmp_path: Path) -> None:
    (tmp_path / "old.bib").write_text("@misc{a, title={Kites}, year=2023}\n@misc{b, title={Gone}}", encoding="utf-8")
    new = json.dumps([{"id": "a", "type": "document", "title": "Kites", "issued": {"date-parts": [["2024"]]}}])

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return run_plbib("diff", *arguments, cwd=tmp_path, given=new)

    done = run("old.bib", "-")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "- b  Gone\n~ a  Kites\n    issued: 2023 → 2024\n"
    assert json.loads(run("old.bib", "-", "--format", "json").stdout)["removed"] == [{"key": "b", "title": "Gone"}]
    assert run("old.bib", "old.bib").stdout == "no difference\n"
