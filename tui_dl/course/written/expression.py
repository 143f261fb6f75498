"""Conditions of lessons: a small language, parsed with Python's own parser; see `evaluation` for what they mean."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tui_dl.course.written.evaluation import (
    OPERATORS,
    OVER_EPOCHS,
    OVER_RUNS,
    PLAIN,
    DividesByZeroError,
    NotYetError,
    dotted,
    is_over_runs,
    walk,
)
from tui_dl.course.written.problem import LessonProblem

if TYPE_CHECKING:
    from tui_dl.course.written.evaluation import Scope

LONGEST, DEEPEST = 300, 20
FUNCTIONS = (*PLAIN, *OVER_EPOCHS, *OVER_RUNS, "on")
ARGUMENTS = {"min": (1, 10), "max": (1, 10), "on": (2, 2)}  # fewest and most; one for the others
WITH_WHERE = ("min", "max", "median", "tried")
STEP_NAMES = ("runs", "answer", "test.opened")
NODES = (
    *(ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.BinOp, ast.Compare, ast.Call),
    *(ast.Name, ast.Attribute, ast.Constant, ast.List, ast.Tuple, ast.Load, ast.keyword, *OPERATORS),
)


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
            return walk(self.tree, scope)
        except ZeroDivisionError:
            raise DividesByZeroError(self.text) from None
        except (TypeError, OverflowError, ValueError) as error:
            raise NotYetError(str(error)) from None

    def holds(self, scope: Scope) -> bool:
        """Whether it is true; what is undefined is not."""
        try:
            return bool(self.evaluate(scope))
        except NotYetError:
            return False


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """The expression in `text`.

    Raises:
        LessonProblem: Too long, too deep, not an expression, or with something that this language has not.
    """
    if len(text) > LONGEST:
        raise LessonProblem("expression_long", got=text[:40], most=LONGEST)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", SyntaxWarning)  # `1or 2` is no condition either
            tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise LessonProblem("expression_bad", got=text) from None
    _inspect(tree, text)
    names = frozenset(_names(tree))
    return Expression(text, tree, names, all(_is_of_step(name) for name in names))


def first_comparison(tree: ast.expr) -> tuple[ast.expr, ast.cmpop, float] | None:
    """The first comparison of more or less with a number: what a meter can show of this very run.

    What stands inside of `any`, `ever` and the like speaks of other runs or epochs.
    """
    parts = tree.values if isinstance(tree, ast.BoolOp) else [tree]
    for node in parts:
        if isinstance(node, ast.BoolOp) and (found := first_comparison(node)) is not None:
            return found
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Lt | ast.LtE | ast.Gt | ast.GtE):
            right = node.comparators[0]
            if isinstance(right, ast.Constant) and isinstance(right.value, int | float):
                return node.left, node.ops[0], float(right.value)
    return None


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
            if not _takes(name, node):
                raise LessonProblem("expression_bad", got=text)
        pending += [(child, depth + 1) for child in ast.iter_child_nodes(node)]  # type: ignore[misc]  # any node


def _takes(name: str, call: ast.Call) -> bool:
    """Whether the function has a meaning with these arguments."""
    fewest, most = ARGUMENTS.get(name, (1, 1))
    words = [word.arg for word in call.keywords]
    if words:
        return name in WITH_WHERE and words == ["where"] and len(call.args) == 1
    return fewest <= len(call.args) <= most


def _names(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Call):
        name = dotted(node.func) or ""
        if name == "did.change" or is_over_runs(node):
            return {"runs"}
        if name == "on":
            return {"validation.accuracy"}
        return set().union(*(_names(part) for part in node.args))
    if isinstance(node, ast.Name | ast.Attribute):
        return {dotted(node) or ""}
    return set().union(*(_names(child) for child in ast.iter_child_nodes(node)))


def _is_of_step(name: str) -> bool:
    return name in STEP_NAMES or name.startswith("did.")
