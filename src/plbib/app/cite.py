"""Citations as they stand in the text."""

from collections.abc import Sequence

from plbib.errors import UsageError
from plbib.model import Library
from plbib.rendering import engines, output
from plbib.rendering.references import in_text


def cite(library: Library, keys: Sequence[str], style: str, to: str = "txt", locale: str | None = None) -> str:
    """The citation of the papers with these citation ``keys`` in the text: ``[1, 3]``, ``(Frantar et al., 2023)``.

    A key that a paper had before means that paper.

    Numbers and year letters are those of the reference list of the whole ``library``. Written by the compiled CSL
    engine as the first citation of its papers, without locators; ``to`` is ``txt``, ``html``, ``md`` or ``tex``.
    """
    if not keys:
        raise UsageError("no paper is named to be cited", "give citation keys; plbib keys shows them")
    if to not in output.INLINE:
        raise UsageError(f"citations are not written as {to}", f"forms: {', '.join(output.INLINE)}")
    former = {alias: record.key for record in library.records for alias in record.aliases}
    current = {record.key for record in library.records}
    meant = [key if key in current else former.get(key, key) for key in keys]
    return output.inline(in_text(library, meant, engines.compiled(style, locale)), to)
