"""What a hand may do to a network, apart from its knobs: set one number, hold a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from tui_dl.engine.network import Network
    from tui_dl.engine.training import Trainer

PARAMETER, MASK = "parameter.", "mask."
MASKS = ("zero", "mean", "on")


def edit(network: Network, knob: str, value: float) -> None:
    """Set the number that `parameter.N` names, N counted from 0.

    Raises:
        Problem: There is none.
    """
    index = int(knob.removeprefix(PARAMETER))
    if not 0 <= index < network.parameters.size:
        raise Problem("no_parameter", got=index, most=network.parameters.size - 1)
    network.parameters[index] = value


def mask(trainer: Trainer, knob: str, how: str) -> None:
    """Hold the hidden unit that `mask.LAYER.UNIT` names at zero, or at its mean over the training rows; or let it go.

    Raises:
        Problem: There is none.
    """
    layer, unit = map(int, knob.removeprefix(MASK).split("."))
    hidden = trainer.network.sizes[1:-1]
    if not (1 <= layer <= len(hidden) and 1 <= unit <= hidden[layer - 1]) or how not in MASKS:
        raise Problem("no_unit", got=f"layer{layer}.{unit}", known=", ".join(map(str, hidden)) or "-")
    trainer.hold(layer, unit, None)
    if how != "on":
        said = trainer.network.layer_outputs(trainer.inputs)[layer - 1][:, unit - 1]
        trainer.hold(layer, unit, float(said.mean()) if how == "mean" else 0.0)
