"""A fitted decision tree as a flow chart: what it asks, and who comes where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.figures.canvas import Canvas, Ink
from tui_dl.figures.chart import Place, depth, draw_chart, fit
from tui_dl.figures.field import class_colour, class_glyph
from tui_dl.figures.palette import palette
from tui_dl.session.classical.grown import NONE
from tui_dl.session.experiment import ClassicModel
from tui_dl.views.frame import class_name, figure, sentence
from tui_dl.views.keys import KEY_GAP, class_items, legend
from tui_dl.views.measured import measured, written
from tui_dl.words import say
from tui_dl.words.columns import column_name

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.session.classical.grown import Grown
    from tui_dl.views.scene import Scene

LEGEND_FROM, ONE_LINE = 6, 72  # rows for any legend, cells for all of it in one line
FEW_CLASSES = 3  # whose counts can be written side by side
MOST_TOLD = 8  # leaves of which each is put into words


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """The run's own tree, or the one fitted for comparison."""
    data, title = scene.state.dataset, say(look.language, "figure.tree_title")
    tree = _tree_of(scene)
    if tree is None:
        model = scene.state.run.experiment.model
        own = isinstance(model, ClassicModel) and model.method == "tree"
        return sentence(title, say(look.language, "figure.idle" if own else "figure.no_tree"), size, look)
    root = _place(tree, 0, data, look)
    canvas = Canvas(size, look)
    items = [*class_items(data, look), (say(look.language, _meaning(data)), palette(look).faint)]
    notes = 0 if canvas.height < LEGEND_FROM else 1 if canvas.width >= ONE_LINE else 2
    way = fit(root, canvas.width, canvas.height - notes)
    words = (say(look.language, "figure.tree_yes"), say(look.language, "figure.tree_no"))
    draw_chart(canvas, root, way, words)
    if notes:
        shown, whole = way.levels, depth(root)
        key = "figure.tree_whole" if shown == whole else "figure.tree_part"
        text = say(look.language, key, levels=whole, shown=shown, leaves=tree.leaves)
        column = canvas.put(canvas.height - notes, 0, text, Ink(palette(look).faint))
        legend(canvas, canvas.height - 1, items, column + KEY_GAP if notes == 1 else 0)
    return figure(title, canvas, _twin(tree, root, data, look.language))


def _tree_of(scene: Scene) -> Grown | None:
    own = scene.state.fit
    if own is not None and own.tree is not None:
        return own.tree
    return next((one.tree for one in scene.all_fits if one.tree is not None), None)


def _meaning(data: Dataset) -> str:
    """What is counted below each question."""
    kind = "values" if not data.class_names else "counts" if len(data.class_names) <= FEW_CLASSES else "share"
    return f"figure.tree_{kind}"


def _place(tree: Grown, node: int, data: Dataset, look: Look) -> Place:
    """A node of the tree as a place of the chart."""
    known, colour = _known(tree, node, data), ""
    answer = f"{tree.values[node][0]:.2f}"
    if data.class_names:
        label = _label(tree, node)
        colour, answer = class_colour(label, look), class_name(data, label, look.language)
    if tree.left[node] == NONE:
        return Place(answer, "", known, colour)
    yes, no = (_place(tree, child, data, look) for child in (tree.left[node], tree.right[node]))
    column = tree.column[node]
    test = f" < {written(measured(tree.threshold[node], column, data))}"
    name, below = column_name(data.feature_names[column], look.language), yes.below + no.below
    return Place(name, test, known, colour, yes, no, below, newest=node == tree.newest)


def _label(tree: Grown, node: int) -> int:
    """The class that most rows here have; of equals the first."""
    values = tree.values[node]
    return values.index(max(values))


def _known(tree: Grown, node: int, data: Dataset) -> str:
    """The commonest class with the rows of each, or with its share where there are many; or a mean."""
    classes, values, rows = len(data.class_names), tree.values[node], tree.rows[node]
    if not classes:
        return f"{values[0]:.2f} ({rows})"
    label = _label(tree, node)
    counts = ":".join(f"{value:.0f}" for value in values) if classes <= FEW_CLASSES else f"{values[label]:.0f}/{rows}"
    return f"{class_glyph(label, classes)} {counts}"


def _twin(tree: Grown, root: Place, data: Dataset, language: str) -> str:
    said = [say(language, "figure.tree_twin", questions=tree.questions, levels=depth(root), leaves=tree.leaves)]
    if tree.leaves <= MOST_TOLD:
        said += _told(root, [], language)
    else:
        said += [
            say(language, "figure.tree_path", path=text, answer=place.label(30), known=_counted(place))
            for text, place in ((f"{root.label(30)}", root.yes), (f"{root.name} >{root.test[2:]}", root.no))
            if place is not None
        ]
    newest = _newest(root)
    if newest is not None:
        said.append(say(language, "figure.tree_newest", question=newest.label(30)))
    if data.class_names:
        said.append(say(language, "figure.tree_counts_twin", rows=tree.rows[0]))
    return " ".join(said)


def _newest(place: Place) -> Place | None:
    """The place marked as the newest, among this one and all below."""
    below = (_newest(one) for one in place.next(1))
    return place if place.newest else next((one for one in below if one is not None), None)


def _told(place: Place, path: list[str], language: str) -> list[str]:
    """Every way to a leaf, in words."""
    if place.yes is None or place.no is None:
        text = ", ".join(path) or say(language, "figure.tree_always")
        return [say(language, "figure.tree_path", path=text, answer=place.name, known=_counted(place))]
    over = f"{place.name} >{place.test[2:]}"
    return [*_told(place.yes, [*path, place.label(30)], language), *_told(place.no, [*path, over], language)]


def _counted(place: Place) -> str:
    return place.known.partition(" ")[2].strip("()")
