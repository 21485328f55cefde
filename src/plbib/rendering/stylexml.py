"""Reading CSL style files, which may come from strangers, and saying what is wrong with one.

To run a style, the standard library reads it, which loads in a third of the time of lxml; lxml, which knows the lines,
reads what is to be checked or refused.
"""

import copy
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError, XMLParser, fromstring

from msgspec import Struct

from plbib.errors import UsageError
from plbib.io.files import decode, read_bytes
from plbib.io.stylefiles import KEPT
from plbib.rendering import repository
from plbib.text.unicode import near

NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
_LARGEST = 10**6
"""Bytes of a style; the largest of the CSL repository has a quarter of it."""
_DEEPEST = 100
_TOO_DEEP = "boolean(" + "/*" * (_DEEPEST + 1) + ")"
_MOST_CALLS = 100_000
"""Macros that a macro may lead to, each counted as often as it is called; a shipped style has some hundreds."""
_SHOWN, _SHOWN_TEXT = 5, 30
_RNG = "{http://relaxng.org/ns/structure/1.0}"
_NEEDS = {
    "style": "class, version and a <citation>",
    "text": "exactly one of variable, macro, term and value",
    "choose": "an <if>, and then <else-if> and <else>",
    "date": "a variable, and one or more <date-part> or a form",
    "citation": "a <layout>",
    "bibliography": "a <layout>",
    "layout": "something to print",
    "macro": "a name, and something to print",
    "sort": "one or more <key>",
}
"""What an element must have (CSL 1.0.2), said where the schema only tells that it does not fit."""
_CONDITIONS = ("if", "else-if")
_HINT = "give a style of CSL 1.0, such as those of the CSL repository"


def load(path: Path) -> Any:
    """The root element (xml.etree) of a style that is to be run, independent or dependent; errors as :func:`parse`."""
    try:
        root = _root(_text(path))
    except ParseError as error:
        parse(path)
        raise UsageError(f"{path}: not a citation style: not XML: {error}", _HINT) from error
    return root if root.tag == f"{NAMESPACE}style" and not _is_deep(root) else parse(path)


@lru_cache(maxsize=KEPT)
def _root(text: str) -> Any:
    """The root element of a text; the last ones are kept, for a style is looked up and then compiled."""
    return fromstring(text.encode(), XMLParser(encoding="utf-8"))  # noqa: S314 - it declares no entity


def _is_deep(root: Any) -> bool:
    """Whether more than ``_DEEPEST`` elements stand inside each other."""
    level = [root]
    for _ in range(_DEEPEST):
        level = [below for element in level for below in element]
    return bool(level)


def _text(path: Path) -> str:
    data = read_bytes(path)
    if len(data) > _LARGEST:
        raise UsageError(f"{path}: larger than {_LARGEST // 10**6} MB", "no style is; check what it is")
    text = decode(data, str(path))
    declared = text.find("<!DOCTYPE")
    if declared >= 0:
        line = text.count("\n", 0, declared) + 1
        raise UsageError(f"{path}:{line}: a document type (DOCTYPE)", "remove it; a style needs none")
    return text


def parse(path: Path) -> Any:
    """The root element (lxml) of a style, independent or dependent, without comments and processing instructions.

    Only UTF-8 is read, no document type and so no entity but XML's own, and nothing that the file refers to. Raises
    :class:`UsageError` with ``file:line: reason`` for what is no style, :class:`InputError` for what cannot be read.
    """
    from lxml.etree import XMLParser, XMLSyntaxError, fromstring

    parser = XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = fromstring(_text(path).encode(), parser)
    except XMLSyntaxError as error:
        line = error.lineno or 1
        raise UsageError(f"{path}:{line}: not a citation style: not XML: {error.msg or 'empty'}", _HINT) from error
    if root.tag != f"{NAMESPACE}style":
        raise UsageError(f"{path}:{root.sourceline}: not a citation style: its root is <{root.tag}>", _HINT)
    if root.xpath(_TOO_DEEP):
        raise UsageError(f"{path}: more than {_DEEPEST} elements inside each other", "nest fewer, with macros")
    return root


class Problem(Struct, frozen=True):
    """What is wrong at one line of a style; ``harmless`` if the style runs without what is not understood."""

    line: int
    reason: str
    harmless: bool = False


