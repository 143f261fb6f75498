"""What `sweep` prints: the trials as a table and a map, as one JSON object, or as CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from tui_dl.figures.score_map import score_map
from tui_dl.session.sweeps.grid import PointResult, Trial, best_of, by_point, honest_score, points_of
from tui_dl.views import sweep
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_dl.data.dataset import Dataset
    from tui_dl.session.sweeps.grid import Axis


def as_json(axes: Sequence[Axis], trials: Sequence[Trial], dataset: Dataset) -> dict[str, Any]:
    """One entry a grid point, with the score of each seed; the best with a word on its optimism, in numbers."""
    results, points = by_point(trials), points_of(axes)
    best, honest = best_of(results), honest_score(results)

    def values(point: int) -> dict[str, Any]:
        return {axis.knob: value for axis, value in zip(axes, points[point], strict=True)}

    return {
        "data": dataset.name,
        "score": sweep.score_name(dataset),
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
        "validation": sweep.score(trial, "validation"),
        "train": sweep.score(trial, "train"),
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
            writer.writerow([*sweep.written(axes, trial.point), *numbers_of, trial.parameters])
    return text.getvalue()


def as_text(axes: Sequence[Axis], trials: Sequence[Trial], dataset: Dataset, language: str, *, ascii_only: bool) -> str:
    """The table, best first; with two settings a map as well; and what the choice is worth."""
    results = by_point(trials)
    seeds, name = len({trial.seed for trial in trials}), sweep.score_word(dataset, language)
    lines = [say(language, "sweep.title", data=dataset.name, score=name, seeds=seeds, rows=len(dataset.validation))]
    lines += sweep.table(axes, results, language)
    if len(axes) == 2:
        lines += ["", *_map(axes, results, language, ascii_only=ascii_only)]
    return "\n".join([*lines, "", *sweep.worth(axes, results, language)])


def _map(axes: Sequence[Axis], results: Sequence[PointResult], language: str, *, ascii_only: bool) -> list[str]:
    down, across = axes
    means = {result.point: result.mean for result in results}
    wide = len(across.values)
    values = [[means.get(row * wide + column) for column in range(wide)] for row in range(len(down.values))]
    written = [["" if value is None else numbers.score(value) for value in line] for line in values]
    title = say(language, "sweep.map", down=down.knob, across=across.knob)
    return [title, *score_map(down.written, across.written, values, written, ascii_only=ascii_only)]
