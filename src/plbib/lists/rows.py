"""Tables: columns by the words of their header, else by what stands in them."""

import re

from msgspec.structs import replace

from plbib.io.config import ProfileConfig
from plbib.lists import bylines, cells, dates, messages, shapes, titles
from plbib.lists import profile as profiles
from plbib.lists.decide import is_coursework
from plbib.lists.entries import Builder, find_printed
from plbib.lists.fields import numbering
from plbib.lists.fields.printed import LEAD_IN
from plbib.lists.fields.roles import Typer, fields
from plbib.lists.fields.sentences import EDGE, closed
from plbib.lists.grammars import GRAMMARS
from plbib.lists.grammars.styled import group
from plbib.lists.headers import role_of_header
from plbib.lists.lexed import Fields, Lexed, Title, lex, light
from plbib.lists.markdown.blocks import Block, Cell, Row
from plbib.lists.markdown.links import References
from plbib.lists.markdown.runs import RunStyle
from plbib.lists.nodes import speaks_by_links, trimmed
from plbib.lists.otherrows import Plan, are_days, calls_papers, groups, is_empty, repeated, unread, words
from plbib.lists.sections import Section
from plbib.model import CategoryPath, Entry, Finding, Link
from plbib.papers import venues
from plbib.text.patterns import regex
from plbib.text.unicode import clean

_BRACKETED = regex(r"^(.*?)\s*[(（]([^()（）]+)[)）]\s*$")
_BREAKS = regex(r"<[\s/]*br[\s/]*>|[;,•·]\s+(?=\[)", re.IGNORECASE)
_FEW = 0.4


