"""The whole network, left to right: columns of units joined by their weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_dl.figures.canvas import Box, Canvas
from tui_dl.figures.palette import palette
from tui_dl.session.inspection import network_of
from tui_dl.views.cursor import ROWS, readout, write_foot
from tui_dl.views.frame import class_name, figure, no_network
from tui_dl.views.keys import key_rows, keys_below, plane_items
from tui_dl.views.network_cells import draw_cells
from tui_dl.views.network_lines import draw_graph
from tui_dl.views.network_plan import Graph, planned, planned_beside_cells
from tui_dl.views.weights import layer_twin
from tui_dl.words import say
from tui_dl.words.columns import column_name

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset
    from tui_dl.engine.network import Network
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.views.keys import Item
    from tui_dl.views.network_plan import Plan
    from tui_dl.views.scene import Scene

NAME_CELLS = ((0, 6), (56, 12), (90, 24))  # in a canvas so wide, of a name
AIR_FROM = 20  # rows of a canvas, for an empty one over the keys


def draw(scene: Scene, size: Size, look: Look) -> Figure:
    """A line for every weight, where each unit has a row and lines have room; else a cell for every weight."""
    title = say(look.language, "figure.network_title")
    network, data = network_of(scene.state), scene.state.dataset
    if network is None:
        return no_network(scene, title, size, look)
    canvas = Canvas(size, look)
    inputs = [_short(column_name(name, look.language), canvas.width) for name in data.feature_names]
    labels = range(len(data.class_names) if network.sizes[-1] > 1 else 0)
    outputs = [_short(class_name(data, label, look.language), canvas.width) for label in labels]
    names = inputs, outputs if all(outputs) else []
    twin = " ".join([_twin(network, look.language), *readout(scene, network, look.language)])
    plan = None if look.ascii else _plan(scene, network.sizes, canvas, names)
    if plan is None:
        return draw_cells(scene, network, canvas, inputs, (title, twin))
    draw_graph(Graph(canvas, network, plan, scene.cursor), data, names)
    if scene.cursor is None:
        keys_below(canvas, *_keys(network, data, plan, look))
    else:
        write_foot(canvas, scene, network)
    return figure(title, canvas, twin)


def _plan(scene: Scene, sizes: tuple[int, ...], canvas: Canvas, names: tuple[list[str], list[str]]) -> Plan | None:
    data = scene.state.dataset
    foot = ROWS if scene.cursor is not None else key_rows(canvas.height)
    air = int(canvas.height >= AIR_FROM)
    rows = Box(1, 0, canvas.width, canvas.height - 1 - foot - air)
    left, right = (max((cell_len(name) + 1 for name in some), default=0) for some in names)
    if sizes[0] > rows.height:
        return planned_beside_cells(sizes, rows, right)
    return planned(sizes, rows, (left, right), maps=data.is_over_plane or len(data.feature_names) == 1)


def _short(name: str, width: int) -> str:
    """A name where there is room for it, else nothing."""
    most = max(cells for least, cells in NAME_CELLS if width >= least)
    return name if cell_len(name) <= most else ""


def _keys(network: Network, data: Dataset, plan: Plan, look: Look) -> tuple[list[Item], list[Item]]:
    """How large the network is, how lines are read, where biases are, what a unit's map shows, and what is no line."""
    faint, plain = palette(look).faint, "" if look.colour else "_plain"
    told = ["parameters", f"lines{plain}" if plain else "network_signs"]
    told += ["lines_most" if plan.lines > plan.most(look) else "lines_read"]
    told += ["lines_last" if plan.numbers else f"lines_bias{plain}"]
    cells = "lines_blocks" if plan.gaps[0].width <= network.sizes[0] else "lines_cells"
    inside = f"lines_maps{plain}" if data.is_over_plane else "lines_curves"
    told += [inside] * (plan.tall > 1) + [cells] * plan.cells
    fields = {"count": network.parameters.size, "most": plan.most(look)}
    items = [(say(look.language, f"figure.{key}", **fields), faint) for key in told]
    return items[:2], items[2:] + (plane_items(data, look) if plan.tall > 1 else [])


def _twin(network: Network, language: str) -> str:
    kinds = ", ".join(f"{units} {name}" for units, name in zip(network.sizes[1:-1], network.activations, strict=True))
    fields = {"inputs": network.sizes[0], "outputs": network.sizes[-1], "count": network.parameters.size}
    key = "figure.network_twin" if kinds else "figure.network_flat_twin"
    layers = (layer_twin(number, layer, language) for number, layer in enumerate(network.layers, start=1))
    return " ".join([say(language, key, **fields, hidden=kinds), *layers])
