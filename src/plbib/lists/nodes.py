"""Blocks as candidates: each with its own best title, and what it says of papers."""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from plbib.lists import bylines, dates, shapes, titles, whole
from plbib.lists.fields import phrases
from plbib.lists.fields.printed import LABEL
from plbib.lists.fields.roles import fields
from plbib.lists.fields.sentences import stripped
from plbib.lists.grammars import GRAMMARS
from plbib.lists.lexed import Fields, Lexed, Title, lex, light
from plbib.lists.markdown.blocks import Block
from plbib.lists.markdown.links import LinkToken, References, TagToken
from plbib.lists.markdown.runs import RunStyle
from plbib.lists.markdown.segment import KEY
from plbib.lists.sections import Section
from plbib.papers import venues
from plbib.text.patterns import regex

_PAPER_HOST = regex(
    r"arxiv\.org/|doi\.org/|openreview\.net|aclanthology|aclweb|dl\.acm\.org|ieeexplore|proceedings\.|"
    r"papers\.n|thecvf|usenix\.org/|"
    r"springer|sciencedirect|nature\.com|science\.org|pnas\.org|biorxiv|medrxiv|pubmed|ncbi\.nlm|"
    r"mlr\.press|jmlr\.org|semanticscholar|"
    r"ssrn\.com|academic\.oup|wiley\.com|mdpi\.com|frontiersin|plos|aps\.org|iop\.org|acs\.org|rsc\.org|"
    r"isca-speech|ijcai\.org|aaai\.org|"
    r"dblp|eprint\.iacr|hal\.|cell\.com|tandfonline|jstor|aip\.org|/doi/|huggingface\.co/papers|"
    r"researchgate|\.pdf(?:$|[?#])|\.ps(?:\.gz)?$",
    re.IGNORECASE,
)
_PAPER_ROLE = regex(
    r"\b(?:paper|pdf|arxiv|doi|preprint|openreview|abs|论文|article|thesis|publication)\b", re.IGNORECASE
)
_LABELLED = regex(
    r"^\W*(?:authors?|affiliations?|institutions?|conference|journal|publication|paper|pdf|code|link|links|venue|published|year|date|abstract|tl;?dr|summary|"
    r"keywords?|github|project|website|doi|intro|supp|poster|blog|demo|homepage|gitxiv|reddit|youtube|bibtex|"
    r"url|arxiv|note|notes|video|slides|dataset|data|作者|论文|代码|链接|标题|title)\W*[:：]",
    re.IGNORECASE,
)
_PHRASE = 2
_TITLE = 3
_IN_BRACKETS = regex(r"(?:\W*\[\[[^\[\]]+\](?:\]\([^()\s]*\)|\([^()\s]*\)\]))+\W*")
"""Nothing but links in brackets: ``[[Python Reference]](u)``."""
_LONG = 1500
"""Characters of a paragraph that is a summary, in which names and venues are not looked for."""
SPEECH = regex(
    r"(?:this|we|our|i|here|please|if you|you|these|thanks|feel free|welcome|note that|a curated|(?:a )?list of|"
    r"the following|see also|for (?:more |further )?(?:details|information)|to add|add your|all "
    r"contributions|inspired by|maintained by|last update|updated)\b",
    re.IGNORECASE,
)
_BRACKET, _COMMA = regex(r"\s*[(\[]([^()\[\]]{1,120})[)\]]\s*\.?$"), regex(r",\s*([^,]{1,80})\s*\.?$")
"""The end of a title."""
_PEOPLE = regex(r"[,&]|\band\b|\bet al\b")
_YEAR_LEADS = regex(
    r"\s*(?:[(\[]?(?P<year>(?:19|20)\d\d)[)\]]?\s+[-–—|]\s+"
    r"|(?P<venue>(?:19|20)?\d\d-(?=\w*[A-Z]\w*[A-Z])[A-Z][\w&/+]{1,14})-\s?)(?=\S)"
)
"""``2020 - Title``, ``16-ATC-Title``"""
_FIRST = regex(r"^\s*\[([^\[\]]{1,60})\]\s+")


