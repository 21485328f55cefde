"""What stands beside a title, sentence by sentence: names, venue, date, affiliation, notes."""

import re

from plbib.lists import bylines, dates, shapes, titles
from plbib.lists.fields import numbering, phrases, remarks
from plbib.lists.fields.sentences import EDGE, stripped, undated
from plbib.lists.lexed import Fields
from plbib.lists.markdown.runs import RunStyle
from plbib.papers import venues
from plbib.papers.people import EDITORS, collective
from plbib.text.patterns import regex
from plbib.text.unicode import clean

LABEL = regex(
    r"^\W*(?P<name>authors?|autor(?:en|es)?|auteurs?|autori|año|ano|année|jahr|revista|zeitschrift|revue|by|venue|"
    r"publisher|book ?title|published(?: in| at)?|publication|conference|journal|year|"
    r"date|institutions?|affiliations?|"
    r"organi[sz]ations?|tl;?dr|summary|intro|abstract|keywords?|tags?|notes?|comment|doi|作者|机构|会议|时间|"
    r"日期)\s*(?:[:：]|(?<=\bby)(?=\s)|(?<= in)(?=\s)|(?<= at)(?=\s))\s*",
    re.IGNORECASE,
)
LEAD_IN = regex(
    r"^\s*(?:(?:to appear |published )?(?:in(?! (?:press|preparation|submission|review|revision)\b)|at):?|"
    r"accepted (?:to|by|at|in|for)|presented at|from|by)\s+"
    r"(?=\W?[A-Z\d])",
    re.IGNORECASE,
)
_BEHIND = regex(r"\s*(?:[(\[]([^()\[\]]{0,60}(?:19|20)\d\d[^()\[\]]{0,40})[)\]]|[.,]\s*((?:19|20)\d\d)[a-z]?)\W*$")
_YEAR_LAST = regex(r"(?:(?<=[^\W\d_A-Z])|(?<=, [A-Z]))\s((?:19|20)\d\d)\W*$")
_INITIALS = regex(r"\b[A-Z]\.")
_JOURNAL = regex(r"J\.? (?:[A-Z][a-z]+\.? ?)+")
"""``J Kites``: where there are authors already, no J. Kites."""
_FROM = regex(r"(\d\d)\s+(?:from|by)\s+(?=[A-Z]).*$")
_INITIAL = regex(r"(?<![^\W_])[A-Z]\.\s+")
_SHORT_NAME = 6
_MANY = 3
"""Commas between family names that are names for sure."""
_WITH = regex(r"(?:joint(?:ly)? )?with:?\s+([^()]+)$|\((?:joint(?:ly)? )?with:?\s+([^()]+)\)", re.IGNORECASE)
_ARCHIVED = regex(
    r"[\s,;(\[]*\barxiv[:\s]*(?:preprint\s*)?(?:arxiv:)?"
    r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d)?[)\]]?",
    re.IGNORECASE,
)
"""Beside the venue, where a paper lies, too: ``ICLR 2021 (arXiv:2011.13456)``."""
_ENCLOSED = regex(r"\([^()]*(?:\([^()]*\)[^()]*)?\)")
_ELSEWHERE = regex(r"\W*(?:also|see also|see|moved to|same as)(?: in| under)?\W*$", re.IGNORECASE)
"""Leads to a link to another place of the page."""
_LEADS_ON = regex(
    r"(?:by|and|also|(?:(?:to appear|forthcoming|preprint|available|online|published|appeared) )?(?:at|in|from)"
    r"|(?:accessed|retrieved|available|online)"
    r"(?: on)?(?: [\w ]+,? (?:19|20)\d\d)?(?:, ?from)?|disponible (?:en|sur)|disponível em|verfügbar unter|"
    r"(?:acesso em|consultad[oa] (?:el|em)|consulté le|abgerufen am|zugriff am|letzter zugriff)\b.{0,30}|url)",
    re.IGNORECASE,
)
"""Leads to what follows, or says when an address was visited."""
_NUMBER = regex(r"\s*\.?\d{5,}(?:v\d+)?$")
_FRONT = regex(r"[(\[]([^()\[\]]{2,80})[)\]][\s,.:;-]*")
_PAREN = regex(r"\(([^()]{1,200})\)")
_NICKNAME = regex(r"(?<=\w)\s?\(\w+\)\s?(?=[^\W\d_a-z])")  # ``Xiaojin (Jerry) Zhu``
_PAREN_LAST = regex(r"\s*\(([^()]{2,40})\)$")
_CUT = regex(r"\bet a[lt]$|, etc$|(?:^|[\s,])(?:[A-Z]\.[\s-]?)+[A-Z]$|\.(?:,| and| &)[^.]*, [A-Z]$")


