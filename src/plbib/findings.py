"""Every code of a finding, in one table: how bad it is, what it means, an example, the cure.

``plbib explain`` and the manual's table are made from it. A new code is one row here, and
``Code.NEW_CODE.finding(…)`` where the finding is made.
"""

from collections import defaultdict
from enum import Enum, unique

from msgspec import Struct

from plbib.errors import Severity
from plbib.model import Edit, Finding, Place

ERROR, WARNING, INFO = Severity


class Example(Struct, frozen=True):
    """Files (name → text), and the command that names the finding when it is run beside them."""

    command: str
    files: dict[str, str]


class Instead(Struct, frozen=True):
    """A severity, and the case in which a finding has it instead of that of its rule."""

    severity: Severity
    case: str


class Rule(Struct, frozen=True):
    """A row of the table.

    ``cure`` holds for every finding of this code that has no cure of its own. ``example`` is a sentence where no small
    file shows the finding. ``instead`` is another severity that some findings of this code have.
    ``together`` ends the sentence "42 …" by which many findings of this code are told as one.
    """

    code: str
    severity: Severity
    meaning: str
    cure: str
    example: Example | str
    instead: Instead | None = None
    together: str = ""

    @property
    def sentence(self) -> str:
        """The meaning, with the case in which the severity is another."""
        return self.meaning + (f" ({self.instead.severity} {self.instead.case})" if self.instead else "")


_KITES = "[ICLR'23] [Flying Kites](https://openreview.net/pdf?id=kItEs), Kite Club\n"
_PAPER = '["openreview:kItEs"]\n'
_CONFIG = '[list]\npath = "list.md"\noverrides = "corrections.toml"\n'
_ENTRY = "@article{kites,\n  author = {Ann Berg},\n  title = {Flying Kites},\n  journal = {Kites},\n  year = {2023}"


_LOCK = """\
{"plbib_lock": 1, "list": "list.md", "entries": [
  {"id": "e-kite22", "title": "aflyingkite", "links": ["arxiv:2201.00001"], "status": "unresolved",
   "key": "arxiv2022kite", "item": {"type": "article", "title": "A Flying Kite", "issued": {"date-parts": [[2022]]}}}]}
"""


def _noticed(kind: str) -> Example:
    """A paper of which a lock holds a notice."""
    entry = (
        '{"id": "e-kites1", "title": "flyingkites", "links": ["openreview:kItEs"], "status": "resolved",'
        ' "key": "berg2023", "item": {"type": "paper-conference", "title": "Flying Kites"}, "notices": [{"kind": "'
        f'{kind}", "name": "10.5555/notice", "source": "crossref"}}]}}'
    )
    lock = f'{{"plbib_lock": 1, "list": "list.md", "entries": [{entry}]}}\n'
    return Example("plbib check list.md", {"list.md": _KITES, "list.lock.json": lock})


def _line(text: str) -> Example:
    return Example("plbib check list.md", {"list.md": text})


def _record(fields: str) -> Example:
    """A line whose record people have corrected."""
    return Example("plbib check", {"list.md": _KITES, "plbib.toml": _CONFIG, "corrections.toml": fields})


def _verified(fields: str) -> Example:
    return _record(f"{_PAPER}{fields}verified = true\n")


def _bib(text: str) -> Example:
    return Example("plbib check old.bib", {"old.bib": text})


def _field(text: str) -> Example:
    return _bib(f"{_ENTRY},\n  {text}\n}}\n")


def _keys(text: str, listed: str = "") -> Example:
    return Example("plbib keys list.md --from old.bib --dry-run", {"list.md": _KITES + listed, "old.bib": text})


def _cited(text: str) -> Example:
    return Example("plbib export list.md --cited paper.tex", {"list.md": _KITES, "paper.tex": text})


