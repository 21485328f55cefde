"""Other keys for a lock: by a pattern or from somebody's .bib; the older keeps its key, a former key stays an alias."""

import json
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from plbib.formats.bib import bibtex
from plbib.library.assemble import of_lock
from plbib.library.lock import Lock, LockEntry, dump, load
from plbib.library.rekey import Rekeyed, adopt, rekey
from plbib.model import Date, Item, Name, Record, Status
from plbib.papers.keys import pattern
from plbib.text.unicode import squeeze
from tests.conftest import DATA
from tests.program import run_plbib

Run = Callable[..., "subprocess.CompletedProcess[str]"]
PATTERNS = ("default", "bbt", "acl", "dblp", "{Family}{yy}", "{word}")


def known(name: str, title: str, *, key: str = "", family: str = "Nobody", **changes: object) -> LockEntry:
    doi = changes.pop("doi", None)
    item = Item(
        type="article",
        title=title,
        author=(Name(family=family),),
        issued=Date(date_parts=((2023,),)),
        doi=str(doi) if doi else None,
    )
    entry = {"id": f"e-{name}", "title": squeeze(title), "status": Status.RESOLVED, "key": key or name, "item": item}
    return LockEntry(**{**entry, **changes})  # type: ignore[arg-type]


def lock(*entries: LockEntry) -> Lock:
    return Lock(list="f.md", entries=entries)


def listed(held: Lock, names: Iterable[str]) -> tuple[Record, ...]:
    """The records of ``held`` in the order of these ids."""
    records = {record.id: record for record in of_lock(held, "f.md").records}
    return tuple(records[name] for name in names)


def keys(made: Rekeyed | Lock) -> dict[str, str]:
    return {entry.id.removeprefix("e-"): entry.key for entry in (made if isinstance(made, Lock) else made.lock).entries}


def aliases(made: Rekeyed) -> dict[str, tuple[str, ...]]:
    return {entry.id.removeprefix("e-"): entry.aliases for entry in made.lock.entries if entry.aliases}


def take(held: Lock, bib: str) -> Rekeyed:
    records, _ = bibtex.read(bib, "old.bib")
    return adopt(held, records, source="old.bib")


KITES = known("a", "Kites on Long Strings", key="nobody2023kites", doi="10.5555/Kites", identifiers={"dblp": "x/Y23"})
SPOOLS = known("b", "Spools", key="nobody2023spools", provisional=True, identifiers={"arxiv": "2301.00001"})
BOTH = lock(KITES, SPOOLS)


def test_keys_are_made_of_the_records_as_people_corrected_them() -> None:
    (record,) = listed(lock(KITES), ["e-a"])
    right = replace(record, item=replace(KITES.item, title="Strings", author=(Name(family="Lind"),)))
    assert keys(rekey(lock(KITES), pattern("default"), [right])) == {"a": "lind2023strings"}
    bib = bibtex.read("@article{mine, title = {Strings}, author = {Lind, Ada}, year = 2023}", "old.bib")[0]
    assert keys(adopt(lock(KITES), bib, [right])) == {"a": "mine"}
    assert keys(adopt(lock(KITES), bib)) == {"a": KITES.key}


# By pattern ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("default", "nobody2023kites"),
        ("bbt", "nobodyKitesLongStrings2023"),
        ("acl", "nobody-2023-kites"),
        ("dblp", "DBLP:x/Y23"),
        ("{Family}:{yy}", "Nobody:23"),
    ],
)
def test_pattern_renames_and_the_former_key_stays_as_an_alias(name: str, made: str) -> None:
    found = rekey(lock(KITES), pattern(name))
    assert keys(found) == {"a": made}
    assert aliases(found) == ({} if made == KITES.key else {"a": (KITES.key,)})
    assert [(change.old, change.new, change.id) for change in found.changes] == (
        [] if made == KITES.key else [(KITES.key, made, "e-a")]
    )


