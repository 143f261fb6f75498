"""The manual page and the shells' completions say what the commands are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.make_share import files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_manual_and_completions_are_those_of_the_commands(path: Path) -> None:
    assert path.read_text("utf-8") == files()[path], "run: python -m tests.cli.make_share"
