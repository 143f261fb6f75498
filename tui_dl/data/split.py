"""One split into training, validation and test, and the seal on the test part."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from tui_dl.data.dataset import Part, scaler
from tui_dl.data.distinct import distinct
from tui_dl.data.recipe import Rows
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset

    Indices = NDArray[np.intp]

LEAST_OF_A_CLASS = 2


class Ledger(Protocol):
    """Where looks at a test part are written down."""

    def record(self, entry: dict[str, object]) -> None:
        """Write an opening down, before anything is seen."""


def shares_of(rows: int) -> Rows:
    """60/20/20 per cent of a table."""
    train, validation = round(rows * 0.6), round(rows * 0.2)
    return Rows(train, validation, rows - train - validation)


def split(targets: NDArray[np.generic], rows: Rows, rng: Generator, *, stratify: bool) -> tuple[Indices, ...]:
    """Indices of the three parts, disjoint; with `stratify`, classes in each as in the whole.

    Raises:
        Problem: More rows are wanted than there are, or a class has fewer than two in a part.
    """
    sizes = (rows.train, rows.validation, rows.test)
    if sum(sizes) > len(targets) or min(sizes) < 1:
        raise Problem("too_many_rows", got=sum(sizes), wanted=len(targets))
    order = rng.permutation(len(targets))
    if stratify:
        order = _evenly(targets, order)
    ends = np.cumsum(sizes)
    parts = tuple(order[end - size : end] for size, end in zip(sizes, ends, strict=True))
    if stratify:
        _check_classes(targets, parts)
    return tuple(rng.permutation(part) for part in parts)


def _evenly(targets: NDArray[np.generic], order: Indices) -> Indices:
    """Reorder so that every stretch holds each class in proportion: each row's place within its class decides."""
    place = np.empty(len(order))
    for label in distinct(targets):
        here = np.flatnonzero(targets[order] == label)
        place[here] = (np.arange(len(here)) + 0.5) / len(here)
    return order[np.argsort(place, kind="stable")]


def _check_classes(targets: NDArray[np.generic], parts: tuple[Indices, ...]) -> None:
    for part in parts:
        for label in distinct(targets):
            count = int((targets[part] == label).sum())
            if count < LEAST_OF_A_CLASS:
                raise Problem("class_too_rare", label=int(label), got=count, rows=len(part))


def open_test(dataset: Dataset, ledger: Ledger) -> Part:
    """The test part. The look is written into `ledger` before the rows are returned."""
    ledger.record({"opened": dataset.name, "rows": len(dataset._sealed_test)})  # noqa: SLF001  the one place
    return dataset._sealed_test  # noqa: SLF001  the one place


def sealed_rows(dataset: Dataset) -> int:
    """How many rows are under the seal."""
    return dataset.drawn_of[2] if dataset.drawn_of else len(dataset._sealed_test)  # noqa: SLF001  their number alone


def to_look_at(dataset: Dataset, most: int) -> Dataset:
    """What figures need of a data set that is trained on elsewhere: up to `most` rows of a part, no sealed ones.

    The rows of a part are in an order drawn by chance, so the first are as good a sample as any.
    """
    if dataset.drawn_of:
        return dataset
    train, validation, none = (
        Part(part.inputs[:count], part.raw[:count], part.targets[:count])
        for part, count in ((dataset.train, most), (dataset.validation, most), (dataset.train, 0))
    )
    rows = (len(dataset.train), len(dataset.validation), sealed_rows(dataset))
    return replace(dataset, train=train, validation=validation, _sealed_test=none, drawn_of=rows)


def scaled_as(dataset: Dataset, first: Dataset) -> Dataset:
    """The same rows, still sealed, scaled as the inputs of `first` are: by its training part, or not at all.

    Raises:
        Problem: It has not as many columns.
    """
    rows = first.train.raw
    if len(dataset.feature_names) != len(first.feature_names):
        wanted = len(first.feature_names)
        raise Problem("other_columns", got=len(dataset.feature_names), wanted=wanted, data=dataset.name)
    if np.array_equal(rows, first.train.inputs):
        shift, scale = np.zeros(rows.shape[1]), np.ones(rows.shape[1])
    else:
        shift, scale = scaler(rows)
    train, validation, test = (
        Part((part.raw - shift) * scale, part.raw, part.targets)
        for part in (dataset.train, dataset.validation, dataset._sealed_test)  # noqa: SLF001  stays sealed
    )
    return replace(dataset, train=train, validation=validation, _sealed_test=test)
