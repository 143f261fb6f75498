"""Verbs that lead through a lesson: answers, hints, buttons, the sandbox, on and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.course import goals, path
from tui_dl.course.written.verbs import Verb, parse_verb
from tui_dl.engine.problem import Problem
from tui_dl.session import protocol

if TYPE_CHECKING:
    from tui_dl.course.bench import Bench

SURENESS = {"sure": True, "unsure": False}


def answer(bench: Bench, verb: Verb) -> None:
    """`answer OPTION` or `answer NUMBER`; with `sure` or `unsure` behind it, where that is asked.

    Raises:
        Problem: It is no answer to this step.
    """
    step, given, *sureness = bench.step, *verb.words
    if sureness and sureness[0] not in SURENESS:
        raise Problem("bad_answer", got=sureness[0], known=", ".join(SURENESS))
    if step.kind == "choose":
        if given.isdecimal() and 1 <= int(given) <= len(step.options):
            given = step.options[int(given) - 1]
        if given not in step.options:
            raise Problem("bad_answer", got=given, known=", ".join(step.options))
    elif step.kind == "number":
        low, high = step.range or (-1e9, 1e9)
        try:
            value = float(given)
        except ValueError:
            value = float("nan")
        if not low <= value <= high:
            raise Problem("bad_number", got=given, low=f"{low:g}", high=f"{high:g}")
        given = f"{value:g}"
    else:
        raise Problem("no_question")
    bench.now.answer = given
    bench.now.sure = SURENESS[sureness[0]] if sureness else None


def do_offer(bench: Bench, verb: Verb) -> None:
    """`do NAME`: one of the step's buttons, by its id or its number.

    Raises:
        Problem: There is none.
    """
    offers, given = bench.step.offer, verb.words[0]
    if given.isdecimal() and 1 <= int(given) <= len(offers):
        given = offers[int(given) - 1].id
    offer = next((one for one in offers if one.id == given), None)
    if offer is None:
        raise Problem("bad_answer", got=given, known=", ".join(one.id for one in offers) or "-")
    bench.rest(protocol.Pause())
    bench.now.did.add(offer.id)
    bench.script = [*map(parse_verb, offer.do), *bench.script]


def sandbox(bench: Bench, _verb: Verb) -> None:
    """Leave the step for its sandbox."""
    if bench.in_sandbox:
        return
    bench.now.did.add("sandbox")
    _settle(bench)
    bench.set_aside()
    bench.in_sandbox = True


def back(bench: Bench, _verb: Verb | None = None) -> None:
    """Return from the sandbox to the very same spot."""
    if not bench.in_sandbox:
        return
    _settle(bench)
    bench.now.did.add("back")
    bench.take_back()
    bench.in_sandbox = False


def _settle(bench: Bench) -> None:
    bench.rest(protocol.Pause())


def hint(bench: Bench, _verb: Verb) -> None:
    """One rung more."""
    bench.now.hints = min(bench.now.hints + 1, bench.step.hints)


def go_on(bench: Bench, _verb: Verb) -> None:
    """The next step; while a goal is not reached, first what is missing. That a question stays open is noted."""
    missing, is_open = goals.mistake(bench), goals.unanswered(bench)
    if missing and not bench.now.warned:
        bench.now.warned = True
        bench.note = "mistake"
    elif (after := path.beside(bench, 1)) is not None:
        bench.enter(after)
        bench.note = "question_open" if is_open else ""


def go_back(bench: Bench, _verb: Verb) -> None:
    """The step before."""
    before = path.beside(bench, -1)
    if before is not None:
        bench.enter(before)


def solution(bench: Bench, _verb: Verb) -> None:
    """The step's stored solution, verb by verb."""
    if bench.step.solution:
        bench.script = [parse_verb(text) for text in bench.step.solution[0].do]


def begin_again(bench: Bench) -> None:
    """This step as it was at first: no runs, no hints, no training; what was reached stays."""
    back(bench)
    bench.rest(protocol.Stop())
    memory = bench.now
    memory.runs, memory.last_run, memory.hints, memory.warned = [], None, 0, False
    bench.own = False
    if bench.step.start == "carry":
        bench.show(bench.idle(bench.state.run.experiment))
    bench.enter(bench.index)
