"""What a run without a screen remembers of very many epochs: the same as the app would."""

from __future__ import annotations

from tui_dl.cli.report import Outcome
from tui_dl.session.records import EpochRecord, Scores
from tui_dl.session.thinning import MOST_EPOCHS


def record(epoch: int) -> EpochRecord:
    return EpochRecord(epoch, epoch, Scores(0.5), Scores(0.1 if epoch == 12_345 else 0.5, 0.9))


def test_usual_runs_are_kept_whole_and_very_long_ones_in_bounded_room() -> None:
    outcome = Outcome(None, "")
    for first in range(0, MOST_EPOCHS, 100):
        outcome.hear([record(epoch) for epoch in range(first, first + 100)])
    assert [one.epoch for one in outcome.records] == list(range(MOST_EPOCHS))
    for first in range(MOST_EPOCHS, 4 * MOST_EPOCHS, 100):
        outcome.hear([record(epoch) for epoch in range(first, first + 100)])
        assert len(outcome.records) <= MOST_EPOCHS
    kept = [one.epoch for one in outcome.records]
    assert kept == sorted(set(kept))
    assert {0, 12_345, 4 * MOST_EPOCHS - 1} <= set(kept), "its beginning, its best, its end"
    assert len(kept) > MOST_EPOCHS / 4
    assert outcome.last == record(4 * MOST_EPOCHS - 1)
