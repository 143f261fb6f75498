"""One configuration of `agreement.py` trained by PyTorch, as its tutorials write it, and by JAX in a compiled scan."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import peers  # first: it sets the number of threads before NumPy is imported
from peers import np, torch

import jax  # isort: skip
import jax.numpy as jnp  # isort: skip
import optax  # isort: skip

if TYPE_CHECKING:
    from collections.abc import Callable

    from agreement import Case

    from tui_dl.engine.recipe import Recipe

jax.config.update("jax_enable_x64", val=True)

TORCH_BENDS = {
    "linear": torch.nn.Identity,
    "sigmoid": torch.nn.Sigmoid,
    "tanh": torch.nn.Tanh,
    "relu": torch.nn.ReLU,
    "leaky_relu": torch.nn.LeakyReLU,
    "gelu": lambda: torch.nn.GELU(approximate="tanh"),
}
TORCH_LOSSES = {
    "mse": torch.nn.MSELoss,
    "mae": torch.nn.L1Loss,
    "binary_cross_entropy": torch.nn.BCEWithLogitsLoss,
    "softmax_cross_entropy": torch.nn.CrossEntropyLoss,
}
JAX_BENDS = {
    "linear": lambda z: z,
    "sigmoid": jax.nn.sigmoid,
    "tanh": jnp.tanh,
    "relu": jax.nn.relu,
    "leaky_relu": jax.nn.leaky_relu,
    "gelu": jax.nn.gelu,
}
JAX_LOSSES = {  # of each row
    "mse": lambda z, t: (z[:, 0] - t) ** 2,
    "mae": lambda z, t: jnp.abs(z[:, 0] - t),
    "binary_cross_entropy": lambda z, t: optax.sigmoid_binary_cross_entropy(z[:, 0], t),
    "softmax_cross_entropy": optax.softmax_cross_entropy_with_integer_labels,
}


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """What came of it.

    Attributes:
        losses: Each batch's mean loss, without penalties.
        parameters: Weights (units, inputs) and biases (units,) of each layer in turn, after the last step.
    """

    losses: list[float]
    parameters: list[np.ndarray]

    def apart(self, other: Trained, first: int | None = None) -> float:
        """The largest difference: of all losses and parameters, or of the first losses alone."""
        gaps = [np.abs(np.array(self.losses[:first]) - other.losses[:first]).max()]
        if first is None:
            gaps += [np.abs(a - b).max() for a, b in zip(self.parameters, other.parameters, strict=True)]
        return float(np.max(gaps))  # NumPy's: a NaN stays one


def torch_optimizer(recipe: Recipe, model: torch.nn.Module) -> torch.optim.Optimizer:
    """PyTorch's optimizer of the same name; weights are penalised, biases are not."""
    named = list(model.named_parameters())
    groups = [
        {"params": [value for name, value in named if name.endswith("weight")], "weight_decay": recipe.l2},
        {"params": [value for name, value in named if name.endswith("bias")], "weight_decay": 0.0},
    ]
    rate = recipe.learning_rate
    if recipe.optimizer in {"momentum", "nesterov"}:
        return torch.optim.SGD(groups, rate, momentum=recipe.momentum, nesterov=recipe.optimizer == "nesterov")
    classes = {"sgd": "SGD", "rmsprop": "RMSprop", "adam": "Adam", "adamw": "AdamW"}
    return getattr(torch.optim, classes[recipe.optimizer])(groups, rate)


def by_torch(case: Case) -> Trained:
    """By PyTorch; L1, which its optimizers lack, is added to the loss."""
    inputs, targets = (torch.from_numpy(array) for array in case.rows())
    whole = case.loss == "softmax_cross_entropy"
    targets = targets if whole else targets.double()[:, None]
    model = peers.torch_model(case.network(), TORCH_BENDS[case.activation])
    weights = [value for name, value in model.named_parameters() if name.endswith("weight")]
    optimizer, loss_of, losses = torch_optimizer(case.recipe, model), TORCH_LOSSES[case.loss](), []
    for batch in case.orders():
        optimizer.zero_grad()
        loss = loss_of(model(inputs[batch]), targets[batch])
        losses.append(loss.item())
        if case.recipe.l1:
            loss = loss + case.recipe.l1 * sum(weight.abs().sum() for weight in weights)
        loss.backward()
        optimizer.step()
    return Trained(losses, [value.detach().numpy() for value in model.parameters()])


def optax_optimizer(recipe: Recipe, l2: object) -> optax.GradientTransformation:
    """Optax's optimizer of the same name; of the penalties only AdamW's decay is its own."""
    rate, name = recipe.learning_rate, recipe.optimizer
    if name in {"momentum", "nesterov"}:
        return optax.sgd(rate, recipe.momentum, nesterov=name == "nesterov")
    if name == "rmsprop":
        return optax.rmsprop(rate, 0.99, 1e-8, eps_in_sqrt=False)
    if name == "adamw":
        return optax.adamw(rate, weight_decay=l2, mask=[True, False] * 3)
    return {"sgd": optax.sgd, "adam": optax.adam}[name](rate)


@cache
def jax_training(activation: str, loss: str, optimizer: str, rate: float, momentum: float) -> Callable[..., tuple]:
    """All steps in one compiled scan: `(parameters, batches, l1, l2)` to parameters and losses."""
    from tui_dl.engine.recipe import Recipe  # noqa: PLC0415

    recipe = Recipe(optimizer, rate, momentum=momentum)
    bend, row_losses = JAX_BENDS[activation], JAX_LOSSES[loss]

    def loss_of(parameters: list, batch: tuple) -> object:
        rows, targets, counted = batch
        for layer in range(0, len(parameters), 2):
            rows = rows @ parameters[layer].T + parameters[layer + 1]
            rows = bend(rows) if layer + 2 < len(parameters) else rows
        return (row_losses(rows, targets) * counted).sum() / counted.sum()

    def train(parameters: list, batches: tuple, l1: float, l2: float) -> tuple:
        tool = optax_optimizer(recipe, l2)
        pull = 0.0 if optimizer == "adamw" else l2

        def objective(parameters: list, batch: tuple) -> tuple:
            found = loss_of(parameters, batch)
            penalty = sum(l1 * jnp.abs(w).sum() + pull / 2 * (w * w).sum() for w in parameters[::2])
            return found + penalty, found

        def step(state: tuple, batch: tuple) -> tuple:
            parameters, moments = state
            (_, found), slopes = jax.value_and_grad(objective, has_aux=True)(parameters, batch)
            moves, moments = tool.update(slopes, moments, parameters)
            return (optax.apply_updates(parameters, moves), moments), found

        (parameters, _), losses = jax.lax.scan(step, (parameters, tool.init(parameters)), batches)
        return parameters, losses

    return jax.jit(train)


def by_jax(case: Case) -> Trained:
    """By JAX with optax; smaller batches are filled up with rows that do not count."""
    inputs, targets = case.rows()
    recipe, orders = case.recipe, case.orders()
    size = max(map(len, orders))
    filled = np.array([np.pad(order, (0, size - len(order))) for order in orders])
    counted = np.array([np.arange(size) < len(order) for order in orders], float)
    start = [jnp.asarray(part) for layer in case.network().layers for part in (layer.weights, layer.biases)]
    train = jax_training(case.activation, case.loss, recipe.optimizer, recipe.learning_rate, recipe.momentum)
    parameters, losses = train(start, (inputs[filled], targets[filled], counted), recipe.l1, recipe.l2)
    return Trained(np.asarray(losses).tolist(), [np.asarray(part) for part in parameters])
