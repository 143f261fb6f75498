"""Hangs the knobs and the buttons of a step on the screen of its bench; where all stands open, a panel of all knobs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import Container, Horizontal
from textual.widgets import Static

from tui_dl.ui.board import face, open_bench
from tui_dl.ui.widgets.knob_row import KnobView
from tui_dl.ui.widgets.offers import OfferButton
from tui_dl.words import say
from tui_dl.words.knobs import knob_label

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench
    from tui_dl.ui.screens.board import Board

KNOBS_IN_A_ROW = {0: 3, 2: 4, 4: 6}  # by how many figures stand beside the words


def has_panel(bench: Bench) -> bool:
    """Whether a panel of all knobs stands where a lesson has its text."""
    return bench.in_sandbox or (bench.step.kind == "sandbox" and not bench.texts.body)


@dataclass(frozen=True, slots=True)
class Hung:
    """What hangs on a screen.

    Attributes:
        offers: The step's buttons, a row each.
        knobs: All of them, those in the rows under the figures first.
        lines: How many rows of knobs stand there.
    """

    offers: list[OfferButton] = field(default_factory=list)
    knobs: list[KnobView] = field(default_factory=list)
    lines: int = 0

    @property
    def rows(self) -> int:
        """Rows that buttons and knobs take, the panel aside."""
        return len(self.offers) + self.lines


async def hang(screen: Board, beside: int) -> None:
    """Those of the step at hand, in place of whatever hung there; `beside` figures stand beside the words."""
    offers, lines = await _offers(screen), await _knobs(screen, KNOBS_IN_A_ROW[beside])
    panel = await _panel(screen)
    screen.hung = Hung(offers, [*(knob for line in lines for knob in line), *panel], len(lines))


async def hang_anew(screen: Board, beside: int) -> None:
    """The same, with the cursor on the knob that it was on."""
    at = screen.focused.knob if isinstance(screen.focused, KnobView) else ""
    await hang(screen, beside)
    for knob in screen.hung.knobs[::-1]:
        if knob.knob == at:
            screen.set_focus(knob)


async def _offers(screen: Board) -> list[OfferButton]:
    holder, bench = screen.query_one("#offers", Container), screen.bench
    await holder.remove_children()
    offers = () if bench.in_sandbox else bench.step.offer
    holder.display, words = bool(offers), face.offers(bench)
    buttons = [OfferButton(one.id, words[one.id], ascii_only=screen.look.ascii) for one in offers]
    await holder.mount(*buttons)
    return buttons


async def _knobs(screen: Board, row: int) -> list[list[KnobView]]:
    holder, bench = screen.query_one("#knobs", Container), screen.bench
    await holder.remove_children()
    names = face.knobs_of(bench)
    holder.set_class(not names, "-empty")
    knobs = [KnobView(name, bench.language, ascii_only=screen.look.ascii) for name in names]
    lines = [knobs[at : at + row] for at in range(0, len(knobs), row)]
    await holder.mount(*(Horizontal(*line, classes="knobline") for line in lines))
    return lines


async def _panel(screen: Board) -> list[KnobView]:
    holder, bench = screen.query_one("#panel", Container), screen.bench
    await holder.remove_children()
    if not has_panel(bench):
        return []
    groups, language = open_bench.groups(bench), bench.language
    hung: list[Static | KnobView] = []
    for group in groups:
        width = 1 + max(cell_len(knob_label(language, name)) for name in group.knobs)
        hung.append(Static(say(language, f"ui.group_{group.heading}"), classes="group"))
        hung += [
            KnobView(
                name,
                language,
                ascii_only=screen.look.ascii,
                spec=open_bench.spec(bench, name),
                name_width=width,
            )
            for name in group.knobs
        ]
    await holder.mount(*hung)
    return [knob for knob in hung if isinstance(knob, KnobView)]
