"""Questions apart from their lessons: one after the other, each with its words, its figure, and what is right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Container, Horizontal, VerticalScroll
from textual.widgets import Static

from tui_dl.course import goals
from tui_dl.course.learner import review
from tui_dl.course.learner.asking import Asking
from tui_dl.ui import keys, own_keys
from tui_dl.ui.prose import styled
from tui_dl.ui.screens.left_once import Page
from tui_dl.ui.sizes import WIDE_COLUMNS
from tui_dl.ui.widgets.figure_view import FigureView
from tui_dl.ui.widgets.question import Question
from tui_dl.views.scene import Scene
from tui_dl.words import say

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui_dl.course.learner.progress import Progress
    from tui_dl.figures.figure import Look
    from tui_dl.ui.messages import Answered


class QuizScreen(Page[None]):
    """A sitting of questions."""

    CSS_PATH = "quiz.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE_COLUMNS, "-wide")]  # noqa: RUF012  declared so by Textual
    KEYS = keys.QUIZ
    BINDINGS: ClassVar[list[Any]] = keys.bindings(KEYS)

    def __init__(
        self, title: str, questions: list[review.Asked], progress: Progress, look: Look, unit: str = ""
    ) -> None:
        super().__init__(classes="-ascii" if look.ascii else "")
        self._title, self._questions, self._progress, self._look, self._unit = title, questions, progress, look, unit
        self._at, self._right = 0, 0
        self.asking = Asking(questions[0], progress, look.language)

    def compose(self) -> ComposeResult:
        """The question beside its figure, or above it."""
        yield Static(id="head", classes="bar")
        with Horizontal(id="body"):
            with VerticalScroll(id="left"):
                yield Static(id="prose")
                yield Question(self._look.language, ascii_only=self._look.ascii)
                yield Static(id="reply")
            yield Container(id="figures")
        yield Static(id="keys", classes="bar")

    async def on_mount(self) -> None:
        """The first question."""
        await self._show()

    async def _show(self) -> None:
        asking, language = self.asking, self._look.language
        place = say(language, "ui.quiz_place", number=self._at + 1, total=len(self._questions))
        self.query_one("#head", Static).update(f" {self._title}   {place}   {asking.lesson_title}")
        self.query_one("#keys", Static).update(f" {own_keys.told(self, 'ui.keys_quiz')}")
        self.query_one("#prose", Static).update(styled(asking.body))
        self._show_answer()
        holder = self.query_one("#figures", Container)
        await holder.remove_children()
        if asking.figure:
            view = FigureView(asking.figure)
            await holder.mount(view)
            blank = goals.blank(asking.step, asking.answer)
            self.call_after_refresh(view.show, Scene(asking.state, chosen=asking.chosen, blank=blank), self._look)
        holder.display = bool(asking.figure)
        self.query_one("#left").scroll_home(animate=False)
        self.set_focus(self.query_one(Question))

    def _show_answer(self) -> None:
        asking = self.asking
        self.query_one(Question).show(asking.step, asking.options, asking.answer)
        reply = self.query_one("#reply", Static)
        reply.display = asking.answer is not None
        if asking.answer is not None:
            reply.update(styled(asking.verdict))
            self.call_after_refresh(self.query_one("#left").scroll_end, animate=False)

    def on_answered(self, message: Answered) -> None:
        """The first answer counts; it is written down before its reply is shown."""
        first = self.asking.answer is None
        right = self.asking.take(message.text)
        if first and right is not None:
            self._right += right
            review.record(self._progress, self._questions[self._at], right=right)
            self._progress.flush()
        self._show_answer()

    async def action_next(self) -> None:
        """The next question; after the last, how it went."""
        if self._at + 1 < len(self._questions):
            self._at += 1
            self.asking = Asking(self._questions[self._at], self._progress, self._look.language)
            await self._show()
            return
        told = say(self._look.language, "ui.quiz_end", right=self._right, total=len(self._questions))
        if self._unit:
            self._progress.record(self._unit, "", "best", self._right / len(self._questions))
        self.dismiss()
        self.app.notify(told, timeout=8)

    def action_leave(self) -> None:
        """Home; what was answered is kept."""
        self.dismiss()

    async def change_language(self, language: str, look: Look) -> None:
        """Ask in the other language, at the same spot."""
        self._look = look
        self.asking.language = language
        self.query_one(Question)._language = language  # noqa: SLF001  the language may change at run time
        await self._show()
