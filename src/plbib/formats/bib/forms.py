"""How the kinds of values of a bibliography stand in a .bib, and how they are read from it: one form a kind."""

import operator
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from msgspec import Struct

from plbib.formats import csljson
from plbib.formats.bib import languages
from plbib.model import Date
from plbib.papers.identifiers import identify, is_isbn, is_issn, numbers
from plbib.papers.keys import safe
from plbib.text import bibstrings, dates, names, tex
from plbib.text.capitals import protect
from plbib.text.unicode import ascii_fold
from plbib.text.untex import replace_numbers


class Form(Struct, frozen=True, kw_only=True):
    """``write(value, utf8)`` gives what stands in the field, ``""`` for nothing; ``read`` takes it back.

    A ``bare`` value stands without braces, as a macro does. Of an ``exact`` form the text is kept where it is other
    than what would be written; ``same`` tells whether what is kept still says the value. ``typed`` takes a value as
    CSL-JSON has it.
    """

    write: Callable[[Any, bool], str]
    read: Callable[[str], Any]
    bare: bool = False
    exact: bool = False
    same: Callable[[Any, Any], bool] = operator.eq
    typed: Callable[[Any], Any] = lambda value: value


def _read_text(text: str) -> str | None:
    return " ".join(tex.unescape(text).split()) or None


def _cached(write: Callable[..., str]) -> Callable[[Any, bool], str]:
    """``write`` with a memory: papers of one venue share its name, publisher and editors."""
    return lru_cache(maxsize=1024)(lambda value, utf8: write(value, utf8=utf8))


_RANGE = re.compile(r"(?<=[\w.])\s*[-–—]+\s*(?=\w)")


_TWO_PAGES = re.compile(r"(\d+)-(\d+)")


def _write_pages(pages: str, utf8: bool) -> str:
    two = _TWO_PAGES.fullmatch(pages)
    if two:
        return f"{two[1]}--{two[2]}"
    return "--".join(tex.escape(part, utf8=utf8) for part in _RANGE.split(pages))


def _read_pages(text: str) -> str:
    return _RANGE.sub("-", _PAGE_WORD.sub("", _read_text(text) or ""))


_PAGE_WORD = re.compile(r"^(?:pp?\.\s*|pp\s+|pages?\s+|pg\.\s*|S\.\s+)(?=\S)", re.IGNORECASE)


_VOLUME_WORD = re.compile(r"^(?:vol(?:ume)?|band|bd|tome)\b\.?\s*(?=\d|[IVXLC]+$)", re.IGNORECASE)
_NUMBER_WORD = re.compile(r"^(?:(?:no|nr|num|number|iss|issue|heft)\b\.?|№|n°)\s*(?=\d)", re.IGNORECASE)

_ISBN_WORD = re.compile(r"^[ep]?-?IS[BS]N(?:-1[03])?\s*:?\s*(?=\d)", re.IGNORECASE)


def _without(word: re.Pattern[str]) -> Callable[[str], str]:
    """How a number is read that people write with a word which styles print themselves."""
    return lambda text: word.sub("", _read_text(text) or "")


def _read_numbers(text: str) -> str:
    """Numbers of a book or journal, with commas between."""
    parts = re.split(r"\s+and\s+|\s*;\s*", _BINDING.sub("", _read_text(text) or ""))
    return ", ".join(_ISBN_WORD.sub("", part) for part in parts)


_BINDING = re.compile(r"(?<=[0-9Xx])\s*\([^()]*\)")
"""What stands behind a number in brackets: ``(pbk.)``, ``(online)``."""


_NOT_WORD = re.compile(r"[^A-Za-z0-9./:+-]+")


def word(text: str, utf8: bool = False) -> str:  # noqa: ARG001 - it is ASCII in any case
    """``text`` where styles make an address or the name of a command of it: an escape would act there, too."""
    return _NOT_WORD.sub("-", text).strip("-")


_PLAIN_DOI = re.compile(r"10\.[0-9.]+/[A-Za-z0-9./_;()-]+")
_DOI_PREFIX = re.compile(r"^(?:(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|doi:\s*)+", re.IGNORECASE)
_TILDE = re.compile(
    r"\\(?:textasciitilde|textsimeq|sim|backsim)(?![A-Za-z])\s*|\\(?:~|tilde(?![A-Za-z]))\s*(?:\{\s*\})?"
    r"|\{\\raise[^{}\\]*\\hbox\{\s*\$\\scriptstyle\\sim\$\s*\}\}"
)
_IN_VERBATIM = re.compile(r"\\([A-Za-z]+)\s*|\\([^A-Za-z]|\Z)|\$([~<>_^-])\$|[{}]")
_VERBATIM_SIGNS = {
    "textunderscore": "_",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textasciicircum": "^",
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textdollar": "$",
    "textquotesingle": "'",
    "textendash": "--",
    "slash": "/",
}
_UNSEEN = frozenset(
    "url path nolinkurl urlprefix texttt textrm textsf text mathrm mathtt ensuremath string protect detokenize tt rm "
    "sf em ttfamily small footnotesize scriptsize tiny scriptstyle allowbreak linebreak newline break penalty "
    "hskip discretionary relax unskip ignorespaces hbox mbox".split()
)
"""Commands around or between the letters of an address that print nothing themselves."""
_NO_CHARACTERS = frozenset("-/,;:! \\\n")
"""With a backslash these are places to break a line, or blanks."""


