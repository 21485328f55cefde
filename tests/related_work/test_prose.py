"""The sentences: every work told, nothing that is not known, each true by itself, the same words each time."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import plbib
from plbib.model import Name
from plbib.related_work.appearance import MEDIA, Appearance
from plbib.related_work.grouping import WorkGroup
from plbib.related_work.prose import Narration, item, paragraph
from plbib.related_work.sentences import CodeSpan, Mention, Quoted, Sentence
from plbib.related_work.wording import FIELD, LANGUAGES, Language, language
from plbib.related_work.works import Work, system_name, works
from tests.related_work.drafts import people, work

ENGLISH = Narration(language=language("en"))
TEXTUAL = Narration(language=language("en"), textual=True)
KINDS = ("gloss", "told", "apart", "item")


def told(some: Sequence[Work], telling: Narration = ENGLISH, heading: str = "Kites") -> tuple[Sentence, ...]:
    return paragraph(WorkGroup(id="g", heading=heading, works=tuple(some)), telling)


def text(sentence: Sentence) -> str:
    """A sentence as plain text."""
    return "".join(
        part
        if isinstance(part, str)
        else f"“{part.text}”"
        if isinstance(part, Quoted)
        else f"`{part.text}`"
        if isinstance(part, CodeSpan)
        else f" [{','.join(part.keys)}]"
        if isinstance(part, Mention)
        else "✓"
        for part in sentence.parts
    )


def texts(some: Sequence[Work], telling: Narration = ENGLISH) -> list[str]:
    return [text(sentence) for sentence in told(some, telling)]


KITE = work("kite", "Kite: On Flying", name="Kite", subtitle="On Flying", venue="ICLR", year=2023)
PLAIN = work("plain", "Flying", venue="ICLR", year=2023, authors=people("Berg", "Holm", "Vik"))

short = st.text(st.sampled_from("abcXYZ ∞&%{}\\\"'<>-:é"), max_size=12)
some_works = st.lists(
    st.builds(
        work,
        st.uuids().map(str),
        short.filter(str.strip),
        name=short.map(str.strip),
        subtitle=short.filter(str.strip),
        venue=st.sampled_from(["", "ICLR", "ACL"]),
        medium=st.sampled_from(MEDIA),
        year=st.sampled_from([None, 2020, 2021, 2023]),
        affiliation=st.sampled_from(["", "Kite Institute"]),
        authors=st.lists(st.builds(Name, family=st.sampled_from(["Berg", "Holm"]), given=short), max_size=4).map(tuple),
        gloss=st.sampled_from(["", "", "halves the cost", "a survey of strings.", "We fly. It holds."]),
    ),
    min_size=1,
    max_size=30,
    unique_by=lambda work: work.key,
)


@given(some_works, st.booleans())
def test_every_work_is_cited_once_and_no_other(some: list[Work], textual: bool) -> None:
    made = told(some, TEXTUAL if textual else ENGLISH)
    assert sorted(key for sentence in made for key in sentence.cited) == sorted(work.key for work in some)
    assert len({sentence.id for sentence in made}) == len(made)
    assert made == told(some, TEXTUAL if textual else ENGLISH)


@given(some_works)
def test_sentences_are_whole(some: list[Work]) -> None:
    fields = {work.title for work in some} | {work.name for work in some} | {work.subtitle for work in some}
    for sentence in told(some):
        if any("{" in field for field in fields):
            continue
        shown = text(sentence)
        assert shown.endswith((".", ".”"))
        assert not FIELD.search(shown)
        assert ".." not in shown


@given(some_works)
def test_a_sentence_is_the_same_without_its_neighbours(some: list[Work]) -> None:
    """So it stays true where an author moves it, or deletes another."""
    held = {work.key: work for work in some}
    for sentence in told(some):
        alone = told([held[key] for key in sentence.cited])
        assert text(sentence) in [text(one) for one in alone]
        said = re.sub("“[^“”]*”", "", text(sentence))
        assert not re.search(r"\b(also|as well|same|later|earlier|previous|following|these|those)\b", said)


def test_several_names_stand_in_one_sentence() -> None:
    others = [work(name.lower(), f"{name}: X", name=name, subtitle="X", venue="ICLR", year=2023) for name in "ABC"]
    (sentence,) = texts(others)
    assert "A [a], B [b], and C [c]" in sentence
    assert "ICLR 2023" in sentence


@pytest.mark.parametrize(
    ("named", "titled", "sizes"),
    [
        (5, 0, [5]),
        (6, 0, [3, 3]),
        (0, 3, [3]),
        (0, 4, [2, 2]),  # a title takes the room of two names and a half
        (3, 2, [5]),
        (4, 2, [4, 2]),
    ],
)
def test_a_sentence_is_about_as_many_works_as_fit_it(named: int, titled: int, sizes: list[int]) -> None:
    some = [work(f"n{n}", name=f"N{n}", venue="ICLR", year=2023) for n in range(named)]
    some += [work(f"t{n}", f"T{n}", venue="ICLR", year=2023) for n in range(titled)]
    assert [len(sentence.cited) for sentence in told(some)] == sizes


def test_places_with_one_work_each_share_a_sentence() -> None:
    some = [
        work("a", "A", name="Alpha", venue="ICLR", year=2018),
        work("b", "B", name="Beta", venue="Nature", medium="journal", year=2019),
        work("c", "C", name="Gamma", venue="arXiv", medium="preprint", year=2020),
    ]
    (sentence,) = texts(some)
    assert sentence in (
        "Alpha [a] appeared at ICLR 2018, Beta [b] in Nature in 2019, and Gamma [c] on arXiv in 2020.",
        "Related work includes Alpha [a] (ICLR 2018), Beta [b] (Nature 2019), and Gamma [c] (arXiv 2020).",
    )


def test_many_works_make_several_paragraphs_which_begin_with_another_year() -> None:
    some = [
        work(f"k{n}", f"T{n}", venue=f"V{n % 4 // 2}", year=2000 + n // 8, authors=people("Berg")) for n in range(80)
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
    later = work("later", "Later: Y", name="Later", subtitle="Y", venue="ACL", year=2024)
    undated = work("undated", "Undated: Z", name="Undated", subtitle="Z", venue="ACL")
    shown = " ".join(texts([undated, later, KITE]))
    assert all(f"{name} [" in shown for name in ("Kite", "Later", "Undated"))
    (only,) = texts([undated])
    assert not re.search(r"\d|year|same", only)
    (bare,) = texts([work("bare", "Bare")])
    assert "“Bare” [bare]" in bare


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (people("Berg"), "Berg"),
        (people("Berg", "Holm"), "Berg and Holm"),
        (people("Berg", "Holm", "Vik"), "Berg et al."),
        ((*people("Berg"), Name(literal="others")), "Berg et al."),
        ((Name(literal="OpenKite"),), "OpenKite"),
        ((Name(literal="The Kite Society"),), "The Kite Society"),
        ((*people("Berg"), Name(literal="The Kite Society")), "Berg and The Kite Society"),
    ],
)
def test_authors_are_named_as_people_do(names: tuple[Name, ...], shown: str) -> None:
    (sentence,) = texts([work("k", "T", venue="ICLR", year=2023, authors=names)])
    assert f"“T” by {shown} [k]" in sentence or f"{shown} [k] presented “T”" in sentence


@pytest.mark.parametrize(("heading", "venue"), [("2023", ""), ("X", "X")])
def test_a_work_of_which_the_heading_says_all_is_told_alone(heading: str, venue: str) -> None:
    """And not with others that have places of their own: ``B .``"""
    bare = work("b", "B", venue=venue, year=2023 if not venue else None, medium="journal" if venue else "unknown")
    others = [work(key, key, venue=key, year=2023, medium="journal") for key in "cd"]
    group = WorkGroup(id="g", heading=heading, works=(others[0], bare, others[1]))
    told_so = [text(one) for one in paragraph(group, ENGLISH)]
    assert len(told_so) == 2
    assert not any(" ." in one for one in told_so)


@pytest.mark.parametrize("medium", MEDIA)
def test_no_work_is_work_as_a_thesis(medium: str) -> None:
    for key in map(str, range(40)):
        (sentence,) = texts([work(key, "T", name=key, venue="X", medium=medium, year=2023)])
        assert not sentence.startswith(("Work as", "As", "Work online", "Online"))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (Name(literal="European Commission"), "European Commission"),
        (Name(given="Kite", family="Developers"), "Kite Developers"),
    ],
)
def test_organisations_need_no_article(name: Name, shown: str) -> None:
    """No "by European Commission"; a citation that names it does so in its brackets."""
    some = [work("k", "T", venue="ICLR", year=2023, authors=(name,))]
    assert f"“T” ({shown}) [k]" in texts(some)[0]
    (sentence,) = told(some, TEXTUAL)
    assert [part for part in sentence.parts if isinstance(part, Mention)] == [Mention(("k",))]
    assert " by " not in text(sentence)


@pytest.mark.parametrize(
    ("medium", "venue", "year", "one", "two"),
    [
        ("workshop", "X", 2023, "at a workshop of X 2023", "at workshops of X 2023"),  # it may have been two
        ("preprint", "", 2023, "as a preprint in 2023", "as preprints in 2023"),
        ("preprint", "", None, "as a preprint", "as preprints"),
        ("preprint", "X", 2023, "on X in 2023", "on X in 2023"),
        ("book", "X", 2023, "as a book with X in 2023", "as books with X in 2023"),
        ("thesis", "X", None, "as a thesis at X", "as theses at X"),
    ],
)
def test_several_works_are_not_one(medium: str, venue: str, year: int | None, one: str, two: str) -> None:
    place = Appearance(venue=venue, said=venue, medium=medium, year=year)
    some = [msgspec.structs.replace(work(key, f"{key}: T", name=key), appeared=place) for key in ("A", "B")]
    said = [texts(few)[0].replace("A" + one[1:], one).replace("A" + two[1:], two) for few in (some[:1], some)]
    assert one in said[0]
    assert two in said[1]


@pytest.mark.parametrize(("name", "shown"), [("vLLM", "vLLM"), ("x86-TSO", "x86-TSO"), ("van Berg", "Van Berg")])
def test_a_name_is_not_written_otherwise_where_a_sentence_begins(name: str, shown: str) -> None:
    assert texts([work("k", "T", name=name, gloss="halves the cost")])[0].startswith(f"{shown} [k]")


def test_laws_appear_nowhere() -> None:
    some = [work(key, key, venue="V", medium="law", year=2017 + number) for number, key in enumerate("ab")]
    assert texts(some) == ["“a” [a] dates from 2017.", "“b” [b] dates from 2018."]


@given(st.uuids().map(str), st.sampled_from(MEDIA))
def test_organisations_present_nothing(key: str, medium: str) -> None:
    some = [work(key, "T", venue="X", medium=medium, year=2023, authors=(Name(literal="European Commission"),))]
    assert "“T” (European Commission)" in texts(some)[0]


@pytest.mark.parametrize(
    ("medium", "where", "bare", "source"),
    [
        ("conference", "at X 2021", "in 2021", "X 2021"),
        ("workshop", "at a workshop of X 2021", "in 2021", "X 2021"),
        ("findings", "in X 2021", "in 2021", "X 2021"),
        ("journal", "in X in 2021", "in 2021", "X 2021"),
        ("volume", "in X in 2021", "in 2021", "X 2021"),
        ("preprint", "on X in 2021", "as a preprint in 2021", "X 2021"),
        ("book", "as a book with X in 2021", "as a book in 2021", "X 2021"),
        ("thesis", "as a thesis at X in 2021", "as a thesis in 2021", "thesis, X, 2021"),
        ("report", "as a report (X) in 2021", "as a technical report in 2021", "report, X, 2021"),
        ("patent", "as a patent in 2021", "as a patent in 2021", "patent, X, 2021"),
        ("online", "online (X) in 2021", "online in 2021", "X 2021"),
        ("manuscript", "as a manuscript (X) in 2021", "as a manuscript in 2021", "manuscript, X, 2021"),
        ("law", "", "in 2021", "X 2021"),
        ("unknown", "in 2021 (X)", "in 2021", "X 2021"),
    ],
)
def test_places_are_spoken_of_by_their_kind(medium: str, where: str, bare: str, source: str) -> None:
    words = ENGLISH.language.words
    one = work("k", "T", venue="X", year=2021, medium=medium, authors=people("Berg"))
    nowhere = msgspec.structs.replace(one.appeared, venue="", said="", medium=medium)
    assert (words.where(one.appeared), words.where(nowhere)) == (where, bare)
    assert words.source(one.appeared) == source
    for key in "abcdefghijklmnop":
        (sentence,) = texts([msgspec.structs.replace(one, key=key, id=key)])
        assert source in sentence or where in sentence or where[:1].upper() + where[1:] in sentence
        assert "presented" not in sentence or medium in ("conference", "workshop")


def test_all_media_have_words() -> None:
    assert [*ENGLISH.language.words.media] == MEDIA


@pytest.mark.parametrize(("heading", "said"), [("ICLR", ["2023"]), ("2023", ["ICLR"]), ("Kites", ["ICLR", "2023"])])
def test_what_the_heading_says_is_not_said_again(heading: str, said: list[str]) -> None:
    some = [PLAIN, KITE, *(work(f"k{n}", f"T{n}", venue="ICLR", year=2023) for n in range(8))]
    shown = " ".join(text(sentence) for sentence in told(some, heading=heading))
    assert [word for word in ("ICLR", "2023") if word in shown] == said


def openings(some: list[str]) -> Counter[str]:
    """How sentences begin: the first two words, or one that quotation marks or citations follow."""
    return Counter(" ".join(re.sub(r" \[[^]]*\]", "", sentence).split()[:2]) for sentence in some)


@pytest.mark.parametrize("venue", ["ICLR", "arXiv", ""])
def test_few_sentences_begin_alike(venue: str) -> None:
    medium = "preprint" if venue == "arXiv" else "conference"
    some = [
        work(f"k{n}", f"T{n} of it", venue=venue, medium=medium, year=1900 + n // 3, authors=people(f"A{n % 20}"))
        for n in range(240)
    ]
    shown = texts(some)
    assert openings(shown).most_common(1)[0][1] <= len(shown) / 10


BODIES = (
    "AIoT-MLSys-Lab__Efficient-LLMs-Survey",
    "GT-RIPL__Awesome-LLM-Robotics",
    "XueFuzhao__awesome-mixture-of-experts",
    "byungsoo-oh__ml-systems-papers",
    "ept__ddia-references",
)
"""Lists of 83 to 1,640 papers, with authors and without, of preprints, conferences, journals and pages of the web."""


@pytest.mark.shared
@pytest.mark.heavy
@pytest.mark.parametrize("name", BODIES)
def test_few_sentences_about_real_lists_begin_alike(name: str, shared: Path) -> None:
    library = plbib.load(shared / "lists" / "raw" / f"{name}.md")
    shown = texts(works(library))
    assert openings(shown).most_common(1)[0][1] <= len(shown) / 10


def test_a_citation_may_name_the_authors_itself() -> None:
    for key in "abcdefgh":
        (sentence,) = told([msgspec.structs.replace(PLAIN, key=key)], TEXTUAL)
        assert [part for part in sentence.parts if isinstance(part, Mention)] == [Mention((key,), textual=True)]
        assert "Berg" not in text(sentence)
    assert item(PLAIN, "g", TEXTUAL).parts[0] == Mention(("plain",), textual=True)


def test_a_gloss_tells_its_work() -> None:
    does = work("v", "V: W", name="V", subtitle="W", venue="ICLR", year=2023, gloss="halves the cost. It holds")
    says = work("n", "Noun.", venue="ACL", year=2023, gloss="A survey of strings")
    first = work("f", "First", gloss="We fly `kites`.")
    assert texts([does]) == ["V [v] halves the cost (ICLR 2023). It holds."]
    assert texts([says]) == ["“Noun” [n] (ACL 2023): A survey of strings."]
    assert texts([first]) == ["“First” [f]: “We fly `kites`.”"]
    assert [sorted(sentence.cited) for sentence in told([does, says, first])] == [["v"], ["n"], ["f"]]


@pytest.mark.parametrize("gloss", ["Does it fly?", "它飞。", "See Kites etc.", "Up …", "**Up!**"])
def test_a_gloss_ends_with_one_stop(gloss: str) -> None:
    (sentence,) = texts([work("k", "T", gloss=gloss)])
    assert re.sub("<.*?>", "**", sentence) == f"“T” [k]: {gloss}"


def test_an_abstract_stands_above_or_is_quoted() -> None:
    some = [msgspec.structs.replace(PLAIN, abstract="Kites fly, e.g. high. They fall, too."), KITE]
    assert {sentence.abstracts for sentence in told(some)} == {()}
    (sentence,) = told(some, msgspec.structs.replace(ENGLISH, abstracts=True))
    assert sentence.abstracts == (("plain", "Kites fly, e.g. high. They fall, too."),)
    quoted, _ = texts(some, msgspec.structs.replace(ENGLISH, quotes=True))
    assert quoted == "“Flying” [plain] (ICLR 2023): “Kites fly, e.g. high.”"


@pytest.mark.parametrize(
    ("work", "shown"),
    [
        (KITE, "Kite [kite]: “On Flying” (ICLR 2023)."),
        (PLAIN, "Berg et al. [plain]: “Flying” (ICLR 2023)."),
        (work("b", "Bare."), "“Bare” [b]."),
        (work("y", "Bare", year=2020, gloss="a survey."), "“Bare” [y] (2020). A survey."),
        (work("w", "Bare", gloss="We fly."), "“Bare” [w]. “We fly.”"),
        (
            work("k", "K: S", name="K", subtitle="S", year=2020, affiliation="Kite Institute", gloss="halves it. Yes"),
            "K [k]: “S” (2020; first author from Kite Institute). Halves it. Yes.",
        ),
    ],
)
def test_an_item_tells_what_is_known_of_a_work(work: Work, shown: str) -> None:
    made = item(work, "g", ENGLISH)
    assert text(made) == shown
    assert made.id != item(work, "h", ENGLISH).id


@pytest.mark.parametrize("code", LANGUAGES)
def test_patterns_use_known_fields(code: str) -> None:
    fields = {
        "gloss": {"subject", "does", "source", "rest", "quoted", "gloss"},
        "told": {
            "works",
            "were",
            "are",
            "third",
            "dated",
            "there",
            "place",
            "at",
            "when",
            "year",
            "printed",
            "source",
            "verb",
            "authored",
        },
        "apart": {"placed", "shown", "out", "listed"},
        "item": {"work", "subtitle", "source", "place"},
    }
    spoken: Language = language(code)
    for kind in KINDS:
        for tier in getattr(spoken, kind):
            assert {name.lower() for pattern in tier for name in FIELD.findall(pattern)} <= fields[kind]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("LoRA: Low-Rank Adaptation", "LoRA"),
        ("FlashAttention-2: Faster", "FlashAttention-2"),
        ("Mamba: Linear-Time Modeling", "Mamba"),
        ("2.1: A Section", ""),
        ("SoK: Kites", ""),
        ("Overview: Jets", ""),
        ("Github: google/shipshape", ""),
        ("Covid-19: Kites in a Pandemic", ""),
        ("Idea: Interactive Support", ""),
        ("Tuberculosis: New Drugs", ""),
        ("Germany: A Case Study", ""),
    ],
)
def test_what_is_no_name(title: str, name: str) -> None:
    assert system_name(title)[0] == name


def test_an_unknown_language_names_those_there_are() -> None:
    with pytest.raises(plbib.PlbibError) as caught:
        language("xx")
    assert "en" in (caught.value.hint or "")


def test_the_embedded_list() -> None:
    some = works(plbib.load(plbib.DEMO))
    shown = texts(some)
    assert openings(shown).most_common(1)[0][1] <= len(shown) / 10
    assert any("at NeurIPS 2021" in sentence or "from NeurIPS 2021" in sentence for sentence in shown)
