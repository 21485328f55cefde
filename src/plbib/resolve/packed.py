"""What dblp packs into the title of a volume, apart: its title, the event, where and when it was (§3.3)."""

import re

from msgspec.structs import replace

from plbib.model import Date, Item
from plbib.resolve.sources import records
from plbib.text import dates
from plbib.text.patterns import regex


def unpack(item: Item) -> Item:
    """``item`` with the official title of its volume, and its event; as it is, where nothing is packed."""
    packed = item.container_title or ""
    days = _DAYS.search(packed)
    named = _NAMED.fullmatch(packed[: days.start()].rstrip(" ,-")) if days else None
    if days and named:
        acronym, year, title = named["acronym"], int(named["year"]), named["title"]
        volume = records.venue(item.type, acronym, year)
        official = volume["container-title"]
        event = title.partition(": ")[2] if title.startswith(official) and ": " in title else title
        behind = [part for part in packed[days.end() :].split(", ") if part and "Proceedings" not in part]
        place = named["place"] or ", ".join(behind)
        item = replace(
            item,
            container_title=title if official == acronym else official,
            container_title_short=acronym,
            event_title=f"{event} ({acronym} {year})",
            event_place="Virtual" if place.lower() in _NOWHERE else place or None,
            event_date=_date(days),
            volume=item.volume or volume.get("volume") or None,
            publisher=item.publisher or volume.get("publisher") or None,
        )
    return item


_NOWHERE = frozenset({"virtual", "virtual event", "virtual conference"})
_MONTH = r"[A-Z][a-z]{2,8}"
_DAYS = regex(
    rf"\b(?:(?P<month>{_MONTH}) (?P<first>\d\d?)(?: ?- ?(?:(?P<other>{_MONTH}) )?(?P<last>\d\d?))?"
    rf"|(?P<day>\d\d?)(?: ?- ?(?P<until>\d\d?))? (?P<of>{_MONTH})),? (?P<year>(?:19|20)\d\d)\b"
)
"""``May 1-5, 2023``, ``April 29 - May 3, 2023``, ``25-28 June 2019``."""
_NAMED = regex(
    r"(?P<title>.+?)(?:, | - | \()(?P<acronym>[A-Z][A-Za-z&-]*(?:[ /][A-Z][A-Za-z&-]*)?) (?P<year>(?:19|20)\d\d)\)?"
    r"(?:, (?P<place>.+))?"
)
"""``The Eleventh …, ICLR 2023, Kigali, Rwanda``; the place can stand behind the days."""


def _date(days: re.Match[str]) -> Date | None:
    month = dates.month_number(days["month"] or days["of"])
    until = dates.month_number(days["other"]) if days["other"] else month
    last = days["last"] or days["until"]
    if not month or not until:
        return None
    start = (int(days["year"]), month, int(days["first"] or days["day"]))
    return Date(date_parts=(start, (int(days["year"]), until, int(last))) if last else (start,))
