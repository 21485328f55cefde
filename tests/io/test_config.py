"""``plbib.toml``: what it may say, and errors that name the nearest key."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.errors import ConfigError
from plbib.io.config import FILE, BuildConfig, Config, ListConfig, find, parse, parse_pyproject

FULL = """\
[list]
path = "docs/README.md"
title = "Kites"
url = "https://example.org/kites"

[build]
out = "built/out"
styles = ["ieee"]
"""
CONFIG = Config(
    list=ListConfig(path="docs/README.md", title="Kites", url="https://example.org/kites"),
    build=BuildConfig(out="built/out", styles=("ieee",)),
)


def error(text: str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        parse(text, FILE)
    assert caught.value.message.startswith(f"{FILE}: ")
    assert caught.value.hint
    return caught.value


def test_every_key_is_read() -> None:
    assert parse(FULL, FILE) == CONFIG


def test_every_key_has_a_default() -> None:
    assert parse("", FILE) == Config()


def test_table_of_pyproject_reads_the_same() -> None:
    assert parse_pyproject(FULL.replace("[", "[tool.plbib.", 1).replace("[build", "[tool.plbib.build"), "p") == CONFIG


@pytest.mark.parametrize("text", ["", "[project]\nname = 'kites'", "[tool.other]", "tool = 1"])
def test_pyproject_without_the_table_configures_nothing(text: str) -> None:
    assert parse_pyproject(text, "pyproject.toml") is None


def test_pyproject_with_something_else_in_its_place_is_an_error() -> None:
    with pytest.raises(ConfigError, match=r"pyproject\.toml: tool\.plbib is no table"):
        parse_pyproject("[tool]\nplbib = 1", "pyproject.toml")


@pytest.mark.parametrize(
    ("text", "key", "near"),
    [
        ("[lists]", "lists", "list"),
        ("[list]\ntitel = 'x'", "list.titel", "list.title"),
        ("[build]\nstyle = ['ieee']", "build.style", "build.styles"),
        ("[build]\noutput = 'x'", "build.output", "build.out"),
    ],
)
def test_unknown_key_names_the_nearest(text: str, key: str, near: str) -> None:
    found = error(text)
    assert f"unknown key {key}" in found.message
    assert found.hint == f"did you mean {near}?"


def test_unknown_key_like_none_names_all() -> None:
    assert error("[build]\nxyzzy = 1").hint == "known are: build.out, build.styles, build.formats"


@pytest.mark.parametrize("key", ["[list]\npath", "[build]\nout"])
@pytest.mark.parametrize(
    "path",
    [
        "../x",
        "a/../../x",
        "..",
        "/x",
        "/",
        "C:\\\\x",
        "c:x",
        "\\\\x",
        "\\\\\\\\server\\\\x",
        "..\\\\x",
        "a\\\\..\\\\x",
        "a\\u0000",
    ],
)
def test_path_that_leaves_the_project_is_refused(key: str, path: str) -> None:
    found = error(f'{key} = "{path}"')
    assert "leads out of the project" in found.message
    assert found.hint == "give a path inside the project"


@pytest.mark.parametrize("style", ["../x.csl", "/x.bst", "../x.BST", "a/../../x.Csl"])
def test_style_that_lies_outside_the_project_is_refused(style: str) -> None:
    assert "build.styles leads out of the project" in error(f'[build]\nstyles = ["ieee", "{style}"]').message


@pytest.mark.parametrize("path", ["README.md", "docs/a.md", "./a", "..a/b..", ".hidden"])
def test_path_inside_the_project_is_taken(path: str) -> None:
    assert parse(f'[list]\npath = "{path}"', FILE).list.path == path


@pytest.mark.parametrize("url", ["javascript:alert(1)", "example.org", "file:///etc/passwd"])
def test_address_of_the_list_is_one_of_the_web(url: str) -> None:
    assert "no web address" in error(f'[list]\nurl = "{url}"').message


@pytest.mark.parametrize("text", ["[list", "a = ", "a = 1\na = 2", "\x00", "a = " + "[" * 100_000])
def test_what_is_not_toml_is_an_error(text: str) -> None:
    assert "not TOML" in error(text).message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("list = 1", "$.list"),
        ("build = ['out']", "$.build"),
        ("[list]\ntitle = 3", "$.list.title"),
        ("[list]\ntitle = {}", "$.list.title"),
        ("[build]\nstyles = 'ieee'", "$.build.styles"),
        ("[build]\nstyles = [1]", "$.build.styles[0]"),
    ],
)
def test_value_of_the_wrong_type_is_an_error_with_its_place(text: str, place: str) -> None:
    assert place in error(text).message


@given(st.text() | st.text(alphabet='[]=".list\n{}1path '))
def test_any_text_is_a_configuration_or_an_error(text: str) -> None:
    for read in (parse, parse_pyproject):
        with suppress(ConfigError):
            read(text, FILE)


def test_own_file_comes_before_pyproject(tmp_path: Path) -> None:
    assert find(tmp_path) is None
    (tmp_path / "pyproject.toml").touch()
    assert find(tmp_path) == tmp_path / "pyproject.toml"
    (tmp_path / FILE).touch()
    assert find(tmp_path) == tmp_path / FILE
