"""No socket for the internet, by the kernel's word: whoever in this process or its children asks for one is killed."""

from __future__ import annotations

import ctypes
import platform
import struct
import sys

NUMBERS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}  # the architecture, and its call `socket`
POSSIBLE = sys.platform == "linux" and platform.machine() in NUMBERS
NO_NEW_PRIVILEGES, SECCOMP, FILTER = 38, 22, 2  # of prctl
NUMBER, ARCHITECTURE, FAMILY = 0, 4, 16  # places in what a filter sees of a call
LOAD, EQUALS, ANSWER = 0x20, 0x15, 0x06  # instructions
KILL, ALLOW = 0x80000000, 0x7FFF0000
INET, INET6 = 2, 10


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def forbid_the_internet() -> None:
    """From here on, for this process and all that it starts; raises OSError where the kernel does not take it."""
    architecture, call = NUMBERS[platform.machine()]
    steps = (
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUALS, 0, 5, architecture),
        (LOAD, 0, 0, NUMBER),
        (EQUALS, 0, 3, call),
        (LOAD, 0, 0, FAMILY),
        (EQUALS, 2, 0, INET),
        (EQUALS, 1, 0, INET6),
        (ANSWER, 0, 0, ALLOW),
        (ANSWER, 0, 0, KILL),
    )
    packed = b"".join(struct.pack("HBBI", *step) for step in steps)
    system = ctypes.CDLL(None, use_errno=True)
    program = _Program(len(steps), packed)
    if system.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0) or system.prctl(SECCOMP, FILTER, ctypes.byref(program), 0, 0):
        raise OSError(ctypes.get_errno(), "no filter")
