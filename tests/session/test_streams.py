"""The first draws of each random stream, written down: a new NumPy that draws otherwise is noticed here.

NumPy promises the same stream for the same bit generator, and may change how `permutation` or `normal` use it. Runs
are kept as recipes, so that such a change makes other runs of them: it would have to be told to everyone who kept one.
"""

from __future__ import annotations

import numpy as np
import pytest

from tui_dl.data.recipe import DataRecipe
from tui_dl.session.experiment import STREAMS, Experiment

EXPERIMENT = Experiment(DataRecipe("moons"), seed=7)
BITS = {
    "data": [11530976094092348043, 16550673365885938325],
    "weights": [14206593023844375757, 2064693230803885548],
    "batches": [5127646655721812508, 8211625751441680169],
    "dropout": [17986194428743177670, 16317385439118320161],
}
ORDERS = {
    "data": [8, 0, 7, 1, 3, 6, 2, 4, 5, 9],
    "weights": [9, 0, 8, 6, 7, 1, 3, 4, 2, 5],
    "batches": [1, 5, 3, 4, 6, 9, 0, 8, 2, 7],
    "dropout": [3, 5, 4, 7, 8, 0, 9, 2, 1, 6],
}
NORMALS = {
    "data": [0.0012301533574825742, 0.2987455375084699],
    "weights": [0.34736176866043106, -2.3378561559560835],
    "batches": [0.17511970440671426, -0.5107079816850526],
    "dropout": [-1.667279001670178, 0.06387511169027424],
}


@pytest.mark.parametrize("stream", STREAMS)
def test_the_first_draws_are_these(stream: str) -> None:
    rng = EXPERIMENT.generator(stream)
    assert rng.bit_generator.random_raw(2).tolist() == BITS[stream]
    assert EXPERIMENT.generator(stream).permutation(10).tolist() == ORDERS[stream]
    np.testing.assert_allclose(EXPERIMENT.generator(stream).normal(size=2), NORMALS[stream], rtol=1e-14)
