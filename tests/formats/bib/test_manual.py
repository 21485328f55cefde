"""What an entry means by biblatex's manual, as CSL's variables, and that it is written as it was."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import plbib
from plbib.formats.bib.file import parse
from plbib.text.bibstrings import ordinal

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "key of a genre": ("@report{k, type = {resreport}}", {"genre": "research report"}),
    "key of a thesis": ("@thesis{k, type = {candthesis}}", {"genre": "Candidate thesis"}),
    "key of a series": ("@article{k, journaltitle = {J}, series = {newseries}}", {"collection-title": "New series"}),
    "number of a series": ("@article{k, journaltitle = {J}, series = {3}}", {"collection-title": "3rd series"}),
    "series of a book": ("@book{k, date = {2000}, series = {3}}", {"collection-title": "3"}),
    "keys of places": ("@patent{k, location = {countryfr and countryde}}", {"publisher-place": "France; Germany"}),
    "language of babel": ("@book{k, langid = {ngerman}}", {"language": "de-DE"}),
    "language of america": ("@book{k, langid = {english}}", {"language": "en-US"}),
    "variant": ("@book{k, langid = {english}, langidopts = {variant=british}}", {"language": "en-GB"}),
    "code of a language": ("@book{k, langid = {british}}", {"language": "en-GB"}),
    "subtitle": ("@book{k, title = {Kites}, subtitle = {A View}}", {"title": "Kites: A View", "title-short": "Kites"}),
    "shorttitle": ("@book{k, title = {K}, subtitle = {A}, shorttitle = {B}}", {"title": "K: A", "title-short": "B"}),
    "annex of a title": (
        "@thesis{k, title = {Kites}, titleaddon = {With a Map}, type = {phdthesis}}",
        {"title": "Kites. With a Map", "title-short": "Kites", "container-title": None},
    ),
    "short title of a volume": (
        "@book{k, title = {Tails}, shorttitle = {T}, maintitle = {All Kites}}",
        {"title": "All Kites", "volume-title": "Tails", "volume-title-short": "T", "title-short": None},
    ),
    "variant that is a code": ("@book{k, langid = {english}, langidopts = {variant=uk}}", {"language": "en-GB"}),
    "older name of langid": ("@book{k, date = {2000}, hyphenation = {french}}", {"language": "fr-FR"}),
    "words for numbers": (
        "@article{k, journaltitle = {J}, volume = {Vol. 3}, number = {No. 4-5}}",
        {"volume": "3", "issue": "4-5"},
    ),
    "words of a name": (
        "@article{k, journaltitle = {J}, volume = {Vol. A}, number = {Nova 4}}",
        {"volume": "Vol. A", "issue": "Nova 4"},
    ),
    "part of a volume": ("@book{k, title = {K}, volume = {7}, part = {2}}", {"volume": "7.2", "part-number": None}),
    "part alone": ("@book{k, title = {K}, part = {2}}", {"part-number": "2"}),
    "special issue": (
        "@periodical{k, title = {Kites Today}, issuetitle = {Strings}, volume = {3}, number = {4}}",
        {"type": "periodical", "title": "Strings", "container-title": "Kites Today", "issue": "4"},
    ),
    "special issue of a series": (
        "@periodical{k, title = {Today}, series = {new}, issuetitle = {Kites}, issuesubtitle = {Tails}, number = {4}}",
        {"title": "Kites: Tails", "collection-number": None, "issue": "4"},
    ),
    "place of a patent": (
        "@patent{k, title = {K}, location = {US}, date = {2000}}",
        {"jurisdiction": "US", "publisher-place": "US"},
    ),
    "bachelor": ("@thesis{k, type = {bathesis}}", {"genre": "bachelor’s thesis"}),
    "booklet": (
        "@booklet{k, title = {K}, howpublished = {Printed at Home}, date = {2000}}",
        {"publisher": "Printed at Home", "container-title": None},
    ),
    "director": (
        "@movie{k, title = {K}, editor = {Kite, Ann}, editortype = {director}}",
        {"director": [{"family": "Kite", "given": "Ann"}], "editor": None},
    ),
    "version of a preprint": (
        "@online{k, title = {K}, eprint = {2301.00001v2}, eprinttype = {arxiv}}",
        {"URL": "https://arxiv.org/abs/2301.00001v2"},
    ),
    "periodical": ("@periodical{k, title = {Today}, date = {2000}}", {"title": "Today", "container-title": None}),
    "talk": ("@unpublished{k, title = {K}, eventtitle = {Kite Day}}", {"type": "speech", "event-title": "Kite Day"}),
    "state": ("@book{k, title = {K}, date = {2030}, pubstate = {forthcoming}}", {"status": "forthcoming"}),
    "decade": ("@book{k, title = {K}, date = {199X}}", {"issued": [[1990], [1999]]}),
    "month unknown": ("@book{k, title = {K}, date = {1999-XX}}", {"issued": [[1999]]}),
    "date in parts": (
        "@book{k, date = {2000}, urlyear = {2001}, urlmonth = {4}, urlday = {3}}",
        {"accessed": [[2001, 4, 3]]},
    ),
    "event of a book": ("@book{k, date = {2000}, eventdate = {1999-01-02}}", {"event-date": [[1999, 1, 2]]}),
    "jstor": ("@article{k, eprint = {4567}, eprinttype = {jstor}}", {"URL": "https://www.jstor.org/stable/4567"}),
    "handle": ("@article{k, eprint = {2027/a.b}, eprinttype = {hdl}}", {"URL": "https://hdl.handle.net/2027/a.b"}),
    "field of a handle": ("@misc{k, hdl = {2027/a.b}}", {"URL": "https://hdl.handle.net/2027/a.b"}),
    "pubmed": (
        "@article{k, eprint = {17922}, eprinttype = {pubmed}}",
        {"PMID": "17922", "URL": "https://www.ncbi.nlm.nih.gov/pubmed/17922"},
    ),
    "fields of pubmed": (
        "@article{k, title = {K}, doi = {10.5555/k}, pmid = {17}, pmcid = {PMC5}}",
        {"PMID": "17", "PMCID": "PMC5", "URL": None},
    ),
    "preprint of what is published": (
        "@article{k, journal = {J}, eprint = {2301.00001}, archiveprefix = {arXiv}, primaryclass = {cs.CL}}",
        {"URL": "https://arxiv.org/abs/2301.00001", "number": None, "archive_collection": None},
    ),
    "library": ("@book{k, title = {K}, library = {Shelf 3}}", {"call-number": "Shelf 3"}),
    "particle that counts": (
        "@book{k, author = {von Kite, Ann}, options = {useprefix=true}}",
        {"author": [{"family": "Kite", "given": "Ann", "non-dropping-particle": "von"}]},
    ),
    "particle of biblatex": (
        "@book{k, author = {von Kite, Ann}, date = {2000}}",
        {"author": [{"family": "Kite", "given": "Ann", "dropping-particle": "von"}]},
    ),
    "particle of BibTeX": (
        "@article{k, author = {von Kite, Ann}, journal = {J}}",
        {"author": [{"family": "Kite", "given": "Ann", "non-dropping-particle": "von"}]},
    ),
    "thesis of no kind": ("@thesis{k, title = {K}, type = {Thesis}, date = {2000}}", {"genre": None}),
    "preprint in a note": (
        "@misc{k, title = {K}, note = {Preprint arXiv:2301.00001}, date = {2023}}",
        {"type": "article", "number": "arXiv:2301.00001", "URL": "https://arxiv.org/abs/2301.00001"},
    ),
    "address within a note": (
        "@misc{k, title = {K}, note = {See https://example.org/a\\_b.}, date = {2023}}",
        {"URL": "https://example.org/a_b"},
    ),
    "address that is told": (
        "@misc{k, title = {K}, howpublished = {Available: https://example.org/a\\_b}, date = {2023}}",
        {"URL": "https://example.org/a_b", "container-title": None},
    ),
    "year nought": ("@book{k, title = {K}, date = {0000}}", {"issued": [[-1]]}),
    "particle that does not": (
        "@book{k, author = {von Kite, Ann}, options = {useprefix=false}}",
        {"author": [{"family": "Kite", "given": "Ann", "dropping-particle": "von"}]},
    ),
}  # fmt: skip


def item(text: str, folder: Path) -> dict[str, Any]:
    path = folder / "f.bib"
    path.write_text(text, encoding="utf-8")
    return next(row for row in json.loads(plbib.export(plbib.load(path), "csljson")) if row["id"] == "k")


@pytest.mark.parametrize("name", CASES)
def test_an_entry_has_the_variables_that_the_manual_says(name: str, tmp_path: Path) -> None:
    text, expected = CASES[name]
    read = item(text, tmp_path)
    dates = {
        variable: value["date-parts"]
        for variable, value in read.items()
        if isinstance(value, dict) and "date-parts" in value
    }
    assert {variable: (read | dates).get(variable) for variable in expected} == expected


@pytest.mark.parametrize("name", CASES)
def test_it_is_written_as_it_was(name: str, tmp_path: Path) -> None:
    path = tmp_path / "f.bib"
    path.write_text(CASES[name][0], encoding="utf-8")
    written = plbib.export(plbib.load(path), "bibtex" if "journal =" in CASES[name][0] else "biblatex")
    (row,), (again,) = parse(CASES[name][0], "f.bib").rows, parse(written, "g.bib").rows
    assert again.entry_type == row.entry_type
    assert {name: re.sub("[{}]", "", text) for name, text in again.fields.items()} == dict(row.fields)


def test_xdata_is_taken_by_the_piece(tmp_path: Path) -> None:
    holder = "@xdata{all-of-it, publisher = {Wind and Sea}, author = {Bow, Cy and Dey, Di}}\n"
    entry = "@book{k, publisher = {xdata=all-of-it-publisher-2}, author = {Kite, Ann and xdata=all-of-it-author-1}}"
    read = item(holder + entry, tmp_path)
    assert read["publisher"] == "Sea"
    assert [name["family"] for name in read["author"]] == ["Kite", "Bow"]
    assert item(entry, tmp_path)["publisher"] == "xdata=all-of-it-publisher-2"


@pytest.mark.parametrize("blank", [" ", "\n", "\n    "])
def test_xdata_is_taken_by_the_piece_on_any_line(tmp_path: Path, blank: str) -> None:
    holder = "@xdata{x, author = {Bow, Cy and Dey, Di}}\n"
    entry = f"@book{{k, author = {{Kite, Ann Marie and{blank}xdata=x-author-2}}}}"
    assert [name["family"] for name in item(holder + entry, tmp_path)["author"]] == ["Kite", "Dey"]


def test_a_volume_passes_the_title_above_it_on(tmp_path: Path) -> None:
    above = "@mvproceedings{m, title = {Kite Days}}\n@proceedings{p, crossref = {m}, title = {The First}}\n"
    read = item(above + "@inproceedings{k, crossref = {p}, title = {Paper}}", tmp_path)
    assert (read["container-title"], read["volume-title"]) == ("Kite Days", "The First")


def test_a_part_has_the_notes_of_the_whole(tmp_path: Path) -> None:
    whole = "@collection{w, title = {All Kites}, note = {In Danish}, shorttitle = {AK}, doi = {10.5555/w}}\n"
    read = item(whole + "@incollection{k, crossref = {w}, title = {Part}}", tmp_path)
    assert (read["note"], read.get("title-short"), read.get("DOI")) == ("In Danish", None, None)


def test_a_set_says_what_its_members_are_and_is_written_as_it_was(tmp_path: Path) -> None:
    members = "@book{a, author = {Kite, Ann}, title = {One}, date = {2000}}\n@book{b, title = {Two}, date = {2001}}\n"
    read = item(members + "@set{k, entryset = {a,b}}", tmp_path)
    assert (read["title"], read["author"][0]["family"]) == ("One; Two", "Kite")
    assert read["issued"] == {"date-parts": [[2000]]}
    library = plbib.load(tmp_path / "f.bib")
    assert "@set{k,\n  entryset = {a,b},\n}" in plbib.export(library, "biblatex")
    assert "  title = {One; Two},\n  year = {2000},\n  entryset" in plbib.export(library, "bibtex")
    assert "title" not in item("@set{k, entryset = {x}}", tmp_path)
    own = item(members + "@set{k, entryset = {a,b}, author = {Wind, Cy}, date = {1999}}", tmp_path)
    assert (own["author"][0]["family"], own["issued"]["date-parts"]) == ("Wind", [[1999]])


@pytest.mark.parametrize(
    "field",
    ["date = {1723~/1730}", "date = {2004%}", "year = {forthcoming}", "date = {-0044-03}", "language = {a and b}"],
)
def test_dates_and_languages_stay_as_they_stand(field: str, tmp_path: Path) -> None:
    (tmp_path / "f.bib").write_text(f"@book{{k, title = {{K}}, {field}}}", encoding="utf-8")
    written = plbib.export(plbib.load(tmp_path / "f.bib"), "biblatex")
    assert f"  {field},\n" in written
    assert "pubstate" not in written


def test_numbers_of_journals_are_parted_by_commas(tmp_path: Path) -> None:
    assert item("@article{k, issn = {ISSN 1234-5679 and 2049-3630}}", tmp_path)["ISSN"] == "1234-5679, 2049-3630"


def test_years_before_ours_are_read_back_from_bibtex(tmp_path: Path) -> None:
    first = item("@book{k, title = {K}, date = {-0044}}", tmp_path)
    written = plbib.export(plbib.load(tmp_path / "f.bib"), "bibtex")
    assert "year = {45 BCE}" in written
    assert item(written, tmp_path)["issued"] == first["issued"]


@pytest.mark.parametrize("source", ["bibtex", "biblatex"])
def test_particles_count_in_biblatex_as_they_did(source: str, tmp_path: Path) -> None:
    given = "@article{k, author = {von Kite, Ann}, " + ("journal = {J}}" if source == "bibtex" else "date = {2000}}")
    (tmp_path / "f.bib").write_text(given)
    written = plbib.export(plbib.load(tmp_path / "f.bib"), "biblatex")
    assert ("options = {useprefix=true}" in written) is (source == "bibtex")
    assert item(written, tmp_path)["author"] == item(given, tmp_path)["author"]


@pytest.mark.parametrize("month", ['jul # "--" # aug', "{July/August}", "{Jul.\u2013Aug.}"])
def test_two_months_are_a_range(month: str, tmp_path: Path) -> None:
    given = f"@book{{k, title = {{K}}, year = {{2004}}, month = {month}}}"
    assert item(given, tmp_path)["issued"]["date-parts"] == [[2004, 7], [2004, 8]]
    library = plbib.load(tmp_path / "f.bib")
    assert "date = {2004-07/2004-08}" in plbib.export(library, "biblatex")
    (row,), (again,) = parse(given, "f.bib").rows, parse(plbib.export(library, "bibtex"), "g.bib").rows
    assert again.fields["month"].replace("--", "–") == row.fields["month"].replace("--", "–")


def test_commands_of_a_preamble_are_put_in(tmp_path: Path) -> None:
    preamble = r'@preamble{"\newcommand{\KK}{Kite Klub} \def\twice#1{#1 #1}" # "\providecommand{\noopx}[1]{}"}'
    text = preamble + "\n@misc{k, title = {\\KK{} and \\twice{wind}}, author = {\\noopx{1}Kite, Ann}}"
    read = item(text, tmp_path)
    assert read["title"] == "Kite Klub and wind wind"
    assert read["author"] == [{"family": "Kite", "given": "Ann"}]
    endless = r'@preamble{"\newcommand{\kk}{\kk\kk}"}' + "\n@misc{k, title = {\\kk}}"
    assert item(endless, tmp_path)["title"] == "kk"


def test_a_command_that_nobody_knows_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "f.bib"
    path.write_text("@misc{k, title = {\\Kiting{bird} \\'e \\emph{x} $\\sqrt{2}$ \\char233 \\LaTeX}, url = {\\foo}}")
    (finding,) = plbib.load(path).findings
    assert (finding.code, finding.key) == ("unknown-command", "k")
    assert r"\Kiting is no command" in finding.message
    assert ordinal("11") + ordinal("22") == "11th22nd"
