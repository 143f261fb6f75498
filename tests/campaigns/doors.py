"""The doors by which something from outside comes in, each tried with one input; only a `Problem` may come back."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
from functools import cache
from typing import TYPE_CHECKING

import click

from tests.campaigns.inputs import NASTY, as_bytes, mutated, twisted
from tests.campaigns.own_files import codes, lessons, settings, spots, terms
from tests.campaigns.telling import told
from tui_dl.cli import commands
from tui_dl.course.bench import Bench
from tui_dl.course.learner import evidence
from tui_dl.course.learner.progress import Progress
from tui_dl.course.written import expression
from tui_dl.course.written.loader import load_lesson
from tui_dl.course.written.verbs import parse_verb
from tui_dl.data.own.preview import preview
from tui_dl.data.recipe import DataRecipe, TableFile
from tui_dl.data.transforms import parse as parse_transform
from tui_dl.engine.divergence import Diverged
from tui_dl.session.experiment import Experiment
from tui_dl.session.knobs import KNOBS, parse
from tui_dl.session.live import LiveRun
from tui_dl.session.run import Run, RunChange, from_text, to_text
from tui_dl.session.runner import InlineRunner
from tui_dl.ui.thrift.line import TolerantParser

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

VERBS = (
    "set hidden=[4,4] noise=0.1",
    "run epochs=3",
    "fit all",
    "answer 3 sure",
    "edit layer1.w[1,2] 0.5",
    "mask 1.2 zero",
)
TRANSFORMS = ("rotate 40", "shift columns=1,2 by=1.5", "flip_labels share=0.1 parts=train", "classes 0..4")
CONDITIONS = (
    "validation.accuracy >= 0.95 and hidden_layers == 1",
    "ever(validation.accuracy > 0.75) or not did.run",
    "abs(train.loss - validation.loss) <= 0.02 * epochs / steps",
    "max(validation.accuracy, where=epochs >= 3) > min(1, 2) and 'tanh' == activation",
)
RUN = to_text(Run(Experiment(DataRecipe("moons", {"noise": 0.1})), (RunChange(3, "learning_rate", 0.1),)))
TABLE = "\n".join(["x;city;class", *(f"{at},5;{'ab'[at % 2]};{['no', 'yes'][at % 2]}" for at in range(30))])
FACTS = json.dumps(
    {
        "version": 1,
        "entries": [
            {"lesson": "layer", "step": "fewest", "what": what, "value": value, "time": 1.5}
            for what, value in (("answer", "3"), ("best", 0.9), ("hint", 2), ("reset", True), ("run", RUN))
        ],
    }
)
LINES = (
    "train circles --hidden 4 --epochs 1 --json",
    "train away/none.csv --target x",
    "--lang ko lesson list",
    "lesson check away/nowhere",
    "import away/none.json",
    "verify away/none.json",
    "export away/x/y.json",
    "reset layer --help",
    "paths --json",
)
KEYS = (
    "\x1b[<0;10;10M",
    "\x1b[<65;1;1m",
    "\x1b[200~text\x1b[201~",
    "\x1b[1;5C",
    "\x1b[97;5u",
    "\x1bOP",
    "\x1b[?1;2c",
    "ㄱ",
    "n",
)


def verbs(luck: random.Random, _folder: Path) -> None:
    """Verbs, transforms and knobs, as text."""
    choice = luck.randrange(3)
    if choice == 0:
        parse_verb(mutated(luck, luck.choice(VERBS)))
    elif choice == 1:
        parse_transform(mutated(luck, luck.choice(TRANSFORMS)))
    else:
        parse(luck.choice([*KNOBS, mutated(luck, "noise")]), mutated(luck, luck.choice(["8,8", "0.1", "tanh", "3"])))


@cache
def _scope() -> object:
    bench = Bench(load_lesson("layer"), "en", InlineRunner())
    bench.apply("run epochs=5")
    return bench.scope()


def conditions(luck: random.Random, _folder: Path) -> None:
    """A lesson's condition, parsed and evaluated after a run."""
    expression.parse.cache_clear()
    expression.parse(mutated(luck, luck.choice(CONDITIONS))).holds(_scope())


def runs(luck: random.Random, _folder: Path) -> None:
    """A run as text; where it is still one, its first steps are taken."""
    live = LiveRun(from_text(twisted(luck, RUN) if luck.randrange(2) else mutated(luck, RUN)))
    live.begin()
    with contextlib.suppress(Diverged):
        live.advance(3)


