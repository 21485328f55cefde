"""What can be said of a paper in a text: facts of its record and of the list, and nothing else."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from msgspec import Struct

from plbib.model import CategoryPath, Library, Name, Record
from plbib.papers.identifiers import identify
from plbib.papers.identity import names_of, paper_of
from plbib.related_work import glosses
from plbib.related_work.appearance import Appearance, appearance
from plbib.related_work.marks import marks, roles
from plbib.related_work.sentences import Part
from plbib.text import markup
from plbib.text.unicode import clean, digest

_HEAD = re.compile(r"([^\s:]+) ?: +(\S.*)", re.DOTALL)
_ABOUT_IT = re.compile(  # ``BERT: A Survey``, ``Attention: What is it?``
    r"(?:[\w-]+ ){0,4}?(?:survey|review|overview|tutorial|perspectives?|primer|introduction|roadmap|taxonomy|study"
    r"|analysis|challenges|opportunities|trends)\b"
    r"|(?:what|why|how|when|where|who|which|is|are|do|does|can|should|will)\b",
    re.IGNORECASE,
)
_ORDINARY = re.compile(r"[^\W\d_]?[^\W\d_A-Z]*(?:-[^\W\d_]?[^\W\d_A-Z]*)*")
_GENERAL = re.compile(  # words that may be a name but are more often not: ``Quantization``, ``Agents``, ``End-to-End``
    r".*..(?:tions?|sions?|ings?|ments?|ity|ities|ness|isms?|ances?|ences?|ships?|olog(?:y|ies)|ics)|.*[^aiosu]s"
    r"|(?:.*-)?(?:and|as|by|for|in|of|on|or|out|the|to|up|with)(?:-.*)?"
    r"|.*-(?:.*ed|.*ive|.*al|.*ic|agnostic|aware|efficient|free|level|only|scale|shot|specific|time|wise)"
)
_KINDS_OF_ARTICLES = """
    abstract addendum appendix article book chapter comment commentary correction corrigendum demo discussion editorial
    erratum foreword invited keynote letter news note opinion oral panel part position poster preface preprint re reply
    report response retraction review short spotlight summary supplement survey talk thesis tutorial update viewpoint
    wip workshop overview github gitlab youtube website idea question answer towards toward
    covid covid-19 covid19 sars-cov-2 hiv cancer diabetes tuberculosis malaria influenza
    conclusion conclusions background motivation methods results
    discussion theory practice history future lecture lectures chapter section figure table keynote panel debate
    essay manifesto proposal vision lessons insights sok
"""
_SUBJECTS = """
    2d 3d 4d ai cnn cpu dl dnn fpga gan gnn gpu kv llm ml moe nlp npu rag rl rlhf rnn tpu vlm agent code energy graph
    human image language memory model network privacy robot security speech system text time trust video
    5g 6g ar vr xr iot web api sql nosql xml json http tcp ip usa uk eu us un who nasa cern
    blockchain bitcoin ethereum internet kubernetes docker linux windows android python java javascript
    attention transformer transformers diffusion physics chemistry biology medicine science education health
    climate weather economy law ethics fairness safety software hardware cloud edge mobile game games
    germany france italy spain china india japan korea russia brazil canada america europe africa asia england britain
    ukraine israel iran iraq turkey poland greece egypt mexico australia sweden norway denmark finland switzerland
    austria netherlands belgium portugal ireland scotland singapore taiwan vietnam thailand indonesia pakistan
    bangladesh nigeria kenya ethiopia argentina chile colombia peru london paris berlin moscow beijing tokyo
    music art fashion food water air fire earth world nature life death sex love war peace brain mind
