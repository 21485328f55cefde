"""Groups: every work in its place, none lost, and names that last."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plbib
from plbib.errors import UsageError
from plbib.model import Category, CategoryPath, Date, Item, Library, Record, Status
from plbib.related_work.grouping import WorkGroup, group_works
from plbib.related_work.words import GROUPINGS
from tests.timing import processor_time_below


def paper(key: str, *paths: CategoryPath, title: str = "", year: int | None = None, venue: str = "") -> Record:
    item = Item(
        type="paper-conference",
        title=title or key,
        issued=Date(date_parts=((year,),)) if year else None,
        event_title=f"Conference ({venue} {year})" if venue else None,
    )
    return Record(key=key, item=item, status=Status.RESOLVED, categories=paths)


def listed(*records: Record, categories: Iterable[CategoryPath] = ()) -> Library:
    return Library(title="Kites", records=records, categories=tuple(Category(path=path) for path in categories))


def outline(groups: Iterable[WorkGroup]) -> list[object]:
    """Headings with the keys of their own works, and the same of the groups below."""
    return [(group.heading, [work.key for work in group.works], outline(group.groups)) for group in groups]


def walk(groups: Iterable[WorkGroup]) -> list[WorkGroup]:
    return [one for group in groups for one in (group, *walk(group.groups))]


def test_categories_form_a_tree_in_the_order_of_the_list() -> None:
    library = listed(
        paper("string", ("Parts", "Strings")),
        paper("stray"),
        paper("both", ("Parts",), ("Wind",)),
        paper("gale", ("Wind",)),
        categories=[("Wind",), ("Empty",), ("Parts",), ("Parts", "Strings"), ("Parts", "Tails")],
    )
    assert outline(group_works(library, "category")) == [
        ("Kites", ["stray"], []),
        ("Wind", ["both", "gale"], []),
        ("Parts", ["both"], [("Strings", ["string"], [])]),
    ]


def test_a_category_without_works_of_its_own_holds_those_below() -> None:
    (group,) = group_works(listed(paper("a", ("Parts", "Strings", "Silk")), paper("b", ("Parts", "Tails"))), "category")
    assert group.works == ()
    assert [work.key for work in group.all_works] == ["a", "b"]


def test_a_work_counts_once_in_all_works() -> None:
    (group,) = group_works(listed(paper("a", ("Parts",), ("Parts", "Strings"))), "category")
    assert [work.key for work in group.all_works] == ["a"]


def test_topics_inside_a_category() -> None:
    titles = ["Kite Quantization", "Rain", "Quantized Strings", "Fast Quantization", "Sand"]
    records = [paper(f"k{place}", ("Parts",), title=title) for place, title in enumerate(titles)]
    (group,) = group_works(listed(*records, paper("tail", ("Parts", "Tails"))), "topic")
    assert outline([group]) == [
        ("Parts", [], [("Quantization", ["k0", "k2", "k3"], []), ("", ["k1", "k4"], []), ("Tails", ["tail"], [])])
    ]
    assert group.groups[0].id == "Parts#quantiz"
    assert group.groups[0].terms == ("quantization",)


def test_no_topic_repeats_a_heading_above_it() -> None:
    titles = ["Kite Quantization", "Rain", "Quantized Strings", "Fast Quantization", "Sand", "Wind"]
    for path in (("Quantization",), ("Quantized Parts", "Small")):
        records = [paper(f"k{place}", path, title=title) for place, title in enumerate(titles)]
        assert "#" not in str([group.id for group in group_works(listed(*records), "topic")[0].groups])


@pytest.mark.parametrize(("works", "topics_inside"), [(1, 0), (9, 3), (10, 3), (27, 9), (30, 9), (36, 9), (200, 9)])
def test_a_category_has_nine_topics_at_most_and_the_others(works: int, topics_inside: int) -> None:
    names = ("Bridle", "Reel", "Spar", "Tail", "Knot", "Spool", "Sail", "Wing", "Swivel", "Rudder", "Pulley", "Anchor")
    titles = [f"W{at // 36}{'abc'[at % 3]} {names[at // 3 % 12]}" for at in range(works)]
    records = [paper(f"k{place}", ("Parts",), title=title) for place, title in enumerate(titles)]
    (group,) = group_works(listed(*records), "topic")
    named = [one for one in group.groups if not one.rest]
    assert len(named) == topics_inside
    assert all(one.heading in names for one in named)
    left = works - sum(len(one.works) for one in named)
    assert [len(one.works) for one in group.groups if one.rest] == ([left] if named and left else [])
    assert len(group.all_works) == works


def test_works_of_a_topic_that_is_one_too_many_go_to_another_that_fits_them() -> None:
    names = ("Bridle", "Reel", "Spar", "Tail", "Knot", "Spool", "Sail", "Wing", "Swivel")
    titles = [f"{word} {name}" for name in names for word in ("Red", "Blue", "Green", "Grey")]
    titles += [f"{word} Anchor for a Tail" for word in ("Red", "Blue", "Green")]
    records = [paper(f"k{place}", ("Parts",), title=title) for place, title in enumerate(titles)]
    (group,) = group_works(listed(*records), "topic")
    assert {one.heading: len(one.works) for one in group.groups} == {**dict.fromkeys(names, 4), "Tail": 7}


def test_the_id_of_a_topic_stays_when_its_spelling_changes() -> None:
    titles = ["The Kite Model Zoo", "A Model Zoo", "Kites: Model Zoos", "Rain", "Sand", "Wind", "Birds"]
    before, after = (
        group_works(listed(*(paper(title, ("Parts",), title=title) for title in some)), "topic")[0].groups[0]
        for some in (titles, [*titles, "Our Model Zoos", "Two Model Zoos"])
    )
    assert (before.heading, after.heading) == ("Model zoo", "Model zoos")
    assert before.id == after.id


def test_venues_and_years() -> None:
    library = listed(
        paper("a", year=2021, venue="ICLR"),
        paper("b"),
        paper("c", year=2023, venue="acl"),
        paper("d", year=2021, venue="ICLR"),
    )
    assert outline(group_works(library, "venue")) == [("ACL", ["c"], []), ("ICLR", ["a", "d"], []), ("", ["b"], [])]
    assert outline(group_works(library, "year")) == [("2023", ["c"], []), ("2021", ["a", "d"], []), ("", ["b"], [])]


@pytest.mark.parametrize(
    ("since", "until", "keys"),
    [
        (None, None, "abcd"),
        (2021, None, "bc"),
        (None, 2021, "ab"),
        (2021, 2021, "b"),
        (2024, None, ""),
        (2023, 2020, ""),
    ],
)
def test_limits_of_years(since: int | None, until: int | None, keys: str) -> None:
    library = listed(*(paper(key, year=year) for key, year in zip("abcd", (2020, 2021, 2023, None), strict=True)))
    found = group_works(library, "category", since, until)
    assert "".join(work.key for group in found for work in group.all_works) == keys


def test_an_unknown_grouping_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        group_works(listed(), "colour")
    assert "colour" in caught.value.message
    assert all(name in (caught.value.hint or "") for name in GROUPINGS)


@pytest.mark.parametrize("by", GROUPINGS)
def test_a_list_without_works_has_no_groups(by: str) -> None:
    assert group_works(listed(categories=[("Parts",), ("Parts", "Strings")]), by) == ()


heading = st.text(st.sampled_from("ab/#% "), min_size=1, max_size=4)
paths = st.lists(heading, min_size=1, max_size=3).map(tuple)
some_papers = st.lists(
    st.builds(
        lambda own, title, year, venue: (own, title, year, venue),
        st.lists(paths, max_size=2, unique=True).map(tuple),
        st.sampled_from(["Kite Quantization", "Quantized Strings", "Attention to Kites", "Attention", "Rain", "Sand"]),
        st.sampled_from([None, 2020, 2021]),
        st.sampled_from(["", "ICLR", "ACL"]),
    ),
    max_size=20,
)


@given(some_papers, st.sampled_from(sorted(GROUPINGS)))
def test_no_work_is_lost_and_every_group_has_its_own_id(
    rows: list[tuple[tuple[CategoryPath, ...], str, int | None, str]], by: str
) -> None:
    records = [
        paper(f"k{place}", *own, title=title, year=year, venue=venue if year else "")
        for place, (own, title, year, venue) in enumerate(rows)
    ]
    every = walk(group_works(listed(*records), by))
    assert {work.key for group in every for work in group.works} == {record.key for record in records}
    assert len({group.id for group in every}) == len(every)
    assert all(group.all_works for group in every)
    times = [work.key for group in every for work in group.works]
    filed = {record.key: max(1, len(record.categories)) if by in ("category", "topic") else 1 for record in records}
    assert {key: times.count(key) for key in filed} == filed


@pytest.mark.parametrize("by", GROUPINGS)
def test_the_embedded_list(by: str) -> None:
    library = plbib.load(plbib.DEMO)
    found = group_works(library, by)
    assert {work.key for group in found for work in group.all_works} == {record.key for record in library.records}
    assert [(group.id, group.all_works) for group in group_works(library, by)] == [
        (group.id, group.all_works) for group in found
    ]


def test_many_categories() -> None:
    library = listed(*(paper(f"k{number}", (f"Part {number % 50}", f"Section {number}")) for number in range(5000)))
    with processor_time_below(5):
        assert len(walk(group_works(library, "topic"))) == 5050
