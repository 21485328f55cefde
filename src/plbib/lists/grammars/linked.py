"""``[Title](address)``: the title is the label of the first link that names no role, venue, date or id."""

from plbib.lists import bylines, shapes, titles
from plbib.lists.lexed import Lexed, Title, is_tag, light
from plbib.lists.markdown.links import LinkToken, TagToken
from plbib.lists.markdown.runs import BREAK, Run, RunStyle
from plbib.papers import venues
from plbib.text.patterns import regex

_NUMBER = regex(r"[(\[]?\d{1,4}[.)\]]*")
_SCHEME = 9
_SHORT = 8
"""Words before a title that are no names."""
_BETWEEN = 4
"""Words between a date and a title that can be a venue's name."""
_SURELY_LONG = 20
"""Characters of a title in brackets; shorter ones are tags."""
_DATED = regex(r"\W*\b(?:19|20)\d\d\b")
_SUBTITLE = regex(r":[ \t]+([A-Z](?:[^\n\[\]()<>.|;*_`!?]|[.](?=\w))*[\w!?])(?=\s*(?:[.\[(<|*_`]|\n|$))")
"""Goes on a title of which only the name of the system is linked: ``[PaLM](address): Scaling Language Modeling``."""
_YEAR_BEHIND = regex(r"(?<=\bal\.)[,\s]*\(?(?:19|20)\d\d[a-z]?\)?$|,\s*(?:19|20)\d\d[a-z]?$")
_IN_BRACKETS = regex(r"\s*\((?:19|20)\d\d[a-z]?\)$")
_JOINED = regex(r",| and |&")
_YEAR_NEXT = regex(r"[\s,.]*\(?(?:19|20)\d\d[a-z]?\)?[.,:]\s")
_REMARK = regex(r"\([^()]{1,60}\)")
_ROLE_FIRST = regex(r"^(?:[Pp]aper|[Pp]reprint|[Mm]anuscript|review|article|book):\s+(?=\S+\s\S)")
"""Says what is behind a link, before the title: ``[paper: Kites in the Wind](address)``."""
_ENDS = regex(r"[:.,;|(\[“\"'»>–—\-\s/]$")


def title(lexed: Lexed) -> Title | None:
    """The title; what stands before it are tags, names or a short name, and no sentence."""
    lead = ""
    for run in lexed.runs:
        token = run.token
        if not isinstance(token, LinkToken):
            lead += "" if is_tag(run) or run.style & RunStyle.CODE or (run.style and len(run.text) < 40) else run.text
            continue
        label = _ROLE_FIRST.sub("", titles.plain(token.label)) if token.label else ""
        if not label or light(label) or titles.is_role(token.label) or "://" in label[:_SCHEME]:
            lead += " "
            continue
        if _are_people(label, lexed.text, run.end):
            return None
        people = label if light(lexed.text[: run.start]) else _IN_BRACKETS.sub("", label)
        if people != label and (bylines.names(people, alone=True) or bylines.families(people, alone=True)):
            return None  # ``Title. [Berg, Cole (2005)](address)``
        score = shapes.titleness(label)
        word = score == 1 and not venues.find(label)
        named = word and (_before_names(lexed.text, run) or _is_described(lexed.text, run))
        more = _SUBTITLE.match(lexed.text, run.end) if word else None
        if score and score < 3 and not (more or named) and shapes.venue_for_sure(label):
            score = 0
        journal = 0 < score < 3 and shapes.numbers_follow(lexed.text, run.end)
        if score == 0 or journal or (not light(lead) and _is_enclosed(lexed.text, run)):
            continue
        if not leads(lead):
            return None
        if more and shapes.titleness(more[1]) > 1:
            return Title(run.start, more.end(1), f"{label}: {titles.plain(more[1])}", 3, token)
        return Title(run.start, run.end, label, score + named, token)
    return _unlinked(lexed)


def _unlinked(lexed: Lexed) -> Title | None:
    """A title in the brackets of a link that leads nowhere, with which a block begins: ``[Kites in Wind] [pdf](u)``."""
    first = lexed.tokens[0] if lexed.tokens else None
    if not isinstance(first, TagToken) or first.start or len(first.text) < _SURELY_LONG:
        return None
    label, behind = titles.plain(first.text), lexed.text[first.end :].lstrip(" ")
    if behind and not behind.startswith(("[", "<br", "\n")):
        return None
    if shapes.titleness(label) < 3 or shapes.venue_for_sure(label) or bylines.names(label):
        return None
    return Title(0, first.end, label, 3)


def _is_enclosed(text: str, run: Run) -> bool:
    """Whether brackets enclose a link and nothing else, as behind a title: ``Kites, 2019. ([ebook](address))``."""
    return text[max(0, run.start - 1) : run.start] == "(" and text[run.end : run.end + 1] == ")"


def _are_people(label: str, text: str, end: int) -> bool:
    """Whether a label is names with their year, or before it: ``[Berg et al., 2005](u). T``, ``[A, B](u), 2023, T``."""
    people = _YEAR_BEHIND.sub("", label)
    if people != label:
        return bylines.names(people, alone=True) or bylines.families(people, alone=True)
    return bool(_JOINED.search(label) and _YEAR_NEXT.match(text, end)) and bylines.names(label)


_BEHIND = regex(r"\s*(?:[,(–—-]\s*|by\s+){1,2}(?:by\s+)?([^\[\]()\n,]{3,80})")


def _before_names(text: str, run: Run) -> bool:
    """Whether the label of a link that begins an entry stands before names: ``[BERT](address) (Devlin et al.)``."""
    behind = _BEHIND.match(text, run.end)
    if behind is None or text[max(0, run.start - 1) : run.start] == "[":
        return False
    return bylines.names(behind[1], alone=True)


def _is_described(text: str, run: Run) -> bool:
    """Whether a sentence stands behind the link that begins an entry: ``[Dapper](address), a tool that traces``."""
    behind = _DESCRIBES.match(text, run.end)
    return behind is not None and light(text[: run.start]) and shapes.prose(behind[1])


_DESCRIBES = regex(r"(?:,|\s[-–—])\s+([^\W\d_][^.()\[\]]{10,}+)(?!\.\s*\[)")


def leads(lead: str) -> bool:
    """Whether a title can stand behind ``lead``."""
    bare = lead.strip(" \t\n" + BREAK)
    if light(lead) or _NUMBER.fullmatch(bare):
        return True
    if bylines.names(bare, alone=True) or shapes.venue_year(bare):
        return True
    front, *behind = _DATED.split(bare, maxsplit=1)
    people = front.strip(" (")
    if behind and (bylines.names(people, alone=True) or bylines.families(people)):
        return len(behind[0].split()) <= _BETWEEN  # else the title stands between the date and this
    if len(bare.split()) > _SHORT and not bylines.names(front.split(": ")[0].strip(" ("), alone=True):
        return False
    called = _REMARK.sub("", bare) if bare.endswith((":", "：")) else bare  # ``Kite (flow based): [Title](u)``
    return not shapes.prose(called) and len(bare) < 2000 and bool(_ENDS.search(bare))


def lead_of(lexed: Lexed, until: int) -> str:
    """The text before a title, without tags, links and short styled words such as ``**Kite**``."""
    return "".join(
        run.text
        for run in lexed.runs
        if run.end <= until and run.token is None and not (run.style and len(run.text) < 40)
    )
