"""The forks of a run as a short list: where each parted and by what, and how both stood at the same epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui_dl.figures.canvas import to_ascii
from tui_dl.ui import keys
from tui_dl.ui.screens.left_once import Overlay
from tui_dl.views.fork_words import turned
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tui_dl.session.past.forks import Fork
    from tui_dl.session.records import EpochRecord
    from tui_dl.session.state import RunState


class Chosen(NamedTuple):
    """A run of the list, and whether it is to be seen side by side with what it parted from, or what parted from it."""

    run_id: int
    both: bool = False


class ForksScreen(Overlay[Chosen]):
    """Gives what was chosen; None where it was left."""

    BINDINGS: ClassVar[list[Any]] = [("escape", "dismiss(None)", ""), *keys.bindings(keys.FORKS)]

    def __init__(self, forks: Sequence[Fork], here: int, language: str, *, ascii_only: bool) -> None:
        """`here` is the id of the run on the bench."""
        super().__init__(classes="-ascii" if ascii_only else "")
        self._language, self._here, self._ascii = language, here, ascii_only
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
        self.query_one("#sheet").border_subtitle = say(self._language, "forks.keys")
        rows = self.query_one(OptionList)
        rows.highlighted = next((at for at, (state, _) in enumerate(self._rows) if state.id == self._here), 0)
        rows.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """This one goes on the bench."""
        self.dismiss(Chosen(self._rows[event.option_index][0].id))

    def action_both(self) -> None:
        """This one and its other half, live."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.dismiss(Chosen(self._rows[at][0].id, both=True))

    def _marked(self, state: RunState, told: str) -> str:
        return f"{self._mark if state.id == self._here else ' '} {told}"

    def _of_trunk(self, trunk: RunState) -> str:
        return say(self._language, "forks.trunk", epochs=trunk.epochs, score=_score(trunk.last))

    def _of_branch(self, fork: Fork) -> str:
        ours, theirs = fork.level
        fields = {"began": fork.began, "epoch": ours.epoch, "score": _score(ours), "other": _score(theirs)}
        knobs = turned(fork, self._language)
        told = say(self._language, "forks.branch", knobs=knobs, **fields)
        return to_ascii(told) if self._ascii else told


def _is_branch(state: RunState, forks: Sequence[Fork]) -> bool:
    return any(fork.state.id == state.id for fork in forks)


def _score(record: EpochRecord | None) -> str:
    """A record's validation score as text."""
    score = record.validation.score if record is not None else None
    return numbers.short_score(score)
