"""Several lists and folders of them: one library, one lock, keys that stay."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plbib
from plbib.app.build import build
from plbib.app.keys import citation_keys
from plbib.app.opening.folders import lists_in
from plbib.app.opening.source import Selection
from plbib.app.opening.sources import bibliography_form
from plbib.app.saved_files import save
from plbib.errors import ConfigError, InputError, UsageError
from plbib.library import lock

KITES = "# Kites\n\n- [ICLR'23] [Flying Kites](https://openreview.net/pdf?id=kItEs), Kite Club\n"
BOATS = "- [ACL'22] [Sinking Boats](https://aclanthology.org/2022.acl-long.1/), Boat Club\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, text: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def keys(*names: str) -> dict[str, str]:
    return {record.item.title: record.key for record in plbib.load(names).records}


def codes(source: str) -> list[str]:
    return [f"{finding.code} {finding.place}" for finding in plbib.load(source).findings]


def test_files_are_top_categories_by_title_or_name_and_a_paper_of_two_is_one_record() -> None:
    library = plbib.load([write("kites.md", KITES), write("boats.md", BOATS + KITES.splitlines()[2])])
    assert [(record.item.title, record.categories) for record in library.records] == [
        ("Flying Kites", (("Kites",), ("boats",))),
        ("Sinking Boats", (("boats",),)),
    ]
    assert [str(finding.place) for finding in library.findings] == ["boats.md:2:3"]
    assert "kites.md:3:3" in library.findings[0].message


def test_a_list_that_others_join_keeps_its_keys() -> None:
    write("kites.md", KITES)
    citation_keys(None, "{word}{year}", None)
    alone = keys("kites.md")
    write("boats.md", BOATS)
    build(["kites.md", "boats.md"], None, check=False)
    assert Path("plbib.lock.json").exists()
    both = keys("boats.md", "kites.md")
    assert both.items() >= alone.items()
    write("tails.md", KITES.replace("kItEs", "tAiLs"))  # another paper of the same title, by its link
    build(["tails.md", "kites.md", "boats.md"], None, check=False)
    three = {record.item.url: record.key for record in plbib.load(["tails.md", "kites.md", "boats.md"]).records}
    assert three["https://openreview.net/pdf?id=kItEs"] == alone["Flying Kites"]
    assert len({*three.values()}) == 3


@pytest.mark.heavy
def test_the_lock_of_a_folder_lies_in_it_and_files_added_change_no_key() -> None:
    write("notes/kites.md", KITES)
    build("notes", None, check=False)
    before = lock.load(Path("notes/plbib.lock.json").read_bytes(), "")
    write("notes/a/kites-again.md", KITES.replace("kItEs", "tAiLs"))
    assert not build("notes", None, check=False).stale_lock
    after = {entry.id: entry.key for entry in lock.load(Path("notes/plbib.lock.json").read_bytes(), "").entries}
    assert after.items() >= {entry.id: entry.key for entry in before.entries}.items()
    assert not build("notes", None, check=True).stale


def test_a_key_that_two_lists_gave_to_two_papers_is_kept_by_the_first() -> None:
    write("a/kites.md", KITES)
    write("b/kites.md", KITES.replace("kItEs", "tAiLs"))
    for name in ("a/kites.md", "b/kites.md"):
        build(name, f"{name[0]}/out", check=False)
    assert sorted(record.key for record in plbib.load(["a/kites.md", "b/kites.md"]).records) == [
        "iclr2023flying",
        "iclr2023flying2",
    ]


def test_files_of_a_folder_that_cannot_be_read_are_findings_with_their_place() -> None:
    write("notes/kites.md", b"\xef\xbb\xbf" + KITES.encode())
    write("notes/latin.md", "# Cafés\n".encode("latin-1"))
    write("notes/wide.md", BOATS.encode("utf-16"))
    write("notes/binary.md", b"PK\x00\x01")
    write("notes/about.md", "Kites fly.\n")
    assert codes("notes") == [
        "no-papers notes/about.md",
        "unread-file notes/binary.md",
        "unread-file notes/latin.md:1:6",
        "unread-file notes/wide.md",
    ]
    with pytest.raises(InputError, match="latin"):
        plbib.load("notes/latin.md")
    with pytest.raises(InputError, match="no such file"):
        plbib.load(["notes/kites.md", "notes/missing.md"])


def test_a_link_out_of_the_folder_is_not_followed(here: Path) -> None:
    write("notes/kites.md", KITES)
    write("secret.md", BOATS)
    Path("notes/link.md").symlink_to(here / "secret.md")
    assert codes("notes") == ["unread-file notes/link.md"]


def test_what_a_build_wrote_hidden_files_and_foreign_projects_are_no_lists() -> None:
    write("notes/kites.md", KITES)
    write("notes/.hidden.md", BOATS)
    write("notes/node_modules/x/readme.md", BOATS)
    build("notes", "notes/out", check=False)
    assert Path("notes/out/report.md").exists()
    assert [path.as_posix() for path in lists_in(Path("notes"), ())] == ["notes/kites.md"]


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("*.md", ["a.md"]),
        ("**/*.md", ["a.md", "b/c.md", "b/d/e.md"]),
        ("b/**", ["b/c.md", "b/d/e.md", "b/d/f.txt"]),
        ("**/d/*.txt", ["b/d/f.txt"]),
        ("[!a]*/*", ["b/c.md"]),
    ],
)
def test_patterns(pattern: str, wanted: list[str]) -> None:
    for name in ("a.md", "b/c.md", "b/d/e.md", "b/d/f.txt"):
        write(name, "")
    assert [path.as_posix() for path in lists_in(Path(), [pattern])] == wanted


@given(st.text("*a/?[]!", max_size=60))
def test_no_pattern_takes_long_or_fails(pattern: str) -> None:
    Path("a" * 200).touch()
    try:
        lists_in(Path(), [pattern, "*a" * 80 + "b"])
    except UsageError:
        assert pattern.startswith("/")


def test_what_cannot_stand_together_is_refused() -> None:
    write("kites.md", KITES)
    write("kites.bib", "@misc{a, title={A}}")
    Path("empty").mkdir()
    for names in (["kites.md", "-"], ["kites.md", "kites.bib"], [plbib.DEMO, "kites.md"]):
        with pytest.raises(UsageError):
            plbib.load(names)
    with pytest.raises(InputError, match="empty: no list in it"):
        plbib.load("empty")
    with pytest.raises(UsageError, match="leads out"):
        plbib.load(Selection(names=(".",), globs=("../*",)))
    with pytest.raises(UsageError, match="is for a folder"):
        plbib.load(Selection(names=("kites.md",), globs=("*",)))


def test_nothing_is_written_over_or_among_lists() -> None:
    write("notes/kites.md", KITES)
    for name in ("notes/kites.md", "notes/new.md", "notes/plbib.lock.json"):
        with pytest.raises(UsageError):
            save("x", name, "notes")
    save("x", "notes/papers.bib", "notes")


def test_several_bibliographies_are_one_with_a_category_each() -> None:
    write("a.bib", "@misc{kites, title={Kites}}")
    write("b.bib", "@misc{kites, title={Boats}}")
    library = plbib.load(["a.bib", "b.bib"])
    assert [(record.key, record.categories) for record in library.records] == [
        ("kites", (("a",),)),
        ("kites2", (("b",),)),
    ]


def test_data_are_a_list_or_a_bibliography_by_what_they_hold() -> None:
    write("list.csv", "title,authors,year,venue\nFlying Kites,Ann Berg,2023,ICLR\n")
    write("refs.csv", "key,title,volume\nkites,Flying Kites,3\n")
    write("list.json", '[{"title": "Flying Kites", "year": 2023}]')
    write("refs.json", '[{"type": "book", "title": "Flying Kites", "issued": {"date-parts": [[2023]]}}]')
    forms = {name: bibliography_form(name) for name in ("list.csv", "refs.csv", "list.json", "refs.json", "list.md")}
    assert forms == {"list.csv": None, "refs.csv": "csv", "list.json": None, "refs.json": "csljson", "list.md": None}
    assert citation_keys("list.csv", "acl", None).changes


def test_lists_are_configured() -> None:
    write("a.md", KITES)
    write("b.md", BOATS)
    write("plbib.toml", '[list]\npath = ["a.md", "b.md"]\ntitle = "Toys"\n')
    assert plbib.load().title == "Toys"
    assert plbib.load(["b.md", "a.md"]).title == "Toys"
    assert plbib.load("a.md").title == "Kites"
    write("plbib.toml", '[list]\npath = "."\nglob = "b*"\n')
    assert [record.item.title for record in plbib.load().records] == ["Sinking Boats"]
    write("plbib.toml", '[list]\npath = "."\nglob = ["../*"]\n')
    with pytest.raises(ConfigError, match=r"list\.glob"):
        plbib.load()
