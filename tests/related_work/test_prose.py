"""The sentences: every work told, nothing that is not known, the same words each time, few changed by one more."""

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import plbib
from plbib.model import Name
from plbib.related_work.grouping import Group
from plbib.related_work.prose import Telling, item, paragraph
from plbib.related_work.sentences import Cite, Quoted, Sentence
from plbib.related_work.wording import FIELD, LANGUAGES, Language, language
from plbib.related_work.works import Work, works

ENGLISH = Telling(language=language("en"))
KINDS = ("opening", "named", "work", "gloss", "closing", "item")


def told(some: Sequence[Work], telling: Telling = ENGLISH, heading: str = "Kites") -> tuple[Sentence, ...]:
    return paragraph(Group(id="g", heading=heading, works=tuple(some)), telling)


def text(sentence: Sentence) -> str:
    """A sentence as plain text."""
    return "".join(
        part if isinstance(part, str) else f"“{part.text}”" if isinstance(part, Quoted) else f" [{','.join(part.keys)}]"
        for part in sentence.parts
    )


def texts(some: Sequence[Work], telling: Telling = ENGLISH) -> list[str]:
    return [text(sentence) for sentence in told(some, telling)]


def people(*families: str) -> tuple[Name, ...]:
    return tuple(Name(family=family, given="A.") for family in families)


KITE = Work(key="kite", title="Kite: On Flying", name="Kite", subtitle="On Flying", venue="ICLR", year=2023)
PLAIN = Work(key="plain", title="Flying", venue="ICLR", year=2023, authors=people("Berg", "Holm", "Vik"))

short = st.text(st.sampled_from("abcXYZ ∞&%{}\\\"'<>-:é"), max_size=12)
some_works = st.lists(
    st.builds(
        Work,
        key=st.uuids().map(str),
        title=short.filter(str.strip),
        name=short.map(str.strip),
        subtitle=short.filter(str.strip),
        venue=st.sampled_from(["", "ICLR", "ACL"]),
        medium=st.sampled_from(["conference", "journal", "preprint"]),
        year=st.sampled_from([None, 2020, 2021, 2023]),
        affiliation=st.sampled_from(["", "Kite Institute"]),
        authors=st.lists(st.builds(Name, family=st.sampled_from(["Berg", "Holm"]), given=short), max_size=4).map(tuple),
        gloss=st.sampled_from(["", "halves the cost", "a survey of strings."]),
    ),
    min_size=1,
    max_size=30,
    unique_by=lambda work: work.key,
)


@given(some_works, st.booleans())
def test_every_work_is_cited_and_no_other(some: list[Work], textual: bool) -> None:
    made = told(some, Telling(language=language("en"), textual=textual))
    assert {key for sentence in made for key in sentence.cited} == {work.key for work in some}
    assert len({sentence.id for sentence in made}) == len(made)
    assert made == told(some, Telling(language=language("en"), textual=textual))


@given(some_works)
def test_sentences_are_whole(some: list[Work]) -> None:
    fields = {work.title for work in some} | {work.name for work in some} | {work.subtitle for work in some}
    for sentence in told(some):
        if any("{" in field for field in fields):
            continue
        shown = text(sentence)
        assert shown.endswith(".")
        assert not FIELD.search(shown)
        assert ".." not in shown


@given(some_works, st.integers(0, 29))
def test_one_more_work_leaves_most_sentences_as_they_are(some: list[Work], place: int) -> None:
    added = some[place % len(some)]
    fewer = {sentence.id: sentence for sentence in told([work for work in some if work != added])}
    known = [sentence for sentence in told(some) if sentence.id in fewer]
    kept = [sentence for sentence in told(some) if fewer.get(sentence.id) == sentence]
    # The count, the cluster of the work, the cluster after it, the place it comes from.
    assert len(known) - len(kept) <= 8


def test_several_names_stand_in_one_sentence() -> None:
    others = [
        Work(key=name.lower(), title=f"{name}: X", name=name, subtitle="X", venue="ICLR", year=2023) for name in "ABC"
    ]
    (sentence,) = texts(others)
    assert "A [a], B [b], and C [c]" in sentence
    opening, *_ = texts([*others, KITE])
    assert "four works" in opening.lower()