def validate(path: Path) -> tuple[Problem, ...]:
    """What the style in ``path`` asks for that CSL does not know, and that it runs without.

    Raises :class:`UsageError` naming the first wrong line if it does not say how to format.
    Meant for styles a user has written; all of the CSL repository pass. The rules are those of the RelaxNG schema of
    CSL 1.0.2, which takes styles of 1.0 and 1.0.1, too; the metadata in ``info`` may be incomplete.
    """
    everything = problems(parse(path))
    mistakes = tuple(problem for problem in everything if not problem.harmless)
    if mistakes:
        others = [problem for problem in everything if problem is not mistakes[0]][: _SHOWN - 1]
        more = "; ".join(f"line {problem.line}: {problem.reason}" for problem in others)
        hint = f"mend it; also {more}" if more else "mend it; the CSL specification says what may stand there"
        raise UsageError(f"{path}:{mistakes[0].line}: {mistakes[0].reason}", hint)
    return everything


def problems(root: Any) -> tuple[Problem, ...]:
    """What is wrong with a style's formatting, by line; nothing of a dependent style, which has none."""
    if parent(root):
        return ()
    checked = copy.deepcopy(root)
    for info in checked.findall(f"{NAMESPACE}info")[:1]:
        checked.remove(info)
    checked.insert(0, _information(checked))
    mistakes = [] if _schema().validate(checked.getroottree()) else _misplaced(checked)
    return tuple(sorted([*mistakes, *_macros(root)], key=lambda problem: problem.line))


def parent(root: Any) -> str:
    """The name of the style that a dependent style stands for, in lower case; empty for an independent one."""
    links = root.findall(f"{NAMESPACE}info/{NAMESPACE}link[@rel='independent-parent']")
    return links[0].get("href", "").rstrip("/").rpartition("/")[2].lower() if links else ""


def _information(root: Any) -> Any:
    """An ``info`` that holds what the schema asks for."""
    from lxml.etree import SubElement

    info = copy.copy(root).makeelement(f"{NAMESPACE}info")
    for name, text in (("title", "-"), ("id", "-"), ("updated", "2000-01-01T00:00:00Z")):
        SubElement(info, f"{NAMESPACE}{name}").text = text
    return info


@cache
def _grammar() -> bytes:
    return read_bytes(repository.schema())


@cache
def _schema() -> Any:
    from lxml.etree import RelaxNG, fromstring

    return RelaxNG(fromstring(_grammar()))


@cache
def _pieces() -> Any:
    """The schema with every element allowed as the root: it tells which elements of an invalid style are to blame.

    libxml2 itself reports only the outermost, as most elements of a style may come in any order.
    """
    from lxml.etree import RelaxNG, SubElement, fromstring

    grammar = fromstring(_grammar())
    (start,) = grammar.iter(f"{_RNG}start")
    elements = list(grammar.iter(f"{_RNG}element"))
    start.clear()
    choice = SubElement(start, f"{_RNG}choice")
    for number, element in enumerate(elements):
        name = f"piece{number}"
        reference = grammar.makeelement(f"{_RNG}ref", name=name)
        element.getparent().replace(element, reference)
        SubElement(grammar, f"{_RNG}define", name=name).append(element)
        SubElement(choice, f"{_RNG}ref", name=name)
    return RelaxNG(grammar)


def _fits(element: Any) -> bool:
    return bool(_pieces().validate(copy.deepcopy(element)))


def _misplaced(root: Any) -> list[Problem]:
    """The innermost elements that no place of the schema takes as they are."""
    wrong: list[Any] = []

    def walk(element: Any) -> bool:
        inner = [walk(child) for child in element]
        if all(inner) and not _fits(element):
            wrong.append(element)
            return False
        return all(inner)

    walk(root)
    unknown = [element for element in wrong if not _is_understood(element)]
    first = sorted(unknown, key=lambda element: element.sourceline)[:_SHOWN]  # to find a reason takes some time
    return [Problem(element.sourceline, *_reason(element)) for element in first]


_EXTENSIONS = {
    "style": frozenset({"default-locale-sort"}),
    "layout": frozenset({"locale"}),
    **dict.fromkeys(_CONDITIONS, frozenset({"has-day", "has-to-month-or-season", "has-year-only"})),
}
"""Attributes of CSL-M that the engine understands, by element."""


