"""Both languages say the same things, and whatever the code wants to say can be said."""

from __future__ import annotations

import ast
import string
import tomllib
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "tui_dl"


def table(language: str) -> dict[str, str]:
    groups = tomllib.loads((PACKAGE / f"words/{language}.toml").read_text(encoding="utf-8"))
    return {f"{group}.{key}": text for group, texts in groups.items() for key, text in texts.items()}


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def calls() -> list[tuple[str, str]]:
    """Every literal key given to `say`, and every literal code of a `Problem` with its group in front."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            literals = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if name in {"Problem", "LessonProblem"} and literals:
                found.append((str(path.relative_to(PACKAGE)), f"problem.{literals[0]}"))
            if name == "say" and literals and "." in literals[0]:
                found.append((str(path.relative_to(PACKAGE)), literals[0]))
    return sorted(set(found))


def test_both_languages_have_the_same_keys() -> None:
    assert table("en").keys() == table("ko").keys()


@pytest.mark.parametrize("key", sorted(table("en")))
def test_both_languages_fill_in_the_same_fields(key: str) -> None:
    assert fields(table("en")[key]) == fields(table("ko").get(key, ""))


@pytest.mark.parametrize(("path", "key"), calls())
def test_what_the_code_says_can_be_said(path: str, key: str) -> None:
    assert key in table("en"), path