class Node:
    """A block that may be an entry."""

    __slots__ = (
        "_typed",
        "block",
        "children",
        "fields",
        "grammar",
        "kind",
        "label",
        "lexed",
        "parent",
        "section",
        "strong",
        "title",
    )

    def __init__(self, block: Block, section: Section, parent: "Node | None", references: References) -> None:
        self.block = block
        self.section = section
        self.parent = parent
        self.children: list[Node] = []
        self.lexed: Lexed = lex(block, references)
        self.kind = f"item{depth(parent)}" if block.marker else "text"
        self.grammar: str | None = None
        self.title: Title | None = None
        self.fields = Fields()
        self.strong = False
        self.label = ""
        self._typed: tuple[str | None, int, bool] | None = None
        self._best()

    def _best(self) -> None:
        if nameless(self.lexed):
            return
        weak: tuple[str, Title] | None = None
        for name, grammar in GRAMMARS.items():
            found = grammar(self.lexed)
            if found and found.score > 1:
                self.choose(name, found)
                return
            if found and weak is None:
                weak = name, found
        if weak:
            self.choose(*weak)

    def choose(self, grammar: str, title: Title) -> None:
        """Take ``title`` as the title, and read the rest around it."""
        self.grammar, self.title = grammar, title

    def use(self, grammar: str) -> None:
        """Take the title from where the section has it, if there is one."""
        found = GRAMMARS[grammar](self.lexed)
        if found and (found.score > 1 or self.title is None or self.title.score < 2 or found.start < self.title.start):
            self.choose(grammar, found)

    def type(self, *, people: bool = False) -> None:
        """Read what stands beside the title; with ``people``, a single name counts as one."""
        if self.title is None or self._typed == (self.grammar, len(self.children), people):
            return
        self._typed = self.grammar, len(self.children), people
        short = [child for child in self.children if len(child.block.text) < _LONG]
        said = [child.lexed for child in short if not (self.kind == "heading" and child.is_prose)]
        self.fields = fields(self.lexed, self.title, said, people=people, profile=self.section.profile)
        prose = (titles.plain(child.block.text) for child in short if child.lexed not in said)
        self.fields.notes += [LABEL.sub("", text) for text in prose]
        self.title = trimmed(self.title, self.fields)
        if people and self.grammar == "plain" and not self.fields.authors:
            front, _, last = self.title.text.rpartition(", ")
            if front and (bylines.names(last, alone=True) or bylines.families(last)):
                self.title, self.fields.authors = replace(self.title, text=front), stripped(last)
        self.strong = self._speaks()

    @property
    def is_prose(self) -> bool:
        """Whether the block has no links and begins with a sentence, as what is said of a paper does."""
        text = titles.plain(self.block.text).replace("\n", " ")
        label = LABEL.match(text)
        if label and not label["name"].lower().startswith(("abs", "sum", "tl")):
            return False
        return not self.lexed.links and bool(text) and phrases.is_sentence(text)

    @property
    def links(self) -> list[LinkToken]:
        """The links of the block and of those that belong to it."""
        if not self.children:
            return self.lexed.links
        return [link for node in (self, *self.children) for link in node.lexed.links]

    @property
    def anchored(self) -> bool:
        """Whether the title, or a name that the block begins with, leads to another place of the same page."""
        link = self.title.link if self.title else None
        if link is None and self.block.text[:1] == "[" and self.lexed.links:
            first = self.lexed.links[0]
            link = None if first.start or light(first.label) or first.label.isdecimal() else first
        return bool(link and link.target.startswith("#"))

    def _speaks(self) -> bool:
        title = self.title
        if title is None or self.grammar == "identifier":
            return title is not None
        if self.anchored:
            return self.parent is not None and shapes.venue_year(self.parent.label)
        if self.grammar in ("plain", "italic") and SPEECH.match(title.text):
            return False
        if self.grammar in ("plain", "italic") and self.kind == "text":
            return tagged(self) or self._paragraph_speaks()
        included = self.section.included and bool(self.block.marker) and title.score > 1
        named = self.section.papers and (self.grammar in ("bold", "quoted") or self._is_bare_title(title))
        if (
            included
            or self.fields.informative
            or ((named or (self.section.venue and self.section.year)) and title.score > 2)
        ):
            return True
        return speaks_by_links(self.links, title.link) or self.prints_identifier

    def _is_bare_title(self, title: Title) -> bool:
        """Whether an item is nothing but a title, set as titles are."""
        return self.grammar == "plain" and not self.links and shapes.headline(title.text)

    def _paragraph_speaks(self) -> bool:
        """Whether a paragraph without marks is a paper: names or a year, and a link; or only a title and links."""
        said, links = self.fields, self.links
        if said.authors:
            return bool(said.year or links)
        house = self.block.text[:1] in ("*", "_") and phrases.house(said.venue or "")
        if said.venue and said.year and (said.volume or house) and len(self.block.text) < _LONG:
            return True  # ``*Title*, 165 U. Pa. L. Rev. 379 (2017)``, ``*Title* (Rome: Viella, 2011)``
        if not links or len(self.block.lines) > 5:
            return False
        return bool(said.year) or (
            speaks_by_links(links) and not said.notes and not shapes.prose(said.short_name or "")
        )

    @property
    def prints_identifier(self) -> bool:
        """Whether the DOI or arXiv id of a paper stands in the block, or in one that belongs to it."""
        return any(shapes.printed_identifier(node.block.text) for node in (self, *self.children))

    @property
    def labelled(self) -> bool:
        """Whether the block begins with a word that says what follows: ``Paper:``."""
        return bool(_LABELLED.match(self.block.text[:40]))

    @property
    def detail(self) -> bool:
        """Whether the block only adds to the one above: names, links by their role, a venue."""
        if self.grammar == "labelled" or (self.title and KEY.match(self.block.text)):
            return False
        if self.grammar == "reference" and self.title and self.title.score > _PHRASE and self.title.authors:
            return False
        if self.title and self.grammar == "bold" and len(self.block.lines) > 1 and self.title.start < 4:
            return False
        if self.grammar == "identifier" or self.title is None or self.title.score < 2 or self.labelled:
            return True
        return self._adds_names_or_links(self.title)

    def _adds_names_or_links(self, title: Title) -> bool:
        """Whether the block is links by their roles, or names."""
        if self.grammar == "linked" and title.score < _TITLE and _IN_BRACKETS.fullmatch(self.block.text):
            return True
        if self.block.text[0] in "[<" and _is_row_of_links(self.lexed):
            return True
        several = self.grammar == "linked" and "," in self.block.text  # ``[Ann Berg](u), [Bo Ek](u)``
        if self.grammar in ("tagged", "linked", "quoted", "bold") and not bylines.names(title.text, alone=several):
            return False
        return bylines.names("".join(run.text for run in self.lexed.runs)[:3000].strip("*_ \n."), alone=True)

    @property
    def bare(self) -> bool:
        """Whether the block is one short line without links: it can be a label of what follows."""
        text = self.block.text
        return len(self.block.lines) == 1 and len(text) < 120 and not self.links


