"""A library as one bibliography file."""

from typing import Any

from plbib.formats import registry
from plbib.formats.bib.words import Encoding
from plbib.model import Library


def export(library: Library, to: str, **options: Any) -> str:
    """``library`` in a format of :data:`plbib.formats.registry.NAMES`, such as ``bibtex``, ``csljson``, ``csv``.

    ``options`` are the format's. Of a .bib ``profile`` is ``full``, ``short`` or ``dblp``, ``encoding`` ``ascii`` or
    ``utf-8`` (default: ASCII for BibTeX, UTF-8 for biblatex), ``strings`` gives repeated venues a macro, ``sort`` is
    ``list`` or ``key``; ``mergeable`` leaves out what changes with other entries. What is None or False is not asked
    for. Raises :class:`~plbib.errors.UsageError` for what the format does not know.
    """
    return registry.write(library, to, registry.options(to, _named_options(options))).decode()


def in_ascii(to: str, **options: Any) -> bool:
    """Whether what :func:`export` writes is to be in ASCII, so that what is not should be named."""
    return getattr(registry.options(to, _named_options(options)), "encoding", None) is Encoding.ASCII


def _named_options(options: dict[str, Any]) -> dict[str, Any]:
    return {name: word for name, word in options.items() if word not in (None, False)}
