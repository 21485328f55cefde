"""A paper written into a list has the form of the list, and the reader reads it as what it is."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plbib.lists.reader import read
from plbib.lists.writing import labels
from plbib.lists.writing.writer import NewEntry, write_line
from plbib.model import Entry, Link, Name
from plbib.text.unicode import clean
from tests.readers import Markdown
from tests.samples import anything

EMBEDDED = (files("plbib") / "data" / "papers.md").read_text(encoding="utf-8")
BULLETS = """\
# Kites
- [ICLR'23] [Kites](https://a.org/k), MIT
- [ICLR'23] [Oral] [Reels](https://a.org/r), MIT
- 🔥 [ICLR'23] [Sails](https://a.org/w), MIT
- [ACL'22] [Spools](https://a.org/s), ETH [[code](https://a.org/c)] [[data](https://a.org/d)]
- [2021] [Tails](https://a.org/t), ETH
"""
BOLD = """\
* [ICLR 2023] **Kites** [[paper](https://a.org/k)]
* [ACL 2022] **Spools** [[paper](https://a.org/s)] [[code](https://a.org/c)]
* [ACL 2022] **Reels**
"""
AFTER = """\
[Kites](https://arxiv.org/abs/2301.00001), ICLR 2023
[Spools](https://arxiv.org/abs/2201.00001), ACL 2022 [[code]](https://a.org/c) [[data]](https://a.org/d)
[Reels](https://arxiv.org/abs/2101.00001), ACL 2021, ETH
"""
BROKEN = """\
1. **[ICLR’23]** [Kites](https://a.org/k) MIT </br>
2. **[ACL’22]** [Spools](https://a.org/s)  ETH Zürich <br>
"""
LISTS = [EMBEDDED, BULLETS, BOLD, AFTER, BROKEN, ""]

WIND = NewEntry(title="Wind", url="https://arxiv.org/abs/2401.00001", venue="ICML", year=2024, affiliation="KIT")
PDF = "https://arxiv.org/abs/2401.00001"
CODE = Link(label="code", url="https://b.org/c")
BARE = replace(WIND, affiliation=None)


def line(new: NewEntry, text: str) -> str:
    return write_line(new, text, read(text, "list.md").entries)


def one(text: str) -> Entry:
    (entry,) = read(text, "list.md").entries
    return entry


@pytest.mark.parametrize(
    ("text", "new", "expected"),
    [
        (BULLETS, WIND, f"- [ICML'24] [Wind]({PDF}), KIT"),
        (BULLETS, BARE, f"- [ICML'24] [Wind]({PDF})"),
        (BULLETS, replace(WIND, venue="ICLR", year=2023), f"- [ICLR'23] [Wind]({PDF}), KIT"),
        (
            BULLETS,
            replace(WIND, links=(CODE, CODE)),
            f"- [ICML'24] [Wind]({PDF}), KIT" + " [[code](https://b.org/c)]" * 2,
        ),
        (BULLETS, replace(WIND, venue=None), f"- [2024] [Wind]({PDF}), KIT"),
        (BULLETS, replace(WIND, venue=None, year=None), f"- [Wind]({PDF}), KIT"),
        (BULLETS, replace(WIND, year=1950), f"- [ICML'1950] [Wind]({PDF}), KIT"),
        (BULLETS, replace(WIND, url=""), "- [ICML'24] Wind, KIT"),
        (BOLD, BARE, f"* [ICML 2024] **Wind** [[paper]({PDF})]"),
        (BOLD, replace(BARE, links=(CODE,)), f"* [ICML 2024] **Wind** [[paper]({PDF})] [[code](https://b.org/c)]"),
        (BOLD, replace(BARE, url=""), "* [ICML 2024] **Wind**"),
        (BOLD, replace(BARE, venue=None), f"* [2024] **Wind** [[paper]({PDF})]"),
        (BOLD, WIND, f"* [ICML 2024] **Wind** [[paper]({PDF})], KIT"),
        (AFTER, BARE, f"[Wind]({PDF}), ICML 2024"),
        (AFTER, WIND, f"[Wind]({PDF}), ICML 2024, KIT"),
        (AFTER, replace(BARE, links=(CODE,)), f"[Wind]({PDF}), ICML 2024 [[code]](https://b.org/c)"),
        (AFTER, replace(BARE, venue=None, year=None), f"[Wind]({PDF})"),
        (AFTER, replace(BARE, url="https://b.org/w"), "[Wind](https://b.org/w), ICML 2024"),
        (BROKEN, WIND, f"3. **[ICML’24]** [Wind]({PDF}) KIT </br>"),
        (BROKEN, replace(WIND, venue="ACL"), f"3. **[ACL’24]** [Wind]({PDF})  KIT <br>"),
        ("", WIND, f"[ICML'24] [Wind]({PDF}), KIT"),
        ("", replace(WIND, links=(CODE,)), f"[ICML'24] [Wind]({PDF}), KIT [[code](https://b.org/c)]"),
    ],
)
def test_form_is_that_of_the_list(text: str, new: NewEntry, expected: str) -> None:
    assert line(new, text) == expected
    assert line(new, "\ufeff" + text.replace("\n", "\r\n")) == expected


COUNTED = """\
- Berg, A. (2020). Kites fly. *Kite Letters*, 12(3), 45–67. https://a.org/k
- Lund, B. (2021). Strings hold. *Kite Letters*, 13(1), 5–9. https://a.org/s
"""
SHORTENED = """\
- Ann Berg and Bo Lund. "Kites fly." *ACL*, Sept 2020. [[paper](https://a.org/k)]
- Cy Dunn et al. "Strings hold." *ACL*, Sept 2021. [[paper](https://a.org/s)]
- Dora Moe et al. "Spools turn." *ACL*, Sept 2022. [[paper](https://a.org/t)]
- Eva Frey and Per Falk. "Tails wave." *ACL*, Sept 2022. [[paper](https://a.org/u)]
"""
BY = tuple(Name(given=given, family=family) for given, family in (("Ida", "Holm"), ("Jo", "Kai"), ("Li", "Wu")))


@pytest.mark.parametrize(
    ("text", "numbers", "expected"),
    [
        (COUNTED, ("14", "2", "1-9"), "Holm, I. (2024). Wind and sky. *Kite Letters*, 14(2), 1–9. https://b.org/w"),
        (COUNTED, ("14", None, "1-9"), "Holm, I. (2024). Wind and sky. *Kite Letters*, 14, 1–9. https://b.org/w"),
        (COUNTED, ("14", None, None), "Holm, I. (2024). Wind and sky. *Kite Letters*, 14. https://b.org/w"),
        (COUNTED, (None, None, None), "Holm, I. (2024). Wind and sky. *Kite Letters*. https://b.org/w"),
    ],
)
def test_volume_and_pages_stand_where_the_list_has_them(
    text: str, numbers: tuple[str | None, str | None, str | None], expected: str
) -> None:
    volume, issue, pages = numbers
    new = NewEntry(title="Wind and sky", url="https://b.org/w", venue="Kite Letters", year=2024, authors=BY[:1])
    assert line(replace(new, volume=volume, issue=issue, pages=pages), text) == f"- {expected}"


@pytest.mark.parametrize(("names", "printed"), [(BY, "Ida Holm et al."), (BY[:2], "Ida Holm and Jo Kai.")])
def test_authors_are_cut_and_months_short_as_in_the_list(names: tuple[Name, ...], printed: str) -> None:
    new = NewEntry(title="Wind", url="https://b.org/w", venue="ACL", year=2024, date="2024-09", authors=names)
    assert line(new, SHORTENED) == f'- {printed} "Wind." *ACL*, Sept 2024. [[paper](https://b.org/w)]'


def test_label_with_the_identifier_and_an_affiliation_in_brackets_stay_so() -> None:
    text = "".join(
        f"- **{title}** *Ann Berg (MIT) et al. ACL 2020.* [arXiv:{number}](https://arxiv.org/abs/{number})\n"
        for title, number in (("Kites fly", "2001.00001"), ("Strings hold", "2001.00002"))
    )
    new = NewEntry(title="Wind", url=PDF, venue="ACL", year=2024, authors=BY, affiliation="KIT")
    assert line(new, text) == f"- **Wind** *Ida Holm (KIT) et al. ACL 2024.* [arXiv:2401.00001]({PDF})"


def test_every_entry_of_the_embedded_list_is_written_as_it_reads() -> None:
    lines, entries = EMBEDDED.split("\n"), read(EMBEDDED, "list.md").entries
    same = 0
    for entry in entries:
        others = "\n".join(lines[: entry.place.line - 1] + lines[entry.end_line :])
        url = entry.links[0].url
        new = NewEntry(title=entry.title, url=url, venue=entry.venue, year=entry.year, affiliation=entry.affiliation)
        made = line(new, others)
        assert replace(one(made), category=entry.category, place=entry.place, end_line=entry.end_line) == entry
        same += made == "\n".join(lines[entry.place.line - 1 : entry.end_line])
    assert (len(entries), same) == (70, 52)


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("R&D at 100%: 1-bit (kites)!", "R&D at 100%: 1-bit (kites)!"),
        ("Kites [v2] in C#", r"Kites \[v2\] in C\#"),
        ("Kites\n[ACL'22] [Evil](https://evil.org)", r"Kites \[ACL'22\] \[Evil&#93;(https&#58;//evil.org)"),
        ("$k$-Kites", "$k$-Kites"),
        ("kite_net in $O(n_2)$ | $5", r"kite_net in $O(n_2)$ \| \$5"),
        ("<!-- Kites", "&#60;!-- Kites"),
        ("`Kites` **fly** &copy", "&#96;Kites&#96; &#42;&#42;fly&#42;&#42; &#38;copy"),
    ],
)
def test_title_is_text(title: str, printed: str) -> None:
    made = line(replace(WIND, title=title), BULLETS)
    assert made == f"- [ICML'24] [{printed}]({PDF}), KIT"
    assert one(made).title == clean(title)


@pytest.mark.parametrize(
    ("url", "printed", "read_as"),
    [
        ("https://a.org/k_(toy)?a=1&b=2#c", "https://a.org/k_(toy)?a=1&b=2#c", "https://a.org/k_(toy)?a=1&b=2#c"),
        ("https://a.org/k)(", "https://a.org/k&#41;&#40;", "https://a.org/k)("),
        ("https://a.org/?a&copy;=1", "https://a.org/?a&amp;copy;=1", "https://a.org/?a&copy;=1"),
        ("https://a.org/a b\n<c>", "https://a.org/a%20b%20%3Cc%3E", "https://a.org/a%20b%20%3Cc%3E"),
        ("https://a.org/](https://evil.org)", *["https://a.org/%5D(https://evil.org)"] * 2),
        ("10.5555/kites", "10.5555/kites", "10.5555/kites"),
    ],
)
def test_address_is_one(url: str, printed: str, read_as: str) -> None:
    made = line(replace(WIND, url=url), BULLETS)
    assert made == f"- [ICML'24] [Wind]({printed}), KIT"
    assert [(link.label, link.url) for link in one(made).links] == [("title", read_as)]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "kites"])
def test_what_is_no_address_is_left_out(url: str) -> None:
    assert line(replace(WIND, url=url), BULLETS) == "- [ICML'24] Wind, KIT"


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (replace(WIND, year=None), f"- [ICML] [Wind]({PDF}), KIT"),
        (replace(WIND, title="Code"), f"- [ICML'24] [Code]({PDF}), KIT"),
        (replace(WIND, venue="ICML 2024"), f"- [ICML'24] [Wind]({PDF}), KIT"),
    ],
)
def test_what_no_form_can_say_is_printed_all_the_same(new: NewEntry, expected: str) -> None:
    assert line(new, BULLETS) == expected


@pytest.mark.parametrize("blank", [" ", "[", "(", "-"])
def test_time_grows_with_the_length_of_a_line_alone(blank: str) -> None:
    entry = f"[ICLR'23] [Kites](https://a.org/k), MIT {blank * 90_000}"
    assert line(WIND, entry) == f"[ICML'24] [Wind]({PDF}), KIT"


wild = anything.map(lambda text: f"Kite {text} string")
urls = st.sampled_from(["https://a.org/", PDF]) | anything.map(lambda text: f"https://a.org/{text}")
others = st.lists(st.builds(Link, label=st.sampled_from(["code", "data", "[pdf]"]), url=urls), max_size=2).map(tuple)
news = st.builds(
    NewEntry,
    title=wild,
    url=urls,
    venue=st.none() | wild.filter(lambda text: not any(map(str.isdigit, text))),
    year=st.integers(1900, 2099),
    affiliation=st.none() | wild,
    links=others,
)


@given(news, st.sampled_from(LISTS))
def test_what_is_written_is_read(new: NewEntry, text: str) -> None:
    made = line(new, text)
    assert made.splitlines() == [made]
    entries = read(f"{text}\n{made}\n", "list.md").entries
    assert len(entries) == len(read(text, "list.md").entries) + 1
    entry = entries[-1]
    assert entry.title == clean(new.title)
    assert entry.venue in (None, new.venue and clean(new.venue))
    assert entry.year in (None, new.year)
    assert entry.affiliation in (None, new.affiliation and clean(new.affiliation))
    assert len(entry.links) == 1 + len(new.links)


@given(wild, anything, anything, anything, st.sampled_from(LISTS))
def test_any_text_is_one_line_of_text(title: str, url: str, venue: str, affiliation: str, text: str) -> None:
    new = NewEntry(title=title, url=url, venue=venue, year=2024, affiliation=affiliation)
    made = line(new, text)
    assert made.splitlines() == [made]
    seen = Markdown(made)
    assert clean(title) in seen.text
    assert clean(venue) in seen.text
    assert clean(affiliation) in seen.text
    assert seen.markup <= {"paragraph", "link", "strong", "bullet_list", "ordered_list", "list_item", "</br>", "<br>"}
    assert len(seen.links) <= 1


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "1,", "1(1)", "vol. 1", "1-", "a ", "* ", "( ", "1.", "| ", "[a](", "-  ", ",  ", "$a ", "![", "[]"],
)
def test_hostile_entries_take_no_time(piece: str) -> None:
    text = BULLETS + f"- [ICLR'23] [Kites two](https://a.org/k2), MIT {piece * (3_800 // len(piece))}x\n"
    assert line(BARE, text) == f"- [ICML'24] [Wind]({PDF})"
    assert line(replace(BARE, url=""), text) == "- [ICML'24] Wind"


@pytest.mark.parametrize(
    ("printed", "year", "expected"),
    [("", None, ", Kite Institute"), (" (ICML 2021)", 2023, " (ICML 2023), Kite Institute")],
)
def test_the_form_of_the_list_says_as_much_as_it_can(printed: str, year: int | None, expected: str) -> None:
    rows = [f"- [{name} on Long Strings](https://arxiv.org/abs/2301.0000{at}){printed}" for at, name in enumerate("AB")]
    text = "# L\n\n## A\n\n" + "\n".join(rows) + "\n"
    new = NewEntry(
        title="Winds on Long Strings",
        url="https://arxiv.org/abs/2301.00009",
        venue="ICML" if year else "Kite Letters",
        year=year,
        affiliation="Kite Institute",
    )
    line = write_line(new, text, read(text, "l.md").entries)
    assert line == f"- [Winds on Long Strings](https://arxiv.org/abs/2301.00009){expected}"


def test_a_form_with_a_year_alone_says_the_year() -> None:
    rows = [f"- [{name} on Long Strings](https://arxiv.org/abs/2301.0000{at}) (2022)" for at, name in enumerate("AB")]
    text = "# L\n\n## A\n\n" + "\n".join(rows) + "\n"
    new = NewEntry(title="Winds on Long Strings", url="https://arxiv.org/abs/2301.00009", venue="ICML", year=2023)
    line = write_line(new, text, read(text, "l.md").entries)
    assert line == "- [Winds on Long Strings](https://arxiv.org/abs/2301.00009) (2023)"


LINKED = """\
- [2023/05] **Kites at night.** *Ann Berg et al. ACL.* [[code](https://g.org/k)] [[zenodo](https://zenodo.org/record/1)]
- [2023/04] **Strings in rain.** *Bo Lund et al. ACL.* [[paper](https://doi.org/10.1000/s.2)]
- [2023/03] **Spools that turn.** *Cy Dunn et al. ICML.* [[paper](https://doi.org/10.1000/s.3)] [[code](https://g.org/s)]
- [2023/02] **Tails of kites.** *Eva Frey et al. ICML.* [[paper](https://doi.org/10.1000/s.4)]
"""


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (replace(BARE, authors=BY), f"- [2024] **Wind.** *Ida Holm et al. ICML.* [[paper]({PDF})]"),
        (replace(BARE, authors=BY[:1]), f"- [2024] **Wind.** *Ida Holm. ICML.* [[paper]({PDF})]"),
        (replace(BARE, authors=BY[:1], url=""), "- [2024] **Wind.** *Ida Holm. ICML.*"),
        (
            replace(BARE, authors=(Name(family="王", given="伟"), *BY)),
            f"- [2024] **Wind.** *王伟 et al. ICML.* [[paper]({PDF})]",
        ),
        (
            replace(BARE, title="[Re] Wind | sky", authors=BY),
            rf"- [2024] **\[Re\] Wind \| sky.** *Ida Holm et al. ICML.* [[paper]({PDF})]",
        ),
    ],
)
def test_line_looks_like_its_neighbours(new: NewEntry, expected: str) -> None:
    assert line(new, LINKED) == expected


def test_label_of_a_place_is_that_of_no_other() -> None:
    rows = [
        f"- Kites {name} at night. ACL 2020. [[{label}]({url})]\n"
        for name, label, url in (
            ("one", "bioRxiv 2020.01.01", "https://doi.org/10.1101/2020.01.01"),
            ("two", "bioRxiv 2020.01.02", "https://doi.org/10.1101/2020.01.02"),
            ("three", "zenodo", "https://doi.org/10.5281/zenodo.123"),
            ("four", "pdf", "https://doi.org/10.1000/k.4"),
        )
    ]
    entries = read("".join(rows), "list.md").entries
    assert labels.role_label("https://doi.org/10.1000/w.9", entries) == "pdf"
    assert labels.role_label("https://doi.org/10.2000/w.9", entries) == "pdf"
    assert labels.role_label("https://doi.org/10.1101/2021.09.09", entries) == "bioRxiv 2021.09.09"


def test_words_of_a_few_entries_are_of_no_other() -> None:
    rows = [f"- Ann Berg: “[Kites {name}](https://a.org/{name}),” *kites.org*, 2020.\n" for name in ("one", "two")]
    rows += [f"- Ann Berg: “[Nets {at} fly](https://a.org/{at}),” *ACL*, 2020.\n" for at in range(20)]
    made = line(replace(BARE, venue=None, authors=BY[:1]), "".join(rows))
    assert made == f"- Ida Holm: “[Wind]({PDF}),” 2024."


def test_a_row_stands_among_rows() -> None:
    text = "| Title | Year |\n|---|---|\n" + "".join(f"| [Kites {at}](https://a.org/{at}) | 2020 |\n" for at in "abc")
    made = line(replace(BARE, title="[Re] Kites | $x_1$"), text)
    assert made == rf"| [\[Re\] Kites \| $x_1$]({PDF}) | 2024 |"


def test_a_venue_without_a_year_stays_so() -> None:
    rows = [f"- [[Arxiv](https://arxiv.org/abs/2101.0000{at})] Kites that fly {at}\n" for at in range(4)]
    rows += [f"- [[ICML2021](https://a.org/{at})] Strings that hold {at}\n" for at in range(8)]
    text = "".join(rows)
    assert line(replace(BARE, venue="Arxiv"), text) == f"- [[Arxiv]({PDF})] Wind"
    assert line(BARE, text) == f"- [[ICML2024]({PDF})] Wind"
    assert line(replace(BARE, url=""), text) == "- [ICML2024] Wind"


def test_words_before_a_venue_stay() -> None:
    rows = [f"- Kites that fly {at}. In *ACL 202{at}*. [[pdf](https://a.org/{at})]\n" for at in range(4)]
    assert line(BARE, "".join(rows)) == f"- Wind. In *ICML 2024*. [[pdf]({PDF})]"
    assert line(replace(BARE, venue=None), "".join(rows)) == f"- Wind. *2024*. [[pdf]({PDF})]"


def test_badges_of_the_list_are_printed_again_and_those_of_one_paper_are_not() -> None:
    badge = "[![Paper](https://img.example/badge/paper-blue)]"
    stars = "![Stars](https://img.example/stars/k/"
    rows = [f"- **Kites that fly {at}** {badge}(https://arxiv.org/abs/2301.0000{at}) *ICML 2022*\n" for at in range(4)]
    rows += [
        f"- **Nets that hold {at}** {badge}(https://arxiv.org/abs/2302.0000{at}) [[code](https://github.com/k/{at})]"
        f" {stars}{at}) *ICML 2022*\n"
        for at in range(3)
    ]
    text = "".join(rows)
    assert line(BARE, text) == f"- **Wind** {badge}({PDF}) *ICML 2024*"
    code = Link(label="code", url="https://github.com/b/c")
    made = f"- **Wind** {badge}({PDF}) [[code](https://github.com/b/c)] *ICML 2024*"
    assert line(replace(BARE, links=(code,)), text) == made
    assert line(replace(BARE, url=""), text) == "- **Wind** *ICML 2024*"


def test_an_identifier_within_a_badge_is_that_of_the_paper() -> None:
    text = "".join(
        f"- **Kites that fly {at}** [![arXiv](https://img.example/arXiv-2301.0000{at}-red)]"
        f"(https://arxiv.org/abs/2301.0000{at}) *ICML 2022*\n"
        for at in range(4)
    )
    assert line(BARE, text) == f"- **Wind** [![arXiv](https://img.example/arXiv-2401.00001-red)]({PDF}) *ICML 2024*"
    made = line(replace(BARE, url="https://doi.org/10.1000/w"), text)
    assert made == "- **Wind** [[paper](https://doi.org/10.1000/w)] *ICML 2024*"


TAGGED = """\
- [[ACL](https://a.org/1)] Kites that fly. [`wind`] [[code](https://g.org/1)]
- [[ACL](https://a.org/2)] Nets that hold. [`sea`] [`rope`]
- [[ACL](https://a.org/3)] Oars that row. [`sea`]
- [[ACL](https://a.org/4)] Boats that float.
"""


@pytest.mark.parametrize(
    ("tags", "printed"), [((), ""), (("sea",), " [`sea`]"), (("sea", "wind"), " [`sea`] [`wind`]")]
)
def test_tags_are_printed_as_the_list_prints_them(tags: tuple[str, ...], printed: str) -> None:
    made = line(replace(BARE, venue="ACL", year=None, tags=tags), TAGGED)
    assert made.rstrip(".") == f"- [[ACL]({PDF})] Wind.{printed}".rstrip(".")
    assert one(made).tags == tags


@pytest.mark.parametrize(
    ("form", "made"),
    [
        ("- Kites {0} — 2020 — https://a.org/{0}", "- Wind — 2024"),
        ("- **Kites {0}** (ACL 2020), https://a.org/{0}", "- **Wind** (2024)"),
        ("- Ann Berg. 2020. **Kites {0}**. In ACL. DOI: https://doi.org/10.1/{0}", "- Ida Holm. 2024. **Wind**."),
    ],
)
def test_what_leads_to_an_address_or_a_venue_goes_with_it(form: str, made: str) -> None:
    text = "".join(form.format(at) + "\n" for at in ("fly", "hold", "rise"))
    assert line(NewEntry(title="Wind", year=2024, authors=BY[:1]), text) == made


def test_a_line_of_which_the_affiliation_would_be_read_as_the_venue_is_not_written() -> None:
    text = (
        "[Kites](https://arxiv.org/abs/2301.00001), ICLR 2023\n"
        "[Spools](https://arxiv.org/abs/2201.00001), ACL 2022 [[code]](https://a.org/c) [[data]](https://a.org/d)\n"
        "[Reels](https://arxiv.org/abs/2101.00001), ACL 2021, ETH\n"
    )
    made = line(
        NewEntry(title="Kite string", url="https://a.org/", venue=None, year=1900, affiliation="Kite string"), text
    )
    assert read(f"{text}\n{made}\n", "list.md").entries[-1].venue is None
