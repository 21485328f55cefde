"""A whole reference, names first: APA, Vancouver, ACM, and what people make of them."""

from plbib.lists import bylines, shapes, titles
from plbib.lists.fields.sentences import ASKED
from plbib.lists.grammars.plain import inside_journal, peel
from plbib.lists.lexed import Lexed, Title, light
from plbib.lists.markdown.links import LinkToken, TagToken
from plbib.lists.markdown.runs import BREAK, Run, RunStyle
from plbib.papers import venues
from plbib.papers.people import collective, organisation
from plbib.text.patterns import regex

_YEAR = (
    r"\(?(?:19|20)\d\d(?:/(?:19|20)\d\d)?[a-z]?(?:,[^()]{0,30})?\)?|\((?:n\.\s?d\.|in press|forthcoming|to appear)\)"
)
_EDITORS = (
    r"(?:\.?,\s*(?:eds?\.|(?:editors?|hg\.|hrsg\.|dir\.)(?=[.,:]?(?:\s|$)))"
    r"|\.?\s*\((?:[Ee]ds?\.?|[Hh](?:rs)?gg?\.|[Ee]ditors?|dir\.|[Cc]oords?\.|[Oo]rgs?\.|[Rr]ed\.)\))"
)
_BRACKETED_YEAR = (
    r"\((?:(?:[A-Z][a-z]{2,8}\.? (?:\d{1,2},? )?)?(?:19|20)\d\d(?:/(?:19|20)\d\d)?[a-z]?(?:,[^()]{0,30})?"
    r"|n\.\s?d\.|in press|forthcoming|to appear)\)"
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s\d{1,2})?"
"""Behind the year of a meeting in the Harvard style: ``Berg, A., 2012, January. Title``."""
_CUT = regex(
    rf"(?P<editors>{_EDITORS})[.,:]?\s*(?:{_BRACKETED_YEAR}[.,:]?\s*)?"
    rf"|\s*:\s+|\.\s+|,?\s*{_BRACKETED_YEAR}[.,:]?\s*|[.,]\s+(?:19|20)\d\d[a-z]?(?:,\s+{_MONTH})?[.,:]\s*"
    rf"|\s*[{BREAK}]\s*|\s*,?\s+(?=[“\"«„»])"
)
_EDITORS_LAST = regex(rf"{_EDITORS}$")
_LEAD_YEAR = regex(rf"^\s*(?:{_YEAR})\s*(?:[.:,)]|\s[-–—]\s)\s*")
_END = regex(
    r"(?P<kind>\s?\[[A-Z]{1,2}(?:/OL)?\])(?=\W|$)|(?<![A-Z\d])[.?!]\s+(?=(?:[—–]\s)?\W?[^\W_a-zа-я])|(?<=[A-Z][A-Z])\.\s+(?=[A-Z])|(?<=\d)\.\s+(?=[A-Z])(?!Jahrhundert|Jh|Aufl)|\.\s*$|[?!]\s*$|\f"
    r"|\.\s+(?=(?i:arxiv|biorxiv|medrxiv)\b|in\s+[A-Z])|\s//\s"
)
_YEAR_CUT = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")
"""Behind names, of which then the family names are enough: ``Paine 1966. Food webs``."""
_BARE_YEAR = regex(r"[^\d.:]{3,80}(?P<year>\s(?:19|20)\d\d[a-z]?(?:[.,]|\s[-–—])\s+)(?=\S)")
_LONE_INITIAL = regex(r"(?:^|[,;&]|\band)\s*(?:[A-Z]\.-?)*[A-Z]$")
_TURNED = r"\W*[^\W\d_][^\s,.]*(?:\s[^\s,.]+){0,3}, "
_INVERTED = regex(rf"{_TURNED}(?:[A-Z]\.[\s-]?)+")
"""``Bang, D.``: family names stand first, so an initial behind a comma ends a name."""
_ONE_WORD_FOLLOWS = regex(rf"{_TURNED}(?:(?:[A-Z]\.[\s-]?)*[A-Z]|(?:[A-Z]\.[\s-]?)+.*\bet al)\.?")
"""Names whose end is so plain that a title of one word may stand behind them."""
_JOINER = regex(
    r"&|and\b|(?:y|e|i|og|och|en|und|et|и)\s(?=[^\W\d_a-z])|et\s+al\b|[^\W\d_]\.?(?:[\s-][^\W\d_]\.)*\s*[,;&]|(?:[^\W\d_]\.[\s-]?)+(?:[,;&(:]|\s|$)"
)
"""What goes on with names: a word that joins them, or a further initial."""
_NUMBERED = regex(r"\s*(?:\[(?P<key>[^\[\]]{1,40})\]|\d{1,4}[.)])\s+")
_NOTED = regex(r"\s*\[{1,3}@[^\s\[\]]+\]{1,3}:?\s+")
"""The key by which notes call a paper: ``[[@berg2019]]``."""
_STARRED = regex(r"\s*[*★☆⭐✦✪●○◆■▶➤→✓✔🔥📄🌟❗‼]+\ufe0f?\s+")
"""What says that a paper is to be read."""
_YEARED = regex(r"\s*(?:19|20)\d\d\s*(?:[–—:|]|\s-)\s+(?=[^\W\d_])")
"""The year before all else: ``2021 – Berg, A.``"""
_YEAR_COMMA = regex(r"\s(?:19|20)\d\d[a-z]?,\s+$")
"""The Harvard style parts all by commas: ``Berg, A 2018, Kites, Kite Press``."""
_KEY = regex(r"[A-Za-z]{0,4}\d{1,4}|[A-Za-z+]{1,8}\d\d(?:\d\d)?[a-z]?")
_LISTED = regex(r"[,&]|\band\b|\b[A-Z]\.|\bet al\b")
_KEY_YEAR = regex(r"[\s,(]*(?:19|20)\d\d[a-z]?\)?$")
_INITIAL_LAST = regex(r"[\s,][A-Z]$")
_HALF = regex(
    r"(?:^|[\s,])(?:[A-Z]\.[\s-]?)+(?:(?<!\s)|\s[^\W\d_][^\s,.]*)(?:,|,? (?:and|&)) (?:and )?"
    r"(?:[A-Z]\.[\s-]?)*[A-Z]\.?$"
)
"""Initials behind initials: those of somebody whose family name follows."""
_ACRONYM = regex(r"\s*[A-Z]{3,7}")
"""An organisation, where a year in brackets and a title without a link follow: ``IPCC. (2021).``"""
_EDITION = regex(r",? \d+(?:st|nd|rd|th) ed(?:ition|\.)")
_VANCOUVER = regex(r"\W*(?:[^,;&]* [A-Z]{1,3}(?:[,;] (?:(?:and|&) )?| (?:and|&) ))+[^,;&]* [A-Z]{1,3}")
_DITTO = regex(r"\s*[—–―_-]{2,}[.\s]*")
"""Stands for the names of the reference before."""
_FAMILY_NEXT = regex(r"[^\W\d_a-z][\w'’-]+,\s")
_INITIAL = regex(r"\b[A-Z](?:\.|$|,)|\bet al\b")
_SPLIT = regex(r",\s*(?:(?:and|&)\s+)?|\s+(?:and|&|/|und|et)\s+|;\s*")
_BEFORE_QUOTE = regex(r",?\s+(?=['‘](?!\d\d\b)\w)")
_QUOTE = regex(r"['‘][^\n]+?[^\s]['’](?!:\s+[^\W\d_])(?=[\s,.;:)]|$)")
"""A title in single quotation marks; an apostrophe inside has a letter behind it."""
_WITHIN = regex(r"[.?!]\s+[Ii]n:\s")
_HOUSE_LAST = regex(r"[.?!]\s+[^\W\d_a-z][^.:,?!]{1,40}: [^.:?!]{2,60}(?:19|20)\d\d\W*$")
"""Behind subtitles: ``Müller, Jan: Titel. Untertitel. In: …``, ``… Untertitel. Stuttgart: Metzler 2017.``"""
_PART = regex(r"\.\s+(?:(?:Part|Teil|Partie)\s)?[IVX]{1,4}(?=\.\s)")
"""``La conjecture de Weil. I.``"""
_NUMBERS = regex(r"(?:19|20)\d\d[;:,]\s?\d|\d\s?\(\d+\)|\d:\s?\d|\bpp?\.\s?\d")
"""Of volumes and pages, which no title has."""
_ALPHA = regex(r"[^\W\d_]")
_OTHERS = regex(r"(?<=\bal\.),\s+(?=[A-Z])")
_MORE = 3
"""Words of a family name behind an initial."""
_GOES_ON = regex(r"\s+(?!in\b|by\b|from\b)[a-zа-я]|:\s+[^\W\d_]")
"""Behind a quotation that only begins a title: ``"Kite" and other words``."""
_QUOTES = frozenset("\"“”„«»‘’'")
_COLLABORATION = regex(
    r"(?P<people>\[(?:[^\[\]]{2,80} Collaborations?|(?!PDF|DOI|URL)[A-Z][A-Z\d+-]{2,15})\]"
    r"|(?<=al\. )\([A-Z][^()\d]{2,40}\)(?=[,.:]))[,.:]?\s+"
)
"""Behind names: those for whom they write."""
_LEFT_OUT = "…    "
"""As long as the dots for names that are left out: ``Berg, A., . . . Ek, B. (2012)``."""
_LONGEST = 4000
_LONGEST_NAMES = 1500


