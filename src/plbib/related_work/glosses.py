"""What people say of a work, as the sentence that tells it: never paraphrased, and in nobody's mouth."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from plbib.related_work.sentences import CodeSpan, Mention, Part
from plbib.text import markup
from plbib.text.patterns import regex
from plbib.text.unicode import clean


class Telling(Struct, frozen=True, kw_only=True):
    """A gloss and ``how`` it is told.

    ``does`` goes on from the work ("halves the string"), ``says`` stands behind a colon, ``quoted`` speaks in the
    first person. ``first`` is its first sentence without the full stop, ``rest`` the others.
    """

    how: str
    first: str
    rest: str = ""


def parse(gloss: str, name: str = "") -> Telling:
    """How to tell ``gloss`` of a work that is called ``name``, if it has a name."""
    text = _without_subject(_LABEL.sub("", gloss.strip()), name)
    if _FIRST_PERSON.search(_PROTECTED.sub(" ", text)):
        return Telling(how="quoted", first=gloss.strip())
    first, rest = first_sentence(text)
    bare = first.rstrip(".") if not first.endswith("...") else first
    if not bare.endswith("?") and begins_with_verb(bare):
        return Telling(how="does", first=_FIRST_LETTER.sub(lambda letter: letter[0].lower(), bare, count=1), rest=rest)
    return Telling(how="says", first=bare, rest=rest)


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence of ``text`` and the others; an abbreviation does not end one."""
    for match in _END.finditer(text):
        if not _ABBREVIATED.search(text[: match.start()]):
            return text[: match.start()].rstrip(), text[match.end() :].strip()
    return text.strip(), ""


def _without_subject(text: str, name: str) -> str:
    """``text`` without the words at its beginning that mean the work itself."""
    if name and text.casefold().startswith(name.casefold()):
        rest = text[len(name) :]
        if not rest[:1].isalnum() and not rest.startswith(("-", "'", "’")):
            return rest.lstrip(" :,–—-") or text
    match = _THIS_WORK.match(text)
    return text[match.end() :] if match and begins_with_verb(text[match.end() :]) else text


def without_whereabouts(text: str) -> str:
    """``text`` without sentences that only lead to code, slides and the like: in a paper they lead nowhere."""
    kept: list[str] = []
    while text:
        sentence, text = first_sentence(text)
        is_whereabouts = _THING.match(sentence) and _ADDRESS.search(sentence)
        if not is_whereabouts or len(_ADDRESS.sub(" ", sentence).split()) > _FEW:
            kept.append(sentence)
    return " ".join(kept)


def begins_with_verb(text: str) -> bool:
    """Whether ``text`` goes on from a subject in the third person: ``halves the string``, not ``ours is similar``.

    A plural (``experts share weights``) is told from a verb by what follows it; in doubt it is no verb.
    """
    text = _OPENING_MARK.sub("", text)
    match = _WORDS.match(text)
    if not match:
        return False
    word, follower = match[1].casefold(), (match[2] or "").casefold()
    if word.endswith("ly") and follower:  # ``greatly reduces``
        return begins_with_verb(text[match.end(1) :].lstrip())
    if word in _MODALS:
        return bool(follower)
    if not word.endswith("s") or word in _NO_VERBS or (_NO_VERB.search(word) and word not in _VERBS):
        return False
    if follower in _AFTER_VERBS:
        return word in _VERBS or follower not in _AFTER_BOTH or word in _WITH_PREPOSITION
    return bool(follower) and follower not in _AFTER_NOUNS and (word in _VERBS or not _BARE_VERB.fullmatch(follower))


