"""Predictions and what became of them: kept once, counted, brought back after pauses that grow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui_dl.course.bench import Bench
from tui_dl.course.learner import predictions, review
from tui_dl.course.learner.asking import Asking
from tui_dl.course.learner.notes import Notes
from tui_dl.course.learner.progress import Progress
from tui_dl.course.learner.students import SEED
from tui_dl.course.written import expression
from tui_dl.course.written.loader import course, load_lesson
from tui_dl.figures.figure import Look, Size
from tui_dl.session.runner import InlineRunner
from tui_dl.views import Scene, draw

if TYPE_CHECKING:
    from pathlib import Path

DAY = 86_400


def bench_of(lesson: str, progress: Progress) -> tuple[Bench, Notes]:
    bench, notes = Bench(load_lesson(lesson), "en", InlineRunner()), Notes(progress)
    notes.restore(bench)
    return bench, notes


def do(bench: Bench, notes: Notes, *verbs: str) -> None:
    for verb in verbs:
        bench.apply(verb)
        notes.take(bench)


@pytest.fixture
def progress(tmp_path: Path):
    with Progress.open(tmp_path) as opened:
        review.begin_session(opened)
        yield opened


def test_a_prediction_is_settled_by_the_run_and_its_first_answer_counts(progress: Progress) -> None:
    bench, notes = bench_of("overfit", progress)
    do(bench, notes, "answer both sure")
    kept = progress.of("overfit").steps["guess"]
    assert (kept.first, kept.sure, kept.right) == ("both", True, None)
    assert predictions.tally(progress).asked == 0
    do(bench, notes, "next", "run")
    assert progress.of("overfit").steps["guess"].right is False
    do(bench, notes, "previous", "answer apart sure")
    kept = progress.of("overfit").steps["guess"]
    assert (kept.answer, kept.first, kept.right) == ("apart", "both", False)
    assert predictions.tally(progress) == predictions.Tally(0, 1, 0, 1, 0, 0)


def test_a_question_that_nothing_settles_later_is_judged_at_once(progress: Progress) -> None:
    bench, notes = bench_of("layer", progress)
    do(bench, notes, "answer no")
    assert progress.of("layer").steps["look"].right is True
    assert review.due(progress) == []


def asked_wrong(progress: Progress) -> review.Asked:
    bench, notes = bench_of("layer", progress)
    do(bench, notes, "answer yes")
    return review.Asked("layer", "look")


def test_what_was_wrong_comes_back_in_a_later_session_and_ever_later(progress: Progress) -> None:
    asked = asked_wrong(progress)
    waits = []
    for _ in review.PAUSES:
        waited = 0
        while asked not in review.due(progress):
            review.begin_session(progress)
            waited += 1
        waits.append(waited)
        review.record(progress, asked, right=True)
    assert waits == [sessions for sessions, _ in review.PAUSES]
    for _ in range(50):
        review.begin_session(progress)
    assert review.due(progress) == []


def test_who_comes_rarely_is_asked_by_the_days(progress: Progress) -> None:
    asked = asked_wrong(progress)
    reviewed = progress.of("layer").steps["look"].reviewed
    assert review.due(progress, reviewed + 0.9 * DAY) == []
    assert review.due(progress, reviewed + 1.1 * DAY) == [asked]


def test_a_wrong_answer_begins_the_pauses_anew(progress: Progress) -> None:
    asked = asked_wrong(progress)
    for right in (True, True, False):
        review.record(progress, asked, right=right)
    review.begin_session(progress)
    assert review.due(progress) == [asked]


def test_it_can_be_switched_off(progress: Progress) -> None:
    asked_wrong(progress)
    review.begin_session(progress)
    progress.set_setting(review.SWITCH, "off")
    assert review.due(progress) == []


def test_all_of_it_is_there_the_next_time(tmp_path: Path) -> None:
    with Progress.open(tmp_path) as first:
        review.begin_session(first)
        asked = asked_wrong(first)
    with Progress.open(tmp_path) as second:
        review.begin_session(second)
        assert review.session_of(second) == 2
        assert review.due(second) == [asked]


def test_a_units_questions_are_mixed_and_each_is_there_once(progress: Progress) -> None:
    unit = next(one for one in course().unit if any(entry.id == "layer" for entry in one.lesson))
    first = review.of_unit(unit, progress)
    assert len(first) == len(set(first)) == review.MOST
    assert len({asked.lesson for asked in first}) > 1
    review.begin_session(progress)
    assert review.of_unit(unit, progress) != first


def test_every_question_can_be_asked_apart_from_its_lesson(progress: Progress) -> None:
    for entry in course().entries:
        if not entry.ready:
            continue
        for step in load_lesson(entry.id).lesson.step:
            if not predictions.is_question(step) or step.kind != "choose":
                continue
            asking = Asking(review.Asked(entry.id, step.id), progress, "en")
            rights = [asking.take(option) for option in step.options]
            assert rights.count(True) == 1, (entry.id, step.id)
            if asking.figure:
                shown = draw(asking.figure, Scene(asking.state, chosen=asking.chosen), Size(40, 12), Look("en"))
                assert "Press" not in shown.twin, "nothing is trained here"
            for language in ("en", "ko"):
                asking.language = language
                assert asking.verdict.strip()
                assert asking.body.strip()


def test_a_student_is_asked_about_data_of_their_own(progress: Progress) -> None:
    asked, seed = review.Asked("feedback", "fill"), 7
    progress.set_setting(f"{SEED}feedback", str(seed))
    bench = Bench(load_lesson("feedback"), "en", InlineRunner(), seed=seed)
    bench.enter(next(at for at, step in enumerate(bench.lesson.step) if step.id == asked.step))
    truth = expression.parse(bench.step.truth).evaluate(bench.scope())
    asking = Asking(asked, progress, "en")
    assert asking.state.run == bench.state.run
    assert asking.take(f"{truth:.2f}") is True
    progress.set_setting(f"{SEED}feedback", str(seed + 1))
    assert Asking(asked, progress, "en").take(f"{truth:.2f}") is False, "another student's answer"
