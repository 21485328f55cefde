"""What a short text has the shape of: a venue, an affiliation, volume and pages, an id, a title."""

import re
from functools import lru_cache

from plbib.lists import dates
from plbib.papers import venues
from plbib.text.patterns import regex

PARTICLES = frozenset(
    "van von der den de del della di da dos du la le el al bin ibn ben ter ten zu zur dal ul e y af av d 't".split()
)
UNSPACED = regex(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
"""Characters of scripts that put no blanks between words."""
_ACRONYM = regex(r"^[A-Z@&][\w@&/+\-’'.]{1,14}$")
CAPITALS = regex(r"[A-Z]")
VENUE_WORD = regex(
    r"^j\.\s?[a-z](?!\.\s?(?-i:[A-Z])[\w'-]+$)(?!.{0,80}(?:(?:,|\band|&)\s+(?-i:[A-Z])\.|\bet al\b))|"
    r"(?-i:(?:\b[A-Z][a-z]{1,7}\.\s?){2,}|\b[A-Z][a-z]{0,5}\.(?:[A-Z][a-z]{1,7}\.){1,})|"
    r"\b(?:proc(?:eedings|\.)?|conf(?:erence|\.)?|workshops?|symposium|symp\.|journal|trans(?:actions(?=\s+(?:on|of|in)\b|\W*\d|\W*$)|\.)|"
    r"letters?|lett\.|annals|annual meeting|advances in|bulletin|magazine|lecture notes|lncs|arxiv|bioxriv|biorxiv|"
    r"medrxiv|chemrxiv|ssrn|openreview|"
    r"preprints?|e-?prints?|nature|science|cell|pnas|plos|frontiers|ieee|acm|usenix|findings|track|rev(?:iew|iews|"
    r"\.)|commun(?:ications(?=\s+(?:on|of|in)\b|\W*\d|\W*$)|\.)|reports?|"
    r"technical report|working papers?|tech(?:nical)? rep\.?|thesis|dissertation|press|springer|elsevier|"
    r"wiley|mit press|"
    r"chapter|int(?:ernational|\.|'l)|"
    r"under review|submitted|in press|to appear|accepted|blog|white ?paper|notes|quarterly|archives?|acta|"
    r"phys\.|chem\.|sci\.|nat\.|"
    r"biology|physics|bioinformatics|neuroscience|medicine|computing surveys|computation|oral|spotlight|poster|"
    r"book|lectures|publishers?|patent|talk|keynote|tutorial)(?!\w)",
    re.IGNORECASE,
)
_PLACE_WORD = regex(
    r"\b(?:univ(?:ersity|ersit\w+|\.)?|institut\w*|inst\.|college|school|lab(?:s|oratory|oratories|oratoire)?|"
    r"academy|hospital|research|center|centre|department|dept|faculty|polytechnic|politecnico|eth|epfl|mit|cmu|ucla|ucsd|"
    r"ucsb|caltech|technion|(?:ku|uc) (?=[A-Z])\w+|(?:georgia|virginia|texas) tech|"
    r"kaist|kaust|kit|tum|ucl|nyu|usc|uiuc|umd|rwth|ustc|sjtu|zju|cuhk|bupt|nudt|hkust|nus|"
    r"ntu|thu|pku|tsinghua|stanford|berkeley|princeton|harvard|oxford|cambridge|google|deepmind|microsoft|"
    r"msra|msr|meta|facebook|fair|nvidia|intel|amd|ibm|amazon|apple|openai|anthropic|huawei|alibaba|tencent|bytedance|baidu|samsung|"
    r"qualcomm|adobe|salesforce|uber|linkedin|twitter|netflix|yahoo|inria|cnrs|max planck|mpi|"
    r"inc\.?|corp\.?|ltd\.?|gmbh|co\.)(?!\w)",
    re.IGNORECASE,
)
_DETAIL = regex(
    r"^\W*(?:vol(?:ume|\.)?\s*\d|no\.?\s*\d|num(?:ber|\.)\s*\d|issue\s*\d|pp?(?:ages?|\.)?\s*[a-z]?\d|art(?:icle|\.)?\s*\d|ch(?:apters?|aps?|ps?)?\.?\s*\d|"
    r"\d+(?:\s?\(\d+\))?(?:\s?[:,]\s?[\w–-]+)?\W*$|[a-z]?\d+\s?[-–]+\s?[a-z]?\d+|"
    r"(?:first|second|third|fourth) quarter\W*$|doi\b|isbn\b|issn\b|pmc?id\b|https?:|e\d{4,}\W*$)",
    re.IGNORECASE,
)
_ID = regex(
    r"^\W*(?:(?:arxiv|biorxiv|medrxiv)?\s?:?\s?\d{4}\.\d{4,5}(?:v\d+)?|(?:doi\s?:?\s*)?10\.\d{4,9}/\S+|"
    r"arxiv:\S+|[a-z-]{4,9}(?:\.[a-z]{2})?/\d{7}(?:v\d+)?|(?:19|20)\d\d[a-z][\w&.]{4}(?=\S*\d)(?=\S*\.)[\w.]{4}[a-z.][\d.]{4}[a-z.])(?:\s*\[[\w.\-]+\])?\W*$",
    re.IGNORECASE,
)
_ARXIV_YEAR = regex(r"\barxiv[\s:]*(?:preprint\s*)?(?:abs/|arxiv:)?(\d\d)(?:0[1-9]|1[0-2])\.\d{4,5}", re.IGNORECASE)
_WORD = regex(r"[^\W_]+(?:['’‑\-.][^\W_]+)*")
_LOWER_START = regex(r"(?<![\w'’-])[a-z]{2,}")


@lru_cache(maxsize=8192)
def venue(text: str) -> bool:
    """Whether ``text`` (without its date) names where papers appear."""
    if text[-1:] == ")" and len(text) < _LONGEST_STATUS and venues.recognise(text):
        return True  # ``Computer Vision and Pattern Recognition (CVPR)``
    text = text.strip(" \t\n,.;:()[]@")
    if not text or len(text) > 250:
        return False
    if venues.find(text) or (" on " in text and venues.find(text.split()[0])):
        return True
    if _TRACK.fullmatch(text) and venues.find(text.split()[0]):
        return True
    if VENUE_WORD.search(text):
        return len(text.split()) <= 25
    return acronym(text)


_TRACK = regex(r"[A-Z][\w&/+-]*[A-Z]\w*(?:[\s,:@]+(?:and|of|on|for|in|the|&|[A-Z][\w-]*)){1,7}")
"""An acronym and words with capitals behind it: ``NeurIPS Datasets and Benchmarks``."""


def acronym(text: str) -> bool:
    """Whether ``text`` is set as names of conferences are: ``ICLR``, ``MobiCom``, ``S&P``, ``ESEC/FSE``."""
    words = text.split()
    if not words or len(words) > 3:
        return False
    return (
        all(
            bool(_ACRONYM.match(word)) and len(CAPITALS.findall(word)) > 1 and sum(map(str.isdigit, word)) < 3
            for word in words
            if word.lower() not in _TRACKS
        )
        and words[0].lower() not in _TRACKS
    )


_TRACKS = frozenset(
    "oral spotlight poster findings workshop workshops track demo long short industry best paper & @ "
    "(oral) (spotlight) (poster)".split()
)


_STATUS = regex(
    r"\W*(?:(?:submitted to|in (?:preparation|submission|review|revision) (?:to|for|at|with)|"
    r"under review (?:at|by|for|in|as an? [\w ]+? at))\b.{1,80}|(?:(?:to appear|forthcoming|"
    r"in (?:press|submission|preparation|review|revision)|early access|online first|epub ahead of print|"
    r"(?:advance|published|available) online(?: publication)?|submitted|"
    r"(?:conditionally )?accepted(?: for publication)?|"
    r"(?:paper )?under (?:double[- ]blind )?(?:review|submission|revision)|"
    r"(?:oral|spotlight|poster|(?:best|outstanding|distinguished) (?:student )?paper|honou?rable mention)"
    r"(?: presentation| paper| award| runner-up| finalist| candidate| nominee){0,2})\W*)+)",
    re.IGNORECASE,
)


_THESIS = regex(
    r"(?:(?:unpublished )?(?:ph\.? ?d\.?|doctoral|master['’]?s|bachelor['’]?s|m\.?sc\.?|diploma|habilitation)"
    r"[\w .]{0,20}(?:thesis|dissertation)|thèse de doctorat|tesis doctoral)(?:, .{2,100})?",
    re.IGNORECASE,
)


def thesis(text: str) -> bool:
    """Whether ``text`` says that a paper is a thesis, and where: ``PhD thesis, University of Delft``."""
    return bool(_THESIS.fullmatch(text.strip()))


_OCCASION = regex(
    r"(?:week|lecture|session|meeting|class|day|module|unit|seminar|woche|sitzung|semaine|séance|semana|sesión|неделя)"
    r"\s*#?\d{1,2}(?:\s*\([^()]{1,30}\))?[.:]?"
    rf"|(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
    rf"(?:{dates.MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th|\.)?\s+{dates.MONTH}\.?)[.:]?",
    re.IGNORECASE,
)


def occasion(text: str) -> bool:
    """Whether ``text`` says when a paper is read, and is no title: ``Week 1 (Oct 19)``, ``Sep 10``."""
    return bool(_OCCASION.fullmatch(text.strip()))


def status(text: str) -> bool:
    """Whether ``text`` says how far a paper has come, or how it was presented, and not where: ``To appear``."""
    return len(text) < _LONGEST_STATUS and bool(_STATUS.fullmatch(text))


_LONGEST_STATUS = 100
_SHORTENED = regex(r"(?:[A-Z][a-z]{1,7}\.\s?){2,}")


def shortened(text: str) -> bool:
    """Whether ``text`` is the shortened name of a journal, and no names: ``J. Am. Stat. Assoc.``."""
    return "," not in text and bool(_SHORTENED.search(text + "."))


def venue_for_sure(text: str) -> bool:
    """Whether ``text`` is a venue and cannot be a short title."""
    if venues.find(text.strip(" .,()[]")) or bool(_SURELY.search(text)):
        return True
    bare = text.strip(" .,()[]")
    return " " not in bare and (len(bare) < 10 or bare.isupper()) and acronym(bare)


_SURELY = regex(
    r"^(?:arxiv|biorxiv|medrxiv|openreview|preprint|"
    r"(?:nature|science|cell|pnas|plos)(?!-|.* (?:vs?|in|for|with|from|by|is)\b))\b|\b(?:Proc(?:eedings|\.)|Lett\.|"
    r"(?:Transactions|Communications)(?=\s+(?:on|of|in)\b|\W*\d|\W*$)|Trans\.|Conference|Symposium|Workshop|Commun\.|"
    r"Phys\.|Rev\.|Working Papers?|Springer|IEEE|ACM|LNCS|Thesis|"
    r"(?-i:Journal|Letters|Reviews|Magazine|Annals|Press|Bulletin|"
    r"[A-Z]{4,} (?:JOURNAL|LETTERS|REVIEWS|PRESS)))(?!\w)",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def affiliation(text: str) -> bool:
    """Whether ``text`` names a university, a laboratory or a company."""
    if len(text) > 250 or _PUBLISHER.search(text):
        return False
    return any(place[0].lower() != "research" or _is_laboratory(text) for place in _PLACE_WORD.finditer(text))


def places(text: str) -> bool:
    """Whether ``text`` is the name of a university or company, or of several, and no sentence about them."""
    return affiliation(text) and not prose(_WITHIN_NAMES.sub(" ", text))


_WITHIN_NAMES = regex(r"\s(?:of|and|for|at|the|in)(?=\s)")
_PUBLISHER = regex(r"\b(?:press|publish(?:ing|ers?)|verlag|books|(?-i:UP))\b", re.IGNORECASE)


def _is_laboratory(text: str) -> bool:
    """Whether a name with "Research" is that of a company's laboratory and no journal's: ``Snap Research``."""
    words = text.split()
    return len(words) < 3 and words[0].lower() not in _FIELDS


_FIELDS = frozenset(
    "operations cancer genome brain vision marketing consumer transportation transport data education educational "
    "energy water clinical survey nursing circulation environmental psychological health schizophrenia sleep diabetes "
    "aerosol antiviral chromosome cell food waste software quantitative qualitative social library physiological stem "
    "internet ocean polar tourism futures".split()
)


def detail(text: str) -> bool:
    """Whether ``text`` is volume, pages, a number or an id."""
    return bool(_DETAIL.match(text) or _ID.match(text))


def is_id(text: str) -> bool:
    """Whether ``text`` is an arXiv number or a DOI."""
    return bool(_ID.match(text))


def arxiv_year(text: str) -> int | None:
    """The year in an arXiv number that is printed as such."""
    match = _ARXIV_YEAR.search(text)
    return dates.century(int(match[1])) if match else None


@lru_cache(maxsize=8192)
def venue_year(text: str) -> bool:
    """Whether ``text`` is a venue with its year, or a date, and nothing else."""
    if len(text) > 160:
        return False
    dated = dates.find(text)
    if dated is None:
        return False
    rest = (text[: dated.start] + " " + text[dated.end :]).strip(" \t\n,.;:()[]{}-–—/'’*_")
    return not rest or venue(rest) or (len(rest.split()) == 1 and len(rest) < 24 and _is_capital(rest))


def _is_capital(word: str) -> bool:
    """Whether a word begins with a capital, or has two of them: ``aiDM``."""
    return word[0].isupper() or len(CAPITALS.findall(word)) > 1


def dated_phrase(text: str) -> bool:
    """Whether ``text``, which stands in brackets, is words with capitals and a year, or begins with venue and year.

    ``Distributed and Parallel Databases 2020``, ``VLDB 2021 from Tim Kraska``.
    """
    dated = dates.find(text)
    if dated is None or len(text) > 100:
        return False
    front, behind = text[: dated.start].strip(" ,.-–'’"), text[dated.end :].strip(" ,.;-–)")
    words = [word for word in front.split() if word.lower() not in _SMALL]
    if not front or not all(word[0].isupper() for word in words):
        return False
    return not behind or behind.split()[0] in ("from", "by", "oral", "best") or (len(words) == 1 and venue(front))


_SMALL = frozenset("of and on in the for & - at to a".split())


def titleness(text: str) -> int:
    """How much ``text`` is like a title: 0 not at all, 1 a word, 2 a phrase, 3 a title."""
    count = len(_WORD.findall(text[:600]))
    if not text.isascii():
        count += len(UNSPACED.findall(text[:600])) // 3
    if count == 0 or (text.endswith(")") and _CITED.fullmatch(text)) or text.strip() in _ARTICLES:
        return 0
    front = text.partition(" (")[0] if text.endswith(")") else text
    front = front if len(front.split()) > 1 and not venue_for_sure(front) else text
    if count <= 8 and ((venue_year(front) and not _has_subtitle(front)) or is_id(text)):
        return 0
    if count <= 3 and (dates.find(front) or venues.find(text)):
        return 0
    if count > 60:
        return 0
    return 3 if count > 3 else 2 if count > 1 else 1


def numbers_follow(text: str, at: int = 0) -> bool:
    """Whether volume and pages, or year and volume, of a journal stand ``at`` a place: ``, 2020, 12(7), 1171``."""
    return bool(_NUMBERS.match(text, at))


_NUMBERS = regex(r"[\s,;]*(?:(?:19|20)\d\d[,;:]\s?|\((?:19|20)\d\d\)[,;:]?\s)?\d{1,4}(?:\s?\(\d|\s?[,:]\s?[A-Za-z]?\d)")
_CITED = regex(
    r"[^\W\d_][^\d()]{2,60} \d{1,4}(?:\(\d+\)|\.\d+)?[,:] ?[A-Za-z]?\d{1,7}(?:\s?[–-]\s?\d+)? \((?:1[89]|20)\d\d\)"
)
"""``Nat Kites 9, 69 (2023)``: what a journal prints of a paper, and no title."""
_SYSTEM = regex(r"([^\s()]+) \(([^()]+)\)")


def system(text: str) -> bool:
    """Whether ``text`` is the name of a system, in brackets where or when it appeared: ``NetLSD (KDD 2018)``."""
    found = _SYSTEM.fullmatch(text)
    if not found or not venue_year(found[2]) or venues.find(found[1]) or dates.find(found[1]):
        return False
    return any(map(str.isalpha, found[2])) or not found[1].isupper()


_ARTICLES = frozenset(["The", "A", "An", "the", "a", "an"])


def _has_subtitle(text: str) -> bool:
    """Whether a phrase stands behind the colon of a text that begins with no venue: ``Kites 2016: A Report``."""
    front, _, behind = text.partition(": ")
    return len(behind.split()) > 1 and not venue_for_sure(front.split()[0])


def prose(text: str) -> bool:
    """Whether ``text`` has the words of a sentence: two or more that begin small and are no particle of a name."""
    return sum(word not in PARTICLES for word in _LOWER_START.findall(text[:300])) > 1


def headline(text: str) -> bool:
    """Whether a text is set as titles are in English: nearly all words but the small ones begin with a capital."""
    words = [word for word in _WORD.findall(text[:300]) if len(word) > _SMALL_WORD]
    large = sum(not word[0].islower() or word in _JOINING for word in words)
    return len(words) > 1 and large >= _LARGE * len(words) and text.rstrip()[-1:] not in ".:;,"


_SMALL_WORD = 3
_LARGE = 0.8
_JOINING = frozenset(
    "with from into over under through towards toward between among within without about using".split()
)


def titled(text: str) -> bool:
    """Whether a text is a few words that begin with a capital, or with a letter of a script that has none."""
    return (
        len(text.split()) < 8
        and len(text) < 80
        and text[:1].isalpha()
        and (not text[:1].islower() or sum(map(str.isupper, text.split(maxsplit=1)[0])) > 1)
        and not prose(text)
    )


_PRINTED = regex(
    r"\bdoi:?\s*(?P<doi>10\.\d{4,9}/(?:[^\s()\]]|\([^\s()]*\))+)"
    r"|\b(?P<pubmed>PMID:?\s?\d{4,9}\b)"
    r"|\b(?P<arxiv>arxiv:\s?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7}))",
    re.IGNORECASE,
)


def printed_identifier(text: str) -> "re.Match[str] | None":
    """The first DOI or arXiv id that stands in ``text`` behind its name: its groups are ``doi`` and ``arxiv``."""
    return _PRINTED.search(text)
