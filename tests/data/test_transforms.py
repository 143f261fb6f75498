"""Each transform does what it says, to the parts that it names, and to nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_dl.data.handmade import HANDMADE
from tui_dl.data.loading import load
from tui_dl.data.recipe import DataRecipe, Mixed, Rows
from tui_dl.data.split import open_test
from tui_dl.data.transforms import NAMES
from tui_dl.engine.problem import Problem

ROWS = Rows(200, 100, 100)


class Throwaway:
    def record(self, _entry: dict[str, object]) -> None:
        """Nobody asks."""


def parts(make: str, *do: str, seed: int = 1, **more: object) -> list:
    """Training, validation and test part after these transforms."""
    recipe = DataRecipe(make, do=do, **{"rows": ROWS if make not in {"iris", "digits", "wine"} else None, **more})
    dataset = load(recipe, seed)
    return [dataset.train, dataset.validation, open_test(dataset, Throwaway())]


def test_a_shift_is_in_standard_deviations_of_the_training_part() -> None:
    before, after = parts("moons"), parts("moons", "shift columns=2 by=1.5")
    spread = before[0].raw.std(axis=0)
    for old, new in zip(before, after, strict=True):
        np.testing.assert_allclose(new.raw - old.raw, np.tile([0.0, 1.5 * spread[1]], (len(old), 1)), atol=1e-12)
        np.testing.assert_array_equal(new.targets, old.targets)


def test_a_scaled_column() -> None:
    before, after = parts("moons", standardise=False), parts("moons", "scale columns=1 by=100", standardise=False)
    for old, new in zip(before, after, strict=True):
        np.testing.assert_allclose(new.inputs, old.inputs * [100, 1])


@given(st.sampled_from([0.0, 0.1, 0.5, 1.0]), st.sampled_from(["moons", "iris"]))
def test_flipped_labels_are_so_many_and_in_the_training_part_alone(share: float, make: str) -> None:
    before, after = parts(make), parts(make, f"flip_labels share={share}")
    assert (before[0].targets != after[0].targets).sum() == round(share * len(before[0]))
    assert set(np.unique(after[0].targets)) <= set(np.unique(before[0].targets))
    for old, new in zip(before[1:], after[1:], strict=True):
        np.testing.assert_array_equal(old.targets, new.targets)


def test_labels_by_lot_say_nothing_about_the_inputs() -> None:
    before, after = parts("moons"), parts("moons", "random_labels parts=all")
    agree = [(old.targets == new.targets).mean() for old, new in zip(before, after, strict=True)]
    assert all(0.3 < share < 0.7 for share in agree)
    assert all(abs(new.targets.mean() - 0.5) < 0.01 for new in after), "as many of each as there should be"


def test_sorted_rows_are_the_same_rows() -> None:
    before, after = parts("moons"), parts("moons", "sorted")
    assert (np.diff(after[0].targets) >= 0).all()
    assert sorted(map(bytes, before[0].raw)) == sorted(map(bytes, after[0].raw))
    np.testing.assert_array_equal(before[1].raw, after[1].raw)


def test_a_scarce_class() -> None:
    for part, rows in zip(
        parts("blobs", "imbalance share=0.05", parameters={"classes": 2}), (200, 100, 100), strict=True
    ):
        assert len(part) == rows
        assert part.targets.sum() == round(0.05 * rows)


def test_some_classes_numbered_from_zero_or_as_they_were() -> None:
    narrow, wide = (load(DataRecipe("digits", do=("classes 5..9",), outputs=outputs), 1) for outputs in (None, 10))
    assert (narrow.outputs, wide.outputs) == (5, 10)
    assert set(narrow.train.targets) == set(range(5))
    assert set(wide.train.targets) == set(range(5, 10))
    assert narrow.class_names == ("5", "6", "7", "8", "9")


def test_other_questions_about_the_same_pictures() -> None:
    plain, odd, loop = (load(DataRecipe("digits", do=do), 1) for do in ((), ("relabel odd",), ("relabel 0,6,8,9",)))
    assert odd.task == loop.task == "binary"
    assert odd.class_names == ("even", "odd")
    assert abs(loop.train.targets.mean() - np.isin(plain.train.targets, [0, 6, 8, 9]).mean()) < 0.02


def test_columns_worked_out_from_x_and_y() -> None:
    for part in parts("circles", "inputs r2,xy"):
        x, y, r2, xy = part.inputs.T
        np.testing.assert_allclose(r2, x**2 + y**2)
        np.testing.assert_allclose(xy, x * y)


def test_columns_of_noise_and_columns_in_other_places() -> None:
    before, noisy, shuffled = parts("xor"), parts("xor", "noise_columns 8"), parts("digits", "shuffle_columns")
    assert noisy[0].inputs.shape == (200, 10)
    np.testing.assert_array_equal(noisy[0].inputs[:, :2], before[0].inputs)
    plain = parts("digits")
    assert not np.array_equal(plain[0].raw, shuffled[0].raw)
    np.testing.assert_allclose(np.sort(plain[0].raw, axis=1), np.sort(shuffled[0].raw, axis=1))


def test_features_made_by_hand_measure_what_they_say() -> None:
    dataset = load(DataRecipe("digits", do=("features all",)), 1)
    assert dataset.feature_names == tuple(HANDMADE)
    assert np.isfinite(dataset.train.raw).all()
    ring, bar = np.zeros((8, 8)), np.zeros((8, 8))
    ring[1:6, 2:6], ring[2:5, 3:5] = 16, 0
    bar[:, 3] = 16
    both = np.stack([ring, bar])
    assert list(HANDMADE["holes"](both)) == [1, 0]
    assert list(HANDMADE["width"](both)) == [4, 1]
    assert list(HANDMADE["row2"](both)) == [4, 2]
    assert HANDMADE["left"](both)[1] == 1.0


def test_rows_of_another_set_come_into_the_training_part_alone() -> None:
    low, high = (
        DataRecipe("digits", do=("classes 0..4",), outputs=10),
        DataRecipe("digits", do=("classes 5..9",), outputs=10),
    )
    mixed = DataRecipe("digits", do=high.do, outputs=10, mixed=(Mixed(low, 50),))
    one, other = load(high, 1), load(mixed, 1)
    assert len(other.train) == len(one.train) + 5 * 50
    assert set(other.validation.targets) == set(range(5, 10))


def test_to_add_one_changes_no_others_draw() -> None:
    one, both = parts("moons", "flip_labels share=0.2"), parts("moons", "rotate 30", "flip_labels share=0.2")
    np.testing.assert_array_equal(one[0].targets, both[0].targets)


def test_two_hidden_directions_and_two_rules() -> None:
    slab = load(DataRecipe("slab", rows=Rows(3000, 10, 10)), 1)
    again = load(DataRecipe("slab", rows=Rows(3000, 10, 10), draw=1), 1)
    assert slab.train.inputs.shape == (3000, 6)
    assert abs(slab.train.targets.mean() - 0.5) < 0.05
    nearest = ((again.train.inputs[:, None] - slab.train.inputs[None, :200]) ** 2).sum(axis=2).argmin(axis=0)
    assert (again.train.targets[nearest] == slab.train.targets[:200]).mean() > 0.75, "the same question in every draw"
    rules = load(DataRecipe("rules", {"wrong": 0.0}, rows=Rows(1000, 10, 10)), 1).train
    x = rules.inputs
    np.testing.assert_array_equal(
        rules.targets, ((x[:, 0] > 0.5) & (x[:, 1] > 0.4)) | ((x[:, 2] > 0.7) & (x[:, 3] < 0.5))
    )


@pytest.mark.parametrize(
    ("make", "text"),
    [
        ("moons", "rotate nan"),
        ("moons", "rotate"),
        ("moons", "stretch_x inf"),
        ("moons", "shift by=x"),
        ("moons", "shift columns=3 by=1"),
        ("moons", "shift columns=0 by=1"),
        ("moons", "flip_labels"),
        ("moons", "flip_labels share=2"),
        ("moons", "flip_labels share=0.1 parts=train,nobody"),
        ("moons", "imbalance share=1"),
        ("iris", "imbalance share=0.1"),
        ("digits", "classes 4"),
        ("digits", "classes 4..99"),
        ("digits", "relabel 77"),
        ("sine", "relabel odd"),
        ("moons", "features all"),
        ("digits", "features beauty"),
        ("digits", "inputs r2"),
        ("moons", "inputs z9"),
        ("moons", "noise_columns 0"),
        ("moons", "noise_columns 99999999"),
    ],
)
def test_an_impossible_transform_says_why(make: str, text: str) -> None:
    with pytest.raises(Problem):
        load(DataRecipe(make, do=(text,)), 1)


@given(st.sampled_from(NAMES), st.text(max_size=20))
def test_whatever_stands_behind_its_name(name: str, rest: str) -> None:
    try:
        dataset = load(DataRecipe("moons", do=(f"{name} {rest}",), rows=Rows(20, 20, 20)), 1)
    except Problem:
        return
    assert np.isfinite(dataset.train.inputs).all()


def test_shares_of_a_table_have_no_row_in_common_and_are_all_of_it() -> None:
    def rows_of(*do: str) -> set[bytes]:
        return {row.tobytes() for part in parts("digits", *do) for row in part.raw}

    first, second, whole = rows_of("rows 1/2"), rows_of("rows 2/2"), rows_of()
    assert first | second == whole
    assert not first & second
    assert abs(len(first) - len(second)) <= 1


@pytest.mark.parametrize("wrong", ["rows 3/2", "rows 0/2", "rows 1", "rows a/b", "rows 1/11"])
def test_no_such_share(wrong: str) -> None:
    with pytest.raises(Problem) as told:
        parts("digits", wrong)
    assert told.value.code == "transform_values"


def test_a_shift_of_some_parts_leaves_the_others_alone() -> None:
    before, after = parts("moons"), parts("moons", "shift columns=2 by=2 parts=validation,test")
    spread = before[0].raw.std(axis=0)
    np.testing.assert_array_equal(before[0].raw, after[0].raw)
    for old, new in zip(before[1:], after[1:], strict=True):
        np.testing.assert_allclose(new.raw - old.raw, np.tile([0.0, 2 * spread[1]], (len(old), 1)), atol=1e-12)


def test_a_leak_holds_the_answer_in_every_part_and_a_blank_one_nothing() -> None:
    filled, blank = parts("moons", "leak"), parts("moons", "leak blank")
    for told, untold in zip(filled, blank, strict=True):
        np.testing.assert_array_equal(told.raw[:, 2], told.targets)
        np.testing.assert_array_equal(told.raw[:, :2], untold.raw[:, :2])
        assert not untold.raw[:, 2].any()


@pytest.mark.parametrize(("make", "text"), [("sine", "leak"), ("moons", "leak half")])
def test_a_leak_that_makes_no_sense_is_refused(make: str, text: str) -> None:
    with pytest.raises(Problem):
        load(DataRecipe(make, do=(text,)), 1)
