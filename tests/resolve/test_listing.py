"""A record as a new entry of a list."""

import pytest

from plbib.lists.reader import read
from plbib.model import Date, Item, Record, Status
from plbib.resolve.listing import new_entry

LIST = "- [Kites](https://a.org/k), NeurIPS 2022\n- [Strings](https://a.org/s), ICML 2021\n"


@pytest.mark.parametrize(
    ("container", "venue"),
    [
        ("Advances in Neural Information Processing Systems 35 (NeurIPS 2022)", "NeurIPS"),
        ("NeurIPS 2022 Workshop on Kites and Society", "NeurIPS Workshop"),
        ("Proceedings of the 3rd Workshop on Kites (KiteW 2022)", "KiteW"),
    ],
)
def test_a_workshop_is_not_the_conference_it_is_part_of(container: str, venue: str) -> None:
    item = Item(type="paper-conference", title="Wind", container_title=container, issued=Date(date_parts=((2022,),)))
    record = Record(key="wind", item=item, status=Status.GIVEN)
    assert new_entry(record, read(LIST, "list.md").entries).venue == venue


def test_keywords_that_the_list_has_as_tags_are_tags() -> None:
    text = "- [Kites](https://a.org/k), ICML 2022 [`wind`]\n- [Strings](https://a.org/s), ICML 2021 [`sea`] [`wind`]\n"
    item = Item(type="article", title="Masts", keyword="boats, wind; sea")
    record = Record(key="masts", item=item, status=Status.GIVEN)
    assert new_entry(record, read(text, "list.md").entries).tags == ("wind", "sea")
