"""Settings: each a row to be turned like a knob; written into one commented file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui_dl.engine.problem import Problem
from tui_dl.session.knobs import Knob
from tui_dl.ui import keys, own_keys
from tui_dl.ui.screens.left_once import Page
from tui_dl.ui.screens.own_keys import KeysScreen
from tui_dl.ui.themes import NAMES
from tui_dl.ui.widgets.knob_row import KnobView
from tui_dl.ui.widgets.said import Said
from tui_dl.views.scene import CURVES
from tui_dl.words import say
from tui_dl.words.knobs import knob_label

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from tui_dl.ui.messages import KnobChanged, KnobFocused
    from tui_dl.ui.preferences import Preferences

SWITCH = ("on", "off")
ROWS = {
    "language": Knob("choice", choices=("auto", "en", "ko")),
    "theme": Knob("choice", choices=NAMES),
    "reduced_motion": Knob("choice", choices=SWITCH),
    "review": Knob("choice", choices=SWITCH),
    "curves": Knob("choice", choices=CURVES),
    "figures_per_second": Knob("float", 0.2, 10.0),
    "kilobytes_per_second": Knob("int", 1, 100_000, optional=True),
    "past_megabytes": Knob("int", 1, 1024),
}
PREFIX = "setting_"


def value_of(text: str, row: Knob) -> str | float | bool:
    """What a row's text means in the file.

    Raises:
        ValueError: It is no number where one is wanted.
    """
    if row.choices:
        return text == "on" if row.choices == SWITCH else text
    if row.optional and text in {"auto", "none", "off"}:
        return "auto"
    return int(text) if row.kind == "int" else float(text)


class SettingsScreen(Page[None]):
    """All settings in one list."""

    CSS_PATH = "settings.tcss"
    KEYS = keys.SETTINGS
    BINDINGS: ClassVar[list[Any]] = keys.bindings(KEYS)

    def __init__(self, preferences: Preferences, language: str, *, ascii_only: bool) -> None:
        super().__init__(classes="-ascii" if ascii_only else "")
        self._preferences, self._language, self._ascii = preferences, language, ascii_only

    def compose(self) -> ComposeResult:
        """Rows, what the one at the cursor is, where the file is."""
        yield Static(f" {say(self._language, 'settings.title')}", id="head", classes="bar")
        with VerticalScroll(id="rows", can_focus=False):
            names = [f"{PREFIX}{name}" for name in ROWS]
            width = 2 + max(cell_len(knob_label(self._language, name)) for name in names)
            for name, row in zip(names, ROWS.values(), strict=True):
                yield KnobView(name, self._language, ascii_only=self._ascii, spec=row, name_width=width)
        yield Said(id="said")
        yield Static(self._where(), id="where")
        yield Static(f" {own_keys.told(self, 'ui.keys_settings')}", id="keys", classes="bar")

    def on_mount(self) -> None:
        """The first row has the cursor."""
        self._show()
        self.query(KnobView).first().focus()

    def _where(self) -> str:
        return own_keys.told(self, "settings.where", path=str(self._preferences.path or "-"))

    def _show(self) -> None:
        for view in self.query(KnobView):
            value = getattr(self._preferences.settings, view.knob.removeprefix(PREFIX))
            if view.knob in {f"{PREFIX}theme", f"{PREFIX}curves"}:  # which keys choose, too
                value = getattr(self._preferences, view.knob.removeprefix(PREFIX))
            shown = ("on" if value else "off") if isinstance(value, bool) else None if value == "auto" else value
            view.show("auto" if shown is None and view.spec.choices else shown, (0, 0))

    def on_knob_focused(self, message: KnobFocused) -> None:
        """Say what it is."""
        told = say(self._language, f"settings_help.{message.name.removeprefix(PREFIX)}")
        self.query_one(Said).say(told, "knob")

    async def on_knob_changed(self, message: KnobChanged) -> None:
        """It counts at once, and is written down."""
        name = message.name.removeprefix(PREFIX)
        try:
            value = value_of(message.text, ROWS[name])
            await self.app.prefer(name, value, create=True)  # type: ignore[attr-defined]  # our own app
        except ValueError:
            row = ROWS[name]
            problem = Problem(f"not_{row.kind}", name=name, got=message.text, low=row.low, high=row.high)
            self.query_one(Said).say(say(self._language, f"problem.{problem.code}", **problem.fields), "problem")
        self._show()

    def action_edit_keys(self) -> None:
        """Other keys for an action."""
        self.app.push_screen(KeysScreen(self._preferences, self._language, ascii_only=self._ascii))

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()

    async def change_language(self, language: str, _look: object) -> None:
        """The same in the other language."""
        at = self.focused.knob if isinstance(self.focused, KnobView) else ""
        self._language = language
        await self.recompose()
        self._show()
        for view in self.query(KnobView):
            if view.knob == at:
                view.focus()
