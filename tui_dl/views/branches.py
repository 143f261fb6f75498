"""A run and its branch over each other: one curve up to where they part, two from there, and how far apart they are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from tui_dl.figures.canvas import Box, Canvas, Ink, wrap
from tui_dl.session.past.forks import forks
from tui_dl.views.curves import epoch_of
from tui_dl.views.fork_words import labels, turned
from tui_dl.views.frame import figure, sentence
from tui_dl.views.keys import legend, wide
from tui_dl.views.run_curves import PARTING, Shown, colour_of, draw_curves
from tui_dl.views.scene import LOG, SCORE
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.session.past.forks import Fork
    from tui_dl.views.keys import Item
    from tui_dl.views.scene import Scene

LEAST_CHART = 5  # rows
BEFORE, LEAST_BEFORE = 0.25, 2  # of the epochs since they parted; epochs


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """Keys, curves, and below them where the two part and by how much, as much of it as there is room for."""
    key = {LOG: "branches_title_log", SCORE: "branches_title_score"}.get(scene.curves, "branches_title")
    title, fork = say(look.language, f"figure.{key}"), _fork_of(scene)
    if fork is None:
        return sentence(title, say(look.language, "forks.none"), size, look)
    canvas, twin = Canvas(size, look), _twin(fork, look.language)
    shown = [Shown(1, fork.trunk), Shown(2, fork.state)]
    told = wrap(twin, max(canvas.width, 1))
    chart = canvas.height - 1 - len(told)
    if chart >= LEAST_CHART and canvas.width:
        legend(canvas, 0, _keys(fork, shown, canvas.width, look))
        box, parting = Box(1, 0, canvas.width, chart), epoch_of(fork.step, fork.trunk.records)
        draw_curves(canvas, box, shown, scene.curves, since=_since(fork), parting=parting)
    else:
        chart = -1  # then the words begin at the top
    for row, line in enumerate(told, start=chart + 1):
        canvas.put(row, 0, line, Ink(""))
    return figure(title, canvas, twin)


def _keys(fork: Fork, shown: list[Shown], width: int, look: Look) -> list[Item]:
    """Both by the knobs in which they differ, where there is room for both; else by what they are."""
    short = [say(look.language, f"figure.branches_{kind}") for kind in ("trunk", "branch")]
    line = (f"{PARTING} {say(look.language, 'figure.branches_line')}", "")
    forms = [
        [*((f"{one.number} {name}", colour_of(one, look)) for one, name in zip(shown, names, strict=True)), line]
        for names in (labels(fork, look.language), short)
    ]
    return forms[0] if wide(forms[0]) <= width else forms[1]


def _fork_of(scene: Scene) -> Fork | None:
    """The newest fork of which the run on screen is a branch or the trunk; else the newest of all."""
    state = scene.whole or scene.state
    found = forks([*{one.id: one for one in (*scene.runs, state)}.values()])
    own = [fork for fork in found if state.id in {fork.state.id, fork.trunk.id}]
    return next(reversed(own or found), None)


def _since(fork: Fork) -> int:
    """The first epoch worth drawing: of the way that they went together, a part as long as `BEFORE` says."""
    apart = max(fork.state.epochs, fork.trunk.epochs) - fork.began
    return max(0, fork.began - max(LEAST_BEFORE, round(BEFORE * apart)))


def _twin(fork: Fork, language: str) -> str:
    said = [say(language, "figure.branches_parting", began=fork.began, knobs=turned(fork, language))]
    said.append(_distance(fork, language))
    said += [
        say(language, "figure.branches_blew_up", number=number, epoch=state.divergence.epoch)
        for number, state in enumerate((fork.trunk, fork.state), start=1)
        if state.divergence is not None
    ]
    return " ".join(said)


def _distance(fork: Fork, language: str) -> str:
    """How far apart they are at the newest epoch that both have."""
    ours, theirs = fork.level
    losses = [math.nan if one.validation.loss is None else one.validation.loss for one in (theirs, ours)]
    if ours.epoch <= fork.began or losses[0] == losses[1]:
        return say(language, "figure.branches_equal", epoch=ours.epoch)
    first, second = map(numbers.loss, losses)
    gap = abs(float(first) - float(second))  # of the numbers as they are shown
    key = "apart" if not 0.0 < gap < math.inf else "lower" if losses[1] < losses[0] else "higher"
    fields = {"epoch": ours.epoch, "first": first, "second": second, "gap": numbers.nearest(gap)}
    scores = [numbers.short_score(one.validation.score) for one in (theirs, ours)]
    name = say(language, "ui.accuracy" if fork.state.dataset.class_names else "ui.r2")
    told = say(language, "figure.branches_score", name=name, first=scores[0], second=scores[1])
    return f"{say(language, f'figure.branches_{key}', **fields)} {told}"
