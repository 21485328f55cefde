r"""BibTeX: the form of the file, no text that acts, nothing lost in reading, and the round trip."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plbib import DEMO, load
from plbib.formats.bib import biblatex, bibtex
from plbib.model import Date, Item, Library, Name, Record, Status
from plbib.papers.field_repairs import NO_VALUE
from plbib.text import tex
from plbib.text.unicode import WITHIN_WORDS, clean
from tests.conftest import examples
from tests.readers import bibtexparser_keys, pybtex_keys
from tests.samples import TYPES, anything, folded, items, legible, libraries, library, record, said

WITH_CONTAINER = ("paper-conference", "article-journal", "chapter", "document")
ORDER = (
    "author title booktitle journal howpublished series edition editor volume number pages articleno address publisher "
    "school institution type year month doi isbn issn url eprint archiveprefix primaryclass language keywords note "
    "unverified entrysubtype"
).split()


def written(**variables: Any) -> dict[str, str]:
    """The fields of one entry as they stand in the file."""
    lines = bibtex.entry(record(**variables)).splitlines()
    return dict(line.strip().removesuffix(",").split(" = ", 1) for line in lines[1:-1])


def read_one(text: str) -> Record:
    records, findings = bibtex.read(text, "f.bib")
    assert {finding.code for finding in findings} <= {"repaired", "undefined-macro"}
    (only,) = records
    return only


# Form ---------------------------------------------------------------------------------------------------------------


def test_the_file_of_a_small_library(golden: Callable[[str, bytes | str], None]) -> None:
    golden("small.bib", bibtex.write(library()))


def test_an_entry_is_a_paragraph_of_one_field_a_line_and_its_brace_stands_alone() -> None:
    text = bibtex.write(library()).decode().partition("@Comment")[0].rstrip("\n")
    for entry in re.split(r"\n\n", text.partition("\n\n")[2]):
        first, *fields, last = entry.rstrip("\n").split("\n")
        assert re.fullmatch(r"@[a-z]+\{[a-z0-9]+,", first)
        assert all(re.fullmatch(r"  [a-z]+ = (\{.*\}|[a-z]{3}),", field) for field in fields)
        assert last == "}"


def test_entries_stand_in_list_order_and_fields_in_one_order() -> None:
    text = bibtex.write(library()).decode()
    assert pybtex_keys(text) == [paper.key for paper in library().records]
    for paper in library().records:
        names = [line.split(" = ")[0].strip() for line in bibtex.entry(paper).splitlines()[1:-1]]
        assert names == sorted(names, key=ORDER.index)


def test_no_clock_nor_machine_shows_in_the_file() -> None:
    assert bibtex.write(library()) == bibtex.write(library())
    assert not re.search(r"20[2-9]\d-\d\d|:\d\d", bibtex.write(library(record(title="Kites"))).decode())


@pytest.mark.parametrize(
    ("date", "year", "month"),
    [
        (Date(date_parts=((2021, 5),)), "{2021}", "may"),
        (Date(date_parts=((2021, 12, 1), (2022, 1, 3))), "{2021}", "dec"),
        (Date(date_parts=((2021,),)), "{2021}", None),
        (Date(date_parts=((2021, 13),)), "{2021}", None),
        (Date(date_parts=((2021, 0),)), "{2021}", None),
        (Date(literal="in press"), "{in press}", None),
        (Date(), None, None),
        (None, None, None),
    ],
)
def test_the_month_is_one_bare_macro_and_only_if_the_record_has_one(
    date: Date | None, year: str | None, month: str | None
) -> None:
    fields = written(issued=date)
    assert (fields.get("year"), fields.get("month")) == (year, month)


@pytest.mark.parametrize(
    ("pages", "field"),
    [
        ("101-9", "{101--9}"),
        ("1–16", "{1--16}"),
        ("1 -- 16", "{1--16}"),
        ("e7", "{e7}"),
        ("S1-S4, 7", "{S1--S4, 7}"),
        ("1-2}, note={x", r"{1--2{\textbraceright}, note={\textbraceleft}x}"),
    ],
)
def test_pages_have_two_hyphens(pages: str, field: str) -> None:
    assert written(page=pages)["pages"] == field


def test_url_and_doi_are_verbatim_and_the_doi_is_bare() -> None:
    fields = written(
        url="https://a.example/x_y?z=50%25&a#~b", doi="https://doi.org/10.1002/(SICI)1_9<1::AID>3.0.CO;2-O"
    )
    assert fields["url"] == "{https://a.example/x_y?z=50%25&a#~b}"
    assert fields["doi"] == "{10.1002/(SICI)1_9<1::AID>3.0.CO;2-O}"


def test_a_verbatim_field_holds_no_brace_blank_or_backslash() -> None:
    assert written(url="https://a.example/}{\\ \n")["url"] == "{https://a.example/%7D%7B%5C%20%0A}"


def test_a_preprint_keeps_its_arxiv_id_beside_the_published_record() -> None:
    paper = replace(record(title="Kites"), identifiers={"arxiv": "2101.00001", "openreview": "abcdefg"})
    assert "  eprint = {2101.00001},\n  archiveprefix = {arXiv},\n}" in bibtex.entry(paper)


def test_an_unverified_record_says_so_where_no_style_prints_it() -> None:
    paper = replace(record(title="Kites"), status=Status.UNRESOLVED)
    assert "  unverified = {only what the list says" in bibtex.entry(paper)
    assert "unverified" not in bibtex.entry(record(title="Kites"))


@pytest.mark.tex
def test_no_style_of_tex_knows_the_field_that_says_unverified() -> None:
    roots = subprocess.run(["kpsewhich", "-expand-path=$TEXMF"], capture_output=True, text=True, check=True)
    found = [
        path
        for root in roots.stdout.strip().split(":")
        for end in ("bst", "bbx", "cbx", "def")
        for path in Path(root).rglob(f"*.{end}")
    ]
    assert len([path for path in found if path.suffix == ".bst"]) > 100
    assert len([path for path in found if path.suffix == ".bbx"]) > 20
    assert [path for path in found if b"unverified" in path.read_bytes().lower()] == []


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Kites: [Fast] (and Light)", "Kites Fast and Light"),
        ("Drachen über <i>Łódź</i> & {Köln}", "Drachen uber Lodz Koln"),
        ("Kites " * 20, "Kites Kites Kites Kites Kites Kites Kites Kites Kites Kites"),
    ],
)
def test_what_the_list_alone_knows_is_sorted_by_words_of_its_title(title: str, key: str) -> None:
    paper = replace(record(title=title), status=Status.UNRESOLVED)
    made = bibtex.entry(paper)
    assert f"  key = {{{key}}},\n" in made
    assert read_one(made).item.other == {}
    assert "  key = " not in bibtex.entry(replace(paper, item=replace(paper.item, author=(Name(family="Berg"),))))


def test_a_key_that_people_gave_stays() -> None:
    text = "@misc{k,\n  title = {Kites},\n  key = {Dragons},\n}\n"
    paper = read_one(text)
    assert bibtex.entry(paper) == text
    assert "  key = {Dragons},\n" in bibtex.entry(replace(paper, status=Status.UNRESOLVED))


@pytest.mark.parametrize("kind", ["software", "webpage", "legal_case", "nonsense", ""])
def test_a_type_bibtex_does_not_know_is_misc(kind: str) -> None:
    assert bibtex.entry(record(type=kind)).startswith("@misc{")


def test_a_missing_or_empty_variable_is_no_field() -> None:
    assert written(title="Kites", volume="", page=None, author=(Name(),)) == {"title": "{Kites}"}


def test_an_item_that_says_nothing_is_still_an_entry() -> None:
    text = bibtex.write(library(record(type="document"))).decode()
    assert pybtex_keys(text) == bibtexparser_keys(text) == ["key"]


# Header -------------------------------------------------------------------------------------------------------------


def test_the_header_names_list_address_and_number_of_entries() -> None:
    head = bibtex.write(library(record(title="Kites"))).decode().split("\n\n")[0]
    assert head == "% Papers about kites\n% https://kites.example/list\n% 1 entry"


def test_a_section_is_named_and_an_empty_one_says_so() -> None:
    empty = replace(library(), records=(), categories=())
    assert bibtex.write(empty, section="Kites / Tails").decode() == (
        "% Papers about kites\n% Section: Kites / Tails\n% https://kites.example/list\n"
        "% 0 entries: this section of the list is empty\n"
    )


@pytest.mark.parametrize("title", ["@article{evil,", "a\n@article{evil, title={x}}\n", "@home {x}", "\\@{}"])
def test_no_title_of_a_list_becomes_an_entry(title: str) -> None:
    made = replace(library(record(title="Kites"), title=title), url=title)
    for text in (bibtex.write(made).decode(), bibtex.write(made, section=title).decode()):
        assert pybtex_keys(text) == bibtexparser_keys(text) == ["key"]
        assert not bibtex.read(text, "f.bib")[1]


# Properties ---------------------------------------------------------------------------------------------------------


@examples(40)
@given(libraries(items(anything)))
def test_any_text_leaves_every_reader_the_same_entries_and_balanced_braces(made: Library) -> None:
    text = bibtex.write(made).decode()
    keys = [paper.key for paper in made.records]
    assert pybtex_keys(text) == bibtexparser_keys(text) == keys
    records, findings = bibtex.read(text, "f.bib")
    assert [paper.key for paper in records] == keys
    # of text that looks like an entity of HTML, and names without a capital
    assert {finding.code for finding in findings} <= {"repaired", "doubtful-record"}
    assert text.count("{") == text.count("}")


@examples(40)
@given(libraries(items(anything)))
def test_the_file_is_ascii_but_for_characters_without_a_tex_form(made: Library) -> None:
    texts = [value for paper in made.records for value in _texts(paper.item)]
    without = set("".join(map(tex.without_form, [made.title, *texts])))
    written = re.sub(f"[{WITHIN_WORDS}]", "", bibtex.write(made).decode())  # these stay beside such characters
    assert {character for character in written if not character.isascii()} <= without


def _texts(item: Item) -> list[str]:
    people = [*item.author, *item.editor, *item.translator]
    values = [*(getattr(item, name) for name in item.__struct_fields__)]
    values += [getattr(name, part) for name in people for part in name.__struct_fields__]
    return [value for value in values if isinstance(value, str)]


@examples(40)
@given(libraries(items(legible.map(clean), WITH_CONTAINER)))
def test_titles_and_names_read_back_but_for_curly_apostrophes(made: Library) -> None:
    records, _ = bibtex.read(bibtex.write(made).decode(), "f.bib")
    for before, after in zip(made.records, records, strict=True):
        for name in ("title", "container_title", "publisher"):
            expected = folded(getattr(before.item, name) or "")
            nothing = name == "publisher" and NO_VALUE.fullmatch(expected)  # as people leave a field out
            assert clean(getattr(after.item, name) or "") == ("" if nothing else expected), name
        people = [folded(said(name)) for name in before.item.author]
        assert [clean(said(name)) for name in after.item.author] == [name for name in people if name]


# Round trip ---------------------------------------------------------------------------------------------------------


def without_what_bibtex_has_no_field_for(item: Item) -> Item:
    """An item as a .bib can tell it: no event but its place, no short title, a date to the month."""
    usenix = item.publisher == "USENIX Association" and bool(item.event_place)  # its address is known to be the event's
    date = item.issued and replace(item.issued, date_parts=(item.issued.date_parts[0][:2],))
    return replace(
        item,
        event_title=None,
        event_place=item.event_place if usenix else None,
        event_date=None,
        publisher_place=None if usenix else item.publisher_place or item.event_place,
        container_title_short=None,
        issued=date,
    )


def test_the_embedded_list_survives_bibtex_but_for_what_bibtex_has_no_field_for() -> None:
    whole = load(DEMO)
    records, findings = bibtex.read(bibtex.write(whole).decode(), "papers.bib")
    assert {finding.message.partition(":")[0] for finding in findings} == {"publisher-place"}  # USENIX's is the event's
    assert [paper.key for paper in records] == [paper.key for paper in whole.records]
    for before, after in zip(whole.records, records, strict=True):
        assert after.item == without_what_bibtex_has_no_field_for(before.item)
        assert after.identifiers.get("arxiv") == before.identifiers.get("arxiv")


def test_a_file_read_and_written_again_is_the_same() -> None:
    text = (
        "@article{k,\n  title = {Kites},\n  journal = {J},\n  year = {2020},\n  month = may,\n  doi = {10.5555/x_y},\n"
        "  primaryclass = {cs.LG},\n  abstract = {Long.},\n  file = {a_b.pdf},\n  zone = {1},\n}\n"
    )
    paper = read_one(text)
    assert bibtex.entry(paper) == text
    assert bibtex.entry(read_one(bibtex.entry(paper))) == text


def test_fields_of_other_programs_are_kept_as_they_were_and_what_could_act_is_escaped() -> None:
    paper = read_one(
        "@misc{k, title={x}, file={a_b&c.pdf}, bdsk-url-1={https://e.example/a_b}, author+an={1=highlight},\n"
        " ee={\\input{x}}, foo={$x_1$ \\emph{hi} & more}, month={jan-feb}, year=2020}"
    )
    text = bibtex.entry(paper)
    for line in (
        "file = {a_b&c.pdf}",
        "bdsk-url-1 = {https://e.example/a_b}",
        "author+an = {1=highlight}",
        "foo = {{$x_1$} \\emph{hi} \\& more}",
        "month = {jan-feb}",
    ):
        assert f"  {line},\n" in text
    assert "\\input{" not in text
    assert pybtex_keys(text) == bibtexparser_keys(text) == ["k"]
    assert "month" not in biblatex.entry(paper)


def test_a_volume_and_a_number_stand_in_fields_that_styles_take_together() -> None:
    book = {"title": "Kites", "volume": "3", "issue": "4"}
    assert "number" not in written(type="paper-conference", **book)
    assert read_one(bibtex.entry(record(type="paper-conference", **book))).item.issue == "4"
    assert written(type="article-journal", **book)["number"] == "{4}"
    assert written(type="book", title="x", other={"collection-number": "7"})["number"] == "{7}"


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_of_csl_comes_back_from_either_dialect(kind: str) -> None:
    before = replace(
        record(type=kind, title="Kites", note="x"), identifiers={"arxiv": "2101.00001"} if kind == "article" else {}
    )
    for module in (bibtex, biblatex):
        assert read_one(module.entry(before)).item.type == kind, module.entry(before)


def test_an_unverified_record_stays_unverified() -> None:
    paper = replace(record(title="Kites"), status=Status.UNRESOLVED)
    assert read_one(bibtex.entry(paper)).status is Status.UNRESOLVED


# Reading ------------------------------------------------------------------------------------------------------------


def test_fields_of_bibtex_and_biblatex_are_read() -> None:
    (paper,), _ = bibtex.read(
        r"""