def test_many_works_make_several_paragraphs_which_begin_with_another_year() -> None:
    some = [
        Work(key=f"k{n}", title=f"T{n}", venue=f"V{n % 3}", year=2000 + n // 6, authors=people("Berg"))
        for n in range(40)
    ]
    made = told(some)
    openers = [at for at, sentence in enumerate(made) if sentence.opens]
    assert len(openers) > 2
    years = {work.key: work.year for work in some}
    for at in openers:
        assert years[made[at].cited[0]] != years[made[at - 1].cited[-1]]
    assert all(later - earlier >= 6 for earlier, later in pairwise(openers))
    assert not any(sentence.opens for sentence in told(some[:6]))


def test_time_is_told_only_where_it_is_known() -> None:
    later = Work(key="later", title="Later: Y", name="Later", subtitle="Y", venue="ACL", year=2024)
    undated = Work(key="undated", title="Undated: Z", name="Undated", subtitle="Z", venue="ACL")
    shown = " ".join(texts([undated, later, KITE]))
    assert shown.index("Kite") < shown.index("Later") < shown.index("Undated")
    (only,) = texts([undated])
    assert not re.search(r"\d|year|same", only)
    (bare,) = texts([Work(key="bare", title="Bare")])
    assert "“Bare” [bare]" in bare


def test_authors_are_named_as_people_do() -> None:
    for families, shown in (
        (["Berg"], "Berg"),
        (["Berg", "Holm"], "Berg and Holm"),
        (["Berg", "Holm", "Vik"], "Berg et al."),
    ):
        work = Work(key="k", title="T", venue="ICLR", year=2023, authors=people(*families))
        assert f"{shown} [k] presented “T”" in texts([work])[0]
    organisation = Work(key="k", title="T", venue="ICLR", year=2023, authors=(Name(literal="Kite Society"),))
    assert "Kite Society [k] presented “T”" in texts([organisation])[0]


def test_the_verb_is_said_once() -> None:
    others = [
        Work(key=f"k{number}", title=f"T{number}", venue="ICLR", year=2023, authors=people(name))
        for number, name in enumerate(("Holm", "Vik", "Lund"))
    ]
    (sentence,) = texts(others)
    assert "Holm [k0] presented “T0”, Vik [k1] “T1”, and Lund [k2] “T2”" in sentence
    named = Work(key="n", title="N: S", name="N", subtitle="S", venue="ICLR", year=2023, authors=people("Berg", "Holm"))
    (sentence,) = texts([PLAIN, named])
    assert "Berg and Holm presented N [n], “S”, and Berg et al. [plain] “Flying”" in sentence
    (sentence,) = texts([named])
    assert re.search("“S”(, at ICLR( 2023)?)?\\.$", sentence)


@pytest.mark.parametrize(
    ("medium", "shown"),
    [("conference", "at X 2021|in 2021.*at X"), ("journal", "in X in 2021|in 2021.*in X"), ("preprint", "on X")],
)
def test_venues_are_spoken_of_by_their_kind(medium: str, shown: str) -> None:
    work = Work(key="k", title="T", venue="X", year=2021, medium=medium, authors=people("Berg"))
    (sentence,) = texts([work])
    assert re.search(shown, sentence, re.IGNORECASE)
    assert ("presented" in sentence) == (medium == "conference")


@pytest.mark.parametrize(("heading", "said"), [("ICLR", ["2023"]), ("2023", ["ICLR"]), ("Kites", ["ICLR", "2023"])])
def test_what_the_heading_says_is_not_said_again(heading: str, said: list[str]) -> None:
    some = [PLAIN, KITE, *(Work(key=f"k{n}", title=f"T{n}", venue="ICLR", year=2023) for n in range(8))]
    shown = " ".join(text(sentence) for sentence in told(some, heading=heading))
    assert [word for word in ("ICLR", "2023") if word in shown] == said


@given(some_works)
def test_neighbours_do_not_both_begin_with_a_place_or_a_time(some: list[Work]) -> None:
    plain = [msgspec.structs.replace(work, gloss="", medium="conference") for work in some]
    starts = [shown.split()[0] for shown in texts(plain)]
    assert not any(first == second in ("At", "In", "Also") for first, second in pairwise(starts))


def test_a_citation_may_name_the_authors_itself() -> None:
    telling = Telling(language=language("en"), textual=True)
    for work in (PLAIN, msgspec.structs.replace(KITE, authors=PLAIN.authors)):
        (sentence,) = told([work], telling)
        assert [part for part in sentence.parts if isinstance(part, Cite)] == [Cite((work.key,), textual=True)]
    assert item(PLAIN, "g", telling).parts[0] == Cite(("plain",), textual=True)
    assert "Berg" not in text(sentence)


def test_works_of_one_author_stand_together() -> None:
    again = Work(key="again", title="Landing", venue="ICLR", year=2023, authors=PLAIN.authors)
    shown = texts([PLAIN, again])[-1]
    assert "Berg et al. [plain,again]" in shown
    assert "“Flying” and “Landing”" in shown


def test_a_gloss_follows_its_work() -> None:
    verb = Work(key="v", title="V: W", name="V", subtitle="W", venue="ICLR", year=2023, gloss="halves the cost.")
    noun = Work(key="n", title="Noun", venue="ACL", year=2023, gloss="A survey of strings")
    assert "V [v] halves the cost." in texts([verb])
    assert "“Noun” [n]: A survey of strings." in texts([noun])
    flying = msgspec.structs.replace(PLAIN, gloss="halves the cost.")
    assert texts([flying]) == ["At ICLR 2023, Berg et al. [plain] presented “Flying”.", "It halves the cost."]
    assert "“Flying” [plain] halves the cost." in texts([flying, msgspec.structs.replace(PLAIN, key="x")])


def test_a_place_of_many_first_authors_is_told() -> None:
    some = [Work(key=f"k{n}", title=f"T{n}", venue="ICLR", year=2023, affiliation="Kite Institute") for n in range(3)]
    assert not any("Kite Institute" in shown for shown in texts(some))  # it says nothing of all
    shown = texts([*some, PLAIN])[-1]
    assert shown == "Three of these works [k0,k1,k2] have a first author from Kite Institute."


@pytest.mark.parametrize(
    ("work", "shown"),
    [
        (KITE, "Kite [kite]: “On Flying” (ICLR 2023)."),
        (PLAIN, "Berg et al. [plain]: “Flying” (ICLR 2023)."),
        (Work(key="b", title="Bare"), "“Bare” [b]."),
        (Work(key="y", title="Bare", year=2020, gloss="a survey."), "“Bare” [y] (2020). A survey."),
        (
            Work(
                key="k",
                title="K: S",
                name="K",
                subtitle="S",
                year=2020,
                affiliation="Kite Institute",
                gloss="halves it",
            ),
            "K [k]: “S” (2020; first author from Kite Institute). Halves it.",
        ),
    ],
)
def test_an_item_tells_what_is_known_of_a_work(work: Work, shown: str) -> None:
    made = item(work, "g", ENGLISH)
    assert text(made) == shown
    assert made.cited == (work.key,)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_a_pattern_for_what_is_known_least(code: str) -> None:
    made = language(code)
    least = [
        ("opening", {"counted", "count"}),
        ("named", {"several"}),
        ("named", {"alone"}),
        ("work", {"works", "works_on"}),
        ("gloss", {"subject", "gloss"}),
        ("closing", {"count", "works", "place"}),
        ("item", {"work"}),
    ]
    assert {kind for kind, _ in least} == {*KINDS}
    for kind, known in least:
        patterns = [pattern for tier in getattr(made, kind) for pattern in tier]
        assert any({field.lower() for field in FIELD.findall(pattern)} <= known for pattern in patterns), kind


def test_the_fields_of_patterns_are_those_there_are() -> None:
    made = language("en")
    known = {
        "opening": "count counted first last only at most",
        "closing": "count counted works place",
        "gloss": "it subject does gloss",
        "work": "works works_on place at dated when again too",
        "named": "several alone at dated when again too",
        "item": "work subtitle source place",
    }
    for kind in KINDS:
        fields = {field.lower() for tier in getattr(made, kind) for one in tier for field in FIELD.findall(one)}
        assert fields <= {*known[kind].split()}, kind


def test_an_unknown_language_names_those_there_are() -> None:
    with pytest.raises(plbib.PlbibError) as caught:
        language("xx")
    assert "en" in caught.value.hint


def test_the_embedded_list_is_told_whole() -> None:
    some = works(plbib.load())
    made = told(some)
    assert {key for sentence in made for key in sentence.cited} == {work.key for work in some}
    assert isinstance(ENGLISH.language, Language)
