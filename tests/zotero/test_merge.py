"""Three-way merge: nobody's work lost, every change of the list arrives, nothing written twice."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from plbib.zotero.items import Fields
from plbib.zotero.merge import MergedObject, Origin, Rules, Turn, merge, tags_after
from plbib.zotero.objects import Content, Held, Tag

NAMES = ("title", "date", "volume", "extra.note")
values = st.sampled_from(["", "a", "b", "c"])
members = st.sets(st.sampled_from("stuvw")).map(lambda names: tuple(sorted(names)))
rules = st.builds(Rules, ours=st.booleans(), theirs=st.just(False), refile=st.booleans())


@st.composite
def contents(draw: st.DrawFn) -> Content:
    fields: Fields = {name: value for name in NAMES if (value := draw(values))}
    return Content(fields=fields, tags=draw(members), collections=draw(members))


def held(content: Content) -> Held:
    return Held(key="AAAAAAAA", version=7, content=content, tags=tuple(Tag(name) for name in content.tags))


def after(merged: MergedObject, there: Content) -> Content:
    """What the library holds once the merge is written."""
    fields = {name: value for name, value in {**there.fields, **merged.changes}.items() if value}
    return Content(fields=fields, tags=merged.tags.kept, collections=merged.collections.kept)


def synced(base: Content, wanted: Content, there: Content, decided: Rules | None = None) -> MergedObject:
    return merge(base, wanted, held(there), Origin.SYNCED, decided or Rules(), NAMES)


def test_the_table_of_a_field() -> None:
    def turn(was: str, want: str, now: str, origin: Origin = Origin.SYNCED, **decided: Any) -> Turn | None:
        sides = (Content(fields={"title": text} if text else {}) for text in (was, want, now))
        base, wanted, there = sides
        made = merge(base, wanted, held(there), origin, Rules(**decided), NAMES)
        return made.fields[0].turn if made.fields else None

    assert turn("a", "a", "a") is None
    assert turn("a", "b", "a") is Turn.WRITE
    assert turn("a", "", "a") is Turn.WRITE
    assert turn("a", "a", "b") is Turn.KEEP
    assert turn("a", "a", "") is Turn.KEEP
    assert turn("a", "b", "b") is None
    assert turn("a", "b", "c") is Turn.CONFLICT
    assert turn("a", "b", "c", ours=True) is Turn.WRITE
    assert turn("a", "b", "c", theirs=True) is Turn.KEEP
    assert turn("a", "a", "c", ours=True) is Turn.KEEP
    assert turn("", "b", "", Origin.ADOPTED) is Turn.WRITE
    assert turn("", "b", "c", Origin.ADOPTED) is Turn.KEEP
    assert turn("", "b", "", Origin.FOUND) is Turn.CONFLICT


@given(contents(), contents(), contents(), rules)
def test_what_people_changed_stays(base: Content, wanted: Content, there: Content, decided: Rules) -> None:
    made = synced(base, wanted, there, decided)
    now = after(made, there)
    for name in NAMES:
        was, want, found = (side.fields.get(name, "") for side in (base, wanted, there))
        if found != was and not (decided.ours and want not in (was, found)):
            assert now.fields.get(name, "") == found
    assert {*there.tags} - {*base.tags} <= {*now.tags}  # what people added is still there
    assert {*there.collections} - {*base.collections} <= {*now.collections}
    if not decided.refile:
        taken_out = ({*base.collections} & {*wanted.collections}) - {*there.collections}
        assert taken_out.isdisjoint(now.collections)
        assert taken_out == {*made.collections.missed}


@given(contents(), contents(), contents())
def test_every_change_of_the_list_arrives_where_people_did_nothing(
    base: Content, wanted: Content, there: Content
) -> None:
    now = after(synced(base, wanted, there), there)
    for name in NAMES:
        if there.fields.get(name, "") == base.fields.get(name, ""):
            assert now.fields.get(name, "") == wanted.fields.get(name, "")
    assert {*wanted.tags} - {*base.tags} <= {*now.tags}
    assert ({*base.tags} - {*wanted.tags}).isdisjoint(now.tags)


@given(contents(), contents(), contents(), rules)
def test_the_second_merge_writes_nothing(base: Content, wanted: Content, there: Content, decided: Rules) -> None:
    first = synced(base, wanted, there, decided)
    again = synced(first.base, wanted, after(first, there), decided)
    assert not again.writes
    conflicts = {turn.field for turn in first.fields if turn.turn is Turn.CONFLICT}
    assert {turn.field for turn in again.fields if turn.turn is Turn.CONFLICT} == conflicts  # told until decided


@given(contents(), contents(), contents())
def test_theirs_settles_conflicts_and_writes_none(base: Content, wanted: Content, there: Content) -> None:
    first = synced(base, wanted, there, Rules(theirs=True))
    again = synced(first.base, wanted, after(first, there))
    assert all(turn.turn is Turn.KEEP for turn in again.fields)


@given(contents(), contents())
def test_an_adopted_item_is_filled_and_otherwise_left(wanted: Content, there: Content) -> None:
    made = merge(Content(), wanted, held(there), Origin.ADOPTED, Rules(), NAMES)
    now = after(made, there)
    assert now.fields == {**wanted.fields, **there.fields}
    assert {*now.collections} == {*wanted.collections, *there.collections}


@given(contents(), contents())
def test_nothing_is_written_to_what_was_found_again(wanted: Content, there: Content) -> None:
    base = Content(tags=wanted.tags, collections=wanted.collections)
    assert not merge(base, wanted, held(there), Origin.FOUND, Rules(), NAMES).writes


def test_fields_that_the_type_has_not_are_not_written() -> None:
    wanted = Content(fields={"volume": "3", "extra.x": "y"})
    made = merge(Content(), wanted, held(Content()), Origin.SYNCED, Rules(), ["title"])
    assert made.changes == {"extra.x": "y"}


def test_tags_of_people_keep_their_type() -> None:
    there = Held(key="AAAAAAAA", version=1, content=Content(tags=("s", "t")), tags=(Tag("s", 1), Tag("t", 0)))
    made = merge(Content(tags=("s",)), Content(tags=("u",)), there, Origin.SYNCED, Rules(), ())
    assert tags_after(there, made.tags) == (Tag("t", 0), Tag("u", 1))
