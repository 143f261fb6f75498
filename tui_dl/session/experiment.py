"""What a run starts from: data, model, seeds. Equal experiments train to equal weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np

from tui_dl.data.recipe import DataRecipe

if TYPE_CHECKING:
    from numpy.random import Generator

Value = int | float | str | tuple[int | str, ...] | DataRecipe | None
Setting = int | float | str
STREAMS = ("data", "weights", "batches", "dropout")


class NetworkModel(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="network"):
    """A dense network and how it is trained; fields are knobs (see `knobs`)."""

    hidden: tuple[int, ...] = (8, 8)
    activation: tuple[str, ...] = ("tanh",)
    """One for all hidden layers, or one for each."""
    initializer: str = "auto"
    initializer_scale: float = 1.0
    bias_start: float = 0.0
    """Where the biases of hidden layers begin."""
    loss: str = "auto"
    """`auto` chooses by the task: binary or softmax cross-entropy, or MSE."""
    optimizer: str = "adam"
    learning_rate: float = 0.01
    batch_size: int = 32
    epoch_limit: int = 100
    momentum: float = 0.9
    l1: float = 0.0
    l2: float = 0.0
    dropout: float = 0.0
    schedule: str = "joint"
    """`greedy`: one hidden layer after the other, each with a head of its own, those before it frozen."""
    direction: str = "down"
    shuffle: str = "on"
    """`off`: batches hold the rows in their own order, every epoch."""
    positive_weight: float = 1.0
    """How many times a row of class 1 counts in the batches' loss."""
    decision_threshold: float = 0.5
    """The probability above which the answer is class 1 (two classes)."""
    target: float | None = None
    """Stop once validation accuracy (R2) is at least this."""
    patience: int | None = None
    """Stop after this many epochs without a lower validation loss."""
    float64: bool = False


class RuleModel(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="rule"):
    """One question: is this number above the threshold? What is None is found on the training part."""

    turn: float = 0.0
    """Degrees, counter-clockwise, by which the axes are turned before a feature is read (points of a plane)."""
    feature: str | None = None
    """One of `rules.FEATURES` (points of a plane)."""
    column: int | None = None
    """Which column of a table, from 1."""
    threshold: float | None = None
    side: str | None = None
    """`above` or `below`: where class 1 is."""


class ClassicModel(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="classic"):
    """A classical method with scikit-learn's defaults, except for the knobs that are set here."""

    method: str = "linear"
    settings: dict[str, Setting] = {}


Model = NetworkModel | RuleModel | ClassicModel


class Origin(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a network's weights come from, other than chance. Layers are counted from 1, the output layer last."""

    run: Run | None = None
    """The run whose weights are taken; None: none are, all begin by chance."""
    steps: int = 0
    """How many of that run's steps had been taken."""
    layers: tuple[int, int] | None = None
    """First and last layer that is copied; None: all."""
    frozen: tuple[int, int] | None = None
    """First and last layer that no step may move."""
    new_head: bool = False
    """Whether the output layer begins by chance, whatever is copied."""


class Experiment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything that decides what a training run does, before anyone touches it."""

    data: DataRecipe
    model: Model = NetworkModel()
    seed: int = 1
    seeds: dict[str, int] = {}
    """Streams with a seed of their own: any of `STREAMS`."""
    origin: Origin | None = None

    def seed_of(self, stream: str) -> int:
        """The seed of a stream: its own, or the experiment's."""
        return self.seeds.get(stream, self.seed)

    def generator(self, stream: str) -> Generator:
        """A fresh random generator of a stream; streams never share numbers, even with equal seeds."""
        return np.random.default_rng([self.seed_of(stream), STREAMS.index(stream)])


class RunChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One change: before step `step` (counted from 0), `knob` took `value`.

    Besides knobs: `parameter.N`, the Nth number of the flat parameter vector; `mask.LAYER.UNIT`, which took `zero`,
    `mean` or `on`; `data`, other rows to learn from.
    """

    step: int
    knob: str
    value: Value


class Run(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What can be repeated, kept, sent and replayed: how it began, and what was changed on its way."""

    experiment: Experiment
    changes: tuple[RunChange, ...] = ()
