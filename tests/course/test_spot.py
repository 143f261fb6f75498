"""The very spot at which a learner is: taken up again, lesson, step, knobs and run, to the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui_dl.course.bench import Bench
from tui_dl.course.learner import spot
from tui_dl.course.learner.notes import Notes
from tui_dl.course.learner.progress import Progress
from tui_dl.course.written.loader import load_lesson
from tui_dl.session.runner import InlineRunner

if TYPE_CHECKING:
    from pathlib import Path

LESSON, STEP = "layer", "fewest"


def bench() -> Bench:
    return Bench(load_lesson(LESSON), "en", InlineRunner())


def at_step(*verbs: str) -> Bench:
    made = bench()
    made.enter(next(at for at, step in enumerate(made.lesson.step) if step.id == STEP))
    for verb in verbs:
        made.apply(verb)
    return made


def again(left: Bench, home: Path) -> Bench:
    """Killed, and started anew: what is on disk is all that there is."""
    killed = Progress.open(home)
    Notes(killed).take(left)
    killed.flush()
    with Progress.open(home) as progress:
        made, notes = bench(), Notes(progress)
        notes.restore(made)
        notes.go_on(made)
    killed.close()
    return made


@pytest.mark.parametrize(
    "verbs",
    [
        ("set hidden=[3]", "step", "step", "step"),
        ("set hidden=[3]", "epoch", "set learning_rate=0.02", "epoch", "step"),
        ("set hidden=[2] seed=5", "run epochs=4"),
        ("set hidden=[2] epoch_limit=7", "run"),
        ("sandbox", "set hidden=[5,5] optimizer=adam", "epoch", "step"),
    ],
)
def test_it_goes_on_to_the_same_bytes(tmp_path: Path, verbs: tuple[str, ...]) -> None:
    left = at_step(*verbs)
    back = again(left, tmp_path)
    assert (back.lesson.id, back.step.id, back.in_sandbox) == (left.lesson.id, STEP, left.in_sandbox)
    assert back.experiment == left.experiment
    assert back.state.run == left.state.run
    assert back.state.weights.flat == left.state.weights.flat
    assert back.state.records == left.state.records
    assert (back.state.status, back.own) == (left.state.status, True)
    for one in (left, back):
        one.apply("continue")
    assert back.state.weights.flat == left.state.weights.flat
    assert back.state.epochs == left.state.epochs


def test_knobs_without_a_run(tmp_path: Path) -> None:
    left = at_step("set hidden=[4] learning_rate=0.5")
    back = again(left, tmp_path)
    assert back.experiment == left.experiment
    assert back.state.status == "idle"


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"version": 1}', b"x" * 2_000_000])
def test_what_cannot_be_read_is_the_lesson_as_it_was(tmp_path: Path, content: bytes) -> None:
    with Progress.open(tmp_path) as progress:
        progress.record(LESSON, STEP, "at", STEP)
    (tmp_path / "spot.json").write_bytes(content)
    with Progress.open(tmp_path) as progress:
        made, notes = bench(), Notes(progress)
        notes.restore(made)
        assert not notes.go_on(made)
    assert made.step.id == STEP


def test_a_run_too_long_to_wait_for_is_left_alone() -> None:
    left = at_step("step")
    kept = spot.of(left)
    far = spot.Spot(1, kept.lesson, kept.step, sandbox=False, next=kept.next, run=kept.run, steps=spot.MOST_STEPS + 1)
    assert not spot.go_back(at_step(), far)