def _read_verbatim(text: str) -> str:
    r"""An address, of which biblatex takes every character as it is, and authors write some as TeX: ``\_``, ``{\%}``.

    A command that is none of the known stays as its name, for a backslash alone changes an address less than a gap.
    """
    if "\\" not in text and "{" not in text and "}" not in text and "$" not in text:
        return text.strip()
    return _IN_VERBATIM.sub(_verbatim, _TILDE.sub("~", replace_numbers(text))).strip()


def _verbatim(match: re.Match[str]) -> str:
    command, character, sign = match.groups()
    if command:
        known = _VERBATIM_SIGNS.get(command)
        return known if known is not None else "" if command in _UNSEEN else match[0][1:]
    if character:
        return "" if character in _NO_CHARACTERS else character
    return sign or ""


def _write_doi(doi: str, utf8: bool) -> str:  # noqa: ARG001 - an address is ASCII
    """The bare name; ``<`` and ``>`` stay, for a DOI with ``%3C`` is another one."""
    if _PLAIN_DOI.fullmatch(doi):
        return doi
    return tex.address(_DOI_PREFIX.sub("", doi)).replace("%3C", "<").replace("%3E", ">")


def _only_if(holds: Callable[[str], bool]) -> Callable[[str, bool], str]:
    """A number whose check digit does not hold is another book's or nobody's; a finding says that it is left out."""
    return _cached(lambda text, utf8: tex.escape(", ".join(numbers(text, holds)), utf8=utf8))


_NOT_YEAR = re.compile(r"[^A-Za-z0-9 .,:;/()\[\]?-]+")


def _year(date: Date, utf8: bool) -> str:  # noqa: ARG001 - it is ASCII in any case
    """The year, or what stands for it, without what would stop styles that make a label of it."""
    if date.year and date.year < 0:
        return f"{-date.year} BCE"
    return str(date.year or " ".join(_NOT_YEAR.sub(" ", ascii_fold(date.literal or "")).split()))


_STATES = {
    "in press": "inpress",
    "forthcoming": "forthcoming",
    "submitted": "submitted",
    "in preparation": "inpreparation",
    "pre-published": "prepublished",
}
"""What stands for the date of what is not out yet, as biblatex calls it (``pubstate``)."""


def _undated(date: Date, utf8: bool) -> str:
    """What says when, but as no date."""
    told = dates.to_edtf(date) or (date.literal or "").lower() in _STATES
    return "" if told else _year(date, utf8)


def _month(date: Date, utf8: bool) -> str:  # noqa: ARG001 - a macro of BibTeX
    return dates.MONTHS[date.month - 1] if date.month and 1 <= date.month <= 12 else ""


def _safe_keys(keys: Iterable[str]) -> tuple[str, ...]:
    """Those of ``keys`` that can be keys at all; a comma or a brace in one would be the file's."""
    return tuple(dict.fromkeys(filter(None, (safe(key.strip()) for key in keys))))


def _write_list(text: str, *, utf8: bool) -> str:
    """Names of publishers or places, as biblatex lists them; an "and" inside one would part it."""
    parts = [tex.escape_marked(part, utf8=utf8) for part in text.split(_BETWEEN) if part.strip()]
    return " and ".join(f"{{{part}}}" if names.has_and(part) else part for part in parts)


def _read_list(text: str) -> str | None:
    return _BETWEEN.join(filter(None, map(_keyed, names.split_list(text)))) or None


_BETWEEN = "; "
"""What CSL has between the members of a list that is one text to it."""


def _years(date: Any) -> list[int]:
    return [day[0] for day in date.date_parts] if isinstance(date, Date) else []


def _same_months(text: str, date: Any) -> bool:
    """Whether a text names the two months of a date, which have no macro."""
    two = dates.months(text)
    return two is not None and isinstance(date, Date) and [day[1:2] for day in date.date_parts] == [(n,) for n in two]


def _same_preprint(one: str | None, two: str) -> bool:
    """Whether two ids, one of them with a version or a prefix, are of one preprint."""
    name = (identify(f"arxiv:{one}") or identify(one)) if one else None
    return name is not None and name.value == two


