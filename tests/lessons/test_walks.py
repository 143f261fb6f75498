"""Every lesson that is ready, by a reader who does what the text says, and by one who does what it warns of."""

from __future__ import annotations

import pytest

from tests.lessons.walking import READY, answer_to, bare, bench_at, keys_for, leave, opened, press, read, shown
from tui_dl import views
from tui_dl.course import goals
from tui_dl.course.filling import fill
from tui_dl.course.learner.notes import Notes
from tui_dl.course.written.loader import load_lesson
from tui_dl.figures.figure import Look, Size
from tui_dl.ui.board import face
from tui_dl.ui.prose import styled
from tui_dl.ui.screens.card import CardScreen
from tui_dl.ui.screens.lesson import LessonScreen
from tui_dl.words import LANGUAGES

LESSONS = pytest.mark.parametrize("lesson", READY)
IN_EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
WRONG = [name for name in READY if any(step.wrong for step in load_lesson(name).lesson.step)]
TERMINALS = [Size(80, 24), Size(160, 45)]


def words(markdown: str) -> str:
    return bare(styled(markdown).plain)


def draw_all(bench) -> None:
    """Every figure of the step, for a small terminal and a large one."""
    for name in face.figures_of(bench):
        chosen = "network" if bench.state.rule is None else "rule"
        for size in TERMINALS:
            figure = views.draw(name, views.Scene(bench.state, chosen=chosen), size, Look(bench.language))
            assert len(figure.rows) == size.height, name
            assert {sum(part.cell_length for part in row) for row in figure.rows} == {size.width}, name
            assert figure.title, name
            assert figure.twin, name


async def text_is_there(app) -> None:
    """All of the step's words, wrapped as they may be."""
    bench = app.screen.bench
    text = await read(app)
    for part in face.body(bench).split("\n\n"):
        assert words(part) in text.replace("│", ""), (bench.step.id, part)
    for _, option in bench.texts.options:
        assert words(option) in text, (bench.step.id, option)
    assert bare(face.request(bench)) in shown(app, "#request"), bench.step.id


async def question_is_answered(app) -> None:
    bench = app.screen.bench
    answer = answer_to(bench, bench.step)
    await press(app, *keys_for(bench.step, answer))
    assert bench.now.answer == answer, bench.step.id
    for part in goals.reply(bench, bench.step):
        assert words(fill(bench, bench.texts.parts[part])) in await read(app), (bench.step.id, part)


async def hints_are_taken(app) -> None:
    bench = app.screen.bench
    for number in range(1, bench.step.hints + 1):
        await press(app, "h")
        hint = fill(bench, bench.texts.parts[f"hint{number}"])
        assert words(hint) in shown(app, "#said"), (bench.step.id, number)
    assert bench.now.hints == bench.step.hints


@IN_EACH_LANGUAGE  # one right after the other: both walk the same runs
@LESSONS
async def test_who_does_what_the_text_says_comes_to_the_card(lesson, language, tmp_path) -> None:
    async with opened(lesson, language, tmp_path) as app:
        bench = app.screen.bench
        for number, step in enumerate(bench.lesson.step):
            assert bench.index == number
            await text_is_there(app)
            draw_all(bench)
            if step.kind in {"choose", "number"}:
                await question_is_answered(app)
            await hints_are_taken(app)
            for verb in step.solution[0].do if step.solution else ():
                assert await app.screen.do(verb), (step.id, verb)
            draw_all(bench)
            assert bench.passed, step.id
            if "{" in bench.texts.body:  # numbers of the run that has just been made
                await text_is_there(app)
            await press(app, "n")
        assert bench.finished
        assert isinstance(app.screen, CardScreen)
        assert bare(bench.whole.texts[language].title) in shown(app, "#sheet")


@IN_EACH_LANGUAGE
@pytest.mark.parametrize("lesson", WRONG)
async def test_each_stored_wrong_attempt_gets_its_answer_on_screen(lesson, language, tmp_path) -> None:
    async with opened(None, language, tmp_path) as app:
        for index, step in enumerate(load_lesson(lesson).lesson.step):
            for wrong in step.wrong:
                bench = bench_at(lesson, language, index, app._crew)
                await app.push_screen(LessonScreen(bench, Notes(app._progress), app._look(), app._crew))
                for verb in wrong.do:
                    assert await app.screen.do(verb), (step.id, verb)
                sandbox = bench.in_sandbox
                await press(app, "n")
                if sandbox:  # there the same key leads back, which may be all that was missing
                    assert (bench.step.id, bench.in_sandbox) == (step.id, False)
                    await leave(app)
                    continue
                assert (bench.step.id, bench.passed) == (step.id, False)
                answer = fill(bench, bench.texts.parts[f"mistake.{wrong.says}"])
                assert words(answer) in shown(app, "#said"), (step.id, wrong.do)
                await leave(app)
