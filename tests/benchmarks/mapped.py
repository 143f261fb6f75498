"""A table of a million rows, trained on from its disk: what a step costs, and how much memory all of it takes.

    python tests/benchmarks/mapped.py [--rounds 5]

Both tables are memory maps of 30 columns. A step's cost is processor time, in turns; the memory is what Python and
NumPy ask for at the worst moment, first of making the trainer and then of its steps, the order of the rows included.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

import peers  # first: it sets the number of threads before NumPy is imported
from peers import np

from tui_dl.engine.network import Network
from tui_dl.engine.recipe import Recipe
from tui_dl.engine.training import Trainer

COLUMNS, BATCH, STEPS = 30, 32, 2000
ROWS = (1_000, 1_000_000)
PART = 100_000  # rows that are written at a time


def table(path: Path, rows: int) -> np.memmap:
    """A table on the disk, float32."""
    made = np.memmap(path, np.float32, "w+", shape=(rows, COLUMNS))
    rng = np.random.default_rng(0)
    for start in range(0, rows, PART):
        made[start : start + PART] = rng.normal(size=made[start : start + PART].shape)
    made.flush()
    return np.memmap(path, np.float32, "r", shape=(rows, COLUMNS))


def trainer_of(inputs: np.memmap) -> Trainer:
    """30-16-1, Adam."""
    network = Network([COLUMNS, 16, 1], ["relu"])
    network.initialize("auto", np.random.default_rng(1))
    targets, rng = (inputs[:, 0] > 0).astype(np.intp), np.random.default_rng(2)
    recipe = Recipe("adam", 0.001, BATCH)
    return Trainer(network, "binary_cross_entropy", inputs, targets, recipe, batch_rng=rng, dropout_rng=rng)


def steps(trainer: Trainer) -> float:
    """Microseconds of the processor a step, an epoch's beginning in its share."""
    start, before = time.process_time(), trainer.step
    while trainer.step < before + STEPS:
        trainer.run(STEPS)
    return (time.process_time() - start) / (trainer.step - before) * 1e6


def memory(inputs: np.memmap) -> tuple[float, float]:
    """Megabytes at the worst moment: of making a trainer, of its first steps."""
    tracemalloc.start()
    trainer = trainer_of(inputs)
    made = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    trainer.run(STEPS)
    trained = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return made / 1e6, trained / 1e6


def lines(rounds: int) -> list[str]:
    """The table."""
    with tempfile.TemporaryDirectory() as place:
        tables = {rows: table(Path(place) / str(rows), rows) for rows in ROWS}
        trainers = {rows: trainer_of(inputs) for rows, inputs in tables.items()}
        found: dict[int, list[float]] = {rows: [] for rows in ROWS}
        for _ in range(rounds):
            for rows, trainer in trainers.items():
                found[rows].append(steps(trainer))
        told = [
            "| rows of 30 columns | on the disk, MB | µs a step | over 1,000 rows | MB to begin | MB to train |",
            "|---|---|---|---|---|---|",
        ]
        for rows, inputs in tables.items():
            over = statistics.median(a / b for a, b in zip(found[rows], found[ROWS[0]], strict=True))
            begun, trained = memory(inputs)
            times = f"{statistics.median(found[rows]):.1f} | {over:.2f}"
            told.append(f"| {rows:,} | {inputs.nbytes / 1e6:.1f} | {times} | {begun:.1f} | {trained:.1f} |")
    return told


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    sys.stdout.write("\n".join(lines(parser.parse_args().rounds)) + "\n")


if __name__ == "__main__":
    main()

__all__ = ["lines", "peers"]
