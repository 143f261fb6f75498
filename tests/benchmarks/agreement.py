"""Are the numbers right? A thousand steps in float64 beside PyTorch and JAX: the same weights, the same batches.

    python tests/benchmarks/agreement.py [--only TEXT]

Every optimizer with every activation and every loss, without penalties, with each alone and with both. A
configuration is calm where a plain reference and its shadow, whose sums run backwards, stay within 1e-12 of each other
for all the steps: there both frameworks have to say our losses and parameters within 1e-9. Elsewhere rounding alone
leads astray in time, and the first 20 steps have to agree. Writes AGREEMENT.md, unless only some are asked for; the
exit code is 1 where one differs by more.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import report  # first: it sets the number of threads before NumPy is imported
from agreement_peers import Trained, by_jax, by_torch
from peers import np

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.engine.plain import Plain
from tui_dl.engine.activations import ACTIVATIONS
from tui_dl.engine.losses import LOSSES
from tui_dl.engine.network import Network
from tui_dl.engine.optimizers import OPTIMIZERS
from tui_dl.engine.recipe import Recipe
from tui_dl.engine.training import Trainer

STEPS, FIRST, ROWS, BATCH = 1000, 20, 100, 32
MOST, CALM = 1e-9, 1e-12
RATES = {"sgd": 0.05, "momentum": 0.01, "nesterov": 0.01, "rmsprop": 0.002, "adam": 0.005, "adamw": 0.005}
PENALTIES = ((0.0, 0.0), (0.001, 0.0), (0.0, 0.01), (0.001, 0.01))  # L1, L2


@dataclass(frozen=True, slots=True)
class Case:
    """One configuration; all train a network with hidden layers of 6 and 5 units on 100 rows of 3 inputs."""

    activation: str
    loss: str
    recipe: Recipe

    @property
    def name(self) -> str:
        recipe = self.recipe
        penalties = f"l1 {recipe.l1:g}, l2 {recipe.l2:g}" if recipe.l1 or recipe.l2 else "no penalty"
        return f"{recipe.optimizer}, {self.activation}, {self.loss}, {penalties}"

    def rows(self) -> tuple[np.ndarray, np.ndarray]:
        """Inputs (100, 3), and classes or values (100,) that can be learned from them, with noise."""
        rng = np.random.default_rng(0)
        inputs = rng.normal(size=(ROWS, 3))
        said = inputs @ rng.normal(size=(3, 3)) + 0.5 * inputs**2 + rng.normal(0, 0.3, (ROWS, 3))
        if self.loss == "softmax_cross_entropy":
            return inputs, said.argmax(axis=1)
        return inputs, said[:, 0] if self.loss in {"mse", "mae"} else (said[:, 0] > 0).astype(int)

    def network(self) -> Network:
        outputs = 3 if self.loss == "softmax_cross_entropy" else 1
        made = Network((3, 6, 5, outputs), [self.activation] * 2, np.float64)
        made.initialize("auto", np.random.default_rng(1))
        return made

    def orders(self) -> list[np.ndarray]:
        """Which rows make each batch."""
        rng, found = np.random.default_rng(2), []
        while len(found) < STEPS:
            order = rng.permutation(ROWS)
            found += [order[start : start + BATCH] for start in range(0, ROWS, BATCH)]
        return found[:STEPS]


def cases() -> list[Case]:
    return [
        Case(activation, loss, Recipe(optimizer, RATES[optimizer], BATCH, l1=l1, l2=l2, momentum=0.9))
        for optimizer, activation, loss, (l1, l2) in product(OPTIMIZERS, ACTIVATIONS, LOSSES, PENALTIES)
    ]


def ours(case: Case) -> Trained:
    """By this engine."""
    inputs, targets = case.rows()
    network = case.network()
    rngs = {"batch_rng": np.random.default_rng(2), "dropout_rng": np.random.default_rng(3)}
    trainer = Trainer(network, case.loss, inputs, targets, case.recipe, **rngs)
    losses: list[float] = []
    while len(losses) < STEPS:
        losses += trainer.run(STEPS - len(losses))
    return Trained(losses, [part for layer in network.layers for part in (layer.weights, layer.biases)])


def plainly(case: Case, *, backwards: bool) -> Trained:
    """By the plain reference, or its shadow."""
    inputs, targets = case.rows()
    network = case.network()
    layers = [(layer.weights, layer.biases) for layer in network.layers]
    plain = Plain(layers, network.activations, case.loss, case.recipe, backwards=backwards)
    losses = [plain.train(inputs[batch], targets[batch]) for batch in case.orders()]
    return Trained(losses, plain.parameters)


def judge(case: Case) -> tuple[bool, dict[str, float]]:
    """Whether it is calm, and how far each framework is from us: in all that is compared there."""
    calm = plainly(case, backwards=True).apart(plainly(case, backwards=False)) <= CALM
    mine = ours(case)
    found = {"PyTorch": by_torch(case), "JAX": by_jax(case)}
    first = None if calm else FIRST
    return calm, {name: theirs.apart(mine, first) for name, theirs in found.items()}


def table(found: dict[Case, tuple[bool, dict[str, float]]]) -> list[str]:
    """A line an optimizer, and what is worth naming below."""
    lines = [
        "| optimizer | calm: 1,000 steps | PyTorch differs by at most | JAX | elsewhere: 20 steps | PyTorch | JAX |",
        "|---|---|---|---|---|---|---|",
    ]
    for optimizer in OPTIMIZERS:
        groups: dict[bool, list[dict[str, float]]] = defaultdict(list)
        for case, (calm, apart) in found.items():
            if case.recipe.optimizer == optimizer:
                groups[calm].append(apart)
        cells = [cell for calm in (True, False) for cell in (str(len(groups[calm])), *_worst(groups[calm]))]
        lines.append(f"| {optimizer} | {' | '.join(cells)} |")
    return lines


def by_penalty(found: dict[Case, tuple[bool, dict[str, float]]]) -> list[str]:
    """A line a penalty."""
    lines = [
        "| penalty | calm: 1,000 steps | PyTorch differs by at most | JAX | elsewhere: 20 steps |",
        "|" + "---|" * 5,
    ]
    for l1, l2 in PENALTIES:
        mine = [judged for case, judged in found.items() if (case.recipe.l1, case.recipe.l2) == (l1, l2)]
        calm = [apart for is_calm, apart in mine if is_calm]
        name = " and ".join(name for name, strength in (("L1", l1), ("L2", l2)) if strength) or "none"
        lines.append(f"| {name} | {' | '.join([str(len(calm)), *_worst(calm)])} | {len(mine) - len(calm)} |")
    return lines


def _worst(group: list[dict[str, float]]) -> list[str]:
    """NumPy's maximum: a NaN stays one."""
    if not group:
        return ["", ""]
    return [f"{np.max([apart[name] for apart in group]):.1e}" for name in ("PyTorch", "JAX")]


