"""The laboratory: a bench on which nothing is asked, with named tabs that are there again the next time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tui_dl.course import timetravel
from tui_dl.course.written.lesson import Lesson, Step
from tui_dl.course.written.loader import LANGUAGES, WholeLesson
from tui_dl.course.written.texts import StepTexts, Texts
from tui_dl.data.loading import MOST_NAME
from tui_dl.data.own.values import shown
from tui_dl.data.recipe import DataRecipe
from tui_dl.engine.problem import Problem
from tui_dl.session import state as states
from tui_dl.session.experiment import Experiment, NetworkModel, Run
from tui_dl.session.material import dataset_of
from tui_dl.session.protocol import Pause
from tui_dl.session.run import from_text, to_text
from tui_dl.session.tables.lent import is_at_hand
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.course.learner.progress import Progress
    from tui_dl.session.state import RunState

LABORATORY = "laboratory"
STEP, FIRST_DATA = "open", "moons"
PLAN = "sweep"  # among what is remembered of settings


class _Kept(msgspec.Struct, frozen=True):
    """A tab as it is written down: its name, its run as text, and how many steps of it had been taken."""

    name: str
    run: str
    steps: int


@dataclass(slots=True)
class Tab:
    """One of the laboratory's tabs.

    Attributes:
        id: By which it is written down.
        name: As its learner calls it; "": by its data.
        run: What stands in it.
        steps: How many steps of that have been taken.
        state: The run as it is; None until it is first looked at.
        trouble: Why its own table could not be read, if that was tried.
    """

    id: str
    run: Run
    name: str = ""
    steps: int = 0
    state: RunState | None = None
    trouble: Problem | None = None

    @property
    def label(self) -> str:
        """What it is called."""
        data = self.run.experiment.data
        return self.name or (data.make if data.table is None else shown(Path(data.table.path).name, MOST_NAME))

    @property
    def unread(self) -> bool:
        """Whether its own table has to be read first: until then it holds nothing, and nothing of it is written."""
        return self.state is None and not is_at_hand(self.run.experiment)


def whole() -> WholeLesson:
    """The laboratory in a lesson's clothes: one step that asks nothing."""
    lesson = Lesson(1, LABORATORY, (Step(STEP, "sandbox"),), {FIRST_DATA: {"make": FIRST_DATA}})
    texts = {name: Texts(say(name, "lab.title"), "", {STEP: StepTexts()}) for name in LANGUAGES}
    return WholeLesson(lesson, texts, Path())


class Tabs:
    """All of them, and which one is on the bench; written into the progress as they change."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._written: dict[str, str] = {}
        self.all = self._read() or [Tab("1", _fresh())]
        at = progress.of(LABORATORY).at
        self.at = next((number for number, tab in enumerate(self.all) if tab.id == at), 0)

    @property
    def plan(self) -> tuple[str, ...]:
        """The plan of the last sweep, line by line; empty where there was none."""
        return tuple((self._progress.setting(PLAN) or "").split("\n")) if self._progress.setting(PLAN) else ()

    @plan.setter
    def plan(self, lines: tuple[str, ...]) -> None:
        if lines != self.plan:
            self._progress.set_setting(PLAN, "\n".join(lines))

    @property
    def tab(self) -> Tab:
        """The one on the bench."""
        return self.all[self.at]

    def _read(self) -> list[Tab]:
        kept = self._progress.of(LABORATORY).steps
        found = []
        for name in sorted(kept, key=lambda one: (len(one), one)):
            try:
                written = msgspec.json.decode(kept[name].run or "", type=_Kept)
                found.append(Tab(name, from_text(written.run), written.name, written.steps))
            except (Problem, msgspec.DecodeError):  # closed, or not readable any more
                continue
            self._written[name] = kept[name].run or ""
        return found

    def restore(self, bench: Bench) -> None:
        """Put the tab at hand on the bench; a run that had begun is made again up to where it was."""
        tab = self.tab
        if tab.unread:
            bench.next_id += 1
            bench.show(states.idle(_fresh(), bench.next_id))
            return
        if tab.state is None:
            bench.next_id += 1
            tab.state = _idle(tab, bench.next_id)
            tab.run, begin = tab.state.run, tab.steps
        else:
            begin = 0
        if begin and isinstance(tab.run.experiment.model, NetworkModel):
            timetravel.replay(bench, tab.state, begin)
            return
        bench.show(tab.state)
        bench.own = True
        if begin:
            bench.start()

    def choose(self, bench: Bench, at: int) -> None:
        """Put another tab on the bench, and this one away as it is."""
        bench.rest(Pause())
        self.take(bench)
        self.at = at % len(self.all)
        self.restore(bench)
        self.take(bench)

    def add(self, bench: Bench, experiment: Experiment | None = None) -> None:
        """A tab more, which begins as this one did, or with another experiment, and stands on the bench."""
        number = 1 + max(int(tab.id) for tab in self.all)
        self.all.append(Tab(str(number), Run(experiment or bench.experiment)))
        self.choose(bench, len(self.all) - 1)

    def take_up(self, bench: Bench, experiment: Experiment) -> None:
        """Let the tab on the bench begin as another experiment."""
        bench.rest(Pause())
        tab = self.tab
        tab.run, tab.steps, tab.state, tab.trouble = Run(experiment), 0, None, None
        self.restore(bench)
        self.take(bench)

    def close(self, bench: Bench) -> None:
        """This tab goes; where it was the last, a fresh one takes its place."""
        bench.rest(Pause())
        gone = self.all.pop(self.at)
        self._progress.record(LABORATORY, gone.id, "run", "")
        if not self.all:
            self.all.append(Tab(str(int(gone.id) + 1), _fresh()))
        self.at = min(self.at, len(self.all) - 1)
        self.restore(bench)
        self.take(bench)

    def rename(self, bench: Bench, name: str) -> None:
        """Call it something; with nothing, by its data."""
        self.tab.name = " ".join(name.split())
        self.take(bench)

    def take(self, bench: Bench) -> None:
        """Write down what has become of the tab on the bench, unless a run is under way."""
        tab, state = self.tab, bench.state
        if self._progress.of(LABORATORY).at != tab.id:
            self._progress.record(LABORATORY, "", "at", tab.id)
        if tab.unread:
            self._write(tab)  # it may have been given a name
            return
        tab.state = state
        if state.status == states.RUNNING:
            return
        tab.run = state.run if state.records else Run(bench.experiment)
        tab.steps = max(state.weights.step, 1) if len(state.records) > 1 else 0
        self._write(tab)

    def _write(self, tab: Tab) -> None:
        kept = msgspec.json.encode(_Kept(tab.name, to_text(tab.run), tab.steps)).decode()
        if self._written.get(tab.id) != kept:
            self._written[tab.id] = kept
            self._progress.record(LABORATORY, tab.id, "run", kept)

    def leave(self, bench: Bench) -> None:
        """The laboratory is put away, and with it a run under way."""
        bench.rest(Pause())
        self.take(bench)
        self._progress.flush()


def _fresh() -> Run:
    return Run(Experiment(DataRecipe(FIRST_DATA)))


def _idle(tab: Tab, run_id: int) -> RunState:
    """The tab's run before it begins; a fresh one where its data cannot be made any more."""
    try:
        return replace(states.idle(tab.run, run_id), dataset=dataset_of(tab.run))
    except Problem:
        tab.steps = 0
        return states.idle(_fresh(), run_id)
