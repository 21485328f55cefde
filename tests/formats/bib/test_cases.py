"""Small bibliographies that once came out wrong, each with what should come out: ``tests/data/bibliographies``."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import plbib
from plbib.checks.records import bad_number
from plbib.cli.commands import cli
from plbib.formats.bib.file import parse
from plbib.model import Date
from tests.conftest import DATA

CASES = DATA / "bibliographies"
EXPECTED = sorted(path.name.removesuffix(".expected.json") for path in CASES.glob("*.expected.json"))


def source(name: str) -> Path:
    return next(path for end in ("bib", "ris", "json") if (path := CASES / f"{name}.{end}").is_file())


def exported(name: str, to: str) -> str:
    return plbib.export(plbib.load(source(name)), to)


def items(name: str) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in json.loads(exported(name, "csljson"))}


def value(item: dict[str, Any], path: str) -> Any:
    """What stands at a path: ``title``, ``author[0].family``, ``issued`` (its days), ``issued.season``."""
    listed = re.fullmatch(r"([\w-]+)\[(\d+)\]\.(.+)", path)
    if listed:
        rows = item.get(listed[1], [])
        return rows[int(listed[2])].get(listed[3]) if len(rows) > int(listed[2]) else None
    name, _, inner = path.partition(".")
    held = item.get(name)
    if inner:
        return (held or {}).get(inner)
    return held.get("date-parts", held.get("literal")) if isinstance(held, dict) else held


@pytest.mark.parametrize("name", EXPECTED)
def test_a_bibliography_has_the_variables_that_its_case_names(name: str) -> None:
    expected = json.loads((CASES / f"{name}.expected.json").read_text(encoding="utf-8"))["expect"]
    found = items(name)
    for key, variables in expected.items():
        for path, wanted in variables.items():
            allowed = wanted["any"] if isinstance(wanted, dict) else [wanted]
            assert value(found[key], path) in allowed, f"{key}.{path}"


def test_a_family_name_in_braces_stays_one() -> None:
    assert "author = {{Delpech de Saint Guilhem}, Cyprien and" in exported("family-in-braces", "bibtex")


def test_a_formula_stays_the_tex_it_was() -> None:
    title = r"title = {From {$\bar{b}$} and {$\overline{q}$} at {$\sqrt{s}$} = 13 {TeV}}"
    assert title in exported("math-accent", "bibtex")


def test_a_dollar_that_closes_math_begins_no_price() -> None:
    assert r"Galaxies at {$z\sim$}2 and {$z\sim$}3" in exported("math-taken-for-price", "bibtex")


def test_an_entry_type_of_bibtex_stays_the_one_it_was() -> None:
    written = exported("inbook", "bibtex") + exported("proceedings", "bibtex")
    assert re.findall(r"^@(\w+)", written, re.MULTILINE) == ["inbook", "proceedings", "proceedings"]
    assert "booktitle" not in written
    assert "chapter = {3}" in written
    assert "organization = {Kite Club}" in written


def test_an_and_inside_a_publisher_parts_no_list() -> None:
    publisher = "Institute of Arts and Crafts and Kites and Strings"
    assert f"publisher = {{{{{publisher}}}}}" in exported("and-in-publisher", "biblatex")
    assert f"publisher = {{{publisher}}}" in exported("and-in-publisher", "bibtex")


ENTRIES = {
    "bibtex": r"""
@article{a, author = {Kite, Ann}, title = {T}, journal = {J}, year = {2019--2020}, number = {4}, pages = {1--9}}
@book{b, author = {Kite, Ann}, title = {T}, series = {S}, volume = {2}, number = {7}, publisher = {P}, year = {2020}}
@booklet{c, author = {Kite, Ann}, title = {T}, howpublished = {By hand}, year = {2020}}
@conference{d, author = {Kite, Ann}, title = {T}, booktitle = {B}, organization = {Club}, year = {2020}}
@inbook{e, author = {Kite, Ann}, title = {T}, chapter = {3}, publisher = {P}, year = {2020}, type = {Section}}
@incollection{f, author = {Kite, Ann}, title = {T}, booktitle = {B}, publisher = {P}, year = {2020}, chapter = {1}}
@inproceedings{g, author = {Kite, Ann}, title = {T}, booktitle = {B}, year = {2020}, month = jul, day = {4}}
@manual{h, title = {T}, organization = {Kite Club}, address = {Here}, edition = {First}, year = {2020}}
@mastersthesis{i, author = {Kite, Ann}, title = {T}, school = {S}, year = {2020}}
@misc{j, author = {Kite, Ann}, title = {T}, howpublished = {By hand}, year = {2020}, nonsense = {kept}}
@phdthesis{k, author = {Kite, Ann}, title = {T}, institution = {S}, year = {2020}}
@proceedings{l, title = {T}, editor = {Kite, Ann}, organization = {Club}, year = {2020}}
@techreport{m, author = {Kite, Ann}, title = {T}, institution = {I}, number = {7}, type = {Note}, year = {2020}}
@unpublished{n, author = {Kite, Ann}, title = {T}, note = {By hand}, year = {2020}, language = {German}}
""",
    "biblatex": r"""
