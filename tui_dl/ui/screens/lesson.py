"""The lesson: text, knobs, live figures, goals; keys go to the bench as verbs, what it has become is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Container, Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from tui_dl.course import fitting
from tui_dl.course.verbs import Verb
from tui_dl.engine.problem import Problem
from tui_dl.session.state import PAUSED, RUNNING
from tui_dl.ui import face, guide, keys, pace
from tui_dl.ui.painter import Painter
from tui_dl.ui.sizes import WIDE_COLUMNS
from tui_dl.ui.widgets.cursor_view import CursorView
from tui_dl.ui.widgets.goals import Goals
from tui_dl.ui.widgets.knob_row import KnobView, as_text
from tui_dl.ui.widgets.question import Question
from tui_dl.ui.widgets.said import Said
from tui_dl.ui.widgets.tab_row import TabRow
from tui_dl.words import say

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui_dl.course.bench import Bench
    from tui_dl.course.notes import Notes
    from tui_dl.figures.figure import Look
    from tui_dl.ui.messages import Answered, FigureChosen, HandLaid, KnobChanged, KnobFocused, OfferTaken, TabChosen

TICK = 0.1  # seconds between looks at what training has told


class LessonScreen(Screen[None]):
    """One lesson under way."""

    CSS_PATH = "lesson.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE_COLUMNS, "-wide")]  # noqa: RUF012  declared so by Textual
    BINDINGS: ClassVar[list[Any]] = keys.bindings(keys.LESSON)

    def __init__(self, bench: Bench, notes: Notes, look: Look) -> None:
        super().__init__(classes="-ascii" if look.ascii else "")
        self.bench, self.notes, self.look = bench, notes, look
        self.painter, self.undone = Painter(self), list[dict[str, str]]()
        self._was_running = self._was_passed = self._own_pace = False

    def compose(self) -> ComposeResult:
        """Rows that are always there, around text and figures."""
        yield Static(id="head", classes="bar")
        yield TabRow()
        yield Static(id="request")
        with Horizontal(id="body"):
            with VerticalScroll(id="left"):
                yield Static(id="prose")
                yield Question(self.bench.language, ascii_only=self.look.ascii)
                yield Static(id="reply")
            yield Container(id="figures")
        yield Goals(id="goals")
        yield Said(id="said")
        yield Container(id="offers")
        yield Container(id="knobs")
        yield Static(id="numbers")
        yield Static(id="keys", classes="bar")

    async def on_mount(self) -> None:
        """Begin where the learner stood."""
        await self._enter_step()
        self.set_interval(TICK, self._tick)

    async def _enter_step(self) -> None:
        if not self._own_pace:  # each step's run takes its six seconds, until the learner wants another pace
            self.bench.set_pace(pace.usual(self.bench))
        self._was_passed = self.bench.passed
        await self.painter.step()

    def on_resize(self) -> None:
        """More room, more figures at once."""
        self.call_after_refresh(self.painter.resized)

    def _tick(self) -> None:
        if self.bench.receive() or self.bench.refusal is not None:
            self.notes.take(self.bench)
            if self.bench.refusal is not None:
                self.say_problem(self.bench.refusal)
                self.bench.refusal = None
            self._after_news()

    def _after_news(self) -> None:
        running = self.bench.state.status == RUNNING
        passed = self.bench.passed and self.bench.step.kind == "task"
        if not running and (self._was_running or (passed and not self._was_passed)):
            self.say(face.news_of_end(self.bench) or face.verdict(self.bench), "mistake")
        self._was_running, self._was_passed = running, passed
        self.painter.paint(hurry=not running)

    def say(self, text: str, kind: str = "note") -> None:
        """Put a sentence where the learner looks for help."""
        self.query_one(Said).say(text, kind)

    def say_problem(self, problem: Problem) -> None:
        """One sentence about what could not be done."""
        self.say(say(self.bench.language, f"problem.{problem.code}", **problem.fields), "problem")

    async def do(self, verb: Verb | str) -> bool:
        """Do a verb, show what came of it; False where it was refused."""
        bench = self.bench
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
            await self._enter_step()
        elif bench.note in {"afresh", "next_run"}:
            self.say(say(bench.language, f"ui.{bench.note}"))
        elif self.query_one(Said).kind in {"problem", "note", "mistake"}:
            self.say("")
        self._after_news()
        return True

    async def action_run_or_pause(self) -> None:
        """Space: run, pause or go on, as fits."""
        verbs = {RUNNING: "pause", PAUSED: "resume"}
        await self.do(verbs.get(self.bench.state.status, "run"))
        await self.painter.leave_text()

    async def action_verb(self, verb: str) -> None:
        """One batch, one epoch, again from the seed, one step back: what a key says."""
        await self.do(verb)
        if verb != "previous":
            await self.painter.leave_text()

    def action_unit(self, way: int) -> None:
        """A hidden unit more or fewer, where the step has the layers knob."""
        for knob in self.query(".knob-hidden").results(KnobView):
            knob.change_units(way)

    def action_pace(self, factor: float) -> None:
        """Watch slower, faster, or at full speed."""
        self._own_pace = True
        self.bench.set_pace(pace.changed(self.bench, factor))
        self.painter.paint(hurry=True)

    async def action_hint(self) -> None:
        """The next hint; after the last one, the solution runs."""
        await guide.hint(self)

    async def action_next(self) -> None:
        """On; while the goal is not reached, first what is missing, then on."""
        await guide.go_on(self)

    async def action_sandbox(self) -> None:
        """Into the sandbox, or back to the very same spot."""
        await self.do("back" if self.bench.in_sandbox else "sandbox")

    async def action_fit(self) -> None:
        """Fit the classical methods, or give up fitting."""
        if self.bench.state.fitting:
            fitting.cancel(self.bench)
            self.say(say(self.bench.language, "ui.fits_cancelled"))
            self._after_news()
        else:
            await self.do("fit all")
            await self.painter.bring("baselines")

    async def action_paint(self, what: str) -> None:
        """Look in another way: figures as words, one of them large, another model's region."""
        await getattr(self.painter, what)()

    async def action_undo(self) -> None:
        """Put the last turned knob back."""
        if self.undone:
            await self.do(Verb("set", (), self.undone.pop()))
        else:
            self.say(say(self.bench.language, "ui.no_undo"))

    def action_glossary(self) -> None:
        """The lesson's words explained."""
        title = say(self.bench.language, "ui.glossary_title")
        self.app.show_sheet(title, self.notes.words(self.bench))  # type: ignore[attr-defined]  # our own app

    async def action_tab(self, index: int, way: int = 0) -> None:
        """A tab by its number, or (with `way`) the next or the one before."""
        await self.painter.choose_tab(self.painter.tab + way if way else index)

    async def action_leave(self) -> None:
        """Out of a knob or a network, out of a large figure, then home; a run under way is put away."""
        if isinstance(self.focused, KnobView | CursorView):
            self.set_focus(self.query_one("#left"))
        elif self.painter.large:
            await self.painter.maximise()
        else:
            self.go_home()

    def go_home(self) -> None:
        """Home; a run under way is put away."""
        self.notes.leave(self.bench)
        self.dismiss()

    async def on_knob_changed(self, message: KnobChanged) -> None:
        """A knob was turned: as if it had been typed."""
        before = face.knob_value(self.bench, message.name)
        if await self.do(Verb("set", (), {message.name: message.text})) and before is not None:
            self.undone.append({message.name: as_text(before)})
        if face.answers_at_once(self.bench):  # let it be seen
            await self.painter.leave_text()

    def on_knob_focused(self, message: KnobFocused) -> None:
        """Say what the knob does."""
        self.say(face.knob_help(self.bench.language, message.name), "knob")

    async def on_answered(self, message: Answered) -> None:
        """An answer: written down before its reply is shown."""
        await self.do(message.verb)
        self.painter.text()

    async def on_offer_taken(self, message: OfferTaken) -> None:
        """A button of the step."""
        await self.do(Verb("do", (message.offer,)))
        await self.painter.leave_text()

    def on_descendant_focus(self) -> None:
        """Other keys work now."""
        self.painter.paint()

    async def on_hand_laid(self, message: HandLaid) -> None:
        """A weight was set, or a unit held: all figures follow."""
        await self.do(message.verb)

    async def on_tab_chosen(self, message: TabChosen) -> None:
        """A tab was clicked."""
        await self.painter.choose_tab(message.index)

    async def on_figure_chosen(self, message: FigureChosen) -> None:
        """A figure was clicked."""
        await self.painter.maximise(message.name)

    async def change_language(self, language: str, look: Look) -> None:
        """Say everything in the other language, at the same spot."""
        self.bench.language, self.look = language, look
        self.say("")
        await self.painter.step(fresh=False)
