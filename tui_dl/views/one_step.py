"""One step, every number: forward, loss, backward, update; beside each gradient what nudging its weight finds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rich.cells import cell_len

from tui_dl.figures.canvas import Canvas, Ink
from tui_dl.figures.palette import palette
from tui_dl.figures.table import Column, lines, that_fit
from tui_dl.session.places import Place, place_of
from tui_dl.views.frame import figure, sentence
from tui_dl.views.step_words import listed, losses, shown_row, signed, step_of, title_of, why_none
from tui_dl.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_dl.engine.anatomy import Piece
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.session.past.last_step import TakenStep
    from tui_dl.views.scene import Scene

FORMULAS_FROM = 56  # cells across; narrower, names and numbers only
LEAST_TABLE = 5  # rows of weights, their heading included, before lines above are left out
NAMES_FROM = 44  # narrower, a weight's name is without the word layer
BLANK = "____"


class Line(NamedTuple):
    """One line above the table.

    Attributes:
        keep: Lines with the highest number are left out first.
        text: What it says.
        strong: Whether it is a number that the step is about.
    """

    keep: int
    text: str
    strong: bool = False


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """One row of the batch on its way up, the loss, the slopes on their way down, then weight by weight."""
    language, step = look.language, step_of(scene)
    if step is None:
        return sentence(say(language, "figure.one_step_title"), why_none(scene, language), size, look)
    canvas, hues = Canvas(size, look), palette(look)
    row = shown_row(scene, step)
    places, above = _places(step), _above(step, row, canvas.width, language)
    least = min(LEAST_TABLE, len(places) + 1)
    while above and len(above) > canvas.height - least:
        above.remove(max(above, key=lambda line: line.keep))
    for at, line in enumerate(above):
        canvas.put(at, 0, line.text, Ink(bold=True) if line.strong else Ink(hues.faint if line.keep > 4 else ""))
    shown = _window(places, max(canvas.height - len(above) - 1, 0), scene)
    columns = _table(step, places, shown, scene.blank, language)
    if canvas.width < NAMES_FROM:
        short = tuple(name.removeprefix("layer") for name in columns[0].entries)
        columns[0] = replace(columns[0], heading=columns[0].heading.rpartition(" ")[2], entries=short)
    for at, text in enumerate(lines(that_fit(columns, canvas.width))):
        canvas.put(len(above) + at, 0, text, Ink(hues.faint) if at == 0 else Ink())
    return figure(title_of(step, row, language), canvas, _twin(step, row, places, scene.blank, language))


def _places(step: TakenStep) -> list[Place]:
    """Every number of the network, in the order of its flat vector."""
    shapes = [piece.values.shape for piece in step.anatomy.backward if piece.name.startswith("dW")]
    return [
        Place(layer, unit, column % columns)
        for layer, (units, columns) in enumerate(reversed(shapes), start=1)
        for unit in range(1, units + 1)
        for column in range(1, columns + 1)
    ]


def _above(step: TakenStep, row: int, width: int, language: str) -> list[Line]:
    """What stands above the table, each array by name, formula and shape."""
    anatomy, wide = step.anatomy, width >= FORMULAS_FROM
    pieces = [*anatomy.forward, *(piece for piece in anatomy.backward if piece.name.startswith("dz"))]
    room = max(len(piece.formula) for piece in pieces) if wide else 0
    loss, new_loss = losses(step)
    penalty = f" + {anatomy.penalty:.3f}" if anatomy.penalty else ""
    kept = {"x": 2, "p": 1, "y": 1}
    found = [Line(5, say(language, "figure.one_step_forward", row=row + 1, rows=anatomy.rows))]
    found += [Line(kept.get(piece.name, 3), _line(piece, row, room, width)) for piece in anatomy.forward]
    told = [
        say(language, key, cost=f"{cost}{loss}{penalty}", new=new_loss)
        for key, cost in (("figure.one_step_loss", f"{anatomy.cost} = "), ("figure.one_step_loss_short", ""))
    ]
    found.append(Line(0, told[0] if cell_len(told[0]) <= width else told[1], strong=True))
    found.append(Line(5, _that_fits(("figure.one_step_backward", "figure.one_step_backward_short"), width, language)))
    found += [Line(4, _line(piece, row, room, width)) for piece in anatomy.backward if piece.name.startswith("dz")]
    rules = [f"figure.one_step_{name}" for name in (("sgd",) if step.optimizer == "sgd" else ("other", "other_short"))]
    rule = _that_fits(rules, width, language, optimizer=step.optimizer, rate=f"{step.learning_rate:g}")
    return [*found, Line(1, rule)]


def _that_fits(keys: Sequence[str], width: int, language: str, **fields: object) -> str:
    """The first of these sentences that has room in one line, else the last."""
    told = [say(language, key, **fields) for key in keys]
    return next((text for text in told if cell_len(text) <= width), told[-1])


def _line(piece: Piece, row: int, room: int, width: int) -> str:
    shape = "×".join(map(str, piece.values.shape))
    head = f"{piece.name:<4}{piece.formula:<{room}} {shape:<6} " if room else f"{piece.name:<4}"
    return head + listed(piece.values[:, row], max(width - len(head), 6))


def _window(places: list[Place], room: int, scene: Scene) -> range:
    """Which numbers are shown: as many as fit from the one asked for, or those round the one with the blank."""
    at = max(0, min(scene.first, len(places) - room))
    asked = scene.asked or scene.blank
    place = place_of(asked.rpartition(".")[0]) if asked else None
    if place in places and not scene.first:
        at = max(0, min(places.index(place) - room // 2, len(places) - room))
    return range(at, min(at + room, len(places)))


def _table(step: TakenStep, places: list[Place], shown: range, blank: str, language: str) -> list[Column]:
    anatomy = step.anatomy
    nudged = np.array([step.nudges.slope(index) for index in shown])
    span = slice(shown.start, shown.stop)
    columns = {
        "before": (anatomy.before[span], 8),
        "gradient": (anatomy.gradients[span], 9),
        "nudged": (nudged, 6),
        "step": ((anatomy.after - anatomy.before)[span], 4),
        "after": (anatomy.after[span], 7),
    }
    names, heading = tuple(places[index].text for index in shown), say(language, "figure.one_step_weight")
    if 0 < len(shown) < len(places):
        heading += f" {shown.start + 1}-{shown.stop}/{len(places)}"
    found = [Column(heading, names, left=True, keep=10)]
    for name, (values, keep) in columns.items():
        entries = [
            BLANK if _is_blank(blank, places[index], name) else signed(value)
            for index, value in zip(shown, values.tolist(), strict=True)
        ]
        found.append(Column(say(language, f"figure.one_step_{name}"), tuple(entries), keep=keep))
    return found


def _is_blank(blank: str, place: Place, column: str) -> bool:
    """Whether a number is left to the learner; where it is the one after the step, the step is, too."""
    asked, _, name = blank.rpartition(".")
    return asked == _dotted(place) and (column == name or (column, name) == ("step", "after"))


def _dotted(place: Place) -> str:
    """A place as lessons name it."""
    inner = f"w{place.unit}_{place.column}" if place.column else f"b{place.unit}"
    return f"layer{place.layer}.{inner}"


def _twin(step: TakenStep, row: int, places: list[Place], blank: str, language: str) -> str:
    anatomy = step.anatomy
    loss, new_loss = losses(step)
    said = say(language, "figure.one_step_twin", rows=anatomy.rows, loss=loss, new=new_loss, cost=anatomy.cost)
    of = {piece.name: listed(piece.values[:, row], 40) for piece in anatomy.forward}
    said += " " + say(language, "figure.one_step_row_twin", row=row + 1, x=of["x"], p=of["p"], y=of["y"])
    place = place_of(blank.rpartition(".")[0]) if blank else None
    index = places.index(place) if place in places else int(np.nan_to_num(np.abs(anatomy.gradients)).argmax())
    fields = {
        "before": signed(float(anatomy.before[index])),
        "gradient": signed(float(anatomy.gradients[index])),
        "nudged": signed(step.nudges.slope(index)),
        "after": signed(float(anatomy.after[index])),
    }
    if place in places:
        fields[blank.rpartition(".")[2]] = BLANK
    return f"{said} {say(language, 'figure.one_step_weight_twin', name=places[index].text, **fields)}"
