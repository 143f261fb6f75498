"""Other keys for an action: choose it, press the key; one that does something else on the same screen is refused."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui_dl.engine.problem import Problem
from tui_dl.ui import keys, own_keys
from tui_dl.ui.screens.left_once import Overlay, Page
from tui_dl.ui.widgets.said import Said
from tui_dl.words import say

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key

    from tui_dl.ui.preferences import Preferences

KEYS_FROM = 52  # the column where keys begin, where there is room


class PressScreen(Overlay[str]):
    """Gives the next key that is pressed, as the file has it; None for Escape."""

    def __init__(self, question: str, *, ascii_only: bool) -> None:
        super().__init__(classes="-ascii" if ascii_only else "")
        self._question = question

    def compose(self) -> ComposeResult:
        """The question alone."""
        with Vertical(id="prompt"):
            yield Static(Text(self._question))

    def on_key(self, event: Key) -> None:
        """Whatever it is."""
        event.stop()
        event.prevent_default()
        self.dismiss(None if event.key == "escape" else own_keys.written(event))


class KeysScreen(Page[None]):
    """All actions with their keys, by the screen they belong to."""

    CSS_PATH = "own_keys.tcss"
    KEYS = keys.OWN_KEYS
    BINDINGS: ClassVar[list[Any]] = keys.bindings(KEYS)

    def __init__(self, preferences: Preferences, language: str, *, ascii_only: bool) -> None:
        super().__init__(classes="-ascii" if ascii_only else "")
        self._preferences, self._language, self._ascii = preferences, language, ascii_only

    def compose(self) -> ComposeResult:
        """Actions, what is said, keys."""
        yield Static(id="head", classes="bar")
        yield OptionList(id="actions")
        yield Said(id="said")
        yield Static(id="keys", classes="bar")

    def on_mount(self) -> None:
        """The first action has the cursor, its heading in sight."""
        self._list(1)
        self.call_after_refresh(self.query_one(OptionList).scroll_home, animate=False)

    def on_resize(self) -> None:
        """Keys stand where there is room for them."""
        self._list(self.query_one(OptionList).highlighted or 1)

    def _list(self, at: int) -> None:
        language, listing = self._language, self.query_one(OptionList)
        listing.clear_options()
        column = max(20, min(KEYS_FROM, self.app.size.width - 24))
        for screen, names in own_keys.rows().items():
            heading = Text(say(language, f"own_keys.{screen}"), "bold")
            listing.add_option(Option(heading, disabled=True))
            listing.add_options([Option(self._row(name, column), id=name) for name in names])
        listing.highlighted = at
        self.query_one("#head", Static).update(f" {say(language, 'own_keys.title')}")
        self.query_one("#keys", Static).update(f" {own_keys.told(self, 'own_keys.keys')}")

    def _row(self, name: str, column: int) -> Text:
        own = self._preferences.settings.keys
        row = Text(f"  {self._said(name)}", no_wrap=True)
        row.truncate(column - 2, overflow="ellipsis" if not self._ascii else "crop")
        row.append(" " * (column - cell_len(row.plain)))
        row.append(" ".join(keys.shown_keys(name, keys.everything()[name], own)), "bold")
        if name in own:
            row.append(f"  {say(self._language, 'own_keys.yours')}", "dim")
        return row

    def _said(self, name: str) -> str:
        return keys.said(name, self._language)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Ask for its key."""
        name = str(event.option_id)
        question = say(self._language, "own_keys.press", action=self._said(name))
        self.app.push_screen(PressScreen(question, ascii_only=self._ascii), partial(self._pressed, name))

    def _pressed(self, name: str, pressed: str | None) -> None:
        if pressed is None:
            return
        try:
            self._put(name, own_keys.changed(name, pressed, self._preferences.settings.keys))
        except Problem as problem:
            self._refuse(problem)

    def _refuse(self, problem: Problem) -> None:
        fields = {name: self._said(str(one)) if name == "action" else one for name, one in problem.fields.items()}
        self.query_one(Said).say(say(self._language, f"problem.{problem.code}", **fields), "problem")

    def _put(self, name: str, chosen: str | None) -> None:
        """It counts at once, and is written down."""
        try:
            self._preferences.put_keys(name, chosen)
        finally:  # where it cannot be written, it counts all the same
            self.app.take_keys()  # type: ignore[attr-defined]  # our own app
            self.app.call_later(self.app.show_anew)  # type: ignore[attr-defined]  # our own app; every row of keys
        self.query_one(Said).say("")

    def action_default(self) -> None:
        """The action at the cursor has its usual keys again."""
        listing = self.query_one(OptionList)
        if listing.highlighted is None:
            return
        name = str(listing.get_option_at_index(listing.highlighted).id)
        try:
            usual = keys.everything()[name].keys[0]
            own = {other: text for other, text in self._preferences.settings.keys.items() if other != name}
            own_keys.changed(name, usual, own)
            self._put(name, None)
        except Problem as problem:
            self._refuse(problem)

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()

    async def change_language(self, language: str, _look: object) -> None:
        """The same in the other language."""
        self._language = language
        self._list(self.query_one(OptionList).highlighted or 1)
