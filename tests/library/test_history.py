"""A list over its revisions: ids and keys given once never change, and a person is asked where that is open."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from plbib.errors import UsageError
from plbib.library.assemble import Assembled, assemble
from plbib.library.doubt import Question, questions, settle
from plbib.library.lock import Lock, dump, load
from plbib.lists.reader import read
from plbib.model import Entry, Status

EMPTY = Lock(list="list.md")
FIRST = """\
# Toys

## Air
[ICLR'22] [GPKite: Accurate Flying of Small Kites on Long Strings](https://arxiv.org/abs/2210.00001), MIT
[ACL'22] [Spools that Never Tangle](https://aclanthology.org/2022.acl-long.1/), ETH
[OSDI'21] [Reels](https://www.usenix.org/conference/osdi21/presentation/reels), ETH
[ICML'21] [Two Tails: Long and Short](https://arxiv.org/abs/2101.00002), KIT

## Ground
[KDD'20] [Sails](https://example.org/sails.pdf), Oslo
"""
MENDED = FIRST.replace("Never Tangle", "Seldom Tangle")
RELINKED = MENDED.replace("https://example.org/sails.pdf", "https://doi.org/10.1000/sails")
TAGGED = RELINKED.replace("[OSDI'21]", "[SOSP'23]")
SPOOLS = next(f"{line}\n" for line in TAGGED.split("\n") if "Spools" in line)
MOVED = TAGGED.replace(SPOOLS, "") + SPOOLS
RENAMED = MOVED.replace("## Air", "## In the air")
TAILS = next(line for line in MOVED.split("\n") if "Tails" in line)
SPLIT = RENAMED.replace(
    TAILS,
    TAILS.replace("Long and Short", "Long and Short, Part I")
    + "\n"
    + TAILS.replace("Long and Short", "Long and Short, Part II").replace("2101.00002", "2102.00003"),
)
TWICE = SPLIT + "[SOSP'23] [Reels](https://www.usenix.org/conference/osdi21/presentation/reels), ETH\n"
REMOVED = TWICE.replace(SPOOLS, "")
BACK = REMOVED + SPOOLS
REVISIONS = [FIRST, MENDED, RELINKED, TAGGED, MOVED, RENAMED, SPLIT, TWICE, REMOVED, BACK]
BOTH = FIRST.replace(
    "GPKite: Accurate Flying of Small Kites on Long Strings](https://arxiv.org/abs/2210.00001)",
    "OPKite: Accurate Flying of Small Kites on Strings](https://openreview.net/forum?id=oPkItEs)",
).replace("ICLR'22", "ICLR'23")


def run(text: str, lock: Lock) -> Assembled:
    """A revision read with what is known, as a build does."""
    made = assemble(read(text, "list.md"), lock)
    return replace(made, lock=load(dump(made.lock), "lock"))


def names(made: Assembled) -> dict[str, tuple[str, str]]:
    """Id and key by the title of each entry."""
    return {entry.title: (record.id, record.key) for record in made.library.records for entry in record.entries}


def test_ids_and_keys_given_once_never_change() -> None:
    lock, given = EMPTY, dict[str, tuple[str, str]]()
    for text in REVISIONS:
        made = run(text, lock)
        assert questions(lock, made) == ()
        now = {word: found for title, found in names(made).items() if (word := title.split()[0]) != "Two"}
        assert now == {word: given.get(word, found) for word, found in now.items()}
        given |= now
        lock = made.lock
    assert given.keys() == {"GPKite:", "Spools", "Reels", "Sails"}
    assert len(lock.entries) == 6
    made = run(BACK, lock)
    assert made.lock == lock
    assert len(next(record for record in made.library.records if record.item.title == "Reels").entries) == 2


def test_a_split_entry_keeps_the_key_of_the_part_that_has_its_link() -> None:
    before = run(RENAMED, EMPTY)
    after = names(run(SPLIT, before.lock))
    assert after["Two Tails: Long and Short, Part I"] == names(before)["Two Tails: Long and Short"]
    assert after["Two Tails: Long and Short, Part II"] not in names(before).values()


def asked(before: Assembled, text: str) -> tuple[Assembled, tuple[Question, ...]]:
    made = run(text, before.lock)
    return made, questions(before.lock, made)


def test_title_and_link_changed_together_is_a_question() -> None:
    before = run(FIRST, EMPTY)
    made, (question,) = asked(before, BOTH)
    assert (question.new.key, question.old.key) == ("iclr2023opkite", "iclr2022gpkite")
    assert question.finding().place is not None
    same = settle(made.lock, [question], [("iclr2023opkite", "iclr2022gpkite")])
    again = run(BOTH, same)
    assert (
        names(again)["OPKite: Accurate Flying of Small Kites on Strings"]
        == names(before)["GPKite: Accurate Flying of Small Kites on Long Strings"]
    )
    assert len(again.lock.entries) == len(before.lock.entries)
    assert questions(same, again) == ()
    other = settle(made.lock, [question], [("iclr2023opkite", "")])
    assert names(run(BOTH, other))["OPKite: Accurate Flying of Small Kites on Strings"][1] == "iclr2023opkite"
    assert questions(other, run(BOTH, other)) == ()


def test_a_verified_record_stays_with_its_paper() -> None:
    before = run(FIRST, EMPTY)
    verified = replace(before.lock, entries=tuple(replace(one, status=Status.RESOLVED) for one in before.lock.entries))
    made = run(BOTH, verified)
    (question,) = questions(verified, made)
    same = settle(made.lock, [question], [(question.new.key, question.old.key)])
    again = run(BOTH, same)
    record = next(record for record in again.library.records if record.id == question.old.id)
    assert (record.key, record.verified) == ("iclr2022gpkite", True)
    assert record.entries[0].title == "OPKite: Accurate Flying of Small Kites on Strings"


@pytest.mark.parametrize("now", [Status.UNRESOLVED, Status.RESOLVED])
@pytest.mark.parametrize("once", [Status.UNRESOLVED, Status.RESOLVED])
def test_of_two_records_the_old_one_is_kept_where_it_alone_is_verified(once: Status, now: Status) -> None:
    before = run(FIRST, EMPTY)
    old = replace(before.lock, entries=tuple(replace(one, status=once) for one in before.lock.entries))
    made = run(BOTH, old)
    (question,) = questions(old, made)
    new = replace(
        made.lock,
        entries=tuple(replace(one, status=now) if one.id == question.new.id else one for one in made.lock.entries),
    )
    question = replace(question, new=next(one for one in new.entries if one.id == question.new.id))
    (kept,) = (
        one
        for one in settle(new, [question], [(question.new.key, question.old.key)]).entries
        if one.id == question.old.id
    )
    assert kept.key == "iclr2022gpkite"
    of_before = once is Status.RESOLVED and now is Status.UNRESOLVED
    assert (kept.item.title.startswith("GPKite"), kept.status) == (of_before, once if of_before else now)


@pytest.mark.parametrize(
    ("title", "year", "found"),
    [
        ("OPKite: Accurate Flying of Small Kites on Strings", 23, True),  # alike
        ("GPKite: Strings", 23, True),  # the same name
        ("GPKite: Strings", 25, False),
        ("Balloons", 22, False),
    ],
)
def test_only_what_speaks_for_it_is_asked(title: str, year: int, found: bool) -> None:
    line = f"[ICLR'{year}] [{title}](https://openreview.net/forum?id=oPkItEs), MIT"
    text = FIRST.replace(next(row for row in FIRST.split("\n") if "GPKite" in row), line)
    made, questions_asked = asked(run(FIRST, EMPTY), text)
    assert bool(questions_asked) == found
    assert len(made.library.records) == 5


def test_paper_that_is_still_listed_is_no_candidate() -> None:
    _, questions_asked = asked(run(FIRST, EMPTY), FIRST + "\n".join(row for row in BOTH.split("\n") if "OPKite" in row))
    assert questions_asked == ()


@pytest.mark.parametrize("same", [("kites", "iclr2022gpkite"), ("iclr2023opkite", "kites")])
def test_names_that_nothing_has_are_refused(same: tuple[str, str]) -> None:
    made, found = asked(run(FIRST, EMPTY), BOTH)
    with pytest.raises(UsageError):
        settle(made.lock, found, [same])


def told(entry: Entry) -> tuple[object, ...]:
    return entry.title, entry.links, entry.venue, entry.year


@pytest.mark.shared
def test_the_history_of_the_real_list_moves_no_id_and_no_key(shared: Path) -> None:
    lock, given = EMPTY, dict[tuple[object, ...], tuple[str, str]]()
    for path in sorted((shared / "lists" / "history").glob("*.md")):
        made = run(path.read_text(encoding="utf-8"), lock)
        assert questions(lock, made) == ()
        for record in made.library.records:
            for entry in record.entries:
                assert given.setdefault(told(entry), (record.id, record.key)) == (record.id, record.key)
        assert {(one.id, one.key) for one in lock.entries} <= {(one.id, one.key) for one in made.lock.entries}
        lock = made.lock
    assert len(given) == len(lock.entries) == 86
