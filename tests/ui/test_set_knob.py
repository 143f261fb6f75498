"""A knob that is a set: point at one, put it in, take it out; too many are refused, and the last good set stays."""

from __future__ import annotations

import pytest

from tests.ui.hands import knob, press, said
from tui_dl.course.bench import Bench
from tui_dl.course.written.loader import load_lesson
from tui_dl.engine.problem import Problem
from tui_dl.session.knobs import KNOBS
from tui_dl.session.runner import InlineRunner
from tui_dl.ui.knob_words import knob_help
from tui_dl.words import say


async def test_what_is_measured_is_chosen_with_the_arrows(open_app) -> None:
    async with open_app("raw") as (app, pilot):
        await press(pilot, "n")
        features = knob(app, "features")
        features.focus()
        assert "ink" in features.render().plain
        await press(pilot, "right", "up")
        assert app.screen.bench.experiment.data.do[-1] == "features ink,top"
        assert "2/12: ink, upper half" in features.render().plain
        await press(pilot, "left", "down")
        assert app.screen.bench.experiment.data.do[-1] == "features top"
        await press(pilot, "enter", *"left", "comma", *"holes", "enter")
        assert app.screen.bench.experiment.data.do[-1] == "features left,holes"
        await press(pilot, "enter", *"all", "enter")
        assert "4" in said(app)
        assert app.screen.bench.experiment.data.do[-1] == "features left,holes"


def help_of(name: str, knob_name: str) -> tuple[str, Bench]:
    bench = Bench(load_lesson(name), "en", InlineRunner())
    bench.enter(next(number for number, step in enumerate(bench.lesson.step) if step.bounds))
    return knob_help(bench, knob_name, KNOBS[knob_name]), bench


@pytest.mark.parametrize(
    ("lesson", "name", "bound", "refused"),
    [
        ("rules", "column", "From 1 to 30.", "set column=31"),
        ("raw", "features", "In this step: 4 at most.", "set features=all"),
        ("layer", "hidden", "hidden units, 8 at most.", "set hidden=[9]"),
        ("layer", "hidden", "hidden layers, 1 at most.", "set hidden=[2,2]"),
    ],
)
def test_help_tells_the_bound_of_the_step_as_its_refusal_does(lesson: str, name: str, bound: str, refused: str) -> None:
    told, bench = help_of(lesson, name)
    assert bound in told
    with pytest.raises(Problem) as problem:
        bench.apply(refused)
    sentence = say("en", f"problem.{problem.value.code}", **problem.value.fields)
    assert f"{problem.value.fields['most']}" in sentence
    assert "_" not in sentence
    bench.apply("sandbox")
    assert bound not in knob_help(bench, name, KNOBS[name])
