"""Other programs as judges of a sample of what plbib writes: they read it as it is meant, and find nothing to mend."""

import json
import os
import re
import subprocess
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typst

import plbib
from plbib.formats.bib import biblatex, bibtex
from plbib.formats.bib.dialect import entry_types
from tests.conftest import missing
from tests.formats.bib.entries import MANY_TYPES, sample
from tests.readers import bibtexparser_keys, pybtex_keys

pytestmark = pytest.mark.heavy
DIALECTS = ("bibtex", "biblatex")
OUT = Path(__file__).parents[3] / "out"
_HERE = Path(tempfile.gettempdir())
CITATION_JS = Path(os.environ.get("PLBIB_CITATION_JS", _HERE / "citation-js"))
"""The folder with citation-js and bibtex-tidy, from npm."""
_SCRIPT = Path(__file__).parents[2] / "oracles" / "citation_js.cjs"


@pytest.fixture(scope="module", params=DIALECTS)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample of entries of all types, read and written in a dialect; the CSL-JSON of the same lies beside it."""
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "given.bib").write_text(sample(request.param), encoding="utf-8")
    library = plbib.load(folder / "given.bib")
    path = folder / f"{request.param}.bib"
    path.write_text(plbib.export(library, request.param), encoding="utf-8")
    (folder / "items.json").write_text(plbib.export(library, "csljson"), encoding="utf-8")
    (folder / "items.yml").write_text(plbib.export(library, "hayagriva"), encoding="utf-8")
    return path


def run(*command: str, given: str = "", folder: Path | None = None, environment: dict[str, str] | None = None) -> Any:
    return subprocess.run(
        command,
        input=given,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
        cwd=folder,
        env=environment,
    )


def npm(name: str) -> Path:
    """A folder of a package; skips (or fails) where it is not installed."""
    folder = CITATION_JS / "node_modules" / name
    if not folder.is_dir():
        missing(f"no {name} in {CITATION_JS}: npm install --prefix {CITATION_JS} {name}")
    return folder


def letters(text: Any) -> str:
    """What is compared of a text: letters and digits without accents, markup and formulas."""
    plain = unicodedata.normalize("NFKD", re.sub(r"<[^>]*>|\$[^$]*\$|\\\w+", "", str(text or "")).casefold())
    return "".join(re.findall(r"[a-z0-9]", plain))


Known = Callable[[Any, dict[str, Any]], bool]
"""Whether a value is a known error of a program, and the item that it is of."""


def compare(theirs: list[dict[str, Any]], ours: list[dict[str, Any]], known: dict[str, Known]) -> list[str]:
    """What differs, but for ``known`` errors by variable: words of titles, authors, dates, DOIs, volumes."""
    assert [item["id"] for item in theirs] == [item["id"] for item in ours]
    views: dict[str, Callable[[dict[str, Any]], Any]] = {
        "title": lambda item: letters(item.get("title")),
        "author": lambda item: [sorted(map(letters, name.values())) for name in item.get("author", [])],
        "issued": lambda item: [[*map(int, day)] for day in item.get("issued", {}).get("date-parts", [])],
        "DOI": lambda item: item.get("DOI", ""),
        "volume": lambda item: str(item.get("volume", "")),
    }
    pairs = [
        (name, view(one), view(two), two) for one, two in zip(theirs, ours, strict=True) for name, view in views.items()
    ]
    return [
        f"{item['id']} {name}: {one} for {two}"
        for name, one, two, item in pairs
        if one != two and not (name in known and known[name](one, item))
    ]


def written_items(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((path.parent / "items.json").read_text(encoding="utf-8"))
    return rows


def formula(item: dict[str, Any]) -> bool:
    """Whether a title has a formula, which other programs write otherwise than as CSL's markup."""
    return any(mark in item.get("title", "") for mark in ("<i>", "<su", "$", "α"))


def within(part: str, item: dict[str, Any]) -> bool:
    """Whether ``part`` is a part of the titles of an item."""
    return part in letters(item.get("title", "") + item.get("volume-title", ""))


PANDOC: dict[str, Known] = {
    # formulas stay TeX; of a part of a volume the title is that of the whole; what is added to a title (``titleaddon``)
    # is its end, also of online, where it is what the work is in
    "title": lambda title, item: (
        formula(item)
        or "volume-title" in item
        or "maintitle" in item["custom"].get("bibtex", {})
        or title == letters(item["title"] + item.get("container-title", ""))
    ),
    # no range of years in ``year``, no open range, no decade; a season is a month from 21 to 24
    "issued": lambda days, item: not days or days[0][1:] == [20 + item["issued"].get("season", 0)] or [0] in days,
    # a part without a volume is one
    "volume": lambda volume, item: volume == item.get("part-number"),
}


