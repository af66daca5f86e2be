"""A surface as data: which path of a payload gets which treatment.

A table maps paths to treatments. ``messages[].content`` is the member ``content`` of every element of ``messages``;
``*`` is any key; a path that ends in ``**`` covers everything below it; ``[]<thinking>`` are the elements whose
``type`` is ``thinking``. A path may also lead to another table (a `Node`), which may contain itself: JSON Schema does.
What no path covers gets the table's default, and for requests that is ``mask``: unknown never means unseen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

__all__ = [
    "ANY",
    "ATTACHMENT",
    "ATTACHMENT_PART",
    "BASE64",
    "DELTA",
    "DELTA_JSON",
    "DROP",
    "HASH",
    "ID",
    "JSON",
    "MASK",
    "MODEL",
    "RESTORE",
    "RESTORE_JSON",
    "SIGNED",
    "SIGNED_BLOCK",
    "SURE",
    "TOKENS",
    "UNHASH",
    "WORD",
    "Kind",
    "Node",
    "Rule",
    "delta",
    "keep",
    "table",
]


class Kind(Enum):
    """What happens to a string."""

    MASK = "mask"  # request: masked as text
    JSON = "json"  # request: a string that holds JSON; its strings are masked
    SURE = "sure"  # request: only checksummed identifiers and secrets are masked (schemas)
    KEEP = "keep"  # left as it is if its validator agrees, else as text
    HASH = "hash"  # request: replaced by a keyed hash (names of end users)
    ATTACHMENT = "attachment"  # request: encoded bytes or a URL: kept or refused
    TOKENS = "tokens"  # request: numbers that stand for text: refused
    SIGNED = "signed"  # left byte for byte; in a request only if this gateway has seen it
    RESTORE = "restore"  # reply: scanned and restored
    RESTORE_JSON = "restore json"  # reply: a string that holds JSON
    DELTA = "delta"  # stream: a piece of a text
    DELTA_JSON = "delta json"  # stream: a piece of JSON
    UNHASH = "unhash"  # reply: the original of a keyed hash
    DROP = "drop"  # reply: becomes null
    PART = "part"  # a mark of the walk: the leaves of a part follow, or are left out
    PART_END = "part end"


@dataclass(frozen=True, slots=True)
class Rule:
    """A treatment. ``check`` is the validator of what is kept; ``group`` names deltas that end one another."""

    kind: Kind
    check: re.Pattern[str] | None = None
    whole: bool = False  # it treats the object or list at its path, not the strings in it
    group: str = ""


class Node:
    """One place in a table. ``deep`` is the treatment of everything below that nothing names."""

    __slots__ = ("any", "deep", "item", "keys", "rule", "variants")

    def __init__(self) -> None:
        self.keys: dict[str, Node] = {}
        self.any: Node | None = None
        self.item: Node | None = None
        self.variants: dict[str, Node] = {}
        self.rule: Rule | None = None
        self.deep: Rule | None = None


MASK: Final = Rule(Kind.MASK)
JSON: Final = Rule(Kind.JSON)
SURE: Final = Rule(Kind.SURE)
HASH: Final = Rule(Kind.HASH)
ATTACHMENT: Final = Rule(Kind.ATTACHMENT)
ATTACHMENT_PART: Final = Rule(Kind.ATTACHMENT, whole=True)
TOKENS: Final = Rule(Kind.TOKENS)
SIGNED: Final = Rule(Kind.SIGNED)
SIGNED_BLOCK: Final = Rule(Kind.SIGNED, whole=True)
RESTORE: Final = Rule(Kind.RESTORE)
RESTORE_JSON: Final = Rule(Kind.RESTORE_JSON)
DELTA: Final = Rule(Kind.DELTA)
DELTA_JSON: Final = Rule(Kind.DELTA_JSON)
UNHASH: Final = Rule(Kind.UNHASH)
DROP: Final = Rule(Kind.DROP, whole=True)


def keep(check: str | re.Pattern[str]) -> Rule:
    """Keep a string that the pattern matches as a whole."""
    return Rule(Kind.KEEP, re.compile(check) if isinstance(check, str) else check)


def delta(group: str, *, json: bool = False) -> Rule:
    """A piece of a streamed text. The first piece of one group ends the texts of all other groups beside it."""
    return Rule(Kind.DELTA_JSON if json else Kind.DELTA, group=group)


# Validators are narrow on purpose: what does not fit is not refused but looked at as text.
WORD: Final = keep(r"[a-z][a-z_.\-]{0,47}[a-z0-9]?(?:_2[0-9]{7})?")
"""Words of the protocol: roles, types, modes (``web_search_20260209``)."""

MODEL: Final = keep(r"(?!.*[0-9]{9})[A-Za-z0-9][A-Za-z0-9._:/\-]{0,127}")
"""Names of models and deployments: no ``@``, no long run of digits."""

ID: Final = keep(r"[A-Za-z][A-Za-z0-9]{0,23}[_\-][A-Za-z0-9_\-]{1,512}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""Identifiers that providers make: ``call_...``, ``msg_...``, UUIDs."""

BASE64: Final = keep(r"[A-Za-z0-9+/_\-]*={0,2}")

ANY: Final = Rule(Kind.KEEP)
"""Kept without a validator: only for what providers produce and clients do not write."""

_STEP: Final = re.compile(r"\[\]|<[^>]+>|[^.\[\]<>]+")


def table(paths: Mapping[str, Rule | Node], default: Rule = MASK, root: Node | None = None) -> Node:
    """The paths as a tree that a document is walked under.

    Args:
        paths: path -> treatment, or a table for what stands there.
        default: for strings that no path covers.
        root: add to this table instead of making one.
    """
    top = root if root is not None else Node()
    top.deep = default
    for path, what in paths.items():
        steps = _STEP.findall(path)
        deep = steps[-1] == "**"
        node = top
        for number, step in enumerate(steps[:-1] if deep else steps):
            last = number == len(steps) - 1
            node = _child(node, step, what if last and isinstance(what, Node) else None)
        if isinstance(what, Rule):
            if deep:
                node.deep = what
            node.rule = what
    return top


def _child(node: Node, step: str, target: Node | None) -> Node:
    if step == "[]":
        node.item = target or node.item or Node()
        return node.item
    if step == "*":
        node.any = target or node.any or Node()
        return node.any
    if step.startswith("<"):
        for name in step[1:-1].split("|"):
            target = node.variants.setdefault(name, target or Node())
        return target or node
    node.keys[step] = target or node.keys.get(step) or Node()
    return node.keys[step]
