"""What is wrong in a paper that compiles is told with its place."""

from plbib.related_work.trouble import troubles

LOG = r"""This is pdfTeX (./main.tex
LaTeX2e <2022> (/usr/share/article.cls
Document Class: article (one) ) (./related-work.tex
Overfull \hbox (11.87233pt too wide) in paragraph at lines 78--80
[]\T1/lmr/m/n/8 A text with (brackets and more ((( of them

Overfull \hbox (2.1pt too wide) in paragraph at lines 81--82

LaTeX Warning: Float too large for page by 1.34442pt on input line 546.

) (./main.bbl
Overfull \vbox (30.0pt too high) has occurred while \output is active
Missing character: There is no 凧 (U+51E7) in font [lmroman10-regular]:+tlig;!
Missing character: There is no 凧 in font [lmroman10-bold]:+tlig;!
Missing character: U+0642
))
"""


def test_what_is_too_large_is_told_with_file_and_line() -> None:
    assert troubles(LOG)[:-1] == (
        "related-work.tex:78: a line is 11.9 pt too long",
        "related-work.tex:546: a figure or table is 1.3 pt too high for a page",
        "main.bbl: a page is 30.0 pt too long",
    )


def test_characters_that_no_font_has_are_named_once() -> None:
    assert troubles(LOG)[-1].startswith("the fonts lack ق (U+0642), 凧 (U+51E7): name one that has them by --font")


def test_a_good_paper_has_no_trouble() -> None:
    assert troubles("This is pdfTeX (./main.tex (./related-work.tex))\nOutput written on main.pdf") == ()