_END = regex(r"(?<=[.!?])[\"”’)]?\s+(?=[A-Z“\"'`\[*(])")
_ABBREVIATED = regex(r"(?i)(?:\b(?:e\.g|i\.e|vs|cf|al|etc|fig|figs|eq|eqs|sec|no|vol|approx|resp|dr|prof|st|[a-z])\.)$")
_FIRST_PERSON = regex(r"(?<![\w.])(?:[Ww]e|[Oo]urs?|[Oo]urselves|us|I|[Mm]y|[Mm]ine)(?![\w.])")
_THING = regex(
    r"(?i)[\W_]*(?:(?:the|our|its|source|official|pre-?trained|all)\s+)*(?:code|data(?:set)?s?|models?|weights|checkpoints|"
    r"demos?|project(?: page)?|(?:web)?site|web ?page|slides|videos?|posters?|pdf|paper|github|repo(?:sitory)?|"
    r"implementation|blog(?: ?post)?)s?\b"
)
_ADDRESS = regex(r"\]\([^()\s]*\)|<?https?://[^\s>]*>?")
_FEW = 7
"""Words of a sentence that says where something lies, and nothing else."""
_LABEL = regex(r"(?i)^(?:tl;?dr|summary|in short|(?:key |main )?idea|note)\s*[:：]\s*(?=\w)")
_FIRST_LETTER = regex(r"[^\W\d_]")
_OPENING_MARK = regex(r"</?[a-z]{1,6}>|(?<![\w*_])[*_`\[@]+(?=\w)|(?<=\w)[*_`]+(?!\w)")
_PROTECTED = regex(r"`[^`]*`|\]\([^)]*\)")
_THIS_WORK = regex(
    r"(?i)(?:(?:this|the(?: present)?) (?:paper|work|study|article|survey|method|approach|model|framework|system|"
    r"benchmark|dataset|tool|book|thesis|report)|it|which|that)\s+"
)
_WORDS = regex(r"([A-Za-z][a-z]+)(?:-[a-z]+)?(?:\s+([\w-]+))?")
_NO_VERB = regex(
    r"(?:ous|ss|us|(?<!do)(?<!go)(?<!...)is|ers|ors|[^c]ions|ments|ings|[ai]?ities|isms|[^r]ics|ists|nesses|ships)$"
)
_MODALS = frozenset("can cannot could may might must should will is was has".split())
_NO_VERBS = frozenset(
    """
    ours yours theirs hers his its this thus always perhaps besides towards across versus whereas sometimes afterwards
    others series species news basis analysis as is his us previous various less plus bias lens means kites strings
    experts models methods networks transformers results weights tokens layers agents features tasks datasets papers
    ways authors systems tools approaches techniques advances
    """.split()
)
_VERBS = frozenset(
    """
    offers considers discovers covers filters transfers clusters delivers renders answers lowers recovers orders
    mirrors monitors factors favors anchors implements complements augments experiments segments functions questions
    conditions partitions positions mentions brings makes uses gives takes shows finds runs learns trains keeps turns
    needs adds cuts combines proposes presents introduces describes studies surveys reviews reports explains extends
    improves reduces replaces builds applies adapts allows avoids computes decouples enables evaluates explores focuses
    generates halves doubles measures merges models prunes quantizes scales shares speeds splits stores supports trades
    treats unifies discusses addresses processes compresses expresses passes assesses has does goes focuses relies
    argues achieves analyzes analyses compares demonstrates develops designs formulates investigates provides solves
    removes selects sets lets puts leads works casts frames maps moves lists tests aims attempts tries seeks deals
    performs predicts exploits leverages utilizes incorporates integrates optimizes accelerates
    """.split()
)
_WITH_PREPOSITION = frozenset(
    """
    focuses relies works learns runs trains deals aims looks builds depends operates differs consists results
    experiments reports draws starts begins ends scales generalizes goes leads adapts applies points searches samples
    reasons argues corresponds belongs contributes improves trades turns interpolates switches
    """.split()
)
_AFTER_BOTH = frozenset("for in on with by from at via under without to into over through and or as against".split())
_AFTER_VERBS = _AFTER_BOTH | frozenset(
    "a an the that how why what whether which its their each every all both some any no not only one two three".split()
)
_AFTER_NOUNS = frozenset(
    "are were is was be been have has had can could may might will would do does did of who whose when where".split()
)
_BARE_VERB = regex(
    r"(?:share|use|need|make|give|take|learn|train|run|work|show|help|get|keep|let|allow|enable|improve|reduce|become|"
    r"remain|fail|require|provide|perform|achieve|also|often|then|that|which)"
)

# Its markup -----------------------------------------------------------------------------------------------------------

