"""Pictures beside a title: those that mark a paper (``🔥``, ``🏆``) are its tags, icons of links are not."""

from plbib.text.patterns import regex

_PICTURE = (
    r"[\u2600-\u2604\u2614\u2615\u2618\u2620-\u2623\u26a0\u26a1\u26bd\u26be\u26d4\u2705\u2708\u270a-\u270c\u2728\u2744\u274c"
    r"\u2753-\u2755\u2757\u2763\u2764\u2795\u2b50\U0001f170-\U0001f19a\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff]"
)
"""What is shown in colour; stars, crosses and envelopes that stand at names are not among them."""
_SHADE = "[\ufe0e\ufe0f\u200d\U0001f3fb-\U0001f3ff]"
_PICTURES = regex(rf"[\U0001f1e6-\U0001f1ff]{{2}}|{_PICTURE}{_SHADE}*(?:(?<=\u200d){_PICTURE}{_SHADE}*)*")
_LAST = regex(rf"{_PICTURE}(?={_SHADE}?[\s\[(]*$)")
_FIRST = regex(rf"(?:(?:{_PICTURES.pattern})[\s:|]*)+")
_BEHIND = regex(rf"(?:\s*(?:{_PICTURES.pattern}))+\s*$")
_SHADES = regex(rf"{_SHADE}+$")
_ICONS = frozenset("📄📃📝📑📜📰📖📚📕📗📘📙💻🖥🌐🌍🌎🌏🔗🎥🎬📹📽🎞📺📊📈📁📂🗂📦🤗🏠🐙🎤🛠🔧⚙📎📥💾📷🗃🐱")
"""Pictures that say what a link leads to, as words do, and nothing of the paper."""


def take(text: str, tags: list[str]) -> str:
    """``text`` without its pictures; those that mark a paper are put among ``tags``, each once."""
    if text.isascii():
        return text
    for match in _PICTURES.finditer(text):
        mark = _SHADES.sub("", match[0])
        if mark not in _ICONS and mark not in tags:
            tags.append(mark)
    return _PICTURES.sub(" ", text)


def is_picture(tag: str) -> bool:
    """Whether a tag is a picture and nothing else."""
    return _PICTURES.fullmatch(tag) is not None


def without_icon(text: str) -> str:
    """What stands before a link, without the picture right before it: ``🎓 [Scholar](…)``."""
    return text if text.isascii() else _LAST.sub("", text)


def trim(title: str, tags: list[str]) -> str:
    """``title`` without the pictures before and behind it, which are put among ``tags``."""
    if title.isascii():
        return title
    first, last = _FIRST.match(title), _BEHIND.search(title)
    start, end = first.end() if first else 0, last.start() if last else len(title)
    if start >= end:
        return title
    take(title[:start] + title[end:], tags)
    return title[start:end]
