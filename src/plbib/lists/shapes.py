"""What a short text has the shape of: names, a venue, an affiliation, a role of a link, an id, a title."""

import re
from functools import lru_cache
from itertools import pairwise

from plbib.lists import dates
from plbib.papers import venues
from plbib.papers.people import BRACED, GROUP_LAST, collective
from plbib.papers.publishers import is_house
from plbib.text.patterns import regex

_SPLIT_NAMES = regex(r"\s*(?:[,;·•、，]\s*(?:&|and\b|und\b)?|\s&|\band\b|\bund\b|\bet\b(?!\s*al)|\s[|/]\s)\s*")
_SUPERSCRIPT = regex(r"(?<=[^\W\d])(?:\d{1,2}(?:,\d{1,2})*)?[*†‡§¶∗#¹²³⁰-⁹]*$|^[*†‡§¶∗]+|\^\{?[\d,*†]+\}?|\$[^$]*\$")
_PARTICLES = frozenset(
    "van von der den de del della di da dos du la le el al bin ibn ben ter ten zu zur dal ul e y af av d 't".split()
)
_NO_NAME = frozenset(
    "a an and are as at based be beyond by can do does for from how in into is it its learning model models network "
    "networks neural deep of on or over the through to toward towards under using via what when where why with without "
    "analysis approach method methods system systems data language large study survey review workshop conference "
    "journal proceedings proc transactions symposium letters communications reports nature science sciences advances "
    "annual international university institute college school lab labs laboratory research group department academy "
    "press usenix security springer elsevier ieee acm arxiv biorxiv preprint computing computer vision intelligence "
    "artificial machine robotics engineering physics biology chemistry medicine bulletin magazine lectures notes paper "
    "code pdf project report january february march april may june july august september october november december jan "
    "feb mar apr jun jul aug sep sept oct nov dec oral spotlight poster technologies technology inc corp ltd company "
    "part chapter volume series".split()
)
_NOUN = regex(
    r"[^\W-]{5}(?:[ts]ions?|ments?|ness|ability|ibility|olog(?:y|ies)|ograph(?:y|ies)|metric|ational)$|"
    r"[^\W-]{6}ings?$|-(?:based|aware|driven|free|efficient|time|scale|level|shot|end|trained|guided|modal|wise|world|"
    r"source|context|agent)$"
)
_VOWEL = regex(r"[aeiouy]")
_INITIALS = regex(r"^(?:[^\W\d_a-z]\.?(?:-?[A-Z]\.?)?|(?:[A-Z]\.-?){1,5}[A-Z]?|[A-Z][a-z]\.)$")
_ET_AL = regex(
    r"[\s,]*(?:\b(?:et\.?\s*al\b|(?:and|&) (?:others|colleagues|co-?(?:authors|workers))\b|et coll\b|u\. ?a\.)"
    r"|& al\b|等)\.?",
    re.IGNORECASE,
)
_AFTER = regex(r"\s*\([^()]{1,120}\)|\s*\[[^\[\]]{2,80} Collaborations?\]")
_NEVER_NAMES = regex(
    r"^(?:Zu[rm]|Vom|[IA]m) [^,]* |\([^()]*(?:19|20)\d\d[^()]*\)|\s[-–—]\s|\b[Ee]ds?\.|\b[Ee]ditors?\b"
)
_ACRONYM = regex(r"^[A-Z@&][\w@&/+\-’'.]{1,14}$")
_CAPITALS = regex(r"[A-Z]")
_VENUE_WORD = regex(
    r"^j\.\s?[a-z]|(?-i:(?:\b[A-Z][a-z]{1,7}\.\s?){2,}|\b[A-Z][a-z]{0,5}\.(?:[A-Z][a-z]{1,7}\.){1,})|"
    r"\b(?:proc(?:eedings|\.)?|conf(?:erence|\.)?|workshops?|symposium|symp\.|journal|trans(?:actions(?=\s+(?:on|of|in)\b|\W*\d|\W*$)|\.)|"
    r"letters?|lett\.|annals|annual meeting|advances in|bulletin|magazine|lecture notes|lncs|arxiv|bioxriv|biorxiv|"
    r"medrxiv|chemrxiv|ssrn|openreview|"
    r"preprints?|nature|science|cell|pnas|plos|frontiers|ieee|acm|usenix|findings|track|rev(?:iew|iews|"
    r"\.)|commun(?:ications(?=\s+(?:on|of|in)\b|\W*\d|\W*$)|\.)|reports?|"
    r"technical report|tech(?:nical)? rep\.?|thesis|dissertation|press|springer|elsevier|wiley|mit press|"
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
    r"ucsb|kaist|kit|tum|ucl|nyu|usc|uiuc|umd|rwth|ustc|sjtu|zju|cuhk|bupt|nudt|hkust|nus|"
    r"ntu|thu|pku|tsinghua|stanford|berkeley|princeton|harvard|oxford|cambridge|google|deepmind|microsoft|"
    r"msra|msr|meta|facebook|fair|nvidia|intel|amd|ibm|amazon|apple|openai|anthropic|huawei|alibaba|tencent|bytedance|baidu|samsung|"
    r"qualcomm|adobe|salesforce|uber|linkedin|twitter|netflix|yahoo|inria|cnrs|max planck|mpi|"
    r"inc\.?|corp\.?|ltd\.?|gmbh|co\.)(?!\w)",
    re.IGNORECASE,
)
_DETAIL = regex(
    r"^\W*(?:vol(?:ume|\.)?\s*\d|no\.?\s*\d|num(?:ber|\.)\s*\d|issue\s*\d|pp?(?:ages?|\.)?\s*[a-z]?\d|art(?:icle|\.)?\s*\d|"
    r"\d+(?:\s?\(\d+\))?(?:\s?[:,]\s?[\w–-]+)?\W*$|[a-z]?\d+\s?[-–]+\s?[a-z]?\d+|doi\b|isbn\b|issn\b|pmc?id\b|https?:|e\d{4,}\W*$)",
    re.IGNORECASE,
)
_ID = regex(
    r"^\W*(?:(?:arxiv|biorxiv|medrxiv)?\s?:?\s?\d{4}\.\d{4,5}(?:v\d+)?|(?:doi\s?:?\s*)?10\.\d{4,9}/\S+|"
    r"arxiv:\S+|(?:19|20)\d\d[a-z][\w&.]{4}(?=\S*\d)(?=\S*\.)[\w.]{4}[a-z.][\d.]{4}[a-z.])(?:\s*\[[\w.\-]+\])?\W*$",
    re.IGNORECASE,
)
_ARXIV_YEAR = regex(r"\barxiv[\s:]*(?:preprint\s*)?(?:abs/|arxiv:)?(\d\d)(?:0[1-9]|1[0-2])\.\d{4,5}", re.IGNORECASE)
_WORD = regex(r"[^\W_]+(?:['’‑\-.][^\W_]+)*")
_LOWER_START = regex(r"(?<![\w'’-])[a-z]{2,}")


