"""``<names>``: name variables with their labels, and what is printed instead of them (CSL 1.0.2, "Names")."""

from collections.abc import Callable
from functools import cache
from xml.etree.ElementTree import Element as Bare

from msgspec.structs import replace

from plbib.rendering.csl.choose import compile_alternative
from plbib.rendering.csl.context import Context, Printer, Shape, missing, nothing
from plbib.rendering.csl.formatting import Finish, finisher
from plbib.rendering.csl.namelist import NameList
from plbib.rendering.csl.people import People
from plbib.rendering.csl.printers import for_shape, specialised, sure
from plbib.rendering.csl.scope import OuterNames, Scope
from plbib.rendering.csl.signs import FONT
from plbib.rendering.csl.style import Element, child, children, tag

Found = list[tuple[str, People]]
"""Name variables with their names."""
Label = Callable[[str, bool], str]
"""The label of a name variable, singular or plural; empty if it has none."""
_TERMS = {"editor-translator": "editortranslator"}
_LOOKS = frozenset({"name", "et-al", "institution"})
"""What a <names> with a label of its own takes over from the one around it."""
_DRESS = frozenset({"prefix", "suffix", *(name for name, _ in FONT)})
"""What the names of others take over from the <names> that they stand in for."""
_BOTH = frozenset({"editor", "translator"})


def compile_names(element: Element, scope: Scope) -> Printer:
    """``<names>``; a bare one in ``<substitute>`` looks like the one around it."""
    parts, delimiter = _inherited(element, scope)
    variables = _variables(element)
    find, write = _finder(variables, scope, labelled="label" in parts), _writer(parts, scope)
    takes_over = scope.inherited is not None and not children(element, "name")
    attributes = dict(scope.inherited.attributes if scope.inherited and takes_over else element.attrib)
    attributes.pop("text-case", None)  # which <names> does not have
    finish = finisher(Bare(element.tag, attributes), scope) if scope.sorting is None else None
    inherited = OuterNames(parts, delimiter, {name: attributes[name] for name in attributes.keys() & _DRESS})
    make = cache(lambda: _substitute(element, replace(scope, inherited=inherited, delimiter="")))
    if scope.style.is_tangled:
        make()
    name = parts.get("name")
    counted = scope.sorting is not None and name is not None and name.get("form") == "count"
    nobody = "0" if counted else ""

    written = _joiner(write, delimiter, finish)

    def names(context: Context) -> str:
        context.called = True
        holders = find(context)
        if holders:
            return written(holders, context)
        substitute = make()
        text = substitute(context) if substitute else ""
        context.filled = context.filled or bool(nobody)
        return text or nobody

    always = _prints_always(parts, scope)

    def specialise(shape: Shape) -> Printer:
        if nobody or not shape.lacks(*variables):
            return (_surely(variables, written, shape) if always else None) or names
        substitute = make()
        instead = for_shape(substitute, shape) if substitute else nothing
        if instead is nothing:
            return missing

        def substituted(context: Context) -> str:
            if context.left_out:
                return names(context)
            context.called = True
            return instead(context)

        return substituted

    return specialised(names, specialise)


def _joiner(
    write: Callable[[Found, Context], list[str]], delimiter: str, finish: Finish | None
) -> Callable[[Found, Context], str]:
    """What prints lists of names that are there as one."""

    def written(holders: Found, context: Context) -> str:
        texts = write(holders, context)
        context.called = context.filled = True
        if context.author_substitute is not None:
            context.author_substitute.open = False
        if not texts:  # the style hides those that the entry before has, too
            context.left_out = context.trace is not None
            return ""
        joined = delimiter.join(texts)
        printed = finish(joined, context) if finish else joined
        return _left_out(printed, context)

    return written


def _surely(variables: tuple[str, ...], written: Callable[[Found, Context], str], shape: Shape) -> Printer | None:
    """What prints the names that an item of a shape certainly has; None if that depends on more."""
    there = [variable for variable in variables if shape.has(variable)]
    if not there or {*there} >= _BOTH or not all(map(shape.shows, there)):
        return None
    return sure(lambda context: written([(one, context.item[one]) for one in there], context))


