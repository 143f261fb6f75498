"""Boosting stage by stage: what is left to learn, what the next tree makes of it, and the error on both parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.figures.axes import axes, column_of, curve, row_of, wider
from tui_dl.figures.canvas import Box, Canvas
from tui_dl.figures.palette import palette
from tui_dl.figures.plot import Limits
from tui_dl.session.experiment import ClassicModel
from tui_dl.views.curves import key_texts, plot_losses
from tui_dl.views.frame import figure, sentence
from tui_dl.views.keys import keys_above, wide
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.session.classical.mending import Mending
    from tui_dl.views.keys import Item
    from tui_dl.views.scene import Scene

    Array = NDArray[np.floating]

BESIDE_FROM, BELOW_FROM = 84, 22  # cells and rows, for residuals and errors both
GAP = 2


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """Residuals with the next tree, where there is one input and values; errors by stage, where there is room."""
    language, data, mending = look.language, scene.state.dataset, _mending(scene)
    title = say(language, "figure.boosting_title")
    if mending is None:
        model = scene.state.run.experiment.model
        own = isinstance(model, ClassicModel) and model.method == "boosting"
        return sentence(title, say(language, "figure.idle" if own else "figure.not_fitted"), size, look)
    canvas = Canvas(size, look)
    if not mending.residuals:
        title = say(language, "figure.boosting_errors_title")
        _draw_errors(canvas, canvas.box, mending)
        return figure(title, canvas, _twin(mending, data, language))
    first, second = _boxes(canvas.box)
    _draw_residuals(canvas, first, mending, data)
    if second is not None:
        _draw_errors(canvas, second, mending)
    return figure(title, canvas, _twin(mending, data, language))


def _mending(scene: Scene) -> Mending | None:
    own = (scene.state.fit,) if scene.state.fit is not None else ()
    return next((fit.mending for fit in (*own, *scene.all_fits) if fit.mending is not None), None)


def _boxes(box: Box) -> tuple[Box, Box | None]:
    """Room for what is left to learn, and for the errors: beside it, below it or nowhere."""
    if box.width >= BESIDE_FROM:
        half = (box.width - GAP) // 2
        return Box(0, 0, half, box.height), Box(0, half + GAP, box.width - half - GAP, box.height)
    if box.height >= BELOW_FROM:
        half = box.height // 2
        return Box(0, 0, box.width, half), Box(half, 0, box.width, box.height - half)
    return box, None


def _draw_residuals(canvas: Canvas, box: Box, mending: Mending, data: Dataset) -> None:
    """Target minus prediction, on the scale of what there was before the first tree: it melts as trees join."""
    look, hues = canvas.look, palette(canvas.look)
    residuals = np.frombuffer(mending.residuals)
    targets = data.train.targets.astype(float)
    most = float(np.abs(targets - targets.mean()).max(initial=0.0))
    limits = Limits(*data.bounds[0], *wider(-most, most, 0.1))
    left = (f"• {say(look.language, 'figure.boosting_left')}", hues.validation)
    following = (f"{key_texts(look)[0]} {say(look.language, 'figure.boosting_next')}", hues.train)
    inner = axes(canvas, keys_above(canvas, box, [left, following]), limits, data.feature_names[0])
    if min(inner.width, inner.height) < 1:
        return
    zero = row_of(0.0, limits, inner)
    for column in range(0, inner.width, 2):
        canvas.dot(zero, inner.column + column, "·", hues.faint)
    for x, y in zip(data.train.inputs[:, 0].tolist(), residuals.tolist(), strict=True):
        canvas.dot(row_of(y, limits, inner), column_of(x, limits, inner), "•", hues.validation)
    answers = np.frombuffer(mending.correction, np.float32).tolist()
    (low, high), count = data.bounds[0], len(answers)
    points = [(low + (at + 0.5) / count * (high - low), answer) for at, answer in enumerate(answers)]
    curve(canvas, inner, limits, points, hues.train, None)


def _draw_errors(canvas: Canvas, box: Box, mending: Mending) -> None:
    """Training and validation error by stage, the lowest on the validation part marked."""
    look = canvas.look
    losses = [(part[0].loss or 0.0, part[1].loss or 0.0) for part in mending.stages]
    train, validation = ([(float(stage), pair[at]) for stage, pair in enumerate(losses)] for at in (0, 1))
    best = (f"◆ {say(look.language, 'figure.boosting_best', stage=_best(mending))}", palette(look).wrong)
    room = keys_above(canvas, box, _keys(mending, look, box.width), [best])
    unit = say(look.language, "figure.unit_stages")
    plot_losses(canvas, room, (train, validation), [(_best(mending), "◆")], unit)


def _keys(mending: Mending, look: Look, width: int) -> list[Item]:
    """Keys of both curves with where they end; where there is no room, without."""
    hues, losses = palette(look), [part.loss or 0.0 for part in mending.stages[-1]]
    curves = zip(key_texts(look), ("train", "validation"), (hues.train, hues.validation), losses, strict=True)
    named = [
        (f"{key} {say(look.language, f'figure.{name}')}", hue, numbers.loss(loss)) for key, name, hue, loss in curves
    ]
    whole = [(f"{text} {loss}", hue) for text, hue, loss in named]
    return whole if wide(whole) <= width else [(text, hue) for text, hue, _ in named]


def _best(mending: Mending) -> int:
    """The stage with the lowest error on the validation part, from 0: none yet."""
    return int(np.argmin([validation.loss or 0.0 for _, validation in mending.stages]))


def _twin(mending: Mending, data: Dataset, language: str) -> str:
    (train, validation), best = mending.stages[-1], _best(mending)
    losses = {"train": numbers.loss(train.loss or 0.0), "validation": numbers.loss(validation.loss or 0.0)}
    kind = "values" if data.task == "regression" else "classes"
    lowest = numbers.loss(mending.stages[best][1].loss or 0.0)
    said = [say(language, f"figure.boosting_{kind}_twin", stages=len(mending.stages) - 1, **losses)]
    said.append(say(language, "figure.boosting_best_twin", stage=best, loss=lowest))
    if mending.residuals:
        largest = float(np.abs(np.frombuffer(mending.residuals)).max(initial=0.0))
        answers = np.frombuffer(mending.correction, np.float32)
        ends = {"low": f"{float(answers.min()):.2f}", "high": f"{float(answers.max()):.2f}"}
        said.append(say(language, "figure.boosting_left_twin", largest=f"{largest:.2f}", **ends))
    return " ".join(said)