class Tables:
    """The tables of a document."""

    def __init__(self, rows: list[Row], references: References, profile: ProfileConfig = profiles.NONE) -> None:
        self._profile = profile
        self._references = references
        held: dict[int, list[Row]] = {}
        for whole in rows:
            held.setdefault(whole.table, []).extend(self.parts(whole))
        self.plans = {table: self._plan(body) for table, body in held.items()}
        self._heads = {line for table, body in held.items() for line in repeated(body, self.plans[table].header)}
        self._groups = {line for table, body in held.items() for line in groups(body, self.plans[table])}
        self._label: tuple[int, str] = (0, "")

    def parts(self, row: Row) -> list[Row]:
        """``row``, once for each of several titles that stand in one of its cells, parted by breaks."""
        for at, cell in enumerate(row.cells):
            if cell.text.count("](") < 2:
                continue
            pieces = [piece for piece in _BREAKS.split(cell.text) if not light(piece)]
            if len(pieces) > 1 and all(self._titled(replace(cell, text=piece)) for piece in pieces):
                return [
                    replace(row, cells=(*row.cells[:at], replace(cell, text=piece.strip()), *row.cells[at + 1 :]))
                    for piece in pieces
                ]
        return [row]

    def each(self, row: Row) -> list[Row]:
        """``row`` once for each of its titles, which stand in one cell or in several columns."""
        plan = self.plans[row.table]
        columns = [plan.title, *plan.others] if plan.title is not None else []
        titled = [at for at in columns if at < len(row.cells) and self._titled(row.cells[at], least=1)]
        if not plan.others or not titled:
            return self.parts(row)
        return [part for at in titled for part in self.parts(_only(row, at, columns))]

    def _titled(self, cell: Cell, least: int = 2) -> bool:
        title = GRAMMARS["linked"](self._lex(cell))
        return title is not None and title.score >= least

    def _plan(self, rows: list[Row]) -> Plan:
        header = next((row for row in rows if row.header and row.cells and self._names_columns(row)), None)
        header = header or self._called(rows)
        first = header or _heads(rows)
        body = [row for row in rows if row.cells and row is not first]
        width = max((len(row.cells) for row in body), default=0)
        roles = [role_of_header(titles.plain(cell.text)) for cell in header.cells] if header else []
        roles += [""] * (width - len(roles))
        told = profiles.column_roles(
            self._profile, [titles.plain(cell.text) for cell in header.cells] if header else []
        )
        roles = [told.get(at, role) for at, role in enumerate(roles)]
        roles = ["note" if role == "date" and are_days(body, at) else role for at, role in enumerate(roles)]
        column = next((at for at, role in told.items() if role == "title"), None)
        column = self._title_column(roles, body, width) if column is None else column
        strong = 0
        seen = 0
        titled = 0
        for row in body:
            if column is None or column >= len(row.cells) or light(row.cells[column].text):
                continue
            seen += 1
            strong += self._strong(row, roles, column)
            titled += _titleness(self._lex(row.cells[column])) > 2
        papers = bool(header and column is not None and calls_papers(header, column))
        sure = self._profile.entries == "rows" or "title" in told.values() or {"title", "authors"} <= {*roles}
        sure = sure or (papers and titled * 2 > seen)
        accepted = column is not None and (sure or (strong > 0 and strong >= _FEW * seen))
        accepted = accepted and self._profile.entries in ("", "rows")
        others = self._others(roles, body, column) if column is not None and accepted else ()
        return Plan(
            roles=tuple(roles),
            title=column,
            others=others,
            accepted=accepted,
            marked=self._marked(body, column) if column is not None and accepted else "",
            header=first.line if first else 0,
            papers=papers,
        )

    def _marked(self, body: list[Row], column: int) -> str:
        """How most titles of a column are marked, where text stands beside them."""
        cells = [row.cells[column] for row in body if column < len(row.cells) and not light(row.cells[column].text)]
        if not any("**" in cell.text for cell in cells):
            return ""
        found = [GRAMMARS["bold"](self._lex(cell)) for cell in cells]
        return "bold" if sum(title is not None for title in found) * 2 > len(cells) else ""

    def _others(self, roles: list[str], body: list[Row], title: int) -> tuple[int, ...]:
        """Columns beside that of titles in which most cells link titles, too: required and optional readings."""
        found = []
        for at in range(len(roles)):
            filled = [row.cells[at] for row in body if at < len(row.cells) and not light(row.cells[at].text)]
            titled = sum(self._titled(cell, least=2) for cell in filled)
            named = roles[at] == "title" and titled * 2 > len(filled)
            whole = not roles[at] and len(filled) > 1 and all(self._titled(cell, least=3) for cell in filled)
            if at != title and (named or whole):
                found.append(at)
        return tuple(found)

    def _called(self, rows: list[Row]) -> Row | None:
        """The header of a table whose columns the profile of the list names."""
        first = next((row for row in rows if row.header and row.cells), None)
        held = [titles.plain(cell.text) for cell in first.cells] if first else []
        return first if profiles.column_roles(self._profile, held) else None

    def _names_columns(self, row: Row) -> bool:
        texts = [titles.plain(cell.text) for cell in row.cells]
        told, filled = sum(bool(role_of_header(text)) for text in texts), sum(bool(text) for text in texts)
        short = all(len(text.split()) <= _FEW_WORDS and not any(map(str.isdigit, text)) for text in texts)
        return (told * 2 >= filled > 0 or (told > 1 and short)) and all(
            shapes.titleness(text) < 3 or role_of_header(text) == "title" for text in texts
        )

    def _title_column(self, roles: list[str], body: list[Row], width: int) -> int | None:
        """The column of titles: the one whose header says so, if its cells are not links by role, else by content."""
        likeness = [0.0] * width
        counted = [0] * width
        for row in body[:200]:
            for column, cell in enumerate(row.cells):
                if cell.text and not light(cell.text):
                    counted[column] += 1
                    likeness[column] += _titleness(self._lex(cell))
        mean = [likeness[column] / counted[column] if counted[column] else 0.0 for column in range(width)]
        named = [column for column in range(width) if roles[column] == "title" and mean[column] >= 0.8]
        if named:
            return next(at for at in named if mean[at] >= max(mean[column] for column in named) - _ALIKE)
        free = [
            column for column in range(width) if roles[column] in ("", "short", "link", "venue") and mean[column] > 2
        ]
        return max(free, key=lambda column: (mean[column], -column), default=None)

    def _lex(self, cell: Cell) -> Lexed:
        block = Block(text=cell.text, starts=(0,), lines=(cell.line,), margins=(cell.column - 1,))
        return lex(block, self._references)

    def _strong(self, row: Row, roles: list[str], column: int) -> bool:
        for at, cell in enumerate(row.cells):
            if at != column and roles[at] in ("venue", "authors", "date") and not light(cell.text):
                return True
            if "http" in cell.text and speaks_by_links(self._lex(cell).links):
                return True
        text = row.cells[column].text
        return bool(dates.find(titles.plain(text[:400])))

    def entry(self, row: Row, section: Section, build: Builder, category: CategoryPath) -> Entry | list[Finding]:
        """The entry of a row, or findings; nothing for the header, lines between, and rows that name a group."""
        plan = self.plans[row.table]
        if not row.cells or row.line in self._heads:
            return []
        column = plan.title
        if column is None or not plan.accepted:
            return self._report_linked(row, section, build)
        if row.line in self._groups:
            self._label = (row.table, next(filter(None, map(words, row.cells))))
        if row.line in self._groups or is_empty(row):
            return []
        title = self._title(row, plan)
        if title is None:
            return self._report_linked(row, section, build) or [unread(row, plan, section, build)]
        if section.never or not _says_enough(section, {*plan.roles}, papers=plan.papers):
            return [messages.left_out(build.at(row.cells[column]), section)]
        lexed = self._lex(row.cells[column])
        said = fields(lexed, title, profile=self._profile)
        title = trimmed(title, said)
        if said.venue and self._says(row, plan, "venue") and not (said.year or venues.find(said.venue)):
            title = replace(
                title, text=f"{title.text} ({said.venue})"
            )  # the short name of a trial, as there is a venue
            said.venue = None
        self._columns(row, plan, said)
        links, findings = self._links(row, title, build)
        label = self._label[1] if self._label[0] == row.table else ""
        path = (*category, label) if label else category
        entry = build.of_parts(
            titles.unquoted(title.text), said, links, build.at(row.cells[column]), row.end_line, section, path
        )
        build.odd(findings)
        return entry

    def _says(self, row: Row, plan: Plan, role: str) -> bool:
        """Whether a column of that role is filled in."""
        return any(held == role and words(cell) for held, cell in zip(plan.roles, row.cells, strict=False))

    def _title(self, row: Row, plan: Plan) -> Title | None:
        """What stands in the column of titles, unless it is the work of students."""
        if plan.title is None or plan.title >= len(row.cells):
            return None
        lexed = self._lex(row.cells[plan.title])
        title = (None if "authors" in plan.roles else cells.behind_names(lexed)) or cells.best(lexed)
        if plan.marked and not (title and title.link):
            title = GRAMMARS[plan.marked](lexed) or next(group(lexed, RunStyle.BOLD), title)
        if title is None and self._says(row, plan, "authors"):
            title = cells.find_name(lexed)  # ``BERT``
        return None if title is None or is_coursework(title.text) else title

    def _columns(self, row: Row, plan: Plan, said: Fields) -> None:
        """What the other columns say, by their header, else by what they hold."""
        roles = (*plan.roles, *[""] * len(row.cells))
        # the year of a venue is that of the paper, that of another column may be when somebody noted it
        for at, cell in sorted(enumerate(row.cells), key=lambda held: roles[held[0]] != "venue"):
            if at == plan.title or light(cell.text):
                continue
            role = roles[at]
            text = titles.plain(" ".join(run.text for run in self._lex(cell).runs)).replace("/??", "")
            if (
                not text
                or light(text)
                or text.lower() in _NOTHING
                or (not role and text.isdecimal() and len(text) < _YEAR_DIGITS)
            ):
                continue
            if role == "authors":
                _authors(text, said)
            elif role == "affiliation" and not cell.spanned:
                said.affiliation = said.affiliation or clean(text.replace("\n", " "))
            elif role == "short":
                said.short_name = said.short_name or text
            elif role == "note" and shapes.venue_year(text) and not said.venue:
                _venue(text, said)
            elif role == "note":
                said.notes += [] if titles.is_role(text) else [text]
            elif role == "date" and not dates.find(text := _MONTH.sub(r"20\1\2-\3", text)):
                continue
            elif role in ("venue", "date") or (cell.spanned and shapes.venue_year(text)):
                _venue(text, said)
            elif cell.spanned:
                said.notes.append(text)
            elif role == "":
                self._unknown(text, cell, said, named=plan.header > 0)

    def _unknown(self, text: str, cell: Cell, said: Fields, *, named: bool) -> None:
        """What a cell says of whose column nothing is known; capitals below a header are a short name."""
        if named and shapes.acronym(text) and not venues.find(text):
            said.short_name = said.short_name or text
        elif said.authors and _YEAR_BEHIND.search(text):
            said.notes.append(clean(text))  # another paper, by its names and year
        elif not said.notes:
            Typer(said, profile=self._profile).read_cell(self._lex(cell))

    def _links(self, row: Row, title: Title, build: Builder) -> tuple[list[Link], list[Finding]]:
        links: list[Link] = []
        findings: list[Finding] = []
        for at, cell in enumerate(row.cells):
            if cell.spanned or ("http" not in cell.text and "](" not in cell.text and "href" not in cell.text):
                if not cell.spanned and self.plans[row.table].roles[at : at + 1] == ("link",):
                    links += find_printed(titles.plain(cell.text))
                continue
            for link in self._lex(cell).links:
                own = title.link is not None and (link.target, link.label) == (title.link.target, title.link.label)
                build.link(link, "title" if own else titles.label(link), build.at(cell), links, findings)
        return links, findings

    def _report_linked(self, row: Row, section: Section, build: Builder) -> list[Finding]:
        """A finding for a row that links to a paper."""
        alike = any(plan.accepted and len(plan.roles) == len(row.cells) for plan in self.plans.values())
        for cell in row.cells:
            for link in self._lex(cell).links if "http" in cell.text else ():
                if messages.is_paper(link) or (alike and shapes.titleness(titles.label(link)) > 1):
                    place = build.at(cell)
                    return [messages.left_out(place, section) if section.apart else messages.unread(place)]
        return []


