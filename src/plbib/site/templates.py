"""The page's templates in ``styles/site``: Jinja2, all that is written escaped for HTML."""

from functools import cache
from typing import Any

from markupsafe import Markup

from plbib.rendering.output.overview import html_templates
from plbib.site.metadata import citation_tags, coins
from plbib.site.papers import category_text
from plbib.site.scripts import json_text


def render(name: str, **context: Any) -> bytes:
    """The template ``name`` filled with ``context``."""
    text: str = _environment().get_template(name).render(**context)
    return text.encode("utf-8", "replace")


@cache
def _environment() -> Any:
    environment = html_templates("site")
    environment.filters["coins"] = coins
    environment.filters["tags"] = citation_tags
    environment.filters["category"] = category_text
    environment.filters["script_json"] = lambda value: Markup(json_text(value))  # noqa: S704 - it holds no < or &
    return environment
