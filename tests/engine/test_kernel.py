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


def test_the_exponential_fades_to_nothing_where_numpys_does() -> None:
    """A rest of 1e-304 times an input of 1e200 would move weights that nothing should move."""
    sizes = np.linspace(700.0, 760.0, 601)
    found = [kernel.exp(float(-size)) for size in sizes]
    np.testing.assert_allclose(found, np.exp(-sizes), rtol=NEAR, atol=1e-323)
    assert [kernel.exp(x) for x in (-746.0, -1e200, -np.inf)] == [0.0, 0.0, 0.0]


def test_the_tangent_is_1_from_where_it_rounds_to_1() -> None:
    """There the slope 1 - t² becomes nothing, and an optimizer that looks at its sign alone goes another way."""
    sizes = np.linspace(14.0, 20.0, 3001)
    found = np.array([kernel.tanh(float(size)) for size in sizes])
    assert np.abs(found - np.tanh(sizes)).max() <= 2.0**-53
    assert (found[sizes >= 19.0616] == 1.0).all()
    assert (found[sizes <= 19.0613] < 1.0).all()
