"""What several surfaces have in common: JSON Schema, JSON documents inside, events made anew, names of paths."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import Any, Final

from spro.wire.document import Number, quote
from spro.wire.table import MASK, RESTORE, SURE, Node, Rule, keep, table

__all__ = ["NAME", "REPLY_SCHEMA", "SCHEMA", "nested", "path", "scalars", "schema", "under"]

NAME: Final = r"[A-Za-z][A-Za-z0-9]{0,23}[_\-:.]?[A-Za-z0-9_\-:.]{1,512}"
"""Identifiers of providers in paths: model names, ``resp_...``, ``file-...``."""

_TYPE: Final = keep(r"[A-Za-z][A-Za-z\-]{0,31}")
_PROPERTY: Final = keep(r"(?!.*[0-9]{5})[A-Za-z_$][A-Za-z0-9_$.\-]{0,63}")

# JSON Schema 2020-12, sections 8 to 10: where schemas stand inside a schema.
_ONE: Final = (
    "items",
    "additionalProperties",
    "additionalItems",
    "contains",
    "not",
    "if",
    "then",
    "else",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
)
_MANY: Final = ("anyOf", "allOf", "oneOf", "prefixItems", "items")
_NAMED: Final = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")


def schema(prose: Rule, protocol: Rule) -> Node:
    """A JSON Schema, recursively: what people wrote is ``prose``; names, patterns, defaults are ``protocol``."""
    node = Node()
    table(
        {
            "description": prose,
            "title": prose,
            "$comment": prose,
            "examples.**": prose,
            "example.**": prose,
            "enum.**": protocol,
            "const.**": protocol,
            "default.**": protocol,
            **dict.fromkeys(("type", "type[]", "format", "nullable"), _TYPE),
            **dict.fromkeys(("required[]", "propertyOrdering[]"), _PROPERTY),
            **dict.fromkeys(("pattern", "$ref", "$id", "$schema", "$anchor", "contentMediaType"), protocol),
            **dict.fromkeys(_ONE, node),
            **{f"{name}.*": node for name in _NAMED},
        },
        default=prose,
        root=node,
    )
    for name in _MANY:
        target = node if name == "items" else node.keys.setdefault(name, Node())
        target.item = node
    for name in _NAMED:
        node.keys[name].deep = prose  # names of properties that no programmer would write
    return node


SCHEMA: Final = schema(MASK, SURE)
REPLY_SCHEMA: Final = schema(RESTORE, RESTORE)


def under(prefix: str, paths: Mapping[str, Rule | Node]) -> dict[str, Rule | Node]:
    """The same paths below a prefix."""
    return {prefix + ("" if path.startswith("[") else ".") + path: rule for path, rule in paths.items()}


def path(text: str) -> re.Pattern[str]:
    """A path with ``{name}`` for an identifier."""
    return re.compile(re.sub(r"\\\{(\w+)\\\}", rf"(?P<\1>{NAME})", re.escape(text)))


def scalars(root: Mapping[str, Any], leave: tuple[str, ...] = ()) -> str:
    """An event's own members that are no texts, as the inside of an object."""
    shown = []
    for name, value in root.items():
        if name in leave:
            continue
        if isinstance(value, Number):
            shown.append(f"{quote(name)}:{value}")
        elif isinstance(value, str) and len(value) <= 256:
            shown.append(f"{quote(name)}:{quote(value)}")
    return ",".join(shown)


def nested(steps: tuple[Hashable, ...], text: str, also: str = "") -> str:
    """A JSON value with the text at a path. Elements of lists get their ``index``; ``also`` goes into the outermost."""
    if not steps:
        return quote(text)
    step, rest = steps[0], steps[1:]
    inner = nested(rest, text)
    if isinstance(step, Number) or not isinstance(step, str):
        if inner.startswith("{"):
            inner = f'{{"index":{step},{also}{inner[1:]}'
        return f"[{inner}]"
    return f"{{{quote(step)}:{inner}}}"
