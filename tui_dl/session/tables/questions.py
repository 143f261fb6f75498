"""What a learner's own table is asked for, and what is answered: a preview, or the rows that figures show of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np

from tui_dl.data.dataset import Dataset, Part
from tui_dl.data.loading import load
from tui_dl.data.own.preview import ColumnPreview, Preview, columns_of, preview
from tui_dl.data.recipe import DataRecipe, TableFile
from tui_dl.data.split import to_look_at
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_SHOWN = 2_000  # rows of a part that figures draw


class LookAt(msgspec.Struct, frozen=True, tag=True):
    """Look at a table; without a target, its last column is taken for it."""

    id: int
    source: TableFile


class Fetch(msgspec.Struct, frozen=True, tag=True):
    """Read, split and scale a table."""

    id: int
    recipe: DataRecipe
    seed: int


class Told(msgspec.Struct, frozen=True):
    """A `Problem` on its way between processes."""

    code: str
    fields: dict[str, str | int | float] = {}

    @property
    def problem(self) -> Problem:
        """As it was raised."""
        return Problem(self.code, **self.fields)


class Looked(msgspec.Struct, frozen=True, tag=True):
    """A preview; `preview` puts it together again."""

    id: int
    source: TableFile
    rows: int
    columns: tuple[ColumnPreview, ...]
    classes: tuple[tuple[str, int], ...]
    inputs: int
    problems: tuple[Told, ...]
    warnings: tuple[Told, ...]

    @property
    def preview(self) -> Preview:
        """As it was made."""
        problems, warnings = (tuple(told.problem for told in all_) for all_ in (self.problems, self.warnings))
        return Preview(self.source, self.rows, self.columns, self.classes, self.inputs, problems, warnings)


class Sent(msgspec.Struct, frozen=True):
    """An array: its bytes, of which type, in which shape."""

    type: str
    shape: tuple[int, ...]
    flat: bytes

    @property
    def array(self) -> NDArray[np.generic]:
        """The array, read-only."""
        return np.frombuffer(self.flat, self.type).reshape(self.shape)


class Fetched(msgspec.Struct, frozen=True, tag=True):
    """Up to `MOST_SHOWN` training and validation rows; of the sealed ones their number alone."""

    id: int
    name: str
    task: str
    feature_names: tuple[str, ...]
    class_names: tuple[str, ...]
    outputs: int
    parts: tuple[tuple[Sent, Sent, Sent], ...]
    rows: tuple[int, ...]

    @property
    def dataset(self) -> Dataset:
        """What figures draw."""
        train, validation, none = (Part(*(sent.array for sent in part)) for part in self.parts)  # type: ignore[arg-type]  # of the types that were sent
        named = self.name, self.task, self.feature_names, self.class_names, self.outputs
        return Dataset(*named, train, validation, none, drawn_of=self.rows)


class NotRead(msgspec.Struct, frozen=True, tag=True):
    """It could not be done."""

    id: int
    told: Told


TableRequest = LookAt | Fetch
TableAnswer = Looked | Fetched | NotRead


def answer(request: TableRequest) -> TableAnswer:
    """Do it, here and now."""
    try:
        return _looked(request) if isinstance(request, LookAt) else _fetched(request)
    except Problem as problem:
        return NotRead(request.id, _told(problem))


def _looked(request: LookAt) -> Looked:
    source = request.source
    if not source.target:
        source = msgspec.structs.replace(source, target=columns_of(source)[-1])
    seen = preview(source)
    problems, warnings = (tuple(map(_told, some)) for some in (seen.problems, seen.warnings))
    return Looked(request.id, seen.source, seen.rows, seen.columns, seen.classes, seen.inputs, problems, warnings)


def _fetched(request: Fetch) -> Fetched:
    found = to_look_at(load(request.recipe, request.seed), MOST_SHOWN)
    none = found.train.inputs[:0], found.train.raw[:0], found.train.targets[:0]
    arrays = [(part.inputs, part.raw, part.targets) for part in (found.train, found.validation)]
    parts = tuple((_sent(inputs), _sent(raw), _sent(targets)) for inputs, raw, targets in (*arrays, none))
    named = found.name, found.task, found.feature_names, found.class_names, found.outputs
    return Fetched(request.id, *named, parts, found.drawn_of)


def _sent(array: NDArray[np.generic]) -> Sent:
    return Sent(array.dtype.str, array.shape, array.tobytes())


def _told(problem: Problem) -> Told:
    plain = {name: one if isinstance(one, int | float) else str(one) for name, one in problem.fields.items()}
    return Told(problem.code, plain)
