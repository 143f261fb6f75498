"""A run in one line that can be passed on: what it is and what came of it, so that one sees whether it came again.

The same bytes are promised for the same build of NumPy on the same kind of processor. Elsewhere the order of a sum may
differ in its last digit, and training makes small differences grow: there the first losses are compared, in float64.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import zlib
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from tui_dl.engine.divergence import Diverged
from tui_dl.engine.problem import Problem
from tui_dl.session.experiment import NetworkModel, Run
from tui_dl.session.live import LiveRun
from tui_dl.session.machine import this_machine
from tui_dl.session.run import from_text, to_text

if TYPE_CHECKING:
    from tui_dl.session.records import Weights

MARK = "tdl1."
FIRST, NEAR = 20, 1e-5  # losses that are compared where bytes cannot be, and how near they have to be (relative)
MOST_BYTES = 100_000  # of a code that is read: a run with thousands of changes
KNOWN = (  # what most runs say: a code then holds little more than what is special. Never to be changed
    rb'{"version":1,"numpy":"2.0.0","run":{"experiment":{"data":{"make":"moons","parameters":{},"rows":null'
    rb',"do":[],"standardise":null,"outputs":null,"mixed":[],"table":null,"draw":0},"model":{"kind":"networ'
    rb'k","hidden":[8,8],"activation":["tanh"],"initializer":"auto","initializer_scale":1.0,"bias_start":0.'
    rb'0,"loss":"auto","optimizer":"adam","learning_rate":0.01,"batch_size":32,"epoch_limit":100,"momentum"'
    rb':0.9,"l1":0.0,"l2":0.0,"dropout":0.0,"schedule":"joint","direction":"down","shuffle":"on","positive_'
    rb'weight":1.0,"decision_threshold":0.5,"target":null,"patience":null,"float64":false},"seed":1,"seeds"'
    rb':{},"origin":null},"changes":[]}}'
)
SAME, ALIKE, DIFFERENT = "same_bytes", "same_losses", "different"


class Code(msgspec.Struct, frozen=True, array_like=True):
    """What a code holds.

    Attributes:
        text: The run, as `to_text` has it.
        step: How many steps had been taken.
        digest: Of the weights there.
        build: Of NumPy and the processor.
        losses: float32 (at most `FIRST`,), the first batches' losses of the run's float64 twin.
    """

    text: str
    step: int
    digest: bytes
    build: bytes
    losses: bytes

    @property
    def run(self) -> Run:
        """The run.

        Raises:
            Problem: It is none.
        """
        return from_text(self.text)


def code_of(run: Run, weights: Weights) -> str:
    """The code of a network's run that had got as far as `weights`.

    Raises:
        Problem: It is no network's.
    """
    losses = np.array(first_losses(run, weights.step), np.float32).tobytes()
    whole = msgspec.msgpack.encode(Code(to_text(run), weights.step, _digest(weights), _build(), losses))
    packer = zlib.compressobj(9, zdict=KNOWN)
    return MARK + base64.urlsafe_b64encode(packer.compress(whole) + packer.flush()).decode().rstrip("=")


def read(text: str) -> Code:
    """What `code_of` wrote, blanks and line ends around and within it forgiven.

    Raises:
        Problem: It is no code, or one of a run that this version does not know.
    """
    bare = "".join(text.split())
    try:
        packed = base64.urlsafe_b64decode(bare.removeprefix(MARK) + "=" * (-len(bare.removeprefix(MARK)) % 4))
        unpacked = zlib.decompressobj(zdict=KNOWN).decompress(packed, MOST_BYTES)
        code = msgspec.msgpack.decode(unpacked, type=Code)
    except (ValueError, binascii.Error, zlib.error, msgspec.DecodeError):
        raise Problem("bad_code") from None
    if not bare.startswith(MARK) or len(code.losses) % 4 or code.step < 0:
        raise Problem("bad_code")
    from_text(code.text)
    return code


def verdict(code: Code, weights: Weights) -> str:
    """Whether what came of the run, `weights` at the code's step, is what its writer had."""
    if code.build == _build():
        return SAME if code.digest == _digest(weights) else DIFFERENT
    here = np.array(first_losses(code.run, code.step))
    there = np.frombuffer(code.losses, np.float32)
    near = len(here) == len(there) and np.allclose(here, there, rtol=NEAR, atol=NEAR * 0.01)
    return ALIKE if near else DIFFERENT


def first_losses(run: Run, steps: int) -> list[float]:
    """The first batches' losses, at most `FIRST` and `steps` of them, of the same run in float64.

    Raises:
        Problem: It is no network's run.
    """
    if not isinstance(run.experiment.model, NetworkModel):
        raise Problem("not_a_network")
    model = msgspec.structs.replace(run.experiment.model, float64=True)
    experiment = msgspec.structs.replace(run.experiment, model=model)
    live = LiveRun(msgspec.structs.replace(run, experiment=experiment))
    losses: list[float] = []
    while not live.ended and live.trainer.step < min(FIRST, steps):
        before = live.trainer.step
        try:
            live.advance()
        except Diverged:
            break
        if live.trainer.step > before and live.batch_loss is not None:
            losses.append(live.batch_loss)
    return losses


def _digest(weights: Weights) -> bytes:
    return hashlib.sha256(weights.flat).digest()[:8]


def _build() -> bytes:
    machine = this_machine()
    return hashlib.sha256(f"{machine.name} {machine.numpy}".encode()).digest()[:4]
