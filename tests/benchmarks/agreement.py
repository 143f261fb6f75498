"""Do the optimizers do what PyTorch's do? 100 steps of each in float64, from the same weights, on the same batches.

    python tests/benchmarks/agreement.py

Two moons, a 2-16-16-1 network of tanh units, with and without l2: a calm configuration, in which differences of the
last digit do not grow. The exit code is 1 where a parameter differs by more than 1e-9.
"""

from __future__ import annotations

import sys

import peers  # first: it sets the number of threads before NumPy is imported
from peers import np, torch

from tui_dl.engine.network import Network
from tui_dl.engine.optimizers import OPTIMIZERS
from tui_dl.engine.recipe import Recipe
from tui_dl.engine.training import Trainer

STEPS, ROWS, BATCH = 100, 250, 32
MOST = 1e-9
MOMENTUM = 0.9
RATES = {"sgd": 0.1, "momentum": 0.02, "nesterov": 0.02, "rmsprop": 0.002, "adam": 0.01, "adamw": 0.01}


def moons() -> tuple[np.ndarray, np.ndarray]:
    """Two half circles, one into the other, with noise."""
    rng = np.random.default_rng(0)
    classes = rng.integers(0, 2, ROWS)
    turn, side = rng.uniform(0, np.pi, ROWS), 1 - 2 * classes
    points = np.column_stack([np.cos(turn) * side + classes, np.sin(turn) * side + classes / 2])
    return points + rng.normal(0, 0.1, points.shape), classes


def network() -> Network:
    made = Network((2, 16, 16, 1), ["tanh", "tanh"], np.float64)
    made.initialize("auto", np.random.default_rng(1))
    return made


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


def difference(recipe: Recipe) -> tuple[float, float]:
    """The largest difference of a parameter after `STEPS` steps, and of a batch's loss on the way."""
    inputs, classes = moons()
    ours = network()
    model = peers.torch_model(ours, "tanh")
    optimizer, loss_of = torch_optimizer(recipe, model), torch.nn.BCEWithLogitsLoss()
    given = {"batch_rng": np.random.default_rng(2), "dropout_rng": np.random.default_rng(3)}
    steps = Trainer(ours, "binary_cross_entropy", inputs, classes, recipe, **given).steps()
    rng, order, apart = np.random.default_rng(2), np.array([], int), 0.0
    for _ in range(STEPS):
        order = order if len(order) else rng.permutation(ROWS)
        batch, order = order[:BATCH], order[BATCH:]
        optimizer.zero_grad()
        loss = loss_of(model(torch.from_numpy(inputs[batch]))[:, 0], torch.from_numpy(classes[batch]).double())
        loss.backward()
        optimizer.step()
        apart = float(np.maximum(apart, abs(next(steps) - loss.item())))
    layers = [part for part in model if isinstance(part, torch.nn.Linear)]
    pairs = zip(ours.layers, layers, strict=True)
    gaps = [np.column_stack([theirs.weight.detach(), theirs.bias.detach()]) - mine.matrix for mine, theirs in pairs]
    return float(np.max([np.abs(gap).max() for gap in gaps])), apart


def main() -> int:
    """Print the table."""
    sys.stdout.write(f"NumPy {np.__version__}, PyTorch {torch.__version__}, {STEPS} steps in float64\n\n")
    sys.stdout.write("| optimizer | l2 | parameters differ by | losses differ by | |\n|---|---|---|---|---|\n")
    worst = 0.0
    for name in OPTIMIZERS:
        for l2 in (0.0, 0.01):
            found = difference(Recipe(name, RATES[name], BATCH, l2=l2, momentum=MOMENTUM))
            worst = float(np.max([worst, *found]))  # NumPy's: a NaN stays a NaN, and misses
            met = "pass" if np.max(found) <= MOST else "miss"
            sys.stdout.write(f"| {name} | {l2:g} | {found[0]:.1e} | {found[1]:.1e} | {met} |\n")
    sys.stdout.write(f"\n{'pass' if worst <= MOST else 'miss'}: largest difference {worst:.1e} (at most {MOST:g})\n")
    return int(not worst <= MOST)


if __name__ == "__main__":
    sys.exit(main())
