"""A table read in another process: what comes over, what stays sealed, and what is said when the process ends."""

from __future__ import annotations

import os
import signal
import time

import numpy as np

from tui_dl.data.loading import load
from tui_dl.data.own.preview import preview
from tui_dl.data.recipe import TableFile
from tui_dl.data.split import sealed_rows
from tui_dl.session.experiment import Experiment
from tui_dl.session.material import dataset_of
from tui_dl.session.run import Run
from tui_dl.session.tables import lent
from tui_dl.session.tables.process import TableReader
from tui_dl.session.tables.questions import MOST_SHOWN, Fetch, answer


def waited(reader: TableReader) -> list:
    until = time.monotonic() + 60
    while not (told := reader.receive()) and time.monotonic() < until:
        time.sleep(0.01)
    return told


def test_it_reads_in_a_process_of_its_own_and_can_be_given_up(tmp_path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("a,b\n" + "".join(f"{row},{row % 3 % 2}\n" for row in range(40)), encoding="utf-8")
    with TableReader() as reader:
        asked = reader.look(TableFile(str(path), ""))
        (seen,) = waited(reader)
        assert (seen.id, seen.rows, seen.source.target) == (asked, 40, "b")
        assert [one.problem.code for one in seen.warnings] == [one.code for one in seen.preview.warnings]
        recipe = seen.preview.recipe
        reader.fetch(recipe, 3)
        (fetched,) = waited(reader)
        lent.lend(recipe, 3, fetched.dataset)
        whole, here = load(recipe, 3), dataset_of(Run(Experiment(recipe, seed=3)))
        assert np.array_equal(here.train.inputs, whole.train.inputs)
        assert np.array_equal(here.validation.targets, whole.validation.targets)
        assert sealed_rows(here) == sealed_rows(whole) == 8
        assert len(here._sealed_test) == 0, "no sealed row leaves the process that reads"
        reader.look(TableFile(str(tmp_path), ""))
        assert waited(reader)[0].told.code == "table_no_file"
        os.kill(reader.pid, signal.SIGSTOP)
        reader.look(TableFile(str(path), ""))
        os.kill(reader.pid, signal.SIGKILL)
        assert waited(reader)[0].told.code == "table_reader_ended"
        reader.cancel()
        assert reader.pid is None


def test_of_a_large_table_figures_get_a_share_and_know_of_how_many(tmp_path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("a,b\n" + "".join(f"{row / 7},{row % 2}\n" for row in range(12_000)), encoding="utf-8")
    fetched = answer(Fetch(1, preview(TableFile(str(path), "b")).recipe, 1))
    data = fetched.dataset
    assert (len(data.train), len(data.validation)) == (MOST_SHOWN, MOST_SHOWN)
    assert (data.training_rows, sealed_rows(data)) == (7_200, 2_400)
