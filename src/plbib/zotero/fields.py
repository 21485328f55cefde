"""Zotero's names and CSL's: tables of facts, each read in both directions.

Fields are named by Zotero's *base* fields, whatever the item type calls them: the ``publisher`` of a thesis is its
``university``. The names are those of Zotero's schema 41; which of them a type has, only the server knows.
"""

from collections.abc import Mapping

_ONE_TO_ONE = {
    "article": "preprint",
    "article-journal": "journalArticle",
    "article-magazine": "magazineArticle",
    "article-newspaper": "newspaperArticle",
    "bill": "bill",
    "book": "book",
    "broadcast": "tvBroadcast",
    "chapter": "bookSection",
    "dataset": "dataset",
    "document": "document",
    "entry-dictionary": "dictionaryEntry",
    "entry-encyclopedia": "encyclopediaArticle",
    "graphic": "artwork",
    "hearing": "hearing",
    "interview": "interview",
    "legal_case": "case",
    "legislation": "statute",
    "manuscript": "manuscript",
    "map": "map",
    "motion_picture": "film",
    "paper-conference": "conferencePaper",
    "patent": "patent",
    "personal_communication": "letter",
    "post": "forumPost",
    "post-weblog": "blogPost",
    "report": "report",
    "software": "computerProgram",
    "song": "audioRecording",
    "speech": "presentation",
    "standard": "standard",
    "thesis": "thesis",
    "webpage": "webpage",
}
CSL_TYPES = {kind: csl for csl, kind in _ONE_TO_ONE.items()} | {
    "email": "personal_communication",
    "instantMessage": "personal_communication",
    "podcast": "broadcast",
    "radioBroadcast": "broadcast",
    "videoRecording": "motion_picture",
}
"""Zotero's item type → CSL's type."""

TYPES = _ONE_TO_ONE | {
    "classic": "book",
    "collection": "manuscript",
    "entry": "encyclopediaArticle",
    "event": "presentation",
    "figure": "artwork",
    "musical_score": "book",
    "pamphlet": "document",
    "performance": "presentation",
    "periodical": "book",
    "regulation": "statute",
    "review": "journalArticle",
    "review-book": "journalArticle",
    "treaty": "statute",
}
"""CSL's type → Zotero's, or the nearest that Zotero has."""

BY_GENRE = (
    ("broadcast", "podcast", "podcast"),
    ("broadcast", "radio", "radioBroadcast"),
    ("personal_communication", "mail", "email"),
    ("personal_communication", "message", "instantMessage"),
)
"""CSL's type, a word of its genre, Zotero's type."""

_SPECIFIC = {
    "artwork": {"medium": "artworkMedium"},
    "audioRecording": {"medium": "audioRecordingFormat", "publisher": "label"},
    "bill": {"authority": "legislativeBody", "number": "billNumber", "pages": "codePages", "volume": "codeVolume"},
    "blogPost": {"publicationTitle": "blogTitle", "type": "websiteType"},
    "book": {"medium": "format"},
    "bookSection": {"medium": "format", "publicationTitle": "bookTitle"},
    "case": {
        "authority": "court",
        "date": "dateDecided",
        "number": "docketNumber",
        "pages": "firstPage",
        "title": "caseName",
        "volume": "reporterVolume",
    },
    "computerProgram": {"publisher": "company"},
    "conferencePaper": {"publicationTitle": "proceedingsTitle"},
    "dataset": {
        "medium": "format",
        "number": "identifier",
        "place": "repositoryLocation",
        "publisher": "repository",
    },
    "dictionaryEntry": {"publicationTitle": "dictionaryTitle"},
    "email": {"title": "subject"},
    "encyclopediaArticle": {"publicationTitle": "encyclopediaTitle"},
    "film": {"medium": "videoRecordingFormat", "publisher": "distributor", "type": "genre"},
    "forumPost": {"publicationTitle": "forumTitle", "type": "postType"},
    "hearing": {"authority": "legislativeBody", "number": "documentNumber"},
    "interview": {"medium": "interviewMedium"},
    "letter": {"type": "letterType"},
    "manuscript": {"publisher": "institution", "type": "manuscriptType"},
    "map": {"type": "mapType"},
    "patent": {
        "authority": "issuingAuthority",
        "date": "issueDate",
        "number": "patentNumber",
        "originalDate": "priorityDate",
        "status": "legalStatus",
    },
    "podcast": {"medium": "audioFileType", "number": "episodeNumber"},
    "preprint": {"number": "archiveID", "publisher": "repository", "type": "genre"},
    "presentation": {"publicationTitle": "sessionTitle", "type": "presentationType"},
    "radioBroadcast": {
        "medium": "audioRecordingFormat",
        "number": "episodeNumber",
        "publicationTitle": "programTitle",
        "publisher": "network",
    },
    "report": {"number": "reportNumber", "publisher": "institution", "type": "reportType"},
    "standard": {"authority": "organization"},
    "statute": {"date": "dateEnacted", "number": "publicLawNumber", "title": "nameOfAct"},
    "thesis": {"publisher": "university", "type": "thesisType"},
    "tvBroadcast": {
        "medium": "videoRecordingFormat",
        "number": "episodeNumber",
        "publicationTitle": "programTitle",
        "publisher": "network",
    },
    "videoRecording": {"medium": "videoRecordingFormat", "publisher": "studio"},
    "webpage": {"publicationTitle": "websiteTitle", "type": "websiteType"},
}
_BASES = {kind: {own: base for base, own in names.items()} for kind, names in _SPECIFIC.items()}
_NONE: Mapping[str, str] = {}


