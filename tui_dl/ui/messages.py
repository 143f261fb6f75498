"""What widgets tell the screen that holds them."""

from __future__ import annotations

from textual.message import Message


class KnobChanged(Message):
    """A knob was turned, or a value typed: as text, for the one door by which knobs are set."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        super().__init__()


class KnobFocused(Message):
    """The focus came to a knob."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__()


class Answered(Message):
    """An answer was given."""

    def __init__(self, text: str) -> None:
        self.text = text
        super().__init__()


class TabChosen(Message):
    """A tab was clicked."""

    def __init__(self, index: int) -> None:
        self.index = index
        super().__init__()


class FigureChosen(Message):
    """A figure was clicked: large, or small again."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__()
