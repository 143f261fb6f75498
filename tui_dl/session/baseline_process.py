"""The parent's side of the classical methods: a child process that starts on demand and ends with its answers."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import msgspec

from tui_dl.engine.problem import Problem
from tui_dl.session.frames import read_frame, write_frame
from tui_dl.session.protocol import Scores

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_dl.session.experiment import Experiment

CLASSIFIERS = ("majority", "linear", "linear_svm", "rbf_svm", "tree", "forest", "boosting")
REGRESSORS = ("majority", "linear", "rbf_svm", "tree", "forest", "boosting")


class Fit(msgspec.Struct, frozen=True):
    """A classical method, fitted on the run's own split.

    Attributes:
        size: In its own units: support vectors, leaves, trees, stages, weights.
    """

    name: str
    train: Scores
    validation: Scores
    fit_seconds: float
    size: int


def fits(experiment: Experiment) -> Iterator[Fit]:
    """Each method's fit, as it is done; closing the iterator ends the child.

    Raises:
        Problem: The child ended before its last answer.
    """
    command = [sys.executable, "-P", "-m", "tui_dl.session.baselines"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as child:  # noqa: S603  our own module
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            write_frame(child.stdin, msgspec.msgpack.encode(experiment))
            child.stdin.close()
            while (body := read_frame(child.stdout)) is not None:
                yield msgspec.msgpack.decode(body, type=Fit)
            if child.wait():
                raise Problem("baselines_ended", status=child.returncode)
        finally:
            child.kill()
