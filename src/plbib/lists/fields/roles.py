"""What an entry prints beside its title: names, venue, date, affiliation, short name, notes, tags."""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from plbib.io.config import ProfileConfig
from plbib.lists import bylines, dates, shapes, titles
from plbib.lists import profile as profiles
from plbib.lists.fields import badges, labels, numbering, phrases, pictures
from plbib.lists.fields.pieces import Piece, all_of, beside, goes_on, labelled, leads_in, text_between
from plbib.lists.fields.printed import LABEL, Printed
from plbib.lists.fields.sentences import ASKED, EDGE, closed, sentences
from plbib.lists.lexed import Fields, Lexed, Title, light
from plbib.lists.markdown.links import LinkToken
from plbib.lists.markdown.runs import BREAK, RunStyle
from plbib.papers import venues
from plbib.papers.people import collective
from plbib.text.patterns import regex
from plbib.text.unicode import clean

_BEHIND = regex(r"\s*(?:[(\[]([^()\[\]]{0,60}(?:19|20)\d\d[^()\[\]]{0,20})[)\]]|[.,]\s*((?:19|20)\d\d)[a-z]?)\W*$")
_AT = regex(r"\(\s*@\s*([^()]{1,120}(?:\([^()]*\)[^()]*)?)\)|^@\s*(.+)$")
_DITTO = regex(r"\s*(?:[—―]{2,}|[-–_]{3,})[.,:]?\s")
"""Stands for the names of the entry before."""
_CITATION = regex(r"\[*@[\w:.+/-]+\]*")
"""The key by which notes refer to a paper: ``[[@berg2019]]``."""
_CODE_MARK = regex(r":(?=[\d_+-]*[a-z])[a-z0-9_+-]+:")
_SYMBOLS = regex(r"^[^\w\s()\[\]\"'“&@.,-]+\s+")
"""Pictures before a venue."""
_STARS = regex(r"^[\s*†‡§#^]+(?=\w)")
"""What marks a paper as one to be read: ``\\* Berg and Ek (2005)``."""
_YEAR_FIRST = regex(r"((?:19|20)\d\d)[a-z]?,\s+(?=[A-Z])")
_YEAR_WITHIN = regex(r"[,\s]\s?\(?((?:19|20)\d\d)[a-z]?\)?,\s")  # ``Berg, A., & Ek, B. 2000, ApJ, 537, 916``
_TITLE = regex(r"(?i)titles?|t[íi]tulo|titre|titel|titolo")
_PLACE_WORDS = 7
_LONGEST = 20_000
_LONGEST_LABEL = 120


def fields(
    lexed: Lexed,
    title: Title,
    more: Iterable[Lexed] = (),
    *,
    people: bool = False,
    profile: ProfileConfig = profiles.NONE,
) -> Fields:
    """The fields of a block around its ``title``, and of the blocks below that belong to it.

    With ``people``, a single name counts as one, as the siblings of the block have names in that place.
    """
    if title.said is not None:
        typer = Typer(replace(title.said, notes=[*title.said.notes]), profile=profile)
        for block in more:
            typer.read_cell(block)
        said = typer.printed.fields
        if said.affiliation and shapes.status(said.affiliation):
            said.notes.append(said.affiliation.strip("()[] "))
            said.affiliation = None
        return said
    typer = Typer(Fields(), reference=title.authors is not None, people=people, profile=profile)
    pieces = [*beside(lexed, title)]
    if title.authors is not None:
        begin = title.authors[0]
        typer.read([one for one in pieces if isinstance(one.token, LinkToken) and one.token.start < begin], lead=True)
        if pieces[0].token is None and pieces[0].style & (RunStyle.BOLD | RunStyle.CODE) and lexed.runs[0].end <= begin:
            typer.read(pieces[:1], lead=True)
        before = titles.plain(lexed.text[:begin]).strip(EDGE)
        if before.isdecimal() and dates.find(before):
            typer.printed.venue(before)
        typer.read_names(lexed, title.authors, title.start)
    else:
        typer.read([piece for piece in pieces if piece.lead], lead=True)
    named = title.authors is not None or bool(typer.printed.fields.authors)
    typer.read([piece for piece in pieces if not piece.lead], lead=False)
    for block in more:
        typer.read_cell(block)
    if named:
        typer.printed.publish()
    if not typer.printed.fields.venue and "![" in lexed.text and (shown := badges.find_venue(lexed.text)):
        typer.printed.venue(shown)
    venue = _SYMBOLS.sub("", typer.printed.fields.venue or "")
    typer.printed.fields.venue = closed(venue, lexed.text) or None
    return typer.printed.fields


