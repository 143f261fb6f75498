"""A sweep's trials as text: the points in a table, the best first, and what the choice of one is worth."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tui_dl.figures.table import Column
from tui_dl.figures.table import lines as aligned
from tui_dl.session.sweeps.grid import best_of, honest_score
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_dl.data.dataset import Dataset
    from tui_dl.session.sweeps.grid import Axis, PointResult, Trial


def score_name(dataset: Dataset) -> str:
    """`accuracy` or `r2`."""
    return "r2" if dataset.task == "regression" else "accuracy"


def score_word(dataset: Dataset, language: str) -> str:
    """What the score is called."""
    return "R2" if score_name(dataset) == "r2" else say(language, "figure.accuracy")


def score(trial: Trial, part: str) -> float | None:
    """A trial's accuracy or R2 on a part; None where that is no number."""
    scores = getattr(trial, part)
    found: float | None = scores.accuracy if scores.accuracy is not None else scores.r2
    return found if found is not None and math.isfinite(found) else None


def written(axes: Sequence[Axis], point: int) -> list[str]:
    """A point's values, as they were written."""
    places, rest = [], point
    for axis in reversed(axes):
        rest, place = divmod(rest, len(axis.values))
        places.append(axis.written[place])
    return places[::-1]


def setting(axes: Sequence[Axis], point: int) -> str:
    """A point in one line."""
    return ", ".join(f"{axis.knob}={value}" for axis, value in zip(axes, written(axes, point), strict=True))


def ends(result: PointResult) -> str:
    """Its lowest and highest score over the seeds."""
    return " .. ".join(numbers.score(end) for end in result.ends)


def training(result: PointResult) -> str:
    """Its mean score on the training part."""
    scores = [score(trial, "train") or 0.0 for trial in result.trials]
    return numbers.score(sum(scores) / len(scores))


def ranked(results: Sequence[PointResult]) -> list[PointResult]:
    """The best first; of equal ones the smallest network."""
    return sorted(results, key=lambda result: (-result.mean, result.trials[0].parameters, result.point))


def table(axes: Sequence[Axis], results: Sequence[PointResult], language: str) -> list[str]:
    """A line a point, under a heading; the best has a mark."""
    order, best = ranked(results), best_of(results)
    settings = [written(axes, result.point) for result in order]
    columns = [Column("", tuple("*" if result is best else " " for result in order), left=True)]
    columns += [Column(axis.knob, tuple(line[place] for line in settings)) for place, axis in enumerate(axes)]
    columns += [
        Column(say(language, "sweep.mean"), tuple(numbers.score(result.mean) for result in order)),
        Column(say(language, "sweep.ends"), tuple(map(ends, order))),
        Column(say(language, "sweep.train"), tuple(map(training, order))),
        Column(say(language, "figure.size"), tuple(str(result.trials[0].parameters) for result in order)),
    ]
    if any(result.diverged for result in order):
        columns.append(Column(say(language, "sweep.diverged"), tuple(str(result.diverged) for result in order)))
    return aligned(columns, 2)


def worth(axes: Sequence[Axis], results: Sequence[PointResult], language: str) -> list[str]:
    """The choice in words, and how much it flatters."""
    best = best_of(results)
    lines = [say(language, "sweep.best", setting=setting(axes, best.point), score=numbers.score(best.mean))]
    if len(results) == 1:
        return lines
    honest = honest_score(results)
    if honest is None:
        even = len({len(result.trials) for result in results}) == 1
        return [*lines, say(language, "sweep.one_seed" if even else "sweep.not_all", count=len(results))]
    gap = max(0.0, best.mean - honest)
    words = "sweep.optimism" if gap >= 0.0005 else "sweep.no_optimism"
    return [*lines, say(language, words, count=len(results), honest=numbers.score(honest), gap=f"{gap:.3f}")]
