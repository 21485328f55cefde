"""``Title, Venue Year``: nothing marks the title; it is the text up to what has the shape of something else."""

import re

from plbib.lists import bylines, dates, shapes, titles
from plbib.lists.fields.sentences import ASKED
from plbib.lists.grammars.styled import behind
from plbib.lists.lexed import Lexed, Title, is_tag, light
from plbib.lists.markdown.links import LinkToken
from plbib.lists.markdown.runs import BREAK, Run, RunStyle
from plbib.papers import venues
from plbib.papers.people import collective
from plbib.text.patterns import regex

_PREFIX = regex(
    r"^\s*(?:\(?(?:19|20)\d\d\)?[-–_ ]{1,3}(?=[A-Z]|arX|bioR|medR)"
    r"[A-Za-z][\w&/+]{1,15}(?:[-' ’]?\d\d)?(?:-[A-Z][a-z]+)?\s*(?:[-–—:|]\s+|\.\s+)"
    r"|(?:[A-Z][A-Za-z]{0,9}\.?\s){1,6}\d+\s\((?:19|20)\d\d\)(?:,?\s[A-Z]?\d[\w–-]*)?\s*[-–—:]\s+"
    r"|(?:19|20)?\d\d-(?=\w*[A-Z]\w*[A-Z])[A-Z][\w&/+]{1,14}-\s?(?=[^\W\d_])"
    r"|[a-z][a-z_-]{1,30}(?:19|20)\d\d[a-z]?\s+[-–—]{1,3}\s+"
    r"|[(\[][^()\[\]]{2,40}\d\d[)\]]\s*[-–—:|,.]?\s*"
    r"|\(?(?:19|20)\d\d(?:[-/.]\d\d?){0,2}\)?\s*(?:[-–—:|,]\s*|\.?\s+))"
)
_DELIMITER = regex(
    r",\s+|(?<![A-Z.])[.!?]\s+|\.\s+(?=[A-Z\d])|\s+(?:[-–—]{1,3}|[|·•])\s+|\s*[(\[]|;\s+|\s+@\s*|\s+(?=in Proc)"
    r"|:\s+(?=\S+\s?['’]?\d\d)"
)
_NAME = regex(r"[A-Z][\w+-]*[A-Z\d][\w+-]*")
_NAMED = regex(r"[*_]+ [^\W\d_a-z][\w'’-]*(?:[ :]+[\w'’-]+){2}")
"""Behind the name of a system that is set apart: ``**PTAM** Parallel Tracking and Mapping …``."""
_NAME_AND_TITLE = regex(r"(?:[*_]{1,3}|</\w+>)\s+[-–—]{1,3}\s+[A-Z\d][^\n\[\]()]{10,300}\([^()]{2,60}(?:19|20)\d\d\)")
"""The same with a dash, where venue and year stand behind the title: ``**KITE** --- Flying Kites (CVPR 2019)``."""
_LEADS_ON = regex(r"(?:,|(?<=[.?!]))\s+(?:in|at|to appear in)\s*$", re.IGNORECASE)
"""Leads to a venue that is set in another style."""
_SURE = 3
_LONG = 12
_SHORT = 9
"""Words of a venue that no table knows."""


