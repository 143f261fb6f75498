"""What all benches of one lesson share while it is proven: what has been trained and fitted already."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui_dl.course.bench import Bench
from tui_dl.session.classical.remembering import KnownFits, RememberingFitter
from tui_dl.session.remembering import Known, RememberingRunner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_dl.course.written.loader import WholeLesson
    from tui_dl.session.classical.process import PatientFitter


@dataclass(frozen=True, slots=True)
class Workshop:
    """Makes benches on which the same commands are not trained twice.

    Attributes:
        whole: The lesson and its words.
        fitter: Fits classical methods for all of them.
        known: Every run that was trained at one of them.
    """

    whole: WholeLesson
    fitter: PatientFitter
    known: Known = field(default_factory=Known)

    def bench(self, seed: int | None = None) -> Bench:
        """A fresh one, at a seed or the lesson's own."""
        return Bench(self.whole, "en", RememberingRunner(self.known), self.fitter, seed)


@contextmanager
def opened(whole: WholeLesson) -> Iterator[Workshop]:
    """A workshop whose fitting process ends with it."""
    with RememberingFitter(KnownFits()) as fitter:
        yield Workshop(whole, fitter)
