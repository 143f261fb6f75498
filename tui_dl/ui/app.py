"""The app: home, lessons, language, and a way out that always works."""

from __future__ import annotations

import os
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding

from tui_dl.course.learner import review
from tui_dl.course.written.loader import course
from tui_dl.engine.problem import Problem
from tui_dl.ui import keys, pictures, themes
from tui_dl.ui.attention import Attentive
from tui_dl.ui.keyed import Keyed
from tui_dl.ui.one_of_each import OneOfEach
from tui_dl.ui.preferences import Preferences
from tui_dl.ui.screens.home import HomeScreen
from tui_dl.ui.spelling import Spelled
from tui_dl.ui.thrift.waste import Tidy
from tui_dl.ui.warming import AFTER, warm_up
from tui_dl.words import language_of_the_environment, say

if TYPE_CHECKING:
    from textual.driver import Driver

    from tui_dl.course.learner.progress import Progress
    from tui_dl.ui.crew import Crew

LABORATORY = "laboratory"  # as `course.laboratory` has it, which loads NumPy
TWICE = 2.0  # seconds within which a second Ctrl+C quits


class TuiDl(OneOfEach, Keyed, Attentive, Spelled, Tidy):
    """The whole program on a screen; processes and progress are lent to it."""

    CSS_PATH = "app.tcss"
    TITLE = "tui-dl"
    COMMANDS = {lambda: import_module("tui_dl.ui.palette").Palette}  # noqa: RUF012  declared so by Textual
    BINDINGS: ClassVar[list[Any]] = [
        *keys.bindings(keys.EVERYWHERE),
        Binding("ctrl+c", "interrupt", show=False, priority=True),
        Binding("ctrl+q", "quit", show=False, priority=True),
    ]

    def __init__(
        self,
        crew: Crew,
        progress: Progress,
        language: str | None,
        lesson: str | None = None,
        *,
        ascii_only: bool = False,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__()
        self._crew, self._progress, self.ascii_only = crew, progress, ascii_only
        self.preferences = preferences or Preferences(progress)
        self._asked = language
        self.language = language or self.preferences.language or language_of_the_environment()
        self._lesson = lesson
        self._interrupted = -TWICE
        self.take_keys()
        themes.dress(self, self.preferences)

    def get_driver_class(self) -> type[Driver]:
        """Textual's choice for this platform, made to put up with whatever a terminal sends."""
        chosen = super().get_driver_class()
        if chosen.__name__ != "LinuxDriver":
            return chosen
        driver: type[Driver] = import_module("tui_dl.ui.thrift.line").TolerantDriver
        return driver

    @property
    def line_stalls(self) -> bool:
        """Whether the terminal does not take what is drawn: then no more is, until it does."""
        return bool(getattr(self._driver, "stalls", False))

    def get_default_screen(self) -> HomeScreen:
        """Home lies under everything."""
        return HomeScreen(course(), self._progress, self.language, ascii_only=self.ascii_only)

    def on_mount(self) -> None:
        """At the very first start one question before anything else."""
        self._tell_trouble()
        self.set_interval(1.0, self._tell_trouble)
        if self.preferences.trouble is not None:
            self.tell(self.preferences.trouble)
        if self._asked is None and self.preferences.language is None:
            welcome = import_module("tui_dl.ui.screens.welcome")
            self.push_screen(welcome.WelcomeScreen(self.language, ascii_only=self.ascii_only), self._welcomed)
        elif self._lesson:
            self.call_after_refresh(self.open_lesson, self._lesson)
        self.set_timer(AFTER, lambda: self.run_worker(warm_up, thread=True))

    def _tell_trouble(self) -> None:
        """What cannot be kept is said when that is known: at the start, or once the disk is full."""
        for problem in self._progress.untold():
            self.notify(say(self.language, f"problem.{problem.code}", **problem.fields), timeout=20)

    async def _welcomed(self, language: str | None) -> None:
        self.language = language or self.language
        await self.show_anew()
        self.preferences.put("language", self.language)
        if self._lesson:
            self.call_later(self.open_lesson, self._lesson)

    async def open_lesson(self, lesson: str, *, tasks_only: bool = False) -> None:
        """Open a lesson where it was left, wherever one is; with `tasks_only`, 'next' goes from task to task."""
        from tui_dl.ui import opening  # noqa: PLC0415  NumPy is loaded after home's first frame

        if lesson == LABORATORY:
            await self.action_laboratory()
            return
        if self.is_back_at(lesson):
            return
        self.leave_bench()
        look, room = self._look(), self.preferences.room
        try:
            screen = opening.lesson(self._crew, self._progress, look, lesson, room, tasks_only=tasks_only)
        except Problem as problem:
            self.tell(problem)
            return
        await self.push_screen(screen)
        note = screen.bench.note
        if note in {"back_again", "back_ended"}:
            step = screen.bench.state.weights.step
            screen.call_after_refresh(screen.say, say(self.language, f"ui.{note}", step=step))

    async def action_laboratory(self, then: str = "") -> None:
        """Any data, any knob, all figures; `then` is what is done there at once."""
        from tui_dl.ui import opening  # noqa: PLC0415  as above

        if not self.is_back_at(LABORATORY):
            self.leave_bench()
            await self.push_screen(opening.laboratory(self._crew, self._progress, self._look(), self.preferences.room))
        if then:
            self.call_later(self.screen.run_action, then)

    def _look(self) -> Any:
        from tui_dl.figures.figure import Look  # noqa: PLC0415

        few = self.console.color_system in {None, "standard"}  # 16 colours: shades would fall together
        colour = "NO_COLOR" not in os.environ and not few
        return Look(self.language, ascii=self.ascii_only, colour=colour, dark=self.current_theme.dark)

    def tell(self, problem: Problem) -> None:
        """One sentence about what could not be done."""
        self.notify(say(self.language, f"problem.{problem.code}", **problem.fields), severity="warning", timeout=20)

    async def prefer(self, name: str, value: str | float | bool, *, create: bool = False) -> None:
        """A setting takes a value, now and from now on."""
        try:
            self.preferences.put(name, value, create=create)
        except Problem as problem:
            self.tell(problem)
        themes.dress(self, self.preferences)
        if name == "language":
            self.language = self.preferences.language or language_of_the_environment()
        await self.show_anew()

    async def action_language(self) -> None:
        """English or Korean, at the same spot."""
        await self.prefer("language", "en" if self.language == "ko" else "ko")

    async def show_anew(self) -> None:
        """Every screen that is open says what it says in the language, the look and with the keys that hold now."""
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.refill(self.language)
            if hasattr(screen, "change_language"):
                await screen.change_language(self.language, self._look())

    def action_command_palette(self) -> None:
        """Everything by its name; the question is asked in the learner's language."""
        commands = import_module("tui_dl.ui.screens.commands").Commands
        self.push_screen(commands(placeholder=say(self.language, "ui.palette")))

    def action_help(self) -> None:
        """Help for what has the focus, and all keys."""
        helping, own = import_module("tui_dl.ui.helping"), self.preferences.settings.keys
        self.show_sheet(say(self.language, "ui.help_title"), helping.sheet(self.screen, self.language, own))

    def show_sheet(self, title: str, body: str) -> None:
        """Text to read, over the screen."""
        import_module("tui_dl.ui.screens.sheet").lay(self, title, body, ascii_only=self.ascii_only)

    async def action_theme(self) -> None:
        """Light or dark, now and from now on."""
        await self.prefer("theme", "light" if self.current_theme.dark else "dark")

    def action_settings(self) -> None:
        """What can be set, in one list."""
        screen = import_module("tui_dl.ui.screens.settings")
        self.push_screen(screen.SettingsScreen(self.preferences, self.language, ascii_only=self.ascii_only))

    def action_picture(self) -> None:
        """This screen as SVG and as text, kept beside the progress."""
        said, fields = pictures.keep(self)
        self.notify(say(self.language, f"ui.{said}", **fields), timeout=8)

    def action_notebook(self) -> None:
        """What was learned."""
        screen = import_module("tui_dl.ui.screens.notebook")
        self.push_screen(screen.NotebookScreen(self._progress, self.language, ascii_only=self.ascii_only))

    def action_terms(self) -> None:
        """Every word, in both languages."""
        screen = import_module("tui_dl.ui.screens.terms")
        self.push_screen(screen.TermsScreen(self.language, ascii_only=self.ascii_only))

    def action_review(self) -> None:
        """What was answered wrong, once more."""
        self.ask(say(self.language, "ui.review"), review.due(self._progress))

    def ask(self, title: str, questions: list[review.Asked], unit: str = "") -> None:
        """One question after the other; a unit's set keeps how many were right."""
        if not questions:
            self.notify(say(self.language, "ui.review_none"))
            return
        screen = import_module("tui_dl.ui.screens.quiz")
        self.push_screen(screen.QuizScreen(title, questions, self._progress, self._look(), unit))

    async def action_review_switch(self) -> None:
        """Whether questions come back."""
        off = review.is_on(self._progress)
        await self.prefer("review", not off)
        self.notify(say(self.language, "ui.review_off" if off else "ui.review_on"))

    def action_interrupt(self) -> None:
        """Ctrl+C: copy what is selected, else say how to quit; twice quits."""
        selected = self.screen.get_selected_text()
        if selected:
            self.copy_to_clipboard(selected)
            return
        now = monotonic()
        if now - self._interrupted < TWICE:
            self.exit()
            return
        self._interrupted = now
        self.notify(say(self.language, "ui.quit_how"))
