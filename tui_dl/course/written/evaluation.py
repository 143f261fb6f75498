"""What a parsed condition comes to: our own walk over it, in a scope; nothing is ever evaluated as code."""

from __future__ import annotations

import ast
import operator
import statistics
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

OPERATORS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
PLAIN: dict[str, Callable[..., Any]] = {"abs": abs, "min": min, "max": max}
OF_VALUES: dict[str, Callable[..., Any]] = {"min": min, "max": max, "median": statistics.median}
OVER_EPOCHS = ("ever", "first")
OVER_RUNS = ("any", "all", "count", "median", "tried")


class NotYetError(Exception):
    """Something that the expression speaks of has no value yet."""


class DividesByZeroError(NotYetError):
    """A division by zero: 'not yet' for a learner, a mistake for whoever wrote it."""


class Scope(Protocol):
    """What an expression can see."""

    def value(self, name: str) -> Any:
        """The value of a dotted name; raises NotYetError."""

    def epochs(self) -> Sequence[Scope]:
        """This run at each of its epochs so far."""

    def runs(self) -> Sequence[Scope]:
        """This step's runs, each at its last epoch."""

    def on(self, data: str, name: str) -> float:
        """A model's score on another data set's validation part."""


def dotted(node: ast.expr) -> str | None:
    """`a.b.c` as text; None for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else None
    return None


def walk(node: ast.AST, scope: Scope) -> Any:
    """The value of a part of an expression; raises NotYetError and arithmetic's own errors."""
    return WALKS[type(node)](node, scope)


def _logic(node: ast.BoolOp, scope: Scope) -> bool:
    results = (walk(part, scope) for part in node.values)
    return all(results) if isinstance(node.op, ast.And) else any(results)


def _sign(node: ast.UnaryOp, scope: Scope) -> Any:
    value = walk(node.operand, scope)
    return (not value) if isinstance(node.op, ast.Not) else -value


def _calculate(node: ast.BinOp, scope: Scope) -> Any:
    """With numbers alone: a text times a large number would fill the memory."""
    left, right = walk(node.left, scope), walk(node.right, scope)
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        raise NotYetError(ast.unparse(node))
    return OPERATORS[type(node.op)](left, right)


def _compare(node: ast.Compare, scope: Scope) -> bool:
    left = walk(node.left, scope)
    for op, part in zip(node.ops, node.comparators, strict=True):
        right = walk(part, scope)
        if not OPERATORS[type(op)](left, right):
            return False
        left = right
    return True


def _call(node: ast.Call, scope: Scope) -> Any:
    name, arguments = dotted(node.func) or "", node.args
    if name == "did.change":
        return scope.value(f"did.change.{dotted(arguments[0])}")
    if name == "on":
        return scope.on(dotted(arguments[0]) or "", dotted(arguments[1]) or "")
    if name in OVER_EPOCHS:
        return _over_epochs(name, arguments[0], scope)
    if is_over_runs(node):
        return _over_runs(name, node, scope)
    return PLAIN[name](*(walk(part, scope) for part in arguments))


def is_over_runs(node: ast.Call) -> bool:
    """Whether a function speaks of this step's runs: `min` and `max` do where they are given a single thing."""
    name = dotted(node.func)
    return name in OVER_RUNS or bool(node.keywords) or (name in {"min", "max"} and len(node.args) == 1)


def _over_epochs(name: str, condition: ast.expr, scope: Scope) -> Any:
    for moment in scope.epochs():
        if _holds(condition, moment):
            return True if name == "ever" else moment.value("epochs")
    if name == "ever":
        return False
    raise NotYetError(name)


def _over_runs(name: str, node: ast.Call, scope: Scope) -> Any:
    runs = scope.runs()
    first = node.args[0]
    where = next((word.value for word in node.keywords if word.arg == "where"), None)
    chosen = [run for run in runs if where is None or _holds(where, run)]
    if name == "tried":
        knob = dotted(first) or ""
        return len({run.value(knob) for run in chosen})
    if name in {"any", "all", "count"}:
        held = [_holds(first, run) for run in runs]
        return {"any": any(held), "all": bool(held) and all(held), "count": sum(held)}[name]
    values = [walk(first, run) for run in chosen]
    if not values:
        raise NotYetError(name)
    return OF_VALUES[name](values)


def _named(node: ast.expr, scope: Scope) -> Any:
    return scope.value(dotted(node) or "")


def _listed(node: ast.List | ast.Tuple, scope: Scope) -> tuple[Any, ...]:
    return tuple(walk(part, scope) for part in node.elts)


def _holds(node: ast.expr, scope: Scope) -> bool:
    try:
        return bool(walk(node, scope))
    except (NotYetError, ZeroDivisionError, TypeError):
        return False


WALKS: dict[type, Callable[[Any, Scope], Any]] = {
    ast.Constant: lambda node, _scope: node.value,
    ast.Name: _named,
    ast.Attribute: _named,
    ast.List: _listed,
    ast.Tuple: _listed,
    ast.BoolOp: _logic,
    ast.UnaryOp: _sign,
    ast.BinOp: _calculate,
    ast.Compare: _compare,
    ast.Call: _call,
}
