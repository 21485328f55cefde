"""What an author asks for."""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import fields

from plbib.errors import UsageError
from plbib.formats.bib.words import DIALECTS
from plbib.related_work import latex
from plbib.related_work.wording import language
from plbib.related_work.words import (
    CLASSES,
    COLUMNS,
    FILE_TYPES,
    FORMS,
    GROUPINGS,
    LEVELS,
    NEEDS,
    ON_SLIDES,
    TWO_COLUMN,
    WITH_NATBIB,
)
from plbib.text.unicode import near

_FONT = re.compile(r"[A-Za-z0-9][\w .+-]{0,60}", re.ASCII)


class DraftOptions(Struct, frozen=True, kw_only=True):
    r"""How a fragment is to be; the defaults are those of the command line.

    ``cite`` is the command of citations, ``bib`` the kind of .bib, ``bibtex`` or ``biblatex`` (default: the one that
    has the command). ``level`` is the command of the first headings, ``label`` the first part of all labels (none
    without it). ``document_class`` is that of the paper, ``two_column`` says that an article has two columns, as the
    other classes do. ``limit`` is the most works that a leaf of a taxonomy names. ``abstracts`` stand as comments above
    the sentences about their works; ``quote_abstracts`` has works without a gloss told by the first sentence of theirs.
    ``columns`` are those of a table, or of a comparison, which has all that fit a line by itself; ``features`` is a
    table of the author's own for it. ``category`` is the only one to write about; ``also`` are the author's own .bib
    files, whose keys may be cited, too. ``font`` names fonts for characters that those of the paper lack, under
    LuaTeX.
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
    abstracts: bool = False
    quote_abstracts: bool = False
    category: str = ""
    also: tuple[str, ...] = ()
    features: str = ""
    font: tuple[str, ...] = ()

    @property
    def dialect(self) -> str:
        """The kind of .bib."""
        return self.bib or NEEDS.get(self.cite, "bibtex")

    @property
    def wide(self) -> bool:
        """Whether tables and figures span two columns."""
        return self.two_column or self.document_class in TWO_COLUMN

    @property
    def textual(self) -> bool:
        r"""Whether a citation can be part of a sentence, and name the authors itself (``\textcite``, ``@key``)."""
        return self.to == "md" or self.cite != "cite"

    def check(self) -> None:
        """Raise :class:`UsageError` for a choice that does not exist or does not fit the others."""
        for what, chosen, values in (
            ("form of a fragment", (self.form,), FORMS),
            ("kind of fragment", (self.to,), FILE_TYPES),
            ("grouping of works", (self.group_by,), GROUPINGS),
            ("kind of .bib", (self.dialect,), DIALECTS),
            ("heading", (self.level,), LEVELS),
            ("document class", (self.document_class,), CLASSES),
            ("column", self.columns if self.form != "comparison" else (), COLUMNS),
        ):
            for name in chosen:
                if name not in values:
                    meant = near(name, values)
                    hint = f"did you mean {meant[0]}?" if meant else f"known: {', '.join(values)}"
                    hint += "; --form comparison has columns for tags, links and notes" if what == "column" else ""
                    raise UsageError(f"no {what} is called {name}", hint)
        for name in self.font:
            if not _FONT.fullmatch(name):
                raise UsageError(f"no font is called {name}", "give the name of a family, as fc-list has it")
        if not self.columns:
            raise UsageError("a table without columns", f"known: {', '.join(COLUMNS)}")
        if self.document_class in WITH_NATBIB and self.dialect == "biblatex":
            hint = "take --bib bibtex, or another class"
            raise UsageError(f"{self.document_class} has natbib, and cannot do with biblatex", hint)
        if self.document_class == "beamer" and self.form not in ON_SLIDES:
            raise UsageError(f"a {self.form} is not broken into slides", f"with beamer: {', '.join(ON_SLIDES)}")
        latex.check(self.cite, self.dialect)
        language(self.language)

    def remember(self) -> dict[str, str]:
        """What a fragment holds of them, so that the next run asks for the same: all that are no defaults."""
        values = {
            field.name: (getattr(self, field.name), field.default) for field in fields(self) if field.name != "to"
        }
        return {
            name.replace("_", "-"): ",".join(value) if isinstance(value, tuple) else str(value)
            for name, (value, default) in values.items()
            if value != default
        }


def recall(remembered: Mapping[str, str]) -> dict[str, Any]:
    """The options that a fragment holds, by name; what is none, or cannot be read, is left out."""
    kinds = {field.name: field.type for field in fields(DraftOptions)}
    asked: dict[str, Any] = {}
    for name, value in remembered.items():
        kind = kinds.get(name.replace("-", "_"))
        parts = value.split(",") if kind == tuple[str, ...] else value
        with suppress(msgspec.ValidationError):
            asked |= {name.replace("-", "_"): msgspec.convert(parts, kind, strict=False)} if kind else {}
    return asked
