r"""Which papers a document cites: LaTeX's ``.aux``, biblatex's ``.bcf``, LaTeX sources, Markdown with pandoc's ``[@key]``."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from plbib.errors import InputError, Severity, UsageError
from plbib.model import Finding, Library, Place, Record

Load = Callable[[str], str | None]
"""The text of a file by its name, None if there is none."""

ALL = "*"


class Citation(Struct, frozen=True):
    """A key that is cited, and where first."""

    key: str
    place: Place


class Cited(Struct, frozen=True, kw_only=True):
    r"""The keys of a document in the order in which it cites them; ``everything`` if it holds ``\nocite{*}``."""

    citations: tuple[Citation, ...]
    everything: bool = False
    findings: tuple[Finding, ...] = ()


class _Text(Struct, frozen=True):
    """A file as it is scanned: ``masked`` is ``text`` with blanks for what holds no citation."""

    name: str
    masked: str
    starts: tuple[int, ...]

    def place(self, at: int) -> Place:
        line = bisect_right(self.starts, at)
        return Place(file=self.name, line=line, column=at - self.starts[line - 1] + 1)


_Scan = Callable[[_Text], Iterator[tuple[str, int]]]
_Include = tuple[str, int]


def cited(name: str, load: Load) -> Cited:
    """What the document in the file ``name`` cites, with the files it includes.

    Raises :class:`UsageError` for a file of another kind, :class:`InputError` for one that is not there.
    """
    kind = _KINDS.get(PurePosixPath(name.replace("\\", "/")).suffix.lower())
    if kind is None:
        raise UsageError(f"{name}: not a document whose citations are known", f"give one of: {', '.join(_KINDS)}")
    keys: dict[str, Place] = {}
    findings: list[Finding] = []
    waiting: list[tuple[str, Place | None]] = [(name, None)]
    seen = {name}
    while waiting:
        file, asked = waiting.pop()
        text = load(file)
        if text is None and asked is None:
            raise InputError(f"{file}: no such file", "check the path")
        if text is None:
            findings.append(_missing(file, asked))
            continue
        masked = kind.mask(text)
        part = _Text(file, masked, tuple(_starts(masked)))
        for key, at in kind.citations(part):
            keys.setdefault(key, part.place(at))
        found = []
        for other, at in kind.includes(part, name):
            if other not in seen:
                seen.add(other)
                found.append((other, part.place(at)))
        waiting += reversed(found)
    everything = keys.pop(ALL, None) is not None
    return Cited(
        citations=tuple(Citation(key, place) for key, place in keys.items()),
        everything=everything,
        findings=tuple(findings),
    )


def _starts(text: str) -> Iterator[int]:
    yield 0
    for found in re.finditer("\n", text):
        yield found.end()


def _missing(file: str, place: Place | None) -> Finding:
    return Finding(
        code="missing-file",
        severity=Severity.WARNING,
        message=f"{file} is included, but is not there",
        cure="its citations are missing; compile in the document's folder, or mend the name",
        place=place,
    )


class _Kind(Struct, frozen=True):
    """How the citations of a kind of document are found."""

    mask: Callable[[str], str]
    citations: _Scan
    includes: Callable[[_Text, str], Iterator[_Include]]


def _blank(found: re.Match[str]) -> str:
    """As many blanks, so that places stay."""
    return re.sub(r"[^\n]", " ", found[0])


def _nothing(text: _Text, main: str) -> Iterator[_Include]:  # noqa: ARG001 - includes nothing
    yield from ()


def _keys(group: str, at: int) -> Iterator[tuple[str, int]]:
    """The keys between commas, each with its place."""
    for found in re.finditer(r"[^,\s](?:[^,]*[^,\s])?", group):
        yield found[0], at + found.start()


def _beside(main: str, name: str, ending: str) -> str:
    """A file named in a document, relative to the folder of the main one, as LaTeX takes it."""
    path = PurePosixPath(main).parent / name.strip().strip('"')
    return str(path if path.suffix.lower() in (ending, ".tex", ".ltx") else path.with_name(path.name + ending))


# LaTeX's own files --------------------------------------------------------------------------------------------------

_AUX = re.compile(r"\\(?:citation|abx@aux@(?:cite|nocite)(?:\{\d+\})?)\{([^{}]*)\}")
_AUX_INPUT = re.compile(r"\\@input\{([^{}]+)\}")
_BCF = re.compile(r"<bcf:citekey\b[^>]*>([^<]*)</bcf:citekey>")
_XML = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def _aux(text: _Text) -> Iterator[tuple[str, int]]:
    for found in _AUX.finditer(text.masked):
        yield from _keys(found[1], found.start(1))


def _aux_includes(text: _Text, main: str) -> Iterator[_Include]:
    for found in _AUX_INPUT.finditer(text.masked):
        yield str(PurePosixPath(main).parent / found[1]), found.start(1)


def _bcf(text: _Text) -> Iterator[tuple[str, int]]:
    for found in _BCF.finditer(text.masked):
        key = found[1].strip()
        for entity, character in _XML:
            key = key.replace(entity, character)
        if key:
            yield key, found.start(1)


# LaTeX sources ------------------------------------------------------------------------------------------------------

_VERBATIM = re.compile(
    r"\\begin\{(verbatim\*?|lstlisting|minted|comment|Verbatim)\}.*?(?:\\end\{\1\}|\Z)", re.DOTALL
)
_VERB = re.compile(r"\\(?:verb\*?|lstinline)([^\w\s*{\[])[^\n]*?\1")
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_CITE = re.compile(r"\\([A-Za-z]*[Cc]ite[A-Za-z]*)\*?")
_NO_KEYS = re.compile(r"bibcite|[a-z]*citestyle|citereset[a-z]*|citetracker[a-z]*|newcites|Declare[A-Za-z]*|[a-z]*defcite[a-z]+")
_OPTIONS = re.compile(r"\s*(?:\[(?:[^\[\]{}]|\{[^{}]*\})*\]|\((?:[^(){}]|\{[^{}]*\})*\))")
_GROUP = re.compile(r"\s*\{([^{}]*)\}")
_INPUT = re.compile(r"\\(?:input|include|subfile|subfileinclude)\s*(?:\{([^{}]+)\}|([^\s{}\\%]+))")
_IMPORT = re.compile(r"\\(?:sub)?(?:import|includefrom|inputfrom)\*?\s*\{([^{}]*)\}\s*\{([^{}]+)\}")


def _tex_mask(text: str) -> str:
    text = _VERBATIM.sub(_blank, text)
    text = _VERB.sub(_blank, text)
    return _COMMENT.sub(lambda found: found[1] + " " * (len(found[0]) - len(found[1])), text)


def _tex(text: _Text) -> Iterator[tuple[str, int]]:
    r"""Every command with "cite" in its name: options, then keys; of ``\cites`` as many groups as follow."""
    for found in _CITE.finditer(text.masked):
        name = found[1]
        if _NO_KEYS.fullmatch(name):
            continue
        at, many = found.end(), name.lower().endswith("cites")
        first = True
        while first or many:
            first = False
            while option := _OPTIONS.match(text.masked, at):
                at = option.end()
            group = _GROUP.match(text.masked, at)
            if not group:
                break
            yield from _keys(group[1], group.start(1))
            at = group.end()


def _tex_includes(text: _Text, main: str) -> Iterator[_Include]:
    for found in _INPUT.finditer(text.masked):
        which = 1 if found[1] else 2
        if not re.search(r"[\\#$]", found[which]):  # a name that a macro makes
            yield _beside(main, found[which], ".tex"), found.start(which)
    for found in _IMPORT.finditer(text.masked):
        yield _beside(main, f"{found[1].rstrip('/')}/{found[2]}", ".tex"), found.start(2)


# Markdown -----------------------------------------------------------------------------------------------------------

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)\1(?!`)", re.DOTALL)
_HTML = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_KEY = re.compile(
    r"(?<![\w\\@.])@(?:\{([^{}\s]+)\}|((?:\w|\*)(?:\w|[:.#$%&\-+?<>~/](?=\w))*))"
)


def _md_mask(text: str) -> str:
    for pattern in (_HTML, _FENCE, _CODE):
        text = pattern.sub(_blank, text)
    return text


def _md(text: _Text) -> Iterator[tuple[str, int]]:
    for found in _KEY.finditer(text.masked):
        which = 1 if found[1] else 2
        if found[which] != ALL or "nocite" in text.masked[max(found.start() - 200, 0) : found.start()]:
            yield found[which], found.start(which)


_TEX = _Kind(_tex_mask, _tex, _tex_includes)
_MARKDOWN = _Kind(_md_mask, _md, _nothing)
_KINDS = {
    ".aux": _Kind(lambda text: text, _aux, _aux_includes),
    ".bcf": _Kind(lambda text: text, _bcf, _nothing),
    **dict.fromkeys((".tex", ".ltx", ".rnw"), _TEX),
    **dict.fromkeys((".md", ".markdown", ".qmd", ".rmd"), _MARKDOWN),
}


# The papers ---------------------------------------------------------------------------------------------------------


def select(library: Library, cited: Cited) -> Library:
    """The papers that are cited, in the order of the list; a finding for each key that no paper has.

    A paper that is cited by a former key has that key, so that the document finds it.
    """
    holders: dict[str, Record] = {}
    for record in library.records:
        holders[record.key] = record
    for record in library.records:
        for alias in record.aliases:
            holders.setdefault(alias, record)
    asked: dict[str, list[str]] = {}
    findings = [*cited.findings]
    for citation in cited.citations:
        holder = holders.get(citation.key)
        if holder is None:
            findings.append(_unknown(citation, list(holders)))
        else:
            asked.setdefault(holder.key, []).append(citation.key)
    records = [
        renamed
        for record in library.records
        for renamed in _under(record, asked.get(record.key, [record.key] if cited.everything else []))
    ]
    return replace(library, records=tuple(records), findings=(*library.findings, *findings))


def _under(record: Record, keys: list[str]) -> Iterator[Record]:
    for key in keys:
        others = tuple(name for name in (record.key, *record.aliases) if name not in keys)
        yield record if key == record.key else replace(record, key=key, aliases=others)


def _unknown(citation: Citation, known: list[str]) -> Finding:
    same = [key for key in known if key.lower() == citation.key.lower()]
    near = same or get_close_matches(citation.key, known, n=3)
    return Finding(
        code="unknown-key",
        severity=Severity.ERROR,
        message=f"{citation.key} is cited, but no paper has that key",
        cure=f"did you mean {' or '.join(near)}?" if near else "see plbib keys for the keys of the list",
        place=citation.place,
        key=citation.key,
    )
