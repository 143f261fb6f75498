"""A knob: its name and value; arrows or the mouse turn it, Enter lets a value be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget

from tui_dl.figures.canvas import to_ascii
from tui_dl.session.knobs import KNOBS
from tui_dl.ui.ladders import neighbour
from tui_dl.ui.messages import KnobChanged, KnobFocused
from tui_dl.words.columns import column_name
from tui_dl.words.knobs import as_text, choice_name, knob_label

if TYPE_CHECKING:
    from textual.events import Click, Focus, Key

    from tui_dl.session.knobs import Knob

MOST_TYPED = 80
MOST_NAMED = 3  # of a set, beside its count


class KnobView(Widget, can_focus=True):
    """One knob. What is typed goes out as text: whether it is a value, the one table of knobs decides."""

    def __init__(
        self, knob: str, language: str, *, ascii_only: bool, spec: Knob | None = None, name_width: int = 0
    ) -> None:
        """A knob by name; `spec` where it is none of the table's, `name_width` cells for its name in a column."""
        super().__init__(classes=f"knob-{knob.replace('.', '-')}")
        self.knob, self._language, self._ascii = knob, language, ascii_only
        self.spec, self._name_width = spec or KNOBS[knob], name_width
        self.value: Any = None
        self.ends = (2, 1)
        self.chosen_layer = 0
        self.pointed = 0
        self._typed: str | None = None

    def show(self, value: Any, ends: tuple[int, int]) -> None:
        """Take a value; `ends` are the widths of the network's input and output."""
        if (value, ends) != (self.value, self.ends):
            self.value, self.ends = value, ends
            if isinstance(value, tuple):
                self.chosen_layer = min(self.chosen_layer, max(0, len(value) - 1))
            self.refresh(layout=True)

    def render(self) -> Text:
        """Name and value, with what turns them."""
        text = Text(self._called(), no_wrap=True)
        if self._typed is not None:
            text.append(f"{self._typed}_", "bold reverse")
        elif self.spec.kind == "sizes":
            self._append_sizes(text)
        else:
            left, right = ("<", ">") if self._ascii else ("◂", "▸")
            text.append(f"{left} ", "dim")
            text.append(self._shown(), "bold")
            text.append(f" {right}", "dim")
            text.append(self._taken(), "dim")
        text.append(" ")
        return text

    def _called(self) -> str:
        name = knob_label(self._language, self.knob)
        return f" {name}{' ' * max(1, self._name_width - cell_len(name))}"

    def _shown(self) -> str:
        """The value; of a set, the one that is pointed at, and whether it is in."""
        if not self._is_set:
            said = choice_name(self._language, self.knob, self.value)
            return to_ascii(said) if self._ascii else said
        name = self.spec.choices[self.pointed]
        inside = ("[x]" if self._ascii else "☑") if name in (self.value or ()) else ("[ ]" if self._ascii else "☐")
        return f"{inside} {self._named(name)}"

    def _taken(self) -> str:
        """Of a set, how many are in, and where they are few, which."""
        if not self._is_set:
            return ""
        names = [self._named(name) for name in self.value or ()]
        listed = f": {', '.join(names)}" if 0 < len(names) <= MOST_NAMED else ""
        return f"  {len(names)}/{len(self.spec.choices)}{listed}"

    def _named(self, name: str) -> str:
        said = column_name(name, self._language)
        return to_ascii(said) if self._ascii else said

    @property
    def _is_set(self) -> bool:
        return self.spec.kind == "set"

    def get_content_width(self, *_: object) -> int:
        """As wide as its words."""
        return cell_len(self.render().plain)

    def _append_sizes(self, text: Text) -> None:
        line, more = (" - ", "~") if self._ascii else (" ─ ", "…")
        sizes = self.value or ()
        fixed = self._name_width and self.size.width  # in a column; elsewhere it is as wide as its words
        shown = self._in_sight(self.size.width - cell_len(text.plain) - 1, len(line)) if fixed else range(len(sizes))
        text.append(f"{self.ends[0]}{line}{more + line if shown.start else ''}", "dim")
        for number in shown:
            here = number == self.chosen_layer and self.has_focus
            text.append(f"({sizes[number]})", "bold reverse" if here else "bold")
            text.append(line, "dim")
        text.append(f"{more + line if shown.stop < len(sizes) else ''}{self.ends[1]}", "dim")

    def _in_sight(self, room: int, line: int) -> range:
        """Which hidden layers so many cells have room for, the chosen one among them; `line` cells part them."""
        widths = [len(f"({size})") + line for size in self.value or ()]
        room -= len(f"{self.ends[0]}{self.ends[1]}") + line
        first, stop = 0, len(widths)
        while stop - first > 1:
            left_out = (first > 0) + (stop < len(widths))
            if sum(widths[first:stop]) + left_out * (1 + line) <= room:
                break
            if stop - 1 - self.chosen_layer >= self.chosen_layer - first:
                stop -= 1
            else:
                first += 1
        return range(first, stop)

    def on_focus(self, _event: Focus) -> None:
        """Say what it does."""
        self.post_message(KnobFocused(self.knob))

    def on_blur(self) -> None:
        """Leave typing."""
        self._typed = None
        self.refresh(layout=True)

    def on_click(self, event: Click) -> None:
        """A click on the left half turns it down, on the right half up; in a set, on the name: in or out."""
        if self._is_set:
            self._click_set(event.x)
            return
        way = 1 if event.x >= self.size.width - max(4, cell_len(self._shown()) // 2 + 3) else -1
        self.turn(way)

    def on_key(self, event: Key) -> None:
        """Arrows turn, Enter begins and ends typing; while typing, every key is text."""
        if self._typed is not None:
            self._type(event)
        elif event.key in {"left", "right", "up", "down", "enter", "a", "x", "insert", "delete", "ㅁ", "ㅌ"}:
            if not self._move(event.key):
                return
        else:
            return
        event.stop()
        event.prevent_default()

    def turn(self, way: int) -> None:
        """One step up or down."""
        if self._is_set:
            self._put(inside=way > 0)
        elif self.spec.kind == "sizes":
            self.change_units(way)
        else:
            self._ask(neighbour(self.knob, self.spec, self.value, way))

    def change_units(self, way: int) -> None:
        """One unit more or fewer in the layer at hand; none and more: a layer of one; one and fewer: it goes."""
        sizes = list(self.value or ())
        if not sizes:
            sizes = [1] if way > 0 else []
        else:
            sizes[self.chosen_layer] += way
            sizes = [size for size in sizes if size > 0]
        self._ask(tuple(sizes))

    def _click_set(self, x: int) -> None:
        start = cell_len(self._called())
        end = start + cell_len(self._shown()) + 2
        if x < start + 2 or x >= end:
            self._point(-1 if x < end else 1)
        else:
            self._put(inside=self.spec.choices[self.pointed] not in (self.value or ()))

    def _point(self, way: int) -> None:
        """At the next one of a set."""
        self.pointed = (self.pointed + way) % len(self.spec.choices)
        self.refresh(layout=True)

    def _put(self, *, inside: bool) -> None:
        """The one that is pointed at into the set, or out of it."""
        choices = self.spec.choices
        wanted = (
            {*(self.value or ()), choices[self.pointed]} if inside else {*(self.value or ())} - {choices[self.pointed]}
        )
        self._ask(tuple(name for name in choices if name in wanted))

    def _move(self, key: str) -> bool:
        sizes = self.spec.kind == "sizes"
        if key == "enter":
            self._typed = ""
            self.refresh(layout=True)
        elif self._is_set and key in {"left", "right"}:
            self._point(1 if key == "right" else -1)
        elif sizes and key in {"left", "right"}:
            self.chosen_layer = max(
                0, min(len(self.value or ()) - 1, self.chosen_layer + (1 if key == "right" else -1))
            )
            self.refresh()
        elif sizes and key in {"a", "insert", "ㅁ"}:
            here = list(self.value or ())
            here.insert(self.chosen_layer + 1, here[self.chosen_layer] if here else 1)
            self._ask(tuple(here))
        elif sizes and key in {"x", "delete", "ㅌ"}:
            self._ask(tuple(size for number, size in enumerate(self.value or ()) if number != self.chosen_layer))
        elif key in {"left", "down", "right", "up"}:
            self.turn(1 if key in {"right", "up"} else -1)
        else:
            return False
        return True

    def _type(self, event: Key) -> None:
        assert self._typed is not None
        if event.key == "escape":
            self._typed = None
        elif event.key == "enter":
            typed, self._typed = self._typed, None
            if typed:
                self.post_message(KnobChanged(self.knob, typed))
        elif event.key == "backspace":
            self._typed = self._typed[:-1]
        elif event.is_printable and event.character and len(self._typed) < MOST_TYPED:
            self._typed += event.character
        self.refresh(layout=True)

    def _ask(self, value: Any) -> None:
        if value != self.value:
            self.value = value  # at once, so that quick keys add up; the screen puts it right if it is refused
            self.refresh(layout=True)
            self.post_message(KnobChanged(self.knob, as_text(value)))
