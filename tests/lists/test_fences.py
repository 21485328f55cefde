"""Which lines of a list are BibTeX in a fence."""

from plbib.lists.fences import bibtex


def test_only_fences_of_bibtex_are_taken() -> None:
    assert bibtex("text\n```python\n@a{b}\n```\n```\nno\n```\n") is None
    assert bibtex("a\n~~~ bib\n@a{b}\n~~~~\n@c{d}\n") == "\n\n@a{b}\n\n\n"
    assert bibtex("````bibtex\n```\n@a{b}\n````\n") == "\n```\n@a{b}\n\n"