def main() -> int:
    """Judge all, tell, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="a part of the configurations' names")
    only, found = parser.parse_args().only, {}
    for case in (case for case in cases() if only in case.name):
        found[case] = judge(case)
        calm, apart = found[case]
        told = ", ".join(f"{name} {value:.1e}" for name, value in apart.items())
        sys.stderr.write(f"{case.name}: {'calm' if calm else 'elsewhere'}, {told}\n")
    misses = [case.name for case, (_, apart) in found.items() if not np.max(list(apart.values())) <= MOST]
    counts = [sum(calm is wanted for calm, _ in found.values()) for wanted in (True, False)]
    text = [
        "# Are the numbers right?", "",
        f"Written by `python tests/benchmarks/agreement.py` on {report.versions()}", "",
        "Every optimizer x activation x loss, without penalties, with L1 alone, L2 alone and both, in float64: the",
        "largest differences of a batch's loss or, after the last step, of a parameter. Calm is where a plain",
        "reference and its shadow, whose sums run backwards, stay within 1e-12 for 1,000 steps; elsewhere 20 steps are",
        "compared.",
        "", *table(found), "", *by_penalty(found), "",
        f"{counts[0]} calm, {counts[1]} elsewhere; {len(misses)} of them differ by more than {MOST:g}.",
        *(f"- {name}" for name in misses), "",
    ]  # fmt: skip
    sys.stdout.write("\n".join(text))
    if not only:
        Path(__file__).with_name("AGREEMENT.md").write_text("\n".join(text), encoding="utf-8")
    return int(bool(misses))


if __name__ == "__main__":
    sys.exit(main())
