"""How sure a model is over the plane: what its shades stand for, and the same in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui_dl.figures.palette import palette
from tui_dl.figures.surety import SURE, UNSURE
from tui_dl.views.models import beliefs_over_the_plane, over_the_plane
from tui_dl.words import say

if TYPE_CHECKING:
    from tui_dl.data.dataset import Dataset
    from tui_dl.figures.figure import Look
    from tui_dl.views.keys import Item
    from tui_dl.views.models import Answers

EVEN = 0.5  # the probability of class 1 at which two classes are equally likely
BETWEEN = "░▓"  # what two classes have without colour between sure and sure
SIDE = 48  # of the grid that is counted for the words
PERCENT = round(100 * SURE)


def items(told: list[Answers], data: Dataset, look: Look, others: list[Item]) -> list[Item]:
    """`others` and the keys of shades; those of many classes stand first, since their edge is a number."""
    keys = [key(data, look)] if any(answers.believe for answers in told) else []
    flat = [] if all(answers.believe for answers in told) else [_key("figure.no_surety", look)]
    return [*others, *keys, *flat] if data.task == "binary" else [*keys, *others, *flat]


def key(data: Dataset, look: Look) -> Item:
    """What the shades of a model with probabilities stand for."""
    full = look.colour and not look.ascii
    if data.task == "binary":
        return _key("figure.paler", look) if full else _key("figure.less_sure", look, BETWEEN)
    return _key("figure.sure" if full else "figure.unsure", look)


def votes_key(look: Look) -> Item:
    """The same where the trees of a forest vote on many classes."""
    return _key("figure.many_votes" if look.colour and not look.ascii else "figure.few_votes", look)


def _key(sentence: str, look: Look, mark: str = UNSURE) -> Item:
    return say(look.language, sentence, mark=mark, percent=PERCENT), palette(look).faint


def twin(answers: Answers, data: Dataset, language: str) -> str:
    """On how much of the plane it is sure; of two classes, on how much it answers the second, too."""
    said = []
    believed = beliefs_over_the_plane(answers, data, SIDE, SIDE)
    if data.task == "binary":
        classes = believed[0] if believed else over_the_plane(answers, data, SIDE, SIDE) > EVEN
        said.append(say(language, "figure.share_twin", percent=round(100 * float((classes == 1).mean()))))
    if believed is None:
        said.append(say(language, "figure.no_surety_twin"))
    else:
        share = round(100 * float((believed[1] >= SURE).mean()))
        said.append(say(language, "figure.sure_twin", sure=PERCENT, percent=share))
    return " ".join(said)
