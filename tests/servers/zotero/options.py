"""The query parameters of lists: checked, with their defaults, and what of them goes into the links of pages."""

from dataclasses import dataclass, field, replace
from itertools import takewhile

from tests.servers.zotero import php
from tests.servers.zotero.exchange import ApiError, Call
from tests.servers.zotero.model import valid_key

MOST = 100
"""Objects on a page of anything but keys and versions, and keys that may be asked for at once."""

VERSIONS = (1, 2, 3)
"""Of the API; all are answered in the way of the last."""

_EXPORTS = frozenset(
    "bibtex biblatex bookmarks coins csljson csv mods refer rdf_bibliontology rdf_dc rdf_zotero ris tei "
    "wikipedia".split()
)
_SORTS = frozenset(
    "title creator itemType date publisher publicationTitle journalAbbreviation language accessDate libraryCatalog "
    "callNumber rights extra dateAdded dateModified addedBy serverDateModified".split()
)
_KEYS = {"items": "itemKey", "collections": "collectionKey", "searches": "searchKey"}
_MODES = {"items": ("titlecreatoryear", "everything"), "tags": ("contains", "startswith")}
_INCLUDES = frozenset({"none", "html", "citation", "bib", "csljson", "data"}) | _EXPORTS
_UNLIMITED = frozenset({"keys", "versions"})
_DEFAULT_LIMIT = 25
_SEPARATOR = ","


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a list is asked for. ``keys`` is None unless keys are named; ``limit`` 0 is no limit; ``shown`` are the
    parameters that differ from their defaults.
    """

    format: str = "json"
    include: tuple[str, ...] = ("data",)
    q: str = ""
    qmode: str = ""
    trashed: bool = False
    item_types: tuple[str, ...] = ()
    keys: tuple[str, ...] | None = None
    tags: tuple[str, ...] = ()
    tag_types: tuple[str, ...] = ()
    since: int | None = None
    sort: str = "dateModified"
    descending: bool = True
    start: int = 0
    limit: int = _DEFAULT_LIMIT
    shown: dict[str, str] = field(default_factory=dict)

    @property
    def after(self) -> int:
        """Only what has a higher version is asked for."""
        return self.since or 0


def api_version(call: Call) -> int:
    """The version of the API asked for. Raises for unknown ones, and for two at once."""
    header, parameter = _leading_number(call.headers.get("zotero-api-version", "")), call.value("v")
    if header and parameter and str(header) != parameter:
        raise ApiError(400, "Zotero-API-Version header does not match 'v' query parameter")
    asked = str(header) if header else parameter or str(VERSIONS[-1])
    if asked not in {str(version) for version in VERSIONS}:
        raise ApiError(400, f"Invalid API version '{asked}'")
    return int(asked)


def _leading_number(text: str) -> int:
    digits = "".join(takewhile(str.isdecimal, text.strip()))
    return int(digits) if digits else 0


def read(call: Call, action: str, *, single: bool) -> Options:
    """The options of a call for ``items``, ``collections`` … Raises for what is not allowed there."""
    form = call.value("format") or "json"
    if not _valid_format(form, action, single=single):
        raise ApiError(400, f"Invalid 'format' value '{form}'")
    include = _include(call, form)
    mode = _mode(call, action)
    keys = _keys(call, action)
    since = _since(call)
    sort, descending = _sort(call, action, has_keys=keys is not None)
    start = php.integer(call.value("start")) if php.numeric(call.value("start")) else 0
    limit = MOST if keys is not None else _limit(call, form)
    made = Options(
        format=form,
        include=include,
        q=call.value("q") or "",
        qmode=mode,
        trashed=call.value("includeTrashed") not in {None, "", "0"},
        item_types=tuple(call.values("itemType")),
        keys=keys,
        tags=tuple(call.values("tag")),
        tag_types=tuple(call.values("tagType")),
        since=since,
        sort=sort,
        descending=descending,
        start=max(start, 0),
        limit=limit,
    )
    return _with_shown(made, call, action)


def _valid_format(form: str, action: str, *, single: bool) -> bool:
    if action == "items":
        return form in _EXPORTS | {"atom", "bib", "json"} or (form in _UNLIMITED and not single)
    return action != "groups" or form in {"json", "atom", "etags", "versions"}


def _include(call: Call, form: str) -> tuple[str, ...]:
    given = call.value("include")
    if given is None:
        return ("data",)
    if form != "json":
        raise ApiError(400, "'include' is valid only for format=json")
    names = sorted(set(given.split(_SEPARATOR)))
    for name in names:
        if name == "json":
            raise ApiError(400, "include=json is valid only for format=atom")
        if name not in _INCLUDES:
            raise ApiError(400, f"Invalid 'include' value '{name}'")
    if "none" in names and len(names) > 1:
        raise ApiError(400, "include=none is not valid in multi-format responses")
    return tuple(names)


def _mode(call: Call, action: str) -> str:
    mode = call.value("qmode")
    if mode is not None and action in _MODES and mode.lower() not in _MODES[action]:
        raise ApiError(400, f"Invalid 'qmode' value '{mode}'")
    return (mode or "").lower()


def _keys(call: Call, action: str) -> tuple[str, ...] | None:
    given = call.value(_KEYS.get(action, "itemKey"))
    return None if given is None else tuple(key for key in given.split(_SEPARATOR) if valid_key(key))


def _since(call: Call) -> int | None:
    given = call.value("since")
    if given is not None and not php.numeric(given):
        raise ApiError(400, "Invalid value for 'since' parameter")
    return None if given is None else php.integer(given)


def _sort(call: Call, action: str, *, has_keys: bool) -> tuple[str, bool]:
    """The field to sort by, and whether downwards."""
    sort, direction = call.value("sort"), call.value("direction")
    if sort in {"asc", "desc"}:
        sort, direction = None, sort
    if sort == "numItems" and action != "tags":
        raise ApiError(400, "Invalid 'order' value 'numItems'")
    lists = {_KEYS[action] + "List"} if action in _KEYS and has_keys else set()
    if sort and sort not in _SORTS | lists | {"numItems"}:
        raise ApiError(400, f"Invalid 'sort' value '{sort}'")
    if direction is not None and direction not in {"asc", "desc"}:
        raise ApiError(400, f"Invalid 'direction' value '{direction}'")
    sort = sort or "dateModified"
    return sort, direction == "desc" if direction else sort.startswith("date")


def _limit(call: Call, form: str) -> int:
    given = call.value("limit")
    wanted = php.integer(given) if php.numeric(given) else 0
    if wanted <= 0:
        return 0 if form in _UNLIMITED else _DEFAULT_LIMIT
    return wanted if form in _UNLIMITED else min(wanted, MOST)


def _with_shown(made: Options, call: Call, action: str) -> Options:
    default_limit = 0 if made.format in _UNLIMITED else _DEFAULT_LIMIT
    candidates = {
        "format": made.format if made.format != "json" else "",
        "include": _SEPARATOR.join(made.include) if made.include != ("data",) else "",
        "q": made.q,
        "qmode": made.qmode,
        "includeTrashed": "1" if made.trashed else "",
        "itemType": _SEPARATOR.join(made.item_types),
        _KEYS.get(action, "itemKey"): _SEPARATOR.join(made.keys or ()),
        "tag": _SEPARATOR.join(made.tags),
        "tagType": _SEPARATOR.join(made.tag_types),
        "since": call.value("since") or "",
        "sort": made.sort if made.sort != "dateModified" else "",
        "direction": "" if made.descending == made.sort.startswith("date") else "desc" if made.descending else "asc",
        "start": str(made.start) if made.start else "",
        "limit": str(made.limit) if made.limit != default_limit else "",
    }
    shown = {name: value for name, value in sorted(candidates.items()) if value}
    return replace(made, shown=shown)
