"""Which candidates are entries: by what they say themselves, and by their siblings."""

from collections import defaultdict
from collections.abc import Iterable

from plbib.lists import bylines, shapes, titles, vote
from plbib.lists.grammars import BY_WORD
from plbib.lists.nodes import Node, tagged
from plbib.lists.sections import Section
from plbib.lists.vote import Ballot, Voice
from plbib.papers import venues
from plbib.papers.identifiers import identify
from plbib.text.patterns import regex

_MOST = 0.6
_NEWS = regex(r"(?:We|Our|I|You can|Please|Check|Thanks|Thank|This (?:repo|list|page))\b[^\n]{0,20}? [a-z]")
"""What people say of their list, with a date before it."""
_ENDS_POLITELY = regex(r"(?:니다|세요|です|ます|ください|ました|でした|ません)[.。!！]*$")
"""How sentences end in Korean and Japanese, and titles do not."""
SELDOM = 0.6
"""The share of candidates that must speak of papers under a heading such as "Tools" or "Talks"."""
MARKED = frozenset(["tagged", "linked", "quoted", "bold"])
"""Grammars in which something marks a title."""


def contents(nodes: list[Node], names: Iterable[str]) -> list[Node]:
    """The items of sections in which most items without links only name headings: tables of contents."""
    known = {_squeezed(name) for name in names} - {""}
    held: dict[int, list[tuple[Node, bool]]] = defaultdict(list)
    for node in nodes:
        if node.block.marker and not node.links and not node.block.commented:
            held[node.section.index].append((node, _squeezed(node.block.text) in known))
    tables = (rows for rows in held.values() if sum(named for _, named in rows) > max(1, len(rows) // 2))
    return [node for rows in tables for node, _ in rows]


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalpha, text.lower()))


def elect(nodes: list[Node]) -> dict[tuple[int, str], Ballot]:
    """The ballots of all sections; each candidate then has its title where its section has it."""
    shown = [node for node in nodes if not node.block.commented and not node.label]
    dated = {(node.section.index, node.kind) for node in shown if _names_before_year(node)}
    ballots = vote.count(
        Voice(
            node.section.index,
            node.kind,
            node.grammar if votes(node) else None,
            node.strong,
            node.strong and (_names_people(node) or any(identify(link.target) for link in node.links)),
            bool(node.fields.authors)
            or _may_end_with_name(node)
            or ((node.section.index, node.kind) in dated and _may_be_family(node)),
            bool(node.links),
        )
        for node in shown
    )
    for node in shown:
        ballot = ballots[node.section.index, node.kind]
        declared = BY_WORD.get(node.section.profile.titles)
        if declared:
            node.use(declared)
            node.type()
        elif ballot.grammar and node.grammar != ballot.grammar and not _keeps(node, ballot):
            node.use(ballot.grammar)
            node.type()
    for node in shown:
        ballot = ballots[node.section.index, node.kind]
        if node.title and not node.fields.authors and ballot.people:
            node.type(people=True)
    _name_systems(shown)
    _name_lone_authors(shown)
    return ballots


def _may_end_with_name(node: Node) -> bool:
    """Whether two or three words with capitals end a title that nothing marks, behind a comma: ``Title, Ann Berg``."""
    if node.grammar != "plain" or node.title is None or node.title.score < _SURE:
        return False
    return bylines.names(node.title.text.rpartition(", ")[2], alone=True)


def _names_before_year(node: Node) -> bool:
    """Whether names stand right before the year: ``(Walter et al. 2007)``, ``[Walter, Cole (2007)]``."""
    said = node.fields
    if not (said.authors and said.year):
        return False
    return any(f"{said.authors} {year}" in node.block.text for year in (said.year, f"({said.year})"))


def _may_be_family(node: Node) -> bool:
    """Whether one word with a capital, which no table knows, stands where a venue would: ``(Schlick 1994)``."""
    venue = node.fields.venue or ""
    return bool(node.fields.year) and venue.istitle() and venue.isalpha() and not venues.find(venue)


_SURE = 3
_PERSON = regex(r"\b[^\W\d_a-z]\b(?!')|\bet al\b| (?:and|&|und) ")


