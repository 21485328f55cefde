"""The programs that write reference lists, and how a user runs each; of those not installed there is no row.

pandoc and typst are looked for on PATH, then in the Python that ``PLBIB_PEERS_PYTHON`` names, else in this one (PyPI
``pypandoc_binary``, ``typst``); citeproc-js (npm ``citeproc``) in the folder of ``node_modules`` that
``PLBIB_CITEPROC_JS`` names.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from plbib.rendering import catalog

ITEMS, BIB = "items.json", "items.bib"
CITE_ALL, TYPST = "all.md", "{style}.typ"
OURS, OUR_API = "plbib", "plbib (Python)"
_PYTHON = os.environ.get("PLBIB_PEERS_PYTHON", sys.executable)
_SCRIPT = Path(__file__).with_name("citeproc_js.cjs")
_API = (
    "import sys, plbib; from plbib.app.saved_files import save; "
    "save(plbib.render(plbib.load(sys.argv[1]), *sys.argv[2:4]), sys.argv[4])"
)
_TYPST_NAMES = {"chicago-notes-bibliography": "chicago-notes"}
"""What typst calls its own styles, where not as the CSL repository does."""
_TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"


class Peer(Struct, frozen=True, kw_only=True):
    """A program: ``command`` gives the argument list for a style and an output, run where the items lie.

    ``suffix`` is that of its output.
    """

    name: str
    version: str
    command: Callable[[str, str], list[str]]
    suffix: str = ".html"


def installed() -> tuple[Peer, ...]:
    """plbib, and the others there are."""
    return (*_ours(), *_pandoc(), *_citeproc_js(), *_typst())


def prepare(folder: Path, styles: tuple[str, ...]) -> None:
    """Write into ``folder`` what a user of pandoc and typst has beside the items: a document that cites them all."""
    (folder / CITE_ALL).write_text('---\nnocite: "@*"\n---\n', encoding="utf-8")
    for style in styles:
        name = _TYPST_NAMES.get(style, style)
        text = f'#bibliography("{BIB}", full: true, style: "{name}")\n'
        (folder / TYPST.format(style=style)).write_text(text, encoding="utf-8")


def _ours() -> Iterator[Peer]:
    script = shutil.which("plbib", path=str(Path(sys.executable).parent))
    program = [script] if script else [sys.executable, "-m", "plbib"]
    version = _said([*program, "--version"]).rpartition(" ")[2]
    yield Peer(
        name=OURS,
        version=f"{version}, CPython {platform.python_version()}",
        command=lambda style, output: [*program, "render", ITEMS, "--style", style, "--to", "html", "-o", output],
    )
    yield Peer(
        name=OUR_API,
        version=version,
        command=lambda style, output: [sys.executable, "-c", _API, ITEMS, style, "html", output],
    )


def _pandoc() -> Iterator[Peer]:
    program = shutil.which("pandoc") or _said([_PYTHON, "-c", "import pypandoc; print(pypandoc.get_pandoc_path())"])
    if program:
        options = ["--citeproc", "--standalone", "--metadata", "title=References", "--bibliography", ITEMS]
        yield Peer(
            name="pandoc",
            version=_said([program, "--version"]).splitlines()[0].removeprefix("pandoc "),
            command=lambda style, output: [program, *options, "--csl", _style(style), CITE_ALL, "-o", output],
        )


def _citeproc_js() -> Iterator[Peer]:
    folder, node = os.environ.get("PLBIB_CITEPROC_JS", ""), shutil.which("node")
    package = Path(folder, "node_modules", "citeproc", "package.json")
    if folder and node and package.is_file():
        locales = str(_package("citeproc") / "data" / "locales")
        version = json.loads(package.read_bytes())["version"]
        yield Peer(
            name="citeproc-js",
            version=f"{version}, node {_said([node, '--version']).removeprefix('v')}",
            command=lambda style, output: [node, str(_SCRIPT), folder, locales, ITEMS, _style(style), output],
        )


def _typst() -> Iterator[Peer]:
    program = shutil.which("typst")
    if program:
        version, run = _said([program, "--version"]).removeprefix("typst "), [program, "compile"]
    else:
        version = _said([_PYTHON, "-c", "import importlib.metadata as m, typst; print(m.version('typst'))"])
        run = [_PYTHON, "-c", _TYPST]
    if version:
        yield Peer(
            name="typst (.bib → PDF)",
            version=version,
            command=lambda style, output: [*run, TYPST.format(style=style), output],
            suffix=".pdf",
        )


def _style(name: str) -> str:
    """The file of a style, the same that plbib takes."""
    return str(catalog.look_up(name).path)


def _package(name: str) -> Path:
    found = find_spec(name)
    if found is None or found.origin is None:
        raise SystemExit(f"{name} is not installed")
    return Path(found.origin).parent


def _said(command: list[str]) -> str:
    """What a program prints; empty if it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""
