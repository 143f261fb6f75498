"""The figures of a step: a few in sight, the others kept beside, so that a tab or a step comes back at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from textual.containers import Container

from tui_dl.ui.widgets.cursor_view import WITH_CURSOR, CursorView
from tui_dl.ui.widgets.curve_view import LOSS, CurveView
from tui_dl.ui.widgets.figure_view import FigureView
from tui_dl.ui.widgets.mistake_view import CONFUSION, MistakeView
from tui_dl.ui.widgets.step_view import STEPS, StepView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Region


class Figures(Container):
    """Where they hang.

    Attributes:
        names: Of those in sight, in their order.
    """

    def __init__(self) -> None:
        super().__init__(id="figures")
        self.names: tuple[str, ...] = ()
        self._unseen = 0  # how many are coming out of sight

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Textual draws all of it anew for each that comes, all that is in sight: a dozen kilobytes for nothing."""
        if self._unseen:
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    @property
    def hung(self) -> dict[str, FigureView]:
        """All that hang here, in sight or not, by their names."""
        return {view.figure_name: view for view in self.children if isinstance(view, FigureView)}

    @property
    def in_sight(self) -> list[FigureView]:
        """Those that the learner sees, in their order."""
        hung = self.hung
        return [hung[name] for name in self.names if name in hung]

    async def show(self, names: tuple[str, ...]) -> None:
        """These in sight; one that was not there yet comes."""
        self._unseen = 0
        self.names, hung = names, self.hung
        await self.mount(*(_view_of(name) for name in names if name not in hung))
        for name, view in self.hung.items():
            view.display = name in names
            view.set_class((name,) == names[:1], "-first", update=False)
            view.set_class((name,) == names[-1:], "-last", update=False)
        order = {name: place for place, name in enumerate(names)}
        if [name for name in self.hung if name in order] != list(names):
            self.sort_children(key=lambda view: order.get(getattr(view, "figure_name", ""), len(order)))

    async def prepare(self, names: Sequence[str]) -> None:
        """The first of these that does not hang here yet comes, out of sight."""
        hung = self.hung
        for name in names:
            if name not in hung:
                view = _view_of(name)
                view.display = False
                self._unseen += 1
                await self.mount(view)
                self.call_next(self._see)
                return

    def _see(self) -> None:
        self._unseen = max(0, self._unseen - 1)

    def begin_anew(self) -> None:
        """Another step: all stay, and whatever somebody has walked in begins anew."""
        for view in self.hung.values():
            view.begin_anew()


def _view_of(name: str) -> FigureView:
    """The widget for a figure: with a cursor, where one can walk in it."""
    if name == CONFUSION:
        return MistakeView()
    if name == LOSS:
        return CurveView()
    if name in STEPS:
        return StepView(name)
    return CursorView(name) if name in WITH_CURSOR else FigureView(name)
