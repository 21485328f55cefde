r"""The categories of a list as groups of a .bib, in the one form that both JabRef and Zotero's importer read.

Version 3 of JabRef's groups: ``@Comment{jabref-meta: groupstree:`` and a line a group,
``1 ExplicitGroup:Name\;0\;key\;;``, its first digit the depth. To BibTeX a comment ends nowhere: ``@`` in it begins an
entry, and Zotero ends it at ``}``.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from plbib.model import CategoryPath, Library
from plbib.papers.keys import safe
from plbib.text.unicode import clean

_DEEPEST = 9
"""The level is one digit."""
_VERSION = "jabref-meta: groupsversion:3;"
_TREE = "jabref-meta: groupstree:"
_GROUP = re.compile(r"([0-9]) (ExplicitGroup|StaticGroup):(.*)", re.DOTALL)


def harmless(text: str) -> str:
    """``text`` on one line, for outside an entry: without the marks that would begin an entry or end a comment."""
    for mark, written in (("@", "(at)"), ("{", "("), ("}", ")")):
        text = text.replace(mark, written)
    return clean(text.replace("\n", " "))


def write(library: Library, key_form: Callable[[str], str] = safe) -> str:
    """The comments for the categories of ``library``, empty ones included; ``""`` if it has none."""
    held: dict[CategoryPath, dict[str, None]] = defaultdict(dict)
    for record in library.records:
        for path in record.categories:
            held[path][key_form(record.key)] = None
    paths = _tree([category.path for category in library.categories] or held)
    if not paths:
        return ""
    lines = [
        f"{min(len(path), _DEEPEST)} ExplicitGroup:{_row([harmless(path[-1]), '0', *held[path]])};" for path in paths
    ]
    return "\n".join([f"@Comment{{{_VERSION}}}", "", f"@Comment{{{_TREE}", "0 AllEntriesGroup:;", *lines, "}", ""])


def _tree(paths: Iterable[CategoryPath]) -> list[CategoryPath]:
    """Every path and what is above it, a parent right before what it holds, else in the order given."""
    children: dict[CategoryPath, dict[CategoryPath, None]] = defaultdict(dict)
    for path in paths:
        for depth in range(1, len(path) + 1):
            children[path[: depth - 1]][path[:depth]] = None
    ordered, left = [], list(reversed(children[()]))
    while left:
        path = left.pop()
        ordered.append(path)
        left += reversed(children[path])
    return ordered


def _row(fields: list[str]) -> str:
    r"""The fields, each ended by ``\;``: quoted as fields of a row, and the row again as one of many."""
    return _quote("".join(f"{_quote(field)};" for field in fields))


def _quote(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;")


def read(comments: Iterable[str]) -> tuple[dict[str, tuple[CategoryPath, ...]], tuple[CategoryPath, ...]]:
    """The categories of each key, and all categories, in the comments of a .bib; empty for what is no such tree."""
    of_key: dict[str, dict[CategoryPath, None]] = defaultdict(dict)
    paths: dict[CategoryPath, None] = {}
    for comment in comments:
        if not comment.strip().startswith(_TREE):
            continue
        above: CategoryPath = ()
        for row in _split(re.sub(r"[\r\n]", "", comment.strip().removeprefix(_TREE))):
            match = _GROUP.fullmatch(row)
            parts = _split(match[3]) if match else []
            if not match or not parts:
                continue
            name, *rest = parts
            above = (*above[: max(int(match[1]) - 1, 0)], name)
            paths[above] = None
            for key in filter(None, rest[1:]):
                of_key[key][above] = None
    return {key: tuple(held) for key, held in of_key.items()}, tuple(paths)


_PIECE = re.compile(r"\\(.?)|([^\\;]+)|;", re.DOTALL)


def _split(text: str) -> list[str]:
    """The parts that ``;`` ends and no backslash quotes, unquoted."""
    parts: list[list[str]] = [[]]
    for match in _PIECE.finditer(text):
        if match[0] == ";":
            parts.append([])
        else:
            parts[-1].append(match[match.lastindex or 0])
    whole = ["".join(part) for part in parts]
    return whole if whole[-1] else whole[:-1]
