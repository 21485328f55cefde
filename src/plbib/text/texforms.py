r"""The TeX forms of characters: pylatexenc's table, corrected for what an author has loaded (T1, textcomp, amssymb).

A form that does not compile there, or that shows another character, is none: the character stays in UTF-8 and is
reported. What the table lacks is composed from Unicode's own decompositions (``⅓``, ``ⅳ``, ``₂``) or given here.
"""

import unicodedata
from functools import cache

from plbib.text.patterns import regex

_NOT_LOADED = (
    "C DownArrowUpArrow VDash allequal approxnotequal arrowwaveleft arrowwaveright boldsymbol clockoint clwintegral "
    "dblarrowupdown estimates forcesextra hermitconjmatrix homothetic iiint iint image lazysinv mathscr nolinebreak "
    "notgreaterless notlessgreater nument original precedesnotsimilar quarternote recorder rightangle rightanglearc "
    "sqrint starequal surfintegral textfrac textglotstop texthvlig textnrleg textphi textschwa textturnk tildetrpl "
    "truestate udots varperspcorrespond verymuchgreater verymuchless volintegral"
)
_UNUSABLE = regex(rf"\\(?:cyr\w*|CYR\w*|{_NOT_LOADED.replace(' ', '|')})(?![A-Za-z])|\\mathbb\{{[a-z0-9]")
_BETTER = {
    "Ħ": "",  # the table has H with a macron, and so on
    "ħ": "",
    "Ŧ": "",
    "ŧ": "",
    "ĸ": "",
    "ɛ": "",
    "¸": r"\c{\ }",
    "ŉ": "'n",
    "΄": r"\'{\ }",
    "ϐ": r"\ensuremath{\beta}",
    "‛": "`",
    "‟": "``",
    "‗": r"\underline{\textunderscore}",
    "‶": r"\ensuremath{\backprime\backprime}",
    "‷": r"\ensuremath{\backprime\backprime\backprime}",
    "⁐": r"\ensuremath{\asymp}",
    "⁓": r"\ensuremath{\sim}",
    "⁝": r"\ensuremath{\vdots}",
    "⁞": r"\ensuremath{\vdots}",
    "∯": r"\ensuremath{\oint\!\!\oint}",
    "∰": r"\ensuremath{\oint\!\!\oint\!\!\oint}",
    "∲": r"\ensuremath{\oint}",
    "∳": r"\ensuremath{\oint}",
    "∟": r"\ensuremath{\llcorner}",
    "∹": r"\ensuremath{-\!{:}}",
    "≋": r"\ensuremath{\stackrel{\sim}{\approx}}",
    "≣": r"\ensuremath{\stackrel{=}{=}}",
    "⊍": r"\ensuremath{\dot{\cup}}",
    "⊌": r"\ensuremath{\overleftarrow{\cup}}",
    "⊫": r"\ensuremath{|\!\models}",
    "⋕": r"\#",
    "⋜": r"\ensuremath{\eqslantless}",
    "⋝": r"\ensuremath{\eqslantgtr}",
    "Ŀ": r"L\textperiodcentered",
    "ŀ": r"l\textperiodcentered",
    "ϒ": r"\ensuremath{\Upsilon}",
    "♭": r"\ensuremath{\flat}",
    "♮": r"\ensuremath{\natural}",
    "♯": r"\ensuremath{\sharp}",
    "ȷ": r"\j",
    "ƒ": r"\textflorin",
    "ẞ": r"\SS",
    "Ϝ": r"\ensuremath{\digamma}",
    "ϝ": r"\ensuremath{\digamma}",
    "ϴ": r"\ensuremath{\Theta}",
    "‣": r"\ensuremath{\blacktriangleright}",
    "‧": r"\textperiodcentered",
    "‾": r"\textasciimacron",
    "‿": r"\ensuremath{\smile}",
    "⁀": r"\ensuremath{\frown}",
    "⁃": "-",
    "⁎": r"\textasteriskcentered",
    "⁒": r"\textdiscount",
    "‽": r"\textinterrobang",
    "※": r"\textreferencemark",
    "ℋ": r"\ensuremath{\mathcal{H}}",
    "ℐ": r"\ensuremath{\mathcal{I}}",
    "ℒ": r"\ensuremath{\mathcal{L}}",
    "ℛ": r"\ensuremath{\mathcal{R}}",
    "ℬ": r"\ensuremath{\mathcal{B}}",
    "ℰ": r"\ensuremath{\mathcal{E}}",
    "ℱ": r"\ensuremath{\mathcal{F}}",
    "ℳ": r"\ensuremath{\mathcal{M}}",
    "Ⅎ": r"\ensuremath{\Finv}",
    "⅁": r"\ensuremath{\Game}",
    "∬": r"\ensuremath{\int\!\!\int}",
    "∭": r"\ensuremath{\int\!\!\int\!\!\int}",
    "∸": r"\ensuremath{\dot{-}}",
    "≂": r"\ensuremath{\eqsim}",
    "≘": r"\ensuremath{\stackrel{\frown}{=}}",
    "≙": r"\ensuremath{\stackrel{\wedge}{=}}",
    "≚": r"\ensuremath{\stackrel{\vee}{=}}",
    "≛": r"\ensuremath{\stackrel{\star}{=}}",
    "≝": r"\ensuremath{\stackrel{\mathrm{def}}{=}}",
    "≞": r"\ensuremath{\stackrel{\mathrm{m}}{=}}",
    "≟": r"\ensuremath{\stackrel{?}{=}}",
    "≸": r"\ensuremath{\not\lessgtr}",
    "≹": r"\ensuremath{\not\gtrless}",
    "⊦": r"\ensuremath{\vdash}",
    "⊧": r"\ensuremath{\models}",
    "⊨": r"\ensuremath{\vDash}",
    "⊼": r"\ensuremath{\barwedge}",
    "⊽": r"\ensuremath{\overline{\vee}}",
    "⋘": r"\ensuremath{\lll}",
    "⋙": r"\ensuremath{\ggg}",
    "⋠": r"\ensuremath{\not\preccurlyeq}",
    "⋡": r"\ensuremath{\not\succcurlyeq}",
}
_INVISIBLE = frozenset(
    chr(code)
    for codes in (range(0x200D, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x2070), range(0xFE00, 0xFE10))
    for code in (0x61C, 0x200B, *codes, 0xFEFF)
)
"""Without a glyph, and without meaning but for the direction of text: TeX has no need of them."""
_COMPOSED = {"<super>": r"\ensuremath{^{%s}}", "<sub>": r"\ensuremath{_{%s}}", "<compat>": "%s"}
_LIKE = frozenset({"<compat>", "<wide>", "<font>"})
"""Decompositions into characters that look alike."""
_MATH = r"\ensuremath{"
_HARMLESS = regex(r"[A-Za-z0-9.,:;!?()/'+=*-]")
_IN_LATEX = regex(
    "[\u00a1-\u00a7\u00a9-\u00ac\u00ae-\u00b1\u00b4-\u00b7\u00b9-\u0125\u0128-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u0165\u0168-\u017e"
    "\u01cd-\u01d4\u01e2\u01e3\u01e6-\u01eb\u01f0\u01f4\u01f5\u0218-\u021b\u0232\u0233\u1e02\u1e03\u1e0d\u1e1e-\u1e21"
    "\u1e25\u1e30\u1e31\u1e37\u1e43\u1e45\u1e47\u1e5b\u1e63\u1e6d\u1e8e-\u1e91\u1ef2\u1ef3"
    "\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u2026\u20ac\u2122]"
)
"""Letters and common signs that LaTeX of 2022 takes in UTF-8 with T1 and textcomp (measured with its pdflatex)."""