_BETWEEN_LINKS = regex(r"\s*[/|·•]\s*")
_WORDS_OF_LABEL = 4


def _is_row_of_links(lexed: Lexed) -> bool:
    """Whether a block is labels with marks between them, the first a link by its role: ``[PDF](u) / Slides / Lab``."""
    first = lexed.links[0] if lexed.links else None
    if first is None or not titles.is_role(first.label) or not light(lexed.text[: first.start]):
        return False
    printed = "".join(titles.label(run.token) if isinstance(run.token, LinkToken) else run.text for run in lexed.runs)
    labels = _BETWEEN_LINKS.split(printed)
    return len(labels) > 1 and all(len(label.split()) < _WORDS_OF_LABEL for label in labels)


def speaks_by_links(links: Iterable[LinkToken], title: LinkToken | None = None) -> bool:
    """Whether one of ``links`` leads where papers lie, or is called one."""
    return any(
        _PAPER_HOST.search(link.target)
        or (link is not title and len(link.label) < 60 and _PAPER_ROLE.search(link.label))
        for link in links
    )


def nameless(lexed: Lexed) -> bool:
    """Whether a link without a label stands where a title does: ``[ICLR'23] [](address), Affiliation``."""
    if len(lexed.tokens) < 2:
        return False
    tag, link = lexed.tokens[:2]
    if not isinstance(tag, TagToken) or not isinstance(link, LinkToken):
        return False
    return lexed.text[link.start] == "[" and not link.label.strip() and not lexed.text[tag.end : link.start].strip()


