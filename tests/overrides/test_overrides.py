"""Corrections by people win over every source, field by field, and are reported as such."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plbib.errors import InputError, Severity
from plbib.formats.bib import bibtex
from plbib.model import LISTED_ONLY, Date, Finding, Item, Library, Name, Record, Status
from plbib.overrides import apply, read
from tests.conftest import DATA
from tests.program import run_plbib
from tests.samples import PAPERS, library
from tests.timing import processor_time_below

STRING = PAPERS[1]
PAPER = Record(
    key="berg2023kites",
    id="e-abc123",
    aliases=("iclr2023kites",),
    status=Status.GIVEN,
    identifiers={"arxiv": "2301.00001", "doi": "10.1145/3600006.3613165"},
    item=Item(
        type="paper-conference",
        title="Kites: Flying Small Networks",
        author=(Name(family="Berg", given="Ann"),),
        issued=Date(date_parts=((2023,),)),
        page="1-12",
        doi="10.1145/3600006.3613165",
        other={"custom": {"kept": "yes"}},
    ),
)


def corrected(text: str, name: str = "c.toml", *records: Record) -> Library:
    return apply(library(*(records or (PAPER, STRING))), read(text, name))


def toml(fields: str, paper: str = "berg2023kites") -> Library:
    return corrected(f"# ours\n\n[{paper}]\n{fields}\n")


def only(made: Library) -> Finding:
    (found,) = made.findings
    return found


@pytest.mark.parametrize(
    "paper",
    [
        *("berg2023kites", "iclr2023kites", "e-abc123", '"doi:10.1145/3600006.3613165"', '"arxiv:2301.00001"'),
        *('"10.1145/3600006.3613165"', "'10.1145/3600006.3613165'", '"https://doi.org/10.1145/3600006.3613165"'),
        *('"DOI:10.1145/3600006.3613165"', '"2301.00001"', '"https://arxiv.org/abs/2301.00001v2"'),
    ],
)
def test_a_paper_is_found_by_any_of_its_names(paper: str) -> None:
    made = toml('page = "7"', paper)
    assert made.records == (replace(PAPER, item=replace(PAPER.item, page="7")), STRING)
    found = only(made)
    assert (found.code, found.severity, found.key) == ("overridden", Severity.INFO, "berg2023kites")
    assert found.message == "corrected by hand: page: “1-12” → “7”"
    assert str(found.place) == "c.toml:3"


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("@misc{berg2023kites, pages = {7}}", True),
        ("@misc{other, doi = {10.1145/3600006.3613165}, pages = {7}}", True),
        ("@misc{other, eprint = {2301.00001}, archiveprefix = {arXiv}, pages = {7}}", True),
        ("@misc{other, title = {KITES: flying {S}mall networks}, year = 2023, pages = {7}}", True),
        ("@misc{other, title = {Kites: Flying Small Networks}, year = 2022, pages = {7}}", False),
    ],
)
def test_a_bib_finds_a_paper_by_key_identifier_or_title_and_year(entry: str, found: bool) -> None:
    made = corrected(f"% ours\n{entry}\n", "c.bib")
    assert made.records[0].item.page == ("7" if found else "1-12")
    assert made.records[0].item.type == "paper-conference"
    assert only(made).code == ("overridden" if found else "override-unmatched")
    assert str(only(made).place) == "c.bib:2:1"


@pytest.mark.parametrize(
    ("fields", "variable", "value"),
    [
        ('page = ""', "page", None),
        ("author = []", "author", ()),
        ('issued = ""', "issued", None),
        ('title = ""', "title", ""),
        ("volume = 3", "volume", "3"),
        ('doi = "10.5555/new"', "doi", "10.5555/new"),
        ('type = "article-journal"', "type", "article-journal"),
        ("issued = 2020", "issued", Date(date_parts=((2020,),))),
        ('issued = "2020-05"', "issued", Date(date_parts=((2020, 5),))),
        ("issued = 2020-05-01", "issued", Date(date_parts=((2020, 5, 1),))),
        ('issued = "2020-05-01/2020-05-03"', "issued", Date(date_parts=((2020, 5, 1), (2020, 5, 3)))),
        ('issued = "in press"', "issued", Date(literal="in press")),
        ('issued = { literal = "Spring" }', "issued", Date(literal="Spring")),
        ("issued = { date-parts = [[2020, 5]] }", "issued", Date(date_parts=((2020, 5),))),
        ('author = "Li, Wei"', "author", (Name(family="Li", given="Wei"),)),
        ('author = ["Kite Club"]', "author", (Name(literal="Kite Club"),)),
        ('author = ["King, Jr., Martin"]', "author", (Name(family="King", suffix="Jr.", given="Martin"),)),
        (
            'author = ["van der Berg, Jan"]',
            "author",
            (Name(family="Berg", given="Jan", non_dropping_particle="van der"),),
        ),
        (
            'editor = [{ family = "Li", given = "Wei" }, { literal = "Kites and Strings, Inc." }]',
            "editor",
            (Name(family="Li", given="Wei"), Name(literal="Kites and Strings, Inc.")),
        ),
    ],
)
def test_what_a_field_can_be(fields: str, variable: str, value: object) -> None:
    made = toml(fields)
    assert getattr(made.records[0].item, variable) == value
    assert only(made).code == "overridden"
    assert bibtex.entry(made.records[0])


def test_an_array_of_tables_is_a_list_of_names() -> None:
    made = corrected('[[berg2023kites.author]]\nfamily = "Li"\n[[berg2023kites.author]]\nliteral = "Club"\n')
    assert made.records[0].item.author == (Name(family="Li"), Name(literal="Club"))
    assert str(only(made).place) == "c.toml:1"


def test_a_bib_corrects_fields_type_and_identifiers_and_an_empty_field_removes() -> None:
    text = (
        "@article{berg2023kites,\n  journal = {Kites \\& Strings},\n  author = {van der Berg, Jan and {The Club}},\n"
        "  pages = {},\n  eprint = {2301.99999},\n  archiveprefix = {arXiv},\n  primaryclass = {cs.CL},\n}\n"
    )
    made = corrected(text, "c.bib")
    record = made.records[0]
    assert (record.item.type, record.item.container_title, record.item.page) == (
        "article-journal",
        "Kites & Strings",
        None,
    )
    assert [name.family or name.literal for name in record.item.author] == ["Berg", "The Club"]
    assert record.item.title == PAPER.item.title
    assert record.identifiers == {"arxiv": "2301.99999", "doi": "10.1145/3600006.3613165"}
    assert record.item.other == {"custom": {"kept": "yes", "arxiv-class": "cs.CL"}}
    assert "page: “1-12” → nothing" in made.findings[-1].message


def test_an_empty_field_removes_and_is_reported_once() -> None:
    fields = "pages = {{}}, keywords = {}, year = {}, doi = {~}, eprint = {}, primaryclass = {}, eventtitle = { }"
    filed = replace(
        PAPER.item, keyword="kites", event_title="Kites", other={**PAPER.item.other, "archive_collection": "cs.CL"}
    )
    made = corrected(f"@inproceedings{{berg2023kites, {fields}}}", "c.bib", replace(PAPER, item=filed))
    assert made.records[0].identifiers == {}
    assert made.records[0].item == replace(PAPER.item, page=None, issued=None, doi=None)
    assert only(made).code == "overridden"


@pytest.mark.parametrize(
    ("fields", "before", "after"),
    [
        ("year = 2019", ((2023,),), ((2019,),)),
        ("year = {2019}", ((2023, 5),), ((2019, 5),)),
        ("year = {2019}", ((2020, 2, 29),), ((2019, 2),)),
        ("year = {2020}", ((2024, 2, 29),), ((2020, 2, 29),)),
        ("year = {2019}", ((2022, 12, 30), (2023, 1, 2)), ((2019, 12, 30), (2020, 1, 2))),
        ("year = {2019}", (), ((2019,),)),
        ("year = {2019}, month = jun", ((2023, 5, 3),), ((2019, 6),)),
        ("year = {2019}, month = {}", ((2023, 5, 3),), ((2019,),)),
        ("month = {}", ((2023, 5, 3),), ((2023,),)),
        ("month = {}", (), ()),
        ("date = {2019}", ((2023, 5, 3),), ((2019,),)),
        ("pages = {7}", ((2023, 5, 3),), ((2023, 5, 3),)),
    ],
)
def test_a_year_alone_leaves_month_and_day(
    fields: str, before: tuple[tuple[int, ...], ...], after: tuple[tuple[int, ...], ...]
) -> None:
    dated = replace(PAPER, item=replace(PAPER.item, issued=Date(date_parts=before) if before else None))
    made = corrected(f"@misc{{berg2023kites, {fields}}}", "c.bib", dated)
    assert made.records[0].item.issued == (Date(date_parts=after) if after else None)
    assert only(made).code == "overridden"


def test_years_that_contradict_each_other_are_reported() -> None:
    made = corrected("@misc{berg2023kites, year = 2019}\n@misc{berg2023kites, year = 2020}", "c.bib")
    assert [found.code for found in made.findings] == ["overridden", "overridden", "override-repeated"]
    assert made.records[0].item.issued == Date(date_parts=((2020,),))


@pytest.mark.parametrize(
    ("field", "code", "cure"),
    [
        ("foo = {bar}", "override-unknown-field", "fields are those of BibTeX and biblatex"),
        ("foo = {}", "override-unknown-field", "fields are those of BibTeX and biblatex"),
        ("tittle = {bar}", "override-unknown-field", "did you mean title?"),
        ("ids = {mine}", "override-unknown-field", ""),
        ("booktitle = {Proc.}", "override-unknown-field", "write the entry as @incollection or @inproceedings"),
        ("eventtitle = {}", "override-unknown-field", "write the entry as @inproceedings or @unpublished"),
        ("month = jun", "override-value", "give a month, and the year, too"),
        ("langid = {klingon}", "override-value", "write it as BibTeX and biblatex have it"),
    ],
)
def test_what_a_bib_cannot_correct_is_left_out_and_reported(field: str, code: str, cure: str) -> None:
    made = corrected(f"\n@misc{{berg2023kites, {field}, pages = {{7}}}}", "c.bib")
    assert made.records[0] == replace(PAPER, item=replace(PAPER.item, page="7"))
    wrong, applied = made.findings
    assert (wrong.code, str(wrong.place), applied.code) == (code, "c.bib:2:1", "overridden")
    assert field.split(maxsplit=1)[0] in wrong.message
    assert cure in wrong.cure


def test_bytes_are_read_a_bib_in_latin_1_too() -> None:
    text = "@misc{berg2023kites, title = {Zoë’s Kites}}"
    rows = read(text.encode("cp1252"), "c.bib")
    assert [found.code for found in rows.findings] == ["not-utf8"]
    assert rows.rows[0].fields["title"] == read(text, "c.bib").rows[0].fields["title"] == "Zoë’s Kites"
    assert read('\ufeff[a]\ntitle = "Zoë"'.encode(), "c.toml").rows[0].fields == {"title": "Zoë"}
    with pytest.raises(InputError, match=r"^c\.toml:2:12: not UTF-8"):
        read('[a]\ntitle = "Zoë"'.encode("cp1252"), "c.toml")


def test_places_of_tables_however_they_are_written() -> None:
    text = (
        "a.qqq = 1\nb = { qqq = 1 }\n\"c.d\" . qqq = 1\n[ e ]\n'qqq' = 1\n[f.qqq]\nx = 1\n[[g.qqq]]\n"
        '["h i"]\npage = "7"\n"qqq" = 1\n'
    )
    assert [str(found.place) for found in read(text, "c.toml").findings] == [
        *("c.toml:1", "c.toml:2", "c.toml:3", "c.toml:5", "c.toml:6", "c.toml:8", "c.toml:11")
    ]


@pytest.mark.heavy
def test_thousands_of_corrections_take_no_quadratic_time() -> None:
    papers = tuple(replace(PAPER, key=f"berg{n}kites", id="", aliases=(), identifiers={}) for n in range(4000))
    text = "".join(f'[berg{n}kite]\npage = "7"\npaje = "8"\n' for n in range(4000))
    with processor_time_below(15):
        made = corrected(text, "c.toml", *papers)
    assert len(made.findings) == 8000


@pytest.mark.parametrize(
    ("correction", "status"),
    [
        ('page = "7"', Status.GIVEN),
        ("page = ''", Status.GIVEN),
        ("verified = true", Status.PINNED),
        ('gloss = "a classic"', Status.UNRESOLVED),
        ('paeg = "7"', Status.UNRESOLVED),
        ("@misc{berg2023kites, year = 2022}", Status.GIVEN),
        ("@misc{berg2023kites, month = {}}", Status.GIVEN),
        ("@misc{berg2023kites, eprint = {2301.00002}, archiveprefix = {arXiv}}", Status.GIVEN),
        ("@misc{berg2023kites, foo = {bar}}", Status.UNRESOLVED),
    ],
)
def test_what_only_the_list_said_is_given_by_people_once_they_correct_it(correction: str, status: Status) -> None:
    for before in (Status.UNRESOLVED, Status.REVIEW, Status.GIVEN, Status.RESOLVED, Status.PINNED):
        is_bib = correction.startswith("@")
        text = correction if is_bib else f"[berg2023kites]\n{correction}\n"
        made = corrected(text, "c.bib" if is_bib else "c.toml", replace(PAPER, status=before))
        kept = before not in LISTED_ONLY or status is Status.UNRESOLVED
        assert made.records[0].status is (Status.PINNED if status is Status.PINNED else before if kept else status)


@pytest.mark.parametrize(
    ("listed", "given", "found"), [(None, "2022", True), (2022, "", True), (2022, "2022", True), (2022, "2021", False)]
)
def test_a_bib_finds_a_paper_by_title_where_one_of_the_two_has_no_year(
    listed: int | None, given: str, found: bool
) -> None:
    issued = Date(date_parts=((listed,),)) if listed else None
    paper = Record(key="a", status=Status.UNRESOLVED, item=Item(type="article", title="Kites", issued=issued))
    year = f", year = {given}" if given else ""
    made = corrected(f"@misc{{other, title = {{KITES}}, note = {{x}}{year}}}", "c.bib", paper)
    assert (made.records[0].item.note == "x") is found


def test_verified_takes_away_the_mark_and_a_gloss_stands_in_custom() -> None:
    listed_only = replace(PAPER, status=Status.UNRESOLVED)
    assert "unverified = " in bibtex.entry(listed_only)
    made = corrected('[berg2023kites]\nverified = true\ngloss = "a  classic"\n', "c.toml", listed_only)
    assert made.records[0].status is Status.PINNED
    assert "unverified = " not in bibtex.entry(made.records[0])
    assert made.records[0].item.other == {"custom": {"kept": "yes", "gloss": "a classic"}}
    assert "a classic" in only(made).message
    assert only(made).message.endswith("; verified")


def test_another_doi_is_also_another_identifier() -> None:
    assert toml('DOI = "10.5555/new"').records[0].identifiers == {"arxiv": "2301.00001", "doi": "10.5555/new"}
    assert toml('DOI = ""').records[0].identifiers == {"arxiv": "2301.00001"}


@pytest.mark.parametrize(
    ("fields", "cure"),
    [
        ("author = 3", "one name each"),
        ("author = [[]]", "one name each"),
        ('author = "Berg, Ann and Li, Wei"', "one name each"),
        ('author = ["a, b, c, d"]', "one name each"),
        ('author = [{ familly = "Berg" }]', "parts of a name are"),
        ('author = [{ family = ["Berg"] }]', "one name each"),
        ('issued = "yesterday"', "2020-05-01"),
        ('issued = "2020-13"', "2020-05-01"),
        ("issued = true", "2020-05-01"),
        ("issued = 07:32:00", "2020-05-01"),
        ("issued = { date-parts = [[2020, 13]] }", "2020-05-01"),
        ('issued = { year = "2020" }', "2020-05-01"),
        ('title = ["x"]', "a text in quotes"),
        ("title = { a = 1 }", "a text in quotes"),
        ("volume = true", "a text in quotes"),
        ('type = "paper-confrence"', "did you mean paper-conference?"),
        ('type = ""', "types of CSL are"),
        ('verified = "yes"', "true or false"),
        ("gloss = [1]", "a text in quotes"),
        ('URL = "javascript:alert(1)"', "starts with https://"),
        ('DOI = "not a doi"', "the DOI alone"),
    ],
)
def test_a_value_of_a_wrong_type_is_left_out_and_reported_with_its_line(fields: str, cure: str) -> None:
    made = toml(f'page = "7"\n{fields}')
    assert made.records[0].item == replace(PAPER.item, page="7")
    wrong, applied = made.findings
    assert (wrong.code, wrong.severity, str(wrong.place)) == ("override-value", Severity.ERROR, "c.toml:5")
    assert cure in wrong.cure
    assert applied.code == "overridden"


@pytest.mark.parametrize(
    ("field", "cure"),
    [
        ("titel", "did you mean title?"),
        ("container_title", "did you mean container-title?"),
        ("booktitle", "did you mean container-title?"),
        ("year", "did you mean issued?"),
        ("qqq", "known are: DOI, ISBN"),
    ],
)
def test_an_unknown_field_is_reported_with_a_near_one(field: str, cure: str) -> None:
    unknown, applied = toml(f'"{field}" = "x"\npage = "7"').findings
    assert (unknown.code, unknown.severity, str(unknown.place)) == (
        "override-unknown-field",
        Severity.WARNING,
        "c.toml:4",
    )
    assert cure in unknown.cure
    assert applied.code == "overridden"


def test_a_row_that_no_paper_or_more_than_one_is_called_changes_nothing() -> None:
    made = toml('page = "7"', "berg2023kite")
    assert made.records == (PAPER, STRING)
    assert (only(made).code, only(made).severity) == ("override-unmatched", Severity.WARNING)
    assert "did you mean berg2023kites?" in only(made).cure
    twin = Record(key="twin", item=PAPER.item, status=Status.PINNED, aliases=("o2020string",))
    made = corrected('["10.1145/3600006.3613165"]\npage = "7"\n', "c.toml", PAPER, twin)
    assert made.records == (PAPER, twin)
    assert "did you mean berg2023kites or twin?" in only(made).cure
    made = corrected('[o2020string]\npage = "7"\n', "c.toml", twin, STRING)
    assert [record.item.page for record in made.records] == ["1-12", "7"]  # a key before a former key


def test_a_name_with_a_dot_is_to_stand_in_quotes_and_a_value_is_no_paper() -> None:
    made = corrected('page = "7"\n[conf.kites]\npage = "7"\n')
    assert [(found.code, str(found.place)) for found in made.findings][:2] == [
        ("override-value", "c.toml:1"),
        ("override-unknown-field", "c.toml:2"),
    ]
    assert '["conf.kites"]' in made.findings[1].cure


@pytest.mark.parametrize(
    ("text", "message"),
    [('[a]\ntitle = "x\n', "line 2"), ("[a]\n[a]\n", "line 2"), ("[10.1145/x]\n", "line 1"), ("a = " + "[" * 5000, "")],
)
def test_what_is_no_toml_is_an_error_with_file_and_line(text: str, message: str) -> None:
    with pytest.raises(InputError, match=r"^c\.toml: not TOML: ") as raised:
        read(text, "c.toml")
    assert message in raised.value.message


def test_two_rows_for_one_paper_both_count_and_a_contradiction_is_reported() -> None:
    made = corrected('[berg2023kites]\npage = "7"\n[e-abc123]\nvolume = 1\npage = "7"\n')
    assert (made.records[0].item.page, made.records[0].item.volume) == ("7", "1")
    assert [found.code for found in made.findings] == ["overridden"] * 2
    made = corrected("@misc{berg2023kites, pages = {7}}\n@misc{berg2023kites, pages = {8}}\n", "c.bib")
    assert made.records[0].item.page == "8"
    assert [(found.code, str(found.place)) for found in made.findings] == [
        ("overridden", "c.bib:1:1"),
        ("overridden", "c.bib:2:1"),
        ("override-repeated", "c.bib:2:1"),
    ]


def test_a_correction_that_the_record_has_by_now_can_go() -> None:
    made = toml('page = "1-12"')
    assert made.records == (PAPER, STRING)
    assert (only(made).code, only(made).cure) == ("overridden", "remove the correction")


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=8)), st.sampled_from(["c.bib", "c.toml"]))
def test_no_text_stops_a_correction_or_loses_a_paper(table: dict[str, str], name: str) -> None:
    rows = "".join(f"[{key}]\ntitle = {value}\n@misc{{{key}, title = {{{value}}}}}\n" for key, value in table.items())
    try:
        made = corrected(rows, name)
    except InputError:
        return
    assert [record.key for record in made.records] == ["berg2023kites", "o2020string"]


@pytest.mark.heavy
@pytest.mark.parametrize("form", ["toml", "bib"])
def test_build_check_and_export_tell_and_the_lock_stays(tmp_path: Path, form: str) -> None:
    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return run_plbib(*arguments, cwd=tmp_path)

    (tmp_path / "reading.md").write_bytes((DATA / "reading.md").read_bytes())
    (tmp_path / "plbib.toml").write_text('[list]\npath = "reading.md"\n', encoding="utf-8")
    assert run("build").returncode == 0
    lock = (tmp_path / "reading.lock.json").read_bytes()
    (tmp_path / "plbib.toml").write_text(f'[list]\npath = "reading.md"\noverrides = "c.{form}"\n', encoding="utf-8")
    row = '[iclr2023kites]\nauthor = ["Berg, Ann"]\nverified = true\n'
    if form == "bib":
        row = "@inproceedings{iclr2023kites,\n  author = {Ann Berg},\n}\n"
    (tmp_path / f"c.{form}").write_text(row, encoding="utf-8")
    built = run("build")
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "reading.lock.json").read_bytes() == lock
    exported = run("export").stdout
    assert "  author = {Berg, Ann},\n" in exported
    assert exported.count("unverified = ") == 3
    assert exported == (tmp_path / "out" / "papers.bib").read_text(encoding="utf-8")
    assert "corrected by hand: author: nothing → “Berg, Ann”" in run("check").stdout
    assert "corrected by hand" in (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    assert run("build", "--check").returncode == 0


@pytest.mark.parametrize("fields", ['issued = "some day"', 'tilte = "Kites"'])
def test_a_correction_that_was_refused_is_not_said_to_be_in_the_record(fields: str) -> None:
    assert only(toml(fields)).code in ("override-value", "override-unknown-field")


def test_another_container_has_not_the_short_form_of_the_one_that_the_list_gave() -> None:
    listed = replace(PAPER, status=Status.UNRESOLVED, item=replace(PAPER.item, container_title_short="ICLR"))
    (made,) = corrected('[berg2023kites]\ncontainer-title = "Kite Letters"\n', "c.toml", listed).records
    assert (made.item.container_title, made.item.container_title_short) == ("Kite Letters", None)
