"""How the learner wants the program to be: one commented TOML file, and what was chosen by keys along the way.

What the file says counts; for what it leaves out, the progress remembers what was chosen last.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
import platformdirs

from tui_dl.course.learner.progress import home
from tui_dl.course.learner.review import SWITCH
from tui_dl.engine.problem import Problem
from tui_dl.session.private import FOLDER_MODE, put
from tui_dl.ui import keys
from tui_dl.views.scene import CURVES
from tui_dl.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui_dl.course.learner.progress import Progress

NAME = "settings.toml"
FACTS = {
    "language": "language",
    "theme": "theme",
    "review": SWITCH,
    "curves": "curves",
}  # settings that the progress remembers too
NEAR = 150  # kilobytes a second, on this machine
FAR = ((80 * 24, 30), (160 * 45, 80))  # over a line, in a terminal of so many cells
Rate = Annotated[float, msgspec.Meta(ge=0.2, le=10.0)]
Budget = Annotated[int, msgspec.Meta(ge=1, le=100_000)]
Room = Annotated[int, msgspec.Meta(ge=1, le=1024)]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What can be set, and how it is where nobody has set it."""

    language: Literal["auto", "en", "ko"] = "auto"
    theme: str = "dark"
    reduced_motion: bool = False
    review: bool = True
    curves: Literal["loss", "log", "score"] = "loss"
    """What is drawn over epochs: the loss, the loss on a logarithmic axis, or accuracy (R2)."""
    figures_per_second: Rate = 4.0
    """How often a figure is drawn while a run goes on, at most."""
    kilobytes_per_second: Budget | Literal["auto"] = "auto"
    """What all figures together may send to the terminal."""
    past_megabytes: Room = 8
    """What may be kept of a run's past, from the next run on."""
    keys: dict[str, str] = {}
    """Other keys for an action, by its name, with commas between."""


def settings_file() -> Path:
    """Where settings are: beside the progress if that was put somewhere, else in the user's place for them."""
    return (home() if os.environ.get("TUI_DL_HOME") else Path(platformdirs.user_config_dir("tui-dl"))) / NAME


