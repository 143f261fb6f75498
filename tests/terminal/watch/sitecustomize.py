"""Loaded by Python itself when this folder is on its path: tells of sockets for the internet and of what is written."""

from __future__ import annotations

import os
import socket
import sys

import forbidding

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGING = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "os.link", "os.truncate", "os.chmod")
DEVICES = ("/dev/null", "/dev/tty", "/dev/pts/", "/dev/ptmx")
INTERNET = (socket.AF_INET, socket.AF_INET6)
file = os.open(os.environ["TUI_DL_WATCHED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def _tell(line: str) -> None:
    os.write(file, f"{line}\n".encode(errors="replace"))


def _seen(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.__new__" and arguments[1] in INTERNET:
        _tell(f"socket {arguments[1:]}")
    elif event in {"socket.connect", "socket.bind", "socket.getaddrinfo"} and not isinstance(
        arguments[-1], str | bytes
    ):
        _tell(f"socket {event} {arguments[1:]}")
    elif event in CHANGING or (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING):
        path = arguments[1 if event == "os.rename" else 0]
        path = os.fsdecode(path) if isinstance(path, bytes | str | os.PathLike) else ""
        if path and not path.startswith(DEVICES):
            _tell(f"wrote {os.path.abspath(path)}")  # noqa: PTH100  links are not followed: what is named counts


if os.environ.get("TUI_DL_FORBIDDEN"):  # a child has it from its parent already; twice does no harm
    forbidding.forbid_the_internet()
sys.addaudithook(_seen)
