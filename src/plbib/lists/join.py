"""The readings of several files as one, with the files as top categories."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from plbib.model import Category, CategoryPath, Entry, Reading


class FileReading(Struct, frozen=True, kw_only=True):
    """One file's reading, and the category that its entries stand in; none for a file that is one paper."""

    reading: Reading
    file: str
    category: str


def join(parts: Sequence[FileReading], title: str) -> Reading:
    """One reading of all ``parts``, in their order, called ``title``; of files with one title the category is one."""
    categories: dict[CategoryPath, Category] = {}
    for part in parts:
        for category in _categories(part):
            categories.setdefault(category.path, category)
    return Reading(
        title=title,
        entries=tuple(_below(part, entry) for part in parts for entry in part.reading.entries),
        commented=tuple(_below(part, entry) for part in parts for entry in part.reading.commented),
        categories=tuple(categories.values()),
        findings=tuple(finding for part in parts for finding in part.reading.findings),
    )


def _path(part: FileReading, path: CategoryPath) -> CategoryPath:
    return (part.category, *path) if part.category else path


def _below(part: FileReading, entry: Entry) -> Entry:
    return replace(entry, category=_path(part, entry.category))


def _categories(part: FileReading) -> list[Category]:
    """The categories of a part; the file itself is one if entries stand above its first heading."""
    below = [replace(category, path=_path(part, category.path), file=part.file) for category in part.reading.categories]
    direct = part.category and any(not entry.category for entry in part.reading.entries)
    return [Category(path=(part.category,), line=1, file=part.file), *below] if direct else below
