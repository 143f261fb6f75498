"""What a classical method says of each training and validation row, as plain numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tui_dl.data.dataset import Dataset

    Array = NDArray[np.floating]

MOST_NUMBERS = 100_000  # of them; a larger validation part is not told row by row


class Told(msgspec.Struct, frozen=True):
    """Row by row of the validation part, and in short of the training part.

    Attributes:
        said: int64 (rows,), the class that was answered.
        numbers: float64 (rows, classes), how much speaks for each class; empty where the method knows no such number.
        likely: Whether those are probabilities; else distances from a border, below zero on the other side.
    """

    said: bytes
    numbers: bytes = b""
    likely: bool = True
    trained: bytes = b""
    """int64 (rows,), the class that was answered on each training row."""


def describe(model: Any, dataset: Dataset) -> Told | None:
    """A fitted classifier of scikit-learn's; None for values, and for very many rows."""
    classes, rows = len(dataset.class_names), len(dataset.validation)
    if not classes or max(classes * rows, len(dataset.train)) > MOST_NUMBERS:
        return None
    inputs = dataset.validation.inputs
    said, trained = (model.predict(part).astype(np.int64).tobytes() for part in (inputs, dataset.train.inputs))
    likely = hasattr(model, "predict_proba")
    if not likely and not hasattr(model, "decision_function"):
        return Told(said, trained=trained)
    found = np.asarray(model.predict_proba(inputs) if likely else model.decision_function(inputs), float)
    known = [int(label) for label in model.classes_]  # a class without a training row is none of them
    if found.ndim == 1:  # of two classes one number: how far on the side of the second
        found = np.column_stack([-found, found])
    if found.shape[1] != len(known):
        return Told(said, trained=trained)
    numbers = np.full((rows, classes), 0.0 if likely else float(found.min()))
    numbers[:, known] = found
    return Told(said, numbers.tobytes(), likely, trained)
