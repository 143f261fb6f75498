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


class TableFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of one's own, and how it is read; what is empty is guessed from the file, always alike."""

    path: str
    target: str
    """The column that is to be told from the others."""
    kinds: dict[str, str] = {}
    """Columns whose kind is not the guessed one: `number`, `category` or `leave`."""
    missing: tuple[str, ...] = ()
    """Further words that mean that a value is missing."""
    encoding: str = ""
    separator: str = ""
    decimal: str = ""
    digest: str = ""
    """SHA-256 of the file's bytes; where it is given, another content is refused."""


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
    table: TableFile | None = None
    """A table of one's own, in place of what `make` names."""
    draw: int = 0
    """Another number is another draw from the same recipe."""


def words_of(recipe: DataRecipe, name: str) -> tuple[str, ...]:
    """What the recipe's transform of that name is given, between commas; empty where there is none."""
    text = next((text for text in recipe.do if text.split()[0] == name), "")
    return tuple(text.partition(" ")[2].split(",")) if text else ()


def with_words(recipe: DataRecipe, name: str, words: tuple[str, ...]) -> DataRecipe:
    """The recipe with its transform of that name given these words, at its place, else at the end; without: gone."""
    texts = list(recipe.do)
    at = next((place for place, text in enumerate(texts) if text.split()[0] == name), len(texts))
    texts[at : at + 1] = [f"{name} {','.join(words)}"] if words else []
    return msgspec.structs.replace(recipe, do=tuple(texts))
