"""A run written out as a program prints the run's own losses."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tui_dl.data.recipe import DataRecipe
from tui_dl.engine.activations import ACTIVATIONS
from tui_dl.engine.initializers import INITIALIZERS
from tui_dl.engine.optimizers import OPTIMIZERS
from tui_dl.engine.problem import Problem
from tui_dl.session.experiment import Experiment, NetworkModel, Origin
from tui_dl.session.live import LiveRun
from tui_dl.session.position import Position
from tui_dl.session.programs import frameworks, plain
from tui_dl.session.programs.parts import facts_of
from tui_dl.session.protocol import Epochs
from tui_dl.session.run import Run, RunChange

if TYPE_CHECKING:
    from pathlib import Path

EPOCHS = 4


def run_of(data: str = "moons", **knobs) -> Run:
    return Run(Experiment(DataRecipe(data), NetworkModel(**{"epoch_limit": EPOCHS, "float64": True, **knobs}), 4))


def losses_of(run: Run) -> list[float]:
    live, found = LiveRun(run), []
    while not live.ended:
        for event in live.advance(1000):
            found += [record.batch_loss for record in event.records] if isinstance(event, Epochs) else []
    return found


def printed(text: str, run: Run, folder: Path) -> list[float]:
    """What the program prints, in a folder with its rows."""
    train = Position(run).dataset.train
    np.savetxt(folder / "rows.csv", np.column_stack([train.inputs, train.targets]), "%.17g", ",")
    told = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(told):
        exec(compile(text, "program", "exec"), {"__name__": "program"})
    lines = [line.split() for line in told.getvalue().splitlines() if line[:1].isdigit()]
    assert [int(number) for number, _ in lines] == list(range(1, EPOCHS + 1))
    return [float(loss) for _, loss in lines]


RATED = "a limit moved, a rate and a batch"


def turned(*changes: tuple, **knobs) -> Run:
    """One knob after the other, at steps within and between epochs of ten."""
    steps = (13, 13, 13, 20, 25, 31)
    made = (RunChange(step, knob, value) for step, (knob, value) in zip(steps, changes, strict=False))
    return Run(run_of(**knobs).experiment, tuple(made))


RUNS = {
    **{
        f"{name}, l1 and l2": run_of(optimizer=name, l1=0.001, l2=0.01, hidden=(5, 4), learning_rate=0.02)
        for name in OPTIMIZERS
    },
    **{f"{name}": run_of(activation=(name, "tanh"), hidden=(5, 4)) for name in ACTIVATIONS},
    **{f"{name}": run_of(initializer=name, initializer_scale=0.5, bias_start=0.1) for name in INITIALIZERS},
    "three classes": run_of("iris", activation=("relu",)),
    "values": run_of("sine", loss="mae"),
    "squares of values": run_of("sine"),
    "no hidden layer, in order": run_of(hidden=(), shuffle="off"),
    "knobs turned on the way": turned(
        *(
            ("learning_rate", 0.5),
            ("learning_rate", 0.05),
            ("l2", 0.1),
            ("batch_size", 17),
            ("l1", 0.01),
            ("learning_rate", 0.002),
        ),
    ),
    "turned before its first step": Run(run_of().experiment, (RunChange(0, "learning_rate", 0.1),)),
    RATED: turned(("epoch_limit", EPOCHS), ("learning_rate", 0.1), ("batch_size", 7)),
}


@pytest.mark.parametrize("name", [*RUNS, "dropout"])
def test_numpy_prints_the_same_losses(name: str, tmp_path: Path) -> None:
    run = RUNS[name] if name in RUNS else run_of(dropout=0.3, hidden=(6, 5))
    text = plain.program(facts_of(run, Position(run), EPOCHS, "rows.csv"))
    assert len(text.splitlines()) <= 80
    assert "tui_dl" not in text
    np.testing.assert_allclose(printed(text, run, tmp_path), losses_of(run), rtol=1e-11)


def test_in_float32_they_are_near(tmp_path: Path) -> None:
    run = run_of(float64=False)
    text = plain.program(facts_of(run, Position(run), EPOCHS, "rows.csv"))
    np.testing.assert_allclose(printed(text, run, tmp_path), losses_of(run), rtol=1e-4)


@pytest.mark.parametrize("name", RUNS)
def test_pytorch_prints_the_same_losses(name: str, tmp_path: Path) -> None:
    pytest.importorskip("torch")
    text = frameworks.pytorch(facts_of(RUNS[name], Position(RUNS[name]), EPOCHS, "rows.csv"))
    np.testing.assert_allclose(printed(text, RUNS[name], tmp_path), losses_of(RUNS[name]), rtol=1e-10)


@pytest.mark.filterwarnings("ignore")  # the library's own
@pytest.mark.parametrize("name", ["sgd, l1 and l2", "nesterov, l1 and l2", "three classes", "gelu", "values", RATED])
def test_keras_prints_nearly_the_same_losses(name: str, tmp_path: Path) -> None:
    pytest.importorskip("keras")
    text = frameworks.keras(facts_of(RUNS[name], Position(RUNS[name]), EPOCHS, "rows.csv"))
    exact = "l1 and l2" in name  # Adam's epsilon stands elsewhere in its formula
    rtol = 1e-6 if exact else 1e-3
    np.testing.assert_allclose(printed(text, RUNS[name], tmp_path), losses_of(RUNS[name]), rtol=rtol)


@pytest.mark.parametrize(
    ("run", "name"),
    [
        (run_of(schedule="greedy"), "schedule"),
        (run_of(optimizer="nudge"), "optimizer"),
        (run_of(positive_weight=2.0), "positive_weight"),
        (run_of(direction="up"), "direction"),
        (Run(Experiment(DataRecipe("moons"), NetworkModel(), origin=Origin(frozen=(1, 1)))), "start_from"),
    ],
)
def test_what_no_short_program_tells_is_refused_by_name(run: Run, name: str) -> None:
    with pytest.raises(Problem) as told:
        facts_of(run, Position(run), 1, "rows.csv")
    assert (told.value.code, told.value.fields) == ("not_as_code", {"name": name})


@pytest.mark.parametrize(
    ("run", "library"),
    [
        (turned(("dropout", 0.1)), plain.program),
        (turned(("l2", 0.1), optimizer="adamw"), plain.program),
        (turned(("l1", 0.1)), frameworks.keras),
    ],
)
def test_what_was_changed_and_is_told_by_no_short_program_is_named(run: Run, library) -> None:
    with pytest.raises(Problem) as told:
        library(facts_of(run, Position(run), 1, "rows.csv"))
    assert (told.value.code, told.value.fields) == ("turned_not_as_code", {"name": run.changes[0].knob})


def test_what_was_done_by_hand_is_told_by_no_short_program() -> None:
    for change in (("parameter.3", 0.1), ("mask.1.1", "zero"), ("data", DataRecipe("moons"))):
        with pytest.raises(Problem) as told:
            facts_of(turned(change), Position(run_of()), 1, "rows.csv")
        assert told.value.code == "touched_not_as_code"


def test_draws_of_another_library_cannot_be_repeated() -> None:
    run = run_of(dropout=0.3)
    facts = facts_of(run, Position(run), 1, "rows.csv")
    for write in (frameworks.pytorch, frameworks.keras):
        with pytest.raises(Problem) as told:
            write(facts)
        assert told.value.fields == {"name": "dropout"}
