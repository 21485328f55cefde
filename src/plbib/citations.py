r"""Which papers a document cites: LaTeX's ``.aux``, biblatex's ``.bcf``, LaTeX sources, pandoc's Markdown."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from html import unescape
from os.path import normpath
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from plbib.errors import InputError, Severity, UsageError
from plbib.model import Finding, Library, Place, Record
from plbib.text.unicode import near

Load = Callable[[str], str | None]
"""The text of a file by its name, None if there is none."""

ALL = "*"


class Citation(Struct, frozen=True):
    """A key that is cited, and where first."""

    key: str
    place: Place


class Cited(Struct, frozen=True, kw_only=True):
    r"""The keys of a document, a file after the one that includes it; ``everything`` if it holds ``\nocite{*}``."""

    citations: tuple[Citation, ...]
    everything: bool = False
    findings: tuple[Finding, ...] = ()


class _File(Struct, frozen=True, kw_only=True):
    """A file to read: the names it may have, best first; ``folder`` is where what it includes is sought."""

    names: tuple[str, ...]
    folder: PurePath
    place: Place | None = None


class _Text(Struct, frozen=True, kw_only=True):
    """A file as it is scanned: ``masked`` is ``text`` with blanks for what holds no citation."""

    name: str
    text: str
    masked: str
    starts: tuple[int, ...]
    folder: PurePath
    root: PurePath  # the main file's folder

    def place(self, at: int) -> Place:
        line = bisect_right(self.starts, at)
        return Place(file=self.name, line=line, column=at - self.starts[line - 1] + 1)


class _Kind(Struct, frozen=True):
    """How the citations of a kind of document are found."""

    mask: Callable[[str], str]
    citations: Callable[[_Text], Iterator[tuple[str, int]]]
    includes: Callable[[_Text], Iterator[_File]] = lambda _: iter(())


def cited(name: str, load: Load) -> Cited:
    """What the document in the file ``name`` cites, with the files it includes.

    Raises :class:`UsageError` for a file of another kind, :class:`InputError` for one that is not there.
    """
    kind = _KINDS.get(PurePath(name).suffix.lower())
    if kind is None:
        raise UsageError(f"{name}: not a document whose citations are known", f"give one of: {', '.join(_KINDS)}")
    root = PurePath(name).parent
    keys: dict[str, Place] = {}
    lost: dict[tuple[str, ...], Finding] = {}
    seen: set[str] = set()
    waiting = [_File(names=(name,), folder=root)]
    while waiting:
        file = waiting.pop()
        for known in file.names:
            if normpath(known) in seen:
                break
            text = load(known)
            if text is not None:
                seen.add(normpath(known))
                part = _text(known, text, kind.mask, file.folder, root)
                for key, at in kind.citations(part):
                    keys.setdefault(key, part.place(at))
                waiting += reversed([*kind.includes(part)])
                break
        else:
            lost.setdefault(file.names, _missing(file))
    everything = keys.pop(ALL, None) is not None
    citations = tuple(Citation(key, place) for key, place in keys.items())
    return Cited(citations=citations, everything=everything, findings=tuple(lost.values()))


def _text(name: str, text: str, mask: Callable[[str], str], folder: PurePath, root: PurePath) -> _Text:
    text = text.removeprefix("\ufeff").replace("\r\n", " \n").replace("\r", "\n")
    starts = (0, *(found.end() for found in re.finditer("\n", text)))
    return _Text(name=name, text=text, masked=mask(text), starts=starts, folder=folder, root=root)


def _missing(file: _File) -> Finding:
    if file.place is None:
        raise InputError(f"{file.names[0]}: no such file", "check the path")
    return Finding(
        code="missing-file",
        severity=Severity.ERROR,
        message=f"{file.names[0]} is included, but is not there",
        cure="its citations are missing; compile in the document's folder, or mend the name",
        place=file.place,
    )


def _blank(found: re.Match[str]) -> str:
    """As many blanks, so that places stay."""
    return re.sub(r"[^\n]", " ", found[0])


def _keys(group: str, at: int) -> Iterator[tuple[str, int]]:
    """The keys between commas, each with its place; what a style cites to hold its settings is none."""
    for found in re.finditer(r"[^,\s](?:[^,]*[^,\s])?", group):
        key = " ".join(found[0].split())
        if not _CONTROL.fullmatch(key):
            yield key, at + found.start()


# LaTeX's own files --------------------------------------------------------------------------------------------------

_CONTROL = re.compile(r"(?:REVTEX|aps|aip|achemso|IEEE)\S*[Cc]ontrol")
_AUX = re.compile(r"\\(?:citation|abx@aux@(?:cite|nocite)(?:\{\d+\})?)\{([^{}]*)\}|\\abx@aux@(nociteall)\b")
_BCF = re.compile(r"<bcf:citekey\b([^<>]*)>([^<>]*)</bcf:citekey>")
_MEMBERS = re.compile(r'\bmembers="([^"]*)"')


def _aux(text: _Text) -> Iterator[tuple[str, int]]:
    for found in _AUX.finditer(text.masked):
        yield from _keys(found[1] or (ALL if found[2] else ""), found.start(found.lastindex or 0))


def _bcf(text: _Text) -> Iterator[tuple[str, int]]:
    """The keys; of a set that the document makes (``type="set"``) its members."""
    sets = {name for options, name in _BCF.findall(text.masked) if 'type="set"' in options}
    for row in _BCF.finditer(text.masked):
        members = _MEMBERS.search(row[1])
        at = row.start(1) + members.start(1) if members else row.start(2)
        group = members[1] if members else "" if row[2] in sets else row[2]
        yield from ((unescape(key), place) for key, place in _keys(group, at))


# LaTeX sources ------------------------------------------------------------------------------------------------------

_DEEP = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_TEX_HIDDEN = re.compile(
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
_MADE = re.compile(r"[\\#$|\x00-\x1f]")  # in a name: a macro makes it, or a program


def _tex(text: _Text) -> Iterator[tuple[str, int]]:
    r"""Every command with "cite" in its name: options, then keys.

    Of ``\cites`` and the like as many groups as follow; ``\volcite`` has a volume before each.
    """
    for found in _CITE.finditer(text.masked):
        name = found[2].lower()
        if found[1] or _NO_KEYS.fullmatch(found[2]):
            continue
        volume, many = "volcite" in name, name.endswith(("cites", "citetexts"))
        at, number = found.end(), 0
        while (many or number <= volume) and (argument := _ARGUMENT.match(text.masked, at)):
            if number % 2 or not volume:
                yield from (one for one in _keys(argument[1], argument.start(1)) if not {"\\", "#"} & {*one[0]})
            at, number = argument.end(), number + 1


def _includes(text: _Text) -> Iterator[_File]:
    r"""What is included: sought beside what ``\import`` or ``\subfile`` brought here, then beside the main file."""
    for found in _INCLUDE.finditer(text.masked):
        which = found.lastindex or 0
        name, folder = found[which].strip().strip('"'), (found["folder"] or "").strip()
        if not name or _MADE.search(folder + name):
            continue
        outer = (text.root if folder and not found["sub"] else text.folder) / folder
        names = (name,) if name.lower().endswith((".tex", ".ltx", ".aux")) else (f"{name}.tex", name)
        tried = dict.fromkeys(str(base / one) for base in (outer, text.root) for one in names)
        inner = (outer / name).parent if found["subfile"] else outer
        yield _File(names=tuple(tried), folder=inner, place=text.place(found.start(which)))


# Markdown -----------------------------------------------------------------------------------------------------------

_MD_HIDDEN = re.compile(
    r"^([ \t]*(?:>[ \t]?)*)(?:[-*+][ \t]+|\d+[.)][ \t]+)?(`{3,}(?=[^`\n]*$)|~{3,}).*?(?:^\1 {0,5}\2[`~]*[ \t]*$|\Z)"
    r"|<!--.*?(?:-->|\Z)"
    r"|(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).){0,4000}?(?<!`)\3(?!`)"
    r"|\\."
    r"|<[A-Za-z][\w+.\-]*:[^\s<>]*>|(?<!@\{)https?://[^\s<>\[\]`\"]+|\]\([^\s()]*",
    re.MULTILINE | re.DOTALL,
)
_ITEM = re.compile(r" {0,3}(?:[-*+:~]|-{3,}|\(?(?:\d+|[A-Za-z#]|[ivxlc]+|@[\w-]*)[.)]|\[\^[^\]\s]+\]:)(?:[ \t]|$)")
_KEY = re.compile(r"(?<![^\W_])(?<![\\@.])@(?:\{((?:[^{}\s]|\{[^{}\s]*\})+)\}|(\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*))")
_NOCITE = re.compile(r"^nocite[ \t]*:[^\n]*?(?:\n(?:[ \t]|- )[^\n]*?)*?@\*", re.MULTILINE)
_LABEL = re.compile(r"\{#([A-Za-z]+[:\-][\w:.\-]+)|\blabel:[ \t]*([A-Za-z]+-[\w-]+)|^\(@([\w-]+)\)[ \t]", re.MULTILINE)


def _md_mask(text: str) -> str:
    """Without code, comments, addresses and what is escaped; indented code follows a blank line, but not in a list."""
    shown = _MD_HIDDEN.sub(_blank, text).split("\n")
    blank, listed, code = True, False, False
    for number, line in enumerate(text.split("\n")):
        if shown[number].strip():
            if line.startswith(("    ", "\t")):
                code = code or (blank and not listed)
                shown[number] = " " * len(line) if code else shown[number]
            else:
                listed = bool(_ITEM.match(line)) or (listed and (not blank or line[0] == " "))
                code = False
        blank = not shown[number].strip() and not code
    return "\n".join(shown)


def _md(text: _Text) -> Iterator[tuple[str, int]]:
    """The keys, but for what the document itself calls so: figures, sections, numbered examples."""
    labels = {label for found in _LABEL.findall(text.text) for label in found}
    for found in _KEY.finditer(text.masked):
        which = 1 if found[1] else 2
        if found[which] not in labels:
            yield found[which], found.start(which)
    if everything := _NOCITE.search(text.masked):
        yield ALL, everything.end() - 1


_TEX = _Kind(partial(_TEX_HIDDEN.sub, _blank), _tex, _includes)
_MARKDOWN = _Kind(_md_mask, _md)
_KINDS = {
    ".aux": _Kind(str, _aux, _includes),
    ".bcf": _Kind(str, _bcf),
    **dict.fromkeys((".tex", ".ltx", ".rnw"), _TEX),
    **dict.fromkeys((".md", ".markdown", ".qmd", ".rmd"), _MARKDOWN),
}


# The papers ---------------------------------------------------------------------------------------------------------


def select(library: Library, cited: Cited) -> Library:
    """The papers that are cited, in the order of the list; a finding for each key that no paper has.

    A paper that is cited by a former key has that key, so that the document finds it.
    """
    holders = {alias: record for record in reversed(library.records) for alias in record.aliases}
    holders |= {record.key: record for record in library.records}
    known = _Known(holders)
    asked: dict[str, list[str]] = {}
    findings = [*cited.findings]
    for citation in cited.citations:
        holder = holders.get(citation.key)
        if holder is None:
            findings.append(_unknown(citation, known.near(citation.key)))
        else:
            asked.setdefault(holder.key, []).append(citation.key)
    if cited.everything:
        asked = {record.key: [record.key] for record in library.records} | asked
    records = tuple(one for record in library.records for one in _under(record, asked.get(record.key, [])))
    return replace(library, records=records, findings=(*library.findings, *findings))


def _under(record: Record, keys: list[str]) -> Iterator[Record]:
    """The record once under each of ``keys``; the first keeps its other keys as aliases, for a key has one holder."""
    others = tuple(name for name in (record.key, *record.aliases) if name not in keys)
    for key in keys:
        yield replace(record, key=key, aliases=others if key == keys[0] else ())


class _Known:
    """The keys of a library, to find what a key that is none of them may have been meant to be."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = list(keys)
        self._in_lower_case: dict[str, list[str]] = {}
        for key in self._keys:
            self._in_lower_case.setdefault(key.lower(), []).append(key)

    def near(self, key: str) -> list[str]:
        """Those that differ in case alone, else up to three that are alike, nearest first."""
        return self._in_lower_case.get(key.lower()) or near(key, self._keys, 3)


def _unknown(citation: Citation, meant: list[str]) -> Finding:
    return Finding(
        code="unknown-key",
        severity=Severity.ERROR,
        message=f"{citation.key} is cited, but no paper has that key",
        cure=f"did you mean {' or '.join(meant)}?" if meant else "see plbib keys for the keys of the list",
        place=citation.place,
        key=citation.key,
    )
