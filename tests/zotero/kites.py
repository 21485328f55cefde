"""Lists of papers of any length, for tests of a sync."""

TITLE = "Kites"


def kites(count: int, linked: int = 0, sections: int = 4) -> str:
    """A list of ``count`` papers in ``sections``, of which the first ``linked`` have a link beside their own."""
    rows, size = [f"# {TITLE}"], -(-count // sections)
    for number in range(count):
        if number % size == 0:
            rows.append(f"\n## Section {number // size + 1}")
        rows.append(paper(number, link=number < linked))
    return "\n".join(rows) + "\n"


def paper(number: int, *, link: bool = False) -> str:
    """A line of the list."""
    code = f" [code](https://example.org/code/{number})" if link else ""
    return f"[ICLR'23] [Kites of kind {number} aloft](https://arxiv.org/abs/2301.{number:05}), Kite Institute{code}"
