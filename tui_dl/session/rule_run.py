"""A run of a rule: found and scored at once, told in the same events as a network's run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.data.loading import load
from tui_dl.engine.metrics import accuracy
from tui_dl.engine.problem import Problem
from tui_dl.session.experiment import RuleModel
from tui_dl.session.protocol import Began, Ended, Epochs
from tui_dl.session.records import EpochRecord, Scores, Weights
from tui_dl.session.rules import fit_rule, predict

if TYPE_CHECKING:
    from tui_dl.data.dataset import Part
    from tui_dl.session.protocol import Event
    from tui_dl.session.run import Run

NOTHING = Weights(step=0, epoch=0, dtype="float32", flat=b"")
NUMBERS_OF_A_RULE = 1  # its threshold


def run_rule(run: Run, run_id: int) -> list[Event]:
    """All events of the run, from `Began` to `Ended`.

    Raises:
        Problem: The rule cannot be asked of this data.
    """
    experiment = run.experiment
    if not isinstance(experiment.model, RuleModel):
        raise Problem("not_a_rule")
    dataset = load(experiment.data, experiment.seed_of("data"))
    rule = fit_rule(experiment.model, dataset)

    def scores(part: Part) -> Scores:
        return Scores(accuracy=accuracy(predict(rule, part.inputs), part.targets))  # type: ignore[arg-type]  # classes

    record = EpochRecord(1, 0, scores(dataset.train), scores(dataset.validation))
    return [
        Began(run_id, NUMBERS_OF_A_RULE, EpochRecord(0, 0, Scores(), Scores()), NOTHING),
        Epochs(run_id, (record,)),
        Ended(run_id, "epochs", NOTHING, 0.0, rule=rule),
    ]
