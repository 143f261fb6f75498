"""Of the steps before, only those are done that a step stands on."""

from __future__ import annotations

from tui_dl.course.checks.needs import needed
from tui_dl.course.written.lesson import Check, Lesson, Script, Step


def task(name: str, start: str = "fresh", when: str = "epochs >= 1", *do: str) -> Step:
    return Step(id=name, kind="task", start=start, check=(Check("one", when),), solution=(Script(do),))


LESSON = Lesson(
    format=1,
    id="x",
    step=(
        task("first"),
        task("second", "fresh", "epochs >= 1", "run", "keep old"),
        task("alone"),
        task("on", "first"),
        task("over", "on"),
        task("beside", "fresh", "validation.accuracy > old.validation.accuracy"),
        task("after", "carry"),
        task("spoken", "fresh", "over.epochs == epochs"),
    ),
)


def test_fresh_steps_stand_on_nothing() -> None:
    assert [needed(LESSON, number) for number in range(3)] == [set(), set(), set()]


def test_a_start_brings_the_start_of_its_start() -> None:
    assert needed(LESSON, 3) == {0}
    assert needed(LESSON, 4) == {0, 3}


def test_what_is_spoken_of_or_carried_is_needed_too() -> None:
    assert needed(LESSON, 5) == {1}
    assert needed(LESSON, 6) == {5, 1}
    assert needed(LESSON, 7) == {4, 3, 0}
