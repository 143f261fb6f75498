"""Moving a single training point, to see whether what was learned hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np

from tui_dl.course.written.problem import near
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.course.written.verbs import Verb
    from tui_dl.session.classical.road import Road

FARTHEST, SUPPORT = "farthest", "support"
FARTHEST_MOVE = 100.0


def move_point(bench: Bench, verb: Verb) -> None:
    """`move_point farthest by=0.2`, `move_point support by=-0.2`: away from the road, or towards it; then fit anew.

    Raises:
        Problem: There is no straight road, no such point, or no such number.
    """
    state, which = bench.state, verb.words[0]
    road = None if state.fit is None else state.fit.road
    train = state.dataset.train
    if road is None or not road.plane or not np.array_equal(train.inputs, train.raw):
        raise Problem("no_straight_road")
    if which not in {FARTHEST, SUPPORT}:
        known = [FARTHEST, SUPPORT]
        raise Problem("unknown_choice", name=verb.name, got=which, near=near(which, known), known=", ".join(known))
    row, by = _row(road, which), _distance(verb.values.get("by", ""))
    across = np.array(road.plane[:-1])
    step = across / np.linalg.norm(across) * by * np.sign(np.frombuffer(road.sides)[row])
    text = f"move row={row + 1} by={','.join(f'{part:.6g}' for part in step)}"
    data = bench.experiment.data
    data = msgspec.structs.replace(data, do=(*data.do, text))
    bench.experiment = msgspec.structs.replace(bench.experiment, data=data)
    bench.now.did.add(verb.name)
    bench.start()


def _row(road: Road, which: str) -> int:
    """The training row that is meant: the farthest of all, or the first that holds the road."""
    return int(np.abs(np.frombuffer(road.sides)).argmax()) if which == FARTHEST else road.support[0]


def _distance(text: str) -> float:
    try:
        by = float(text)
    except ValueError:
        by = float("nan")
    if not abs(by) <= FARTHEST_MOVE:
        raise Problem("out_of_range", name="by", got=text, low=-FARTHEST_MOVE, high=FARTHEST_MOVE)
    return by
