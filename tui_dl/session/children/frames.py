"""Messages through a pipe: four bytes of length, then that many bytes."""

from __future__ import annotations

import struct
from typing import IO

LENGTH = struct.Struct("<I")


def write_frame(stream: IO[bytes], body: bytes) -> None:
    """Send one message, at once."""
    stream.write(LENGTH.pack(len(body)) + body)
    stream.flush()


def read_frame(stream: IO[bytes]) -> bytes | None:
    """The next message; None at the end, a message cut short included."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    (length,) = LENGTH.unpack(head)
    body = stream.read(length)
    return body if len(body) == length else None
