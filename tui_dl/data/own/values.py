"""What a field says: a number, or that nothing is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "--", "?", ".", "#n/a", "결측", "없음"})
LARGEST = 1e15  # what is larger is no measurement, and would overflow once squared in float32
PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
GROUPED = {  # thousands apart, by the decimal sign
    ".": re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?"),
    ",": re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?"),
}


def shown(text: str, most: int = 40) -> str:
    """A field as it may reach a terminal: nothing that steers one, not longer than `most`."""
    kept = "".join(char if char.isprintable() else " " for char in text[: 4 * most])
    kept = " ".join(kept.split())
    return kept if len(kept) <= most else kept[: most - 3] + "..."


@dataclass(frozen=True, slots=True)
class Reader:
    """How fields are read: the decimal sign, and the words for what is missing (small letters)."""

    decimal: str
    missing: frozenset[str] = MISSING

    def is_missing(self, text: str) -> bool:
        """Whether nothing is known."""
        return text.strip().casefold() in self.missing

    def number(self, text: str) -> float | None:
        """The number that a field says; None where it says none, or none that can be computed with."""
        text = text.strip()
        if GROUPED[self.decimal].fullmatch(text):
            text = text.replace("," if self.decimal == "." else ".", "")
        if self.decimal == ",":
            if "." in text:
                return None
            text = text.replace(",", ".")
        if not PLAIN.fullmatch(text):
            return None
        value = float(text)
        return value if abs(value) <= LARGEST else None

    def numbers(self, texts: Sequence[str]) -> NDArray[np.float64] | None:
        """All of them at once, where every one is plainly written and known; None otherwise."""
        joined = "".join(texts)
        if self.decimal != "." or "_" in joined or not joined.isascii():
            return None
        try:
            values = np.fromiter(map(float, texts), np.float64, len(texts))
        except ValueError:
            return None
        return values if (np.abs(values) <= LARGEST).all() else None  # nothing that is not finite is
