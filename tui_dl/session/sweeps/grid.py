"""A grid of settings: what a sweep tries, and what its trials say together."""

from __future__ import annotations

import math
from itertools import product
from statistics import mean
from typing import TYPE_CHECKING

import msgspec

from tui_dl.engine.problem import Problem
from tui_dl.session.experiment import NetworkModel
from tui_dl.session.knobs import KNOBS, parse, with_value
from tui_dl.session.records import Scores

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui_dl.session.experiment import Experiment, Value

MOST_POINTS, MOST_SEEDS = 2_000, 1_000
LEAST = -1e9
LISTS = ("sizes", "activations")  # kinds of knobs whose values have commas of their own


class Axis(msgspec.Struct, frozen=True):
    """One knob and the values that it takes in turn, as they were written and as they are meant."""

    knob: str
    written: tuple[str, ...]
    values: tuple[int | float | str | tuple[int, ...] | tuple[str, ...] | None, ...]


class Trial(msgspec.Struct, frozen=True):
    """One network of a sweep, trained to its end.

    Attributes:
        point: Which point of the grid, from 0: the last axis moves fastest.
        stopped: epochs, target, patience or diverged.
    """

    point: int
    seed: int
    train: Scores
    validation: Scores
    stopped: str
    epochs: int
    parameters: int

    @property
    def score(self) -> float:
        """Validation accuracy, or R2; of one that is no number, `LEAST`."""
        found = self.validation.accuracy if self.validation.accuracy is not None else self.validation.r2
        return found if found is not None and math.isfinite(found) else LEAST


class PointResult(msgspec.Struct, frozen=True):
    """What the seeds of one point scored on their validation parts."""

    point: int
    trials: tuple[Trial, ...]

    @property
    def mean(self) -> float:
        """Over the seeds."""
        return mean(trial.score for trial in self.trials)

    @property
    def ends(self) -> tuple[float, float]:
        """Lowest and highest."""
        scores = [trial.score for trial in self.trials]
        return min(scores), max(scores)

    @property
    def diverged(self) -> int:
        """How many blew up."""
        return sum(trial.stopped == "diverged" for trial in self.trials)


def axis_of(text: str) -> Axis:
    """`learning_rate=0.01,0.1,1` or `hidden=8;8,8`: values of lists have semicolons between them.

    Raises:
        Problem: There is no such knob, no value, or one that the knob cannot take.
    """
    name, equals, rest = text.partition("=")
    name = name.strip().replace("-", "_")
    name = {"epochs": "epoch_limit"}.get(name, name)
    if not equals:
        raise Problem("bad_grid", got=text)
    if name.partition(".")[0] == "seed":
        raise Problem("grid_seed", got=text)
    parts = rest.split(";" if ";" in rest or (name in KNOBS and KNOBS[name].kind in LISTS) else ",")
    values = tuple(parse(name, part) for part in parts)
    if len(set(values)) < len(values):
        raise Problem("grid_twice", got=text)
    return Axis(name, tuple(part.strip() for part in parts), values)


def points_of(axes: Sequence[Axis]) -> list[tuple[Value, ...]]:
    """All combinations, the last axis moving fastest.

    Raises:
        Problem: There are too many, or a knob comes twice.
    """
    names = [axis.knob for axis in axes]
    if len(set(names)) < len(names):
        raise Problem("grid_twice", got=", ".join(names))
    points: list[tuple[Value, ...]] = list(product(*(axis.values for axis in axes)))
    if len(points) > MOST_POINTS:
        raise Problem("grid_too_large", got=len(points), most=MOST_POINTS)
    return points


def experiment_at(base: Experiment, axes: Sequence[Axis], point: tuple[Value, ...], seed: int) -> Experiment:
    """The experiment of one trial.

    Raises:
        Problem: A knob does not belong to this kind of model.
    """
    made = msgspec.structs.replace(base, seed=seed)
    for axis, value in zip(axes, point, strict=True):
        made = with_value(made, axis.knob, value)  # type: ignore[arg-type]  # a parsed value of this knob
    if not isinstance(made.model, NetworkModel):
        raise Problem("not_a_network")
    return made


def by_point(trials: Iterable[Trial]) -> list[PointResult]:
    """Trials gathered by their points, in the grid's order; points without any are left out."""
    found: dict[int, list[Trial]] = {}
    for trial in sorted(trials, key=lambda trial: (trial.point, trial.seed)):
        found.setdefault(trial.point, []).append(trial)
    return [PointResult(point, tuple(members)) for point, members in found.items()]


def best_of(results: Sequence[PointResult]) -> PointResult:
    """The highest mean validation score; of equal ones the smallest network, then the first."""
    return max(results, key=lambda result: (result.mean, -result.trials[0].parameters, -result.point))


def honest_score(results: Sequence[PointResult]) -> float | None:
    """What a point chosen by its score may be expected to score where nobody looked when it was chosen.

    For each seed in turn the best point is chosen by the other seeds alone, and then asked at this one; the mean of
    the answers. The best point's own mean is higher, or the same: that much the choice flatters. None where it cannot
    be told: with a single seed, or where some points lack trials.
    """
    counts = {len(result.trials) for result in results}
    if len(counts) != 1 or counts == {1}:
        return None
    said = []
    for left_out in range(counts.pop()):
        others = [
            PointResult(result.point, (*result.trials[:left_out], *result.trials[left_out + 1 :])) for result in results
        ]
        chosen = results[others.index(best_of(others))]
        said.append(chosen.trials[left_out].score)
    return mean(said)
