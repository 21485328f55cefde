"""Marks that stand in a form in the places of what differs between entries: characters without a meaning."""

MARKS = tuple(map(chr, range(0xE000, 0xE015)))
TITLE, URL, ROLE, VENUE, YEAR, SHORT, MONTH, MON, MM, DAY, *_OTHERS = MARKS
AUTHORS, AFFILIATION, NAME, LABEL, LINK, NUMBER, VOLUME, ISSUE, PAGES, IDENTIFIER, TAG = _OTHERS
DATE_MARKS = "".join((YEAR, SHORT, MONTH, MON, MM, DAY))
APOSTROPHES = "'’‘`´ʼ"