def title(lexed: Lexed) -> Title | None:
    """The sentence behind the names that a block begins with."""
    runs = lexed.runs
    if runs and isinstance(runs[0].token, LinkToken) and (titles.is_role(runs[0].text) or shapes.is_id(runs[0].text)):
        runs = runs[1:]
    runs = _behind_name(runs[1:] if runs and runs[0].style & RunStyle.CODE else runs)
    if not runs or (runs[0].token is not None and len(runs) < 2):
        return None
    flat, places = "", []
    for run in runs:
        places.append((len(flat), run.start))
        flat += f"[{run.text}]" if isinstance(run.token, TagToken) else run.text
    joined = flat.replace("\n", " ").replace(". . .", _LEFT_OUT)[:_LONGEST]
    begin, keyed = _begin(joined)
    marked = _marked(runs, places)
    cuts = _cuts(joined, begin, marked, max((at for at, _ in _styled(runs, places)), default=0))
    for at, (names_end, start) in enumerate(cuts):
        collaboration = _COLLABORATION.match(joined, start)
        if collaboration:
            names_end, start = collaboration.end("people"), collaboration.end()  # noqa: PLW2901
        if names_end > _LONGEST_NAMES:
            return None
        if not _ends_names(joined, begin, names_end, start, cuts[at + 1 : at + 2], marked) or (
            keyed and not (_LISTED.search(joined, begin, names_end) or keyed in joined[begin:names_end].lower())
        ):
            continue
        year = _LEAD_YEAR.match(joined[start:])
        plain = bool(_ONE_WORD_FOLLOWS.fullmatch(joined, begin, names_end))
        dated = plain or bool(year) or "(" in joined[names_end:start]
        by = joined[begin:names_end].strip()
        place = start + (year.end() if year else 0)
        found = _title(lexed.text, joined, place, runs, places, dated=dated, report=organisation(by))
        if found:
            linked = (run.token for run in runs if found[0] <= run.start < found[1] and not _leads_off(run))
            link = next((token for token in linked if isinstance(token, LinkToken)), None)
            return Title(*found, link, (_place(places, begin), _place(places, names_end)))
    return None


