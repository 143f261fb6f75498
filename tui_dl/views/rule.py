"""What a rule reads, class by class, and where its threshold lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.metrics import accuracy
from tui_dl.figures.axes import wider
from tui_dl.figures.canvas import BOLD, PLAIN, Box, Canvas, wrap
from tui_dl.figures.field import class_colour
from tui_dl.figures.histogram import DOWN, UP, draw_histograms
from tui_dl.figures.palette import palette
from tui_dl.figures.plot import Limits
from tui_dl.session.experiment import RuleModel
from tui_dl.session.rules import predict, read
from tui_dl.views.frame import class_name, figure, sentence
from tui_dl.views.keys import Item, key_rows, keys_below
from tui_dl.views.measured import is_rescaled, measured
from tui_dl.words import numbers, say
from tui_dl.words.columns import column_name

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.views.scene import Scene

LEAST_CHART = 3  # rows, below which the rule stands in the title alone


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """Two histograms of the number that is read: class 1 upwards, class 0 downwards."""
    data, rule = scene.state.dataset, scene.state.rule
    title = say(look.language, "figure.rule_title")
    if rule is None or data.task != "binary":
        kind = "idle" if isinstance(scene.state.run.experiment.model, RuleModel) else "no_rule"
        return sentence(title, say(look.language, f"figure.{kind}"), size, look)
    canvas = Canvas(size, look)
    values = np.nan_to_num(read(rule, data.train.inputs).astype(float))
    told = [(line, BOLD) for line in wrap(_sentence(rule, data, look.language), max(canvas.width, 1))]
    told += [(line, PLAIN) for line in wrap(_scores(rule, data, look.language), max(canvas.width, 1))]
    above = len(told) if canvas.height > len(told) + 1 + LEAST_CHART else 0
    for row, (line, ink) in enumerate(told[:above]):
        canvas.put(row, 0, line, ink)
    limits = Limits(*wider(float(values.min()), float(values.max())), 0.0, 1.0)
    rows = key_rows(canvas.height) if above else 0
    box, tallest = Box(above, 0, canvas.width, canvas.height - above - rows), 0
    if min(box.width, box.height) > 0:
        lines = [(rule.threshold or 0.0, "│")]
        tallest = draw_histograms(canvas, box, values, data.train.targets == 1, lines, limits)
    if rows:
        keys_below(canvas, *_keys(data, tallest, look))
    said = say(
        look.language, "figure.rule_twin", threshold=f"{rule.threshold or 0.0:.3f}", side=_side(rule, look.language)
    )
    return figure(
        title, canvas, f"{_sentence(rule, data, look.language)}. {_scores(rule, data, look.language)}. {said}"
    )


def _keys(data: Dataset, tallest: int, look: Look) -> tuple[list[Item], list[Item]]:
    """Which way each class goes, then what the line is and how much the tallest bar."""
    ups = zip((UP, DOWN), (1, 0), ("figure.upwards", "figure.downwards"), strict=True)
    first = [
        (f"{bar} {class_name(data, label, look.language)} {say(look.language, key)}", class_colour(label, look))
        for bar, label, key in ups
    ]
    hues = palette(look)
    return first, [
        (f"│ {say(look.language, 'figure.rule_line')}", hues.wrong),
        (say(look.language, "figure.tallest", rows=tallest), hues.faint),
    ]


def _what(rule: RuleModel, data: Dataset, language: str) -> str:
    name = _feature(rule, data, language)
    turned = rule.feature is not None and rule.turn
    return say(language, "figure.turned", name=name, turn=f"{rule.turn:g}") if turned else name


def _feature(rule: RuleModel, data: Dataset, language: str) -> str:
    if rule.feature is None:
        name = data.feature_names[min(max((rule.column or 1) - 1, 0), len(data.feature_names) - 1)]
        return column_name(name, language)
    return say(language, f"figure.feature_{rule.feature}")


def _threshold(rule: RuleModel, data: Dataset, language: str) -> str:
    """The threshold, for a standardised column also in the units that were measured."""
    threshold = rule.threshold or 0.0
    if rule.feature is not None:
        return f"{threshold:.3f}"
    column = min(max((rule.column or 1) - 1, 0), len(data.feature_names) - 1)
    if not is_rescaled(column, data):
        return f"{threshold:.3f}"
    raw = measured(threshold, column, data)
    return say(language, "figure.raw_threshold", threshold=f"{threshold:.3f}", raw=f"{raw:.4g}")


def _side(rule: RuleModel, language: str) -> str:
    return say(language, "figure.side_below" if rule.side == "below" else "figure.side_above")


def _sentence(rule: RuleModel, data: Dataset, language: str) -> str:
    fields = {"read": _what(rule, data, language), "threshold": _threshold(rule, data, language)}
    return say(
        language, "figure.rule_sentence", **fields, side=_side(rule, language), name=class_name(data, 1, language)
    )


def _scores(rule: RuleModel, data: Dataset, language: str) -> str:
    scores = (
        accuracy(predict(rule, part.inputs), part.targets)  # type: ignore[arg-type]  # classes
        for part in (data.train, data.validation)
    )
    train, validation = (numbers.score(score) for score in scores)
    return say(language, "figure.scores_short", train=train, validation=validation)
