"""The layout of the package: imports point one way, in no circle, and starting the program loads little."""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import plbib
from plbib.cli.commands import cli

PACKAGE = Path(plbib.__file__).parent
GROUPS = (
    ("__main__",),
    ("cli",),
    ("app",),
    ("outputs",),
    ("site", "related_work", "zotero"),
    ("resolve",),
    ("overrides", "compare", "checks", "rendering"),
    ("formats",),
    ("library",),
    ("lists", "documents"),
    ("papers",),
    ("text",),
    ("io",),
    ("findings",),
    ("model",),
    ("errors",),
)
"""From the top: a module may import what stands in the groups below its own, and of its own group only itself."""
LEVEL = {name: level for level, group in enumerate(GROUPS) for name in group}
LATE = {
    "cli",
    *(
        "app/opening/forms.py",
        "app/opening/lists.py",
        "app/opening/sources.py",
        "formats/registry.py",
        "lists/kinds.py",
    ),
    *("overrides/__init__.py", "rendering/engines.py", "rendering/output/__init__.py", "text/formulas.py"),
}
"""Where the package may import itself inside a function: the commands (start-up time) and the registries."""

TABLES = {"findings"}
"""One table each, with a row a thing: as long as it has rows."""


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    """The dotted name of a module or package."""
    return ".".join(("plbib", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")


NAMES = {name_of(path): path for path in modules()}


def unit(path: Path) -> str:
    """The file or folder right below the package that a module belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def loaded_by(call: ast.Call, here: str) -> list[str]:
    """The modules that ``import_module(…)`` can load: one that is named, or all that an f-string names."""
    if getattr(call.func, "id", getattr(call.func, "attr", "")) not in ("import_module", "__import__"):
        return []
    (given, *_) = call.args
    if isinstance(given, ast.Constant):
        return [str(given.value)]
    assert isinstance(given, ast.JoinedStr | ast.Subscript | ast.Name), f"{here}: cannot tell what is loaded"
    first = given.values[0] if isinstance(given, ast.JoinedStr) else None
    start = first.value if isinstance(first, ast.Constant) else f"{here}."
    return [name for name in NAMES if name.startswith(str(start)) and name != here]


def imported(path: Path, tree: ast.AST) -> Iterator[str]:
    """The modules of the package that a module imports, by whatever means, in types or at run time."""
    here = name_of(path)
    for node in ast.walk(tree):
        found: list[str] = []
        if isinstance(node, ast.Import):
            found = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found = [f"{node.module}.{alias.name}" for alias in node.names]
            found = [name if name in NAMES else str(node.module) for name in found]
        elif isinstance(node, ast.Call):
            found = loaded_by(node, here)
        yield from (name for name in found if name in NAMES and name != "plbib")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_every_module_has_its_place() -> None:
    assert {unit(path) for path in modules()} - {"__init__"} == set(LEVEL)


def test_imports_point_down() -> None:
    arrows = {
        (unit(path), unit(NAMES[name]))
        for path in modules()
        if unit(path) != "__init__"
        for name in imported(path, parsed(path))
    }
    assert len(arrows) > 30
    assert {(here, other) for here, other in arrows if here != other and LEVEL[other] <= LEVEL[here]} == set()


def test_no_module_imports_itself_through_others() -> None:
    arrows = {name: sorted({*imported(path, parsed(path))}) for name, path in NAMES.items() if name != "plbib"}
    left = {name: set(others) - {"plbib", name} for name, others in arrows.items()}
    while free := [name for name, others in left.items() if not others & left.keys()]:
        for name in free:
            del left[name]
    assert {name: others & left.keys() for name, others in left.items()} == {}


def functions(path: Path) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)]


def test_no_late_import_of_the_package() -> None:
    late = [
        f"{path.relative_to(PACKAGE)}: {function.name}"
        for path in modules()
        if not {unit(path), path.relative_to(PACKAGE).as_posix()} & LATE
        for function in functions(path)
        if any(isinstance(node, ast.Import | ast.ImportFrom) and [*imported(path, node)] for node in ast.walk(function))
    ]
    assert late == []


def test_no_two_classes_have_one_name() -> None:
    found = [
        node.name.lstrip("_") for path in modules() for node in ast.walk(parsed(path)) if isinstance(node, ast.ClassDef)
    ]
    assert sorted({name for name in found if found.count(name) > 1}) == []


def test_modules_and_functions_stay_short() -> None:
    lengths = {path: path.read_text(encoding="utf-8").count("\n") for path in modules() if unit(path) not in TABLES}
    long = [path.name for path, length in lengths.items() if length > 400]
    long += [
        f"{path.name}: {function.name}"
        for path in modules()
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno >= 50
    ]
    assert long == []


HEAVY = {"msgspec", "lxml", "jinja2", "citeproc", "bibtexparser", "pylatexenc", "rapidfuzz", "anyascii", "asyncio"}


def test_starting_loads_click_and_little_else() -> None:
    code = "import sys, plbib.cli.program; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert HEAVY.isdisjoint(loaded)


def modules_loaded(*arguments: str, folder: Path | None = None) -> set[str]:
    """The modules that a command has loaded when it ends."""
    at_exit = "atexit.register(lambda: print(*sys.modules, file=sys.stderr))"
    code = f"import atexit, sys; {at_exit}; from plbib.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_a_reference_list_loads_what_it_needs() -> None:
    loaded = modules_loaded("render", "--style", "ieee")
    assert {"plbib.lists.reader", "plbib.rendering.csl.engine", "plbib.rendering.output.text"} <= loaded
    for_others = {"socket", "lxml", "html", "html.entities", "shutil", "tempfile", "jinja2", "citeproc", "pybtex"}
    assert for_others.isdisjoint(loaded)
    rooms = {".".join(name.split(".")[:2]) for name in loaded if name.startswith("plbib.")}
    others = ("checks", "documents", "outputs", "overrides", "related_work", "resolve", "zotero")
    assert rooms.isdisjoint(f"plbib.{name}" for name in others)
    read = {name for name in loaded if name.startswith(("plbib.formats.bib.", "plbib.rendering.output."))}
    assert read == {
        "plbib.rendering.output.forms",
        "plbib.rendering.output.links",
        "plbib.rendering.output.text",
        "plbib.rendering.output.writer",
    }


def test_a_bibliography_loads_nothing_of_lists_nor_of_tex(
    tmp_path: Path, golden: Callable[[str, bytes | str], None]
) -> None:
    path = tmp_path / "papers.json"
    path.write_text(
        '[{"id": "kites", "type": "book", "title": "Kites $x_1$", "author": [{"family": "Berg", "given": "Ann"}]}]',
        encoding="utf-8",
    )
    loaded = modules_loaded("render", path.name, "--style", "ieee", folder=tmp_path)
    rooms = {".".join(name.split(".")[:2]) for name in loaded if name.startswith("plbib.")}
    assert rooms.isdisjoint({"plbib.lists", "plbib.resolve", "plbib.overrides", "plbib.checks", "plbib.documents"})
    of_tex = {f"plbib.text.{name}" for name in ("tex", "untex", "macros", "names", "commands", "nesting")}
    assert loaded.isdisjoint({"plbib.papers.identity", "plbib.papers.field_repairs", "plbib.app.saved_files", *of_tex})
    assert loaded.isdisjoint({"calendar", "csv", "html.entities", "rapidfuzz", "tempfile", "tomllib"})
    golden("loaded-render.txt", ours(loaded))


def test_a_list_loads_no_more_than_it_did(tmp_path: Path, golden: Callable[[str, bytes | str], None]) -> None:
    path = tmp_path / "list.md"
    path.write_text("- [Flying Kites](https://arxiv.org/abs/2101.00001), ICLR 2021\n" * 3, encoding="utf-8")
    loaded = modules_loaded("list", path.name, folder=tmp_path)
    assert loaded.isdisjoint({"calendar", "csv", "html.entities", "lxml", "rapidfuzz", "tempfile"})
    golden("loaded-list.txt", ours(loaded))


def ours(loaded: set[str]) -> str:
    """The modules of the package, a line each: what a command loads is read in the diff before it becomes more."""
    return "".join(f"{name}\n" for name in sorted(loaded) if name.startswith("plbib"))


def test_help_loads_nothing_of_what_commands_do_and_no_command() -> None:
    loaded = {name for name in modules_loaded("--help") if name.startswith("plbib")}
    assert loaded == {
        "plbib",
        "plbib.errors",
        *(f"plbib.cli{name}" for name in ("", ".commands", ".groups", ".program")),
    }


def test_a_command_loads_no_other() -> None:
    loaded = {name for name in modules_loaded("styles", "--help") if name.startswith("plbib.cli.commands.")}
    assert loaded == {"plbib.cli.commands.references"}


def test_help_of_every_command_loads_no_format_engine_or_library_behind_them() -> None:
    for command in cli.commands:
        assert HEAVY.isdisjoint(name.split(".")[0] for name in modules_loaded(command, "--help")), command


def test_a_broad_except_says_why() -> None:
    unexplained = []
    for path in modules():
        lines = path.read_text(encoding="utf-8").splitlines()
        broad = [
            node.lineno
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.ExceptHandler)
            and (node.type is None or ast.unparse(node.type) in ("Exception", "BaseException"))
        ]
        unexplained += [f"{path.name}:{number}" for number in broad if "  # " not in lines[number - 1]]
    assert unexplained == []
