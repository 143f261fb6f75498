"""The different values are NumPy's, and cost no more than they must."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tui_dl.data.distinct import distinct

OPENED = (
    "import sys\n"
    "from tui_dl.data.loading import load\n"
    "from tui_dl.data.recipe import DataRecipe\n"
    "load(DataRecipe(make='moons'), 1)\n"
    "sys.exit('numpy.ma' in sys.modules)\n"
)


@given(arrays.arrays(st.sampled_from([np.int64, np.float64]), st.integers(0, 30)))
def test_they_are_those_that_numpy_finds(values: np.ndarray) -> None:
    assert np.array_equal(distinct(values), np.unique(values), equal_nan=True)


def test_data_are_made_without_masked_arrays() -> None:
    assert subprocess.run([sys.executable, "-c", OPENED], check=False).returncode == 0
