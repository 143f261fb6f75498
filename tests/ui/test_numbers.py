"""Every number on the screen is the session's own: read off the cells, and worked out anew from records and weights."""

from __future__ import annotations

import re

import numpy as np
import pytest

from tests.ui.hands import WIDE, press
from tests.ui.own import GRID
from tests.ui.readings import cells, is_loss, is_score, numbers_in, show, view_of
from tui_dl.course.laboratory import LABORATORY
from tui_dl.session.inspection import network_of, plane_grid
from tui_dl.ui.widgets.curve_view import CurveView


async def test_the_numbers_of_a_run_are_those_of_its_records(open_app) -> None:
    async with open_app(LABORATORY, size=WIDE) as (app, pilot):
        await app.screen.turn("epoch_limit", "5")
        await press(pilot, "space")
        state = app.screen.bench.state
        last = state.records[-1]
        screen = cells(app)
        assert numbers_in(screen, "epoch # of #") == [5, 5] == [last.epoch, state.epochs]
        train, validation = numbers_in(screen, "loss # train # validation")
        assert is_loss(train, last.train.loss)
        assert is_loss(validation, last.validation.loss)
        train, validation = numbers_in(screen, "accuracy # train # validation")
        assert is_score(train, last.train.accuracy)
        assert is_score(validation, last.validation.accuracy)

        plain = await show(app, pilot, "loss")
        app.screen.set_focus(app.screen.query_one(CurveView))
        for at in (0, 3):
            await press(pilot, "home", *["right"] * at)
            plain = app.screen.focused.figure.plain()
            assert plain.splitlines()[0].rstrip() in cells(app)
            epoch, train, validation = numbers_in(plain, r"epoch #  ⠒⠒ \D*#  •• \D*#")
            assert epoch == state.records[at].epoch == at
            assert is_loss(train, state.records[at].train.loss)
            assert is_loss(validation, state.records[at].validation.loss)
        losses = [record.validation.loss for record in state.records]
        assert numbers_in(app.screen.focused.figure.title, "★ best #") == [float(np.argmin(losses))]
        await press(pilot, "escape")

        await press(pilot, "b")
        await pilot.pause(0.3)
        table = (await show(app, pilot, "baselines")).splitlines()
        own = next(row for row in table if row.startswith("▶"))
        scores = [float(one) for one in re.findall(r"\d\.\d{3}", own)]
        assert is_score(scores[0], last.validation.accuracy)
        assert is_score(scores[1], last.train.accuracy)
        size = own.rstrip().removesuffix(" weights")  # in words where there is room
        assert size.endswith(f" {len(state.weights.flat) // 4}"), "its size: as many numbers as it has"
        assert sum("0.750 0.750" in row for row in table) == len(app.screen.bench.state.fits) == 7

        network, data = network_of(state), state.dataset
        wrong = int(((network.outputs(data.train.inputs)[:, 0] > 0) != (data.train.targets == 1)).sum())
        assert numbers_in(await show(app, pilot, "region"), "wrong #") == [wrong]

        plain = await show(app, pilot, "health")
        for number, layer in enumerate(last.layers, start=1):
            row = next(line for line in plain.splitlines() if line.split()[:1] == [str(number)])
            shown = [float(one.rstrip("%")) for one in row.split()[1:5]]
            assert shown[:2] == pytest.approx([layer.gradient_norm, layer.update_ratio], rel=0.06, abs=0.51e-3)
            assert shown[2:] == pytest.approx([layer.saturated * 100, layer.dead * 100], abs=0.51)


async def test_the_weights_under_the_cursor_and_the_confusion_are_the_networks(open_app) -> None:
    async with open_app(LABORATORY, size=WIDE) as (app, pilot):
        await app.screen.turn("epoch_limit", "2")
        await app.screen.turn("hidden", "3")
        await press(pilot, "space")
        state = app.screen.bench.state
        flat, data = np.frombuffer(state.weights.flat, state.weights.dtype), state.dataset
        matrices = [flat[:9].reshape(3, 3), flat[9:].reshape(1, 4)]
        await show(app, pilot, "weights")
        await press(pilot, "w")
        for keys, (layer, unit, column) in (((), (0, 0, 0)), (("right", "down"), (0, 1, 1)), (("right",), (0, 1, 2))):
            await press(pilot, *keys)
            assert app.screen.focused.place[:2] == (layer + 1, unit + 1)
            (value,) = numbers_in(cells(app), f"layer {layer + 1}, unit {unit + 1}.* = \\+?#")
            assert value == pytest.approx(float(matrices[layer][unit, column]), rel=1e-3)
        await press(pilot, "escape")

        hidden = np.tanh(data.validation.inputs @ matrices[0][:, :2].T + matrices[0][:, 2])
        said = hidden @ matrices[1][0, :3] + matrices[1][0, 3] > 0
        true = data.validation.targets == 1
        counts = [int((said[true == label] == answer).sum()) for label in (False, True) for answer in (False, True)]
        plain = await show(app, pilot, "confusion")
        shown = [
            int(one.replace("·", "0"))
            for label in (0, 1)
            for one in re.findall(r"\d+|·", re.search(rf"is class {label} (.*)", plain)[1])[:2]
        ]
        assert shown == counts
        await three_classes(app, pilot)


async def three_classes(app, pilot) -> None:
    """On the screen, what a region of three classes says of its points and of how sure the network is."""
    await app.screen.turn("data", "blobs")
    await press(pilot, "space")
    state = app.screen.bench.state
    flat, data = np.frombuffer(state.weights.flat, state.weights.dtype).astype(float), state.dataset
    first, last = flat[:9].reshape(3, 3), flat[9:].reshape(3, 4)

    def outputs(inputs):
        return np.tanh(inputs @ first[:, :2].T + first[:, 2]) @ last[:, :3].T + last[:, 3]

    raised = np.exp(outputs(plane_grid(data, GRID, GRID)))
    sure = round(100 * float(((raised / raised.sum(axis=1, keepdims=True)).max(axis=1) >= 0.9).mean()))
    wrong = int((outputs(data.train.inputs).argmax(axis=1) != data.train.targets).sum())
    plain, view = await show(app, pilot, "region"), view_of(app, "region")
    assert numbers_in(plain, "wrong #") == [wrong]
    assert numbers_in(plain, "╌ under #% sure") == [90], "the terminal of tests has no colours"
    assert "under 90% sure" in cells(app)
    assert numbers_in(view.figure.twin, "at least # percent sure on # percent of the plane") == [90, sure]
