"""Which classical methods are done in time with very many rows."""

from __future__ import annotations

MOST_FOR_MACHINES = 20_000  # training rows, for support vector machines
MACHINES = ("linear_svm", "rbf_svm")


def done_in_time(names: tuple[str, ...], training_rows: int) -> tuple[str, ...]:
    """Those of `names` for which nobody has to wait very long."""
    return names if training_rows <= MOST_FOR_MACHINES else tuple(name for name in names if name not in MACHINES)