def specific(kind: str, base: str) -> str:
    """What items of type ``kind`` call the base field ``base``."""
    return _SPECIFIC.get(kind, _NONE).get(base, base)


def base(kind: str, name: str) -> str:
    """The base field of an item type's field ``name``; itself if it has none."""
    return _BASES.get(kind, _NONE).get(name, name)


FIELDS = {
    "title": ("title",),
    "title-short": ("shortTitle",),
    "abstract": ("abstractNote",),
    "container-title": ("publicationTitle", "reporter", "code"),
    "container-title-short": ("journalAbbreviation",),
    "collection-title": ("seriesTitle", "series"),
    "collection-number": ("seriesNumber",),
    "event-title": ("meetingName", "conferenceName"),
    "event-place": ("eventPlace",),
    "part-title": ("partTitle",),
    "part-number": ("partNumber",),
    "edition": ("edition",),
    "volume": ("volume", "codeNumber"),
    "issue": ("issue", "priorityNumbers"),
    "number": ("number",),
    "page": ("pages",),
    "section": ("section", "committee"),
    "chapter-number": ("session",),
    "number-of-pages": ("numPages",),
    "number-of-volumes": ("numberOfVolumes",),
    "publisher": ("publisher",),
    "publisher-place": ("place",),
    "original-publisher": ("originalPublisher",),
    "original-publisher-place": ("originalPlace",),
    "authority": ("authority",),
    "genre": ("type", "programmingLanguage"),
    "medium": ("medium", "system"),
    "dimensions": ("artworkSize", "runningTime"),
    "scale": ("scale",),
    "version": ("versionNumber",),
    "status": ("status",),
    "references": ("history", "references"),
    "issued": ("date",),
    "original-date": ("originalDate",),
    "submitted": ("filingDate",),
    "accessed": ("accessDate",),
    "DOI": ("DOI",),
    "ISBN": ("ISBN",),
    "ISSN": ("ISSN",),
    "PMID": ("PMID",),
    "PMCID": ("PMCID",),
    "URL": ("url",),
    "language": ("language",),
    "archive": ("archive",),
    "archive_location": ("archiveLocation",),
    "source": ("libraryCatalog",),
    "call-number": ("callNumber", "applicationNumber"),
    "license": ("rights",),
    "citation-key": ("citationKey",),
}
"""CSL's variable → the fields that can hold it; the first that an item type has does."""

_WITHOUT_FIELD = (
    "annote archive-place archive_collection citation-label division jurisdiction note original-title page-first part "
    "printing reviewed-genre reviewed-title supplement supplement-number volume-title volume-title-short year-suffix"
).split()
DATES = frozenset("accessed available-date event-date issued original-date submitted".split())
CREATORS = {
    "author": "author",
    "artist": "author",
    "cartographer": "author",
    "creator": "author",
    "interviewee": "author",
    "inventor": "author",
    "performer": "author",
    "presenter": "author",
    "programmer": "author",
    "sponsor": "author",
    "editor": "editor",
    "translator": "translator",
    "bookAuthor": "container-author",
    "castMember": "performer",
    "chair": "chair",
    "composer": "composer",
    "contributor": "contributor",
    "director": "director",
    "executiveProducer": "executive-producer",
    "guest": "guest",
    "host": "host",
    "podcaster": "host",
    "interviewer": "interviewer",
    "narrator": "narrator",
    "organizer": "organizer",
    "originalCreator": "original-author",
    "producer": "producer",
    "recipient": "recipient",
    "reviewedAuthor": "reviewed-author",
    "scriptwriter": "script-writer",
    "seriesCreator": "series-creator",
    "seriesEditor": "collection-editor",
}
"""Zotero's type of creator → CSL's variable; the main creator of any type of item is its author."""

NAMES = (*dict.fromkeys(CREATORS.values()), "compiler", "curator", "editorial-director", "illustrator")
"""CSL's variables that hold names, in the order in which an item lists its creators."""

VARIABLES = frozenset([*FIELDS, *_WITHOUT_FIELD, *DATES, *NAMES])
"""The variables of CSL 1.0.2 that describe a work, but for ``keyword``, which in Zotero are tags."""
