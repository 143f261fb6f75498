"""What the parent's handles on its children have in common, whatever they ask and are answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_dl.session.children.child import Child


class Handle:
    """A child that is asked in structs; nothing runs until something is asked for, and leaving the handle ends it."""

    def __init__(self, child: Child) -> None:
        self._child = child

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.cancel()

    @property
    def pid(self) -> int | None:
        """The child's process number while it is there."""
        return self._child.pid

    def listen(self, on_news: Callable[[], None]) -> None:
        """Call `on_news`, from a thread, whenever there is something to receive."""
        self._child.on_news = on_news

    def cancel(self) -> None:
        """End the child, at once; the next question starts another."""
        self._child.end()

    def _ask(self, request: msgspec.Struct) -> None:
        self._child.send(msgspec.msgpack.encode(request))

    def _heard(self) -> tuple[bool, list[bytes]]:
        """Whether the child is there, and its frames; looked up in this order, so that its last words are in."""
        alive = self._child.pid is not None
        return alive, self._child.receive()

    def _why_gone(self, ended: str) -> tuple[str, dict[str, str]]:
        """Code and fields of why there is no child: `ended`, unless none could be started."""
        refusal = self._child.refusal
        return ("no_process", {"reason": refusal}) if refusal else (ended, {})
