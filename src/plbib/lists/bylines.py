"""What a list of people has the shape of: ``A. Berg, C. Cole and D. Dunn``, ``Berg, A., Cole, C.``, ``Berg et al.``."""

import re
from functools import lru_cache
from itertools import pairwise

from plbib.lists.fields.sentences import ABBREVIATIONS
from plbib.lists.shapes import CAPITALS, PARTICLES, UNSPACED, VENUE_WORD
from plbib.papers import venues
from plbib.papers.people import BRACED, GROUP_LAST, JAPANESE, collective
from plbib.papers.publishers import is_house
from plbib.text.patterns import regex

_SPLIT_NAMES = regex(
    r"\s*(?:[,;·•、，]\s*(?:&|and\b|und\b)?|\s&|\band\b|\bund\b|\bet\b(?!\s*al)|\s[|/]\s"
    r"|(?<=[^\W\d_a-z]\.)\s(?:y|e|i|og|och|en|и)\s(?=[^\W\d_a-z]))\s*"
)
_SUPERSCRIPT = regex(r"(?<=[^\W\d])(?:\d{1,2}(?:,\d{1,2})*)?[*†‡§¶∗#¹²³⁰-⁹]*$|^[*†‡§¶∗]+|\^\{?[\d,*†]+\}?|\$[^$]*\$")
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
    r"[^\W-]{5}(?:[ts]ions?|ments?|ness|ability|ibility|olog(?:y|ies)|ograph(?:y|ies)|metric|ational)$|[^\W-]{4}ful$|"
    r"[^\W-]{6}ings?$|-(?:based|aware|driven|free|efficient|time|scale|level|shot|end|trained|guided|modal|wise|world|"
    r"source|context|agent)$"
)
_ING = regex(r"(?!(?:Deep|Machine) )[A-Z][\w'’.-]+(?: [A-Z][\w.'’-]*)? (?:[A-Z][a-z]+-)?[A-Z][a-z]{5,}ing")
"""What is a name among several others: ``Lukas Eisenring``."""
_SMALL_GIVEN = regex(r"(?:To|In|An|On|As) [A-Z][a-z]{1,5} [A-Z][a-z]{1,8}")
"""What is a name among others, although it begins as a phrase does: ``To Eun Kim``, ``In So Kweon``."""
_VOWEL = regex(r"[aeiouy]")
_INITIALS = regex(r"^(?:[^\W\d_a-z]\.?(?:-?[A-Z]\.?)?|(?:[A-Z]\.-?){1,5}[A-Z]?|[A-Z][a-z]\.)$")
_ET_AL = regex(
    r"[\s,]*(?:\b(?:et\.?\s*a[lt]\b|(?:and|&) (?:others|colleagues|co-?(?:authors|workers))\b|et coll\b|u\. ?a\.)"
    r"|& al\b|等)\.?",
    re.IGNORECASE,
)
_AFTER = regex(r"\s*\([^()]{1,120}\)|\s*\[(?:[^\[\]]{2,80} Collaborations?|[A-Z][A-Z\d+-]{2,15})\]")
_NEVER_NAMES = regex(
    r"^(?:Zu[rm]|Vom|[IA]m) [^,]* |\([^()]*(?:19|20)\d\d[^()]*\)|\s[-–—]\s|\b[Ee]ds?\.|\b[Ee]ditors?\b"
)


