"""A run from its beginning to its end, nobody watching: what a sweep is made of."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from tui_dl.engine.divergence import Diverged
from tui_dl.session.live import LiveRun
from tui_dl.session.protocol import Ended, Epochs, Event, Swept
from tui_dl.session.run import from_text, to_text

if TYPE_CHECKING:
    from tui_dl.session.run import Run


KEPT = 8192  # runs: whoever asks for the same again need not wait again


def swept(run: Run, sweep_id: int, number: int) -> Swept:
    """The run, trained to its end: the same weights as if every epoch had been looked at.

    Raises:
        Problem: The run is impossible.
    """
    return msgspec.structs.replace(_whole(to_text(run)), id=sweep_id, number=number)


@lru_cache(maxsize=KEPT)
def _whole(text: str) -> Swept:
    started, run = time.perf_counter(), from_text(text)
    live = LiveRun(run)
    first, told = live.begin().first, list[Event]()
    if _is_watched(run, live) or not _hurry(live, told):
        live, told = LiveRun(run), []
        while not live.ended:
            told += live.advance(live.steps_per_epoch)
    records = [first, *(record for event in told if isinstance(event, Epochs) for record in event.records)]
    reason = next(event.reason for event in told if isinstance(event, Ended))
    return Swept(0, 0, live.size, first, records[-1], live.weights(), reason, time.perf_counter() - started)


def _is_watched(run: Run, live: LiveRun) -> bool:
    """Whether something may happen between the epochs: an early end, another layer, a change made on the way."""
    model = live.model
    return model.target is not None or model.patience is not None or model.schedule != "joint" or bool(run.changes)


def _hurry(live: LiveRun, told: list[Event]) -> bool:
    """Train, and measure at the last epoch's end alone; False where it blew up: the way there has to be seen."""
    try:
        while live.trainer.epoch < live.model.epoch_limit - 1:
            live.trainer.run(live.steps_per_epoch)
    except Diverged:
        return False
    while not live.ended:
        told += live.advance(live.steps_per_epoch)
    return not any(isinstance(event, Ended) and event.reason == "diverged" for event in told)
