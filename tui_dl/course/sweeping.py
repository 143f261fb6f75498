"""Many runs in one go, and the best of them: `sweep KNOB=[..] KNOB=[..] seeds=[1..5]`, `pick by=NAME`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from tui_dl.course import bounds, forgetting
from tui_dl.course.written.evaluation import NotYetError
from tui_dl.course.written.problem import LessonProblem
from tui_dl.course.written.verbs import Verb
from tui_dl.engine.problem import Problem
from tui_dl.session import protocol
from tui_dl.session.experiment import NetworkModel
from tui_dl.session.knobs import parse, with_value
from tui_dl.session.run import Run
from tui_dl.session.state import ENDED, RUNNING, RunState, idle

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.session.experiment import Experiment

MOST = 1000
RANGE = re.compile(r"(-?\d+)\.\.(-?\d+)")
SHORT = {"seeds": "seed.weights"}
LESS_IS_BETTER = ("loss", "mse", "calibration")


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """A sweep under way.

    Attributes:
        id: Carried by its events.
        states: Its runs, before they begin.
        done: How many are over.
    """

    id: int
    states: tuple[RunState, ...]
    done: int = 0


def settings(verb: Verb) -> list[dict[str, str]]:
    """Every combination of the values that a sweep names, as texts by knob.

    Values stand in brackets: `[0.1,1]`, `[1..200]`; those that have commas themselves between bars: `[4|8|16,16]`.

    Raises:
        Problem: There is no such knob or value, or there are too many combinations.
    """
    lists = {SHORT.get(name, name.replace("-", "_")): _values(text) for name, text in verb.values.items()}
    for name, texts in lists.items():
        for text in texts:
            parse(name, text)
    found = [dict(zip(lists, texts, strict=True)) for texts in product(*lists.values())]
    if not lists or len(found) > MOST:
        raise Problem("sweep_size", got=len(found) if lists else 0, most=MOST)
    return found


def _values(text: str) -> list[str]:
    inner = text.removeprefix("[").removesuffix("]")
    found: list[str] = []
    for part in inner.split("|" if "|" in inner else ","):
        ends = RANGE.fullmatch(part.strip())
        if ends and int(ends[2]) - int(ends[1]) >= MOST:
            raise Problem("sweep_size", got=int(ends[2]) - int(ends[1]) + 1, most=MOST)
        found += map(str, range(int(ends[1]), int(ends[2]) + 1)) if ends else [part.strip()]
    return found


def sweep(bench: Bench, verb: Verb) -> None:
    """Train a network for every combination, at full speed; or set a classical method's knobs one after the other.

    Raises:
        Problem: It cannot be done here.
    """
    if bench.in_sandbox:
        raise Problem("sweep_in_sandbox")
    chosen = settings(verb)
    experiments = [_with(bench.experiment, texts) for texts in chosen]
    for experiment in experiments:
        bounds.check(bench, experiment)
    bench.now.did.add("sweep")
    if not isinstance(bench.experiment.model, NetworkModel):
        bench.script = [*(Verb("set", (), texts) for texts in chosen), *bench.script]
        return
    bench.rest(protocol.Stop())
    states = _idle(bench, experiments)
    bench.sweep, bench.live_id = Sweep(states[0].id, states), 0
    bench.runner.send(protocol.Sweep(states[0].id, tuple(state.run for state in states)))


def _with(experiment: Experiment, texts: dict[str, str]) -> Experiment:
    for name, text in texts.items():
        experiment = with_value(experiment, name, parse(name, text))
    return experiment


def _idle(bench: Bench, experiments: list[Experiment]) -> tuple[RunState, ...]:
    """Runs that have not begun; those of the same rows share them."""
    states: list[RunState] = []
    for experiment in experiments:
        before = states[-1] if states else bench.state
        was, run = before.run.experiment, Run(experiment)
        bench.next_id += 1
        alike = (was.data, was.seed_of("data")) == (experiment.data, experiment.seed_of("data"))
        kin = alike and was.origin == experiment.origin and not before.run.changes
        states.append(RunState(run, before.dataset, id=bench.next_id) if kin else idle(run, bench.next_id))
    return tuple(states)


def take(bench: Bench, event: protocol.Event) -> bool:
    """Put a run of the sweep among the step's; whether the event was of the sweep."""
    under_way = bench.sweep
    if under_way is None or event.id != under_way.id:
        return isinstance(event, protocol.Swept)
    if isinstance(event, protocol.Failed):
        bench.sweep, bench.refusal = None, Problem(event.code, **event.fields)
        return True
    if not isinstance(event, protocol.Swept):
        return False
    records = (event.first, event.last) if event.last.epoch else (event.first,)
    news = {"records": records, "weights": event.weights, "parameters": event.parameters, "seconds": event.seconds}
    state = replace(under_way.states[event.number], status=ENDED, stopped=event.reason, **news)  # type: ignore[arg-type]  # by name
    if state.epochs and all(one.run != state.run for one in bench.now.runs):
        forgetting.put_away(bench, state)
    done = event.number + 1
    bench.sweep = None if done == len(under_way.states) else replace(under_way, done=done)
    return True


def give_up(bench: Bench) -> None:
    """Train no more of a sweep's runs; those that are over stay."""
    if bench.sweep is not None:
        bench.runner.send(protocol.Stop())
        bench.sweep = None


def pick(bench: Bench, verb: Verb) -> None:
    """Put the step's best run on the bench; `by=NAME`: what it is best by (validation.accuracy), the first of equals.

    Raises:
        Problem: There is none that has such a number.
    """
    name = verb.values.get("by", "validation.accuracy")
    bench.rest(protocol.Pause())
    found = [(value, scope.state) for scope in bench.scope().runs() if (value := _number(scope, name)) is not None]
    if not found:
        raise LessonProblem("nothing_to_pick", got=name)
    sign = -1.0 if name.endswith(LESS_IS_BETTER) else 1.0
    best = max(found, key=lambda pair: sign * pair[0])[1]
    bench.now.did.add("pick")
    if best is bench.state:
        return
    bench.now.runs = [state for state in bench.now.runs if state is not best]
    bench.show(best)
    bench.own = True
    if isinstance(best.run.experiment.model, NetworkModel):  # train it once more, for its whole curve
        bench.state, bench.live_id = replace(best, status=RUNNING), best.id
        bench.runner.send(protocol.Start(best.id, best.run))


def _number(scope: object, name: str) -> float | None:
    try:
        return float(scope.value(name))  # type: ignore[attr-defined]  # a scope of a run
    except (NotYetError, TypeError, ValueError):
        return None
