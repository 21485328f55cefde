"""Pictures beside titles: which of them are tags of a paper."""

import pytest

from plbib.lists.fields import pictures
from plbib.lists.reader import read

_OTHER = "- [Strings in the warm rain](https://a.org/2.pdf), CHI 2022\n"


@pytest.mark.parametrize(
    ("line", "title", "venue", "tags"),
    [
        ("- 🔥 **Kites in the Wind** 🏆 CHI 2022 [pdf](https://a.org/1.pdf)", "Kites in the Wind", "CHI", ("🔥", "🏆")),
        ("- [Kites in the Wind 🔥](https://a.org/1.pdf), CHI 2022", "Kites in the Wind", "CHI", ("🔥",)),
        ("- ⭐️⭐️ [Kites in the Wind](https://a.org/1.pdf), CHI 2022 🆕", "Kites in the Wind", "CHI", ("⭐", "🆕")),
        ("- 🇳🇴 👩\u200d🔬 [Kites](https://a.org/1.pdf), CHI 2022", "Kites", "CHI", ("🇳🇴", "👩\u200d🔬")),
        ("- 📄 [Paper](https://a.org/1.pdf) **Kites in the Wind** CHI 2022", "Kites in the Wind", "CHI", ()),
        ("- **Kites** CHI 2022 [pdf](https://a.org/1.pdf) 🐢 [slides](https://a.org/s)", "Kites", "CHI", ()),
        ("- [🔥](https://a.org/1.pdf) **Kites in the Wind**, CHI 2022", "Kites in the Wind", "CHI", ()),
        ("- [Who ❤ kites?](https://a.org/1.pdf), CHI 2022", "Who ❤ kites?", "CHI", ()),
    ],
)
def test_pictures_beside_a_title_are_tags_and_icons_of_links_are_not(
    line: str, title: str, venue: str, tags: tuple[str, ...]
) -> None:
    entry = read(f"# Papers\n\n{line}\n{_OTHER}", "list.md").entries[0]
    assert (entry.title, entry.venue, entry.year, entry.tags) == (title, venue, 2022, tags)


def test_pictures_of_a_table_s_titles_are_tags() -> None:
    rows = (
        "| Feeling the wind 🏆 | CHI 2022 | [p](https://a.org/1) |\n| ⭐ Strings | CHI 2023 | [p](https://a.org/2) |\n"
    )
    entries = read(f"| Title | Venue | Links |\n|--|--|--|\n{rows}", "list.md").entries
    assert [(entry.title, entry.tags) for entry in entries] == [("Feeling the wind", ("🏆",)), ("Strings", ("⭐",))]


def test_a_title_that_is_all_pictures_stays() -> None:
    tags: list[str] = []
    assert pictures.trim("🔥🔥", tags) == "🔥🔥"
    assert not tags
    assert pictures.trim("Kites", tags) == "Kites"
