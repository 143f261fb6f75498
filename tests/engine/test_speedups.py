"""What makes training fast must not change what is learned."""

from __future__ import annotations

import warnings
from itertools import islice

import numpy as np
import pytest

from tui_dl.engine import batches, optimizers
from tui_dl.engine.divergence import Diverged
from tui_dl.engine.losses import LOSSES, targets_for
from tui_dl.engine.network import Network
from tui_dl.engine.recipe import Recipe
from tui_dl.engine.training import Trainer

ROWS = 25


def trainer_of(recipe: Recipe, *, outputs: int = 1, dtype=np.float32) -> Trainer:
    rng = np.random.default_rng(3)
    inputs = rng.normal(size=(ROWS, 2))
    network = Network([2, 5, 4, outputs], ["tanh", "relu"], dtype)
    network.initialize("auto", rng)
    loss = "binary_cross_entropy" if outputs == 1 else "softmax_cross_entropy"
    targets = rng.integers(0, max(outputs, 2), ROWS)
    given = {"batch_rng": np.random.default_rng(4), "dropout_rng": np.random.default_rng(5)}
    return Trainer(network, loss, inputs, targets, recipe, **given)


def bytes_after(trainer: Trainer, steps: int) -> bytes:
    for _ in zip(range(steps), trainer.steps(), strict=False):
        pass
    return trainer.network.parameters.tobytes()


@pytest.mark.parametrize("outputs", [1, 3])
def test_gathering_each_batch_learns_the_same_as_shuffling_all(outputs: int, monkeypatch) -> None:
    small = bytes_after(trainer_of(Recipe(batch_size=10), outputs=outputs), 20)
    monkeypatch.setattr(batches, "LARGE", 0)
    assert bytes_after(trainer_of(Recipe(batch_size=10), outputs=outputs), 20) == small


@pytest.mark.parametrize("optimizer", ["adam", "adamw"])
def test_adam_in_blocks_learns_the_same_as_adam_in_one(optimizer: str, monkeypatch) -> None:
    whole = bytes_after(trainer_of(Recipe(optimizer, l2=0.1)), 20)
    monkeypatch.setattr(optimizers, "BLOCK", 7)
    assert bytes_after(trainer_of(Recipe(optimizer, l2=0.1)), 20) == whole


def test_every_row_is_dealt_once_an_epoch() -> None:
    rows = np.arange(ROWS, dtype=float)[:, None]
    dealer = batches.Batches(rows, rows.T.copy(), 10)
    for order in (np.arange(ROWS), np.arange(ROWS)[::-1]):
        dealt = [(batch.rows[:, 0].copy(), batch.targets[0].copy()) for batch in dealer.deal(order)]
        assert [len(some) for some, _ in dealt] == [10, 10, 5]
        for found in zip(*dealt, strict=True):
            np.testing.assert_array_equal(np.concatenate(found), order)


@pytest.mark.parametrize("name", LOSSES)
@pytest.mark.parametrize("size", [0.1, 3.0, 300.0])
def test_a_batch_is_measured_as_any_rows_are(name: str, size: float) -> None:
    rng, outputs = np.random.default_rng(0), 3 if name == "softmax_cross_entropy" else 1
    logits = rng.normal(0, size, (outputs, ROWS))
    targets = targets_for(name, rng.integers(0, max(outputs, 2), ROWS), outputs, np.float64)
    loss, deltas = LOSSES[name], np.empty_like(logits)
    measured = loss((outputs, ROWS), np.float64).measure(logits, loss.encode(targets), deltas)
    assert measured == pytest.approx(loss.value(logits, targets), rel=1e-12)


def test_another_batch_size_begins_with_the_next_epoch() -> None:
    trainer, ends = trainer_of(Recipe(batch_size=10)), []
    steps = trainer.steps()
    next(steps)
    trainer.change(Recipe(batch_size=5))
    for _ in range(7):
        next(steps)
        ends.append(trainer.at_epoch_end)
    assert ends == [False, True, False, False, False, False, True]


