"""Measures everything that REPORT.md says of speed, and writes it.

    python tests/benchmarks/report.py [--rounds 7] [--quick] [--torch-compile] [--parts FOLDER]

Contenders take turns within a round, in one process, one thread each. A figure is the median over rounds; a ratio is
the median of each round's ratio, so that a busy machine is busy for both.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.metadata
import json
import os
import platform
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anatomy
import mapped
import peers  # first: it sets the number of threads before NumPy is imported
import speed
import stack
from peers import Case, np

from tui_dl.data.recipe import DataRecipe
from tui_dl.session.experiment import Experiment, NetworkModel
from tui_dl.session.live import LiveRun
from tui_dl.session.run import Run

if TYPE_CHECKING:
    from collections.abc import Callable


def rows(rounds: int) -> list[str]:
    """What a step costs with more and more rows of data."""
    cases = {count: Case((2, 8, 8, 1), "tanh", count, 32, "adam", 0.001) for count in (500, 5_000, 50_000, 500_000)}
    ready = {count: peers.trainer_of(case) for count, case in cases.items()}
    found: dict[int, list[float]] = {count: [] for count in cases}
    for _ in range(rounds):
        for count, trainer in ready.items():
            start, before = time.process_time(), trainer.step
            while trainer.step - before < max(cases[count].steps, 2000):
                trainer.run(count)
            found[count].append((time.process_time() - start) / (trainer.step - before) * 1e6)
    lines = ["| rows | µs a step | over that of 500 rows |", "|---|---|---|"]
    for count, times in found.items():
        over = statistics.median(a / b for a, b in zip(times, found[500], strict=True))
        lines.append(f"| {count:,} | {statistics.median(times):.1f} | {over:.2f} |")
    return lines


def product(rounds: int) -> list[str]:
    """What a run costs around the engine: records, health of layers, scores of both parts, turns."""
    run = Run(Experiment(DataRecipe("moons"), NetworkModel(epoch_limit=10**9)))
    found: dict[str, list[float]] = {"engine alone": [], "a step a turn": [], "an epoch a turn": []}
    lives = {name: LiveRun(run) for name in found}
    for _ in range(rounds):
        for name, live in lives.items():
            start, before = time.process_time(), live.trainer.step
            while live.trainer.step < before + 2000:
                if name == "engine alone":
                    live.trainer.run(10**6)
                else:
                    live.advance(1 if name == "a step a turn" else 10**6)
            found[name].append((time.process_time() - start) / (live.trainer.step - before) * 1e6)
    lines = ["| moons, 2-8-8-1, batch 32, Adam | µs a step | over the engine alone |", "|---|---|---|"]
    for name, times in found.items():
        over = statistics.median(a / b for a, b in zip(times, found["engine alone"], strict=True))
        lines.append(f"| {name} | {statistics.median(times):.1f} | {over:.2f} |")
    return lines


def versions() -> str:
    """What was compared, where and when."""
    names = ("numpy", "numba", "torch", "scikit-learn", "jax", "optax", "keras")
    said = []
    for name in names:
        try:
            said.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            said.append(f"{name} not installed")
    info = Path("/proc/cpuinfo")
    named = [line for line in info.read_text().splitlines() if "model name" in line] if info.exists() else []
    cpu = named[0].partition(":")[2].strip() if named else platform.processor()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    when = dt.datetime.now(dt.UTC).date().isoformat()
    machine = f"{when}. {cpu}, {os.cpu_count()} cores, {platform.system()}, load {load:.1f}"
    return f"{machine}. Python {platform.python_version()}, {', '.join(said)}. One thread each."


CLARITY = """\
'Python between them' is what a step takes beyond its calls one by one: the loop, the test for divergence, an epoch's
end, and that each call finds the processor's caches less warm than when it is repeated. Written out in one function,
without objects and methods, a step was 1 % faster: it is not Python's words that cost, it is the price of asking NumPy,
some 30 calls of 0.2 to 0.4 µs, of which the floor's products are 5 to 8. What a further gain would cost in clarity:

- No loss at a step, but all of an epoch at its end, from outputs that were kept: 6 % (batch 10) to 8 % (batch 32) less.
  Divergence would be told late, and the steps since the epoch's beginning played again to find where.
- Softmax about the mean of a row's logits, by one product, and not their largest: 1 of its 5 µs. It overflows for
  logits that lie 90 apart, and would need today's formula behind it.
- Adam in fewer than 8 calls: its formula is 8 operations. One activation for all layers: each needs the one below.

