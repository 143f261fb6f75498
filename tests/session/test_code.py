"""A run's one line: it reads back, it reproduces, and it says which promise was kept."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.session.runs import end_of
from tui_dl.data.recipe import DataRecipe
from tui_dl.engine.problem import Problem
from tui_dl.session import code as codes
from tui_dl.session.code import ALIKE, DIFFERENT, FIRST, SAME, code_of, first_losses, read, verdict
from tui_dl.session.experiment import Experiment, NetworkModel, RuleModel
from tui_dl.session.run import Run, RunChange

RUN = Run(Experiment(DataRecipe("moons"), NetworkModel(epoch_limit=4, dropout=0.1)), (RunChange(9, "l2", 0.5),))


def made() -> tuple[codes.Code, object]:
    weights = end_of(RUN).weights
    return read(code_of(RUN, weights)), weights


def test_a_code_holds_the_run_and_what_came_of_it() -> None:
    code, weights = made()
    assert (code.run, code.step) == (RUN, weights.step)
    assert len(code_of(RUN, weights)) < 400
    assert "\n" not in code_of(RUN, weights)
    assert verdict(code, weights) == SAME
    other = msgspec.structs.replace(weights, flat=bytes(len(weights.flat)))
    assert verdict(code, other) == DIFFERENT


def test_on_another_build_the_first_losses_are_compared_instead(monkeypatch) -> None:
    code, weights = made()
    monkeypatch.setattr(codes, "_build", lambda: b"else")
    other = msgspec.structs.replace(weights, flat=bytes(len(weights.flat)))
    assert verdict(code, other) == ALIKE
    was = first_losses(RUN, weights.step)
    monkeypatch.setattr(codes, "first_losses", lambda *_: [loss * 1.001 for loss in was])
    assert verdict(code, other) == DIFFERENT


def test_the_first_losses_are_those_of_the_run_in_float64() -> None:
    losses = first_losses(RUN, 1000)
    assert len(losses) == FIRST
    assert first_losses(RUN, 7) == losses[:7]
    whole = msgspec.structs.replace(RUN.experiment, model=msgspec.structs.replace(RUN.experiment.model, float64=True))
    assert first_losses(msgspec.structs.replace(RUN, experiment=whole), 1000) == losses


def test_what_was_broken_into_lines_is_read_all_the_same() -> None:
    text = code_of(RUN, end_of(RUN).weights)
    assert read("  " + "\n".join(text[start : start + 50] for start in range(0, len(text), 50)) + "\n").run == RUN


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80) | st.binary(max_size=60).map(lambda raw: "tdl1." + raw.hex()))
def test_any_other_text_is_refused_by_name(text: str) -> None:
    with pytest.raises(Problem) as told:
        read(text)
    assert told.value.code == "bad_code"


def refusal_of(text: str) -> str | None:
    try:
        read(text)
    except Problem as problem:
        return problem.code
    return None


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_damaged_code_is_refused_or_tells_another_run(data) -> None:
    text = code_of(RUN, end_of(RUN).weights)
    place = data.draw(st.integers(5, len(text) - 1))
    damaged = text[:place] + data.draw(st.sampled_from("Ab9_-")) + text[place + 1 :]
    assert refusal_of(damaged) in {"bad_code", "bad_run", None}


def test_only_networks_have_one() -> None:
    with pytest.raises(Problem) as told:
        first_losses(Run(Experiment(DataRecipe("moons"), RuleModel())), 1)
    assert told.value.code == "not_a_network"
