"""Rows of tables: as many to a page as fit it."""

import pytest

from plbib.related_work.options import DraftOptions
from plbib.related_work.tables import columns, tables
from plbib.related_work.wording import language
from plbib.related_work.writers import Latex
from tests.related_work.drafts import section, work


@pytest.mark.parametrize(
    ("ems", "rows", "pages"),
    [
        (40, 36, 1),  # a line of a table across two columns holds it, one of a narrow one does not
        (40, 37, 2),
        (44, 18, 1),  # two lines each
        (44, 19, 2),
    ],
)
def test_rows_that_fit_a_page_are_one_table(ems: int, rows: int, pages: int) -> None:
    some = section("Kites", works=[work(f"k{n}", "凧" * ems) for n in range(rows)])
    only = columns(("title",), language("en"))
    for paged in (True, False):
        made = tables([some], only, Latex(DraftOptions()), paged=paged)
        assert len(made) == (pages if paged else 1)
        assert sum(bool(row.cells) for table in made for row in table.rows) == rows