class Printed:
    """Fills the fields of an entry."""

    def __init__(self, fields: Fields, *, people: bool = False) -> None:
        self.fields = fields
        self.noted = False  # whether the date leads the block with its day: often that of reading
        self._doubtful = ""  # the venue, as long as only its capitals speak for it
        self.people = people  # whether single names are to be expected, as siblings have names there

    def sentence(self, text: str, style: int, own: bool, *, within: bool = False) -> None:
        """One sentence behind the title; ``within``: "In" leads to it."""
        label = LABEL.match(text) or LABEL.fullmatch(f"{text}:")
        if label:
            text = text[label.end() :].strip(EDGE)
            if not text or self._labelled(label["name"].lower(), text):
                return
        text = remarks.take(remarks.behind_others(text.removeprefix("> "), self.fields), self.fields)
        if _ENCLOSED.fullmatch(text) and not (self.fields.volume and text[1:-1].isdecimal()):
            text = text[1:-1].strip(EDGE)
        text = self._take_coauthors(text)
        text, own = self._take_front(text, own)
        if not text or phrases.says_role(text) or _ELSEWHERE.match(text) or _LEADS_ON.fullmatch(text):
            return
        if remarks.is_by_others(text) or remarks.is_portion(text):
            self.fields.notes.append(clean(text))
            return
        if self._takes_people(text):
            return
        before, _, names = text.partition(", ")
        known = names and (shapes.venue_year(before) or phrases.is_known_before(before, names))
        if known and bylines.names(names, alone=True):
            self.venue(before)
            text, own = names, True
        text, own = self._behind_initial(text, own)
        if not self.fields.authors:
            text = self._take_names(text, own or self.people or bool(style & RunStyle.ITALIC))
        elif self._names_more(text, style, own):
            return
        if text:
            rest = LEAD_IN.sub("", text)
            if self._is_noted(rest):
                return
            self._rest(rest, style, within=within or (text[:3].lower() in ("in ", "in:") and rest != text))

    def _take_front(self, text: str, own: bool) -> tuple[str, bool]:
        """``text`` without the venue and year, or the names and year, that stand in brackets in front of it."""
        front = _FRONT.match(text)
        if front and (shapes.venue_year(front[1]) or phrases.house_year(front[1])):
            self.venue(front[1])
            return text[front.end() :].strip(EDGE), True
        cited = phrases.cited(front[1]) if front and not self.fields.authors else None
        if front and cited:
            self.authors(cited[0])
            self.venue(cited[1])
            text = text[front.end() :].strip(EDGE)
        return text, own

    def _names_more(self, text: str, style: int, own: bool) -> bool:
        """Whether a text behind authors is names, too: more of them, or a publisher called after somebody."""
        journal = shapes.venue(text) or _JOURNAL.fullmatch(text) or (style & RunStyle.ITALIC and not self.fields.venue)
        if journal or not bylines.names(text):
            return False
        if own:
            self.fields.authors = f"{self.fields.authors}, {clean(text)}"
        elif not self.fields.venue:
            self.fields.notes.append(clean(text))
        return True

    def _take_coauthors(self, text: str) -> str:
        """What is left of ``text`` without the people that a page of one author names: ``(with Ann Berg), 2020``."""
        found = None if self.fields.authors else _WITH.match(text)
        people = (found[1] or found[2]).strip() if found else ""
        if not found or not (bylines.names(people, alone=True) or bylines.families(people, alone=True)):
            return text
        self.authors(people)
        return text[found.end() :].strip(EDGE)

    def _takes_people(self, text: str) -> bool:
        """Whether a text is names and what stands behind them: year or venue; they are taken."""
        behind, year = _BEHIND.search(text), _YEAR_LAST.search(text)
        said = behind[1] if behind else ""
        dated = said and (shapes.venue_year(said) or shapes.dated_phrase(said) or shapes.affiliation(said))
        people = text[: behind.start()] if behind and dated and not self.fields.authors else ""
        if behind and (bylines.names(people, alone=True) or bylines.families(people, alone=self.people)):
            venue = behind[1]
        elif year and not self.fields.authors and self._are_people(text[: year.start()]):
            people, venue = text[: year.start()], year[1]
        else:
            people, venue = phrases.before_venue(text)
            if self.fields.authors or not venue:
                return False
        self.authors(people)
        self.venue(venue)
        return True

    def _are_people(self, text: str) -> bool:
        """Whether what stands before a bare year is names: with initials, or families joined, or one where expected."""
        joined = self.people and " and " in text and not shapes.venue(text)
        if (joined or _INITIALS.search(text)) and bylines.names(text):
            return True
        return bylines.families(text, alone=self.people) and not venues.find(text)

    def _behind_initial(self, text: str, own: bool) -> tuple[str, bool]:
        """``text`` without a venue and year behind names whose last ends with an initial: ``Teevan, J. CHI 2019``."""
        for cut in _INITIAL.finditer(text) if not self.fields.authors else ():
            venue = text[cut.end() :]
            short = len(venue.split()) < _SHORT_NAME and "," not in venue and " and " not in venue
            short = short and ("," in text[: cut.end()] or venues.find(undated(venue, dates.find(venue))) is not None)
            short = short or shapes.venue_for_sure(venue.partition(",")[0])
            if short and shapes.venue_year(venue) and bylines.names(text[: cut.end()], alone=True):
                self.venue(venue)
                return text[: cut.end()].strip(), True
        return text, own

    def _labelled(self, name: str, text: str) -> bool:
        """Whether what stands behind a label such as ``Authors:`` is one field as a whole; it is then taken."""
        fields = self.fields
        if (
            name.startswith(("author", "autor", "auteur"))
            or name == "作者"
            or (name == "by" and (bylines.names(text, alone=True) or bylines.families(text)))
        ):
            self.authors(text)
        elif name.startswith(("institution", "affiliation", "organi")) or name == "机构":
            fields.affiliation = fields.affiliation or clean(text)
        elif name[:3] in ("tl;", "tld", "sum", "abs", "key", "not", "com", "tag"):
            fields.notes.append(clean(text))
        else:
            return False
        return True

    def _take_names(self, text: str, certain: bool) -> str:
        """What is left of ``text`` without the names it begins with."""
        cut = phrases.ET_AL.search(text)
        if cut and bylines.names(text[: cut.end()]):
            behind = _PAREN.match(text[cut.end() :].lstrip())
            end = cut.end()
            if behind and shapes.affiliation(behind[1]) and not shapes.venue_year(behind[1]):
                end = text.index(behind[0], cut.end()) + len(behind[0])
            self.authors(text[:end])
            return text[end:].strip(EDGE)
        place = "," not in text and shapes.affiliation(text) and not collective(text)
        certain = (certain and not place) or collective(text)
        people = bylines.names(text, alone=certain) and not (place or (shapes.venue(text) and "," not in text))
        joined = self.people or text.count(",") >= _MANY
        if people or (joined and bylines.families(text) and not shapes.venue(text)):
            self.authors(text)
            return ""
        parts = text.split(", ")
        for count in range(len(parts) - 1, 0, -1):
            front = ", ".join(parts[:count])
            rest = ", ".join(parts[count:])
            alone = (
                shapes.venue_year(rest)
                or shapes.venue_for_sure(rest)
                or shapes.status(rest)
                or (self.people and not front.isascii())
            )
            if (
                (count > 1 or " " in front or self.people)
                and (bylines.names(front, alone=alone) or (alone and bylines.families(front, alone=self.people)))
                and not (count == 1 and not collective(front) and (shapes.venue(front) or shapes.affiliation(front)))
            ):
                self.authors(f"{front}, {rest}" if rest == "etc" else front)
                return "" if rest == "etc" else rest
        return text

    def authors(self, text: str) -> None:
        text = _KIND.sub("", clean(stripped(text)))
        behind = _PAREN_LAST.search(text)
        if behind and venues.find(behind[1]):
            self.venue(behind[1])
            text = text[: behind.start()]
        text = text + "." if _CUT.search(text) else text  # the end of a sentence took the full stop
        text = text.lstrip("([") if text.count("(") + text.count("[") > text.count(")") + text.count("]") else text
        if self.fields.authors:
            self.fields.authors += ", " + text
            return
        self.fields.authors = text
        found = _PAREN.finditer(_NICKNAME.sub(" ", text))
        places = {match[1].strip() for match in found if not EDITORS.fullmatch(match[0])}
        if len(places) == 1 and not self.fields.affiliation and shapes.titleness(place := places.pop()):
            self.fields.affiliation = place

    def collective(self, text: str) -> None:
        """A collaboration, alone or with those of its people who are named."""
        before = self.fields.authors
        self.fields.authors = f"{before} [{clean(text)}]" if before else clean(text)

    def _is_noted(self, text: str) -> bool:
        """Whether a text is the date on which an entry was noted, and a venue with its year, which are taken."""
        dated = dates.find(text)
        rest = undated(text, dated)
        if dated is None or dated.date is None or not shapes.venue_year(rest):
            return False
        self.venue(rest)
        self.fields.date = self.fields.date or (dated.date if dated.year == self.fields.year else None)
        return True

    def _rest(self, text: str, style: int, *, within: bool = False) -> None:
        """A venue with its date, an affiliation, or a note; ``within``: "In" leads to it."""
        fields = self.fields
        text = self._bare(text)
        dated = dates.find(text)
        rest = undated(bylines.without_editors(text), dated)
        if not fields.venue and (year := shapes.arxiv_year(rest)):
            fields.venue = "arXiv"
            self.date(dated or dates.Dated(year, None, 0, 0))
            return
        numbered = numbering.take(rest, fields)
        if style & RunStyle.ITALIC and not fields.venue:
            numbered = numbering.volume_last(numbered, fields)
        counts, rest = numbered != rest, numbered.strip(EDGE)
        parts = re.split(r",\s+", rest)
        kept = ", ".join(part for part in parts if not shapes.detail(part)).strip(EDGE)
        kept = numbering.BEHIND_JOURNAL.sub("", kept) if len(parts) > 1 or ":" in kept else kept
        # what has a volume or pages behind it is a journal
        sure = within or (fields.volume and fields.pages) or shapes.titled(kept)
        counted = bool(sure) and (counts or kept != ", ".join(parts).strip(EDGE))
        counted = counted or bool(fields.authors and _JOURNAL.fullmatch(kept))
        status = shapes.status(kept)
        joint = bool(style & RunStyle.ITALIC) and phrases.joint_venue(kept)
        named = bool(fields.authors and not fields.venue and phrases.before_year(text))
        if dated and phrases.may_be_dated(kept, told=joint or status or named):
            self._prefer(dated, kept or (fields.venue or "" if counts else ""))
            self.date(dated)
        if not any(map(str.isalpha, kept)):
            return
        said = phrases.is_sentence(kept) or bool(style & RunStyle.ITALIC and phrases.tells(kept))
        if status or (said and not (counted or (within and style & RunStyle.ITALIC))):
            fields.notes.append(clean(_YEAR_FIRST.sub("", text).strip("()[] ") if status else text))
        elif (fields.venue is None or self._is_doubtful(kept, style, counted=counted)) and (
            phrases.can_be_venue(kept, told=bool(dated or counted or style or not fields.year))
            or (style & (RunStyle.ITALIC | RunStyle.UNDERLINED) and phrases.may_be_venue(kept))
            or phrases.dated_venue(kept, dated)
            or named
            or (fields.authors and fields.year and (phrases.house(kept) or (within and shapes.titled(kept))))
            or counted
        ):
            short = kept.endswith(" Research") or shapes.shortened(kept)
            journal = short and style & RunStyle.ITALIC and fields.authors
            self._place(kept, sure=bool(dated or counted or journal or phrases.house(kept)))
            self._doubtful = "" if dated or counted or style or venues.find(kept) else fields.venue or ""
        elif fields.affiliation is None and shapes.places(kept):
            fields.affiliation = clean(kept.strip("() ") if kept.count("(") != kept.count(")") else kept)
        else:
            fields.notes.append(clean(kept if counts and fields.volume else text))

    def _bare(self, text: str) -> str:
        """``text`` without an affiliation at its end, an edition, and where else the paper lies; these are taken."""
        text = _FROM.sub(r"\1", text)
        front, _, last = text.rpartition(", ")
        if front and not self.fields.affiliation and shapes.affiliation(last) and shapes.venue_year(front):
            self.fields.affiliation, text = clean(last), front
        text = remarks.edition(text, self.fields)
        elsewhere = _ARCHIVED.sub("", text).strip(EDGE + "()[]") if "xiv" in text.lower() else text
        return elsewhere if elsewhere != text and dates.find(elsewhere) and any(map(str.isalpha, elsewhere)) else text

    def _is_doubtful(self, text: str, style: int, *, counted: bool) -> bool:
        """Whether ``text`` is a venue more surely than what was taken for one: ``CLOVERS. *N Engl J Med* 388``."""
        fields = self.fields
        if not self._doubtful or fields.venue != self._doubtful or not shapes.acronym(self._doubtful):
            return False
        if not (counted or style & RunStyle.ITALIC or venues.find(text)):
            return False
        fields.notes.append(self._doubtful)
        fields.venue = None
        return True

    def _place(self, text: str, *, sure: bool) -> None:
        """A text that is a venue; an affiliation, where its words are those of one and nothing makes it ``sure``."""
        fields = self.fields
        if shapes.affiliation(text) and not (sure or venues.find(text) or phrases.sure_venue(text)):
            fields.affiliation = fields.affiliation or clean(text)
            return
        bracketed = text.count("(") != text.count(")") or text[:1] == "("
        fields.venue = clean(text.strip("()[] ") if bracketed else text)
        place = phrases.place_behind(fields.venue) if not fields.affiliation else None
        if place:
            fields.affiliation = place[1]
            fields.venue = fields.venue[: place.start()] or None

    def venue(self, text: str) -> None:
        """A text that is known to be a venue with or without its date."""
        text = _FROM.sub(r"\1", text)
        dated = dates.find(text)
        rest = numbering.take(undated(text, dated).strip(EDGE + "'’"), self.fields)
        rest = numbering.behind_abbreviation(_NUMBER.sub("", rest).strip(EDGE), self.fields)
        if dated:
            self._prefer(dated, rest)
            self.date(dated)
        if shapes.status(rest):
            self.fields.notes.append(clean(rest.strip("()[] ")))
        elif rest and not self.fields.venue and any(character.isalpha() for character in rest):
            self.fields.venue = clean(titles.plain(rest.strip("()[] ") if rest.count("(") != rest.count(")") else rest))

    def take(self, field: str, text: str) -> None:
        """Take ``text`` for what the profile of the list says of it."""
        fields = self.fields
        if field == "venue":
            self.venue(text)
        elif field == "authors":
            self.authors(text)
        elif field == "affiliation":
            fields.affiliation = fields.affiliation or text
        elif field == "short":
            fields.short_name = fields.short_name or text
        elif field in ("note", "tag"):
            (fields.notes if field == "note" else fields.tags).append(text)

    def publish(self) -> None:
        """Take for the venue what stands behind the title of a reference, where nothing else is one: a publisher."""
        fields = self.fields
        if not fields.year or fields.venue:
            return
        for at, note in enumerate(fields.notes[:2]):
            if shapes.titled(note) and len(note.split()) < _SHORT_NAME and not remarks.is_by_others(note):
                fields.venue = note
                del fields.notes[at]
                return

    def _prefer(self, dated: dates.Dated, venue: str) -> None:
        """Forget the date an entry was noted on, where a venue is printed with another year."""
        if venue and self.noted and dated.year != self.fields.year:
            self.fields.year, self.fields.date, self.noted = None, None, False

    def date(self, dated: dates.Dated) -> None:
        if self.fields.year is None:
            self.fields.year = dated.year
        if self.fields.date is None and dated.year == self.fields.year:  # another is that of a visit
            self.fields.date = dated.date


_YEAR_FIRST = regex(r"^\W*(?:19|20)\d\d\W+")
_KIND = regex(r",\s+(?:Student )?(?:Note|Comment)$")
"""What reviews of law call the work of students."""