def test_pandoc_reads_the_same(written: Path, program: Callable[[str], str]) -> None:
    done = run(program("pandoc"), "-f", written.stem, "-t", "csljson", str(written))
    assert done.returncode == 0, done.stderr
    assert compare(json.loads(done.stdout), written_items(written), PANDOC) == []


def test_pandoc_finds_nearly_the_same_in_every_field(program: Callable[[str], str]) -> None:
    """What it reads otherwise are its own errors, organizations that it joins with publishers, open ends of dates."""
    done = run(program("pandoc"), "-f", "biblatex", "-t", "csljson", str(MANY_TYPES))
    theirs = {item["id"]: item for item in json.loads(done.stdout)}
    ours = {item["id"]: item for item in json.loads(plbib.export(plbib.load(MANY_TYPES), "csljson"))}
    fields = [
        (_comparable(value), _comparable(ours[key].get(name)))
        for key, item in theirs.items()
        for name, value in item.items()
        if name != "id"
    ]
    assert len(fields) > 1000
    assert sum(one == two for one, two in fields) / len(fields) > 0.92


def _comparable(value: Any) -> str:
    """A value without small capitals, cases of letters, and the form of apostrophes and blanks."""
    text = re.sub("</?(?:span|sc)[^>]*>", "", json.dumps(value, ensure_ascii=False))
    return text.replace("’", "'").replace("\u00a0", " ").casefold()


CITATION: dict[str, Known] = {
    # subtitles, and titles of the whole of which it is a part, are left out
    "title": lambda title, item: formula(item) or within(title, item),
    # dates are read that have a day or are a year alone, and no range of years in ``year``
    "issued": lambda days, item: not days or len(item["issued"]["date-parts"]) > 1 or "season" in item["issued"],
    # parts of volumes are left out
    "volume": lambda volume, item: item.get("volume", "").startswith(volume + "."),
}


def test_citation_js_reads_the_same(written: Path, program: Callable[[str], str]) -> None:
    npm("@citation-js/plugin-bibtex")
    environment = {"PATH": os.environ["PATH"], "NODE_PATH": str(CITATION_JS / "node_modules")}
    done = run(program("node"), str(_SCRIPT), given=written.read_text(encoding="utf-8"), environment=environment)
    assert done.returncode == 0, done.stderr
    assert compare(json.loads(done.stdout), written_items(written), CITATION) == []


def test_pybtex_and_bibtexparser_read_every_entry(written: Path) -> None:
    text = written.read_text(encoding="utf-8")
    keys = [item["id"] for item in written_items(written)]
    assert pybtex_keys(text) == bibtexparser_keys(text) == keys


TIDY = ("--v2", "--curly", "--no-escape", "--trailing-commas", "--no-tidy-comments", "--duplicates=key,doi")
"""In its own form, but with opinions that do not count left out: that characters are to be TeX, also in biblatex's
UTF-8 (``--escape``), and that what JabRef reads as groups has no braces (``--tidy-comments``)."""


def test_bibtex_tidy_finds_nothing_to_correct(written: Path, program: Callable[[str], str]) -> None:
    tidy = npm("bibtex-tidy") / "bin" / "bibtex-tidy"
    for path in (written, OUT / "papers.bib", OUT / "papers.biblatex.bib"):
        text = path.read_text(encoding="utf-8")
        done = run(program("node"), str(tidy), *TIDY, given=text)
        assert done.returncode == 0, done.stderr
        assert [*lines(done.stdout)] == [*lines(text)]


def lines(text: str) -> Iterator[str]:
    """The lines of entries; empty lines between them are a matter of taste, as is the space around ``=``."""
    held = re.split("^@comment", text, flags=re.MULTILINE | re.IGNORECASE)[0].splitlines()
    return (re.sub(r"^( +\w+) *= ", r"\1 = ", line) for line in held if line and not line.startswith("%"))


_NEW_TYPES = sorted(entry_types(biblatex.DIALECT) - entry_types(bibtex.DIALECT))
"""BibTool knows the entry types of BibTeX, and others only if they are named; with ``pass.comments`` text outside
entries is no mistake."""


def test_bibtool_finds_nothing_to_correct(written: Path, program: Callable[[str], str]) -> None:
    known = [part for name in _NEW_TYPES for part in ("--", f"new.entry.type={{{name}}}")]
    for path in (written, OUT / "papers.bib", OUT / "papers.biblatex.bib"):
        done = run(
            program("bibtool"), *known, "--", "check.double=on", "--", "pass.comments=on", str(path), "-o", os.devnull
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_typst_reads_every_file(written: Path) -> None:
    for path in (written, written.with_name("items.yml"), *OUT.glob("*.bib"), OUT / "papers.yml"):
        folder = written.parent
        (folder / path.name).write_bytes(path.read_bytes())
        (folder / "paper.typ").write_text(f'#bibliography("{path.name}", full: true)\n', encoding="utf-8")
        assert typst.compile(folder / "paper.typ", root=folder, ignore_system_fonts=True).startswith(b"%PDF")
