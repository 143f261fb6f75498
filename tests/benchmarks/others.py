"""More peers: JAX (a jitted step, and a whole epoch as one scan), Keras on JAX, scikit-learn's MLP; and the floor.

Each gives a function that trains one epoch: shuffle, every batch, the last partial one too, and the loss and the
accuracy on all training rows at its end. Those whose package is missing are left out.
"""

from __future__ import annotations

import os
import warnings
from typing import TYPE_CHECKING

import peers  # first: it sets the number of threads before NumPy is imported
from peers import Case, np

if TYPE_CHECKING:
    from collections.abc import Callable

    Epoch = Callable[[], object]


def floor(case: Case) -> Epoch:
    """The matrix products of an epoch's steps alone, bound and with their room ready; no epoch end, no shuffle."""
    network, calls = case.network(), {}
    left = case.rows % case.batch
    for rows in {case.batch, left} - {0}:
        made, below = [], np.ones((case.sizes[0] + 1, rows), np.float32)
        for number, layer in enumerate(network.layers):
            sums = np.ones((len(layer.matrix), rows), np.float32)
            made += [(layer.matrix.dot, below, sums), (sums.dot, below.T, layer.gradient)]
            if number:
                made.append((layer.matrix.T.dot, sums, np.empty_like(below)))
            below = np.ones((len(layer.matrix) + 1, rows), np.float32)
        calls[rows] = made
    plan = [calls[case.batch]] * (case.rows // case.batch) + ([calls[left]] if left else [])

    def epoch() -> None:
        for made in plan:
            for dot, one, out in made:
                dot(one, out)

    return epoch


def sklearn_mlp(case: Case) -> Epoch:
    """Its MLP by `partial_fit`, which shuffles and trains one epoch; its batch losses are never turned off."""
    from sklearn.neural_network import MLPClassifier, MLPRegressor  # noqa: PLC0415  # a peer may be missing

    inputs, classes = case.points()
    regression = case.loss == "mse"
    model = (MLPRegressor if regression else MLPClassifier)(
        hidden_layer_sizes=case.sizes[1:-1],
        activation={"linear": "identity", "sigmoid": "logistic"}.get(case.activation, case.activation),
        solver=case.optimizer,
        learning_rate_init=case.rate,
        momentum=0.0,
        alpha=0.0,
        batch_size=case.batch,
        random_state=2,
    )
    known = {} if regression else {"classes": np.unique(classes)}

    def epoch() -> tuple[float, float]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model.partial_fit(inputs, classes, **known)
        if regression:
            return float(((model.predict(inputs) - classes) ** 2).mean()), 0.0
        found = model.predict_proba(inputs)
        right = found[np.arange(len(classes)), classes]
        return -float(np.log(right + 1e-30).mean()), float((found.argmax(axis=1) == classes).mean())

    return epoch


def jax_functions(case: Case) -> tuple:
    """The state to begin with, `step(state, batch)` and `metrics(weights)`, not compiled yet."""
    import jax  # noqa: PLC0415  # a peer may be missing
    import jax.numpy as jnp  # noqa: PLC0415
    import optax  # noqa: PLC0415

    inputs, classes = (jnp.asarray(array) for array in case.points())
    bends = {"tanh": jnp.tanh, "relu": jax.nn.relu, "sigmoid": jax.nn.sigmoid, "linear": lambda rows: rows}
    bend = bends[case.activation]
    tool = {"adam": optax.adam, "sgd": optax.sgd}[case.optimizer](case.rate)
    start = [(jnp.asarray(layer.weights.T), jnp.asarray(layer.biases)) for layer in case.network().layers]

    def outputs(weights: list, rows: object) -> object:
        for matrix, biases in weights[:-1]:
            rows = bend(rows @ matrix + biases)
        return rows @ weights[-1][0] + weights[-1][1]

    def loss_of(weights: list, rows: object, wanted: object) -> object:
        logits = outputs(weights, rows)
        if case.loss == "mse":
            return ((logits[:, 0] - wanted) ** 2).mean()
        if case.sizes[-1] == 1:
            return optax.sigmoid_binary_cross_entropy(logits[:, 0], wanted).mean()
        return optax.softmax_cross_entropy_with_integer_labels(logits, wanted).mean()

    def step(state: tuple, batch: tuple) -> tuple:
        weights, moments = state
        loss, slopes = jax.value_and_grad(loss_of)(weights, *batch)
        moves, moments = tool.update(slopes, moments, weights)
        return (optax.apply_updates(weights, moves), moments), loss

    def metrics(weights: list) -> tuple:
        logits = outputs(weights, inputs)
        found = logits[:, 0] > 0 if case.sizes[-1] == 1 else logits.argmax(axis=1)
        return loss_of(weights, inputs, classes), (found == classes).mean()

    return (start, tool.init(start)), step, metrics


def jax_epochs(case: Case) -> dict[str, Epoch]:
    """JAX with optax: a jitted step called from Python, and the whole epoch compiled as a scan."""
    import jax  # noqa: PLC0415  # a peer may be missing
    import jax.numpy as jnp  # noqa: PLC0415

    start, step, metrics = jax_functions(case)
    inputs, classes = (jnp.asarray(array) for array in case.points())
    full = case.rows // case.batch

    def whole(state: tuple, order: object) -> tuple:
        rows, wanted = inputs[order], classes[order]
        many = full * case.batch
        batches = rows[:many].reshape(full, case.batch, -1), wanted[:many].reshape(full, case.batch)
        state, _ = jax.lax.scan(step, state, batches)
        if many < case.rows:
            state, _ = step(state, (rows[many:], wanted[many:]))
        return state, metrics(state[0])

    one, measured, scanned = jax.jit(step), jax.jit(metrics), jax.jit(whole)
    rng, kept = np.random.default_rng(2), {"step": start, "scan": start}
    plain, numbers = case.points()

    def by_step() -> list[float]:
        order = rng.permutation(case.rows)
        rows, wanted = plain[order], numbers[order]
        for first in range(0, case.rows, case.batch):
            span = slice(first, first + case.batch)
            kept["step"], _ = one(kept["step"], (rows[span], wanted[span]))
        return [float(value) for value in measured(kept["step"][0])]

    def by_scan() -> list[float]:
        kept["scan"], found = scanned(kept["scan"], rng.permutation(case.rows))
        return [float(value) for value in found]

    return {"JAX step": by_step, "JAX scan": by_scan}


def keras_fit(case: Case) -> Epoch:
    """Keras on JAX, its fastest backend here: an epoch of `fit`, compiled, then `evaluate` on all rows at once."""
    os.environ.setdefault("KERAS_BACKEND", "jax")
    import keras  # noqa: PLC0415  # a peer may be missing

    inputs, classes = case.points()
    network, binary = case.network(), case.sizes[-1] == 1
    bends = [*network.activations, None]
    parts = [keras.layers.Dense(len(layer.biases), bend) for layer, bend in zip(network.layers, bends, strict=True)]
    model = keras.Sequential([keras.Input((case.sizes[0],)), *parts])
    model.set_weights([array for layer in network.layers for array in (layer.weights.T, layer.biases)])
    optimizer = {"adam": keras.optimizers.Adam, "sgd": keras.optimizers.SGD}[case.optimizer](case.rate)
    losses = keras.losses.BinaryCrossentropy, keras.losses.SparseCategoricalCrossentropy
    loss = "mse" if case.loss == "mse" else losses[not binary](from_logits=True)
    right = [] if case.loss == "mse" else [keras.metrics.BinaryAccuracy(threshold=0.0) if binary else "accuracy"]
    model.compile(optimizer=optimizer, loss=loss, metrics=right)

    def epoch() -> list[float]:
        model.fit(inputs, classes, batch_size=case.batch, epochs=1, shuffle=True, verbose=0)
        return model.evaluate(inputs, classes, batch_size=case.rows, verbose=0)

    return epoch


def all_of(case: Case, *, quick: bool = False, torch_compile: bool = False) -> dict[str, Epoch]:
    """Everyone who is installed, this engine and its floor first; `quick` leaves out whoever compiles for seconds.

    torch.compile takes minutes, so it is asked for.
    """
    found: dict[str, Epoch] = {"ours": peers.ours(case), "floor": floor(case), "PyTorch": peers.theirs(case)}
    makers = (
        lambda: {"compiled": peers.ours(case, compiled=True)},
        lambda: {"torch.compile": peers.theirs(case, compiled=True)} if torch_compile else {},
        lambda: {"scikit-learn": sklearn_mlp(case)},
        lambda: {} if quick else jax_epochs(case),
        lambda: {} if quick else {"Keras": keras_fit(case)},
    )
    for make in makers:
        try:
            found |= make()
        except ImportError:
            continue
    return found
