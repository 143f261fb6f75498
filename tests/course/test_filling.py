"""Numbers in a lesson's text: three decimals for what is measured, whole numbers for counts."""

from __future__ import annotations

import pytest

from tui_dl.course.bench import Bench
from tui_dl.course.filling import fill, shown_as
from tui_dl.course.written.loader import load_lesson
from tui_dl.course.written.texts import parse_texts
from tui_dl.session.runner import InlineRunner


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("validation.accuracy", 1.0, "1.000"),
        ("layer3.probe", 1.0, "1.000"),
        ("layer0.nearest_mean", 0.0, "0.000"),
        ("steps", 5700, "5700"),
        ("abs(steps - 10.0)", 40.0, "40"),
        ("learning_rate", 1.0, "1"),
        ("train.loss", 1.0, "1.000"),
        ("validation.accuracy", 0.9499, "0.949"),
        ("train.loss", 0.2501, "0.251"),
        ("on(later, learned.accuracy)", 0.9499, "0.949"),
        ("on(sound, net.mse)", 0.2501, "0.251"),
        ("min(validation.mse, where=loss == 'mse')", 0.2501, "0.251"),
        ("layer2.w1_1.before", 0.3419, "0.342"),
        ("layer2.w1_1.gradient", -0.3419, "-0.342"),
        ("layer1.b1", -0.0001, "0.000"),
        ("gap", 0.0999, "0.100"),
        ("validation.confidence - validation.accuracy", 0.0, "0.000"),
    ],
)
def test_a_whole_score_is_no_count(name: str, value: float, text: str) -> None:
    assert shown_as(name, value) == text


@pytest.mark.parametrize(
    ("name", "value", "at_least", "text"),
    [
        ("validation.accuracy", 0.9499, True, "0.949"),
        ("validation.accuracy", 0.6001, False, "0.601"),
        ("validation.loss", 0.4999, True, "0.499"),
        ("validation.loss", 0.5001, False, "0.501"),
        ("gap", 0.0999, True, "0.099"),
        ("gap", 0.1001, False, "0.101"),
    ],
)
def test_no_meter_looks_as_if_its_goal_were_met(name: str, value: float, at_least: bool, text: str) -> None:
    assert shown_as(name, value, at_least=at_least) == text


@pytest.mark.parametrize(("language", "word"), [("en", "network"), ("ko", "신경망")])
def test_a_model_is_called_by_its_word(language: str, word: str) -> None:
    bench = Bench(load_lesson("hello"), language, InlineRunner())
    assert fill(bench, "{model}") == word


@pytest.mark.parametrize(("count", "said"), [("1", "1 unit"), ("2", "2 units"), ("0", "0 units")])
def test_a_word_fits_the_number_before_it(count: str, said: str) -> None:
    assert fill(Bench(load_lesson("hello"), "en", InlineRunner()), f"{{{count}| unit/ units}}") == said


@pytest.mark.parametrize(
    ("given", "told"), [("kept", "'거의 다 남는다. 한번 배웠으니까'였죠"), ("half", "'절반쯤'이었죠")]
)
def test_a_particle_after_a_quotation_fits_what_is_quoted(given: str, told: str) -> None:
    bench = Bench(load_lesson("continue"), "ko", InlineRunner())
    bench.memory["guess2"].answer = given
    assert fill(bench, "'{answer@guess2}'[이었죠/였죠].") == f"{told}."


def test_options_are_read_without_their_links() -> None:
    texts = parse_texts("# A\n\n## B {#b}\n- {one} The [[validation set]]\n- {two} A [[loss|losses]]\n", "en.md")
    assert texts.steps["b"].choices == [("one", "The validation set"), ("two", "A losses")]
