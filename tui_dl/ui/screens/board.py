"""A bench in sight: text or panel, knobs, live figures; verbs go to it, what it has become is shown."""

from __future__ import annotations

from collections import deque
from time import monotonic
from typing import TYPE_CHECKING

from textual.containers import Container, Horizontal
from textual.widgets import Static

from tui_dl.engine.problem import Problem
from tui_dl.session.protocol import Ease
from tui_dl.session.state import RUNNING
from tui_dl.ui import pace
from tui_dl.ui.board import bars, face
from tui_dl.ui.board.controls import Hung
from tui_dl.ui.board.painter import Painter
from tui_dl.ui.naming import problem_sentence
from tui_dl.ui.screens.left_once import Page
from tui_dl.ui.sizes import TALL_ROWS
from tui_dl.ui.thrift.compositor import LeanCompositor
from tui_dl.ui.thrift.lateness import Lateness
from tui_dl.ui.widgets.figure_view import FigureView
from tui_dl.ui.widgets.figures import Figures
from tui_dl.ui.widgets.goals import Goals
from tui_dl.ui.widgets.question import Question
from tui_dl.ui.widgets.reading import Reading
from tui_dl.ui.widgets.said import Said
from tui_dl.ui.widgets.scrubber import Scrubber
from tui_dl.ui.widgets.tab_row import TabRow
from tui_dl.words import say

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import ComposeResult
    from textual.geometry import Size
    from textual.widget import Widget

    from tui_dl.course.bench import Bench
    from tui_dl.course.laboratory import Tabs
    from tui_dl.course.learner.notes import Notes
    from tui_dl.course.written.verbs import Verb
    from tui_dl.figures.figure import Look
    from tui_dl.ui.crew import Crew

MOST_UNDONE = 200  # turns of knobs that can be put back, the latest
TICK = 0.1  # seconds between looks at what training has told
SPARE = 0.5  # seconds between looks at whether there is a figure to make ready
SETTLED = 1.0  # seconds after which whoever trains is made ready, while the learner reads


