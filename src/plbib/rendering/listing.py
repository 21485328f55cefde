"""A reference list as a value: what an engine makes of items, and what the forms of output are written from."""

from msgspec import Struct


class Reference(Struct, frozen=True, gc=False):
    """One entry of a reference list: the citation key, and its text with marks (:mod:`plbib.rendering.marks`).

    ``label`` is what a citation of it prints, without brackets (``3``, ``Vaswani et al., 2017``), with marks; empty if
    the engine knows none. ``address`` is where a :attr:`Mark.LINK` in the text leads: ``http`` or ``https``, or empty.
    ``language`` is that of the paper, as the record says it.
    """

    key: str
    marked: str
    label: str = ""
    address: str = ""
    language: str = ""


class ListedSection(Struct, frozen=True, kw_only=True):
    """References under one heading; ``path`` holds the headings from the outermost in, ``()`` for none."""

    path: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()


class Layout(Struct, frozen=True, kw_only=True):
    """How entries stand on the page, as the style says (CSL 1.0.2, "Whitespace"); the spacings count lines."""

    hanging_indent: bool = False
    second_field_align: bool = False
    entry_spacing: int = 1
    line_spacing: int = 1


class ReferenceList(Struct, frozen=True, kw_only=True):
    """References in order, with what a page about them says. ``numeric`` styles cite by number.

    ``unprinted`` are the keys of the papers for which the style prints nothing; they are in no section.
    """

    title: str
    style: str
    language: str
    numeric: bool = False
    layout: Layout = Layout()
    sections: tuple[ListedSection, ...] = ()
    unprinted: tuple[str, ...] = ()

    @property
    def references(self) -> tuple[Reference, ...]:
        """The references of all sections in order; one that stands in several comes several times."""
        return tuple(reference for section in self.sections for reference in section.references)
