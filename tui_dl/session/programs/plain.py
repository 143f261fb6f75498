"""A run as a program in NumPy and nothing else."""

from __future__ import annotations

from tui_dl.engine.activations import GELU_CUBE, GELU_SCALE, LEAK
from tui_dl.session.programs.parts import TURNED, Facts, heading

BENDS = {  # each: what it says to the sums z, and its slope where it said a
    "linear": ("z", "np.ones_like(z)"),
    "sigmoid": ("0.5 + 0.5 * np.tanh(0.5 * z)", "a * (1 - a)"),
    "tanh": ("np.tanh(z)", "1 - a * a"),
    "relu": ("np.maximum(z, 0)", "np.sign(a)"),
    "leaky_relu": (f"np.maximum(z, {LEAK} * z)", f"np.where(z > 0, 1, {LEAK}).astype(dtype)"),
    "gelu": ("z / 2 * (1 + inner(z))", "(1 + inner(z)) / 2 + z / 2 * (1 - inner(z) ** 2) * inner_slope(z)"),
}
INNER = f'''
def inner(z):
    """The tanh inside gelu."""
    return np.tanh({GELU_SCALE} * (z + {GELU_CUBE} * z ** 3))


def inner_slope(z):
    return {GELU_SCALE} * (1 + {3 * GELU_CUBE} * z * z)

'''
LOSSES = {  # of outputs z and targets t: the mean loss, and its slope
    "mse": ("return np.mean((z - t) ** 2), 2 * (z - t) / z.size",),
    "mae": ("return np.mean(np.abs(z - t)), np.sign(z - t) / z.size",),
    "binary_cross_entropy": (
        "loss = np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z)))",
        "return loss.mean(), (0.5 + 0.5 * np.tanh(0.5 * z) - t) / len(z)",
    ),
    "softmax_cross_entropy": (
        "z = z - z.max(axis=1, keepdims=True)",
        "shares = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)",
        "rows_of = np.arange(len(z))",
        "loss = -np.mean(z[rows_of, t] - np.log(np.exp(z).sum(axis=1)))",
        "shares[rows_of, t] -= 1",
        "return loss, shares / len(z)",
    ),
}
STEPS = {  # of a parameter p, its gradient g, and what is carried, m and v
    "sgd": ("p -= RATE * g",),
    "momentum": ("v[:] = MOMENTUM * v + g", "p -= RATE * v"),
    "nesterov": ("v[:] = MOMENTUM * v + g", "p -= RATE * (g + MOMENTUM * v)"),
    "rmsprop": ("v[:] = 0.99 * v + 0.01 * g * g", "p -= RATE * g / (np.sqrt(v) + 1e-8)"),
    "adam": (
        "m[:] = 0.9 * m + 0.1 * g",
        "v[:] = 0.999 * v + 0.001 * g * g",
        "p -= RATE * m / (1 - 0.9**step) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)",
    ),
}


def program(facts: Facts) -> str:
    """The program's text."""
    return "\n".join(
        [
            heading(facts, "plain NumPy").replace("@IMPORTS@", _constants(facts)).rstrip("\n"),
            "",
            *(INNER.splitlines() if "gelu" in facts.activations else []),
            "",
            "bends = [  # a hidden layer each: what it says, and how steeply",
            *(f"    (lambda z: {BENDS[name][0]}, lambda z, a: {BENDS[name][1]})," for name in facts.activations),
            "]",
            "",
            "",
            "def loss_and_slope(z, t):",
            f'    """{facts.loss.replace("_", " ")}, the mean over rows."""',
            *(f"    {line}" for line in LOSSES[facts.loss]),
            "",
            "",
            "parameters = [*weights, *biases]",
            "carried = [(np.zeros_like(p), np.zeros_like(p)) for p in parameters]",
            "step = 0",
            "for epoch in range(1, EPOCHS + 1):",
            "    losses = []",
            "    for batch in batches():",
            *(f"        {line}" for line in _one_batch(facts)),
            *(f"        {line}" for line in facts.turning(lambda turn: f"{TURNED[turn.knob]} = {turn.value}")),
            "    print(epoch, np.mean(losses))",
            "",
        ]
    )


def _constants(facts: Facts) -> str:
    model, found = facts.model, [""]
    if model.optimizer in {"momentum", "nesterov"}:
        found.append(f"MOMENTUM = {model.momentum}")
    if facts.ever("l1", "l2"):
        found.append(f"L1, L2 = {model.l1}, {model.l2}")
    if model.dropout:
        found += [f"DROPOUT, drops = {model.dropout}, np.random.default_rng({facts.seeds[2]})"]
    return "\n".join(found)


def _one_batch(facts: Facts) -> list[str]:
    """Forward, loss, backward, update."""
    model = facts.model
    dropping = bool(model.dropout)
    return [
        "step += 1",
        *(["keeps = [(drops.random((len(w), len(batch))) >= DROPOUT).T for w in weights[:-1]]"] if dropping else []),
        "said, sums, plain = [inputs[batch]], [], []",
        "for layer, (w, b) in enumerate(zip(weights, biases)):",
        "    sums.append(said[-1] @ w.T + b)",
        "    if layer < len(bends):",
        "        plain.append(bends[layer][0](sums[-1]))",
        f"        said.append({'plain[-1] * keeps[layer] / dtype(1 - DROPOUT)' if dropping else 'plain[-1]'})",
        "loss, delta = loss_and_slope(sums[-1], targets[batch])",
        "losses.append(loss)",
        "w_slopes, b_slopes = [None] * len(weights), [None] * len(weights)",
        "for layer in reversed(range(len(weights))):  # the chain rule, from the outputs back",
        "    w_slopes[layer], b_slopes[layer] = delta.T @ said[layer], delta.sum(axis=0)",
        "    if layer:",
        "        delta = delta @ weights[layer]",
        *(["        delta = delta * keeps[layer - 1] / dtype(1 - DROPOUT)"] if dropping else []),
        "        delta = delta * bends[layer - 1][1](sums[layer - 1], plain[layer - 1])",
        *_penalty(facts),
        "for p, g, (m, v) in zip(parameters, [*w_slopes, *b_slopes], carried):",
        *(f"    {line}" for line in STEPS["adam" if model.optimizer == "adamw" else model.optimizer]),
    ]


def _penalty(facts: Facts) -> list[str]:
    model = facts.model
    if model.optimizer == "adamw":
        decay = ["for w in weights:", "    w *= 1 - RATE * L2"] if model.l2 else []
        return [
            *decay,
            *(["w_slopes = [g + L1 * np.sign(w) for g, w in zip(w_slopes, weights)]"] if facts.ever("l1") else []),
        ]
    if not facts.ever("l1", "l2"):
        return []
    return ["w_slopes = [g + L2 * w + L1 * np.sign(w) for g, w in zip(w_slopes, weights)]"]
