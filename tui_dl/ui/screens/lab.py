"""The laboratory: any data, any knob, all figures, in tabs that are there again the next time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.widgets import Static

from tui_dl.engine.problem import Problem
from tui_dl.session.experiment import Experiment, NetworkModel
from tui_dl.session.knobs import KNOBS, parse, value_of, with_value
from tui_dl.session.state import RUNNING
from tui_dl.session.tables.lent import is_at_hand
from tui_dl.ui import keys
from tui_dl.ui.fetching import Fetching
from tui_dl.ui.naming import sentence_with_keys
from tui_dl.ui.screens.bench import BenchScreen
from tui_dl.ui.screens.own_table import OwnTableScreen
from tui_dl.ui.screens.prompt import PromptScreen
from tui_dl.ui.screens.sweep import SweepScreen
from tui_dl.ui.widgets.lab_tabs import LabTabs
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.course.laboratory import Tabs
    from tui_dl.course.written.verbs import Verb
    from tui_dl.data.recipe import DataRecipe
    from tui_dl.figures.figure import Look
    from tui_dl.ui.crew import Crew
    from tui_dl.ui.messages import LabTabChosen

TICK = 0.1  # seconds between looks at what the reader has told


class LabScreen(BenchScreen):
    """A bench with tabs of its own."""

    KEYS = keys.LABORATORY
    BINDINGS: ClassVar[list[Any]] = keys.bindings(keys.OF_LABORATORY)
    notes: Tabs

    def __init__(self, bench: Bench, tabs: Tabs, look: Look, crew: Crew) -> None:
        super().__init__(bench, tabs, look, crew)
        self.tabs, self.fetching = tabs, Fetching(crew.reader)

    async def on_mount(self) -> None:
        """The tabs stand right under the head."""
        await self.mount(LabTabs(), after=self.query_one("#head", Static))
        self._name_tabs()
        self.set_interval(TICK, self.hear_reader)

    @property
    def place(self) -> str:
        """How many tabs there are, and which is on the bench."""
        return say(self.bench.language, "lab.place", number=self.tabs.at + 1, total=len(self.tabs.all))

    @property
    def head(self) -> str:
        """The row at the top; of a tab whose table is not read, its name alone."""
        if not self.tabs.tab.unread:
            return super().head
        language = self.bench.language
        return "   ".join((f" {say(language, 'lab.title')}", self.place, self.tabs.tab.label, language))

    async def enter_step(self) -> None:
        """Another tab has another run, and knobs that cannot be put back here."""
        self.undone.clear()
        self.fetching.cancel()
        self.set_class(self.tabs.tab.unread, "-unread")
        await super().enter_step()
        self._fetch_tab()

    def after_news(self) -> None:
        """A tab is called by its data until it has a name of its own."""
        super().after_news()
        self._name_tabs()
        state = self.bench.state
        if state.status == RUNNING and not state.records and state.dataset.training_rows > len(state.dataset.train):
            self.say(say(self.bench.language, "lab.worker_reads"))

    def _name_tabs(self) -> None:
        for row in self.query(LabTabs):
            row.show([tab.label for tab in self.tabs.all], self.tabs.at)

    def say_problem(self, problem: Problem) -> None:
        """One sentence about what could not be done; keys are named in it, and no options of the command line."""
        self.say(sentence_with_keys(self.bench.language, problem), "problem")

    def _fetch_tab(self) -> None:
        """A tab whose own table is not at hand has it read; until then there is nothing to see or to do in it."""
        tab = self.tabs.tab
        if not tab.unread:
            return
        if tab.trouble is not None:
            self.say_problem(tab.trouble)
            return
        self.fetching.ask(tab.run.experiment, self._tab_is_read)
        self.say(self.fetching.told(self.bench.language))

    async def _tab_is_read(self) -> None:
        self.tabs.restore(self.bench)
        await self._show_tab()

    async def hear_reader(self) -> None:
        """Go on with what waited for a table, or say why it cannot be read."""
        if not self.fetching.waits or not self.is_current:
            return
        try:
            then = self.fetching.take()
        except Problem as problem:
            if self.tabs.tab.unread:
                self.tabs.tab.trouble = problem
            self.say_problem(problem)
            return
        if then is not None:
            self.say("")
            await then()
        else:
            self.say(self.fetching.told(self.bench.language))

    async def do(self, verb: Verb | str) -> bool:
        """Do a verb, where there is something to do it to."""
        tab = self.tabs.tab
        if tab.unread:
            if tab.trouble is not None:
                self.say_problem(tab.trouble)
            return False
        return await super().do(verb)

    async def turn(self, name: str, text: str) -> None:
        """A knob takes a value; where this draws other rows of a table of one's own, they are read first."""
        try:
            wanted = with_value(self.bench.experiment, name, parse(name, text)) if name in KNOBS else None
        except Problem:
            wanted = None  # refused in the usual way
        if wanted is None or is_at_hand(wanted) or self.tabs.tab.unread:
            await super().turn(name, text)
            return

        async def then() -> None:
            await super(LabScreen, self).turn(name, text)

        self.fetching.ask(wanted, then)
        self.say(self.fetching.told(self.bench.language))

    async def action_leave(self) -> None:
        """What is being read is given up first."""
        if self.fetching.waits:
            self.fetching.cancel()
            problem = Problem("table_given_up")
            if self.tabs.tab.unread:
                self.tabs.tab.trouble = problem
            self.say_problem(problem)
            return
        await super().action_leave()

    def go_home(self) -> None:
        """Home; nothing goes on being read."""
        self.fetching.cancel()
        super().go_home()

    def action_own_table(self) -> None:
        """Look at a table of one's own, and train on it in a tab."""
        self.fetching.cancel()
        bench, tab = self.bench, self.tabs.tab
        table = tab.run.experiment.data.table
        seed, path = bench.experiment.seed_of("data"), table.path if table else ""
        screen = OwnTableScreen(self.crew.reader, seed, bench.language, path, ascii_only=self.look.ascii)
        self.app.push_screen(screen, self._table_chosen)

    async def _table_chosen(self, recipe: DataRecipe | None) -> None:
        """In a tab of its own; in this one, where it could not show what it was."""
        if recipe is None:
            self._fetch_tab()
            return
        base = self.bench.experiment
        model = base.model if isinstance(base.model, NetworkModel) else NetworkModel()
        experiment = Experiment(recipe, model, base.seed, base.seeds)
        if self.tabs.tab.unread:
            self.tabs.take_up(self.bench, experiment)
        else:
            self.tabs.add(self.bench, experiment)
        await self._show_tab()

    def action_sweep(self) -> None:
        """A grid of settings, trained over several seeds."""
        tab, base = self.tabs.tab, self.bench.experiment
        if tab.unread or not isinstance(base.model, NetworkModel):
            self.say_problem(tab.trouble or Problem("not_a_network"))
            return
        screen = SweepScreen(self.crew.sweeper, base, self.bench.state.dataset, self.tabs.plan, self.look)
        self.app.push_screen(screen, partial(self._swept, screen))

    async def _swept(self, screen: SweepScreen, experiment: Experiment | None) -> None:
        """The plan is remembered; a setting that was chosen comes into the tab, and `u` puts the one before back."""
        self.tabs.plan = screen.plan
        if experiment is None:
            return
        self.undone.append(partial(self.put_back, self.bench.experiment))
        await self.put_back(experiment)
        self.after_news()

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
