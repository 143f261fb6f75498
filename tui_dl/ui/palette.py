"""The command palette: every action of the screen, every lesson, every word of the glossary, by its name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.command import DiscoveryHit, Hit, Provider

from tui_dl.course.written.loader import course, glossary
from tui_dl.ui import keys
from tui_dl.ui.board import face
from tui_dl.ui.screens.board import Board
from tui_dl.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.command import Hits


class Entry(NamedTuple):
    """What can be chosen: its name, what is said beside it, and what it does."""

    name: str
    help: str
    do: Callable[[], Any]


class Palette(Provider):
    """Actions first, then lessons, then words."""

    async def discover(self) -> Hits:
        """What is there before anything is typed: the actions."""
        for entry in self._actions():
            yield DiscoveryHit(entry.name, entry.do, help=entry.help)

    async def search(self, query: str) -> Hits:
        """Whatever matches what was typed."""
        matcher = self.matcher(query)
        found = False
        for entry in (*self._actions(), *self._figures(), *self._lessons(), *self._words()):
            score = matcher.match(entry.name)
            if score > 0:
                found, shown = True, matcher.highlight(entry.name)
                yield Hit(score, shown, entry.do, help=entry.help)
        if not found:  # said here, since Textual says it in English
            yield Hit(0.0, say(self._language, "ui.palette_none", got=query), lambda: None)

    @property
    def _language(self) -> str:
        return str(self.app.language)  # type: ignore[attr-defined]  # our own app

    def _actions(self) -> list[Entry]:
        screen, app, language = self.screen, self.app, self._language
        own, found = app.preferences.settings.keys, []  # type: ignore[attr-defined]  # our own app
        if hasattr(screen, "bench"):
            for name, pressed, action in keys.listed(getattr(screen, "KEYS", {}), language, own):
                found.append(Entry(name, pressed, partial(screen.run_action, action)))
        for name, pressed, action in keys.listed(keys.EVERYWHERE, language, own):
            found.append(Entry(name, pressed, partial(app.run_action, action)))
        others = {name: name for name in ("theme", "review_switch", "review", "laboratory", "notebook", "terms")}
        if "own_table" not in getattr(screen, "KEYS", {}):
            others["own_table"] = "laboratory('own_table')"
        for name, action in others.items():
            found.append(Entry(say(language, f"action.{name}"), "", partial(app.run_action, action)))
        return found

    def _figures(self) -> list[Entry]:
        """Of the bench: each is put in front."""
        screen, language = self.screen, self._language
        if not isinstance(screen, Board):
            return []
        return [
            Entry(
                say(language, "action.figure", name=face.figure_name(name, language)),
                say(language, f"figure_help.{name.replace('-', '_')}"),
                partial(screen.painter.bring, name),
            )
            for name in face.figures_of(screen.bench)
        ]

    def _lessons(self) -> list[Entry]:
        language, app = self._language, self.app
        return [
            Entry(
                say(language, "action.lesson", title=entry.title[language]),
                entry.able[language],
                partial(app.open_lesson, entry.id),  # type: ignore[attr-defined]  # our own app
            )
            for entry in course().entries
            if entry.ready
        ]

    def _words(self) -> list[Entry]:
        language, app = self._language, self.app
        return [
            Entry(
                say(language, "action.term", term=term.forms[0]),
                "",
                partial(app.show_sheet, term.forms[0], term.text),  # type: ignore[attr-defined]  # our own app
            )
            for term in glossary(language).values()
        ]
