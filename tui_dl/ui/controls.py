"""Hangs the knobs and the buttons of a step on the lesson screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container, Horizontal

from tui_dl.ui import face
from tui_dl.ui.widgets.knob_row import KnobView
from tui_dl.ui.widgets.offers import OfferButton

if TYPE_CHECKING:
    from tui_dl.ui.screens.lesson import LessonScreen

KNOBS_NARROW, KNOBS_WIDE = 3, 6  # in a row


async def hang(screen: LessonScreen, *, wide: bool) -> None:
    """Those of the step at hand, in place of whatever hung there."""
    await _offers(screen)
    await _knobs(screen, KNOBS_WIDE if wide else KNOBS_NARROW)


async def _offers(screen: LessonScreen) -> None:
    holder, bench = screen.query_one("#offers", Container), screen.bench
    await holder.remove_children()
    offers = () if bench.in_sandbox else bench.step.offer
    holder.display, words = bool(offers), face.offers(bench)
    await holder.mount(*(OfferButton(one.id, words[one.id], ascii_only=screen.look.ascii) for one in offers))


async def _knobs(screen: LessonScreen, row: int) -> None:
    holder, bench = screen.query_one("#knobs", Container), screen.bench
    await holder.remove_children()
    names = face.knobs_of(bench)
    holder.display = bool(names)
    for line in (names[at : at + row] for at in range(0, len(names), row)):
        views = [KnobView(name, bench.language, ascii_only=screen.look.ascii) for name in line]
        await holder.mount(Horizontal(*views, classes="knobline"))
