"""The faults that can be put into a file: one operator, constant or statement changed."""

import ast
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy

from msgspec import Struct

_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Break: ast.Continue,
    ast.Continue: ast.Break,
}
"""An operator or statement → the one that stands in its place."""


_SILENT = ("annotation", "returns", "type_params", "decorator_list")
"""Parts of the tree that only tell types and kinds."""


class Mutant(Struct, frozen=True, kw_only=True):
    """A fault: in ``file``, in a function (or class) ``where``, ``before`` becomes ``after``; ``text`` is the file.

    ``lines`` are those of its statement, as far as it reaches; ``number`` tells it from others that read the same.
    """

    file: str
    where: str
    lines: tuple[int, int]
    before: str
    after: str
    number: int
    text: str

    @property
    def name(self) -> str:
        """What stays the same when lines move."""
        again = f" ({self.number})" if self.number > 1 else ""
        return f"{self.file} {self.where}: {_one_line(self.before)} → {_one_line(self.after)}{again}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def mutants(file: str, text: str) -> Iterator[Mutant]:
    """Every fault that this module knows to put into ``text``."""
    source = text.encode()
    starts, seen = [0], Counter[tuple[str, str, str]]()
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    for where, first, node in _nodes(ast.parse(text), "", 1):
        for fault in _faults(node):
            begin = starts[node.lineno - 1] + node.col_offset
            end = starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
            after = fault if isinstance(node, ast.stmt) else f"({fault})"
            before = source[begin:end].decode()
            seen[where, before, fault] += 1
            yield Mutant(
                file=file,
                where=where,
                lines=(first, node.end_lineno or first),
                before=before,
                after=fault,
                number=seen[where, before, fault],
                text=(source[:begin] + after.encode() + source[end:]).decode(),
            )


def _nodes(tree: ast.AST, where: str, first: int) -> Iterator[tuple[str, int, "ast.expr | ast.stmt"]]:
    """The expressions and statements that run; annotations and texts do not.

    With each the function that it stands in, and the line that its statement begins on.
    """
    for field, value in ast.iter_fields(tree):
        if field in _SILENT or (field == "keywords" and isinstance(tree, ast.ClassDef)):
            continue
        for node in value if isinstance(value, list) else [value]:
            if not isinstance(node, ast.AST) or isinstance(node, ast.JoinedStr) or _loads(node):
                continue
            inside = where
            begins = node.lineno if isinstance(node, ast.stmt) else first
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                inside = f"{where}.{node.name}".lstrip(".")
            elif isinstance(node, ast.expr | ast.stmt):
                yield where or "module", begins, node
            yield from _nodes(node, inside, begins)


def _loads(node: ast.AST) -> bool:
    """Whether a statement only loads modules, or only for who checks types."""
    named = isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    return named or isinstance(node, ast.Import | ast.ImportFrom)


def _faults(node: "ast.expr | ast.stmt") -> Iterator[str]:
    """What can stand in the place of ``node``."""
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            yield _swapped(node, operator, lambda copy, swap, at=at: copy.ops.__setitem__(at, swap))
    elif isinstance(node, ast.BoolOp | ast.BinOp | ast.AugAssign) and type(node.op) in _SWAPS:
        yield _swapped(node, node.op, lambda copy, swap: setattr(copy, "op", swap))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield ast.unparse(node.operand)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield str(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield str(node.value + 1)
    elif isinstance(node, ast.IfExp):
        yield ast.unparse(node.body)
        yield ast.unparse(node.orelse)
    elif isinstance(node, ast.Break | ast.Continue):
        yield "continue" if isinstance(node, ast.Break) else "break"
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "pass"


def _swapped(node: ast.AST, operator: ast.AST, put: "object") -> str:
    copy = deepcopy(node)
    put(copy, _SWAPS[type(operator)]())  # type: ignore[operator]
    return ast.unparse(copy)
