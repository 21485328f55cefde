"""Lists in many forms are read: every paper, with what the form prints of it; and no line of a list is lost."""

import re

import pytest

from plbib.lists.reader import read
from plbib.model import Entry
from tests.lists.forms import FORMS, LISTS, PAPERS, Form, Paper, Reference, text_of


def squeezed(text: str | None) -> str:
    return re.sub(r"[\W_]+", "", (text or "").lower())


def fields_of(form: Form, paper: Paper) -> dict[str, object]:
    """What the form prints of a paper, as the reader is to give it."""
    printed = {
        "year": paper.year,
        "authors": squeezed(form.authors(paper)),
        "place": squeezed(paper.place),
        "short": squeezed(paper.short),
    }
    return {name: value for name, value in printed.items() if name in form.fields.split()}


def fields_read(entry: Entry, names: set[str]) -> dict[str, object]:
    read_as = {
        "year": entry.year,
        "authors": squeezed(entry.authors_text),
        "place": squeezed(entry.affiliation),
        "short": squeezed(entry.short_name),
    }
    return {name: value for name, value in read_as.items() if name in names}


@pytest.mark.parametrize("name", FORMS)
def test_every_paper_is_read_with_what_the_form_prints(name: str) -> None:
    form = FORMS[name]
    reading = read(text_of(form), "list.md")
    by_title = {squeezed(entry.title): entry for entry in reading.entries}
    assert by_title.keys() == {squeezed(paper.title) for paper in PAPERS}
    asked = form.fields.split()
    for paper in PAPERS:
        entry = by_title[squeezed(paper.title)]
        wanted = fields_of(form, paper)
        assert fields_read(entry, set(wanted)) == wanted
        urls = [link.url for link in entry.links]
        assert [
            url for name, url in (("url", paper.url), ("code", paper.code)) if name in asked and url not in urls
        ] == []
        for kind, venue in (("venue", paper.venue), ("journal", paper.journal)):
            assert kind not in asked or squeezed(venue) in squeezed(entry.venue)


@pytest.mark.parametrize("name", FORMS)
def test_what_a_form_does_not_print_stays_unset(name: str) -> None:
    form = FORMS[name]
    asked = set(form.fields.split())
    for entry in read(text_of(form), "list.md").entries:
        assert "year" in asked or entry.year is None
        assert "authors" in asked or entry.authors_text is None
        assert "place" in asked or entry.affiliation is None


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if form.inherits])
def test_what_a_heading_gives_is_kept_apart(name: str) -> None:
    for entry in read(text_of(FORMS[name]), "list.md").entries:
        assert entry.year is None
        assert entry.inherited is not None
        assert entry.inherited.year == 2023


@pytest.mark.parametrize("name", FORMS)
def test_places_are_those_of_the_lines(name: str) -> None:
    text = text_of(FORMS[name])
    lines = text.split("\n")
    for entry in read(text, "list.md").entries:
        held = "".join(lines[entry.place.line - 1 : entry.end_line])
        assert squeezed(entry.title)[:30] in squeezed(re.sub(r"\[ref\d\]", "", held))


@pytest.mark.parametrize("name", LISTS)
def test_references_in_other_scripts_and_forms_are_read(name: str) -> None:
    text, wanted = LISTS[name]
    entries = read(f"# Kites\n\n{text}", "list.md").entries
    assert tuple(Reference(e.title, e.authors_text, e.venue, e.year) for e in entries) == wanted


def test_an_entry_that_is_only_an_identifier_is_named_and_linked() -> None:
    reading = read(LISTS["identifiers"][0], "list.md")
    assert [(finding.code, finding.place.line) for finding in reading.findings if finding.place] == [
        ("title-unknown", line) for line in range(1, 11)
    ]
    assert [entry.links[0].url for entry in reading.entries[:3]] == [
        "https://doi.org/10.1000/kites.1",
        "https://doi.org/10.1000/Kites.2",
        "https://doi.org/10.1000/kites(3)",
    ]


