"""Doors for files that people keep, write or pass on: lessons, terms, settings, where one was, codes of runs."""

from __future__ import annotations

import base64
import zlib
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from tests.campaigns.inputs import as_bytes, mutated, twisted
from tests.campaigns.telling import harmless
from tui_dl.course.bench import Bench
from tui_dl.course.learner.progress import Progress
from tui_dl.course.learner.spot import Spot, from_bytes
from tui_dl.course.learner.spot import as_bytes as kept
from tui_dl.course.written import expression
from tui_dl.course.written.glossary import parse_glossary, unlinked
from tui_dl.course.written.loader import course, lessons_folder, load_folder, read
from tui_dl.course.written.verbs import parse_verb
from tui_dl.data.recipe import DataRecipe
from tui_dl.session import code
from tui_dl.session.experiment import Experiment
from tui_dl.session.run import Run, to_text
from tui_dl.session.runner import InlineRunner
from tui_dl.ui.preferences import Preferences, template

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from tui_dl.course.written.loader import WholeLesson

FILES = ("lesson.toml", "en.md", "ko.md")


@cache
def _lessons() -> list[dict[str, str]]:
    folders = [lessons_folder() / entry.folder for entry in course().entries]
    return [{name: (folder / name).read_text(encoding="utf-8") for name in FILES} for folder in folders]


def lessons(luck: random.Random, folder: Path) -> None:
    """A lesson's files, one of them wrong; what was read of it steers no terminal, and what it asks for is parsed."""
    place = folder / "lesson"
    place.mkdir(exist_ok=True)
    wrong = luck.choice(FILES)
    for name, text in luck.choice(_lessons()).items():
        (place / name).write_bytes(as_bytes(luck, mutated(luck, text)) if name == wrong else text.encode())
    whole = load_folder(place)
    for texts in whole.texts.values():
        harmless(texts.title, texts.opening)
        for step in texts.steps.values():
            harmless(step.request, step.body, *step.parts.values(), *(text for _, text in step.options))
    _understood(whole)


def _understood(whole: WholeLesson) -> None:
    """Every condition and verb of a lesson is read, and its first step is set up."""
    for step in whole.lesson.step:
        for one in (*step.check, *step.mistake, *step.claim):
            if one.when:
                expression.parse(one.when)
        for script in (*step.solution, *step.wrong, *step.offer):
            for verb in script.do:
                parse_verb(verb)
    Bench(whole, "en", InlineRunner())


@cache
def _terms() -> str:
    return (lessons_folder() / "glossary" / "en.md").read_text(encoding="utf-8")


def terms(luck: random.Random, folder: Path) -> None:
    """A glossary."""
    path = folder / "terms.md"
    path.write_bytes(as_bytes(luck, mutated(luck, _terms())))
    for term in parse_glossary(read(path), path.name).values():
        harmless(term.key, *term.forms, unlinked(term.text))


@cache
def _settings() -> str:
    lines = [line.removeprefix("# ") if " = " in line else line for line in template("en").splitlines()]
    return "\n".join(lines)


def settings(luck: random.Random, folder: Path) -> None:
    """The settings, as someone may have written them."""
    path = folder / "settings.toml"
    path.write_bytes(as_bytes(luck, mutated(luck, _settings())))
    chosen = Preferences(Progress(folder), path)
    if chosen.trouble:
        raise chosen.trouble
    assert chosen.keymap is not None
    assert chosen.seconds_between_figures <= 10
    assert chosen.language in {None, "en", "ko"}


@cache
def _spot() -> str:
    bench = Bench(load_folder(lessons_folder() / course().entries[0].folder), "en", InlineRunner())
    bench.apply("run epochs=1")
    return kept(bench).decode()


def spots(luck: random.Random, _folder: Path) -> None:
    """Where a learner was."""
    found = from_bytes(as_bytes(luck, twisted(luck, _spot()) if luck.randrange(2) else mutated(luck, _spot())))
    assert found is None or isinstance(found, Spot)


@cache
def _code() -> tuple[str, str]:
    run = Run(Experiment(DataRecipe("moons", {"noise": 0.1})))
    return to_text(run), f"{code.MARK}{_packed(msgspec.msgpack.encode(code.Code(to_text(run), 3, b'', b'', b'')))}"


def _packed(inner: bytes) -> str:
    packer = zlib.compressobj(9, zdict=code.KNOWN)
    return base64.urlsafe_b64encode(packer.compress(inner) + packer.flush()).decode().rstrip("=")


def codes(luck: random.Random, _folder: Path) -> None:
    """The code of a run: the line itself wrong, or what is packed in it."""
    text, whole = _code()
    if luck.randrange(2):
        read_back = code.read(mutated(luck, whole))
    else:
        odd = mutated(luck, text).encode("utf-8", "replace").decode()
        held = [odd, luck.choice([0, 3, -1, 2**62]), b"", b"", luck.randbytes(luck.choice([0, 4, 5]))]
        read_back = code.read(code.MARK + _packed(msgspec.msgpack.encode(held)))
    assert read_back.step >= 0
