"""A loop that runs late is seen, a single late beat is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui_dl.ui.thrift.lateness import CROWDED, FREE, ROOMY, Lateness
from tui_dl.ui.thrift.waiting import Waiting


class Told(Waiting):
    """Waits as much as it is told."""

    def __init__(self, share: float = 0.0) -> None:
        super().__init__(Path("nowhere"))
        self.share = share

    def look(self) -> None:
        pass


def after(*gaps: float) -> Lateness:
    watch, now = Lateness(0.1, Told()), 0.0
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
    late.asked()
    assert [late.rests(), late.rests()] == [False, False], "who has asked for something is answered"
    in_time = after(*[0.1] * 20)
    assert [in_time.rests(), in_time.rests()] == [False, False]


@pytest.mark.parametrize(("share", "strain"), [(0.0, 0.0), (FREE, 0.0), ((FREE + CROWDED) / 2, 0.5), (CROWDED, 1.0)])
def test_who_waits_for_a_processor_draws_less_before_it_is_late(share: float, strain: float) -> None:
    watch = Lateness(0.1, Told(share))
    watch.beat(0.0)
    watch.beat(0.1)
    assert watch.strain == pytest.approx(strain)
    assert not watch.late


def test_who_waits_most_of_the_time_is_late_until_there_is_room() -> None:
    waiting = Told(CROWDED + 0.01)
    watch = Lateness(0.1, waiting)
    assert [watch.beat(at / 10) for at in range(3)] == [False, True, False]
    assert watch.late
    waiting.share = (CROWDED + ROOMY) / 2
    assert not watch.beat(0.3), "not yet"
    waiting.share = ROOMY - 0.01
    assert watch.beat(0.4)
    assert not watch.late


def test_the_share_of_waiting_is_that_of_the_time_in_which_it_wanted_to_work(tmp_path: Path) -> None:
    told = tmp_path / "schedstat"
    told.write_text("5000000000 7000000000 12\n", encoding="ascii")
    waiting = Waiting(told)
    for look in range(1, 60):
        told.write_text(f"{5000000000 + look * 10_000_000} {7000000000 + look * 30_000_000} 12\n", encoding="ascii")
        waiting.look()
    assert waiting.share == pytest.approx(0.75, abs=0.01)
    waiting.look()
    assert waiting.share == pytest.approx(0.75, abs=0.01), "who wanted nothing has not waited"


def test_a_system_that_does_not_tell_counts_as_free(tmp_path: Path) -> None:
    (tmp_path / "odd").write_text("what", encoding="ascii")
    for told in (tmp_path / "none", tmp_path / "odd"):
        waiting = Waiting(told)
        waiting.look()
        assert waiting.share == 0.0