def _behind_name(runs: list[Run]) -> list[Run]:
    """The runs without what stands in bold before all else: ``**KTM**: Berg A, Ek B. Kites``, ``**Week 1.** Berg``."""
    if len(runs) < 2 or not runs[0].style & RunStyle.BOLD or runs[1].token is not None:
        return runs
    name, rest = runs[0].text.strip(), runs[1]
    called = " " not in name and (name.endswith(":") or rest.text.startswith((":", "：")))
    if not called and not shapes.occasion(name) and not (shapes.venue_year(name) and _ALPHA.search(name)):
        return runs
    text = rest.text.lstrip(":： ")
    return [Run(text, rest.end - len(text), rest.end, rest.style), *runs[2:]]


def _begin(joined: str) -> tuple[int, str]:
    """Where names can begin: behind a number, or a key such as ``[Teh et al., 2006]`` or ``[GT08]``; its letters."""
    asked = ASKED.match(joined)
    if asked:
        return asked.end(), ""
    noted = _NOTED.match(joined)
    if noted:
        return noted.end(), ""
    starred = _STARRED.match(joined) or _YEARED.match(joined)
    at = starred.end() if starred else 0
    numbered = _NUMBERED.match(joined, at)
    if not numbered:
        return at, ""
    key = numbered["key"] or "1"
    people = _KEY_YEAR.sub("", key)
    named = people != key and (bylines.names(people) or bylines.families(people, alone=True))
    if not (named or _KEY.fullmatch(key)) or venues.find(people.rstrip("0123456789")):
        return at, ""
    return numbered.end(), key.rstrip("0123456789abc").lower() or "?" * (not key.isdecimal())


