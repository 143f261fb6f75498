"""Whether a model is right as often as it believes: a reliability diagram of the validation part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.cells import cell_len

from tui_dl.engine.metrics import BINS, accuracy, reliability
from tui_dl.figures.canvas import Box, Canvas, Ink
from tui_dl.figures.palette import palette
from tui_dl.figures.reliability import BELIEVED, RIGHT, TOO_MODEST, TOO_SURE, Bin, draw_bins
from tui_dl.views.frame import figure, sentence
from tui_dl.views.judged import no_verdicts, verdicts_in, who
from tui_dl.views.keys import keys_below
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.session.verdicts import Verdicts
    from tui_dl.views.scene import Scene

LABEL, SCORE, COUNT, GAP = 8, 5, 4, 1
LEAST_BAR, MOST_BAR = 6, 60
WITH_WORDS = 4  # rows from which a line of sums is worth its place
WITH_SCALE = 10


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """A bar for each tenth of the probability given to the answer, the surest first."""
    data, model = scene.state.dataset, who(scene, look.language)
    title = say(look.language, f"figure.calibration_title{'_of' if model else ''}", model=model)
    if not data.class_names:
        return sentence(title, say(look.language, "figure.calibration_values"), size, look)
    verdicts = verdicts_in(scene)
    if verdicts is None:
        return no_verdicts(scene, title, size, look)
    if not verdicts.likely:
        return sentence(title, say(look.language, "figure.calibration_far"), size, look)
    bins, sums = _bins(verdicts)
    canvas = Canvas(size, look)
    forms = [say(look.language, f"figure.calibration_{form}", **sums) for form in ("sums", "short")]
    _draw(canvas, bins, next((form for form in forms if cell_len(form) <= canvas.width), forms[-1]))
    listed = "; ".join(say(look.language, "figure.calibration_bin", **_written(one)) for one in bins)
    key = "calibration_twin_of" if model else "calibration_twin"
    twin = say(look.language, f"figure.{key}", model=model, **sums, rows=len(data.validation), listed=listed)
    return figure(title, canvas, twin)


def _bins(verdicts: Verdicts) -> tuple[list[Bin], dict[str, str]]:
    """The bins that have rows, the surest first; mean belief, share of right answers and calibration error.

    What is said is the likeliest class, wherever the threshold of the answers is.
    """
    likely = np.clip(np.nan_to_num(verdicts.probabilities), 0.0, 1.0)
    answers, top = likely.argmax(axis=1), likely.max(axis=1)
    right = answers == verdicts.targets
    rows, belief, share = reliability(top, right)
    bins = [
        Bin(number / BINS, (number + 1) / BINS, int(rows[number]), float(belief[number]), float(share[number]))
        for number in reversed(range(BINS))
        if rows[number]
    ]
    error = float((rows * np.abs(belief - share)).sum()) / max(len(right), 1)
    score = accuracy(answers, verdicts.targets)
    values = {"belief": float(top.mean()), "right": score, "error": error}
    return bins, {name: numbers.score(value) for name, value in values.items()}


def _written(one: Bin) -> dict[str, object]:
    ends = {"low": f"{one.low:.1f}", "high": f"{one.high:.1f}"}
    return {**ends, "rows": one.rows, "right": numbers.score(one.right), "belief": numbers.score(one.belief)}


def _draw(canvas: Canvas, bins: list[Bin], said: str) -> None:
    """Sums on top, then for each bin how sure, the bar, how many of how many were right; keys at the bottom."""
    faint = Ink(palette(canvas.look).faint)
    top = 1 if canvas.height >= WITH_WORDS else 0
    bottom = keys_below(canvas, _keys(canvas)) if canvas.width >= LABEL + SCORE + LEAST_BAR else 0
    scale = 1 if canvas.height >= WITH_SCALE else 0
    height = canvas.height - top - bottom - scale
    if top:
        canvas.put(0, 0, said)
    counts = [str(one.rows) for one in bins]
    after = SCORE + 2 * GAP + max(COUNT, *map(len, counts))
    room = min(canvas.width - LABEL - after, MOST_BAR)
    step = 2 if height >= 2 * len(bins) else 1
    for number, (one, count) in enumerate(zip(bins, counts, strict=True)):
        if number * step < height:
            row = top + scale + number * step
            canvas.put(row, 0, f"{one.low:.1f}-{one.high:.1f}")
            if room >= LEAST_BAR:
                canvas.put(row, LABEL + room + GAP, numbers.score(one.right))
                canvas.put(row, LABEL + room + after - len(count), count, faint)
    if room >= LEAST_BAR:
        if scale:
            _draw_scale(canvas, room, after - SCORE - 2 * GAP)
        draw_bins(canvas, Box(top + scale, LABEL, room, height), bins, step)


def _draw_scale(canvas: Canvas, room: int, counted: int) -> None:
    """What is above each column: how sure, the share that is right from 0 to 1, that share, rows."""
    language, faint = canvas.look.language, Ink(palette(canvas.look).faint)
    canvas.put(1, 0, say(language, "figure.how_sure"), faint)
    canvas.put(1, LABEL, "0", faint)
    canvas.put(1, LABEL + room // 2 - 1, "0.5", faint)
    canvas.put(1, LABEL + room - 1, "1", faint)
    canvas.put(1, LABEL + room + GAP, say(language, "figure.is_right"), faint)
    count = say(language, "figure.count")
    canvas.put(1, LABEL + room + SCORE + 2 * GAP + counted - cell_len(count), count, faint)


def _keys(canvas: Canvas) -> list[tuple[str, str]]:
    hues, language = palette(canvas.look), canvas.look.language
    marks = (
        (RIGHT, "is_right", hues.train),
        (BELIEVED, "believed", hues.validation),
        (TOO_SURE, "too_sure", hues.wrong),
        (TOO_MODEST, "too_modest", hues.best),
    )
    return [(f"{glyph} {say(language, f'figure.{key}')}", colour) for glyph, key, colour in marks]
