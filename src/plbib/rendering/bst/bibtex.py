"""BibTeX itself as the interpreter of ``.bst`` styles."""

from plbib.errors import InputError, PlbibError
from plbib.io import processes
from plbib.io.files import current, write_file

_LIMIT = 120
"""Seconds; 100,000 entries take a few."""
_AUX = b"\\relax\n\\citation{*}\n\\bibstyle{style}\n\\bibdata{references}\n"
_SAFE = {"openin_any": "p", "openout_any": "p", "TEXMFOUTPUT": ""}


def run(style: str, name: str, bib: str) -> str:
    """The .bbl that the style with this source text makes of all entries of ``bib``, in order.

    Characters that BibTeX cuts in two, for it knows bytes only, become U+FFFD. Raises :class:`InputError` if it is not
    installed or does not end, :class:`PlbibError` with the style's ``name`` and what BibTeX says if it writes nothing.
    """
    with processes.workspace() as folder:
        files = {"style.bst": style.encode(), "references.bib": bib.encode(), "list.aux": _AUX}
        for file, data in files.items():
            write_file(folder / file, data)
        try:
            done = processes.run_guarded("bibtex", ["list"], folder, _SAFE, _LIMIT)
        except InputError as error:
            raise InputError(f"{name}: {error.message}", "the style may not end; choose another") from error
        bbl = current(folder / "list.bbl") or b""
    if not bbl.strip():
        complaints = [line for line in done.output.decode("utf-8", "replace").splitlines() if line.strip()][-4:]
        raise PlbibError(f"{name}: bibtex writes nothing: {' / '.join(complaints)}", "choose another style")
    return bbl.decode("utf-8", "replace")
