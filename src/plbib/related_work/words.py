"""The words of a fragment's options, by themselves: the command line shows them before a fragment is loaded."""

TEXTS = ("paragraphs", "itemize", "table", "comparison", "taxonomy")
"""Forms that name and cite the works."""
FIGURES = ("timeline", "chart")
"""Forms that count them."""
FORMS = (*TEXTS, *FIGURES)
PACK = ("paragraphs", "taxonomy", "comparison", "timeline")
"""The forms that go together into one paper."""
FILE_TYPES = ("tex", "md")
GROUPINGS = ("category", "topic", "venue", "year")
"""How works can be grouped."""
CLASSES = ("article", "ieeetran", "acmart", "llncs", "elsarticle", "revtex", "scrartcl", "memoir", "beamer")
TWO_COLUMN = ("ieeetran", "acmart", "revtex")
"""Classes of two columns."""
ON_SLIDES = ("paragraphs", "itemize", "timeline", "chart")
"""Forms that beamer breaks into slides."""
WITH_NATBIB = ("elsarticle", "revtex")
"""Classes that load natbib, with which biblatex does not go."""
ENGINES = ("pdflatex", "lualatex")
COLUMNS = ("name", "title", "authors", "venue", "year", "affiliation", "citation", "gloss")
"""Columns that a table can have; ``name`` is the title where a work has no name."""
COMMANDS = {
    "cite": ("cite", "cite"),
    "citep": ("citep", "citet"),
    "citet": ("citep", "citet"),
    "parencite": ("parencite", "textcite"),
    "autocite": ("autocite", "textcite"),
    "textcite": ("parencite", "textcite"),
}
r"""Commands that cite → those of a sentence: after what is cited, and where the citation names the authors itself.

``\cite`` has no such pair.
"""
NEEDS = {"citep": "bibtex", "citet": "bibtex", "parencite": "biblatex", "autocite": "biblatex", "textcite": "biblatex"}
"""Commands that cite → the kind of .bib whose package has them."""
LEVELS = ("section", "subsection", "subsubsection", "paragraph")
