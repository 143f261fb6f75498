"""The data set: how many rows each part and class has, and what they look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rich.cells import cell_len

from tui_dl.figures.canvas import PLAIN, Box, Canvas, Ink, fitted, wrap
from tui_dl.figures.heatmap import draw_picture
from tui_dl.figures.palette import palette
from tui_dl.figures.table import Column, lines, that_fit
from tui_dl.views.frame import class_name, figure
from tui_dl.views.points import counts, draw_points, draw_values, some_of, value_axes
from tui_dl.words import say
from tui_dl.words.columns import class_word, column_name

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset, Part
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.views.scene import Scene

LEAST_HEIGHT, LEAST_WIDTH = 6, 16  # of the picture below or beside the table
FEATURES_NAMED = 30
FEW_COLUMNS = 3  # whose ranges stand in a line or two
FEW_CLASSES = 3  # whose means are told apart
POINTS = ("x", "y")
MOST_ROWS = 20  # shown one by one
FEW_DIGITS, MANY_DIGITS = 1000, 1e6  # between them a number is shortest without a power of ten
LEAST_NAME = 8  # cells of a column's name
MOST_SAID = 13  # columns whose means are said in words


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """A table of parts and classes; then points, pictures or the names of the columns."""
    data = scene.state.dataset
    title = say(look.language, "figure.data_title", data=data.name, columns=len(data.feature_names))
    canvas = Canvas(size, look)
    note, reach = _seal(scene, look.language), _reach(data, look.language)
    head, said = _head(data, canvas), wrap(note, max(canvas.width, 1))
    if len(head) > 1:
        head += said
    for row, text in enumerate(head):
        faint = row == 0 or text in said
        canvas.put(row, 0, text, Ink(palette(look).faint) if faint else Ink())
    below = Box(len(head) + 1, 0, canvas.width, canvas.height - len(head) - 1)
    if data.image_shape is not None and below.height <= _picture_rows(data.image_shape, look):
        for row, text in enumerate(wrap(counts(data, look.language), max(canvas.width, 1))[: below.height]):
            canvas.put(below.row + row, 0, text)
    elif below.height >= LEAST_HEIGHT and below.width >= LEAST_WIDTH:
        shown = "figure.first_rows" if data.image_shape else "figure.of_training"
        canvas.put(below.row - 1, 0, say(look.language, shown), Ink(palette(look).faint))
        _draw_below(canvas, below, data)
    means = _means_twin(data, look.language)
    parts = (counts(data, look.language), _columns_twin(data, look.language), means, reach, note)
    return figure(title, canvas, " ".join(part for part in parts if part))


def _seal(scene: Scene, language: str) -> str:
    """Whether anyone has looked at the test part."""
    if not scene.openings:
        return say(language, "figure.sealed")
    looks = sum(opening.models for opening in scene.openings)
    return say(language, "figure.seal_opened", times=len(scene.openings), looks=looks)


def _reach(data: Dataset, language: str) -> str:
    """How far each column reaches as a network gets it, where they are few and points of a class."""
    if not data.class_names or len(data.feature_names) > FEW_COLUMNS:
        return ""
    low, high = (end.tolist() for end in (data.train.inputs.min(axis=0), data.train.inputs.max(axis=0)))
    names = (column_name(name, language) for name in data.feature_names)
    spans = ", ".join(f"{name}={_written(a)}..{_written(b)}" for name, a, b in zip(names, low, high, strict=True))
    return say(language, "figure.reach", spans=spans)


def _head(data: Dataset, canvas: Canvas) -> list[str]:
    """Parts and classes with their rows; in one line where what the rows look like would have no place else."""
    language, listed = canvas.look.language, data.feature_names != POINTS
    head = lines(that_fit(_columns(data, language), canvas.width, 2), 2)
    if listed and (LEAST_HEIGHT <= canvas.height - 2 < len(head) + LEAST_HEIGHT or len(head) > canvas.height):
        return [say(language, "figure.data_short", train=len(data.train), validation=len(data.validation))]
    reach, listed_below = _reach(data, language), listed and canvas.height - len(head) - 2 >= LEAST_HEIGHT
    if reach and not listed_below:  # where rows are listed, ranges are
        head += wrap(reach, canvas.width)
    return head


def _columns(data: Dataset, language: str) -> list[Column]:
    parts = (data.train, data.validation)
    names = tuple(class_name(data, label, language) for label in range(len(data.class_names)))
    first = Column("", (say(language, "figure.rows"), *names), left=True, keep=9)
    headings = (say(language, "figure.train"), say(language, "figure.validation"))
    return [
        first,
        *(
            Column(heading, tuple(map(str, (len(part), *_by_class(part, data)))), keep=keep)
            for heading, part, keep in zip(headings, parts, (8, 7), strict=True)
        ),
    ]


def _by_class(part: Part, data: Dataset) -> list[int]:
    return [int((part.targets == label).sum()) for label in range(len(data.class_names))]


def _draw_below(canvas: Canvas, box: Box, data: Dataset) -> None:
    if data.image_shape is not None:
        _draw_pictures(canvas, box, data, data.image_shape)
    elif data.feature_names[:2] == POINTS and data.is_over_plane:  # two measured columns are no places
        draw_points(canvas, box, data, some_of(data.train, box))
    elif data.is_line:
        inner, limits = value_axes(canvas, box, data)
        draw_values(canvas, inner, limits, data)
    else:
        _draw_rows(canvas, box, data)


def _draw_pictures(canvas: Canvas, box: Box, data: Dataset, shape: tuple[int, int]) -> None:
    """The first training rows as pictures, as raw ink, each with its class above it."""
    tall = _picture_rows(shape, canvas.look)
    columns, rows = (box.width + 1) // (shape[1] + 1), box.height // (tall + 1)
    scale = float(np.abs(data.train.raw).max()) or 1.0
    for number in range(min(columns * rows, len(data.train))):
        row, column = divmod(number, columns)
        place = Box(box.row + row * (tall + 1), column * (shape[1] + 1), shape[1], tall)
        label = class_word(data.class_names[int(data.train.targets[number])], canvas.look.language)
        canvas.put(place.row, place.column, label)
        inner = Box(place.row + 1, place.column, shape[1], tall)
        draw_picture(canvas, inner, data.train.raw[number].reshape(shape), scale)


def _picture_rows(shape: tuple[int, int], look: Look) -> int:
    """Rows of cells that a picture takes: two of its own to a cell where there is colour."""
    return (shape[0] + 1) // 2 if look.colour and not look.ascii else shape[0]


def _draw_rows(canvas: Canvas, box: Box, data: Dataset) -> None:
    """A line a column, as measured: its mean in each class, where they are few, its range, then row after row."""
    language, raw = canvas.look.language, data.train.raw
    ranges = zip(raw.min(axis=0).tolist(), raw.max(axis=0).tolist(), strict=True)
    spans = tuple(f"{_written(low)} .. {_written(high)}" for low, high in ranges)
    room = max(box.width - 2 - max(map(cell_len, spans)), LEAST_NAME)  # a name is cut sooner than it stands alone
    names = (column_name(name, language) for name in data.feature_names)
    names = (name if cell_len(name) <= room else fitted(name, room) for name in names)
    listed = [Column("", tuple(names), left=True, keep=MOST_ROWS + 3)]
    means = [
        Column(say(language, "figure.mean_of", name=name), tuple(map(_written, of_class)), keep=MOST_ROWS + 2)
        for name, of_class in _means(data, language)
    ]
    listed += means
    listed.append(Column(say(language, "figure.range"), spans, left=True, keep=MOST_ROWS + 1))
    for number, row in enumerate(raw[:MOST_ROWS].tolist()):
        target = data.train.targets[number]
        heading = class_name(data, int(target), language) if data.class_names else _written(float(target))
        listed.append(Column(heading, tuple(map(_written, row)), keep=MOST_ROWS - number))
    shown = that_fit(listed, box.width, 2)
    if not set(means) <= set(shown):  # the mean of one class alone would look like that of all
        shown = that_fit([column for column in listed if column not in means], box.width, 2)
    for row, text in enumerate(lines(shown, 2)[: box.height]):
        canvas.put(box.row + row, box.column, text, PLAIN if row else Ink(palette(canvas.look).faint))


def _means(data: Dataset, language: str) -> list[tuple[str, list[float]]]:
    """Each class that has training rows by name, with their means; none where there are many classes."""
    if not 0 < len(data.class_names) <= FEW_CLASSES:
        return []
    return [
        (class_name(data, label, language), data.train.raw[data.train.targets == label].mean(axis=0).tolist())
        for label, rows in enumerate(_by_class(data.train, data))
        if rows
    ]


def _written(value: float) -> str:
    return f"{value:.0f}" if FEW_DIGITS <= abs(value) < MANY_DIGITS else f"{value:.3g}"


def _columns_twin(data: Dataset, language: str) -> str:
    """What the columns are: a picture's pixels, or each by its name."""
    if data.image_shape is not None:
        rows, columns = data.image_shape
        return say(language, "figure.pixels_twin", rows=rows, columns=columns)
    named = ", ".join(column_name(name, language) for name in data.feature_names[:FEATURES_NAMED])
    return say(language, "figure.columns_twin", columns=len(data.feature_names), named=named)


def _means_twin(data: Dataset, language: str) -> str:
    """The means by class in words, of a table of few columns."""
    if data.image_shape is not None or len(data.feature_names) > MOST_SAID:
        return ""
    means = _means(data, language)
    said = [
        f"{column_name(name, language)}: {', '.join(f'{label} {_written(all_[at])}' for label, all_ in means)}"
        for at, name in enumerate(data.feature_names)
    ]
    return say(language, "figure.means_twin", listed="; ".join(said)) if means else ""
