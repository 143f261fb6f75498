"""Two fits at once on a machine, whoever asked for them; it is advice, and bounded."""

from __future__ import annotations

import sys
import threading
import time

import pytest

from tui_dl.session.classical import slots

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="abstract sockets")


@pytest.fixture(autouse=True)
def _own_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Apart from whatever else goes on here."""
    monkeypatch.setattr(slots, "NAME", f"\0tui-dl-test-{time.monotonic_ns()}-{{}}")
    monkeypatch.setattr(slots, "WAITING", f"\0tui-dl-test-{time.monotonic_ns()}-waiting")


def test_a_third_waits_until_one_is_done() -> None:
    first, second = slots.slot(), slots.slot()
    assert first
    assert second
    assert not slots.somebody_waits()
    found = []
    third = threading.Thread(target=lambda: found.append(slots.slot()))
    third.start()
    while not slots.somebody_waits():
        time.sleep(0.01)
    assert found == []
    first.close()
    third.join(timeout=20)
    assert found[0] is not None
    assert not slots.somebody_waits()
    for one in (second, found[0]):
        one.close()


def test_nobody_waits_for_ever() -> None:
    held = [slots.slot() for _ in range(slots.SLOTS)]
    assert slots.slot(longest=0.3) is None
    assert all(held)
    for one in held:
        one.close()
