"""The sizes of terminals that layouts go by, in cells."""

from __future__ import annotations

FULL_COLUMNS, FULL_ROWS = 80, 24  # everything is there from this size on
MIDDLE_COLUMNS, MIDDLE_ROWS = 110, 34  # from this size on, two figures stand beside the words
WIDE_COLUMNS = 130  # from here all is shown at once
TALL_ROWS = 38  # from here the first of several figures is the largest thing in sight
