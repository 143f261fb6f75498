"""Each check can fail, and passes where nothing is wrong."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from tui_dl.cli.lesson import command
from tui_dl.course.checking import check
from tui_dl.course.written import expression
from tui_dl.course.written.lesson import Lesson
from tui_dl.course.written.verbs import parse_verb

HERE = Path(__file__).parent
BROKEN = sorted(path for path in (HERE / "broken_lessons").iterdir() if path.is_dir())
SKELETONS = sorted((HERE / "skeletons").glob("*.toml"))


@pytest.mark.parametrize("folder", BROKEN, ids=lambda path: path.name)
def test_a_lesson_that_is_broken_in_one_way_is_found_out(folder: Path) -> None:
    wanted = (folder / "expect").read_text(encoding="utf-8").split()[0]
    codes = {finding.code for finding in check([folder]).findings}
    assert codes == (set() if wanted == "ok" else {wanted})


@pytest.mark.parametrize("path", SKELETONS, ids=lambda path: path.stem)
def test_the_hardest_lessons_can_be_said_in_the_format(path: Path) -> None:
    lesson = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Lesson)
    assert lesson.step
    for step in lesson.step:
        for text in [one.when for one in step.check] + [one.when for one in step.claim]:
            assert expression.parse(text).text == text
        for claim in step.claim:
            for text in claim.do:
                assert parse_verb(text).name


def test_findings_are_lines_in_either_language_and_the_exit_status_tells() -> None:
    broken = str(HERE / "broken_lessons" / "unknown_key")
    for language in ("en", "ko"):
        done = CliRunner().invoke(command, ["check", broken], obj=language)
        assert done.exit_code == 1
        assert "lesson.toml" in done.output


def test_files_that_are_no_lessons_at_all(tmp_path: Path) -> None:
    for name, content in (("empty", b""), ("binary", bytes(range(256))), ("large", b"#" * 2_000_000)):
        folder = tmp_path / name
        folder.mkdir()
        for file in ("lesson.toml", "en.md", "ko.md"):
            (folder / file).write_bytes(content)
        assert check([folder]).findings
