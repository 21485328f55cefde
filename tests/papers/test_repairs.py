"""Faults of the venues' own exports (spec/bibtex.md §5) are repaired or reported; what only looks like one is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.checks import check
from plbib.errors import Severity
from plbib.formats.bib import bibtex
from plbib.library.bibliography import of_items
from plbib.model import Finding, Item, Library, Name
from plbib.papers import field_repairs
from plbib.papers.field_repairs import repair_fields
from plbib.papers.repairs import repair_item
from plbib.text import tex
from tests.samples import HOSTILE, TYPES, anything, items


def load(text: str) -> Library:
    """The library of a .bib called ``f.bib``."""
    records, findings = bibtex.read(text, "f.bib")
    return of_items(records, title="", source="f.bib", findings=tuple(findings))


def load_fields(fields: str, key: str = "kites", kind: str = "inproceedings") -> Library:
    return load(f"@{kind}{{{key},\n  title = {{Kites}},\n  {fields}\n}}")


def shown(library: Library, variable: str) -> str:
    """A variable of the only record as text."""
    value = getattr(library.records[0].item, variable)
    if variable in ("author", "editor"):
        parts = ("given", "dropping_particle", "non_dropping_particle", "family", "literal")
        return "; ".join(" ".join(filter(None, [getattr(name, part) for part in parts])) for name in value)
    return "" if value is None else str(value)


def told(library: Library, code: str) -> str:
    return "; ".join(finding.message for finding in library.findings if finding.code == code)


NEURIPS = "booktitle = {Advances in Neural Information Processing Systems}"
DBLP = "biburl = {https://dblp.org/rec/conf/kites/N23.bib}"
REPAIRED = [
    ("NeurIPS", "pages = {}", "page", "", "pages: empty"),
    (
        "NeurIPS",
        f"author = {{berg, ann-lee and Li, Wei}}, {NEURIPS}",
        "author",
        "Ann-Lee Berg; Wei Li",
        "author: names",
    ),
    ("NeurIPS", r"editor = {F. d\textquotesingle Alch\'{e}-Buc}", "editor", "F. d'Alché-Buc", "editor: a command"),
    (
        "OpenReview",
        "booktitle = {The Conference on Kites }",
        "container_title",
        "The Conference on Kites",
        "booktitle: b",
    ),
    (
        "proceedings.iclr.cc",
        "booktitle = {International Conference on Representation Learning}",
        "container_title",
        "International Conference on Learning Representations",
        "container-title: the words",
    ),
    ("MLSys", "publisher = {Curan}", "publisher", "Curran", "“Curan” made “Curran”"),
    ("MLSys", "publisher = {Curan Associates, Inc.}", "publisher", "Curran Associates, Inc.", "“Curan” made “Curran”"),
    ("USENIX", r"author = {Ann O{\textquoteright}Neil}", "author", "Ann O'Neil", "author: a command for an apostrophe"),
    ("USENIX", r"note = {Kites{\textquoteright} Tails}", "note", "Kites' Tails", "note: a command for an apostrophe"),
    ("USENIX", r"note = {Kite\textquoteright s Tail}", "note", "Kite's Tail", "note: a command for an apostrophe"),
    (
        "USENIX",
        "publisher = {USENIX Association}, address = {Fanø}",
        "event_place",
        "Fanø",
        "publisher-place: the event",
    ),
    ("ACM", "pages = {254–267}", "page", "254-267", "pages: the dash"),
    ("ACM", "pages = {12:1–12:15}", "page", "12:1-12:15", "pages: the dash"),
    (
        "ACM",
        "booktitle={K}, address={New York}, location={Rome}",
        "event_place",
        "Rome",
        "location: taken for the event",
    ),
    ("ACM", "booktitle={K}, address={New York}, location={Rome}", "publisher_place", "New York", "location: taken for"),
    (
        "ACM",
        "location = {<conf-loc>, <city>Toronto</city>, <country>Canada</country>, </conf-loc>}",
        "publisher_place",
        "Toronto, Canada",
        "location: the publisher's markup",
    ),
    ("IEEE", "pages = {1-12}", "page", "1-12", "pages: the dash"),
    ("IEEE", "pages = {1 - 12, 15-16}", "page", "1-12, 15-16", "pages: the dash"),
    ("IEEE", "volume = { }", "volume", "", "volume: empty"),
    ("IEEE", "number = {}", "issue", "", "number: empty"),
    (
        "IEEE",
        "author = {Ann Berg}, doi = {10.1109/KITE.2023.7}",
        "publisher",
        "IEEE",
        "publisher: IEEE, as its DOI says",
    ),
    ("IEEE", "note = {A&#x2013;B &lt; C}", "note", "A–B < C", "note: HTML entities"),
    ("CVF", "pages = {18675-18685}", "page", "18675-18685", "pages: the dash"),
    (
        "dblp",
        "author = {Wei Wang 0001 and Li, Ann 0012}",
        "author",
        "Wei Wang; Ann Li",
        "author: the number of a homonym",
    ),
    ("dblp", f"doi = {{10.1109/KITE.2023.7}}, {DBLP}", "doi", "10.1109/kite.2023.7", "doi: made small"),
    ("dblp", "doi = {10.18653/V1/2022.ACL-LONG.1}", "doi", "10.18653/v1/2022.acl-long.1", "doi: made small"),
    ("DOI", "pages={635–641}", "page", "635-641", "pages: the dash"),
    ("DOI", "publisher = {String &amp; Sons}", "publisher", "String & Sons", "publisher: HTML entities"),
    ("DOI", r"publisher = {String \&amp;amp; Sons}", "publisher", "String & Sons", "publisher: HTML entities"),
    ("DOI", "author = {M&uuml;ller, J&ouml;rg}", "author", "Jörg Müller", "author: HTML entities"),
    ("DOI", "note = {100&#37; &#123;x&#125;}", "note", "100% {x}", "note: HTML entities"),
    ("DOI", "doi = {10.1002/kite&lt;7::aid&gt;2.0}", "doi", "10.1002/kite<7::aid>2.0", "doi: HTML entities"),
    ("any", "doi = {https://doi.org/10.5555/kite}", "doi", "10.5555/kite", "doi: the address"),
    ("any", "author = {Ann Berg et al.}", "author", "Ann Berg; others", "author: et al. made"),
]


@pytest.mark.parametrize(("fields", "variable", "value", "what"), [row[1:] for row in REPAIRED])
def test_a_fault_is_repaired_and_the_finding_says_what_was_done(
    fields: str, variable: str, value: str, what: str
) -> None:
    library = load_fields(fields)
    assert shown(library, variable) == value
    found = next(finding for finding in library.findings if what in finding.message)
    assert (found.code, found.severity, found.key) == ("repaired", Severity.INFO, "kites")
    assert found.place is not None
    assert found.place.file == "f.bib"
    assert repair_item(library.records[0].item) == (library.records[0].item, [])


@pytest.mark.parametrize(
    ("head", "what"),
    [
        ("@inproceedings {kites,", "key: the blank before its brace removed"),
        ("@inproceedings{\n  kites,", "key: put on the line on which its entry begins"),
        ("@inproceedings{ kites ,", ""),
    ],
)
def test_an_entry_begins_on_one_line(head: str, what: str) -> None:
    library = load(f"{head} title = {{Kites}}}}")
    assert bibtex.entry(library.records[0]).startswith("@inproceedings{kites,\n")
    assert told(library, "repaired") == what
    assert all(str(finding.place) == "f.bib:1:1" for finding in library.findings)


@pytest.mark.parametrize(
    ("month", "macro", "what"),
    [
        ("{21--27 Jul}", "jul", "month: a range of days"),
        ("{30 Oct--01 Nov}", "oct", "month: a range of days"),
        ("{June}", "jun", "month: made BibTeX's macro"),
        ("{06}", "jun", "month: made BibTeX's macro"),
        ("Aug", "aug", ""),
        ("may", "may", ""),
        ("jun # {~3}", "jun", ""),
    ],
)
def test_a_month_is_written_as_a_macro(month: str, macro: str, what: str) -> None:
    library = load_fields(f"year = 2023, month = {month}")
    assert f"  month = {macro},\n" in bibtex.entry(library.records[0])
    assert told(library, "repaired").startswith(what)
    assert bool(told(library, "repaired")) == bool(what)


def test_faults_around_the_key_are_no_obstacle_and_findings_know_their_lines() -> None:
    library = load(
        "@inproceedings{\nberg2023kites,\ntitle={A}, pages={}\n}\n@inproceedings {306009,\ntitle = {B}, volume={}}\n"
    )
    assert [record.key for record in library.records] == ["berg2023kites", "306009"]
    places = [(str(finding.place), finding.code, finding.key) for finding in library.findings]
    assert ("f.bib:1:1", "repaired", "berg2023kites") in places
    assert ("f.bib:5:1", "repaired", "306009") in places
    assert "306009, a number" in told(library, "doubtful-record")


def test_of_keys_that_repeat_the_second_is_numbered() -> None:
    library = load("@misc{Frank_1970, title={A}}\n@misc{Frank_1970, title={B}}")
    assert [record.key for record in library.records] == ["Frank_1970", "Frank_19702"]
    assert [(finding.code, finding.key) for finding in library.findings] == [("key-changed", "Frank_19702")]


def test_capitals_are_protected_and_a_false_isbn_is_left_out() -> None:
    library = load_fields("isbn = {978-1-939133-29-42}")
    assert "isbn" not in bibtex.entry(library.records[0])
    assert [finding.code for finding in check(library)] == ["bad-number"]
    plain = load("@misc{a, title={AraT5 and LLMs for Arabic: A Survey}}")
    assert "title = {{AraT5} and {LLM}s for {A}rabic: A Survey}" in bibtex.entry(plain.records[0])
    assert plain.findings == ()


@pytest.mark.parametrize(
    ("fields", "variable", "value", "what"),
    [
        (r"author = {Kr\'{o}l, Michaundefined}", "author", "Micha Król", "in place of a letter that was lost"),
        (r"author = {undefinedo\'{s}, Ada}", "author", "Ada oś", "in place of a letter that was lost"),
        ("author = {Berg, undefined}", "author", "undefined Berg", "in place of a name that was lost"),
        ("author = {van der berg, jan}", "author", "jan van der berg", "no capital in jan van der berg"),
        (f"author = {{mcdonald, ann}}, {NEURIPS}", "author", "ann mcdonald", "no capital in ann mcdonald"),
        (f"author = {{ZHANG, ZHAO-XIANG}}, {NEURIPS}", "author", "ZHAO-XIANG ZHANG", "capitals in ZHAO-XIANG ZHANG"),
        ("author={A, X and B, X and C, X and D, X}, doi={10.52202/1-2}", "author", "X A; X B; X C; X D", "alphabet"),
    ],
)
def test_what_cannot_be_repaired_for_certain_is_reported(fields: str, variable: str, value: str, what: str) -> None:
    library = load_fields(fields)
    assert shown(library, variable) == value
    (found,) = [finding for finding in library.findings if finding.code == "doubtful-record"]
    assert (found.severity, found.key) == (Severity.WARNING, "kites")
    assert found.message.startswith("author: ")
    assert what in found.message
    assert "overrides" in found.cure


@pytest.mark.parametrize(
    "fields",
    [
        "author = {Undefined, Ann and Ann Undefined and Ann Undefinedson}",
        "author = {hooks, bell and danah boyd}",
        "author = {van der Berg, Jan and Ann de la Cruz and {the kite group} and Łoś, Ćma}",
        "author = {Wang, W. and NG, A. and {Collective 0451 and Friends} and {KITE}}",
        f"author = {{Li, J. R.}}, editor = {{H. Wallach and A. Oh}}, {NEURIPS}, publisher = {{Curran}}",
        r"note = {R\&D, AT&T; Q&A; 5 &c; &unknown;}",
        "url = {https://kites.example/?a=1&amp;b=2}",
        "pages = {1-2-3}",
        "pages = {1--12}",
        "pages = {e7}",
        "articleno = {TR-18-2}",
        "year = 2023, month = {8--12}",
        "doi = {10.1109/KITE.2023.7}, publisher = {Institute}",
        "doi = {10.1007/BF02727953}",
        "doi = {10.5555/Kite.2021_A}",
        "booktitle = {International Conference on Representation Learning for Kites}",
        "publisher = {Curan Press}",
        "publisher = {USENIX Association}, address = {Berkeley, CA}",
        "author={B, X and A, X and C, X and D, X}, doi={10.52202/1-2}",
        "author={A, X and B, X and C, X and D, X}, doi={10.52202/1-2}, url={https://proceedings.neurips.cc/paper/x}",
        "location = {Rome}, venue = {Fanø}, booktitle = {K}, publisher = {P}",
    ],
)
def test_what_only_looks_like_a_fault_is_left_alone(fields: str) -> None:
    library = load_fields(fields)
    records, _ = bibtex.read(f"@inproceedings{{kites,\n  title = {{Kites}},\n  {fields}\n}}", "f.bib")
    assert library.findings == ()
    assert library.records == tuple(records)


@pytest.mark.parametrize(
    ("doi", "repaired"),
    [("10.1109/KITE.2023.7", "10.1109/KITE.2023.7"), ("10.18653/V1/2022.ACL-LONG.1", "10.18653/v1/2022.acl-long.1")],
)
def test_only_a_doi_that_its_registrant_writes_small_is_made_small(doi: str, repaired: str) -> None:
    item, made = repair_item(Item(type="article", title="Kites &amp; Strings", doi=doi))
    assert (item.title, item.doi) == ("Kites & Strings", repaired)
    assert [repair.field for repair in made] == ["title", *(["DOI"] if doi != repaired else [])]


def test_only_names_of_people_are_people() -> None:
    item = Item(
        type="book", title="undefinedx", author=(Name(literal="Team 0451"), Name(family="Wang 0001", given="W"))
    )
    repaired, made = repair_item(item)
    assert repaired.title == "undefinedx"
    assert [name.literal or name.family for name in repaired.author] == ["Team 0451", "Wang"]
    assert [(repair.field, repair.what) for repair in made] == [("author", "the number of a homonym removed")]


PIECES = (
    *("&amp;", "&lt", ";", "#38;", "&#38;", "&", "undefined", " 0001", " et al.", "–", "-", "1", "12:3", " ", "doi:"),
    *(
        "https://doi.org/",
        "10.1109/A",
        "10.18653/V1/A",
        "{",
        "}",
        "\\",
        "\\textquoteright ",
        "21--27 Jul",
        " and ",
        ",",
    ),
    *("berg, ann", "International Conference on Representation Learning", "Curan", "<city>", "USENIX Association"),
)
text = st.one_of(st.lists(st.sampled_from([*PIECES, *HOSTILE]), max_size=8).map("".join), anything)
people = st.builds(Name, family=st.none() | text, given=st.none() | text, literal=st.none() | text)
venues = st.sampled_from([None, "Advances in Neural Information Processing Systems"])


@given(items(text, TYPES), st.lists(people, max_size=4).map(tuple), venues)
def test_an_item_repaired_twice_is_as_if_once(item: Item, authors: tuple[Name, ...], venue: str | None) -> None:
    values = {"author": authors, "container_title": venue or item.container_title}
    once, _ = repair_item(Item(**{name: getattr(item, name) for name in Item.__struct_fields__} | values))
    twice, made = repair_item(once)
    assert twice == once
    assert all(not repair.certain for repair in made)


NAMES = ("author", "editor", "title", "doi", "url", "pages", "month", "booktitle", "address", "location", "biburl", "x")


@given(st.text("a1:", max_size=3), st.dictionaries(st.sampled_from(NAMES), text))
def test_fields_repaired_twice_are_as_if_once(key: str, fields: dict[str, str]) -> None:
    once, _ = repair_fields(key, fields)
    twice, made = repair_fields(key, once)
    assert {name: value for name, value in once.items() if value.strip(" \t\r\n~{}")} == twice
    assert {repair.what for repair in made if repair.field != "key"} <= {"empty, left out"}


def test_findings_of_one_record_are_one_of_each_kind() -> None:
    library = load_fields("pages = {}, volume = {}, author = {Aundefined, B}", key="7")
    found: list[Finding] = [finding for finding in library.findings if str(finding.place) == "f.bib:1:1"]
    assert [finding.code for finding in found] == ["repaired", "doubtful-record"]
    assert [finding.message.count("; ") for finding in found] == [1, 1]


def test_signs_of_tex_are_written_as_the_escaper_writes_them() -> None:
    assert {sign: tex.escape(sign) for sign in field_repairs._TEX} == field_repairs._TEX  # noqa: SLF001


@pytest.mark.parametrize(
    ("pages", "repaired"),
    [("12--34", "12--34"), ("12-34", "12--34"), ("12 - 34", "12--34"), ("12--", "12--"), ("S1-S4", "S1--S4")],
)
def test_pages_that_are_right_stay_and_others_get_the_dash(pages: str, repaired: str) -> None:
    assert repair_fields("k", {"pages": pages})[0] == {"pages": repaired}


@pytest.mark.parametrize("value", ["5", "n/a", "nil", "-"])
def test_a_field_that_says_that_there_is_no_value_is_left_out(value: str) -> None:
    assert repair_fields("k", {"volume": value})[0] == ({"volume": "5"} if value == "5" else {})
