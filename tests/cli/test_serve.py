"""`tui-dl serve`: a page, and behind it the real program, on this machine alone; a browser's part is played here."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

aiohttp = pytest.importorskip("aiohttp", reason="the extra 'serve'")
pytest.importorskip("textual_serve", reason="the extra 'serve'")
PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


async def drawn(address: str, words: bytes) -> bool:
    """Whether the program draws these words for a browser of 80x24."""
    told = b""
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{address}/ws?width=80&height=24") as line:
        async for message in line:
            told += message.data if message.type == aiohttp.WSMsgType.BINARY else b""
            if words in told:
                return True
    return False


async def test_the_program_is_drawn_for_a_browser(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "tui_dl", "--lang", "en", "serve", "--port", str(port)]
    told = {**os.environ, "TUI_DL_HOME": str(tmp_path), "LANG": "C.UTF-8"}
    server = await asyncio.create_subprocess_exec(
        *command, env=told, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        async with asyncio.timeout(PATIENCE), aiohttp.ClientSession() as session:
            while True:
                try:
                    async with session.get(address) as page:
                        assert page.status == 200
                        break
                except aiohttp.ClientConnectionError:
                    assert server.returncode is None
                    await asyncio.sleep(0.1)
            assert await drawn(address, b"Ctrl+Q")
    finally:
        server.terminate()
        await server.wait()
