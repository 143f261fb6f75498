"""An app that is looked at again after a while: screens that came meanwhile get the focus that they are due."""

from __future__ import annotations

from textual.app import App


class Attentive(App[None]):
    """Textual gives a screen its focus as it comes, unless nobody looks; a page in a browser begins so."""

    def watch_app_focus(self, focus: bool) -> None:
        """Somebody looks, or looks away."""
        wanted = self.AUTO_FOCUS if self.screen.AUTO_FOCUS is None else self.screen.AUTO_FOCUS
        if focus and wanted and self.screen.focused is None:
            due = next((widget for widget in self.screen.query(wanted) if widget.focusable), None)
            self.screen.set_focus(due)
