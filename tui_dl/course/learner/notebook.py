"""What was learned, as Markdown: per lesson its question, the predictions, the learner's runs, the closing lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.course.filling import fill
from tui_dl.course.learner import predictions
from tui_dl.course.learner.students import looked_back_on
from tui_dl.course.written.glossary import unlinked
from tui_dl.course.written.loader import course
from tui_dl.figures.figure import Look, Size
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.course.learner.progress import Progress
    from tui_dl.course.written.lesson import Step
    from tui_dl.session.state import RunState

FIGURE = Size(64, 14)


def begun(progress: Progress) -> list[str]:
    """Ids of the lessons of which there is something to tell, in the course's order."""
    told = {name for name, lesson in progress.lessons.items() if lesson.steps or lesson.done}
    return [entry.id for entry in course().entries if entry.ready and entry.id in told]


def whole(progress: Progress, language: str, *, ascii_only: bool = False) -> str:
    """The whole notebook."""
    parts = [f"# {say(language, 'notebook.title')}", how_sure(progress, language)]
    parts += [of_lesson(lesson, progress, language, ascii_only=ascii_only) for lesson in begun(progress)]
    return "\n\n".join(part for part in parts if part) + "\n"


def how_sure(progress: Progress, language: str) -> str:
    """How often predictions were right, and how often when the learner was sure."""
    counted = predictions.tally(progress)
    if not counted.asked:
        return say(language, "notebook.no_predictions")
    lines = [say(language, "notebook.right", right=counted.right, asked=counted.asked)]
    if counted.sure:
        lines.append(say(language, "notebook.sure", right=counted.sure_right, asked=counted.sure))
    if counted.unsure:
        lines.append(say(language, "notebook.unsure", right=counted.unsure_right, asked=counted.unsure))
    return "\n".join(f"- {line}" for line in lines)


def of_lesson(lesson: str, progress: Progress, language: str, *, ascii_only: bool = False) -> str:
    """One lesson's page; its runs are made again from what is kept of them.

    Raises:
        LessonProblem: There is no such lesson, or its files are wrong.
    """
    bench = looked_back_on(lesson, progress, language)
    texts = bench.whole.texts[language]
    parts = [f"## {texts.title}", _plain(bench, texts.opening.split("\n\n")[-1])]
    for step in bench.lesson.step:
        if predictions.is_question(step) and bench.memory[step.id].answer is not None:
            parts.append(_prediction(bench, step, progress))
        elif step.kind == "task" and bench.memory[step.id].passed:
            parts.append(_task(bench, step, Look(language, ascii=ascii_only, colour=False)))
    if progress.of(lesson).done:
        parts.append(_closing(bench))
    return "\n\n".join(part for part in parts if part)


def _plain(bench: Bench, markdown: str) -> str:
    return unlinked(fill(bench, markdown)).strip()


def _prediction(bench: Bench, step: Step, progress: Progress) -> str:
    """The question, the first answer, and what came of it."""
    language, kept = bench.language, progress.of(bench.lesson.id).steps.get(step.id)
    texts = bench.whole.texts[language].steps[step.id]
    first = (kept.first if kept else None) or bench.memory[step.id].answer or ""
    answer = dict(texts.choices).get(first, first)
    right = None if kept is None else kept.right
    told = say(language, "notebook.open") if right is None else say(language, f"ui.card_{right}")
    asked = _plain(bench, texts.body).replace("\n\n", "\n\n  ")  # one item of a list
    return f"- {asked}\n\n  **{say(language, 'notebook.you_said', answer=answer)}** {told}"


def _task(bench: Bench, step: Step, look: Look) -> str:
    """What was asked, the run that reached it, and its figure as text."""
    language, run = bench.language, bench.memory[step.id].passed_run
    texts = bench.whole.texts[language].steps[step.id]
    lines = [f"### {_plain(bench, texts.request)}"]
    if run is not None:
        lines.append(_numbers(run, language))
        figure = _figure(step, run, look)
        lines.append(f"```text\n{figure}\n```" if figure else "")
    return "\n\n".join(line for line in lines if line)


def _numbers(run: RunState, language: str) -> str:
    last = run.last
    if last is None:
        return ""
    name = "accuracy" if last.validation.accuracy is not None else "r2"
    scores = [numbers.score(getattr(part, name) or 0.0) for part in (last.train, last.validation)]
    return say(
        language,
        "notebook.run",
        epochs=last.epoch,
        name=say(language, f"ui.{name}"),
        train=scores[0],
        validation=scores[1],
    )


def _figure(step: Step, run: RunState, look: Look) -> str:
    from tui_dl import views  # noqa: PLC0415  the course does not draw by itself: figures are asked for here alone

    if not step.view:
        return ""
    chosen = "network" if run.rule is None else "rule"
    figure = views.draw(step.view[0], views.Scene(run, chosen=chosen), FIGURE, look)
    return f"{figure.title}\n{figure.plain()}"


def _closing(bench: Bench) -> str:
    """The lines with which the lesson answers its question, in the learner's numbers."""
    reads = [step for step in bench.lesson.step if step.kind == "read"]
    if not reads:
        return ""
    bench.enter(bench.lesson.step.index(reads[-1]))
    return _plain(bench, bench.texts.body)