All of them together would still be beyond 3 floors on the tiny nets. The compiled engine has no calls to pay for: the
same formulas a second time, in `engine/kernel.py` and `engine/steps.py`. On 784-128-10 the rest is fetching the rows,
Adam's pass over 100,000 numbers, and at an epoch's end a forward pass of all rows, which the floor does not have."""


def head(asked: str) -> list[str]:
    """What was measured, and how."""
    return [
        "# How fast is a training step?", "",
        f"Written by `python tests/benchmarks/report.py {asked}` on {versions()}", "",
        "Figures are processor time, medians over interleaved rounds; ratios are medians of each round's ratio.",
        "A loaded machine still moves times, through the caches, far more than ratios.",
        "Each contender shuffles, trains on every batch, and ends an epoch with loss and accuracy on all its rows.",
        "Ours tells all that a user sees, precision, recall, F1 and calibration, too: where an epoch has few steps,",
        "that is most of the compiled engine's time. The floor has neither order nor scores.",
        "Ours is the NumPy engine, which is what runs unless asked otherwise; compiled is the extra `fast`.",
        "The floor is the step's matrix products alone, through bound `a.dot(b, out)`.",
        "torch.compile, of the model, takes minutes for each network, so that only one is measured. Keras is on JAX.",
        "scikit-learn has no way to leave out its own batch losses. A dash: not measured in this run.", "",
    ]  # fmt: skip


def kept(folder: Path | None, name: str, measure: Callable[[], object]) -> Any:
    """What `measure` gives, kept in `folder` under its name; what is there already is not measured again."""
    place = folder / f"{name}.json" if folder else None
    if place is None or not place.exists():
        found = measure()
        if place is None:
            return found
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(found), encoding="utf-8")
    return json.loads(place.read_text(encoding="utf-8"))


def parts(rounds: int, *, quick: bool, torch_compile: bool) -> dict[str, Callable[[], object]]:
    """How each part is measured."""
    return {
        "fixed": lambda: speed.fixed(rounds, quick=quick, torch_compile=torch_compile),
        "floors": lambda: speed.floors(rounds),
        "lessons": lambda: speed.lessons(rounds, quick=quick),
        "anatomy": anatomy.lines,
        "rows": lambda: rows(rounds),
        "mapped": lambda: mapped.lines(rounds),
        "product": lambda: product(rounds),
        "stack": lambda: stack.lines(3 * rounds),
    }


def written(asked: str, found: dict[str, Any]) -> str:
    """The report."""
    fixed, lessons = found["fixed"], found["lessons"]
    text = [
        *head(asked), "## Goals", "", *speed.goals([*fixed["goals"], *lessons["goals"], *found["floors"]["goals"]]), "",
        "## Fixed networks", "", *fixed["lines"], "",
        "## Steps alone, over the floor", "",
        "Without an epoch's scores: what training itself costs.", "", *found["floors"]["lines"], "",
        "## Every lesson's own network", "",
        "Data, network, batch and optimizer are read from the lesson files: each lesson's first network that has",
        "gradients.", "", *lessons["lines"], "",
        "## Where a step goes", "", *found["anatomy"], "", CLARITY, "",
        "## Rows of data", "", *found["rows"], "",
        "## From a memory map", "", *found["mapped"], "",
        "## Around the engine", "", *found["product"], "",
        "## Many at once", "",
        "A stack of 16 networks, each with weights, rows and order of its own; processor time, best of the rounds.", "",
        *found["stack"], "",
    ]  # fmt: skip
    return "\n".join(text)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--torch-compile", action="store_true", help="measure torch.compile, too")
    parser.add_argument("--quick", action="store_true", help="leave out JAX and Keras, which compile for seconds")
    parser.add_argument("--parts", type=Path, help="a folder that keeps the parts: a report cut short goes on from it")
    parser.add_argument("--only", action="append", help="measure this part for the folder, and write nothing")
    given = parser.parse_args()
    np.seterr(all="ignore")
    ways = parts(given.rounds, quick=given.quick, torch_compile=given.torch_compile)
    found = {name: kept(given.parts, name, ways[name]) for name in given.only or ways}
    if not given.only:
        flags = {"--quick": given.quick, "--torch-compile": given.torch_compile}
        asked = " ".join([f"--rounds {given.rounds}", *(name for name, wanted in flags.items() if wanted)])
        place = Path(__file__).with_name("REPORT.md")
        place.write_text(written(asked, found), encoding="utf-8")


if __name__ == "__main__":
    main()
