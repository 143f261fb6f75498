"""tui-dl: understand deep learning by doing it, in a terminal."""

from __future__ import annotations

__version__ = "0.1.0"
