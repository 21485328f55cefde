"""``<macro>``: parts of a style under a name, compiled once for each kind of place they are called from."""

from msgspec.structs import replace

from plbib.rendering.csl.context import Printer, nothing
from plbib.rendering.csl.group import group_parts
from plbib.rendering.csl.scope import Scope
from plbib.rendering.csl.style import children


def compile_macro(name: str, scope: Scope) -> Printer:
    """The body of the macro called ``name``; nothing for one that does not exist or calls itself."""
    compiled, running = scope.macros.compiled, scope.running
    if name in running or name not in scope.style.macros:
        return nothing
    key = (name, scope.area, scope.sort_key, scope.strip_periods, scope.grouped)
    if key not in compiled:
        inner = replace(scope, running=(*running, name), inherited=None, delimiter="")
        compiled[key] = group_parts(children(scope.style.macros[name]), inner)
    return compiled[key]
