"""One question taken out of its lesson, with the learner's own runs still behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui_dl.course.filling import fill, shown_as
from tui_dl.course.learner import predictions
from tui_dl.course.learner.students import looked_back_on
from tui_dl.course.written import expression
from tui_dl.course.written.evaluation import NotYetError
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.course.learner.progress import Progress
    from tui_dl.course.learner.review import Asked
    from tui_dl.session.state import RunState

OF_DATA = ("points", "data")  # figures that need no run
OF_A_PLANE = {"region": "points"}  # and what is to be seen of others before one


class Asking:
    """A question, asked anew: the lesson's own answer stays what it was.

    Attributes:
        step: The step that asks.
        answer: What is answered now; None: nothing yet.
    """

    def __init__(self, asked: Asked, progress: Progress, language: str) -> None:
        bench = looked_back_on(asked.lesson, progress, language)
        bench.enter(next(number for number, step in enumerate(bench.lesson.step) if step.id == asked.step))
        self._bench = bench
        self.step = msgspec.structs.replace(bench.step, sure=False)  # that is asked before anything was seen, once
        self.answer: str | None = None

    @property
    def language(self) -> str:
        """`en` or `ko`."""
        return self._bench.language

    @language.setter
    def language(self, language: str) -> None:
        self._bench.language = language

    @property
    def state(self) -> RunState:
        """The run that it asks about."""
        return self._bench.state

    @property
    def chosen(self) -> str:
        """Whose region is shown."""
        return "network" if self.state.rule is None else "rule"

    @property
    def figure(self) -> str:
        """The one to look at; empty where there is nothing to see: nothing is trained or fitted for a question."""
        first = self.step.view[0] if self.step.view else ""
        if first == "baselines" and not self.state.fits:
            return ""
        return first if self.state.records or first in OF_DATA else OF_A_PLANE.get(first, "")

    @property
    def lesson_title(self) -> str:
        """Where the question is from."""
        return self._bench.whole.texts[self.language].title

    @property
    def body(self) -> str:
        """The question, filled in."""
        return fill(self._bench, self._bench.texts.body)

    @property
    def options(self) -> list[tuple[str, str]]:
        """(id, words) of what can be chosen."""
        return self._bench.texts.choices

    def take(self, answer: str) -> bool | None:
        """Take an answer; whether it is right."""
        self.answer = answer
        return predictions.is_right(self._bench, self.step, answer)

    @property
    def verdict(self) -> str:
        """Whether it was right, what is, and what the lesson says to this answer."""
        parts = self._bench.texts.parts
        right = predictions.is_right(self._bench, self.step, self.answer or "")
        told = [say(self.language, f"ui.card_{right}") if right is not None else "", self._truth()]
        if self.step.kind == "choose":
            told += [parts.get(self.answer or "", "")]
        if not self.step.settled_by:
            told += [parts.get("after", "")]
        return fill(self._bench, "\n\n".join(part for part in told if part))

    def _truth(self) -> str:
        bench = self._bench
        scope = (bench.scope_of(self.step.settled_by) if self.step.settled_by else None) or bench.scope()
        try:
            truth = expression.parse(self.step.truth or "").evaluate(scope)
        except NotYetError:
            return ""
        shown = dict(self.options).get(truth) if isinstance(truth, str) else shown_as(self.step.truth or "", truth)
        return say(self.language, "ui.quiz_truth", answer=shown or truth)