def _marked(runs: list[Run], places: list[tuple[int, int]]) -> list[int]:
    """Where italics, a quotation or a link begin."""
    styled = RunStyle.ITALIC | RunStyle.QUOTED
    return [
        at
        for before, run, (at, _) in zip(runs, runs[1:], places[1:], strict=False)
        if run.style & ~before.style & styled or isinstance(run.token, LinkToken)
    ]


def _cuts(joined: str, begin: int, marked: list[int], italic: int) -> list[tuple[int, int]]:
    """Where names may end and a title begin: at marks of a sentence, and where the style changes behind a comma.

    Before the last ``italic`` text, a comma behind "et al." may end them, too: ``Kamaya *et al.*, Title, *Journal*``.
    """
    cuts = [(max(match.start(), match.end("editors")), match.end()) for match in _CUT.finditer(joined, begin)]
    cuts += [match.span() for match in _BEFORE_QUOTE.finditer(joined, begin)]
    cuts += [found.span() for found in _OTHERS.finditer(joined, begin, italic)]
    bare = _BARE_YEAR.match(joined, begin)
    cuts += [bare.span("year")] if bare else []
    for at in marked:
        if begin < at < len(joined):
            front = joined[begin:at].rstrip(" ,")
            cuts += [(begin + len(front), at)] if front else []
    return sorted(set(cuts))


def _ends_names(joined: str, begin: int, end: int, start: int, after: list[tuple[int, int]], marked: list[int]) -> bool:
    """Whether names end at ``end``, before what may be a title at ``start``; a style begins where it is ``marked``."""
    people = _EDITORS_LAST.sub("", joined[begin:end])
    if _DITTO.fullmatch(people):
        return True
    inverted = None if collective(people.partition(",")[0]) else _INVERTED.match(people + ".")
    if (
        (_LONE_INITIAL.search(people) and not inverted and not _YEAR_CUT.search(joined, end, start))
        or _JOINER.match(joined, start)
        or _HALF.search(people)
        or not (
            bylines.names(people, alone=True)
            or organisation(people.strip())
            or (
                _ACRONYM.fullmatch(people)
                and joined[end : start + 1].strip(" ,.")[:1] == "("
                and not venues.find(people.strip())
            )
            or (_YEAR_CUT.search(joined, end, start) and bylines.families(people, alone=True))
            or (start in marked and bylines.families(people))
        )
        # ``John Ely, Democracy and Distrust: A Theory``
        or (joined[end : end + 1] == ":" and not _INITIAL.search(people) and _mixed(people))
    ):
        return False
    if not after or not _INITIAL_LAST.search(people) or inverted:
        return True
    more = joined[end : after[0][0]]
    if _FAMILY_NEXT.match(joined, start) or (
        after[0][1] in marked and len(more.split()) <= _MORE and bylines.names(people + more, alone=True)
    ):
        return False
    if _VANCOUVER.fullmatch(people) or joined[after[0][0] : after[0][1]].strip()[:1] in (".", ":"):
        return True
    # the initial may be that of a second given name: ``Jack M. Balkin, *Title*``
    return len(more.split()) > _MORE or not bylines.names(people + more, alone=True)


def _mixed(people: str) -> bool:
    """Whether some of the names are single words and others are not."""
    singles = [" " not in part for part in _SPLIT.split(people) if part]
    return any(singles) and not all(singles)


