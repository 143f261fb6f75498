"""What the model that is looked at says of each validation row: the run's own, or a classical method."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tui_dl.session.experiment import NetworkModel, RuleModel
from tui_dl.session.rules import predict, read
from tui_dl.session.verdicts import Verdicts, verdicts_of, verdicts_of_fit
from tui_dl.views.frame import model_name, no_network, sentence
from tui_dl.views.models import fit_of, is_own, own_name
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset
    from tui_dl.figures.figure import Figure, Look, Size
    from tui_dl.views.scene import Scene


def verdicts_in(scene: Scene) -> Verdicts | None:
    """Its verdicts, with the threshold where it was moved to; None where it has none (yet), or there are no classes."""
    model, data = scene.state.run.experiment.model, scene.state.dataset
    if is_own(scene) and isinstance(model, NetworkModel):
        return verdicts_of(scene.state)
    if is_own(scene) and isinstance(model, RuleModel):
        return None if scene.state.rule is None or data.task != "binary" else _of_rule(scene.state.rule, data)
    fit = fit_of(scene)
    return None if fit is None else verdicts_of_fit(fit, data, scene.cut)


def _of_rule(rule: RuleModel, data: Dataset) -> Verdicts:
    """A rule's answers; its number's distance from the threshold, which is a knob of its own."""
    inputs = data.validation.inputs
    beyond = (read(rule, inputs) - (rule.threshold or 0.0)) * (-1.0 if rule.side == "below" else 1.0)
    numbers = np.column_stack([-beyond, beyond])
    return Verdicts(numbers, predict(rule, inputs), data.validation.targets.astype(np.intp), None, likely=False)


def who(scene: Scene, language: str) -> str:
    """The model's name, where it is not the run's network; else nothing."""
    model = scene.state.run.experiment.model
    if is_own(scene) and isinstance(model, NetworkModel):
        return ""
    return model_name(own_name(model) if is_own(scene) else scene.chosen, language, scene.state.dataset.task)


def no_verdicts(scene: Scene, title: str, size: Size, look: Look) -> Figure:
    """Why there are none: no run, no fit, or too many rows to be told one by one."""
    if is_own(scene) and isinstance(scene.state.run.experiment.model, NetworkModel):
        return no_network(scene, title, size, look)
    key = "untold" if fit_of(scene) is not None else "idle" if is_own(scene) else "not_fitted"
    return sentence(title, say(look.language, f"figure.{key}"), size, look)
