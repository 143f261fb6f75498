"""Loss, or accuracy and R2, by epoch, on the training and on the validation part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.figures.canvas import Canvas
from tui_dl.figures.palette import palette
from tui_dl.views.curves import (
    BEST,
    CHANGED,
    HERE,
    LOOKED_AT,
    best_of,
    epoch_of,
    finite,
    key_texts,
    plot_losses,
    points_of,
)
from tui_dl.views.frame import figure, fitting, sentence
from tui_dl.views.keys import Item, keys_above, wide
from tui_dl.views.scene import LOG, SCORE
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.session.run import RunChange
    from tui_dl.session.state import RunState
    from tui_dl.views.scene import Scene

    Point = tuple[float, float]
    Series = tuple[list[Point], list[Point]]

SHORT_BELOW = 1000
MOST_NAMED = 5  # changes named in words


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """Both curves over epochs; marks where a knob was changed and at the best epoch; a cross-hair with its numbers."""
    whole = scene.whole or scene.state  # the curve stays as it is while its past is looked at
    series = points_of(whole.records, scene.curves)
    best = best_of(series[1], scene.curves)
    title = _title(scene, best, size, look.language)
    if not any(finite(points, scene.curves) for points in series):
        key = "no_loss" if whole.records else "idle"
        return sentence(title, say(look.language, f"figure.{key}"), size, look)
    canvas = Canvas(size, look)
    changes = [(epoch_of(change.step, whole.records), change) for change in whole.run.changes]
    at = None if scene.at is None else min(max(scene.at, 0), len(whole.records) - 1)
    keys = _curve_keys(scene, series, at, canvas), _mark_keys(scene, look, changed=bool(changes))
    box = keys_above(canvas, canvas.box, *keys)
    marks = [(epoch, CHANGED) for epoch, _ in changes] + ([(best[0], BEST)] if best else [])
    marks += [] if scene.mark_epoch is None else [(float(scene.mark_epoch), LOOKED_AT)]
    here = None if at is None else float(whole.records[at].epoch)
    plot_losses(canvas, box, series, marks, curves=scene.curves, here=here)
    return figure(title, canvas, _twin(scene, series, changes, at, look.language))


def _name(scene: Scene, language: str) -> str:
    """What the curves show."""
    if scene.curves != SCORE:
        return say(language, "figure.loss_name")
    return say(language, "ui.accuracy" if scene.state.dataset.class_names else "ui.r2")


def _title(scene: Scene, best: Point | None, size: Size, language: str) -> str:
    """What is shown by epoch, on which axis, and which epoch is the best on the validation part."""
    key = "figure.loss_title_log" if scene.curves == LOG else "figure.loss_title"
    title = say(language, key, name=_capital(_name(scene, language)))
    if best is None:
        return title
    told = say(language, "figure.best_epoch", epoch=round(best[0]))
    return fitting(size, f"{title} · {BEST} {told}", f"{title} · {BEST} {round(best[0])}")


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _mark_keys(scene: Scene, look: Look, *, changed: bool) -> list[Item]:
    """What the marks on the axis stand for."""
    hue = palette(look).wrong
    marked = [(f"{CHANGED} {say(look.language, 'figure.changed')}", hue)] if changed else []
    if scene.mark_epoch is not None:
        marked.append((f"{LOOKED_AT} {say(look.language, 'figure.looked_at')}", hue))
    return marked


def _curve_keys(scene: Scene, series: Series, at: int | None, canvas: Canvas) -> list[Item]:
    """What is what, with the numbers at the cross-hair, or the newest: as much of it as there is room for."""
    look, place = canvas.look, -1 if at is None else at
    faint, epoch = palette(look).faint, say(look.language, "figure.epoch")
    here = [] if at is None else [(f"{HERE} {epoch} {series[0][at][0]:.0f}", faint)]
    forms = [here + _keys(scene, series, look, place)]
    forms += [here + _keys(scene, series, look, place, short=True)] if here else []
    forms += [_keys(scene, series, look, None)]
    return next((form for form in forms if wide(form) <= canvas.width), forms[-1])


def _keys(scene: Scene, series: Series, look: Look, place: int | None, *, short: bool = False) -> list[Item]:
    """A key a curve, with its number at a place; `short`: without its name."""
    hues, items = palette(look), []
    names = (("train", hues.train), ("validation", hues.validation))
    for key, (name, colour), points in zip(key_texts(look), names, series, strict=True):
        text = key if short else f"{key} {say(look.language, f'figure.{name}')}"
        items.append((text if place is None else f"{text} {_short(points[place][1], scene.curves)}", colour))
    return items


def _written(value: float, curves: str) -> str:
    return numbers.score(value) if curves == SCORE else numbers.loss(value)


def _short(value: float, curves: str) -> str:
    """A number in few cells."""
    return _written(value, curves) if abs(value) < SHORT_BELOW else f"{value:.3g}".replace("e+", "e")


def _twin(scene: Scene, series: Series, changes: list[tuple[float, RunChange]], at: int | None, language: str) -> str:
    whole, kind = scene.whole or scene.state, "score" if scene.curves == SCORE else "loss"
    name = _name(scene, language)
    said = []
    if at is not None:
        epoch = f"{series[0][at][0]:.0f}"
        said.append(
            say(language, "figure.loss_at", name=_capital(name), epoch=epoch, **_both(series, at, scene.curves))
        )
    said.append(say(language, f"figure.{kind}_start", name=name, **_both(series, 0, scene.curves)))
    said.append(say(language, "figure.loss_now", epoch=whole.epochs, **_both(series, -1, scene.curves)))
    best = best_of(series[1], scene.curves) or best_of(series[0], scene.curves)
    if best is not None:
        shown = _written(best[1], scene.curves)
        said.append(say(language, f"figure.{kind}_best", epoch=round(best[0]), loss=shown))
    said += [
        say(
            language,
            "figure.loss_change",
            knob=change.knob,
            value=getattr(change.value, "make", change.value),
            epoch=f"{round(epoch, 1):g}",
        )
        for epoch, change in changes[-MOST_NAMED:]
    ]
    if kind == "loss":
        said += _score_twin(whole, language)
    return " ".join(said)


def _both(series: Series, at: int, curves: str) -> dict[str, str]:
    train, validation = (_written(points[at][1], curves) for points in series)
    return {"train": train, "validation": validation}


def _score_twin(whole: RunState, language: str) -> list[str]:
    """What came of it in accuracy or R2, for those who do not see the other curves."""
    points = points_of(whole.records, SCORE)[1]
    best = best_of(points, SCORE)
    if best is None or not finite(points[-1:]):
        return []
    name = say(language, "ui.accuracy" if whole.dataset.class_names else "ui.r2")
    fields = {"now": numbers.score(points[-1][1]), "best": numbers.score(best[1]), "epoch": round(best[0])}
    return [say(language, "figure.loss_score", name=_capital(name), **fields)]
