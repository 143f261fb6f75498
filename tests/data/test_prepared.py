"""A table that was read once is there for other processes of the program: the same bytes, private, bounded, gone."""

from __future__ import annotations

import os
import stat

import numpy as np
import pytest

from tui_dl.cli.tables import kept_in
from tui_dl.data import loading
from tui_dl.data.own import FOLDER, prepared, preview
from tui_dl.data.recipe import TableFile
from tui_dl.engine.problem import Problem


def forget() -> None:
    """As a process that has read nothing yet."""
    for cache in (preview._filled, preview._seen, loading._kept):
        cache.cache_clear()


@pytest.fixture
def recipe(tmp_path, monkeypatch):
    monkeypatch.setattr(prepared, "LEAST", 1)
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["x,y,class", *(f"{at % 7}.5,{at % 5},{'ab'[at % 2]}" for at in range(60))]))
    forget()
    yield preview.preview(TableFile(str(path), "class")).recipe
    forget()


def test_another_process_gets_the_same_bytes_without_reading_the_table(recipe, tmp_path, monkeypatch) -> None:
    first = loading.load(recipe, 3)
    files = sorted((tmp_path / "kept").iterdir())
    assert len(files) == 3
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o700
    forget()
    monkeypatch.setattr(preview, "open_file", None)
    again = loading.load(recipe, 3)
    for one, other in ((first.train, again.train), (first.validation, again.validation)):
        assert one.inputs.tobytes() == other.inputs.tobytes()
        assert one.targets.tobytes() == other.targets.tobytes()
    assert (again.class_names, again.feature_names) == (first.class_names, first.feature_names)


def test_another_content_is_refused_all_the_same_and_half_a_table_is_none(recipe, tmp_path) -> None:
    whole = loading.load(recipe, 3)
    next((tmp_path / "kept").glob("*.inputs.npy")).write_bytes(b"half")
    forget()
    assert np.array_equal(loading.load(recipe, 3).train.inputs, whole.train.inputs), "it is read again"
    forget()
    (tmp_path / "a.csv").write_text("x,y,class\n1,2,a\n")
    with pytest.raises(Problem, match="table_changed"):
        loading.load(recipe, 3)


def test_what_is_kept_has_bounded_room_and_small_tables_are_read_again(recipe, tmp_path, monkeypatch) -> None:
    table = preview.open_own(recipe.table)
    size = sum(path.stat().st_size for path in (tmp_path / "kept").iterdir())
    monkeypatch.setattr(prepared, "MOST_BYTES", 3 * size)
    for number in range(9):
        prepared.keep(str(number).encode(), table)
    assert sum(path.stat().st_size for path in (tmp_path / "kept").iterdir()) <= 3.5 * size
    assert prepared.kept(b"8") is not None
    assert prepared.kept(b"0") is None
    monkeypatch.setattr(prepared, "LEAST", 10**9)
    prepared.keep(b"small", table)
    assert prepared.kept(b"small") is None


def test_the_folder_goes_with_the_program_and_with_the_next_if_that_was_killed(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv(FOLDER, "")
    with kept_in(tmp_path):
        own = tmp_path / os.path.basename(os.environ[FOLDER])  # noqa: PTH119  a name
        own.mkdir()
        (own / "x.npy").write_bytes(b"x")
        left = own.with_name(own.name.replace(str(os.getpid()), "4194305"))  # more than Linux gives as a number
        left.mkdir()
    assert [path.name for path in tmp_path.iterdir()] == [left.name]
    with kept_in(tmp_path):
        assert list(tmp_path.iterdir()) == []
