"""`tui-dl serve`: a page, and behind it the real program, on this machine alone; a browser's part is played here."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from tests.terminal.terminal import gone, programs_of
from tui_dl.cli.serve import bound, program
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

aiohttp = pytest.importorskip("aiohttp", reason="the extra 'serve'")
pytest.importorskip("textual_serve", reason="the extra 'serve'")
PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


async def drawn(address: str, words: bytes) -> bytes:
    """What the program draws for a browser of 80x24 until these words are among it."""
    told = b""
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{address}/ws?width=80&height=24") as line:
        async for message in line:
            told += message.data if message.type == aiohttp.WSMsgType.BINARY else b""
            if words in told:
                break
    return told


@asynccontextmanager
async def served(home: Path, *options: str, language: str = "en", of: str = "") -> AsyncIterator[tuple[str, str]]:
    """What the command says, and the address in it; it must end well and quietly."""
    opened = ["--lesson", of] if of else []
    command = [sys.executable, "-m", "tui_dl", "--lang", language, *opened, "serve", "--port", str(free_port())]
    told, pipe = {**os.environ, "TUI_DL_HOME": str(home), "LANG": "C.UTF-8"}, asyncio.subprocess.PIPE
    server = await asyncio.create_subprocess_exec(*command, *options, env=told, stdout=pipe, stderr=pipe)
    try:
        async with asyncio.timeout(PATIENCE):
            said = ""
            while "http://" not in said:
                line = (await server.stderr.readline()).decode()
                assert line, said
                said += line
        yield said, re.search(r"http://[^ ]+", said)[0]
    finally:
        server.terminate()
        written, complained = await server.communicate()
    assert (server.returncode, written, complained) == (0, b"", b"")


async def test_the_program_is_drawn_for_a_browser_that_knows_the_address(tmp_path: Path) -> None:
    serving = served(tmp_path, "--ascii", of="layer")
    async with serving as (said, address), asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
        assert "Beware" not in said
        async with session.get(address) as page:
            assert page.status == 200
            assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
            text = await page.text()
        assert "<title>tui-dl</title>" in text
        assert not re.search(r"(href|src|url)\W{1,2}https?:", text), "nothing is fetched from elsewhere"
        shown = await drawn(address.rstrip("/"), b"step 1 of 9")
        assert b"step 1 of 9" in shown
        assert {char for char in shown.decode() if not char.isascii()} <= set("한국어"), "as was asked of the server"
        for guess in ("/", "/ws", "/static/js/textual.js", "/index.html", "/0123456789/"):
            async with session.get(address.split("/", 3)[0] + "//" + address.split("/")[2] + guess) as refused:
                assert refused.status == 404, guess


async def test_a_program_that_does_not_end_is_ended_with_the_server(tmp_path: Path) -> None:
    async with (
        served(tmp_path) as (_, address),
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{address}ws?width=80&height=24") as line,
        asyncio.timeout(PATIENCE),
    ):
        await line.receive()
        programs = programs_of(tmp_path, b"--lang")
        for program in programs[1:]:
            os.kill(program, signal.SIGSTOP)
    assert len(programs) == 2, "the server and the page's own"
    assert all(gone(program) for program in programs)


async def test_listening_elsewhere_is_warned_of_in_both_languages(tmp_path: Path) -> None:
    for language, word in (("en", "Beware"), ("ko", "주의")):
        async with served(tmp_path, "--host", "127.0.0.2", language=language) as (said, _):
            assert word in said


@pytest.mark.parametrize("host", ["127.0.0.1", "203.0.113.7"])
def test_an_address_that_is_not_to_be_had_is_one_sentence(host: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Problem, match="no_address"):
            bound(host, taken.getsockname()[1])


def test_what_is_asked_of_the_server_is_asked_of_its_programs() -> None:
    assert program("ko", "layer", ["--reduced-motion"]).endswith("-m tui_dl --lang ko --lesson layer --reduced-motion")
