"""Conditions of lessons: as Python means them where they are defined, 'not yet' where they are not, nothing else."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_dl.course.written.evaluation import NotYetError
from tui_dl.course.written.expression import DEEPEST, LONGEST, first_comparison, parse
from tui_dl.course.written.problem import LessonProblem

NAMES = {"validation.accuracy": 0.9, "epochs": 20, "optimizer": "sgd", "hidden": (4,), "zero": 0, "gap": -0.25}


@dataclass
class Table:
    """A scope from a table, with runs and epochs that are tables too."""

    names: dict[str, Any] = field(default_factory=lambda: dict(NAMES))
    moments: list[Table] = field(default_factory=list)
    others: list[Table] = field(default_factory=list)

    def value(self, name: str) -> Any:
        if name not in self.names:
            raise NotYetError(name)
        return self.names[name]

    def epochs(self) -> list[Table]:
        return self.moments

    def runs(self) -> list[Table]:
        return self.others

    def on(self, data: str, name: str) -> float:
        return self.value(f"{data}:{name}")


def value(text: str, scope: Table | None = None) -> Any:
    return parse(text).evaluate(scope or Table())


NUMBERS = st.one_of(st.integers(-99, 99).map(str), st.sampled_from(["0.5", "epochs", "gap", "zero"]))
SUMS = st.recursive(
    NUMBERS,
    lambda parts: st.tuples(parts, st.sampled_from(["+", "-", "*", "/"]), parts).map(" ".join).map("({})".format),
    max_leaves=6,
)
COMPARISONS = st.tuples(SUMS, st.sampled_from(["<", "<=", ">", ">=", "==", "!="]), SUMS).map(" ".join)
CONDITIONS = st.recursive(
    COMPARISONS,
    lambda parts: st.one_of(
        st.tuples(parts, st.sampled_from(["and", "or"]), parts).map(" ".join).map("({})".format),
        parts.map("(not {})".format),
    ),
    max_leaves=4,
)


@given(st.one_of(SUMS, CONDITIONS))
def test_it_means_what_python_means(text: str) -> None:
    if len(text) > LONGEST:
        return
    known = {name: number for name, number in NAMES.items() if name.isidentifier()}
    try:
        wanted = eval(text, {"__builtins__": {}}, known)
    except ZeroDivisionError:
        with pytest.raises(NotYetError):
            value(text)
        assert not parse(text).holds(Table())
    else:
        assert value(text) == wanted


def test_names_texts_and_lists() -> None:
    assert value("optimizer == 'sgd' and hidden == [4] and validation.accuracy >= 0.9")
    assert value("0 < epochs <= 20")
    assert value("abs(gap) == 0.25 and min(epochs, 3) == 3 and max(1, 2, epochs) == 20")


@pytest.mark.parametrize("text", ["nobody", "nobody.accuracy > 1", "1 / zero", "abs(nobody)", "'a' < 3", "-optimizer"])
def test_what_has_no_value_is_not_yet(text: str) -> None:
    with pytest.raises(NotYetError):
        value(text)
    assert parse(text).holds(Table()) is False


@pytest.mark.parametrize("text", ["'a' * 999999999", "hidden * 999999999", "'a' + 'b'"])
def test_nothing_but_numbers_is_calculated_with(text: str) -> None:
    with pytest.raises(NotYetError):
        value(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 +",
        "x = 1",
        "__import__('os')",
        "open('f')",
        "().__class__()",
        "[x for x in y]",
        "lambda: 1",
        "f'{x}'",
        "2 ** 9999",
        "9**9**9",
        "1 // 2",
        "7 % 2",
        "1 << 99",
        "x if y else z",
        "a[0]",
        "{1: 2}",
        "x := 1",
        "x is y",
        "x in y",
        "ever()",
        "on(data)",
        "on()",
        "tried()",
        "did.change()",
        "abs(1, 2)",
        "abs(x, where=1)",
        "any(x, where=1)",
        "min(x, y, where=1)",
        "min(x, key=1)",
        "min(*x)",
        "min(**x)",
        "x" * (LONGEST + 1),
        "-" * DEEPEST + "1",
        "(" * 250 + "1" + ")" * 250,
        "\x00",
        "\udc80",
    ],
)
def test_everything_else_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(LessonProblem):
        parse(text)


@given(st.text(max_size=120))
def test_no_text_does_anything_else(text: str) -> None:
    started = time.monotonic()
    with contextlib.suppress(LessonProblem):
        parse(text).holds(Table())
    assert time.monotonic() - started < 5


PARTS = [*"(),*9.[]", "ever", "any", "on", "min", "did.change", "where=", "epochs", "'a'", "not "]


@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
def test_nor_do_texts_that_look_almost_right(text: str) -> None:
    with contextlib.suppress(LessonProblem):
        parse(text).holds(Table(moments=[Table()], others=[Table()]))


EPOCHS = [Table({"epochs": number, "loss": 1.0 / number}) for number in range(1, 6)]


def test_over_the_epochs_of_a_run() -> None:
    scope = Table(moments=EPOCHS)
    assert value("ever(loss < 0.3)", scope)
    assert not value("ever(loss < 0.1)", scope)
    assert value("first(loss <= 0.5)", scope) == 2
    with pytest.raises(NotYetError):
        value("first(loss < 0.1)", scope)
    assert not value("ever(nobody > 1)", scope)


RUNS = [Table({"seed": seed, "score": score}) for seed, score in ((1, 0.2), (2, 0.9), (2, 0.7))]


def test_over_the_runs_of_a_step() -> None:
    scope = Table(others=[*RUNS, Table({"seed": 3})])
    assert value("any(score > 0.8)", scope)
    assert not value("all(score > 0.1)", scope), "one run has no score: of it nothing holds"
    assert value("count(score > 0.5)", scope) == 2
    assert value("tried(seed)", scope) == 3
    assert value("tried(seed, where=score > 0.5)", scope) == 1
    assert value("median(score, where=score > 0)", scope) == 0.7
    assert value("max(score, where=seed == 1)", scope) == 0.2
    assert value("min(score, where=seed == 2)", scope) == 0.7
    with pytest.raises(NotYetError):
        value("min(score, where=seed == 9)", scope)
    assert value("all(score > 0)", Table()) is False, "nothing was run: nothing holds for all"


def test_on_other_data() -> None:
    assert value("on(later, old.accuracy) < 0.5", Table({"later:old.accuracy": 0.4}))


@pytest.mark.parametrize(
    ("text", "of_step"),
    [
        ("runs >= 2", True),
        ("did.pause and tried(seed) >= 2", True),
        ("answer == 3", True),
        ("any(validation.accuracy > 0.9)", True),
        ("validation.accuracy > 0.9", False),
        ("runs >= 2 and epochs > 3", False),
        ("ever(epochs > 3)", False),
    ],
)
def test_what_speaks_of_the_step_alone(text: str, of_step: bool) -> None:
    assert parse(text).of_step is of_step


def test_the_meter_is_the_first_comparison_with_a_number() -> None:
    left, _, wanted = first_comparison(parse("did.pause and validation.accuracy >= 0.95").tree)
    assert (left.value.id, left.attr, wanted) == ("validation", "accuracy", 0.95)
    assert first_comparison(parse("optimizer == 'sgd'").tree) is None
