"""When a run is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_dl.session.experiment import NetworkModel
    from tui_dl.session.records import EpochRecord


class Stopper:
    """Watches the epochs of one run."""

    def __init__(self) -> None:
        self._best, self._since_best = float("inf"), 0

    def reason(self, model: NetworkModel, record: EpochRecord) -> str | None:
        """Why the run is over with this epoch: target, patience or epochs; None: it goes on."""
        score = record.validation.score
        if model.target is not None and score is not None and score >= model.target:
            return "target"
        loss = record.validation.loss
        improved = loss is not None and loss < self._best
        self._best, self._since_best = (loss or 0.0, 0) if improved else (self._best, self._since_best + 1)
        if model.patience is not None and self._since_best >= model.patience:
            return "patience"
        return "epochs" if record.epoch >= model.epoch_limit else None
