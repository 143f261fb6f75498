"""Every network that a lesson trains, as the run that its stored solution makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.course.recipes import experiment_of
from tui_dl.course.written.loader import course, load_lesson
from tui_dl.course.written.verbs import parse_verb
from tui_dl.session.experiment import NetworkModel
from tui_dl.session.knobs import KNOBS, parse, with_value
from tui_dl.session.run import Run

if TYPE_CHECKING:
    from tui_dl.course.written.lesson import Lesson, Step
    from tui_dl.session.experiment import Experiment


def runs() -> dict[str, Run]:
    """By lesson and step; of the same run in several steps the first."""
    found: dict[str, Run] = {}
    for entry in course().entries:
        lesson = load_lesson(entry.id).lesson
        for step in lesson.step:
            run = Run(_tuned(lesson, step))
            if isinstance(run.experiment.model, NetworkModel) and step.kind == "task" and run not in found.values():
                found[f"{entry.id}, {step.id}"] = run
    return found


def _tuned(lesson: Lesson, step: Step) -> Experiment:
    """What the step starts from, with the knobs of its solution's first run."""
    experiment = experiment_of(lesson, step, lesson.seed)
    for verb in map(parse_verb, step.solution[0].do if step.solution else ()):
        if verb.name == "set":
            for name, text in verb.values.items():
                knob = name.replace("-", "_")
                if KNOBS[knob].scope in {"network", "data", "seed"}:
                    experiment = with_value(experiment, knob, parse(knob, text))
        elif verb.name in {"run", "sweep", "step", "epoch"}:
            break
    return experiment
