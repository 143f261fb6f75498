"""For those who write lessons: a new one to begin with, a look at one, and its proof at every change."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from tui_dl.course.written.loader import COURSE, LANGUAGES, glossary, lessons_folder, load_folder
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

FILES = ("lesson.toml", *(f"{language}.md" for language in LANGUAGES))
ID = re.compile(r"[a-z][a-z0-9-]{0,39}")
MAP = """format = 1
[[unit]]
id = "preview"
title = { en = "Preview", ko = "미리 보기" }
[[unit.lesson]]
id = "%s"
folder = "lesson"
minutes = 1
ready = true
title = { en = "Preview", ko = "미리 보기" }
able = { en = "-", ko = "-" }
"""
LOOK_EVERY = 0.5  # seconds between looks at the files' times


def begin(lesson: str, into: Path) -> Path:
    """A folder with a small lesson that passes its own proof; where it is.

    Raises:
        Problem: The id is none, or the folder is there already.
    """
    if not ID.fullmatch(lesson):
        raise Problem("bad_lesson_id", got=lesson)
    folder = into / lesson
    template = files("tui_dl") / "share" / "new-lesson"
    try:
        folder.mkdir(parents=True)
        for name in FILES:
            text = (template / name).read_text(encoding="utf-8").replace('"LESSON"', f'"{lesson}"')
            (folder / name).write_text(text, encoding="utf-8")
    except FileExistsError:
        raise Problem("file_exists", path=str(folder)) from None
    except OSError as error:
        raise Problem("file_unwritable", path=str(folder), reason=error.strerror or str(error)) from None
    return folder


def preview(folder: Path, step: str | None, open_app: Callable[[str], None]) -> None:
    """Open a lesson of any folder, at a step, with a progress that is thrown away.

    Raises:
        Problem: Its files are wrong, or it has no such step.
    """
    whole = load_folder(folder)
    steps = [one.id for one in whole.lesson.step]
    if step is not None and step not in steps:
        raise Problem("unknown_step", got=step, known=", ".join(steps))
    with tempfile.TemporaryDirectory() as place:
        made = Path(place) / "course"
        shutil.copytree(lessons_folder() / "glossary", made / "glossary")
        (made / "lesson").mkdir()
        for name in FILES:
            shutil.copy(folder / name, made / "lesson" / name)
        (made / "course.toml").write_text(MAP % whole.lesson.id, encoding="utf-8")
        os.environ[COURSE], os.environ["TUI_DL_HOME"] = str(made), str(Path(place) / "home")
        if step is not None:
            from tui_dl.course.learner.progress import Progress  # noqa: PLC0415

            with Progress.open() as progress:
                progress.record(whole.lesson.id, step, "at", step)
        open_app(whole.lesson.id)


def watch(folders: list[Path], prove: Callable[[], None]) -> None:
    """Prove now, and again whenever a file of the folders changes, until interrupted."""
    seen = None
    while True:
        now = sorted((str(path), path.stat().st_mtime_ns) for folder in folders for path in folder.glob("*.*"))
        if now != seen:
            seen = now
            glossary.cache_clear()
            prove()
        time.sleep(LOOK_EVERY)
