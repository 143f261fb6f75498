"""A page of the ledger in which it stands that a sealed test part was opened."""

from __future__ import annotations

import msgspec


class Opening(msgspec.Struct, frozen=True):
    """One time the seal was broken.

    Attributes:
        number: Nanoseconds since 1970: when, and its name among the others.
        lesson: In which lesson,
        step: and at which step.
        run: The run that was judged, as text; of several the first.
        data: Which data set.
        rows: How many rows were seen.
        models: How many models were scored on them.
        seen: What they scored, by name; of several models the best.
        fresh: What the same run scored on rows drawn after that.
    """

    number: int
    lesson: str
    step: str
    run: str
    data: str = ""
    rows: int = 0
    models: int = 1
    seen: dict[str, float] = {}
    fresh: dict[str, float] = {}
