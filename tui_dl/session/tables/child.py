"""The process that reads tables, `python -P -m tui_dl.session.tables.child`: it ends a while after its last answer."""

from __future__ import annotations

import sys

import msgspec

from tui_dl.session.children.frames import write_frame
from tui_dl.session.children.inbox import Inbox
from tui_dl.session.children.platform import settle_child
from tui_dl.session.tables.questions import TableRequest, answer

PATIENCE = 60.0  # seconds for which a table is kept at hand: a learner looks at it and turns a kind


def main() -> None:
    """Answer until nothing is asked any more."""
    settle_child()
    inbox = Inbox()
    while (frame := inbox.next(PATIENCE)) is not None:
        answered = answer(msgspec.msgpack.decode(frame, type=TableRequest))
        write_frame(sys.stdout.buffer, msgspec.msgpack.encode(answered))


if __name__ == "__main__":
    main()
