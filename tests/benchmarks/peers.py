"""The same training twice: with this engine, and with PyTorch as its tutorials write it (one thread).

Both start from the same weights and see the same data; each shuffles every epoch, trains on every batch, the last
partial one too, and ends an epoch with the loss and the accuracy on all training rows. PyTorch is given the cheaper
way wherever there is one: it shuffles with one gather an epoch, never asks for a batch's loss, and has no check for
divergence; this engine hands out and tests the loss of every batch.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"  # before NumPy and PyTorch are imported
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import numpy as np  # noqa: E402  # after the threads

from tui_dl.engine.metrics import scores  # noqa: E402
from tui_dl.engine.network import Network  # noqa: E402
from tui_dl.engine.recipe import Recipe  # noqa: E402
from tui_dl.engine.training import Trainer  # noqa: E402
from tui_dl.session.fast import compiled_trainer, installed  # noqa: E402

try:
    import torch
except ImportError:
    sys.stderr.write("PyTorch is missing. Get it with: pip install '.[bench]'\n")
    raise SystemExit(2) from None

if TYPE_CHECKING:
    from collections.abc import Callable

torch.set_num_threads(1)
BENDS = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU, "sigmoid": torch.nn.Sigmoid, "linear": torch.nn.Identity}
LOSSES = {
    "mse": torch.nn.MSELoss,
    "binary_cross_entropy": torch.nn.BCEWithLogitsLoss,
    "softmax_cross_entropy": torch.nn.CrossEntropyLoss,
}


@dataclass(frozen=True)
class Case:
    """What is trained: sizes of the layers, rows of data, rows in a batch."""

    sizes: tuple[int, ...]
    activation: str
    rows: int
    batch: int
    optimizer: str = "adam"
    rate: float = 0.01

    @property
    def shape(self) -> str:
        return "-".join(map(str, self.sizes))

    @property
    def steps(self) -> int:
        """Steps in an epoch."""
        return -(-self.rows // self.batch)

    @property
    def loss(self) -> str:
        return "binary_cross_entropy" if self.sizes[-1] == 1 else "softmax_cross_entropy"

    def points(self) -> tuple[np.ndarray, np.ndarray]:
        """Inputs (rows, features) and classes (rows,): inside or outside of a circle, or the nearest of some means."""
        rng = np.random.default_rng(0)
        inputs = rng.normal(size=(self.rows, self.sizes[0])).astype(np.float32)
        if self.sizes[-1] == 1:
            square = (inputs**2).sum(axis=1)
            return inputs, (square > np.median(square)).astype(np.intp)
        means = rng.normal(size=(self.sizes[0], self.sizes[-1])).astype(np.float32)
        return inputs, (inputs @ means).argmax(axis=1)

    def network(self) -> Network:
        network = Network(self.sizes, [self.activation] * (len(self.sizes) - 2))
        network.initialize("auto", np.random.default_rng(1))
        return network


def trainer_of(case: Case, kind: type[Trainer] = Trainer) -> Trainer:
    """This engine's trainer, NumPy's if no other kind is meant."""
    inputs, classes = case.points()
    rng, recipe = np.random.default_rng(2), Recipe(case.optimizer, case.rate, case.batch)
    return kind(case.network(), case.loss, inputs, classes, recipe, batch_rng=rng, dropout_rng=rng)


def ours(case: Case, *, compiled: bool = False, scored: bool = True) -> Callable[[], dict[str, float]]:
    """Each call trains one epoch with this engine, or its compiled twin.

    Raises:
        ImportError: There is no numba to compile it.
    """
    if compiled and not installed():
        raise ImportError
    inputs, classes = case.points()
    trainer = trainer_of(case, compiled_trainer() if compiled else Trainer)

    def epoch() -> dict[str, float]:
        trainer.run(case.steps)
        return scores(case.loss, trainer.network.outputs(inputs), classes) if scored else {}

    return epoch


def torch_model(network: Network, bend: Callable[[], torch.nn.Module]) -> torch.nn.Sequential:
    """The same network in PyTorch, with the same weights; `bend` makes its activations."""
    parts: list[torch.nn.Module] = []
    for layer in network.layers:
        linear = torch.nn.Linear(layer.weights.shape[1], layer.weights.shape[0])
        with torch.no_grad():
            linear.weight.data = torch.from_numpy(layer.weights.copy())
            linear.bias.data = torch.from_numpy(layer.biases.copy())
        parts += [linear, bend()]
    return torch.nn.Sequential(*parts[:-1])


def theirs(
    case: Case, *, compiled: bool = False, scored: bool = True, **options: bool
) -> Callable[[], dict[str, float]]:
    """Each call trains one epoch with PyTorch, eager or by torch.compile; `options` go to its optimizer."""
    torch.manual_seed(2)
    inputs, classes = (torch.from_numpy(array) for array in case.points())
    binary = case.sizes[-1] == 1
    targets = classes.float()[:, None] if binary else classes
    model = torch_model(case.network(), BENDS[case.activation])
    loss_of = LOSSES[case.loss]()
    if compiled:
        model = torch.compile(model, dynamic=False)
    make = {"adam": torch.optim.Adam, "sgd": torch.optim.SGD}[case.optimizer]
    optimizer = make(model.parameters(), lr=case.rate, **options)

    def epoch() -> dict[str, float]:
        order = torch.randperm(case.rows)
        dealt = zip(inputs[order].split(case.batch), targets[order].split(case.batch), strict=True)
        for some, wanted in dealt:
            optimizer.zero_grad()
            loss_of(model(some), wanted).backward()
            optimizer.step()
        if not scored:
            return {}
        with torch.no_grad():
            outputs = model(inputs)
            if case.loss == "mse":
                return {"loss": loss_of(outputs, targets).item()}
            right = (outputs[:, 0] > 0) == classes if binary else outputs.argmax(1) == classes
            return {"loss": loss_of(outputs, targets).item(), "accuracy": right.float().mean().item()}

    return epoch
