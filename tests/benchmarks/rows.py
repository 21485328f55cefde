"""What is measured for growth: each public function of text and papers, each reader, each writer, found in the package.

A function that is new is a row by itself if it takes one text; else ``missing`` names it until it has a line here.
"""

import inspect
import json
import pkgutil
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

from msgspec import Struct

import plbib
from plbib.documents.registry import KINDS, find_citations
from plbib.formats import registry
from plbib.library.assemble import assemble
from plbib.library.lock import Lock
from plbib.lists import kinds
from plbib.lists.reader import read as read_list
from plbib.model import Date, Item, Library, Name, Record, Status
from plbib.outputs.table import outputs
from plbib.papers import field_repairs, identifiers, repairs, variables
from plbib.text import (
    counting,
    dates,
    formulas,
    macros,
    markup,
    mathematics,
    names,
    patches,
    patterns,
    tex,
    texforms,
    unicode,
)
from plbib.text.html import escape

from . import shapes

Run = Callable[[str], object]
"""What is measured, given a text."""


class Case(Struct, frozen=True):
    """A row and how its input grows; ``text`` makes about so many characters of it."""

    row: str
    shape: str
    text: Callable[[int], str]
    run: Run


# Functions ----------------------------------------------------------------------------------------------------------


def functions(*packages: str) -> Iterator[tuple[str, Callable[..., object]]]:
    """The public functions of packages, by their full names without ``plbib.``."""
    for found in pkgutil.walk_packages(plbib.__path__, "plbib."):
        if found.name.startswith(tuple(f"plbib.{package}" for package in packages)):
            module = import_module(found.name)
            yield from ((f"{found.name[6:]}.{name}", function) for name, function in _public(module))


def _public(module: ModuleType) -> Iterator[tuple[str, Callable[..., object]]]:
    for name, value in vars(module).items():
        if callable(value) and not isinstance(value, type) and value.__module__ == module.__name__ and name[0] != "_":
            yield name, value


def _parameters(function: Callable[..., object]) -> list[inspect.Parameter]:
    """Those that a call must give."""
    every = inspect.signature(function).parameters.values()
    return [one for one in every if one.default is one.empty]


def takes_text(function: Callable[..., object]) -> bool:
    return [one.annotation for one in _parameters(function)] == [str]


def _people(text: str) -> tuple[Name, ...]:
    return (Name(family=text, given=text, non_dropping_particle=text), Name(literal=text), Name(given=text))


def _item(text: str) -> Item:
    return Item(
        type="paper-conference",
        title=text,
        container_title=text,
        publisher=text,
        page=text,
        note=text,
        doi=text,
        url=text,
        author=_people(text),
        issued=Date(literal=text),
    )


EXPLICIT: dict[str, Run] = {
    "text.dates.from_bibtex": lambda text: dates.from_bibtex(text, text, text),
    "text.dates.to_edtf": lambda text: dates.to_edtf(Date(literal=text)),
    "text.dates.to_iso": lambda text: dates.to_iso(Date(date_parts=((len(text), 1),))),
    "text.markup.render": lambda text: markup.render(text, str.upper, lambda tag, inner: tag + inner),
    "text.mathematics.split": lambda text: [*mathematics.split(text)],
    "text.names.to_bibtex": lambda text: (names.to_bibtex(_people(text)), names.to_bibtex(_people(text), utf8=True)),
    "text.formulas.apart": lambda text: formulas.apart([text], text, text),
    "text.tex.with_math": lambda text: tex.with_math(text, str.upper),
    "text.tex.mark": lambda text: tex.mark("i", text),
    "text.patterns.regex": lambda text: patterns.regex(re.escape(text)).search(text),
    "text.texforms.in_latex": lambda text: [*map(texforms.in_latex, text)],
    "text.texforms.form": lambda text: [*map(texforms.form, text)],
    "text.texforms.signs": lambda _: texforms.signs(),
    "text.patches.patch": lambda text: patches.patch(text, text.replace("a", "b"), "list.md"),
    "text.macros.known_commands": lambda _: macros.known_commands(),
    "text.counting.count_noun": lambda text: counting.count_noun(len(text), text),
    "text.unicode.near": lambda text: unicode.near(text, [text[1:], "kite"]),
    "text.unicode.slugs": lambda text: unicode.slugs([*dict.fromkeys(text.split())]),
    "text.unicode.digest": lambda text: unicode.digest(text, 8),
    "papers.identifiers.address": lambda text: [identifiers.address(kind, text) for kind in ("doi", "arxiv", "dblp")],
    "papers.keys.DEFAULT": lambda text: import_module("plbib.papers.keys").DEFAULT(_item(text), {}, 0),
    "papers.repairs.findings": lambda text: repairs.findings(
        [repairs.Repair(field="title", what=text)], place=None, key=text
    ),
    "papers.field_repairs.repair_fields": lambda text: [
        field_repairs.repair_fields("k", {field: text}, text)
        for field in ("title", "author", "month", "pages", "doi", "address", "url")
    ],
    "papers.repairs.repair_item": lambda text: repairs.repair_item(_item(text)),
    "papers.variables.texts_of": lambda text: variables.texts_of(_item(text)),
}
"""How functions are called that take something else than one text."""