def facts(luck: random.Random, folder: Path) -> None:
    """What was exported elsewhere; now and then, the files themselves."""
    text = mutated(luck, FACTS) if luck.randrange(2) else twisted(luck, FACTS)
    if luck.randrange(20):
        Progress(folder).take_in(text, "file")
        return
    home = folder / "home"
    home.mkdir(exist_ok=True)
    (home / "progress.json").write_bytes(as_bytes(luck, text))
    (home / "journal-1-x.jsonl").write_bytes(as_bytes(luck, mutated(luck, FACTS.replace("{", "\n{"))))
    with Progress.open(home) as progress:
        for lesson in progress.lessons.values():
            assert lesson.steps is not None
        for problem in progress.trouble:
            told(problem)
    for path in home.iterdir():
        path.unlink()


def tables(luck: random.Random, folder: Path) -> None:
    """A table of one's own."""
    path = folder / "t.csv"
    path.write_bytes(as_bytes(luck, mutated(luck, TABLE)))
    seen = preview(TableFile(str(path), luck.choice(["class", "x", "city"])))
    shown = [text for column in seen.columns for text in (column.name, *column.examples)]
    assert all(text.isprintable() for text in shown), shown
    for problem in (*seen.problems, *seen.warnings):
        told(problem)


def records(luck: random.Random, _folder: Path) -> None:
    """Evidence that was handed in."""
    made = evidence.Evidence(1, "s", {}, "m", "2", (evidence.Entry("layer", "x", "run", RUN, 1.0, (), "0"),))
    text = evidence.to_text(made)
    text = mutated(luck, text) if luck.randrange(2) else twisted(luck, text)
    evidence.broken_at(evidence.from_text(as_bytes(luck, text), "file"))


def lines(luck: random.Random, folder: Path) -> None:
    """A command line, in the campaign's folder: a torn path leads to no file of somebody else's."""
    words = shlex.split(luck.choice(LINES))
    for _ in range(luck.randint(1, 2)):
        place = luck.randrange(len(words))
        extra = luck.choice([luck.choice(NASTY), mutated(luck, words[place], 2)])
        words[place : place + luck.randrange(2)] = [extra]
    if not luck.randrange(3):
        words.append(luck.choice(["--epochs", "-x", "", "--set", "l2=0.1"]))
    words = [
        os.fsdecode(word.replace("\0", "").encode("utf-8", "surrogatepass")) for word in words
    ]  # as a shell gives them
    if is_too_long(words):
        return
    spoken: list[str] = []
    with contextlib.suppress(SystemExit, click.exceptions.Exit), contextlib.ExitStack() as quiet:
        quiet.enter_context(
            contextlib.redirect_stdout(folder.joinpath("out").open("w", encoding="utf-8", errors="replace"))
        )
        quiet.enter_context(
            contextlib.redirect_stderr(folder.joinpath("err").open("w", encoding="utf-8", errors="replace"))
        )
        commands.invoke(words, spoken)


def is_too_long(words: list[str]) -> bool:
    """Whether a line would train for long, open the app, check the course or write where it is told to: no mistake."""
    plain = [word for word in words if not word.startswith("-")]
    if not plain or plain[0] not in {"train", "lesson", "import", "verify", "export", "reset", "paths"}:
        return True
    if plain[0] == "train":
        return "1" not in words or any(char in word for word in words[2:] for char in "023456789"[5:])
    return plain[0] in {"lesson", "export", "reset"} and len(plain) < 3


@cache
def _parser() -> TolerantParser:
    return TolerantParser()


def keys(luck: random.Random, _folder: Path) -> None:
    """What a terminal may send: keys, broken reports, torn pastes."""
    text = mutated(luck, "".join(luck.choices(KEYS, k=3))).encode("utf-8", "replace").decode()
    if text:  # nothing at all is the end of the line
        assert all(event is not None for event in _parser().feed(text))


DOORS: dict[str, tuple[int, Callable[[random.Random, Path], None]]] = {  # with how many of a hundred inputs each gets
    "verbs": (26, verbs),
    "conditions": (20, conditions),
    "keys": (20, keys),
    "runs": (10, runs),
    "codes": (4, codes),
    "facts": (6, facts),
    "records": (4, records),
    "tables": (3, tables),
    "lessons": (2, lessons),
    "lines": (2, lines),
    "settings": (1, settings),
    "spots": (1, spots),
    "terms": (1, terms),
}
