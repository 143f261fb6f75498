"""The laboratory: any data, any knob, all figures, in tabs that are there again the next time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.widgets import Static

from tui_dl.session.knobs import value_of
from tui_dl.ui import keys
from tui_dl.ui.screens.bench import BenchScreen
from tui_dl.ui.screens.prompt import PromptScreen
from tui_dl.ui.widgets.lab_tabs import LabTabs
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.course.laboratory import Tabs
    from tui_dl.figures.figure import Look
    from tui_dl.ui.messages import LabTabChosen


class LabScreen(BenchScreen):
    """A bench with tabs of its own."""

    KEYS = keys.LABORATORY
    BINDINGS: ClassVar[list[Any]] = keys.bindings(keys.OF_LABORATORY)
    notes: Tabs

    def __init__(self, bench: Bench, tabs: Tabs, look: Look) -> None:
        super().__init__(bench, tabs, look)
        self.tabs = tabs

    async def on_mount(self) -> None:
        """The tabs stand right under the head."""
        await self.mount(LabTabs(), after=self.query_one("#head", Static))
        self._name_tabs()

    @property
    def place(self) -> str:
        """How many tabs there are, and which is on the bench."""
        return say(self.bench.language, "lab.place", number=self.tabs.at + 1, total=len(self.tabs.all))

    async def enter_step(self) -> None:
        """Another tab has another run, and knobs that cannot be put back here."""
        self.undone.clear()
        await super().enter_step()

    def after_news(self) -> None:
        """A tab is called by its data until it has a name of its own."""
        super().after_news()
        self._name_tabs()

    def _name_tabs(self) -> None:
        for row in self.query(LabTabs):
            row.show([tab.label for tab in self.tabs.all], self.tabs.at)

    async def _turn_to(self, index: int) -> None:
        self.tabs.choose(self.bench, index)
        await self._show_tab()

    async def _show_tab(self) -> None:
        self.say("")
        await self.enter_step()
        self.after_news()

    async def action_new_tab(self) -> None:
        """One more, which begins as this one did."""
        self.tabs.add(self.bench)
        await self._show_tab()

    async def action_other_tab(self, way: int) -> None:
        """The next tab, or the one before."""
        await self._turn_to(self.tabs.at + way)

    async def action_close_tab(self) -> None:
        """This tab goes."""
        self.tabs.close(self.bench)
        await self._show_tab()

    def action_rename_tab(self) -> None:
        """Call it something."""
        question = say(self.bench.language, "lab.rename")
        prompt = PromptScreen(question, self.tabs.tab.label, ascii_only=self.look.ascii)
        self.app.push_screen(prompt, self._renamed)

    def _renamed(self, name: str | None) -> None:
        if name is not None:
            self.tabs.rename(self.bench, name)
            self.after_news()

    async def action_new_sample(self) -> None:
        """Other rows, drawn in the same way."""
        await self.turn("seed.data", str(int(str(value_of(self.bench.experiment, "seed.data"))) + 1))

    async def on_lab_tab_chosen(self, message: LabTabChosen) -> None:
        """A tab was clicked, or the mark that opens another."""
        if message.index < 0:
            await self.action_new_tab()
        else:
            await self._turn_to(message.index)
