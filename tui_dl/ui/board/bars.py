"""What the rows at the head and the foot of a bench's screen say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui_dl.session.experiment import NetworkModel
from tui_dl.session.state import RUNNING
from tui_dl.ui.board import face
from tui_dl.ui.sizes import FULL_COLUMNS, FULL_ROWS
from tui_dl.words import say

if TYPE_CHECKING:
    from textual.geometry import Size

    from tui_dl.course.bench import Bench
    from tui_dl.session.state import RunState


def head(bench: Bench, place: str, size: Size) -> str:
    """Title, where on the way, data, language; in a terminal that is too small, that it is, before all else."""
    language, data, end = bench.language, bench.state.dataset, [say(bench.language, "ui.head_help")]
    if size.width < FULL_COLUMNS or size.height < FULL_ROWS:
        small = say(language, "ui.head_small", columns=size.width, rows=size.height)
        end = [small if cell_len(small) < size.width - 1 else say(language, "ui.head_tiny")]
    rows = f"{data.name} {data.training_rows}"
    if data.training_rows > len(data.train):
        rows = say(language, "ui.head_drawn", data=rows, rows=len(data.train))
    parts = [bench.whole.texts[language].title, place, rows, seal(bench), language]
    for spare in (seal(bench), language, rows, place, parts[0]):  # the seal's own figure tells it too
        if cell_len("   ".join(filter(None, parts + end))) >= size.width:
            parts.remove(spare)
    return f" {'   '.join(filter(None, parts + end))}"


def seal(bench: Bench) -> str:
    """Whether the test part is sealed, where a lesson is about that, or somebody has looked."""
    looks = sum(opening.models for opening in bench.ledger.openings)
    if looks:
        return say(bench.language, "ui.seal_broken", looks=looks)
    offers = (text for step in bench.lesson.step for offer in step.offer for text in offer.do)
    return say(bench.language, "ui.seal_whole") if any(text.startswith("open_test") for text in offers) else ""


def numbers(bench: Bench, state: RunState, *, wide: bool, late: bool) -> str:
    """Where the run is (or was, in its past), at which pace, what is measured of it; whether less is drawn for now."""
    where, *measured = face.status(bench, state)
    busy = f"   {say(bench.language, 'ui.busy')}" if late and state.status == RUNNING else ""
    if not (wide or measured) and bench.step.kind == "task" and isinstance(bench.experiment.model, NetworkModel):
        measured = [""]  # the row that comes with the first epoch: nothing shifts then
    return ("   " if wide else "\n ").join([f" {where}{_pace(bench)}{busy}", *measured])


def _pace(bench: Bench) -> str:
    if not isinstance(bench.experiment.model, NetworkModel) or (bench.state.status != RUNNING and bench.pace):
        return ""
    language = bench.language
    told = say(language, "ui.pace_value", pace=f"{bench.pace:.3g}") if bench.pace else say(language, "ui.pace_full")
    return f"   {say(language, 'ui.pace')} {told}"
