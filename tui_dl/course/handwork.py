"""Verbs that reach into a network, or put it on other ground: edit, mask, other rows, another run's weights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from tui_dl.course import path
from tui_dl.course.written.problem import LessonProblem, near
from tui_dl.engine.problem import Problem
from tui_dl.session import protocol
from tui_dl.session.building import network_for
from tui_dl.session.experiment import NetworkModel, Origin
from tui_dl.session.holding import least_needed
from tui_dl.session.inspection import network_of
from tui_dl.session.material import in_the_run
from tui_dl.session.places import Place, index_of, place_of
from tui_dl.session.state import FAILED, IDLE, RUNNING

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.course.written.verbs import Verb
    from tui_dl.data.recipe import DataRecipe
    from tui_dl.engine.network import Network

UNIT = re.compile(r"(?:layer)?(\d+)\.(\d+)")
LAYERS = re.compile(r"(\d+)\.\.(\d+)")
LARGEST = 1e6
HOW = {"off": "zero", "zero": "zero", "mean": "mean", "on": "on"}


def edit(bench: Bench, verb: Verb) -> None:
    """`edit layer1.w[2,1]=0.5 layer2.b[1]=-1`: the weight of unit 2 for input 1, the bias of unit 1.

    Raises:
        Problem: There is no such place, or no such number.
    """
    network = _at_hand(bench)
    edits = [(_index(network, name), _number(name, text)) for name, text in verb.values.items()]
    if verb.words or not edits:
        raise LessonProblem("verb_words", got=" ".join(("edit", *verb.words)), verb="edit")
    for index, value in edits:
        bench.runner.send(protocol.Edit(index, value))
    bench.now.did.add("edit")


def mask(bench: Bench, verb: Verb) -> None:
    """`mask 1.3`, `mask 1.3 mean`, `mask 1.3 on`: unit 3 of hidden layer 1 says zero, its mean, or speaks again.

    `mask least mean` takes the unit that is needed least of those that still speak.

    Raises:
        Problem: There is no such unit.
    """
    network = _at_hand(bench)
    hidden, how = network.sizes[1:-1], verb.words[1] if len(verb.words) > 1 else "off"
    least = least_needed(bench.state) if verb.words[0] == "least" else None
    place = UNIT.fullmatch(".".join(map(str, least)) if least else verb.words[0])
    if how not in HOW:
        raise Problem("unknown_choice", name="mask", got=how, near=near(how, list(HOW)), known=", ".join(HOW))
    layer, unit = map(int, place.groups()) if place else (0, 0)
    if not (1 <= layer <= len(hidden) and 1 <= unit <= hidden[layer - 1]):
        raise Problem("no_unit", got=verb.words[0], known=", ".join(map(str, hidden)) or "-")
    bench.runner.send(protocol.Change(f"mask.{layer}.{unit}", HOW[how]))
    bench.now.did |= {"mask", f"mask_{layer}_{unit}"}


def start_from(bench: Bench, verb: Verb) -> None:
    """`start_from NAME layers=1..2 frozen=1..1 new_head`: runs to come begin with another run's weights.

    NAME is a kept run's, or a step's; `start_from fresh` lets all begin by chance again. Without `layers` the network
    takes that run's shape.

    Raises:
        Problem: There is no such run, or its layers do not fit.
    """
    name, new_head = verb.words[0], verb.words[1:] == ("new_head",)
    if verb.words[1:] and not new_head:
        raise LessonProblem("verb_words", got=" ".join(("start_from", *verb.words)), verb="start_from")
    layers, frozen = (_layers(verb.values.get(key)) for key in ("layers", "frozen"))
    experiment = bench.experiment
    if not isinstance(experiment.model, NetworkModel):
        raise Problem("not_a_network")
    if name == "fresh":
        origin = Origin(frozen=frozen) if frozen else None
        bench.show(bench.idle(msgspec.structs.replace(experiment, origin=origin)))
        return
    kept = path.named(bench, name)
    if kept is None or not isinstance(kept.run.experiment.model, NetworkModel):
        raise LessonProblem("unknown_name", got=name, near=near(name, ["fresh", *bench.kept, *bench.memory]))
    model, old = experiment.model, kept.run.experiment.model
    if layers is None:
        model = msgspec.structs.replace(model, hidden=old.hidden, activation=old.activation)
    origin = Origin(kept.run, kept.weights.step, layers, frozen, new_head)
    bench.show(bench.idle(msgspec.structs.replace(experiment, model=model, origin=origin)))


def take_rows(bench: Bench, recipe: DataRecipe) -> None:
    """Give the run on screen other rows to learn from: what `continue data=NAME` does before it goes on.

    Raises:
        Problem: They do not fit the network.
    """
    _at_hand(bench)
    rows, was = in_the_run(bench.state.run, recipe), bench.state.dataset
    if (rows.task, rows.outputs) != (was.task, was.outputs):
        raise Problem("other_rows", got=rows.name, columns=len(was.feature_names), outputs=was.outputs)
    bench.runner.send(protocol.Change("data", recipe))


def take_up(bench: Bench) -> None:
    """Make sure that the runner holds the run on screen: one that was put away is replayed to where it was."""
    if bench.live_id == bench.state.id:
        return
    state = bench.state
    bench.live_id = state.id
    bench.runner.send(protocol.Start(state.id, state.run, bench.pace, None, state.weights.step))


def hold(bench: Bench) -> None:
    """Set up a run that has not begun, and hold it before its first step: its weights can be seen.

    Raises:
        Problem: It is no network.
    """
    if not isinstance(bench.experiment.model, NetworkModel):
        raise Problem("not_a_network")
    if bench.state.status in {IDLE, FAILED}:
        bench.start(0)
        bench.receive()


def _at_hand(bench: Bench) -> Network:
    """The network of the run on screen; one that has not begun is set up, and held before its first step."""
    model = bench.experiment.model
    if not isinstance(model, NetworkModel):
        raise Problem("not_a_network")
    hold(bench)
    if bench.state.status == RUNNING:
        bench.rest(protocol.Pause())
    take_up(bench)
    return network_of(bench.state) or network_for(model, bench.state.dataset)


def _index(network: Network, name: str) -> int:
    place = place_of(name)
    index = None if place is None else index_of(network, place)
    if index is None:
        last = (Place(number, *layer.weights.shape) for number, layer in enumerate(network.layers, start=1))
        raise Problem("no_place", got=name, known=" ".join(place.text for place in last))
    return index


def _number(name: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not abs(value) <= LARGEST:
        raise Problem("out_of_range", name=name, got=text, low=-LARGEST, high=LARGEST)
    return value


def _layers(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    found = LAYERS.fullmatch(text) or LAYERS.fullmatch(f"{text}..{text}")
    if found is None:
        raise LessonProblem("verb_words", got=f"layers={text}", verb="start_from")
    return int(found[1]), int(found[2])
