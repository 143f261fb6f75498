"""What `train` prints: the outcome of a run as text, or as one JSON object."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from tui_dl.figures.canvas import Canvas
from tui_dl.figures.figure import Look, Size
from tui_dl.figures.heatmap import heatmap
from tui_dl.figures.table import Column
from tui_dl.figures.table import lines as aligned
from tui_dl.session.code import code_of
from tui_dl.session.thinning import MOST_EPOCHS, thin
from tui_dl.views.curves import key_texts, plot_losses, points_of
from tui_dl.views.frame import model_name
from tui_dl.views.weights import ends_of
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_dl.session.classical.process import Fit
    from tui_dl.session.live import LiveRun
    from tui_dl.session.records import EpochRecord, Scores

WIDTH, PLOT_HEIGHT, MAP_HEIGHT = 78, 14, 16


@dataclass(slots=True)
class Outcome:
    """A run that is over, with what it told: every epoch, or of very many those that the app would remember."""

    live: LiveRun
    text: str
    records: list[EpochRecord] = field(default_factory=list)
    stopped: str = "epochs"
    fits: list[Fit] = field(default_factory=list)

    def hear(self, records: Sequence[EpochRecord]) -> None:
        """Take in the next epochs."""
        self.records += records
        if len(self.records) > MOST_EPOCHS:
            self.records = list(thin(self.records, MOST_EPOCHS // 2))

    @property
    def last(self) -> EpochRecord | None:
        """The last epoch's record; None if no epoch was completed."""
        return self.records[-1] if len(self.records) > 1 else None


def as_json(outcome: Outcome) -> dict[str, Any]:
    """The keys are the course's names; a number that is not finite is null."""
    live, last = outcome.live, outcome.last
    steps = live.trainer.step
    return {
        "data": live.dataset.name,
        "parameters": live.network.parameters.size,
        "epochs": last.epoch if last else 0,
        "steps": steps,
        "seconds": live.seconds,
        "steps_per_second": steps / live.seconds if live.seconds else None,
        "train": _plain(last.train) if last else None,
        "validation": _plain(last.validation) if last else None,
        "stopped": outcome.stopped,
        "seed": live.run.experiment.seed,
        "run": outcome.text,
        "code": code_of(live.run, live.weights()),
        "baselines": [
            {
                "name": fit.name,
                "train": _plain(fit.train),
                "validation": _plain(fit.validation),
                "fit_seconds": fit.fit_seconds,
                "size": fit.size,
            }
            for fit in outcome.fits
        ],
    }


def _plain(scores: Scores) -> dict[str, float | None]:
    found = {name: value for name, value in msgspec.structs.asdict(scores).items() if value is not None}
    return {name: value if math.isfinite(value) else None for name, value in found.items()}


def as_text(outcome: Outcome, language: str, *, ascii_only: bool) -> str:
    """Loss plot, a heatmap a layer, the closing numbers, and the comparison where it was asked for."""
    look = Look(language, ascii=ascii_only, colour=False)
    canvas = Canvas(Size(WIDTH, PLOT_HEIGHT), look)
    plot_losses(canvas, canvas.box, points_of(outcome.records))
    train, validation = key_texts(look)
    lines = [say(language, "train.loss_title", train=train, validation=validation), canvas.plain()]
    for number, layer in enumerate(outcome.live.network.layers, start=1):
        units, inputs = layer.weights.shape
        fields = {"number": number, "units": units, "inputs": inputs, "ends": ends_of(layer.matrix, look)}
        lines += [say(language, "train.weights_title", **fields)]
        lines += [f"  {row}|" for row in heatmap(layer.matrix, WIDTH - 4, MAP_HEIGHT)]
    lines += _closing(outcome, language)
    if outcome.fits:
        lines += _table(outcome, language)
    return "\n".join(lines)


def _closing(outcome: Outcome, language: str) -> list[str]:
    live, last = outcome.live, outcome.last
    lines = [say(language, f"train.stopped_{outcome.stopped}")]
    if last is None:
        return lines
    for part, scores in (("train", last.train), ("validation", last.validation)):
        name, value = _score(scores)
        lines.append(
            say(language, f"train.{part}_{name}", loss=numbers.loss(scores.loss or 0.0), score=numbers.score(value))
        )
    size, steps = live.network.parameters.size, live.trainer.step
    rate = round(steps / live.seconds) if live.seconds else 0
    return [*lines, say(language, "train.size", parameters=size, epochs=last.epoch, steps=steps, rate=rate)]


def _score(scores: Scores) -> tuple[str, float]:
    return ("accuracy", scores.accuracy) if scores.accuracy is not None else ("r2", scores.r2 or 0.0)


def _table(outcome: Outcome, language: str) -> list[str]:
    """All methods by their validation score, best first; the leader is marked."""
    rows = [(fit.name, fit.train, fit.validation, fit.fit_seconds, fit.size) for fit in outcome.fits]
    if outcome.last:
        own = outcome.live.network.parameters.size
        rows.append(("network", outcome.last.train, outcome.last.validation, outcome.live.seconds, own))
    rows.sort(key=lambda row: -_score(row[2])[1])
    best = _score(rows[0][2])[1]
    task = outcome.live.dataset.task
    columns = [
        Column("", tuple("*" if _score(row[2])[1] == best else " " for row in rows), left=True),
        Column(say(language, "figure.method"), tuple(model_name(row[0], language, task) for row in rows), left=True),
        Column(_named("validation", rows[0][2], language), tuple(numbers.score(_score(row[2])[1]) for row in rows)),
        Column(_named("train", rows[0][2], language), tuple(numbers.score(_score(row[1])[1]) for row in rows)),
        Column(say(language, "figure.time"), tuple(f"{row[3]:.3f} s" for row in rows)),
        Column(say(language, "figure.size"), tuple(str(row[4]) for row in rows)),
    ]
    return ["", *aligned(columns, 2), say(language, "train.table_mark")]


def _named(part: str, scores: Scores, language: str) -> str:
    name = say(language, "figure.accuracy") if _score(scores)[0] == "accuracy" else "R2"
    return f"{say(language, f'figure.{part}')} {name}"