def names(text: str, *, alone: bool = False) -> bool:
    """Whether ``text`` lists people: ``A. Berg, C. Cole and D. Dunn``, ``Berg, A., Cole, C.``, ``Ann Berg et al.``.

    A single name without initials counts only where it stands ``alone``, as on a line of its own.
    """
    text = text.strip(" \t\n,.;:")
    if not text or len(text) > 6000 or ":" in text or "?" in text or "!" in text:
        return False
    return _names(text, alone)


@lru_cache(maxsize=4096)
def _names(text: str, alone: bool) -> bool:
    if _NEVER_NAMES.search(text) or is_house(text):
        return False
    bare = BRACED.sub("{}", _AFTER.sub("", text))
    group = GROUP_LAST.search(bare)
    bare = bare[: group.start()] if group else bare
    cut = _ET_AL.search(bare)
    if cut and len(bare) - cut.end() > 3:
        return False
    bare = bare[: cut.start()] if cut else bare
    stripped = (_SUPERSCRIPT.sub("", piece.strip()).strip(" .") for piece in _SPLIT_NAMES.split(bare))
    parts = [part for part in stripped if part]
    kinds = [_name(part) for part in parts]
    kinds = [3 * (3 in kinds) if kind == _ARTICLE else kind for kind in kinds]
    for at, (part, behind) in enumerate(pairwise(parts)):
        large = part.istitle() and part.isalpha() and _ONLY_INITIALS.fullmatch(behind)  # ``Large, W. G.``
        loud = part.isupper() and len(part) > 3 and behind.istitle() and kinds[at + 1] and not venues.find(part)
        if kinds[at] == 0 and (large or loud):
            kinds[at] = 1
    if 2 in kinds and max(bare) >= "\u0e00":  # it takes long to compile a pattern for these
        unspaced = (
            len(part) > 3 and kind < 2 and _UNSPACED.match(part) for part, kind in zip(parts, kinds, strict=True)
        )
        if any(unspaced):
            return False  # a venue among Chinese names
    if not parts or kinds.count(0) > len(parts) // 12:
        return False
    if len(parts) == 1:
        lone = kinds[0] == 3 and " " in parts[0] and not _CAPITALS_LAST.search(parts[0])
        return cut is not None or lone or (alone and (kinds[0] == 2 or bool(_VANCOUVER.fullmatch(parts[0]))))
    return cut is not None or _list_of_names(bare, kinds, alone)


