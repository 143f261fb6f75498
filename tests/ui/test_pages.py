"""What stands beside the lessons: questions that come back, the notebook, the glossary, and the tasks alone."""

from __future__ import annotations

import pytest
from textual.widgets import Input, Markdown, OptionList, Static

from tui_dl.course.learner import review
from tui_dl.course.written.loader import course, glossary
from tui_dl.ui.course_rows import REVIEW
from tui_dl.ui.widgets.question import Question

SIZES = [(80, 24), (160, 45)]


def told(app, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).content)


@pytest.mark.parametrize("size", SIZES)
async def test_being_sure_is_asked_before_the_reply_and_kept(open_app, size) -> None:
    async with open_app("overfit", size=size) as (app, pilot):
        await pilot.press("2")
        assert app.screen.bench.now.answer is None
        assert not app.screen.query_one("#reply").display
        await pilot.press("right", "enter")
        assert (app.screen.bench.now.answer, app.screen.bench.now.sure) == ("apart", False)
        assert app.screen.query_one("#reply").display
        kept = app._progress.of("overfit").steps["guess"]
        assert (kept.first, kept.sure) == ("apart", False)


async def test_escape_takes_back_a_choice_that_is_not_yet_given(open_app) -> None:
    async with open_app("overfit") as (app, pilot):
        await pilot.press("1", "escape", "2", "1")
        assert (app.screen.bench.now.answer, app.screen.bench.now.sure) == ("apart", True)


@pytest.mark.parametrize("size", SIZES)
async def test_a_wrong_answer_comes_back_in_the_next_session(open_app, size) -> None:
    async with open_app("layer", size=size) as (_, pilot):
        await pilot.press("1", "escape")
    async with open_app(size=size) as (app, pilot):
        review.begin_session(app._progress)
        await pilot.press("r")
        await pilot.pause()
        question = app.screen.query_one(Question)
        assert question.has_focus
        await pilot.press("2")
        assert "It was right." in told(app, "#reply")
        assert app._progress.of("layer").steps["look"].review.startswith("1@")
        assert app._progress.of("layer").steps["look"].answer == "yes"
        await pilot.press("n")
        await pilot.pause()
        assert app.screen.query_one(OptionList).get_option(REVIEW)


async def test_a_units_questions_keep_how_many_were_right(open_app) -> None:
    unit = next(one for one in course().unit if any(entry.ready for entry in one.lesson))
    async with open_app() as (app, pilot):
        listing = app.screen.query_one(OptionList)
        listing.highlighted = listing.get_option_index(f"{review.UNIT}{unit.id}")
        await pilot.press("enter")
        await pilot.pause()
        asking, total = app.screen.asking, len(app.screen._questions)
        right = next(number for number, option in enumerate(asking.step.options, 1) if asking.take(option))
        asking.answer = None
        await pilot.press(str(right), *["n"] * total)
        await pilot.pause()
        assert app._progress.of(f"{review.UNIT}{unit.id}").best == 1 / total
        listing = app.screen.query_one(OptionList)
        listing.highlighted = listing.get_option_index(f"{review.UNIT}{unit.id}")
        await app.prefer("review", value=False)
        assert app.screen.query_one(OptionList).highlighted_option.id == course().entries[0].id, "that row is gone"


async def test_a_question_is_in_sight_whatever_was_opened_before(open_app) -> None:
    async with open_app("layer") as (app, pilot):
        await pilot.press("escape")
        await pilot.pause()
        listing = app.screen.query_one(OptionList)
        listing.highlighted = listing.get_option_index(f"{review.UNIT}{course().unit[1].id}")
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query_one(Question).region.area
        assert app.screen.query_one("#figures").region.width == app.size.width


@pytest.mark.parametrize(("language", "typed", "key"), [("en", "epoch", "epoch"), ("ko", "에포크", "epoch")])
async def test_a_word_is_found_in_either_language(open_app, language, typed, key) -> None:
    async with open_app(language=language) as (app, pilot):
        await pilot.press("g")
        await pilot.pause()
        app.screen.query_one("#wanted", Input).value = typed
        await pilot.pause()
        for name in ("en", "ko"):
            assert glossary(name)[key].text[:20] in told(app, "#told")
        app.screen.query_one("#wanted", Input).value = "qqq"
        await pilot.pause()
        assert "qqq" in told(app, "#told")
        await pilot.press("escape")
        assert app.screen.query("#able")


async def test_every_word_is_in_the_glossary_and_opens_its_lesson(open_app) -> None:
    async with open_app() as (app, pilot):
        await pilot.press("g")
        await pilot.pause()
        assert app.screen.query_one("#terms", OptionList).option_count == len(glossary("en"))
        await pilot.press("down", "enter")
        await pilot.pause()
        await pilot.pause()
        assert hasattr(app.screen, "bench")


@pytest.mark.parametrize("size", SIZES)
async def test_the_notebook_has_a_page_for_each_lesson_begun(open_app, size, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("TUI_DL_HOME", str(tmp_path))
    async with open_app("layer", size=size) as (app, pilot):
        await pilot.press("2", "escape")
        await pilot.pause()
        await pilot.press("b")
        await app.workers.wait_for_complete()
        await pilot.press("down")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "No, no line can do that" in app.screen.query_one("#text", Markdown).source
        await pilot.press("x")
        await app.workers.wait_for_complete()
        assert "A hidden layer finds it" in (tmp_path / "notebook.md").read_text(encoding="utf-8")


async def test_who_knows_it_does_the_tasks_alone(open_app) -> None:
    async with open_app() as (app, pilot):
        listing = app.screen.query_one(OptionList)
        listing.highlighted = listing.get_option_index("layer")
        await pilot.press("k")
        await pilot.pause()
        await pilot.pause()
        bench, kinds = app.screen.bench, []
        for _ in range(len(bench.lesson.step)):
            kinds.append(bench.step.kind)
            for verb in bench.step.solution[0].do:
                await app.screen.do(verb)
            index = bench.index
            await pilot.press("n")
            if bench.index == index:
                break
        assert set(kinds) == {"task"}
        assert len(kinds) == sum(step.kind == "task" for step in bench.lesson.step)
        assert bench.finished
        assert app._progress.of("layer").done


@pytest.mark.parametrize("size", [(1, 1), (2, 20), (5, 3)])
@pytest.mark.parametrize(("lesson", "keys"), [(None, "b"), (None, "g"), ("layer", "?"), ("layer", "ctrl+p")])
async def test_a_window_of_a_few_cells_ends_nothing(open_app, lesson, keys, size) -> None:
    async with open_app(lesson) as (app, pilot):
        await pilot.press(keys)
        await pilot.resize_terminal(*size)
        await pilot.resize_terminal(80, 24)
        await pilot.press("escape")
        assert app.is_running
