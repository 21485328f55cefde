"""What a profile says of a list holds against every guess; and a list can be explained."""

import pytest

from plbib.cli.accounts import words
from plbib.errors import ConfigError
from plbib.io.config import TITLES, ProfileConfig, parse
from plbib.lists.grammars import BY_WORD
from plbib.lists.profile import names
from plbib.lists.reader import account, read

LIST = """\
# Kites

## Papers

- Ann's kite `ICLR 2023` (@MIT)
- Strings in the wind `CHI 2021` (@ETH)

## Old stuff

- [Kites that fly](https://arxiv.org/abs/2301.00001)

## Tools

- [KiteLib that winds](https://lib.example)

## Seen

| Work | Where | Note |
|---|---|---|
| Wind | Lisbon | yes |
| Rain | Oslo | no |
"""


def titles(profile: ProfileConfig, text: str = LIST) -> list[str]:
    return [entry.title for entry in read(text, "list.md", profile).entries]


def test_headings_are_left_out_and_read_as_the_profile_says() -> None:
    profile = ProfileConfig(exclude=("old*",), include=("Tools",))
    reading = read(LIST, "list.md", profile)
    assert "Kites that fly" not in [entry.title for entry in reading.entries]
    assert "KiteLib that winds" in [entry.title for entry in reading.entries]
    (left,) = [finding for finding in reading.findings if finding.code == "left-out-line"]
    assert (left.place and left.place.line, "profile" in left.message) == (10, True)


def test_a_heading_below_another_is_named_by_both() -> None:
    text = "# K\n\n## A\n\n### Old\n\n- [Kites that fly](https://arxiv.org/abs/2301.00001)\n\n## B\n\n### Old\n\n"
    text += "- [Strings that hold](https://arxiv.org/abs/2301.00002)\n"
    assert titles(ProfileConfig(exclude=("A / Old",)), text) == ["Strings that hold"]
    assert titles(ProfileConfig(exclude=("A", "b")), text) == []


def test_columns_are_called_by_their_headers() -> None:
    entries = read(LIST, "list.md", ProfileConfig(columns={"title": "Work", "venue": ("Where", "At")})).entries
    assert [(e.title, e.venue) for e in entries if e.place.line > 16] == [("Wind", "Lisbon"), ("Rain", "Oslo")]


@pytest.mark.parametrize(
    ("code", "at", "wanted"),
    [
        ("venue", "", ("ICLR", 2023, "MIT", None, ())),
        ("venue", "authors", ("ICLR", 2023, None, "MIT", ())),
        ("tag", "nothing", (None, None, None, None, ("ICLR 2023",))),
    ],
)
def test_code_spans_and_brackets_say_what_the_profile_says(code: str, at: str, wanted: tuple[object, ...]) -> None:
    profile = ProfileConfig(entries="items", titles="text", code=code, at=at)
    first = read(LIST, "list.md", profile).entries[0]
    assert first.title == "Ann's kite"
    assert (first.venue, first.year, first.affiliation, first.authors_text, first.tags) == wanted


def test_entries_are_what_the_profile_says() -> None:
    text = "# K\n\n### Ann's kite\n\nNotes of **Monday**, by [Ann](https://a.example).\n\n### Strings\n\nMore notes.\n"
    assert titles(ProfileConfig(), text) == []
    assert titles(ProfileConfig(entries="headings"), text) == ["Ann's kite"]  # one word alone is no title
    assert titles(ProfileConfig(entries="items")) == ["Ann's kite", "Strings in the wind", "Kites that fly"]


def test_headings_give_no_dates_where_the_profile_says_so() -> None:
    text = "# K\n\n## ICLR 2023\n\n- [Kites that fly](https://arxiv.org/abs/2301.00001)\n"
    assert read(text, "list.md").entries[0].inherited is not None
    assert read(text, "list.md", ProfileConfig(heading_dates=False)).entries[0].inherited is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('entries = "bullets"', "items, paragraphs, rows, headings"),
        ('titles = "blink"', "link, bold"),
        ('columns = { where = "Work" }', "title, authors"),
        ('exlude = ["Tools"]', "did you mean list.profile.exclude?"),
    ],
)
def test_a_mistaken_profile_says_what_is_possible(line: str, said: str) -> None:
    with pytest.raises(ConfigError) as raised:
        parse(f"[list.profile]\n{line}\n", "plbib.toml")
    assert said in f"{raised.value} {raised.value.hint}"


def test_an_account_says_where_titles_stand_and_what_is_left_out() -> None:
    told = account(LIST, "list.md", ProfileConfig(exclude=("Old stuff",)))
    parts = {part.category[-1]: part for part in told.parts}
    assert parts["Old stuff"].why == "excluded by the profile"
    assert parts["Old stuff"].left_out == 1
    assert parts["Old stuff"].votes[0].taken == "link"
    assert parts["Seen"].tables[0].line == 18
    assert told.entries == sum(part.entries for part in told.parts)


def test_a_grammar_that_profiles_can_choose_has_a_word_that_people_understand() -> None:
    assert BY_WORD.keys() == TITLES.keys()
    assert (words("comma"), words("identifier")) == ("behind names and a comma", "only an identifier")


def test_a_pattern_names_a_heading_and_not_the_lack_of_one() -> None:
    assert names(("*",), ("Kites",))
    assert not names(("*",), ())
    assert not names((), ("Kites",))