_MONTH = regex(r"^(?:'?(?:20)?([0-3]\d)[./-]|20([0-3]\d))(0[1-9]|1[0-2])$")
"""``23.07``, ``202307``, in a column of dates"""
_CHINESE_PLACE = regex(r"[\u4e00-\u9fff](?:大学|学院|研究院|研究所|实验室|公司)")
_NOTHING = frozenset(["n/a", "na", "none", "tbd", "tba", "unknown", "null"])
_ALIKE = 0.5
"""Two columns of titles may differ by this; the first is the one."""
_YEAR_DIGITS = 4
"""Fewer than these are the number of a row, a week or a lecture."""


def _only(row: Row, at: int, columns: list[int]) -> Row:
    """``row`` with the title of one column in the place of the first, and those of the others left out."""
    cells = [replace(cell, text="") if column in columns else cell for column, cell in enumerate(row.cells)]
    cells[columns[0]] = row.cells[at]
    return replace(row, cells=tuple(cells))


def _says_enough(section: Section, roles: set[str], *, papers: bool) -> bool:
    """Whether the columns are those of papers, below a heading of which papers are not to be expected."""
    if section.rarely and not papers and not ("authors" in roles and roles & {"venue", "date"}):
        return False
    return not section.seldom or bool(roles & {"venue", "authors", "date"})


