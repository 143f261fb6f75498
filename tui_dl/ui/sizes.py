"""The sizes of terminals that layouts go by, in cells."""

from __future__ import annotations

FULL_COLUMNS, FULL_ROWS = 80, 24  # everything is there from this size on
WIDE_COLUMNS = 130  # from here all is shown at once
