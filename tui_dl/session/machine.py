"""What the last bits of a result depend on."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from typing import Any

import numpy as np

from tui_dl.session.fast import engine_name


@dataclass(frozen=True, slots=True)
class Machine:
    """What the last bits of a run depend on."""

    name: str
    numpy: str


def this_machine() -> Machine:
    """Processor, its extensions that NumPy uses, the library of linear algebra, and what compiles, if anything does."""
    built: dict[str, Any] = np.show_config(mode="dicts")  # type: ignore[assignment]  # a dict in this mode
    extensions = ",".join(built.get("SIMD Extensions", {}).get("found", []))
    blas = built.get("Build Dependencies", {}).get("blas", {})
    name = f"{platform.machine()} {extensions} {blas.get('name', '')} {blas.get('version', '')}"
    name = f"{name} {engine_name()}".rstrip()
    return Machine(name, np.__version__)