@InProceedings{DBLP:conf/kites/Hargreave21,
  AUTHOR = "Zo{\"e} Hargreave and {Kites Inc.} and others",
  title = {{The {KiteBERT} Story: 100\% of {\L}{\'o}d\'z}},
  booktitle = {Proc.\ of Kites},
  location = {Fan{\o}},
  pages = {1--16},
  year = 2021, month = may # "~3",
  url = {\url{https://kites.example/a_b}},
  doi = {https://doi.org/10.5555/x\_y},
  eprint = {2101.00001v2}, eprinttype = {arXiv},
}""",
        "f.bib",
    )
    assert paper.key == "DBLP:conf/kites/Hargreave21"
    assert paper.identifiers == {"arxiv": "2101.00001", "doi": "10.5555/x_y"}
    assert paper.item == Item(
        type="paper-conference",
        title="The KiteBERT Story: 100% of Łódź",
        author=(Name(family="Hargreave", given="Zoë"), Name(literal="Kites Inc."), Name(literal="others")),
        container_title="Proc. of Kites",
        publisher_place="Fanø",
        page="1-16",
        issued=Date(date_parts=((2021, 5, 3),)),
        url="https://kites.example/a_b",
        doi="10.5555/x_y",
        other={"custom": {"bibtex": {"eprint": "2101.00001v2", "eprinttype": "arXiv", "day": "3"}}},
    )


@pytest.mark.parametrize("month", ["may", "May", "{May}", '"05"', "5", '"May"', "MAY"])
def test_the_month_is_read_in_every_form(month: str) -> None:
    assert read_one(f"@misc{{k, year = 2021, month = {month}}}").item.issued == Date(date_parts=((2021, 5),))


def test_a_month_that_is_none_is_kept_as_text() -> None:
    paper = read_one("@misc{k, title = {x}, year = 2021, month = {Spring}}")
    assert paper.item.issued == Date(date_parts=((2021,),), season=1)
    assert "  month = {Spring},\n" in bibtex.entry(paper)
    assert "  date = {2021-21},\n" in biblatex.entry(paper)


def test_macros_are_resolved_and_an_undefined_one_reads_as_its_name() -> None:
    text = '@string{J = {Journal of }}\n@string(k = "Kites")\n@article{a, journal = J # k, note = nowhere}\n'
    item = read_one(text).item
    assert (item.container_title, item.note) == ("Journal of Kites", "nowhere")


def test_comments_and_preambles_are_no_entries() -> None:
    text = '@comment{ignored {x}}\n@preamble{"x"}\n% @misc{out, title={x}}\nwords\n@misc{a, title={x}}\n'
    assert read_one(text).key == "a"


@pytest.mark.parametrize(
    ("text", "keys", "places"),
    [
        ("@misc{a}\n\n@misc{b,}\n@misc{c, title={x}}", ["c"], ["f.bib:1:1", "f.bib:3:1"]),
        ("@misc{a b}\n@misc{c, title={x}}", ["c"], ["f.bib:1:1"]),
        ("@misc{c, title={x}}\r\n@misc{d}\r\n", ["c"], ["f.bib:2:1"]),
        ("@misc{c, title={x}}\r@misc{d}\r@misc{e, title={x}}", ["c", "e"], ["f.bib:2:1"]),
    ],
)
def test_an_entry_that_cannot_be_read_is_reported_with_its_place(text: str, keys: list[str], places: list[str]) -> None:
    records, findings = bibtex.read(text, "f.bib")
    assert [paper.key for paper in records] == keys
    assert [str(finding.place) for finding in findings] == places
    assert {finding.code for finding in findings} == {"unread-entry"}


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, title={x\n@misc{b, title={y}}\n}}",
        '@misc{a, note="\n@misc{b, y}\n"}',
        "@misc{\n  a,\n  title = {x}\n}",
        "@misc(a, title={x})",
        "@misc{a, title={x}} @comment{\n@misc{a2, x}}",
        "see @misc{a, title={x}}",
        "@my-type{a, title={x}}",
    ],
)
def test_what_is_read_is_not_reported(text: str) -> None:
    records, findings = bibtex.read(text, "f.bib")
    assert records[0].key == "a"
    assert {finding.code for finding in findings} <= {"repaired"}


def test_equal_keys_are_two_records() -> None:
    records, findings = bibtex.read("@misc{a, title={x}}\n@misc{a, title={y}}", "f.bib")
    assert [(paper.key, paper.item.title) for paper in records] == [("a", "x"), ("a", "y")]
    assert not findings


def test_hostile_nesting_costs_one_entry() -> None:
    deep = "@misc{a, title={" + "{" * 3000 + "}" * 3000 + "}}"
    records, findings = bibtex.read(f"@misc{{b, title={{x}}}}\n{deep}\n@misc{{c, title={{x}}}}", "f.bib")
    assert [paper.key for paper in records] == ["b", "c"]
    assert [(finding.code, str(finding.place)) for finding in findings] == [("unread-entry", "f.bib:2:1")]


@given(st.lists(st.sampled_from([*"@{}(),=\"#%\\'\n", "misc", "key", "title", "string", "comment", " "]), max_size=30))
def test_no_file_stops_the_reader(pieces: list[str]) -> None:
    bibtex.read("".join(pieces), "f.bib")


def test_a_reference_to_what_is_not_there_stays_that_reference() -> None:
    text = bibtex.entry(bibtex.read("@misc{k, title={x}, crossref={a_b}, xref={c/d_e}, x.y={1}}", "f.bib")[0][0])
    for line in ("crossref = {a_b}", "xref = {c/d_e}", "x.y = {1}"):
        assert f"  {line},\n" in text
    assert pybtex_keys(text) == bibtexparser_keys(text) == ["k"]
