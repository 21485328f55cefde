r"""How single values stand in a .bib: addresses, names of documents, keys."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plbib.formats.bib.forms import DOI, KEYS, MONTH, URL
from plbib.model import Date
from plbib.papers.keys import safe
from tests.samples import anything
from tests.timing import processor_time_below

SIGNS = [*"{}$~<>_^-%&# ab/", "\\", "\\url", "\\sim", "\\~", "{}", "\\textasciitilde", "\\unknown", "http://x.edu/"]


@pytest.mark.parametrize(
    "written",
    [
        "~foo",
        r"\textasciitilde foo",
        r"\textasciitilde{}foo",
        r"{\textasciitilde}foo",
        r"\~{}foo",
        r"\~{ }foo",
        r"{\~{}}foo",
        r"\~foo",
        r"$\sim$foo",
        r"{$\sim$}foo",
        r"$\tilde{}$foo",
        r"\ensuremath{\sim}foo",
        r"\string~foo",
        r"{\raise.17ex\hbox{$\scriptstyle\sim$}}foo",
    ],
)
def test_every_way_to_write_a_tilde_in_an_address_is_one(written: str) -> None:
    assert URL.read(f"http://x.edu/{written}") == "http://x.edu/~foo"
    assert URL.read(f"\\url{{http://x.edu/{written}}}") == "http://x.edu/~foo"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        (r"http://x.edu/a{\%}20b\%20c%20d", "http://x.edu/a%20b%20c%20d"),
        (r"http://x.edu/a\_b{\_}c\textunderscore d", "http://x.edu/a_b_c_d"),
        (r"http://x.edu/?a=1\&b=2{\&}c#d\#e", "http://x.edu/?a=1&b=2&c#d#e"),
        (r"\url{http://x.edu/a_b}", "http://x.edu/a_b"),
        (r"{\tt http://x.edu/a}", "http://x.edu/a"),
        (r"\texttt{http://x.edu/\allowbreak a\-b\/c}", "http://x.edu/abc"),
        (r"http://x.edu/\$a$b", "http://x.edu/$a$b"),
        ("http://x.edu/$a~b$c", "http://x.edu/$a~b$c"),
        (r"http://x.edu/\unknown", "http://x.edu/unknown"),
        ("http://x.edu/{A}b\\", "http://x.edu/Ab"),
        (" ", ""),
    ],
)
def test_an_address_is_read_as_tex_prints_it(written: str, address: str) -> None:
    assert URL.read(written) == address


@pytest.mark.parametrize(
    "prefix",
    [
        "",
        "doi:",
        "DOI: ",
        *(f"{scheme}{host}doi.org/" for scheme in ("http://", "https://", "") for host in ("", "dx.", "www.")),
        "doi:https://doi.org/",
    ],
)
@pytest.mark.parametrize("written", ["10.5555/a_b", r"10.5555/a\_b", r"10.5555/a{\_}b", r"10.5555/a\textunderscore{}b"])
def test_a_doi_is_read_without_its_address_and_without_tex(prefix: str, written: str) -> None:
    assert DOI.read(prefix + written) == "10.5555/a_b"


def test_a_doi_keeps_its_angle_brackets() -> None:
    doi = "10.1002/(SICI)1097-4571(1998)49:8<693::AID-ASI4>3.0.CO;2-O"
    for less, greater in (
        ("<", ">"),
        ("$<$", "$>$"),
        (r"\textless ", r"{\textgreater}"),
        (r"{$<$}", r"\textgreater{}"),
    ):
        assert DOI.read(doi.replace("<", less).replace(">", greater)) == doi
    assert DOI.write(f"https://www.doi.org/{doi}", False) == DOI.write(doi, False) == doi


@given(st.lists(st.sampled_from(SIGNS), max_size=12).map("".join))
@example(r"${\sim$")
def test_what_is_written_of_any_address_reads_back(text: str) -> None:
    written = URL.write(URL.read(text), False)
    assert URL.read(written) == written
    assert not set(written) & set("{}\\")


@pytest.mark.parametrize("piece", ["\\", "{", "$", "\\~", "\\~ ", "\\raise", "{\\raise", "\\a", "\\sim ", "{\\raise a"])
def test_a_hostile_address_costs_no_more_than_its_length(piece: str) -> None:
    with processor_time_below(2):
        URL.read(piece * (100_000 // len(piece)))


@pytest.mark.parametrize(
    ("keys", "written"),
    [
        (("a2020", "b:c/d"), "a2020,b:c/d"),
        (("a}, title = {EVIL", "{}", "", "b,c"), "a-title-EVIL,b-c"),
        (("a", "a"), "a"),
        (("}",), ""),
    ],
)
def test_aliases_are_written_as_safe_keys(keys: tuple[str, ...], written: str) -> None:
    assert KEYS.write(keys, False) == written


@given(st.lists(anything, max_size=4))
def test_aliases_read_back_and_hold_nothing_else(keys: list[str]) -> None:
    written = KEYS.write(keys, False)
    read = KEYS.read(written)
    assert ",".join(read) == written
    assert all(key and safe(key) == key for key in read)


def test_aliases_of_a_file_are_read_as_safe_keys() -> None:
    assert KEYS.read(r" a2020 , b\c,, {} ,é") == ("a2020", "b-c", "e")


@pytest.mark.parametrize(
    ("text", "months", "same"),
    [
        ("jul/aug", (7, 8), True),
        ("jul/aug", (7, 9), False),
        ("jul/aug", (7,), False),
        ("jul", (7,), False),  # one month has a macro
        ("", (), False),
    ],
)
def test_a_text_may_name_the_two_months_of_a_date(text: str, months: tuple[int, ...], same: bool) -> None:
    assert MONTH.same is not None
    assert MONTH.same(text, Date(date_parts=tuple((2020, month) for month in months))) is same
    assert not MONTH.same(text, None)
