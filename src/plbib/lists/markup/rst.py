"""reStructuredText as Markdown, line by line: headings, bullets, links, references; directives are left out."""

import re

from plbib.lists.markup.converted import Converted, reading
from plbib.model import Reading
from plbib.papers.identifiers import address, identify
from plbib.text.patterns import regex

_ADORNMENT = regex(r"([=\-`:.'\"~^_*+#<>!$%&,/;?@|\\(){}\[\]])\1{2,}[ \t]*")
_DIRECTIVE = regex(r"^(\s*)\.\. ([\w:.-]+)::[ \t]*(.*)$")
_TARGET = regex(r"^\s*\.\. _(`[^`]+`|[^:`]+):[ \t]+(\S+)[ \t]*$")
_ANONYMOUS = regex(r"^\s*(?:\.\. __:|__)[ \t]+(\S+)[ \t]*$")
_CITED = regex(r"^\.\. \[([^\]]+)\][ \t]+(.*)$")
_COMMENT = regex(r"^\s*\.\.(?:\s|$)")
_ROW = regex(r"^(\s*)\* - ?(.*)$")
_CELL = regex(r"^(\s*)- ?(.*)$")
_FIELD = regex(r"^(\s*):([A-Za-z][\w -]*):[ \t]+")
_EMBEDDED = regex(r"`([^`<>]+?)\s*<([^`<>\s]+)>`__?")
_NAMED = regex(r"`([^`]+)`_(?!_)")
_WORD = regex(r"(\[)?(?<![\w`])([A-Za-z][\w.+-]*)_(?(1)\])(?=[\s,.;)]|$)")
_UNNAMED = regex(r"`([^`]+)`__")
_ROLE = regex(r":([\w-]+):`([^`<>]+?)(?:\s*<([^`<>]+)>)?`")
_ITEM = regex(r"\s*(?:[-*+•]|\(?(?:\d+|#|[a-zA-Z])[.)])\s|\s*[|:]")
_CODE = regex(r"``(.+?)``")
_DROPPED = frozenset(
    "contents image figure meta toctree include raw highlight code code-block math bibliography sectnum index "
    "tags".split()
)


def markdown(text: str) -> Converted:
    """The document as Markdown, with the same lines."""
    lines = _headings(text.split("\n"))
    unnamed = iter([found[1] for line in lines if (found := _ANONYMOUS.match(line))])
    written, levels = _Body(lines).converted(), "\n"
    joined = _inline(levels.join(written))
    return Converted(_UNNAMED.sub(lambda found: f"[{found[1]}]({next(unnamed, '')})", joined))


def _headings(lines: list[str]) -> list[str]:
    """``lines`` with headings as ``#``; what underlines one first is the highest."""
    found, levels = [*lines], dict[tuple[str, bool], int]()
    for at in range(1, len(lines)):
        under, title = lines[at], lines[at - 1]
        if not _ADORNMENT.fullmatch(under) or not title.strip() or _ADORNMENT.fullmatch(title):
            continue
        over = at > 1 and lines[at - 2].strip() == under.strip()
        if len(under.strip()) < len(title.strip()) - 2 or (title[:1].isspace() and not over):
            continue
        level = levels.setdefault((under[0], over), len(levels) + 1)
        found[at - 1], found[at] = f"{'#' * min(level, 6)} {title.strip()}", ""
        if over:
            found[at - 2] = ""
    return found


class _Body:
    """Lines with directives, comments and targets taken out or turned into Markdown."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._left_out = -1  # the indent of a directive or comment whose block is left out
        self._inside = -1  # of one whose block is kept
        self._table = False
        self._below = False  # whether the last line was one of text
        self._term = -1  # the indent of a term, on the line before, that may be defined

    def converted(self) -> list[str]:
        written = [self._line(line) for line in self._lines]
        if self._table:
            written[-1] += "</table>"
        return written

    def _line(self, line: str) -> str:
        indent = len(line) - len(line.lstrip())
        if not line.strip():
            self._below, self._term = False, -1
            return ""
        if self._left_out >= 0:
            if indent > self._left_out:
                return ""
            self._left_out = -1
        if self._inside >= 0 and indent > self._inside:
            return self._in_block(line)
        end = "</table>" if self._table else ""
        self._inside, self._table = -1, False
        marked = line.lstrip().startswith((".. ", "__ "))
        return end + (self._marked(line, indent) if marked else self._text(line, indent))

    def _marked(self, line: str, indent: int) -> str:
        """A line that begins a target, a citation or a directive."""
        if target := _TARGET.match(line):
            return f"[{target[1].strip('`')}]: {target[2]}"
        if cited := _CITED.match(line):
            return f"- {cited[2]}"
        directive = _DIRECTIVE.match(line)
        if directive is None or directive[2] in _DROPPED:
            self._left_out = indent
            return ""
        self._inside, self._table = indent, directive[2] == "list-table"
        return "<table>" if self._table else ""

    def _text(self, line: str, indent: int) -> str:
        if _COMMENT.match(line):
            self._left_out = indent
            return ""
        term, self._term = self._term, indent if not _ITEM.match(line) and not self._below else -1
        self._below = True
        if 0 <= term < indent:
            self._term = -1
            return f"{line[:term]}: {line.lstrip()}"
        if line.startswith("| "):
            return f"{line[2:]}<br>"
        return re.sub(r"^(\s*)#\. ", r"\g<1>1. ", _FIELD.sub(r"\1\2: ", line))

    def _in_block(self, line: str) -> str:
        """A line of a directive's block, without its indent."""
        if re.match(r"\s*:[\w-]+:", line):
            return ""
        if not self._table:
            return line[self._inside + 3 :].lstrip() if line[: self._inside + 3].isspace() else line.lstrip()
        if row := _ROW.match(line):
            return f"<tr><td>{row[2]}"
        cell = _CELL.match(line)
        return f"<td>{cell[2]}" if cell else line.strip()


def _inline(text: str) -> str:
    text = _ROLE.sub(_role, text)
    text = _CODE.sub(r"`\1`", text)
    text = _EMBEDDED.sub(
        lambda found: f"[{' '.join(found[1].split())}]({found[2]})" + "\n" * found[0].count("\n"), text
    )
    targets = {found[1].lower() for found in _DEFINED.finditer(text)}
    text = _NAMED.sub(r"[\1][\1]", text)
    return _WORD.sub(lambda found: f"[{found[2]}][{found[2]}]" if found[2].lower() in targets else found[0], text)


_DEFINED = regex(r"(?m:^)\[([^\[\]]+)\]: ")


def _embedded(found: "re.Match[str]") -> str:
    """A link with its address; the lines stay as many as they were."""
    return f"[{' '.join(found[1].split())}]({found[2]})" + "\n" * found[0].count("\n")


def _role(found: "re.Match[str]") -> str:
    """``:doi:`10.1000/x``` as a link, of other roles the text."""
    name, label, target = found[1].lower(), found[2], found[3]
    paper = identify(target or label) or identify(f"{name}:{target or label}")
    page = address(paper.kind, paper.value) if paper else None
    return f"[{label}]({page})" if page else label


def read(text: str, file: str, _: object) -> Reading:
    """The list in a text of this kind."""
    return reading(markdown(text), file)
