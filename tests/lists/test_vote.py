"""The vote on a section's grammar: shares and counts on both sides of where they decide."""

import pytest

from plbib.lists.vote import Ballot, Voice, count


def voices(section: int, strong: int, weak: int, *, grammar: str | None = "linked", kind: str = "text") -> list[Voice]:
    def voice(is_strong: bool) -> Voice:
        return Voice(section, kind, grammar, is_strong, whole=is_strong, named=is_strong, linked=not is_strong)

    return [voice(True) for _ in range(strong)] + [voice(False) for _ in range(weak)]


def ballot(*held: list[Voice], section: int = 1) -> Ballot:
    return count([voice for some in held for voice in some])[section, "text"]


@pytest.mark.parametrize(("strong", "weak", "accepted"), [(2, 3, True), (1, 2, False), (1, 1, True), (0, 1, False)])
def test_two_fifths_must_speak_of_papers(strong: int, weak: int, accepted: bool) -> None:
    assert ballot(voices(1, strong, weak)).accepted is accepted


@pytest.mark.parametrize(
    ("elsewhere", "others", "accepted"),
    [
        (2, 0, True),
        (1, 0, False),  # its own voice does not count
        (3, 12, True),  # a fifth of all others is of this grammar
        (3, 13, False),
    ],
)
def test_where_the_document_has_the_grammar_elsewhere_a_fifth_is_enough(
    elsewhere: int, others: int, accepted: bool
) -> None:
    held = voices(1, 1, 4), voices(2, elsewhere, 0), voices(3, others, 0, grammar="bold")
    assert ballot(*held).accepted is accepted


def test_less_than_a_fifth_is_never_enough() -> None:
    assert not ballot(voices(1, 1, 5), voices(2, 9, 0)).accepted


def test_the_grammar_of_the_document_decides_where_a_section_is_undecided() -> None:
    held = [*voices(1, 1, 0), *voices(1, 1, 0, grammar="bold")]
    assert ballot(held).grammar == "bold"  # of equal ones the first by name
    assert ballot(held, voices(2, 3, 0)).grammar == "linked"
    assert ballot(held, voices(2, 3, 0), voices(3, 3, 0, grammar="bold")).grammar == "bold"
    assert ballot(voices(1, 1, 0), voices(2, 9, 0, grammar="bold")).grammar == "linked"  # none is of another


def test_kinds_vote_apart_and_everything_is_counted() -> None:
    untitled = voices(1, 0, 2, grammar=None)
    ballots = count([*voices(1, 2, 1), *untitled, *voices(1, 0, 1, kind="item0")])
    assert {kind: row.total for (_, kind), row in ballots.items()} == {"text": 5, "item0": 1}
    text = ballots[1, "text"]
    assert (text.titled, text.strong, text.people, text.linked) == (3, 2, True, 3)
    assert text.grammars == {"linked": 3}
    assert ballot(untitled).grammar is None
    assert not ballot(untitled).accepted
