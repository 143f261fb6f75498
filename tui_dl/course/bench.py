"""The bench at which a lesson is done: its steps, the run at hand, and what has been reached.

The app, plain mode and the checker all work at it; it neither draws nor keeps time. Whoever holds it hands on verbs
with `apply`, and calls `receive` when its runner or fitter has news.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from tui_dl.course import classic, doing, fitting, forgetting, goals, going, handwork, path, sweeping
from tui_dl.course.ledger import Ledger
from tui_dl.course.memory import StepMemory
from tui_dl.course.recipes import data_recipe, experiment_of
from tui_dl.course.scope import BenchScope
from tui_dl.course.written.verbs import Verb, parse_verb
from tui_dl.session.protocol import Epochs, SetPace, Start, Stop
from tui_dl.session.run import Run
from tui_dl.session.state import ENDED, RUNNING, RunState, fold, idle

if TYPE_CHECKING:
    from tui_dl.course.judging import Asked
    from tui_dl.course.written.lesson import Step
    from tui_dl.course.written.loader import WholeLesson
    from tui_dl.course.written.texts import StepTexts
    from tui_dl.engine.problem import Problem
    from tui_dl.session.classical.process import Fitter, PatientFitter
    from tui_dl.session.experiment import Experiment
    from tui_dl.session.protocol import Command, Event
    from tui_dl.session.runner import Runner


class Bench:
    """One lesson under way.

    Attributes:
        whole: The lesson and its words.
        language: `en` or `ko`.
        index: Which step.
        experiment: What the next run starts from.
        state: The run on screen.
        memory: By step id.
        kept: Runs kept by name.
        in_sandbox: Whether the step is left for its sandbox.
        tasks_only: Whether the way leads from task to task, past all words and questions.
        note: Code of what the last deed brought with it (a fresh start), or "".
        refusal: Why the last fit failed, if it did, or what had to be let go of.
        pace: Epochs a second for the runs to come; None: as fast as it goes.
        sweep: Many runs in one go, while they are under way.
        judging: Scores on sealed or fresh rows that the fitting process owes, by request.
        ledger: Where openings of the test part are written; a throw-away one, unless another is lent.
    """

    def __init__(
        self,
        whole: WholeLesson,
        language: str,
        runner: Runner,
        fitter: Fitter | PatientFitter | None = None,
        seed: int | None = None,
    ) -> None:
        self.whole, self.lesson, self.language = whole, whole.lesson, language
        self.runner, self.fitter = runner, fitter
        self.seed = self.lesson.seed if seed is None else seed
        self.memory = {step.id: StepMemory() for step in self.lesson.step}
        self.kept: dict[str, RunState] = {}
        self.index, self.note, self.in_sandbox, self.tasks_only = 0, "", False, False
        self.pace: float | None = None
        self.refusal: Problem | None = None
        self.sweep: sweeping.Sweep | None = None
        self.judging: dict[int, Asked] = {}
        self.ledger = Ledger()
        self._outside: tuple[Experiment, RunState, bool] | None = None
        self._recipe = partial(data_recipe, self.lesson)
        self.next_id, self.live_id, self.request, self.awaited, self.own = 1, 0, 0, 0, False
        self.script: list[Verb] = []
        self.experiment = experiment_of(self.lesson, self.lesson.step[0], self.seed)
        self.state = self.idle(self.experiment)
        self.enter(0)

    @property
    def step(self) -> Step:
        """The step at hand."""
        return self.lesson.step[self.index]

    @property
    def texts(self) -> StepTexts:
        """Its words."""
        return self.whole.texts[self.language].steps[self.step.id]

    @property
    def now(self) -> StepMemory:
        """What is remembered of it."""
        return self.memory[self.step.id]

    @property
    def passed(self) -> bool:
        """Whether the step is done: a task's goal reached, a question answered."""
        return goals.is_done(self.step, self.now)

    @property
    def finished(self) -> bool:
        """Whether every step on the way is."""
        return path.is_finished(self)

    @property
    def is_busy(self) -> bool:
        """Whether something is under way that the next verb of a script has to wait for."""
        return self.state.status == RUNNING or bool(self.state.fitting or self.sweep or self.judging)

    def enter(self, index: int) -> None:
        """Go to a step, and put on the bench what it starts with."""
        self._leave()
        self.index = index
        start, memory = self.step.start, self.now
        self.own = False
        if start == "fresh" and not memory.runs and memory.last_run is None:
            self.show(self.idle(experiment_of(self.lesson, self.step, self.seed)))
        elif memory.last_run is not None and start != "carry":
            self.show(memory.last_run)
            self.own = True
        elif self.lesson.find(start) is not None:
            self.show(path.run_of(self, start))
        if self.step.data or self.step.model:
            wanted = experiment_of(self.lesson, self.step, self.seed)
            if wanted.data != self.experiment.data or type(wanted.model) is not type(self.experiment.model):
                self.show(self.idle(wanted))
        if self.step.held:
            handwork.hold(self)
        goals.look(self)

    def _leave(self) -> None:
        """Put away what is under way."""
        if self.in_sandbox:
            going.back(self)
        self.rest(Stop())
        self.script, self.note = [], ""

    def show(self, state: RunState) -> None:
        """Put a run on the bench, and let the next one start as it did."""
        self.shelve()
        self.state, self.own = state, False
        experiment = state.run.experiment
        for change in state.run.changes:
            experiment = doing.after(experiment, change)
        self.experiment = experiment

    def shelve(self) -> None:
        """Keep the run on screen among the step's, where it is one of them."""
        if self.own and self.state.epochs and not self.in_sandbox:
            forgetting.put_away(self, self.state)

    def idle(self, experiment: Experiment) -> RunState:
        """A run that has not begun."""
        state = idle(Run(experiment), self.next_id + 1)
        self.next_id += 1
        return fitting.carried(getattr(self, "state", None), state)

    def start(self, pause_at: int | None = None) -> None:
        """A new run, from the seed; held when `pause_at` epochs are complete."""
        classic.check(self, self.experiment.model)
        begun = replace(self.idle(self.experiment), status=RUNNING)
        sweeping.give_up(self)
        self.shelve()
        self.state, self.own = begun, True
        if not classic.begin(self):
            self.live_id = self.state.id
            self.runner.send(Start(self.state.id, self.state.run, self.pace, pause_at))

    def apply(self, verb: Verb | str) -> None:
        """Do something.

        Raises:
            Problem: It cannot be done; nothing has changed then.
        """
        self.note = ""
        doing.do(self, parse_verb(verb) if isinstance(verb, str) else verb)
        self.receive()

    def rest(self, command: Command) -> None:
        """End or hold a run under way, and wait until that is so: what is on the bench is then all of it."""
        classic.give_up(self)
        sweeping.give_up(self)
        if self.state.status == RUNNING:
            self.runner.send(command)
            self._take(self.runner.rest())
            self._remember()
        if self.state.status == RUNNING:  # its process does not answer: what is known of it stands
            self.state = replace(self.state, status=ENDED, stopped="user")

    def receive(self) -> bool:
        """Take in what runner and fitter have told; whether there was anything."""
        events, answers = self.runner.receive(), self.fitter.receive() if self.fitter else []
        self._take(events)
        fitting.take_all(self, answers)
        self._remember()
        goals.look(self)
        if self.script and not self.is_busy:
            doing.do(self, self.script.pop(0))
            return self.receive() or True
        return bool(events or answers)

    def _take(self, events: list[Event]) -> None:
        for event in events:
            if sweeping.take(self, event):
                continue
            before = len(self.state.records)
            self.state = fold(self.state, event)
            if isinstance(event, Epochs) and event.id == self.state.id:
                goals.look(self, range(before, len(self.state.records)))
                forgetting.hold_in_bounds(self)

    def _remember(self) -> None:
        if self.in_sandbox:
            return
        if self.own and (self.state.epochs or self.state.run.changes):
            self.now.last_run = self.state
        for memory in self.memory.values():
            if memory.passed_run is not None and memory.passed_run.id == self.state.id:
                memory.passed_run = self.state

    def scope(self, at: int | None = None) -> BenchScope:
        """What a condition sees: the run on screen, at one of its records."""
        others, own = tuple(self.now.runs), self.own and not self.in_sandbox
        return BenchScope(self.state, at, self.now, others, path.named_runs(self), self._recipe, own)

    def scope_of(self, step: str) -> BenchScope | None:
        """The run that passed a step, else its last run; None where it had none."""
        memory = self.memory.get(step, StepMemory())
        state = memory.passed_run or memory.last_run
        if state is None:
            return None
        return BenchScope(state, None, memory, memory.beside(state), path.named_runs(self), self._recipe)

    def set_aside(self) -> None:
        """Remember this very spot, before the sandbox."""
        self._outside = self.experiment, self.state, self.own

    def take_back(self) -> None:
        """Return to it."""
        if self._outside is not None:
            self.experiment, self.state, self.own = self._outside
            self._outside = None

    def set_pace(self, pace: float | None) -> None:
        """Watch faster or slower."""
        self.pace = pace
        self.runner.send(SetPace(pace))
