"""A run as a program in PyTorch or Keras: it begins with the same weights and meets the same batches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.engine.problem import Problem
from tui_dl.session.programs.parts import TURNED, heading

if TYPE_CHECKING:
    from tui_dl.session.programs.parts import Facts
    from tui_dl.session.run import RunChange

TORCH_BENDS = {
    "linear": "Identity()",
    "sigmoid": "Sigmoid()",
    "tanh": "Tanh()",
    "relu": "ReLU()",
    "leaky_relu": "LeakyReLU(0.01)",
    "gelu": 'GELU(approximate="tanh")',
}
TORCH_LOSSES = {
    "mse": "MSELoss()",
    "mae": "L1Loss()",
    "binary_cross_entropy": "BCEWithLogitsLoss()",
    "softmax_cross_entropy": "CrossEntropyLoss()",
}
KERAS_BENDS = {
    "leaky_relu": "lambda z: keras.activations.leaky_relu(z, 0.01)",
    "gelu": "lambda z: keras.activations.gelu(z, approximate=True)",
}
KERAS_LOSSES = {
    "mse": "MeanSquaredError()",
    "mae": "MeanAbsoluteError()",
    "binary_cross_entropy": "BinaryCrossentropy(from_logits=True)",
    "softmax_cross_entropy": "SparseCategoricalCrossentropy(from_logits=True)",
}

KERAS_IN_FLOAT64 = """import os

