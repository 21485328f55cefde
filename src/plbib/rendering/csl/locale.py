"""Locales: terms, dates and options of one language, those a style brings along first (CSL 1.0.2, "Locale").

The locale files come with citeproc-py.
"""

from functools import cache
from xml.etree.ElementTree import fromstring

from plbib.io.files import read_bytes
from plbib.rendering import repository
from plbib.rendering.csl.fields import mark_tags
from plbib.rendering.csl.signs import literal
from plbib.rendering.csl.style import Element, child, children
from plbib.text.html import unescape

ENGLISH = "en-US"
_QUOTES = (("open-quote", "“"), ("close-quote", "”"), ("open-inner-quote", "‘"), ("close-inner-quote", "’"))
_Terms = dict[tuple[str, ...], Element]
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_FORMS = {
    "long": ("long",),
    "short": ("short", "long"),
    "verb": ("verb", "long"),
    "symbol": ("symbol", "short", "long"),
    "verb-short": ("verb-short", "verb", "long"),
}
"""Where a form is looked for in turn (CSL 1.0.2, "Terms": form fallback)."""


@cache
def _file(language: str) -> Element | None:
    path = repository.locale(language)
    return fromstring(read_bytes(path)) if path.is_file() else None  # noqa: S314 - citeproc-py's own files


def dialect(language: str) -> str:
    """The dialect that stands for a language named without one: ``de`` → ``de-DE``."""
    return repository.languages().primary_dialects.get(language, language)


class Locale:
    """What one language says, merged from its files; not changed once made."""

    def __init__(self, language: str, style: Element) -> None:
        self.language = language if "-" in language else dialect(language)
        base = self.language.split("-")[0]
        self._terms: list[_Terms] = [{}]
        self.genders: dict[str, str] = {}
        self.dates: dict[str, Element] = {}
        self.options: dict[str, str] = {}
        self._ordinals: dict[tuple[str, str | None], tuple[str, str | None]] = {}
        files = [_file(name) for name in dict.fromkeys((ENGLISH, dialect(base), self.language))]
        own = children(style, "locale")
        inner = [
            part
            for wanted in dict.fromkeys((None, base, dialect(base), self.language))
            for part in own
            if part.get(_LANGUAGE) == wanted
        ]
        for source in (*files, *inner):
            if source is not None:
                self._merge(source)
            if source is files[0] and base != "en":  # what a language has in any form goes before English
                self._terms.insert(0, {})

    def _merge(self, root: Element) -> None:
        for options in children(root, "style-options"):
            self.options.update(options.attrib)
        for date in children(root, "date"):
            self.dates[date.get("form")] = date
        ordinals: dict[tuple[str, str | None], tuple[str, str | None]] = {}
        for terms in children(root, "terms"):
            for term in children(terms, "term"):
                name, gender = term.get("name"), term.get("gender-form")
                if name.startswith("ordinal"):
                    ordinals[name, gender] = (_text(term), term.get("match"))
                else:
                    self._add(term, name, gender)
        if ordinals:  # a set of ordinals replaces another as a whole (CSL 1.0.2, "Ordinal Suffixes")
            self._ordinals = ordinals

    def _add(self, term: Element, name: str, gender: str | None) -> None:
        self._terms[0][(name, term.get("form", "long"), *([gender] if gender else []))] = term
        if term.get("gender"):
            self.genders[name] = term.get("gender")

    @property
    def quotes(self) -> tuple[str, str, str, str]:
        """The outer quotes, opening and closing, and the inner ones."""
        opening, closing, *inner = (self.term(name) or default for name, default in _QUOTES)
        return opening, closing, inner[0], inner[1]

    @property
    def punctuation_inside(self) -> bool:
        """Whether commas and periods go into quotes."""
        return self.options.get("punctuation-in-quote") == "true"

    @property
    def range_dash(self) -> str:
        """What stands in ranges of cites."""
        return self.term("citation-range-delimiter") or "–"

    @property
    def dash(self) -> str:
        """What stands in ranges of numbers."""
        return self.term("page-range-delimiter") or "–"

    def term(self, name: str, form: str = "long", *, plural: bool = False) -> str | None:
        """The text of a term; None if it has none in this form or one that stands in for it."""
        for terms in self._terms:
            for present in _FORMS.get(form, ("long",)):
                term = terms.get((name, present))
                if term is not None:
                    return _in_number(term, plural=plural)
        return None

    def long_ordinal(self, number: int, gender: str | None = None) -> str | None:
        """An ordinal up to ten as a word; None for what has none."""
        name = f"long-ordinal-{number:02}"
        for terms in self._terms:
            for form in _genders(gender):
                term = terms.get((name, "long", *([form] if form else [])))
                if term is not None:
                    return _text(term)
        return None

    def ordinal(self, number: int, gender: str | None = None) -> str:
        """The suffix of an ordinal: by its last two digits, then its last one, then the general one."""
        for form in (gender, None) if gender else (None,):
            pair = self._ordinals.get((f"ordinal-{number % 100:02}", form))
            if pair and (number < 100 or _match(pair, number) != "whole-number"):
                return pair[0]
            last = self._ordinals.get((f"ordinal-{number % 10:02}", form))
            if last and (last[1] or "last-digit") == "last-digit":
                return last[0]
        for form in _genders(gender):
            if ("ordinal", form) in self._ordinals:
                return self._ordinals["ordinal", form][0]
        return ""


def _genders(gender: str | None) -> tuple[str | None, ...]:
    """The genders in which an ordinal is looked for in turn; some languages have none without a gender."""
    return (gender, None) if gender else (None, "feminine", "masculine")


def _match(ordinal: tuple[str, str | None], number: int) -> str:
    return ordinal[1] or ("last-two-digits" if number % 100 > 9 else "last-digit")


def _in_number(term: Element, *, plural: bool) -> str:
    """A term in the singular or plural; one that has neither is the same in both."""
    single, multiple = child(term, "single"), child(term, "multiple")
    if single is None and multiple is None:
        return _text(term)
    return _text(multiple if plural else single)


def _text(element: Element | None) -> str:
    text = unescape((element.text if element is not None else None) or "")
    return mark_tags(literal(text)) if text.strip("\n\t ") else ""
