"""Recipes: what decides how a network trains, apart from its data and its beginning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that may change while a network trains; `l1`, `l2` act on weights, not biases."""

    optimizer: str = "adam"
    learning_rate: float = 0.01
    batch_size: int = 32
    l1: float = 0.0
    l2: float = 0.0
    dropout: float = 0.0
    momentum: float = 0.9
    direction: str = "down"
    shuffle: str = "on"
    positive_weight: float = 1.0
    """How many times a row of class 1 counts in the batches' loss (binary cross-entropy)."""
    initializer: str = "auto"
    """What a random search draws from, as a run's beginning is drawn."""
    initializer_scale: float = 1.0