def names(text: str, *, alone: bool = False) -> bool:
    """Whether ``text`` lists people: ``A. Berg, C. Cole and D. Dunn``, ``Berg, A., Cole, C.``, ``Ann Berg et al.``.

    A single name without initials counts only where it stands ``alone``, as on a line of its own.
    """
    text = text.strip(" \t\n,.;:")
    if not text or len(text) > 6000 or ":" in text or "?" in text or "!" in text:
        return False
    return bool(JAPANESE.fullmatch(text)) or _names(text, alone)


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
    stripped = (_SUPERSCRIPT.sub("", piece.strip()).strip(" .…") for piece in _SPLIT_NAMES.split(bare))
    parts = [part for part in stripped if part]
    kinds = [_name(part) for part in parts]
    people = {2, 3} & {*kinds}
    kinds = [3 * (3 in kinds) if kind == _ARTICLE else 2 * bool(people) if kind == _MONTH else kind for kind in kinds]
    for at, (part, behind) in enumerate(pairwise(parts)):
        large = (part.istitle() or part.isupper()) and part.isalpha() and _ONLY_INITIALS.fullmatch(behind)
        loud = (
            part.isupper()
            and len(part) > 3
            and not any(map(str.isdigit, part))
            and behind.istitle()
            and kinds[at + 1]
            and not venues.find(part)
        )
        if kinds[at] == 0 and (large or loud):  # ``Large, W. G.``, ``EK, A. B.``
            kinds[at] = 1
        if kinds[at] == 1 and behind in _GIVEN_MONTHS:
            kinds[at + 1] = 1  # ``Rybicki, Jan``
    if kinds.count(0) == 1 and len(parts) > 1 and _SMALL_GIVEN.fullmatch(parts[kinds.index(0)]):
        kinds[kinds.index(0)] = 2 * (min(kind for kind in kinds if kind) > 1)
    if kinds.count(0) == 1 and len(parts) > _NAME_WORDS and _ING.fullmatch(parts[kinds.index(0)]):
        kinds[kinds.index(0)] = 2 * (min(kind for kind in kinds if kind) > 1)
    if 2 in kinds and max(bare) >= "\u0e00":  # it takes long to compile a pattern for these
        unspaced = (
            len(part) > 3 and kind < 2 and UNSPACED.match(part) for part, kind in zip(parts, kinds, strict=True)
        )
        if any(unspaced):
            return False  # a venue among Chinese names
    if cut and len(parts) == 1 and _CAPITALISED.fullmatch(parts[0]):
        kinds = [2]  # ``Deep Ganguli et al.``
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
    if alone and kinds in ([1, 1], [1, 1, 1]):
        return "," in text
    if alone and len(kinds) > _MANY and whole == 0 and _JOINED.search(text):
        return True  # ``Berg, Cole, Dunn, Ek, and Fox``
    inverted = " and " in text and all(piece.count(",") == 1 for piece in _AND.split(text))
    return len(kinds) > 3 and len(kinds) % 2 == 0 and (inverted or alone)


_MANY = 4


def families(text: str, *, alone: bool = False) -> bool:
    """Whether ``text`` joins family names: ``Berg and Cole``, ``Berg, Cole & Dunn``; with ``alone``, one is enough.

    Many phrases look so, too: only where names are to be expected.
    """
    parts = [part for part in _SPLIT_NAMES.split(text.strip(" .,;")) if part]
    joined = len(parts) > 1 and bool(_JOINED.search(text))
    return (joined or (alone and len(parts) == 1)) and all(_name(part) == 1 for part in parts) and not is_house(text)


def without_editors(text: str) -> str:
    """``text`` without the names before ``(Eds.)``, or in brackets: ``(A. Berg, Ed., Vol. 2)``."""
    edited = _EDITED_BY.search(text)
    if edited and names(edited[1], alone=True):
        text = (text[: edited.start()] + text[edited.end() :]).lstrip(" ,;")
    named = _NAMED_EDITORS.match(text)
    if named and names(named[1], alone=True):
        return text[named.end() :].lstrip(" ,;.)")
    mark = _EDITED.search(text) if "(" in text else None
    if mark is None:
        return text
    people = text[: mark.start()]
    if names(people, alone=True) or families(people) or _DITTO.fullmatch(people):
        return text[mark.end() :].lstrip(" ,:")
    parts = text[: mark.start()].split(", ")
    while len(parts) > 1 and names(parts[-1].removeprefix("and "), alone=True):
        parts.pop()
    return ", ".join(parts) + text[mark.end() :]


