"""A sweep on the screen: a grid of settings over several seeds, as a field and as a table, while it is trained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual.containers import Container, Horizontal, VerticalScroll
from textual.widgets import Input, Static

from tui_dl.course.learner.progress import home
from tui_dl.engine.problem import Problem
from tui_dl.figures.canvas import to_ascii
from tui_dl.session.sweeps.grid import by_point, experiment_at, points_of
from tui_dl.ui import keys, own_keys
from tui_dl.ui.screens.left_once import Page
from tui_dl.ui.sizes import WIDE_COLUMNS
from tui_dl.ui.sweep_plan import axes_of, check, first_lines, tasks_of
from tui_dl.ui.sweep_run import NAME, SweepRun
from tui_dl.ui.widgets.axis_line import AxisLine
from tui_dl.ui.widgets.said import Said
from tui_dl.ui.widgets.sweep_map import SweepMap
from tui_dl.views import sweep, sweep_map
from tui_dl.words import say

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui_dl.data.dataset import Dataset
    from tui_dl.figures.figure import Look
    from tui_dl.session.experiment import Experiment
    from tui_dl.session.sweeps.grid import Axis, PointResult
    from tui_dl.session.sweeps.process import GridTrainer
    from tui_dl.ui.widgets.sweep_map import PointChosen, PointMoved

TICK = 0.1  # seconds between looks at what is done
BAR = 20  # cells
MOST_LISTED = 100  # points in the table; the best of them
LINES = ("down", "across", "seeds")


class SweepScreen(Page["Experiment"]):
    """Gives the experiment of a point that is to be opened; None where it was left."""

    CSS_PATH = "sweep.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE_COLUMNS, "-wide")]  # noqa: RUF012  declared so by Textual
    KEYS = keys.SWEEP
    BINDINGS: ClassVar[list[Any]] = keys.bindings(KEYS)

    def __init__(
        self, trainer: GridTrainer, base: Experiment, dataset: Dataset, lines: tuple[str, ...], look: Look
    ) -> None:
        """Every point differs from `base` in the plan's knobs alone; `lines` are the plan, if there was one."""
        super().__init__(classes="-ascii" if look.ascii else "")
        self._run, self._base, self._dataset, self._look = SweepRun(trainer, home() / NAME), base, dataset, look
        self._first = lines or first_lines(base)
        self._axes: list[Axis] = []
        self._results: list[PointResult] = []

    def compose(self) -> ComposeResult:
        """The plan, how far it is, the field beside (or above) the table."""
        yield Static(id="head", classes="bar")
        for name, text in zip(LINES, self._first, strict=True):
            with Horizontal(classes="plan"):
                yield Static(id=f"name-{name}", classes="name")
                yield AxisLine(text, self._base, name)
        yield Static(id="progress")
        yield Said(id="said")
        with Container(id="both"):
            yield SweepMap(self._look)
            with VerticalScroll(id="listed"):
                yield Static(id="table")
        yield Static(id="keys", classes="bar")

    def on_mount(self) -> None:
        """Begin with what is known of this plan, if it was trained before."""
        self._write()
        self._recall()
        self.query_one(SweepMap).focus() if self._results else self.query(AxisLine).first().focus()
        self.set_interval(TICK, self.hear)

    @property
    def plan(self) -> tuple[str, ...]:
        """As it is typed now, line by line."""
        return tuple(line.value for line in self.query(AxisLine))

    def _recall(self) -> None:
        try:
            tasks, axes = tasks_of(self.plan, self._base), axes_of(self.plan)
        except Problem:
            return
        if self._run.recall(tasks):
            self._axes = axes
            self._show()

    def _write(self) -> None:
        language = self._look.language
        lab, title = say(language, "lab.title"), say(language, "sweep.screen")
        self.query_one("#head", Static).update(f" {lab}   {title}   {self._dataset.name}")
        for name in LINES:
            self.query_one(f"#name-{name}", Static).update(say(language, f"sweep.line_{name}"))
        self._show()

    def _tell(self, text: str, kind: str = "note") -> None:
        self.query_one(Said).say(text, kind)

    def _tell_problem(self, problem: Problem) -> None:
        self._tell(say(self._look.language, f"problem.{problem.code}", **problem.fields), "problem")

    def _show(self) -> None:
        """All of it, as it is now."""
        self._results = by_point(self._run.trials) if self._axes else []
        name = sweep.score_word(self._dataset, self._look.language)
        self.query_one(SweepMap).display = bool(self._axes)
        if self._axes:
            self.query_one(SweepMap).show(self._axes, self._results, name)
        self._point()
        self._progress()
        self._keys()

    def _point(self) -> None:
        """The point at the cursor, the table, what the choice is worth."""
        language = self._look.language
        if not self._results:
            self.query_one("#table", Static).update(say(language, "sweep.nothing_yet"))
            return
        at = self.query_one(SweepMap).at
        here = next((one for one in self._results if one.point == at), None)
        told = [sweep_map.about(self._axes, here, at, language), ""]
        told += [*sweep.worth(self._axes, self._results, language), ""]
        told += sweep.table(self._axes, sweep.ranked(self._results)[:MOST_LISTED], language)
        text = "\n".join(told)
        self.query_one("#table", Static).update(Text(to_ascii(text) if self._look.ascii else text))

    def _progress(self) -> None:
        run = self._run
        if not run.total:
            self.query_one("#progress", Static).update("")
            return
        done = round(BAR * len(run.trials) / run.total)
        bar = "#" * done + "." * (BAR - done)
        fields = {"done": len(run.trials), "total": run.total, "seconds": f"{run.seconds:.0f}"}
        told = say(self._look.language, "sweep.progress" if run.under_way else "sweep.progress_held", **fields)
        self.query_one("#progress", Static).update(Text(f" {bar} {told}"))

    def _keys(self) -> None:
        kind = "typing" if isinstance(self.focused, Input) else "map" if self._results else "start"
        if kind == "map" and len(self._run.trials) >= self._run.total:
            kind = "done"
        if self._run.under_way:
            kind = "running"
        text = f" {own_keys.told(self, f'sweep.keys_{kind}')}"
        self.query_one("#keys", Static).update(to_ascii(text) if self._look.ascii else text)

    def on_descendant_focus(self) -> None:
        """Other keys work now."""
        self._keys()

    def on_point_moved(self, _message: PointMoved) -> None:
        """Another point is told about."""
        self._point()

    def on_point_chosen(self, _message: PointChosen) -> None:
        """A click on the point at the cursor."""
        self.action_open()

    async def on_input_submitted(self) -> None:
        """Enter in the plan starts it."""
        await self.action_run()

    async def action_run(self) -> None:
        """Start, hold, or go on."""
        if self._run.under_way:
            self._hold()
            return
        try:
            tasks, axes = tasks_of(self.plan, self._base), axes_of(self.plan)
            await check(tasks)
            self._run.start(tasks)
        except Problem as problem:
            self._tell_problem(problem)
            return
        self._axes = axes
        self._tell("")
        self._show()
        self.query_one(SweepMap).focus()

    def hear(self) -> None:
        """Take in what is done."""
        try:
            news = self._run.hear()
        except Problem as problem:
            self._tell_problem(problem)
            news = True
        if news:
            self._show()
        elif self._run.under_way:
            self._progress()

    def action_open(self) -> None:
        """The setting at the cursor, in the tab."""
        at = self.query_one(SweepMap).at
        if self._results:
            self._run.hold()
            self.dismiss(experiment_at(self._base, self._axes, points_of(self._axes)[at], self._base.seed))

    def action_plan(self) -> None:
        """To what is tried."""
        self.query(AxisLine).first().focus()

    def action_words(self) -> None:
        """The field as words, and back."""
        field = self.query_one(SweepMap)
        field.as_words = not field.as_words
        field.draw()

    def action_leave(self) -> None:
        """Hold what is under way, then back."""
        if self._run.under_way:
            self._hold()
            return
        self.dismiss(None)

    def on_unmount(self) -> None:
        """Nobody looks at it any more; what is trained by now is kept."""
        if self._run.under_way:
            self._run.hold()

    def _hold(self) -> None:
        self._run.hold()
        fields = {"done": len(self._run.trials), "total": self._run.total}
        self._tell(say(self._look.language, "sweep.held", **fields))
        self._show()

    async def change_language(self, _language: str, look: Look) -> None:
        """The same in the other language."""
        self._look = look
        self.query_one(SweepMap).look = look
        self._tell("")
        self._write()
