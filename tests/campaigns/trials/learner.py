"""A program that a lesson is done in as plain lines, and what was seen of it."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import threading
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.campaigns.trials.starting import Zygote, anew, environment
from tui_dl.course.learner.progress import Progress
from tui_dl.course.written.loader import load_lesson

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

LESSON, STEP, OPTIONS = "hello", "meet", 3
PATIENCE = 40.0
SAID = "cannot be saved"


class Site(NamedTuple):
    """Where a trial takes place: its luck, a home of its own, and whence its programs come."""

    luck: random.Random
    home: Path
    zygote: Zygote
    anew: bool


class Learner:
    """Answers, and looks at the replies."""

    def __init__(self, site: Site, fault: str = "", room: int = 0, home: Path | None = None) -> None:
        told = environment(home or site.home, fault, room)
        start = anew if site.anew or fault == "little_memory" else site.zygote.copy
        self.process = start(["--lang", "en", "lesson", "run", LESSON], told)
        self.sent: list[str] = []
        self.shown = 0  # how many of them had their reply shown
        self._heard: list[bytes] = []
        self._ear = threading.Thread(target=lambda: self._heard.extend(iter(self._complaint, b"")), daemon=True)
        self._ear.start()

    def _complaint(self) -> bytes:
        return os.read(self.process.stderr.fileno(), 65536)

    @property
    def complaints(self) -> str:
        """What it said beside its lines."""
        return b"".join(self._heard).decode(errors="replace")

    def reads(self, words: str) -> bool:
        """Read until `words` come; False where the program ends first."""
        read, until = "", time.monotonic() + PATIENCE
        while words not in read:
            assert time.monotonic() < until, f"no {words!r}: {read[-500:]}"
            if select.select([self.process.stdout], [], [], 1.0)[0]:
                piece = os.read(self.process.stdout.fileno(), 65536)
                if not piece:
                    return False
                read += piece.decode(errors="replace")
        return True

    def says(self, answer: str) -> bool:
        """Answer, and do not wait for the reply; False where the program has gone."""
        try:
            self.process.stdin.write(f"answer {answer}\n".encode())
            self.process.stdin.flush()
        except OSError:
            return False
        self.sent.append(answer)
        return True

    def answers(self, answer: str) -> bool:
        """Answer, and see the reply; False where the program has gone."""
        if not self.says(answer) or not self.reads(_reply()):
            return False
        self.shown = len(self.sent)
        return True

    def does_the_lesson(self, luck: random.Random, answers: int = 4) -> None:
        """So many answers, or until the program has gone."""
        if self.reads("Step 1"):
            for _ in range(answers):
                if not self.answers(an_answer(luck)):
                    return

    def is_killed(self) -> None:
        """By somebody else, without a word."""
        self.process.send_signal(signal.SIGKILL)

    def leaves(self) -> int:
        """Say no more, and wait for the end."""
        with contextlib.suppress(OSError):  # what was written last had not been taken
            self.process.stdin.close()
        while os.read(self.process.stdout.fileno(), 65536):
            pass
        code = self.process.wait(timeout=PATIENCE)
        self._ear.join(PATIENCE)
        self.process.stdout.close()
        self.process.stderr.close()
        return code


@cache
def _reply() -> str:
    """The end of what is said to every answer, as plain lines have it."""
    said = load_lesson(LESSON).texts["en"].steps[STEP].parts["after"]
    return said.strip().replace("`", "")[-16:]


@cache
def _as_kept(answer: str) -> str:
    step = load_lesson(LESSON).lesson.find(STEP)
    assert step is not None
    return step.options[int(answer) - 1]


def an_answer(luck: random.Random) -> str:
    """One of those that the first question may be answered with."""
    return str(luck.randint(1, OPTIONS))


def kept(home: Path) -> str | None:
    """The answer that the next start finds; also whether it starts at all."""
    with Progress.open(home) as progress:
        step = progress.of(LESSON).steps.get(STEP)
        return step.answer if step else None


def judge(learner: Learner, home: Path, others: Sequence[str] = ()) -> None:
    """The last answer whose reply was shown is kept, or one given after it (`others` elsewhere); else that was said."""
    assert "Traceback" not in learner.complaints, learner.complaints[-3000:]
    assert not left_over(learner.process.pid), "a process is left"
    if SAID in learner.complaints or not learner.shown:
        return
    answer = kept(home)
    fitting = {_as_kept(one) for one in (*learner.sent[learner.shown - 1 :], *others)}
    assert answer in fitting, f"kept {answer!r}, shown {learner.sent[: learner.shown]}, sent {learner.sent}"


def left_over(session: int) -> list[int]:
    """Processes of a session that are still there."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found
