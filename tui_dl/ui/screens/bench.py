"""A bench at work: what its keys and widgets do. The lesson and the laboratory are such screens."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from tui_dl.course import fitting, timetravel
from tui_dl.course.doing import lay_out
from tui_dl.course.written.verbs import Verb
from tui_dl.session.past.bookmarks import bookmarks
from tui_dl.session.protocol import Pause
from tui_dl.session.state import PAUSED, RUNNING
from tui_dl.ui import keys, own_keys, pace
from tui_dl.ui.board import face, open_bench
from tui_dl.ui.knob_words import knob_help
from tui_dl.ui.screens.board import Board
from tui_dl.ui.widgets.figure_view import FigureView
from tui_dl.ui.widgets.knob_row import KnobView
from tui_dl.ui.widgets.said import Said
from tui_dl.ui.widgets.scrubber import Scrubber
from tui_dl.words import say
from tui_dl.words.knobs import as_text

if TYPE_CHECKING:
    from tui_dl.session.experiment import Experiment
    from tui_dl.ui.messages import FigureChosen, Forked, HandLaid, KnobChanged, KnobFocused, Scrubbed, TabChosen

OVER = 0.9  # the validation score that a bookmark waits for, where no goal asks for another
ANSWERED = 0.02  # seconds after which a look into the past has mostly been answered


class BenchScreen(Board):
    """One bench at work."""

    KEYS = keys.BENCH
    BINDINGS: ClassVar[list[Any]] = keys.bindings(KEYS)

    async def action_run_or_pause(self) -> None:
        """Space: run, pause or go on, as fits."""
        verbs = {RUNNING: "pause", PAUSED: "resume"}
        await self.do(verbs.get(self.bench.state.status, "run"))
        await self.painter.leave_text()

    async def action_verb(self, verb: str) -> None:
        """One batch, one epoch, again from the seed, one step back: what a key says."""
        await self.do(verb)
        if verb != "previous":
            await self.painter.leave_text()

    def action_unit(self, way: int) -> None:
        """A hidden unit more or fewer, where there is the layers knob."""
        for knob in list(self.query(".knob-hidden").results(KnobView))[:1]:
            knob.change_units(way)

    def action_pace(self, factor: float) -> None:
        """Watch slower, faster, or at full speed."""
        self.own_pace = True
        self.bench.set_pace(pace.changed(self.bench, factor))
        self.painter.paint(hurry=True)

    async def action_fit(self) -> None:
        """Fit the classical methods, or give up fitting."""
        if self.bench.state.fitting:
            fitting.cancel(self.bench)
            self.say(say(self.bench.language, "ui.fits_cancelled"))
            self.after_news()
        else:
            await self.do("fit all")
            await self.painter.bring("baselines")

    async def action_paint(self, what: str, *how: str) -> None:
        """Look in another way: figures as words, one of them large, another model's region."""
        await getattr(self.painter, what)(*how)

    def action_jump(self) -> None:
        """A letter on every panel: press it, and the focus is there."""
        hung = self.query("KnobView, Question, OfferButton, FigureView")
        seen = {one: self.find_widget(one).visible_region for one in hung if one.is_on_screen}
        panels = [one for one, place in seen.items() if place.area]  # a knob below the edge is none
        places = [seen[one] for one in panels]

        async def there(number: int | None) -> None:
            if number is None:
                return
            panel = panels[number]
            if isinstance(panel, FigureView) and not panel.can_focus:
                await self.painter.maximise(panel.figure_name)
            else:
                self.set_focus(panel)

        self.app.push_screen(import_module("tui_dl.ui.screens.jump").JumpScreen(places, self.size), there)

    def action_compare(self) -> None:
        """Runs side by side, with the knobs in which they differ."""
        screen = import_module("tui_dl.ui.screens.compare").CompareScreen(
            lambda: self.bench.whole.texts[self.bench.language].title,
            lambda: self.painter.scene,
            self.action_fit,
            self.look,
        )
        self.app.push_screen(screen)

    async def action_share(self) -> None:
        """The run on screen as a line of code and as a program."""
        await self._hold()
        if not timetravel.has_past(self.bench):
            self.say(say(self.bench.language, "ui.no_past"))
            return
        one = import_module("tui_dl.ui.sharing").shared(self.bench.state)
        screen = import_module("tui_dl.ui.screens.share")
        self.app.push_screen(screen.ShareScreen(one, self.bench.language, ascii_only=self.look.ascii))

    async def _hold(self) -> None:
        """Let a run under way pause, and wait for it."""
        if self.bench.state.status == RUNNING:
            await self.do("pause")
            self.bench.rest(Pause())

    async def action_forks(self) -> None:
        """Where this run parted from others, and back to one of them."""
        await self._hold()
        import_module("tui_dl.ui.forking").show(self)

    async def action_past(self) -> None:
        """Back in time, epoch by epoch; again: back to now."""
        scrubber = self.query_one(Scrubber)
        if scrubber.display:
            self.on_past_left()
            return
        if self.query_one(Said).kind in {"note", "problem"}:
            self.say("")
        await self._hold()
        if not timetravel.has_past(self.bench):
            self.say(say(self.bench.language, "ui.no_past"))
            return
        state = self.bench.state
        scrubber.language = self.bench.language
        over = face.goal_score(self.bench) or OVER
        scrubber.open(state.records, bookmarks(state, over), over)
        self.set_focus(scrubber)
        await self.painter.leave_text()

    def on_scrubbed(self, message: Scrubbed) -> None:
        """Ask for another step of the past; the answer is drawn when it comes."""
        timetravel.look(self.bench, message.step)
        self.set_timer(ANSWERED, self.hear)

    def on_forked(self, message: Forked) -> None:
        """Another run goes on from here."""
        timetravel.go_on_from(self.bench, message.step)
        self.on_past_left()
        self.hear()
        self.say(say(self.bench.language, "ui.forked"))

    def on_past_left(self) -> None:
        """The present again."""
        timetravel.leave(self.bench)
        self.query_one(Scrubber).close()
        self.set_focus(self.query_one("#left"))
        self.painter.paint(hurry=True)

    async def action_undo(self) -> None:
        """Put the last turned knob back."""
        if self.undone:
            await self.undone.pop()()
        else:
            self.say(say(self.bench.language, "ui.no_undo"))

    async def action_tab(self, index: int, way: int = 0) -> None:
        """A tab by its number, or (with `way`) the next or the one before."""
        await (self.painter.turn(way) if way else self.painter.turn_to(index))

    async def action_leave(self) -> None:
        """Out of a knob or a network, out of a large figure, then home; a run under way is put away."""
        if isinstance(self.focused, KnobView | FigureView):
            self.set_focus(self.query_one("#left"))
        elif self.painter.large:
            await self.painter.maximise()
        else:
            self.go_home()

    def go_home(self) -> None:
        """Home; a run under way is put away."""
        self.notes.leave(self.bench)
        self.dismiss()

    async def on_knob_changed(self, message: KnobChanged) -> None:
        """A knob was turned: as if it had been typed."""
        await self.turn(message.name, message.text)

    async def turn(self, name: str, text: str) -> None:
        """A knob takes a value; `u` puts the old one back."""
        bench = self.bench
        before, ground = face.knob_value(bench, name), bench.experiment
        if await self.do(open_bench.turned(name, text)):
            if name in open_bench.CHOSEN:
                self.undone.append(partial(self.put_back, ground))
                await self.painter.ground()
            elif before is not None:
                self.undone.append(partial(self.do, Verb("set", (), {name: as_text(before)})))
        if face.answers_at_once(bench):  # let it be seen
            await self.painter.leave_text()

    async def put_back(self, experiment: Experiment) -> None:
        """Other data and another model, as they were."""
        lay_out(self.bench, experiment)
        self.notes.take(self.bench)
        await self.painter.ground()

    def on_knob_focused(self, message: KnobFocused) -> None:
        """Say what the knob does."""
        table, key = open_bench.spec(self.bench, message.name), own_keys.key_of(self, "help")
        self.say(knob_help(self.bench, message.name, table, key), "knob")

    def on_descendant_focus(self) -> None:
        """Other keys work now."""
        self.painter.paint()

    async def on_hand_laid(self, message: HandLaid) -> None:
        """A weight was set, or a unit held: all figures follow."""
        await self.do(message.verb)

    async def on_tab_chosen(self, message: TabChosen) -> None:
        """A tab was clicked."""
        await self.painter.turn_to(message.index)

    async def on_figure_chosen(self, message: FigureChosen) -> None:
        """A figure was clicked."""
        await self.painter.maximise(message.name)
