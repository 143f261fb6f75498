"""What is written anew is enough, and little more."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui_dl.ui.thrift.changes import changed_regions

WIDTH = 12
STYLES = st.sampled_from([None, Style(color="red"), Style(bold=True)])
PARTS = st.builds(Segment, st.text("ab ○층한", min_size=1, max_size=4), STYLES)
ROWS = st.lists(st.lists(PARTS, max_size=4).map(tuple), min_size=1, max_size=3).map(tuple)


def strip(row: tuple[Segment, ...]) -> Strip:
    return Strip([Segment(part.text, part.style or Style.null()) for part in row]).adjust_cell_length(
        WIDTH, Style.null()
    )


def cells(row: Strip) -> list:
    return [(part.text, part.style) for at in range(WIDTH) for part in row.crop(at, at + 1)]


@given(before=ROWS, after=ROWS)
def test_the_changed_stretches_alone_make_the_old_drawing_the_new_one(before: tuple, after: tuple) -> None:
    rows = max(len(before), len(after))
    screen = [strip(before[y] if y < len(before) else ()) for y in range(rows)]
    wanted = [strip(after[y] if y < len(after) else ()) for y in range(rows)]
    for region in changed_regions(before, after, WIDTH):
        old, new = screen[region.y], wanted[region.y]
        parts = [old.crop(0, region.x), new.crop(region.x, region.right), old.crop(region.right, WIDTH)]
        screen[region.y] = Strip.join(parts)
    assert [cells(row) for row in screen] == [cells(row) for row in wanted]


def test_one_changed_cell_is_one_cell() -> None:
    before = ((Segment("abcdef"),), (Segment("abcdef"),))
    after = ((Segment("abcdef"),), (Segment("abXdef"),))
    (region,) = changed_regions(before, after, WIDTH)
    assert (region.x, region.y, region.width, region.height) == (2, 1, 1, 1)


def test_what_stays_is_not_written() -> None:
    rows = ((Segment("한글"), Segment("ab", Style(bold=True))),)
    assert changed_regions(rows, rows, WIDTH) == []
    split = ((Segment("한"), Segment("글"), Segment("ab", Style(bold=True))),)
    assert changed_regions(rows, split, WIDTH) == [], "the same cells in other pieces"
