"""What a condition can see of one run at one epoch: the table of names that lessons, labels and --json share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tui_dl.course.written.evaluation import NotYetError
from tui_dl.course.written.step_names import OF_THE_STEP, STEPPED, step_value
from tui_dl.session.experiment import ClassicModel, NetworkModel
from tui_dl.session.holding import cost_of_held, least_cost, spare_units
from tui_dl.session.inspection import kinks, nearest_mean, network_of, probe
from tui_dl.session.knobs import KNOBS, value_at
from tui_dl.session.places import DOTTED, index_of, place_of
from tui_dl.session.rules import margin

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_dl.session.records import EpochRecord
    from tui_dl.session.state import RunState

SCORES = ("loss", "accuracy", "r2", "mse", "precision", "recall", "f1", "confidence", "calibration")
PARTS = ("train", "validation")
OF_THE_WEIGHTS: dict[str, Callable[[RunState], float | None]] = {
    "kinks": kinks,
    "held": lambda state: len(state.weights.held),
    "cost": cost_of_held,
    "spare": spare_units,
    "least_cost": least_cost,
}
LAYER = re.compile(r"layer(\d+)\.(probe|nearest_mean|gradient_norm|update_ratio|saturated|dead)")
RUN_NAMES = (
    *(f"{before}{part}.{score}" for before in ("", "start.", "best.", "chosen.") for part in PARTS for score in SCORES),
    *(
        "batch.loss",
        "penalty",
        "gap",
        "epochs",
        "steps",
        "tries",
        "kinks",
        "held",
        "cost",
        "spare",
        "least_cost",
        "samples",
        "columns",
        "hidden_layers",
        "hidden_units",
        "parameters",
    ),
    *("stopped", "diverged", "data", "model", "seconds", "leader", *KNOBS),
)
FIT_NAMES = ("fit_seconds", "size", "margin", "support_vectors", "leaves", "trees", "stages", "alone", "disagreement")
JUDGED = ("test", "fresh")
JUDGED_NAMES = tuple(f"{group}.{score}" for group in JUDGED for score in SCORES)


def knob_now(state: RunState, name: str) -> Any:
    """What a knob is at this moment of the run, its changes included."""
    return value_at(state.run, name)


def run_value(state: RunState, name: str, at: int | None = None) -> Any:
    """The value of a name that speaks of a run, at record `at` (None: the newest).

    Raises:
        NotYetError: It has no value yet.
    """
    scope, _, rest = name.partition(".")
    if scope in (*PARTS, *JUDGED, "start", "best", "chosen"):
        return _scored(state, at, scope, rest)
    if name in OF_THE_STEP or STEPPED.fullmatch(name):
        return _known(name, step_value(state, name))
    if (layer := LAYER.fullmatch(name)) or DOTTED.fullmatch(name):
        return _layer(state, at, int(layer[1]), layer[2]) if layer else _weight(state, name)
    own = () if state.fit is None else (state.fit,)
    fit = next((one for one in (*state.fits, *own) if one.name == scope), None)
    if fit is not None and rest:
        return _fit_value(fit, rest)
    return _known(name, _plain(state, name, _last(state, at)))


def _counts(record: EpochRecord) -> bool:
    """Whether a record tells of something that was done, not of the start."""
    return bool(record.epoch or record.touched)


def _records(state: RunState, at: int | None) -> list[EpochRecord]:
    """Those that count, up to and with `at`."""
    return [record for record in (state.records if at is None else state.records[: at + 1]) if _counts(record)]


def _last(state: RunState, at: int | None) -> EpochRecord | None:
    """The last of them; asked for at every epoch of a run that may have very many."""
    number = len(state.records) - 1 if at is None else min(at, len(state.records) - 1)
    while number >= 0 and not _counts(state.records[number]):
        number -= 1
    return state.records[number] if number >= 0 else None


def _known(name: str, value: Any) -> Any:
    if value is None:
        raise NotYetError(name)
    return value


def _scored(state: RunState, at: int | None, scope: str, rest: str) -> float:
    """A score on a part, at the last record or the best."""
    if scope in JUDGED:
        return _judged(state, scope, rest)
    if scope == "start":
        return _score(state.records[0] if state.records else None, rest)
    if scope == "best":
        return _best(_records(state, at), rest)
    if scope == "chosen":
        found = min(_records(state, at), key=lambda record: _loss(record.validation.loss), default=None)
        return _score(found, rest)
    return _score(_last(state, at), f"{scope}.{rest}")


def _loss(value: float | None) -> float:
    return float("inf") if value is None else value


def _score(record: EpochRecord | None, name: str) -> float:
    part, _, score = name.partition(".")
    value = None if record is None else getattr(getattr(record, part), score, None)
    if value is None:
        raise NotYetError(name)
    return float(value)


def _judged(state: RunState, group: str, score: str) -> float:
    """What the opened test part said, or the sample that was drawn after it."""
    value = getattr(getattr(state.judged, group, None), score, None)
    if value is None:
        raise NotYetError(f"{group}.{score}")
    return float(value)


def _best(records: list[EpochRecord], name: str) -> float:
    values = [_score(record, name) for record in records]
    if not values:
        raise NotYetError(name)
    return min(values) if name.endswith(("loss", "mse", "calibration")) else max(values)


def _layer(state: RunState, at: int | None, layer: int, name: str) -> float:
    if name in {"probe", "nearest_mean"}:
        value = (probe if name == "probe" else nearest_mean)(state, layer)
    else:
        last = _last(state, at)
        layers = () if last is None else last.layers
        value = getattr(layers[layer - 1], name) if 1 <= layer <= len(layers) else None
    if value is None:
        raise NotYetError(f"layer{layer}.{name}")
    return value


def _weight(state: RunState, name: str) -> float:
    """One number of the network by its place."""
    network, place = network_of(state), place_of(name)
    index = index_of(network, place) if network is not None and place is not None else None
    if network is None or index is None:
        raise NotYetError(name)
    return float(network.parameters[index])


def _fit_value(fit: Any, name: str) -> float:
    part, _, score = name.partition(".")
    value = (
        getattr(getattr(fit, part), score, None) if part in PARTS else fit.details.get(name, getattr(fit, name, None))
    )
    if value is None:
        raise NotYetError(name)
    return float(value)


def _plain(state: RunState, name: str, last: EpochRecord | None) -> Any:
    if name in OF_THE_RUN:
        return OF_THE_RUN[name](state, last)
    if name in OF_THE_WEIGHTS:
        return OF_THE_WEIGHTS[name](state)
    if name == "margin" and state.rule is not None:
        return margin(state.rule, state.dataset)
    known = _shown(state, name) if name in KNOBS else None
    if known is None and state.fit is not None and name in (*FIT_NAMES, *KNOBS):
        return state.fit.details.get(name, getattr(state.fit, name, None))
    return known


def _step(_state: RunState, last: EpochRecord | None) -> int:
    return last.step if last else 0


def _hidden(state: RunState) -> tuple[int, ...]:
    model = state.run.experiment.model
    return model.hidden if isinstance(model, NetworkModel) else ()


def _model(state: RunState) -> str:
    model = state.run.experiment.model
    return model.method if isinstance(model, ClassicModel) else str(model.__struct_config__.tag)


def _shown(state: RunState, name: str) -> Any:
    """A knob's value as conditions compare it: one activation for all layers is its name; a found rule is the rule."""
    if state.rule is not None and hasattr(state.rule, name):
        return getattr(state.rule, name)
    value = knob_now(state, name)
    return value[0] if name == "activation" and value and len(set(value)) == 1 else value


