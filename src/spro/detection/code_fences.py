"""Part of DETECT: fenced blocks of Markdown, also inside lists and quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from spro.detection.code_language import named
from spro.detection.code_lines import LONGEST

__all__ = ["Fence", "fences"]

_FENCE: Final = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?(`{3,}|~{3,})[ \t]*([^`\n]*)$")


class Fence(NamedTuple):
    """Lines of a fenced block: ``first`` is the opening fence, ``last`` the closing one, or the number of lines.

    ``language`` is "" where the fence names none and None where it names something that is no code.
    """

    first: int
    last: int
    language: str | None
    closed: bool


def fences(lines: Sequence[str]) -> list[Fence]:
    """All fenced blocks. One that says it is no code, as a Markdown fence, may hold others: they are found too."""
    outer = _outermost(lines)
    inner = [
        fence._replace(first=fence.first + around.first + 1, last=fence.last + around.first + 1)
        for around in outer
        if around.language is None
        for fence in _outermost(lines[around.first + 1 : around.last])
    ]
    return outer + inner


def _outermost(lines: Sequence[str]) -> list[Fence]:
    found = []
    mark, first = "", 0
    said: str | None = ""
    for index, line in enumerate(lines):
        if ("```" not in line and "~~~" not in line) or len(line) > LONGEST:
            continue
        match = _FENCE.match(line)
        if not match:
            continue
        if mark:
            if match[1].startswith(mark) and not match[2].strip():
                found.append(Fence(first, index, said, closed=True))
                mark = ""
            continue
        said = named(match[2])
        mark, first = match[1], index
    if mark:
        found.append(Fence(first, len(lines), said, closed=False))
    return found
