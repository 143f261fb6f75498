"""The compiled engine's own exponential and tangent, digit by digit; only where numba is installed."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("numba", reason="the extra `fast` is not installed")

from tui_dl.engine import kernel

SIZES = np.geomspace(1e-310, 600.0, 4001)
NEAR = 1e-15


def test_the_tangent_keeps_its_digits_near_zero_and_far_from_it() -> None:
    for sign in (1.0, -1.0):
        found = [kernel.tanh(float(sign * size)) for size in SIZES]
        np.testing.assert_allclose(found, np.tanh(sign * SIZES), rtol=NEAR, atol=0)
    assert [kernel.tanh(x) for x in (np.inf, -np.inf, 0.0)] == [1.0, -1.0, 0.0]
    assert np.isnan(kernel.tanh(np.nan))


def test_the_exponential_is_right_to_the_last_digit_but_one() -> None:
    found = [kernel.exp(float(-size)) for size in SIZES]
    np.testing.assert_allclose(found, np.exp(-SIZES), rtol=NEAR, atol=0)
    assert kernel.exp(0.0) == 1.0
    assert np.isnan(kernel.exp(np.nan))
