"""A headless Chromium, driven by its own debugging protocol: keys as a keyboard gives them, the page as it is drawn.

No driver and no further library: aiohttp, which the extra `serve` brings, speaks to the browser's own socket, so that
no version of anything has to match the browser's.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import os
import re
import shutil
import signal
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pyte

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
OPTIONS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-port=0"),
)
PATIENCE = 60.0
KEYS = {  # name and code as the keyboard has them; what is typed, if anything; the number that old pages ask for
    "Enter": ("Enter", "Enter", "\r", 13),
    "Escape": ("Escape", "Escape", "", 27),
    "Tab": ("Tab", "Tab", "", 9),
    "Right": ("ArrowRight", "ArrowRight", "", 39),
    ".": (".", "Period", ".", 190),
    "F4": ("F4", "F4", "", 115),
    "F5": ("F5", "F5", "", 116),
}
LISTENS = re.compile(rb"DevTools listening on ws://([^/]+)/")
BECOMES_TRUE = "new Promise(done => { const look = () => (%s) ? done() : setTimeout(look, 50); look(); })"
CONTROL = 2  # the bit of the Ctrl key


def installed() -> str | None:
    """The browser's program, if there is one."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


class Page:
    """A page of a browser, and the terminal in it, read from what the browser was sent."""

    def __init__(self, line: aiohttp.ClientWebSocketResponse) -> None:
        self._line, self._number, self._answers = line, 0, {}
        self.screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self.screen)
        self.asked: list[str] = []
        """Every address that the page asked for."""
        self._reader = asyncio.create_task(self._read())
        self._news = asyncio.Event()

    async def _read(self) -> None:
        async for message in self._line:
            told = message.json()
            if "id" in told:
                self._answers.pop(told["id"]).set_result(told)
            elif told["method"] == "Network.webSocketFrameReceived":
                frame = told["params"]["response"]
                if frame["opcode"] == 2:
                    self._feed(base64.b64decode(frame["payloadData"]))
            elif told["method"] == "Network.requestWillBeSent":
                self.asked.append(told["params"]["request"]["url"])
            elif told["method"] == "Network.webSocketCreated":
                self._begin(told["params"]["url"])
            self._news.set()

    def _begin(self, address: str) -> None:
        """A program begins, at the size that the page has room for."""
        self.asked.append(address)
        size = parse_qs(urlsplit(address).query)
        self.screen = pyte.Screen(int(size["width"][0]), int(size["height"][0]))
        self._stream = pyte.ByteStream(self.screen)

    def _feed(self, piece: bytes) -> None:
        # pyte has no private CSI such as the keyboard protocol's `CSI > 1 u`; it would print the tail.
        self._stream.feed(piece.replace(b"\x1b[>1u", b"").replace(b"\x1b[<u", b""))

    async def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """What the browser answers.

        Raises:
            AssertionError: It refuses.
        """
        self._number += 1
        answer = self._answers[self._number] = asyncio.get_running_loop().create_future()
        await self._line.send_json({"id": self._number, "method": method, "params": parameters})
        told = await answer
        assert "error" not in told, (method, told)
        return told["result"]

    async def value(self, script: str) -> Any:
        """What a script comes to, on the page."""
        return (await self.ask("Runtime.evaluate", expression=script))["result"].get("value")

    async def open(self, address: str, width: int = 740, height: int = 510) -> None:
        """Go there, in a window of so many pixels inside."""
        await self.ask("Network.enable")
        await self.ask("Emulation.setFocusEmulationEnabled", enabled=True)  # as a window in front has it
        await self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )
        await self.ask("Page.navigate", url=address)

    async def press(self, *keys: str) -> None:
        """Press keys: a character, a name in `KEYS`, or either with `Ctrl+` before it."""
        for key in keys:
            bare = key.removeprefix("Ctrl+")
            control = CONTROL if bare != key else 0
            name, code, text, number = KEYS.get(bare) or (bare, f"Key{bare.upper()}", bare, ord(bare.upper()))
            pressed = {"key": name, "code": code, "windowsVirtualKeyCode": number, "modifiers": control}
            typed = {"text": text} if text and not control else {}
            await self.ask("Input.dispatchKeyEvent", type="keyDown" if typed else "rawKeyDown", **pressed, **typed)
            await self.ask("Input.dispatchKeyEvent", type="keyUp", **pressed)

    def text(self) -> str:
        """What stands in the terminal now."""
        return "\n".join(self.screen.display)

    async def wait(self, *words: str) -> None:
        """Until all of these stand there; what stood there instead is in the error."""
        try:
            async with asyncio.timeout(PATIENCE):
                while not all(one in self.text() for one in words):
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            msg = f"no {words} on the screen:\n{self.text()}"
            raise AssertionError(msg) from None

    async def wait_for(self, script: str) -> None:
        """Until the script comes to true on the page."""
        await self.ask("Runtime.evaluate", expression=BECOMES_TRUE % script, awaitPromise=True, timeout=PATIENCE * 1000)

    async def picture(self) -> bytes:
        """What a person would see, as PNG."""
        return base64.b64decode((await self.ask("Page.captureScreenshot"))["data"])


class Chromium:
    """A browser with a profile of its own, ended with everything that it started."""

    def __init__(self, profile: Path) -> None:
        self._profile = profile
        self._closing = contextlib.AsyncExitStack()

    async def __aenter__(self) -> Self:
        name = installed()
        assert name is not None
        quiet, told = asyncio.subprocess.DEVNULL, asyncio.subprocess.PIPE
        options = [*OPTIONS, f"--user-data-dir={self._profile}", "about:blank"]
        self._process = await asyncio.create_subprocess_exec(
            name, *options, stdout=quiet, stderr=told, start_new_session=True
        )
        self._closing.push_async_callback(self._end)
        self._web = await self._closing.enter_async_context(aiohttp.ClientSession())
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._closing.aclose()

    async def _end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        await self._process.wait()

    async def page(self) -> Page:
        """The page that is open."""
        told = self._process.stderr
        assert told is not None
        async with asyncio.timeout(PATIENCE):
            said = b""
            while (found := LISTENS.search(said)) is None:
                said = await told.readline()
                assert said, "the browser has ended"
            async with self._web.get(f"http://{found[1].decode()}/json/list") as answer:
                pages = [one for one in await answer.json() if one["type"] == "page"]
        self._drained = asyncio.create_task(told.read())  # whatever else it says
        line = await self._closing.enter_async_context(
            self._web.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0)
        )
        return Page(line)
