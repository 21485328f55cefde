"""What can be said of a paper in a text: facts of its record and of the list, and nothing else."""

import re
import unicodedata
from collections.abc import Iterable

from msgspec import Struct

from plbib.formats.profiles import acronym
from plbib.model import CategoryPath, Library, Name, Record
from plbib.text import markup
from plbib.text.unicode import clean

_HEAD = re.compile(r"([^\s:]+) ?: +(\S.*)", re.DOTALL)
_ABOUT_IT = re.compile(  # ``BERT: A Survey``, ``Attention: What is it?``
    r"(?:[\w-]+ ){0,4}?(?:survey|review|overview|tutorial|perspectives?|primer|introduction|roadmap|taxonomy|study"
    r"|analysis|challenges|opportunities|trends)\b"
    r"|(?:what|why|how|when|where|who|which|is|are|do|does|can|should|will)\b",
    re.IGNORECASE,
)
_ORDINARY = re.compile(r"[^\W\d_]?[^\W\d_A-Z]*(?:-[^\W\d_]?[^\W\d_A-Z]*)*")
_GENERAL = re.compile(  # words that may be a name but are more often none: ``Quantization``, ``Agents``, ``End-to-End``
    r".*..(?:tions?|sions?|ings?|ments?|ity|ities|ness|isms?|ances?|ences?|ships?|olog(?:y|ies)|ics)|.*[^aiosu]s"
    r"|(?:.*-)?(?:and|as|by|for|in|of|on|or|out|the|to|up|with)(?:-.*)?"
    r"|.*-(?:.*ed|.*ive|.*al|.*ic|agnostic|aware|efficient|free|level|only|scale|shot|specific|time|wise)"
)
_KINDS_OF_ARTICLES = """
    abstract addendum appendix article book chapter comment commentary correction corrigendum demo discussion editorial
    erratum foreword invited keynote letter news note opinion oral panel part position poster preface preprint re reply
    report response retraction review short spotlight summary supplement survey talk thesis tutorial update viewpoint
    wip workshop
"""
_SUBJECTS = """
    2d 3d 4d ai cnn cpu dl dnn fpga gan gnn gpu kv llm ml moe nlp npu rag rl rlhf rnn tpu vlm agent code energy graph
    human image language memory model network privacy robot security speech system text time trust video
"""
_NO_NAMES = frozenset([*_KINDS_OF_ARTICLES.split(), *_SUBJECTS.split()])
_LONGEST = 40
_NO_PART_OF_A_NAME = frozenset('"“”„«»[]<>?!;,')


class Work(Struct, frozen=True, kw_only=True):
    """A paper as a text speaks of it; ``""`` or None where neither list nor record tells.

    ``name`` is what its title calls the system before a colon (``LiLT``), ``subtitle`` what follows. Title, name and
    subtitle may hold CSL's markup. ``venue`` is the acronym, ``affiliation`` that of the first author as printed.
    """

    key: str
    title: str
    name: str = ""
    subtitle: str = ""
    venue: str = ""
    medium: str = "conference"  # or "journal", "preprint"
    year: int | None = None
    affiliation: str = ""
    authors: tuple[Name, ...] = ()
    gloss: str = ""
    categories: tuple[CategoryPath, ...] = ()


_MEDIA = {"article-journal": "journal", "article-magazine": "journal", "article": "preprint"}


def works(library: Library) -> tuple[Work, ...]:
    """The works of ``library``, in its order."""
    return tuple(map(work, library.records))


def work(record: Record) -> Work:
    """What ``record`` allows to say."""
    item = record.item
    name, subtitle = system_name(item.title)
    custom = item.other.get("custom")
    corrected = custom.get("gloss") if isinstance(custom, dict) else None
    printed = next((entry.gloss for entry in record.entries if entry.gloss), "")
    listed = next((entry.year for entry in record.entries if entry.year), None)
    return Work(
        key=record.key,
        title=item.title,
        name=name,
        subtitle=subtitle,
        venue=acronym(record),
        medium=_MEDIA.get(item.type, "conference"),
        year=item.issued.year if item.issued and item.issued.year else listed,
        affiliation=next((entry.affiliation for entry in record.entries if entry.affiliation), ""),
        authors=item.author,
        gloss=clean(corrected) if isinstance(corrected, str) else printed,
        categories=record.categories,
    )


def system_name(title: str) -> tuple[str, str]:
    """The name that a title gives to a system, and the rest: one word before a colon that is written like a name.

    Where that is not certain there is none: an ordinary word that is more often a subject (``Quantization: …``), a kind
    of article (``Poster: …``), what the rest surveys or asks about.
    """
    found = _HEAD.match(title)
    if not found or _ABOUT_IT.match(found[2]) or not _is_name(markup.plain(found[1]), is_shouted=title.isupper()):
        return "", ""
    return found[1], found[2]


def _is_name(word: str, *, is_shouted: bool) -> bool:
    """Whether ``word`` has a capital or begins with a symbol (``∞-former``), and is no word that titles begin with."""
    if not 1 < len(word) <= _LONGEST or not any(map(str.isalpha, word)) or not _NO_PART_OF_A_NAME.isdisjoint(word):
        return False
    symbol = unicodedata.category(word[0]).startswith("S") and (word[0] == "$" or not word[0].isascii())
    if (word == word.lower() and not symbol) or word.casefold() in _NO_NAMES or re.search("[A-Z]s$", word):
        return False
    return not ((is_shouted or _ORDINARY.fullmatch(word)) and _GENERAL.fullmatch(word.casefold()))


def years(found: Iterable[Work]) -> tuple[int, ...]:
    """The years of works, each once, the oldest first."""
    return tuple(sorted({one.year for one in found if one.year}))
