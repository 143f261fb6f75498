"""What the lessons train: data, network, batch and optimizer of each, read from the lesson files."""

from __future__ import annotations

from dataclasses import dataclass, field

import peers  # first: it sets the number of threads before NumPy is imported
from peers import Case, np

from tui_dl.course.recipes import experiment_of
from tui_dl.course.written.loader import course, load_lesson
from tui_dl.engine.network import Network
from tui_dl.engine.searches import SEARCHES
from tui_dl.session.experiment import NetworkModel
from tui_dl.session.position import Position
from tui_dl.session.run import Run


@dataclass(frozen=True)
class LessonCase(Case):
    """A lesson's first network that has gradients, on the lesson's own rows."""

    lesson: str = ""
    position: Position = field(kw_only=True, compare=False)

    @property
    def loss(self) -> str:
        return self.position.loss

    def points(self) -> tuple[np.ndarray, np.ndarray]:
        train = self.position.dataset.train
        kind = np.float32 if self.loss == "mse" else np.intp
        return train.inputs.astype(np.float32), train.targets.astype(kind)

    def network(self) -> Network:
        network = Network(self.sizes, self.position.network.activations)
        network.parameters[:] = self.position.network.parameters
        return network


def lesson_cases() -> list[LessonCase]:
    """One for each lesson that trains a network as the peers can: bent alike, SGD or Adam, nothing else."""
    return [case for entry in course().entries if (case := _case(entry.id)) is not None]


def _case(lesson: str) -> LessonCase | None:
    whole = load_lesson(lesson).lesson
    for step in whole.step:
        experiment = experiment_of(whole, step, whole.seed)
        model = experiment.model
        if not isinstance(model, NetworkModel) or model.optimizer in SEARCHES:
            continue
        position = Position(Run(experiment))
        if model.optimizer not in {"sgd", "adam"} or len(set(position.network.activations)) > 1:
            continue
        return LessonCase(
            position.network.sizes,
            next(iter(position.network.activations), "linear"),
            len(position.dataset.train),
            min(model.batch_size, len(position.dataset.train)),
            model.optimizer,
            model.learning_rate,
            lesson,
            position=position,
        )
    return None


__all__ = ["LessonCase", "lesson_cases", "peers"]
