"""What is remembered is what would have been trained, command by command, whoever asks again."""

from __future__ import annotations

import msgspec
import pytest

from tui_dl.data.loading import load
from tui_dl.data.recipe import DataRecipe
from tui_dl.session import protocol as p
from tui_dl.session import remembering
from tui_dl.session.classical import remembering as classical
from tui_dl.session.classical.process import PatientFitter
from tui_dl.session.classical.remembering import KnownFits, RememberingFitter
from tui_dl.session.experiment import ClassicModel, Experiment, NetworkModel
from tui_dl.session.remembering import Known, RememberingRunner
from tui_dl.session.run import Run
from tui_dl.session.runner import InlineRunner

RUN = Run(Experiment(DataRecipe("circles"), NetworkModel(hidden=(3,), epoch_limit=4)))
OTHER = Run(msgspec.structs.replace(RUN.experiment, seed=2))
SCRIPTS = [
    [p.Start(7, RUN)],
    [p.Start(8, OTHER), p.Look(5)],
    [p.Start(9, RUN), p.Resume(3), p.Look(5)],
    [p.Start(3, RUN, pause_at_epoch=1), p.StepBatch(), p.Change("learning_rate", 0.5), p.Resume(), p.Stop()],
    [p.Start(4, RUN, pause_at_epoch=1), p.StepBatch(), p.Change("learning_rate", 0.6), p.Resume()],
    [p.Start(5, RUN, pause_at_epoch=1), p.StepBatch(), p.StepEpoch(), p.Edit(0, 2.0)],
    [p.Sweep(6, (RUN, OTHER))],
]


def told(runner, script: list[p.Command]) -> tuple[list, int]:
    """Events without the time that they took, which nobody remembers; and steps."""
    before, events = runner.steps, []
    for command in script:
        runner.send(command)
        events += runner.rest()
    records = [record for event in events if isinstance(event, p.Epochs) for record in event.records]
    rest = [event for event in events if not isinstance(event, p.Epochs)]
    timed = [msgspec.structs.replace(event, seconds=0.0) if hasattr(event, "seconds") else event for event in rest]
    return [timed, records], runner.steps - before


@pytest.mark.parametrize("room", [remembering.MOST_RECORDS, 5])
def test_it_tells_what_a_runner_tells_that_remembers_nothing(room: int, monkeypatch) -> None:
    monkeypatch.setattr(remembering, "MOST_RECORDS", room)
    known, plain = Known(), InlineRunner()
    wanted = [told(plain, script) for script in SCRIPTS]
    runner = RememberingRunner(known)
    for _ in range(2):
        assert [told(runner, script) for script in SCRIPTS] == wanted
    assert [told(RememberingRunner(known), script) for script in reversed(SCRIPTS)] == wanted[::-1]


def test_nothing_is_trained_twice_while_there_is_room(monkeypatch) -> None:
    known, sent, send = Known(), [], InlineRunner.send
    monkeypatch.setattr(InlineRunner, "send", lambda runner, command: sent.append(command) or send(runner, command))
    for script in [*SCRIPTS, *SCRIPTS]:
        told(RememberingRunner(known), script)
    asked = sum(map(len, SCRIPTS))
    assert len(sent) <= asked + 2, "where two scripts part, the second is brought there by training"
    sent.clear()
    monkeypatch.setattr(remembering, "MOST_RECORDS", 5)
    known.keep(b"more", [], 0)
    told(RememberingRunner(known), SCRIPTS[0])
    assert sent, "what was let go of is trained again"


def test_what_was_fitted_once_is_told_again(monkeypatch) -> None:
    waits, wait, part = [], PatientFitter._wait, load(RUN.experiment.data, 5).validation
    monkeypatch.setattr(PatientFitter, "_wait", lambda fitter, *how: waits.append(how) or wait(fitter, *how))
    monkeypatch.setattr(classical, "MOST_ANSWERED", 2)
    known, model = KnownFits(), ClassicModel("tree", {"depth": 2})
    with PatientFitter() as plain, RememberingFitter(known) as first, RememberingFitter(known) as second:

        def answers(fitter: PatientFitter) -> list:
            asked = [fitter.ask(RUN.experiment, ("linear",)), fitter.judge(RUN.experiment, model, part)]
            told = fitter.receive()
            assert [answer.id for answer in told] == asked
            return [
                msgspec.structs.replace(one, id=0, **({"fit": timeless(one.fit)} if hasattr(one, "fit") else {}))
                for one in told
            ]

        wanted = answers(plain)
        assert len(waits) == 2
        assert [answers(fitter) for fitter in (first, second, first)] == [wanted] * 3
        assert len(waits) == 4, "asked once for all of them"
        first.ask(OTHER.experiment, ("linear",))
        second.ask(RUN.experiment, ("linear",))
        assert len(waits) == 6, "what was let go of is fitted again"


def timeless(fit):
    return msgspec.structs.replace(fit, fit_seconds=0.0)
