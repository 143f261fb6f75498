"""Waits until an app has nothing left to do: by its queues, since on a loaded machine a pause says nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui_dl.ui.screens.board import Board

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App
    from textual.message_pump import MessagePump

MOMENT = 0.001  # seconds, in which timers that are due are called
ENOUGH = 3  # looks in a row that find nothing to do


async def quiet(app: App, reached: Callable[[], bool] = lambda: True) -> None:
    """Until it is `reached`, every message read, every worker done, everything drawn; or until the app has failed.

    A new size is `reached` a moment late: the app waits whether another follows.
    """
    seen = 0
    while seen < ENOUGH and app._exception is None:
        await _all_read(app)
        if app.workers:
            await app.workers.wait_for_complete()
        if isinstance(app.screen, Board):
            app.screen.hear()
        seen = 0 if _is_busy(app) or not reached() else seen + 1


async def _all_read(app: App) -> None:
    """Until whoever is there has read what it had been sent; who leaves meanwhile is not waited for."""
    waiting: set[MessagePump] = set()
    for node in (app, *app.screen.walk_children(with_self=True)):
        if node.call_later(_strike, waiting, node):
            waiting.add(node)
    while any(node.is_running for node in waiting) and app._exception is None:  # noqa: ASYNC110  who leaves sets no event
        await asyncio.sleep(MOMENT)
    await asyncio.sleep(MOMENT)


def _strike(waiting: set[MessagePump], node: MessagePump) -> None:
    waiting.discard(node)


def _is_busy(app: App) -> bool:
    screen = app.screen
    drawn = (screen._layout_required, screen._scroll_required, screen._repaint_required, screen._recompose_required)
    nodes = (app, *screen.walk_children(with_self=True))
    return (
        app._resize_timer is not None
        or any(drawn)
        or bool(screen._dirty_widgets or screen._callbacks)
        or any(node._message_queue.qsize() or node._next_callbacks for node in nodes)
    )
