"""Lists at addresses: which file is meant, what is read of it, and where its lock lies."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.app.build import build
from plbib.app.fix import fix
from plbib.app.list import entries
from plbib.app.opening import addresses
from plbib.app.opening.forges import names_in, parse, stem
from plbib.app.opening.source import Selection, is_address
from plbib.app.opening.sources import open_source
from plbib.errors import InputError, PlbibError, UsageError
from plbib.io.http.answers import Answers
from plbib.io.http.client import Client
from plbib.io.http.credentials import Identity
from plbib.io.http.messages import RemoteError, Response, Use
from tests.cli.test_records_command import run as plbib
from tests.servers.forge import Forge
from tests.servers.metadata.server import Server
from tests.servers.simulation import SimulatedWire


def listed(*titles: str) -> str:
    rows = [f"- [ICLR'23] [{title}](https://openreview.net/forum?id={title[:4]}Abcde12)\n" for title in titles]
    return "# Kites\n\n## Strings\n\n" + "".join(rows)


ONE, TWO, THREE = "Flying Kites", "Long Strings", "Tails without a Venue"
PROJECTS = {
    "ann/kites": {"README.md": listed(ONE), "docs/more.md": listed(TWO), "docs/deep/tails.md": listed(THREE)},
    "ann/kites@v1/old": {"README.md": listed(TWO), "docs/x.md": listed(THREE)},
    "ann/plain": {"readme.md": "# Nothing\n", "papers.md": listed(TWO), "LICENSE.md": "Free.\n"},
    "ann/both": {"a.md": listed(ONE), "b.md": listed(TWO), ".github/c.md": listed(THREE)},
    "ann/built": {
        "topics/a.md": listed(ONE),
        "topics/out/manifest.json": '{"plbib_manifest": 1, "list": "a.md", "files": ["related.md"]}',
        "topics/out/related.md": listed(TWO),
    },
    "lab/sub/strings": {"README.md": listed(ONE), "a/1.md": listed(TWO), "a/2.md": listed(THREE), "a/3.md": "none\n"},
}
PAGES = {
    "https://ann.example/papers.md": listed(THREE),
    "https://ann.example/refs.bib": "@misc{kite, title={Flying Kites}, author={Lind, Ada}, year=2023}\n",
    "https://ann.example/kites/": "<html><body><h1>Kites</h1><ul><li>" + ONE + ", ICLR 2023 "
    '<a href="https://openreview.net/forum?id=FlyiAbcde12">paper</a></li></ul></body></html>',
    "https://shut.example/robots.txt": "User-agent: *\nDisallow: /\n",
    "https://shut.example/papers.md": listed(ONE),
}


@pytest.fixture
def forge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Forge:
    """What answers for all hosts, under a clock that jumps; and an empty folder to stand in."""
    server, answers = Forge(PROJECTS, PAGES), Answers(None)

    def client(use: Use) -> Client:
        return Client(SimulatedWire(server), answers, identity=Identity(environment={}), use=use)

    monkeypatch.setattr(addresses, "online", client)
    monkeypatch.setattr(Client, "close", lambda _: None)
    monkeypatch.delenv("PLBIB_OFFLINE", raising=False)
    monkeypatch.chdir(tmp_path)
    return server


def titles(*names: str, globs: tuple[str, ...] = ()) -> list[str]:
    return [entry.title for entry in entries(Selection(names=names, globs=globs))]


@pytest.mark.usefixtures("forge")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("https://github.com/ann/kites", [ONE]),
        ("https://github.com/ann/kites/", [ONE]),
        ("https://github.com/ann/kites.git", [ONE]),
        ("https://www.github.com/ann/kites?tab=readme-ov-file#strings", [ONE]),
        ("github.com/ann/kites", [ONE]),
        ("ann/kites", [ONE]),
        ("https://github.com/ann/kites/tree/v1/old", [TWO, THREE]),
        ("https://github.com/ann/kites/blob/v1/old/README.md", [TWO]),
        ("https://github.com/ann/kites/blob/main/docs/more.md?plain=1#L3", [TWO]),
        ("https://github.com/ann/kites/raw/main/docs/more.md", [TWO]),
        ("https://raw.githubusercontent.com/ann/kites/main/docs/more.md", [TWO]),
        ("https://github.com/ann/kites/tree/main", [ONE]),
        ("https://github.com/ann/kites/tree/main/docs", [THREE, TWO]),
        ("ann/plain", [TWO]),
        ("https://github.com/ann/built/tree/main/topics", [ONE]),
        ("https://gitlab.com/lab/sub/strings", [ONE]),
        ("https://gitlab.com/lab/sub/strings/-/blob/main/a/1.md", [TWO]),
        ("https://gitlab.com/lab/sub/strings/-/tree/main/a", [TWO, THREE]),
        ("https://git.lab.example/lab/sub/strings/-/raw/main/a/2.md", [THREE]),
        ("https://ann.example/papers.md", [THREE]),
        ("https://ann.example/kites/", [ONE]),
    ],
)
def test_what_an_address_names_is_read(name: str, expected: list[str]) -> None:
    assert titles(name) == expected


@pytest.mark.usefixtures("forge")
def test_several_addresses_and_patterns_are_one_library() -> None:
    Path("own.md").write_text(listed(TWO), encoding="utf-8")
    assert titles("ann/kites", "own.md", "https://ann.example/papers.md") == [ONE, TWO, THREE]
    assert titles("ann/both", globs=("*.md",)) == [ONE, TWO]


@pytest.mark.usefixtures("forge")
@pytest.mark.parametrize(
    ("name", "error", "says"),
    [
        ("ann/nothing", InputError, "no such project on GitHub"),
        ("https://ann.example/gone.md", InputError, "nothing, or it is private"),
        ("ann/both", UsageError, "which list"),
        ("https://github.com/ann", UsageError, "neither a project"),
        ("https://github.com/ann/kites/issues/3", UsageError, "neither a project"),
        ("https://shut.example/papers.md", RemoteError, "robots.txt"),
        ("http://ann.example/papers.md", UsageError, "not https"),
        ("https://127.0.0.1/papers.md", UsageError, "private address"),
        ("https://ann:secret@ann.example/papers.md", UsageError, "^a name or a password stands in the address of ann"),
        ("https://secret@github.com/ann/kites", UsageError, "^a name or a password stands in the address of github"),
        ("docs/kites.md", InputError, "no such file"),
        ("ann/..", UsageError, "no project is called so"),
        ("https://github.com/ann/kites%3Fx", UsageError, "no project is called so"),
        ("https://github.com/ann/kites/blob/main/../../../secret/README.md", UsageError, "no project is called so"),
        ("https://raw.githubusercontent.com/ann/kites/main/%2e%2e/x.md", UsageError, "no project is called so"),
    ],
)
def test_what_cannot_be_read_is_told(name: str, error: type[PlbibError], says: str) -> None:
    with pytest.raises(error, match=says):
        titles(name)


@pytest.mark.heavy
def test_the_lock_and_the_outputs_lie_here_and_the_list_is_known_by_its_address(forge: Forge) -> None:
    built = build("ann/kites", None, check=False)
    assert built.folder == Path("out")
    assert Path("ann-kites.lock.json").is_file()
    assert "https://github.com/ann/kites" in Path("out/papers.bib").read_text(encoding="utf-8") + str(built.report)
    asked = len(forge.asked)
    assert not build("https://github.com/ann/kites", None, check=True).stale
    assert len(forge.asked) == asked  # kept for minutes
    with pytest.raises(PlbibError, match="holds what was built from"):
        build("ann/plain", None, check=False)


@pytest.mark.usefixtures("forge")
def test_what_is_opened_says_where_it_lies() -> None:
    opened = open_source("ann/kites")
    assert opened.lock_path == Path("ann-kites.lock.json")
    assert opened.library.url == opened.address == "https://github.com/ann/kites"
    assert opened.library.source == "https://github.com/ann/kites/blob/HEAD/README.md"


@pytest.mark.usefixtures("forge")
def test_a_bibliography_at_an_address_is_one_and_a_list_there_is_not_mended() -> None:
    opened = open_source("https://ann.example/refs.bib")
    assert (opened.form, [record.key for record in opened.library.records]) == ("bibtex", ["kite"])
    with pytest.raises(UsageError, match="no list in a file"):
        fix("ann/kites")


def test_offline_takes_what_was_kept_and_says_so_where_nothing_was(
    forge: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert titles("ann/kites") == [ONE]
    asked = len(forge.asked)
    monkeypatch.setenv("PLBIB_OFFLINE", "1")
    assert titles("ann/kites") == [ONE]
    with pytest.raises(RemoteError, match="not in the cache"):
        titles("ann/plain")
    assert len(forge.asked) == asked


@pytest.mark.usefixtures("forge")
def test_what_lies_here_is_no_address() -> None:
    for folder in ("ann", "Lists"):
        Path(folder).mkdir()
        assert not is_address(f"{folder}/kites")
    assert [is_address(name) for name in ("a/b.md", "a.md", "a/b/c", "./a", "../a", "demo:", "-", "a b/c")] == [
        False
    ] * 8


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("ann/kites", "ann-kites"),
        ("https://github.com/ann/kites/blob/main/README.md", "ann-kites"),
        ("https://github.com/ann/kites/tree/main/docs/deep", "ann-kites-docs-deep"),
        ("https://gitlab.com/lab/sub/strings/-/raw/main/a/2.md", "lab-sub-strings-a-2"),
        ("https://ann.example/papers.md?x=1", "ann.example-papers"),
        ("https://ann.example/", "ann.example"),
    ],
)
def test_what_a_lock_is_called(name: str, called: str) -> None:
    assert stem(name) == called


@given(st.text(max_size=40))
def test_any_address_is_understood_or_refused_and_no_lock_leaves_the_folder(text: str) -> None:
    for name in (f"https://{text}", f"https://github.com/{text}", f"https://a.example/-/{text}"):
        try:
            parse(name)
        except UsageError:
            continue
        assert {"/", "\\", "\0"}.isdisjoint(stem(name))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["blob", "../x", "/x", "a//b"]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["tree", "path", "type", "truncated"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON, st.binary(max_size=30))
def test_whatever_a_forge_sends_names_no_file_outside(tree: object, noise: bytes) -> None:
    for body in (json.dumps(tree).encode(), noise):
        names = names_in(Response(url="", status=200, body=body), "").files
        assert not any({"", ".", ".."} & {*name.split("/")} for name in names)


def test_the_command_reads_an_address_over_http(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PLBIB_OFFLINE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with Server(Forge(PROJECTS, PAGES)) as server:
        monkeypatch.setenv("PLBIB_REPLAY", server.url)
        assert plbib("list", "https://github.com/ann/kites") == 0
        assert plbib("list", "ann/nobody") == 2
    assert ONE in capsys.readouterr().out


def test_a_service_that_fails_ends_the_command_as_a_remote_failure(forge: Forge) -> None:
    forge.fault = 503
    with pytest.raises(RemoteError):
        titles("ann/kites")
