"""Numbers, names and rows that nobody meant, all from one source of chance."""

from __future__ import annotations

import random
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from tui_dl.data.dataset import Dataset, Part
from tui_dl.data.loading import load
from tui_dl.data.recipe import DataRecipe

if TYPE_CHECKING:
    from numpy.typing import NDArray

Luck = random.Random
INF, NAN = float("inf"), float("nan")
NASTY = (NAN, INF, -INF, 1e300, -1e300, 1.7e308, 5e-324, -5e-324, 1e-310, 3.4e38, 1e30, -1e31, 0.0, -0.0, 1.0, 1e-12)
FINITE = tuple(value for value in NASTY if abs(value) < INF)
TEXTS = (
    *("\x1b[31mred\x1b[0m", "\x1b]52;c;AAAA\x07", "\x9b2J", "\x1bc", "\x00\x01\x02", "two\nlines", "tab\there", "\r"),
    *(
        "\u202eright to left",
        "\u200b\u200d",
        "e\u0301\u0301\u0301",
        "👩\u200d👩\u200d👧",
        "가나다라마바사",
        "ㅏ",
        "\ud800",
    ),
    *("{name}", "[bold]", "[/]", "[@click=app.quit]x[/]", "%s", "", " ", "x" * 500, "한" * 300, "7", "12", "a"),
)
ROWS = (1, 1, 2, 3, 7, 40, 300)
MANY, MOST = 0.004, 1_000_000  # how often there are so many points
BASES = {"moons": "binary", "blobs": "multiclass", "sine": "regression", "iris": "multiclass", "digits": "multiclass"}


def value(luck: Luck) -> float:
    """One number, more often than not a hostile one."""
    return luck.choice(NASTY) if luck.random() < 0.6 else luck.gauss(0.0, 1.0)


def values(luck: Luck, shape: tuple[int, ...], *, finite: bool = False) -> NDArray[Any]:
    """An array of them: constant, mixed, or ordinary with a few hostile ones."""
    nasty = FINITE if finite else NASTY
    kind, size = luck.random(), int(np.prod(shape))
    rng = np.random.default_rng(luck.getrandbits(32))
    found = rng.normal(size=shape)
    if kind < 0.25:
        found[...] = luck.choice(nasty)
    elif kind < 0.5:
        found = rng.choice(np.array(nasty), size=shape)
    elif kind < 0.75 and size:
        found.flat[luck.randrange(size)] = luck.choice(nasty)
    return found


def narrow(wide: NDArray[Any]) -> bytes:
    """As float32: what is too large for it becomes infinite."""
    with np.errstate(all="ignore"):
        return wide.astype(np.float32).tobytes()


def text(luck: Luck) -> str:
    """A name as a hostile table may have it."""
    return luck.choice(TEXTS) + (luck.choice(TEXTS) if luck.random() < 0.3 else "")


@cache
def _base(name: str) -> Dataset:
    return load(DataRecipe(name), 1)


def dataset(luck: Luck) -> Dataset:
    """Rows of a real data set's shape, or of none, with other names and numbers."""
    name = luck.choice([*BASES])
    data = _base(name)
    if luck.random() < 0.2:
        return data
    task = luck.choice(["binary", "multiclass", "regression"])
    columns = luck.choice((1, 2, 2, 2, 5, 64))
    classes = {"binary": 2, "multiclass": luck.choice((2, 3, 10, 40)), "regression": 0}[task]
    plane = columns == 2 and luck.random() < 0.5
    features = ("x", "y") if plane else tuple(text(luck) for _ in range(columns))
    many = luck.random() < MANY
    train, validation = (
        _part(luck, MOST if many and columns <= 2 else luck.choice(ROWS), columns, classes) for _ in range(2)
    )
    named = "digits" if columns == 64 and classes and luck.random() < 0.5 else text(luck)
    names = tuple(text(luck) for _ in range(classes))
    return Dataset(named, task, features, names, classes if task == "multiclass" else 1, train, validation, train)


def _part(luck: Luck, rows: int, columns: int, classes: int) -> Part:
    """Rows of finite numbers, as every door to the data leaves them."""
    inputs, raw = (values(luck, (rows, columns), finite=True) for _ in range(2))
    rng = np.random.default_rng(luck.getrandbits(32))
    return Part(inputs, raw, rng.integers(0, classes, rows) if classes else values(luck, (rows,), finite=True))
