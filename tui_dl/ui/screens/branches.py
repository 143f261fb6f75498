"""A run and its branch, live: both train in step on the same batches, over each other and side by side."""

from __future__ import annotations

import math
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Horizontal
from textual.widgets import Static

from tui_dl.session.knobs import value_at
from tui_dl.session.past.branches import Branches
from tui_dl.session.state import FAILED, PAUSED
from tui_dl.ui import keys, own_keys
from tui_dl.ui.board.open_bench import every_figure
from tui_dl.ui.pace import FASTEST, SLOWEST, USUAL_SECONDS
from tui_dl.ui.screens.left_once import Page
from tui_dl.ui.widgets.figure_view import FigureView
from tui_dl.views import Scene
from tui_dl.views.fork_words import labels
from tui_dl.words import say

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui_dl.figures.figure import Look
    from tui_dl.session.past.branches import Trainer
    from tui_dl.session.past.forks import Fork
    from tui_dl.session.state import RunState

TICK = 0.1  # seconds between looks at what training has told
PAIRED = ("region", "weights", "network", "units", "hidden-plane", "health", "confusion")
BATCH, EPOCH = "batch", "epoch"


class BranchesScreen(Page[int]):
    """Both are made again up to where they part, and held there. Gives the step up to which the branch was watched."""

    CSS_PATH = "branches.tcss"
    KEYS = keys.BRANCHES
    BINDINGS: ClassVar[list[Any]] = keys.bindings(KEYS)

    def __init__(self, title: str, fork: Fork, trainers: tuple[Trainer, Trainer], look: Look) -> None:
        super().__init__(classes="-ascii" if look.ascii else "")
        self._title, self._fork, self._trainers, self._look = title, fork, trainers, look
        self._runs = fork.trunk.run, fork.state.run
        self._last: int = max(value_at(run, "epoch_limit") for run in self._runs)
        self._pace = max(1.0, (self._last - fork.began) / USUAL_SECONDS)  # epochs a second
        fitting = every_figure(fork.state.run.experiment.model, fork.state.dataset)
        self._names = [name for name in fitting if name in PAIRED]
        self._as_words, self._rounds = False, 0
        self._begin()

    def _begin(self) -> None:
        """Up to where they part, which is not drawn: there it begins."""
        self._pair = Branches(self._runs, self._trainers, self._fork.step, first=1 + self._rounds * len(self._runs))
        self._rounds += 1
        self._going, self._wanted, self._due = False, "", 0.0
        self._shown, self._stale = 0.0, True

    def compose(self) -> ComposeResult:
        """Curves over each other, and below them one figure twice."""
        yield Static(id="head", classes="bar")
        yield FigureView("branches")
        yield Horizontal(id="pair")
        yield Static(id="keys", classes="bar")

    async def on_mount(self) -> None:
        """Begin to listen."""
        await self._hang()
        self.set_interval(TICK, self._hear)

    def on_unmount(self) -> None:
        """Nobody looks at them any more."""
        for trainer in self._trainers:
            trainer.cancel()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self._show)

    async def _hang(self) -> None:
        pair = self.query_one("#pair")
        await pair.remove_children()
        await pair.mount(*(FigureView(self._names[0]) for _ in self._runs))
        for view in pair.query(FigureView):
            view.as_words = self._as_words
        self.call_after_refresh(self._show)

    def _hear(self) -> None:
        """Take in what was told; where both are level, let them go on as far as is wanted."""
        before = [*self._pair.states]
        self._pair.receive()
        self._let_go()
        self._pair.receive()
        self._stale = self._stale or any(now is not then for now, then in zip(self._pair.states, before, strict=True))
        rests = monotonic() - self._shown < self.app.preferences.seconds_between_figures  # type: ignore[attr-defined]  # our own app
        if self._stale and not (self._going and (rests or self.app.line_stalls)):  # type: ignore[attr-defined]  # likewise
            self._show()

    def _let_go(self) -> None:
        if not self._pair.level:
            return
        on_their_way = [state.weights for state in self._pair.states if state.status == PAUSED]
        if not on_their_way:
            self._going = False
        elif self._wanted == BATCH:
            self._pair.go_to(min(weights.step for weights in on_their_way) + 1)
        elif self._wanted == EPOCH:
            self._pair.go_to_epoch(min(weights.epoch for weights in on_their_way) + 1)
        elif self._going:
            self._due = min(self._due + self._pace * TICK, self._last)
            if self._due >= 1:
                self._pair.go_to_epoch(min(weights.epoch for weights in on_their_way) + int(self._due))
                self._due %= 1
        self._wanted = ""

    def _show(self) -> None:
        """Both as they are now."""
        states = self._pair.states
        self._write(states)
        if not all(state.records for state in states):
            return
        self._shown, self._stale = monotonic(), False
        trunk, branch = states
        curves = self.app.preferences.curves  # type: ignore[attr-defined]  # our own app
        both, *pair = self.query(FigureView)
        both.show(Scene(branch, runs=(trunk,), curves=curves), self._look)
        names = labels(self._fork, self._look.language)
        for number, (view, state, name) in enumerate(zip(pair, states, names, strict=True), start=1):
            view.show(Scene(state), self._look)
            view.border_subtitle = f"{number} {name}".replace("[", r"\[")

    def _write(self, states: list[RunState]) -> None:
        language = self._look.language
        lost = next((state.failure for state in states if state.status == FAILED), None)
        if lost is not None:
            told = say(language, f"problem.{lost[0]}", **lost[1])
        else:
            coming = not all(state.records for state in states)
            epoch = self._fork.began if coming else max(state.epochs for state in states)
            how = "over" if self._pair.over else "going" if self._going else "coming" if coming else "held"
            told = say(language, f"branches.{how}", epoch=epoch, last=self._last)
        self.query_one("#head", Static).update(f" {self._title}   {told}")
        self.query_one("#keys", Static).update(f" {own_keys.told(self, 'branches.keys')}")

    def action_run_or_pause(self) -> None:
        """Space: both go on, or hold."""
        self._going = not self._going
        self._hear()

    def action_go(self, way: str) -> None:
        """One batch, one epoch, or to the end."""
        self._going = way not in {BATCH, EPOCH}
        if self._going:
            self._due = math.inf
        else:
            self._wanted = way
        self._hear()

    def action_pace(self, factor: float) -> None:
        """Slower or faster."""
        self._pace = min(FASTEST, max(SLOWEST, self._pace * factor))

    def action_again(self) -> None:
        """From where they part, once more."""
        self._begin()
        self._hear()

    async def action_other_figure(self) -> None:
        """The next figure, side by side."""
        self._names.append(self._names.pop(0))
        await self._hang()

    def action_curves(self) -> None:
        """Loss, loss on a logarithmic axis, or score."""
        self.app.preferences.next_curves()  # type: ignore[attr-defined]  # our own app
        self._show()

    def action_words(self) -> None:
        """Figures as words, and back."""
        self._as_words = not self._as_words
        for view in self.query(FigureView):
            view.as_words = self._as_words
        self._show()

    def action_leave(self) -> None:
        """Back to the bench."""
        self.dismiss(self._pair.states[-1].weights.step)

    async def change_language(self, _language: str, look: Look) -> None:
        """The same in the other language."""
        self._look = look
        self._show()
