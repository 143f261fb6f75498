"""Every number on the lesson's screen is the session's own: knobs, meters, readouts, figures, and the same in words.

Read off the cells, and worked out anew from the run's records and weights.
"""

from __future__ import annotations

from tests.ui.figure_readings import READINGS
from tests.ui.hands import WIDE, in_sight, press
from tests.ui.own import Own
from tests.ui.readings import cells, is_loss, is_score, numbers_in, says, show, view_of
from tests.ui.test_cursor import go_to
from tui_dl.session.knobs import value_of
from tui_dl.ui.board import face
from tui_dl.ui.board.open_bench import CHOSEN
from tui_dl.ui.widgets.knob_row import KnobView


def reads_rows(app, runs: int) -> None:
    """The rows around the figures: where the run is, losses and scores, knobs, and how far each clause of a goal is."""
    bench, screen = app.screen.bench, cells(app)
    own = Own(bench.state)
    train, validation = own.data.train, own.data.validation
    limit = bench.state.run.experiment.model.epoch_limit
    assert numbers_in(screen, "epoch # of #") == [bench.state.epochs, limit]
    shown = numbers_in(screen, "loss # train # validation")
    assert all(is_loss(*pair) for pair in zip(shown, map(own.cost, (train, validation)), strict=True))
    shown = numbers_in(screen, "accuracy # train # validation")
    assert all(is_score(*pair) for pair in zip(shown, map(own.accuracy, (train, validation)), strict=True))
    if not bench.in_sandbox:
        (reached,) = numbers_in(screen, r"at least 0\.95 +#")
        assert is_score(reached, own.accuracy(validation))
        assert numbers_in(screen, r"at most 4 units +#") == list(bench.state.run.experiment.model.hidden)
        assert numbers_in(screen, r"runs or more +#") == [runs]
    for view in app.screen.query(KnobView):
        text = view.render().plain
        value = None if view.knob in CHOSEN else value_of(bench.experiment, view.knob)
        if view.spec.kind == "sizes":
            says(text, 2, *value, 1)
        elif isinstance(value, int | float):
            says(text.rpartition("◂")[2], value)
        assert not view.region.height or text.strip() in screen or view.virtual_region.bottom > 30


async def reads_words(app, pilot) -> None:
    """What `v` shows is what each figure says of itself, word by word, as far as there is room."""
    await press(pilot, "v")
    for view in in_sight(app):
        rows = [view.render_line(y).text for y in range(view.size.height)]
        shown = " ".join("".join(f"{row.strip()} " for row in rows).split())
        assert shown
        assert " ".join(view.figure.twin.split()).startswith(shown.removesuffix("…"))
        assert all(row.strip() in cells(app) for row in rows)
    await press(pilot, "v")


async def test_every_number_of_a_lesson_is_that_of_its_run(open_app) -> None:
    async with open_app("layer", size=WIDE) as (app, pilot):
        await go_to(app, pilot, "fewest")
        for runs, keys in ((1, "plus plus e"), (1, "space"), (2, "plus space")):  # held, run on to its end, another
            await press(pilot, *keys.split())
            reads_rows(app, runs)
        await press(pilot, "s", "plus", "space", "b")
        await pilot.pause(0.3)
        reads_rows(app, 3)
        await reads_words(app, pilot)
        own, names = Own(app.screen.bench.state), face.figures_of(app.screen.bench)
        assert set(names) == set(READINGS), "a new figure is read, too"
        for name in names:
            plain = await show(app, pilot, name)
            READINGS[name](plain, view_of(app, name).figure.twin, own)
