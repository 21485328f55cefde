"""The link scanner: what people write for links, and that no text stops or slows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.lists.markdown.links import LinkToken, TagToken, image_label, scan

MARKS = st.lists(
    st.sampled_from(
        ["[", "]", "(", ")", "](", "[[", "!", "\\", " ", "\n", "<", ">", '"', "T", "http://u", "https://v/(w)"]
    )
).map("".join)


def links(text: str) -> list[tuple[str, str]]:
    return [(token.label, token.target) for token in scan(text) if isinstance(token, LinkToken)]


@pytest.mark.parametrize(
    ("text", "label", "target"),
    [
        ("[Kites](https://a.org/k)", "Kites", "https://a.org/k"),
        ("[Kites] (https://a.org/k)", "Kites", "https://a.org/k"),
        ("[Kites]( https://a.org/k )", "Kites", "https://a.org/k"),
        ("[Kites](<https://a.org/k>)", "Kites", "https://a.org/k"),
        ('[Kites](https://a.org/k "a title")', "Kites", "https://a.org/k"),
        ("[Kites](https://a.org/k (a title))", "Kites", "https://a.org/k"),
        ("[Kites](https://a.org/k_(toy))", "Kites", "https://a.org/k_(toy)"),
        ("[Kites](10.1016/S0140-6736(20)30183-5)", "Kites", "10.1016/S0140-6736(20)30183-5"),
        ("[Kites](https://a.org/k", "Kites", "https://a.org/k"),
        ("[Kites](https://a.org/k)]", "Kites", "https://a.org/k"),
        ("[[Kites](https://a.org/k)]", "Kites", "https://a.org/k"),
        ("[[Kites](https://a.org/k)", "Kites", "https://a.org/k"),
        ("[[pdf]](https://a.org/k)", "[pdf]", "https://a.org/k"),
        ("[Kites [and] strings](https://a.org/k)", "Kites [and] strings", "https://a.org/k"),
        ("[Kites\non strings](https://a.org/k)", "Kites\non strings", "https://a.org/k"),
        (r"[Kites](https://a.org/a\_b?x=1&amp;y=2)", "Kites", "https://a.org/a_b?x=1&y=2"),
        ("[Kites](https://a.org/?a=1&copy=2)", "Kites", "https://a.org/?a=1&copy=2"),
        ("[Kites]()", "Kites", ""),
        ("see https://a.org/k.", "", "https://a.org/k"),
        ("(https://a.org/k)", "", "https://a.org/k"),
        ("<https://a.org/k>", "", "https://a.org/k"),
    ],
)
def test_link_as_people_write_it(text: str, label: str, target: str) -> None:
    assert links(text) == [(label, target)]


@pytest.mark.parametrize("text", ["[Kites]([x](https://a.org/k))", "[Kites]([https://b.org/-](https://a.org/k))"])
def test_inner_target_of_a_nested_link_counts(text: str) -> None:
    (token,) = scan(text)
    assert isinstance(token, LinkToken)
    assert (token.label, token.target, token.nested) == ("Kites", "https://a.org/k", True)


@pytest.mark.parametrize("text", ["![Kites](https://a.org/k.png)", r"\[Kites\](https:)", "Kites (2023)"])
def test_no_link(text: str) -> None:
    assert links(text) == []


def test_label_of_a_badge_is_its_alternative_text() -> None:
    ((label, target),) = links("[![paper](https://img.org/p.svg)](https://a.org/k)")
    assert (image_label(label), target) == ("paper", "https://a.org/k")
    assert image_label("paper") is None


def test_bracket_without_address_is_a_tag() -> None:
    tag, link = scan("[ICLR'23][Kites](https://a.org/k)")
    assert isinstance(tag, TagToken)
    assert tag.text == "ICLR'23"
    assert isinstance(link, LinkToken)


@given(st.text() | MARKS)
def test_spans_are_ordered_and_inside_the_text(text: str) -> None:
    at = 0
    for token in scan(text):
        assert at <= token.start < token.end <= len(text)
        at = token.end


@given(st.lists(st.from_regex(r"[A-Za-z]{1,8}", fullmatch=True), max_size=5), MARKS)
def test_well_formed_links_survive_what_follows_them(words: list[str], noise: str) -> None:
    made = [(word, f"https://a.org/{word}") for word in words]
    text = "\n".join(f"[{label}]({target})" for label, target in made)
    assert links(text + "\n" + noise)[: len(made)] == made