def _names_people(node: Node) -> bool:
    """Whether a block prints names for sure, and not the place of a talk behind its title."""
    authors, title = node.fields.authors, node.title
    if not authors or not title:
        return False
    return node.block.text.find(authors[:8], 0, title.start) >= 0 or bool(_PERSON.search(authors))


def _name_systems(nodes: list[Node]) -> None:
    """``Deep Kite Synthesis: [Title](u)`` among entries that begin with names of systems: no authors stand there."""
    led = [
        node for node in nodes if node.title and node.block.text[: node.title.start].rstrip(_MARKS)[-1:] in (":", "：")
    ]
    people = [
        node for node in led if (said := node.fields.authors) and node.block.text.lstrip("(*_ ").startswith(said[:8])
    ]
    if sum(bool(node.fields.short_name) for node in led) <= _SURE * len(people):
        return
    for node in people:
        if not _PERSON.search(node.fields.authors or "") and "," not in (node.fields.authors or ""):
            node.fields.short_name, node.fields.authors = (node.fields.authors or "").strip("()"), None


_MARKS = " \t*_([\"“'"


def _name_lone_authors(nodes: list[Node]) -> None:
    """``Knuth: *The TeXbook*`` among entries that begin with names: what stands before the colon is no short name."""
    sections = defaultdict(list)
    for node in nodes:
        if node.title:
            sections[node.section.index].append(node.fields)
    for fields in sections.values():
        named = [one for one in fields if one.authors]
        if len(fields) > 1 and len(named) * 2 >= len(fields) and not any(one.short_name for one in named):
            for one in fields:
                if one.short_name and bylines.families(one.short_name, alone=True):
                    one.authors, one.short_name = one.short_name, None


def _keeps(node: Node, ballot: Ballot) -> bool:
    """Whether an entry keeps its title where its siblings have theirs elsewhere.

    So does one of which all is known, and a whole reference among plain titles, unless its names may start a title.
    """
    if node.title is None or node.title.said is not None:
        return True
    names = node.title.authors
    if node.grammar == "quoted" and ballot.grammar == "plain":
        return bylines.names(node.block.text[: node.title.start].rstrip(' "“‘「'), alone=True)
    if node.grammar not in ("reference", "named") or ballot.grammar != "plain" or names is None:
        return False
    return node.block.text[names[1] : names[1] + 2].strip()[:1] != ":"


def votes(node: Node) -> bool:
    """Whether a block has a title to speak of."""
    return node.title is not None and (node.title.score > 1 or node.strong) and (not node.anchored or node.strong)


def chosen(node: Node, ballot: Ballot | None) -> bool:
    """Whether a block is an entry, by what it says itself or by its siblings."""
    unit = node.section.profile.entries
    if (
        ballot is None
        or node.title is None
        or (not unit and (leads_in(node, ballot) or _is_else(node, node.title.text)))
    ):
        return False
    if unit or node.kind == "heading":
        return not unit or _is_unit(node, unit)
    if node.grammar == "identifier" and node.kind == "text":
        return ballot.titled > 1  # a lone address in a text is that of the list's own survey
    marked = node.grammar == ballot.grammar and node.grammar in MARKED
    if not votes(node) and not (ballot.accepted and marked and (not node.anchored or headed_by_label(node))):
        return False
    if ballot.accepted and (ballot.titled > 1 or node.strong):
        return (
            node.strong
            or (node.kind != "text" and (node.grammar == ballot.grammar or bool(node.links)))
            or (node.grammar == ballot.grammar and node.grammar != "plain")
            or alike(node, ballot)
        )
    return node.strong and (node.grammar in MARKED or tagged(node))


def left_out(section: Section, ballot: Ballot | None) -> bool:
    """Whether a section holds no entries by its name, although its candidates look like some."""
    if section.never or ballot is None:
        return section.apart
    least = SELDOM * ballot.titled
    return (section.rarely and ballot.whole < least) or (section.seldom and ballot.strong < least)


