"""The words of a .bib's options, by themselves: the command line shows them before any format is loaded."""

from enum import StrEnum


class Profile(StrEnum):
    """How much a .bib says of a venue."""

    FULL = "full"
    SHORT = "short"
    DBLP = "dblp"


class Encoding(StrEnum):
    """Whether a .bib is in ASCII with TeX escapes, or in UTF-8 where LaTeX knows the character."""

    ASCII = "ascii"
    UTF8 = "utf-8"


class Order(StrEnum):
    """The order of the entries of a .bib."""

    LIST = "list"
    KEY = "key"


DIALECTS = ("bibtex", "biblatex")
"""The formats that are a .bib."""
