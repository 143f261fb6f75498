"""The lesson: what a bench shows, with questions, hints, goals, and a way from step to step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from tui_dl.course import going
from tui_dl.course.written.verbs import Verb
from tui_dl.ui import guide, keys
from tui_dl.ui.screens.bench import BenchScreen
from tui_dl.ui.widgets.said import Said
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.course.learner.notes import Notes
    from tui_dl.ui.messages import Answered, OfferTaken


class LessonScreen(BenchScreen):
    """One lesson under way."""

    KEYS = keys.LESSON
    BINDINGS: ClassVar[list[Any]] = keys.bindings(keys.OF_LESSONS)
    notes: Notes

    @property
    def place(self) -> str:
        """Which step, or that it was left for its sandbox."""
        bench = self.bench
        if bench.in_sandbox:
            return say(bench.language, "ui.head_sandbox")
        return say(bench.language, "ui.head_step", number=bench.index + 1, total=len(bench.lesson.step))

    async def action_hint(self) -> None:
        """The next hint; after the last one, the solution runs."""
        await guide.hint(self)

    def action_glossary(self) -> None:
        """The lesson's words explained."""
        title = say(self.bench.language, "ui.glossary_title")
        self.app.show_sheet(title, self.notes.words(self.bench))  # type: ignore[attr-defined]  # our own app

    async def action_next(self) -> None:
        """On; while the goal is not reached, first what is missing, then on."""
        await guide.go_on(self)

    async def action_begin_again(self) -> None:
        """This step as it was at first; what was reached in it stays written down."""
        going.begin_again(self.bench)
        self.undone.clear()
        await self.enter_step()
        self.say(say(self.bench.language, "ui.begun_again"))

    def action_forget_lesson(self) -> None:
        """Everything of this lesson is forgotten; it is asked twice."""
        if self.query_one(Said).kind != "forget":
            self.say(say(self.bench.language, "ui.forget_lesson"), "forget")
            return
        self.notes.forget(self.bench)
        self.dismiss()
        self.app.call_later(self.app.open_lesson, self.bench.lesson.id)  # type: ignore[attr-defined]  # our own app

    async def action_sandbox(self) -> None:
        """Into the sandbox, or back to the very same spot."""
        await self.do("back" if self.bench.in_sandbox else "sandbox")

    async def on_answered(self, message: Answered) -> None:
        """An answer: written down before its reply is shown."""
        await self.do(message.verb)
        self.painter.text()

    async def on_offer_taken(self, message: OfferTaken) -> None:
        """A button of the step."""
        await self.do(Verb("do", (message.offer,)))
        await self.painter.leave_text()
