"""The tables of speed: this engine, its compiled twin, and everyone else, on fixed networks and on every lesson's."""

from __future__ import annotations

import gc
import statistics
import sys
import time

import others  # first: it sets the number of threads before NumPy is imported
import peers
from peers import Case

from lessons import LessonCase, lesson_cases
from tui_dl.session.fast import installed

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


def judged(case: Case, found: Rounds) -> list[tuple[str, float, float, float, str]]:
    """Each goal of a configuration: the goal, what is wanted, what NumPy and the compiled engine reach, and where."""
    name = f"{case.shape}, batch {case.batch}, {case.optimizer}"
    wanted = [(f"ahead of {peer}", peer, 1.0) for peer in PEERS if peer in found]
    own, tiny = isinstance(case, LessonCase), case.sizes[0] <= 30
    if tiny and not own:
        wanted.append(("30 times eager PyTorch, on tiny nets", "PyTorch", FAST))
    made = [
        (goal, least, ratio(found, peer, "ours"), ratio(found, peer, "compiled"), name) for goal, peer, least in wanted
    ]
    if not own and (tiny or case.sizes[0] == 784):
        goal, most = ("3 floors, tiny nets", NEAR) if tiny else ("1.3 floors, 784-128-10", NEAR_LARGE)
        reached = [ratio(found, "floor", who) for who in ("ours", "compiled")]
        made.append((goal, 1.0 / most, reached[0], reached[1], name))
    return made


def goals(seen: list[tuple[str, float, float, float, str]]) -> list[str]:
    """A line a goal: how often it is met, and where NumPy misses it by most."""
    made = ["| goal | of | met by NumPy | met by compiled | where NumPy is furthest off |", "|---|---|---|---|---|"]
    for goal in dict.fromkeys(row[0] for row in seen):
        rows = [row for row in seen if row[0] == goal]
        plain, fast = (sum(row[place] >= row[1] for row in rows) for place in (2, 3))
        _, wanted, worst, twin, name = min(rows, key=lambda row: row[2])
        off = "–" if worst >= wanted else f"{name}: {worst / wanted:.2f} of it; compiled {twin / wanted:.2f}"
        made.append(f"| {goal} | {len(rows)} | {plain} | {fast} | {off} |")
    return made


def table(
    head: str, cases: dict[str, Case], rounds: int, *, quick: bool, torch_compile: Case | None = None
) -> dict[str, list]:
    """Lines of a table, a configuration each, by how it is called; and what became of its goals."""
    lines, seen = [head + HEAD, "|" + "---|" * ((head + HEAD).count("|") - 1)], []
    for name, case in cases.items():
        found = measure(others.all_of(case, quick=quick, torch_compile=case == torch_compile), case.steps, rounds)
        seen += judged(case, found)
        lines.append(f"{name}| {cells(found)} |")
        sys.stderr.write(lines[-1] + "\n")
    if quick:
        lines += ["", "JAX and Keras were left out of this table (`--quick`)."]
    return {"lines": lines, "goals": seen}


def fixed(rounds: int, *, quick: bool, torch_compile: bool) -> dict[str, list]:
    """The fixed configurations."""
    cases = {f"| {case.shape} | {case.batch} | {case.optimizer} ": case for case in CASES}
    return table(
        "| network | batch | optimizer | ",
        cases,
        rounds,
        quick=quick,
        torch_compile=TORCH_COMPILED if torch_compile else None,
    )


def floors(rounds: int) -> dict[str, list]:
    """The steps alone, shuffled, but without an epoch's scores, over the floor."""
    lines, seen = ["| network | batch | optimizer | ours | compiled |", "|" + "---|" * 5], []
    for case in CASES:
        contenders = {"floor": others.floor(case), "ours": peers.ours(case, scored=False)}
        if installed():
            contenders["compiled"] = peers.ours(case, compiled=True, scored=False)
        found = measure(contenders, case.steps, rounds)
        ours, compiled = (ratio(found, name, "floor") for name in ("ours", "compiled"))
        lines.append(f"| {case.shape} | {case.batch} | {case.optimizer} | {ours:.2f} | {compiled:.2f} |")
        if case.sizes[0] != 64:
            goal, most = (
                ("1.3 floors, 784-128-10", NEAR_LARGE) if case.sizes[0] == 784 else ("3 floors, tiny nets", NEAR)
            )
            name = f"{case.shape}, batch {case.batch}, {case.optimizer}"
            seen.append((f"{goal}, steps alone", 1.0 / most, 1.0 / ours, 1.0 / compiled, name))
    return {"lines": lines, "goals": seen}


def lessons(rounds: int, *, quick: bool) -> dict[str, list]:
    """The lessons' own networks."""
    cases = {
        f"| {case.lesson} | {case.shape} | {case.rows} | {case.batch} | {case.optimizer} ": case
        for case in lesson_cases()
    }
    return table("| lesson | network | rows | batch | optimizer | ", cases, rounds, quick=quick)