def title(lexed: Lexed) -> Title | None:
    """The text behind tags, dates and links of a venue, up to a link, a break, or what is typed as another field."""
    held = _title_runs(lexed)
    if not held:
        return None
    start, flat = held[0].start, ""
    places: list[tuple[int, int]] = []  # where in ``flat`` a run starts, and where in the block
    for run in held:
        marks = (
            "[]" if is_tag(run) else '""' if run.style & RunStyle.QUOTED and not held[0].style & RunStyle.QUOTED else ""
        )
        places.append((len(flat) + (len(marks) // 2 if not is_tag(run) else 0), run.start))
        flat += f"{marks[:1]}{run.text}{marks[1:]}"
    skipped = _PREFIX.match(flat)
    begin = skipped.end() if skipped else 0
    end = peel(flat, begin)
    led = _LEADS_ON.search(flat, begin, end)
    end = led.start() if led else end
    printed = titles.plain(flat[begin:end]).strip(" ,;:-–—|")
    score = shapes.titleness(printed)
    if (
        not score
        or (score < 3 and (titles.is_role(printed) or ASKED.fullmatch(f"{printed}:")))
        or bylines.names(printed)
        or collective(printed)
    ):
        return None
    front = printed.partition(": ")[0]
    named = score < _SURE or front == printed or venues.find(front) is not None
    sure = named and (shapes.venue_for_sure(printed) if score < _SURE else strict_venue(printed))
    if sure and (score < _SURE or len(printed.split()) < _LONG):
        return None
    return Title(_place(places, begin) if begin else start, _place(places, end), printed, score)


def _place(places: list[tuple[int, int]], offset: int) -> int:
    """The position in the block of an offset in the flat text, exact where no mark of style stands between."""
    row = max(index for index, (at, _) in enumerate(places) if at <= offset)
    return places[row][1] + offset - places[row][0]


def _title_runs(lexed: Lexed) -> list[Run]:
    """The runs that can be title."""
    held: list[Run] = []
    for at, run in enumerate(lexed.runs):
        if not held:
            begun = _begun(run, lexed)
            if begun is None:
                continue
            run = begun  # noqa: PLW2901
        elif _stops(run, held, lexed.runs[at + 1 : at + 3]):
            break
        cut = _broken(run.text) if run.token is None else -1
        if cut >= 0:
            held.append(Run(run.text[:cut], run.start, run.start + cut, run.style))
            break
        held.append(run)
    return held


def _begun(run: Run, lexed: Lexed) -> Run | None:
    """``run`` as the start of a title, or None where it only leads to one."""
    if run.token is not None or run.style & RunStyle.CODE or light(run.text):
        return None
    if run.style & (RunStyle.BOLD | RunStyle.ITALIC):
        after = behind(lexed.text, run.end)
        if (
            shapes.venue_year(run.text)
            or shapes.occasion(run.text)
            or run.text.rstrip().endswith((":", "："))
            or after.startswith((":", "：", "|"))
        ):
            return None
        opened = lexed.text[: run.start].rstrip("*_ ").endswith("(") and after.startswith(")")
        if (
            opened
            or _before_links(run, lexed)
            or _NAME_AND_TITLE.match(lexed.text, run.end)
            or (_NAME.fullmatch(run.text) and _NAMED.match(lexed.text, run.end))
        ):
            return None
    kept = run.text.lstrip(" \t\n,;:：|–—-" + BREAK)
    text = kept.lstrip("]) ")
    text = text[2:].lstrip() if text.startswith(". ") else text
    return Run(text, run.start + len(run.text) - len(text), run.end, run.style)


def _before_links(run: Run, lexed: Lexed) -> bool:
    """Whether a run names a system, with links and then the title behind: ``**Kite** [[ICML 2022]](u) Title``."""
    if " " in run.text.strip() or not lexed.links:
        return False
    first, last = lexed.links[0], lexed.links[-1]
    between, behind = lexed.text[run.end : first.start], lexed.text[last.end :]
    return light(between) and shapes.venue_year(titles.plain(first.label).strip("[]")) and shapes.titleness(behind) > 1


def _stops(run: Run, held: list[Run], after: list[Run]) -> bool:
    """Whether a title ends before ``run``."""
    if isinstance(run.token, LinkToken):
        return True
    if is_tag(run):
        inside = titles.plain(run.text)
        ends = not after or after[0].token is not None or light(after[0].text) or held[-1].text.rstrip()[-1:] == "."
        return (
            ends
            or len(run.text) > 30
            or shapes.venue_year(inside)
            or shapes.venue(inside)
            or titles.is_role(inside)
            or collective(inside)
            or run.style != held[0].style
        )
    if run.style & RunStyle.CODE:
        return held[-1].text.rstrip()[-1:] in "([,.;" or shapes.venue_year(run.text)
    before = held[-1].text.rstrip()[-1:]
    if run.style == held[0].style or (run.style & RunStyle.QUOTED and before not in ",;:|"):
        return False
    if run.style & RunStyle.UNDERLINED or not held[-1].text[-1:].isspace():
        return not held[-1].text.endswith(("-", "(", "/", "“", '"'))
    return (
        before in ",.;:(|"
        or shapes.venue_year(run.text)
        or shapes.venue(run.text)
        or bylines.names(run.text, alone=True)
    )


def _broken(text: str) -> int:
    """Where a break ends the title: always a meant one, a line end where names, a venue or a link follow."""
    at = text.find(BREAK)
    line = text.find("\n", 0, at if at >= 0 else len(text))
    while line >= 0:
        rest = text[line + 1 :]
        follows = rest.split("\n", 1)[0]
        if _is_wrapped(text[:line], follows):
            pass
        elif (
            follows[:2] == ": "
            or (len(follows) < 30 and titles.is_role(follows))
            or bylines.names(follows, alone=True)
            or shapes.venue_year(follows.strip(" ."))
            or light(rest)
        ):
            return line
        line = text.find("\n", line + 1, at if at >= 0 else len(text))
    return at


def _is_wrapped(line: str, follows: str) -> bool:
    """Whether names go on behind a line end that is only where the line was full."""
    full = line.rstrip().endswith(",") or len(line.rpartition("\n")[2]) > _FULL
    return full and bylines.families(follows)


_FULL = 60


def peel(text: str, begin: int = 0, *, dated: bool = False) -> int:
    """Where a title that starts at ``begin`` ends: before the trailing pieces of ``text`` that are other fields.

    Of what is ``dated`` already, the title may end with a year of its own.
    """
    doi = _DOI_LAST.search(text, begin) if "10." in text else None
    text = text[: doi.start()] if doi else text
    places = _PLACES.search(text, begin) if "," in text else None
    if places and shapes.affiliation(places[1]) and not dates.find(places[1]):
        text = text[: places.start()]
    end = region = len(text)  # names are looked at together, up to where the fields behind them begin
    cuts = [
        match.span() for match in _DELIMITER.finditer(text, begin) if not inside_journal(text, *match.span(), begin)
    ]
    bars = [start for start, after in cuts if text[start:after].strip() == "|"]
    if len(bars) > 1 and shapes.titleness(text[begin : bars[0]]) > 1:  # fields parted by bars
        return bars[0]
    year = 0  # the end of a year that has been passed
    counted = False  # whether the last field passed is a volume
    perhaps = 0  # so many single names have been passed that may be one each
    for start, after in reversed(cuts[-60:]):
        tail, delimiter = text[after:end], text[start:after]
        held = text[after:region].strip(" .;")
        named = bylines.names(held, alone=True)
        if named and (perhaps or "," in held or " and " in held or _ends_sentence(text, start, delimiter)):
            end = start + (1 if delimiter[0] in "?!" else 0)
        elif delimiter.strip() == "(" and _stands_for(held, text[begin:start]):
            break
        elif typed(tail, delimiter) or (delimiter.strip() == "." and year and typed(text[after:year], delimiter)):
            year = end if dates.find(tail) and not any(map(str.isalpha, tail)) else 0
            counted = _VOLUME.match(tail) is not None or (counted and shapes.detail(tail.strip()))
            region = region if bylines.names(tail) else start
            end = start + (1 if delimiter[0] in "?!" else 0)
            perhaps = 0
        elif counted and delimiter.strip() == "," and _is_journal(tail, text[begin:start]):
            end, counted = start, False
        elif named:
            perhaps += 1
        elif delimiter.strip() in ("(", "[") or not _may_continue(tail):
            break
    found = None if dated else dates.find(text[begin:end])
    if found and end - begin == found.end and found.start and _glued(text[begin : begin + found.start]):
        own = _PREPOSITION.search(text, begin, begin + found.start) and dates.find(text[end:])
        end = end if own else begin + found.start
    return _open_bracket(text, begin, end)


_PLACES = regex(r"\s*[(\[]([^()\[\],]+,[^()\[\]]+)[)\]][\s.,;]*$")
"""Several affiliations in brackets at the end."""
_PREPOSITION = regex(r"\b(?:in|of|for|since|until|by|from|to|after|before|and)\s+$")
"""Before a year that belongs to a title, where another stands behind it: ``Kites in 2017 (Nat Kites 2018)``."""
_VOLUME = regex(r"\s*(?:vol(?:ume)?|bd|v|t|tome?|第)\b\.?\s*\d", re.IGNORECASE)


def _is_journal(tail: str, before: str) -> bool:
    """Whether what stands between a title and a volume is the name of a journal that nothing else tells."""
    return shapes.titled(tail.strip()) and shapes.titleness(before) > 1


_SHORTENED = regex(r"(?:,\s|\.\s|\)\s)((?:[A-Z][a-z]{0,9}\.?\s){0,4}[A-Z][a-z]{0,9})$")
_MORE_OF_JOURNAL = regex(
    r"[A-Z][a-z]{0,9}\.|[A-Z](?:[a-z]+)?\s\d|(?:of|de|in) [A-Z][a-z]{0,9}\.|[a-z]{3,9}\.\s\d"
    r"|(?!(?:19|20)\d\d)\d{1,4}\s*(?:\((?:19|20)\d\d\)|$)"
)
_YEAR_AND_PAGES = regex(r"(?:19|20)\d\d\)[,:;]?\s*(?:no\. ?\d+,? ?)?(?:pp?\. ?)?[A-Za-z]{0,2}\d[\w–-]*[\s.,;]*")
"""``(2018) 140``: what stands behind the bracket of the year"""
_NUMBERS_FOLLOW = regex(r"[\s,;(](?:pp?|vols?|nos?|n|v|t|bd|nr|art|iss|[SС])$", re.IGNORECASE)
"""``pp. 12-21``"""
_JOURNAL_BEGINS = regex(r"[\s,;(](?:Proc|Trans|Conf|Symp|Adv|Ann|Bull|Rev|J)$")
_GOES_ON = regex(r"(?:of|on|in|for|the)\s")
"""``Proc. of ACL``"""
_VANCOUVER = regex(r"\.?\s(?:19|20)\d\d(?:\s[A-Z][a-z]{2}(?:\s\d+)?)?;\s?\d[\w()]*(?::[\w–-]+)?$")
"""``Lancet 2021;397:1809–18``"""
_DOI_LAST = regex(r"[\s.,;]*\bdoi\s?:?\s*10\.\d{4,9}/\S+\s*$", re.IGNORECASE)
_WORD = regex(r"[^\W_]+")
_SHORT_JOURNAL = regex(r"(?:[A-Z][a-z]{0,8}\.\s?){2,}[A-Z][a-z]{0,8}\.?")
_SERIES = regex(r"\s*\(\d\)\s\d")
_JOURNAL = regex(
    r"(?=.*[a-z]\.)(?:[A-Z][a-z]{0,9}\.|[A-Z]|of|de|in|the|and|&|\(\d\))"
    r"(?:\s(?:[A-Z][a-z]{0,9}\.?|[a-z]{3,9}\.|of|de|in|the|and|&|\(\d\)))*\s\d{1,4}"
)
"""``Ann. of Math. (2) 150``"""


def inside_journal(text: str, start: int, end: int, begin: int) -> bool:
    """Whether a mark that may end a title only shortens a word of a journal: ``Eur. Phys. J. C 78``, ``Ann. (2)``."""
    if text[end - 1 : end] == "(":
        return bool(_SERIES.match(text, start))
    if text[start : start + 1] != ".":
        return False
    if text[end : end + 1].isdecimal() and _NUMBERS_FOLLOW.search(text, max(begin, start - 8), start):
        return True
    if _JOURNAL_BEGINS.search(text, max(begin, start - 8), start) and _GOES_ON.match(text, end):
        return True
    if not _MORE_OF_JOURNAL.match(text, end):
        return False
    return bool(_SHORTENED.search(text, max(begin, start - 40), start))


def _stands_for(short: str, text: str) -> bool:
    """Whether a text ends with the words whose initials are ``short``: ``Re-Reference Interval Prediction (RRIP)``."""
    if not short.isupper() or not short.isalpha() or venues.find(short):
        return False
    words = _WORD.findall(text)[-len(short) :]
    return "".join(word[0] for word in words).upper() == short


def _open_bracket(text: str, begin: int, end: int) -> int:
    """``end``, or where a bracket opens before it that closes behind it."""
    for left, right in ("[]", "()"):
        if text.count(left, begin, end) > text.count(right, begin, end):
            end = text.rindex(left, begin, end)
    return end


def _ends_sentence(text: str, start: int, delimiter: str) -> bool:
    return delimiter.strip()[:1] in (".", "?", "!") or text[start - 1 : start] == ")"


def _may_continue(tail: str) -> bool:
    return len(tail.split()) < 4


def _glued(before: str) -> bool:
    return before[-1:] in " ,(" and len(before.split()) > 2


def typed(tail: str, delimiter: str) -> bool:
    """Whether the ``tail`` of a text is another field than the title."""
    bare = tail.strip(" \t\n.,;)]}")
    if not bare or light(bare):
        return True
    counted = _VANCOUVER.search(bare)
    shortened = delimiter[0] == "," and _SHORT_JOURNAL.fullmatch(bare)
    journal = (
        shortened
        or (delimiter[0] in ".," and _JOURNAL.fullmatch(bare))
        or (counted and shapes.titled(bare[: counted.start()]))
    )
    if journal or shapes.venue_year(bare) or shapes.detail(bare):
        return True
    bracket = delimiter.strip()[:1] in ("(", "[", "@")
    if bracket:
        return bool(_YEAR_AND_PAGES.fullmatch(tail)) or (
            tail.strip().endswith((")", "]", "),", ")."))
            and (shapes.venue(bare) or shapes.affiliation(bare) or bare[0] == "@" or shapes.dated_phrase(bare))
        )
    if delimiter.strip() == "." and len(bare.split()) < _SHORT and shapes.dated_phrase(bare):
        return True
    if delimiter.strip(" \t\n-–—") in (".", ",", "|", ";", ""):
        return strict_venue(bare) or bylines.names(bare, alone=delimiter.strip() == ".")
    return False


def strict_venue(text: str) -> bool:
    """Whether ``text`` names a venue, and is no word that titles have, too."""
    bare = text.removeprefix("in ").removeprefix("In ")
    dated = dates.find(bare)
    if dated:
        bare = (bare[: dated.start] + bare[dated.end :]).strip(" ,.()")
        return shapes.venue(bare) or not bare
    begins = bare[:1].isupper() or bare.startswith(("arXiv:", "arXiv preprint", "bioRxiv", "medRxiv"))
    return begins and len(bare.split()) < 16 and shapes.venue_for_sure(bare)
