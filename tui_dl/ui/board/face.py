"""What the lesson screen says, as text: computed from the bench, drawn by the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.course import goals
from tui_dl.course.filling import fill
from tui_dl.course.laboratory import LABORATORY
from tui_dl.course.moment import knob_now
from tui_dl.course.written import expression
from tui_dl.session.experiment import ClassicModel, NetworkModel
from tui_dl.session.knobs import KNOBS, value_of
from tui_dl.session.state import ENDED, IDLE, RUNNING
from tui_dl.ui.board import open_bench
from tui_dl.ui.board.arrangement import NARROW
from tui_dl.ui.prose import plain
from tui_dl.words import numbers, say

if TYPE_CHECKING:
    from typing import Any

    from tui_dl.course.bench import Bench
    from tui_dl.session.state import RunState


def knobs_of(bench: Bench) -> tuple[str, ...]:
    """The knobs that the step needs; where all stand open, those that matter most."""
    if open_bench.is_open(bench):
        noise = ("noise",) if value_of(bench.experiment, "noise") is not None else ()
        own = [name for name in bench.step.show if KNOBS[name].kind == "set"]
        return (*open_bench.front(bench.experiment.model), "seed", *noise, *own)
    return tuple(name for name in bench.step.show if name in KNOBS)


def keys_of(bench: Bench, *, reading: bool) -> str:
    """Which keys are worth naming; of what is fitted in one go none that train step by step."""
    kind = "sandbox" if bench.in_sandbox else "read" if reading else "task"
    if bench.lesson.id == LABORATORY:
        kind = "lab"
    fitted = not isinstance(bench.experiment.model, NetworkModel)
    return {"task": "fit", "sandbox": "fit_sandbox", "lab": "fit_lab"}.get(kind, kind) if fitted else kind


def answers_at_once(bench: Bench) -> bool:
    """Whether a turned knob is followed by an answer, and not by training that has to be asked for."""
    return not isinstance(bench.experiment.model, NetworkModel)


def knob_value(bench: Bench, name: str) -> Any:
    """What the knob shows: of a network's run under way, else of the next; quick presses add up while a fit goes on."""
    if name in open_bench.CHOSEN:
        return open_bench.chosen(bench, name)
    trains = bench.state.status == RUNNING and not answers_at_once(bench)
    value = knob_now(bench.state, name) if trains else value_of(bench.experiment, name)
    if value is None and bench.state.fit is not None and bench.state.run.experiment == bench.experiment:
        return bench.state.fit.details.get(name)  # what was left open came to a number
    return value


def figures_of(bench: Bench) -> tuple[str, ...]:
    """Figures put in front by the step; in a sandbox every figure of the model, the lesson's first."""
    model = bench.experiment.model
    if open_bench.is_open(bench):
        front = bench.step.view if bench.step.kind == "sandbox" else ()
        return tuple(dict.fromkeys((*front, *open_bench.every_figure(model, bench.state.dataset))))
    added: tuple[str, ...] = ()
    if bench.step.kind == "task" and isinstance(model, ClassicModel):
        added = ("region", "baselines")
    elif bench.step.kind == "task" and isinstance(model, NetworkModel):
        added = ("loss", "region", "weights", "baselines")
    shown = (name for name in added if name != "region" or open_bench.has_region(bench.state.dataset))
    return tuple(dict.fromkeys((*bench.step.view, *shown)))


def tabs(bench: Bench, first: str = "read") -> list[str]:
    """Names of the tabs of a narrow screen: read (or knobs), then the figures of each."""
    names = [figure_name(one, bench.language) for one in figures_of(bench)]
    pairs = [", ".join(names[at : at + NARROW]) for at in range(0, len(names), NARROW)]
    return [say(bench.language, f"ui.tab_{first}"), *pairs]


def figure_name(figure: str, language: str) -> str:
    """What a figure is called where there is room for a word or two."""
    return say(language, f"figure_name.{figure.replace('-', '_')}")


def body(bench: Bench) -> str:
    """The step's words, filled in; the lesson's opening before the first."""
    texts = bench.texts
    opening = bench.whole.texts[bench.language].opening if bench.index == 0 else ""
    return fill(bench, "\n\n".join(part for part in (opening, texts.body) if part))


