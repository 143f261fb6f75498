"""Every data set: reproducible, split once, stratified, standardised by its training part, its test part sealed."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest
from sklearn import datasets

from tui_dl.data.bundled import BUNDLED, open_table
from tui_dl.data.loading import NAMES, load
from tui_dl.data.recipe import DataRecipe, Rows
from tui_dl.data.split import open_test
from tui_dl.engine.problem import Problem

PACKAGE = Path(__file__).parents[2] / "tui_dl"


@pytest.mark.parametrize("name", NAMES)
def test_equal_seeds_give_equal_rows_and_others_do_not(name: str) -> None:
    one, same, other = (load(DataRecipe(name), seed).train.inputs for seed in (1, 1, 2))
    assert one.tobytes() == same.tobytes()
    assert one.tobytes() != other.tobytes()
    assert load(DataRecipe(name, draw=1), 1).train.inputs.tobytes() != one.tobytes() or name in BUNDLED


@pytest.mark.parametrize("name", BUNDLED)
def test_bundled_tables_are_scikit_learns(name: str) -> None:
    theirs, ours = getattr(datasets, f"load_{name}")(), open_table(name)
    np.testing.assert_array_equal(ours.inputs, theirs.data)
    np.testing.assert_array_equal(ours.targets, theirs.target)


@pytest.mark.parametrize("name", NAMES)
def test_parts_are_disjoint_stratified_and_standardised(name: str) -> None:
    dataset = load(DataRecipe(name, standardise=True), 3)
    assert np.abs(dataset.train.inputs.mean(axis=0)).max() < 1e-9
    assert not {row.tobytes() for row in dataset.train.raw} & {
        row.tobytes() for row in dataset.validation.raw
    } or name in {"iris", "digits"}
    if dataset.class_names:
        shares = [np.bincount(part.targets) / len(part) for part in (dataset.train, dataset.validation)]
        assert np.abs(shares[0] - shares[1]).max() < 0.02


def test_circles_have_the_radii_that_were_asked_for() -> None:
    part = load(DataRecipe("circles", {"noise": 0.0, "factor": 0.3}), 1).train
    np.testing.assert_allclose(np.hypot(*part.inputs.T), np.where(part.targets == 0, 1.0, 0.3))


def test_transforms_are_done_in_order() -> None:
    plain = load(DataRecipe("moons"), 1).train.inputs
    turned = load(DataRecipe("moons", do=("stretch_x 2", "rotate 90")), 1).train.inputs
    np.testing.assert_allclose(turned, np.column_stack([-plain[:, 1], 2 * plain[:, 0]]), atol=1e-12)


def test_the_look_is_written_down_before_the_rows_are_seen() -> None:
    class Refusing:
        def record(self, entry: dict[str, object]) -> None:
            raise PermissionError(entry["opened"])

    with pytest.raises(PermissionError, match="moons"):
        open_test(load(DataRecipe("moons"), 1), Refusing())


def test_no_other_module_touches_the_sealed_part() -> None:
    touching = {
        path.name
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "_sealed_test"
    }
    assert touching == {"split.py"}


@pytest.mark.parametrize(
    ("recipe", "code"),
    [
        (DataRecipe("mooons"), "unknown_data"),
        (DataRecipe("moons", {"turns": 1}), "unknown_parameter"),
        (DataRecipe("moons", {"noise": -1}), "out_of_range"),
        (DataRecipe("moons", {"noise": float("nan")}), "out_of_range"),
        (DataRecipe("moons", rows=Rows(0, 5, 5)), "too_many_rows"),
        (DataRecipe("iris", rows=Rows(500, 5, 5)), "too_many_rows"),
        (DataRecipe("moons", rows=Rows(2, 5, 5)), "class_too_rare"),
        (DataRecipe("moons", do=("rotat 4",)), "unknown_transform"),
        (DataRecipe("moons", do=("rotate x",)), "transform_values"),
        (DataRecipe("iris", do=("rotate 4",)), "not_a_plane"),
    ],
)
def test_an_impossible_recipe_says_why(recipe: DataRecipe, code: str) -> None:
    with pytest.raises(Problem) as told:
        load(recipe, 1)
    assert told.value.code == code
