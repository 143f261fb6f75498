"""A run and its branch in one figure: where they part, and how far apart they are."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tests.session.runs import end_of
from tui_dl.data.recipe import DataRecipe
from tui_dl.figures.figure import Look, Size
from tui_dl.session.experiment import Experiment, NetworkModel
from tui_dl.session.past.forks import forks
from tui_dl.session.past.timeline import fork
from tui_dl.session.records import Divergence
from tui_dl.session.run import Run
from tui_dl.views import Scene, draw
from tui_dl.views.fork_words import labels, turned
from tui_dl.words import numbers

if TYPE_CHECKING:
    from tui_dl.session.state import RunState

RUN = Run(Experiment(DataRecipe("moons"), NetworkModel(epoch_limit=6, hidden=(3,))))
SIZE, LOOK = Size(78, 14), Look(colour=False)


@cache
def trunk() -> RunState:
    return replace(end_of(RUN), id=1)


@cache
def branch(knob: str = "learning_rate", value: object = 0.3, epoch: int = 2) -> RunState:
    return replace(end_of(fork(RUN, trunk().records[epoch].step, knob, value)), id=2)


def drawn(*states: RunState, size: Size = SIZE, look: Look = LOOK):
    figure = draw("branches", Scene(states[-1], runs=states[:-1]), size, look)
    return figure, ["".join(part.text for part in row) for row in figure.rows]


def test_it_says_where_they_part_by_what_and_how_far_they_are() -> None:
    figure, rows = drawn(trunk(), branch())
    first, second = (numbers.loss(state.last.validation.loss) for state in (trunk(), branch()))
    assert "Up to epoch 2 the two are one run; there they part: learning rate 0.01 → 0.3." in figure.twin
    assert f"Epoch 6: validation loss {first} in 1, {second} in 2, " in figure.twin
    assert f"{abs(float(first) - float(second)):.3f} {'lower' if second < first else 'higher'};" in figure.twin
    assert rows[0].startswith("1 learning rate 0.01  2 learning rate 0.3  ┊ parted here")
    columns = {row.index("┊") for row in rows[1:9] if "┊" in row}
    assert len(columns) == 1, "a line at one epoch"
    assert " ".join(row.strip() for row in rows).endswith(figure.twin)


def test_a_branch_that_has_gone_no_step_is_not_apart_and_one_that_blew_up_is_told() -> None:
    level = replace(branch(), records=branch().records[:3])
    assert "Epoch 2: nothing is between them yet." in drawn(trunk(), level)[0].twin
    wild = branch("optimizer", "sgd")
    assert drawn(trunk(), replace(wild, divergence=Divergence(5, 41, 1)))[0].twin.endswith("Run 2 blew up in epoch 5.")


def test_where_nothing_parted_the_way_to_it_is_said() -> None:
    assert "y goes back in time" in drawn(trunk())[0].twin
    assert "y로" in drawn(trunk(), look=Look("ko"))[0].twin


def test_it_is_the_branch_on_screen_that_is_shown() -> None:
    later = replace(branch("l2", 0.5, 4), id=3)
    assert "L2 0 → 0.5" in drawn(trunk(), branch(), later)[0].twin
    assert "learning rate" in drawn(trunk(), later, branch())[0].twin
    assert "L2 0 → 0.5" in drawn(branch(), later, trunk())[0].twin, "on the trunk, its newest branch"


def test_what_was_no_knob_has_a_name_too() -> None:
    by_hand = forks([trunk(), branch("parameter.0", 2.0)])[0]
    assert labels(by_hand, "en") == ("as it was", "changed by hand")
    both = replace(end_of(fork(branch().run, trunk().records[4].step, "mask.1.1", "zero")), id=2)
    assert labels(forks([trunk(), both])[0], "en")[1] == "learning rate 0.3, changed by hand"
    others = fork(RUN, trunk().records[2].step, "data", DataRecipe("moons", {"noise": 0.4}))
    rows = forks([trunk(), replace(end_of(others), id=2)])[0]
    assert turned(rows, "en") == "other rows to learn from"


def test_little_room_leaves_the_words() -> None:
    for size in (Size(30, 4), Size(8, 2), Size(1, 1)):
        assert all(len(row) <= size.width for row in drawn(trunk(), branch(), size=size)[1])
    figure, rows = drawn(trunk(), branch(), size=Size(78, 6))
    assert figure.twin.startswith(rows[0].strip())
