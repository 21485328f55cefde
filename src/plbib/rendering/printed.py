"""A reference list as a document of a word processor or as PDF, made by programs that are installed: pandoc, TeX."""

from io import BytesIO
from pathlib import Path

from plbib.errors import InputError
from plbib.io import processes
from plbib.io.files import current, write_file
from plbib.rendering.words import PRINTED

_ENVIRONMENT = {"SOURCE_DATE_EPOCH": "0", "FORCE_SOURCE_DATE": "1", "openin_any": "p", "openout_any": "p"}
_PAPER = r"""\documentclass{article}
\usepackage{fontspec,amssymb}
\usepackage[margin=25mm]{geometry}
\usepackage[hidelinks]{hyperref}
\emergencystretch=6em
\begin{document}
\nocite{*}
\input{references}
\end{document}
"""
_TEX = ("-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "paper.tex")
_LIMIT = 300


def make_file(text: str, to: str) -> bytes:
    """The file of kind ``to`` made from ``text`` in the form that it is made from.

    Raises :class:`InputError` if the program is not installed, or fails.
    """
    program, source = PRINTED[to]
    with processes.workspace() as folder:
        runs = _pdf(folder, text) if to == "pdf" else _converted(folder, text, to)
        for arguments in runs:
            done = processes.run_guarded(program, arguments, folder, _ENVIRONMENT, _LIMIT)
            if done.status:
                lines = (done.errors or done.output).decode("utf-8", "replace").splitlines()
                why = next((line for line in lines if line.startswith("!")), lines[-1] if lines else "")
                raise InputError(f"{program} failed: {why}", f"write .{source}, and convert that by hand")
        data = current(folder / f"paper.{to}") or b""
        return data if to == "pdf" else _undated(data)


def _undated(data: bytes) -> bytes:
    """The archive, its parts without a date: pandoc gives those of an .odt the time of day, whatever is asked for."""
    import zipfile

    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(file, "w") as undated:
        for part in archive.infolist():
            undated.writestr(zipfile.ZipInfo(part.filename), archive.read(part), part.compress_type)
    return file.getvalue()


def _converted(folder: Path, text: str, to: str) -> list[tuple[str, ...]]:
    write_file(folder / "references.html", text.encode())
    return [("--from=html", f"--to={to}", f"--output=paper.{to}", "references.html")]


def _pdf(folder: Path, text: str) -> list[tuple[str, ...]]:
    write_file(folder / "references.tex", text.encode())
    write_file(folder / "paper.tex", _PAPER.encode())
    return [_TEX, _TEX]