def test_first_of_the_order_has_the_shorter_key_but_one_that_has_a_key_keeps_it() -> None:
    two = lock(known("a", "Kites on Strings"), known("b", "Kites in Wind"))
    made = rekey(two, pattern("default"), listed(two, ["e-b", "e-a"]))
    assert keys(made) == {"a": "nobody2023kitesstrings", "b": "nobody2023kites"}
    assert keys(rekey(made.lock, pattern("default"), listed(made.lock, ["e-a", "e-b"]))) == keys(made)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("berg2020kites", "berg2020kiteslow"),
        ("berg2020kites", "berg2020kites2"),
        ("berg2020kites9", "berg2020kites10"),
        ("berg2020kiteslow", "berg2020kiteslowwind"),
        ("bergKitesHigh2020", "bergKitesHighLow2020"),
        ("bergKitesHigh2020", "bergKitesHigh20202"),
    ],
)
@pytest.mark.parametrize("order", [["e-a", "e-b"], ["e-b", "e-a"]])
def test_the_key_that_had_to_be_lengthened_is_the_newcomers_wherever_it_stands(
    older: str, newer: str, order: list[str]
) -> None:
    papers = [known("a", "Kites", key=older), known("b", "Kites", key=newer)]
    if older != "berg2020kites":
        papers.append(known("c", "Spools", key="berg2020kites"))
    two = lock(*papers)
    made = keys(rekey(two, pattern("acl"), listed(two, order)))
    assert (made["a"], made["b"]) == ("nobody-2023-kites", "nobody-2023-kites2")


@pytest.mark.parametrize("order", [["e-a", "e-b"], ["e-b", "e-a"]])
def test_a_final_key_is_older_than_a_provisional_one(order: list[str]) -> None:
    two = lock(known("a", "Kites", key="kites", provisional=True), known("b", "Kites", key="kiteslow"))
    made = keys(rekey(two, pattern("acl"), listed(two, order)))
    assert made == {"a": "nobody-2023-kites2", "b": "nobody-2023-kites"}


def test_newcomer_gets_neither_the_key_nor_a_former_key_of_an_older_paper() -> None:
    older = known("a", "Kites", key="renamed", aliases=("nobody2023kites",))
    both = lock(known("b", "Kites"), older)
    made = rekey(both, pattern("{Family}{year}{Word}"), listed(both, ["e-b", "e-a"]))
    assert keys(made) == {"a": "Nobody2023Kites", "b": "Nobody2023Kites2"}
    assert aliases(made) == {"a": ("nobody2023kites", "renamed"), "b": ("b",)}


def test_numbered_keys_stay_in_whatever_order_they_are_made_again() -> None:
    made = rekey(lock(*(known(name, "Kites") for name in "abcd")), pattern("default"))
    assert sorted(keys(made).values()) == ["nobody2023kites", *(f"nobody2023kites{number}" for number in (2, 3, 4))]
    again = rekey(made.lock, pattern("default"), listed(made.lock, ["e-d", "e-c", "e-b", "e-a"]))
    assert again.changes == ()


def test_renaming_back_and_forth_ends_clean() -> None:
    there = rekey(BOTH, pattern("acl"))
    back = rekey(there.lock, pattern("default"))
    assert keys(back) == keys(BOTH)
    assert aliases(back) == {"a": ("nobody-2023-kites",), "b": ("nobody-2023-spools",)}
    assert keys(rekey(back.lock, pattern("acl"))) == keys(there)


def test_key_that_changes_only_in_case_is_a_change_too() -> None:
    made = rekey(lock(KITES), pattern("{Family}{year}{Word}"))
    assert (keys(made), aliases(made)) == ({"a": "Nobody2023Kites"}, {"a": ("nobody2023kites",)})
    assert rekey(made.lock, pattern("{Family}{year}{Word}")).changes == ()


def test_former_key_that_a_merge_gave_to_another_paper_is_no_alias_any_more() -> None:
    older = known("a", "Kites", key="nobody-2023-kites", aliases=("nobody2023kites",))
    both = lock(older, known("b", "Kites", key="nobody2023kites"))
    made = rekey(both, pattern("default"), listed(both, ["e-a", "e-b"]))
    assert keys(made)["b"] == "nobody2023kites"
    assert len(set(keys(made).values())) == 2
    assert load(dump(made.lock), "f.lock.json") == made.lock


TITLES = st.sampled_from(["Kites", "Kites on Strings", "Kites on Long Strings", "Spools", "∞"])
FAMILIES = st.sampled_from(["Nobody", "Łoś", "3M", "O’Neil"])
LOCKS = st.lists(st.tuples(TITLES, FAMILIES, st.booleans()), max_size=8).map(
    lambda rows: lock(
        *(
            known(f"k{number}", title, family=family, identifiers={"dblp": "x/Y23"} if same else {})
            for number, (title, family, same) in enumerate(rows)
        )
    )
)