def replies(bench: Bench) -> str:
    """What is said to the answer."""
    said = [bench.texts.parts[part] for part in goals.reply(bench, bench.step)]
    return fill(bench, "\n\n".join(said))


def labels(bench: Bench) -> dict[str, str]:
    """The goals' labels."""
    return {check.id: plain(bench.texts.parts.get(f"check.{check.id}", check.id)) for check in bench.step.check}


def offers(bench: Bench) -> dict[str, str]:
    """What the step's buttons say."""
    told = {offer.id: bench.texts.parts.get(f"offer.{offer.id}", offer.id) for offer in bench.step.offer}
    return {name: plain(fill(bench, text)) for name, text in told.items()}


def request(bench: Bench) -> str:
    """The task in one line, with the prediction that it settles."""
    asked = bench.texts.request
    before = bench.lesson.step[bench.index - 1] if bench.index else None
    if before is not None and before.settled_by == bench.step.id and bench.memory[before.id].answer:
        answer = fill(bench, f"{{answer@{before.id}}}")
        asked += f"   {say(bench.language, 'ui.you_said', answer=answer)}"
    return plain(asked)


def status(bench: Bench, state: RunState) -> list[str]:
    """The numbers that matter: where the run is; loss and score of both parts."""
    language = bench.language
    last, model = state.last, state.run.experiment.model
    if bench.sweep is not None:
        return [say(language, "ui.sweeping", done=bench.sweep.done, total=len(bench.sweep.states))]
    if last is None and goals.unanswered(bench) and state.status == IDLE and not bench.in_sandbox:
        return [say(language, f"ui.how_to_{bench.step.kind}")]
    if last is None:
        return [say(language, "ui.idle" if state.status == IDLE else f"ui.status_{state.status}")]
    score = "accuracy" if last.validation.accuracy is not None else "r2"
    fields = {
        "name": say(language, f"ui.{score}"),
        "train_score": numbers.score(getattr(last.train, score) or 0.0),
        "validation_score": numbers.score(getattr(last.validation, score) or 0.0),
    }
    if not isinstance(model, NetworkModel):
        return [say(language, "ui.numbers_rule", **fields)]
    losses = {"train": numbers.loss(last.train.loss or 0.0), "validation": numbers.loss(last.validation.loss or 0.0)}
    limit = knob_now(state, "epoch_limit")
    epoch = say(language, "ui.epoch", epoch=last.epoch, limit=limit)
    where = f"{epoch}   {say(language, f'ui.status_{state.status}')}"
    return [where, say(language, "ui.numbers", **losses, **fields)]


def news_of_end(bench: Bench) -> str:
    """What an ended run has to say for itself."""
    state, language = bench.state, bench.language
    if state.failure is not None:
        return say(language, f"problem.{state.failure[0]}", **state.failure[1])
    if state.status != ENDED:
        return ""
    if state.stopped == "diverged" and state.divergence is not None:
        return say(language, "ui.diverged", epoch=state.divergence.epoch, layer=state.divergence.layer)
    return say(language, f"ui.stopped_{state.stopped}") if state.stopped in {"target", "patience"} else ""


def mistake(bench: Bench) -> str:
    """What is said while the goal is not reached."""
    found = goals.mistake(bench)
    text = bench.texts.parts.get(f"mistake.{found}", "") if found else ""
    return fill(bench, text)


def verdict(bench: Bench) -> str:
    """What is said when a run pauses or ends."""
    if bench.in_sandbox or bench.step.kind != "task" or bench.script:
        return ""
    return say(bench.language, "ui.passed") if bench.passed else mistake(bench)


def hint(bench: Bench) -> str:
    """The latest hint, or that there are none."""
    taken = bench.now.hints
    if not taken:
        return no_more_hints(bench)
    return say(bench.language, "ui.hint", number=taken) + fill(bench, bench.texts.parts.get(f"hint{taken}", ""))


def no_more_hints(bench: Bench) -> str:
    """What is said where all hints are taken."""
    return say(bench.language, "ui.no_hint" if bench.step.solution else "ui.no_hint_no_solution")


def goal_score(bench: Bench) -> float | None:
    """The validation score that is asked for, if any."""
    for check in bench.step.check:
        comparison = expression.first_comparison(expression.parse(check.when).tree)
        if comparison and check.when.startswith("validation.accuracy"):
            return comparison[2]
    return None