_EDITED_BY = regex(r"(?:^|,\s+)[Ee]dited by ([^,;()]{3,80})(?=,\s|$)")
_EDITED = regex(r"\s*\((?:[Ee]d(?:s|itors?)?|[Hh](?:rs)?gg?|dir|coords?|orgs?|red)\.?\)")
_DITTO = regex(r"\s*(?:Dies|Ders|Idem|Id)\.?\s*")
"""Stands for the names of the authors before an editor's mark."""
_NAMED_EDITORS = regex(r"\(?([^()]{3,200}?),? \(?(?:[Ee]ds?|[Ee]ditors?)\.?(?=[),;.]|$)")
_ONLY_INITIALS = regex(r"(?:[A-Z]\.[\s-]?)*[A-Z]\.?")
_JOINED = regex(r"\s(?:&|and|und)\s")
_CAPITALS_LAST = regex(r"\b[A-Z]{2,}$")
_CAPITALISED = regex(r"[^\W\d_a-z][^\W\d_]*(?:[\s-][^\W\d_a-z][^\W\d_]*){1,2}")
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
    if len(words) > 6 or (len(words) > _NAME_WORDS + 1 and words[0] in ("A", "I")) or _is_no_name(part, words):
        return 0
    kinds = [_word_of_name(word, lone=False) for word in words]
    if 0 in kinds and (mistaken := _mistaken(words, kinds)):
        return mistaken
    if 0 in kinds[:-1] or (kinds[-1] == 0 and not _VANCOUVER.fullmatch(part)) or kinds.count(2) > _MOST_WORDS:
        return 0
    return _ARTICLE if words[0] in ("A", "I") else 3 if kinds[-1] == 0 or 3 in kinds else min(kinds.count(2), 2)


def _is_no_name(part: str, words: list[str]) -> bool:
    """Whether digits stand in a text, or a word shortened as in the names of journals: ``Phys. Rev. Lett``."""
    if any(map(str.isdigit, part)) or ("J" in words[:-1] and words[-1].lower() in ABBREVIATIONS):
        return True  # ``N Engl J Med``
    return any(word[-1] == "." and len(word) > _SHORTENED and word[:-1].lower() in ABBREVIATIONS for word in words)


def _single(word: str) -> int:
    """0: no name, 1: a family name, 3: an initial."""
    if _HAN_PHRASE.search(word):
        return 0
    if "." in word and _ONLY_INITIALS.fullmatch(word):
        return 3
    if len(word) > 1 and word.istitle() and word.lower() in PARTICLES:
        return 1  # ``Da``
    if VENUE_WORD.fullmatch(word) or venues.find(word) or _shouted(word) or any(map(str.isdigit, word)):
        return 0
    return (0, 0, 1, 3)[_word_of_name(word, lone=True)]


_FAMILIES = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖萧蕭田董袁潘于蒋蔣蔡余"
    "杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦付方白邹鄒孟熊秦邱江尹薛闫段雷侯龙龍史陶黎贺賀顾顧毛郝龚"
    "邵万钱錢严嚴武戴莫孔汤湯章施倪"
)
_KOREAN = (
    "김이박최정강조윤장임한오서신권황안송류유홍전고문손양배백허남심노하곽성차주우구민진지엄채원천방공현함변염추석선설마길연위표명기"
    "반왕금옥"
)
_EASTERN_NAME = regex(
    rf"[{_FAMILIES}][\u4e00-\u9fff]{{1,2}}|[{_KOREAN}][가-힣]{{2}}|(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐)[\u4e00-\u9fff]{{1,2}}"
)
"""A Chinese or Korean name: one of the common family names, and one or two characters."""

_SURNAMES = frozenset(
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang han "
    "feng deng cao peng zeng xiao tian dong pan yuan yu jiang cai du ye cheng su wei lu ding ren shen yao cui zhong "
    "fan jin shi liao jia xia fu fang bai zou meng xiong qin qiu yin xue yan duan lei hou tao gu mao hao gong shao wan "
    "qian dai mo kong lyu ouyang jiao ji hong kang ge mei mu ni nie niu qi qu rao sheng shu tong wen weng xi xing yi "
    "you zhan zhuang zuo geng gan ban bao bi bian chi chu cong dou fei guan hua huo jing ju kuang lan lian ling miao "
    "ou pang pei pu qiao ruan sang shang si sui teng xiang xin xuan ying yue yun zang zha zhai zong tai hsu chang tsai "
    "chou chiang lai kuo hung tseng chan cheung kwok lam lau leung ng wong yeung yip".split()
)
_SYLLABLES = regex(
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?(?:i?a(?:ng?|o|i)?|i?ong|i[eu]|ing?|u(?:a(?:ng?|i)?|[oien])?|e(?:ng?|i|r)?|ou?|i)-?)"
    r"{1,3}"
)


