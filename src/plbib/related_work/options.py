"""What an author asks for."""

from msgspec import Struct

from plbib.errors import UsageError
from plbib.related_work import latex
from plbib.related_work.grouping import GROUPINGS
from plbib.related_work.wording import language
from plbib.text.unicode import near

FORMS = ("paragraphs", "itemize", "table", "taxonomy")
FILE_TYPES = ("tex", "md")
CLASSES = ("article", "ieeetran", "acmart")
COLUMNS = ("name", "title", "authors", "venue", "year", "affiliation", "citation", "gloss")
"""Columns that a table can have; ``name`` is the title where a work has no name."""


class Options(Struct, frozen=True, kw_only=True):
    r"""How a fragment is to be; the defaults are those of the command line.

    ``cite`` is the command of citations, ``bib`` the kind of .bib, ``bibtex`` or ``biblatex`` (default: the one that
    has the command). ``level`` is the command of the first headings, ``label`` the first part of all labels (none
    without it). ``document_class`` is that of the paper, ``two_column`` says that an article has two columns, as the
    other classes do. ``limit`` is the most works that a leaf of a taxonomy names.
    """

    form: str = "paragraphs"
    to: str = "tex"
    group_by: str = "category"
    since: int | None = None
    until: int | None = None
    cite: str = "cite"
    bib: str = ""
    level: str = "subsection"
    label: str = ""
    language: str = "en"
    columns: tuple[str, ...] = ("name", "venue", "year", "affiliation", "citation")
    two_column: bool = False
    document_class: str = "article"
    limit: int | None = None

    @property
    def dialect(self) -> str:
        """The kind of .bib."""
        return self.bib or latex.NEEDS.get(self.cite, "bibtex")

    @property
    def wide(self) -> bool:
        """Whether tables and figures span two columns."""
        return self.two_column or self.document_class != "article"

    @property
    def textual(self) -> bool:
        r"""Whether a citation can be part of a sentence, and name the authors itself (``\textcite``, ``@key``)."""
        return self.to == "md" or self.cite != "cite"

    def check(self) -> None:
        """Raise :class:`UsageError` for what nothing can be made of."""
        for what, given, known in (
            ("form of a fragment", (self.form,), FORMS),
            ("kind of fragment", (self.to,), FILE_TYPES),
            ("grouping of works", (self.group_by,), tuple(GROUPINGS)),
            ("kind of .bib", (self.dialect,), ("bibtex", "biblatex")),
            ("heading", (self.level,), latex.LEVELS),
            ("document class", (self.document_class,), CLASSES),
            ("column", self.columns, COLUMNS),
        ):
            for name in given:
                if name not in known:
                    meant = near(name, known)
                    hint = f"did you mean {meant[0]}?" if meant else f"known: {', '.join(known)}"
                    raise UsageError(f"no {what} is called {name}", hint)
        if not self.columns:
            raise UsageError("a table without columns", f"known: {', '.join(COLUMNS)}")
        latex.check(self.cite, self.dialect)
        language(self.language)
