"""Mask the string leaves of a JSON document by path.

Paths are written as in ``messages[*].content`` or ``user.email``: ``*`` is any key or index, ``**`` any depth.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import Any

from spro.errors import ValidationError

__all__ = ["secure_json"]

_STEP = re.compile(r"\*\*|\*|\[(?:\*|\d+)\]|[^.\[\]]+")


def secure_json(document: Any, secure: Callable[[str], str], keep: Collection[str], mask: Collection[str]) -> Any:
    """The document with ``secure`` applied to its string leaves; keys, numbers and structure stay.

    Raises:
        ValidationError: a text that is not JSON, or a value that JSON does not have.
    """
    kept, masked = [_path(path) for path in keep], [_path(path) for path in mask]

    def walk(value: Any, path: str) -> Any:
        if isinstance(value, str):
            if any(pattern.match(path) for pattern in kept):
                return value
            return secure(value) if not masked or any(pattern.match(path) for pattern in masked) else value
        if isinstance(value, dict):
            if not all(isinstance(key, str) for key in value):
                raise ValidationError("keys of a JSON object must be strings")
            return {key: walk(item, f"{path}\0{key}") for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [walk(item, f"{path}\0{index}") for index, item in enumerate(value)]
        if value is None or isinstance(value, bool | int | float):
            return value
        raise ValidationError(f"{type(value).__name__} is not a JSON value")

    if not isinstance(document, str | bytes):
        return walk(document, "")
    try:
        parsed = json.loads(document)
    except (ValueError, RecursionError):
        # The parser's own message quotes nothing, but its attributes hold the text: cut the chain.
        raise ValidationError("the document is not JSON") from None
    return json.dumps(walk(parsed, ""), ensure_ascii=False)


@lru_cache(maxsize=256)
def _path(path: str) -> re.Pattern[str]:
    """A path below matches too: ``user`` covers ``user.name``."""
    expression = ""
    for step in _STEP.findall(path.removeprefix("$").removeprefix(".")):
        name = step.strip("[]") if step.startswith("[") else step
        if name == "**":
            expression += r"(?:\0[^\0]*)*"
        elif name == "*":
            expression += r"\0[^\0]*"
        else:
            expression += r"\0" + re.escape(name)
    return re.compile(expression + r"(?:\0|\Z)")
