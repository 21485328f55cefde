"""``plbib styles``: data on standard output, the count beside it, near names where nothing matches."""

import json
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from plbib.app.styles import styles
from plbib.cli.printing import styles_json, styles_text
from plbib.rendering.catalog import CatalogRow
from tests.program import run_plbib

Run = Callable[..., "subprocess.CompletedProcess[str]"]
KITES = CatalogRow(name="kites", title="Journal of Kites", format="numeric", fields=("political_science", "biology"))
STRINGS = CatalogRow(name="string-theory", title="String Theory", format="note", parent="kites")


@pytest.fixture(scope="module")
def run() -> Run:
    def call(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return run_plbib("styles", *arguments)

    return call


def test_styles_are_listed_the_nearest_first_and_counted_on_standard_error(run: Run) -> None:
    done = run("nature", "--limit", "3")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert len(lines) == 3
    assert lines[0].split() == ["nature", "Nature", "[numeric;", "science,", "generic-base]"]
    assert done.stderr.endswith(" styles, 3 shown (--limit)\n")


def test_all_words_must_match_and_one_style_is_counted_as_one(run: Run) -> None:
    done = run("Reading", "list", "AUTHOR-DATE")
    assert done.stdout.startswith("reading-list  Reading list (")
    assert done.stderr == "1 style\n"


def test_styles_as_json(run: Run) -> None:
    done = run("nature", "digest", "--format", "json")
    assert json.loads(done.stdout) == [
        {
            "name": "nature-digest",
            "title": "Nature Digest",
            "short_title": "",
            "format": "numeric",
            "fields": ["biology", "medicine"],
            "parent": "nature",
        }
    ]


def test_words_that_match_nothing_are_wrong_usage_with_near_names(run: Run) -> None:
    done = run("natuer")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("plbib: no style matches natuer\n  near: nature")


@pytest.mark.parametrize("limit", ["0", "-1", "many"])
def test_a_limit_is_a_number_of_styles(run: Run, limit: str) -> None:
    assert run("nature", "--limit", limit).returncode == 2


def test_a_line_says_what_the_style_is() -> None:
    assert styles_text([KITES, STRINGS]) == (
        "kites          Journal of Kites  [numeric; political science, biology]\n"
        "string-theory  String Theory  [note; same as kites]\n"
    )
    assert styles_text([]) == ""
    assert styles_text([CatalogRow(name="bare", title="Bare")]) == "bare  Bare\n"


@pytest.mark.parametrize(
    ("width", "title"), [(60, "Journal of Ki…"), (57, "Journal of…"), (10, "Journal of…"), (200, "Journal of Kites")]
)
def test_a_title_is_cut_to_the_width_of_the_terminal_but_never_to_nothing(width: int, title: str) -> None:
    (line,) = styles_text([KITES], width).splitlines()
    assert line == f"kites  {title}  [numeric; political science, biology]"


def test_what_could_move_the_cursor_is_shown() -> None:
    assert "\x1b" not in styles_text([CatalogRow(name="x", title="\x1b[31m red")])


def test_json_is_an_array() -> None:
    rows: list[dict[str, Any]] = json.loads(styles_json([KITES, STRINGS]))
    assert [(row["name"], row["parent"]) for row in rows] == [("kites", ""), ("string-theory", "kites")]
    assert json.loads(styles_json([])) == []


def test_the_program_interface_gives_all_that_match() -> None:
    assert [style.name for style in styles("nature digest")] == ["nature-digest"]
