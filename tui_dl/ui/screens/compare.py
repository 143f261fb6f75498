"""Runs and classical methods side by side: curves over each other, scores, and in what they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.containers import Container
from textual.widgets import Static

from tui_dl.ui import keys, own_keys
from tui_dl.ui.screens.left_once import Page
from tui_dl.ui.sizes import TALL_ROWS, WIDE_COLUMNS
from tui_dl.ui.widgets.figure_view import FigureView
from tui_dl.words import say

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import ComposeResult

    from tui_dl.figures.figure import Look
    from tui_dl.views.scene import Scene

FIGURES = ("compared", "baselines")
TICK = 0.25  # seconds between looks at what has been trained and fitted meanwhile


class CompareScreen(Page[None]):
    """What has been tried, at one glance, and what is still coming."""

    CSS_PATH = "compare.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE_COLUMNS, "-wide")]  # noqa: RUF012  declared so by Textual
    VERTICAL_BREAKPOINTS = [(0, "-low"), (TALL_ROWS, "-tall")]  # noqa: RUF012  declared so by Textual
    KEYS = keys.COMPARE
    BINDINGS: ClassVar[list[Any]] = keys.bindings(KEYS)

    def __init__(
        self, title: Callable[[], str], scene: Callable[[], Scene], fit: Callable[[], Awaitable[None]], look: Look
    ) -> None:
        """Whose runs they are, what is seen of them now, and what fits the classical methods."""
        super().__init__(classes="-ascii" if look.ascii else "")
        self._title, self._scene, self._fit, self._look = title, scene, fit, look

    def compose(self) -> ComposeResult:
        """Two figures."""
        yield Static(id="head", classes="bar")
        yield Container(*(FigureView(name) for name in FIGURES), id="both")
        yield Static(id="keys", classes="bar")

    def on_mount(self) -> None:
        """Draw once there are sizes, and whenever there is something new."""
        self._show()
        self.set_interval(TICK, self._draw)

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        language = self._look.language
        self.query_one("#head", Static).update(f" {self._title()}   {say(language, 'ui.compare')}")
        self.query_one("#keys", Static).update(f" {own_keys.told(self, 'ui.keys_compare')}")
        self._draw()

    def _draw(self) -> None:
        scene = self._scene()
        self.set_class(bool(scene.all_fits), "-fitted")  # then each method needs a row
        for view in self.query(FigureView):
            view.show(scene, self._look)

    def action_words(self) -> None:
        """Figures as words, and back."""
        for view in self.query(FigureView):
            view.as_words = not view.as_words
        self._draw()

    async def action_fit(self) -> None:
        """Fit the classical methods, or give up fitting."""
        await self._fit()
        self._draw()

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()

    async def change_language(self, _language: str, look: Look) -> None:
        """The same in the other language."""
        self._look = look
        self._show()
