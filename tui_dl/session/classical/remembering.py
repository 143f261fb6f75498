"""A fitter that does not fit twice what is known: methods are fitted with a seed, and say the same again."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from tui_dl.session.classical.process import FitRequest, PatientFitter, judging

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_dl.data.dataset import Part
    from tui_dl.session.classical.process import Answer
    from tui_dl.session.experiment import ClassicModel, Experiment

MOST_ANSWERED = 200  # requests, at most a few hundred kilobytes each; the one asked longest ago is let go of first


class KnownFits:
    """Answers by what was asked; lent to any number of fitters."""

    def __init__(self) -> None:
        self._answers: OrderedDict[bytes, list[Answer]] = OrderedDict()

    def of(self, request: FitRequest, ask: Callable[[], list[Answer]]) -> list[Answer]:
        """The answers to a request: remembered, or asked for now."""
        key = msgspec.msgpack.encode(request)
        found = self._answers.pop(key, None)
        self._answers[key] = ask() if found is None else found
        if len(self._answers) > MOST_ANSWERED:
            self._answers.popitem(last=False)
        return self._answers[key]


class RememberingFitter(PatientFitter):
    """Fits, as `PatientFitter` does, what nobody who shares its `known` has had fitted before."""

    def __init__(self, known: KnownFits) -> None:
        super().__init__()
        self._known, self._request, self._remembered = known, 0, list["Answer"]()

    def ask(self, experiment: Experiment, names: tuple[str, ...], models: dict[str, ClassicModel] | None = None) -> int:
        """Fit `names`, and wait."""
        asked = partial(super().ask, experiment, names, models)
        return self._answered(FitRequest(0, experiment, names, models or {}), asked)

    def judge(self, experiment: Experiment, model: ClassicModel, part: Part) -> int:
        """Score a method, and wait."""
        return self._answered(judging(experiment, model, part), partial(super().judge, experiment, model, part))

    def _answered(self, request: FitRequest, ask: Callable[[], int]) -> int:
        def now() -> list[Answer]:
            ask()
            return super(RememberingFitter, self).receive()

        self._request += 1
        told = self._known.of(request, now)
        self._remembered += [msgspec.structs.replace(answer, id=self._request) for answer in told]
        return self._request

    def receive(self) -> list[Answer]:
        """What is done since the last time."""
        told, self._remembered = self._remembered, []
        return told