@unique
class Code(Enum):
    """The codes, the worst first."""

    _value_: Rule

    WRONG_LINK = Rule(
        "wrong-link",
        ERROR,
        "the link leads to another paper",
        "give the address of this paper",
        _verified('URL = "https://openreview.net/forum?id=fLyInG"\n'),
        Instead(WARNING, "if it is an address that can be a page about both"),
    )
    DUPLICATE_LINK = Rule(
        "duplicate-link",
        ERROR,
        "two entries of different titles have one address; one link is wrong, or it is one paper under two titles",
        "look where the address leads, and mend the other link or title",
        _line(_KITES + "[ICLR'23] [Sinking Boats](https://openreview.net/pdf?id=kItEs), Boat Club\n"),
        Instead(WARNING, "if the titles begin with one name, or the address can be a page about both"),
    )
    LONG_LINE = Rule(
        "long-line",
        ERROR,
        "a line too long to be an entry; not read",
        "put each entry on a line of its own",
        "a whole list on one line, of more than 100,000 characters",
    )
    MOSTLY_UNREAD = Rule(
        "mostly-unread",
        ERROR,
        "most lines of a list that look like papers were not read, or none",
        "plbib check names the lines; write them in one of the forms that docs/check.md shows",
        _line("We like [one](https://arxiv.org/abs/2301.00001) and [another](https://arxiv.org/abs/2301.00002)\n"),
    )
    UNREAD_FILE = Rule(
        "unread-file",
        ERROR,
        "one of several files, or of a folder, that could not be read; left out",
        "save it as UTF-8, or leave it out: name the other files, or give --glob",
        "a file of a folder that is saved as UTF-16 or Latin-1, or that nobody may read",
    )
    UNREAD_ENTRY = Rule(
        "unread-entry",
        ERROR,
        "an entry of a .bib or RIS file that could not be read; left out",
        "mend the entry: its braces and commas in a .bib, its first and last line in RIS",
        _bib("@article{kites, title {Flying Kites}}\n"),
        Instead(WARNING, "if it is text of a RIS file that stands in no record"),
    )
    NOT_AN_ITEM = Rule(
        "not-an-item",
        ERROR,
        "what is no paper in JSON or YAML, or a row of a table that has no title or too many cells; left out",
        "remove it, or make it a CSL-JSON item",
        Example("plbib check items.json", {"items.json": '[{"type": "book", "title": "Kites"}, "Boats"]\n'}),
    )
    UNKNOWN_KEY = Rule(
        "unknown-key",
        ERROR,
        "of --cited: a key that no paper has",
        "cite a key that plbib keys shows, or add the paper to the list",
        _cited("\\cite{iclr2023flying, iclr2023kites}\n"),
    )
    MISSING_FILE = Rule(
        "missing-file",
        ERROR,
        "of --cited: a file that the document includes and that is not there",
        "its citations are missing; compile in the document's folder, or mend the name",
        _cited("\\input{introduction}\n\\cite{iclr2023flying}\n"),
    )
    OVERRIDE_VALUE = Rule(
        "override-value",
        ERROR,
        "a correction whose value cannot be read; left out",
        "write the value as the field has it in CSL-JSON (TOML) or in BibTeX (.bib)",
        _record(f'{_PAPER}issued = "some day"\n'),
    )
    RETRACTED = Rule(
        "retracted",
        ERROR,
        "the paper was retracted: its journal or its authors took it back",
        "take it out of the list, or say beside it that it was retracted",
        _noticed("retraction"),
        Instead(INFO, "if the list says so"),
    )
    WITHDRAWN = Rule(
        "withdrawn",
        WARNING,
        "the paper was withdrawn: a preprint or a submission that its authors took back",
        "take it out of the list, or link to what took its place",
        _noticed("withdrawal"),
    )
    TITLE_DIFFERS = Rule(
        "title-differs",
        WARNING,
        "the published title is another",
        "write the published title",
        _verified('title = "Flying Kites at Night"\n'),
    )
    YEAR_DIFFERS = Rule(
        "year-differs",
        WARNING,
        "the year of publication is another",
        "write the year of publication, unless the year of the conference is meant",
        _verified("issued = 2024\n"),
    )
    VENUE_DIFFERS = Rule(
        "venue-differs",
        WARNING,
        "tagged as one venue, published in another",
        "write the venue in which it was published",
        _verified('type = "paper-conference"\ncontainer-title = "Proceedings of Machine Learning and Systems"\n'),
        Instead(INFO, "if the list names the preprint of a paper that was published since"),
    )
    VENUE_FINDINGS = Rule(
        "venue-findings",
        WARNING,
        "tagged as the conference, published in its Findings",
        "write Findings behind the conference's name",
        _verified('container-title = "Findings of the Association for Computational Linguistics"\n'),
    )
    DEAD_LINK = Rule(
        "dead-link",
        WARNING,
        "a link was gone on two days: its host says so, or there is no such host",
        "give another address of the paper, or one of an archive",
        "https://kites.example/gone.pdf, which answers 404 today as it did last week (plbib check --links)",
    )
    NESTED_LINK = Rule(
        "nested-link",
        WARNING,
        "a link inside the address of a link; the inner one is taken",
        "write one link, [Title](address)",
        _line("[ICLR'23] [Flying Kites]([kites](https://openreview.net/pdf?id=kItEs)), Kite Club\n"),
    )
    BAD_LINK = Rule(
        "bad-link",
        WARNING,
        "the address is no web address",
        "write an address that starts with https://",
        _line("[ICLR'23] [Flying Kites](paper), Kite Club\n"),
    )
    MALFORMED_LINK = Rule(
        "malformed-link",
        WARNING,
        "plbib reads the link, but where the list is shown it is none: a blank or a bracket is wrong",
        "write it as [text](address), with no blank in or before the address",
        _line("[ICLR'23] [Flying Kites] (https://openreview.net/pdf?id=kItEs), Kite Club\n"),
    )
    UNCLOSED_BLOCK = Rule(
        "unclosed-block",
        WARNING,
        "a comment or code fence that never closes hides the rest of the list",
        "close it",
        _line(_KITES + "<!-- to be read\n"),
    )
    UNREAD_LINE = Rule(
        "unread-line",
        WARNING,
        "links to a paper or stands among papers, but no title could be read",
        "write it as [Venue'YY] [Title](address), Affiliation",
        _line(_KITES + "\n[ICLR'23] [](https://openreview.net/pdf?id=bOaTs)\n"),
    )
    TITLE_UNKNOWN = Rule(
        "title-unknown",
        WARNING,
        "the entry is only an identifier or its address, which stands in the place of the title",
        "write the title beside it, or look it up with plbib resolve",
        _line(_KITES + "\n- 10.1000/kites.22\n"),
    )
    SAME_PAPER = Rule(
        "same-paper",
        WARNING,
        "a new paper may be one that the list had, under another title and another link; its key depends on that",
        "plbib build --same NEW=OLD says that it is, --same NEW= that it is another",
        Example("plbib check list.md", {"list.md": _KITES, "list.lock.json": _LOCK}),
    )
    DUPLICATE_ENTRY = Rule(
        "duplicate-entry",
        WARNING,
        "the paper stands in a section twice; it is one record",
        "keep one of the two lines; in the bibliography it is one record, in both categories",
        _line(_KITES + _KITES),
        Instead(INFO, "if in another section, where it can be meant to stand, too"),
    )
    BETTER_LINK = Rule(
        "better-link",
        WARNING,
        "a schedule page or a file on somebody's own page, although the paper's page is known",
        "give the address of the paper's page",
        Example(
            "plbib check",
            {
                "list.md": _KITES.replace("openreview.net/pdf?id=kItEs", "people.kites.example/~berg/kites.pdf"),
                "plbib.toml": _CONFIG,
                "corrections.toml": '[iclr2023flying]\nDOI = "10.1000/kites.23"\nverified = true\n',
            },
        ),
    )
    SHOUTED_TITLE = Rule(
        "shouted-title",
        WARNING,
        "a title in capitals, from which nobody can tell names and acronyms",
        "write it as it was published",
        _line(_KITES.replace("Flying Kites", "FLYING KITES AT NIGHT")),
    )
    MOVED_LINK = Rule(
        "moved-link",
        WARNING,
        "a link leads to a login or a front page: what it was meant for may be gone",
        "open it, and give the address that the paper has now",
        "https://kites.example/papers/flying.pdf, which leads to https://kites.example/ (plbib check --links)",
    )
    HTTP_LINK = Rule(
        "http-link",
        WARNING,
        "an address by http of a host that answers to https",
        "write https://",
        _line(_KITES.replace("https:", "http:")),
    )
    TRACKING_LINK = Rule(
        "tracking-link",
        WARNING,
        "an address with parameters that only say where its reader came from",
        "leave them out",
        _line(_KITES.replace("kItEs", "kItEs&utm_source=kites")),
    )
    PUNCTUATION = Rule(
        "punctuation",
        WARNING,
        "other signs between two parts of an entry than nearly all entries of the list have there",
        "write the same signs everywhere",
        _line(
            "".join(_KITES.replace("Kites]", f"Kites {n}]").replace("kItEs", f"kItEs{n}") for n in range(10, 20))
            + "[ICLR'23] [Sinking Boats](https://openreview.net/pdf?id=bOaTs) Boat Club\n"
        ),
    )
    AFFILIATION_SPELLING = Rule(
        "affiliation-spelling",
        WARNING,
        "an affiliation that other entries spell otherwise",
        "choose one spelling",
        _line(
            _KITES.replace("Kite Club", "Univ. of Kites")
            + "[ICLR'23] [Sinking Boats](https://openreview.net/pdf?id=bOaTs), University of Kites\n"
        ),
    )
    BAD_NUMBER = Rule(
        "bad-number",
        WARNING,
        "an ISBN or ISSN whose check digit does not hold; left out of the .bib",
        "look it up at the publisher's",
        _field("issn = {1234-5678}"),
    )
    DOUBTFUL_RECORD = Rule(
        "doubtful-record",
        WARNING,
        "looks like a known fault of an export, but what is right must be looked up",
        "look it up; correct it there, or in a file of overrides",
        _bib(_ENTRY.replace("Ann Berg", "Ann BERG") + "\n}\n"),
    )
    KEY_CHANGED = Rule(
        "key-changed",
        WARNING,
        "a key of a .bib or CSL-JSON file is used twice or is none for BibTeX",
        "give each entry a key of its own, of ASCII letters, digits and : . + / _ -",
        _bib("@misc{kites, title = {Kites}}\n@misc{kites, title = {Boats}}\n"),
    )
    KEY_AMBIGUOUS = Rule(
        "key-ambiguous",
        WARNING,
        "of keys --from: a paper with two keys, or a key for one of several papers; not adopted",
        "leave one entry a paper in the file, with its DOI or address",
        _keys(
            "@misc{kites, title = {Flying Kites}, year = 2023}\n@misc{berg2023, title = {Flying Kites}, year = 2023}\n"
        ),
    )
    KEY_TAKEN = Rule(
        "key-taken",
        WARNING,
        "of keys --from: a key that another paper of the list has or had; not adopted",
        "give the paper another key in the file",
        _keys(
            "@misc{iclr2023flying, title = {Sinking Boats}, year = 2023}\n",
            "[ICLR'23] [Sinking Boats](https://openreview.net/pdf?id=bOaTs), Boat Club\n",
        ),
    )
    KEY_UNSAFE = Rule(
        "key-unsafe",
        WARNING,
        "of keys --from: no key that every BibTeX program takes; not adopted",
        "write the key in ASCII letters, digits and : . + / _ -",
        _keys("@misc{größe, title = {Flying Kites}, year = 2023}\n"),
    )
    OVERRIDE_UNMATCHED = Rule(
        "override-unmatched",
        WARNING,
        "a correction for no paper of the list, or for several; left out",
        "name the paper by its citation key, see plbib keys",
        _record('["boats2023"]\npage = "1-9"\n'),
    )
    OVERRIDE_UNKNOWN_FIELD = Rule(
        "override-unknown-field",
        WARNING,
        "a correction of no field that there is; left out",
        "name the field as CSL-JSON has it (TOML) or as BibTeX and biblatex have it (.bib)",
        _record(f'{_PAPER}pages = "1-9"\n'),
    )
    OVERRIDE_REPEATED = Rule(
        "override-repeated",
        WARNING,
        "a field of one paper corrected in two ways; the last is taken",
        "keep one of the two",
        _record(f'{_PAPER}page = "1-9"\n[iclr2023flying]\npage = "1-8"\n'),
    )
    UNREAD_BLOCK = Rule(
        "unread-block",
        WARNING,
        "of a .bib: a macro that could not be read; left out",
        "check its braces, its commas and that it has fields",
        _bib(f"{_ENTRY}\n}}\n@string{{kites}}\n"),
    )
    REPEATED_FIELD = Rule(
        "repeated-field",
        WARNING,
        "of a .bib: a field given twice; the first is taken, as by BibTeX",
        "keep one of them",
        _field("year = {2024}"),
    )
    MENDED_ENTRY = Rule(
        "mended-entry",
        WARNING,
        "of a .bib: an entry that BibTeX would not read, or not all of it; read as it was meant",
        "write the key, the comma or the brace that is missing",
        _bib(f"{_ENTRY}\n  note = {{Signed}}\n}}\n"),
    )
    UNKNOWN_COMMAND = Rule(
        "unknown-command",
        WARNING,
        "of a .bib: a command of TeX that plbib does not know; its argument, or its name, stands for it",
        "write what it prints, or define it in an @preamble with \\newcommand",
        _bib("@misc{kites, title = {The \\Kiting{bird}}, year = 2023}\n"),
    )
    NOT_UTF8 = Rule(
        "not-utf8",
        WARNING,
        "of a .bib: bytes that are not UTF-8; read as Latin-1",
        "save the file as UTF-8",
        "a .bib that an older program saved as Latin-1 or Windows-1252",
    )
    UNDEFINED_MACRO = Rule(
        "undefined-macro",
        WARNING,
        "of a .bib: a macro that nothing above defines; its name is taken as text",
        "define it further up, or put braces around the text",
        _field("publisher = kitepress"),
    )
    MISSING_CROSSREF = Rule(
        "missing-crossref",
        WARNING,
        "of a .bib: an entry takes fields from another, which is not there",
        "add that entry, or write its fields into this one",
        _field("crossref = {kites2023}"),
    )
    VENUE_JOURNAL = Rule(
        "venue-journal",
        INFO,
        "tagged as a conference, published in its journal",
        "nothing to mend in its own journal; check the tag if it is another",
        Example(
            "plbib check",
            {
                "list.md": _KITES.replace("ICLR", "VLDB"),
                "plbib.toml": _CONFIG,
                "corrections.toml": f'{_PAPER}type = "article-journal"\n'
                'container-title = "Proceedings of the VLDB Endowment"\nverified = true\n',
            },
        ),
        Instead(WARNING, "if in another journal"),
    )
    NO_PAPERS = Rule(
        "no-papers",
        INFO,
        "one of several files, or of a folder, in which no paper was found",
        "nothing to mend, unless it lists papers",
        Example("plbib check list.md about.md", {"list.md": _KITES, "about.md": "# About\n\nKites fly.\n"}),
    )
    CORRECTED = Rule(
        "corrected",
        INFO,
        "there is a correction of the paper (an erratum, a corrigendum); the paper stands",
        "nothing to mend in the list; whoever uses the paper should read it",
        _noticed("correction"),
    )
    COMMENTED_ENTRY = Rule(
        "commented-entry",
        INFO,
        "an entry inside an HTML comment, not listed",
        "take it out of the comment, or delete it",
        _line(f"<!-- {_KITES.strip()} -->\n"),
    )
    LOST_LINK = Rule(
        "lost-link",
        INFO,
        "a link is gone today; whether it stays so, another day tells",
        "check the links again on another day",
        "https://kites.example/gone.pdf, which answers 404 (plbib check --links)",
        together="links are gone today",
    )
    UNCHECKED_LINK = Rule(
        "unchecked-link",
        INFO,
        "whether a link still leads somewhere could not be told: its host refuses programs, is busy, or did not answer",
        "open it yourself, if you doubt it",
        "https://kites.example/paper, which answers 403 (plbib check --links)",
        together="links could not be checked",
    )
    UNRESOLVED_ENTRY = Rule(
        "unresolved-entry",
        INFO,
        "only the list knows the paper; no record says more of it",
        "look it up (plbib resolve), give records that you have (plbib build --from papers.bib), "
        "or correct it by hand (docs/corrections.md)",
        _line(_KITES),
        together="papers are not verified: only the list knows them",
    )
    LEFT_OUT_LINE = Rule(
        "left-out-line",
        INFO,
        "a line under a heading that by its name lists no papers (News, Tools, Courses), or a row that names none",
        "name the section otherwise, if it lists papers",
        _line(f"{_KITES}\n## Tutorials\n- [How to Fly Kites](https://kites.example/how.pdf), ICLR 2023\n"),
    )
    EMPTY_SECTION = Rule(
        "empty-section",
        INFO,
        "a heading with nothing below it",
        "list papers there, or take the heading out",
        _line(f"# Papers\n\n## Kites\n{_KITES}\n## Boats\n"),
    )
    FORMAT_SAMPLE = Rule(
        "format-sample",
        INFO,
        "shows the format of an entry, is none",
        "nothing to mend",
        _line("[ICLR'23] [Title](https://example.org), Affiliation\n"),
    )
    REPAIRED = Rule(
        "repaired",
        INFO,
        "what a publisher's export got wrong, and what was made of it",
        "nothing to mend",
        _field("pages = {1–9}"),
    )
    OVERRIDDEN = Rule(
        "overridden",
        INFO,
        "a correction that was made",
        "nothing to mend; remove the correction once the record says the same",
        _record(f'{_PAPER}page = "1-9"\n'),
    )
    KEY_UNMATCHED = Rule(
        "key-unmatched",
        INFO,
        "of keys --from: a paper that the list does not have",
        "nothing to mend, unless it is listed under another title",
        _keys("@misc{boats, title = {Sinking Boats}, year = 2023}\n"),
    )
    NO_TEX_FORM = Rule(
        "no-tex-form",
        INFO,
        "a character that TeX has no command for; UTF-8 in the .bib",
        "compile with LuaLaTeX or XeLaTeX and a font that has the characters",
        _field("note = {風}"),
    )
    NO_BIB_FIELD = Rule(
        "no-bib-field",
        INFO,
        "a book, report or the like that stands in something, for which its entry has no field; left out of the .bib",
        "put it into the note or the series, or correct the type; CSL-JSON has it",
        Example(
            "plbib check items.json",
            {"items.json": '[{"id": "k", "type": "report", "title": "Kites", "container-title": "Notes"}]\n'},
        ),
    )

    def __str__(self) -> str:
        return self.value.code

    def finding(
        self,
        message: str,
        cure: str | None = None,
        place: Place | None = None,
        key: str = "",
        *,
        instead: bool = False,
        edit: Edit | None = None,
    ) -> Finding:
        """A finding of this code; the cure is the rule's if none is given, the severity what the rule says.

        ``instead`` picks the rule's other severity. Raises :class:`ValueError` if it has none.
        """
        rule = self.value
        if instead and not rule.instead:
            raise ValueError(f"{rule.code} has one severity")
        severity = rule.instead.severity if instead and rule.instead else rule.severity
        cure = rule.cure if cure is None else cure
        return Finding(code=rule.code, severity=severity, message=message, cure=cure, place=place, key=key, edit=edit)


