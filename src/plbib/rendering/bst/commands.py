"""Commands of the .bbl files that styles write, by what becomes of them in text."""

from plbib.rendering.marks import Mark

WRAPS = {
    **dict.fromkeys(("emph", "textit", "textsl", "mathit"), Mark.ITALIC),
    "textbf": Mark.BOLD,
    "textsc": Mark.SMALL_CAPS,
    **dict.fromkeys(("underline", "uline", "ul"), Mark.UNDERLINE),
    **dict.fromkeys(("textsuperscript", "textsu", "etalchar"), Mark.SUPERSCRIPT),
    "textsubscript": Mark.SUBSCRIPT,
}
"""Set their argument in a font."""

SWITCHES: dict[str, Mark | None] = {
    **dict.fromkeys(("em", "it", "itshape", "sl", "slshape"), Mark.ITALIC),
    **dict.fromkeys(("bf", "bfseries"), Mark.BOLD),
    **dict.fromkeys(("sc", "scshape"), Mark.SMALL_CAPS),
    **dict.fromkeys(("rm", "upshape", "normalfont", "mdseries", "rmfamily"), None),
}
"""Change the font up to the end of the group."""

ACCENTS = frozenset("' ` ^ \" ~ = . u v H t c d b k r textcommabelow ensuremath".split())

LAST = {
    "APACrefatitle": 2,
    "APACrefbtitle": 2,
    "bibinfo": 2,
    "bibfield": 2,
    "bibfnamefont": 1,
    "bibnamefont": 1,
    "BIBforeignlanguage": 2,
    "foreignlanguage": 2,
    "href@noop": 2,
    "textcolor": 2,
    "texorpdfstring": 1,
}
"""Print the last of so many arguments."""

DROPPED = {
    "BIBentryALTinterwordspacing": 0,
    "BIBentrySTDinterwordspacing": 0,
    "BibitemOpen": 0,
    "BIBdecl": 0,
    "APACinsertmetastar": 1,
    "PrintBackRefs": 1,
    "bibAnnoteFile": 2,
    "begin": 1,
    "end": 1,
    "hspace": 1,
    "label": 1,
    "selectlanguage": 1,
    "SelectLanguage": 1,
    "setlength": 2,
    "typeout": 1,
    "vspace": 1,
}
"""Print nothing of so many arguments."""

TEXTS = {
    **dict.fromkeys(("newblock", " ", "\n", "\t", ",", "space", "quad", "qquad", "enspace", "thinspace", "par"), " "),
    **dict.fromkeys(("newline", "linebreak", "\\", ";", ":", "hfill", "hfil"), " "),
    **dict.fromkeys(("/", "-", "@", "!", "relax", "protect", "expandafter", "noindent", "leavevmode"), ""),
    **dict.fromkeys(
        ("bgroup", "egroup", "begingroup", "endgroup", "allowbreak", "nobreak", "/", "long", "global", "ignorespaces"),
        "",
    ),
    "bysame": "———",
    "textendash": "–",
    "textemdash": "—",
    "slash": "/",
    "textquoteleft": "‘",
    "textquoteright": "’",
    "textquotedblleft": "“",
    "textquotedblright": "”",
}

USUAL = {
    "doi": (1, "doi:#1"),
    "enquote": (1, "``#1''"),
    "eprint": (1, "#1"),
    "harvardand": (0, "and"),
    "harvardurl": (1, "URL: \\url{#1}"),
    "harvardyearleft": (0, "("),
    "harvardyearright": (0, ")"),
    "natexlab": (1, "#1"),
    "urlprefix": (0, "URL "),
    "APACaddressPublisher": (2, "#1: #2"),
    "APACrefYear": (1, "(#1)"),
    "BBA": (0, "\\&"),
    "BBCP": (0, ")"),
    "BBOP": (0, "("),
    "BCBT": (0, ","),
    "BPBI": (0, ".~"),
    "og": (0, "«\u00a0"),
    "fg": (0, "\u00a0»"),
}
"""What packages usually define: the number of arguments and the body; a definition in the .bbl comes first."""