def _list_of_names(text: str, kinds: list[int], alone: bool) -> bool:
    """Whether several parts, of which none is anything else, are names: enough are whole, or all are turned around."""
    whole = kinds.count(2) + kinds.count(3)
    if whole >= max(1, len(kinds) // 3) or (alone and whole):
        return True
    if alone and kinds == [1, 1]:
        return "," in text
    inverted = " and " in text and all(piece.count(",") == 1 for piece in _AND.split(text))
    return len(kinds) > 3 and len(kinds) % 2 == 0 and (inverted or alone)


def families(text: str, *, alone: bool = False) -> bool:
    """Whether ``text`` joins family names: ``Berg and Cole``, ``Berg, Cole & Dunn``; with ``alone``, one is enough.

    Many phrases look so, too: only where names are to be expected.
    """
    parts = [part for part in _SPLIT_NAMES.split(text.strip(" .,;")) if part]
    joined = len(parts) > 1 and bool(_JOINED.search(text))
    return (joined or (alone and len(parts) == 1)) and all(_name(part) == 1 for part in parts) and not is_house(text)


_ONLY_INITIALS = regex(r"(?:[A-Z]\.[\s-]?)*[A-Z]\.?")
_JOINED = regex(r"\s(?:&|and|und)\s")
_CAPITALS_LAST = regex(r"\b[A-Z]{2,}$")
_VANCOUVER = regex(r"[^\W\d_][^\W\d_]*[^\W\d_A-Z](?:[-\s][^\W\d_]*[^\W\d_A-Z])* [A-Z]{2,3}")
"""A family name of which a part is small, with initials behind it: ``Berg AB``."""
_AND = regex(r"\s+and\s+")


def _name(part: str) -> int:
    """0: no name, 1: a single word, 2: two or more words as a name has them, 3: with initials."""
    if (
        collective(part)
        or BRACED.fullmatch(part)
        or (len(part) < 5 and not part.isascii() and _EASTERN_NAME.fullmatch(part))
    ):
        return 2
    words = part.split()
    if len(words) == 1:
        return _single(part)
    if len(words) > 6 or any(character.isdigit() for character in part) or (len(words) > 2 and words[0] in ("A", "I")):
        return 0
    kinds = [_word_of_name(word, lone=False) for word in words]
    if 0 in kinds[:-1] or (kinds[-1] == 0 and not _VANCOUVER.fullmatch(part)) or kinds.count(2) > _MOST_WORDS:
        return 0
    return _ARTICLE if words[0] in ("A", "I") else 3 if kinds[-1] == 0 or 3 in kinds else min(kinds.count(2), 2)


def _single(word: str) -> int:
    """0: no name, 1: a family name, 3: an initial."""
    if len(word) > 1 and word.istitle() and word.lower() in _PARTICLES:
        return 1  # ``Da``
    if _VENUE_WORD.fullmatch(word) or venues.find(word) or _shouted(word) or any(map(str.isdigit, word)):
        return 0
    return (0, 0, 1, 3)[_word_of_name(word, lone=True)]


_FAMILIES = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董袁潘于蒋蔣蔡余"
    "杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦付方白邹鄒孟熊秦邱江尹薛闫段雷侯龙龍史陶黎贺賀顾顧毛郝龚"
    "邵万钱錢严嚴武戴莫孔汤湯章施倪"
)
_EASTERN_NAME = regex(
    rf"[{_FAMILIES}][\u4e00-\u9fff]{{1,2}}|(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐)[\u4e00-\u9fff]{{1,2}}"
)
"""A Chinese name: one of the common family names and one or two characters."""
_UNSPACED = regex(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")
"""Characters of scripts that put no blanks between words."""

_ARTICLE = 9
"""What begins like a title, and is a name where others have initials, too: ``A Spielberg``."""
_MOST_WORDS = 4
"""Words of a name that are neither initials nor particles."""


def _word_of_name(word: str, *, lone: bool) -> int:
    """0: a word that names do not have, 1: a particle or a mark, 2: a word, 3: an initial."""
    if _INITIALS.match(word) and (not lone or len(word) == 1 or "." in word):
        return 3
    bare = word.strip(".'’`-()")
    low = bare.lower()
    if not bare or low in _PARTICLES:
        return 1
    if low in _NO_NAME or _NOUN.search(low) or (bare.isupper() and len(bare) > 2 and not _VOWEL.search(low)):
        return 0
    return 2 if bare[0].isalpha() and (not bare[0].islower() or not bare.isascii() or _inner(bare)) else 0


def _shouted(word: str) -> bool:
    """Whether a word is set as an acronym is."""
    if "." in word or not word.isascii():
        return False
    return (word.isupper() and len(word) > 1) or len(_CAPITALS.findall(word)) > 2


def _inner(word: str) -> bool:
    """``d'Alembert``, ``al-Khatib``: a small beginning with a capital inside."""
    return any(character.isupper() for character in word) and ("'" in word or "’" in word or "-" in word)


@lru_cache(maxsize=8192)
def venue(text: str) -> bool:
    """Whether ``text`` (without its date) names where papers appear."""
    text = text.strip(" \t\n,.;:()[]@")
    if not text or len(text) > 250:
        return False
    if venues.find(text) or (" on " in text and venues.find(text.split()[0])):
        return True
    if _TRACK.fullmatch(text) and venues.find(text.split()[0]):
        return True
    if _VENUE_WORD.search(text):
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
            bool(_ACRONYM.match(word)) and len(_CAPITALS.findall(word)) > 1 and sum(map(str.isdigit, word)) < 3
            for word in words
            if word.lower() not in _TRACKS
        )
        and words[0].lower() not in _TRACKS
    )


