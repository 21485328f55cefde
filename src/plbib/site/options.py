"""What a maintainer decides about the page."""

from msgspec import Struct

from plbib.model import CategoryPath


class SiteOptions(Struct, frozen=True, kw_only=True):
    """The words and addresses on the page.

    ``address`` is where it will be published (``https://…/``, with a slash at its end; empty if that is not known):
    only with it are there canonical links, a sitemap and a feed. ``styles`` are those in which references can be
    copied. ``seen`` is when papers came to the list, by their ids in the lock (RFC 3339).
    """

    title: str
    description: str = ""
    address: str = ""
    styles: tuple[str, ...] = ()
    seen: dict[str, str] = {}


class Download(Struct, frozen=True, kw_only=True):
    """A file of the whole list: what it is called on the page, its name, its media type."""

    title: str
    file: str
    media_type: str


class Downloads(Struct, frozen=True, kw_only=True):
    """The files that stand beside the page: of the list, of its categories, and the overview of reference lists."""

    whole: tuple[Download, ...] = ()
    sections: dict[CategoryPath, str] = {}
    references: str = ""