class Board(Page[None]):
    """A bench in sight."""

    CSS_PATH = "board.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (TALL_ROWS, "-tall")]  # noqa: RUF012  declared so by Textual

    def __init__(self, bench: Bench, notes: Notes | Tabs, look: Look, crew: Crew) -> None:
        super().__init__(classes="-ascii" if look.ascii else "")
        self._compositor = LeanCompositor()
        self.bench, self.notes, self.look, self.crew = bench, notes, look, crew
        self.lateness = Lateness(TICK)
        self.painter, self.hung = Painter(self, TICK), Hung()
        self.undone: deque[Callable[[], Awaitable[object]]] = deque(maxlen=MOST_UNDONE)
        self._was_running = self._was_passed = self.own_pace = False
        self._failed = 0  # the last run whose failure was told
        self._begun = 0  # the run whose first weights have been shown

    def compose(self) -> ComposeResult:
        """Rows that are always there, around text and figures."""
        yield Static(id="head", classes="bar")
        yield TabRow()
        yield Static(id="request")
        with Horizontal(id="body"):
            with Reading(id="left"):
                yield Static(id="prose")
                yield Container(id="panel")
                yield Question(self.bench.language, ascii_only=self.look.ascii)
                yield Static(id="reply")
            yield Figures()
        yield Goals(id="goals")
        yield Said(id="said")
        yield Container(id="offers")
        yield Container(id="knobs")
        yield Scrubber(self.bench.language, ascii_only=self.look.ascii)
        yield Static(id="numbers")
        yield Static(id="keys", classes="bar")

    @property
    def focus_chain(self) -> list[Widget]:
        """Tab comes to answers, buttons and knobs first, and to figures last: those have a key of their own."""
        return sorted(super().focus_chain, key=lambda widget: isinstance(widget, FigureView))

    async def on_mount(self) -> None:
        """Begin where the learner stood."""
        self.bench.runner.send(Ease(on=False))  # another screen may have been late
        await self.enter_step()
        self.set_interval(TICK, self.hear)
        self.set_timer(SETTLED, self.crew.get_ready)
        self.set_interval(SPARE, self.painter.prepare)

    @property
    def place(self) -> str:
        """Where on its way the bench is, for the head of the screen."""
        return say(self.bench.language, "ui.head_sandbox")

    @property
    def head(self) -> str:
        """The row at the top."""
        return bars.head(self.bench, self.place, self.size)

    async def enter_step(self) -> None:
        """Show what is on the bench now."""
        if not self.own_pace:  # each step's run takes its six seconds, until the learner wants another pace
            self.bench.set_pace(pace.usual(self.bench))
        self._was_passed = self.bench.passed
        await self.painter.step()

    def _screen_resized(self, size: Size) -> None:
        """Textual tells a size twice, and again under every sheet: where all is arranged for it, nothing is to do."""
        if size != self._compositor.size:
            super()._screen_resized(size)

    def on_resize(self) -> None:
        """More room, more figures at once."""
        self.call_after_refresh(self.painter.resized)

    def hear(self) -> None:
        """Take in what training has told, less often where the machine does not keep up; training stands back then."""
        if self.lateness.beat(monotonic()):
            self.bench.runner.send(Ease(on=self.lateness.late))
            self.painter.paint(hurry=True)
        if self._was_running and self.lateness.rests():
            self.painter.go_on()
        elif self.bench.receive() or self.bench.refusal is not None:
            self.notes.take(self.bench)
            if self.bench.refusal is not None:
                self.say_problem(self.bench.refusal)
                self.bench.refusal = None
            self.after_news()
        else:
            self.painter.go_on()
        self.app.tidy_up()  # type: ignore[attr-defined]  # our own app

    def after_news(self) -> None:
        """Show it, a new run's beginning at once; say what an ended run has to say for itself."""
        state = self.bench.state
        running, failed = state.status == RUNNING, state.failure is not None and state.id != self._failed
        begins = bool(state.records) and state.id != self._begun
        self._begun = state.id if begins else self._begun
        passed = self.bench.passed and self.bench.step.kind == "task"
        if not running and (self._was_running or failed or (passed and not self._was_passed)):
            self._failed = state.id if failed else self._failed
            self.say(face.news_of_end(self.bench) or face.verdict(self.bench), "mistake")
        if running and self.query_one(Scrubber).display:
            self.query_one(Scrubber).close()
        self._was_running, self._was_passed = running, passed
        self.painter.paint(hurry=not running or begins)

    def say(self, text: str, kind: str = "note") -> None:
        """Put a sentence where the learner looks for help."""
        self.query_one(Said).say(text, kind)

    def say_problem(self, problem: Problem) -> None:
        """One sentence about what could not be done."""
        self.say(problem_sentence(self.bench.language, problem), "problem")

    async def do(self, verb: Verb | str) -> bool:
        """Do a verb, show what came of it; False where it was refused."""
        bench = self.bench
        self.lateness.asked()
        before = bench.index, bench.in_sandbox
        try:
            bench.apply(verb)
        except Problem as problem:
            self.say_problem(problem)
            self.painter.paint(hurry=True)
            return False
        self.notes.take(bench)
        if (bench.index, bench.in_sandbox) != before:
            self.say("")
            await self.enter_step()
        elif bench.note in {"afresh", "next_run"}:
            self.say(say(bench.language, f"ui.{bench.note}"))
        elif self.query_one(Said).kind in {"problem", "note", "mistake"}:
            self.say("")
        self.after_news()
        return True

    async def change_language(self, language: str, look: Look) -> None:
        """Say everything in the other language, at the same spot."""
        self.bench.language, self.look = language, look
        self.say("")
        await self.painter.step(fresh=False)
