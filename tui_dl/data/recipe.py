"""How a data set is made, in full: equal recipes and seeds give equal rows."""

from __future__ import annotations

import msgspec


class Rows(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Rows in each part."""

    train: int = 300
    validation: int = 500
    test: int = 500


class Mixed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Training rows of another set, so many of each of its classes."""

    recipe: DataRecipe
    rows_per_class: int


class DataRecipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What to make or open, and what to do with it."""

    make: str
    """A name of `MAKERS`, or of a bundled table."""
    parameters: dict[str, float] = {}
    """Parameters of the maker that differ from its defaults."""
    rows: Rows | None = None
    """None: 300/500/500 for made sets, 60/20/20 per cent of a bundled one."""
    do: tuple[str, ...] = ()
    """Transforms in order, as text: `rotate 40`."""
    standardise: bool | None = None
    """None: tables yes, made 2-D inputs no."""
    outputs: int | None = None
    """Width of the head: classes keep their numbers. None: as many as there are classes, numbered from 0."""
    mixed: tuple[Mixed, ...] = ()
    """Rows of other sets that come into the training part."""
    draw: int = 0
    """Another number is another draw from the same recipe."""
