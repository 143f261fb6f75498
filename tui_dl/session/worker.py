"""The training process: `python -P -m tui_dl.session.worker`, commands on standard input, events on standard output.

It keeps the pace: epochs a second that a person can watch. A pace never changes what is computed.
"""

from __future__ import annotations

import sys
import time

import msgspec

from tui_dl.session.children.frames import write_frame
from tui_dl.session.children.inbox import Inbox
from tui_dl.session.children.platform import settle_child
from tui_dl.session.conductor import Conductor
from tui_dl.session.pacer import Pacer
from tui_dl.session.protocol import Command, Ease, Epochs, Event, SetPace, Snapshot, Start

SLICE = 0.004  # seconds of work between looks at the inbox
SNAPSHOT_EVERY, EASED_SNAPSHOT_EVERY = 0.05, 0.25  # seconds; the second while the app runs late and draws seldom


class Worker:
    """Serves one parent until it is gone."""

    def __init__(self) -> None:
        self._inbox, self._conductor = Inbox(), Conductor()
        self._pacer = Pacer(self._conductor)
        self._shown = 0.0

    def serve(self) -> None:
        """Work for ever: the inbox ends the process."""
        while True:
            busy = self._conductor.busy
            frame = self._inbox.next(self._pacer.pause() if busy else None)
            if frame is not None:
                self._obey(msgspec.msgpack.decode(frame, type=Command))
            elif busy and self._pacer.wait() == 0.0:
                self._work()

    def _obey(self, command: Command) -> None:
        was_busy = self._conductor.busy
        self._tell(self._conductor.take(command))
        if isinstance(command, Start | SetPace | Ease) or not was_busy:
            self._pacer.restart()

    def _work(self) -> None:
        """Steps that are due, for a slice of time."""
        told: list[Event] = []
        begun = time.monotonic()
        until = begun + SLICE
        while self._conductor.busy and time.monotonic() < until and self._pacer.wait() == 0.0:
            told += self._conductor.advance()
        self._tell(told)
        now = time.monotonic()
        self._pacer.worked(now - begun)
        every = EASED_SNAPSHOT_EVERY if self._conductor.eased else SNAPSHOT_EVERY
        if self._conductor.busy and self._conductor.live and now - self._shown >= every:
            self._shown = now
            self._tell([self._conductor.newest()])

    def _tell(self, events: list[Event]) -> None:
        for event in together(events):
            write_frame(sys.stdout.buffer, msgspec.msgpack.encode(event))


def together(events: list[Event]) -> list[Event]:
    """The same news in fewer messages: neighbouring records join, of neighbouring snapshots the newest stays."""
    joined: list[Event] = []
    for event in events:
        before = joined[-1] if joined else None
        if isinstance(event, Epochs) and isinstance(before, Epochs) and event.id == before.id:
            joined[-1] = Epochs(event.id, before.records + event.records)
        elif isinstance(event, Snapshot) and isinstance(before, Snapshot):
            joined[-1] = event
        else:
            joined.append(event)
    return joined


if __name__ == "__main__":
    settle_child()
    Worker().serve()
