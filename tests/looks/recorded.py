"""What classical methods once said, kept: other versions of scikit-learn say it a little otherwise.

`python -m tests.looks.recorded` fits them anew and writes the file.
"""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path

import msgspec
import numpy as np

from tui_dl.data.recipe import DataRecipe
from tui_dl.session.classical.process import CLASSIFIERS, Fit
from tui_dl.session.experiment import ClassicModel, Experiment

FILE = Path(__file__).with_name("recorded.bin")
SHADES = 256  # of a region: coarse enough to be kept, finer than any figure
RINGS = Experiment(DataRecipe("circles", {"noise": 0.08, "factor": 0.5}), seed=2)  # lesson 04's
MOONS = Experiment(DataRecipe("moons"))
ALONE = {  # a figure that shows one method from inside: the method, fitted on `MOONS`
    "tree": ClassicModel("tree", {"depth": 3}),
    "forest": ClassicModel("forest", {"trees": 12}),
    "boosting": ClassicModel("boosting", {"stages": 12}),
    "svm": ClassicModel("linear_svm"),
    "kernel": ClassicModel("rbf_svm", {"gamma": 1.0}),
}


class Recorded(msgspec.Struct, frozen=True):
    """All of it.

    Attributes:
        rings: The classical methods on `RINGS`.
        alone: A fit for each of `ALONE`.
    """

    rings: tuple[Fit, ...]
    alone: dict[str, Fit]


@cache
def recorded() -> Recorded:
    """What is kept."""
    return msgspec.msgpack.decode(zlib.decompress(FILE.read_bytes()), type=Recorded)


def _plain(fit: Fit, number: int) -> Fit:
    """A fit whose time is no machine's, its region in few shades."""
    region = np.round(np.frombuffer(fit.region, np.float32) * SHADES) / SHADES
    return msgspec.structs.replace(fit, fit_seconds=0.002 * 3**number, region=region.astype(np.float32).tobytes())


def main() -> None:
    """Fit, and write."""
    from tui_dl.data.loading import load  # noqa: PLC0415  with scikit-learn, only where it is written
    from tui_dl.session.classical.baselines import fit  # noqa: PLC0415

    rings, moons = load(RINGS.data, RINGS.seed), load(MOONS.data, MOONS.seed)
    all_fits = [_plain(fit(name, rings, RINGS.seed, {}), number) for number, name in enumerate(CLASSIFIERS)]
    alone = {name: _plain(fit(one.method, moons, MOONS.seed, one.settings), 1) for name, one in ALONE.items()}
    FILE.write_bytes(zlib.compress(msgspec.msgpack.encode(Recorded(tuple(all_fits), alone)), 9))


if __name__ == "__main__":
    main()
