"""How long until any step of a lesson's run is there again, and is it the same to the last bit?

    python tests/benchmarks/past.py [--looks 12]

Every network that a lesson trains, trained to its end as the lesson does, with the room that a run's past has by
default; what keeping it costs is told. Then some of its steps, drawn at random, are looked at again: in processor
time, and against the weights that a second run had there. Writes PAST.md; the exit code is 1 where a look took more
than 100 ms or differed.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

import report  # first: it sets the number of threads before NumPy is imported
from lesson_runs import runs
from peers import np

from tui_dl.session.live import LiveRun
from tui_dl.session.past.timeline import Timeline

MOST = 100.0  # milliseconds


def trained(live: LiveRun) -> tuple[Timeline, float, float]:
    """The past of a run, trained to its end; seconds that keeping it took, and seconds in all."""
    timeline, kept, started = Timeline(live), 0.0, time.process_time()
    while True:
        before = time.process_time()
        timeline.note()
        kept += time.process_time() - before
        if live.ended:
            return timeline, kept, time.process_time() - started
        live.advance(live.steps_per_epoch)


def looked(timeline: Timeline, live: LiveRun, twin: LiveRun, looks: int) -> tuple[list[float], bool]:
    """Milliseconds of each look, and whether all were the same to the last bit."""
    taken, same = [], True
    for step in sorted(np.random.default_rng(0).integers(0, live.trainer.step, looks).tolist()):
        twin.go_to(step)
        before = time.process_time()
        seen = timeline.at(step)
        taken.append((time.process_time() - before) * 1e3)
        same &= seen.weights == twin.weights()
    return taken, same


def main() -> int:
    """Measure, tell, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--looks", type=int, default=12)
    looks = parser.parse_args().looks
    np.seterr(all="ignore")
    lines, everything, shares, wrong = [], [], [], []
    for name, run in runs().items():
        live = LiveRun(run)
        timeline, kept, whole = trained(live)
        taken, same = looked(timeline, live, LiveRun(run), looks)
        shares.append(kept / whole)
        model = run.experiment.model
        shape = "-".join(map(str, model.hidden)) or "none"
        ends = f"{statistics.median(taken):.1f} | {max(taken):.1f}"
        told = f"| {name} | {shape} | {model.optimizer} | {live.trainer.step:,} | {shares[-1]:.0%} | {ends} |"
        lines.append(told)
        sys.stderr.write(f"{told}{'' if same else ' NOT THE SAME'}\n")
        everything += taken
        if not same or max(taken) > MOST:
            wrong.append(name)
    text = [
        "# How soon is the past there again?", "",
        f"Written by `python tests/benchmarks/past.py --looks {looks}` on {report.versions()}", "",
        f"{len(lines)} runs, as the lessons train them, {looks} steps of each at random, in 8 MB of room:",
        f"median {statistics.median(everything):.1f} ms, longest {max(everything):.1f} ms of processor time; at most",
        f"{MOST:g} wanted. Each was compared with what a second run had there; {len(wrong)} differ or are late.",
        f"Keeping it took {statistics.median(shares):.0%} of a run's time, as the median.",
        *(f"- {name}" for name in wrong), "",
        "| lesson, step | hidden layers | optimizer | steps | keeping it | a step again, ms: median | longest |",
        "|" + "---|" * 7, *lines, "",
    ]  # fmt: skip
    Path(__file__).with_name("PAST.md").write_text("\n".join(text), encoding="utf-8")
    sys.stdout.write("\n".join(text[:11]) + "\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
