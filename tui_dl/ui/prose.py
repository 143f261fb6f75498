"""A lesson's Markdown as styled text: bold, code, quotes and linked terms, nothing more."""

from __future__ import annotations

import re

from rich.text import Text

from tui_dl.course.written.glossary import unlinked

MARKS = re.compile(r"\*\*(.+?)\*\*|`([^`]+)`|\x01(.+?)\x02")


def styled(markdown: str) -> Text:
    """The text of a step, its paragraphs apart."""
    text = Text()
    marked = unlinked(markdown, lambda _key, shown: f"\x01{shown}\x02")
    for number, paragraph in enumerate(re.split(r"\n\s*\n", marked.strip())):
        if number:
            text.append("\n\n")
        quoted = paragraph.startswith(">")
        joined = " ".join(line.lstrip("> ").strip() for line in paragraph.splitlines())
        if quoted:
            text.append("│ ", "dim")
        _append(text, joined, "italic" if quoted else "")
    return text


def plain(markdown: str) -> str:
    """The same words where there is no room for styles: labels, buttons, what is asked."""
    return styled(markdown).plain


def _append(text: Text, line: str, base: str) -> None:
    at = 0
    for match in MARKS.finditer(line):
        text.append(line[at : match.start()], base)
        bold, code, term = match.groups()
        text.append(bold or code or term or "", f"{base} bold" if bold or code else f"{base} underline")
        at = match.end()
    text.append(line[at:], base)
