"""The parent's side of the classical methods: a child process that starts on demand and ends when it has been idle."""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING, Self

import msgspec
import numpy as np

from tui_dl.session.children.child import Child
from tui_dl.session.children.handle import Handle
from tui_dl.session.classical.grown import Grown
from tui_dl.session.classical.mending import Mending
from tui_dl.session.classical.road import Road
from tui_dl.session.classical.told import Told
from tui_dl.session.classical.voting import Voting
from tui_dl.session.experiment import ClassicModel, Experiment
from tui_dl.session.records import Scores

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tui_dl.data.dataset import Part

CLASSIFIERS = ("majority", "linear", "linear_svm", "rbf_svm", "tree", "forest", "boosting")
REGRESSORS = ("majority", "linear", "rbf_svm", "tree", "forest", "boosting")
REGION_SHAPE = (48, 96)  # rows, columns
SURE_STEPS = 200  # of a probability in a byte


class Fit(msgspec.Struct, frozen=True):
    """A classical method, fitted on the run's own split.

    Attributes:
        size: In its own units: support vectors, leaves, trees, stages, weights.
        region: On points of a plane, float32 of `REGION_SHAPE`, row 0 at the bottom of the data's bounds: the
            probability of class 1 (binary; the class where the method has none), or the class. With one input:
            the value along it, one row. Empty elsewhere.
        sure: Where `region` is of three or more classes, the probability of each of them, one byte a point: in
            `SURE_STEPS`, rounded down. Empty where the method has no probabilities.
        details: What else the method has to tell: margin, support_vectors, leaves, depth, trees, stages.
        tree: Of a decision tree, all that it asks.
        voting: Of a forest, what its trees say together and alone.
        road: Of a support vector machine, which rows hold it up, and on which side each lies.
        mending: Of boosting, its scores stage by stage, and what is left to learn.
        told: What it says of each training and validation row, where the data has classes.
    """

    name: str
    train: Scores
    validation: Scores
    fit_seconds: float
    size: int
    region: bytes = b""
    details: dict[str, float] = {}
    tree: Grown | None = None
    voting: Voting | None = None
    mending: Mending | None = None
    road: Road | None = None
    told: Told | None = None
    sure: bytes = b""


class Sample(msgspec.Struct, frozen=True):
    """Rows that a method is scored on: `inputs` float64 of (rows, `columns`), `targets` float64 of (rows,)."""

    inputs: bytes
    targets: bytes
    columns: int


class FitRequest(msgspec.Struct, frozen=True):
    """Fit these methods on the experiment's data; `models` overrules the defaults of some.

    With a `sample`, what is wanted is not the fit but how it does on these rows.
    """

    id: int
    experiment: Experiment
    names: tuple[str, ...]
    models: dict[str, ClassicModel] = {}
    sample: Sample | None = None


class Fitted(msgspec.Struct, frozen=True, tag=True):
    """One method is done."""

    id: int
    fit: Fit


class Judged(msgspec.Struct, frozen=True, tag=True):
    """One method was fitted once more, and scored on the sample."""

    id: int
    name: str
    scores: Scores


class FitFailed(msgspec.Struct, frozen=True, tag=True):
    """One method could not be fitted, or the child ended."""

    id: int
    name: str
    code: str
    fields: dict[str, str] = {}


Answer = Fitted | FitFailed | Judged


def names_for(task: str) -> tuple[str, ...]:
    """The methods that serve a task."""
    return REGRESSORS if task == "regression" else CLASSIFIERS


class Fitter(Handle):
    """A handle on the fitting process; nothing runs until something is asked for."""

    def __init__(self, log: Path | None = None, *, low_priority: bool = True) -> None:
        super().__init__(Child("tui_dl.session.classical.child", log, low_priority=low_priority))
        self._open: dict[int, FitRequest] = {}  # what is owed, by the request's number
        self._asked, self._asked_again = 0, False

    def ask(self, experiment: Experiment, names: tuple[str, ...], models: dict[str, ClassicModel] | None = None) -> int:
        """Fit `names`; gives the number that answers carry."""
        return self._send(FitRequest(0, experiment, names, models or {}))

    def judge(self, experiment: Experiment, model: ClassicModel, part: Part) -> int:
        """Score a method on rows of any part; gives the number that the answer carries."""
        return self._send(judging(experiment, model, part))

    def _send(self, request: FitRequest) -> int:
        self._asked += 1
        self._open[self._asked] = msgspec.structs.replace(request, id=self._asked)
        self._ask(self._open[self._asked])
        return self._asked

    def receive(self) -> list[Answer]:
        """What is done since the last time.

        A child that has ended is asked again, once: it may have left, idle, in the moment in which it was asked. If
        it dies of what is asked, each method that it owed has failed.
        """
        alive, frames = self._heard()
        told = [msgspec.msgpack.decode(frame, type=Answer) for frame in frames]
        for answer in told:
            self._asked_again = False
            self._settle(answer.id, answer.fit.name if isinstance(answer, Fitted) else answer.name)
        if alive or told or not self._open:
            return told
        if self._asked_again:
            gone = self._why_gone("baselines_ended")
            told = [FitFailed(one.id, name, *gone) for one in self._open.values() for name in one.names]
            self._open.clear()
        else:
            for request in self._open.values():
                self._ask(request)
        self._asked_again = not self._asked_again
        return told

    def _settle(self, number: int, name: str) -> None:
        """A method is owed no longer."""
        request = self._open.pop(number, None)
        left = tuple(one for one in request.names if one != name) if request else ()
        if request and left:
            self._open[number] = msgspec.structs.replace(request, names=left)

    def cancel(self) -> None:
        """End the child; what it owed is forgotten."""
        self._open.clear()
        super().cancel()


def judging(experiment: Experiment, model: ClassicModel, part: Part) -> FitRequest:
    """What is asked to have a method scored on rows of any part."""
    targets = part.targets.astype(np.float64)
    sample = Sample(part.inputs.astype(np.float64).tobytes(), targets.tobytes(), part.inputs.shape[1])
    return FitRequest(0, experiment, (model.method,), {model.method: model}, sample)


class PatientFitter:
    """A fitter for headless use: `ask` returns when all is done."""

    def __init__(self) -> None:
        self._fitter = Fitter(low_priority=False)
        self._told: list[Answer] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._fitter.cancel()

    def ask(self, experiment: Experiment, names: tuple[str, ...], models: dict[str, ClassicModel] | None = None) -> int:
        """Fit `names`, and wait."""
        return self._wait(lambda: self._fitter.ask(experiment, names, models), len(names))

    def judge(self, experiment: Experiment, model: ClassicModel, part: Part) -> int:
        """Score a method, and wait."""
        return self._wait(lambda: self._fitter.judge(experiment, model, part), 1)

    def _wait(self, ask: Callable[[], int], owed: int) -> int:
        news: queue.SimpleQueue[None] = queue.SimpleQueue()
        self._fitter.listen(lambda: news.put(None))
        request, told = ask(), 0
        while told < owed:
            news.get()
            answers = self._fitter.receive()
            told += len(answers)
            self._told += answers
        return request

    def receive(self) -> list[Answer]:
        """What is done since the last time."""
        told, self._told = self._told, []
        return told

    def cancel(self) -> None:
        """End the child."""
        self._fitter.cancel()
