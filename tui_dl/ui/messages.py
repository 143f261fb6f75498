"""What widgets tell the screen that holds them."""

from __future__ import annotations

from textual.message import Message

from tui_dl.course.written.verbs import Verb


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
    """An answer was given; where it was asked, with whether the learner is sure."""

    def __init__(self, text: str, *, sure: bool | None = None) -> None:
        self.text, self.sure = text, sure
        super().__init__()

    @property
    def verb(self) -> Verb:
        """The answer as what is done at a bench."""
        sureness = () if self.sure is None else ("sure" if self.sure else "unsure",)
        return Verb("answer", (self.text, *sureness))


class OfferTaken(Message):
    """A button of the step was pressed."""

    def __init__(self, offer: str) -> None:
        self.offer = offer
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


class HandLaid(Message):
    """A hand was laid on a network: a verb that sets one of its numbers, or holds one of its units."""

    def __init__(self, verb: str) -> None:
        self.verb = verb
        super().__init__()


class LabTabChosen(Message):
    """One of the laboratory's tabs was clicked; -1 asks for another."""

    def __init__(self, index: int) -> None:
        self.index = index
        super().__init__()


class Scrubbed(Message):
    """Another step of the run's past is to be looked at."""

    def __init__(self, step: int) -> None:
        self.step = step
        super().__init__()


class Forked(Message):
    """Another run is to go on from this step."""

    def __init__(self, step: int) -> None:
        self.step = step
        super().__init__()


class PastLeft(Message):
    """The present is to be looked at again."""
