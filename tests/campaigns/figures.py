"""Every figure on its worst day: `python -m tests.campaigns.figures --count 20000 --seed 1`.

Each case comes from its number and the seed alone; a finding prints both, and `--first N --count 1` repeats it. Cases
are drawn in a process of their own, whose exit code is read: what ends it (a plotting library does at a NaN, with
nothing to catch) is a finding like any other, and the next process goes on behind it.
"""

from __future__ import annotations

import argparse
import faulthandler
import io
import random
import re
import subprocess
import sys
import time
import traceback
import unicodedata
import warnings

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment, Segments

from tests.campaigns import hostile
from tui_dl.figures.figure import Figure, Look, Size
from tui_dl.views import FIGURES, draw

OWN = re.compile(r"\x1b\[[0-9;]*m")  # colours: the only sequences that are ours
SIZES = ((1, 1), (2, 1), (1, 3), (5, 2), (18, 5), (30, 8), (38, 10), (60, 16), (78, 20), (160, 45), (400, 120))
WEIGHTS = (9, 3, 3, 9, 9, 9, 9, 9, 9, 3, 1)
LONGEST = 120.0  # seconds for one figure, on a machine however busy
PRINTED = 0.1  # of all figures go through a console as well


def one(seed: int, number: int) -> str:
    """Draw one case; what is wrong with it, or nothing."""
    luck = random.Random(f"{seed}/{number}")
    name, (width, height) = luck.choice(FIGURES), luck.choices(SIZES, WEIGHTS)[0]
    size = Size(width, height)
    look = Look(luck.choice(["en", "ko"]), luck.random() < 0.3, luck.random() < 0.7, luck.random() < 0.7)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            figure = draw(name, hostile.scene(luck), size, look)
            wrong = wrong_with(figure, size, look) or (printed(figure, size) if luck.random() < PRINTED else "")
    except Exception:  # noqa: BLE001  whatever it is, it is a finding
        wrong = traceback.format_exc()
    return f"{name}, {width}x{height}, seed {seed}, number {number}: {wrong}" if wrong else ""


def wrong_with(figure: Figure, size: Size, look: Look) -> str:
    """What is wrong with its rows, its title or its words."""
    if len(figure.rows) != size.height:
        return f"{len(figure.rows)} rows"
    for number, row in enumerate(figure.rows):
        text = "".join(part.text for part in row)
        if cell_len(text) != size.width:
            return f"row {number} is {cell_len(text)} wide: {text!r}"
        if any(control(char) for char in text):
            return f"row {number} would command the terminal: {text!r}"
        if look.ascii and not all(char.isascii() or cell_len(char) > 1 for char in text):
            return f"row {number} is not ASCII: {text!r}"
    told = f"{figure.title}{figure.twin}"
    if not figure.title or not figure.twin:
        return "a title or words are missing"
    return f"words would command the terminal: {told!r}" if any(map(control, told)) else ""


def control(char: str) -> bool:
    """Whether a terminal, or the line to it, would not just show it."""
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def printed(figure: Figure, size: Size) -> str:
    """What a terminal would be sent beyond characters and colours."""
    stream = io.StringIO()
    console = Console(
        file=stream, force_terminal=True, color_system="truecolor", width=size.width + 1, legacy_windows=False
    )
    for row in figure.rows:
        console.print(Segments([*row, Segment.line()]), end="")
    rest = OWN.sub("", stream.getvalue()).replace("\n", "")
    return f"sent: {rest!r}" if any(map(control, rest)) else ""


def serve(seed: int, numbers: range) -> None:
    """In the child: say each number before it is drawn, and what was found."""
    for number in numbers:
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        faulthandler.dump_traceback_later(LONGEST, exit=True)  # in a library's own loop nothing else would be heard
        if wrong := one(seed, number):
            sys.stdout.write(f"! {wrong!r}\n")


def campaign(seed: int, numbers: range) -> list[str]:
    """All of them, each in some process that lives; what was found."""
    found, first = [], numbers.start
    while first < numbers.stop:
        command = [sys.executable, "-m", "tests.campaigns.figures", "--drawing", "--seed", str(seed)]
        command += ["--first", str(first), "--count", str(numbers.stop - first)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        lines = done.stdout.splitlines()
        found += [line[2:] for line in lines if line.startswith("! ")]
        unasked = [line for line in lines if line.strip() and not line.isdigit() and not line.startswith("! ")]
        found += [f"seed {seed}, written by a library: {line!r}" for line in (*unasked, *done.stderr.splitlines())[:3]]
        if done.returncode == 0:
            return found
        last = max((int(line) for line in lines if line.isdigit()), default=first)
        found.append(f"seed {seed}, number {last}: ended with {done.returncode}: {done.stderr[-300:]!r}")
        first = last + 1
    return found


def main() -> None:
    """Run the campaign; a finding makes it fail."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=20_000)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--drawing", action="store_true", help="be the process that draws")
    chosen = options.parse_args()
    numbers = range(chosen.first, chosen.first + chosen.count)
    if chosen.drawing:
        serve(chosen.seed, numbers)
        return
    started = time.monotonic()
    found = campaign(chosen.seed, numbers)
    sys.stdout.write(f"{chosen.count} figures, {time.monotonic() - started:.0f} s, {len(found)} findings\n")
    sys.stdout.write("\n".join(found[:20]))
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
