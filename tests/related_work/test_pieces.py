"""Fragments that an author edits while the list moves on: what is written anew, what stays, what is flagged."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from plbib.errors import OutputError
from plbib.related_work import markers
from plbib.related_work.markers import MARKDOWN, TEX, FragmentPiece, Notation
from plbib.related_work.pieces import Knowledge, MergedFragment, merge, stale

Content = list[tuple[str, str]]
"""Pieces by id and text; one with the text ``""`` is a blank line."""


def written(content: Content, notation: Notation = TEX) -> str:
    return markers.fragment(
        "".join(markers.piece(name, text, notation) if text else "\n" for name, text in content), notation
    )


def without(text: str, name: str) -> str:
    """``text`` without the comment line of a piece."""
    return re.sub(rf".*plbib {name} .*\n", "", text)


FIRST: Content = [
    ("h1:Kites", r"\subsection{Kites}"),
    ("a", "Ann flew a kite."),
    ("b", "Bob let it go."),
    ("", ""),
    ("h1:Tails", r"\subsection{Tails}"),
    ("begin:Tails", r"\begin{itemize}"),
    ("c", r"\item Cat's tail."),
    ("d", r"\item Dog's tail."),
    ("end:Tails", r"\end{itemize}"),
]
OLD = written(FIRST)


def changed(**texts: str) -> str:
    """The fragment as a list would have it that says something else of some pieces; of ``""``, nothing."""
    return written([(name, texts.get(name, text)) for name, text in FIRST if texts.get(name) != ""])


def added(name: str, text: str, before: str, *more: tuple[str, str]) -> str:
    at = [name for name, _ in FIRST].index(before)
    return written([*FIRST[:at], (name, text), *more, *FIRST[at:]])


# What plbib writes ------------------------------------------------------------------------------------------------


def test_a_fragment_names_each_piece_and_says_what_it_was() -> None:
    lines = OLD.splitlines()
    assert lines[0] == "% plbib-fragment 2"
    assert re.fullmatch(r"% plbib a [a-z2-7]{8}", lines[3])
    assert lines[4] == "Ann flew a kite."
    assert lines[-8:] == [f"% plbib-told {name}" for name, text in FIRST if text]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Kites/Flying#air", "Kites/Flying#air"),
        ("two words", "two%20words"),
        ("-->\n% plbib x", "-%2D%3E%0A%25%20plbib%20x"),
        ("", ""),
        ("Modèle 模型", "Modèle%20模型"),
        ("\ud800\u202e", "%ED%A0%80%E2%80%AE"),
    ],
)
def test_an_id_is_one_word(name: str, shown: str) -> None:
    assert markers.token(name) == shown


@given(st.text(max_size=200), st.text(max_size=200))
def test_ids_stay_apart_and_are_read_back(one: str, other: str) -> None:
    token = markers.token(one)
    assert len(token) < 80
    if "-->" not in token and one:
        (read,) = markers.read(markers.piece(one, "x", MARKDOWN)).pieces
        assert read.id == token
    assert (token == markers.token(other)) == (markers.token(one) == markers.token(other))


@pytest.mark.parametrize("text", ["", "a\n\nb", " \n", "a\n \t\nb"])
def test_a_piece_has_text_and_no_blank_line(text: str) -> None:
    with pytest.raises(ValueError, match="the piece kite is empty or holds a blank line"):
        markers.piece("kite", text, TEX)


def test_ids_are_given_once() -> None:
    with pytest.raises(ValueError, match="two pieces are called a"):
        written([("a", "x"), ("a", "y")])


# The list moves on ------------------------------------------------------------------------------------------------


def test_nothing_changes_where_nothing_did() -> None:
    assert merge(OLD, OLD) == MergedFragment(text=OLD)
    assert not stale(OLD, OLD)
    assert merge("", OLD).text == merge(" \n", OLD).text == OLD


def test_a_file_that_nobody_touched_is_written_anew() -> None:
    new = written([*FIRST[4:], *FIRST[:2], ("e", "Eve.")])
    merged = merge(OLD, new)
    assert merged.text == new
    assert (merged.added, merged.removed, merged.kept) == (("e",), ("b",), ())
    assert merge(OLD.replace("\n", "\r\n"), new).text == new.replace("\n", "\r\n")
    assert stale(OLD, new)


def test_what_is_as_it_was_is_brought_up_to_date_and_the_rest_stays() -> None:
    edited = OLD.replace("Bob let it go.", "Bob wisely let it go.").replace(
        "\n\n% plbib h1:T", "\n\nMine.\n\n% plbib h1:T"
    )
    merged = merge(edited, changed(a="Ann flew two kites.", d=""))
    assert (merged.updated, merged.removed, merged.kept, merged.flagged) == (("a",), ("d",), ("b",), ())
    assert "Ann flew two kites.\n" in merged.text
    assert "Bob wisely let it go.\n\nMine.\n\n" in merged.text
    assert "Dog" not in merged.text


def test_an_edited_piece_is_flagged_once_while_the_list_says_something_else() -> None:
    edited = OLD.replace("Bob let it go.", "Bob wisely let it go.")
    new = changed(b="Bob let go.\nTwice.")
    merged = merge(edited, new)
    assert (merged.kept, merged.flagged) == (("b",), ("b",))
    flag = "% plbib b the list now says: Bob let go. Twice.\n"
    assert f"Bob wisely let it go.\n{flag}" in merged.text
    again = merge(merged.text, changed(b="Bob."))
    assert again.text == merged.text.replace("Bob let go. Twice.", "Bob.").replace(
        merged.text.partition("\n")[0], again.text.partition("\n")[0]
    )
    assert "the list now says" not in merge(merged.text, OLD).text
    gone = merge(merged.text, changed(b=""))
    assert "Bob wisely let it go.\n% plbib b the list no longer has this\n" in gone.text
    assert gone.kept == gone.flagged == ("b",)


def test_who_takes_what_the_list_says_is_followed_again() -> None:
    new = changed(b="Bob let go.")
    edited = merge(OLD.replace("Bob let it go.", "Bob wisely let it go."), new).text
    taken = edited.replace("Bob wisely let it go.", "Bob  let\n\tgo.")
    settled = merge(taken, new)
    assert settled.kept == ()
    assert "the list now" not in settled.text
    assert merge(settled.text, changed(b="Bob.")).updated == ("b",)


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("Ann flew a kite.", "Ann flew\n  a\tkite.  "),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("% plbib a", "\t%plbib   a"),
    ],
    ids=["filled anew", "CRLF", "indented"],
)
def test_white_space_is_no_edit(edit: Callable[[str], str]) -> None:
    edited = edit(OLD)
    assert merge(edited, OLD).text == edited
    merged = merge(edited + "Mine.\n", changed(a="Ann flew two kites."))
    assert merged.updated == ("a",)
    assert not merged.kept
    assert "Ann flew two kites." in merged.text
    if "\r" in edited:
        assert merged.text.count("\n") == merged.text.count("\r\n") + 1


def test_a_piece_follows_the_list_where_it_was_moved() -> None:
    (ann,) = re.findall(r"% plbib a .*\n.*\n", OLD)
    moved = OLD.replace(ann, "").replace("% plbib h1:Tails", f"{ann}\n% plbib h1:Tails")
    assert merge(moved, OLD).text == moved
    merged = merge(moved, changed(a="Ann."))
    assert merged.text.index("Bob let it go.\n\n% plbib a") < merged.text.index("\nAnn.\n\n% plbib h1:Tails")


def test_a_piece_without_its_line_is_the_authors() -> None:
    own = without(OLD, "b")
    assert merge(own, OLD).text == own
    merged = merge(own, changed(a="Ann.", b="Bob."))
    assert (merged.added, merged.kept, merged.flagged) == ((), ("a",), ("a",))
    assert "Ann flew a kite.\nBob let it go.\n% plbib a the list now says: Ann.\n" in merged.text


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_an_author_cites_that_is_gone_is_flagged_below_in_lines_that_end_as_theirs(end: str) -> None:
    own = OLD.replace("\n% plbib h1:Tails", "\nSee \\citep{lost}.\n\n% plbib h1:Tails").replace("\n", end)
    known = Knowledge(file=markers.read(own), gone=lambda text: ("lost",) if "{lost}" in text else ())
    merged = merge(own, OLD, known)
    assert merged.flagged == ("text",)
    assert f"See \\citep{{lost}}.{end}% plbib text the list no longer has lost{end}" in merged.text
    assert merged.text.count("\r\n") == (merged.text.count("\n") if end == "\r\n" else 0)


def test_a_sentence_of_which_only_the_line_is_left_stays_deleted() -> None:
    edited = OLD.replace("Bob let it go.\n", "")
    assert merge(edited, OLD).text == edited
    assert "Bob let it go" not in merge(edited, changed(a="Ann.")).text


def test_text_that_is_commented_out_is_edited() -> None:
    out = re.sub(r"(?m)^(.*plbib b .*\n)(.*)", r"% \1% \2", OLD)
    assert "% % plbib b " in out
    merged = merge(out, changed(b="Bob."))
    assert "% Bob let it go.\n% plbib b the list now says: Bob.\n" in merged.text
    assert merged.kept == ("b",)


def test_a_piece_that_is_there_twice_is_one_once() -> None:
    (ann,) = re.findall(r"% plbib a .*\n.*\n", OLD)
    copy = ann.replace("plbib", "plbib-copy")
    assert merge(f"{OLD}\n{ann}", OLD).text == f"{OLD}\n{copy}"
    merged = merge(f"{OLD}\n{ann}", changed(a="Ann."))
    assert merged.text.endswith(f"\n\n{copy}")
    assert merge(merged.text, changed(a="")).text.endswith(f"\n\n{copy}")


# What is new ------------------------------------------------------------------------------------------------------

MINE = f"{OLD}\nMine.\n"
"""A file that was touched."""


def order(text: str) -> list[str]:
    return [one.id for one in markers.read(text).pieces]


@pytest.mark.parametrize("before", ["b", "h1:Tails", "d", "end:Tails"])
def test_a_new_piece_stands_behind_what_precedes_it(before: str) -> None:
    new = added("n", "New.", before)
    merged = merge(MINE, new)
    assert merged.added == ("n",)
    assert order(merged.text) == order(new)
    assert merge(merged.text, new).text == merged.text


def test_the_first_of_a_group_stands_before_the_second_where_the_heading_is_gone() -> None:
    edited = MINE.replace(re.findall(r"% plbib h1:Kites .*\n.*\n", OLD)[0], "")
    assert "\n% plbib n " in merge(edited, added("n", "New.", "a")).text.partition("% plbib a")[0]


def test_a_new_group_stands_apart_from_its_neighbours() -> None:
    new = added("h1:New", r"\subsection{New}", "h1:Tails", ("n", "New."), ("", ""))
    merged = merge(MINE, new)
    assert merged.text == new.replace(new.partition("\n")[0], merged.text.partition("\n")[0]) + "\nMine.\n"


def test_a_group_that_the_author_deleted_gets_nothing_new() -> None:
    head, _, tails = MINE.partition("% plbib h1:Tails")
    edited = head + tails[tails.index("\n\n% plbib-told") :]
    merged = merge(edited, added("n", r"\item New.", "d"))
    assert merged.left_out == ("n",)
    assert merged.added == ()
    assert "New" not in merged.text
    assert merge(merged.text, added("n", r"\item New.", "d")) == MergedFragment(text=merged.text)


def test_new_pieces_come_to_an_end_where_the_author_left_none() -> None:
    bare = "\n".join(line for line in OLD.split("\n") if "plbib" not in line or "plbib-" in line)
    new = added("h1:New", r"\subsection{New}", "h1:Kites", ("n", "New."), ("", ""))
    assert merge(bare, OLD).text == bare
    merged = merge(bare, new)
    assert merged.added == ("h1:New", "n")
    assert merged.text.index("Dog") < merged.text.index("New") < merged.text.index("plbib-told")
    no_list = "\n".join(line for line in MINE.split("\n") if "plbib-told" not in line)
    assert merge(without(no_list, "b"), OLD).added == ("b",)
    assert merge(without(no_list, "b"), OLD).text.endswith("Mine.\n\n" + OLD[OLD.index("% plbib-told") :])


# Environments -----------------------------------------------------------------------------------------------------

NO_TAILS = written(FIRST[:3])


def test_an_environment_goes_with_the_last_of_what_is_in_it() -> None:
    merged = merge(MINE, NO_TAILS)
    assert "itemize" not in merged.text
    assert merged.text.count("\n\n") == 2


@pytest.mark.parametrize(
    "edited",
    [
        MINE.replace(r"\end{itemize}", "\\item Mine.\n\\end{itemize}"),
        MINE.replace(r"\item Dog's tail.", r"\item The dog's tail."),
        MINE.replace(r"\begin{itemize}", r"\begin{itemize}[noitemsep]"),
        without(MINE, "begin:Tails"),
        without(MINE, "end:Tails"),
    ],
    ids=["own item", "edited item", "edited begin", "own begin", "own end"],
)
def test_an_environment_stays_whole_while_anything_in_it_does(edited: str) -> None:
    merged = merge(edited, NO_TAILS)
    assert merged.text.count(r"\begin{itemize}") == merged.text.count(r"\end{itemize}") == 1
    assert merge(merged.text, NO_TAILS).text == merged.text


def test_environments_within_environments() -> None:
    tree: Content = [("begin:a", "[a"), ("begin:b", "[b"), ("leaf", "[x]"), ("end:b", "]"), ("end:a", "]")]
    old = written(tree) + "\nMine.\n"
    assert "[" not in merge(old, written([("other", "x")])).text
    edited = merge(old.replace("[x]", "[y]"), written([("other", "x")])).text
    assert edited.count("[") == edited.count("]") == 3
    new = written([*tree[:1], ("begin:n", "[n"), ("l", "[z]"), ("end:n", "]"), *tree[1:]])
    merged = merge(old, new)
    assert order(merged.text) == order(new)


# Other files ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["My own section.\n", "% a comment\n"])
def test_a_file_of_someone_elses_is_left_alone(text: str) -> None:
    with pytest.raises(OutputError, match="is no fragment"):
        merge(text, OLD)


def test_a_fragment_of_a_newer_plbib_is_left_alone() -> None:
    with pytest.raises(OutputError, match="newer"):
        merge(OLD.replace("plbib-fragment 2", "plbib-fragment 3"), OLD)


def test_markdown_keeps_its_paragraphs() -> None:
    content: Content = [
        ("h1:K", "## K"),
        ("", ""),
        ("a", "Ann [@a]."),
        ("b", "Bob."),
        ("", ""),
        ("c", "- Cat."),
        ("d", "- Dog."),
    ]
    old = written(content, MARKDOWN)
    html = MarkdownIt("commonmark").render(old)
    assert html.count("<p>") == html.count("<ul>") == 1
    edited = old.replace("Bob.", "Bobby.")
    new = written([*content[:3], ("n", "New."), ("b", "Bob --> <!-- x."), *content[4:]], MARKDOWN)
    merged = merge(edited, new)
    assert (merged.added, merged.flagged) == (("n",), ("b",))
    html = MarkdownIt("commonmark").render(merged.text)
    assert html.count("<p>") == html.count("<ul>") == 1
    assert "the list now says: Bob - -> <!-- x. -->" in html
    assert merge(merged.text, new).text == merged.text


# Whatever an author does ------------------------------------------------------------------------------------------

words = st.sampled_from(
    ["Ann", "Bob", "%", "\\par", "", " ", "kite.", "% plbib", "% plbib a abcdefgh", "[x]", "–", "\x85"]
)
contents = st.lists(st.tuples(st.sampled_from("abcdefghij"), words), max_size=8, unique_by=lambda pair: pair[0]).map(
    lambda pairs: [
        row
        for at, (name, text) in enumerate(pairs)
        for row in (
            [("", ""), (f"h{1 + at % 2}:{name}", f"Heading {name}")]
            if at % 3 == 0
            else [(f"begin:{name}", f"{{ {name}"), (name, f"Of {name} {text}"), (f"end:{name}", "}")]
            if at % 5 == 4
            else [(name, f"{name} {text}")]
        )
    ]
)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A fragment after an author's edits, and the lines that the author wrote."""
    lines = written(draw(contents)).split("\n")
    own = []
    for number in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["insert", "insert", "change", "delete", "blank", "move", "copy"]))
        line = lines[at]
        if kind == "insert":
            own.append(f"Own {number} {draw(words)}.")
            lines.insert(at, own[-1])
        elif kind == "change" and line.strip() and "plbib" not in line:
            own = [one for one in own if one != line] + [f"{line} changed {number}"]
            lines[at] = own[-1]
        elif kind == "delete":
            own = [one for one in own if one != lines[at]]
            del lines[at : at + 1]
            lines = lines or [""]
        elif kind == "blank":
            lines.insert(at, draw(st.sampled_from(["", " ", "\t"])))
        elif kind == "move":
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
        elif kind == "copy":
            lines.insert(draw(st.integers(0, len(lines))), line)
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    return end.join(lines), own


