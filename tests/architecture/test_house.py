"""The shape of the code: small files, small functions, nothing that ties it to one machine."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "tui_dl").rglob("*.py"))
MOST_LINES_IN_A_FILE = 250
MOST_LINES_IN_A_FUNCTION = 40
TOP_LEVEL = {
    "pyproject.toml",
    "README.md",
    "tui_dl",
    "lessons",
    "tests",
    "LICENSE",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
}


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_file_has_one_subject_and_says_which(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES_IN_A_FILE
    assert ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_function_fits_a_screen(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= MOST_LINES_IN_A_FUNCTION, f"{node.name}: {length} lines"


@pytest.mark.parametrize("path", sorted((ROOT / "tui_dl/ui/screens").glob("*.tcss")), ids=relative)
def test_rules_of_a_screen_are_for_that_screen_alone(path: Path) -> None:
    """Textual applies them to the whole app from the screen's first opening on."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    selectors = [one.strip() for rule in re.findall(r"([^{}]+)\{", text) for one in rule.split(",")]
    assert selectors
    assert not [one for one in selectors if not re.match(r"(Board|[A-Z]\w+Screen)\b", one)]


def tracked() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout: an archive has no list of tracked files")
    return [ROOT / name for name in listing.stdout.decode().split("\0") if name and (ROOT / name).exists()]


def test_the_top_level_holds_what_it_should() -> None:
    names = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {name for name in names if not name.startswith(".")} == TOP_LEVEL


def test_nothing_names_a_registry_or_a_machine() -> None:
    forbidden = re.compile(
        "|".join(["py" + "pi\\.org", "python" + "hosted", "/ro" + "ot/", "/wo" + "rk/", "/ho" + "me/[a-z]+/"])
    )
    for path in tracked():
        if path.suffix in {".npz", ".svg"}:
            continue
        found = forbidden.search(path.read_text(encoding="utf-8", errors="replace"))
        assert not found, f"{relative(path)}: {found}"


def test_the_oldest_versions_are_those_of_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lowest = dict(
        line.split("==")
        for line in (ROOT / ".ci/lowest.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
    for requirement in project["dependencies"]:
        name, version = re.match(r"([a-z-]+)>=([0-9.]+)", requirement).groups()
        assert lowest[name].startswith(version)