def _heads(rows: list[Row]) -> Row | None:
    """The first row of a table, if it only names columns: a few words in each cell, and longer ones below."""
    first = next((row for row in rows if row.cells), None)
    if first is None or not first.header:
        return None
    texts = [titles.plain(cell.text) for cell in first.cells]
    below = [len(cell.text) for row in rows if row is not first for cell in row.cells]
    is_short = all(len(text.split()) <= _FEW_WORDS and not any(map(str.isdigit, text)) for text in texts)
    linked = any("](" in cell.text or "http" in cell.text for cell in first.cells)
    longest = max(map(len, texts))
    return first if is_short and longest and not linked and max(below, default=0) > 3 * longest else None


_FEW_WORDS = 3
"""Words of the name of a column."""


def _titleness(lexed: Lexed) -> int:
    found = cells.best(lexed)
    return found.score if found else 0


def _authors(text: str, said: Fields) -> None:
    """A column of names, which may have the year behind them: ``Berg et al. (2013)``, or of where people work."""
    if (shapes.affiliation(text) or _CHINESE_PLACE.search(text)) and not bylines.names(text):
        said.affiliation = said.affiliation or clean(text)
        return
    year = _YEAR_BEHIND.search(text)
    if year:
        said.year = said.year or int(year[1])
        text = text[: year.start()]
    said.authors = said.authors or clean(text)


_YEAR_BEHIND = regex(r"[\s,]*\(?((?:19|20)\d\d)[a-z]?\)?\s*$")


def _venue(text: str, said: Fields) -> None:
    """A column of venues or dates; lists put affiliations there, too: ``ICLR 2021 (OSU)``, ``WeBank (AAAI 2020)``."""
    if shapes.status(text):
        said.notes.append(clean(text))
        return
    text = LEAD_IN.sub("", text)
    inner = _BRACKETED.match(text)
    if inner and inner[1]:
        front, behind = inner[1].strip(), inner[2].strip()
        if shapes.venue_year(behind) and not shapes.venue_year(front):
            front, behind = behind, front
        if not shapes.venue_year(behind) and not shapes.venue(behind) and shapes.venue_year(front):
            said.affiliation = said.affiliation or behind
            text = front
    dated = dates.find(text)
    if dated:
        said.year = said.year or dated.year
        said.date = said.date or (dated.date if dated.year == said.year else None)
        text = (text[: dated.start].rstrip("'’-–—/ ") + " " + text[dated.end :]).strip(" ,.;:()[]'’-–—/")
        text += ")" * (text.count("(") - text.count(")"))
    printed, text = text, numbering.take(text, said).strip(EDGE)
    if not text or light(text) or said.venue:
        return
    if shapes.affiliation(text) and not venues.find(text.split()[-1]) and not dated:
        said.affiliation = said.affiliation or clean(text)
    else:
        said.venue = closed(clean(text), clean(printed))
