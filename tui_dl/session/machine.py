"""What the last bits of a result depend on."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True, slots=True)
class Machine:
    """What the last bits of a run depend on."""

    name: str
    numpy: str


def this_machine() -> Machine:
    """Processor, its extensions that NumPy uses, and the library of linear algebra."""
    built: dict[str, Any] = np.show_config(mode="dicts")  # type: ignore[assignment]  # a dict in this mode
    extensions = ",".join(built.get("SIMD Extensions", {}).get("found", []))
    blas = built.get("Build Dependencies", {}).get("blas", {})
    name = f"{platform.machine()} {extensions} {blas.get('name', '')} {blas.get('version', '')}"
    return Machine(name, np.__version__)
