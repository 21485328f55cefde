"""What a .bib has no field for is told on export, and nothing else is."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import plbib
from plbib.app.untold import left_out
from plbib.cli.commands import cli

BASE = {"id": "k", "type": "report", "title": "Kites", "author": [{"family": "Kite", "given": "Ann"}]}
JOURNAL = {"type": "article-journal", "container-title": "J", "volume": "1", "publisher": "P", "PMID": "1"}
EVENT = {"type": "paper-conference", "container-title": "Proc", "event-title": "Kite Day"}


@pytest.mark.parametrize(
    ("said", "bibtex", "biblatex"),
    [
        ({"container-title": "Notes"}, ("container-title",), ("container-title",)),
        ({"authority": "Court", "x": "y", "source": "Crossref"}, ("authority",), ("authority",)),
        (JOURNAL, (), ()),
        (EVENT, (), ()),
        ({"type": "speech", "event-title": "Kite Day", "genre": "Talk"}, ("event-title",), ("event-title",)),
        ({"type": "thesis", "genre": "PhD thesis", "publisher": "U", "keyword": "a"}, (), ()),
        ({"type": "book", "original-date": {"date-parts": [[1900]]}, "number-of-volumes": "3"}, (), ()),
    ],
)
def test_what_has_no_field_is_named(
    said: dict[str, Any], bibtex: tuple[str, ...], biblatex: tuple[str, ...], tmp_path: Path
) -> None:
    (tmp_path / "f.json").write_text(json.dumps([BASE | said]))
    library = plbib.load(tmp_path / "f.json")
    assert left_out(library, "bibtex").get("k", ()) == bibtex
    assert left_out(library, "biblatex").get("k", ()) == biblatex
    assert left_out(library, "csljson") == {}


def test_a_bib_has_fields_for_what_it_told(tmp_path: Path) -> None:
    (tmp_path / "f.bib").write_text("@jurisdiction{k, title = {K}, pages = {1--2}, date = {2000}, volume = {3}}")
    assert left_out(plbib.load(tmp_path / "f.bib"), "biblatex") == {}


def test_export_says_it_once(tmp_path: Path) -> None:
    rows = [BASE | {"id": f"k{number}", "authority": "Court"} for number in range(30)]
    (tmp_path / "f.json").write_text(json.dumps(rows))
    said = CliRunner().invoke(cli, ["export", str(tmp_path / "f.json")]).stderr
    assert said.count("bibtex has no field for 30 values (authority), left out: k0, k1") == 1
    assert "k29" not in said
    other = CliRunner().invoke(cli, ["export", str(tmp_path / "f.json"), "--to", "csljson"])
    assert "no field" not in other.stderr


@pytest.mark.parametrize(
    ("kind", "editor", "entry"),
    [
        ("entry-encyclopedia", True, "inreference"),
        ("entry-encyclopedia", False, "inreference"),
        ("entry-dictionary", True, "inreference"),
        ("review", False, "article"),
        ("review-book", True, "article"),
    ],
)
def test_types_come_back_from_biblatex(kind: str, editor: bool, entry: str, tmp_path: Path) -> None:
    row = BASE | {"type": kind, "volume": "3", "issued": {"date-parts": [[2000]]}}
    row |= {"container-title": "C", "page": "1-2"}
    row |= {"editor": [{"family": "Bow", "given": "Cy"}]} if editor else {}
    (tmp_path / "f.json").write_text(json.dumps([row]))
    written = plbib.export(plbib.load(tmp_path / "f.json"), "biblatex")
    assert f"@{entry}{{k," in written
    (tmp_path / "g.bib").write_text(written)
    (again,) = json.loads(plbib.export(plbib.load(tmp_path / "g.bib"), "csljson"))
    row.pop("author")
    assert {name: again.get(name) for name in row} == row