_MARKED = regex(
    r"\[(?P<keys>-?@[^\]\s;,]+(?:,[^\];]*)?(?:\s*;\s*-?@[^\]\s;,]+(?:,[^\];]*)?)*)\](?!\()"
    r"|\[(?P<label>[^\[\]]*)\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)[^()]*\)"
    r"|(?P<ticks>`+)(?P<code>[^`].*?)(?P=ticks)(?!`)"
    r"|(?P<strong>\*\*|__)(?P<bold>\S(?:.*?\S)?)(?P=strong)"
    r"|(?<![\w*\\])(?P<mark>[*_])(?P<italic>[^\s*_](?:[^*_]*[^\s*_])?)(?P=mark)(?!\w)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
)


def parts(text: str, key_of: Callable[[str], str]) -> tuple[Part, ...]:
    """``text``, written in Markdown, as parts of a sentence.

    ``[@key]`` becomes a citation, of a work of the list by the key that ``key_of`` gives it, else as it is, for a
    bibliography of the author's own. A link to a work of the list is cited, too; one to anything else is its label.
    """
    joined: list[Part] = []
    for part in _parts(text, key_of):
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif isinstance(part, Mention) and joined and isinstance(joined[-1], str):
            joined[-1] = joined[-1].rstrip()
            joined.append(part)
        elif part:
            joined.append(part)
    return tuple(joined)


def _parts(text: str, key_of: Callable[[str], str]) -> Iterator[Part]:
    end = 0
    for match in _MARKED.finditer(text):
        yield text[end : match.start()]
        end = match.end()
        if match["keys"]:
            cited = [one.strip(" -").partition(",") for one in match["keys"].split(";")]
            yield Mention(tuple(key_of(name[1:]) or name[1:] for name, _, _ in cited))
            places = "; ".join(place.strip() for _, _, place in cited if place.strip())
            yield f" ({places})" if places else ""
        elif match["label"] is not None:
            key = key_of(match["target"])
            yield from _parts(match["label"], key_of)
            yield Mention((key,)) if key else ""
        elif match["code"]:
            yield CodeSpan(match["code"].strip())
        elif match["escaped"]:
            yield match["escaped"]
        else:
            tag = "b" if match["bold"] else "i"
            yield f"<{tag}>{match['bold'] or match['italic']}</{tag}>"
    yield text[end:]


def plain(text: str) -> str:
    """``text`` without its markup, for a cell of a table."""
    return clean(markup.plain("".join(map(_plain, parts(text, lambda _: "")))))


def _plain(part: Part) -> str:
    if isinstance(part, Mention):
        return f" [@{'; @'.join(part.keys)}]"
    return part if isinstance(part, str) else getattr(part, "text", "")


# Notes of bibliographies ----------------------------------------------------------------------------------------------

_REMARK = regex(
    r"(?i)^(?:accessed|retrieved|visited|submitted|to appear|in press|accepted|published|available|arxiv|isbn|issn|doi|"
    r"cited|comment|pages?|\d|https?:|see\b|best |oral|spotlight|poster|equal|correspond|first published|section|"
    r"version|preprint|ph\.?d|master|in (?:proceedings|proc)|special issue|conference name|publisher|reprint(?:ed| of)|"
    r"withdrawn|retracted|translated (?:from|by|into)|with (?:an? )?(?:foreword|introduction|preface|appendix)|"
    r"work in progress|under review|(?:(?:the|an?) )?(?:[\w-]+ )?(?:edition|version)\b|member of|"
    r"thanks|funded|supported by|"
    r"(?:the|this) [\w ]{1,30}(?:was|is|has been|will be) (?:accepted|published|presented|submitted)|"
    r"supplement(?:ary|al)|project page|code (?:at|is|and|will)|"
    r"tex\.|zscc|\w[\w ]{0,30}:)"
)


def note(text: str) -> str:
    """The note of a record if it says something of the work: a sentence, no date of access and no ``Key: value``."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    told = clean(" ".join(lines))
    is_remark = not lines or any(_REMARK.match(line) for line in lines) or len(told.split()) < 3
    return "" if is_remark or len(told) > 600 or "://" in told else told