def _variables(element: Element) -> tuple[str, ...]:
    return tuple(element.get("variable", "").replace("editortranslator", "editor-translator").split())


def _left_out(printed: str, context: Context) -> str:
    """Names, unless the cite is one without them or goes on with those of the one before it."""
    hidden = context.series is not None and context.series.hides_names(printed)
    if context.names_text is None:
        context.names_text, hidden = printed, hidden or context.without_names
    context.left_out = hidden
    return "" if hidden else printed


def _prints_always(parts: dict[str, Element], scope: Scope) -> bool:
    """Whether every list of names is printed: without periods, it may not be."""
    if scope.sorting is not None or scope.strip_periods:
        return False
    options = _name_list(parts, scope).options
    substitutes = scope.style.options("bibliography").get("subsequent-author-substitute") != ""
    return options.form != "count" and options.et_al_use_first > 0 and substitutes


def _finder(variables: tuple[str, ...], scope: Scope, *, labelled: bool) -> Callable[[Context], Found]:
    """What gives the name variables that an entry has, with their names; editors who translated, too, are one.

    That needs a label to tell it: ``labelled``.
    """
    alone = variables[0] if len(variables) == 1 else ""
    combined = labelled and frozenset(variables) == _BOTH and bool(scope.locale.term("editortranslator"))

    def find(context: Context) -> Found:
        if alone:
            people = context.item.get(alone)
            return [(alone, people)] if people and not (context.watching and context.hidden(alone)) else []
        item, used_up = context.item, context.watching and not context.used.isdisjoint(_BOTH)
        if combined and not used_up and item.get("editor") and item["editor"] == item.get("translator"):
            return [("editor-translator", item["editor"])]
        return [
            (variable, item[variable])
            for variable in variables
            if item.get(variable) and not (context.watching and context.hidden(variable))
        ]

    return find


def _writer(parts: dict[str, Element], scope: Scope) -> Callable[[Found, Context], list[str]]:
    """What writes each list of names with its label, or all as their number."""
    names = _name_list(parts, scope)
    label = None if scope.sorting is not None else _label(parts, scope)
    order = list(parts)
    label_first = {"label", "name"} <= set(order) and order.index("label") < order.index("name")

    def count(holders: Found, _context: Context) -> list[str]:
        total = sum(names.count_shown(people)[0] for _, people in holders)
        return [str(total) if scope.sorting is None else f"{total:06}"] if total else []

    def one(variable: str, people: People, context: Context) -> str:
        substitute = context.author_substitute
        if substitute is not None and substitute.open:
            shown = lambda: context.names_shown[0] if context.leading is people else names.count_shown(people)[0]  # noqa: E731
            text = substitute.names(people, shown, lambda first: names.text(people, context, first))
        else:
            text = names.text(people, context)
        if not text or label is None:
            return text
        term = label(variable, len(people) > 1)
        return term + text if label_first else text + term

    if names.options.form == "count":
        return count
    return lambda holders, context: [text for name, people in holders if (text := one(name, people, context))]


def _name_list(parts: dict[str, Element], scope: Scope) -> NameList:
    """How lists of names are printed, made once for elements in one kind of place, with one memory of names."""
    name, et_al, institution = (parts.get(part) for part in ("name", "et-al", "institution"))
    place = (scope.area, scope.sort_key, scope.strip_periods, scope.grouped)
    form = (id(name), id(et_al), id(institution), *place)  # elements last as long as their style
    if form not in scope.macros.names:
        scope.macros.names[form] = NameList(name, et_al, scope, institution)
    names: NameList = scope.macros.names[form]
    return names


