"""Faults, one a trial, while a learner answers: `python -m tests.campaigns.faults --count 1000`.

Each trial runs the real program (a lesson as plain lines), answers, does what its number says, and looks: no answer
whose reply was shown is lost, or it was said that nothing can be saved; no traceback; no process is left; and the next
start works.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tui_dl.course.loader import load_lesson
from tui_dl.course.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

FAULT_FOLDER = Path(__file__).parent / "fault"
LESSON, STEP = "hello", "meet"
PATIENCE = 40.0
STORM = (signal.SIGWINCH, signal.SIGCONT, signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
SAID = "cannot be saved"


class Learner:
    """A program that a lesson is done in, and what was seen of it."""

    def __init__(self, home: Path, fault: str = "", room: int = 0) -> None:
        told = {"TUI_DL_HOME": str(home), "TUI_DL_FAULT": fault, "TUI_DL_ROOM": str(room), "LANG": "C.UTF-8"}
        told["PYTHONPATH"] = os.pathsep.join([str(FAULT_FOLDER), str(Path(__file__).parents[2])])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tui_dl", "--lang", "en", "lesson", "run", LESSON],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, **told},
        )
        self.sent: list[str] = []
        self.shown = 0  # how many of them had their reply shown
        self.complaints = ""

    def reads(self, words: str) -> bool:
        """Read until `words` come; False where the program ends first."""
        read, until = "", time.monotonic() + PATIENCE
        while words not in read:
            assert self.process.stdout is not None
            assert time.monotonic() < until, f"no {words!r}: {read[-500:]}"
            if select.select([self.process.stdout], [], [], 1.0)[0]:
                piece = os.read(self.process.stdout.fileno(), 65536)
                if not piece:
                    return False
                read += piece.decode(errors="replace")
        return True

    def answers(self, answer: str) -> bool:
        """Answer, and see the reply; False where the program has gone."""
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(f"answer {answer}\n".encode())
            self.process.stdin.flush()
        except OSError:
            return False
        self.sent.append(answer)
        if not self.reads(_reply()):
            return False
        self.shown = len(self.sent)
        return True

    def leaves(self) -> int:
        """Say no more, and wait for the end."""
        _, complaints = self.process.communicate(timeout=PATIENCE)
        self.complaints += complaints.decode(errors="replace")
        return self.process.returncode


def _reply() -> str:
    """The end of what is said to every answer, as plain lines have it."""
    said = load_lesson(LESSON).texts["en"].steps[STEP].parts["after"]
    return said.strip().replace("`", "")[-16:]


def ids(options: int = 3) -> list[str]:
    """What the first question may be answered with."""
    return [str(number) for number in range(1, options + 1)]


def kept(home: Path) -> str | None:
    """The answer that the next start finds; also whether it starts at all."""
    with Progress.open(home) as progress:
        step = progress.of(LESSON).steps.get(STEP)
        return step.answer if step else None


OPTIONS = ("apart", "weights", "classes")


def one(number: int, seed: int, folder: Path) -> str:
    """A trial; the name of its fault.

    Raises:
        AssertionError: Something was lost, left over or said in the wrong way.
    """
    luck = random.Random(f"{seed}/{number}")
    fault = luck.choice(list(KINDS))
    home = folder / f"home-{number}"
    KINDS[fault](luck, home)
    return fault


def _judge(learner: Learner, home: Path, others: Sequence[str] = ()) -> None:
    """The last answer whose reply was shown is kept, or one given after it (`others` elsewhere); else that was said."""
    assert "Traceback" not in learner.complaints, learner.complaints[-3000:]
    assert not _left_over(learner.process.pid), "a process is left"
    if SAID in learner.complaints or not learner.shown:
        return
    answer = kept(home)
    fitting = {_as_kept(one) for one in (*learner.sent[learner.shown - 1 :], *others)}
    assert answer in fitting, f"kept {answer!r}, shown {learner.sent[: learner.shown]}, sent {learner.sent}"


def _as_kept(answer: str) -> str:
    step = load_lesson(LESSON).lesson.find(STEP)
    assert step is not None
    return step.options[int(answer) - 1]


def _left_over(session: int) -> list[int]:
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


def _does_the_lesson(learner: Learner, luck: random.Random, answers: int = 4) -> None:
    if not learner.reads("Step 1"):
        return
    for _ in range(answers):
        if not learner.answers(luck.choice(ids())):
            return


def _killed(luck: random.Random, home: Path) -> None:
    learner = Learner(home)
    _does_the_lesson(learner, luck, luck.randint(0, 4))
    if luck.randrange(2):
        time.sleep(luck.random() * 0.02)
        learner.process.kill()
    elif learner.process.stdin is not None:  # in the middle of an answer
        learner.sent.append("1")
        learner.process.stdin.write(b"answer 1\n")
        learner.process.stdin.flush()
        time.sleep(luck.random() * 0.01)
        learner.process.kill()
    learner.leaves()
    _judge(learner, home)


def _with_fault(name: str) -> object:
    def trial(luck: random.Random, home: Path) -> None:
        learner = Learner(home, name, luck.randint(0, 1500) if name == "full_disk" else luck.randint(2_000, 9_000))
        _does_the_lesson(learner, luck)
        code = learner.leaves()
        assert code >= 0 or name == "little_memory", learner.complaints
        _judge(learner, home)

    return trial


def _unwritable(luck: random.Random, home: Path) -> None:
    home.write_text("in the way")
    learner = Learner(home / "home")
    _does_the_lesson(learner, luck)
    learner.leaves()
    assert SAID in learner.complaints
    assert "Traceback" not in learner.complaints


def _two(luck: random.Random, home: Path) -> None:
    one_learner, other = Learner(home), Learner(home)
    _does_the_lesson(one_learner, luck, 2)
    _does_the_lesson(other, luck, 2)
    victim, left = (one_learner, other) if luck.randrange(2) else (other, one_learner)
    victim.process.kill()
    victim.leaves()
    left.answers(luck.choice(ids()))
    left.leaves()
    repeats = left.sent[-1:] == left.sent[-2:-1]  # it says nothing new then: what the other said meanwhile is newer
    _judge(left, home, victim.sent if repeats else ())


def _storm(luck: random.Random, home: Path) -> None:
    learner = Learner(home)
    if not learner.reads("Step 1"):
        return
    learner.answers("2")
    for _ in range(luck.randint(1, 60)):
        number = luck.choice(STORM[:2]) if luck.randrange(20) else luck.choice(STORM)
        if learner.process.poll() is None:
            learner.process.send_signal(number)
        time.sleep(0.0005)
    learner.leaves()
    _judge(learner, home)


def _odd_files(luck: random.Random, home: Path) -> None:
    with Progress.open(home) as progress:
        progress.record(LESSON, STEP, "answer", "apart")
    path = home / "progress.json"
    whole = path.read_bytes()
    choice = luck.randrange(4)
    if choice == 0:
        path.write_bytes(whole[: luck.randrange(len(whole))])
    elif choice == 1:
        path.write_bytes(whole.replace(b'"version": 1', b'"version": 99'))
    elif choice == 2:
        path.write_bytes(whole.replace(b'"version": 1', b'"version": 0'))
    else:
        (home / "journal-1-a.jsonl").write_bytes(b'{"lesson": "hello"}\n\xff\xfe{"half')
    learner = Learner(home)
    _does_the_lesson(learner, luck, 2)
    learner.leaves()
    _judge(learner, home)


KINDS = {
    "killed": _killed,
    "unwritable": _unwritable,
    "two instances": _two,
    "signal storm": _storm,
    "odd files": _odd_files,
    **{
        name: _with_fault(name)
        for name in ("no_locks", "slow_disk", "clock_back", "full_disk", "little_memory", "no_semaphores")
    },
}


def campaign(seed: int, numbers: range, folder: Path) -> tuple[Counter[str], list[str]]:
    """So many trials; how many of each fault, and what was found."""
    counted: Counter[str] = Counter()
    found = []
    for number in numbers:
        try:
            counted[one(number, seed, folder)] += 1
        except AssertionError as error:
            found.append(f"seed {seed}, number {number}: {error}")
    return counted, found


def main() -> None:
    """Run the campaign; a finding makes it fail."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=1_000)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    started = time.monotonic()
    with TemporaryDirectory() as name:
        numbers = range(chosen.first, chosen.first + chosen.count)
        counted, found = campaign(chosen.seed, numbers, Path(name))
    for fault, count in sorted(counted.items()):
        sys.stdout.write(f"{fault:<16} {count:>5}\n")
    sys.stdout.write(f"{chosen.count} trials, {time.monotonic() - started:.0f} s, {len(found)} findings\n")
    sys.stdout.write("\n".join(found[:20]) + "\n")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