def _title(
    block: str, joined: str, start: int, runs: list[Run], places: list[tuple[int, int]], *, dated: bool, report: bool
) -> tuple[int, int, str, int] | None:
    """The sentence at ``start`` if it is like a title: where it begins and ends in the block, the text, the score.

    Behind a year in brackets or ``Berg, A.`` (``dated``) one word is enough, behind an organisation what is
    called a ``report`` and may have a year in its name.
    """
    end = next((end for end in _END.finditer(joined, start) if not inside_journal(joined, *end.span(), start)), None)
    stop = end.start() + (joined[end.start()] in "?!") if end else len(joined)
    first = _END.search(joined, start)
    stop = peel(joined[:stop], start, dated=dated) if first and end is not first and first.start() < stop else stop
    marked = end.end("kind") - stop if end and end["kind"] else 0  # GB/T 7714: ``Title[J].``
    colon = joined[max(0, start - 3) : start].rstrip()[-1:] == ":"
    whole = (_WITHIN.search(joined, start) or _HOUSE_LAST.search(joined, start)) if colon else None
    if whole and whole.start() > stop - 1:
        stop = whole.start() + (joined[whole.start()] in "?!")
    part = _PART.match(joined, stop) if stop < len(joined) else None
    stop = part.end() if part else stop
    styled = next((at for at, run in _styled(runs, places) if start <= at), None)
    own = _styled_end(runs, places, start)
    if own > start:
        edition = _EDITION.match(joined, own)
        stop, marked = edition.end() if edition else own, 0
    elif styled is not None and start + 12 < styled < stop:
        stop = styled
    quote = _QUOTE.match(joined, start)
    if quote:
        stop, marked = quote.end(), 0
    elif own <= start and (
        _YEAR_COMMA.search(joined[:start])
        or (stop >= len(joined) - 2 and (colon or _NUMBERS.search(joined, start, stop)))
    ):
        stop = peel(joined[:stop], start, dated=dated)
    stop = min([stop, *(at for run, (at, _) in zip(runs, places, strict=True) if at > start and _leads_off(run))])
    printed = titles.unquoted(titles.plain(_text(block, joined, (start, stop), runs, places)).strip(" ,;:-–—"))
    printed = printed[1:-1].rstrip(" ,") if quote and printed[0] in "'‘" and printed[-1] in "'’" else printed
    score = shapes.titleness(printed) or (2 if report and len(printed.split()) > 1 else 0)
    alone = score == 1 and (dated or _set_apart(runs, places, start) or not joined[stop:].strip(" ."))
    if (
        (score < 2 and not alone)
        or light(printed)
        or printed.isdecimal()
        or (bylines.names(printed) and (own <= start or _INITIAL.search(printed)))
        or (
            not report and shapes.venue(printed) and len(printed.split()) < (4 if shapes.venue_for_sure(printed) else 3)
        )
    ):
        return None
    return _place(places, start), _place(places, stop + marked), printed, max(score, 2)


def _leads_off(run: Run) -> bool:
    """Whether a run is a link that is called by its role."""
    return isinstance(run.token, LinkToken) and titles.is_role(run.text)


def _styled_end(runs: list[Run], places: list[tuple[int, int]], start: int) -> int:
    """Where the italics or quotation that begins at ``start`` ends; 0 if none does."""
    for run, after, (at, _) in zip(runs, [*runs[1:], None], places, strict=True):
        if at == start and (run.style & (RunStyle.ITALIC | RunStyle.QUOTED) or isinstance(run.token, LinkToken)):
            only_begins = run.style == RunStyle.QUOTED and run.text[-1:] not in ".,?!" and after and not after.style
            return 0 if only_begins and after and _GOES_ON.match(after.text) else at + len(run.text)
    return 0


def _text(block: str, joined: str, span: tuple[int, int], runs: list[Run], places: list[tuple[int, int]]) -> str:
    """What stands in a span, with the marks of the ``block`` around what is quoted inside."""
    text, done = "", span[0]
    for run, (at, _) in zip(runs, places, strict=True):
        end = at + len(run.text)
        if run.style & RunStyle.QUOTED and span[0] <= at and end <= span[1] and (at, end) != span:
            left, right = block[run.start - 1 : run.start], block[run.end : run.end + 1]
            text += joined[done:at] + left * (left in _QUOTES) + joined[at:end] + right * (right in _QUOTES)
            done = end
    return text + joined[done : span[1]]


def _set_apart(runs: list[Run], places: list[tuple[int, int]], offset: int) -> int:
    """The style of the text at an offset, or that it is a link."""
    run = next((run for run, (at, _) in zip(runs, places, strict=True) if at <= offset < at + len(run.text)), None)
    return 0 if run is None else (run.style or int(run.token is not None))


def _styled(runs: list[Run], places: list[tuple[int, int]]) -> list[tuple[int, Run]]:
    return [(at, run) for run, (at, _) in zip(runs, places, strict=True) if run.style & RunStyle.ITALIC]


def _place(places: list[tuple[int, int]], offset: int) -> int:
    row = max(index for index, (at, _) in enumerate(places) if at <= offset)
    return places[row][1] + offset - places[row][0]
