"""A table of one's own on the screen: looked at, trained on in a tab, there again the next time."""

from __future__ import annotations

import random

import pytest
from rich.cells import cell_len
from textual.widgets import Input, Static

from tests.ui.hands import press, said
from tests.ui.test_lab import names
from tui_dl.course.laboratory import LABORATORY
from tui_dl.data import loading
from tui_dl.data.own import preview
from tui_dl.session.tables import lent
from tui_dl.ui.paths import suggested
from tui_dl.ui.screens.lab import LabScreen
from tui_dl.ui.screens.own_table import OwnTableScreen
from tui_dl.ui.widgets.column_list import ColumnList


@pytest.fixture
def file(tmp_path):
    luck = random.Random(1)
    lines = ["age,city,same,copy,bought"]
    for _ in range(120):
        age = luck.gauss(40, 10)
        bought = "yes" if age + luck.gauss(0, 5) > 40 else "no"
        lines.append(f"{age:.2f},{luck.choice(['Seoul', 'Busan'])},[red],{bought},{bought}")
    path = tmp_path / "people.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    forget()
    return path


def forget() -> None:
    """As in a process that has just begun."""
    lent._LENT.clear()
    loading._kept.cache_clear()
    preview._filled.cache_clear()


def shown(app, name: str) -> str:
    return str(app.screen.query_one(name, Static).render())


def cursor(listing: ColumnList) -> list[tuple[str, str]]:
    """The columns that are marked, and how."""
    strips = [part for row in range(listing.size.height) for part in listing.render_line(row)]
    marks = [(part.text.split()[0], part.style) for part in strips if part.text.strip() and part.style]
    return [
        (name, "reverse" if style.reverse else "underline") for name, style in marks if style.reverse or style.underline
    ]


async def settled(app, pilot) -> None:
    for _ in range(3):
        if hasattr(app.screen, "hear_reader"):
            await app.screen.hear_reader()
        elif hasattr(app.screen, "hear"):
            app.screen.hear()
        await pilot.pause()


async def look_at(app, pilot, path) -> None:
    await press(pilot, "f")
    assert isinstance(app.screen, OwnTableScreen)
    app.screen.query_one(Input).value = str(path)
    await press(pilot, "enter")
    await settled(app, pilot)


@pytest.mark.parametrize(("size", "language"), [((80, 24), "ko"), ((160, 45), "en")])
async def test_it_is_looked_at_changed_trained_on_and_there_again(open_app, file, size, language) -> None:
    async with open_app(LABORATORY, language, size, ascii_only=language == "ko") as (app, pilot):
        await look_at(app, pilot, file)
        assert "city" in shown(app, "#columns")
        told = shown(app, "#told")
        assert "120" in told
        assert "####" in told
        assert "'copy'" in told, "the column that tells the answer"
        assert cell_len(shown(app, "#keys")) <= size[0]
        listing = app.screen.query_one(ColumnList)
        assert app.focused is listing
        assert cursor(listing) == [("bought", "reverse")]
        await press(pilot, "f")
        assert cursor(listing) == [("bought", "underline")], "the keys go elsewhere"
        await press(pilot, "tab")
        assert cursor(listing) == [("bought", "reverse")]
        await press(pilot, "up", "right")
        await settled(app, pilot)
        assert listing._seen.columns[3].kind == "leave"
        assert "'copy'" not in shown(app, "#told")
        await press(pilot, "up", "t")
        await settled(app, pilot)
        assert app.screen._seen.problems, "one class"
        await press(pilot, "space")
        assert isinstance(app.screen, OwnTableScreen)
        await press(pilot, "down", "down", "t", "space")
        await settled(app, pilot)
        assert isinstance(app.screen, LabScreen)
        await app.screen.turn("epoch_limit", "20")
        await press(pilot, "space")
        await pilot.pause(0.1)
        last = app.screen.bench.state.last
        assert last.validation.accuracy > 0.6
        assert "people.csv 72" in shown(app, "#head")
        await press(pilot, "s")
        await settled(app, pilot)
        assert app.screen.bench.experiment.seed_of("data") == 2
        await press(pilot, "u", "space")
        await pilot.pause(0.1)
    forget()
    async with open_app(LABORATORY, language, size) as (app, pilot):
        assert "people.csv" in names(app)
        await settled(app, pilot)
        assert app.screen.bench.state.dataset.name == "people.csv"
        assert app.screen.bench.state.last.validation == last.validation


