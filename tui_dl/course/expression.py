"""Conditions of lessons: a small language, parsed with Python's own parser, walked by ours, never evaluated as code."""

from __future__ import annotations

import ast
import operator
import statistics
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from tui_dl.course.problem import LessonProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONGEST, DEEPEST = 300, 20
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
FUNCTIONS = (*PLAIN, *OVER_EPOCHS, *OVER_RUNS, "on")
STEP_NAMES = ("runs", "answer", "test.opened")
NODES = (
    *(ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp, ast.Compare, ast.Call),
    *(ast.Name, ast.Attribute, ast.Constant, ast.List, ast.Tuple, ast.Load, ast.keyword, *OPERATORS),
)


class NotYetError(Exception):
    """Something that the expression speaks of has no value yet."""


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


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed condition.

    Attributes:
        text: As written.
        names: Dotted names that it speaks of, those of functions excepted.
        of_step: Whether it speaks of nothing but the step: no single run need make it true.
    """

    text: str
    tree: ast.expr
    names: frozenset[str]
    of_step: bool

    def evaluate(self, scope: Scope) -> Any:
        """Its value; raises NotYetError where something is undefined, a division by zero included."""
        try:
            return _walk(self.tree, scope)
        except (ZeroDivisionError, TypeError, OverflowError, ValueError) as error:
            raise NotYetError(str(error)) from None

    def holds(self, scope: Scope) -> bool:
        """Whether it is true; what is undefined is not."""
        try:
            return bool(self.evaluate(scope))
        except NotYetError:
            return False


@cache
def parse(text: str) -> Expression:
    """The expression in `text`.

    Raises:
        LessonProblem: Too long, too deep, not an expression, or with something that this language has not.
    """
    if len(text) > LONGEST:
        raise LessonProblem("expression_long", got=text[:40], most=LONGEST)
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise LessonProblem("expression_bad", got=text) from None
    _inspect(tree, text)
    names = frozenset(_names(tree))
    return Expression(text, tree, names, all(_is_of_step(name) for name in names))


def first_comparison(tree: ast.expr) -> tuple[ast.expr, ast.cmpop, float] | None:
    """The first comparison of more or less with a number in it: what a meter can show."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Lt | ast.LtE | ast.Gt | ast.GtE):
            right = node.comparators[0]
            if isinstance(right, ast.Constant) and isinstance(right.value, int | float):
                return node.left, node.ops[0], float(right.value)
    return None


def dotted(node: ast.expr) -> str | None:
    """`a.b.c` as text; None for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else None
    return None


def walk(node: ast.expr, scope: Scope) -> Any:
    """The value of a part of an expression."""
    return _walk(node, scope)


def _inspect(tree: ast.expr, text: str) -> None:
    pending = [(tree, 1)]
    while pending:
        node, depth = pending.pop()
        if depth > DEEPEST or not isinstance(node, NODES):
            raise LessonProblem("expression_bad", got=text)
        if isinstance(node, ast.Call):
            name = dotted(node.func)
            if name not in FUNCTIONS and name != "did.change":
                raise LessonProblem("expression_function", got=name or "?", known=", ".join(FUNCTIONS))
        pending += [(child, depth + 1) for child in ast.iter_child_nodes(node)]  # type: ignore[misc]  # any node


def _names(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Call):
        name = dotted(node.func) or ""
        if name == "did.change" or name in OVER_RUNS:
            return {"runs"}
        if name in {"min", "max"} and node.keywords:
            return {"runs"}
        if name == "on":
            return {"validation.accuracy"}
        return set().union(*(_names(part) for part in node.args))
    if isinstance(node, ast.Name | ast.Attribute):
        return {dotted(node) or ""}
    return set().union(*(_names(child) for child in ast.iter_child_nodes(node)))


def _is_of_step(name: str) -> bool:
    return name in STEP_NAMES or name.startswith("did.")


def _walk(node: ast.AST, scope: Scope) -> Any:
    return WALKS[next(kind for kind in WALKS if isinstance(node, kind))](node, scope)


def _logic(node: ast.BoolOp, scope: Scope) -> bool:
    results = (_walk(part, scope) for part in node.values)
    return all(results) if isinstance(node.op, ast.And) else any(results)


def _sign(node: ast.UnaryOp, scope: Scope) -> Any:
    value = _walk(node.operand, scope)
    return (not value) if isinstance(node.op, ast.Not) else -value


def _compare(node: ast.Compare, scope: Scope) -> bool:
    left = _walk(node.left, scope)
    for op, part in zip(node.ops, node.comparators, strict=True):
        right = _walk(part, scope)
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
    if name in OVER_RUNS or node.keywords:
        return _over_runs(name, node, scope)
    return PLAIN[name](*(_walk(part, scope) for part in arguments))


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
    if name == "tried":
        knob = dotted(first) or ""
        return len({run.value(knob) for run in runs})
    if name in {"any", "all", "count"}:
        held = [_holds(first, run) for run in runs]
        return {"any": any(held), "all": bool(held) and all(held), "count": sum(held)}[name]
    where = next((word.value for word in node.keywords if word.arg == "where"), None)
    values = [_walk(first, run) for run in runs if where is None or _holds(where, run)]
    if not values:
        raise NotYetError(name)
    return OF_VALUES[name](values)


def _holds(node: ast.expr, scope: Scope) -> bool:
    try:
        return bool(_walk(node, scope))
    except (NotYetError, ZeroDivisionError, TypeError):
        return False


WALKS: dict[Any, Callable[[Any, Scope], Any]] = {
    ast.Constant: lambda node, _scope: node.value,
    (ast.Name, ast.Attribute): lambda node, scope: scope.value(dotted(node) or ""),
    (ast.List, ast.Tuple): lambda node, scope: tuple(_walk(part, scope) for part in node.elts),
    ast.BoolOp: _logic,
    ast.UnaryOp: _sign,
    ast.BinOp: lambda node, scope: OPERATORS[type(node.op)](_walk(node.left, scope), _walk(node.right, scope)),
    ast.Compare: _compare,
    ast.Call: _call,
}