"""
_NO_NAMES = frozenset([*_KINDS_OF_ARTICLES.split(), *_SUBJECTS.split()])
_LONGEST = 40
_NO_PART_OF_A_NAME = frozenset('"“”„«»[]<>?!;,')


class Work(Struct, frozen=True, kw_only=True, dict=True):
    """A paper as a text speaks of it; ``""`` or None where neither the list nor the record has it.

    ``id`` is that of the lock, and stays when key and title change. ``name`` is what its title calls the system before
    a colon (``LiLT``), ``subtitle`` what follows. Title, name and subtitle may hold CSL's markup. ``appeared`` says
    where and when; ``venue``, ``medium`` and ``year`` are taken from it. ``affiliation`` is that of the first author as
    printed. ``marks`` are tags and the like, ``links`` what its links lead to. ``gloss`` is plain; ``noted`` is
    the same as parts of a sentence, ``told`` as those that tell the work, by :class:`.glosses.Telling`.
    """

    key: str
    title: str
    id: str = ""
    name: str = ""
    subtitle: str = ""
    appeared: Appearance = Appearance()
    affiliation: str = ""
    authors: tuple[Name, ...] = ()
    gloss: str = ""
    how: str = ""
    told: tuple[tuple[Part, ...], ...] = ()
    noted: tuple[Part, ...] = ()
    abstract: str = ""
    categories: tuple[CategoryPath, ...] = ()
    marks: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    @property
    def venue(self) -> str:
        return self.appeared.venue

    @property
    def medium(self) -> str:
        return self.appeared.medium

    @property
    def year(self) -> int | None:
        return self.appeared.year

    @cached_property
    def short(self) -> str:
        """Its id as names of pieces hold it."""
        return self.id if _LOCK_ID.fullmatch(self.id) else f"k-{digest(self.id or self.key, 8)}"


_LOCK_ID = re.compile(r"[a-z]-[a-z0-9]{4,10}")


def works(library: Library) -> tuple[Work, ...]:
    """The works of ``library``, in its order."""
    keys: dict[str, str] = {}
    if any(map(_gloss_of, library.records)):
        keys = {name: record.key for record in reversed(library.records) for name in names_of_record(record)}
    return tuple(work(record, keys) for record in library.records)


def names_of_record(record: Record) -> Iterable[str]:
    """What a gloss or a table may call the work: its keys, its id, its identifiers."""
    return (record.key, *record.aliases, *filter(None, [record.id]), *names_of(paper_of(record)))


def work(record: Record, keys: Mapping[str, str] | None = None) -> Work:
    """The facts that ``record`` has about its paper; ``keys`` of works by what glosses may call them."""
    item = record.item
    name, subtitle = _named(record)
    gloss = _gloss_of(record)
    told = glosses.parse(gloss, markup.plain(name)) if gloss else None
    key_of = _key_of(keys or {})
    return Work(
        key=record.key,
        id=record.id,
        title=item.title,
        name=name,
        subtitle=subtitle,
        appeared=appearance(record),
        affiliation=next((entry.affiliation for entry in record.entries if entry.affiliation), ""),
        authors=item.author,
        gloss=glosses.plain(gloss) if gloss else "",
        how=told.how if told else "",
        told=tuple(glosses.parts(text, key_of) for text in (told.first, told.rest)) if told else (),
        noted=glosses.parts(gloss, key_of) if gloss else (),
        abstract=clean(re.sub(r"<[^<>]{1,40}>", " ", item.abstract)) if item.abstract else "",
        categories=record.categories,
        marks=marks(record),
        links=roles(record),
    )


def _key_of(keys: Mapping[str, str]) -> Callable[[str], str]:
    """What finds the key of a work by the name or the address that a gloss has for it."""

    def key_of(name: str) -> str:
        identified = identify(name) if name not in keys else None
        return keys.get(identified.token if identified else name, "")

    return key_of


def _custom(record: Record, name: str) -> str | None:
    """What the corrections say beside the variables of an item."""
    custom = record.item.other.get("custom")
    value = custom.get(name) if isinstance(custom, dict) else None
    return clean(value) if isinstance(value, str) else None


def _gloss_of(record: Record) -> str:
    """What people say of the work: in the corrections, in the list, in the note of its record."""
    printed = next((entry.gloss for entry in record.entries if entry.gloss), "")
    said = _custom(record, "gloss") or printed or (glosses.note(record.item.note) if record.item.note else "")
    return glosses.without_whereabouts(said) if said else ""


def _named(record: Record) -> tuple[str, str]:
    """Name and subtitle; what the corrections call the work decides."""
    called, title = _custom(record, "name"), record.item.title
    if called is None:
        return system_name(title)
    before, colon, after = title.partition(": ")
    return called, after if colon and markup.plain(before).strip() == called else ""


def system_name(title: str) -> tuple[str, str]:
    """The name that a title gives to a system, and the rest: one word before a colon that is written like a name.

    Empty where that is not certain: an ordinary word that is more often a subject (``Quantization: …``), a kind
    of article (``Poster: …``), what the rest surveys or asks about.
    """
    match = _HEAD.match(title)
    if not match or _ABOUT_IT.match(match[2]) or not _is_name(markup.plain(match[1]), is_shouted=title.isupper()):
        return "", ""
    return match[1], match[2]


def _is_name(word: str, *, is_shouted: bool) -> bool:
    """Whether ``word`` has a capital or begins with a symbol (``∞-former``), and is not one that titles begin with."""
    if not 1 < len(word) <= _LONGEST or not any(map(str.isalpha, word)) or not _NO_PART_OF_A_NAME.isdisjoint(word):
        return False
    symbol = unicodedata.category(word[0]).startswith("S") and (word[0] == "$" or not word[0].isascii())
    if (word == word.lower() and not symbol) or word.casefold() in _NO_NAMES or re.search("[A-Z]s$", word):
        return False
    return not ((is_shouted or _ORDINARY.fullmatch(word)) and _GENERAL.fullmatch(word.casefold()))


def years(works: Iterable[Work]) -> tuple[int, ...]:
    """The years of works, each once, the oldest first."""
    return tuple(sorted({one.year for one in works if one.year}))
