"""What can be copied and downloaded of papers that a reader chooses: the parts from which a file is put together."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from plbib.formats import csljson, ris
from plbib.formats.bib import biblatex, bibtex
from plbib.model import Library, Record
from plbib.rendering.marks import CLOSE, OPEN, Mark
from plbib.rendering.output.text import to_text
from plbib.rendering.references import references


class CopiedFormat(Struct, frozen=True, kw_only=True):
    """A format of which the page puts files together: texts of papers with ``between``, after ``before``.

    ``counted``: ``before`` is followed by a line that says how many there are, as a comment of BibTeX.
    """

    name: str
    title: str
    suffix: str
    media_type: str
    before: str = ""
    between: str = ""
    after: str = ""
    counted: bool = False


class Copies(Struct, frozen=True, kw_only=True):
    """The formats and styles on offer, and by citation key the texts of a paper in their order."""

    formats: tuple[CopiedFormat, ...]
    styles: tuple[str, ...]
    texts: dict[str, tuple[str, ...]]


_Entry = Callable[[Record], str]


def copies(library: Library, styles: Sequence[str]) -> Copies:
    """All that can be copied of ``library``: its papers in four formats, and as references in ``styles``."""
    formats, entries = zip(*_formats(library), strict=True)
    styled = [_references(library, style) for style in styles]
    return Copies(
        formats=formats,
        styles=tuple(styles),
        texts={
            record.key: (*(entry(record) for entry in entries), *(texts.get(record.key, "") for texts in styled))
            for record in library.records
        },
    )


def _formats(library: Library) -> list[tuple[CopiedFormat, _Entry]]:
    empty = replace(library, records=(), categories=())

    def bib(name: str, title: str, header: bytes) -> CopiedFormat:
        before = "".join(header.decode().splitlines(keepends=True)[:-1])  # the last line counts no entries
        media_type = bibtex.FORMAT.media_type
        return CopiedFormat(name=name, title=title, suffix=".bib", media_type=media_type, before=before, counted=True)

    json = CopiedFormat(
        name="csljson",
        title="CSL-JSON",
        suffix=".json",
        media_type=csljson.FORMAT.media_type,
        before="[\n",
        between=",\n",
        after="\n]\n",
    )

    def alone(record: Record) -> Library:
        return replace(library, records=(record,))

    return [
        (bib("bibtex", "BibTeX", bibtex.write(empty)), bibtex.entry),
        (bib("biblatex", "biblatex", biblatex.write(empty)), biblatex.entry),
        (json, lambda record: csljson.write(alone(record)).decode()[len(json.before) : -len(json.after)]),
        (
            CopiedFormat(name="ris", title="RIS", suffix=".ris", media_type=ris.FORMAT.media_type),
            lambda record: ris.write(alone(record)).decode(),
        ),
    ]


def _references(library: Library, style: str) -> dict[str, str]:
    """The text of each reference by key, without the number that it has in the list."""
    return {one.key: to_text(_without_label(one.marked)) for one in references(library, style).references}


def _without_label(marked: str) -> str:
    before, label, rest = marked.partition(OPEN[Mark.LEFT])
    return before + rest.partition(CLOSE[Mark.LEFT])[2] if label else marked