def test_dropout_comes_and_goes_with_the_recipe() -> None:
    """With the weights held still, only dropout moves the loss of a batch that holds all rows."""
    still = {"optimizer": "sgd", "learning_rate": 0.0, "batch_size": ROWS}
    trainer = trainer_of(Recipe(**still), dtype=np.float64)
    steps = trainer.steps()
    plain = next(steps)
    trainer.change(Recipe(**still, dropout=0.5))
    dropped = [next(steps), next(steps)]
    trainer.change(Recipe(**still))
    assert plain not in dropped
    assert dropped[0] != dropped[1]
    assert next(steps) == pytest.approx(plain, rel=1e-12)


@pytest.mark.parametrize("most", [1, 2, 1000])
def test_steps_many_at_a_time_are_the_same_steps_and_stop_with_the_epoch(most: int) -> None:
    single, many = (trainer_of(Recipe(batch_size=10, dropout=0.2)) for _ in range(2))
    losses: list[float] = []
    while many.epoch < 4:
        losses += many.run(most)
        assert many.left or many.at_epoch_end
        assert len(losses) == many.step
    assert losses == list(islice(single.steps(), 12))
    assert many.network.parameters.tobytes() == single.network.parameters.tobytes()


@pytest.mark.parametrize("names", [("tanh", "tanh", "relu"), ("gelu", "sigmoid", "gelu"), ("linear", "tanh", "tanh")])
@pytest.mark.parametrize("share", [0.0, 0.4])
def test_layers_that_bend_in_different_ways_have_their_own_slopes(names: tuple[str, ...], share: float) -> None:
    rng = np.random.default_rng(2)
    network = Network([2, 3, 4, 3, 1], list(names), np.float64)
    network.initialize("auto", rng)
    network.parameters += rng.normal(0, 0.1, network.parameters.shape)  # away from the kink at zero
    inputs = rng.normal(size=(6, 2))
    recipe = Recipe(batch_size=6, dropout=share)
    trainer = Trainer(network, "mse", inputs, inputs.sum(axis=1), recipe, batch_rng=rng, dropout_rng=rng)
    batch = next(batches.Batches(trainer._rows, trainer._encoded, 6).deal(np.arange(6)))
    passes = trainer.passes_for(batch)
    passes.forward(batch)
    passes.backward(batch)
    analytic, central = network.gradients.copy(), np.empty_like(network.gradients)
    for index, kept in enumerate(network.parameters.copy()):
        found = []
        for step in (1e-6, -1e-6):
            network.parameters[index] = kept + step
            found.append(passes.forward(batch))
        network.parameters[index] = kept
        central[index] = (found[0] - found[1]) / 2e-6
    assert np.linalg.norm(analytic) > 0.01
    np.testing.assert_allclose(analytic, central, rtol=0, atol=1e-6 * np.linalg.norm(analytic))


def test_after_a_divergence_training_can_go_on() -> None:
    trainer = trainer_of(Recipe("sgd", 1e30, 10))
    with pytest.raises(Diverged):
        list(islice(trainer.steps(), 100))
    trainer.restore()
    trainer.change(Recipe("sgd", 0.1, 10))
    assert len(trainer.run(1000)) == 3


def test_an_overflow_is_told_by_divergence_alone_and_the_callers_warnings_stay() -> None:
    rng = np.random.default_rng(1)
    inputs, network = rng.normal(size=(ROWS, 2)), Network([2, 8, 1], ["relu"])
    network.initialize("auto", rng)
    recipe = Recipe("sgd", 1e30, 5)
    steps = Trainer(network, "mse", inputs, inputs.sum(axis=1), recipe, batch_rng=rng, dropout_rng=rng).steps()
    before = np.geterr()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(Diverged):
            list(islice(steps, 100))
    assert np.geterr() == before
    with pytest.warns(RuntimeWarning, match="overflow"):
        np.multiply(np.float32(1e30), np.float32(1e30))
