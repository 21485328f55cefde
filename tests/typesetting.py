"""TeX over a .bib, compiled as an author would: T1, textcomp and amssymb, or the publisher's class."""

import os
import re
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

TIMEOUT = 600
ENGINE_OPTIONS = ("-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "paper")
PACKAGES = r"""
\usepackage[T1]{fontenc}
\usepackage{lmodern,textcomp,amssymb,url}
"""
UNBROKEN = r"""
\hyphenpenalty=10000 \exhyphenpenalty=10000 \raggedright
"""
"""For reading the PDF: a hyphen at the end of a line is lost in its text."""

TROUBLE = re.compile(r"^!.*|^Missing character.*|.*\b(?:[Ww]arning|Error)\b.*: .*|.*[Ww]arning--.*", re.MULTILINE)
FONT_PACKAGE = re.compile(r"Class acmart Warning: You do not have the .* package installed")
"""Said by acmart of this machine's fonts, whatever it sets."""

ENTRY = re.compile(r"^\s*\\(?:entry|bibitem(?:\[.*?\])?)\s*%?\s*\{([^{}]*)\}", re.MULTILINE | re.DOTALL)
"""The start of an entry in a .bbl."""


class Paper(NamedTuple):
    """A document that cites a whole .bib; ``backend`` makes its reference list, ``engine`` sets it."""

    preamble: str
    references: str
    backend: str = "bibtex"
    engine: str = "pdflatex"

    @property
    def dialect(self) -> str:
        """The dialect of .bib that its backend is for."""
        return "biblatex" if self.backend == "biber" else "bibtex"

    @property
    def source(self) -> str:
        return f"{self.preamble}\\begin{{document}}\n\\nocite{{*}}\n{self.references}\n\\end{{document}}\n"


class Typeset(NamedTuple):
    """What came out: warnings of BibTeX or biber, troubles in the last log of TeX, the text of the PDF on one line.

    ``keys`` are those of the entries in the reference list.
    """

    warnings: list[str]
    troubles: list[str]
    text: str
    keys: list[str]


Setter = Callable[[str, Paper], Typeset]


def with_style(style: str, preamble: str = "") -> Paper:
    references = f"\\bibliographystyle{{{style}}}\n\\bibliography{{refs}}"
    return Paper(preamble or f"\\documentclass{{article}}{PACKAGES}{UNBROKEN}", references)


PLAIN = with_style("plain")
IEEE = with_style("IEEEtran", f"\\documentclass[conference]{{IEEEtran}}{PACKAGES}")
ACM = with_style("ACM-Reference-Format", f"\\documentclass[sigconf,nonacm]{{acmart}}{PACKAGES}\\title{{References}}\n")
BIBLATEX = Paper(
    f"\\documentclass{{article}}{PACKAGES}{UNBROKEN}"
    "\\usepackage[backend=biber,maxbibnames=99]{biblatex}\n\\addbibresource{refs.bib}\n",
    r"\printbibliography",
    backend="biber",
)
LUALATEX = BIBLATEX._replace(
    preamble=BIBLATEX.preamble.replace(r"\usepackage[T1]{fontenc}", r"\usepackage{fontspec}").replace("lmodern,", ""),
    engine="lualatex",
)


def typesetter(program: Callable[[str], str], folder: Path) -> Setter:
    """What writes a .bib and a paper into ``folder`` and runs TeX over them."""

    def run(*command: str) -> None:
        environment = {
            **{name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ},
            **dict.fromkeys(("HOME", "TEXMFVAR", "TEXMFHOME"), str(folder)),
            "openin_any": "p",
            "openout_any": "p",
            "max_print_line": "1000",
            "LC_ALL": "C.UTF-8",
        }
        done = subprocess.run(
            [program(command[0]), *command[1:]],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
        assert done.returncode == 0, f"{command[0]}: …{done.stdout.decode(errors='replace')[-3000:]}"

    def make(bib: str, paper: Paper) -> Typeset:
        for left in folder.glob("paper.*"):  # an older paper's reference list
            left.unlink()
        (folder / "refs.bib").write_text(bib, encoding="utf-8")
        (folder / "paper.tex").write_text(paper.source, encoding="utf-8")
        tex = (paper.engine, *ENGINE_OPTIONS)
        for command in (tex, (paper.backend, "paper"), tex, tex):
            run(*command)
        run("pdftotext", "-enc", "UTF-8", "paper.pdf")
        return _typeset(folder)

    return make


def _typeset(folder: Path) -> Typeset:
    def read(ending: str) -> str:
        return (folder / f"paper.{ending}").read_text(encoding="utf-8", errors="replace")

    warnings = re.findall(r"^(?:Warning--|.*(?:WARN|ERROR) - )(.*)", read("blg"), re.MULTILINE)
    troubles = [line for line in TROUBLE.findall(read("log")) if not FONT_PACKAGE.match(line)]
    keys = ENTRY.findall(read("bbl"))
    return Typeset(warnings, troubles, " ".join(unicodedata.normalize("NFC", read("txt")).split()), keys)