# Readers ------------------------------------------------------------------------------------------------------------

Form = Callable[[str], str]
"""An input with a text in one place of it."""


def _whole(text: str) -> str:
    return text


def _bib(field: str) -> Form:
    return lambda text: f"@article{{k, year={{2020}}, {field}={{{text}}}}}\n"


def _entry(before: str, behind: str) -> Form:
    return lambda text: f"# L\n\n## S\n\n{before}{text}{behind}\n"


def _json(**of: Any) -> Form:
    """CSL-JSON with the text in place of each ``None``."""
    return lambda text: json.dumps([{"id": "k", **of}], ensure_ascii=False).replace("null", json.dumps(text))


def _endnote(text: str) -> str:
    shown = escape("".join(letter for letter in text if letter.isprintable()))
    author, title = f"<authors><author>{shown}</author></authors>", f"<title>{shown}</title>"
    record = f"<ref-type>17</ref-type><contributors>{author}</contributors><titles>{title}</titles>"
    return f"<xml><records><record>{record}</record></records></xml>"


def _toml(before: str) -> Form:
    return lambda text: f"{before} = {json.dumps(text)}\n"


_FIELDS = (
    "title author journal booktitle pages month date doi url isbn address keywords note ids crossref xdata file".split()
)
_FORMS: dict[str, dict[str, Form]] = {
    "read bibtex": {"whole": _whole}
    | {"key": lambda text: f"@book{{{text}, title={{T}}}}"}
    | {field: _bib(field) for field in _FIELDS}
    | {"groups": lambda text: f"@comment{{jabref-meta: groupstree:\n0 A:;\n1 B:{text};;}}"},
    "read csljson": {
        "whole": _whole,
        "title": _json(title=None),
        "author": _json(author=[{"family": None, "given": None}]),
        "literal": _json(author=[{"literal": None}], issued={"raw": None}),
        "page": _json(page=None, DOI=None, URL=None),
    },
    "read ris": {
        "whole": _whole,
        "title": lambda text: f"TY  - JOUR\nTI  - {text}\nER  - \n",
        "people": lambda text: f"TY  - JOUR\nAU  - {text}\nED  - {text}\nER  - \n",
        "pages": lambda text: f"TY  - JOUR\nSP  - {text}\nDA  - {text}\nSN  - {text}\nER  - \n",
    },
    "read csv": {"whole": _whole, "cell": lambda text: f"title,author,year\n{text},{text},2020\n"},
    "read tsv": {"whole": _whole, "cell": lambda text: f"title\tauthor\n{text}\t{text}\n"},
    "read endnote": {"whole": _whole, "title": _endnote},
    "overrides.bib.read": {"title": _bib("title")},
    "overrides.toml.read": {"whole": _whole, "title": _toml("[k]\ntitle"), "author": _toml("[k]\nauthor")},
    "library.lock.load": {"whole": _whole, "list": lambda text: f'{{"plbib_lock": 1, "list": {json.dumps(text)}}}'},
    "zotero.state.load": {"whole": _whole},
    "io.config.parse": {"whole": _whole, "title": _toml("[list]\ntitle"), "path": _toml("[list]\npath")},
    "io.config.parse_pyproject": {"whole": _whole, "title": _toml("[tool.plbib.list]\ntitle")},
    "app.citations.read": {"whole": _whole, "prefix": lambda text: json.dumps([[{"id": "k", "prefix": text}]])},
    "lists.reader.read": {
        "whole": _whole,
        "title": _entry("[ICLR'23] [", "](https://arxiv.org/abs/2101.00001), X"),
        "venue": _entry("[", "'23] [T](https://arxiv.org/abs/2101.00001), X"),
        "address": _entry("[ICLR'23] [T](https://arxiv.org/", "), X"),
        "behind": _entry("[ICLR'23] [T](https://arxiv.org/abs/2101.00001), ", ""),
        "gloss": _entry("[ICLR'23] [T](https://arxiv.org/abs/2101.00001), X\n> ", ""),
    },
}
"""By the reader: the places of its input in which a text can stand."""
_KIND_OF_FILE = {"read bibtex": "bib", "read ris": "ris", "lists.reader.read": "list"}
_PARTS = {
    "overrides.read": "calls those of its two forms",
    "app.opening.lists.read_list": "calls the reader of lists",
    "lists.kinds.read": "has a row for each kind of file",
}
"""Readers that are measured with others."""
_DOCUMENT_FORMS: dict[str, Form] = {
    ".aux": lambda text: f"\\citation{{{text}}}\n",
    ".bcf": lambda text: f"<bcf:citekey order='1'>{text}</bcf:citekey>\n",
    ".tex": lambda text: f"\\cite[{text}]{{{text}}}\n",
    ".md": lambda text: f"[@k, {text}; @{text}]\n",
}


