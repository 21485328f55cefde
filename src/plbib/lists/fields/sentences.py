"""Text beside a title cut into sentences, and texts without dates and edges."""

import re
from collections.abc import Iterator

from plbib.lists import dates
from plbib.lists.markdown.runs import BREAK
from plbib.text.patterns import regex

_SENTENCE = regex(rf"[{BREAK}]|[.!?]\s+|。\s*|\s[|•·]\s|\s[–—-]{{1,3}}\s|;\s")
_LAST_WORD = regex(r"[^\W\d_]+$")
ABBREVIATIONS = frozenset(
    "al proc conf int trans vol no p pp rev lett phys nat commun sci chem biol am soc acad med jr st dr "
    "comput eng math appl res mol ed eds dept "
    "univ symp ann jan feb mar apr jun jul aug sep sept oct nov dec fig ph mr ms prof intl nos arch tech "
    "rep vs adv mater bioinf j mod sens environ geophys atmos astron astrophys cent theor exp surg clin neurol "
    "psychol psychiatr biophys biochem genet genom evol ecol manag econ finan polit sociol hist philos quant "
    "telecomm mon not roy harv wash colum mich minn cal stan yale tex pa va ill corp coll assoc bull lect quart "
    "stud inst nucl instrum meth electron lab crit anal pharmacol toxicol endocrinol immunol oncol gastroenterol "
    "cardiol radiol epidemiol nutr vet zool bot geol meteorol oceanogr hydrol astronaut aeronaut mech struct "
    "ser sect suppl spec syst cybern softw pract process ist ital dtsch ges proceed annu opt magn reson imag robot "
    "autom intell artif inf inform netw distrib secur lang linguist cogn behav neurosci educ probab algebr geom topol "
    "discret combin theoret nonlinear dyn transf energ polym catal inorg org electrochem spectrosc chromatogr cryst "
    "crystallogr nanotechnol nano microbiol virol infect dis dev differ anim conserv mar sustain pollut occup publ "
    "nurs anesth anaesth pediatr obstet gynecol urol nephrol hematol rheumatol dermatol ophthalmol orthop traumatol "
    "rehabil anthropol archaeol contemp mod adm organ behavior perspect innov strateg account audit logist eur elect "
    "diff invent front agric hortic v n s núm amer dies ders jrg nr ch chp chps chap chaps md mohd mst".split()
)
"""Words that a full stop shortens, as in the names of journals."""
_SHORTENED = regex(
    r"[\s,;:]*(?:\d+\s+)?(?=\S*$|.*[a-z]\.|J\. )(?:(?:[A-Z][\w']*\.?|of|on|the|and|&|in)\s+)*[A-Z][A-Za-z']{0,8}"
)
_MORE_OF_NAME = regex(
    r"&|[A-Z][a-z]{0,8}\.(?:[,\s]|$)|[A-Z]\.|[A-Z][a-z]+\s\d|[a-z]{3,8}\.\s\d|(?:[A-Z][a-z]+\s)?L\.\s(?:Rev|J)\b"
    r"|(?:[A-Z][a-z]+\s)?[A-Z]{2,5}\s\d|[A-Z][a-z]+\s[A-Z][a-z]{0,8}\.\s"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY_BEFORE = regex(rf"\b(?:{dates.MONTH}\.? {_DAY}|{_DAY} {dates.MONTH}\.?(?:,? \d{{4}})?)$", re.IGNORECASE)
_DAY_AFTER = regex(rf"(?:{dates.MONTH}\.? )?{_DAY}\b", re.IGNORECASE)
_EDITION = regex(r"\d(?:st|nd|rd|th) ed$")
_EDITION_FOLLOWS = regex(r"(?:[a-zäöü]+\.?,? (?:und )?){0,3}Aufl(?:age\b|\.)|ed\.\s")
"""Behind the number of an edition: ``3. Aufl.``, ``2. ed.``."""
_TURNED_BEFORE = regex(r"[^\W\d_][^\s,;]*, [^,;]{1,30}$")
_TURNED_AFTER = regex(r"(?:(?:and|&) )?(?:[a-z]{2,3} ){0,2}[^\W\d_a-z][^,;.]{0,30}, [^\W\d_a-z]")
EDGE = " \t\n,;:：.，。|•·–—-/" + BREAK
"""What stands at the edges of a field and is none of it."""
ASKED = regex(
    r"\W*(?:required|optional|recommended|suggested|further|background|main|primary|secondary|papers?|readings?|"
    r"references?|article)(?: readings?| papers?)?:\W*",
    re.IGNORECASE,
)
"""What a syllabus says of a text."""
_EMPTY = regex(r"[(\[]\s*[,;.]?\s*[)\]]")


_UNPAGED = regex(r":? n\. ?pag\b\.?")
"""Says that there are no pages: ``ArXiv abs/2005.14165 (2020): n. pag.``."""


def sentences(text: str) -> Iterator[str]:
    """``text`` cut at breaks, bars, dashes, and full stops that end no abbreviation or initial."""
    text = _UNPAGED.sub("", text) if "pag" in text else text
    at = 0
    for match in _SENTENCE.finditer(text):
        if (
            match[0][0] == "."
            and BREAK not in match[0]
            and (_shortens(text, at, match) or _EDITION_FOLLOWS.match(text, match.end()))
        ):
            continue
        if match[0][0] == ";" and _between_names(text, at, match):
            continue
        if _within_days(text, match):
            continue
        yield text[at : match.start()]
        at = match.end()
    yield text[at:]


def _shortens(text: str, at: int, stop: re.Match[str]) -> bool:
    """Whether a full stop behind what begins at ``at`` only shortens a word, or is that of an initial."""
    word = _LAST_WORD.search(text, max(at, stop.start() - 12), stop.start())
    if word is None or _EDITION.search(text, at, stop.start()):
        return False
    if word[0].lower() in ABBREVIATIONS or (len(word[0]) == 1 and word[0].isupper()):
        return True
    if (
        len(word[0]) == _TWO
        and word[0].isupper()
        and _FAMILY.match(text, stop.end())
        and not text[at : word.start()].strip()
    ):
        return True  # ``CY. Ma et al.``
    return bool(_SHORTENED.fullmatch(text, at, stop.start()) and _MORE_OF_NAME.match(text, stop.end()))


_TWO = 2
_FAMILY = regex(r"[A-Z][a-z][\w'’-]*(?: et al\b|, | and )")


def _between_names(text: str, at: int, semicolon: re.Match[str]) -> bool:
    """Whether a semicolon stands between two names that are turned round: ``Berg, Ann; Cole, Carl``."""
    before = _TURNED_BEFORE.search(text, max(at, semicolon.start() - 60), semicolon.start())
    return bool(before and _TURNED_AFTER.match(text, semicolon.end()))


def _within_days(text: str, dash: re.Match[str]) -> bool:
    """Whether a dash stands between the first and the last day of a meeting: ``May 31 - June 2, 2019``."""
    first = _DAY_BEFORE.search(text, max(0, dash.start() - 24), dash.start())
    return first is not None and _DAY_AFTER.match(text, dash.end()) is not None


def undated(text: str, dated: dates.Dated | None) -> str:
    """``text`` without its date, and without the marks around it."""
    if dated is None:
        return text
    rest = _EMPTY.sub(" ", _cut(text[: dated.start].rstrip("-–—/'’ "), text[dated.end :].lstrip("-–—/")))
    again = dates.find(rest)
    if again and again.date is None and again.year == dated.year:
        rest = _EMPTY.sub(" ", _cut(rest[: again.start], rest[again.end :]))
    rest = " ".join(rest.replace(" ,", ",").replace(" )", ")").split())
    while rest.count(")") > rest.count("(") and rest.endswith(")"):
        rest = rest[:-1]
    return rest.strip(EDGE).strip()


def _cut(before: str, after: str) -> str:
    """What stood around a date, with one mark between: ``AISTATS, 16 April 2019, Naha``, ``CIKM '20: The``."""
    goes_on = after.lstrip()
    return before.rstrip(" ,") + goes_on if goes_on[:1] in tuple(",:") else f"{before} {after}"


def stripped(text: str) -> str:
    """Names without the marks at their edges; the full stop of an initial or of "et al." stays."""
    text = text.strip(" \t\n,;:|•·–—-/" + BREAK)
    return text[:-1] if text.endswith(".") and not _ABBREVIATED.search(text) else text


_ABBREVIATED = regex(r"(?:\b[A-Z]|\bal|\betc|\bJr)\.$")


def closed(name: str, text: str) -> str:
    """The shortened ``name`` of a journal with the full stop that it has in ``text``: ``Phil. Mag.``."""
    at = text.find(f"{name}.") if "." in name else -1
    end = at + len(name) + 1
    if at < 0 or not (_NUMBERS_FOLLOW.match(text, end) or (_ENDS.match(text, end) and _ABBREVIATED_WORD.search(name))):
        return name
    return f"{name}."


_NUMBERS_FOLLOW = regex(r"[\s*_]*[\d,(;:'’]")
_ENDS = regex(r"[*_]|\s*$|\s*(?:\n|\||\[|<)")
_ABBREVIATED_WORD = regex(r"\b(?:" + "|".join(sorted(ABBREVIATIONS)) + r")$", re.IGNORECASE)
"""A word at the end of a journal's name that is short for a longer one, so that the full stop behind it is its own."""
