"""The tables of speed: this engine, its compiled twin, and everyone else, on fixed networks and on every lesson's."""

from __future__ import annotations

import gc
import statistics
import sys
import time

import others  # first: it sets the number of threads before NumPy is imported
from peers import Case

from lessons import LessonCase, lesson_cases

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
TORCH_COMPILED = Case(*SHAPES[1], "adam", RATES["adam"])  # it takes minutes
PEERS = ["PyTorch", "torch.compile", "scikit-learn", "Keras", "JAX step", "JAX scan"]
FAST, NEAR, NEAR_LARGE = 30.0, 3.0, 1.3  # goals: over eager PyTorch, and over the floor

Rounds = dict[str, list[float]]


def took(epoch: others.Epoch, times: int) -> float:
    """Seconds of the processor an epoch, those of all threads: what neighbours take is not counted."""
    start = time.process_time()
    for _ in range(times):
        epoch()
    return (time.process_time() - start) / times


def measure(contenders: dict[str, others.Epoch], steps: int, rounds: int) -> Rounds:
    """Microseconds a step of each, round by round, in turns."""
    counts = {
        name: max(1, round(SECONDS / max(1e-6, min(took(epoch, 1) for _ in range(3)))))
        for name, epoch in contenders.items()
    }
    found: Rounds = {name: [] for name in contenders}
    gc.disable()
    for number in range(rounds):
        names = list(contenders)
        for name in names if number % 2 else reversed(names):
            found[name].append(took(contenders[name], counts[name]) / steps * 1e6)
        gc.collect()
    gc.enable()
    return found


def ratio(found: Rounds, one: str, other: str) -> float:
    """The median over rounds of `one`'s time over `other`'s; NaN where one is missing."""
    if one not in found or other not in found:
        return float("nan")
    return statistics.median(a / b for a, b in zip(found[one], found[other], strict=True))


def cells(found: Rounds) -> str:
    """A row of figures."""
    numbers = [statistics.median(found.get(name, [float("nan")])) for name in ("ours", "compiled")]
    ratios = [ratio(found, name, "ours") for name in PEERS] + [ratio(found, "JAX scan", "compiled")]
    floors = [ratio(found, name, "floor") for name in ("ours", "compiled")]
    told = [f"{number:.1f}" for number in numbers] + [f"{number:.2f}" for number in (*ratios, *floors)]
    return " | ".join(told).replace("nan", "–")


HEAD = (
    "ours, µs a step | compiled, µs | " + " | ".join(f"{name} ÷ ours" for name in PEERS)
    + " | JAX scan ÷ compiled | ours ÷ floor | compiled ÷ floor |"
)  # fmt: skip
COLUMNS = 5 + len(PEERS)


class Missed:
    """Goals and by how much they were missed."""

    def __init__(self) -> None:
        self.lines = [
            "| goal | of | met by NumPy | met by the compiled engine | furthest off |",
            "|---|---|---|---|---|",
        ]
        self.seen: dict[str, list[tuple[float, float, float, str]]] = {}

    def note(self, case: Case, found: Rounds) -> None:
        """Judge one configuration."""
        name = f"{case.shape}, batch {case.batch}, {case.optimizer}"
        peers = [(f"ahead of {peer}", peer, 1.0) for peer in PEERS if peer in found]
        if case.sizes[0] <= 30 and not isinstance(case, LessonCase):
            peers.append(("30 times eager PyTorch, on tiny nets", "PyTorch", FAST))
        for goal, peer, wanted in peers:
            pair = [ratio(found, peer, who) for who in ("ours", "compiled")]
            self._note(goal, wanted, pair, name)
        if isinstance(case, LessonCase) or case.sizes[0] == 64:
            return
        goal, most = ("1.3 floors, 784-128-10", NEAR_LARGE) if case.sizes[0] == 784 else ("3 floors, tiny nets", NEAR)
        pair = [1.0 / ratio(found, who, "floor") for who in ("ours", "compiled")]
        self._note(goal, 1.0 / most, pair, name)

    def _note(self, goal: str, wanted: float, pair: list[float], name: str) -> None:
        self.seen.setdefault(goal, []).append((wanted, pair[0], pair[1], name))

    def told(self) -> list[str]:
        """A line a goal: how often it is met, and where it is missed by most."""
        made = list(self.lines)
        for goal, seen in self.seen.items():
            plain, fast = (sum(row[place] >= row[0] for row in seen) for place in (1, 2))
            wanted, worst, twin, name = min(seen, key=lambda row: row[1] / row[0])
            off = "–" if worst >= wanted else f"{name}: {worst / wanted:.2f} of it; compiled {twin / wanted:.2f}"
            made.append(f"| {goal} | {len(seen)} | {plain} | {fast} | {off} |")
        return made


def fixed(rounds: int, missed: Missed, *, torch_compile: bool) -> list[str]:
    """The table of the fixed configurations."""
    lines = ["| network | batch | optimizer | " + HEAD, "|" + "---|" * (3 + COLUMNS)]
    for case in CASES:
        asked = torch_compile and case == TORCH_COMPILED
        found = measure(others.all_of(case, torch_compile=asked), case.steps, rounds)
        missed.note(case, found)
        lines.append(f"| {case.shape} | {case.batch} | {case.optimizer} | {cells(found)} |")
        sys.stderr.write(lines[-1] + "\n")
    return lines


def lessons(rounds: int, missed: Missed) -> list[str]:
    """The table of the lessons' own networks."""
    lines = ["| lesson | network | rows | batch | optimizer | " + HEAD, "|" + "---|" * (5 + COLUMNS)]
    for case in lesson_cases():
        found = measure(others.all_of(case), case.steps, rounds)
        missed.note(case, found)
        name = f"| {case.lesson} | {case.shape} | {case.rows} | {case.batch} | {case.optimizer} "
        lines.append(f"{name}| {cells(found)} |")
        sys.stderr.write(lines[-1] + "\n")
    return lines
