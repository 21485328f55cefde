r"""Sentences and other texts of a related-work section as LaTeX that compiles in the paper of anyone.

Text goes through the escapers of :mod:`plbib.text.tex`; words too long for a line get places to break at, and
characters that pdfTeX has no form of are given one by :func:`signs`.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache, partial
from itertools import pairwise

from plbib.errors import UsageError
from plbib.papers.keys import safe
from plbib.related_work.sentences import Mention, Quoted, Sentence, Tick
from plbib.related_work.words import COMMANDS, LEVELS, NEEDS
from plbib.text import markup, mathematics, tex
from plbib.text.unicode import ascii_fold, slug

LONGEST_WORD = 24
"""Characters that fit a line of a narrow column, whatever they are."""
_LONGEST_FORMULA = 40
_WORD = re.compile(r"\S+")
_BREAK_AFTER = re.compile(r"(?<=[-–—/_.=&?:,;)\]])(?=[^\W_])|(?<=[a-z0-9])(?=[A-Z])")
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_MATH = re.compile(r"\{\$(.*?)\$\}")
_IN_T1 = re.compile(
    r"\\(?:k|[DT]H|[dt]h|DJ|dj|NG|ng|guillemot\w+|guilsingl\w+|quotedblbase|quotesinglbase)(?![A-Za-z])"
)
_PACKAGES = {
    r"\toprule": "{booktabs}",
    r"\begin{longtable}": "{longtable}",
    r"\arraybackslash": "{array}",
    r"\begin{forest}": "{forest}",
    r"\checkmark": "{amssymb}",
    r"\begin{tikzpicture}": "{tikz}",
}
_SIGNS = r"""\makeatletter
\@ifundefined{UTFviii@two@octets}{\def\plbibsign#1#2{}}{\def\plbibsign#1#2{%
  \@ifundefined{u8:\detokenize{#1}}{\expandafter\gdef\csname u8:\detokenize{#1}\endcsname{#2}}{}}}
\makeatother
"""
_MISSING = r"""\protected\gdef\plbibmissing#1{\typeout{Missing character: U+#1}[U+#1]}
"""


def sentence(sentence: Sentence, cite: str) -> str:
    r"""A sentence on one line; citations are by ``\cite`` and what goes with it, those of works after a ``~``.

    A citation alone, as in a table, is by ``\cite`` itself.
    """
    commands = COMMANDS[cite] if len(sentence.parts) > 1 else (cite, cite)
    line = ""
    for part in sentence.parts:
        if isinstance(part, str):  # as most are
            line += text(part)
        elif isinstance(part, Mention):
            line = f"{line if part.textual else _tie(line)}{citation(part.keys, commands[part.textual])}"
        elif isinstance(part, Quoted):
            inner = text(part.inner)
            line += f"``{inner}{{}}''" if inner.endswith(_QUOTE) else f"``{inner}''"
        else:
            line += r"$\checkmark$" if isinstance(part, Tick) else f"\\texttt{{{text(part.text)}}}"
    return guard_start(line)


_QUOTE = "'"


def _tie(line: str) -> str:
    """``line`` as it stands before a citation."""
    bare = line.rstrip(" ")
    return f"{bare}~" if bare and bare[-1] not in "([~" else bare


@lru_cache(maxsize=65536)  # so do the works
def citation(keys: tuple[str, ...], command: str) -> str:
    r"""``\command{a,b}`` with keys as the .bib has them; ``""`` without keys."""
    safe_keys = [key for key in map(safe, keys) if key]
    return f"\\{command}{{{','.join(safe_keys)}}}" if safe_keys else ""


@lru_cache(maxsize=65536)  # titles and venues of long lists stand in many drafts
def text(text: str, longest: int = LONGEST_WORD) -> str:
    r"""Text that may hold CSL's markup and math. A word of more characters than ``longest`` may break within.

    It does so after a hyphen and the like, before a capital, else anywhere with ``\-``.
    """
    if len(text) <= longest or max(map(len, text.split()), default=0) <= longest:
        return tex.escape_marked(text)
    return markup.render(text, partial(_break_words, longest), tex.mark)


def _break_words(longest: int, plain: str) -> str:
    line = ""
    for part, is_math in mathematics.split(plain):
        if is_math and len(part) <= _LONGEST_FORMULA:
            line += f"{{${part}$}}"
        else:
            shown = f"${part}$" if is_math else part
            line += "".join(_break_word(piece, longest) for piece in re.split(r"(\s+)", shown))
    return line


def _break_word(word: str, longest: int) -> str:
    if len(word) <= longest:
        return tex.escape(word)
    parts = [part for long in _BREAK_AFTER.split(word) for part in _slices(long, max(4, longest // 2))]
    line = tex.escape(parts[0])
    for before, part in pairwise(parts):
        hyphen = before[-1].isalpha() and part[0].isalpha() and not _without_hyphens(part[0])
        line += (r"\-" if hyphen else r"\allowbreak{}") + tex.escape(part)
    return line


def _without_hyphens(letter: str) -> bool:
    """Whether lines end between such letters as they are: those of East Asia, Thai and the like."""
    return unicodedata.category(letter) == "Lo" and unicodedata.bidirectional(letter) not in ("R", "AL")


def _slices(word: str, length: int) -> Iterator[str]:
    """``word`` in parts of one size, at least this length; marks stay with their letters."""
    size = -(-len(word) // max(1, len(word) // length))
    start = 0
    for at in range(1, len(word)):
        if at - start >= size and not unicodedata.combining(word[at]):
            yield word[start:at]
            start = at
    yield word[start:]


def guard_start(text: str) -> str:
    r"""LaTeX for the start of a line: ``[`` and ``*`` there would be taken for options of ``\item`` or ``\\``."""
    return f"{{}}{text}" if text.startswith(("[", "*")) else text


def heading_command(level: str, depth: int) -> str:
    r"""The command of a heading ``depth`` levels below the first: ``\subsubsection``. The deepest is a paragraph."""
    if level not in LEVELS:
        raise UsageError(f"no heading is called {level}", f"known: {', '.join(LEVELS)}")
    return f"\\{LEVELS[min(LEVELS.index(level) + depth, len(LEVELS) - 1)]}"


def label(*parts: str) -> str:
    r"""``\label`` of the parts; ``""`` if the first is empty. The first is kept, but for what no label can hold."""
    if not parts[0]:
        return ""
    first = re.sub(r"[^A-Za-z0-9:.+/*_-]", "-", ascii_fold(parts[0]))
    return f"\\label{{{':'.join([first, *map(slug, parts[1:])])}}}"


def check(cite: str, bib: str) -> None:
    r"""Raise :class:`UsageError` if papers with this kind of .bib do not have ``\cite``."""
    if cite not in COMMANDS:
        raise UsageError(f"no citation is written with {cite}", f"known: {', '.join(COMMANDS)}")
    if NEEDS.get(cite, bib) != bib:
        other = "natbib, for BibTeX" if bib == "biblatex" else "biblatex"
        fitting = [name for name in COMMANDS if NEEDS.get(name, bib) == bib]
        raise UsageError(f"\\{cite} is a command of {other}", f"with {bib}: {', '.join(fitting)}")


def packages(fragment: str) -> tuple[str, ...]:
    r"""Packages that the text of a fragment asks for, as arguments of ``\usepackage``."""
    needed = tuple(package for command, package in _PACKAGES.items() if command in fragment)
    return needed + ((r"[T1]{fontenc}",) if _IN_T1.search(fragment) else ())


def packages_of_citations(cite: str, bib: str, entries: bytes) -> tuple[str, ...]:
    r"""Packages that the citations and the reference list ask for; of addresses styles make ``\url``."""
    if bib == "biblatex":
        return ("{biblatex}",)
    natbib = ("{natbib}",) if NEEDS.get(cite) == "bibtex" else ()
    return (*natbib, *(("{url}",) if re.search(rb"(?m)^\s*(?:url|doi) = ", entries) else ()))


def signs(fragment: str) -> str:
    """Definitions that let ``fragment`` compile in any paper; ``""`` if it needs none.

    Under pdfTeX a character that no package defines is shown in ASCII (``Ж`` as ``Zh``), but for letters that have no
    Latin form (``凧``): these are missing, as the log then says. Under other engines all are shown as themselves. Math
    that no package defines is shown as its name.
    """
    characters = beyond_ascii(fragment.encode(errors="surrogatepass"))
    commands = {name for math in _MATH.findall(fragment) for name in _COMMAND.findall(math)}
    unknown = sorted(name for name in commands if not mathematics.is_math(f"\\{name}"))
    rows = [f"\\plbibsign{{{one}}}{{{_substitute(one)}}}\n" for one in characters]
    missing = _MISSING if any("plbibmissing" in row for row in rows) else ""
    rows = [_SIGNS, missing, *rows] if rows else []
    return "".join([*rows, *(f"\\providecommand\\{name}{{\\mbox{{[{name}]}}}}\n" for name in unknown)])


def beyond_ascii(text: bytes) -> list[str]:
    """The characters of ``text``, which is UTF-8, but for those of ASCII, sorted."""
    return sorted(set(text.translate(None, _ASCII).decode(errors="surrogatepass")))


_ASCII = bytes(range(128))


def _substitute(character: str) -> str:
    """What stands for a character that no package defines; a reading of an ideograph would be a guess."""
    name = unicodedata.name(character, "")
    if unicodedata.category(character).startswith("L") and not name.startswith(_WITH_LATIN_FORM):
        return rf"\plbibmissing{{{ord(character):04X}}}"
    return tex.escape(ascii_fold(character))


_WITH_LATIN_FORM = (
    "LATIN",
    "GREEK",
    "CYRILLIC",
    "MODIFIER LETTER",
    "MATHEMATICAL",
    "FEMININE",
    "MASCULINE",
    "DOUBLE-STRUCK",
    "SCRIPT",
    "FULLWIDTH LATIN",
    "MICRO",
    "KELVIN",
    "ANGSTROM",
    "BLACK-LETTER",
    "OHM",
    "SUPERSCRIPT",
    "SUBSCRIPT",
)