def _gap(last: EpochRecord | None) -> float | None:
    if last is None or last.train.accuracy is None or last.validation.accuracy is None:
        return None
    return last.train.accuracy - last.validation.accuracy


def _leader(state: RunState, last: EpochRecord | None) -> str | None:
    scores = {fit.name: fit.validation.accuracy or fit.validation.r2 or 0.0 for fit in state.fits}
    if last:
        scores[_model(state)] = last.validation.accuracy or last.validation.r2 or 0.0
    return max(scores, key=scores.__getitem__) if scores else None


OF_THE_RUN: dict[str, Callable[[RunState, EpochRecord | None], Any]] = {
    "epochs": lambda _state, last: last.epoch if last else 0,
    "steps": _step,
    "tries": _step,  # a gradient's step and a search's try compute one loss each
    "hidden_layers": lambda state, _last: len(_hidden(state)),
    "hidden_units": lambda state, _last: sum(_hidden(state)),
    "samples": lambda state, _last: len(state.dataset.train),
    "columns": lambda state, _last: len(state.dataset.feature_names),
    "parameters": lambda state, _last: state.parameters or None,
    "stopped": lambda state, _last: state.stopped,
    "diverged": lambda state, _last: state.stopped == "diverged",
    "data": lambda state, _last: state.dataset.name,
    "model": lambda state, _last: _model(state),
    "seconds": lambda state, _last: state.seconds,
    "batch.loss": lambda _state, last: last.batch_loss if last else None,
    "penalty": lambda _state, last: last.penalty if last else None,
    "gap": lambda _state, last: _gap(last),
    "leader": _leader,
}