@given(LOCKS, st.lists(st.sampled_from(PATTERNS), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_keys_and_former_keys_name_one_paper_each_and_a_second_run_changes_nothing(
    held: Lock, names: list[str], random: Random
) -> None:
    owners: dict[str, str] = {entry.key.lower(): entry.id for entry in held.entries}
    for name in names:
        order = [entry.id for entry in held.entries]
        made = rekey(held, pattern(name), listed(held, order))
        random.shuffle(order)
        assert rekey(made.lock, pattern(name), listed(made.lock, order)).lock == made.lock
        for entry in made.lock.entries:
            assert entry.key not in entry.aliases
            assert {owners.setdefault(key.lower(), entry.id) for key in (entry.key, *entry.aliases)} == {entry.id}
        held = load(dump(made.lock), "f.lock.json")
    assert all(owner in {entry.id for entry in held.entries} for owner in owners.values())


# From a .bib --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bib", "made"),
    [
        ("@article{mine, title={Quite Other}, doi={10.5555/KITES}}", {"a": "mine"}),
        ("@article{mine, title={Quite Other}, url={https://doi.org/10.5555/kites}}", {"a": "mine"}),
        ("@misc{mine, title={Quite Other}, eprint={2301.00001}, archiveprefix={arXiv}}", {"b": "mine"}),
        ("@misc{mine, title={Quite Other}, url={https://arxiv.org/pdf/2301.00001v3}}", {"b": "mine"}),
        ("@misc{mine, title={Quite Other}, doi={10.48550/arXiv.2301.00001}}", {"b": "mine"}),
        ("@misc{mine, title={{KITES} on \\emph{long} strings.}, year=2023}", {"a": "mine"}),
        ("@misc{Nobody2023Kites, title={Kites on Long Strings}, year=2023}", {"a": "Nobody2023Kites"}),
        (
            "@misc{nobody2023spools, doi={10.5555/kites}}\n@misc{nobody2023kites, title={Spools}, year=2023}",
            {"a": "nobody2023spools", "b": "nobody2023kites"},
        ),
        (
            "@misc{x, title={Kites on Long Strings}, year=2023}\n@misc{nobody2023kites, title={Spools}, year=2023}",
            {"a": "x", "b": "nobody2023kites"},
        ),
    ],
)
def test_keys_are_adopted_by_doi_identifier_or_title_and_year(bib: str, made: dict[str, str]) -> None:
    found = take(BOTH, bib)
    assert found.findings == ()
    assert keys(found) == {**keys(BOTH), **made}
    assert {entry.id[-1]: entry.provisional for entry in found.lock.entries} == {"a": False, "b": "b" not in made}
    assert load(dump(found.lock), "f.lock.json") == found.lock
    assert take(found.lock, bib).changes == ()


@pytest.mark.parametrize(
    ("bib", "codes"),
    [
        ("@misc{mine, title={Kites on Long Strings}, year=2022}", ["key-unmatched"]),
        ("@misc{mine, year=2023}", ["key-unmatched"]),
        ("@misc{mine, url={https://example.org/kites}, title={Other}}", ["key-unmatched"]),
        ("@misc{mïne, title={Spools}, year=2023}", ["key-unsafe"]),
        ("@misc{nobody2023kites, title={Spools}, year=2023}", ["key-taken"]),
        ("@misc{NOBODY2023KITES, title={Spools}, year=2023}", ["key-taken"]),
        ("@misc{twins, title={Twins}, year=2023}", ["key-ambiguous"]),
        ("@misc{formerly, title={Spools}, year=2023}", ["key-taken"]),
        ("@misc{formerly, title={Spools}, year=2023}\n@misc{nobody2023spools, doi={10.5555/kites}}", ["key-taken"] * 2),
    ],
)
def test_key_that_cannot_be_adopted_is_a_finding_with_its_file(bib: str, codes: list[str]) -> None:
    held = lock(KITES, SPOOLS, known("c", "Twins"), known("d", "Twins", aliases=("formerly",)))
    found = take(held, bib)
    assert keys(found) == keys(held)
    assert [finding.code for finding in found.findings] == codes
    assert all(str(finding.place) == "old.bib" and finding.key in finding.message for finding in found.findings)


def test_of_two_keys_for_one_paper_the_first_is_adopted_and_of_two_papers_for_one_key_its_owner_keeps_it() -> None:
    made = take(BOTH, "@misc{one, doi={10.5555/kites}}\n@misc{two, title={Kites on long strings}, year=2023}")
    assert keys(made)["a"] == "one"
    assert [(finding.code, finding.key) for finding in made.findings] == [("key-ambiguous", "two")]
    bib = "@misc{nobody2023spools, doi={10.5555/kites}}\n@misc{nobody2023spools, title={Spools}, year=2023}"
    held = take(BOTH, bib)
    assert keys(held) == keys(BOTH)
    assert [entry.provisional for entry in held.lock.entries] == [False, False]
    assert [finding.code for finding in held.findings] == ["key-taken"]


@given(st.permutations(["k0", "k1", "k2", "k3", "old", "new"]), st.integers(0, 4), st.integers(0, 4))
def test_whatever_is_adopted_no_key_names_two_papers(names: list[str], left: int, aliased: int) -> None:
    papers = [known(f"k{n}", f"Kites {n}", aliases=("old",) if n == aliased else ()) for n in range(4)]
    rows = [f"@misc{{{name}, title={{Kites {n}}}, year=2023}}" for n, name in enumerate(names[:4]) if n != left]
    made = take(lock(*papers), "\n".join(rows))
    assert len(set(keys(made).values())) == 4
    assert len(rows) == sum(keys(made)[f"k{n}"] == name for n, name in enumerate(names[:4]) if n != left) + len(
        made.findings
    )
    assert all(key != "old" or n == f"k{aliased}" for n, key in keys(made).items() if aliased < 4)


# Through the command line -------------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path: Path) -> Run:
    (tmp_path / "reading.md").write_bytes((DATA / "reading.md").read_bytes())

    def call(*arguments: str, given: str = "") -> "subprocess.CompletedProcess[str]":
        return run_plbib(*arguments, cwd=tmp_path, given=given)

    return call


BIB = "@misc{Nobody_Spools, title={Spools that Never Tangle}, year=2021}\n@misc{x y, title={None}}\n@misc{z, title={Z}}"


def test_adopted_keys_survive_the_build_and_a_dry_run_writes_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old.bib").write_text(BIB, encoding="utf-8")
    run("build", "reading.md")
    before = (tmp_path / "reading.lock.json").read_bytes()
    dry = run("keys", "reading.md", "--pattern", "acl", "--from", "old.bib", "--dry-run")
    assert "4 keys would change" not in dry.stdout
    assert (tmp_path / "reading.lock.json").read_bytes() == before
    done = run("keys", "reading.md", "--from", "old.bib")
    assert done.returncode == 0
    assert done.stdout == "osdi2021spools → Nobody_Spools  Spools that Never Tangle\n"
    assert "[key-unmatched]" in done.stderr
    assert run("build", "reading.md").returncode == 0
    rows = json.loads((tmp_path / "reading.lock.json").read_text(encoding="utf-8"))["entries"]
    (entry,) = (row for row in rows if row["key"] == "Nobody_Spools")
    assert entry["aliases"] == ["osdi2021spools"]
    assert "provisional" not in entry
    assert "@inproceedings{Nobody_Spools," in (tmp_path / "out" / "papers.bib").read_text(encoding="utf-8")
    shown = json.loads(run("keys", "reading.md", "--format", "json").stdout)
    assert {"key": "Nobody_Spools", "aliases": ["osdi2021spools"], "title": "Spools that Never Tangle"} in shown
    assert "0 keys changed" in run("keys", "reading.md", "--from", "old.bib").stderr


@pytest.mark.heavy
def test_keys_of_a_source_that_cannot_be_written_are_a_helpful_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "old.bib").write_text(BIB, encoding="utf-8")
    for source in (["--demo"], ["-"], ["old.bib"]):
        done = run("keys", *source, "--pattern", "acl", given="[ICLR'23] [Kites](https://example.org/kites.pdf)\n")
        assert done.returncode == 2
        assert "give a Markdown list" in done.stderr
        assert run("keys", *source, given=BIB).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.bib", "reading.md"]
    wrong = run("keys", "reading.md", "--pattern", "dlbp")
    assert (wrong.returncode, "did you mean dblp?" in wrong.stderr) == (2, True)
    assert run("keys", "reading.md", "--from", "none.bib").returncode == 2


@pytest.mark.parametrize(
    ("listed_years", "year", "adopted"),
    [
        ([None], "year = 2017", ["mine"]),
        ([2017], "", ["mine"]),
        ([2016], "year = 2017", ["a"]),
        ([2017, None], "year = 2017", ["mine", "b"]),  # of two, the one with the year
        ([None, None], "year = 2017", ["a", "b"]),  # of two, none
        ([2016, None], "year = 2017", ["a", "mine"]),
    ],
)
def test_a_missing_year_is_no_other_year(listed_years: list[int | None], year: str, adopted: list[str]) -> None:
    entries = []
    for name, listed_year in zip("ab", listed_years, strict=False):
        issued = Date(date_parts=((listed_year,),)) if listed_year else None
        entries.append(known(name, "Kites", item=Item(type="article", title="Kites", issued=issued)))
    assert list(keys(take(lock(*entries), f"@article{{mine, title = {{KITES}}, {year}}}")).values()) == adopted
