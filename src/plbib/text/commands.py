"""Commands of TeX: what they print, around what, and which print nothing."""

TAGS = {
    "emph": "i",
    "textit": "i",
    "textsl": "i",
    "textbf": "b",
    "textsubscript": "sub",
    "textsuperscript": "sup",
    "textsc": "sc",
    "mkbibemph": "i",
    "mkbibitalic": "i",
    "mkbibbold": "b",
    "mkbibsuperscript": "sup",
    "mkbibsubscript": "sub",
    "ap": "sup",
    "ped": "sub",
}
AROUND = {
    "mkbibquote": ("“", "”"),
    "hyphenquote": ("“", "”"),
    "foreignquote": ("“", "”"),
    "textquote": ("“", "”"),
    "mkbibparens": ("(", ")"),
    "mkbibbrackets": ("[", "]"),
    "parentext": ("(", ")"),
    "brackettext": ("[", "]"),
    "mkbibbraces": ("{", "}"),
}
SHOWN = frozenset(
    "autocap mkbibacro mkbibnamefamily mkbibnamegiven mkbibnameprefix mkbibnamesuffix MakeSentenceCase MakeTitleCase "
    "MakeCapital NoCaseChange textlatin textgreek textcyrillic textlf textsw textls uline uuline uwave sout ul ce num "
    "si unit ang path nolinkurl doi nohyphens hl makebox framebox fbox raisebox scalebox resizebox discretionary "
    "markboth markright".split()
)
"""Commands of which the last argument is printed, and nothing else."""
JOINED = frozenset({"SI", "qty"})
"""Commands whose arguments are printed one after the other: a number and its unit."""
ARGUMENTS = {
    **dict.fromkeys(("SI", "qty", "raisebox", "scalebox"), "{{"),
    **dict.fromkeys(("enquote", "mkbibquote", "uline", "MakeSentenceCase", "path"), "*{"),
    **dict.fromkeys(("hyphenquote", "foreignquote"), "*{{"),
    **dict.fromkeys(("textquote", "makebox", "framebox", "textls"), "[{"),
    "resizebox": "{{{",
    "discretionary": "{{{",
    "foreignlanguage": "{{",
    "href": "{{",
    "colorlet": "{{",
    "fcolorbox": "{{{",
    "fontsize": "{{",
}
"""What commands take that take more than one argument in braces."""
SWITCHES = {
    "em": "emph",
    "it": "textit",
    "itshape": "textit",
    "sl": "textsl",
    "slshape": "textsl",
    "bf": "textbf",
    "bfseries": "textbf",
    "sc": "textsc",
    "scshape": "textsc",
}
"""Commands that hold to the end of a group → those that take it."""
GREEK = dict(
    zip(
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi "
        "chi psi omega".split(),
        "αβγδεζηθικλμνξοπρστυφχψω",
        strict=True,
    )
)
CHARACTERS = {
    **{f"text{name}": letter for name, letter in GREEK.items()},
    **{f"text{name.capitalize()}": letter.upper() for name, letter in GREEK.items()},
    "slash": "/",
    "S": "§",
    "P": "¶",
    "pounds": "£",
    "dag": "†",
    "ddag": "‡",
    "copyright": "©",
    "euro": "€",
    "EUR": "€",
    "texteuro": "€",
    "degree": "°",
    "textdegree": "°",
    "textmu": "µ",
    "micro": "µ",
    "textohm": "Ω",
    "ohm": "Ω",
    "textcelsius": "°C",
    "celsius": "°C",
    "lq": "‘",
    "rq": "’",
    "guillemotleft": "«",
    "guillemotright": "»",
    "flqq": "«",
    "frqq": "»",
    "glqq": "„",
    "grqq": "“",
    "-": "",
    "/": "",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciicircum": "^",
    "textasciigrave": "`",
    "textquotedbl": '"',
    "textasciitilde": "~",
    "textbar": "|",
    "textless": "<",
    "textgreater": ">",
    "textperiodcentered": "·",
    "textflorin": "ƒ",
    **dict.fromkeys(("hyphen", "fshyphen", "nbhyphen"), "-"),
    **dict.fromkeys(
        (
            "addspace",
            "addnbspace",
            "addthinspace",
            "adddotspace",
            "addabbrvspace",
            "addlowpenspace",
            "addhighpenspace",
            "space",
        ),
        " ",
    ),
    "emdash": "—",
    "endash": "–",
    "addcomma": ",",
    "addcolon": ":",
    "addsemicolon": ";",
    "adddot": ".",
    "addperiod": ".",
    "addslash": "/",
    "bibrangedash": "–",
    "bibdatedash": "–",
    "bibrangessep": ", ",
    "bibellipsis": "…",
    **dict.fromkeys(("bibopenparen", "bibleftparen"), "("),
    **dict.fromkeys(("bibcloseparen", "bibrightparen"), ")"),
    **dict.fromkeys(("bibopenbracket", "bibleftbracket"), "["),
    **dict.fromkeys(("bibclosebracket", "bibrightbracket"), "]"),
    "psq": " sq.",
    "psqq": " sqq.",
    "pno": "p.",
    "ppno": "pp.",
    "textdiscount": "⁒",
    "textinterrobang": "‽",
    "textreferencemark": "※",
    "textasteriskcentered": "⁎",
    "textasciimacron": "¯",
    "SS": "ẞ",
    "TeX": "TeX",
    "LaTeX": "LaTeX",
    **{name: name for name in "BibTeX XeTeX XeLaTeX LuaTeX LuaLaTeX pdfTeX ConTeXt AmSTeX SLiTeX PiCTeX".split()},
    "LaTeXe": "LaTeX2ε",
    "AmS": "AMS",
    "AMS": "AMS",
    "MF": "METAFONT",
    "METAFONT": "METAFONT",
    "MP": "METAPOST",
    "METAPOST": "METAPOST",
    "today": "",  # the library's is the day of reading
    "maketitle": "",
}
UNPRINTED = frozenset(
    "documentclass usepackage RequirePackage selectlanguage setlength addlength setcounter addcounter hspace vspace "
    "color definecolor providecolor colorlet pagecolor rowcolors label hypersetup hphantom vphantom "
    "includegraphics index fontfamily fontsize fontseries fontshape printbibliography nocite".split()
)
"""Commands whose arguments are names, lengths and settings that no reader sees."""
FOR_SORTING = frozenset("noopsort noop nop nosort sortnoop sortas Noopsort NoopSort SortNoop NOOP".split())
"""Commands that BibTeX's users define to print nothing, so that a style sorts by their argument."""
SILENT = frozenset(
    "relax protect par noindent indent break nobreak allowbreak linebreak newline newblock penalty hskip vskip kern "
    "hfill hfil vfill unskip ignorespaces nolinebreak pagebreak smallskip medskip bigskip bgroup egroup "
    "begingroup endgroup tiny scriptsize footnotesize small normalsize large Large LARGE huge "
    "Huge rm sf tt bf it em sl "
    "sc rmfamily sffamily ttfamily mdseries bfseries upshape itshape slshape scshape normalfont selectfont boldmath "
    "unboldmath cal verb displaystyle textstyle scriptstyle limits nolimits left right big Big bigg Bigg bigl bigr "
    "raggedright centering bibsentence midsentence nopp isdot nopunct nocorr frenchspacing strut "
    "string noexpand expandafter empty null strut phantom mathstrut xspace thinspace negthinspace leavevmode sloppy "
    "textup textrm textsf texttt textmd textnormal hbox mbox vbox raise lower ensuremath text input include write "
    "csname endcsname def let catcode begin end item cite newcommand".split()
)
"""Commands that print nothing themselves."""
