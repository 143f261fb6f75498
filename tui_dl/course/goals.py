"""Goals: which clauses hold, how far a run is, and what is worth saying while one is not reached."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_dl.course.filling import shown_as
from tui_dl.course.written import expression
from tui_dl.course.written.evaluation import NotYetError, walk

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_dl.course.bench import Bench
    from tui_dl.course.memory import StepMemory
    from tui_dl.course.written.evaluation import Scope
    from tui_dl.course.written.expression import Expression
    from tui_dl.course.written.lesson import Step


@dataclass(frozen=True, slots=True)
class Goal:
    """A clause and its meter.

    Attributes:
        id: The check's.
        met: Whether it holds now, or the step is passed.
        name: What the meter measures, as written in the condition; "" where there is only a tick.
        value: Where it stands; None: nothing yet.
        wanted: Where it should be.
        at_least: Whether more is better.
    """

    id: str
    met: bool
    name: str = ""
    value: float | None = None
    wanted: float | None = None
    at_least: bool = True

    @property
    def shown(self) -> str:
        """Its value as text."""
        return shown_as(self.name, self.value, at_least=self.at_least)


def is_done(step: Step, memory: StepMemory) -> bool:
    """Whether a step has been done; reading and trying out are done by being there."""
    if step.kind == "task":
        return memory.passed
    return memory.answer is not None if step.kind in {"choose", "number"} else True


def look(bench: Bench, records: Iterable[int] = ()) -> None:
    """Note what has come true: at each of these new records of the run, and now."""
    step, memory = bench.step, bench.now
    if step.kind != "task" or bench.in_sandbox or memory.passed:
        return
    clauses = {check.id: expression.parse(check.when) for check in step.check}
    of_run = [clause for clause in clauses.values() if not clause.of_step]
    for at in (*records, None):
        scope = bench.scope(at)
        memory.done |= {name for name, clause in clauses.items() if clause.of_step and clause.holds(scope)}
        if of_run and not memory.together and all(clause.holds(scope) for clause in of_run):
            memory.together, memory.passed_run = True, bench.state
    wanted = {name for name, clause in clauses.items() if clause.of_step}
    memory.passed = wanted <= memory.done and (memory.together or not of_run)


def goals_of(bench: Bench) -> list[Goal]:
    """The step's clauses as they stand; once the step is passed, as they stood in the run that passed it."""
    return [_goal(bench, check.id, expression.parse(check.when)) for check in bench.step.check]


def _goal(bench: Bench, name: str, clause: Expression) -> Goal:
    scope, memory = bench.scope(), bench.now
    holds = clause.holds(scope)
    met = memory.passed or name in memory.done or holds
    comparison = expression.first_comparison(clause.tree)
    if comparison is None:
        return Goal(name, met)
    left, op, wanted = comparison
    if met and not holds:  # a meter beside a tick shows what earned the tick, or nothing
        passing = bench.scope_of(bench.step.id)
        if passing is None or not clause.holds(passing):
            return Goal(name, met)
        scope = passing
    return Goal(name, met, ast.unparse(left), _value(left, scope), wanted, isinstance(op, ast.Gt | ast.GtE))


def _value(node: ast.expr, scope: Scope) -> float | None:
    """What a meter shows; None: nothing yet."""
    try:
        found = walk(node, scope)
        return found if isinstance(found, int) else float(found)  # a count stays whole
    except (NotYetError, TypeError, ValueError):
        return None


def mistake(bench: Bench) -> str | None:
    """The id of the first mistake that matches; None where the step is passed or none is stored."""
    if bench.step.kind != "task" or bench.now.passed:
        return None
    scope = bench.scope()
    for stored in bench.step.mistake:
        if not stored.when or expression.parse(stored.when).holds(scope):
            return stored.id
    return None


def unanswered(bench: Bench) -> bool:
    """Whether the step asks something that has no answer yet."""
    return bench.step.kind in {"choose", "number"} and bench.now.answer is None


def blank(step: Step, answer: str | None) -> str:
    """The number that `one-step` leaves to the learner: until the question is answered."""
    return "" if answer is not None else step.blank


def reply(bench: Bench, step: Step) -> list[str]:
    """What is said to the answer of a step, as ids of its texts."""
    answer = bench.memory[step.id].answer
    texts = bench.whole.texts[bench.language].steps[step.id].parts
    if answer is None:
        return []
    said = [answer] if step.kind == "choose" else [_verdict(bench, step, answer)]
    return [part for part in (*said, "after") if part in texts]


def _verdict(bench: Bench, step: Step, answer: str) -> str:
    try:
        truth = float(expression.parse(step.truth or "0").evaluate(bench.scope()))
    except NotYetError:
        return ""
    given = float(answer)
    if abs(given - truth) <= step.within:
        return "right"
    return "low" if given < truth else "high"