@pytest.mark.parametrize(
    ("printed", "url"),
    [
        ("doi:10.1000/kites.7", "https://doi.org/10.1000/kites.7"),
        ("DOI 10.1000/kites.7.", "https://doi.org/10.1000/kites.7"),
        ("arXiv:2301.00001v2.", "https://arxiv.org/abs/2301.00001"),
        ("arXiv:hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001"),
    ],
)
def test_an_identifier_printed_without_address_is_a_link(printed: str, url: str) -> None:
    (entry,) = read(f"- Berg AB. On the length of strings. Kite Lett. 2021;12(3):45-67. {printed}\n", "list.md").entries
    assert [link.url for link in entry.links] == [url]


ABOVE = """\
<div align="center">
<h1>Awesome Kites</h1>
<img src="https://img.example/logo.png" width="200">
</div>

[![Awesome](https://awesome.re/badge.svg)](https://awesome.re) ![Stars](https://img.shields.io/github/stars/a/b)

A curated list of papers about kites, inspired by [awesome-strings](https://github.com/a/awesome-strings).
If you find this useful, please cite our survey [A Survey of Everything](https://arxiv.org/abs/2401.99999).

**Contributions are welcome!** Please open a [pull request](https://github.com/a/b/pulls).

## News
- [2024/01/02] We added 20 papers from ICLR 2024.
- **2023-10**: Our [survey](https://arxiv.org/abs/2401.99999) was accepted at TPAMI 2023!

## Table of Contents
- [Flying](#flying)
  - [Slowly](#slowly)
- [Tools](#tools)
- [Citation](#citation)

"""
BELOW = """
## Tools
- [KiteLib](https://github.com/kites/kitelib) - A library to fly kites in Python.
- [StringTools](https://strings.example) - Measures strings.
- [Spooler](https://github.com/kites/spooler): winds spools quickly and well.

## Tutorials and Workshops
- [Workshop on Kites](https://kites.example/ws), ICML 2023
- [How to fly a kite in five easy steps](https://kites.example/how)

## Related Lists
- [awesome-knots](https://github.com/a/awesome-knots)
- [Papers about strings](https://github.com/a/strings-papers)

## Citation
```bibtex
@article{kites, title={A Survey of Everything}}
```

## License
This list is under CC0. Made by [Ann](https://ann.example) and [Bob](https://bob.example).
"""


def readme_of(form: Form) -> str:
    """A README as people have it: news, a table of contents, three sections of papers, tools, workshops."""
    closing = "\n</ul>" if "<ul>" in form.head else "\n</table>" if "<table>" in form.head else ""
    text = ABOVE
    for name, papers in (("Flying", PAPERS[:3]), ("Slowly", PAPERS[3:5]), ("High", PAPERS[5:])):
        text += form.head.replace("Flying", name) + form.between.join(map(form.line, papers)) + closing + "\n\n"
        text += "Some prose about the following section, which is longer than a title and says nothing.\n\n"
    references = "".join(f"[ref{at}]: {paper.url}\n" for at, paper in enumerate(PAPERS)) if "[ref0]" in text else ""
    return text + BELOW + references


@pytest.mark.parametrize("name", FORMS)
def test_nothing_but_papers_is_read_of_a_readme(name: str) -> None:
    titles = [squeezed(entry.title) for entry in read(readme_of(FORMS[name]), "README.md").entries]
    assert sorted(titles) == sorted(squeezed(paper.title) for paper in PAPERS)


@pytest.mark.parametrize("name", FORMS)
def test_a_line_of_another_form_among_the_papers_is_told(name: str) -> None:
    lost = "[pdf](https://arxiv.org/abs/2309.09999)"
    text = text_of(FORMS[name]) + f"\n## Others\n\nThey also [fly](https://kites.example): {lost}, and so do we.\n"
    reading = read(text, "list.md")
    line = text.split("\n").index(f"They also [fly](https://kites.example): {lost}, and so do we.") + 1
    told = {finding.place.line for finding in reading.findings if finding.place}
    held = {number for entry in reading.entries for number in range(entry.place.line, entry.end_line + 1)}
    assert line in told | held
