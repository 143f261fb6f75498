"""A walk past every screen of the app, each seen in three sizes, which the terminal takes while it stands there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual.events import Key, Resize
from textual.geometry import Size
from textual.widgets import Input, OptionList

from tests.looks.calm import calm
from tests.looks.picture import Album
from tests.looks.quiet import quiet
from tui_dl.course.learner import review
from tui_dl.course.written.loader import course
from tui_dl.ui.screens.welcome import WelcomeScreen
from tui_dl.ui.widgets.axis_line import AxisLine

if TYPE_CHECKING:
    from tui_dl.ui.app import TuiDl

TABLE = Path("people.csv")
SIZES = (Size(80, 24), Size(120, 40), Size(160, 45))


def is_ascii(char: str) -> bool:
    """Whether a terminal that knows ASCII and its own language's letters shows it."""
    return char.isascii() or "가" <= char <= "힣"


def rows_of_a_table() -> list[str]:
    """Forty people, of whom some buy: a column that tells nothing, one that tells all, and cells that are empty."""
    lines = ["age,도시,member,paid,bought"]
    for number in range(40):
        age, bought = 20 + number * 7 % 50, "yes" if number % 3 == 0 else "no"
        city = ("Seoul", "Busan", "")[number * 5 % 7 % 3]
        lines.append(f"{age},{city},true,{'19.90' if bought == 'yes' else '0'},{bought}")
    return lines


def write_table() -> None:
    """As a file of the folder where the walk is."""
    TABLE.write_text("\n".join(rows_of_a_table()), encoding="utf-8")


class Tour:
    """Goes from screen to screen.

    Attributes:
        albums: The pictures, by the screen's name.
    """

    def __init__(self, app: TuiDl, sizes: tuple[Size, ...] = SIZES, *, ascii_only: bool = False) -> None:
        self._app, self._sizes, self._ascii = app, sizes, ascii_only
        self.albums: dict[str, Album] = {}

    async def press(self, *keys: str) -> None:
        for key in keys:
            self._app.post_message(Key(key, key if len(key) == 1 else None))
            await quiet(self._app)

    async def look(self, name: str, most: int = len(SIZES)) -> None:
        """Take pictures of what is there, in all sizes or so many; the first is that in which keys are pressed."""
        album, sizes = self.albums.setdefault(name, Album()), self._sizes[:most]
        for size in sizes:
            await self._grow(size)
            strips = self._app.screen._compositor.render_strips()
            assert [strip.cell_length for strip in strips] == [size.width] * size.height
            if self._ascii:
                odd = {char for strip in strips for char in strip.text if not is_ascii(char)}
                assert not odd, f"{name}: {odd}"
            album.add(f"{size.width}x{size.height}", strips)
        await self._grow(sizes[0])

    async def glance(self, name: str) -> None:
        """One picture, in the first size."""
        await self.look(name, 1)

    async def _grow(self, size: Size) -> None:
        if self._app.size != size:
            self._app._driver._size = size
            self._app.post_message(Resize(size, size))
        await quiet(self._app, lambda: self._app.screen._compositor.size == size)

    async def lesson(self) -> None:
        """From the first start through a lesson to its card."""
        await quiet(self._app)
        await self.look("home")
        self._app.push_screen(WelcomeScreen(self._app.language, ascii_only=self._ascii))
        await self.glance("welcome")
        self._app.screen.dismiss(self._app.language)
        await self._app.open_lesson("layer")
        await self._lesson()

    async def beside(self) -> None:
        """What is beside the lessons, for somebody who has begun one."""
        await quiet(self._app)
        await self._app.open_lesson("layer")
        await self.press("1", "n", "space", "escape")
        await self.glance("home-later")
        await self._pages()
        await self.press("a")
        bench = self._app.screen.bench
        bench.show(bench.idle(calm(bench.experiment)))  # two runs that part have begun as one
        await self.look("laboratory")
        await self.press("space")
        await self.look("laboratory-run")
        await self._branches()
        await self.press("i")
        await self.glance("prompt")
        await self.press("escape")
        await self.press("z")
        await self.look("share")
        await self.press("escape")
        await self._sweep()
        await self._table()
        await self.press("escape")
        await self._keys()

    async def _sweep(self) -> None:
        await self._app.screen.turn("epoch_limit", "3")
        await self.press("x")
        screen = self._app.screen
        for line, text in zip(screen.query(AxisLine), ("learning_rate=0.01,0.1,1", "hidden=2;8,8", "2"), strict=True):
            line.value = text
        await self.look("sweep-plan")
        await self.press("enter")
        screen.hear()
        await self.glance("sweep-running")
        while screen._run.under_way:
            screen.hear()
        await self.press("right", "down")
        await self.look("sweep")
        await self.press("v")
        await self.glance("sweep-words")
        await self.press("escape")

    async def _table(self) -> None:
        await self.press("f")
        await self.look("table-path")
        write_table()
        self._app.screen.query_one(Input).value = str(TABLE)
        await self.press("enter")
        await self.look("table")
        await self.press("escape")

    async def _keys(self) -> None:
        await self.press("comma", "k")
        await self.look("keys")
        await self.press("enter")
        await self.glance("keys-press")
        await self.press("l")
        await self.glance("keys-taken")
        await self.press("enter", ";")
        await self.glance("keys-own")
        await self.press("escape", "escape")
        await self.glance("home-own-keys")

    async def _lesson(self) -> None:
        await self.look("question")
        await self.press("1")
        await self.glance("answered")
        await self.press("n", "h")
        await self.glance("hint")
        await self.press("space")
        await self.look("task")
        for name, key in (("large", "m"), ("words", "v")):
            await self.press(key)
            await self.glance(name)
            await self.press(key)
        for name, key in (("jump", "j"), ("explained", "g")):
            await self.press(key)
            await self.glance(name)
            await self.press("escape")
        await self.press("question_mark")
        await self.look("help")
        await self.press("escape", "y", *["left"] * 9)
        await self.look("past")
        await self.press("escape", "n", "right", "right", "enter", "1", "n", "plus", "plus", "space", "n")
        await self.glance("mistake")
        await self.press("plus", "plus", "space", "n")
        await self.glance("inside")
        await self.press("1", "n", "1", "n", "n", "n", "n", "plus", "plus", "plus", "plus", "space", "b")
        await self.glance("methods")
        await self.press("c")
        await self.look("compare")
        await self.press("escape", "w")
        await self.glance("weight")
        await self.press("escape", "s")
        await self.glance("sandbox")
        await self.press("s", "n")
        await self.look("card")
        await self.press("escape")

    async def _branches(self) -> None:
        """From the past to a branch, the list of them, and both at their end."""
        bench = self._app.screen.bench
        await self.press("y", *["pageup"] * 3, "enter")
        bench.apply("set learning_rate=0.3")
        await self.press("q")
        await self.look("forks")
        await self.press("space", "backslash")
        for _ in range(2):  # held where they part, then at the end
            self._app.screen._hear()
        await self.look("branches")
        await self.press("escape")

    async def _pages(self) -> None:
        for name, keys in (
            ("notebook", ("b", "down")),
            ("glossary", ("g",)),
            ("settings", ("comma",)),
            ("palette", ("ctrl+p", "f", "1")),
        ):
            await self.press(*keys)
            await self.look(name)
            await self.press("escape")
        listing = self._app.screen.query_one(OptionList)
        listing.highlighted = listing.get_option_index(f"{review.UNIT}{course().unit[1].id}")
        await self.press("enter")
        await self.look("questions")
        await self.press("escape")
