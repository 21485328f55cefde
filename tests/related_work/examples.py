"""Papers as drafts tell them, for ``tests/pinned/calls.py``."""

from collections.abc import Callable

from plbib.model import Library, Record
from plbib.related_work.fragment import fragment
from plbib.related_work.grouping import WorkGroup, group_works
from plbib.related_work.markers import MARKDOWN, TEX, FragmentFile, Notation, read
from plbib.related_work.options import DraftOptions
from plbib.related_work.prose import Narration, paragraph
from plbib.related_work.sections import DraftSection, sections
from plbib.related_work.sentences import Part, Sentence
from plbib.related_work.wording import LANGUAGES, Language, Words, language
from plbib.related_work.words import COLUMNS, COMMANDS, FORMS, GROUPINGS, LEVELS, TEXTS
from plbib.related_work.works import Work, work
from plbib.related_work.writers import FragmentWriter, Latex, Markdown
from tests.pinned.calls import Values
from tests.pinned.examples import of_papers
from tests.related_work.test_whole_drafts import paper

_MANY = [work(paper(at)) for at in range(26)]


def _in_drafts(values: Values, at: int) -> Values:
    library: Library = values[Library][0]
    works = [work(record) for record in values[Record]]
    told = language(LANGUAGES[at % len(LANGUAGES)])
    options = DraftOptions(
        form=TEXTS[at % len(TEXTS)],
        to="md" if at % 4 == 3 else "tex",
        cite=("cite", "citet", "citep", "parencite")[at % 4],
        language=LANGUAGES[at % len(LANGUAGES)],
        two_column=at % 3 == 0,
        abstracts=at % 5 == 0,
    )
    writer: FragmentWriter = Markdown(options) if options.to == "md" else Latex(options)
    narration = Narration(language=told, textual=at % 2 == 1, abstracts=at % 5 == 0, quotes=at % 3 == 0)
    groups = group_works(library, ("category", "venue", "year", "topic")[at % 4])
    text = fragment(library, options)
    sentences = [sentence for group in groups for sentence in paragraph(group, narration)]
    return values | {
        Work: works,
        WorkGroup: groups,
        Language: [told],
        Words: [told.words],
        Narration: [narration],
        FragmentWriter: [writer],
        DraftOptions: [options],
        Notation: [MARKDOWN if options.to == "md" else TEX],
        FragmentFile: [read(text)],
        Sentence: sentences,
        Part: [part for sentence in sentences for part in sentence.parts],
        DraftSection: [*sections(groups, "Kites", narration, writer)],
        ("name", str): COLUMNS,
        ("asked", tuple[str, ...]): [COLUMNS[:3], COLUMNS[at % 3 : at % 3 + 4], ()],
        ("names", tuple[str, ...]): [COLUMNS[at % 3 : at % 3 + 4]],
        ("by", str): GROUPINGS,
        ("form", str): FORMS,
        ("level", str): LEVELS,
        ("command", str): [*COMMANDS],
        ("cite", str): [*COMMANDS],
        ("bib", str): ["bibtex", "biblatex"],
        ("titles", tuple[str, ...]): [tuple(one.title for one in [*works, *_MANY[at % 9 :]])],
        ("key_of", Callable[[str], str]): [str.lower],
        ("text", float): [0.0, 3.5, 40.0, 80.5],
        ("width", float): [4.0, 40.0],
        ("old", str): [text],
        ("new", str): [fragment(values[Library][1], options)],
    }


EXAMPLES = [_in_drafts(values, at) for at, values in enumerate(of_papers()[::3])]
