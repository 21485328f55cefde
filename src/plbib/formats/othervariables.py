"""CSL-JSON as other programs have it: Crossref's own names and lists, dates without their level of lists."""

from collections.abc import Mapping
from typing import Any

_RENAMED = {
    "short-container-title": "container-title-short",
    "publisher-location": "publisher-place",
    "article-number": "number",
    "event": "event-title",
    "shortTitle": "title-short",
    "journalAbbreviation": "container-title-short",
}
"""Names of older or other programs → CSL's."""
_TITLES = frozenset(
    {"title", "container-title", "container-title-short", "original-title", "subtitle", "short-container-title"}
)
_PUBLISHED = ("published-print", "published", "published-online", "posted", "approved")
"""Crossref's dates, the first that is there being the one that people cite."""
_DATES = frozenset({"issued", "accessed", "event-date", "original-date", *_PUBLISHED})
FOREIGN = frozenset({*_RENAMED, *_PUBLISHED, "subtitle", "journal-issue"})
"""Names of variables that are not CSL's."""


def as_csl(row: Mapping[str, Any]) -> dict[str, Any]:
    """``row`` with what is told in other names or shapes as CSL has it; what CSL has no variable for stays."""
    made = {name: _one(name, value) for name, value in row.items()}
    _event(made)
    for written, name in _RENAMED.items():
        value = made.get(written)
        if name not in made and isinstance(value, str | int) and not (written == "article-number" and made.get("page")):
            made[name] = made.pop(written)
    if not made.get("issued"):
        dated = next((name for name in _PUBLISHED if made.get(name)), None)
        made |= {"issued": made.pop(dated)} if dated else {}
    part = made.get("journal-issue")
    if isinstance(part, dict) and "issue" in part and "issue" not in made:
        made["issue"] = part["issue"]
    title, end = made.get("title"), made.get("subtitle")
    if isinstance(title, str) and isinstance(end, str):
        del made["subtitle"]
        made["title"] = title if end.lower() in title.lower() else f"{title}: {end}"
    return made


def _one(name: str, value: Any) -> Any:
    """A value in CSL's shape: of several titles the first, of an empty date none."""
    if name in _TITLES and isinstance(value, list):
        return next((text for text in value if isinstance(text, str) and text), None)
    if name == "keyword" and isinstance(value, list) and all(isinstance(word, str) for word in value):
        return ", ".join(value)
    if name in _DATES:
        return _date(value)
    return value


def _date(value: Any) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return {"date-parts": [[value]]}
    parts = value.get("date-parts") if isinstance(value, dict) else None
    if not isinstance(parts, list):
        return value
    if parts and not any(isinstance(day, list) for day in parts):  # one day without the list around it
        return value | {"date-parts": [parts]}
    empty = all(isinstance(day, list) and not any(part is not None for part in day) for day in parts)
    return None if empty and value.keys() == {"date-parts"} else value


def _event(made: dict[str, Any]) -> None:
    """Take an event that is an object apart."""
    event = made.get("event")
    if not isinstance(event, dict):
        return
    days = [day for name in ("start", "end") for day in (event.get(name) or {}).get("date-parts") or []]
    told = {
        "event-title": event.get("name"),
        "event-place": event.get("location"),
        "event-date": {"date-parts": days} if days else None,
    }
    del made["event"]
    made |= {name: value for name, value in told.items() if value and not made.get(name)}
