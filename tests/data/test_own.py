"""A table of one's own: read right however it is written, refused with row and column where it is wrong."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui_dl.data.loading import load
from tui_dl.data.own.preview import Preview, columns_of, preview
from tui_dl.data.recipe import DataRecipe, TableFile
from tui_dl.engine.problem import Problem

if TYPE_CHECKING:
    from pathlib import Path

ROWS = 60
CITIES = ("서울", "부산", "a;b", 'say "hi"', "two\nlines", "comma, inside")
NUMBER = st.floats(-1e6, 1e6).map(lambda value: round(value, 4))


def written(path: Path, rows: list[list[str]], encoding: str = "utf-8", separator: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    return path


def table_of(numbers: list[float], extra: list[list[str]] | None = None, heading: str = "more") -> list[list[str]]:
    """x, city and class; classes of 30 rows each."""
    rows = [["x", "city", "class"]]
    rows += [[str(x), CITIES[at % 6], ("no", "yes")[at % 2]] for at, x in enumerate(numbers)]
    if extra is not None:
        rows = [[*row, *more] for row, more in zip(rows, [[heading], *extra], strict=True)]
    return rows


def look(path: Path, target: str = "class", **options: object) -> Preview:
    return preview(TableFile(str(path), target, **options))


def code_of(path: Path, target: str = "class", **options: object) -> Problem:
    with pytest.raises(Problem) as told:
        _ = look(path, target, **options).recipe
    return told.value


@settings(max_examples=60, deadline=None)
@given(
    st.lists(NUMBER, min_size=ROWS, max_size=ROWS, unique=True),
    st.sampled_from(["utf-8", "utf-8-sig", "cp949", "utf-16"]),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from([".", ","]),
)
def test_what_was_written_is_read(tmp_path_factory, numbers, encoding, separator, decimal) -> None:
    rows = table_of(numbers)
    for row in rows[1:]:
        row[0] = f"{float(row[0]):.4f}".replace(".", decimal)
    path = written(tmp_path_factory.mktemp("own") / "t.csv", rows, encoding, separator)
    seen = look(path)
    assert [column.kind for column in seen.columns] == ["number", "category", "category"]
    assert dict(seen.classes) == {"no": 30, "yes": 30}
    made = load(seen.recipe, 1)
    assert made.feature_names == ("x", *(f"city={name}" for name in sorted([*CITIES[:4], "two lines", CITIES[5]])))
    together = np.concatenate([made.train.raw[:, 0], made.validation.raw[:, 0]])
    assert set(np.round(together, 4)) <= {round(float(f"{number:.4f}"), 4) for number in numbers}
    np.testing.assert_array_equal(made.train.raw[:, 1:].sum(axis=1), 1)  # a row has one city


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(alphabet='ab1,;\t|\n\r"\x1b\x00.-é한', max_size=300).map(lambda text: text.encode("utf-8")),
    ),
    st.sampled_from(["a", "1", "column1", "b\x1b[2J"]),
)
def test_whatever_a_file_holds_there_is_a_preview_or_a_sentence(tmp_path_factory, content, target) -> None:
    path = tmp_path_factory.mktemp("own") / "t.csv"
    path.write_bytes(content)
    try:
        seen = preview(TableFile(str(path), target))
        told = [text for column in seen.columns for text in (column.name, *column.examples)]
        told += [str(value) for problem in (*seen.problems, *seen.warnings) for value in problem.fields.values()]
        load(seen.recipe, 1)
    except Problem as problem:
        told = [str(value) for value in problem.fields.values()]
    assert all(text.isprintable() for text in told)


def numbers(rows: int = ROWS) -> list[float]:
    return np.random.default_rng(1).normal(size=rows).round(3).tolist()


def test_a_mistake_has_its_row_and_its_column(tmp_path: Path) -> None:
    rows = table_of(numbers())
    rows[16][0] = "abc"
    told = code_of(written(tmp_path / "t.csv", rows))
    assert (told.code, told.fields["row"], told.fields["name"], told.fields["got"]) == (
        "table_no_number",
        17,
        "x",
        "abc",
    )
    assert look(tmp_path / "t.csv", missing=("ABC",)).columns[0].missing == 1
    assert look(tmp_path / "t.csv", kinds={"x": "leave"}).columns[0].kind == "leave"


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (b"a,b\n1,x\n2\n", "table_ragged", 3),
        (b'a,b\n1,"x\n2,y\n', "table_quote", 2),
        (b'a,b\n1,"x"y\n', "table_quote", 2),
        (b"a,a\n1,2\n", "table_name_twice", None),
        (b"1,2\n3,4\n", "table_no_heading", None),
        (b"a\n1\n", "table_one_column", None),
        (b"a,b\n", "table_no_rows", None),
        (b"", "table_no_rows", None),
        (b"\xff\xfeoop", "table_encoding", 1),
        (b"a,b\nx,y\n\xff\xff,z\n", "table_encoding", 3),
        (b"PK\x03\x04....", "table_binary", None),
        (b"a,b\n1,\x00\n", "table_binary", None),
    ],
)
def test_a_file_that_is_wrong_says_where(tmp_path: Path, content: bytes, code: str, row: int | None) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    told = code_of(path, "b")
    assert (told.code, told.fields.get("row")) == (code, row)


def test_no_regular_file_is_opened(tmp_path: Path) -> None:
    assert code_of(tmp_path).code == "table_no_file"
    assert code_of(tmp_path / "none").code == "file_unreadable"


def test_kinds_are_guessed_with_a_reason(tmp_path: Path) -> None:
    more = [["", "same", f"name {at}", f"long text {at // 2}"] for at in range(ROWS)]
    rows = table_of(numbers(), more, "empty")
    rows[0] = ["x", "city", "class", "empty", "same", "name", "prose"]
    seen = look(written(tmp_path / "t.csv", rows))
    assert [column.reason for column in seen.columns] == ["", "", "", "empty", "constant", "each_row", ""]
    assert look(tmp_path / "t.csv", kinds={"city": "leave"}).inputs == seen.inputs - 6


@pytest.mark.parametrize("kind", ["number", "category"])
def test_a_column_that_tells_the_answer_is_warned_about(tmp_path: Path, kind: str) -> None:
    answers = [at % 2 for at in range(ROWS)]
    extra = [[f"{5.0 + answer + at / 1000}" if kind == "number" else "ab"[answer]] for at, answer in enumerate(answers)]
    seen = look(written(tmp_path / "t.csv", table_of(numbers(), extra)), kinds={"city": "leave"})
    assert [(one.code, one.fields["name"]) for one in seen.warnings] == [("table_warns_leak", "more")]


def test_an_honest_column_is_not(tmp_path: Path) -> None:
    rows = [["x", "y"], *([str(x), str(round(2 * x + noise, 3))] for x, noise in zip(numbers(), numbers()[::-1]))]  # noqa: B905  alike
    assert look(written(tmp_path / "t.csv", rows), "y").warnings == ()


def test_rows_that_repeat_or_are_lopsided_or_counted(tmp_path: Path) -> None:
    rows = [["row", "x", "class"]]
    rows += [[str(at), str(x), "rare" if at % 12 == 0 else "often"] for at, x in enumerate(numbers(240))]
    codes = [one.code for one in look(written(tmp_path / "t.csv", [*rows])).warnings]
    assert codes == ["table_warns_lopsided", "table_warns_row_number"]
    again = look(written(tmp_path / "u.csv", [*rows, rows[5]]))
    assert ("table_warns_repeated", {"count": 1}) in [(one.code, one.fields) for one in again.warnings]


def test_a_class_that_is_too_rare_is_refused(tmp_path: Path) -> None:
    rows = table_of(numbers())
    rows[1][2] = "once"
    told = code_of(written(tmp_path / "t.csv", rows))
    assert (told.code, told.fields["got"], told.fields["count"]) == ("table_rare_class", "once", 1)


def test_what_is_missing_is_the_training_rows_median_and_said(tmp_path: Path) -> None:
    rows = table_of(numbers())
    for at in range(1, ROWS, 4):
        rows[at][0] = "NA"
    made = load(look(written(tmp_path / "t.csv", rows), kinds={"city": "leave"}).recipe, 3)
    assert made.feature_names == ("x", "x=?")
    for part in (made.train, made.validation):
        unknown = part.raw[:, 1] == 1
        assert unknown.any()
        known = made.train.raw[made.train.raw[:, 1] == 0, 0]
        np.testing.assert_array_equal(part.raw[unknown, 0], np.median(known))


def test_values_are_told_in_the_training_rows_standard_deviations(tmp_path: Path) -> None:
    rows = [["x", "price"], *([str(x), str(1e6 + 1e5 * x)] for x in numbers(200))]
    made = load(look(written(tmp_path / "t.csv", rows), "price").recipe, 1)
    assert made.task == "regression"
    np.testing.assert_allclose([made.train.targets.mean(), made.train.targets.std()], [0, 1], atol=1e-9)
    assert not np.isclose(made.validation.targets.mean(), 0, atol=1e-9), "validation is scaled by the training rows"


def test_the_same_file_and_seed_are_the_same_rows_and_another_file_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "t.csv", table_of(numbers()))
    recipe = look(path).recipe
    one, two, other = load(recipe, 1), load(recipe, 1), load(recipe, 2)
    np.testing.assert_array_equal(one.train.inputs, two.train.inputs)
    assert not np.array_equal(one.train.inputs, other.train.inputs)
    assert (len(one.train), len(one.validation)) == (36, 12)
    written(path, table_of(numbers()[::-1]))
    from tui_dl.data.own import preview as module  # noqa: PLC0415  what is kept in memory is let go

    module._filled.cache_clear()
    with pytest.raises(Problem) as told:
        load(recipe, 1)
    assert told.value.code == "table_changed"


def test_a_target_of_few_whole_numbers_is_classes_unless_said_otherwise(tmp_path: Path) -> None:
    rows = [["x", "stars"], *([str(x), str(at % 5)] for at, x in enumerate(numbers(100)))]
    path = written(tmp_path / "t.csv", rows)
    assert load(look(path, "stars").recipe, 1).class_names == ("0", "1", "2", "3", "4")
    assert load(look(path, "stars", kinds={"stars": "number"}).recipe, 1).task == "regression"


def test_thousands_and_decimal_signs(tmp_path: Path) -> None:
    rows = [["a", "b"], *([f"1.{at:03d},5", f"{at},25"] for at in range(20))]
    seen = look(written(tmp_path / "t.csv", rows, separator=";"), "b")
    assert seen.source.decimal == ","
    assert load(seen.recipe, 1).train.raw.min() >= 1000.5


def test_names_of_columns_before_there_is_a_target(tmp_path: Path) -> None:
    assert columns_of(TableFile(str(written(tmp_path / "t.csv", table_of(numbers()))), "")) == ("x", "city", "class")


def test_a_recipe_that_names_no_table(tmp_path: Path) -> None:
    with pytest.raises(Problem) as told:
        load(DataRecipe("table"), 1)
    assert told.value.code == "unknown_data"
