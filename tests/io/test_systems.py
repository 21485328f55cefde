"""What differs between systems, as far as one of them can show it: names of files, separators, line ends, no fork."""

import multiprocessing
import os
from pathlib import Path, PureWindowsPath

import pytest
from msgspec.structs import replace

import plbib
from plbib.app.opening import source
from plbib.app.site import site_files
from plbib.errors import OutputError
from plbib.formats import registry
from plbib.io import config, files
from plbib.io.config import Config
from plbib.lists.reader import read
from plbib.lists.writing.biblinks import with_links
from plbib.model import Category
from plbib.outputs import folder
from plbib.outputs.table import outputs
from plbib.site.options import Downloads, SiteOptions
from plbib.site.pages import site
from tests.conftest import DATA
from tests.samples import library

DEVICES = {"aux", "con", "nul", "prn", *(f"{name}{number}" for name in ("com", "lpt") for number in range(1, 10))}


def test_names_of_written_files_are_valid_and_different_everywhere() -> None:
    """Keys that differ in case alone, or are devices of Windows; sections of such names."""
    keys = ("Kites", "kites", "aux", "CON", "a:b*c?", 'x"<>|y')
    records = library().records
    pairs = zip(keys, records * 6, strict=False)
    own = tuple(replace(one, key=key, categories=((key,),)) for key, one in pairs)
    many = replace(library(), records=own, categories=tuple(Category(path=(key,)) for key in keys))
    for names in (site(many, SiteOptions(title="Kites"), Downloads()), outputs(many, ("ieee",)).files):
        assert len({name.lower() for name in names}) == len(names)
        for name in names:
            assert not set(name) & set('\\:*?"<>|')
            parts = PureWindowsPath(name).parts
            assert not any(part.partition(".")[0].lower() in DEVICES or part.endswith((".", " ")) for part in parts)


def test_a_foreign_file_whose_name_differs_in_case_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Papers.bib").write_bytes(b"of somebody")

    def exists(path: Path) -> bool:  # as where case does not count
        return path.name.lower() in {other.name.lower() for other in tmp_path.iterdir()}

    monkeypatch.setattr(folder, "exists", exists)
    with pytest.raises(OutputError, match=r"papers\.bib: is in the way"):
        folder.write(tmp_path, {"papers.bib": b"ours"}, {})
    assert [path.name for path in tmp_path.iterdir()] == ["Papers.bib"]
    monkeypatch.undo()
    folder.write(tmp_path, {"others.bib": b"ours"}, {})
    assert (tmp_path / "others.bib").read_bytes() == b"ours"


def test_files_are_named_with_slashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c.md").write_bytes(b"")
    assert files.list_files(tmp_path) == ["a/b/c.md"]
    monkeypatch.chdir(tmp_path)
    assert source.shown_path(Path("a", "b", "c.md")) == "a/b/c.md"
    monkeypatch.setattr(os, "sep", "\\")
    monkeypatch.setattr(files, "printable_name", lambda path: str(PureWindowsPath(path)))
    assert source.shown_path(Path("a", "b", "c.md")) == "a/b/c.md"


def test_a_path_of_windows_in_the_configuration_is_told(tmp_path: Path) -> None:
    assert config.parse('[list]\npath = "lists/a.md"\n', "plbib.toml").list.paths == ("lists/a.md",)
    with pytest.raises(plbib.PlbibError):
        config.parse('[list]\npath = "C:/lists/a.md"\n', "plbib.toml")
    assert not (tmp_path / "C:").exists()


def test_line_ends_of_windows_make_no_difference_and_stay() -> None:
    text = (DATA / "reading.md").read_text(encoding="utf-8")
    crlf = text.replace("\n", "\r\n")
    assert read(crlf, "reading.md").entries == read(text, "reading.md").entries
    lines = {entry.place.line: f"https://x.org/papers/{entry.place.line}.bib" for entry in read(text, "").entries}
    linked = with_links(crlf, read(crlf, ""), lines, "https://x.org/papers/").text
    assert linked == with_links(text, read(text, ""), lines, "https://x.org/papers/").text.replace("\n", "\r\n")
    for name in ("bibtex", "csljson", "ris"):
        data = registry.write(library(), name).replace(b"\r\n", b"\n")
        assert registry.read(data.replace(b"\n", b"\r\n"), "", name) == registry.read(data, "", name)


def test_what_is_written_does_not_depend_on_line_ends(tmp_path: Path) -> None:
    written = []
    for end in (b"\n", b"\r\n"):
        (tmp_path / "list.md").write_bytes((DATA / "reading.md").read_bytes().replace(b"\n", end))
        written.append(site_files(tmp_path / "list.md", Config())[1])
    assert written[0] == written[1]


def test_a_build_needs_no_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    forked = outputs(library(), ("ieee", "apa")).files
    monkeypatch.setattr(multiprocessing, "get_start_method", lambda: "spawn")
    monkeypatch.delattr(os, "fork")
    assert outputs(library(), ("ieee", "apa")).files == forked
