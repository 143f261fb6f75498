"""A run from elsewhere is refused where something in it cannot be, before memory or time is spent on it."""

from __future__ import annotations

import json

import pytest

from tui_dl.data.loading import load
from tui_dl.data.recipe import DataRecipe
from tui_dl.engine.problem import Problem
from tui_dl.session.experiment import ClassicModel, Experiment, NetworkModel, Origin, RuleModel, Run, RunChange
from tui_dl.session.run import from_text, to_text

DATA = DataRecipe("moons")
GOOD = Run(
    Experiment(
        DATA, NetworkModel((4, 2), ("relu", "tanh"), target=0.9), 3, {"weights": 7}, Origin(Run(Experiment(DATA)), 5)
    ),
    (
        RunChange(3, "learning_rate", 0.1),
        RunChange(4, "parameter.12", -1.5),
        RunChange(4, "mask.1.2", "mean"),
        RunChange(5, "data", DataRecipe("moons", {"noise": 0.3})),
        RunChange(9, "epoch_limit", 200),
    ),
)


@pytest.mark.parametrize(
    "run",
    [
        GOOD,
        Run(Experiment(DATA, RuleModel(feature=None, threshold=0.5, side="above"))),
        Run(Experiment(DATA, ClassicModel("forest", {"trees": 10, "max_features": "all"}))),
    ],
)
def test_what_can_be_is_read_as_it_was(run: Run) -> None:
    assert from_text(to_text(run)) == run


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("experiment.model.hidden", [2_000_000_000]),
        ("experiment.model.hidden", [4] * 17),
        ("experiment.model.activation", ["nonsense"]),
        ("experiment.model.batch_size", 0),
        ("experiment.model.learning_rate", -1.0),
        ("experiment.model.loss", "x"),
        ("experiment.data.outputs", 2**40),
        ("experiment.data.draw", -1),
        ("experiment.seed", -1),
        ("experiment.seeds", {"nothing": 1}),
        ("experiment.origin.steps", -1),
        ("experiment.origin.layers", [0, 3]),
        ("experiment.origin.run.experiment.model.hidden", [0]),
        ("changes.0.step", -1),
        ("changes.0.knob", "hidden"),
        ("changes.0.value", "fast"),
        ("changes.1.value", "x"),
        ("changes.2.knob", "mask.1"),
        ("changes.2.value", "gone"),
        ("changes.3.knob", "noise"),
    ],
)
def test_what_cannot_be_is_refused_by_name(place: str, value: object) -> None:
    whole = json.loads(to_text(GOOD))
    *path, last = place.split(".")
    holder = whole["run"]
    for name in path:
        holder = holder[int(name) if name.isdecimal() else name]
    holder[last] = value
    with pytest.raises(Problem, match="bad_run") as refused:
        from_text(json.dumps(whole))
    assert refused.value.fields["reason"]


def test_classes_have_to_fit_the_head() -> None:
    with pytest.raises(Problem, match="transform_values"):
        load(DataRecipe("moons", outputs=1), 1)
