"""What the records of a library say and their entries in a .bib have no field for."""

from plbib.formats.bib import untold
from plbib.formats.bib.words import DIALECTS
from plbib.model import Library


def left_out(library: Library, to: str) -> dict[str, tuple[str, ...]]:
    """Key → the variables of CSL that a .bib of the dialect ``to`` leaves out; nothing for other formats."""
    if to not in DIALECTS:
        return {}
    return {record.key: names for record in library.records if (names := untold.untold(record, to))}
