"""Lessons as plain lines, by someone who does everything wrong; tests/lessons walks each to its end by the command."""

from __future__ import annotations

import pytest

from tui_dl.course.bench import Bench
from tui_dl.course.goals import mistake
from tui_dl.course.plain import PlainLesson
from tui_dl.course.replaying import compares
from tui_dl.course.written.loader import course, load_lesson
from tui_dl.session.classical.process import PatientFitter
from tui_dl.session.classical.remembering import KnownFits, RememberingFitter
from tui_dl.session.remembering import Known, RememberingRunner
from tui_dl.session.runner import InlineRunner

READY = [entry.id for entry in course().entries if entry.ready]


def is_walked(lesson: str, lines: list[str]) -> bool:
    with PatientFitter() as fitter:
        bench = Bench(load_lesson(lesson), "en", InlineRunner(), fitter)
        return PlainLesson(bench, lambda _told: None).walk(iter(lines))


def by_the_book(lesson: str) -> list[str]:
    lines: list[str] = []
    for step in load_lesson(lesson).lesson.step:
        lines += step.solution[0].do if step.solution else ()
        if step.kind == "choose":
            lines.append("answer 1")
        if step.kind == "number":
            lines.append(f"answer {step.range[0]:g}")
        lines.append("next")
    return lines


@pytest.mark.parametrize("lesson", READY)
def test_who_leaves_early_has_not_finished(lesson: str) -> None:
    assert not is_walked(lesson, by_the_book(lesson)[:3])
    assert not is_walked(lesson, [])


WRONG = [
    "banana",
    "set",
    "set hidden=8,,x",
    "set hidden=0",
    "set hidden=-3",
    "set hidden=99999999",
    "set hidden=8;8",
    "set learning_rate=abc",
    "set learning_rate=nan",
    "set learning_rate=inf",
    "set learning_rate=-1",
    "set learning_rate=0",
    "set batch_size=0",
    "set activation=tanj",
    "set optimizer=adan",
    "set colour=blue",
    "set turn=5",
    "run epochs=x",
    "use data=nothing",
    "answer 99",
    "open_test",
    "fit banana",
]


@pytest.mark.parametrize("line", WRONG)
def test_each_wrong_line_gets_one_sentence_and_changes_nothing(line: str) -> None:
    bench = Bench(load_lesson("layer"), "en", InlineRunner())
    before = bench.experiment, bench.state, bench.index
    told: list[str] = []
    lesson = PlainLesson(bench, told.append)
    lesson._do(line)
    assert len(told) == 1
    assert told[0].endswith((".", "?", "3"))
    assert (bench.experiment, bench.state, bench.index) == before


@pytest.fixture(scope="module")
def fitter():
    with RememberingFitter(KnownFits()) as one:
        yield one


@pytest.mark.parametrize("lesson", READY)
def test_each_stored_wrong_attempt_is_answered_by_name(lesson: str, fitter) -> None:
    whole, known = load_lesson(lesson), Known()
    for index, step in enumerate(whole.lesson.step):
        for wrong in step.wrong:
            bench = Bench(whole, "ko", RememberingRunner(known), fitter)
            for number in range(index + 1):
                bench.enter(number)
                if number < index and bench.step.solution:
                    for verb in bench.step.solution[0].do:
                        if not compares(bench, verb):
                            bench.apply(verb)
            told: list[str] = []
            plain = PlainLesson(bench, told.append)
            for verb in (*wrong.do, "next"):
                plain._do(verb)
            wanted = plain._prose(whole.texts["ko"].steps[step.id].parts[f"mistake.{wrong.says}"])
            assert wanted in told, (step.id, wrong)


def test_all_hints_can_be_taken_and_then_there_are_none() -> None:
    bench = Bench(load_lesson("layer"), "en", InlineRunner())
    bench.enter(3)
    told: list[str] = []
    plain = PlainLesson(bench, told.append)
    for _ in range(3):
        plain._do("hint")
    assert len(set(told)) == 3


def test_a_knob_for_the_next_run_is_not_held_against_the_last_one() -> None:
    bench = Bench(load_lesson("layer"), "en", InlineRunner())
    bench.enter(next(number for number, step in enumerate(bench.lesson.step) if step.id == "fewest"))
    told: list[str] = []
    plain = PlainLesson(bench, told.append)
    for verb in ("set epoch_limit=1", "run"):
        plain._do(verb)
    assert plain._prose(bench.texts.parts[f"mistake.{mistake(bench)}"]) in told
    told.clear()
    plain._do("set learning_rate=0.3")
    assert told == ["This counts from the next run on: type run."]
    assert bench.experiment.model.learning_rate == 0.3
