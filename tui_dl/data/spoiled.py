"""What goes wrong with data after it was split: instruments that drift, labels that are wrong, rows that are sorted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.data.distinct import distinct

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from tui_dl.data.table import RawPart

    Parts = list[RawPart]
    Values = dict[str, str]

PARTS = ("train", "validation", "test")


def shift(parts: Parts, values: Values, _rng: Generator) -> Parts:
    """`shift columns=all by=1.5 parts=all`: add so many standard deviations of the training part."""
    spread = parts[0].inputs.std(axis=0)
    move = _columns(values, len(spread)) * float(values["by"]) * spread
    wanted = _chosen(values, "all")
    return [
        replace(part, inputs=part.inputs + move) if chosen else part for part, chosen in zip(parts, wanted, strict=True)
    ]


def scale(parts: Parts, values: Values, _rng: Generator) -> Parts:
    """`scale columns=1 by=100`: multiply columns, in all parts."""
    which = _columns(values, parts[0].inputs.shape[1])
    factors = np.where(which > 0, float(values["by"]), 1.0)
    return [replace(part, inputs=part.inputs * factors) for part in parts]


def flip_labels(parts: Parts, values: Values, rng: Generator) -> Parts:
    """`flip_labels share=0.1 parts=train`: that share of the rows says another class, drawn at random."""
    share, labels = float(values["share"]), distinct(np.concatenate([part.targets for part in parts]))
    if not 0.0 <= share <= 1.0:
        raise ValueError(share)

    def flipped(part: RawPart) -> RawPart:
        rows = rng.permutation(len(part.targets))[: round(share * len(part.targets))]
        away = rng.integers(1, len(labels), len(rows))
        places = np.searchsorted(labels, part.targets)
        places[rows] = (places[rows] + away) % len(labels)
        return replace(part, targets=labels[places])

    return [flipped(part) if chosen else part for part, chosen in zip(parts, _chosen(values), strict=True)]


def random_labels(parts: Parts, values: Values, rng: Generator) -> Parts:
    """`random_labels parts=all`: the labels of these parts are dealt anew by coin, die or lot."""
    labels = distinct(np.concatenate([part.targets for part in parts]))
    return [
        replace(part, targets=rng.permutation(np.resize(labels, len(part.targets)))) if chosen else part
        for part, chosen in zip(parts, _chosen(values), strict=True)
    ]


def sort_rows(parts: Parts, _values: Values, _rng: Generator) -> Parts:
    """`sorted`: the training rows come class after class."""
    order = np.argsort(parts[0].targets, kind="stable")
    train = replace(parts[0], inputs=parts[0].inputs[order], targets=parts[0].targets[order])
    return [train, *parts[1:]]


def _chosen(values: Values, otherwise: str = "train") -> list[bool]:
    wanted = values.get("parts", otherwise).split(",")
    if not set(wanted) <= {"all", *PARTS}:
        raise ValueError(wanted)
    return [part in wanted or "all" in wanted for part in PARTS]


def _columns(values: Values, count: int) -> NDArray[np.float64]:
    """1 for the columns that are meant (numbered from 1), 0 for the others."""
    wanted = values.get("columns", "all")
    if wanted == "all":
        return np.ones(count)
    numbers = [int(number) for number in wanted.split(",")]
    if not all(1 <= number <= count for number in numbers):
        raise ValueError(wanted)
    return np.isin(np.arange(1, count + 1), numbers).astype(float)
