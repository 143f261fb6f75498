"""What the figures that measure say, in cells and in words, worked out anew from raw weights and records."""

from __future__ import annotations

import re

import numpy as np
import pytest

from tests.ui.own import GRID, Own
from tests.ui.readings import about, digits, loss, numbers_in, says, score, short
from tui_dl.session.inspection import plane_grid, probe
from tui_dl.session.past.last_step import taken_step

BINS = 10  # tenths of a probability


def reads_probe(plain: str, twin: str, own: Own) -> None:
    scores = [score(probe(own.state, layer)) for layer in (0, 1)]
    says(twin, scores[0], 1, scores[1])
    rows = [row for row in plain.splitlines() if row.strip()]
    says(rows[0], scores[0])
    says(rows[1], 1, scores[1])
    says(rows[2], 0.95)


def reads_health(plain: str, twin: str, own: Own) -> None:
    first, last = (record.layers for record in (own.state.records[1], own.state.records[-1]))
    told, since = [], [1]
    for number, (before, now) in enumerate(zip(first, last, strict=True), start=1):
        ends = [round(share * 100) for share in (now.saturated, now.dead)]
        row = [number, short(now.gradient_norm), short(now.update_ratio), *ends]
        told += row
        says(next(line for line in plain.splitlines() if line.split()[:1] == [str(number)]), *row)
        stuck = [round(100 * max(one.saturated, one.dead)) for one in (before, now)]
        since += [number, short(before.gradient_norm), short(now.gradient_norm), *stuck]
    says(twin, *told, *since)


def reads_baselines(plain: str, twin: str, own: Own) -> None:
    rows = plain.splitlines()
    mine, theirs = next(row for row in rows if row.startswith("▶")), [row for row in rows if "0.750 0.750" in row]
    scores = [score(own.accuracy(part)) for part in (own.data.validation, own.data.train)]
    shown = [float(one) for one in re.findall(r"\d\.\d{3}", mine)]
    assert all(wanted(one) for wanted, one in zip(scores, shown, strict=True))
    assert numbers_in(mine, "s +#(?: |$)") == [sum(matrix.size for matrix in own.matrices)]
    assert len(theirs) == len(own.state.fits) == 7
    said = [0.75] * 7
    leads = own.accuracy(own.data.validation) >= 0.75
    says(twin, *([scores[0], *said] if leads else [*said, scores[0]]))


def reads_one_step(plain: str, twin: str, own: Own) -> None:
    step = taken_step(own.state)
    assert step is not None
    anatomy = step.anatomy
    assert numbers_in(plain, "loss # → #") == [
        pytest.approx(one, abs=1.1e-3) for one in (anatomy.loss, anatomy.new_loss)
    ]
    for name, values in ((piece.name, piece.values[:, 0]) for piece in anatomy.forward):
        found = re.search(rf"^{name} +([-+.\d ]+)", plain, re.MULTILINE)
        if found:
            says(found[1], *(about(value, 3) for value in values))
    for at, row in enumerate(re.findall(r"^\d\.(?:w|b)\[\S+\](.*)", plain, re.MULTILINE)):
        told = anatomy.before[at], anatomy.gradients[at], step.nudges.slope(at), anatomy.after[at]
        says(row.replace("+", ""), *(about(value, 3) for value in told))
    by_name = {piece.name: piece.values[:, 0] for piece in anatomy.forward}
    row = [about(value, 3) for name in "xpy" for value in by_name[name]]
    at = int(np.abs(anatomy.gradients).argmax())
    place = [int(one) for one in re.findall(r"\d+", re.search(r"(layer\S+): before", twin)[1])]
    weight = [about(values[at], 3) for values in (anatomy.before, anatomy.gradients)]
    said = [anatomy.rows, 1, 1, loss(anatomy.loss), loss(anatomy.new_loss), 1, *row, *place]
    says(twin, *said, *weight, about(step.nudges.slope(at), 3), about(anatomy.after[at], 3))


def reads_loop(plain: str, twin: str, own: Own) -> None:
    step = taken_step(own.state)
    assert step is not None
    anatomy = step.anatomy
    norms = {piece.name: np.linalg.norm(piece.values) for piece in anatomy.backward if piece.name.startswith("dW")}
    says(re.search(r"(dW.*)", plain)[1], 2, about(norms["dW2"], 3), 1, about(norms["dW1"], 3))
    moved = about(np.linalg.norm(anatomy.after - anatomy.before), 3)
    says(re.search(r"(moves all.*)", plain)[1], moved)
    by_name = {piece.name: piece.values[:, 0] for piece in anatomy.forward}
    told = [1, anatomy.rows, *(about(value, 3) for name in "xpy" for value in by_name[name])]
    told += [2, about(norms["dW2"], 3), 1, about(norms["dW1"], 3), loss(anatomy.loss)]
    says(twin, *told, step.learning_rate, moved, loss(anatomy.new_loss))


