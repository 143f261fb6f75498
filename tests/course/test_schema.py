"""The schema for editors says what the loader takes, no more and no less."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from tui_dl.course.written import lesson

FILE = Path(lesson.__file__).with_name("lesson.schema.json")


def test_the_schema_is_the_loaders_own() -> None:
    made = msgspec.json.schema(lesson.Lesson)
    assert json.loads(FILE.read_bytes()) == json.loads(json.dumps(made)), (
        f"write msgspec.json.schema(Lesson) into {FILE.name} anew"
    )
