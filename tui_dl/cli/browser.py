"""The page that shows the app in a browser: at an address that nobody can guess, with nothing on it from elsewhere."""

from __future__ import annotations

import asyncio
import html
import logging
import secrets
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from aiohttp import web
from textual_serve.server import Server, to_int

from tui_dl.words import say

if TYPE_CHECKING:
    import socket
    from asyncio.subprocess import Process
    from collections.abc import Callable

    from textual_serve.app_service import AppService

FONT_SIZE = 16
SENTENCES = ("starting", "ended", "again")
PATIENCE = 1.0  # seconds that open pages have when the server ends; then their programs end with it
HEADERS = {  # nothing is fetched from elsewhere, nothing told elsewhere, no other page may hold this one in a frame
    "Content-Security-Policy": (
        "default-src 'self' 'unsafe-inline' blob: data:; connect-src 'self' ws: wss:; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Browser(Server):
    """Serves the program that `command` starts, one for each page that is open.

    On a machine that people share everyone reaches the loopback address, and so does every page that is open in the
    same browser: so all is under a key that is drawn anew each time.
    """

    def __init__(self, command: str, language: str) -> None:
        super().__init__(command, title="tui-dl")
        self._language, self._key = language, secrets.token_urlsafe(16)
        self._programs: list[Process] = []

    @property
    def path(self) -> str:
        """The part of the address after the port."""
        return f"/{self._key}/"

    def listen(self, line: socket.socket, tell: Callable[[], None]) -> None:
        """Serve at a socket that is bound, until Ctrl+C or a request to end; `tell` is called once it listens."""
        logging.getLogger("textual-serve").setLevel(logging.CRITICAL)  # a page that was closed is no error to tell
        web.run_app(self.app(tell), sock=line, print=None, access_log=None, shutdown_timeout=PATIENCE)

    def app(self, tell: Callable[[], None]) -> web.Application:
        """The page, its files, and the line to its program."""

        async def begun(_app: web.Application) -> None:
            tell()

        inner = web.Application()
        inner.add_routes(
            [
                web.get("/", self.handle_index),
                web.get("/ws", self.handle_websocket),
                web.static("/static", self.statics_path),
            ]
        )
        outer = web.Application()
        outer.on_startup.append(begun)
        outer.on_cleanup.append(self._see_them_end)
        outer.add_subapp(self.path, inner)
        return outer

    async def handle_index(self, request: web.Request) -> web.Response:
        """The page; `?fontsize=20` makes its letters larger."""
        said = {name: html.escape(say(self._language, f"serve.{name}")) for name in SENTENCES}
        size = to_int(request.query.get("fontsize", ""), FONT_SIZE)
        page = Template(files("tui_dl").joinpath("share/web/page.html").read_text(encoding="utf-8"))
        text = page.substitute(said, language=self._language, font_size=size)
        return web.Response(text=text, content_type="text/html", headers=HEADERS)

    async def _process_messages(self, websocket: web.WebSocketResponse, app_service: AppService) -> None:
        """Remember the program behind a page, and hand on what the page tells it."""
        process = app_service._process  # noqa: SLF001  nothing else tells it
        self._programs = [one for one in self._programs if one.returncode is None] + ([process] if process else [])
        await super()._process_messages(websocket, app_service)

    async def _see_them_end(self, _app: web.Application) -> None:
        """Wait for the programs, for they outlive their pages by a moment; one that does not end is ended."""
        waits = {asyncio.create_task(one.wait()): one for one in self._programs}
        if waits:
            _, late = await asyncio.wait(waits, timeout=PATIENCE)
            for wait in late:
                waits[wait].kill()
            await asyncio.wait(waits)
