"""What a strict output schema demands of strings: a value that must satisfy it cannot be a placeholder.

``{"type": "string", "pattern": ...}`` makes a provider decode only what fits, and ``<EMAIL_1>`` does not. Where a value
of the request fits such a demand, it is replaced by a surrogate of the same form.
"""

from __future__ import annotations

import re
from typing import Any, Final

__all__ = ["Constraints"]

# Members under which surfaces carry the schema of the answer.
_SCHEMAS: Final = (
    ("response_format", "json_schema", "schema"),
    ("text", "format", "schema"),
    ("output_config", "format", "schema"),
    ("output_format", "schema"),
    ("generationConfig", "responseSchema"),
    ("generationConfig", "responseJsonSchema"),
    ("generation_config", "response_schema"),
    ("guided_json",),
    ("format",),
)
_FORMATS: Final = {
    "email": r"[^@\s<>]+@[^@\s<>]+",
    "uri": r"[a-z][a-z0-9+.\-]*://\S+",
    "date": r"\d{4}-\d{2}-\d{2}",
    "ipv4": r"\d{1,3}(?:\.\d{1,3}){3}",
    "uuid": r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
}
_MAX_PATTERN: Final = 200
_MAX_VALUE: Final = 256
# Nested repetition can take exponential time on a value; such a pattern is not tried.
_RISKY: Final = re.compile(r"[+*}]\)?[+*{]|\([^)]*[+*][^)]*\)[+*{]")
_PLACEHOLDER: Final = "<CREDIT_CARD_10>"
_DEPTH: Final = 32


class Constraints:
    """The demands of one request's output schema."""

    def __init__(self) -> None:
        self._patterns: list[re.Pattern[str]] = []
        self._longest = 0

    def __bool__(self) -> bool:
        return bool(self._patterns or self._longest)

    def read(self, root: Any) -> None:
        """Collect the demands of the schemas in a request body."""
        if not isinstance(root, dict):
            return
        for first, *path in _SCHEMAS:
            value: Any = root.get(first)
            if value is None:
                continue
            for step in path:
                value = value.get(step) if isinstance(value, dict) else None
            if isinstance(value, dict):
                self._collect(value, 0)

    def needs_surrogate(self, value: str) -> bool:
        """Whether the value fits a demand that a placeholder would not."""
        if len(value) > _MAX_VALUE:
            return False
        if any(pattern.search(value) for pattern in self._patterns):
            return True
        return 0 < len(value) <= self._longest < len(_PLACEHOLDER)

    def _collect(self, schema: Any, depth: int) -> None:
        if depth > _DEPTH:
            return
        if isinstance(schema, list):
            for item in schema:
                self._collect(item, depth + 1)
        if not isinstance(schema, dict):
            return
        if schema.get("type") == "string":
            self._demand(schema)
        for value in schema.values():
            self._collect(value, depth + 1)

    def _demand(self, schema: dict[str, Any]) -> None:
        pattern, form, longest = schema.get("pattern"), schema.get("format"), schema.get("maxLength")
        if type(pattern) is str and len(pattern) <= _MAX_PATTERN and not _RISKY.search(pattern):
            try:
                compiled = re.compile(pattern)
            except re.error:
                return
            if not compiled.search(_PLACEHOLDER):
                self._patterns.append(compiled)
        if type(form) is str and form in _FORMATS:
            self._patterns.append(re.compile(rf"\A(?:{_FORMATS[form]})\Z"))
        if isinstance(longest, str) and longest.isdigit() and len(longest) <= 3:
            self._longest = max(self._longest, int(longest))