_TRACKS = frozenset(
    "oral spotlight poster findings workshop workshops track demo long short industry best paper & @ "
    "(oral) (spotlight) (poster)".split()
)


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
    r"Phys\.|Rev\.|Springer|IEEE|ACM|LNCS|Thesis|(?-i:Journal|Letters|Reviews|Magazine|Annals|Press|Bulletin|"
    r"[A-Z]{4,} (?:JOURNAL|LETTERS|REVIEWS|PRESS)))(?!\w)",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def affiliation(text: str) -> bool:
    """Whether ``text`` names a university, a laboratory or a company."""
    if len(text) > 250 or _PUBLISHER.search(text):
        return False
    return any(place[0].lower() != "research" or _is_laboratory(text) for place in _PLACE_WORD.finditer(text))


_PUBLISHER = regex(r"\b(?:press|publish(?:ing|ers?)|verlag|books)\b", re.IGNORECASE)


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
    return word[0].isupper() or len(_CAPITALS.findall(word)) > 1


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
        count += len(_UNSPACED.findall(text[:600])) // 3
    if count == 0:
        return 0
    front = text.partition(" (")[0] if text.endswith(")") else text
    front = front if len(front.split()) > 1 and not venue_for_sure(front) else text
    if count <= 8 and (venue_year(front) or is_id(text)):
        return 0
    if count <= 3 and (dates.find(front) or venues.find(text)):
        return 0
    if count > 60:
        return 0
    return 3 if count > 3 else 2 if count > 1 else 1


def prose(text: str) -> bool:
    """Whether ``text`` has the words of a sentence: two or more that begin small and are no particle of a name."""
    return sum(word not in _PARTICLES for word in _LOWER_START.findall(text[:300])) > 1


_PRINTED = regex(
    r"\bdoi:?\s*(?P<doi>10\.\d{4,9}/(?:[^\s()\]]|\([^\s()]*\))+)"
    r"|\b(?P<pubmed>PMID:?\s?\d{4,9}\b)"
    r"|\b(?P<arxiv>arxiv:\s?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7}))",
    re.IGNORECASE,
)


def printed_identifier(text: str) -> "re.Match[str] | None":
    """The first DOI or arXiv id that stands in ``text`` behind its name: its groups are ``doi`` and ``arxiv``."""
    return _PRINTED.search(text)
