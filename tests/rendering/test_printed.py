"""Reference lists as files that other programs make."""

import re
import zipfile
from collections.abc import Callable
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest

from plbib.app.printed import render_printed
from plbib.errors import InputError
from tests.samples import library

KITES = library()


@pytest.mark.heavy
@pytest.mark.parametrize(("to", "part"), [("docx", "word/document.xml"), ("odt", "content.xml")])
def test_a_word_processor_opens_what_pandoc_makes(to: str, part: str, program: Callable[[str], str]) -> None:
    program("pandoc")
    data = render_printed(KITES, "apa", to)
    text = re.sub("<[^<>]*>", "", zipfile.ZipFile(BytesIO(data)).read(part).decode())
    assert all(record.item.title.partition(":")[0].partition("<")[0][:12] in unescape(text) for record in KITES.records)
    assert {part.date_time for part in zipfile.ZipFile(BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert render_printed(KITES, "apa", to) == data


@pytest.mark.tex
def test_latex_makes_a_pdf(program: Callable[[str], str]) -> None:
    program("lualatex")
    assert render_printed(KITES, "ieee", "pdf").startswith(b"%PDF-")


def test_a_program_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="pandoc is not installed"):
        render_printed(KITES, "apa", "docx")
