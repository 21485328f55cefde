"""Links in the text of a reference: what is an address, where it ends, and where it leads."""

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.rendering.output import links
from plbib.rendering.output.forms import line
from tests.samples import anything


@pytest.mark.parametrize(
    ("text", "shown", "address"),
    [
        ("see https://e.example/a_(b)?c=1&d=2.", "https://e.example/a_(b)?c=1&d=2", ""),
        ("https://e.example/Kite_(toy).", "https://e.example/Kite_(toy)", ""),
        ("(https://e.example/x)", "https://e.example/x", ""),
        ("“https://e.example/x,”", "https://e.example/x", ""),
        ("https://e.example.", "https://e.example", ""),
        ("http://e.example:80/", "http://e.example:80/", ""),
        ("https://e.example/a|b", "https://e.example/a|b", "https://e.example/a%7Cb"),
        ("doi: 10.5555/x_y-1.", "10.5555/x_y-1", "https://doi.org/10.5555/x_y-1"),
        ("doi:10.5555/x", "10.5555/x", "https://doi.org/10.5555/x"),
        ("DOI 10.5555/x(1)2", "10.5555/x(1)2", "https://doi.org/10.5555/x(1)2"),
        ("DOI: 10.5555/x#1?2%", "10.5555/x#1?2%", "https://doi.org/10.5555/x%231%3F2%25"),
        ("doi: 10.1002/(SICI)1<69::AID>3.0.CO;2-O", "10.1002/(SICI)1<69::AID>3.0.CO;2-O", ""),
        ("https://doi.org/10.1002/1<69::AID>3.CO;2-O.", "https://doi.org/10.1002/1<69::AID>3.CO;2-O", ""),
    ],
)
def test_addresses_and_dois_are_links_up_to_the_punctuation_behind_them(text: str, shown: str, address: str) -> None:
    found = {part: to for part, to in links.split(text) if to}
    assert list(found) == [shown]
    if address:
        assert found[shown] == address
    else:
        assert found[shown].endswith(shown.replace("<", "%3C").replace(">", "%3E"))


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "data:text/html,x", "10.5555/x", "http://", "ftp://e.example", "doi: x/y", "a/b"]
)
def test_nothing_else_is_a_link(text: str) -> None:
    assert links.split(text) == [(text, "")]


_typed = st.lists(
    st.one_of(anything, st.sampled_from(["https://", "http://doi.org/10.1000/", "doi:10.1000/", "(", ")", "e.x/", "<"]))
).map(lambda parts: line("".join(parts)))


@given(_typed)
def test_no_text_is_lost_and_every_address_is_one_of_the_web(text: str) -> None:
    parts = links.split(text)
    assert "".join(shown for shown, _ in parts) == text
    for _, address in parts:
        if address:
            assert address == links.safe(address)
            assert urlsplit(address).scheme in ("http", "https")


@given(anything)
def test_what_is_safe_holds_nothing_that_ends_or_turns_an_address(text: str) -> None:
    address = links.safe(f"https://e.example/{text}")
    assert address.isprintable()
    assert not set(address) & set(' <>"\\`{}|^')


@pytest.mark.parametrize(
    "address", ["", "javascript:alert(1)", "https://", "https:///x", " https://e.example", "//e.x"]
)
def test_no_other_address_is_safe(address: str) -> None:
    assert links.safe(address) == ""


PARTS = ["https://a/", "doi:10.1234/", "https://doi.org/10.1234/a", *"()<>. ,a1/:;"]


@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
def test_an_address_is_brackets_and_characters_up_to_one_that_may_be_its_last(text: str) -> None:
    """As an expression says that takes one after the other."""
    ends = r"\s\"“”«»\\`"
    inside = rf"\([^{ends}()<>]*\)"
    last = rf"(?:{inside}|[^{ends}<>.,;:!?()\[\]{{}}'’])"
    doi = rf"10\.\d{{4,9}}/(?>{inside}|[^{ends}])*{last}"
    web = rf"[\w.-]*\w(?::\d+)?(?:[/?#](?>{inside}|[^{ends}<>])*{last}|/)?"
    plain = re.compile(rf"https?://(?:(?:dx\.)?doi\.org/{doi}|{web})|(?:doi|DOI|Doi)(?:: ?| )({doi})")
    shown = [part for part, address in links.split(text) if address]
    assert shown == [match[1] or match[0] for match in plain.finditer(text)]
    assert "".join(part for part, _ in links.split(text)) == text
