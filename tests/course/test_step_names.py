"""Names that speak of one step, against the run that took it."""

from __future__ import annotations

import pytest

from tests.course.test_bench import bench_at
from tui_dl.course.written.evaluation import NotYetError
from tui_dl.session.inspection import network_of


def test_a_step_is_told_number_by_number() -> None:
    bench = bench_at("feedback", "one")
    with pytest.raises(NotYetError):
        bench.scope().value("taken.loss")
    bench.apply("step")
    value = bench.scope().value
    assert value("taken.loss") == pytest.approx(value("start.train.loss"), rel=1e-6)
    assert value("taken.new_loss") == pytest.approx(value("train.loss"), rel=1e-6)
    place = "layer2.w1_1"
    assert value(f"{place}.after") == value(place) == network_of(bench.state).layers[1].weights[0, 0]
    assert value(f"{place}.nudged") == pytest.approx(value(f"{place}.gradient"), abs=1e-6)
    assert value(f"{place}.step") == pytest.approx(-0.5 * value(f"{place}.gradient"), rel=1e-5)
    assert value(f"{place}.before") + value(f"{place}.step") == pytest.approx(value(f"{place}.after"))
    assert 0.8 <= value("taken.downhill") <= 1.0
    with pytest.raises(NotYetError):
        value("layer9.w1_1.gradient")
