"""Lists of names: how many are shown, et al., and what stands between them (CSL 1.0.2, "Name", "Et-al")."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element as Bare

from plbib.rendering.csl.context import Context
from plbib.rendering.csl.formatting import SLANTED, finisher
from plbib.rendering.csl.name import NameFormat
from plbib.rendering.csl.namesakes import Level
from plbib.rendering.csl.people import People, Person, unspaced
from plbib.rendering.csl.scope import Scope
from plbib.rendering.csl.signs import APART, bare
from plbib.rendering.csl.style import Element


class NameList:
    """A compiled ``<name>`` with its ``<et-al>``."""

    def __init__(
        self, element: Element | None, et_al: Element | None, scope: Scope, institution: Element | None = None
    ) -> None:
        self.format = NameFormat(element, scope, institution)
        self.options = self.format.options
        self._sorting = scope.sorting is not None
        self._cites = scope.area == "citation" and not self._sorting
        # Where each name has affixes of its own, they do not meet.
        self._between = APART + self.options.delimiter if self.format.wraps else self.options.delimiter
        self._glue = "" if unspaced(self.options.and_term) else " "
        self._et_al = "" if self._sorting else self._et_al_text(et_al, scope)

    def _et_al_text(self, element: Element | None, scope: Scope) -> str:
        name = (element.get("term") if element is not None else None) or "et-al"
        text = scope.locale.term(name) or ""
        if not text or element is None:
            return text
        left_out = {"prefix", "suffix"} if SLANTED.search(bare(text)) else {"prefix", "suffix", "font-style"}
        fonts = {name: value for name, value in element.attrib.items() if name not in left_out}  # Han stands upright
        return finisher(Bare(element.tag, fonts), scope)(text, None)

    def count_shown(self, people: People, *, subsequent: bool = False) -> tuple[int, bool]:
        """How many names are shown, and whether "et al." follows; others may hold after the first cite of an entry.

        It follows wherever the list says itself that it is not whole, by BibTeX's ``and others``.
        """
        open_end = _is_open(people)
        least, first = self.options.et_al_min, self.options.et_al_use_first
        if subsequent:
            least = self.options.et_al_subsequent_min or least
            first = self.options.et_al_subsequent_use_first or first
        if least and len(people) >= least and first < len(people) - open_end:
            return first, True
        return len(people) - open_end, open_end

    def _shows_last(self, people: People) -> bool:
        """Whether the last name stands behind an ellipsis; nobody knows that of a list that is not whole."""
        return self.options.et_al_use_last and not _is_open(people)

    def texts(self, people: People, count: int, context: Context, *, leads: bool) -> list[str]:
        """The first ``count`` names; ``leads`` if the entry is cited by them."""
        order, namesakes, usual = self.options.name_as_sort_order, context.namesakes, self.format.level
        if namesakes is None:
            return self._usual_texts(people, count)
        namesakes.meet(context.at, people)
        if self._cites and leads:
            namesakes.note_cited(context.at, usual)
        least = namesakes.cited(context.at) if leads else Level.FAMILY
        givens = context.distinction.givens if context.distinction and leads else ()
        if not givens and namesakes.are_usual(context.at, usual, least):
            return self._usual_texts(people, count)
        return [
            self.format.text(
                person,
                inverted=order == "all" or (order == "first" and at == 0),
                level=self._level(person, at, givens, context, least),
            )
            for at, person in enumerate(people[:count])
        ]

    def _usual_texts(self, people: People, count: int) -> list[str]:
        plain, inverted = self.format.texts
        order = self.options.name_as_sort_order
        if order == "first":
            return [inverted[people[0]], *map(plain.__getitem__, people[1:count])]
        return [*map((inverted if order == "all" else plain).__getitem__, people[:count])]

    def _level(self, person: Person, at: int, givens: Sequence[Level], context: Context, least: Level) -> Level:
        namesakes = context.namesakes
        if namesakes is None:
            return self.format.level
        asked = max(givens[at], least) if at < len(givens) else least
        has_initials = self.options.initialize_with is not None
        if asked is Level.INITIALS and namesakes.by_cite and not has_initials:
            asked = Level.FULL
        return namesakes.level(context.at, person, at, self.format.level, asked, initials=has_initials)

    def text(self, people: People, context: Context, substitutes: Sequence[str] = ()) -> str:
        """The whole list; ``substitutes`` stand for its first names."""
        count, et_al = self.count_shown(people, subsequent="subsequent" in context.positions)
        leads = _leads(people, context)
        if leads and not self._sorting:
            if et_al and context.distinction and context.distinction.names > count:
                count = min(context.distinction.names, len(people) - _is_open(people))
                et_al = count < len(people)
            if et_al and self._shows_last(people) and not context.positions:
                count = min(count, max(self.options.et_al_min - 2, 1))  # an ellipsis stands for two names at least
            context.names_shown = count, len(people), self.options.initialize_with is not None
            context.leading = people
        if not count:
            return ""
        names = self.texts(people, count, context, leads=leads)
        if substitutes:
            names = [*substitutes, *names[len(substitutes) :]][:count]
        if et_al:
            return self._abbreviated(names, people)
        if self.options.and_term and count > 1:
            return self._with_and(names, people)
        return self._between.join(names)

    def _abbreviated(self, names: list[str], people: People) -> str:
        count = len(names)
        joined = self._between.join(names)
        if self._sorting:
            last = [self.format.text(people[-1], inverted=True)] if self.options.et_al_use_last else []
            return self._between.join([*names, *last])
        if self._shows_last(people) and count <= len(people) - 2:
            last_name = self.format.text(people[-1], inverted=self.options.name_as_sort_order == "all")
            return f"{joined}{self._between if count > 1 else ' '}… {last_name}"
        if not self._et_al:
            return joined
        rule = self.options.delimiter_precedes_et_al
        if rule == "after-inverted-name" and count > 1:  # as citeproc-js has it, also where every name is inverted
            rule = "never"
        before = self._before(rule, count, people)
        return self.format.dress(
            f"{joined}{before if before != ' ' or _is_word(bare(self._et_al)) else ''}{self._et_al}"
        )

    def _with_and(self, names: list[str], people: People) -> str:
        before = self._before_last(len(names) - 1, people)
        if before == " " and self.options.and_term[0] in ",;:.":
            before = ""
        if not self._glue and (before == " " or not self._parts_before_solid(people[: len(names)])):
            before = ""
        return f"{self._between.join(names[:-1])}{before}{self.options.and_term}{self._glue}{names[-1]}"

    def _parts_before_solid(self, people: People) -> bool:
        """Whether a delimiter stands before 和: as citeproc-js has it, between two names, or after an inverted one."""
        rule, before_last = self.options.delimiter_precedes_last, people[-2]
        if rule == "after-inverted-name":
            return not (before_last.literal or before_last.order)
        return rule == "always" and len(people) == 2

    def _before_last(self, count: int, people: People) -> str:
        """Delimiter or blank before "and"; before and after organisations, citeproc-js has rules of its own."""
        rule = self.options.delimiter_precedes_last
        if rule == "after-inverted-name":
            if count == 1 and people[0].literal and not people[1].literal:
                return self._between
            organisation = people[0].literal if count == 1 else people[count].literal
            return self._before("contextual" if organisation else rule, count, people)
        return self._before("contextual" if people[count].literal else rule, count, people)

    def _before(self, rule: str, count: int, people: People) -> str:
        """Delimiter or blank before "et al." or the last name, after ``count`` names."""
        if rule == "always" or (rule == "contextual" and count > 1):
            return self._between
        if rule == "after-inverted-name" and not people[count - 1].literal:
            order = self.options.name_as_sort_order
            if order == "all" or (order == "first" and count == 1):
                return self._between
        return " "


def _is_open(people: Sequence[Person]) -> bool:
    """Whether a list ends with BibTeX's mark that it goes on."""
    return len(people) > 1 and people[-1].literal == "others"


def _leads(people: Sequence[Person], context: Context) -> bool:
    """Whether a list is that by which the entry is cited."""
    return people is context.item.get("author") or "author" not in context.item


def _is_word(term: str) -> bool:
    """Whether a term begins with a word, in a script with blanks between words, or with the sign for "and"."""
    return term[:1] == "&" or (term[:1].isalpha() and not unspaced(term[:1]))
