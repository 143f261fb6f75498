"""Trials on a lesson as plain lines: what was answered, and its reply seen, is there at the next start."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

from tests.campaigns.trials.learner import LESSON, SAID, STEP, Learner, an_answer, judge
from tui_dl.course.learner.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.campaigns.trials.learner import Site

STORM = (signal.SIGWINCH, signal.SIGCONT, signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
BETWEEN = 0.0005  # seconds between two signals of a storm


def killed(site: Site) -> None:
    """At a random moment: between two answers, or in the middle of one."""
    learner = Learner(site)
    learner.does_the_lesson(site.luck, site.luck.randint(0, 4))
    if site.luck.randrange(2):
        learner.says("1")
    time.sleep(site.luck.random() * 0.02)
    learner.is_killed()
    learner.leaves()
    judge(learner, site.home)


def with_fault(name: str, room: tuple[int, int] = (0, 0)) -> Callable[[Site], None]:
    """Four answers while the system fails in this way."""

    def trial(site: Site) -> None:
        learner = Learner(site, name, site.luck.randint(*room))
        learner.does_the_lesson(site.luck)
        code = learner.leaves()
        assert code >= 0 or name == "little_memory", learner.complaints
        judge(learner, site.home)

    return trial


def read_only(site: Site) -> None:
    """A home with progress in it, on a file system that takes no more."""
    with Progress.open(site.home) as progress:
        progress.record(LESSON, STEP, "answer", "apart")
    before = {path: path.read_bytes() for path in site.home.iterdir()}
    learner = Learner(site, "read_only")
    learner.does_the_lesson(site.luck, 2)
    learner.leaves()
    assert SAID in learner.complaints
    judge(learner, site.home)
    assert {path: path.read_bytes() for path in site.home.iterdir()} == before


def unwritable(site: Site) -> None:
    """No home can be made."""
    site.home.write_text("in the way")
    home = site.home / "home"
    learner = Learner(site, home=home)
    learner.does_the_lesson(site.luck, 2)
    learner.leaves()
    assert SAID in learner.complaints
    judge(learner, home)


def two(site: Site) -> None:
    """Two instances on one home, one of them killed."""
    one, other = Learner(site), Learner(site)
    one.does_the_lesson(site.luck, 2)
    other.does_the_lesson(site.luck, 2)
    victim, left = (one, other) if site.luck.randrange(2) else (other, one)
    victim.is_killed()
    victim.leaves()
    left.answers(an_answer(site.luck))
    left.leaves()
    repeats = left.sent[-1:] == left.sent[-2:-1]  # it says nothing new then: what the other said meanwhile is newer
    judge(left, site.home, victim.sent if repeats else ())


def storm(site: Site) -> None:
    """Signals in the middle of everything; few of them mean an end."""
    learner = Learner(site)
    if learner.reads("Step 1"):
        learner.answers("2")
        for _ in range(site.luck.randint(1, 60)):
            learner.process.send_signal(site.luck.choice(STORM if site.luck.randrange(20) == 0 else STORM[:2]))
            time.sleep(BETWEEN)
    learner.leaves()
    judge(learner, site.home)


def odd_files(site: Site) -> None:
    """Progress that is half written, or from a newer or an older version; a journal and a spot that are noise."""
    with Progress.open(site.home) as progress:
        progress.record(LESSON, STEP, "answer", "apart")
    path = site.home / "progress.json"
    whole = path.read_bytes()
    match site.luck.randrange(5):
        case 0:
            path.write_bytes(whole[: site.luck.randrange(len(whole))])
        case 1:
            path.write_bytes(whole.replace(b'"version": 1', b'"version": 99'))
        case 2:
            path.write_bytes(whole.replace(b'"version": 1', b'"version": 0'))
        case 3:
            (site.home / "journal-1-a.jsonl").write_bytes(b'{"lesson": "hello"}\n\xff\xfe{"half')
        case _:
            (site.home / "spot.json").write_bytes(site.luck.randbytes(site.luck.randrange(200)))
    learner = Learner(site)
    learner.does_the_lesson(site.luck, 2)
    learner.leaves()
    judge(learner, site.home)
