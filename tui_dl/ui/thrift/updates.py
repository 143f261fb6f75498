"""What spares work: words are put and looks are changed only where they become others; thirty may share a machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.dom import DOMNode
    from textual.screen import Screen
    from textual.widgets import Static


def put(row: Static, text: str) -> None:
    """Say this in a row; the screen is arranged anew only where that may take another number of rows."""
    before = row.content
    if before == text:
        return
    height, width = row.styles.height, row.size.width
    fixed = height is not None and not height.is_auto
    row.update(text, layout=not fixed and not _fills_alike(str(before), text, width))


def _fills_alike(before: str, after: str, width: int) -> bool:
    """Whether two texts take the same number of rows, as far as that can be told without wrapping them."""
    lines = (*before.split("\n"), *after.split("\n"))
    return before.count("\n") == after.count("\n") and all(0 < cell_len(line) <= width for line in lines)


def wear(screen: Screen[None], classes: dict[str, bool], dressed: Sequence[DOMNode], fresh: Sequence[DOMNode]) -> bool:
    """Put these classes on, or take them off; what the `dressed` look like then is worked out once; whether it was.

    Where no class changes, that of the `fresh` is, which were out of sight when one did. Textual would work out every
    widget of the screen anew, of which most do not mind.
    """
    changed = {name for name, worn in classes.items() if screen.has_class(name) != worn}
    for name in changed:
        screen.set_class(classes[name], name, update=False)
    if changed or fresh:
        screen.app.stylesheet.update_nodes(dressed if changed else fresh)
    return bool(changed or fresh)
