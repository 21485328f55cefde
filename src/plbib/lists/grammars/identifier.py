"""``10.1038/s41586-021-03819-2``: an entry that is only an identifier or its address; the title is not known."""

from plbib.lists import shapes, titles
from plbib.lists.lexed import Fields, Lexed, Title, light
from plbib.papers.identifiers import identify

_LONGEST = 400


def title(lexed: Lexed) -> Title | None:
    """The identifier in the place of a title, if the block holds nothing else."""
    text = lexed.text
    if len(text) > _LONGEST or len(lexed.tokens) > 1:
        return None
    link = next(iter(lexed.links), None)
    if link is not None:
        label = titles.plain(link.label)
        if not light(text[: link.start] + text[link.end :]) or not (not label or shapes.is_id(label)):
            return None
    elif lexed.tokens:
        return None
    paper = identify(link.target if link else titles.plain(text).rstrip("."))
    if paper is None:
        return None
    kind = "arXiv" if paper.kind == "arxiv" else paper.kind
    return Title(0, len(text), f"{kind}:{paper.value}", 3, link, said=Fields())
