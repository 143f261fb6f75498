"""What each verb does to a bench."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui_dl.course import bounds, classic, fitting, going, handwork, judging, moving, sweeping
from tui_dl.course.recipes import data_recipe, model_of
from tui_dl.course.written.problem import LessonProblem
from tui_dl.engine.problem import Problem
from tui_dl.session import protocol
from tui_dl.session.experiment import ClassicModel, Experiment, NetworkModel, RuleModel
from tui_dl.session.knobs import KNOBS, parse, with_value
from tui_dl.session.state import ENDED, FAILED, IDLE, PAUSED, RUNNING
from tui_dl.session.touching import MASK, PARAMETER

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_dl.course.bench import Bench
    from tui_dl.course.written.verbs import Verb
    from tui_dl.session.run import RunChange

ALIVE = (RUNNING, PAUSED)


def do(bench: Bench, verb: Verb) -> None:
    """Do what a verb says.

    Raises:
        Problem: It cannot be done here.
    """
    action = ACTIONS.get(verb.name)
    if action is None:
        raise LessonProblem("verb_not_built", got=verb.name)
    action(bench, verb)


def after(experiment: Experiment, change: RunChange) -> Experiment:
    """The experiment with a run's change as its start; what a hand did to the run is its own."""
    if change.knob.startswith((PARAMETER, MASK)) or change.knob in {"epoch_limit", "data"}:
        return experiment
    return with_value(experiment, change.knob, change.value)  # type: ignore[arg-type]  # parsed when it was made


def lay_out(bench: Bench, experiment: Experiment) -> None:
    """End what is under way, and put another experiment on the bench, not begun yet."""
    bench.rest(protocol.Stop())
    bench.show(bench.idle(experiment))


def _use(bench: Bench, verb: Verb) -> None:
    experiment, values = bench.experiment, verb.values
    data = data_recipe(bench.lesson, values["data"]) if "data" in values else experiment.data
    model = model_of(bench.lesson, values["model"]) if "model" in values else experiment.model
    lay_out(bench, msgspec.structs.replace(experiment, data=data, model=model))


def _set(bench: Bench, verb: Verb) -> None:
    values = {name.replace("-", "_"): text for name, text in verb.values.items()}
    experiment = bench.experiment
    parsed = {name: parse(name, text) for name, text in values.items()}
    for name, value in parsed.items():
        experiment = with_value(experiment, name, value)
    bounds.check(bench, experiment)
    changed = {name for name in parsed if experiment != bench.experiment}
    bench.now.did |= {f"change.{name}" for name in changed}
    only_mid_run = all(KNOBS[name].mid_run for name in parsed)
    status = bench.state.status
    read_only = all(KNOBS[name].reading for name in parsed)
    if isinstance(experiment.model, RuleModel | ClassicModel):
        classic.check(bench, experiment.model)
        bench.idle(experiment)  # refuses impossible data before anything has changed
        bench.experiment = experiment
        if not bench.awaited:  # else the fit under way is followed by one of these knobs
            bench.start()
    elif only_mid_run and (status in ALIVE or (read_only and status == ENDED)) and bench.state.records:
        bench.experiment = experiment
        handwork.take_up(bench)
        for name, value in parsed.items():
            bench.runner.send(protocol.Change(name, value))
    elif only_mid_run and status == ENDED:
        bench.experiment = experiment
        bench.note = "next_run"
    elif experiment != bench.experiment:
        _afresh(bench, experiment)


def _afresh(bench: Bench, experiment: Experiment) -> None:
    """Another network: back to its random weights; a run under way begins again."""
    status, own = bench.state.status, bench.own
    bench.rest(protocol.Stop())
    bench.show(bench.idle(experiment))
    bench.note = "afresh" if own or status != IDLE else ""
    if status == RUNNING:
        bench.start()


def _run(bench: Bench, verb: Verb) -> None:
    bench.now.did.add("run")
    text = verb.values.get("epochs")
    epochs = None if text is None else int(str(parse("epoch_limit", text)))
    bench.start(epochs)


def _resume(bench: Bench, _verb: Verb) -> None:
    if bench.state.status == PAUSED:
        bench.now.did.add("resume")
        handwork.take_up(bench)
        bench.runner.send(protocol.Resume())


def _continue(bench: Bench, verb: Verb) -> None:
    model = bench.state.run.experiment.model
    if bench.state.status in {PAUSED, ENDED} and bench.state.records and isinstance(model, NetworkModel):
        bench.now.did.add("resume")
        handwork.take_up(bench)
        bench.own = True
        if "data" in verb.values:
            handwork.take_rows(bench, data_recipe(bench.lesson, verb.values["data"]))
        bench.runner.send(protocol.Resume(model.epoch_limit))


def _one(command: protocol.Command, deed: str) -> Callable[[Bench, Verb], None]:
    def act(bench: Bench, _verb: Verb) -> None:
        if not isinstance(bench.experiment.model, NetworkModel):
            raise Problem("not_a_network")
        if bench.state.status in {IDLE, FAILED, ENDED}:
            bench.start(0)
            bench.receive()
        bench.now.did.add(deed)
        handwork.take_up(bench)
        bench.runner.send(command)

    return act


def _pause(bench: Bench, _verb: Verb) -> None:
    if bench.state.status in ALIVE:
        bench.now.did.add("pause")
        bench.runner.send(protocol.Pause())


def _keep(bench: Bench, verb: Verb) -> None:
    bench.kept[verb.words[0]] = bench.state


ACTIONS: dict[str, Callable[[Bench, Verb], None]] = {
    "use": _use,
    "set": _set,
    "run": _run,
    "resume": _resume,
    "continue": _continue,
    "step": _one(protocol.StepBatch(), "step"),
    "epoch": _one(protocol.StepEpoch(), "epoch"),
    "pause": _pause,
    "fit": fitting.fit,
    "edit": handwork.edit,
    "mask": handwork.mask,
    "move_point": moving.move_point,
    "start_from": handwork.start_from,
    "keep": _keep,
    "sweep": sweeping.sweep,
    "pick": sweeping.pick,
    "open_test": judging.open_test,
    "draw_fresh": judging.draw_fresh,
    "answer": going.answer,
    "do": going.do_offer,
    "sandbox": going.sandbox,
    "back": going.back,
    "hint": going.hint,
    "next": going.go_on,
    "previous": going.go_back,
    "solution": going.solution,
}
