"""Lends a bench the kept ledger: what was opened stays opened, and who begins anew gets rows that nobody has seen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from tui_dl.course.ledger import Ledger
from tui_dl.course.recipes import experiment_of
from tui_dl.session.opening import Opening
from tui_dl.session.records import Scores
from tui_dl.session.state import Judgement

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.course.learner.facts import Fact
    from tui_dl.course.learner.progress import Progress
    from tui_dl.session.state import RunState

SECOND = 1e9  # nanoseconds


def lend(bench: Bench, progress: Progress, *, anew: bool = False) -> None:
    """Give the bench the lesson's ledger. Openings from before a reset (with `anew`, all) move its seed on."""
    lesson = bench.lesson.id
    kept = [page for page in map(_page, progress.openings(lesson)) if page is not None]
    since = float("inf") if anew else progress.forgotten(lesson)
    old = [opening for opening in kept if opening.number / SECOND < since]
    if old:
        bench.seed += len(old)
        bench.show(bench.idle(experiment_of(bench.lesson, bench.step, bench.seed)))
    for opening in kept[len(old) :]:
        if opening.step in bench.memory:
            bench.memory[opening.step].opened += opening.models
    bench.ledger = Ledger(kept, lambda page: progress.keep_opening(lesson, str(page.number), msgspec.to_builtins(page)))


def _page(kept: Fact) -> Opening | None:
    """A page of the ledger; None where it cannot be read any more."""
    try:
        return msgspec.convert(kept, Opening)
    except msgspec.ValidationError:
        return None


def judged_as_text(state: RunState) -> dict[str, dict[str, float]]:
    """What the test part, and a fresh sample, said of a run, as it is kept; empty where nobody has looked."""
    found, judged = {}, state.judged
    for name in ("test", "fresh"):
        scores = getattr(judged, name, None)
        if scores is not None:
            found[name] = {key: value for key, value in msgspec.structs.asdict(scores).items() if value is not None}
    return found


def judged_again(state: RunState, kept: dict[str, dict[str, float]] | None) -> RunState:
    """A run with the judgement that was kept of it, where it can be read: nothing is opened for it."""
    try:
        found = msgspec.convert(kept or {}, dict[str, Scores])
    except msgspec.ValidationError:
        return state
    if "test" not in found:
        return state
    return replace(state, judgement=Judgement(state.weights.step, found["test"], found.get("fresh")))