def _mistaken(words: list[str], kinds: list[int]) -> int:
    """What words are of which one seems no name: a Chinese name, what begins with a month, or (0) none."""
    if _is_romanised(words):
        return 2
    sure = kinds[0] == 3 and "." in words[0]  # ``F. P. An``
    known = [
        kind or (word.istitle() and (sure or word.lower() not in _NO_NAME))
        for word, kind in zip(words, kinds, strict=True)
    ]
    last = words[-1]
    if last in _FAMILIES_LIKE_WORDS and 0 not in kinds[:-1] and 2 in kinds:
        return _MONTH  # ``Long Do``, among others
    vancouver = len(words) == _NAME_WORDS and last.isupper() and last.isascii() and len(last) < _NAME_WORDS + 2
    if all(known) if kinds[0] == 3 else vancouver and (known[0] or words[0] in _GIVEN_MONTHS):
        return 3  # ``S. Harmeling``, ``Spratling MW``
    return _MONTH if words[0] in _GIVEN_MONTHS and {*kinds[1:]} <= {1, 2} and 2 in kinds else 0


def _is_romanised(words: list[str]) -> bool:
    """Whether two words are a Chinese name in Latin letters, though one means something else: ``Jun Zhou``."""
    if len(words) != _NAME_WORDS or not all(
        word.isascii() and word[0].isupper() and word[1:].islower() for word in words
    ):
        return False
    given, family = (word.lower() for word in words)
    return family in _SURNAMES and (bool(_SYLLABLES.fullmatch(given)) or words[0] in _GIVEN_MONTHS)


_NAME_WORDS = 2
_SHORTENED = 4
"""Characters of a shortened word that may be a given name: ``Jos.``."""
_HAN_PHRASE = regex(r"[\u4e00-\u9fff]{6}|[\u4e00-\u9fff]*[的了是与对无需]")
"""Characters of Chinese that are no name: too many, or such as only sentences have."""
_ARTICLE = 9
"""What begins like a title, and is a name where others have initials, too: ``A Spielberg``."""
_MONTH = 8
"""What begins like a date, and is a name among others: ``Jan Peters``."""
_GIVEN_MONTHS = frozenset(("Jan", "Mar", "April", "May", "Jun", "June", "August"))
_FAMILIES_LIKE_WORDS = frozenset(("An", "Be", "Can", "Do", "In", "On", "To"))
"""Family names of Vietnam, Korea and China that are English words, too."""
_MOST_WORDS = 4
"""Words of a name that are neither initials nor particles."""


def _word_of_name(word: str, *, lone: bool) -> int:
    """0: a word that names do not have, 1: a particle or a mark, 2: a word, 3: an initial."""
    if _INITIALS.match(word) and (not lone or len(word) == 1 or "." in word):
        return 3
    bare = word.strip(".'’`-()")
    low = bare.lower()
    if not bare or low in PARTICLES:
        return 1
    if low in _NO_NAME or _NOUN.search(low) or (bare.isupper() and len(bare) > 2 and not _VOWEL.search(low)):
        return 0
    return (
        2
        if bare[0].isalpha() and (not bare[0].islower() or (not bare.isascii() and bare[0] < "\u0370") or _inner(bare))
        else 0
    )


def _shouted(word: str) -> bool:
    """Whether a word is set as an acronym is."""
    if "." in word or not word.isascii():
        return False
    return (word.isupper() and len(word) > 1) or any(len(CAPITALS.findall(part)) > 2 for part in word.split("-"))


def _inner(word: str) -> bool:
    """``d'Alembert``, ``al-Khatib``: a small beginning with a capital inside."""
    return any(character.isupper() for character in word) and ("'" in word or "’" in word or "-" in word)
