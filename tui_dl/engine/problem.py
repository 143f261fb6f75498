"""What went wrong, as a code and its facts: the layers above find the words."""

from __future__ import annotations


def _harmless(value: object) -> object:
    """Text without control characters: what was typed or read is shown on a terminal."""
    if not isinstance(value, str):
        return value
    return "".join(char if char.isprintable() else "�" for char in value)


class Problem(ValueError):
    """A mistake that a person can mend.

    Attributes:
        code: Name of the sentence that tells it, a key of the words' `problem` table.
        fields: What the sentence needs: what was got, what is wanted.
    """

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = code
        self.fields = {name: _harmless(value) for name, value in fields.items()}

    def __str__(self) -> str:
        """The code and its facts, for a log or a developer."""
        facts = ", ".join(f"{name}={value!r}" for name, value in self.fields.items())
        return f"{self.code}({facts})"
