"""A paper around a fragment, and the paper compiled."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from plbib.errors import InputError
from plbib.io import processes
from plbib.io.files import current, write_file
from plbib.related_work import latex
from plbib.related_work.options import DraftOptions
from plbib.related_work.templates import Markup, render
from plbib.related_work.trouble import troubles
from plbib.related_work.wording import language

MAIN = "main"
_STYLES = {
    "ieeetran": ("IEEEtran", "IEEEtranN"),
    "acmart": ("ACM-Reference-Format", "ACM-Reference-Format"),
    "llncs": ("splncs04", "plainnat"),
    "elsarticle": ("elsarticle-num", "elsarticle-num-names"),
    "revtex": ("apsrev4-2", "apsrev4-2"),
}
"""The styles of classes, without natbib and with it."""
_PLAIN = ("plain", "plainnat")
_OPTIONS = ("-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", MAIN)
_SAFE = {"openin_any": "p", "openout_any": "p", "TEXMFOUTPUT": "", "max_print_line": "1000"}
_LIMIT = 900
"""Seconds for each run of a program: BibTeX takes a few, but biblatex minutes for thousands of citations.

It looks each of them up in lists of all (version 3.18: 4,000 citations of 1,000 works take 30 s a pass by themselves).
"""


def main(options: DraftOptions, fragments: Mapping[str, str], bibliographies: Sequence[str]) -> str:
    """``main.tex`` for texts by the names of their files, and ``bibliographies``, all named without their ends."""
    natbib = options.cite in ("citep", "citet")
    context = {
        "options": options,
        "fragments": tuple(fragments),
        "verbatim": Markup,
        "bibliographies": bibliographies,
        "captions": language(options.language).captions,
        "packages": list(map(Markup, latex.packages("\n".join(fragments.values())))),
        "style": _STYLES.get(options.document_class, _PLAIN)[natbib],
    }
    return render("main.tex.j2", context, latex.text)


class Compiled(Struct, frozen=True, kw_only=True):
    """What came of a paper: PDF and .bbl, ``b""`` if none; the log; the program that failed, if one did, its errors.

    ``troubles`` are what is wrong in a paper that compiles.
    """

    pdf: bytes = b""
    bbl: bytes = b""
    log: bytes = b""
    failed: str = ""
    errors: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()


def compile_paper(files: Mapping[str, bytes], options: DraftOptions, engine: str) -> Compiled:
    """The paper in ``files``, by name, compiled in a folder of its own.

    TeX may run no programs, and read and write nothing outside of the folder. Raises :class:`InputError` if a program
    is not installed.
    """
    backend = "biber" if options.dialect == "biblatex" else "bibtex"
    with processes.workspace() as folder:
        for name, data in files.items():
            write_file(folder / name, data)
        failed, output = "", b""
        for program, arguments in ((engine, _OPTIONS), (backend, (MAIN,)), (engine, _OPTIONS), (engine, _OPTIONS)):
            if program == "bibtex" and b"\\citation" not in (current(folder / f"{MAIN}.aux") or b""):
                continue  # it takes a paper that cites nothing for a mistake
            done = _run(program, arguments, folder)
            if done.status:
                failed, output = program, done.output
                break
        log = current(folder / f"{MAIN}.log") or b""
        return Compiled(
            pdf=(current(folder / f"{MAIN}.pdf") or b"") if not failed else b"",
            bbl=(current(folder / f"{MAIN}.bbl") or b"") if not failed else b"",
            log=log if failed != backend else log + b"\n" + output,
            failed=failed,
            errors=_errors(output),
            troubles=troubles(log.decode("utf-8", "replace")) if not failed else (),
        )


def _run(program: str, arguments: tuple[str, ...], folder: Path) -> processes.Done:
    try:
        return processes.run_guarded(program, arguments, folder, _SAFE, _LIMIT)
    except InputError as error:
        raise InputError(error.message, f"{error.hint} (TeX Live has it); or compile main.tex elsewhere") from error


def _errors(output: bytes) -> tuple[str, ...]:
    """The lines in which a program tells its errors, and where."""
    lines = output.decode("utf-8", "replace").splitlines()
    return tuple(line for line in lines if line.startswith(("!", "l.")) or "ERROR" in line)[:6]
