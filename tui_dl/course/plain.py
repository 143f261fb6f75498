"""A lesson as plain lines: for screen readers, dumb terminals and tests. Verbs come in, one a line; words go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.course import goals, path
from tui_dl.course.filling import fill
from tui_dl.course.sight import scene_of
from tui_dl.course.written.glossary import unlinked
from tui_dl.course.written.verbs import parse_verb
from tui_dl.engine.problem import Problem
from tui_dl.figures.figure import Look, Size
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tui_dl.course.bench import Bench

WIDTH, HEIGHT = 76, 16
DRAWN = ("loss", "region", "weights", "baselines", "points")  # of these the picture is printed too
KEYS = {  # the texts speak of the app's keys; here they can be typed too
    "space": "run",
    "r": "run",
    ".": "step",
    "e": "epoch",
    "b": "fit all",
    "h": "hint",
    "n": "next",
    "p": "previous",
    "s": "sandbox",
}
SHOWING = {"do", "run", "resume", "continue", "step", "epoch", "fit", "set", "use", "edit", "mask"}


class PlainLesson:
    """One walk through a lesson."""

    def __init__(
        self,
        bench: Bench,
        out: Callable[[str], None],
        saved: Callable[[Bench], None] = lambda _bench: None,
        *,
        ascii_only: bool = False,
        pictures: bool = False,
    ) -> None:
        """`out` prints a line; `saved` writes down what the bench has come to, before a reply is shown."""
        self.bench, self._out, self._saved = bench, out, saved
        self._look = Look(bench.language, ascii=ascii_only, colour=False)
        self._pictures = pictures
        self._over = False

    def walk(self, lines: Iterable[str]) -> bool:
        """Take verbs until the lesson is left or the input ends; whether it is finished."""
        bench = self.bench
        self._out(f"{self._say('lesson', title=bench.whole.texts[bench.language].title)}\n")
        self._out(self._prose(bench.whole.texts[bench.language].opening))
        self._step()
        for line in lines:
            text = KEYS.get(line.strip().lower(), line.strip())
            text = "back" if text == "sandbox" and bench.in_sandbox else text
            if text in {"quit", "exit"}:
                break
            if text == "help":
                self._out(self._say("help"))
            elif text:
                self._do(text)
            if self._over:
                break
        done = bench.finished
        self._out(self._say("finished" if done else "unfinished"))
        return done

    def _say(self, key: str, **fields: object) -> str:
        return say(self.bench.language, f"plain.{key}", **fields)

    def _prose(self, markdown: str) -> str:
        text = unlinked(fill(self.bench, markdown)).replace("**", "").replace("`", "")
        return text.strip()

    def _do(self, text: str) -> None:
        bench = self.bench
        index, sandbox = bench.index, bench.in_sandbox
        was_passed = bench.passed
        try:
            verb = parse_verb(text)
            if verb.name == "next" and path.beside(bench, 1) is None and (bench.now.warned or not goals.mistake(bench)):
                self._over = True
                return
            bench.apply(verb)
        except Problem as problem:
            self._out(say(bench.language, f"problem.{problem.code}", **problem.fields))
            return
        self._saved(bench)
        if bench.index != index:
            if bench.note == "question_open":
                self._out(self._say("question_open"))
            self._step()
            return
        if bench.in_sandbox != sandbox:
            self._out(self._say("sandbox" if bench.in_sandbox else "back"))
        self._answer_to(verb.name, was_passed=was_passed)

    def _answer_to(self, verb: str, *, was_passed: bool) -> None:
        bench = self.bench
        if verb == "answer":
            for part in goals.reply(bench, bench.step):
                self._out(self._prose(bench.texts.parts[part]))
        if verb == "hint":
            rung = bench.texts.parts.get(f"hint{bench.now.hints}")
            self._out(self._prose(rung) if rung else self._say("no_hint"))
        if bench.refusal is not None:
            self._out(say(bench.language, f"problem.{bench.refusal.code}", **bench.refusal.fields))
        if bench.note == "next_run":  # the run that has ended is as it was: there is nothing new to judge
            self._out(self._say("next_run"))
            return
        if verb in SHOWING or verb == "solution":
            self._figures()
            self._goals()
        if bench.passed and not was_passed:
            self._out(self._say("passed"))
        else:
            self._mistake(verb)

    def _mistake(self, verb: str) -> None:
        bench = self.bench
        missing = goals.mistake(bench)
        judged = verb == "next" or (verb in SHOWING and not bench.in_sandbox)
        if missing and judged:
            self._out(self._prose(bench.texts.parts.get(f"mistake.{missing}", "")))
            if verb == "next":
                self._out(self._say("next_again"))

    def _step(self) -> None:
        bench = self.bench
        self._out("")
        self._out(self._say("step", number=bench.index + 1, total=len(bench.lesson.step)))
        if bench.texts.request:
            self._out(self._prose(bench.texts.request))
        self._out(self._prose(bench.texts.body))
        for number, (_, words) in enumerate(bench.texts.choices, 1):
            self._out(f"  {number}  {words}")
        if bench.texts.options:
            self._out(self._say("choose"))
        for number, offer in enumerate(bench.step.offer, 1):
            self._out(f"  do {number}  {self._prose(bench.texts.parts[f'offer.{offer.id}'])}")
        if bench.step.kind == "number" and bench.step.range:
            low, high = bench.step.range
            self._out(self._say("number", low=f"{low:g}", high=f"{high:g}"))
        self._figures()
        self._goals()

    def _figures(self) -> None:
        from tui_dl import views  # noqa: PLC0415  the course does not draw by itself: figures are asked for here alone

        bench = self.bench
        scene = scene_of(bench)
        for name in bench.step.view:
            figure = views.draw(name, scene, Size(WIDTH, HEIGHT), self._look)
            self._out(f"[{figure.title}]")
            if self._pictures and name in DRAWN and (bench.state.records or name == "points"):
                self._out(figure.plain())
            self._out(figure.twin)
        last = bench.state.last
        if last is not None and last.validation.accuracy is not None:
            self._out(self._say("accuracy", score=numbers.score(last.validation.accuracy)))

    def _goals(self) -> None:
        if self.bench.in_sandbox:
            return
        for goal in goals.goals_of(self.bench):
            label = self._prose(self.bench.texts.parts.get(f"check.{goal.id}", goal.id))
            value = "" if goal.value is None else f" ({goal.shown})"
            self._out(self._say("goal_met" if goal.met else "goal_open", label=f"{label}{value}"))
