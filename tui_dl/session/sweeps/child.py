"""The sweep's process: `python -P -m tui_dl.session.sweeps.child` spreads portions over processes by joblib.

One request comes in; trials go out as they are done. joblib's own backends do the spreading, so that a laboratory's
cluster serves as well as this machine's processors.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import joblib
import msgspec

from tui_dl.engine.problem import Problem
from tui_dl.session.children.frames import write_frame
from tui_dl.session.children.inbox import Inbox
from tui_dl.session.children.platform import lead_group, settle_child
from tui_dl.session.private import FOLDER_MODE
from tui_dl.session.sweeps.jobs import Portion, train
from tui_dl.session.sweeps.process import SweepAnswer, SweepDone, SweepFailed, SweepRequest, Tried

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_dl.session.sweeps.grid import Trial


def _settled(portion: Portion) -> list[Trial]:
    """A portion in one of joblib's processes, which shall end when this one ends."""
    settle_child()
    return train(portion)


def _own_output() -> BinaryIO:
    """Standard output for frames alone: whatever a process of joblib's has to say goes to standard error."""
    own = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return own


def _scratch(request: SweepRequest) -> str | None:
    """The user's own folder for joblib, which would take /dev/shm; None where it cannot be made, or joblib has one.

    What lies there is empty (no array is shared), and left by sweeps that were ended outright.
    """
    if not request.scratch or "JOBLIB_TEMP_FOLDER" in os.environ:
        return None
    folder = Path(request.scratch)
    try:
        for one in (folder.parent, folder):
            one.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    except OSError:
        return None
    for left in folder.iterdir():
        with contextlib.suppress(OSError):
            left.rmdir()
    return request.scratch


@contextlib.contextmanager
def _backend(request: SweepRequest) -> Iterator[Any]:  # whatever joblib's configuration gives
    """Joblib's own processes, or the workers of a Dask scheduler.

    Raises:
        Problem: Dask is not installed, or nobody answers at the address.
    """
    if request.backend != "dask":
        scratch = _scratch(request) if request.jobs != 1 else None
        with joblib.parallel_config(backend="loky", n_jobs=request.jobs, temp_folder=scratch, max_nbytes=None):
            yield None
        return
    try:
        distributed = importlib.import_module("distributed")  # an extra that may not be installed
    except ImportError:
        raise Problem("dask_missing") from None
    try:
        client = distributed.Client(request.scheduler, timeout=10)
    except (OSError, ValueError) as error:
        raise Problem("no_scheduler", got=request.scheduler, reason=str(error)) from None
    with client, joblib.parallel_config(backend="dask", n_jobs=-1):
        yield client


def answer(request: SweepRequest, output: BinaryIO) -> None:
    """Train all portions, telling each that is done."""

    def tell(answer: SweepAnswer) -> None:
        write_frame(output, msgspec.msgpack.encode(answer))

    work = train if request.backend == "dask" or request.jobs == 1 else _settled
    try:
        with _backend(request):
            jobs = joblib.Parallel(return_as="generator_unordered", batch_size=1)
            for trials in jobs(joblib.delayed(work)(portion) for portion in request.portions):
                tell(Tried(tuple(trials)))
    except Problem as problem:
        tell(SweepFailed(problem.code, {name: str(value) for name, value in problem.fields.items()}))
    else:
        tell(SweepDone())


if __name__ == "__main__":
    settle_child()
    lead_group()
    frames, inbox = _own_output(), Inbox()
    while (frame := inbox.next(None)) is not None:
        answer(msgspec.msgpack.decode(frame, type=SweepRequest), frames)