def _inherited(element: Element, scope: Scope) -> tuple[dict[str, Element], str]:
    """The children of ``<names>`` by name, and its delimiter: its own, else what it takes over."""
    own = {tag(part): part for part in children(element)}
    parent = scope.inherited if "name" not in own else None
    parts = own
    if parent is not None:
        taken = {name: part for name, part in parent.parts.items() if name in _LOOKS and name not in own}
        parts = {**taken, **own} if own.keys() & {"label", "et-al"} else parent.parts
    delimiter = element.get("delimiter")
    if delimiter is None and parent is not None:
        delimiter = parent.delimiter
    if delimiter is None:
        sources = (scope.style.area(scope.area), scope.style.root)
        given = (source.get("names-delimiter") for source in sources if source is not None)
        delimiter = next((text for text in given if text is not None), "")
    return parts, delimiter


def _substitute(element: Element, scope: Scope) -> Printer | None:
    """The first alternative that prints something; the variables it prints are used up for the rest of the entry."""
    elements = [one for part in children(element, "substitute") for one in children(part)]
    dressed = [_is_dressed(one, scope) for one in elements]
    # Names and titles stand for names, but not behind names that look otherwise, as citeproc-js has it.
    alternatives = []
    for at, one in enumerate(elements):
        alternatives.append((compile_alternative(one, scope), not any(dressed[:at])))
        scope = _dressed_anew(one, scope)
    if not alternatives:
        return None

    def specialise(shape: Shape) -> Printer:
        shaped = [(for_shape(printer, shape), stands) for printer, stands in alternatives]
        left = [pair for pair in shaped if pair[0] not in (nothing, missing)]
        return _first_printed(left) if left else nothing

    return specialised(_first_printed(alternatives), specialise)


def _is_dressed(element: Element, scope: Scope) -> bool:
    """Whether names that look otherwise are in an alternative, or are what its macro prints whatever the item."""
    macro = scope.style.macros.get(element.get("macro", ""))
    called = children(macro) if macro is not None else ()
    return any(tag(names) == "names" and children(names) for names in (*element.iter(), *called))


def _dressed_anew(element: Element, scope: Scope) -> Scope:
    """The scope of what follows an alternative: bare names behind one with a <name> look like that one."""
    name = child(element, "name") if tag(element) == "names" else None
    if name is None or scope.inherited is None:
        return scope
    attributes = {name: value for name, value in element.attrib.items() if name in _DRESS}
    parts = {**scope.inherited.parts, "name": name}
    return replace(scope, inherited=OuterNames(parts, scope.inherited.delimiter, attributes))


def _first_printed(alternatives: list[tuple[Printer, bool]]) -> Printer:
    """The first that prints something; with each, whether it stands for names that the next entry may have, too."""

    def substitute(context: Context) -> str:
        outer = context.trace
        for alternative, stands in alternatives:
            trace: list[str] = []
            if not stands and context.author_substitute is not None and context.author_substitute.open:
                context.author_substitute.pass_over()
            context.trace, context.watching = trace, True
            text = alternative(context)
            context.trace = outer
            if text or context.left_out:
                context.left_out = context.left_out and outer is not None  # known as far out as it matters
                context.used.update(trace)
                first = context.author_substitute
                if first is not None and first.open and trace and stands:  # a term stands for nobody
                    text = first.value(text, context.item.get(trace[0]))
                if outer is not None:
                    outer.extend(trace)
                return text
            context.watching = outer is not None or bool(context.used)
        return ""

    return substitute


def _label(parts: dict[str, Element], scope: Scope) -> Label | None:
    element = parts.get("label")
    if element is None:
        return None
    form, plural = element.get("form", "long"), element.get("plural", "contextual")
    finish = finisher(element, scope, label=True)
    texts: dict[tuple[str, bool], str] = {}

    def label(variable: str, many: bool) -> str:
        text = texts.get((variable, many))
        if text is None:
            several = plural == "always" or (plural == "contextual" and many)
            term = scope.locale.term(_TERMS.get(variable, variable), form, plural=several)
            text = texts[variable, many] = finish(term, None) if term else ""
        return text

    return label
