"""The sealed test part: closed until someone opens it; then what it said, and the ledger of all openings."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_dl.data.generators import MAKERS
from tui_dl.data.split import sealed_rows
from tui_dl.figures.canvas import BOLD, Canvas, Ink, fitted, wrap
from tui_dl.figures.palette import palette
from tui_dl.views.frame import figure
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.session.opening import Opening
    from tui_dl.session.records import Scores
    from tui_dl.views.scene import Scene

LEAST_BAR, MOST_BAR, SCORE_CELLS = 6, 24, 6
SECOND = 1e9  # nanoseconds


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """A bar a part, the test part's hidden while the seal holds; how much too good; the openings, newest first."""
    title = say(look.language, "figure.seal_title")
    canvas, hues = Canvas(size, look), palette(look)
    parts = _parts(scene)
    labels = [say(look.language, f"figure.seal_{name}") for name in parts]
    wide = max(map(cell_len, labels))
    bar = min(max(canvas.width - wide - SCORE_CELLS - 3, 0), MOST_BAR)
    colours = (hues.train, hues.validation, hues.points[2], hues.points[3])
    for row, (name, label, colour) in enumerate(zip(parts, labels, colours, strict=False)):
        column = canvas.put(row, 0, f"{fitted(label, wide)} ")
        _draw_part(canvas, row, column, bar, (name, parts[name], colour))
    below: list[tuple[str, Ink]] = []
    for lines, ink in ((_optimism(parts, look), BOLD), (_ledger(scene, look), Ink(hues.faint))):
        below += [("", ink)] if lines else []
        below += [(part, ink) for whole in lines for part in wrap(whole, max(canvas.width, 1))]
    room = max(canvas.height - len(parts), 0)
    if len(below) > room:
        below = [line for line in below if line[0]]  # what is said matters more than the air around it
    if len(below) > room > 0:
        below = [*below[: room - 1], ("…", Ink(hues.faint))]
    for row, (line, ink) in enumerate(below, start=len(parts)):
        canvas.put(row, 0, line, ink)
    return figure(title, canvas, _twin(scene, parts, look))


def _parts(scene: Scene) -> dict[str, float | None]:
    last, judged = scene.state.last, scene.state.judged
    scores = {
        "train": last.train if last else None,
        "validation": last.validation if last else None,
        "test": judged.test if judged else None,
    }
    if scene.state.dataset.name in MAKERS:  # of a table there is no more
        scores["fresh"] = judged.fresh if judged else None
    return {name: _value(found) for name, found in scores.items()}


def _value(scores: Scores | None) -> float | None:
    if scores is None:
        return None
    return scores.accuracy if scores.accuracy is not None else scores.r2


def _draw_part(canvas: Canvas, row: int, column: int, bar: int, part: tuple[str, float | None, str]) -> None:
    name, score, colour = part
    hues, language = palette(canvas.look), canvas.look.language
    if score is None:
        if name == "test":
            column = canvas.put(row, column, "▒" * bar, Ink(hues.faint)) + 1
        canvas.put(row, column, say(language, f"figure.seal_no_{name}"), Ink(hues.faint))
        return
    if bar >= LEAST_BAR:
        full = round(min(max(score, 0.0), 1.0) * bar) if score == score else 0  # noqa: PLR0124  NaN is not itself
        column = canvas.put(row, column, "▰" * full, Ink(colour))
        column = canvas.put(row, column, "▱" * (bar - full), Ink(hues.faint)) + 1
    canvas.put(row, column, _shown(score), Ink(colour, "", bold=True))


def _shown(score: float) -> str:
    return numbers.short_score(score)


def _optimism(parts: dict[str, float | None], look: Look) -> list[str]:
    """How much better one number looks than the one that comes after it, which nobody chose by."""
    lines = []
    for better, honest in (("validation", "test"), ("test", "fresh")):
        first, second = parts[better], parts.get(honest)
        if first is not None and second is not None and first > second:
            lines.append(say(look.language, f"figure.seal_than_{honest}", much=numbers.score(first - second)))
    return lines


def _ledger(scene: Scene, look: Look) -> list[str]:
    if not scene.openings:
        return [say(look.language, "figure.seal_closed", rows=sealed_rows(scene.state.dataset))]
    looks = sum(one.models for one in scene.openings)
    head = say(look.language, "figure.seal_opened", times=len(scene.openings), looks=looks)
    return [head, *(f"{_line(one, look)}." for one in reversed(scene.openings))]


def _line(opening: Opening, look: Look) -> str:
    when = time.strftime("%m-%d %H:%M", time.localtime(opening.number / SECOND))
    seen = opening.seen.get("accuracy", opening.seen.get("r2"))
    key = "figure.seal_line" if opening.models == 1 else "figure.seal_lines"
    score = "-" if seen is None else numbers.score(seen)
    return say(look.language, key, when=when, models=opening.models, score=score)


def _twin(scene: Scene, parts: dict[str, float | None], look: Look) -> str:
    said = []
    for name, score in parts.items():
        label = say(look.language, f"figure.seal_{name}")
        told = say(look.language, f"figure.seal_no_{name}") if score is None else _shown(score)
        said.append(say(look.language, "figure.seal_part_twin", part=label, told=told))
    return " ".join([*said, *(f"{line}." for line in _optimism(parts, look)), *_ledger(scene, look)])
