"""The words of a reference list's options, by themselves: the command line shows them before any engine is loaded."""

from typing import NamedTuple

ORDERS = ("style", "list")
NUMBERINGS = ("continue", "restart")
GROUPINGS = ("category", "year", "venue")
"""What references can be grouped by."""


class PrintingProgram(NamedTuple):
    """What makes a file of this kind, and the form of output that it is made from."""

    program: str
    source: str


PRINTED = {
    "docx": PrintingProgram("pandoc", "html"),
    "odt": PrintingProgram("pandoc", "html"),
    "pdf": PrintingProgram("lualatex", "tex"),
}
"""Kinds of files that other programs make of a reference list, if they are installed."""
