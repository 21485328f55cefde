"""Templates of fragments: Jinja2, with delimiters that TeX has no use for, escaping by default.

A user's own runs in a sandbox.

``<< value >>`` writes a value, ``<% if … %>`` is a statement, ``<# … #>`` a comment. What is written is escaped for
the language of the fragment, unless it is :class:`Markup`, as is what a macro or block makes; what ``~`` and filters
make is text again. A template finds those of plbib by name (``<% extends "paragraphs.tex.j2" %>``), and no other files.
"""

import traceback
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from plbib.errors import InputError, PlbibError
from plbib.io.files import find_packaged

if TYPE_CHECKING:
    from jinja2 import Environment


class Markup(str):
    """Text that is TeX or Markdown already."""

    __slots__ = ()


def render(name: str, context: Mapping[str, Any], escape: Callable[[str], str], own: str | None = None) -> str:
    """The template ``name`` of plbib's, or the text ``own`` of a user's file of this name, filled with ``context``.

    Raises :class:`InputError` that names file and line for whatever is wrong in a template.
    """
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    environment = _environment(escape) if own is None else _made_environment(escape, name, own)
    try:
        text: str = environment.get_template(name).render(context)
    except TemplateSyntaxError as error:
        raise _wrong(error.name or name, error.lineno, str(error)) from error
    except TemplateNotFound as error:
        raise _wrong(*_place(error, name), f"no template is called {error.name}") from error
    except PlbibError:
        raise
    except Exception as error:  # a template computes, and so can fail in any way
        raise _wrong(*_place(error, name), str(error) or type(error).__name__) from error
    return text


@lru_cache(maxsize=4)  # it keeps the templates that it has compiled
def _environment(escape: Callable[[str], str]) -> "Environment":
    return _made_environment(escape, "", None)


def _made_environment(escape: Callable[[str], str], name: str, own: str | None) -> "Environment":
    """What templates are compiled and run in."""
    from jinja2 import Environment, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    # The sandbox looks at every value that a template takes: plbib's own are trusted.
    kind: type[Environment] = Environment if own is None else ImmutableSandboxedEnvironment
    environment: Environment = type("FragmentEnvironment", (kind,), {"concat": staticmethod(_concat)})(
        loader=_loader(name, own),
        finalize=lambda value: value if isinstance(value, Markup) else Markup(escape(str(value))),
        undefined=StrictUndefined,
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment


def _concat(pieces: Iterable[str]) -> Markup:
    """What a template, macro or block has written."""
    return Markup("".join(pieces))


def _loader(name: str, own: str | None) -> Any:
    from jinja2 import ChoiceLoader, FileSystemLoader, FunctionLoader

    def own_template(wanted: str) -> tuple[str, str, None] | None:
        return (own, name, None) if own is not None and wanted == name else None

    return ChoiceLoader(
        [FunctionLoader(own_template), FileSystemLoader([find_packaged("latex"), find_packaged("markdown")])]
    )


def _place(error: Exception, name: str) -> tuple[str, int]:
    """The template and the line in it at which ``error`` was raised: the last one, for templates include others."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith((".j2", name))]
    return (frames[-1].filename, frames[-1].lineno or 0) if frames else (name, 0)


def _wrong(name: str, line: int, message: str) -> InputError:
    where = f"{name}:{line}" if line else name
    return InputError(f"{where}: {message}", "docs/related-work.md tells what a template can use")