def _is_understood(element: Any) -> bool:
    """Whether an element fits but for attributes of CSL-M that the engine understands."""
    known = _EXTENSIONS.get(_name(element), frozenset())
    rest = {name: value for name, value in element.attrib.items() if name not in known}
    if len(rest) == len(element.attrib):
        return False
    if _name(element) in _CONDITIONS:
        rest.setdefault("type", "book")  # a condition needs a test
    return _fits_with(copy.deepcopy(element), rest)


def _reason(element: Any) -> tuple[str, bool]:
    """Why an element does not fit whose parts do: the attribute or the part that is to blame, if it is one.

    It is harmless where the engine passes over it: a value or element that nobody knows, a condition without a test.
    """
    name = _name(element)
    for attribute, value in element.attrib.items():
        meant = _meant(element, attribute, value)
        if meant is not None:
            guess = f"; did you mean {meant}?" if meant else ""
            return f'<{name}>: {attribute}="{value}" is not allowed{guess}', name != "style" or attribute == "version"
    for at, part in enumerate(element):
        changed = copy.deepcopy(element)
        changed.remove(changed[at])
        if _fits(changed):
            return f"<{_name(part)}> cannot stand in <{name}>", False
    if (element.text or "").strip() and not len(element):
        return f"<{name}> holds text: {element.text.strip()[:_SHOWN_TEXT]}", False
    if name not in _words("element"):
        return f"<{name}> is no element of CSL{_did_you_mean(name, _words('element'))}", True
    needs = _NEEDS.get(name, "something that is missing, or holds what cannot stand together")
    return f"<{name}> needs {needs}", name in _CONDITIONS


def _meant(element: Any, attribute: str, value: str) -> str | None:
    """What an attribute may have been meant to be, empty if unknown; None if the attribute is not to blame."""
    values, rest = sorted(_words("value")), {name: text for name, text in element.attrib.items() if name != attribute}
    changed = copy.deepcopy(element)
    for name, text in (
        *((attribute, text) for text in near(value, values, 5)),
        *((name, value) for name in near(attribute, sorted(_words("attribute")), 3)),
    ):
        if _fits_with(changed, {**rest, name: text}):
            return f'{name}="{text}"'
    others = (rest, *({**rest, attribute: text} for text in values))
    return "" if any(_fits_with(changed, attributes) for attributes in others) else None


def _fits_with(changed: Any, attributes: dict[str, str]) -> bool:
    changed.attrib.clear()
    changed.attrib.update(attributes)
    return bool(_pieces().validate(changed))


@cache
def _words(kind: str) -> frozenset[str]:
    """The names of the schema's elements or attributes, or the values it lists."""
    from lxml.etree import fromstring

    patterns = fromstring(_grammar()).iter(f"{_RNG}{kind}")
    texts = (name for pattern in patterns for name in ([pattern] if kind == "value" else pattern.iter(f"{_RNG}name")))
    return frozenset(text.text for text in texts if text.text)


def _macros(root: Any) -> list[Problem]:
    """Calls of macros that are not there, that lead back to where they come from, or that print too much."""
    called = {
        macro.get("name"): [call for call in macro.iter() if call.get("macro")]
        for macro in root.findall(f"{NAMESPACE}macro")
    }
    wrong = [
        Problem(call.sourceline, f"no macro is called {name}{_did_you_mean(name, called)}")
        for call in root.iter()
        if (name := call.get("macro")) and name not in called
    ]
    sizes: dict[str, int] = {}
    waiting = dict(called)
    while ready := [name for name, calls in waiting.items() if all(c.get("macro") not in waiting for c in calls)]:
        for name in ready:
            sizes[name] = 1 + sum(sizes.get(call.get("macro"), 0) for call in waiting.pop(name))
    for name, calls in waiting.items():
        line = next(call.sourceline for call in calls if call.get("macro") in waiting)
        wrong.append(Problem(line, f"the macro {name} leads in a circle"))
    large = next((name for name, size in sizes.items() if size > _MOST_CALLS), None)
    if large is not None:
        wrong.append(Problem(called[large][0].sourceline, f"the macro {large} calls too many others"))
    return wrong


def _did_you_mean(name: str, names: Iterable[str]) -> str:
    nearest = near(name, sorted(names))
    return f"; did you mean {nearest[0]}?" if nearest else ""


def _name(element: Any) -> str:
    return str(element.tag).removeprefix(NAMESPACE)
