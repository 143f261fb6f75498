"""What each figure of a lesson's sandbox says, in cells and in words, worked out anew from raw weights and records."""

from __future__ import annotations

import re
from bisect import bisect_right

import numpy as np

from tests.ui import measured_readings as measured
from tests.ui.own import GRID, Own
from tests.ui.readings import about, digits, loss, numbers_in, says, score
from tui_dl.session.inspection import plane_grid


def reads_points(plain: str, twin: str, own: Own) -> None:
    counts = [int((own.data.train.targets == label).sum()) for label in (0, 1)]
    says(plain.splitlines()[-2], 0, counts[0], 1, counts[1])
    says(plain.splitlines()[-1], *own.bounds)
    says(twin, len(own.data.train), len(own.data.validation), 0, counts[0], 1, counts[1], *own.bounds)


def reads_data(plain: str, twin: str, own: Own) -> None:
    parts = own.data.train, own.data.validation
    for name, label in (("all rows", None), ("class 0", 0), ("class 1", 1)):
        counts = [len(part) if label is None else int((part.targets == label).sum()) for part in parts]
        assert numbers_in(plain, f"{name} +# +#") == counts
    (train, _), (names, means) = parts, ([], [])
    for column in range(2):
        for label in (0, 1):
            means += [label, digits(train.raw[train.targets == label][:, column].mean(), 3)]
    reach = [digits(end, 3) for column in train.inputs.T for end in (column.min(), column.max())]
    counts = [0, int((train.targets == 0).sum()), 1, int((train.targets == 1).sum())]
    says(twin, *map(len, parts), *counts, 2, *names, *means, *reach)


def reads_region(plain: str, twin: str, own: Own) -> None:
    train, wrong = own.data.train, own.wrong(own.data.train)
    assert numbers_in(plain, "wrong #") == [wrong]
    says(plain.splitlines()[-1].partition("  ")[0], *own.bounds)
    ones = own.belief(plane_grid(own.data, GRID, GRID))
    share, sure = (round(100 * float(of.mean())) for of in (ones > 0.5, np.maximum(ones, 1 - ones) >= 0.9))
    scores = [score(own.accuracy(part)) for part in (train, own.data.validation)]
    says(twin, wrong, len(train), *scores, 1, share, 90, sure, *own.bounds)


def reads_loss(plain: str, twin: str, own: Own) -> None:
    pairs = [(one.train.loss, one.validation.loss) for one in own.state.records]
    accuracies = [one.validation.accuracy for one in own.state.records]
    says(plain.splitlines()[0], *map(loss, pairs[-1]))
    best, most = (int(np.argmin([pair[1] for pair in pairs])), int(np.argmax(accuracies)))
    told = [*map(loss, pairs[0]), own.state.epochs, *map(loss, pairs[-1]), loss(pairs[best][1]), best]
    says(twin, *told, score(accuracies[-1]), score(accuracies[most]), most)


def largest(own: Own) -> list:
    """What is said of each layer: its number, its size, and its largest weight with the place."""
    told = []
    for number, matrix in enumerate(own.matrices, start=1):
        unit, column = np.unravel_index(np.abs(matrix[:, :-1]).argmax(), matrix[:, :-1].shape)
        told += [number, len(matrix), matrix.shape[1] - 1, about(matrix[unit, column], 3), unit + 1, column + 1]
    return told


def reads_weights(plain: str, twin: str, own: Own) -> None:
    lines = plain.splitlines()
    left = [at.start() for at in re.finditer(r"layer \d", lines[0])]  # where each layer's columns begin
    written: list[list[float]] = [[] for _ in left]
    for line in lines[1:]:
        for one in re.finditer(r"(?<=\s)[+-]\d+\.\d+", line):
            written[bisect_right(left, one.start()) - 1].append(float(one.group()))
    for layer, matrix in zip(written, own.matrices, strict=True):
        assert np.abs(np.array(layer) - matrix.ravel()).max() <= 0.0501
    ends = re.findall(r"layer (\d) ±(\S+)", plain)
    assert [(int(n), float(end)) for n, end in ends] == [
        (n, float(f"{np.abs(matrix).max():.2g}")) for n, matrix in enumerate(own.matrices, start=1)
    ]
    says(twin, *largest(own))


def reads_network(plain: str, twin: str, own: Own) -> None:
    count = sum(matrix.size for matrix in own.matrices)
    units = len(own.matrices[0])
    assert numbers_in(plain, "# parameters") == [count]
    head = plain.splitlines()[0]
    assert [int(one) for one in re.findall(r"\d+", re.sub(r"±\S+", "", head))] == [2, units, 1]
    ends = [float(one) for one in re.findall(r"±(\S+)", head)]
    assert ends == [float(f"{np.abs(matrix).max():.2g}") for matrix in own.matrices]
    says(twin, 2, units, 1, count, *largest(own))


def reads_units(plain: str, twin: str, own: Own) -> None:
    first = own.matrices[0]
    assert numbers_in(plain, r"faint # \.\. strong #") == [-1, 1]
    said = np.tanh(plane_grid(own.data, GRID, GRID) @ first[:, :2].T + first[:, 2])
    told = [1, len(first), len(first)]
    for unit, row in enumerate(first):
        ends = [lambda shown, end=end: abs(shown - end) < 0.05 for end in (said[:, unit].min(), said[:, unit].max())]
        told += [unit + 1, *(about(weight, 2) for weight in row), *ends]
    says(twin, *told, *own.bounds)


def reads_hidden_plane(_plain: str, twin: str, own: Own) -> None:
    train = own.data.train
    told = [1]
    for label in (0, 1):
        rows = train.targets == label
        told += [int((own.sums(train.inputs)[rows] > 0).sum()), int(rows.sum()), label]
    says(twin, *told)


def reads_nothing(_plain: str, twin: str, own: Own) -> None:
    assert own.state.last is not None
    assert not re.search(r"\d", twin), "it says that there is nothing, and what to press"


READINGS = {
    "points": reads_points,
    "data": reads_data,
    "region": reads_region,
    "loss": reads_loss,
    "weights": reads_weights,
    "network": reads_network,
    "units": reads_units,
    "hidden-plane": reads_hidden_plane,
    "probe": measured.reads_probe,
    "health": measured.reads_health,
    "baselines": measured.reads_baselines,
    "one-step": measured.reads_one_step,
    "loop": measured.reads_loop,
    "compared": measured.reads_compared,
    "confusion": measured.reads_confusion,
    "calibration": measured.reads_calibration,
    "beyond": measured.reads_beyond,
    "kernel": measured.reads_kernel,
    "seal": measured.reads_seal,
    # The crew fits nothing from inside, and one run has nothing to stand beside.
    **dict.fromkeys(("tree", "forest", "boosting", "svm", "runs", "branches"), reads_nothing),
}
