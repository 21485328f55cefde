"""A .bib of either dialect, BibTeX or biblatex, written and read."""
