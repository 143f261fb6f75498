"""What `sweep` prints: the trials as a table and a map, as one JSON object, or as CSV."""

from __future__ import annotations

import csv
import io
import math
from typing import TYPE_CHECKING, Any

from tui_dl.figures.score_map import score_map
from tui_dl.figures.table import Column
from tui_dl.figures.table import lines as aligned
from tui_dl.session.grid import PointResult, Trial, best_of, by_point, honest_score, points_of
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_dl.data.dataset import Dataset
    from tui_dl.session.grid import Axis


def score_name(dataset: Dataset) -> str:
    """`accuracy` or `r2`."""
    return "r2" if dataset.task == "regression" else "accuracy"


def _score(trial: Trial, part: str) -> float | None:
    scores = getattr(trial, part)
    found: float | None = scores.accuracy if scores.accuracy is not None else scores.r2
    return found if found is not None and math.isfinite(found) else None


def _written(axes: Sequence[Axis], point: int) -> list[str]:
    """A point's values, as they were written."""
    places, rest = [], point
    for axis in reversed(axes):
        rest, place = divmod(rest, len(axis.values))
        places.append(axis.written[place])
    return places[::-1]


def as_json(axes: Sequence[Axis], trials: Sequence[Trial], dataset: Dataset) -> dict[str, Any]:
    """One entry a grid point, with the score of each seed; the best with a word on its optimism, in numbers."""
    results, points = by_point(trials), points_of(axes)
    best, honest = best_of(results), honest_score(results)

    def values(point: int) -> dict[str, Any]:
        return {axis.knob: value for axis, value in zip(axes, points[point], strict=True)}

    return {
        "data": dataset.name,
        "score": score_name(dataset),
        "validation_rows": len(dataset.validation),
        "grid": {axis.knob: list(axis.values) for axis in axes},
        "seeds": sorted({trial.seed for trial in trials}),
        "results": [
            {
                "point": values(result.point),
                "mean": result.mean,
                "lowest": result.ends[0],
                "highest": result.ends[1],
                "diverged": result.diverged,
                "parameters": result.trials[0].parameters,
                "scores": [_trial(trial) for trial in result.trials],
            }
            for result in results
        ],
        "best": {"point": values(best.point), "mean": best.mean, "unseen_seeds": honest},
    }


def _trial(trial: Trial) -> dict[str, Any]:
    return {
        "seed": trial.seed,
        "validation": _score(trial, "validation"),
        "train": _score(trial, "train"),
        "stopped": trial.stopped,
        "epochs": trial.epochs,
    }


def as_csv(axes: Sequence[Axis], trials: Sequence[Trial]) -> str:
    """A row a trial."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*(axis.knob for axis in axes), "seed", "validation", "train", "stopped", "epochs", "parameters"])
    for result in by_point(trials):
        for trial in result.trials:
            numbers_of = [_trial(trial)[name] for name in ("seed", "validation", "train", "stopped", "epochs")]
            writer.writerow([*_written(axes, trial.point), *numbers_of, trial.parameters])
    return text.getvalue()


def as_text(axes: Sequence[Axis], trials: Sequence[Trial], dataset: Dataset, language: str, *, ascii_only: bool) -> str:
    """The table, best first; with two settings a map as well; and what the choice is worth."""
    results = by_point(trials)
    best = best_of(results)
    ranked = sorted(results, key=lambda result: (-result.mean, result.trials[0].parameters, result.point))
    name = "R2" if score_name(dataset) == "r2" else say(language, "figure.accuracy")
    seeds = len({trial.seed for trial in trials})
    lines = [say(language, "sweep.title", data=dataset.name, score=name, seeds=seeds, rows=len(dataset.validation))]
    lines += aligned(_columns(axes, ranked, best, language), 2)
    if len(axes) == 2:
        lines += ["", *_map(axes, results, language, ascii_only=ascii_only)]
    return "\n".join([*lines, "", *_worth(axes, results, best, language)])


def _columns(axes: Sequence[Axis], ranked: Sequence[PointResult], best: PointResult, language: str) -> list[Column]:
    settings = [_written(axes, result.point) for result in ranked]
    columns = [Column("", tuple("*" if result is best else " " for result in ranked), left=True)]
    columns += [Column(axis.knob, tuple(line[place] for line in settings)) for place, axis in enumerate(axes)]
    ends = [" .. ".join(numbers.score(end) for end in result.ends) for result in ranked]
    training = [[_score(trial, "train") or 0.0 for trial in result.trials] for result in ranked]
    columns += [
        Column(say(language, "sweep.mean"), tuple(numbers.score(result.mean) for result in ranked)),
        Column(say(language, "sweep.ends"), tuple(ends)),
        Column(say(language, "sweep.train"), tuple(numbers.score(sum(line) / len(line)) for line in training)),
        Column(say(language, "figure.size"), tuple(str(result.trials[0].parameters) for result in ranked)),
    ]
    if any(result.diverged for result in ranked):
        columns.append(Column(say(language, "sweep.diverged"), tuple(str(result.diverged) for result in ranked)))
    return columns


def _map(axes: Sequence[Axis], results: Sequence[PointResult], language: str, *, ascii_only: bool) -> list[str]:
    down, across = axes
    means = {result.point: result.mean for result in results}
    wide = len(across.values)
    values = [[means.get(row * wide + column) for column in range(wide)] for row in range(len(down.values))]
    written = [["" if value is None else numbers.score(value) for value in line] for line in values]
    title = say(language, "sweep.map", down=down.knob, across=across.knob)
    return [title, *score_map(down.written, across.written, values, written, ascii_only=ascii_only)]


def _worth(axes: Sequence[Axis], results: Sequence[PointResult], best: PointResult, language: str) -> list[str]:
    """The choice in words, and how much it flatters."""
    names = zip(axes, _written(axes, best.point), strict=True)
    setting = ", ".join(f"{axis.knob}={value}" for axis, value in names)
    lines = [say(language, "sweep.best", setting=setting, score=numbers.score(best.mean))]
    if len(results) == 1:
        return lines
    honest = honest_score(results)
    if honest is None:
        return [*lines, say(language, "sweep.one_seed", count=len(results))]
    gap = max(0.0, best.mean - honest)
    words = "sweep.optimism" if gap >= 0.0005 else "sweep.no_optimism"
    return [*lines, say(language, words, count=len(results), honest=numbers.score(honest), gap=f"{gap:.3f}")]
