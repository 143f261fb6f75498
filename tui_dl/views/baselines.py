"""All methods on the same split, best on validation first, the run's own model among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_dl.figures.canvas import BOLD, PLAIN, Canvas, Ink
from tui_dl.figures.palette import palette
from tui_dl.figures.table import GAP, Column, lines, that_fit
from tui_dl.views.frame import figure, model_name, sentence
from tui_dl.views.keys import goal_item, legend
from tui_dl.views.models import own_name
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.session.records import Scores
    from tui_dl.views.scene import Scene

LEAST_BAR, MOST_BAR = 6, 30
MINUTE = 60
UNITS = {
    "majority": "answers",
    "linear": "weights",
    "linear_svm": "vectors",
    "rbf_svm": "vectors",
    "square_svm": "vectors",
    "mapped_svm": "vectors",
    "tree": "leaves",
    "forest": "trees",
    "boosting": "stages",
    "network": "weights",
    "rule": "questions",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One method's line.

    Attributes:
        own: Whether it is the run's own model.
        size: In the method's own units.
    """

    name: str
    train: float
    validation: float
    seconds: float
    size: int
    own: bool = False


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """A line a method, sorted, the leader and the run's own model marked."""
    title = say(look.language, "figure.baselines_title", score=_score_name(scene, look))
    everyone, waiting = entries_of(scene), scene.all_fitting
    if not scene.all_fits and not waiting:
        return sentence(title, say(look.language, "figure.press_b"), size, look)
    canvas = Canvas(size, look)
    entries, waiting, left_out = _that_fit(everyone, waiting, canvas.height)
    columns = that_fit(_columns(entries, waiting, scene, look), canvas.width)
    hues, drawn = palette(look), lines(columns)
    canvas.put(0, 0, drawn[0], Ink(hues.faint))
    room = canvas.width - cell_len(drawn[0]) - GAP
    best = max((entry.validation for entry in entries), default=0.0)
    for row, entry in enumerate(entries, start=1):
        ink = Ink(hues.best) if entry.validation == best else BOLD if entry.own else PLAIN
        column = canvas.put(row, 0, drawn[row], Ink(ink.fg, "", entry.own))
        if room >= LEAST_BAR:
            _bar(canvas, row, column + GAP, min(room, MOST_BAR), entry, scene.goal)
    for row in range(len(entries) + 1, len(drawn)):
        canvas.put(row, 0, drawn[row], Ink(hues.faint))
    note = "figure.baselines_more" if left_out else "figure.baselines_marks"
    keys = [(say(look.language, note, count=left_out), hues.faint)]
    if scene.goal is not None and room >= LEAST_BAR:
        keys.append(goal_item(scene.goal, look))
    legend(canvas, len(drawn), keys)
    return figure(title, canvas, _twin(everyone, scene.all_fitting, scene, look))


def _that_fit(entries: list[Entry], waiting: tuple[str, ...], height: int) -> tuple[list[Entry], tuple[str, ...], int]:
    """Those for whom there is a row under the heading, the run's own among them, and how many are left out."""
    rows = max(height - 1, 0)
    if len(entries) + len(waiting) <= rows:
        return entries, waiting, 0
    rows = max(rows - 1, 1)  # the last row says how many are left out
    shown = entries[:rows]
    own = next((entry for entry in entries[rows:] if entry.own), None)
    if own is not None:
        shown[-1:] = [own]
    told = waiting[: rows - len(shown)]
    return shown, told, len(entries) + len(waiting) - len(shown) - len(told)


def entries_of(scene: Scene) -> list[Entry]:
    """Everything that has a score, best on validation first."""
    entries = [
        Entry(fit.name, _score(fit.train), _score(fit.validation), fit.fit_seconds, fit.size) for fit in scene.all_fits
    ]
    state = scene.state
    if state.last is not None:
        name = own_name(state.run.experiment.model)
        scores = (_score(state.last.train), _score(state.last.validation))
        size = max(state.parameters, 1) if state.fit is None else state.fit.size
        entries.append(Entry(name, *scores, state.seconds, size, own=True))
    return sorted(entries, key=lambda entry: -entry.validation)


def _score(scores: Scores) -> float:
    value = scores.score
    return value if value is not None and value == value else float("-inf")  # noqa: PLR0124  NaN is not itself


def _shown(score: float) -> str:
    return numbers.short_score(score)


def _score_name(scene: Scene, look: Look) -> str:
    return say(look.language, "figure.accuracy") if scene.state.dataset.class_names else "R2"


def _columns(entries: list[Entry], waiting: tuple[str, ...], scene: Scene, look: Look) -> list[Column]:
    language, task, missing = look.language, scene.state.dataset.task, ("…",) * len(waiting)
    best = max((entry.validation for entry in entries), default=0.0)
    marks = [("▶" if entry.own else " ") + ("★" if entry.validation == best else " ") for entry in entries]
    names = [model_name(entry.name, language, task) for entry in entries] + [
        model_name(name, language, task) for name in waiting
    ]
    return [
        Column("", (*marks, *("  " for _ in waiting)), left=True, keep=8),
        Column(say(language, "figure.method"), tuple(names), left=True, keep=9),
        Column(say(language, "figure.valid"), (*(_shown(entry.validation) for entry in entries), *missing), keep=7),
        Column(say(language, "figure.train_short"), (*(_shown(entry.train) for entry in entries), *missing), keep=6),
        Column(
            say(language, "figure.time"), (*(_seconds(entry.seconds, language) for entry in entries), *missing), keep=4
        ),
        Column(say(language, "figure.size"), (*(str(entry.size) for entry in entries), *missing), keep=5),
        Column("", (*(_unit(entry.name, language) for entry in entries), *("" for _ in waiting)), left=True, keep=3),
    ]


def _unit(name: str, language: str) -> str:
    return say(language, f"figure.unit_{UNITS.get(name, 'weights')}")


def _seconds(seconds: float, language: str) -> str:
    if not seconds:
        return "…"  # how long a network trained is told at its end
    if seconds < 1:
        return say(language, "figure.milliseconds", number=f"{seconds * 1000:.0f}")
    return say(language, "figure.seconds", number=f"{seconds:.1f}" if seconds < MINUTE else f"{seconds:.0f}")


def _bar(canvas: Canvas, row: int, column: int, width: int, entry: Entry, goal: float | None) -> None:
    """The validation score as a bar from 0 to 1, with a tick at the goal."""
    hues = palette(canvas.look)
    full = round(min(max(entry.validation, 0.0), 1.0) * width)
    canvas.put(row, column, "▰" * full, Ink(hues.train if entry.own else hues.validation))
    canvas.put(row, column + full, "▱" * (width - full), Ink(hues.faint))
    if goal is not None and 0 <= goal <= 1:
        canvas.dot(row, column + min(round(goal * width), width - 1), "│", hues.wrong)


def _twin(entries: list[Entry], waiting: tuple[str, ...], scene: Scene, look: Look) -> str:
    language, task = look.language, scene.state.dataset.task
    said = []
    if entries:
        leader, name = entries[0], _score_name(scene, look)
        fields = {"model": model_name(leader.name, language, task), "score": _shown(leader.validation), "name": name}
        said.append(say(language, "figure.leader_twin", **fields))
        listed = ", ".join(
            f"{model_name(entry.name, language, task)} {_shown(entry.validation)}" for entry in entries[1:]
        )
        if listed:
            said.append(say(language, "figure.others_twin", listed=listed))
    if waiting:
        listed = ", ".join(model_name(name, language, task) for name in waiting)
        said.append(say(language, "figure.fitting_twin", listed=listed))
    return " ".join(said)
