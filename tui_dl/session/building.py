"""From an experiment to the parts that a run is made of: a network, its loss, its recipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np

from tui_dl.engine.network import Network
from tui_dl.engine.problem import Problem
from tui_dl.engine.recipe import Recipe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_dl.data.dataset import Dataset
    from tui_dl.session.experiment import NetworkModel, Origin, RunChange

LOSS_OF_TASK = {"binary": "binary_cross_entropy", "multiclass": "softmax_cross_entropy", "regression": "mse"}


def network_for(model: NetworkModel, dataset: Dataset, depth: int | None = None) -> Network:
    """An empty network of the model's shape for the data, with its first `depth` hidden layers; None: all.

    Raises:
        Problem: As many activations as hidden layers are wanted, or one for all.
    """
    names = model.activation * len(model.hidden) if len(model.activation) == 1 else model.activation
    if len(names) != len(model.hidden):
        raise Problem("activation_count", got=len(names), wanted=len(model.hidden))
    sizes = [len(dataset.feature_names), *model.hidden[:depth], dataset.outputs]
    return Network(sizes, names[:depth], np.float64 if model.float64 else np.float32)


def loss_for(model: NetworkModel, dataset: Dataset) -> str:
    """The name of the loss; `auto` goes by the task.

    Raises:
        Problem: The loss, or a weight of class 1, does not fit the task.
    """
    wanted = LOSS_OF_TASK[dataset.task]
    if model.positive_weight != 1.0 and dataset.task != "binary":
        raise Problem("weight_needs_two_classes", got=wanted)
    if model.loss in {"auto", wanted}:
        return wanted
    if dataset.task == "multiclass" or (dataset.task == "regression") != (model.loss in {"mse", "mae"}):
        raise Problem("loss_of_task", got=model.loss, task=dataset.task, wanted=wanted)
    if model.loss == "softmax_cross_entropy":
        raise Problem("loss_of_task", got=model.loss, task=dataset.task, wanted=wanted)
    return model.loss


def recipe_of(model: NetworkModel) -> Recipe:
    """The part of a model's knobs that may change while it trains."""
    return Recipe(**{name: getattr(model, name) for name in Recipe.__dataclass_fields__})


def changed_model(model: NetworkModel, changes: Iterable[RunChange]) -> NetworkModel:
    """The model's knobs after changes; what is no knob leaves them alone."""
    knobs = {change.knob: change.value for change in changes if change.knob in model.__struct_fields__}
    return msgspec.structs.replace(model, **knobs)


def stages_of(model: NetworkModel) -> list[int]:
    """For each number of hidden layers before the last, from 1: the epoch after which the next layer joins."""
    count = len(model.hidden)
    return [model.epoch_limit * number // count for number in range(1, count)] if model.schedule == "greedy" else []


def frozen_by(origin: Origin | None, network: Network) -> tuple[int, ...]:
    """The layers that an origin freezes.

    Raises:
        Problem: There are no such layers.
    """
    if origin is None or origin.frozen is None:
        return ()
    return tuple(_range(origin.frozen, network))


def copy_layers(origin: Origin, source: Network, network: Network) -> None:
    """Copy the layers that the origin names.

    Raises:
        Problem: There are no such layers, or one has another shape.
    """
    head = len(network.layers)
    for number in _range(origin.layers or (1, head - origin.new_head), network):
        if origin.new_head and number == head:
            continue
        here = network.layers[number - 1]
        there = source.layers[number - 1] if number <= len(source.layers) else None
        if there is None or there.matrix.shape != here.matrix.shape:
            got = "-" if there is None else "x".join(map(str, there.weights.shape))
            raise Problem("origin_shape", layer=number, got=got, wanted="x".join(map(str, here.weights.shape)))
        here.matrix[:] = there.matrix


def _range(ends: tuple[int, int], network: Network) -> range:
    first, last = ends
    if not 1 <= first <= last + 1 <= len(network.layers) + 1:
        raise Problem("no_layers", got=f"{first}..{last}", most=len(network.layers))
    return range(first, last + 1)