os.environ.setdefault("JAX_ENABLE_X64", "1")  # on JAX, Keras counts in float32 without it
"""


def pytorch(facts: Facts) -> str:
    """The program's text.

    Raises:
        Problem: Dropout: its draws are the library's own.
    """
    _without_dropout(facts)
    layers = []
    for number, units in enumerate(facts.sizes[1:]):
        layers.append(f"    torch.nn.Linear({facts.sizes[number]}, {units}),")
        layers += [f"    torch.nn.{TORCH_BENDS[name]}," for name in facts.activations[number : number + 1]]
    return "\n".join(
        [
            heading(facts, "PyTorch").replace("@IMPORTS@", "import torch\n").rstrip("\n"),
            "",
            "",
            "torch.set_default_dtype(torch.float64 if dtype == np.float64 else torch.float32)",
            "model = torch.nn.Sequential(",
            *layers,
            ")",
            "linears = [part for part in model if isinstance(part, torch.nn.Linear)]",
            "kernels, offsets = [part.weight for part in linears], [part.bias for part in linears]",
            "with torch.no_grad():",
            "    for part, w, b in zip(linears, weights, biases):",
            "        part.weight.copy_(torch.from_numpy(w))",
            "        part.bias.copy_(torch.from_numpy(b))",
            *_torch_loop(facts),
        ]
    )


def _torch_loop(facts: Facts) -> list[str]:
    """Optimizer, loss, and the loop."""
    l1, l2 = facts.model.l1, facts.model.l2
    groups = f'[{{"params": kernels, "weight_decay": {l2}}}, {{"params": offsets, "weight_decay": 0.0}}]'
    return [
        f"optimizer = torch.optim.{_torch_optimizer(facts, groups)}",
        f"loss_of = torch.nn.{TORCH_LOSSES[facts.loss]}",
        *([f"L1 = {l1}"] if facts.ever("l1") else []),
        "inputs, targets = torch.from_numpy(inputs), torch.from_numpy(targets)",
        *(["step = 0"] if facts.turns else []),
        "for epoch in range(1, EPOCHS + 1):",
        "    losses = []",
        "    for batch in batches():",
        "        optimizer.zero_grad()",
        "        loss = loss_of(model(inputs[batch]), targets[batch])",
        "        losses.append(loss.item())",
        *(["        loss = loss + L1 * sum(w.abs().sum() for w in kernels)"] if facts.ever("l1") else []),
        "        loss.backward()",
        "        optimizer.step()",
        *(["        step += 1"] if facts.turns else []),
        *(f"        {line}" for line in facts.turning(_torch_turn)),
        "    print(epoch, np.mean(losses))",
        "",
    ]


def _torch_turn(turn: RunChange) -> str:
    """What turns a knob of the optimizer, or a number of our own."""
    if turn.knob == "learning_rate":
        return f'optimizer.param_groups[0]["lr"] = optimizer.param_groups[1]["lr"] = {turn.value}'
    if turn.knob == "l2":
        return f'optimizer.param_groups[0]["weight_decay"] = {turn.value}'
    return f"{TURNED[turn.knob]} = {turn.value}"


def _torch_optimizer(facts: Facts, groups: str) -> str:
    momentum = facts.model.momentum
    return {
        "sgd": f"SGD({groups}, RATE)",
        "momentum": f"SGD({groups}, RATE, momentum={momentum})",
        "nesterov": f"SGD({groups}, RATE, momentum={momentum}, nesterov=True)",
        "rmsprop": f"RMSprop({groups}, RATE)",
        "adam": f"Adam({groups}, RATE)",
        "adamw": f"AdamW({groups}, RATE)",
    }[facts.model.optimizer]


def keras(facts: Facts) -> str:
    """The program's text.

    Raises:
        Problem: Dropout: its draws are the library's own. AdamW with decay: Keras decays biases too. L1 or L2 turned
            on the way.
    """
    _without_dropout(facts)
    model = facts.model
    if model.optimizer == "adamw" and model.l2:
        raise Problem("not_as_code", name="adamw")
    pulled = f", kernel_regularizer=keras.regularizers.L1L2({model.l1}, {model.l2 / 2})" if model.l1 or model.l2 else ""
    imports = f"{KERAS_IN_FLOAT64 if model.float64 else ''}import keras\n"
    bends = [KERAS_BENDS.get(name, f'"{name}"') for name in facts.activations]
    layers = [
        f"    keras.layers.Dense({units}, activation={bend}{pulled}),"
        for units, bend in zip(facts.sizes[1:], [*bends, "None"], strict=True)
    ]
    return "\n".join(
        [
            heading(facts, "Keras").replace("@IMPORTS@", imports).rstrip("\n"),
            "",
            "",
            "keras.backend.set_floatx(np.dtype(dtype).name)",
            "model = keras.Sequential([",
            f"    keras.Input(({facts.sizes[0]},)),",
            *layers,
            "])",
            "model.set_weights([part for w, b in zip(weights, biases) for part in (w.T, b)])",
            f"optimizer = keras.optimizers.{_keras_optimizer(facts)}",
            f"model.compile(optimizer=optimizer, loss=keras.losses.{KERAS_LOSSES[facts.loss]})",
            *_keras_loop(facts),
        ]
    )


def _keras_loop(facts: Facts) -> list[str]:
    """The loop."""
    return [
        *(["step = 0"] if facts.turns else []),
        "for epoch in range(1, EPOCHS + 1):",
        "    losses = []",
        "    for batch in batches():",
        "        penalty = float(sum(model.losses))",
        "        model.reset_metrics()",
        "        losses.append(float(model.train_on_batch(inputs[batch], targets[batch])) - penalty)",
        *(["        step += 1"] if facts.turns else []),
        *(f"        {line}" for line in facts.turning(_keras_turn)),
        "    print(epoch, np.mean(losses))",
        "",
    ]


def _keras_turn(turn: RunChange) -> str:
    """What turns a knob.

    Raises:
        Problem: It belongs to the layers, which are compiled.
    """
    if turn.knob in {"l1", "l2"}:
        raise Problem("turned_not_as_code", name=turn.knob)
    return f"{'optimizer.learning_rate' if turn.knob == 'learning_rate' else TURNED[turn.knob]} = {turn.value}"


def _keras_optimizer(facts: Facts) -> str:
    momentum = facts.model.momentum
    return {
        "sgd": "SGD(RATE)",
        "momentum": f"SGD(RATE, momentum={momentum})",
        "nesterov": f"SGD(RATE, momentum={momentum}, nesterov=True)",
        "rmsprop": "RMSprop(RATE, rho=0.99, epsilon=1e-8)  # its epsilon is under the root: not quite the same",
        "adam": "Adam(RATE, epsilon=1e-8)  # its epsilon is not corrected for the start: not quite the same",
        "adamw": "Adam(RATE, epsilon=1e-8)  # without decay; epsilon not quite the same",
    }[facts.model.optimizer]


def _without_dropout(facts: Facts) -> None:
    if facts.model.dropout:
        raise Problem("not_as_code", name="dropout")
