"""Finding a style by the name people type."""

from pathlib import Path

import pytest

from plbib.errors import UsageError
from plbib.rendering.catalog import find, language


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("ieee", "ieee"),
        ("IEEE", "ieee"),
        ("apa", "apa"),
        ("acm", "association-for-computing-machinery"),
        ("mla", "modern-language-association"),
        ("chicago", "chicago-author-date"),
        ("lncs", "springer-lecture-notes-in-computer-science"),
        ("gb-t-7714", "china-national-standard-gb-t-7714-2015-numeric"),
        ("nature-digest", "nature"),
    ],
)
def test_a_style_is_found_by_name_alias_or_the_name_of_a_dependent_one(name: str, stem: str) -> None:
    assert find(name).stem == stem


@pytest.mark.parametrize("alias", ["acl", "acm", "chicago", "gb-t-7714", "harvard", "lncs", "mla", "vancouver"])
def test_every_alias_leads_to_a_style(alias: str) -> None:
    assert find(alias).is_file()


def test_a_path_to_a_style_file_is_that_file(tmp_path: Path) -> None:
    path = tmp_path / "dependent" / "own.csl"
    path.parent.mkdir()
    path.write_text("<style/>")
    assert find(str(path)) == path


@pytest.mark.parametrize("name", ["no-such.csl", "x" * 300 + ".csl", "\0.csl"])
def test_a_missing_style_file_is_an_error(name: str) -> None:
    with pytest.raises(UsageError, match="no such style file"):
        find(name)


@pytest.mark.parametrize(("name", "near"), [("ieeee", "ieee"), ("Natur", "nature"), ("chicago-authordate", "chicago")])
def test_an_unknown_name_is_an_error_with_near_matches(name: str, near: str) -> None:
    with pytest.raises(UsageError, match=f"no style is called {name}") as caught:
        find(name)
    assert near in caught.value.hint


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../ieee", "dependent/nature-digest", "..\\ieee", "/etc/passwd", "\0", "x" * 300],
)
def test_no_name_leads_out_of_the_folder_of_styles(name: str) -> None:
    with pytest.raises(UsageError) as caught:
        find(name)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "code"), [("ieee", "en-US"), ("nature", "en-GB"), ("ains", "de-DE"), ("din-1505-2", "de-DE")]
)
def test_a_style_has_its_own_language_and_so_has_a_dependent_one(name: str, code: str) -> None:
    assert language(name) == code