TEXT = Form(write=_cached(tex.escape_marked), read=_read_text)
TITLE = Form(write=lambda title, utf8: protect(title, utf8=utf8), read=_read_text)


def _people(value: Any) -> Any:
    return csljson.names(value) if isinstance(value, list) else value


def _date(value: Any) -> Any:
    return csljson.date(value) if isinstance(value, dict) else value


NAMES = Form(write=lambda people, utf8: names.to_bibtex(people, utf8=utf8), read=names.from_bibtex, typed=_people)
BIBER_NAMES = Form(
    write=lambda people, utf8: names.to_bibtex(people, utf8=utf8, bytewise=False),
    read=names.from_bibtex,
    typed=_people,
)
WORDS = Form(write=lambda text, utf8: text, read=_read_text)  # noqa: ARG005 - ASCII letters and digits
VOLUME = Form(write=_cached(tex.escape_marked), read=_without(_VOLUME_WORD), exact=True)
NUMBER = Form(write=_cached(tex.escape_marked), read=_without(_NUMBER_WORD), exact=True)
PAGES = Form(write=_write_pages, read=_read_pages)
WORD = Form(write=word, read=_read_text)
EPRINT = Form(write=word, read=_read_text, same=_same_preprint)
URL = Form(write=lambda url, utf8: tex.address(url), read=_read_verbatim)  # noqa: ARG005 - an address is ASCII
DOI = Form(write=_write_doi, read=lambda text: _DOI_PREFIX.sub("", _read_verbatim(text)))
ISBN = Form(write=_only_if(is_isbn), read=_read_numbers)
ISSN = Form(write=_only_if(is_issn), read=_read_numbers)
LIST = Form(write=_cached(_write_list), read=_read_list)
PLACES = Form(write=_cached(_write_list), read=_read_list, exact=True)
LANGUAGE = Form(write=lambda code, utf8: languages.name(code), read=languages.code, exact=True)  # noqa: ARG005 - ASCII
LANGUAGE_CODE = Form(write=word, read=lambda text: languages.code(text) or _read_text(text), exact=True)
YEAR = Form(
    write=_year, read=lambda text: dates.from_bibtex(text, "", ""), same=lambda one, two: _years(one) == _years(two)
)
UNDATED = Form(write=_undated, read=str, same=lambda text, date: text == date.literal)
MONTH = Form(write=_month, read=str, bare=True, same=_same_months)
DATE = Form(
    write=lambda date, utf8: dates.to_edtf(date),  # noqa: ARG005 - it is ASCII in any case
    read=lambda text: dates.edtf(text.strip()),
    exact=True,
    typed=_date,
)
KEYS = Form(
    write=lambda keys, utf8: ",".join(_safe_keys(keys)),  # noqa: ARG005 - keys are ASCII
    read=lambda text: _safe_keys(text.split(",")),
)


def constant(written: str) -> Form:
    """The same text wherever there is a value at all, as ``archiveprefix = {arXiv}``, in other capitals, too."""
    return Form(
        write=lambda value, utf8: written,  # noqa: ARG005 - that is what constant means
        read=str,
        same=lambda text, value: text.lower() == written.lower(),  # noqa: ARG005 - of any value
    )


def of_table(rows: dict[str, str]) -> Form:
    """A word of one vocabulary for a word of another; a word that is in none of the rows is no value."""
    back = {written: value for value, written in reversed(rows.items())}
    return Form(
        write=lambda value, utf8: rows.get(value.lower(), ""),  # noqa: ARG005 - words of a vocabulary are ASCII
        read=lambda text: back.get(text.strip().lower()),
    )


def _keyed(text: str) -> str | None:
    """A text, or what biblatex prints for the key that it is."""
    return bibstrings.word(text) or _read_text(text)


def _read_series(text: str) -> str | None:
    """The series of a journal: to biblatex a number is an ordinal, and keys are words (manual, 2.3.7)."""
    word = bibstrings.word(text)
    if text.strip().isdecimal():
        return f"{bibstrings.ordinal(text.strip())} series"
    return word[:1].upper() + word[1:] if word else _read_text(text)


def thesis(canonical: dict[str, str]) -> Form:
    """The genre of a thesis; those that the dialect has a word for are written as this, ``""`` being none."""
    back = {written: genre for genre, written in canonical.items() if written}
    return Form(
        write=lambda genre, utf8: canonical[genre] if genre in canonical else tex.escape(genre, utf8=utf8),
        read=lambda text: back.get(text.strip().lower()) or _keyed(text),
        exact=True,
    )


KEYED = Form(write=_cached(tex.escape_marked), read=_keyed, exact=True)
SERIES = Form(write=_cached(tex.escape_marked), read=_read_series, exact=True)
STATE = of_table(_STATES)
