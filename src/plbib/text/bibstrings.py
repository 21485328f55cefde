"""Words that biblatex knows by a key (manual, 4.9.2), as English has them: ``resreport``, ``newseries``."""

import re

_LINES = """
mathesis master’s thesis | bathesis bachelor’s thesis | phdthesis PhD thesis | candthesis Candidate thesis
techreport technical report | resreport research report | software computer software | datacd CD-ROM | audiocd audio CD
patent patent | patentde German patent | patenteu European patent | patentfr French patent | patentuk British patent
patentus U.S. patent | patreq patent request | patreqde German patent request | patreqeu European patent request
patreqfr French patent request | patrequk British patent request | patrequs U.S. patent request
countryde Germany | countryeu European Union | countryep European Union | countryfr France
countryuk United Kingdom | countryus United States of America
newseries new series | oldseries old series | inpreparation in preparation | submitted submitted
forthcoming forthcoming | inpress in press | prepublished pre-published
spring Spring | summer Summer | autumn Autumn | winter Winter
volume volume | volumes volumes | jourvol volume | edition edition | chapter chapter | part part | number number
series series | page page | pages pages | in in | of of | and and | andothers et al. | andmore et al. | with with
editor editor | editors editors | translator translator | translators translators | byeditor edited by
bytranslator translated by | nodate n.d. | reprint reprint | version version | circa circa
"""
_ROWS = [row.strip().partition(" ") for row in re.split(r"[|\n]", _LINES) if row.strip()]
WORDS = {key: word.strip() for key, _, word in _ROWS}
"""Key → what English styles print."""


def word(key: str) -> str | None:
    """What stands for a key; None if biblatex knows none of that name."""
    name = key.strip()
    if name.startswith("lang") and name[4:].isalpha() and name[4:]:
        return name[4:].capitalize()
    return WORDS.get(name)


def ordinal(number: str) -> str:
    """``3rd`` for ``3``; what is no number as it is."""
    if not number.isdecimal():
        return number
    end = "th" if number[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    return number + end