def depth(parent: Node | None) -> int:
    """How deep below ``parent`` a list item stands."""
    count = 0
    while parent:
        count, parent = count + 1, parent.parent
    return count


def label_of(node: Node, bullets: bool) -> str:
    """What a short line calls the blocks below it; empty if it is none. ``bullets``: it is an item that has items."""
    text = node.block.text.partition("\n")[0] if bullets else node.block.text
    if not (bullets or node.bare) or (
        shapes.prose(text) and not bullets and not all(run.style for run in node.lexed.runs if not light(run.text))
    ):
        return ""
    styled = all(
        run.style & (RunStyle.BOLD | RunStyle.ITALIC | RunStyle.UNDERLINED)
        for run in node.lexed.runs
        if not light(run.text)
    )
    if bullets or styled or text.rstrip().endswith(":"):
        return titles.plain(text).rstrip(":").strip()
    return ""


def heads_directly(node: Node, after: Node) -> bool:
    """Whether a short line stands right above items, and says nothing of the entry before it."""
    text = node.block.text.rstrip()
    if node.block.marker or not node.bare or not node.block.after_blank or node.block.quoted or text[-1:] in ".,;!?":
        return False
    below = after.block.lines[0] == node.block.lines[-1] + 1
    if not after.block.marker or not below or after.detail or shapes.prose(text):
        return False
    if text.strip("*_ ").isdecimal():
        return dates.find(text) is not None
    return text[:1].isupper() and len(text.split()) < _LABEL_WORDS and not SPEECH.match(text)


_LABEL_WORDS = 9


def trimmed(title: Title, said: Fields) -> Title:
    """``title`` without a venue and year, or a short name, that stand inside its marks."""
    text = title.text
    bracket = _BRACKET.search(text) if ")" in text or "]" in text else None
    comma = _COMMA.search(text) if "," in text else None
    found = bracket or comma
    if found and takes(found[1], bracket is not None) and shapes.titleness(text[: found.start()]) > (bracket is None):
        take(found[1], said)
        text = text[: found.start()].rstrip(" ,.")
    elif bracket and not said.authors and _PEOPLE.search(bracket[1]) and bylines.names(bracket[1]):
        said.authors, text = bracket[1].strip(), text[: bracket.start()].rstrip(" ,.")
    elif bracket and title.authors and bracket[0].lstrip()[0] == "[" and shapes.titleness(bracket[1]) > 1:
        said.notes.append(bracket[1])  # a title in translation
        text = text[: bracket.start()]
    text = whole.taken_apart(title, said, text)
    led = _YEAR_LEADS.match(text)
    if led and shapes.titleness(text[led.end() :]) > 1 and not said.year:
        take(led["year"] or led["venue"], said)
        text = text[led.end() :]
    first = _FIRST.match(text)
    if first and shapes.titleness(text[first.end() :]) > 1:
        if shapes.venue_year(first[1]):
            take(first[1], said)
        elif not said.short_name:
            said.short_name = first[1].strip()
        text = text[first.end() :]
    return title if text == title.text else Title(title.start, title.end, text, title.score, title.link, title.authors)


def takes(text: str, bracket: bool) -> bool:
    """Whether what ends a title is a venue and year, or in a bracket an affiliation or words with capitals and year."""
    if shapes.venue_year(text):
        return True
    return bracket and dates.find(text) is not None and (shapes.affiliation(text) or shapes.dated_phrase(text))


def take(text: str, said: Fields) -> None:
    """Add a venue and year to what is ``said``, where it lacks them."""
    dated = dates.find(text)
    if dated is None:
        return
    said.year = said.year or dated.year
    said.date = said.date or dated.date
    rest = " ".join((text[: dated.start] + " " + text[dated.end :]).strip(" ,.;:'’-–—").split())
    if rest and shapes.affiliation(rest) and not venues.find(rest):
        said.affiliation = said.affiliation or rest
    elif rest and not said.venue:
        said.venue = rest


def tagged(node: Node) -> bool:
    """Whether a block begins with a tag that says venue and year."""
    token = next(iter(node.lexed.tokens), None)
    if not isinstance(token, TagToken) or node.block.text[: token.start].strip(" *_"):
        return False
    text = titles.plain(token.text)
    dated = dates.find(text)
    return dated is not None and not light(text[: dated.start] + text[dated.end :]) and shapes.venue_year(text)
