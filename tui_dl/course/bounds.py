"""How far a step lets its knobs go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.data.recipe import words_of
from tui_dl.engine.problem import Problem
from tui_dl.session.experiment import NetworkModel
from tui_dl.session.knobs import KNOBS

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.session.experiment import Experiment

OF_HIDDEN = ("hidden_layers", "hidden_units")  # what may be bounded of the knob `hidden`


def check(bench: Bench, experiment: Experiment) -> None:
    """A step's bounds hold in the step, not in its sandbox.

    Raises:
        Problem: A knob is beyond its bound.
    """
    if bench.in_sandbox:
        return
    model = experiment.model
    sizes = model.hidden if isinstance(model, NetworkModel) else ()
    for name, most in bench.step.bounds.items():
        got = {"hidden_layers": len(sizes), "hidden_units": sum(sizes)}.get(name, getattr(model, name, 0))
        if name in KNOBS and KNOBS[name].kind == "set":
            got = len(words_of(experiment.data, name))
        if got > most:
            raise Problem(f"over_bound_{name}" if name in OF_HIDDEN else "over_bound", name=name, got=got, most=most)


def of_knob(bench: Bench, knob: str) -> dict[str, int]:
    """The bounds that hold for a knob now, by what they bound: at most so much."""
    names = OF_HIDDEN if knob == "hidden" else (knob,)
    return {} if bench.in_sandbox else {name: most for name, most in bench.step.bounds.items() if name in names}
