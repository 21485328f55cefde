"""A library as one bibliography file, all of it or what a document cites."""

from pathlib import Path

from plbib import citations, io
from plbib.errors import InputError, UsageError
from plbib.formats import registry
from plbib.formats.profiles import Options, Profile
from plbib.model import Library

ENCODINGS = ("ascii", "utf-8")
ORDERS = ("list", "key")


def export(
    library: Library,
    to: str,
    *,
    profile: str | None = None,
    encoding: str | None = None,
    strings: bool = False,
    sort: str | None = None,
) -> str:
    """``library`` in a format: ``bibtex``, ``biblatex``, ``csljson``, ``ris`` or ``hayagriva``.

    Of a .bib, ``profile`` is ``full``, ``short`` or ``dblp``, ``encoding`` ``ascii`` or ``utf-8`` (default: ASCII for
    BibTeX, UTF-8 for biblatex), ``strings`` gives repeated venues a macro, ``sort`` is ``list`` or ``key``.
    """
    for given, known in ((profile, [*Profile]), (encoding, ENCODINGS), (sort, ORDERS)):
        if given is not None and given not in known:
            raise UsageError(f"nothing is called {given} here", f"known are: {', '.join(known)}")
    options = Options(
        profile=Profile(profile or Profile.FULL),
        utf8=(encoding or ("utf-8" if to == "biblatex" else "ascii")) == "utf-8",
        strings=strings,
        by_key=sort == "key",
    )
    asked = to == "biblatex" or strings or any((profile, encoding, sort))
    return registry.write(library, to, options if asked else None).decode()


def cited(library: Library, document: str | Path) -> Library:
    """The part of ``library`` that a document cites: a LaTeX ``.aux``, ``.bcf`` or ``.tex`` file, or Markdown.

    A key that no paper has is a finding of the result, with its place.
    """
    path = Path(document)
    io.read_bytes(path)  # an error if it cannot be read; files that it includes may be missing
    found = citations.cited(str(path), _text_of)
    if not found.citations and not found.everything:
        raise InputError(f"{path}: cites nothing", "cite with \\cite{key} in LaTeX, [@key] in Markdown")
    return citations.select(library, found)


def _text_of(name: str) -> str | None:
    data = io.current(Path(name))
    return None if data is None else data.decode("utf-8", errors="replace")