def in_latex(character: str) -> bool:
    """Whether ``character`` compiles as it is, in a document in UTF-8 with T1 and textcomp, under every engine."""
    return character.isascii() is False and _IN_LATEX.fullmatch(character) is not None


@cache
def form(character: str) -> str | None:
    """The TeX form of a character that is not ASCII, ``""`` if it needs none, None if there is none."""
    if character in _INVISIBLE:
        return ""
    return _table().get(ord(character)) or _composed(character)


def _composed(character: str) -> str | None:
    """A form made of those of what Unicode says the character consists of."""
    decomposed = unicodedata.decomposition(character)
    if not decomposed:  # most have none
        return None
    kind, _, rest = decomposed.partition(" ")
    parts = "".join(chr(int(code, 16)) for code in rest.split())
    if kind == "<fraction>" and parts.isprintable():
        above, _, below = parts.partition("\u2044")
        return rf"\ensuremath{{\frac{{{above}}}{{{below}}}}}" if above.isdecimal() and below.isdecimal() else None
    if kind in _COMPOSED and parts.isalnum() and parts.isascii():
        return _COMPOSED[kind] % parts
    if kind not in _LIKE or character > "\uffff":  # mathematical alphabets are no look-alikes
        return None
    forms = [part if _HARMLESS.fullmatch(part) else None if part.isascii() else form(part) for part in parts]
    present = [part for part in forms if part]
    math = [part for part in present if part.startswith(_MATH)]
    if None in forms or not present or (math and len(present) > 1):
        return None
    return "".join(present)


@cache
def _table() -> dict[int, str]:
    from pylatexenc.latexencode import get_builtin_uni2latex_dict

    forms = {**get_builtin_uni2latex_dict(), **{ord(character): tex for character, tex in _BETTER.items()}}
    return {code: tex for code, tex in forms.items() if tex.isascii() and not _UNUSABLE.search(tex)}


def _lateness(character: str) -> tuple[bool, bool, str]:
    """How far behind a character is among those of one form: letters of other fonts are (``⅀`` behind ``∑``)."""
    return character in _BETTER, unicodedata.decomposition(character).startswith("<font>"), character


@cache
def signs() -> dict[str, str]:
    """Math that stands for one character → that character, for what :func:`form` writes; not for its look-alikes."""
    forms = {character: form(character) or "" for character in map(chr, range(0xA0, 0x2C00))}
    math = {character: tex for character, tex in forms.items() if tex.startswith(_MATH)}
    formulas = {character: tex[len(_MATH) : -1] for character, tex in math.items()}
    owners = sorted(formulas, key=_lateness, reverse=True)
    return {formulas[character]: character for character in owners if not formulas[character].isalnum()}
