"""What a list marks works with: tags, emoji, short notes, kinds of links, keywords of records."""

import re
import unicodedata
from collections.abc import Iterable

from plbib.model import Record
from plbib.text import markup
from plbib.text.unicode import clean

_LONGEST = 24
_WORDS = 3
_SHORTCODE = re.compile(r":([a-z][a-z0-9_]+):")
_PARTS = re.compile(r"[;,，；|()\[\]{}（）【】]+")
_WORD = re.compile(r"[^\W\d_]")
_SHADE = re.compile(r" [☆★]|[\ufe0e\ufe0f\u200d]|[\U0001f3fb-\U0001f3ff]")


def marks(record: Record) -> tuple[str, ...]:
    """The marks of a paper, each once, in whatever spelling came first."""
    texts = [text for entry in record.entries for text in (*entry.tags, *_noted(entry.notes))]
    named = [name for text in texts for name in _read(text)]
    keywords = re.split(r"[,;]", record.item.keyword) if record.item.keyword else ()
    return _once([*named, *(one for text in keywords for one in _read(text))])


def roles(record: Record) -> tuple[str, ...]:
    """What the links of a paper lead to, each kind once."""
    return _once(link.role for entry in record.entries for link in entry.links)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple({name.casefold(): name for name in reversed([*names])}.values())[::-1]


def _noted(notes: str | None) -> list[str]:
    """The parts of a note; a whole sentence is none."""
    return _PARTS.split(notes) if notes else []


def _read(text: str) -> Iterable[str]:
    """The emoji in ``text`` by their names, and what else it says, if that is short and has a letter."""
    text = _SHADE.sub("", text)
    emoji = [one for one in text if _is_emoji(one)]
    for one in emoji:
        text = text.replace(one, " ")
    yield from (unicodedata.name(one, "").lower() for one in dict.fromkeys(emoji) if unicodedata.name(one, ""))
    yield from (name.replace("_", " ") for name in _SHORTCODE.findall(text))
    rest = clean(markup.plain(_SHORTCODE.sub(" ", text))).strip(" .:-–—/*_`'\"")
    if _WORD.search(rest) and len(rest) <= _LONGEST and len(rest.split()) <= _WORDS:
        yield rest


def _is_emoji(character: str) -> bool:
    return character > "\u2190" and unicodedata.category(character) == "So"
