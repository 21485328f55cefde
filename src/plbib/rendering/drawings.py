"""Counts as drawings of boxes and labels: bars, and a grid of years. One drawing is written as SVG or as TikZ."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from unicodedata import east_asian_width

from msgspec import Struct

from plbib.text.html import escape

VENUES = 12
YEARS = 50
_LABELS, _BARS = 0.3, 0.6
"""The parts of a line that labels take, and bars."""
_LIGHTEST, _DARKEST = 12, 50
_SVG_WIDTH, _SVG_LINE = 720, 22
_SVG_LEADING, _SVG_LETTER = 14, 6.2
"""Between the lines of a label; the width of a letter."""


class Box(Struct, frozen=True, kw_only=True):
    """A filled box: ``x`` and ``width`` in parts of a line, ``y`` and ``height`` in rows; ``shade`` in hundredths."""

    x: float
    y: float
    width: float
    height: float
    shade: int


class Label(Struct, frozen=True, kw_only=True):
    """A text at a place: it ends there (``east``), begins there (``west``) or has its ``center`` there.

    ``room`` is the part of a line that it may take before it is broken; 0: it is short.
    """

    x: float
    y: float
    text: str
    anchor: str = "center"
    room: float = 0.0


class Drawing(Struct, frozen=True, kw_only=True):
    """Boxes and labels, a line wide and so many ``rows`` high."""

    boxes: tuple[Box, ...]
    labels: tuple[Label, ...]
    rows: float


class GridRow(Struct, frozen=True, kw_only=True):
    """A row of a grid: how many of each column; its ``height`` in rows of one line."""

    label: str
    counts: tuple[int, ...]
    height: float = 1.0


# Counting -------------------------------------------------------------------------------------------------------------


def by_year(counts: Mapping[int, int], most: int = YEARS) -> list[tuple[int, int]]:
    """Year and count, all years between the first and the last included if they are no more than so many."""
    years = sorted(year for year in counts if counts[year])
    if years and years[-1] - years[0] <= most:
        years = [*range(years[0], years[-1] + 1)]
    return [(year, counts.get(year, 0)) for year in years[-most - 1 :]]


def commonest(names: Iterable[str], most: int = VENUES) -> list[tuple[str, int]]:
    """The commonest names with their counts, the first one first."""
    counts = Counter(filter(None, names))
    return sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:most]


def year_grid(
    groups: Sequence[tuple[str, Sequence[int]]], most: int, whole: Sequence[int]
) -> tuple[list[str], list[GridRow]]:
    """The heads and rows of a grid: how many of each year a group has, by the years of its members.

    ``whole`` are the years of all, from which the columns are taken.
    Of more years than ``most`` the first column stands for all before it, too. Groups without any year are left out.
    """
    counts = [(label, Counter(years)) for label, years in groups]
    years = [year for year, _ in by_year(Counter(whole))]
    shown = years[-most:]
    heads = [f"≤ {year}" if year == shown[0] and len(shown) < len(years) else str(year) for year in shown]
    rows = []
    for label, one in counts:
        early = sum(count for year, count in one.items() if year < shown[0]) if one else 0
        columns = tuple(one[year] + (early if year == shown[0] else 0) for year in shown)
        rows.append(GridRow(label=label, counts=columns, height=_row_height(label)))
    return heads, [row for row in rows if any(row.counts)]


# Drawing --------------------------------------------------------------------------------------------------------------


def bars(rows: Sequence[tuple[str, int]]) -> Drawing:
    """A bar a row, its label before it and its count behind it."""
    most = max((count for _, count in rows), default=1)
    boxes, labels = [], []
    for number, (name, count) in enumerate(rows):
        length = _BARS * count / most
        boxes.append(Box(x=_LABELS + 0.02, y=number + 0.15, width=length, height=0.7, shade=_DARKEST))
        labels.append(Label(x=_LABELS, y=number + 0.5, text=name, anchor="east", room=_LABELS))
        labels.append(Label(x=_LABELS + 0.03 + length, y=number + 0.5, text=str(count), anchor="west"))
    return Drawing(boxes=tuple(boxes), labels=tuple(labels), rows=len(rows))


def grid(heads: Sequence[str], rows: Sequence[GridRow], most: int) -> Drawing:
    """A box for each count that is not 0, the darker the nearer to ``most``; heads of columns above."""
    step = (1 - _LABELS - 0.02) / max(len(heads), 1)
    middles = [_LABELS + 0.02 + (number + 0.5) * step for number in range(len(heads))]
    labels = [Label(x=x, y=0.5, text=head) for x, head in zip(middles, heads, strict=True)]
    boxes, top = [], 1.0
    for row in rows:
        labels.append(Label(x=_LABELS, y=top + row.height / 2, text=row.label, anchor="east", room=_LABELS))
        for x, count in zip(middles, row.counts, strict=True):
            if count:
                shade = _LIGHTEST + round((_DARKEST - _LIGHTEST) * min(count / max(most, 1), 1))
                boxes.append(
                    Box(x=x - 0.46 * step, y=top + 0.08, width=0.92 * step, height=row.height - 0.16, shade=shade)
                )
                labels.append(Label(x=x, y=top + row.height / 2, text=str(count)))
        top += row.height
    return Drawing(boxes=tuple(boxes), labels=tuple(labels), rows=top)


# Writing --------------------------------------------------------------------------------------------------------------

SVG_START = '<svg xmlns="http://www.w3.org/2000/svg" class="plbib"'
"""How a picture of plbib's begins."""
_ANCHORS = {"east": "end", "west": "start", "center": "middle"}


