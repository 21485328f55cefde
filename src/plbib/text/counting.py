"""Numbers of things, as people read them."""


def count_noun(number: int, noun: str, several: str = "") -> str:
    """``1 paper``, ``1,000 papers``; ``several`` where an s is not enough."""
    return f"{number:,} {noun if number == 1 else several or f'{noun}s'}"