class Typer:
    """Decides piece by piece what a text is."""

    def __init__(
        self,
        said: Fields,
        *,
        reference: bool = False,
        people: bool = False,
        profile: ProfileConfig = profiles.NONE,
    ) -> None:
        self._code, self._at = profile.code, profile.at or "affiliation"
        self.printed = Printed(said, people=people)
        self._reference = reference  # whether the block begins with names
        self._within = False  # whether "In" leads to what is read

    def read_cell(self, lexed: Lexed) -> None:
        """A block that stands by itself, as a cell of a table does."""
        if not labels.take(lexed, self.printed.fields):
            self.read(all_of(lexed), lead=False, own=True)

    def read_names(self, lexed: Lexed, span: tuple[int, int], until: int) -> None:
        """The names that a reference begins with, and the year between them and the title."""
        names = text_between(lexed, *span)
        self.printed.authors(names)
        self.printed.fields.authors = self.printed.fields.authors or names  # a dash stands for those before
        between = text_between(lexed, span[1], until).strip(EDGE + "()[]“\"'")
        if shapes.venue_year(between):
            self.printed.venue(between)
        elif year := _YEAR_FIRST.match(between):  # ``2000, ApJ, 537, 916``
            self.printed.venue(year[1])
            self.printed.sentence(between[year.end() :], RunStyle.PLAIN, own=False)

    def read(self, pieces: list[Piece], *, lead: bool, own: bool = False) -> None:
        """The pieces on one side of the title; texts between tokens are read together."""
        text = ""
        if lead and pieces and pieces[0].token is None and _DITTO.match(pieces[0].text):
            self.printed.fields.authors = "—"
        for at, piece in enumerate(pieces):
            if isinstance(piece.token, LinkToken) and phrases.is_person(piece.text, text, pieces[at + 1 : at + 2]):
                text += titles.plain(piece.text)
            elif isinstance(piece.token, LinkToken):
                text = pictures.without_icon(text) if at > 1 else text
                before = text
                text = _LABEL_OF_LINK.sub("", text) if ":" in text[-6:] or "：" in text[-6:] else text
                self._texts(text, RunStyle.PLAIN, lead, own)
                text = ""
                self._link(piece, lead, before, pieces[at + 1].text if at + 1 < len(pieces) else "")
            elif piece.token is not None:
                self._texts(text, RunStyle.PLAIN, lead, own)
                text = ""
                self._tag(piece, lead)
            elif piece.style & RunStyle.CODE:
                self._code_span(clean(piece.text), lead)
            elif piece.style & RunStyle.BOLD and LABEL.match(labelled(piece, pieces[at + 1 : at + 2])):
                text += BREAK + piece.text
            elif goes_on(piece, text, pieces[at + 1 : at + 2], named=self._reference and not lead):
                text += piece.text
            elif piece.style & (RunStyle.ITALIC | RunStyle.UNDERLINED | RunStyle.BOLD):
                self._texts(text, RunStyle.PLAIN, lead, own)
                before = text.rstrip().lower()
                self._within = leads_in(before)
                text = self._styled(piece, pieces[at + 1 :], lead, opened=before.endswith("("))
                self._within = False
            else:
                text += piece.text
        self._texts(text, RunStyle.PLAIN, lead, own)

    def _is_place(self, piece: Piece) -> bool:
        """Whether a text in italics and brackets behind a venue and year says where its authors are: ``(*NAVER*)``."""
        said = self.printed.fields
        if not (said.venue and said.year) or said.affiliation or not piece.style & RunStyle.ITALIC:
            return False
        text = piece.text.strip()
        short = len(text.split()) < _PLACE_WORDS and text[:1].isupper() and not shapes.prose(text)
        return short and not (shapes.status(text) or shapes.venue_year(text) or titles.is_role(text))

    def _code_span(self, text: str, lead: bool) -> None:
        """What the profile says of a code span; else a venue with its year, the date of an entry, or a tag."""
        free = not self._code and not self.printed.fields.venue
        dated = dates.find(text) if free and not any(map(str.isalpha, text)) else None
        if dated and dated.date and (lead or not self.printed.fields.year):
            self.printed.date(dated)
            self.printed.noted = True
        elif free and any(map(str.isalpha, text)) and (shapes.venue_year(text) or venues.recognise(text)):
            self.printed.venue(text)
        else:
            self.printed.take(self._code or "tag", text)

    def _styled(self, piece: Piece, after: list[Piece], lead: bool, opened: bool) -> str:
        """A styled text; a short form in brackets right behind a venue belongs to it. What is left over to read."""
        follows = after[0].text if after and after[0].token is None and not after[0].style else ""
        if opened and follows.lstrip()[:1] == ")" and self._is_place(piece):
            self.printed.fields.affiliation = clean(piece.text)
            return ""
        if lead and opened and follows.lstrip()[:1] == ")" and not shapes.venue_year(piece.text):
            self._short(piece.text)
            return ""
        if lead and follows.lstrip()[:1] in (":", "：", "|") and not shapes.venue_year(piece.text):
            if bylines.names(piece.text) and not self.printed.fields.authors:
                self.printed.authors(piece.text)
            else:
                self._short(piece.text)
            return ""
        bracket = re.match(r"\s*\(([A-Z][\w&/' ’\-]{1,20})\)", follows)
        if lead and bracket and follows[bracket.end() :].lstrip()[:1] == ":" and not bylines.names(piece.text):
            self._short(piece.text)
            after[0].text = ""
        elif bracket and not self.printed.fields.venue and not dates.find(piece.text):
            self._texts(f"{piece.text} ({bracket[1]})", piece.style, lead, False)
            after[0].text = follows[bracket.end() :]
        else:
            journal = self._reference and piece.style & RunStyle.BOLD and not (lead or self.printed.fields.venue)
            self._texts(piece.text, piece.style | (RunStyle.ITALIC if journal else 0), lead, False)
        return ""

    def _link(self, piece: Piece, lead: bool, before: str, after: str) -> None:
        """A label says a venue or a date, or what the link is; before a title it may be the name of a tool."""
        pictured = "![" in piece.text or "<img" in piece.text
        bracketed = before.rstrip().endswith("[") or piece.text.startswith("[")
        label = "" if pictured else titles.plain(piece.text).strip("[]() ")
        label += ")" * (label.count("(") - label.count(")"))
        if not label or len(label) > _LONGEST_LABEL:
            return
        if numbering.bibcode(label, self.printed.fields):
            return
        if year := shapes.arxiv_year(label):
            self.printed.fields.venue = self.printed.fields.venue or "arXiv"
            self.printed.fields.year = self.printed.fields.year or year
        elif phrases.names_and_venue(label):
            self.printed.sentence(label, piece.style, own=True)
        elif self._signs(label):
            return
        elif shapes.venue_year(label) and any(character.isalpha() for character in label):
            self.printed.venue(label)
        elif titles.is_role(label):
            if label.lower() in _VENUE_LABELS and lead and not self.printed.fields.venue:
                self.printed.fields.venue = label
        elif not (lead or self.printed.fields.venue) and phrases.is_journal(label, piece.token, after):
            self.printed.venue(label)
        elif not (shapes.is_id(label) or ("/" in label and shapes.detail(label))):
            named = phrases.is_linked_venue(label, before) and (bracketed or not lead or not phrases.mixed(label))
            unknown = not (self.printed.fields.year or self.printed.fields.venue) and dates.find(label) is not None
            if named or (unknown and not shapes.prose(label)):
                self.printed.venue(label)

    def _signs(self, label: str) -> bool:
        """Whether a label is names and a year, which are taken: ``[Berg, Cole (1974)](kites.pdf)``."""
        dated = None if self.printed.fields.authors else _BEHIND.search(label)
        people = label[: dated.start()].strip(EDGE) if dated else ""
        joined = self.printed.people or "," in people
        if dated is None or not (
            phrases.stand_before_year(people, alone=self.printed.people)
            or (joined and bylines.names(people, alone=True))
        ):
            return False
        self.printed.authors(people)
        self.printed.venue(dated[1] or dated[2])
        return True

    def _tag(self, piece: Piece, lead: bool) -> None:
        text = titles.plain(piece.text)
        if not text or light(text) or _CITATION.fullmatch(text):
            return
        if collective(text):
            self.printed.collective(text)
        elif not lead and phrases.names_and_venue(text):
            self.printed.sentence(text, piece.style, own=True)
        elif lead and self._dated_name(text):
            return
        elif shapes.venue_year(text) or (not self.printed.fields.venue and shapes.thesis(text)):
            self.printed.venue(text)
            self.printed.noted = bool(self.printed.fields.date) and not self.printed.fields.venue
        elif text.startswith("`") or piece.style & RunStyle.CODE or "`" in piece.text:
            self.printed.fields.tags.append(text)
        elif titles.is_role(text):
            return
        elif (not self.printed.fields.venue and (venues.find(text) or (not lead and venues.recognise(text)))) or (
            lead and dates.find(text) and not self.printed.fields.year and len(text) < 60
        ):
            self.printed.venue(text)
        elif lead and not self.printed.fields.short_name and len(text.split()) < 6 and not _CODE_MARK.search(text):
            if (
                not self.printed.fields.venue
                and shapes.venue(text)
                and (
                    self.printed.fields.year
                    or not shapes.acronym(text)
                    or (" " in text and shapes.venue_for_sure(text))
                )
            ):
                self.printed.venue(text)
            else:
                self.printed.fields.short_name = text
        else:
            self.printed.fields.tags.append(text)

    def _dated_name(self, text: str) -> bool:
        """Whether a tag is a month and the name of a system, which are taken: ``2020/06, Linformer``."""
        dated = dates.find(text)
        name = text[dated.end :].strip(EDGE) if dated and dated.date and not dated.start else ""
        if dated is None or " " in name or name.isupper() or not name[:1].isupper() or venues.find(name):
            return False
        self.printed.date(dated)
        self._short(name)
        return True

    def _short(self, text: str) -> None:
        """The name of a system, or when a paper is read."""
        name = titles.plain(text).strip(EDGE + "[]")
        name = name if "(" in name else name.rstrip(")")
        if key := _CITE_KEY.fullmatch(name):
            self.printed.venue(key[1])
        if shapes.occasion(name):
            self.printed.fields.notes.append(name)
        elif name and not self.printed.fields.short_name and not titles.is_role(name) and not _TITLE.fullmatch(name):
            self.printed.fields.short_name = name

    def _texts(self, text: str, style: int, lead: bool, own: bool) -> None:
        text = pictures.take(text, self.printed.fields.tags)
        if light(text.replace(BREAK, "")) or len(text) > _LONGEST:
            return
        for match in _AT.finditer(text):
            self.printed.take(self._at, clean(match[1] or match[2]))
        text = _CODE_MARK.sub(" ", _AT.sub(" ", text)).rstrip("\\[( ").removeprefix("\\]").removeprefix("]")
        if lead:
            self._lead(text, style)
            return
        for sentence in sentences(text.replace("\n", " ")):
            if sentence and not light(sentence):
                self.printed.sentence(sentence.strip(EDGE), style, own or BREAK in text, within=self._within)

    def _lead(self, text: str, style: int) -> None:
        """What stands before a title: a date, a venue, names, or a short name with a colon."""
        text = ASKED.sub("", text)
        bare = _STARS.sub("", text).strip(EDGE + "([“\"'→➔⇒")
        if style & RunStyle.ITALIC and shapes.shortened(bare) and not self.printed.fields.venue:
            self.printed.venue(bare)
            return
        bare = bare.removeprefix("with ").rstrip(")") if bare.startswith("with ") else bare
        people, dated = self._before_year(bare, behind_dot=text.rstrip().endswith(")."))
        if people:
            self.printed.authors(people)
            self.printed.venue(dated)
        elif shapes.venue_year(bare) and len(bare) < 60:
            self.printed.venue(bare)
            self.printed.noted = bool(self.printed.fields.date) and not self.printed.fields.venue
        elif (bylines.names(bare, alone=True) and not _BEHIND.search(bare)) or phrases.are_people(bare, text):
            self.printed.authors(bare)
        elif shapes.occasion(bare) or (
            text.rstrip(' \n“"').endswith((":", "-", "–", "—", "]")) and len(bare.split()) < 6
        ):
            self._short(bare)
        elif phrases.are_families(bare, text, alone=self.printed.people):
            self.printed.authors(bare)
        elif venues.find(bare) and not self.printed.fields.venue:
            self.printed.venue(bare)
        elif style & RunStyle.BOLD and (shapes.acronym(bare) or _LONE.fullmatch(text.strip(EDGE))):
            self._short(bare)
        elif not shapes.prose(bare) or self._reference:
            for sentence in sentences(text.replace("\n", " ")):
                if self.printed.fields.authors and self.printed.fields.year:
                    self.printed.sentence(sentence.strip(EDGE), style, False)
                else:
                    self._said_before(sentence.strip(EDGE + "([“\"'"), style)

    def _before_year(self, bare: str, *, behind_dot: bool) -> tuple[str, str]:
        """Names and the year or venue behind them, or the year before them, which are all of a text; else empty."""
        year = _YEAR_FIRST.match(bare)
        people = bare[year.end() :] if year else ""
        if year and (bylines.names(people, alone=True) or bylines.families(people)):
            return people, year[1]
        dated = _BEHIND.search(bare + ")" if bare.count("(") > bare.count(")") else bare)
        if dated:
            people = bare[: dated.start()]
            named = phrases.stand_before_year(people, alone=self.printed.people, behind_dot=behind_dot)
            return (people, dated[1] or dated[2]) if named else ("", "")
        keyed = _KEYED.fullmatch(bare)
        known = keyed and bylines.families(keyed[1]) and not venues.find(keyed[1])
        return (keyed[1], keyed[2]) if keyed and known else ("", "")

    def _said_before(self, text: str, style: int) -> None:
        """One sentence before the title."""
        dated = _BEHIND.search(text)
        if dated and bylines.names(text[: dated.start()], alone=True):
            self.printed.venue(dated[1] or dated[2])
            text = text[: dated.start()].strip(EDGE)
        if light(text):
            return
        if bylines.names(text, alone=True):
            self.printed.authors(text)
        elif shapes.venue_year(text):
            self.printed.venue(text)
        elif bylines.names(text.split(". ")[0], alone=True):
            self.printed.sentence(text, style, own=True)
        elif (year := _YEAR_WITHIN.search(text)) and bylines.names(text[: year.start()], alone=True):
            self.printed.authors(text[: year.start()])
            self.printed.venue(year[1])
            self.printed.sentence(text[year.end() :].strip(EDGE), style, own=False)


_CITE_KEY = regex(r"[a-z][a-z_-]+((?:19|20)\d\d)[a-z]?")
_KEYED = regex(r"(.{3,80}?),? ((?:19|20)\d\d)[a-z]?")  # ``Berg, Cole & Dunn 2015``
_LABEL_OF_LINK = regex(
    rf"(?:(?<![^\s{BREAK}•|,;-]))(?:arxiv|(?:bio|med|chem)rxiv|preprint|ssrn|openreview|pdf|paper|code|github|project)\s*[:：]\s*<?$",
    re.IGNORECASE,
)
"""What stands before a link and only says what it is."""


_LONE = regex(r"\([^()]{2,30}\)")  # ``**(SciBERT)**``
_VENUE_LABELS = frozenset(["arxiv", "biorxiv", "pmlr", "ieee", "acm", "springer", "openreview", "ssrn"])
