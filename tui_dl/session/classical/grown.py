"""A fitted decision tree as plain arrays: what it asks, and how many training rows come to each place in it."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

NONE = -1  # the child of a leaf


class Grown(msgspec.Struct, frozen=True):
    """Nodes by number, the root first; a row goes to `left` where its column is at most the threshold.

    Attributes:
        left: Of each node, the node of those who say yes; `NONE` at a leaf.
        right: The node of those who say no.
        column: Which input is asked about, from 0.
        threshold: In the inputs' own scale.
        rows: Training rows that come here.
        values: Training rows of each class here; where values are predicted, one number: their mean.
        newest: Where a tree grows by the split that gains most: the node that was split last; else `NONE`.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    column: tuple[int, ...]
    threshold: tuple[float, ...]
    rows: tuple[int, ...]
    values: tuple[tuple[float, ...], ...]
    newest: int = NONE

    @property
    def questions(self) -> int:
        """How many places ask something."""
        return sum(child != NONE for child in self.left)

    @property
    def leaves(self) -> int:
        """How many places answer."""
        return len(self.left) - self.questions


def describe(model: Any, *, classes: bool) -> Grown:
    """What scikit-learn holds of a fitted tree, `classes` or values at its leaves."""
    tree = model.tree_
    values = tree.value[:, 0, :]
    if classes:  # shares, in any version: the counts they come from are whole
        shares = values / values.sum(axis=1, keepdims=True)
        values = np.rint(shares * tree.n_node_samples[:, None])
    leaf = tree.children_left == NONE
    return Grown(
        tuple(tree.children_left.tolist()),
        tuple(tree.children_right.tolist()),
        tuple(np.where(leaf, NONE, tree.feature).tolist()),
        tuple(np.where(leaf, 0.0, tree.threshold).tolist()),
        tuple(tree.n_node_samples.tolist()),
        tuple(tuple(row) for row in values.tolist()),
        NONE
        if model.max_leaf_nodes is None
        else int(tree.children_left.argmax()),  # children are numbered at the split
    )