def to_svg(drawing: Drawing, title: str, description: str = "") -> str:
    """The drawing as a picture with a title for those who cannot see it; letters have the colour of the text around.

    ``description`` says what it shows. A label that is longer than its room is broken into lines.
    """
    height = round(drawing.rows * _SVG_LINE)
    lines = [
        f'{SVG_START} viewBox="0 0 {_SVG_WIDTH} {height}" role="img" font-family="sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>",
        *([f"<desc>{escape(description)}</desc>"] if description else []),
    ]
    for box in drawing.boxes:
        x, width = _SVG_WIDTH * box.x, _SVG_WIDTH * box.width
        y, high = _SVG_LINE * box.y, _SVG_LINE * box.height
        lines.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{high:.1f}"'
            f' fill="#1f6feb" fill-opacity="{box.shade / 100:.2f}"/>'
        )
    lines += [text for label in drawing.labels for text in _texts(label)]
    return "\n".join([*lines, "</svg>", ""])


def _texts(label: Label) -> Iterator[str]:
    """The lines of a label; a word that is too long by itself is pressed into its room."""
    parts = _broken(label.text) if label.room else [label.text]
    x, room = _SVG_WIDTH * label.x, _SVG_WIDTH * label.room - 8
    for number, part in enumerate(parts):
        y = _SVG_LINE * label.y + 4 + _SVG_LEADING * (number - (len(parts) - 1) / 2)
        is_long = label.room and _letters(part) * _SVG_LETTER > room
        fit = f' textLength="{room:.0f}" lengthAdjust="spacingAndGlyphs"' if is_long else ""
        yield (
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{_ANCHORS[label.anchor]}" fill="currentColor"{fit}>'
            f"{escape(part)}</text>"
        )


def _broken(text: str) -> list[str]:
    """A label in lines of its room, as far as its words allow."""
    most = int((_SVG_WIDTH * _LABELS - 8) / _SVG_LETTER)
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if _letters(longer) <= most or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _letters(text: str) -> int:
    """The width of a text in letters, of which one of Chinese is two."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)


def _row_height(label: str) -> float:
    """The rows that a label takes."""
    return 1 + (len(_broken(label)) - 1) * _SVG_LEADING / _SVG_LINE
