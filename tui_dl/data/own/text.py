"""From a file's bytes to its text: which encoding, and where it is none."""

from __future__ import annotations

import codecs
import hashlib
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

MOST_BYTES = 1_000_000_000
PIECE = 1 << 20  # bytes read at a time
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp949", "latin-1")
ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"%PDF")  # spreadsheets, compressed files, documents


@dataclass(frozen=True, slots=True)
class Encoded:
    """What a file's bytes are: their SHA-256, and the encoding in which all of them are text."""

    digest: str
    encoding: str


def look(path: Path, encoding: str = "") -> Encoded:
    """Read all bytes once; `encoding` empty: guess it.

    Raises:
        Problem: It is no regular file, too large, no text, or not text in that encoding.
    """
    _check(path)
    with _opened(path) as file:
        head = file.read(PIECE)
    if head.startswith(ARCHIVES):
        raise Problem("table_binary", path=str(path))
    if encoding and encoding not in ENCODINGS:
        raise Problem("table_encoding_unknown", got=encoding, known=", ".join(ENCODINGS))
    marked = next((name for mark, name in MARKS if head.startswith(mark)), None)
    wanted = (encoding,) if encoding else (marked,) if marked else ("utf-8", "cp949")
    if "utf-16" not in wanted and b"\0" in head:
        raise Problem("table_binary", path=str(path))
    for name in wanted:
        digest, wrong = _digest(path, name)
        if wrong is None:
            return Encoded(digest, name)
    raise Problem("table_encoding", path=str(path), tried=", ".join(wanted), row=1 + (wrong or 0))


def pieces(path: Path, encoding: str) -> Generator[str]:
    """The file's text, line by line, line ends as they are (quoted ones belong to their field)."""
    with path.open(encoding=encoding, newline="") as file:
        yield from file


def _check(path: Path) -> None:
    try:
        found = path.stat()
    except OSError as error:
        raise Problem("file_unreadable", path=str(path), reason=error.strerror or str(error)) from None
    except ValueError:  # a null character in the name
        raise Problem("file_unreadable", path=str(path), reason="-") from None
    if not stat.S_ISREG(found.st_mode):
        raise Problem("table_no_file", path=str(path))
    if found.st_size > MOST_BYTES:
        raise Problem("table_bytes", path=str(path), most=MOST_BYTES)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise Problem("file_unreadable", path=str(path), reason=error.strerror or str(error)) from None


def _digest(path: Path, encoding: str) -> tuple[str, int | None]:
    """SHA-256, and after how many line ends the text is wrong; None: nowhere."""
    decoder, digest, lines = codecs.getincrementaldecoder(encoding)(), hashlib.sha256(), 0
    with _opened(path) as file:
        while piece := file.read(PIECE):
            digest.update(piece)
            try:
                decoder.decode(piece)
            except UnicodeDecodeError as error:
                return "", lines + piece.count(b"\n", 0, error.start)
            lines += piece.count(b"\n")
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "", lines
    return digest.hexdigest(), None
