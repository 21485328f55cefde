"""Whether a gloss goes on from its subject, or stands for itself."""

import pytest

from plbib.related_work.glosses import begins_with_verb, note, parse, parts, plain, without_whereabouts
from plbib.related_work.sentences import Mention


@pytest.mark.parametrize(
    ("gloss", "verb"),
    [
        ("rewards the pilot", True),  # in no list: what follows tells it from a plural
        ("rewards of the pilot", False),
        ("pilots share the wind", False),
        ("drivers the pilot has", False),  # an ending that no verb has …
        ("considers the pilot", True),  # … but for those that are listed
        ("filters the pilot used", True),
        ("kites the pilot flies", False),
        ("gently rewards the pilot", True),
        ("fly the kite", False),
        ("**rewards** the pilot", True),
        ("extends [@berg2021]", True),
        ("extends [Kites](https://x.org)", True),
        ("*pilots* share the wind", False),
        ("<b>rewards</b> the pilot", True),
        ("can be flown by one", True),
        ("is a kite of paper", True),
        ("can", False),
    ],
)
def test_a_verb_is_told_from_a_plural_by_its_ending_and_what_follows(gloss: str, verb: bool) -> None:
    assert begins_with_verb(gloss) is verb


def test_what_only_says_that_a_gloss_follows_is_no_part_of_it() -> None:
    assert parse("TL;DR: halves the cost.").first == "halves the cost"
    assert parse("Notes: halves the cost.").first == "Notes: halves the cost"


@pytest.mark.parametrize(
    ("gloss", "told"),
    [
        ("see [the **kite**](https://x.org)", ("see the <b>kite</b>",)),
        ("as [-@a; @b]", ("as", Mention(("a", "b")))),
        ("as [@a, p. 3] says", ("as", Mention(("a",)), " (p. 3) says")),
    ],
)
def test_markup_of_pandoc_and_within_labels(gloss: str, told: tuple[object, ...]) -> None:
    assert parts(gloss, lambda _: "") == told


def test_a_plain_gloss_keeps_what_it_cites() -> None:
    assert plain("extends [@a; @b], **fast**") == "extends [@a; @b], fast"


def test_a_verb_in_bold_is_written_small() -> None:
    told = parse("This paper **Rewards** the pilot. It flies.")
    assert (told.how, told.first, told.rest) == ("does", "**rewards** the pilot", "It flies.")


@pytest.mark.parametrize(
    ("gloss", "kept"),
    [
        ("halves the cost. Code at [GitHub](https://x.org).", "halves the cost."),
        ("[Code](https://x.org) [Slides](https://y.org)", ""),
        ("halves the cost, with [code](https://x.org)", "halves the cost, with [code](https://x.org)"),
        ("Code that shows how kites fly lies [here](https://x.org).", None),
        ("Data come from the wind.", None),
    ],
)
def test_sentences_that_only_lead_elsewhere_are_not_told(gloss: str, kept: str | None) -> None:
    assert without_whereabouts(gloss) == (gloss if kept is None else kept)


def test_a_key_of_no_paper_of_the_list_is_the_authors_own() -> None:
    told = parts("as [@a; @own] and [@x](https://x.org)", lambda key: "b" if key == "a" else "")
    cited = [part for part in told if isinstance(part, Mention)]
    assert cited == [Mention(("b", "own"))]


@pytest.mark.parametrize(
    "text",
    [
        "Withdrawn from publication by authors",
        "Reprinted in 2022 by X",
        "The second edition of this book",
        "With a foreword by Bob",
        "Translated from the German",
        "This paper was accepted at NeurIPS 2021",
        "Code at a site nearby",
    ],
)
def test_a_note_about_an_edition_says_nothing_of_the_work(text: str) -> None:
    assert note(text) == ""


@pytest.mark.parametrize("text", ["Translates Python to C", "Code generation by kites", "This tool is based on kites"])
def test_a_note_about_the_work_tells_it(text: str) -> None:
    assert note(text) == text
