"""The forks of a run as a short list: where each parted and by what, and how both stood at the same epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui_dl.session.comparing import DATA, HAND, MODEL, differing, setting
from tui_dl.ui.naming import as_text, knob_label
from tui_dl.ui.screens.left_once import Overlay
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tui_dl.course.forks import Fork
    from tui_dl.session.records import EpochRecord
    from tui_dl.session.state import RunState

MOST_KNOBS = 3  # named


class ForksScreen(Overlay[int]):
    """Gives the id of the run that was chosen; None where it was left."""

    BINDINGS: ClassVar[list[Any]] = [("escape", "dismiss(None)", "")]

    def __init__(self, forks: Sequence[Fork], here: int, language: str, *, ascii_only: bool) -> None:
        """`here` is the id of the run on the bench."""
        super().__init__(classes="-ascii" if ascii_only else "")
        self._language, self._here = language, here
        self._mark = ">" if ascii_only else "▶"
        trunks = {fork.trunk.id: fork.trunk for fork in forks}
        self._rows = [(trunk, self._of_trunk(trunk)) for trunk in trunks.values() if not _is_branch(trunk, forks)]
        self._rows += [(fork.state, self._of_branch(fork)) for fork in forks]

    def compose(self) -> ComposeResult:
        """A row a run."""
        with Vertical(id="sheet"):
            yield OptionList(*(Option(self._marked(state, told)) for state, told in self._rows))

    def on_mount(self) -> None:
        """Title, and the cursor on the run that is on the bench."""
        self.query_one("#sheet").border_title = say(self._language, "forks.title")
        rows = self.query_one(OptionList)
        rows.highlighted = next((at for at, (state, _) in enumerate(self._rows) if state.id == self._here), 0)
        rows.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """This one goes on the bench."""
        self.dismiss(self._rows[event.option_index][0].id)

    def _marked(self, state: RunState, told: str) -> str:
        return f"{self._mark if state.id == self._here else ' '} {told}"

    def _of_trunk(self, trunk: RunState) -> str:
        return say(self._language, "forks.trunk", epochs=trunk.epochs, score=_score(trunk.last))

    def _of_branch(self, fork: Fork) -> str:
        ours, theirs = fork.level
        fields = {"began": fork.began, "epoch": ours.epoch, "score": _score(ours), "other": _score(theirs)}
        return say(self._language, "forks.branch", knobs=self._knobs(fork), **fields)

    def _knobs(self, fork: Fork) -> str:
        """What is turned in the branch: each knob with both values."""
        before, after = fork.trunk.run, fork.state.run
        names = [name for name in differing([before, after]) if name not in {DATA, MODEL, HAND, "epoch_limit"}]
        way = "->" if self._mark == ">" else "→"
        values = {name: f" {way} ".join(as_text(setting(run, name)) for run in (before, after)) for name in names}
        told = [f"{knob_label(self._language, name)} {values[name]}" for name in names[:MOST_KNOBS]]
        more = len(names) - MOST_KNOBS
        touched = [say(self._language, "forks.otherwise")] if not told else []
        return ", ".join([*told, *touched, *([f"+{more}"] if more > 0 else [])])


def _is_branch(state: RunState, forks: Sequence[Fork]) -> bool:
    return any(fork.state.id == state.id for fork in forks)


def _score(record: EpochRecord | None) -> str:
    """A record's validation score as text."""
    score = record.validation.score if record is not None else None
    return numbers.short_score(score)
