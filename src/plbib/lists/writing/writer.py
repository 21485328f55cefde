"""A paper as a line of a list, in the form that the list itself has: the inverse of the reader."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

from msgspec.structs import replace

from plbib.lists import titles
from plbib.lists.fields.venues import trailing
from plbib.lists.reader import read
from plbib.lists.writing import forms, labels, naming, order
from plbib.lists.writing.filling import (
    OTHER_LINK,
    EntryWords,
    NewEntry,
    adapted,
    address,
    cuts_authors,
    escape_text,
    filled,
    is_sound,
    unlinked,
    without_others,
)
from plbib.lists.writing.forms import OTHER, LineForm, Sample
from plbib.lists.writing.marks import (
    AFFILIATION,
    AUTHORS,
    DATE_MARKS,
    ISSUE,
    MON,
    NAME,
    NUMBER,
    PAGES,
    SHORT,
    TAG,
    TITLE,
    URL,
    VENUE,
    VOLUME,
)
from plbib.model import CategoryPath, Entry, Inherited
from plbib.text.dates import MONTH_NAMES
from plbib.text.patterns import regex
from plbib.text.unicode import clean

__all__ = ["EntryWriter", "NewEntry", "write_line"]

_DEFAULT = LineForm(f"[{VENUE}'{SHORT}] [{TITLE}]({URL}), {AFFILIATION}")
_TRIED, _AMONG_OTHERS = 16, 4
"""Forms that are tried, and of these those that are read among other entries, too."""
_ADAPTED = 0.1
"""The weight of a form that must be changed for a paper, beside one that fits as it is."""
_KIN = 8
"""How many others an entry of the same venue counts as; of the same year, too, as many again."""
_KINDRED = 3
"""Entries of a venue that show how it is printed."""
_OFTEN = 5
"""Where one in so many entries prints volume or pages, a paper that has them is printed with them."""
_CONTEXT = 8
"""Entries among which a new line is read, to see what it is read as."""
_PREFIX = regex(rf"^[ \t]*(?:>[ \t]?)*(?:(?:[-*+•‣◦]|{NUMBER}[.)])[ \t]+)?")


def write_line(new: NewEntry, text: str, entries: Sequence[Entry], category: CategoryPath | None = None) -> str:
    """``new`` as printed in the list ``text`` that was read as ``entries``; without a newline at its end.

    The form is that of entries of the same venue and year, else the most common one of those with the same parts; that
    of ``category``, if it has some. The reader reads the values of ``new`` from it again, with white space as one
    blank, no invisible characters, the title without quotes around it and a full stop at its end, addresses
    percent-encoded where RFC 3986 asks for it. Authors are printed where the list prints them.
    What no form can say (a venue without year, a title that is a role word such as "Code") is lost to the reader, and
    the line is ``[Venue'YY] [Title](url), Affiliation``. What is no address of the web is left out.
    """
    return EntryWriter(text, entries).write(new, category)


class EntryWriter:
    """Writes papers in the form of a list."""

    def __init__(self, text: str, entries: Sequence[Entry]) -> None:
        self.lines = forms.lines_of(text)
        self.entries = entries
        self._all = forms.samples(self.lines, entries)
        self._samples = list(forms.general(self._all))
        self._naming: naming.Naming | None = None
        others = Counter(found[0] for sample in self._all for found in OTHER.finditer(sample.form.text))
        usual = next((text for text, _ in others.most_common(1) if "\n" not in text), OTHER_LINK)
        self._other = usual if usual[:1] in " ,;/·•" else f" {usual}"

    def write(self, new: NewEntry, category: CategoryPath | None = None) -> str:
        """``new`` as printed; see :func:`write_line`."""
        new = _tidied(replace(new, url=address(new.url)))
        wanted, loose, first = _wanted(new), "", ""
        undated = self._is_undated(new)
        agreeing: tuple[int, str] = 0, ""  # how much of the paper the best line says, and the line
        for samples in self._groups(category, self._tagged_like(new)):
            for at, form in enumerate(self._forms(new, samples)):
                line = self._line(form, new, category)
                first = first or line
                for seen in self._read(line, samples, alone=at >= _AMONG_OTHERS):
                    if seen == wanted or (undated and not _has(form, DATE_MARKS) and seen == _without_year(wanted)):
                        return line
                    agreeing = max(agreeing, (_agreement(seen, wanted, form), line), key=itemgetter(0))
                    loose = loose or (line if _is_paper(seen, wanted) else "")
            if agreeing[1] and len(samples) > 1 and not _lack(samples, new, agreeing[0]):
                return agreeing[1]
        plain = self._line(self._default(new), new, category)
        if not agreeing[1] and not self._is_set(category) and wanted in self._read(plain, (), alone=True):
            return plain
        return agreeing[1] or loose or first or plain

    def _is_undated(self, new: NewEntry) -> bool:
        """Whether the list prints no year beside this venue: ``[arXiv](…)`` among others with one."""
        kin = [sample for sample in self._samples if new.venue and sample.entry.venue == new.venue]
        return len(kin) >= _KINDRED and sum(_has(sample.form, DATE_MARKS) for sample in kin) * 4 < len(kin)

    def _is_set(self, category: CategoryPath | None) -> bool:
        """Whether the entries of a category are rows, or stand in tags, so that no other line can be among them."""
        own = [sample for sample in self._all if category is None or sample.entry.category == category]
        return any(sample.form.row or sample.text.lstrip()[:1] == "<" for sample in own)

    def _is_table(self, category: CategoryPath | None) -> bool:
        """Whether the entries of a category are rows of a table."""
        return any(sample.form.row for sample in self._all if sample.entry.category == category)

    def _default(self, new: NewEntry) -> LineForm:
        """The form where those of the list cannot say it, behind the list's own marker."""
        prefixes = Counter(match[0] for sample in self._all if (match := _PREFIX.match(sample.form.text)))
        prefix = prefixes.most_common(1)[0][0] if prefixes else ""
        form = adapted(_DEFAULT, new)
        return LineForm(prefix + (form if new.url else unlinked(form)).text)

    def _tagged_like(self, new: NewEntry) -> list[Sample]:
        """The examples with tags, for a paper that has some."""
        with_tags = [sample for sample in self._all if sample.entry.tags] if new.tags else []
        marked = [
            replace(one, form=forms.form_of(one.entry, one.text, row=one.form.row, tagged=True)) for one in with_tags
        ]
        return [sample for sample in forms.general([*self._all, *marked]) if TAG in sample.form.text]

    def _groups(self, category: CategoryPath | None, tagged: Sequence[Sample]) -> Iterator[Sequence[Sample]]:
        """The examples, those of the category first; for a table only rows, for what is none other than rows."""
        for samples in filter(None, (tagged, self._samples)):
            if category is None:
                yield samples
                continue
            rows = self._is_table(category)
            fitting = [sample for sample in samples if sample.form.row == rows]
            yield [sample for sample in fitting if sample.entry.category == category]
            yield fitting or samples

    def _forms(self, new: NewEntry, samples: Sequence[Sample]) -> list[LineForm]:
        """The forms of the list's entries, the best one for ``new`` first."""
        uses: Counter[LineForm] = Counter()
        for sample in samples:
            entry = sample.entry
            kinship = (bool(new.venue) and entry.venue == new.venue) * (1 + (entry.year == new.year))
            uses[sample.form] += _KIN**kinship
        made = {form: adapted(form, new, self._other) for form in uses}
        named = bool(new.authors) and sum(AUTHORS in sample.form.text for sample in samples) * 2 > len(samples)
        weight = {form: uses[form] * (1 if made[form] == form else _ADAPTED) for form in uses}
        wanted = {URL: bool(new.url)} | ({AUTHORS: True} if named else {}) | ({NAME: True} if new.short_name else {})
        for value, mark in ((new.volume, VOLUME), (new.issue, ISSUE), (new.pages, PAGES)):
            if value and sum(mark in sample.form.text for sample in samples) * _OFTEN > len(samples):
                wanted[mark] = True
        ranked = sorted(
            uses, key=lambda form: (sum((mark in form.text) != has for mark, has in wanted.items()), -weight[form])
        )
        linked = [made[form] if new.url else unlinked(made[form]) for form in ranked]
        rows = [form for form in linked if form.row]
        best = [*dict.fromkeys([form for form in linked if is_sound(form)] or rows)][:_TRIED]
        empty = [] if new.url else [made[form] for form in ranked if f"[{TITLE}]({URL})" in form.text and not form.row]
        return [*best, *dict.fromkeys(empty[:_AMONG_OTHERS])]  # a link without address is better than nothing

    def _line(self, form: LineForm, new: NewEntry, category: CategoryPath | None) -> str:
        people = ""
        if AUTHORS in form.text and new.authors:
            form = form if len(new.authors) > 1 else without_others(form)
            self._naming = self._naming or naming.learn(entry.authors_text or "" for entry in self.entries)
            style = self._naming
            if cuts_authors(form):
                style = naming.Naming(style.part, style.between, style.last, "", style.most or 1, two=style.two)
            people = style.write(new.authors)
        links = tuple(replace(link, label=self._label(link.label)) for link in new.links)
        dashes = Counter(dash for entry in self.entries for dash in "-–—" if dash in (entry.pages or ""))
        dash = next((dash for dash, _ in dashes.most_common(1)), "-")
        words = EntryWords(
            people, labels.role_label(new.url, self.entries), self._number(category), dash, self._month(new)
        )
        line = filled(form, replace(new, links=links), words)
        return self._row(line, category) if form.row else line

    def _month(self, new: NewEntry) -> str:
        """The month as the list abbreviates it, in three or four letters; ``""`` where it does not."""
        month = (new.date or "").split("-")[1:2]
        if not month:
            return ""
        abbreviated = regex(rf"\b{MONTH_NAMES[int(month[0]) - 1][:3].capitalize()}[a-z]?\b")
        texts = (sample.text for sample in self._samples if MON in sample.form.text)
        printed_as = Counter(found[0] for text in texts for found in abbreviated.finditer(text))
        return next((text for text, _ in printed_as.most_common(1)), "")

    def _label(self, label: str) -> str:
        """A label of a link as the list spells it."""
        alike = Counter(
            link.label.strip("[]")
            for entry in self.entries
            for link in entry.links
            if link.label.strip("[]").casefold() == label.strip("[]").casefold()
        )
        return alike.most_common(1)[0][0] if alike else label

    def _number(self, category: CategoryPath | None) -> str:
        """The number of the next item of a numbered list."""
        own = [sample.entry for sample in self._all if category is None or sample.entry.category == category]
        numbers = order.numbers(self.lines, own)
        if not numbers:
            return "1"
        pairs = [*pairwise(numbers)]
        still = sum(one == other for one, other in pairs) * 2 > len(pairs)
        down = bool(pairs) and all(one > other for one, other in pairs)
        return str((numbers[0] if down else numbers[-1]) + (not still))

    def _row(self, cells: str, category: CategoryPath | None) -> str:
        """A row laid out as the last one of the category's table."""
        rows = [sample for sample in self._all if sample.form.row]
        own = [sample for sample in rows if sample.entry.category == category]
        return laid_out(forms.BAR.split(cells), (own or rows)[-1].text)

    def _read(self, line: str, samples: Sequence[Sample], *, alone: bool) -> "Iterator[_Content]":
        """What the reader says of a new line, alone and among others of its kind; nothing where it is no entry."""
        for before in self._contexts(samples, alone=alone):
            text = "\n".join((*before, line))
            first = text.count("\n") - line.count("\n") + 1
            found = [entry for entry in read(text, "").entries if entry.end_line >= first]
            if len(found) == 1 and found[0].place.line >= first:
                yield _content(found[0])

    def _heading(self, at: int) -> str:
        """The heading that the line ``at`` stands under."""
        return next((line for line in reversed(self.lines[:at]) if _HEADING.match(line)), "")

    def _contexts(self, samples: Sequence[Sample], *, alone: bool) -> Iterator[list[str]]:
        """Lines that may stand before a new one: none, or a few entries of the list."""
        row = next((sample for sample in samples if sample.form.row), None)
        if row is None:
            yield []
            if not alone:
                among = [line for sample in samples[:_CONTEXT] for line in (*sample.text.split("\n"), "")]
                yield among
                heading = self._heading(samples[0].first) if samples else ""
                if heading:
                    yield [heading, "", *among]
            return
        head = forms.head_of_table(self.lines, row.first)
        own = [sample.text for sample in samples if forms.head_of_table(self.lines, sample.first) == head]
        yield [*(self.lines[head : head + 2] if head is not None else ()), *own[:_CONTEXT]]


_HEADING = regex(r" {0,3}#{1,6}[ \t]+\S")


def laid_out(cells: Sequence[str], row: str) -> str:
    """``cells`` with the bars and blanks of another row."""
    given = forms.cells_of(row)
    made = []
    for at, cell in enumerate(cells):
        like = given[at] if at < len(given) else given[-1]
        lead = " " if like[:1] in (" ", "") else ""
        trail = " " if like[-1:] in (" ", "") else ""
        padded = len(like) - len(like.strip()) > len("  ")
        made.append((lead + cell + trail).ljust(len(like) if padded else 0))
    body = "|".join(made)
    start = row[: len(row) - len(row.lstrip())] + ("|" if row.lstrip()[:1] == "|" else "")
    return start + body + ("|" if row.rstrip()[-1:] == "|" else "")


_Content = tuple[str, str | None, int | None, str | None, list[str]]


_PARTS = (VENUE, DATE_MARKS, AFFILIATION)


def _agreement(seen: _Content, wanted: _Content, form: LineForm) -> int:
    """How many parts of the paper a form prints and the reader reads; 0 if it reads something else from it."""
    said = [*zip(_PARTS, seen[1:4], wanted[1:4], strict=True)]
    same = (seen[0], seen[4]) == (wanted[0], wanted[4]) and all(one in (None, other) for _, one, other in said)
    return same * (1 + sum(one is not None for marks, one, _ in said if _has(form, marks)))


def _lack(samples: Sequence[Sample], new: NewEntry, agreement: int) -> bool:
    """Whether most of ``samples`` say more parts of a paper, which ``new`` has, than a line of this agreement."""
    usual = 1
    for marks, value in zip(_PARTS, (new.venue, new.year, new.affiliation), strict=True):
        usual += value is not None and sum(_has(sample.form, marks) for sample in samples) * 2 > len(samples)
    return agreement < usual


def _has(form: LineForm, marks: str) -> bool:
    return any(mark in form.text for mark in marks)


def _tidied(new: NewEntry) -> NewEntry:
    """``new`` without its year in the name of the venue."""
    bare = regex(rf"[\s'’(]*\b{new.year}\)?$").sub("", new.venue) if new.venue and new.year else new.venue
    return replace(new, venue=bare) if bare else new


def _without_year(wanted: _Content) -> _Content:
    return wanted[0], wanted[1], None, *wanted[3:]


def _is_paper(seen: _Content, wanted: _Content) -> bool:
    """Whether a line is the paper, by its title and address."""
    return (seen[0], seen[4][:1]) == (wanted[0], wanted[4][:1])


def _wanted(new: NewEntry) -> _Content:
    """What the reader is to say of ``new``."""
    urls = [url for url in map(address, (new.url, *(link.url for link in new.links))) if url]
    affiliation = trailing(escape_text(new.affiliation or ""))
    return titles.title(escape_text(new.title)), clean(new.venue or "") or None, new.year, affiliation, urls


def _content(entry: Entry) -> _Content:
    main = labels.main_link(entry)
    urls = [main.url, *(link.url for link in entry.links if link is not main)] if main else []
    given = entry.inherited or Inherited()
    return entry.title, entry.venue or given.venue, entry.year or given.year, entry.affiliation, urls
