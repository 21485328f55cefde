"""What the columns of a table hold, by the words of its header."""

import re

from plbib.text.patterns import regex

_HEADERS = (
    (
        "title",
        regex(
            r"\b(?:titles?|papers?(?: name| title)?|works?|articles?|references?|readings?)\b|"
            r"论文|标题|题目|\b(?:titel|titre|t[íi]tulo|titolo|название|заглавие)\b|제목|タイトル|題名",
            re.IGNORECASE,
        ),
    ),
    (
        "note",
        regex(
            r"\b(?:descriptions?|summary|notes?|intro\w*|comments?|features?|abstract|tl;?dr|types?|tasks?|"
            r"keywords?|tags?|stars?|category|recom|topic|session|presentation|decision|"
            r"presenters?|speakers?|discussants?|scribes?)\b|报告人|主讲|分享人|汇报人|発表者|発表担当|발표자",
            re.IGNORECASE,
        ),
    ),
    (
        "authors",
        regex(r"\b(?:authors?|autor(?:en|es)?|auteurs?|autor[ei]|verfasser|авторы?)\b|作者|저자|著者", re.IGNORECASE),
    ),
    (
        "date",
        regex(
            r"\b(?:year|date|time|month|published on|released?|jahr|année|año|ano|anno|год)\b|时间|日期|年份|연도",
            re.IGNORECASE,
        ),
    ),
    (
        "venue",
        regex(
            r"\b(?:venues?|conf\w*|journals?|pub\w*|proceedings|source|where|zeitschrift|revue|revista|rivista|"
            r"журнал)\b|会议|期刊|학술지|掲載誌",
            re.IGNORECASE,
        ),
    ),
    (
        "affiliation",
        regex(r"\b(?:affiliations?|institut\w*|org\w*|team|company|university|lab|groups?)\b|机构", re.IGNORECASE),
    ),
    (
        "link",
        regex(
            r"\b(?:links?|code|pdf|url|arxiv|doi|project|github|materials?|repo\w*|web\w*|data\w*|video|app|demo|slides?|poster|page)\b|链接|代码",
            re.IGNORECASE,
        ),
    ),
    (
        "short",
        regex(
            r"\b(?:abbr\w*|methods?|models?|names?|acronym|systems?|algorithms?|frameworks?|tools?)\b|方法|简称",
            re.IGNORECASE,
        ),
    ),
)


_NUMBER = regex(r"(?i)\w\W*\b(?:id|ids|no|nr|number|rank)\W*$")
"""``Paper ID``"""


def role_of_header(text: str) -> str:
    """What a column holds by the words of its header; empty if they do not tell."""
    if not text or len(text) > 60 or _NUMBER.search(text):
        return ""
    hits = [name for name, pattern in _HEADERS if pattern.search(text)]
    if "venue" in hits and "affiliation" in hits:
        return "venue"
    return hits[0] if hits else ""
