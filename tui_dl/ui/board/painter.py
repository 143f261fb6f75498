"""Puts a bench on the lesson screen: which parts are there, and how often each is drawn anew."""

from __future__ import annotations

from asyncio import Lock
from math import inf
from typing import TYPE_CHECKING

from textual.widgets import Static

from tui_dl.ui.board import controls, cursor, face
from tui_dl.ui.board.arrangement import DRESSED, NARROW, arrange, room_beside
from tui_dl.ui.board.gaze import Gaze
from tui_dl.ui.board.room import room_on
from tui_dl.ui.board.rows import show_rows, show_tabs
from tui_dl.ui.prose import styled
from tui_dl.ui.thrift.budget import Budget
from tui_dl.ui.thrift.updates import wear
from tui_dl.ui.widgets.figure_view import FigureView
from tui_dl.ui.widgets.figures import Figures
from tui_dl.ui.widgets.question import Question
from tui_dl.ui.widgets.said import Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_dl.course.bench import Bench
    from tui_dl.ui.screens.board import Board
    from tui_dl.views.scene import Scene


class Painter:
    """The screen's brush.

    Attributes:
        tab: Read, watch, or more.
        large: The figure that is shown alone, if any.
    """

    def __init__(self, screen: Board, tick: float) -> None:
        """`tick`: seconds between two looks at what training has told."""
        self._screen = screen
        self.tab = 0
        self.large: str | None = None
        self._as_words, self._was_beside, self._told = False, 0, ""
        self._gaze = Gaze(screen)
        self._budget = Budget(screen, tick)
        self._unfinished: list[FigureView] = []
        self._hanging = Lock()  # keys and resizing come from different tasks: one change of widgets at a time

    @property
    def _bench(self) -> Bench:
        return self._screen.bench

    @property
    def _figures(self) -> Figures:
        return self._screen.query_one("#figures", Figures)

    @property
    def _beside(self) -> int:
        return room_beside(self._screen.size.width, self._screen.size.height)

    async def step(self, *, fresh: bool = True) -> None:
        """Show another step (or the same in another language)."""
        screen = self._screen
        self._was_beside = self._beside
        with screen.app.batch_update():  # all of it is drawn in one go
            if fresh:
                self._figures.begin_anew()
                self.large = None
                self.tab = 1 if self._bench.step.kind == "sandbox" and not controls.has_panel(self._bench) else 0
            async with self._hanging:
                await controls.hang(screen, self._beside)
            screen.query_one(Said).keep_row(kept=self._bench.step.kind == "task" and not self._bench.in_sandbox)
            self.text()
            screen.query_one("#left").scroll_home(animate=False)
            if fresh:
                wants_answer = self._bench.step.kind in {"choose", "number"}
                focused = screen.query_one(Question) if wants_answer else screen.query_one("#left")
                screen.set_focus(focused, scroll_visible=not wants_answer)  # a long text is read from its beginning
            await self.choose_tab(self.tab)

    async def ground(self) -> None:
        """Other data or another model: other knobs, other figures; the cursor stays where it was."""
        async with self._hanging:
            await controls.hang_anew(self._screen, self._beside)
        await self.choose_tab(self.tab)

    def text(self) -> None:
        """The step's words, question and replies."""
        bench, screen = self._bench, self._screen
        self._prose()
        question = screen.query_one(Question)
        question._language = bench.language  # noqa: SLF001  the language may change at run time
        question.show(bench.step, bench.texts.choices, bench.now.answer, bench.now.sure)
        reply = face.replies(bench)
        screen.query_one("#reply", Static).update(styled(reply))
        screen.query_one("#reply").display = bool(reply)
        if reply:
            screen.call_after_refresh(screen.query_one("#left").scroll_end, animate=False)

    def _prose(self) -> None:
        """The step's words, with the numbers of the run on screen."""
        if (body := face.body(self._bench)) != self._told:
            self._told = body
            self._screen.query_one("#prose", Static).update(styled(body))

    async def choose_tab(self, index: int) -> None:
        """Show a tab; in a wide terminal all are there at once."""
        screen = self._screen
        panel = controls.has_panel(self._bench)
        reading = panel or self._bench.step.kind in {"read", "choose", "number"}
        placed = arrange(face.figures_of(self._bench), index, room_on(screen), reading=reading)
        self.tab = index % placed.tabs
        figures = (self.large,) if self.large else placed.figures
        worn = {"-wide": bool(self._beside), "-narrow": not self._beside, "-open": panel}
        worn |= placed.classes(self.tab, len(figures))
        async with self._hanging:
            fresh = await self._bring_in_sight(figures)
        dressed = [*(screen.query_one(one) for one in DRESSED), *self._figures.in_sight]
        if wear(screen, worn, dressed, fresh):
            for view in self._figures.in_sight:
                view.place_anew()
        if screen.focused is None and not self.tab:
            screen.set_focus(screen.query_one("#left"))  # it was out of sight; arrows scroll it again
        show_tabs(screen, self.tab, "knobs" if panel else "read")
        self.paint(hurry=True)

    async def resized(self) -> None:
        """Show as many figures as there is room for now."""
        if self._beside != self._was_beside:
            self._was_beside = self._beside
            async with self._hanging:
                await controls.hang_anew(self._screen, self._beside)
        if self._figures.names or self.tab:
            await self.choose_tab(self.tab)
        else:
            self.paint(hurry=True)

    async def _bring_in_sight(self, names: tuple[str, ...]) -> Sequence[FigureView]:
        """These; a style is due to those that come back."""
        figures, focused = self._figures, self._screen.focused
        if names == figures.names:
            return []
        self._budget.forget()
        await figures.show(names)
        for view in figures.in_sight:
            view.as_words = self._as_words
        if isinstance(focused, FigureView) and focused.figure_name not in names:
            self._screen.set_focus(self._screen.query_one("#left"))
        return figures.in_sight

    async def prepare(self) -> None:
        """Hang one more of the step's figures, out of sight: the tab that shows it comes at once then."""
        if self._screen.lateness.strain or not self._screen.is_current:
            return
        async with self._hanging:
            await self._figures.prepare(face.figures_of(self._bench))

    async def leave_text(self) -> None:
        """Where only the text is in sight, show the figures."""
        seen = "-below", *(("-beside",) if controls.has_panel(self._bench) else ())
        if self.tab == 0 and not any(map(self._screen.has_class, seen)):
            await self.choose_tab(1)

    async def bring(self, name: str) -> None:
        """Show the tab that holds a figure, unless it is in sight; where another is large, it is large instead."""
        names = face.figures_of(self._bench)
        if name in names and name not in self._figures.names:
            self.large = name if self.large else None
            await self.choose_tab(1 + names.index(name) // NARROW)

    async def turn(self, way: int) -> None:
        """The next tab, or the one before; where one figure is large, the next figure, or the one before."""
        names = face.figures_of(self._bench)
        if self.large in names:
            await self.bring(names[(names.index(self.large) + way) % len(names)])
            return
        await self.turn_to(self.tab + way)

    async def turn_to(self, index: int) -> None:
        """A tab; where one figure is large, the first of that tab is."""
        self.large = (
            next(iter(face.figures_of(self._bench)[(index - 1) * NARROW :]), None) if self.large and index else None
        )
        await self.choose_tab(index)

    async def cursor(self) -> None:
        """Walk among the weights."""
        await cursor.take(self._screen)

    async def maximise(self, name: str | None = None) -> None:
        """One figure alone, or all again; without a name, one after the other."""
        if name is None and self.large is None and self._figures.names:
            focused = self._screen.focused
            name = focused.figure_name if isinstance(focused, FigureView) else self._figures.names[0]
        self.large = None if name == self.large or name is None else name
        await self.choose_tab(max(1, self.tab))

    async def toggle_words(self) -> None:
        """Figures as words, and back."""
        self._as_words = not self._as_words
        for view in self._figures.hung.values():
            view.as_words = self._as_words
        self.paint(hurry=True)

    async def gaze(self, how: str) -> None:
        """Look at something else: another model, other points, other curves."""
        shown = getattr(self._gaze, how)(self._bench)
        if not set(shown) & set(self._figures.names):
            await self.bring(shown[0])
        self.paint(hurry=True)

    @property
    def scene(self) -> Scene:
        """What is seen of the bench."""
        return self._gaze.scene(self._bench)

    def paint(self, *, hurry: bool = False) -> None:
        """Draw what has changed; figures less often than numbers while a run goes on, unless in a hurry."""
        screen = self._screen
        if not screen.is_mounted or (not hurry and screen.app.line_stalls):  # type: ignore[attr-defined]  # our own app
            return
        with screen.app.batch_update():
            scene = self.scene
            show_rows(screen, scene)
            if hurry:
                self._prose()
            for view in self._figures.in_sight:
                if hurry or self._budget.is_due(view.figure_name):
                    self._budget.drew(view.figure_name)
                    self._budget.spend(view.show(scene, screen.look, inf if hurry else self._budget.room()))
                else:
                    self._budget.spend(view.go_on(self._budget.room()))
            self._unfinished = [view for view in self._figures.in_sight if view.unfinished]

    def go_on(self) -> None:
        """Bring more of what was drawn to the screen, without news."""
        if not self._unfinished or self._screen.app.line_stalls:  # type: ignore[attr-defined]  # our own app
            return
        for view in self._unfinished:
            self._budget.spend(view.go_on(self._budget.room()))
        self._unfinished = [view for view in self._unfinished if view.unfinished and view.is_mounted]