async def test_a_table_that_is_gone_or_changed_is_said_and_the_tab_stays(open_app, file) -> None:
    async with open_app(LABORATORY) as (app, pilot):
        await look_at(app, pilot, file)
        await press(pilot, "space")
        await settled(app, pilot)
        await press(pilot, "p")
        assert app.screen.bench.experiment.data.make == "moons"
        await press(pilot, "n")
    content = file.read_bytes()
    file.unlink()
    forget()
    async with open_app(LABORATORY) as (app, pilot):
        await settled(app, pilot)
        assert "No such file" in said(app)
        assert "moons 300" not in shown(app, "#head")
        assert "Space run" not in shown(app, "#keys")
        await press(pilot, "space", "s", "r")
        assert app.screen.bench.state.status == "idle"
        await press(pilot, "p", "space", "n")
        assert "No such file" in said(app)
    file.write_bytes(content.replace(b"Seoul", b"Sejong"))
    async with open_app(LABORATORY) as (app, pilot):
        await settled(app, pilot)
        assert "not what it was" in said(app)
        await press(pilot, "f")
        await settled(app, pilot)
        await press(pilot, "space")
        await settled(app, pilot)
        assert app.screen.bench.state.dataset.name == "people.csv"
        assert names(app).count("people.csv") == 1


async def test_wrong_files_are_said_with_their_place(open_app, file, tmp_path) -> None:
    (tmp_path / "ragged.csv").write_text("a,b\n1,2\n3\n", encoding="utf-8")
    async with open_app(LABORATORY) as (app, pilot):
        await look_at(app, pilot, tmp_path / "ragged.csv")
        assert "Row 3" in said(app)
        app.screen.query_one(Input).value = str(tmp_path / "none.csv")
        await press(pilot, "enter")
        await settled(app, pilot)
        assert "none.csv" in said(app)
        assert app.focused is app.screen.query_one(Input), "where there are no columns, another path"
        app.screen.query_one(Input).value = f"'{file}'"
        answers, app.screen._reader.receive = app.screen._reader.receive, list  # it takes its time
        await press(pilot, "enter", "x")
        assert app.focused is app.screen.query_one(ColumnList), "already; what is typed meanwhile is no path"
        assert app.screen.query_one(Input).value == f"'{file}'"
        await press(pilot, "f")
        app.screen._reader.receive = answers
        app.screen.hear()
        assert "city" in shown(app, "#columns")
        assert app.focused is app.screen.query_one(Input), "news take no focus away"
        app.screen._reader.receive = list
        await press(pilot, "enter")
        app.screen._since -= 5
        app.screen.hear()
        assert "5 s" in said(app)
        await press(pilot, "escape")
        assert app.focused is app.screen.query_one(Input)
        await press(pilot, "escape")
        assert isinstance(app.screen, LabScreen)


def test_a_path_is_completed_from_its_folder(tmp_path) -> None:
    (tmp_path / "people.csv").touch()
    (tmp_path / "people.zip").touch()
    (tmp_path / "inner").mkdir()
    assert suggested(f"{tmp_path}/pe") == f"{tmp_path}/people.csv"
    assert suggested(f"{tmp_path}/in") == f"{tmp_path}/inner/"
    assert suggested(f"{tmp_path}/x") is None
    assert suggested("/no/such/folder/x") is None
