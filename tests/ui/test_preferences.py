"""Settings: one commented file, a screen that writes it, and what they do."""

from __future__ import annotations

import tomllib

import pytest
from textual.widgets import OptionList

from tests.ui.crew import ScriptedCrew
from tests.ui.hands import knob, press, said
from tui_dl.course.learner.progress import Progress
from tui_dl.engine.problem import Problem
from tui_dl.ui import keys, themes
from tui_dl.ui.app import TuiDl
from tui_dl.ui.preferences import NAME, Preferences, Settings, template
from tui_dl.ui.screens.settings import ROWS, SettingsScreen
from tui_dl.words import LANGUAGES, say


@pytest.fixture
def progress(tmp_path):
    with Progress.open(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def file(tmp_path):
    return tmp_path / NAME


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_sets_nothing_and_names_everything(progress, file, language) -> None:
    file.write_text(template(language), encoding="utf-8")
    assert Preferences(progress, file).settings == Settings()
    text = file.read_text(encoding="utf-8").replace("# theme", "theme").replace('# run = "space,f5"', 'run = "x"')
    file.write_text(text, encoding="utf-8")
    assert Preferences(progress, file).keymap == {"run": "x,ㅌ"}
    assert all(f"# {name} = " in text for name in (*ROWS, *keys.everything()) if name not in {"theme", "run"})


def test_a_value_goes_to_its_line_and_the_rest_stays(progress, file) -> None:
    file.write_text('# my own note\ntheme = "nord"\n\n[keys]\nrun = "x"\n', encoding="utf-8")
    preferences = Preferences(progress, file)
    preferences.put("theme", "light")
    preferences.put("figures_per_second", 2.0)
    assert file.read_text(encoding="utf-8").startswith('# my own note\ntheme = "light"\n')
    assert tomllib.loads(file.read_text(encoding="utf-8")) == {
        "theme": "light",
        "figures_per_second": 2.0,
        "keys": {"run": "x"},
    }


def test_without_a_file_the_progress_remembers_and_nothing_is_written(progress, file) -> None:
    Preferences(progress, file).put("theme", "light")
    assert not file.exists()
    assert Preferences(progress, file).theme == "light"


@pytest.mark.parametrize("text", ["theme = ", "figures_per_second = 99", "colour = 1", '[keys]\nfly = "x"'])
def test_a_file_that_is_wrong_is_named_and_left_as_it_is(progress, file, text) -> None:
    file.write_text(text, encoding="utf-8")
    preferences = Preferences(progress, file)
    assert preferences.trouble is not None
    assert preferences.settings == Settings()
    preferences.put("theme", "light", create=True)
    assert file.read_text(encoding="utf-8") == text


def test_what_is_no_value_is_refused(progress) -> None:
    with pytest.raises(Problem):
        Preferences(progress).put("figures_per_second", 99.0)


def app_with(progress, preferences, lesson=None) -> TuiDl:
    return TuiDl(ScriptedCrew(), progress, "en", lesson, preferences=preferences)


async def test_the_screen_writes_the_file_and_it_counts_at_once(progress, file) -> None:
    app = app_with(progress, Preferences(progress, file))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "comma")
        assert isinstance(app.screen, SettingsScreen)
        knob(app, "setting_theme").focus()
        await press(pilot, "right")
        assert app.theme == themes.LIGHT
        knob(app, "setting_reduced_motion").focus()
        await press(pilot, "right")
        assert app.animation_level == "none"
        knob(app, "setting_language").focus()
        await press(pilot, "left")
        assert app.language == "ko"
        assert app.focused.knob == "setting_language"
        await press(pilot, "escape")
    kept = tomllib.loads(file.read_text(encoding="utf-8"))
    assert kept == {"theme": "light", "reduced_motion": True, "language": "ko", "keys": {}}


async def test_own_keys_work_are_listed_and_quitting_always_works(progress, file) -> None:
    file.write_text('[keys]\nnext = "ctrl+q,x"\n', encoding="utf-8")
    app = app_with(progress, Preferences(progress, file), "layer")
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.pause()
        await press(pilot, "x")
        assert app.screen.bench.index == 1
        await press(pilot, "n")
        assert app.screen.bench.index == 1
        rows = keys.listed(keys.LESSON, "en", app.preferences.settings.keys)
        assert next(shown for _, shown, action in rows if action == "next") == "Ctrl+Q x"
        await press(pilot, "ctrl+q")
        assert app.return_code == 0


def test_over_a_line_figures_send_less(progress, monkeypatch) -> None:
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    assert Preferences(progress).bytes_per_second(80 * 24) == 150_000
    monkeypatch.setenv("SSH_CONNECTION", "here there")
    sizes = [20 * 5, 80 * 24, 120 * 34 + 480, 160 * 45, 400 * 120]
    assert [Preferences(progress).bytes_per_second(cells) / 1000 for cells in sizes] == [30, 30, 55, 80, 80]
    assert Preferences(progress, reduced_motion=True).seconds_between_figures == 1.0


@pytest.mark.parametrize(
    "name", ["HOME", "LESSON", "LABORATORY", "COMPARE", "NOTEBOOK", "QUIZ", "CARD", "SWEEP", "OWN_TABLE"]
)
def test_no_key_does_two_things_on_one_screen(name: str) -> None:
    pressed = [key for one in {**keys.EVERYWHERE, **getattr(keys, name)}.values() for key in keys.with_twins(one.keys)]
    assert sorted(pressed) == sorted(set(pressed))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_can_be_named_where_its_key_is_taken(language) -> None:
    said = {name: keys.said(name, language) for name in keys.everything()}
    assert "{" not in "".join(said.values())
    assert "7" in said["tab_7"]
    assert said["card_next"] == say(language, "action.card_next", title="")[:-2]


async def test_keys_are_given_by_pressing_them_and_given_back(progress, file) -> None:
    file.write_text('# mine\ntheme = "light"\n', encoding="utf-8")
    app = app_with(progress, Preferences(progress, file), "layer")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "comma", "k")
        listing = app.screen.query_one(OptionList)
        listing.highlighted = listing.get_option_index("next")
        await press(pilot, "enter", "h")
        assert "hint" in said(app), "whose key that is"
        await press(pilot, "enter", "7")
        assert "tab 7" in said(app)
        await press(pilot, "enter", "up")
        assert "needed" in said(app)
        await press(pilot, "enter", "escape")
        assert not app.preferences.settings.keys
        await press(pilot, "enter", "ㅑ")
        assert app.preferences.settings.keys == {"next": "i,f4"}
        await press(pilot, "escape", "escape", "i")
        assert app.screen.bench.index == 1
        await press(pilot, "f4", "f4", "n")
        assert app.screen.bench.index > 1
        at = app.screen.bench.index
        await press(pilot, "comma", "k")
        listing = app.screen.query_one(OptionList)
        listing.highlighted = listing.get_option_index("next")
        assert tomllib.loads(file.read_text(encoding="utf-8")) == {"theme": "light", "keys": {"next": "i,f4"}}
        await press(pilot, "d", "escape", "escape", "i")
        assert app.screen.bench.index == at
    assert tomllib.loads(file.read_text(encoding="utf-8")) == {"theme": "light", "keys": {}}
    assert file.read_text(encoding="utf-8").startswith("# mine\n")
