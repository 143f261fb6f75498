"""What of a lesson is written down, and taken up again the next time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.course import goals, path
from tui_dl.course.filling import fill
from tui_dl.course.learner import predictions, review, sealing, spot
from tui_dl.course.replaying import from_its_text, to_its_text
from tui_dl.course.written.glossary import linked
from tui_dl.course.written.loader import glossary
from tui_dl.session.protocol import Pause
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.course.learner.facts import Fact
    from tui_dl.course.learner.progress import Progress
    from tui_dl.course.written.lesson import Step


class Notes:
    """Writes a bench's news into the progress, each once."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._written: dict[tuple[str, str, str], object] = {}

    def restore(self, bench: Bench) -> None:
        """Answers, hints, passed steps with their runs, and where the learner stood."""
        lesson = self._progress.of(bench.lesson.id)
        sealing.lend(bench, self._progress)
        for index, step in enumerate(bench.lesson.step):
            kept = lesson.steps.get(step.id)
            if kept is None:
                continue
            memory = bench.memory[step.id]
            memory.answer = kept.answer if step.kind in {"choose", "number"} else None
            memory.sure = kept.sure if kept.answer == kept.first else None
            memory.hints = min(kept.hints, step.hints)
            if kept.passed and step.kind == "task":
                memory.passed = memory.together = True
                memory.done = {check.id for check in step.check}
                run = from_its_text(kept.run, -1 - index)
                memory.passed_run = memory.last_run = run and sealing.judged_again(run, kept.judged)
        stood = next((number for number, step in enumerate(bench.lesson.step) if step.id == lesson.at), 0)
        bench.enter(stood)

    def go_on(self, bench: Bench) -> bool:
        """Put a restored bench back to the very spot at which it was left; whether a run holds there."""
        kept = spot.from_bytes(self._progress.spot.read())
        return kept is not None and spot.go_back(bench, kept) and kept.run is not None

    def take(self, bench: Bench) -> None:
        """Write down what is new; answers at once, before anyone sees their replies."""
        lesson, step, memory = bench.lesson.id, bench.step.id, bench.now
        self._progress.stand_at(spot.as_bytes(bench))
        self._note(lesson, step, "at", step)
        if memory.answer is not None and self._note(lesson, step, "answer", memory.answer):
            self._first(bench)
            self._progress.flush()
        self._outcomes(bench)
        if memory.hints:
            self._note(lesson, step, "hint", memory.hints)
        if bench.step.kind == "task" and memory.passed:
            self._note(lesson, step, "passed", value=True)
            if memory.passed_run is not None:
                self._note(lesson, step, "run", to_its_text(memory.passed_run))
        for name, one in bench.memory.items():
            if one.passed_run is not None and one.passed_run.judged is not None:
                self._note(lesson, name, "judged", sealing.judged_as_text(one.passed_run))
        if bench.finished and path.beside(bench, 1) is None:
            self._note(lesson, step, "done", value=True)
        self._best(bench)

    def _first(self, bench: Bench) -> None:
        """The first answer is the prediction; what is answered later has seen more."""
        lesson, step, memory = bench.lesson.id, bench.step, bench.now
        kept = self._progress.of(lesson).steps.get(step.id)
        if predictions.is_question(step) and memory.answer is not None and (kept is None or kept.first is None):
            self._note(lesson, step.id, "first", memory.answer)
            if memory.sure is not None:
                self._note(lesson, step.id, "sure", memory.sure)

    def _outcomes(self, bench: Bench) -> None:
        """Whether predictions were right, once it shows; a wrong one comes back in a later session."""
        known = self._progress.of(bench.lesson.id).steps
        for step in bench.lesson.step:
            kept = known.get(step.id)
            if kept is None or kept.first is None or kept.right is not None:
                continue
            right = predictions.outcome(bench, step, kept.first)
            if right is not None:
                self._note(bench.lesson.id, step.id, "right", right)
                if not right:
                    review.record(self._progress, review.Asked(bench.lesson.id, step.id), right=False)

    def _best(self, bench: Bench) -> None:
        last = bench.state.last
        score = last.validation.accuracy if last else None
        if score is not None and not bench.in_sandbox and bench.state.status == "ended":
            key = (bench.lesson.id, "", "best")
            if score > float(str(self._written.get(key, 0.0))):
                self._written[key] = score
                self._progress.record(bench.lesson.id, bench.step.id, "best", numbers.score(score))

    def _note(self, lesson: str, step: str, what: str, value: str | int | bool | Fact) -> bool:
        key = (lesson, "" if what == "at" else step, what)
        if self._written.get(key) == value:
            return False
        self._written[key] = value
        self._progress.record(lesson, step, what, value)
        return True

    def leave(self, bench: Bench) -> None:
        """The lesson is put away, and with it a run under way."""
        bench.rest(Pause())
        self.take(bench)
        self._progress.flush()

    def forget(self, bench: Bench) -> None:
        """The lesson is put away, and all that is known of it forgotten."""
        bench.rest(Pause())
        self._progress.reset(bench.lesson.id)
        self._progress.flush()

    def finish(self, bench: Bench) -> None:
        """The last step was left by 'next'."""
        if bench.finished:
            self._note(bench.lesson.id, bench.step.id, "done", value=True)
        self._progress.flush()

    def card(self, bench: Bench) -> tuple[str, str]:
        """Title and text of the card at the end: what was predicted, what was found, in the learner's numbers."""
        language = bench.language
        lines = [bench.whole.texts[language].opening.split("\n\n")[-1]]
        for step in bench.lesson.step:
            settled = bench.lesson.find(step.settled_by) if step.settled_by else None
            if settled is not None and bench.memory[step.id].answer is not None:
                question = bench.whole.texts[language].steps[settled.id].request
                said = fill(bench, f"{{answer@{step.id}}}")
                lines.append(say(language, "ui.card_said", question=question, answer=said))
                right = predictions.outcome(bench, step, bench.memory[step.id].answer)
                lines[-1] += f" {say(language, f'ui.card_{right}')}" if right is not None else ""
        best = self._progress.of(bench.lesson.id).best
        if best is not None:
            lines.append(say(language, "ui.card_best", score=numbers.score(best)))
        lines.append(say(language, "ui.card_time", hints=sum(memory.hints for memory in bench.memory.values())))
        missing = [step for step in bench.lesson.step if not goals.is_done(step, bench.memory[step.id])]
        if missing:
            lines.append(say(language, "ui.card_open", steps="; ".join(_called(bench, step) for step in missing)))
        return say(language, "ui.card_title", title=bench.whole.texts[language].title), "\n\n".join(lines)

    def words(self, bench: Bench) -> str:
        """The terms that the lesson links to, explained."""
        terms, texts = glossary(bench.language), bench.whole.texts[bench.language]
        bodies = [texts.opening, *(part for step in texts.steps.values() for part in (step.body, *step.parts.values()))]
        keys = dict.fromkeys(key for body in bodies for key in linked(body) if key in terms)
        return "\n\n".join(f"**{terms[key].forms[0]}**  {terms[key].text}" for key in keys)


def _called(bench: Bench, step: Step) -> str:
    """A step by its number and by what it asks; a question's text is too long for that."""
    asked = bench.whole.texts[bench.language].steps[step.id].request.rstrip(".")
    what = asked or say(bench.language, "ui.card_question")
    return say(bench.language, "ui.card_step", number=bench.lesson.step.index(step) + 1, what=what)
