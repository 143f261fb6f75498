"""Evidence: what was done is confirmed, what was made up is not; each student has data of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec
import pytest

from tui_dl.course.bench import Bench
from tui_dl.course.checks.workshop import opened
from tui_dl.course.learner import evidence, verifying
from tui_dl.course.learner.notes import Notes
from tui_dl.course.learner.progress import Progress
from tui_dl.course.learner.students import (
    SEED,
    STUDENT,
    candidates,
    checked,
    is_solvable,
    is_theirs,
    pick,
    seed_of,
    settling,
    truths_hold,
)
from tui_dl.course.written.loader import load_lesson
from tui_dl.engine.problem import Problem
from tui_dl.session.run import from_text, to_text
from tui_dl.session.runner import InlineRunner

if TYPE_CHECKING:
    from tui_dl.course.learner.evidence import Evidence

LESSON, STEP = "layer", "fewest"


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory) -> Evidence:
    """One task of a lesson, done by a student."""
    whole = load_lesson(LESSON)
    with Progress.open(tmp_path_factory.mktemp("home")) as progress:
        progress.set_setting(STUDENT, "s1")
        progress.set_setting(f"{SEED}{LESSON}", str(pick(whole, "s1")))
        bench, notes = Bench(whole, "en", InlineRunner(), None, seed_of(progress, LESSON)), Notes(progress)
        bench.enter(next(at for at, step in enumerate(whole.lesson.step) if step.id == STEP))
        for verb in bench.step.solution[0].do:
            bench.apply(verb)
            notes.take(bench)
        assert bench.passed
        return evidence.gather(progress, lambda _name: None)


def with_entry(record: Evidence, what: str, **changes: object) -> Evidence:
    """The record with its entry of a kind changed, and chained anew as a forger would."""
    entries = [msgspec.structs.replace(one, **(changes if one.what == what else {})) for one in record.entries]
    return msgspec.structs.replace(record, entries=tuple(evidence._chained(entries, record.student)))


def status(record: Evidence) -> tuple[str, int | None]:
    (verdict,) = verifying.verify(record)
    return verdict.status, verdict.at


def test_what_was_done_is_confirmed(handed_in: Evidence) -> None:
    again = evidence.from_text(evidence.to_text(handed_in).encode(), "file")
    assert again == handed_in
    assert evidence.broken_at(again) is None
    assert status(again) == (verifying.CONFIRMED, None)


@pytest.mark.parametrize("place", [0, 1])
def test_a_changed_entry_breaks_the_chain(handed_in: Evidence, place: int) -> None:
    entries = list(handed_in.entries)
    entries[place] = msgspec.structs.replace(entries[place], time=entries[place].time + 1)
    assert evidence.broken_at(msgspec.structs.replace(handed_in, entries=tuple(entries))) == place
    left_out = (*handed_in.entries[:place], *handed_in.entries[place + 1 :])
    changed = msgspec.structs.replace(handed_in, entries=left_out)
    assert evidence.broken_at(changed) == (place if place < len(left_out) else None)


def test_numbers_that_were_made_up_differ_where_they_do(handed_in: Evidence) -> None:
    entry = next(one for one in handed_in.entries if one.what == "run")
    course = list(entry.course)
    course[7] = msgspec.structs.replace(course[7], value=course[7].value / 2)
    assert status(with_entry(handed_in, "run", course=tuple(course))) == (verifying.DIFFERS, course[7].step)
    assert status(with_entry(handed_in, "run", course=())) == (verifying.DIFFERS, 0)


def test_from_another_machine_a_later_difference_is_chaos_and_an_early_one_is_not(handed_in: Evidence) -> None:
    course = list(next(one for one in handed_in.entries if one.what == "run").course)
    far = msgspec.structs.replace(handed_in, machine="another")
    for place, wanted in ((7, verifying.ELSEWHERE), (1, verifying.DIFFERS)):
        changed = list(course)
        changed[place] = msgspec.structs.replace(changed[place], value=changed[place].value + 0.1)
        assert status(with_entry(far, "run", course=tuple(changed))) == (wanted, course[place].step)


def test_a_run_that_does_not_reach_the_goal_or_is_not_of_the_step(handed_in: Evidence) -> None:
    run = from_text(str(next(one for one in handed_in.entries if one.what == "run").value))

    def forged(**changes: object) -> str:
        experiment = msgspec.structs.replace(run.experiment, **changes)
        made = msgspec.structs.replace(run, experiment=experiment)
        text = to_text(made)
        course = evidence.course_of(verifying.from_its_text(text, 1))
        return status(with_entry(handed_in, "run", value=text, course=course))[0]

    model = run.experiment.model
    assert forged(model=msgspec.structs.replace(model, hidden=())) == verifying.MISSED
    assert forged(model=msgspec.structs.replace(model, hidden=(64, 64, 64))) == verifying.FOREIGN
    assert forged(seed=run.experiment.seed + 1) == verifying.OTHER_SEED
    assert forged(data=msgspec.structs.replace(run.experiment.data, make="blobs", parameters={})) == verifying.FOREIGN
    assert status(with_entry(handed_in, "run", value="{}"))[0] == verifying.UNREADABLE
    assert status(with_entry(handed_in, "run", lesson="nowhere"))[0] == verifying.UNREADABLE


def test_each_student_has_seeds_of_their_own_that_can_be_solved() -> None:
    whole = load_lesson(LESSON)
    one, other = pick(whole, "1"), pick(whole, "2")
    assert one != other
    assert {one} <= set(candidates("1", LESSON))
    with opened(whole) as shop:
        assert is_solvable(shop, one)


def test_a_seed_at_which_the_solution_fails_is_skipped(monkeypatch) -> None:
    first, second, *_ = candidates("s", LESSON)
    monkeypatch.setattr("tui_dl.course.learner.students.is_solvable", lambda _shop, seed: seed != first)
    assert pick(load_lesson(LESSON), "s") == second
    monkeypatch.setattr("tui_dl.course.learner.students.truths_hold", lambda _shop, seed: seed != second)
    assert pick(load_lesson(LESSON), "s") == candidates("s", LESSON)[2]
    monkeypatch.setattr("tui_dl.course.learner.students.is_solvable", lambda _shop, _seed: False)
    assert pick(load_lesson(LESSON), "s") == load_lesson(LESSON).lesson.seed


def test_a_seed_at_which_a_question_would_have_another_answer_is_skipped() -> None:
    """At this seed the tree does find the quarters in its first two splits, which the lesson says it does not."""
    whole = load_lesson("tree")
    assert [step.id for step in settling(whole)] == ["guess", "one", "more", "end", "first", "astray"]
    with opened(whole) as shop:
        assert truths_hold(shop, whole.lesson.seed)
        assert not truths_hold(shop, 329368547)


def test_a_seed_is_a_students_own_if_it_is_tried_for_them(monkeypatch) -> None:
    whole = load_lesson("tree")
    assert all(is_theirs(whole, "s", seed) for seed in candidates("s", "tree"))
    assert not is_theirs(whole, "t", candidates("s", "tree")[0])
    for picked, theirs in ((whole.lesson.seed, True), (candidates("s", "tree")[0], False)):
        monkeypatch.setattr("tui_dl.course.learner.students.pick", lambda _whole, _student, seed=picked: seed)
        assert is_theirs(whole, "s", whole.lesson.seed) == theirs, "the lesson's own, where none of those would do"


@pytest.mark.parametrize("number", ["", " ", "a/b", "x" * 41, "a\x1b[2J"])
def test_no_student_number(number: str) -> None:
    with pytest.raises(Problem):
        checked(number)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b"[" * 100_000])
def test_what_is_no_evidence_is_refused(content: bytes) -> None:
    with pytest.raises(Problem) as told:
        evidence.from_text(content, "file")
    assert told.value.code == "no_evidence"


def test_a_newer_version_is_refused(handed_in: Evidence) -> None:
    newer = json.loads(evidence.to_text(handed_in)) | {"version": 2}
    with pytest.raises(Problem):
        evidence.from_text(json.dumps(newer).encode(), "file")