@article{a, author = {Kite, Ann}, title = {T}, subtitle = {A View}, journaltitle = {J}, date = {2012-21}}
@book{b, author = {Kite, Ann}, maintitle = {M}, title = {T}, volume = {2}, date = {1723?}, langid = {ngerman}}
@inbook{c, author = {Kite, Ann}, bookauthor = {Bow}, title = {T}, booktitle = {B}, booksubtitle = {S}, date = {-0343}}
@mvcollection{d, editor = {Kite, Ann}, title = {T}, volumes = {4}, date = {1990/2000}, note = {N}, addendum = {Last}}
@periodical{e, editor = {Kite, Ann}, title = {T}, issn = {0268-1242}, volume = {3}, number = {4}, date = {2020}}
@online{f, author = {Kite, Ann}, title = {T}, url = {https://example.org/a_b}, urldate = {2020-05-01}, date = {2020/}}
@movie{g, author = {Kite, Ann}, title = {T}, publisher = {One and {Two and Three}}, location = {A and B}, date = {2020}}
@mathesis{h, author = {Kite, Ann}, title = {T}, institution = {I}, date = {2020}, annotation = {Mine}}
@set{i, entryset = {a, b}}
@inreference{j, title = {T}, booktitle = {B}, maintitle = {M}, origdate = {1888}, date = {2020}, eventtitle = {E}}
""",
}


def entries(text: str) -> dict[str, tuple[str, dict[str, str]]]:
    rows = parse(text, "f.bib").rows
    return {
        row.key: (row.entry_type, {name: re.sub("[{} ]", "", value) for name, value in row.fields.items()})
        for row in rows
    }


@pytest.mark.parametrize("dialect", ENTRIES)
def test_what_is_read_from_a_bib_is_written_with_its_types_and_fields(dialect: str, tmp_path: Path) -> None:
    path, again = tmp_path / "a.bib", tmp_path / "a.json"
    path.write_text(ENTRIES[dialect], encoding="utf-8")
    written = plbib.export(plbib.load(path), dialect)
    assert entries(written) == entries(ENTRIES[dialect])
    again.write_text(plbib.export(plbib.load(path), "csljson"), encoding="utf-8")
    assert entries(plbib.export(plbib.load(again), dialect)) == entries(written)


def test_a_type_of_crossref_is_one_of_csl() -> None:
    written = exported("crossref-json-type", "bibtex")
    assert written.count("@article{") == 1
    assert all(f"  {field},\n" in written for field in ("journal = {Journal of Kites}", "number = {7}"))
    assert "issn = {0031-9007, 1079-7114}" in written


def test_lists_of_numbers_keep_those_whose_check_digits_hold() -> None:
    written = exported("number-lists", "bibtex")
    assert "isbn = {978-3-16-148410-0, 978-0-306-40615-7}" in written
    assert "issn = {0268-1242, 1361-6641}" in written
    assert [*map(list, map(bad_number, plbib.load(source("number-lists")).records))] == [[], []]


def test_authors_of_either_tag_of_ris_stand_in_their_order() -> None:
    (item,) = items("ris-a1-au").values()
    assert [author["family"] for author in item["author"]] == ["Kite", "Bow", "Dey"]


def test_a_book_of_ris_has_a_length_and_a_number_in_its_series() -> None:
    (item,) = items("ris-book-pages").values()
    assert (item["number-of-pages"], item["collection-number"]) == ("321", "7")
    assert not item.keys() & {"page", "issued"}
    assert "0000" not in exported("ris-book-pages", "ris")


def test_types_of_ris_are_types_of_csl() -> None:
    assert {key[1:]: item["type"] for key, item in items("ris-types").items()} == {
        "EDBOOK": "book",
        "ABST": "article-journal",
        "INPR": "article-journal",
        "SER": "book",
        "ENCYC": "entry-encyclopedia",
        "CASE": "legal_case",
        "STAT": "legislation",
        "VIDEO": "motion_picture",
        "MAP": "map",
        "STAND": "standard",
    }
    assert "GEN" not in exported("ris-types", "ris")


def test_no_command_of_a_text_vanishes() -> None:
    (item,) = items("lost-commands").values()
    assert item["title"] == "And/or §5, α-decay, 5£ and MyKite in it"


@pytest.mark.parametrize(
    ("name", "slip"),
    [
        ("no-key", "it has no key"),
        ("missing-comma", "no comma follows the value of title"),
        ("field-commented-out", "a % begins no comment"),
    ],
)
def test_an_entry_with_a_slip_of_the_pen_is_saved_with_a_finding(name: str, slip: str) -> None:
    library = plbib.load(source(name))
    (record,) = library.records
    assert record.key
    assert (record.item.title, record.item.container_title) == ("Wind over water", "J. Kites")
    assert record.item.issued == Date(date_parts=((2020,),))
    mended = [finding for finding in library.findings if finding.code == "mended-entry"]
    assert mended
    assert all(slip in finding.message for finding in mended)


def test_an_entry_whose_braces_do_not_pair_ends_at_the_next() -> None:
    rows = parse("@misc{a,\n title={x {y,\n year={2},\n}\n@misc{b, title={Bee}}\n", "f.bib").rows
    assert [(row.key, row.fields) for row in rows] == [("a", {"title": "x {y}", "year": "2"}), ("b", {"title": "Bee"})]


def test_an_export_that_lost_an_entry_ends_with_findings(tmp_path: Path) -> None:
    path = tmp_path / "lost.bib"
    path.write_text("@misc{a}\n@misc{b, title = {x}}\n", encoding="utf-8")
    done = CliRunner().invoke(cli, ["export", str(path), "--to", "bibtex"])
    assert (done.exit_code, "@misc{b," in done.stdout) == (1, True)
    assert CliRunner().invoke(cli, ["export", str(source("no-key")), "--to", "bibtex"]).exit_code == 0


def test_an_address_of_howpublished_is_written_as_it_was() -> None:
    written = exported("howpublished-url", "bibtex")
    assert r"howpublished = {\url{https://example.org/~kite/a_b}}" in written
    assert "  url = " not in written


def test_a_preprint_has_its_number_where_styles_look() -> None:
    found = items("arxiv-eprint")
    for key, number in (("k1", "2301.00001"), ("k2", "2301.00002")):
        assert (found[key]["type"], found[key]["number"]) == ("article", f"arXiv:{number}")
        assert found[key]["URL"] == f"https://arxiv.org/abs/{number}"
    written = exported("arxiv-eprint", "bibtex")
    assert re.findall(r"^@(\w+)", written, re.MULTILINE) == ["article", "misc"]
    assert "number" not in written
    assert "url" not in written


def test_an_id_that_is_no_key_of_bibtex_stays_in_csl_json_and_is_an_alias(tmp_path: Path) -> None:
    assert list(items("key-unicode")) == ["Müller2020", "Kite(2022)Strings"]
    assert re.findall(r"^@\w+{(\S+),$", exported("key-unicode", "bibtex"), re.MULTILINE) == [
        "Muller2020",
        "Kite-2022-Strings",
    ]
    newer = exported("key-unicode", "biblatex")
    assert re.findall(r"^@\w+{(\S+),\n  ids = {(\S+)},$", newer, re.MULTILINE) == [
        ("Müller2020", "Muller2020"),
        ("Kite(2022)Strings", "Kite-2022-Strings"),
    ]
    assert '"Müller2020":' in exported("key-unicode", "hayagriva")
    manuscript = tmp_path / "paper.md"
    manuscript.write_text("As [@Müller2020] says.\n", encoding="utf-8")
    done = CliRunner().invoke(
        cli, ["export", str(source("key-unicode")), "--cited", str(manuscript), "--to", "csljson"]
    )
    assert [item["id"] for item in json.loads(done.stdout)] == ["Müller2020"]
