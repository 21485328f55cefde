r"""LaTeX sources: every command that cites, in the files that are included, too."""

import re
from collections.abc import Iterator
from functools import partial

from plbib.documents.document import DocumentFile, DocumentKind, ScannedText, blank_out, split_keys

_DEEP = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_HIDDEN = re.compile(
    r"%[^\n]*|\\(?:[\\{}%]"
    r"|begin\{(verbatim\*?|[BL]?Verbatim\*?|lstlisting|minted|comment|filecontents\*?)\}.*?(?:\\end\{\1\}|\Z)"
    r"|(?:verb\*?|lstinline(?:\[[^\[\]\n]*\])?|mintinline(?:\[[^\[\]\n]*\])?\{\w+\})"
    r"(?:([^\w\s*{\[])[^\n]{0,999}?\2|\{(?:[^{}\n]|\{[^{}\n]*\})*\})"
    r"|(?:url|nolinkurl|path|href)\s*\{[^{}\n]*\}"
    r"|iffalse(?![A-Za-z]).*?(?:\\(?:fi|else)(?![A-Za-z])|\Z)"
    r"|end(?:input(?![A-Za-z])|\{document\}).*)",
    re.DOTALL,
)
_CITE = re.compile(
    r"(\\(?:[a-z]*def|let|[A-Za-z]*[Cc]ommand)\*?\s*(?:\{\s*)?)?"
    r"\\([A-Za-z]*[Cc]ite[A-Za-z]*|(?:text|block)cquote|bibentry)\*?"
)
_NO_KEYS = re.compile(
    r"bibcite|bstctlcite|citetext|shortcites|newcites|[a-z]*citestyle|cite(?:reset|tracker|proc|index|setup)[a-z]*"
    r"|[a-z]*defcite[a-z]+|if[a-z]*cite[a-z]*|(?:Declare|AtEvery|AtNext)[A-Za-z]*"
)
_ARGUMENT = re.compile(
    rf"(?:\s*(?:\[(?:[^\[\]{{}}]|{_DEEP})*\]|\((?:[^(){{}}]|{_DEEP})*\)|<[^<>{{}}]*>))*\s*\{{([^{{}}]*)\}}"
)
_INCLUDE = re.compile(
    r"\\(?:(?:@?input|include|(?P<subfile>subfile(?:include)?))(?![A-Za-z@])\s*(?:\{([^{}]+)\}|\"?([^\s{}\\%\"]+))"
    r"|(?P<sub>sub)?(?:import|inputfrom|includefrom)(?![A-Za-z@])\*?\s*\{(?P<folder>[^{}]*)\}\s*\{([^{}]+)\})"
)
_COMPUTED = re.compile(r"[\\#$|\x00-\x1f]")  # in a name: a macro makes it, or a program


def _find_keys(text: ScannedText) -> Iterator[tuple[str, int]]:
    r"""Every command with "cite" in its name: options, then keys.

    Of ``\cites`` and the like as many groups as follow; ``\volcite`` has a volume before each.
    """
    for match in _CITE.finditer(text.masked):
        name = match[2].lower()
        if match[1] or _NO_KEYS.fullmatch(match[2]):
            continue
        volume, many = "volcite" in name, name.endswith(("cites", "citetexts"))
        at, number = match.end(), 0
        while (many or number <= volume) and (argument := _ARGUMENT.match(text.masked, at)):
            if number % 2 or not volume:
                yield from (one for one in split_keys(argument[1], argument.start(1)) if not {"\\", "#"} & {*one[0]})
            at, number = argument.end(), number + 1


def find_includes(text: ScannedText) -> Iterator[DocumentFile]:
    r"""What is included: sought beside what ``\import`` or ``\subfile`` brought here, then beside the main file."""
    for match in _INCLUDE.finditer(text.masked):
        which = match.lastindex or 0
        name, folder = match[which].strip().strip('"'), (match["folder"] or "").strip()
        if not name or _COMPUTED.search(folder + name):
            continue
        outer = (text.root if folder and not match["sub"] else text.folder) / folder
        names = (name,) if name.lower().endswith((".tex", ".ltx", ".aux")) else (f"{name}.tex", name)
        tried = dict.fromkeys(str(base / one) for base in (outer, text.root) for one in names)
        inner = (outer / name).parent if match["subfile"] else outer
        yield DocumentFile(names=tuple(tried), folder=inner, place=text.place(match.start(which)))


TEX = DocumentKind(mask=partial(_HIDDEN.sub, blank_out), citations=_find_keys, includes=find_includes)
