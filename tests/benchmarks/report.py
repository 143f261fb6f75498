"""Measures everything that REPORT.md says of speed, and writes it.

    python tests/benchmarks/report.py [--rounds 7]

Contenders take turns within a round, in one process, one thread each. A figure is the median over rounds; a ratio is
the median of each round's ratio, so that a busy machine is busy for both.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import importlib.metadata
import os
import platform
import statistics
import sys
import time
from pathlib import Path

import others  # first: it sets the number of threads before NumPy is imported
import peers
import stack
from peers import Case, np

from tui_dl.data.recipe import DataRecipe
from tui_dl.session.experiment import Experiment, NetworkModel
from tui_dl.session.live import LiveRun
from tui_dl.session.run import Run
from tui_dl.session.timeline import Timeline

SECONDS = 0.03  # of each contender in one round of one case, about
SHAPES = [
    ((2, 8, 8, 1), "tanh", 500, 10),
    ((2, 8, 8, 1), "tanh", 500, 32),
    ((2, 16, 16, 3), "tanh", 500, 32),
    ((4, 10, 3), "tanh", 120, 16),
    ((30, 16, 1), "relu", 455, 32),
    ((64, 32, 10), "relu", 1437, 32),
    ((64, 128, 64, 10), "relu", 1437, 128),
    ((784, 128, 10), "relu", 4096, 128),
]
RATES = {"adam": 0.001, "sgd": 0.01}
CASES = [Case(*shape, name, rate) for shape in SHAPES for name, rate in RATES.items()]
LARGE = {(64, 32, 10), (64, 128, 64, 10), (784, 128, 10)}
ORDER = ["PyTorch", "scikit-learn", "Keras", "JAX step", "JAX scan"]


def took(epoch: others.Epoch, times: int) -> float:
    """Seconds of the processor an epoch, those of all threads: what neighbours take is not counted."""
    start = time.process_time()
    for _ in range(times):
        epoch()
    return (time.process_time() - start) / times


def measure(contenders: dict[str, others.Epoch], steps: int, rounds: int) -> dict[str, list[float]]:
    """Microseconds a step of each, round by round, in turns."""
    counts = {
        name: max(1, round(SECONDS / min(took(epoch, 1) for _ in range(3)))) for name, epoch in contenders.items()
    }
    found: dict[str, list[float]] = {name: [] for name in contenders}
    gc.disable()
    for number in range(rounds):
        names = list(contenders)
        for name in names if number % 2 else reversed(names):
            found[name].append(took(contenders[name], counts[name]) / steps * 1e6)
        gc.collect()
    gc.enable()
    return found


def ratio(found: dict[str, list[float]], one: str, other: str) -> float:
    """The median over rounds of `one`'s time over `other`'s."""
    return statistics.median(a / b for a, b in zip(found[one], found[other], strict=True))


def goals(case: Case) -> tuple[float, float] | None:
    """At least so many times the speed of PyTorch, at most so many times the floor."""
    if case.sizes == (784, 128, 10):
        return 1.0, 1.3
    return None if case.sizes in LARGE else (30.0, 3.0)


def speed(rounds: int) -> list[str]:
    """The table of all configurations."""
    lines = [
        "| network | batch | optimizer | ours, µs a step | "
        + " | ".join(f"{name} ÷ ours" for name in ORDER)
        + " | ours ÷ floor | goals: PyTorch, floor |",
        "|" + "---|" * (6 + len(ORDER)),
    ]
    for case in CASES:
        found = measure(others.all_of(case), case.steps, rounds)
        cells = [f"{ratio(found, name, 'ours'):.2f}" if name in found else "not installed" for name in ORDER]
        over, wanted = ratio(found, "ours", "floor"), goals(case)
        said = "none"
        if wanted:
            fast, near = ratio(found, "PyTorch", "ours") >= wanted[0], over <= wanted[1]
            marks = ["met" if met else "missed" for met in (fast, near)]
            said = f"≥ {wanted[0]:g} {marks[0]}, ≤ {wanted[1]:g} {marks[1]}"
        name = f"| {case.shape} | {case.batch} | {case.optimizer} | {statistics.median(found['ours']):.1f} |"
        lines.append(f"{name} {' | '.join(cells)} | {over:.2f} | {said} |")
        sys.stderr.write(lines[-1] + "\n")
    return lines


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


def past() -> list[str]:
    """What keeping a run's past costs, and how long any step of it takes to come back."""
    lines = [
        "| run | steps | keeping it, of the run's time | a step again, ms: median | longest |",
        "|---|---|---|---|---|",
    ]
    for name, model in (
        ("moons, 2-8-8-1", NetworkModel()),
        ("digits, 64-32-10", NetworkModel(hidden=(32,))),
        ("digits, 64-128-64-10, batch 128", NetworkModel(hidden=(128, 64), batch_size=128)),
    ):
        live = LiveRun(Run(Experiment(DataRecipe(name.partition(",")[0]), model)))
        timeline, kept, started = Timeline(live), 0.0, time.process_time()
        while not live.ended:
            live.advance(10**6)
            before = time.process_time()
            timeline.note()
            kept += time.process_time() - before
        share = kept / (time.process_time() - started)
        found = []
        for step in np.random.default_rng(0).integers(0, live.trainer.step, 40):
            before = time.process_time()
            timeline.at(int(step))
            found.append((time.process_time() - before) * 1e3)
        told = f"{statistics.median(found):.1f} | {max(found):.1f}"
        lines.append(f"| {name} | {live.trainer.step:,} | {share:.1%} | {told} |")
    return lines


def versions() -> str:
    """What was compared, where and when."""
    names = ("numpy", "torch", "scikit-learn", "jax", "optax", "keras")
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


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    np.seterr(all="ignore")
    about = versions()
    text = [
        "# How fast is a training step?", "",
        f"Written by `python tests/benchmarks/report.py --rounds {rounds}` on {about}", "",
        "Figures are processor time, medians over interleaved rounds; ratios are medians of each round's ratio.",
        "A loaded machine still moves times, through the caches, far more than ratios.",
        "The floor is the step's matrix products alone.",
        "PyTorch is eager; torch.compile is not measured. Keras is on JAX.",
        "scikit-learn has no way to leave out its own batch losses.",
        "",
        *speed(rounds), "", "## Rows of data", "", *rows(rounds), "", "## Around the engine", "", *product(rounds), "",
        "## Many at once", "",
        "A stack of 16 networks, each with weights, rows and order of its own; processor time, best of the rounds.", "",
        *stack.lines(3 * rounds), "",
        "## The past", "",
        "What it costs to keep it (8 MB), and to see any step again, for runs of 100 epochs; 40 steps at random.", "",
        *past(), "",
    ]  # fmt: skip
    Path(__file__).with_name("REPORT.md").write_text("\n".join(text), encoding="utf-8")


if __name__ == "__main__":
    main()
