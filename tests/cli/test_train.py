"""`tui-dl train` from outside: what it prints, and one clear sentence for each wrong input."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "tui_dl", *arguments], capture_output=True, text=True, check=False)


def test_json_has_the_promised_shape_and_the_same_seed_the_same_numbers() -> None:
    one, two = (json.loads(run("train", "circles", "--epochs", "5", "--json").stdout) for _ in range(2))
    assert {*one} == {
        *("data", "parameters", "epochs", "steps", "seconds", "steps_per_second", "train", "validation"),
        *("stopped", "seed", "run", "code", "baselines"),
    }
    assert {*one["train"]} == {"loss", "accuracy", "precision", "recall", "f1", "confidence", "calibration"}
    assert one["parameters"] == 2 * 8 + 8 + 8 * 8 + 8 + 8 + 1
    assert one["steps"] == 5 * 10  # 300 rows in batches of 32: nine whole ones and a last of 12
    for key in ("train", "validation", "run", "code", "stopped"):
        assert one[key] == two[key]


def test_a_hidden_layer_closes_the_ring_and_a_line_does_not() -> None:
    options = ["--activation", "tanh", "--optimizer", "sgd", "--learning-rate", "0.3", "--batch-size", "10"]
    line, ring = (
        json.loads(run("train", "circles", "--hidden", hidden, "--epochs", "150", *options, "--json").stdout)
        for hidden in ("none", "8")
    )
    assert line["validation"]["accuracy"] < 0.75
    assert ring["validation"]["accuracy"] >= 0.95


def test_a_diverged_run_is_no_failure_and_has_no_nan() -> None:
    ended = run("train", "sine", "--optimizer", "sgd", "--learning-rate", "100", "--json")
    assert ended.returncode == 0
    assert json.loads(ended.stdout)["stopped"] == "diverged"
    assert "NaN" not in ended.stdout


def test_text_has_plot_heatmaps_numbers_and_table_in_ascii_too() -> None:
    ended = run("train", "iris", "--epochs", "3", "--baselines", "--ascii")
    assert ended.returncode == 0
    assert ended.stdout.isascii()
    for wanted in ("Loss by epoch", "Weights of layer 3", "validation  loss", "boosting", "leads on validation"):
        assert wanted in ended.stdout


def test_korean_is_spoken_where_it_is_asked_for() -> None:
    assert "검증 세트" in run("--lang", "ko", "train", "iris", "--epochs", "2").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["mooons"], "Did you mean 'moons'"),
        *((["moons", f"--hidden={sizes}"], "hidden: got") for sizes in ("8,,x", "0", "-3", "99999999", "8;8")),
        *((["moons", f"--learning-rate={rate}"], "learning_rate: got") for rate in ("abc", "nan", "inf", "-1", "0")),
        (["moons", "--activation", "tahn"], "Did you mean 'tanh'"),
        (["moons", "--optimizer", "adm"], "Did you mean 'adam'"),
        (["moons", "--batch-size", "0"], "batch_size: got 0"),
        (["moons", "--set", "rate=1"], "Did you mean"),
        (["moons", "--set", "l2"], "Write NAME=VALUE"),
        (["moons", "--set", "turns=2"], "takes no 'turns'"),
        (["iris", "--noise", "0.1"], "takes no 'noise'"),
        (["moons", "--set", "activation=tanh,relu,tanh"], "one for each"),
        (["iris", "--set", "loss=mse"], "does not fit"),
    ],
)
def test_wrong_input_gets_one_clear_sentence(arguments: list[str], said: str) -> None:
    ended = run("train", *arguments)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not ended.stdout
