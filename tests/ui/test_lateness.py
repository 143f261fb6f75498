"""A loop that runs late is seen, a single late beat is not."""

from __future__ import annotations

from tui_dl.ui.lateness import Lateness


def after(*gaps: float) -> Lateness:
    watch, now = Lateness(0.1), 0.0
    watch.beat(now)
    for gap in gaps:
        now += gap
        watch.beat(now)
    return watch


def test_in_time_and_late_and_in_time_again() -> None:
    assert not after(*[0.1] * 50).late
    assert not after(*[0.1] * 20, 0.3, *[0.1] * 3).late, "one late beat is nothing"
    assert after(*[0.15] * 20).late
    assert not after(*[0.15] * 20, *[0.1] * 20).late


def test_it_does_not_flicker() -> None:
    assert after(*[0.15] * 20, *[0.12] * 20).late, "still later than it should be"
    assert not after(*[0.12] * 40).late


def test_numbers_rest_between_two_drawings_only_while_late() -> None:
    late, now = after(*[0.15] * 20), 20 * 0.15
    assert [late.rests(), late.rests()] == [False, True]
    for _ in range(4):
        now += 0.15
        late.beat(now)
    assert not late.rests()
    in_time = after(*[0.1] * 20)
    assert [in_time.rests(), in_time.rests()] == [False, False]
