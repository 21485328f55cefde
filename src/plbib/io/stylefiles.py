"""Styles that are given by their files: the one rule that tells a path from a name."""

CSL, BST = ".csl", ".bst"
KEPT = 8
"""So many styles that were read last are kept as they were made ready, for the next list."""


def is_style_file(style: str, *suffixes: str) -> bool:
    """Whether a style is the path of a file, not a name: it ends with ``.csl`` or ``.bst``, in upper or lower case.

    With ``suffixes`` only those count. BibTeX's own styles have no other names than those of their files.
    """
    return style.lower().endswith(suffixes or (CSL, BST))
