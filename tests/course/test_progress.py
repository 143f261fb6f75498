"""Progress: what is recorded is there the next time, whatever happens to the files."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_dl.course.learner.progress import Progress
from tui_dl.engine.problem import Problem

FACTS = st.lists(
    st.tuples(
        st.sampled_from(["layer", "hello"]),
        st.sampled_from(["look", "fewest"]),
        st.sampled_from(["answer", "passed", "hint", "at", "best", "reset"]),
        st.integers(1, 9),
        st.integers(1, 5),
    ),
    max_size=12,
)


def shaped(what: str, value: int) -> str | int | bool:
    """A value as this kind of fact has it."""
    return {"answer": str(value), "at": str(value), "passed": True}.get(what, value)


def seen(progress: Progress) -> dict:
    return {name: (one.at, one.done, one.best, one.steps) for name, one in progress.lessons.items()}


@pytest.mark.parametrize(
    ("name", "odd"),
    [("step", {}), ("lesson", 5), ("what", None), ("value", "three"), ("value", [1]), ("time", 1e999), ("time", "now")],
)
def test_a_fact_of_another_shape_is_none(tmp_path: Path, name: str, odd: object) -> None:
    good = {"lesson": "layer", "step": "fewest", "what": "hint", "value": 2, "time": 1.5}
    bad = {**good, "step": "look", name: odd}
    (tmp_path / "journal-1-x.jsonl").write_text(f"{json.dumps(bad)}\n{json.dumps(good)}\n")
    with Progress.open(tmp_path) as progress:
        assert progress.of("layer").steps["fewest"].hints == 2
        assert list(progress.lessons) == ["layer"]
        assert list(progress.of("layer").steps) == ["fewest"]
    elsewhere = Progress(tmp_path / "other")
    with pytest.raises(Problem, match="no_export"):
        elsewhere.take_in(json.dumps({"version": 1, "entries": [good, bad]}), "file")
    assert elsewhere.lessons == {}, "all of it or nothing"
    (tmp_path / "progress.json").write_text(json.dumps({"version": 1, "entries": [good, bad]}))
    with Progress.open(tmp_path) as progress:
        assert [problem.code for problem in progress.trouble] == ["progress_damaged"]


def test_what_was_recorded_is_there_the_next_time(tmp_path: Path) -> None:
    with Progress.open(tmp_path) as progress:
        progress.record("layer", "guess", "answer", "3")
        progress.record("layer", "fewest", "passed", value=True)
        progress.record("layer", "fewest", "hint", 2)
        progress.record("layer", "fewest", "at", "fewest")
        progress.record("layer", "fewest", "best", "0.986")
        progress.set_setting("language", "ko")
    again = Progress.open(tmp_path)
    lesson = again.of("layer")
    assert (lesson.at, lesson.best, lesson.done) == ("fewest", 0.986, False)
    assert lesson.steps["guess"].answer == "3"
    assert (lesson.steps["fewest"].passed, lesson.steps["fewest"].hints) == (True, 2)
    assert again.setting("language") == "ko"
    again.close()


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    with Progress.open(tmp_path / "home") as progress:
        progress.record("layer", "look", "answer", "no")
        progress.flush()
        journal = next((tmp_path / "home").glob("journal-*"))
        assert stat.S_IMODE(journal.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "home" / "progress.json").stat().st_mode) == 0o600


def test_two_instances_on_one_home_lose_nothing(tmp_path: Path) -> None:
    with Progress.open(tmp_path) as one, Progress.open(tmp_path) as other:
        one.record("layer", "look", "answer", "no")
        other.record("hello", "meet", "answer", "weights")
        one.flush()
    again = Progress.open(tmp_path)
    assert set(again.lessons) == {"layer", "hello"}
    again.close()


@settings(deadline=None, max_examples=40)
@given(facts=FACTS, cut=st.integers(0, 12))
def test_folding_is_the_same_in_any_order_and_any_number_of_times(facts: list, cut: int) -> None:
    entries = [
        {"lesson": lesson, "step": step, "what": what, "value": shaped(what, value), "time": float(time)}
        for lesson, step, what, value, time in facts
    ]
    orders = [entries, entries[::-1], entries[cut:] + entries[:cut], entries + entries]
    found = []
    for order in orders:
        progress = Progress(Path("/nowhere"))
        for entry in order:
            progress._facts.fold(entry)
        found.append(seen(progress))
    assert all(one == found[0] for one in found)


UNREADABLE = [b"", b"\x00\xff\x80", b'{"version": 1, "entr', b"[]", b'{"version": 99, "entries": []}']


@pytest.mark.parametrize("content", UNREADABLE)
def test_a_file_that_cannot_be_read_is_set_aside_and_told(tmp_path: Path, content: bytes) -> None:
    for number in (1, 2):
        (tmp_path / "progress.json").write_bytes(content)
        with Progress.open(tmp_path) as progress:
            assert next(problem.code for problem in progress.trouble) in {"progress_damaged", "progress_newer"}
        assert (tmp_path / f"progress.damaged-{number}.json").read_bytes() == content


def test_half_a_line_at_a_journals_end_is_left_out(tmp_path: Path) -> None:
    whole = json.dumps({"lesson": "layer", "step": "look", "what": "answer", "value": "no", "time": 1.0})
    (tmp_path / "journal-1-a.jsonl").write_text(f"{whole}\n{whole[:20]}", encoding="utf-8")
    with Progress.open(tmp_path) as progress:
        assert progress.of("layer").steps["look"].answer == "no"
    assert not list(tmp_path.glob("journal-*"))


def test_without_a_home_the_program_goes_on_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    with Progress.open(tmp_path / "home") as progress:
        assert [problem.code for problem in progress.trouble] == ["home_unwritable"]
        progress.record("layer", "look", "answer", "no")
        progress.flush()
        assert progress.of("layer").steps["look"].answer == "no"


def test_a_killed_program_loses_nothing_that_was_flushed() -> None:
    code = (
        "import sys; from pathlib import Path; from tui_dl.course.learner.progress import Progress\n"
        "p = Progress.open(Path(sys.argv[1])); p.record('layer', 'look', 'answer', 'no'); p.flush()\n"
        "print('there', flush=True); sys.stdin.read()"
    )
    with TemporaryDirectory() as folder:
        program = subprocess.Popen(
            [sys.executable, "-c", code, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert program.stdout.readline() == "there\n"
        program.kill()
        program.communicate()
        with Progress.open(Path(folder)) as progress:
            assert progress.of("layer").steps["look"].answer == "no"


def test_what_is_forgotten_stays_forgotten_in_every_instance(tmp_path: Path) -> None:
    with Progress.open(tmp_path) as first:
        first.record("layer", "fewest", "best", 0.99)
        first.record("hello", "guess", "answer", "weights")
        with Progress.open(tmp_path) as other:
            first.flush()
            other.reset("layer")
            other.record("layer", "fewest", "best", 0.5)
    with Progress.open(tmp_path) as again:
        assert again.of("layer").best == 0.5, "not the better one from before"
        assert again.of("hello").steps["guess"].answer == "weights"


def test_moved_to_another_machine_and_merged(tmp_path: Path) -> None:
    with Progress.open(tmp_path / "old") as old:
        old.record("layer", "fewest", "best", 0.99)
        text = old.as_text()
    with Progress.open(tmp_path / "new") as new:
        new.record("layer", "fewest", "best", 0.7)
        new.record("hello", "guess", "answer", "weights")
        assert new.take_in(text, "file") == 1
        assert new.take_in(text, "file") == 0, "a second time nothing is news"
    with Progress.open(tmp_path / "new") as again:
        assert again.of("layer").best == 0.99
        assert again.of("hello").steps["guess"].answer == "weights"


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"version": 1}', '{"version": 99, "entries": []}', "[" * 9999]
)
def test_what_is_no_export_is_refused_and_changes_nothing(tmp_path: Path, text: str) -> None:
    with Progress.open(tmp_path) as progress:
        progress.record("layer", "fewest", "best", 0.7)
        with pytest.raises(Problem):
            progress.take_in(text, "file")
        assert progress.of("layer").best == 0.7


def test_a_disk_that_takes_a_part_of_a_line_and_later_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room, real = [30], os.write

    def short(file: int, content: bytes) -> int:
        if not room[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = real(file, bytes(content)[: room[0]])
        room[0] -= written
        return written

    progress = Progress.open(tmp_path)
    monkeypatch.setattr("tui_dl.course.learner.journal.os.write", short)
    progress.record("layer", "look", "answer", "first")
    progress.flush()
    assert [one.code for one in progress.untold()] == ["home_unwritable"]
    assert progress.untold() == [], "it is told once"
    room[0] = 10_000
    progress.record("layer", "other", "answer", "second")
    progress.flush()
    again = Progress.open(tmp_path)
    steps = again.of("layer").steps
    assert (steps["look"].answer, steps["other"].answer) == ("first", "second")
    again.close()
    progress.close()


def test_what_is_done_after_the_clock_jumped_back_is_later_all_the_same(tmp_path: Path, monkeypatch) -> None:
    with Progress.open(tmp_path) as progress:
        progress.record("layer", "look", "answer", "first")
        monkeypatch.setattr("tui_dl.course.learner.progress.time.time", lambda: 1.0)
        progress.record("layer", "look", "answer", "second")
        progress.record("layer", "look", "answer", "first")
    with Progress.open(tmp_path) as again:
        assert again.of("layer").steps["look"].answer == "first"
        again.record("layer", "look", "answer", "third")
    with Progress.open(tmp_path) as again:
        assert again.of("layer").steps["look"].answer == "third"


def test_half_a_character_in_a_file_keeps_nothing_from_being_saved(tmp_path: Path) -> None:
    entry = {"lesson": "layer", "step": "look", "what": "answer", "value": "\ud800", "time": 1.0}
    (tmp_path / "journal-1-x.jsonl").write_text(json.dumps(entry), encoding="utf-8")
    with Progress.open(tmp_path) as progress:
        assert progress.of("layer").steps["look"].answer is not None
    assert json.loads((tmp_path / "progress.json").read_text("utf-8"))["entries"][0]["value"] == "?"
