"""Drafts in Markdown as pandoc reads them: each work cited and in the reference list, nothing taken for markup."""

import json
import subprocess
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

import plbib
from plbib.formats.bib import bibtex
from plbib.model import Library
from plbib.related_work.fragment import fragment
from plbib.related_work.options import DraftOptions
from plbib.related_work.words import GROUPINGS, TEXTS
from tests.related_work.drafts import HARD, invented

Reader = Callable[..., dict[str, Any]]


@pytest.fixture
def read(program: Callable[[str], str], tmp_path: Path) -> Reader:
    """A draft as pandoc's document, with the ``references`` in the list's .bib; a warning is a failure."""
    command = [program("pandoc"), "--fail-if-warnings", "--to=json", "draft.md"]

    def run(some: Library, draft: str, *, references: bool = True) -> dict[str, Any]:
        tmp_path.joinpath("draft.bib").write_bytes(bibtex.write(some))
        tmp_path.joinpath("draft.md").write_text(draft, encoding="utf-8")
        options = ["--citeproc", "--bibliography=draft.bib"] if references else []
        made = subprocess.run([*command, *options], cwd=tmp_path, capture_output=True, timeout=600, check=False)
        assert (made.returncode, made.stderr) == (0, b"")
        document: dict[str, Any] = json.loads(made.stdout)
        return document

    return run


def found(node: Any, kind: str) -> Iterator[Any]:
    """The contents of all elements of a kind."""
    if isinstance(node, list):
        for inner in node:
            yield from found(inner, kind)
    elif isinstance(node, dict):
        if node.get("t") == kind:
            yield node["c"]
        yield from found([*node.values()], kind)


def cited(document: dict[str, Any]) -> set[str]:
    return {citation["citationId"] for citations, _ in found(document, "Cite") for citation in citations}


def keys(library: Library) -> set[str]:
    return {record.key for record in library.records}


@pytest.mark.heavy
@pytest.mark.parametrize(("form", "by"), [*product(TEXTS, GROUPINGS)])
def test_the_embedded_list(form: str, by: str, read: Reader) -> None:
    some = plbib.load(plbib.DEMO)
    document = read(some, fragment(some, DraftOptions(form=form, to="md", group_by=by, label="rw")))
    assert cited(document) == keys(some)
    references = {attributes[0].removeprefix("ref-") for attributes, _ in found(document, "Div")}
    assert references >= keys(some)
    assert not [*found(document, "CodeBlock")]


@pytest.mark.heavy
@pytest.mark.parametrize("form", TEXTS)
def test_a_thousand_works(form: str, read: Reader) -> None:
    some = invented(1000)
    assert cited(read(some, fragment(some, DraftOptions(form=form, to="md")))) == keys(some)


@pytest.mark.parametrize("form", TEXTS)
def test_hard_texts(form: str, read: Reader) -> None:
    document = read(HARD, fragment(HARD, DraftOptions(form=form, to="md")), references=False)
    assert cited(document) == keys(HARD)
    for kind in ("CodeBlock", "Code", "Link", "Image", "Note", "LineBreak"):
        assert not [*found(document, kind)], kind
    raw = [*found(document, "RawInline"), *found(document, "RawBlock")]
    assert not [text for _, text in raw if not text.startswith("<!-- plbib")]
