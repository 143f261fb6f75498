"""What is remembered of a step while a lesson is open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_dl.session.state import RunState


@dataclass(slots=True)
class StepMemory:
    """One step's past.

    Attributes:
        answer: What was answered, as text.
        sure: Whether the learner was sure of it, where that was asked.
        hints: Rungs taken.
        passed_run: The run whose clauses first held together, as it is now.
        last_run: The step's latest run.
        runs: Runs of at least one epoch, those of the sandbox excepted; the one on screen is not among them. Of the
            earlier ones not every epoch is there (`forgetting`).
        told: Codes of what had to be let go of, each said once.
        done: Clauses of the step (not of a run) that have come true.
        together: Whether the run clauses have held together.
        did: What was done: run, pause, step, resume, sandbox, back, change.KNOB.
        warned: Whether 'next' has already said what is missing.
        opened: Looks at the test part: how many models were scored on it.
        draws: Fresh samples drawn.
    """

    answer: str | None = None
    sure: bool | None = None
    hints: int = 0
    passed_run: RunState | None = None
    last_run: RunState | None = None
    runs: list[RunState] = field(default_factory=list)
    done: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)
    together: bool = False
    passed: bool = False
    did: set[str] = field(default_factory=set)
    warned: bool = False
    opened: int = 0
    draws: int = 0

    def beside(self, state: RunState) -> tuple[RunState, ...]:
        """All runs of the step but this one, the latest among them though it may not be put away yet."""
        latest = () if self.last_run is None else (self.last_run,)
        return tuple({run.id: run for run in (*self.runs, *latest) if run.id != state.id}.values())