def authors(text: str) -> list[str]:
    """The lines that an author wrote or changed, or that the author's edits made part of a changed piece."""
    made: list[str] = []
    for entry in markers.read(text).entries:
        if isinstance(entry, FragmentPiece):
            made += [] if entry.intact else entry.lines
        elif isinstance(entry, str):
            made.append(entry)
    return [line for line in made if line.strip() and "plbib-copy" not in line]


def is_part(some: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(line in rest for line in some)


def ours(text: str) -> bool:
    file = markers.read(text)
    return file.version is not None or bool(file.pieces) or not text.strip()


@given(edited(), contents)
def test_nothing_of_an_author_is_lost(before: tuple[str, list[str]], content: Content) -> None:
    text, own = before
    new = written(content)
    if not ours(text):
        return
    merged = merge(text, new)
    lines = merged.text.split("\n")
    assert [line for line in own if line not in [one.rstrip("\r") for one in lines]] == []
    assert is_part(authors(text), lines)
    again = merge(merged.text, new)
    assert again.text == merged.text
    assert not stale(merged.text, new)
    assert again.added == again.removed == again.updated == ()
    assert merged.text.count("the list now says") + merged.text.count("the list no longer") == len(merged.flagged)


@given(contents, st.lists(st.tuples(st.integers(0, 40), words), max_size=5))
def test_an_edited_file_stays_while_the_list_does(content: Content, edits: list[tuple[int, str]]) -> None:
    lines = written(content).split("\n")
    for at, word in edits:
        if word.strip() and "plbib" not in word:
            end = next(place for place, line in enumerate(lines) if "plbib-told" in line)
            lines.insert(1 + at % max(1, end), f"{word} mine")
    text = "\n".join(lines)
    assert merge(text, written(content)).text == text


@given(contents, contents)
def test_what_nobody_touched_is_what_is_generated(one: Content, other: Content) -> None:
    assert merge(written(one), written(other)).text.split() == written(other).split()


@given(contents, contents)
def test_any_file_with_an_authors_line_has_the_pieces_of_the_list(one: Content, other: Content) -> None:
    """And the environments that those stand in which were in one before."""
    merged = merge(f"{written(one)}\nMine.\n", written(other)).text
    assert {*order(written(other))} <= {*order(merged)}
    more = {name.partition(":") for name in {*order(merged)} - {*order(written(other))}}
    assert {(kind, name) for kind, _, name in more} <= {
        (kind, name) for kind in ("begin", "end") for name in order(written(other))
    }
    assert merged.endswith("\nMine.\n")


# Two people, and git ----------------------------------------------------------------------------------------------


def test_a_conflict_names_its_line() -> None:
    assert markers.conflict(OLD) == 0
    assert markers.conflict("Title\n=======\nx") == 0
    assert markers.conflict("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n") == 2
    assert markers.conflict("a\r\n>>>>>>> other\r\n") == 2


def test_a_new_piece_changes_no_line_but_its_own() -> None:
    new = added("n", "New.", "d")
    old_lines, new_lines = OLD.split("\n"), new.split("\n")
    assert [line for line in new_lines if line not in old_lines] == [
        next(line for line in new_lines if line.startswith("% plbib n ")),
        "New.",
        "% plbib-told n",
    ]
    assert [line for line in old_lines if line not in new_lines] == []


def test_options_stand_in_the_first_line() -> None:
    asked = {"group-by": "topic", "label": "a b=c%", "also": "my own.bib,x.bib"}
    for notation in (TEX, MARKDOWN):
        made = markers.fragment(markers.piece("a", "x", notation), notation, asked)
        assert markers.read(made).options == asked
        assert markers.read(made).untouched


def test_a_paper_is_sealed() -> None:
    made = markers.seal("a\n\nb\n")
    assert markers.is_sealed(made)
    assert markers.is_sealed(made.replace("\n", "\r\n"))
    assert not markers.is_sealed(made + "c\n")
    assert not markers.is_sealed("a\n")
