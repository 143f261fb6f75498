"""What a network says of the validation rows: the same numbers as the run's own record, wherever the threshold is."""

from __future__ import annotations

import numpy as np
import pytest

from tests.views.states import trained
from tui_dl.engine.metrics import precision_recall_f1
from tui_dl.session.verdicts import verdicts_of


@pytest.mark.parametrize("data", ["circles", "iris", "digits"])
@pytest.mark.parametrize("threshold", [0.5, 0.2])
def test_the_matrix_has_the_scores_of_the_record(data: str, threshold: float) -> None:
    state = trained(data, epoch_limit=2, decision_threshold=threshold)
    verdicts, scores = verdicts_of(state), state.last.validation
    assert verdicts.matrix.sum() == len(state.dataset.validation)
    assert np.trace(verdicts.matrix) / verdicts.matrix.sum() == pytest.approx(scores.accuracy)
    if verdicts.threshold is not None:
        found = precision_recall_f1(verdicts.said, verdicts.targets, 2)
        assert found == pytest.approx((scores.precision, scores.recall, scores.f1))
    given = verdicts.given[verdicts.mistakes]
    assert (np.diff(given) >= 0).all(), "the worst come first"
    assert verdicts.probabilities.sum(axis=1) == pytest.approx(np.ones(len(verdicts.said)))


def test_values_cannot_be_confused() -> None:
    assert verdicts_of(trained("sine")) is None
