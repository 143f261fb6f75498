"""How a run does on rows that it has never met: on any part that is handed over, and on rows drawn afresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui_dl.data.generators import MAKERS
from tui_dl.data.recipe import Rows
from tui_dl.data.split import open_test
from tui_dl.engine.metrics import accuracy, scores
from tui_dl.engine.problem import Problem
from tui_dl.session.building import loss_for
from tui_dl.session.experiment import NetworkModel
from tui_dl.session.inspection import network_of
from tui_dl.session.knobs import value_at
from tui_dl.session.material import in_the_run, recipe_now
from tui_dl.session.records import Scores
from tui_dl.session.rules import predict

if TYPE_CHECKING:
    from tui_dl.data.dataset import Part
    from tui_dl.session.state import RunState

FRESH_ROWS = 1000
FAR = 1_000_000  # draws of lessons have small numbers: those of fresh samples are none of them


def scores_on(state: RunState, part: Part) -> Scores | None:
    """The scores of the network or the rule of a run; None for one that has neither."""
    if state.rule is not None:
        return Scores(accuracy=accuracy(predict(state.rule, part.inputs), part.targets))  # type: ignore[arg-type]  # classes
    network, model = network_of(state), state.run.experiment.model
    if network is None or not isinstance(model, NetworkModel):
        return None
    threshold = float(str(value_at(state.run, "decision_threshold")))
    return Scores(**scores(loss_for(model, state.dataset), network.outputs(part.inputs), part.targets, threshold))


def fresh_part(state: RunState, number: int) -> Part:
    """Rows that are drawn only now, from the same recipe, as the run's model sees them; `number` (from 1): which draw.

    Raises:
        Problem: The data is a table: there is nothing to draw from.
    """
    recipe = recipe_now(state.run)
    if recipe.make not in MAKERS:
        raise Problem("no_fresh", data=recipe.make)
    rows = msgspec.structs.replace(recipe.rows or Rows(), test=FRESH_ROWS)
    other = msgspec.structs.replace(recipe, draw=recipe.draw + FAR * number, rows=rows)
    return open_test(in_the_run(state.run, other), _Nobody())


class _Nobody:
    """The ledger of rows that nobody has had the chance to choose by."""

    def record(self, entry: dict[str, object]) -> None:
        """Nothing to be written down."""