def reads_compared(plain: str, twin: str, own: Own) -> None:
    run = own.state.run.experiment.model
    scores = score(own.accuracy(own.data.validation)), loss(own.cost(own.data.validation))
    mine = next(row for row in plain.splitlines() if row.startswith("▶"))
    number = int(mine[1])
    says(mine[2:], *run.hidden, *scores, own.state.epochs)
    says(re.search(rf"Run {number} .*?epochs\.", twin)[0], number, *run.hidden, *scores, own.state.epochs)


def reads_confusion(plain: str, twin: str, own: Own) -> None:
    part = own.data.validation
    true, said, given = part.targets == 1, own.sums(part.inputs) > 0, own.belief(part.inputs)
    counts = [[int((said[true == label] == answer).sum()) for answer in (False, True)] for label in (False, True)]
    for label in (0, 1):
        row = re.search(rf"is class {label} +(\S+) +(\S+)$", plain, re.MULTILINE)
        assert [int(one.replace("·", "0")) for one in row.groups()] == counts[label]
    recall, precision = counts[1][1] / sum(counts[1]), counts[1][1] / (counts[0][1] + counts[1][1])
    f1 = 2 * recall * precision / (recall + precision)
    scores = [score(recall), score(precision), 1, score(f1), score(own.accuracy(part))]
    says("\n".join(re.findall(r".*(?:recall|F1|accuracy).*", plain)), *scores)
    truth = np.where(true, given, 1 - given)
    worst = sorted(np.flatnonzero(said != true), key=lambda row: truth[row])
    for row, line in zip(worst, re.findall(r"^ +\d+ +class.*", plain, re.MULTILINE), strict=False):
        says(line, row + 1, int(true[row]), int(said[row]), score(truth[row]))
    told = [1, 0.5]
    for label in (0, 1):
        told += [label, counts[label][label], sum(counts[label])]
    mixed = sorted(((counts[a][b], a, b) for a, b in ((0, 1), (1, 0)) if counts[a][b]), reverse=True)
    told += [number for count, a, b in mixed for number in (a, b, count)] + scores
    says(twin, *told, 1, worst[0] + 1, int(true[worst[0]]), int(said[worst[0]]), score(truth[worst[0]]))


def reads_calibration(plain: str, twin: str, own: Own) -> None:
    part, given = own.data.validation, own.belief(own.data.validation.inputs)
    top, right = np.maximum(given, 1 - given), (given > 0.5) == (part.targets == 1)
    of = np.minimum((top * BINS).astype(int), BINS - 1)
    bins = [(number, of == number) for number in range(BINS - 1, -1, -1) if (of == number).any()]
    error = sum(rows.sum() * abs(top[rows].mean() - right[rows].mean()) for _, rows in bins) / len(part)
    sums = score(top.mean()), score(right.mean())
    says(plain.splitlines()[0], *sums)
    told = [len(part), *sums, score(error)]
    for (number, rows), line in zip(bins, re.findall(r"^\d\.\d-.*", plain, re.MULTILINE), strict=True):
        ends, share = [number / BINS, (number + 1) / BINS], score(right[rows].mean())
        says(line.replace("-", " "), *ends, share, int(rows.sum()))
        told += [*ends, share, int(rows.sum())]
    says(twin, *told)


def reads_beyond(plain: str, twin: str, own: Own) -> None:
    spans = own.data.bounds
    wide = [(2 * low - high, 2 * high - low) for low, high in spans]
    ends = [digits(end, 2) for pair in wide for end in pair]
    says(plain.splitlines()[-1], *ends)
    grid = plane_grid(own.data, GRID, GRID, tuple(wide))
    outside = np.any([(grid[:, at] < low) | (grid[:, at] > high) for at, (low, high) in enumerate(spans)], axis=0)
    sure = [
        np.maximum(given, 1 - given).mean() for given in map(own.belief, (own.data.validation.inputs, grid[outside]))
    ]
    says(twin, *map(score, sure), *ends)


def reads_kernel(_plain: str, twin: str, own: Own) -> None:
    x, z = ([float(one) for one in pair] for pair in re.findall(r"[xz] = \((\S+), (\S+)\)", twin)[:2])
    rows = own.data.train.inputs
    assert all(np.abs(rows - point).max(axis=1).min() < 6e-4 for point in (x, z))
    (dot,) = numbers_in(twin, r"= # \(x·z\)")
    assert abs(dot - np.dot(x, z)) < 2e-3
    assert numbers_in(twin, "# pairs") == [len(rows) * (len(rows) + 1) / 2]


def reads_seal(plain: str, twin: str, own: Own) -> None:
    scores = [score(own.accuracy(part)) for part in (own.data.train, own.data.validation)]
    says("\n".join(plain.splitlines()[:2]), *scores)
    says(twin, *scores, 500)
