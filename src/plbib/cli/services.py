"""How the services that can be asked for records are shown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plbib.cli.printing import escape

if TYPE_CHECKING:
    from plbib.app.sources import Service


def services_text(services: "Sequence[Service]") -> str:
    """One service a line: name, title, by what it is asked; below it why it is unproven, if it is."""
    names, titles = max(len(one.name) for one in services), max(len(one.title) for one in services)
    return "".join(
        f"{one.name:{names}}  {one.title:{titles}}  {asked_by(one)}\n"
        + (f"{'':{names}}  unproven: {one.unproven}\n" if one.unproven else "")
        for one in services
    )


def asked_by(service: "Service") -> str:
    """``by acl, doi (500 in a call), title; key: S2_API_KEY``."""
    many = f" ({service.batch} in a call)" if service.batch > 1 else ""
    title = ", title" if service.by_title else ""
    keys = f"; key: {', '.join(service.keys)}" if service.keys else ""
    return f"by {', '.join(service.identifiers)}{many}{title}{keys}"


def services_json(services: "Sequence[Service]") -> str:
    """The services as a JSON array."""
    import msgspec  # what shows the names of these functions need not load it

    return escape(msgspec.json.format(msgspec.json.encode(services), indent=2).decode()) + "\n"


FORMS = {"text": services_text, "json": services_json}
