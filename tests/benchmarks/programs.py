"""'This run as code': does each program print the run's own losses? Run for every network that a lesson trains.

    python tests/benchmarks/programs.py [--only TEXT]

Each run is written out as NumPy, PyTorch and Keras by what `tui-dl run CODE --as` uses, in float64, and the programs
are executed. What they print is compared with the run: the epochs that hold its first 20 steps, and all that were
trained, at most 20. How far rounding alone leads is measured by a shadow, the same run with one weight's last digit
changed; the first epochs have to agree as well as that allows. Writes PROGRAMS.md; the exit code is 1 if they don't.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
import tempfile
import warnings
from pathlib import Path

import report  # first: it sets the number of threads before NumPy is imported
from lesson_runs import runs
from msgspec.structs import replace
from peers import np

from tui_dl.engine.problem import Problem
from tui_dl.session.live import LiveRun
from tui_dl.session.position import Position
from tui_dl.session.programs import frameworks, plain
from tui_dl.session.programs.parts import facts_of
from tui_dl.session.protocol import Epochs
from tui_dl.session.run import Run, RunChange
from tui_dl.session.touching import PARAMETER

os.environ.setdefault("KERAS_BACKEND", "jax")
FIRST, EPOCHS, ROWS = 20, 20, "rows.csv"
SHADOW = "rounding alone"
PROGRAMS = {"NumPy": plain.program, "PyTorch": frameworks.pytorch, "Keras": frameworks.keras}
MOST = {"NumPy": 1e-9, "PyTorch": 1e-9, "Keras": 1e-6}  # Keras takes a batch's mean in float32, whatever it is told
CHAOS = {"NumPy": 1e3, "PyTorch": 1e3, "Keras": 1e10}  # times what the shadow, one digit of one weight, differs by
OTHER_EPSILON = ("adam", "adamw", "rmsprop")  # Keras has it elsewhere in the formula, as its program says
MOST_WITH_OTHER_EPSILON = 1e-2


def short(run: Run) -> Run:
    """The run in float64, of few epochs."""
    model = run.experiment.model
    model = replace(model, float64=True, epoch_limit=min(model.epoch_limit, EPOCHS), target=None, patience=None)
    return Run(replace(run.experiment, model=model))


def shadow(run: Run) -> Run:
    """The same run, but for the last digit of its largest weight."""
    parameters = Position(run).network.parameters
    largest = int(np.abs(parameters).argmax())
    moved = float(np.nextafter(parameters[largest], np.inf))
    return Run(run.experiment, (RunChange(0, f"{PARAMETER}{largest}", moved),))


def own_losses(run: Run) -> list[float]:
    """The mean loss of each epoch's batches; those of a run that blew up end before it did."""
    live, found = LiveRun(run), []
    while not live.ended:
        for event in live.advance(live.steps_per_epoch):
            records = event.records if isinstance(event, Epochs) else ()
            found += [record.batch_loss for record in records if record.batch_loss is not None]
    return found


def printed(text: str) -> list[float]:
    """What a program prints, epoch by epoch, run in the working directory."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(text, "program", "exec"), {"__name__": "program"})
    return [float(line.split()[1]) for line in told.getvalue().splitlines() if line[:1].isdigit()]


def apart(one: list[float], other: list[float], epochs: int | None) -> float:
    """The largest relative difference of the first epochs, or of all."""
    first, second = (np.array(losses[:epochs]) for losses in (one[: len(other)], other))
    return float(np.max(np.abs(first - second) / np.maximum(np.abs(second), 1e-9), initial=0.0))


def compare(run: Run) -> dict[str, tuple[float, float] | str]:
    """How far each program is from the run, in the first epochs and in all; or why there is no such program."""
    position, wanted = Position(run), own_losses(run)
    train = position.dataset.train
    first = -(-FIRST // -(-len(train) // run.experiment.model.batch_size))
    np.savetxt(ROWS, np.column_stack([train.inputs, train.targets]), "%.17g", ",")
    if not wanted:  # it blew up before an epoch was complete: there is nothing to compare
        return dict.fromkeys((SHADOW, *PROGRAMS), "diverged")
    other = own_losses(shadow(run))
    found: dict[str, tuple[float, float] | str] = {SHADOW: (apart(other, wanted, first), apart(other, wanted, None))}
    for name, write in PROGRAMS.items():
        try:
            text = write(facts_of(run, position, len(wanted), ROWS))
        except Problem as problem:
            found[name] = str(problem.fields["name"])
            continue
        losses = printed(text)
        found[name] = apart(losses, wanted, first), apart(losses, wanted, None)
    return found


def allowed(name: str, run: Run, chaos: float) -> float:
    """How far a program's first losses may be from the run's, where rounding alone leads as far as `chaos`."""
    other = name == "Keras" and run.experiment.model.optimizer in OTHER_EPSILON
    return max(MOST_WITH_OTHER_EPSILON if other else MOST[name], CHAOS[name] * chaos)


def table(found: dict[str, dict[str, tuple[float, float] | str]]) -> list[str]:
    """A line a run."""
    lines = [
        "| lesson, step | " + " | ".join(f"{name}: first | all" for name in (SHADOW, *PROGRAMS)) + " |",
        "|---" * 9 + "|",
    ]
    for name, results in found.items():
        cells = [f"{one[0]:.1e} | {one[1]:.1e}" if isinstance(one, tuple) else f"{one} |" for one in results.values()]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


def main() -> int:
    """Run all, tell, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="a part of the runs' names")
    only, found, misses = parser.parse_args().only, {}, []
    np.seterr(all="ignore")
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        for name, run in ((name, short(run)) for name, run in runs().items() if only in name):
            found[name] = compare(run)
            for library, one in found[name].items():
                if (
                    library in PROGRAMS
                    and isinstance(one, tuple)
                    and not one[0] <= allowed(library, run, found[name][SHADOW][0])
                ):
                    misses.append(f"{name}: {library} differs by {one[0]:.1e}")
            sys.stderr.write(table({name: found[name]})[-1] + "\n")
    counts = {
        name: [one[name] for one in found.values() if isinstance(one[name], tuple)] for name in (SHADOW, *PROGRAMS)
    }
    said = [
        f"- {name}: {len(ones)} runs; first 20 steps within {max(one[0] for one in ones):.1e}, all epochs"
        f" within {max(one[1] for one in ones):.1e}."
        for name, ones in counts.items()
    ]
    text = [
        "# Does 'this run as code' print the run's own losses?", "",
        f"Written by `python tests/benchmarks/programs.py` on {report.versions()}", "",
        f"{len(found)} runs, as the lessons begin them, in float64, at most {EPOCHS} epochs. Largest relative",
        "difference of an epoch's loss: in the epochs that hold the first 20 steps, and in all. Instead of a number:",
        "what no short program tells. Rounding alone: the same run but for the last digit of its largest weight. Keras",
        "takes a batch's mean in float32, and has the epsilon of Adam and RMSProp elsewhere in their formulas.", "",
        *said, "", f"{len(misses)} differ by more than they may.", *(f"- {miss}" for miss in misses), "",
        *table(found), "",
    ]  # fmt: skip
    if not only:
        Path(__file__).with_name("PROGRAMS.md").write_text("\n".join(text), encoding="utf-8")
    sys.stdout.write("\n".join(text) + "\n")
    return int(bool(misses))


if __name__ == "__main__":
    sys.exit(main())