_LIST_KINDS = (".html", ".rst", ".org", ".csv", ".json", ".yml")


def _list_in(ending: str) -> Run:
    return lambda text: kinds.read(text, f"x{ending}")


def _readers() -> dict[str, Run]:
    """The formats that can be read, and whatever else reads a file: a text or bytes, and its name."""
    formats = {f"read {name}": _format(name) for name in registry.NAMES if registry.load(name).read}
    others = {
        name: _reading(name, function)
        for name, function in functions("")
        if name.rpartition(".")[2].startswith(("read", "load", "parse"))
        and not name.startswith("formats.")
        and [str(one.annotation) for one in _parameters(function)] in _READING
    }
    return formats | others


_READING = [[data, "<class 'str'>"] for data in ("<class 'str'>", "<class 'bytes'>", "bytes | str")]


def _format(name: str) -> Run:
    return lambda text: registry.read(text.encode("utf-8", "replace"), f"x.{name}", name)


def _reading(name: str, function: Callable[..., object]) -> Run:
    """A reader as it is used: of a list with what it becomes."""
    if name == "lists.reader.read":
        return lambda text: assemble(read_list(text, "l.md"), Lock(list="l.md"))
    as_bytes = _parameters(function)[0].annotation is bytes
    return lambda text: function(text.encode("utf-8", "replace") if as_bytes else text, "x.bib")


# Writers ------------------------------------------------------------------------------------------------------------


def _library(text: str) -> Library:
    record = Record(key="k", item=_item(text), status=Status.PINNED, categories=((text,),))
    return Library(title=text, records=(record,))


def _written(form: str) -> Run:
    return lambda text: registry.write(_library(text), form)


def _rendered(text: str) -> object:
    return [plbib.render(_library(text), style, to) for style, to in (("ieee", "html"), ("apa", "tex"), ("acm", "md"))]


def _built(text: str) -> object:
    """All that ``build`` writes: what checks, reports and drafts make of it, too."""
    return outputs(_library(text), ("ieee",))


# All of it ----------------------------------------------------------------------------------------------------------


def cases() -> list[Case]:
    """Every row with every shape, and every kind of file as it grows by entries."""
    texts = {name: run for name, run in _texts().items() if run is not None}
    writers = {f"write {form}": _written(form) for form in registry.NAMES} | {"render": _rendered, "build": _built}
    made = [Case(row, shape, _plain(shape), run) for row, run in (texts | writers).items() for shape in shapes.SHAPES]
    for name, run in _readers().items():
        for place, form in _FORMS.get(name, {}).items():
            made += [Case(f"{name} {place}", shape, _in(form, shape), run) for shape in shapes.SHAPES]
        files = shapes.FILES.get(_KIND_OF_FILE.get(name, ""), {})
        made += [Case(f"{name} file", shape, file, run) for shape, file in files.items()]
    for ending in _LIST_KINDS:
        made += [Case(f"lists {ending}", shape, _plain(shape), _list_in(ending)) for shape in shapes.SHAPES]
    for ending, form in _DOCUMENT_FORMS.items():
        run = _document(ending)
        for place, put in (("whole", _whole), ("keys", form)):
            made += [Case(f"documents {ending} {place}", shape, _in(put, shape), run) for shape in shapes.SHAPES]
        files = shapes.FILES[ending[1:]]
        made += [Case(f"documents {ending} file", shape, file, run) for shape, file in files.items()]
    return made


def missing() -> set[str]:
    """What is public, and in no row."""
    texts = {name for name, run in _texts().items() if run is None and name.startswith("text.")}
    readers = _readers().keys() - _FORMS.keys() - _PARTS.keys() - _texts().keys()
    return (
        texts | readers | {str(kind) for kind in KINDS.values() if kind not in {KINDS[end] for end in _DOCUMENT_FORMS}}
    )


def stale() -> set[str]:
    """Lines here of what is there no more."""
    return (EXPLICIT.keys() - _texts().keys()) | (_FORMS.keys() - _readers().keys())


def _texts() -> dict[str, Run | None]:
    """The functions of text and papers, each as it is called; None where nobody said how."""
    found = dict(functions("text", "papers"))
    return {name: EXPLICIT.get(name) or (call if takes_text(call) else None) for name, call in found.items()}


def _plain(shape: str) -> Callable[[int], str]:
    return lambda size: shapes.text(shape, size)


def _in(form: Form, shape: str) -> Callable[[int], str]:
    return lambda size: form(shapes.text(shape, size))


def _document(ending: str) -> Run:
    return lambda text: find_citations(f"x{ending}", lambda name: text if name == f"x{ending}" else None)
