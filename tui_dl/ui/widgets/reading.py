"""Where a step's words stand, and what is asked; it scrolls while it has the focus."""

from __future__ import annotations

from textual.containers import VerticalScroll


class Reading(VerticalScroll):
    """Its own look changes with the focus; Textual would work out all that stands in it anew, which does not mind."""

    def update_node_styles(self, animate: bool = True) -> None:
        """Work out what it looks like, and nothing else."""
        self.app.stylesheet.update_nodes([self], animate)
