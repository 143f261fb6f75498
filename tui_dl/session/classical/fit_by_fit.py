"""The classical methods one after the other, for those who wait for them."""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING

from tui_dl.engine.problem import Problem
from tui_dl.session.classical.process import FitFailed, Fitted, Fitter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_dl.session.classical.process import Fit
    from tui_dl.session.experiment import Experiment


def fits(experiment: Experiment, names: tuple[str, ...], fitter: Fitter | None = None) -> Iterator[Fit]:
    """Each method's fit, as it is done.

    Raises:
        Problem: A method failed, or the child ended before its last answer.
    """
    if fitter is None:
        with Fitter(low_priority=False) as own:
            yield from fits(experiment, names, own)
        return
    news: queue.SimpleQueue[None] = queue.SimpleQueue()
    fitter.listen(lambda: news.put(None))
    request, owed = fitter.ask(experiment, names), len(names)
    while owed:
        news.get()
        for answer in fitter.receive():
            if answer.id != request:
                continue
            if isinstance(answer, FitFailed):
                raise Problem(answer.code, **answer.fields)
            owed -= 1
            if isinstance(answer, Fitted):
                yield answer.fit