_COURSEWORK = regex(
    r"(?i)(?:(?:final|mid-?term) )?(?:assignment|home ?work|problem set|exercise sheet|quiz|mid-?term|exam|projects?|"
    r"no (?:class|lecture|meeting|seminar|session|talk)(?: ?[(:–-].*)?|holiday|"
    r"spring break|thanksgiving|lab session|office hours)"
    r"(?: (?:proposals?|reports?|presentations?|exam|review|week|due|out|released|#?\d+|[IVX]+))*\W*"
    r"|(?:(?:every|on) )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?,? (?:at |from |@ ?)?"
    r"\d{1,2}(?!\d|st|nd|rd|th).{0,60}"
)


def is_coursework(title: str) -> bool:
    """Whether a title is what students of a course do, or when they meet: ``Assignment 1 due``, ``Fridays at 4pm``."""
    return bool(_COURSEWORK.fullmatch(title))


_SOURCE = regex(r"(?i)(?:\s|<[^<>]{0,60}>)*[(*_]*(?:(?:image|figure|picture|photo)s? )?(?:source|credit)s?\s*[:：]")
"""Where the pictures of a list are from: ``(Source: [Kites](u))``."""


def _is_else(node: Node, title: str) -> bool:
    """Whether a block is no paper whatever stands around it."""
    return (
        is_news(node)
        or is_coursework(title)
        or _names_venues(node)
        or _is_question(node, title)
        or bool(_SOURCE.match(node.block.text))
    )


def _names_venues(node: Node) -> bool:
    """Whether all links of a block are called as venues: those from which the papers of a list are."""
    labels = [titles.label(link) for link in node.links]
    venue = (venues.find(label) or (len(label) < _ACRONYM and shapes.acronym(label)) for label in labels)
    return len(labels) > 1 and not node.fields.year and not node.fields.authors and all(venue)


_ACRONYM = 14


def _is_question(node: Node, title: str) -> bool:
    """Whether a block is a question that is put to the reader: it says nothing of papers, and speaks of us or you."""
    return title.endswith("?") and bool(_ASKS.search(title)) and not (node.strong or node.links)


_ASKS = regex(r"\b(?:we|you|our|your)\b")


def is_news(node: Node) -> bool:
    """Whether a block is what people say of their list and no paper."""
    if node.grammar not in ("plain", "italic") or node.fields.venue or node.title is None:
        return False
    return bool(_ENDS_POLITELY.search(node.title.text) or (not node.fields.authors and _NEWS.match(node.title.text)))


def _is_unit(node: Node, unit: str) -> bool:
    """Whether a block is what the profile of the list says an entry is."""
    if unit == "items":
        return node.kind.startswith("item") and not node.anchored
    if unit == "paragraphs":
        return node.kind == "text" and votes(node) and (node.strong or node.grammar in MARKED)
    return unit == "headings" and node.kind == "heading"


def leads_in(node: Node, ballot: Ballot) -> bool:
    """Whether a lone paragraph at the very top holds the words that lead into the list, with its badges."""
    marked = node.grammar not in ("plain", "italic") or node.fields.informative or tagged(node)
    return node.kind == "text" and not marked and not node.section.path and ballot.strong == 1


def alike(node: Node, ballot: Ballot) -> bool:
    """Whether a paragraph without marks is like its siblings, most of which speak of papers."""
    return node.grammar == ballot.grammar and bool(node.links) and ballot.strong >= _MOST * ballot.linked


def sibling(node: Node, ballot: Ballot) -> bool:
    """Whether a block that is no entry stands among entries of its kind."""
    if (
        node.anchored
        or leads_in(node, ballot)
        or _names_venues(node)
        or (node.title is not None and _is_question(node, node.title.text))
    ):
        return False
    return bool(node.block.marker) or node.grammar == ballot.grammar


def headed_by_label(node: Node) -> bool:
    """Whether an item stands below one that only names a category."""
    return node.parent is not None and node.parent.label not in ("", "+")


_RECORD = regex(r"(?:<[^<>]{1,60}>\s*)*@[A-Za-z]{3,20}\{")
"""Begins a record of BibTeX."""


def is_sample(node: Node) -> bool:
    """Whether the block shows the format of an entry instead of being one."""
    title = node.title
    if title and titles.is_placeholder(title.text):
        return True
    if _RECORD.match(node.block.text):
        return True
    head = node.block.text[:40].lower().lstrip("*_ ")
    return head.startswith(("example:", "format:", "template:")) and not any(
        identify(link.target) for link in node.links
    )
