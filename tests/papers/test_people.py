"""Names are read from what a list prints where its form is certain, and nowhere else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plbib.model import Name
from plbib.papers.people import OTHERS, collective, names


def shown(text: str) -> str:
    """The names of ``text``, each as ``given <particle> /family/ suffix``."""
    parts = (
        [n.given, n.non_dropping_particle and f"<{n.non_dropping_particle}>", n.family and f"/{n.family}/", n.suffix]
        for n in names(text)
        if not n.literal
    )
    literals = [n.literal for n in names(text) if n.literal]
    return "; ".join([*(" ".join(filter(None, name)) for name in parts), *map(str, literals)])


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("A. Berg, C. Cole and D. Dunn", "A. /Berg/; C. /Cole/; D. /Dunn/"),
        ("Ann Berg, Carl Cole, Dan-Erik Dunn", "Ann /Berg/; Carl /Cole/; Dan-Erik /Dunn/"),
        ("Ann Berg* , Carl Cole1, and Dan Dunn†", "Ann /Berg/; Carl /Cole/; Dan /Dunn/"),
        ("Ann Berg & Carl Cole", "Ann /Berg/; Carl /Cole/"),
        ("Ann Berg and Carl Cole and Dan Dunn", "Ann /Berg/; Carl /Cole/; Dan /Dunn/"),
        ("Berg, A., Cole, C., & Dunn, D.", "A. /Berg/; C. /Cole/; D. /Dunn/"),
        ("Garcia Lopez, A. B., O'Brien, C.-D.", "A. B. /Garcia Lopez/; C.-D. /O'Brien/"),
        ("Berg, Ann; Cole, Carl", "Ann /Berg/; Carl /Cole/"),
        ("Berg, Ann and Cole, Carl", "Ann /Berg/; Carl /Cole/"),
        ("Berg, Ann, Carl Cole, and Dan Dunn", "Ann /Berg/; Carl /Cole/; Dan /Dunn/"),
        ("Berg AB, Cole C", "A. B. /Berg/; C. /Cole/"),
        ("van der Berg AB, Cole C, et al.", "A. B. <van der> /Berg/; C. /Cole/; others"),
        ("Berg et al.", "/Berg/; others"),
        ("Ann Berg (Some University) et al", "Ann /Berg/; others"),
        ("A. Berg and others", "A. /Berg/; others"),
        ("Jung, Jourdan, Krebbers", "/Jung/; /Jourdan/; /Krebbers/"),
        ("Laurens van der Maaten, Ann Berg", "Laurens <van der> /Maaten/; Ann /Berg/"),
        ("van den Berg, A., de Cole, C.", "A. <van den> /Berg/; C. <de> /Cole/"),
        ("Luc Van Cole, Anh Van Nguyen", "Luc /Van Cole/; Anh Van /Nguyen/"),
        ("Ann Berg Jr., Carl Cole III", "Ann /Berg/ Jr.; Carl /Cole/ III"),
        ("Ann Berg, Jr., Carl Cole", "Ann /Berg/ Jr.; Carl /Cole/"),
        ("Berg, A., Jr., Cole, C.", "A. /Berg/ Jr.; C. /Cole/"),
        ("Ö. Çelik, Zoë Ångström, Al\u0061\u0301n Berg", "Ö. /Çelik/; Zoë /Ångström/; Alán /Berg/"),
        ("Berg, Ann", "Ann /Berg/"),
        ("Berg, Ann B", "Ann B /Berg/"),
        ("Berg, A. B", "A. B. /Berg/"),
        ("Berg, A. B., and Cole, C. D", "A. B. /Berg/; C. D. /Cole/"),
        ("Berg, A. B., C. D. Cole, and coauthors", "A. B. /Berg/; C. D. /Cole/; others"),
        ("Berg, A., & Baker, R. S. J. d.", "A. /Berg/; R. S. J. d. /Baker/"),
        ("Berg A", "A. /Berg/"),
        ("Berg AB, Cole C Jr, et al.", "A. B. /Berg/; C. /Cole/ Jr; others"),
        ("World Health Organization", "World Health Organization"),
        ("Berg A-B, Cole C", "A.-B. /Berg/; C. /Cole/"),
        ("Berg A. et al.", "A. /Berg/; others"),
        ("Berg and Cole", "/Berg/; /Cole/"),
        ("Kite Collaboration", "Kite Collaboration"),
        ("张伟, 李娜", "张伟; 李娜"),
        ("张伟、李小娜等", "张伟; 李小娜; others"),
    ],
)
def test_a_certain_form_is_read(text: str, people: str) -> None:
    assert shown(text) == people


@pytest.mark.parametrize(
    "text",
    [
        *("", "Berg", "Ann Berg, Cole", "Wei WU, Ann LI", "LIU Wei, Ann Berg"),
        "Berg, Ann; Cole, Carl; Dunn",
        *("Challenges, and Opportunities", "AI Open", "ICCV Highlight", "Throughput and Numeric Behaviors"),
        *(
            "Configurable, Extensible Fuzzing Framework",
            "联邦学习（Federated Learning）",
            "Google et al.",
            "Google, Meta, IBM",
        ),
        *("Ann Berg et al., Carl Cole", "Ann Berg, , Carl Cole", "Ann (Annie) Berg, Carl Cole", "Pattern Recognition"),
        *(
            "the kite team",
            "Ann Berg, with help of many",
            "1, 2, 3",
            "Ann Berg, 2023",
            "Nature Methods",
            "GitHub Copilot",
        ),
    ],
)
def test_a_doubtful_form_gives_no_names(text: str) -> None:
    assert names(text) == ()


FAMILIES = st.sampled_from(["Berg", "Cole", "Dunn", "O'Brien", "McKay", "Çelik", "Smith-Jones", "d'Orsay"])
GIVENS = st.sampled_from(["A.", "A. B.", "J.-P.", "Ann", "Carl E.", "Zoë", "Wen-Tao", "ZiHao"])
INITIALS = st.sampled_from(["A.", "A. B.", "J.-P."])
PARTICLES = st.sampled_from([None, None, None, "van", "van der", "de"])
LAST = st.sampled_from([", ", " and ", ", and ", " & "])


def people_with(givens: st.SearchStrategy[str]) -> st.SearchStrategy[list[Name]]:
    one = st.builds(Name, family=FAMILIES, given=givens, non_dropping_particle=PARTICLES)
    return st.lists(one, min_size=2, max_size=6)


def family(name: Name) -> str:
    return " ".join(filter(None, [name.non_dropping_particle, name.family]))


@given(people_with(GIVENS), LAST)
def test_whole_names_are_read_back(people: list[Name], last: str) -> None:
    *before, final = [f"{name.given} {family(name)}" for name in people]
    assert names(", ".join(before) + last + final) == tuple(people)
    assert names(", ".join(before) + ", " + final + ", et al.") == (*people, OTHERS)


@given(people_with(INITIALS), LAST)
def test_turned_names_are_read_back(people: list[Name], last: str) -> None:
    *before, final = [f"{family(name)}, {name.given}" for name in people]
    assert names(", ".join(before) + last + final) == tuple(people)


WORDS = st.sampled_from(
    "Ann A. Berg BC van der , , ; and & et al. Jr. III 张伟 等 Learning LeCun d'Orsay (Lab) † … O’Neill X - wei".split()
)


@given(st.lists(WORDS, max_size=9).map(" ".join) | st.text(max_size=40))
def test_no_letter_is_lost_and_no_name_is_empty(text: str) -> None:
    people = names(text)
    assert all(name.family or name.literal for name in people)
    parts = [
        part
        for name in people
        if name != OTHERS
        for part in (name.non_dropping_particle, name.family, name.given, name.suffix, name.literal)
    ]
    left = re.sub(r"\([^()]*\)|\bet\.?\s*al\b|\b(?:and|others|colleagues)\b|等", "", text)
    if people:
        letters = sorted(letter for letter in left if letter.isalpha())
        assert sorted(letter for part in parts for letter in part or "" if letter.isalpha()) == letters


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("DURAND Pierre", [("Durand", "Pierre")]),
        ("DUPONT Marie et LE GOFF Jean", [("Dupont", "Marie"), ("Le Goff", "Jean")]),
        ("DURAND, Pierre; MARTIN, Jean", [("Durand", "Pierre"), ("Martin", "Jean")]),
        ("Berg, Anna / Cole, Carl", [("Berg", "Anna"), ("Cole", "Carl")]),
        ("{Barnes and Noble} and Dunn, D.", [("Barnes and Noble", None), ("Dunn", "D.")]),
        ("Berg A, Cole C; KITE Trial Group", [("Berg", "A."), ("Cole", "C."), ("KITE Trial Group", None)]),
        ("MIT Press", []),
    ],
)
def test_capitals_slashes_braces_and_groups(text: str, parsed: list[tuple[str, str | None]]) -> None:
    assert [(name.literal or name.family, name.given) for name in names(text)] == parsed


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Planck Collaboration", True),
        ("Kite Study Group", True),
        ("The First Second Third Fourth Fifth Sixth Consortium", True),  # eight words
        ("The First Second Third Fourth Fifth Sixth Seventh Consortium", False),
        ("planck Collaboration", False),
        ("Collaboration of Kites", False),
        ("Berg, Ann, Kite Team", False),
    ],
)
def test_an_author_that_is_many_people_is_short_and_says_so(text: str, is_one: bool) -> None:
    assert collective(text) is is_one


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Berg, Ann Carl Dan Eve", "Ann Carl Dan Eve /Berg/"),
        ("Berg, Ann Carl Dan Eve Fay", ""),
        ("van Berg, A. and van der Cole, C.", "A. <van> /Berg/; C. <van der> /Cole/"),
        ("DURAND Pierre, LE GOFF Jacques", "Pierre /Durand/; Jacques /Le Goff/"),
        ("Pierre DURAND, Jean LE GOFF", "Pierre /Durand/; Jean /Le Goff/"),
        ("DE LA TOUR Pierre", "Pierre <de la> /Tour/"),
        ("DURAND Pierre MARTIN", ""),
        ("O'BRIEN Ann, MCDONALD Bob", "Ann /O'Brien/; Bob /Mcdonald/"),
        ("IEEE Press", ""),
        ("Berg A, Cole", ""),
        ("Berg AE, Cole IO", "A. E. /Berg/; I. O. /Cole/"),
        ("Berg LI, Cole WU", ""),
        ("Berg RA", "R. A. /Berg/"),
        ("M Berg, AL Cole, S van Dunn", "M. /Berg/; A. L. /Cole/; S. <van> /Dunn/"),
        ("AL Cole, EM Berg", ""),
        ("Gómez, M., Cruz, A. y Pérez, J.", "M. /Gómez/; A. /Cruz/; J. /Pérez/"),
        ("José Ortega y Gasset", ""),
        ("山田太郎・鈴木花子", "山田太郎; 鈴木花子"),
        ("山田太郎", ""),
        ("Garcia Lopez Perez A, Cole B", "A. /Garcia Lopez Perez/; B. /Cole/"),
        ("Garcia Lopez Perez Gil A, Cole B", ""),
        ("Ann Berg, Kite Collaboration", "Ann /Berg/; Kite Collaboration"),
        ("Berg, A., III", "A. /Berg/ III"),
        ("Ann Berg Jr. Jr.", ""),
        ("Ann d'Arc, Jean-Luc McBerg", "Ann /d'Arc/; Jean-Luc /McBerg/"),
        ("{Kite Inc.}; Berg, Ann", "Ann /Berg/; Kite Inc."),
    ],
)
def test_forms_on_both_sides_of_a_bound(text: str, people: str) -> None:
    assert shown(text) == people