def together(findings: tuple[Finding, ...], *, shortened: bool = True) -> tuple[Finding, ...]:
    """``findings`` with one in place of many of a code whose rule has a sentence for all of them.

    ``shortened``, for people to read, of others that are alike only the first few stay, and one for all the rest. The
    joint ones stand last, the worst first.
    """
    alike: dict[tuple[str, Severity], list[Finding]] = defaultdict(list)
    for finding in findings:
        alike[finding.code, finding.severity].append(finding)
    joint: list[Finding] = []
    told: set[int] = set()
    for code, severity in sorted(alike, key=lambda kind: (_SEVERITIES.index(kind[1]), _ORDER[kind[0]])):
        same, rule = alike[code, severity], _RULES[code]
        rest = same if rule.together else same[_SHOWN:]
        if len(rest) > 1 and (rule.together or (shortened and len(same) > _ALIKE)):
            told.update(map(id, rest))
            what = f"{len(rest):,} {rule.together}" if rule.together else _more(rest)
            cure = rule.cure if rule.together else ""
            joint.append(Finding(code=code, severity=severity, message=f"{what} (-v names each)", cure=cure))
    return (*(finding for finding in findings if id(finding) not in told), *joint)


def _more(findings: list[Finding]) -> str:
    lines = [str(finding.place.line) for finding in findings if finding.place and finding.place.line][:_LINES]
    on = f", on lines {', '.join(lines)} …" if lines else ""
    return f"{len(findings):,} more like these{on}"


_RULES = {str(code): code.value for code in Code}
_ORDER = {code: number for number, code in enumerate(_RULES)}
_SEVERITIES = [*Severity]
_SHOWN, _ALIKE, _LINES = 3, 6, 8
"""Of more than so many alike, the first few are shown, and the lines of some others."""


def worst_first(findings: tuple[Finding, ...]) -> list[Finding]:
    """``findings`` by how bad they are, then as their codes stand in the table, then in the order they have."""
    return sorted(
        findings,
        key=lambda finding: (_SEVERITIES.index(finding.severity), _ORDER.get(finding.code, len(_ORDER))),
    )
