"""Printers for items of one shape print what those for any item print, in fewer steps."""

from plbib.rendering.csl.context import Context, Shape, missing
from plbib.rendering.csl.printers import PrintedVariable, fixed, for_shape, fuse, grouped, is_sure, join, wrapped
from plbib.rendering.csl.signs import LEAF, OWN

TITLE = PrintedVariable("title")


def context(**item: str) -> Context:
    made = Context()
    made.item = {"type": "book", **item}
    return made


def test_a_text_with_its_variables_is_one_and_counts_as_one_that_was_found() -> None:
    made = context(title="50 %s", volume="3")
    printer = fuse(("100 % ", TITLE, ", ", PrintedVariable("volume", lambda value, _: f"no. {value}", linked=True)))
    assert printer(made) == "100 % 50 %s, no. 3"
    assert (made.called, made.filled, made.linked) == (True, True, True)


def test_neighbours_that_are_sure_to_print_are_joined_once() -> None:
    joined = for_shape(join([fixed("In"), missing, fuse((TITLE,)), fixed("!")], " "), Shape("book"))
    assert is_sure(joined)
    assert joined(context(title="Kites")) == "In Kites !"


def test_what_may_print_nothing_leaves_no_delimiter() -> None:
    joined = for_shape(join([fuse((TITLE,)), lambda _: "", fuse((TITLE,))], "/"), Shape("book"))
    assert is_sure(joined)
    assert joined(context(title="a")) == "a/a"


def test_fixed_texts_alone_ask_for_nothing_but_a_group_of_them_prints() -> None:
    joined = for_shape(join([fixed("a"), fixed("b")], "-"), Shape("book"))
    assert not is_sure(joined)
    group = grouped(joined, ("(", ")"))
    assert group is not None
    assert group(context()) == "(a-b)"
    assert grouped(lambda _: "", None) is None


def test_a_group_loses_the_ends_of_its_first_and_last_element() -> None:
    inner = fuse((LEAF, "a", TITLE, "b", OWN))
    group, around = grouped(inner, ("<", ">")), wrapped(inner, ("<", ">"))
    assert group is not None
    assert around is not None
    assert group(context(title="!")) == "<a!b>"
    assert around(context(title="!")) == f"<{LEAF}a!b{OWN}>"


def test_the_ends_of_a_text_that_the_item_decides_are_looked_for_each_time() -> None:
    group = grouped(fuse((PrintedVariable("title", lambda value, _: f"{LEAF}{value}{LEAF}", ends=True),)), None)
    assert group is not None
    assert group(context(title="a")) == "a"
