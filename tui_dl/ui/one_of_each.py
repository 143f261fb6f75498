"""An app whose screens are open once each: a key that is pressed again goes back to what it has opened already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import App
from textual.widget import AwaitMount

if TYPE_CHECKING:
    from textual.screen import Screen


class OneOfEach(App[None]):
    """Benches are where one works: a page that was open before one came is opened anew over it, to be read there."""

    def push_screen(self, screen: Any, *how: Any, **named: Any) -> Any:
        """Open a screen, unless one of its kind is open: then leave what lies over that."""
        there = next((one for one in self._down_to_the_bench() if type(one) is type(screen)), None)
        if there is None:
            return super().push_screen(screen, *how, **named)
        self._leave_down_to(there)
        return AwaitMount(there, [])

    def _down_to_the_bench(self) -> list[Screen[Any]]:
        """The screens that are open, topmost first: down to the one where one works, with it."""
        open_ones = self.screen_stack[::-1]
        return open_ones[: next((at for at, one in enumerate(open_ones, 1) if hasattr(one, "bench")), None)]

    def _leave_down_to(self, there: Screen[Any]) -> None:
        """Leave what lies over it, from above; what might have been chosen there is no longer asked."""
        while self.screen is not there:
            self.screen._left = True  # type: ignore[attr-defined]  # noqa: SLF001  each of ours is left once
            self.pop_screen()

    def is_back_at(self, lesson: str) -> bool:
        """Whether its bench is open already: then what lies over that is left."""
        bench = self._down_to_the_bench()[-1]
        if not hasattr(bench, "bench") or bench.bench.lesson.id != lesson:
            return False
        self._leave_down_to(bench)
        return True

    def leave_bench(self) -> None:
        """Home, or to the page that the bench was opened from."""
        bench = self._down_to_the_bench()[-1]
        if hasattr(bench, "bench"):
            self._leave_down_to(bench)
            bench.go_home()  # type: ignore[attr-defined]  # a screen of ours
