"""The line to the terminal: whatever comes in ends nothing, and what goes out takes as few bytes as it can.

Textual's own driver shows a traceback and ends for a byte that is not UTF-8 (a Latin-1 terminal, line noise) or a key
report with an absurd number, and takes a paste of megabytes character by character.
"""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from tui_dl.ui.thrift.escapes import Sparing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.app import App
    from textual.message import Message

PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"
MOST_PASTED = 1_000  # characters; nothing in the program has room for more
PIECE, TURN = 4096, 0.1  # bytes read at once; seconds between looks at the clock
SILENCE = 1.0  # seconds after which a paste is over


class TolerantParser(XTermParser):
    """Begins again after what cannot be parsed; a paste that is too long is cut, one that never ends is ended."""

    def __init__(self) -> None:
        super().__init__()
        self._pasted: int | None = None
        """Characters of the paste under way; None: there is none."""
        self._tail = ""
        """The end of what came last, where a mark may have begun."""
        self._heard = 0.0

    def feed(self, data: str) -> Iterable[Message]:
        """The messages that `data` makes; none is an end of the line."""
        self._heard = monotonic()
        if data:
            for piece in self._bounded(data):
                yield from self._tried(piece)
        else:
            yield from super().feed(data)

    def tick(self) -> Iterable[Message]:
        """What a silence means: an escape key, the end of a paste that was torn."""
        yield from super().tick()
        if monotonic() - self._heard < SILENCE:
            return
        if self._pasted is not None:
            yield from self.feed(PASTE_ENDS)
        tail, self._tail = self._tail, ""
        yield from self._tried(tail)

    def _tried(self, piece: str) -> Iterator[Message]:
        if not piece:
            return
        try:
            yield from super().feed(piece)
        except ParseError:
            raise
        except Exception:  # noqa: BLE001  whatever a terminal sends, the program goes on
            self._tokens.clear()
            self._begin_again()
            self._pasted = None

    def _begin_again(self) -> None:
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)
        self._timeout_time = None

    def _bounded(self, data: str) -> Iterator[str]:
        """The data without what is too much of a paste."""
        data, self._tail = self._tail + data, ""
        while data:
            inside = self._pasted is not None
            mark = PASTE_ENDS if inside else PASTE_BEGINS
            before, found, data = data.partition(mark)
            if not found:
                begun = next((size for size in range(len(mark) - 1, 2, -1) if before.endswith(mark[:size])), 0)
                before, self._tail = before[: len(before) - begun], before[len(before) - begun :]
            yield before[: MOST_PASTED - self._pasted] if self._pasted is not None else before
            if found and not inside:
                self._begin_again()  # else half a sequence before it would hide the mark
            yield found
            if found:
                self._pasted = None if inside else 0
            elif self._pasted is not None:
                self._pasted = min(MOST_PASTED, self._pasted + len(before))


class TolerantDriver(LinuxDriver):
    """Reads the terminal as Textual does, but with a decoder and a parser that put up with anything; writes less."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._file: Any = Sparing(self._file)  # Textual's thread writes into it, so that no key waits

    @property
    def stalls(self) -> bool:
        """Whether the terminal does not take what is written."""
        stalls: bool = self._file.stalls
        return stalls

    def run_input_thread(self) -> None:
        """Read until the program ends, or the terminal is gone: from then on a read gives nothing, at once."""
        parser, decode = TolerantParser(), getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as waiting:
            waiting.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                messages: list[Message] = []
                if waiting.select(TURN):
                    read = self._read()
                    if not read:
                        return
                    text = decode(read)
                    messages += parser.feed(text) if text else []
                for message in (*messages, *parser.tick()):
                    self.process_message(message)

    def _read(self) -> bytes:
        """What has come; nothing where the terminal is gone."""
        try:
            return os.read(self.fileno, PIECE)
        except OSError:
            return b""
