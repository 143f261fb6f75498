"""A run as every program that there is for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tui_dl.engine.problem import Problem
from tui_dl.session.position import Position
from tui_dl.session.programs import frameworks, plain
from tui_dl.session.programs.parts import facts_of

if TYPE_CHECKING:
    from pathlib import Path

    from tui_dl.session.run import Run

PROGRAMS = {"numpy": plain.program, "pytorch": frameworks.pytorch, "keras": frameworks.keras}
ROWS = "rows.csv"


@dataclass(frozen=True, slots=True)
class Written:
    """The programs of a run.

    Attributes:
        texts: By library.
        refused: Why there is none, by library.
    """

    texts: dict[str, str]
    refused: dict[str, Problem]


def write(run: Run, epochs: int, file: str = ROWS) -> Written:
    """All programs that train `run` for so many epochs, on the rows in `file`."""
    texts: dict[str, str] = {}
    refused: dict[str, Problem] = {}
    position = Position(run)
    for library, program in PROGRAMS.items():
        try:
            texts[library] = program(facts_of(run, position, epochs, file))
        except Problem as problem:
            refused[library] = problem
    return Written(texts, refused)


def write_rows(run: Run, path: Path) -> None:
    """The rows that the programs read: the training part, prepared, the target last; every digit counts.

    Raises:
        OSError: They cannot be written.
    """
    train = Position(run).dataset.train
    np.savetxt(path, np.column_stack([train.inputs, train.targets]), "%.17g", ",")
