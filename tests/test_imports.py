"""The layout of the package: imports point one way, and starting the program loads little."""

import ast
import subprocess
import sys
from pathlib import Path

import plbib

PACKAGE = Path(plbib.__file__).parent
# From the top: a module may import those of the groups below its own, and of its own group only itself.
GROUPS = (
    {"__main__"},
    {"cli"},
    {"syncing", "drafting", "telling"},
    {"app"},
    {"build"},
    {"checks", "report", "printing"},
    {"zotero", "related_work"},
    {"rendering", "overrides", "difference"},
    {"formats"},
    {"library", "bibliography", "citations", "rekey"},
    {"lists"},
    {"lock", "repairs"},
    {"config", "keys", "venues", "identifiers", "io", "revisions", "variables"},
    {"process"},
    {"text"},
    {"model"},
    {"errors"},
)
LEVEL = {name: level for level, group in enumerate(GROUPS) for name in group}
# Where the package may import itself inside a function: the commands (start-up time) and the registry of formats.
LATE = {"cli"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def unit(path: Path) -> str:
    """The file or folder right below the package that a module belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(node: ast.AST) -> list[str]:
    """The modules of the package that an import statement names, without the package's own name."""
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module == "plbib":
        names = [f"plbib.{alias.name}" for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        names = [node.module or ""]
    else:
        return []
    return [name.split(".")[1] for name in names if name.startswith("plbib.")]


def test_every_module_has_its_place() -> None:
    assert {unit(path) for path in modules()} - {"__init__"} == set(LEVEL)


def test_imports_point_down() -> None:
    arrows = {
        (unit(path), other)
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for other in imported(node)
        if unit(path) != "__init__" and other not in (unit(path), "__version__")
    }
    assert len(arrows) > 30
    assert {(here, other) for here, other in arrows if LEVEL[other] <= LEVEL[here]} == set()


def functions(path: Path) -> list[ast.FunctionDef]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node for node in nodes if isinstance(node, ast.FunctionDef)]


def test_no_late_import_of_the_package() -> None:
    late = [
        f"{path.name}: {function.name}"
        for path in modules()
        if unit(path) not in LATE
        for function in functions(path)
        if any(imported(node) for node in ast.walk(function))
    ]
    assert late == []


def test_modules_and_functions_stay_short() -> None:
    long = [path.name for path in modules() if path.read_text(encoding="utf-8").count("\n") > 400]
    long += [
        f"{path.name}: {function.name}"
        for path in modules()
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno >= 50
    ]
    assert long == []


def test_starting_loads_click_and_little_else() -> None:
    code = "import sys, plbib.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"msgspec", "lxml", "jinja2", "citeproc", "bibtexparser", "pylatexenc", "rapidfuzz", "anyascii", "asyncio"}
    assert heavy.isdisjoint(loaded)
    code = "import sys, plbib.cli; print(*sorted(name for name in sys.modules if name.startswith('plbib')))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert set(loaded) == {"plbib", "plbib.cli", "plbib.errors"}