class Preferences:
    """The settings in force.

    Attributes:
        path: The file; None: there is none, and nothing is written.
        trouble: What is wrong with the file, to be told; it counts for nothing then, and is left as it is.
        settings: In force.
    """

    def __init__(self, progress: Progress, path: Path | None = None, *, reduced_motion: bool = False) -> None:
        self._progress, self.path = progress, path
        self.trouble: Problem | None = None
        self._stated: dict[str, Any] = {}
        self.settings = self._read()
        if reduced_motion:
            self.settings = msgspec.structs.replace(self.settings, reduced_motion=True)
        if "review" in self._stated:
            self._remember("review", value=self.settings.review)

    def _read(self) -> Settings:
        try:
            text = self.path.read_text(encoding="utf-8") if self.path else ""
            self._stated = tomllib.loads(text)
            settings = msgspec.convert(self._stated, Settings)
            _check_keys(settings.keys)
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError, Problem) as error:
            self._stated = {}
            self.trouble = Problem("settings_bad", path=str(self.path), reason=_reason(error))
            return Settings()
        return settings

    @property
    def language(self) -> str | None:
        """The language that was asked for, if any."""
        stated = self.settings.language
        return self._progress.setting("language") if stated == "auto" else stated

    @property
    def theme(self) -> str:
        """`dark`, `light`, or a theme of Textual's by its name."""
        if "theme" in self._stated:
            return self.settings.theme
        return (self._progress.setting("theme") or self.settings.theme).removeprefix("textual-")

    def next_curves(self) -> None:
        """From now on, the next of `CURVES`."""
        self.put("curves", CURVES[(CURVES.index(self.curves) + 1) % len(CURVES)])

    @property
    def curves(self) -> str:
        """What curves over epochs show, one of `CURVES`."""
        kept = self._progress.setting("curves")
        return self.settings.curves if "curves" in self._stated or kept not in CURVES else kept

    @property
    def seconds_between_figures(self) -> float:
        """While a run goes on; with reduced motion, one at least."""
        seconds = 1.0 / self.settings.figures_per_second
        return max(1.0, seconds) if self.settings.reduced_motion else seconds

    def bytes_per_second(self, cells: int) -> float:
        """For all figures together in a terminal of so many cells; over a line less, unless it is set."""
        asked = self.settings.kilobytes_per_second
        return 1000.0 * ((_far(cells) if os.environ.get("SSH_CONNECTION") else NEAR) if asked == "auto" else asked)

    def room(self) -> int:
        """Bytes for what is kept of a run's past."""
        return self.settings.past_megabytes * 2**20

    @property
    def keymap(self) -> dict[str, str]:
        """The learner's own keys, each letter with its Hangul twin."""
        return {name: ",".join(keys.with_twins(_split(chosen))) for name, chosen in self.settings.keys.items()}

    def put(self, name: str, value: str | float | bool, *, create: bool = False) -> None:
        """Set something, now and from now on; the file is written where it is there, or with `create`.

        Raises:
            Problem: The value is none, or the file cannot be written.
        """
        try:
            self.settings = msgspec.convert({**msgspec.structs.asdict(self.settings), name: value}, Settings)
        except msgspec.ValidationError as error:
            raise Problem("settings_bad", path=name, reason=str(error)) from None
        self._stated[name] = value
        if name in FACTS:
            self._remember(name, value=value)
        if self.path is not None and self.trouble is None and (create or self.path.exists()):
            self._write(self.path, name, value)

    def put_keys(self, action: str, chosen: str | None) -> None:
        """Give an action other keys, with commas between; None: its usual ones. Written down as other settings are.

        Raises:
            Problem: The file cannot be written.
        """
        own = {name: text for name, text in self.settings.keys.items() if name != action}
        self.settings = msgspec.structs.replace(self.settings, keys=own if chosen is None else {**own, action: chosen})
        usual = ",".join(keys.everything()[action].keys)
        if self.path is not None and self.trouble is None:
            self._write(self.path, action, chosen or usual, "[keys]", off=chosen is None)

    def _remember(self, name: str, *, value: str | float | bool) -> None:
        kept = {True: "on", False: "off"}[value] if isinstance(value, bool) else str(value)
        if self._progress.setting(FACTS[name]) != kept and kept != "auto":
            self._progress.set_setting(FACTS[name], kept)

    def _write(self, path: Path, name: str, value: str | float | bool, under: str = "", *, off: bool = False) -> None:
        """Put a value on its line, above the keys or `under` their heading; with `off` the line is a remark."""
        try:
            text = path.read_text(encoding="utf-8") if path.exists() else template(self.language or "en")
            head, mark, tail = text.partition("\n[keys]")
            place = tail if under else head
            line = f"{'# ' if off else ''}{name} = {json.dumps(value, ensure_ascii=False)}"
            place, found = re.subn(rf"^#?\s*{name}\s*=.*$", lambda _: line, place, count=1, flags=re.MULTILINE)
            place = place if found else f"{place.rstrip()}\n{line}"
            text = head + (mark or f"\n{under}") + place if under else place + mark + tail
            path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            put(path, f"{text.rstrip()}\n")
        except OSError as error:
            raise Problem("file_unwritable", path=str(path), reason=error.strerror or str(error)) from None


def _far(cells: int) -> float:
    """Kilobytes a second over a line: a larger terminal gets more of it."""
    (small, few), (large, many) = FAR
    return few + (many - few) * min(1.0, max(0.0, (cells - small) / (large - small)))


def template(language: str) -> str:
    """A file that says of every setting what it is, and sets none."""
    lines = [f"# {line}" for line in say(language, "settings.head").splitlines()]
    for name, value in msgspec.structs.asdict(Settings()).items():
        if name != "keys":
            told = say(language, f"settings_help.{name}")
            lines += ["", f"# {told}", f"# {name} = {json.dumps(value)}"]
    lines += ["", *(f"# {line}" for line in say(language, "settings.keys").splitlines()), "[keys]"]
    lines += [f'# {name} = "{",".join(key.keys)}"' for name, key in keys.everything().items()]
    return "\n".join(lines) + "\n"


def _split(chosen: str) -> list[str]:
    return [key.strip() for key in chosen.split(",") if key.strip()]


def _check_keys(chosen: Mapping[str, str]) -> None:
    known = keys.everything()
    for name in chosen:
        if name not in known:
            raise Problem("no_action", got=name)


def _reason(error: Exception) -> str:
    if isinstance(error, Problem):
        return ", ".join(map(str, error.fields.values()))
    return getattr(error, "strerror", None) or str(error)
