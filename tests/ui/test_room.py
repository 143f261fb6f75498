"""What stands beside the words of a lesson, by the room that there is; and words without marks where none are drawn."""

from __future__ import annotations

import pytest

from tests.ui.crew import ScriptedFitter
from tui_dl.course.bench import Bench
from tui_dl.course.written.loader import load_lesson
from tui_dl.session.runner import InlineRunner
from tui_dl.ui.board.arrangement import Arrangement, Room, arrange
from tui_dl.ui.board.face import figures_of
from tui_dl.ui.prose import plain

FIGURES = ("region", "loss", "weights")


@pytest.mark.parametrize(
    ("room", "reading", "placed"),
    [
        (Room(4), False, Arrangement(FIGURES, 3)),
        (Room(0, rows=17, words=3, narrow_words=6), False, Arrangement(FIGURES[:2], 3, below=True)),
        (Room(0, rows=11, words=4, narrow_words=8), False, Arrangement(FIGURES[:1], 3, beside=True)),
        (Room(0, rows=8, words=4, narrow_words=8), False, Arrangement((), 3)),
        (Room(0, rows=12, words=8, narrow_words=14), False, Arrangement((), 3)),
        (Room(0, rows=17, words=9, narrow_words=21), True, Arrangement(FIGURES[:1], 3, beside=True)),
        (Room(0, rows=17, words=19, narrow_words=31), True, Arrangement((), 3)),
        (Room(0, rows=17, words=30, narrow_words=50), True, Arrangement(FIGURES[:1], 3, beside=True)),
    ],
)
def test_a_figure_stands_where_it_leaves_the_words_in_sight(room, reading, placed) -> None:
    assert arrange(FIGURES, 0, room, reading=reading) == placed


def test_labels_show_no_marks() -> None:
    assert plain("40 [[epoch|epochs]] of `tanh`, **at least**") == "40 epochs of tanh, at least"


@pytest.mark.parametrize(("lesson", "drawn"), [("batches", False), ("layer", True)])
def test_a_task_has_a_region_only_where_there_is_a_plane_to_draw_it_on(lesson, drawn) -> None:
    bench = Bench(load_lesson(lesson), "en", InlineRunner(), ScriptedFitter())
    tasks = [number for number, step in enumerate(bench.lesson.step) if step.kind == "task"]
    bench.enter(tasks[0])
    assert ("region" in figures_of(bench)) == drawn
